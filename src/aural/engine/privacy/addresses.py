"""Masks addresses and phone numbers for readers who don't need to know them."""

from __future__ import annotations

import re

_SHOWN_DIGITS = 2
_OF_ADDRESS = r"[^\s@<>()\[\]{},;:\"'|\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
_EMAIL = re.compile(rf"({_OF_ADDRESS}{{1,64}})(?:@| ?[\[(] ?at ?[\])] ?)({_OF_ADDRESS}{{1,255}})", re.IGNORECASE)
_NUMBER = re.compile(r"(?<!\d)\+?\(?\d(?:[ .\-/()\u00a0\u2010-\u2015]{0,3}\d){6,}+")
_GROUP = re.compile(r"\d+")
_YEAR = re.compile(r"(?:19|20)\d\d")


def masked(email: str) -> str:
    """Shows enough to recognize your own address, and too little to learn another person's address."""
    name, _, host = email.partition("@")
    return f"{name[:1]}•••@{host}"


def masked_phone(phone: str) -> str:
    """Shows only the last two characters."""
    return f"•••{phone[-_SHOWN_DIGITS:]}" if len(phone) > _SHOWN_DIGITS else "•••"


def with_masked_contacts(text: str) -> str:
    """The text with email addresses and phone numbers masked. Dates and short numbers stay."""
    return _NUMBER.sub(_masked_number, _EMAIL.sub(lambda found: masked(f"{found[1]}@{found[2]}"), text))


def _masked_number(found: re.Match[str]) -> str:
    return found[0] if _is_dates(found[0]) else masked_phone(found[0])


def _is_dates(number: str) -> bool:
    """Whether it consists of years, months and days, such as "03/2019 - 05/2021"."""
    groups = _GROUP.findall(number)
    years = [group for group in groups if _YEAR.fullmatch(group)]
    return "+" not in number and bool(years) and all(len(group) <= 2 for group in groups if group not in years)
