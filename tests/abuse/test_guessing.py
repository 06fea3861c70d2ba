"""An API key cannot be guessed: it is long, and nothing that the server does shows which part of a wrong key is
wrong.
"""

from __future__ import annotations

import math
from collections.abc import AsyncIterator
from typing import Any

import pytest

from aural.guard.auth import gate as keys
from aural.guard.auth import tokens
from aural.guard.auth.tokens import is_api_key, new_api_key
from aural.platform.errors import UnauthorizedError
from tests.unit.gates import INVALID, SECRETS, House, open_house


@pytest.fixture
async def house(database_url: str) -> AsyncIterator[House]:
    async with open_house(database_url) as house:
        yield house


def with_other(key: str, place: int) -> str:
    """A well-formed key that differs in one character of its random part."""
    random_part = key[4:36]
    other = "A" if random_part[place] != "A" else "B"
    changed = random_part[:place] + other + random_part[place:][1:]
    return f"dlv_{changed}{tokens._checksum(changed)}"


def test_a_token_has_more_than_160_bits() -> None:
    assert tokens._RANDOM_CHARACTERS * math.log2(len(set(tokens._BASE62))) > 160
    assert len({tokens.new_token() for _ in range(1000)}) == 1000


async def test_only_the_hash_of_a_wrong_key_reaches_the_database(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Timing doesn't reveal how much of a guess was right, because a keyed hash of the whole key is compared."""
    issued = (await house.issue()).key
    asked: list[Any] = []
    look_up = house.gate._limits.admit_caller

    async def note(key_hash: bytes, *rest: Any) -> Any:
        asked.append(key_hash)
        return await look_up(key_hash, *rest)

    monkeypatch.setattr(house.gate._limits, "admit_caller", note)
    guesses = [with_other(issued, 0), with_other(issued, 1), with_other(issued, 31), new_api_key()]
    for guess in guesses:
        assert is_api_key(guess)
        with pytest.raises(UnauthorizedError) as caught:
            await house.gate.authenticate(f"Bearer {guess}", "203.0.113.9")
        assert caught.value.message == INVALID
    assert asked == [SECRETS.digest(guess) for guess in guesses]
    right = SECRETS.digest(issued)
    for wrong in asked[:3]:  # with one other character, about half of all bits differ
        assert 60 < (int.from_bytes(wrong) ^ int.from_bytes(right)).bit_count() < 200
    assert keys._INVALID == INVALID
