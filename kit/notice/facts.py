"""What a notice says: which keys, whose, in which account, where found, which support case, and its doubts.

A mail is hostile input: it may be forwarded, nested, in any charset, half broken, an imitation, or no mail at
all. The file itself belongs into the vault; `mail_sha256` is the hash of its bytes.
"""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.message import Message
from pathlib import Path

from kit.errors import UsageError
from kit.ids import account_of_key, is_account
from kit.notice import containers, doubts
from kit.notice.events import Event, events
from kit.notice.letters import Letter, clean, header, letters, quoted
from kit.notice.links import Links, host_of, links, unwrapped
from kit.notice.masked import masked_keys, written_over
from kit.notice.moments import moment
from kit.notice.patterns import first, kind_of, patterns, says
from kit.window import utc_text

LIMIT = 20_000_000  # bytes; AWS's mails are a few kB, forwards carry screenshots
_TEXT_LIMIT = 400_000  # characters looked at: patterns stay fast on a mail made to be slow
_CANDIDATES = 300  # mails of a mailbox that are read whole
_KEY = re.compile(r"(?<![A-Z0-9])((?:AKIA|ASIA)[A-Z0-9]{16})(?![A-Z0-9])")
# Facts that describe one mail and are never those of two.
_OF_THE_MAIL = (
    "subject", "received_at", "kind", "language", "mail_sha256", "sender", "doubts", "strange_hosts",
    "key", "keys", "users",
)  # fmt: skip
_FORWARD = re.compile(r"^\s*((fwd?|fw|wg|re|転送|返信)\s*[:：]\s*)+", re.IGNORECASE)
_JAPANESE = re.compile(r"[぀-ヿ一-鿿]")
_LATIN = re.compile(r"[A-Za-z]")
_NO_WORDS = re.compile(r"https?://\S+|[\w.+-]{1,64}@[\w.-]+|[A-Z0-9]{16,}|[{\"][^\n]{0,4000}")


@dataclass(frozen=True)
class NoticeFacts:
    """What a notice says; '' where it does not. `received_at` is naive UTC, None when undated.

    `masked_keys` are keys of which only the ends are shown, as `AKIA...WXYZ`. `exposed_urls` are all places
    that it names, `exposed_url` the first. `doubts` are names of what speaks against its being AWS's;
    `answers_to` is where answers to AWS's own address would go. `stood` says where a fact was read: the line
    of the text, 0 for a header.
    """

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
    users: tuple[str, ...] = ()
    masked_keys: tuple[str, ...] = ()
    sender: str = ""
    deadline: str = ""
    steps: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    strange_hosts: tuple[str, ...] = ()
    exposed_urls: tuple[str, ...] = ()
    answers_to: str = ""
    stood: dict[str, int] = field(default_factory=dict, compare=False)

    def to_case(self) -> dict[str, str]:
        """The facts as case.toml keeps them: text only, nothing empty; several of a kind in one line."""
        facts = {
            name: value
            for name, value in dataclasses.asdict(self).items()
            if name not in ("stood", "steps")
            and not (name in ("keys", "users", "exposed_urls") and len(value) < 2)
            and not (name == "answers_to" and "reply" not in self.doubts)
        }
        facts["received_at"] = utc_text(self.received_at) if self.received_at else ""
        return {
            name: " ".join(value) if isinstance(value, (tuple, list)) else str(value)
            for name, value in facts.items()
            if value
        }

    def trusted_keys(self, account: str) -> tuple[str, ...]:
        """The keys that a case of this account may follow: none of a notice that is in doubt or of another
        account."""
        return () if self.doubts or self.elsewhere(account) else self.keys

    def elsewhere(self, account: str) -> bool:
        """Whether it names another account than this one."""
        return bool(account and self.account and account != self.account)

    def news(self, known: Mapping[str, str], account: str) -> dict[str, str]:
        """What it adds to the facts of an earlier notice: gaps filled, nothing replaced but one in doubt;
        what describes a mail itself only where there was none."""
        if known and (self.doubts or self.elsewhere(account)):
            return {}
        if known.get("doubts"):  # a notice without doubts takes the place of one with
            return dict.fromkeys(known, "") | self.to_case()
        return {
            name: value
            for name, value in self.to_case().items()
            if name not in known and not (known and name in _OF_THE_MAIL)
        }


def parse(mail: str | Path | bytes, timezone: str = "UTC") -> NoticeFacts:
    """Facts of a notice, from the path of a file or from its bytes: .eml, .emlx, mbox (the notice in it),
    Outlook's .msg, pasted text, or an event of AWS as JSON.

    A time without offset is in `timezone`. UsageError when the file cannot be read, is empty or too big, or
    holds no text.
    """
    name, raw = _bytes(mail)
    sha256 = hashlib.sha256(raw).hexdigest()
    try:
        found = [_read(message, before, sha256, timezone) for message, before in _chosen(raw)]
    except ValueError as error:
        raise UsageError(f"{name}: {error}") from None
    facts = max((each for each in found if each), key=_likely, default=None)
    if facts is None:
        raise UsageError(f"{name}: holds no text of a mail; save AWS's notice as .eml and name that file")
    return facts


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


def _chosen(raw: bytes) -> list[tuple[Message, str]]:
    """The mails of a file that may be the notice: of a mailbox those with headers like it, if any."""
    found = list(containers.mails(raw))
    if len(found) == 1:
        return found
    likely = [
        (message, before)
        for message, before in found
        if kind_of(clean(header(message, "Subject"))) or says("senders", header(message, "From").strip("> "))
    ]
    return (likely or found)[:_CANDIDATES]


