"""Passwords are hashed at a hundredth of the cost here: what is slow on purpose was a sixth of the API's tests.

The product's own cost is held by `tests/unit/test_passwords.py`.
"""

from __future__ import annotations

from argon2 import PasswordHasher

from aural.guard.auth import passwords

own = passwords._hasher
"""The product's, with its own cost."""
_cheap = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)


def make_cheap() -> None:
    passwords._hasher = lambda: _cheap  # type: ignore[assignment]
