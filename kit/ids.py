"""ARNs, access key ids and what they tell; letters that nobody sees. Pure functions on text.

Follows the IAM user guide, "Unique identifiers", and the field's reading of the account id in key ids.
"""

from __future__ import annotations

import base64
import functools
import re
import unicodedata

_KEY = re.compile(r"^(AKIA|ASIA)[A-Z2-7]{16}$")
_LOOSE_KEY = re.compile(r"^(AKIA|ASIA)[A-Z0-9]{12,124}$")
_ACCOUNT = re.compile(r"^\d{12}$")
# A policy of the customer's, or of an intruder's, may have the name; AWS's own has no account in its ARN. The
# oldest one was an inline policy, which has no ARN.
_QUARANTINE = re.compile(
    r"^(?:arn:aws[a-z-]*:iam::aws:policy/AWSCompromisedKeyQuarantine(V\d+)?"
    r"|(?:arn:aws[a-z-]*:iam::aws:policy/)?AWSExposedCredentialPolicy_DO_NOT_REMOVE)$"
)
# Letters by their category that draw nothing: fillers, the empty Braille cell, selectors of glyph variants.
_BLANK = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u2800\u3164\uffa0"
    + "".join(map(chr, (*range(0xFE00, 0xFE0F), *range(0xE0100, 0xE01F0))))
)
# Keys of before about 2019 do not carry their account.
_OLD_PREFIXES = ("AKIAI", "AKIAJ", "ASIAI", "ASIAJ")


def is_key_id(text: str) -> bool:
    """Whether the text has the shape of an access key id, long-term (AKIA) or temporary (ASIA).

    Masked and documentation keys hold letters that AWS never issues; they are accepted too, since logs hold
    them.
    """
    return bool(_LOOSE_KEY.match(text))


def is_account(text: str) -> bool:
    """Whether the text is a 12-digit account id."""
    return bool(_ACCOUNT.match(text))


def account_of_key(key_id: str) -> str | None:
    """Account id that a key id claims, 12 digits; None where the id cannot carry one.

    The first 10 bytes of the base32 part hold it. It is a claim of the id, to be confirmed by
    userIdentity.accountId.
    """
    if not _KEY.match(key_id) or key_id.startswith(_OLD_PREFIXES):
        return None
    head = int.from_bytes(base64.b32decode(key_id[4:20])[:6], "big")
    number = (head & 0x7FFFFFFFFF80) >> 7
    # A made-up or masked id can say more than twelve digits.
    return f"{number:012d}" if number < 10**12 else None


def fits_masked(masked: str, key_id: str) -> bool:
    """Whether a key of which only the ends are shown, as `AKIA...WXYZ`, may be this one."""
    head, _, tail = masked.partition("...")
    whole = len(key_id) > len(head) + len(tail)
    return whole and key_id.startswith(head) and key_id.endswith(tail)


def one_letter_off(one: str, other: str) -> bool:
    """Whether two key ids differ as by one slip of the pen: a letter wrong, missing, too many, or two
    neighbours swapped."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    at = next((place for place, pair in enumerate(zip(one, other, strict=False)) if len(set(pair)) > 1), None)
    if at is None:
        return True  # one is the beginning of the other
    if len(one) != len(other):
        short, long = sorted((one, other), key=len)
        return short[at:] == long[at + 1 :]
    swapped = one[at : at + 2] == other[at : at + 2][::-1]
    return one[at + 1 :] == other[at + 1 :] or (swapped and one[at + 2 :] == other[at + 2 :])


def arn_account(arn: str) -> str | None:
    """The account field of an ARN, None where it is empty or the text is no ARN."""
    parts = arn.split(":", 5)
    return parts[4] or None if len(parts) == 6 and parts[0] == "arn" else None


def arn_name(arn: str) -> str:
    """The last part of an ARN's resource: user, role or session name."""
    return arn.rsplit(":", 1)[-1].rsplit("/", 1)[-1]


def is_arn(text: str) -> bool:
    """Whether the text has the six fields of an ARN."""
    return text.startswith("arn:") and text.count(":") >= 5


def role_of_session(arn: str) -> str | None:
    """Role ARN behind an assumed-role session ARN; the role's path is not in it and stays out."""
    parts = arn.split(":", 5)
    if len(parts) != 6 or not parts[5].startswith("assumed-role/"):
        return None
    return f"arn:{parts[1]}:iam::{parts[4]}:role/{parts[5].split('/')[1]}"


def quarantine_version(policy: str) -> str | None:
    """Version of AWS's quarantine policy by its ARN (the oldest, inline, by its name): `V1`, `V2`, ...; None
    for any other policy, one of the same name in an account too."""
    match = _QUARANTINE.match(policy)
    return (match[1] or "V1") if match else None


def partition_of(region: object) -> str:
    """The partition of a Region: `aws`, `aws-cn` (China) or `aws-us-gov` (GovCloud)."""
    text = str(region or "")
    if text.startswith("cn-"):
        return "aws-cn"
    return "aws-us-gov" if text.startswith("us-gov-") else "aws"


def arn_partition(*arns: str | None) -> str:
    """The partition that the first ARN among these names; `aws` where there is none."""
    return next((arn.split(":")[1] for arn in arns if arn and re.match(r"arn:aws[a-z-]*:", arn)), "aws")


@functools.cache  # one entry a letter
def hidden(letter: str) -> bool:
    """Whether a letter shows nothing, or steers what shows it: control and direction marks, joiners, fillers.

    Space, the ideographic space of Japanese text, and emoji's own selectors are none.
    """
    if " " <= letter <= "~" or letter == "\u3000":
        return False
    return letter in _BLANK or unicodedata.category(letter) in (
        "Cc",
        "Cf",
        "Cs",
        "Co",
        "Cn",
        "Zl",
        "Zp",
        "Zs",
    )


def visible(text: str, keep: str = "") -> str:
    """Text from a log made harmless for a person's eyes: what is hidden stands there as `\\x1b` or `\\u202e`,
    but for the letters of `keep`."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(each) if hidden(each) and each not in keep else each for each in text)


def _shown(letter: str) -> str:
    number = ord(letter)
    return (
        f"\\x{number:02x}"
        if number < 0x100
        else f"\\u{number:04x}"
        if number < 0x10000
        else f"\\U{number:08x}"
    )
