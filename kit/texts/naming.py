"""Things by the names that people use: `EC2 インスタンス 23 件`, `23 EC2 instances`.

A thing is what answers call `service` and `resource_type` (or `kind` in IAM). A name that the texts do not
have is shown as AWS writes it, with spaces.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from kit.texts.formats import number
from kit.texts.messages import has, text

MOST = 3  # kinds that a sentence names; how many more things there are follows
Kind = tuple[str, str]  # service, kind


def service(lang: str, name: str) -> str:
    """The service as people call it: `ec2` -> `EC2`."""
    return text(lang, f"service-{name}") if has(lang, f"service-{name}") else name


def link(lang: str, name: str) -> str:
    """How a credential came from its parent: the word for it, or the call as AWS writes it."""
    return text(lang, f"link-{name}") if has(lang, f"link-{name}") else name


def thing(lang: str, kind: Kind, count: int = 1) -> str:
    """One kind of thing with its service in front: `EC2 instances` where `count` is not 1."""
    short, word = service(lang, kind[0]), kind[1].replace("_", " ")
    if has(lang, f"kind-{kind[1]}"):
        word = text(lang, f"kind-{kind[1]}")
    if lang == "en" and count != 1:
        word = _plural(word)
    # Nothing is said twice: an `ECS service`, an `EC2 fleet`, a `WorkSpace`.
    known = word.lower().startswith(short.lower().rstrip("s"))
    return word if known or not short else f"{short} {word}"


def counted(lang: str, kind: Kind, count: int) -> str:
    """`23 EC2 instances`, `EC2 インスタンス 23 件`."""
    return text(lang, "things-counted", thing=thing(lang, kind, count), count=number(lang, count))


def things(lang: str, kinds: Iterable[Kind], most: int = MOST) -> str:
    """Each kind with how many there are, the most frequent first, else as they come; beyond `most` how many
    things more."""
    found = Counter(kinds).most_common()
    said = [counted(lang, kind, count) for kind, count in found[:most]]
    if len(found) > most:
        said.append(text(lang, "words-more", count=sum(count for _, count in found[most:])))
    return ("、" if lang == "ja" else ", ").join(said)


def _plural(words: str) -> str:
    """English plural of a name's last word; what ends in one s is plural already."""
    if words.endswith("s") and not words.endswith(("ss", "us", "ias")):
        return words
    if words.endswith("y") and words[-2] not in "aeiou":
        return f"{words[:-1]}ies"
    return words + ("es" if words.endswith(("s", "x", "ch", "sh")) else "s")
