"""Refuses new passwords that are known from leaks, or that consist of words known about their owner.

`data/leaked_passwords.bin` is a Bloom filter of half a million leaked passwords (its README says which). It matches
all of them, and one in 32,000 other passwords. No external service is queried.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

LEAKED = Path(__file__).parents[1] / "data" / "leaked_passwords.bin"
HASHES = 15
LEAST_OWN = 8
"""The minimum number of characters in a password, not counting words about its owner (OWASP ASVS 6.2.1)."""
PRODUCT = ("aural", "interview", "interviewer", "password")
_WORD = re.compile(r"[^\W_]+")
_SHORTEST_WORD = 3


def find_problem(password: str, about: Iterable[str | None]) -> str | None:
    """Why a new password is refused, as the end of a sentence; None if it is accepted.

    `about`: names and addresses of the person, the organization and this server, which others may know.
    """
    if is_leaked(password):
        return "is known from leaks of other services; choose another one"
    if _own_characters(password, list_words(about)) < LEAST_OWN:
        return (
            "consists of your name, your address, your organization's name or Aural's; "
            f"add {LEAST_OWN} or more other characters"
        )
    return None


def is_leaked(password: str) -> bool:
    """Whether the filter contains the password, ignoring case."""
    bits = LEAKED.stat().st_size * 8
    with LEAKED.open("rb") as file:
        for place in list_places(password, bits):
            file.seek(place >> 3)
            if not file.read(1)[0] >> (place & 7) & 1:
                return False
    return True


def list_places(password: str, bits: int) -> list[int]:
    """The positions that a password sets in a filter of `bits` bits: combinations of the two halves of a hash."""
    digest = hashlib.sha256(password.casefold().encode("utf-8", "surrogatepass")).digest()
    first, step = int.from_bytes(digest[:8]), int.from_bytes(digest[8:16]) | 1
    return [(first + number * step) % bits for number in range(HASHES)]


def list_words(about: Iterable[str | None]) -> list[str]:
    """The words of names, addresses and the product, longest first, without top-level domains (`.com`)."""
    words = set(PRODUCT)
    for text in about:
        name = (text or "").casefold()
        head, at, host = name.rpartition("@")
        if at:
            name = f"{head} {host.rpartition('.')[0]}"
        words.update(word for word in _WORD.findall(name) if len(word) >= _SHORTEST_WORD or not word.isascii())
    return sorted(words, key=lambda word: (-len(word), word))


def _own_characters(password: str, words: list[str]) -> int:
    left = password.casefold()
    for word in words:
        left = left.replace(word, " ")
    return len("".join(left.split()))
