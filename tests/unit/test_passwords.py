"""The cost of guessing passwords from a stolen table."""

from __future__ import annotations

from tests import hashing


def test_a_password_is_hashed_at_the_recommended_cost() -> None:
    """argon2id with 64 MiB, three passes, four lanes: the second recommended option of RFC 9106, 4."""
    made = hashing.own().hash("a password of some length")
    assert made.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
