"""How much of somebody's address is shown to those who need not know it."""

from __future__ import annotations

_SHOWN_DIGITS = 2


def masked(email: str) -> str:
    """Enough to know one's own address by, and not enough to learn another's."""
    name, _, host = email.partition("@")
    return f"{name[:1]}•••@{host}"


def masked_phone(phone: str) -> str:
    """The last two characters."""
    return f"•••{phone[-_SHOWN_DIGITS:]}" if len(phone) > _SHOWN_DIGITS else "•••"
