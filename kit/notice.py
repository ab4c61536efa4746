"""AWS's mail about a leaked key: which key, whose, in which account, where it was found, which support case.

A mail is hostile input: it may be forwarded, nested, in any charset, half broken, or no mail at all. Nothing
in it is run or fetched; what is not found stays empty. AWS publishes neither subjects nor wording, so the
patterns are data (notice_patterns.yml). The mail itself belongs into the vault; `mail_sha256` is the hash of
its bytes.
"""

from __future__ import annotations

import dataclasses
import email
import email.header
import email.policy
import functools
import hashlib
import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.errors import InvalidBase64CharactersDefect
from email.message import Message
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from kit.errors import CatalogueError, UsageError
from kit.ids import account_of_key, is_account
from kit.window import utc_text

LIMIT = 20_000_000  # bytes; AWS's mails are a few kB, forwards carry screenshots
_TEXT_LIMIT = 400_000  # characters looked at: patterns stay fast on a mail made to be slow
_KEY = re.compile(r"(?<![A-Z0-9])((?:AKIA|ASIA)[A-Z0-9]{16})(?![A-Z0-9])")
_URL = re.compile(r"https?://[^\s<>\"'）」』、。\x00-\x20]{4,2000}", re.IGNORECASE)
_FORWARD = re.compile(r"^\s*((fwd?|fw|wg|re|転送|返信)\s*[:：]\s*)+", re.IGNORECASE)
_INLINE = re.compile(r"^[>\s]*\*?(?:Subject|件名)\s*:\s*\*?\s*(.{3,300})$", re.MULTILINE | re.IGNORECASE)
_INLINE_DATE = re.compile(r"^[>\s]*\*?(?:Date|Sent)\s*:\s*\*?\s*(.{8,80})$", re.MULTILINE | re.IGNORECASE)
_KANA = re.compile(r"[぀-ヿ]")


@dataclass(frozen=True)
class NoticeFacts:
    """What a notice says; '' where it does not. `received_at` is naive UTC, None when undated."""

    subject: str
    received_at: datetime | None
    key: str
    user: str
    account: str
    exposed_url: str
    support_case: str
    kind: str
    language: str
    mail_sha256: str
    keys: tuple[str, ...] = ()

    def to_case(self) -> dict[str, str]:
        """The facts as case.toml keeps them: text only, nothing empty."""
        facts = dataclasses.asdict(self) | {
            "received_at": utc_text(self.received_at) if self.received_at else ""
        }
        del facts["keys"]
        return {name: str(value) for name, value in facts.items() if value}


def parse(mail: str | Path | bytes) -> NoticeFacts:
    """Facts of a notice, from the path of an .eml file or from its bytes.

    UsageError when the file cannot be read, is empty or too big, or holds no text.
    """
    name, raw = _bytes(mail)
    message = email.message_from_bytes(raw, policy=email.policy.compat32)
    parts = list(_mails(message))
    body = _clean("\n".join(text for part in parts for text in _texts(part)))[:_TEXT_LIMIT]
    subjects = [_clean(_header(part, "Subject")).strip() for part in parts]
    inline = [match.strip(" *") for match in _INLINE.findall(body)]
    if not body.strip() and not any(subjects):
        raise UsageError(f"{name}: holds no text of a mail; save AWS's notice as .eml and name that file")
    # AWS's own subject: of the innermost mail that reads like a notice, else whatever there is.
    candidates = [_FORWARD.sub("", text).strip() for text in [*reversed(subjects), *inline] if text.strip()]
    subject = next((text for text in candidates if _kind(text)), candidates[0] if candidates else "")
    everything = f"{subject}\n{body}"
    keys = tuple(dict.fromkeys(_KEY.findall(everything)))
    account = re.sub(r"\D", "", _first("account", everything))
    if not is_account(account):
        account = next(filter(None, map(account_of_key, keys)), "")
    return NoticeFacts(
        subject=subject[:300],
        received_at=_received(parts, body),
        key=keys[0] if keys else "",
        user=_user(everything),
        account=account,
        exposed_url=_exposed_url(body, keys),
        support_case=_first("support_case", everything),
        kind=_kind(subject) or _kind(body) or "unknown",
        language="ja" if _KANA.search(everything) else "en",
        mail_sha256=hashlib.sha256(raw).hexdigest(),
        keys=keys,
    )


def _bytes(mail: str | Path | bytes) -> tuple[str, bytes]:
    if isinstance(mail, bytes):
        name, raw = "mail", mail
    else:
        name = str(mail)
        try:
            with Path(mail).open("rb") as stream:
                raw = stream.read(LIMIT + 1)
        except OSError as error:
            raise UsageError(f"{name}: cannot be read: {error.strerror}; name AWS's mail as .eml") from None
    if len(raw) > LIMIT:
        raise UsageError(f"{name}: is larger than {LIMIT // 1_000_000} MB; save AWS's mail alone as .eml")
    if not raw.strip():
        raise UsageError(f"{name}: is empty; save AWS's notice as .eml and name that file")
    return name, raw


def _mails(message: Message) -> Iterator[Message]:
    """The mail itself, then those forwarded inside it as attachments; nesting is cut at 20."""
    waiting = [(message, 0)]
    while waiting:
        part, depth = waiting.pop()
        yield part
        if depth < 20:
            waiting.extend((inner, depth + 1) for inner in reversed(_inner_mails(part)))


def _inner_mails(message: Message) -> list[Message]:
    found = []
    for part in _leaves(message):
        if part.get_content_type() == "message/rfc822" and isinstance(part.get_payload(), list):
            found.extend(inner for inner in part.get_payload() if isinstance(inner, Message))
    return found


