"""Masks addresses and phone numbers for readers who don't need to know them."""

from __future__ import annotations

_SHOWN_DIGITS = 2


def masked(email: str) -> str:
    """Shows enough to recognize your own address, and too little to learn another person's address."""
    name, _, host = email.partition("@")
    return f"{name[:1]}•••@{host}"


def masked_phone(phone: str) -> str:
    """Shows only the last two characters."""
    return f"•••{phone[-_SHOWN_DIGITS:]}" if len(phone) > _SHOWN_DIGITS else "•••"
