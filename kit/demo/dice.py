"""Seeded ids in the forms AWS issues: key ids that carry their account, unique ids, event ids, resource
ids."""

from __future__ import annotations

import base64
import random
import uuid

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
NAME_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


class Dice(random.Random):
    """A random generator named by its seed and its use: another use, another sequence, whatever came
    before."""

    def __new__(cls, *_names: object) -> Dice:
        return super().__new__(cls)

    def __init__(self, *names: object) -> None:
        super().__init__("/".join(map(str, names)))

    def account(self) -> str:
        """A 12-digit account id."""
        return str(self.randrange(10**11, 10**12))

    def unique_id(self, prefix: str, account: str) -> str:
        """`AKIA...` and its like: 16 characters after the prefix, the account in the first ten
        (ids.account_of_key).

        The bit above the account is set, as in all keys issued in the last years; the other form is
        ambiguous.
        """
        head = 1 << 47 | int(account) << 7 | self.getrandbits(7)
        return prefix + base64.b32encode(head.to_bytes(6, "big") + self.randbytes(4)).decode()

    def long_term_key(self, account: str) -> str:
        return self.unique_id("AKIA", account)

    def temporary_key(self, account: str) -> str:
        return self.unique_id("ASIA", account)

    def principal_id(self, prefix: str, account: str) -> str:
        """`AIDA...`, `AROA...`: one letter longer than a key id."""
        return self.unique_id(prefix, account) + self.choice(LETTERS)

    def event_id(self) -> str:
        return str(uuid.UUID(bytes=self.randbytes(16), version=4))

    def resource_id(self, prefix: str, length: int = 17) -> str:
        """`i-0...`: EC2's ids, 17 hex digits."""
        return f"{prefix}-{self.randbytes((length + 1) // 2).hex()[:length]}"

    def token(self, length: int) -> str:
        """Letters of a session token or a file name."""
        return "".join(self.choices(NAME_LETTERS, k=length))


def near(key_id: str, dice: Dice) -> str:
    """A key id of the same account that differs from `key_id` in two characters of its tail."""
    letters = list(key_id)
    for place in dice.sample(range(12, len(letters)), 2):
        letters[place] = dice.choice([letter for letter in LETTERS if letter != letters[place]])
    return "".join(letters)