def _leaves(message: Message) -> Iterator[Message]:
    """Parts of one mail without going into mails attached to it."""
    waiting, seen = [message], 0
    while waiting and seen < 500:
        part = waiting.pop()
        seen += 1
        payload = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(payload, list):
            waiting.extend(inner for inner in reversed(payload) if isinstance(inner, Message))
        else:
            yield part


def _texts(message: Message) -> Iterator[str]:
    """Plain text of a mail; its HTML only where there is no plain text."""
    leaves = [part for part in _leaves(message) if part.get_content_maintype() == "text"]
    plain = [part for part in leaves if part.get_content_subtype() == "plain"]
    chosen = plain if any(_decoded(part).strip() for part in plain) else leaves
    for part in chosen:
        words = _decoded(part)
        yield _without_tags(words) if part.get_content_subtype() == "html" else words


def _decoded(part: Message) -> str:
    try:
        raw = part.get_payload(decode=True)
    except (ValueError, KeyError, AssertionError):
        raw = None
    payload = part.get_payload()
    as_it_came = payload.encode("utf-8", "replace") if isinstance(payload, str) else b""
    if not isinstance(raw, bytes):
        raw = as_it_came
    elif any(isinstance(defect, InvalidBase64CharactersDefect) for defect in part.defects):
        raw += b"\n" + as_it_came  # called base64, and is something else
    charsets = [str(part.get_content_charset() or ""), "utf-8", "iso-2022-jp", "cp932"]
    if b"\x1b$" in raw:  # unlabelled ISO-2022-JP is valid ASCII, so it has to be asked first
        charsets.insert(0, "iso-2022-jp")
    for charset in filter(None, charsets):
        try:
            return raw.decode(charset)
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    return raw.decode("utf-8", "replace")


def _without_tags(words: str) -> str:
    words = re.sub(r"(?is)<(script|style|head)\b.{0,200000}?</\1\s*>", " ", words)
    # A link's address may be where the key was found; it stays beside its words.
    words = re.sub(
        r"""(?i)<a\b[^>]{0,2000}?href\s*=\s*["']([^"'>]{1,2000})["'][^>]{0,2000}>""", r" \1 ", words
    )
    words = re.sub(r"(?i)<(br|/p|/div|/tr|/li|/h\d)\b[^>]{0,200}>", "\n", words)
    return html.unescape(re.sub(r"<[^<>]{0,4000}>", " ", words))


def _header(message: Message, name: str) -> str:
    value = message.get(name)
    if value is None:
        return ""
    try:
        return str(email.header.make_header(email.header.decode_header(str(value))))
    except (ValueError, LookupError, UnicodeError):
        return str(value)


def _clean(words: str) -> str:
    """Full-width letters as ASCII, no invisible marks, no control characters but line ends."""
    words = unicodedata.normalize("NFKC", words).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        " " if mark == "\t" else mark
        for mark in words
        if mark in "\n\t" or unicodedata.category(mark) not in {"Cc", "Cf", "Cs", "Co"}
    )


def _received(parts: list[Message], body: str) -> datetime | None:
    """Date of the innermost mail: when AWS sent it, not when somebody passed it on."""
    inline = _INLINE_DATE.findall(body)
    for text in [
        *(_header(part, "Date") for part in reversed(parts[1:])),
        *inline,
        _header(parts[0], "Date"),
    ]:
        try:
            moment = parsedate_to_datetime(text.strip(" *"))
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
    return None


def _kind(words: str) -> str:
    for entry in _patterns()["kinds"]:
        if any(pattern.search(words) for pattern in entry["patterns"]):
            return entry["kind"]
    return ""


def _first(field: str, words: str) -> str:
    for pattern in _patterns()[field]:
        if match := pattern.search(words):
            return match["value"]
    return ""


def _user(words: str) -> str:
    refused = _patterns()["not_users"]
    for pattern in _patterns()["user"]:
        for match in pattern.finditer(words):
            name = match["value"].rstrip(".,=")
            if name and name.lower() not in refused and not _KEY.fullmatch(name):
                return name
    return ""


def _exposed_url(body: str, keys: tuple[str, ...]) -> str:
    """The address that the mail says held the key: one after such words, else the first that is not AWS's
    own."""
    urls = [(match.start(), match[0].rstrip(".,;:)]>")) for match in _URL.finditer(body)]
    foreign = [(at, url) for at, url in urls if not _own(url)]
    for label in _patterns()["url_labels"]:
        for at, url in foreign:
            if label.search(body[max(0, at - 160) : at]):
                return url
    return foreign[0][1] if foreign and keys else ""


def _own(url: str) -> bool:
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        return True
    known = _patterns()
    if any(pattern.search(host) for pattern in known["buckets"]):
        return False
    return not host or any(pattern.search(host) for pattern in known["own_hosts"])


@functools.cache
def _patterns() -> dict:
    """notice_patterns.yml, compiled. CatalogueError when it is missing or holds what is no pattern."""
    import yaml

    path = Path(__file__).with_name("notice_patterns.yml")
    try:
        facts = yaml.safe_load(path.read_text(encoding="utf-8"))
        made: dict[str, Any] = {
            name: [re.compile(text, re.IGNORECASE) for text in facts[name]]
            for name in ("user", "account", "support_case", "url_labels", "own_hosts", "buckets")
        }
        made["kinds"] = [
            {
                "kind": entry["kind"],
                "patterns": [re.compile(text, re.IGNORECASE | re.DOTALL) for text in entry["patterns"]],
            }
            for entry in facts["kinds"]
        ]
        made["not_users"] = {str(word).lower() for word in facts["not_users"]}
    except (OSError, yaml.YAMLError, KeyError, TypeError, re.error) as error:
        raise CatalogueError(f"{path.name}: {' '.join(str(error).split())}; mend the file") from None
    return made