def _likely(facts: NoticeFacts) -> tuple[int, float]:
    """By how much it reads like AWS's notice; of two alike the earlier one, for reminders follow it."""
    points = 4 * bool(facts.key or facts.masked_keys) + 2 * bool(kind_of(facts.subject))
    points += 2 * says("senders", facts.sender) - 6 * bool(doubts.PROOF & set(facts.doubts))
    return points, -facts.received_at.timestamp() if facts.received_at else 0.0


def _read(message: Message, before: str, sha256: str, timezone: str) -> NoticeFacts | None:
    parts = list(letters(message))
    body = "\n".join(each.body for each in [Letter(body=clean(before)), *parts] if each.body)[:_TEXT_LIMIT]
    if not body.strip() and not any(each.subject for each in parts):
        return None
    chain = [*parts, *quoted(body)]  # from the outermost mail inward, as far as that is known
    told = events(body)
    event = next(iter(told), None)
    letter = _notice_of(chain)
    subject = _FORWARD.sub("", event.subject if event and not letter.subject else letter.subject).strip()
    everything = "\n".join(filter(None, [subject, body, event.text if event else ""]))
    keys = _keys([*(key for each in told for key in each.keys), *_KEY.findall(everything)])
    users = tuple(dict.fromkeys([*(user for each in told for user in each.users), *_users(everything)]))
    said = (event.account if event else "") or re.sub(r"\D", "", first("account", everything))
    said = said if is_account(said) else ""
    account = said or next(filter(None, map(account_of_key, keys)), "")
    found = links(body)
    against = doubts.doubts(chain, keys, said, found)
    places = _exposed(found, told, against)
    facts = NoticeFacts(
        subject=subject[:300],
        received_at=_received(chain, letter, event, timezone),
        key=keys[0] if keys else "",
        user=users[0] if users else "",
        account=account,
        exposed_url=places[0] if places else "",
        support_case=(event.support_case if event else "") or first("support_case", everything),
        kind=kind_of(subject) or kind_of(body) or "unknown",
        language=_language(everything),
        mail_sha256=sha256,
        keys=keys,
        users=users,
        masked_keys=masked_keys(everything.split("\n"), keys),
        sender=next((each.sender for each in (letter, *reversed(chain)) if each.sender), ""),
        deadline=first("deadline", everything),
        steps=tuple(match["value"] for each in patterns()["step"] for match in each.finditer(body))[:30],
        doubts=against,
        strange_hosts=tuple(dict.fromkeys([*found.asking, *found.lookalike]))[:5],
        exposed_urls=places,
        answers_to=next(
            (each.reply_to for each in chain if each.reply_to and says("senders", each.sender)), ""
        ),
    )
    return dataclasses.replace(facts, stood=_stood(facts, body))


# Letters that tell the language of a mail: more cost time, and tell nothing more.
_TELLS = 20_000


def _language(words: str) -> str:
    """The language of most of it: who passes a notice on writes in his own."""
    words = _NO_WORDS.sub(" ", words[:_TELLS])
    return "ja" if 6 * len(_JAPANESE.findall(words)) > len(_LATIN.findall(words)) else "en"


def _notice_of(chain: list[Letter]) -> Letter:
    """The mail that AWS wrote: the innermost whose subject reads like a notice, else with any."""
    inner = list(reversed(chain))
    return next(
        (each for each in inner if kind_of(each.subject)),
        next((each for each in inner if each.subject), inner[0]),
    )


def _received(chain: list[Letter], letter: Letter, event: Event | None, timezone: str) -> datetime | None:
    """When AWS sent it, not when somebody passed it on: by the notice's own date, else the innermost one."""
    if event and event.at:
        return event.at
    for each in (letter, *reversed(chain)):
        # -0000 says that the time is UTC and the sender's zone is not told.
        if each.date and (at := moment(each.date, timezone)):
            return at
    return None


def _keys(found: Iterable[str]) -> tuple[str, ...]:
    """Distinct keys in order; examples of AWS's documentation only where there is no other."""
    keys = tuple(key for key in dict.fromkeys(found) if not written_over(key))
    return tuple(key for key in keys if not key.endswith("EXAMPLE")) or keys


def _users(words: str) -> list[str]:
    refused = patterns()["not_users"]
    found = []
    for pattern in patterns()["user"]:
        for match in pattern.finditer(words):
            name = match["value"].rstrip(".,=")
            if name and name.lower() not in refused and not _KEY.fullmatch(name) and len(found) < 50:
                found.append(name)
    return found


def _exposed(found: Links, told: list[Event], against: tuple[str, ...]) -> tuple[str, ...]:
    """The places of the keys; none from a mail that failed a proof, nor at a host that plays AWS's."""
    named = [unwrapped(each.exposed_url) for each in told if each.exposed_url]
    if named:
        return tuple(dict.fromkeys(named))[:50]
    if doubts.PROOF & set(against):
        return ()
    return tuple(
        each for each in found.places if not ("lookalike" in against and says("lookalikes", host_of(each)))
    )[:50]


def _stood(facts: NoticeFacts, body: str) -> dict[str, int]:
    """The line in which each fact is read, counted from 1; 0 where it is the subject's or a header's."""
    lines = body.split("\n")
    wanted = {
        name: value
        for name in ("account", "exposed_url", "support_case", "deadline")
        if (value := str(getattr(facts, name)))
    } | {value: value for value in (*facts.keys, *facts.users, *facts.exposed_urls)}
    found = {}
    for name, value in wanted.items():
        if value in facts.subject:
            found[name] = 0
        elif line := next((number for number, line in enumerate(lines, 1) if value in line), 0):
            found[name] = line
    return found
