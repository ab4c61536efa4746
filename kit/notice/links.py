"""The links of a notice: those that mail gateways rewrote unwrapped, and which one is the exposed place."""

from __future__ import annotations

import base64
import binascii
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from kit.notice.patterns import patterns, says

_URL = re.compile(r"(?:https?|hxxps?)://[^\s<>\"'）」』】、。\x00-\x20]{4,4000}", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?](?=\s)|[。！？]|\n\s*\n")
_JOINED = re.compile(r"^[\s,;、・*•-]*(and|or|および|及び|と)?[\s,;、・*•-]*$", re.IGNORECASE)
_BEHIND = 400  # characters before a link that are looked at
# Links of a mail that are looked at.
_MOST = 2_000
# A key id, whole or masked, as notices write it.
KEY_SIGN = re.compile(
    r"(?<![A-Z0-9])(?:(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Z0-9])"
    r"|(?:(?:AKIA|ASIA)[A-Z0-9]{0,12})?[*•●・.…xX-]{3,20}[A-Z0-9]{3,12}(?![A-Za-z0-9]))"
)


@dataclass(frozen=True)
class Links:
    """`places`: those that the text says held the key; `asking`: hosts, not AWS's, at which it wants a
    sign-in, or to which a link leads that shows an address of AWS's; `lookalike`: hosts that look like AWS's
    and are not."""

    places: tuple[str, ...] = ()
    asking: tuple[str, ...] = ()
    lookalike: tuple[str, ...] = ()


def links(body: str) -> Links:
    """What the links of a text are."""
    exposed: list[str] = []
    asking: list[str] = []
    lookalike: list[str] = []
    before, was_place = 0, False
    found = list(itertools.islice(_urls(body), _MOST))
    false = _shown_as_awss(body, found)
    last = (0, "")
    for start, end, url in found:
        if re.fullmatch(r"[\s<(\[]{0,4}", body[last[0] : start]) and last[1].startswith(url):
            continue  # the words of the link before it, whole or shortened
        last = (end, url)
        context = body[max(before, start - _BEHIND) : start]
        again = before > 0 and was_place and _JOINED.match(context) is not None
        before = end
        if own(url) or says("opaque_links", host_of(url)):
            was_place = False
            continue
        was_place = start not in false and (again or _is_place(body, context, start))
        if was_place:
            exposed.append(url)
        elif start in false or says("sign_in", _sentence(context)):
            asking.append(host_of(url))
        plays = says("lookalikes", host_of(url)) or says("own_hosts", _before_at(url))
        if plays and not says("buckets", host_of(url)):
            lookalike.append(host_of(url))
    return Links(*(tuple(dict.fromkeys(each)) for each in (exposed, asking, lookalike)))


def _shown_as_awss(body: str, found: list[tuple[int, int, str]]) -> set[int]:
    """Where links begin that lead elsewhere than the address of AWS's that they show: the true one stands
    beside the shown one, before it in HTML and in brackets behind it in plain text."""
    false = set()
    for (start, end, url), (after, _, shown) in itertools.pairwise(found):
        between = body[end:after]
        if re.fullmatch(r"[^\S\n]{1,4}", between) and not own(url) and own(shown):
            false.add(start)
        if re.fullmatch(r"[^\S\n]{0,4}[<(\[]", between) and own(url) and not own(shown):
            false.add(after)
    return false


def _before_at(url: str) -> str:
    """What stands before an @ in the host of a link, where nothing but a trick stands."""
    try:
        parts = urlsplit(url)
        return (parts.username or "").lower() if "@" in parts.netloc else ""
    except ValueError:
        return ""


def _is_place(body: str, context: str, start: int) -> bool:
    """Whether the words before a link say that it is where the key was found."""
    sentence = _sentence(context)
    if says("asks", sentence):
        return False
    line = body[max(body.rfind("\n", 0, start) + 1, start - _BEHIND) : start]
    if says("url_labels", sentence) or KEY_SIGN.search(line):
        return True
    paragraph = context[context.rfind("\n\n") + 2 :] if "\n\n" in context else context
    return says("bare_labels", sentence) and KEY_SIGN.search(paragraph) is not None


def _sentence(context: str) -> str:
    """The sentence that a link ends; where the link stands alone, the one before."""
    ends = [0, *(match.end() for match in _SENTENCE_END.finditer(context))]
    for at in reversed(ends):
        if re.search(r"\w", context[at:]):
            return context[at:]
    return ""


def _urls(body: str) -> Iterator[tuple[int, int, str]]:
    for match in _URL.finditer(body):
        url = match[0].rstrip(".,;:>]*")
        while url.endswith(")") and url.count(")") > url.count("("):
            url = url[:-1].rstrip(".,;:>]*")
        yield match.start(), match.end(), unwrapped(_live(url))


def _live(url: str) -> str:
    """A link that somebody made harmless (hxxps://, [.]) as it was."""
    return re.sub(r"\[(?:\.|dot)\]|\(\.\)", ".", re.sub(r"(?i)^hxxp", "http", url))


def unwrapped(url: str) -> str:
    """The link behind one that a mail gateway put in its place; a link of no gateway as it is."""
    for _ in range(5):
        how = next((each for host, each in patterns()["wrappers"] if host.search(host_of(url))), None)
        inner = _inner(url, how) if how else ""
        if not inner:
            break
        url = inner
    return url


def _inner(url: str, how: list[str] | str) -> str:
    try:
        parts = urlsplit(url)
        asked = parse_qs(parts.query)
    except ValueError:
        return ""
    if how == "proofpoint":
        if third := re.search(r"/v3/__(.+?)__;([\w-]*)!", url):
            return _third_form(third[1], third[2])
        found = next(iter(asked.get("u", [])), "")
        return _link(unquote(found.replace("-", "%").replace("_", "/")) if "/v2/" in parts.path else found)
    if how == "path":
        match = re.search(r"https?(?::|%3A)(?:%2F|/){1,2}.+", parts.path, re.IGNORECASE)
        found = unquote(re.split(r"/(?=\d+/)", match[0])[0] if match else "")
        return _link(re.sub(r"^(https?):/(?!/)", r"\1://", found))
    for name in how:
        for found in asked.get(name, []):
            if link := _link(found) or _link(_of_base64(found)):
                return link
    return ""


def _third_form(words: str, held: str) -> str:
    """Proofpoint's third form: `*` stands for a character, `**X` for a run of them, kept in base64 behind."""
    kept = list(_of_base64(held))
    runs = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

    def back(match: re.Match) -> str:
        count = 1 if match[0] == "*" else runs.find(match[0][2]) + 2
        taken = "".join(kept[:count])
        del kept[:count]
        return taken or match[0]

    # Some servers make one slash of two.
    return _link(re.sub(r"^(https?):/(?!/)", r"\1://", re.sub(r"\*\*[\w-]|\*", back, words)))


def _of_base64(words: str) -> str:
    try:
        return base64.urlsafe_b64decode(words + "=" * (-len(words) % 4)).decode()
    except (binascii.Error, ValueError):
        return ""


def _link(words: str) -> str:
    return words if re.match(r"https?://[^\s<>\"']{4,4000}$", words, re.IGNORECASE) else ""


def host_of(url: str) -> str:
    """The host of a link, lower case; '' where it has none."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def own(url: str) -> bool:
    """Whether a link is AWS's own, or a name of a document type; no place where a customer keeps things."""
    host = host_of(url)
    if says("buckets", host):
        return False
    return not host or says("own_hosts", host)
