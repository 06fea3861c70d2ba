"""Hashes passwords at a hundredth of the cost: slow hashing was a sixth of the time of the API's tests.

`tests/unit/test_passwords.py` checks the product's own cost.
"""

from __future__ import annotations

from argon2 import PasswordHasher

from aural.guard.auth import passwords

own = passwords._hasher
"""The product's hasher, with its own cost."""
_cheap = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)


def make_cheap() -> None:
    passwords._hasher = lambda: _cheap  # type: ignore[assignment]
