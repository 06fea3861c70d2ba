"""Finds the name, email and phone in a résumé by plain rules. The creator who imports the résumé checks them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from aural import lang

_FIRST_LINES = 15
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})*\.[A-Za-z]{2,24}")
_PHONE = re.compile(r"(?<![\w+])(?:(?:\+|00)\d{1,3}[ .\-/]{0,2})?\(?\d{1,5}\)?(?:[ .\-/()]{0,2}\d{2,5}){2,5}(?!\w)")
_LABEL = lang.every_pattern("uploaded_documents", "name_labels").pattern
_LABELLED = re.compile(rf"^(?:{_LABEL})\s{{0,20}}[:：]\s{{0,20}}(.{{2,60}}?)\s{{0,20}}(?:$|[|,，;；\t]|\s{{2,}})", re.I)
_WORD = re.compile(r"^[^\W\d_][\w'’.\-]*$")
_FEWEST_DIGITS, _MOST_DIGITS = 7, 15
_MOST_WORDS = 5
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Contact:
    name: str | None
    email: str | None
    phone: str | None


def read_contact(text: str) -> Contact:
    """The contact details in a résumé; None for those that the rules don't find."""
    email = _EMAIL.search(text)
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    return Contact(_name(lines), None if email is None else email[0].lower(), _phone(text))


def list_emails(text: str) -> frozenset[str]:
    """Every email address in the text, in lower case."""
    return frozenset(found.lower() for found in _EMAIL.findall(text))


def stands_as_name(name: str, text: str) -> bool:
    """Whether the text contains exactly these words, and they are short and plain enough for a name."""
    is_plain = len(name) <= _LONGEST_NAME and not re.search(r"[\d@:/\\<>{}]", name)
    return is_plain and 1 <= len(name.split()) <= _MOST_WORDS + 1 and name.lower() in " ".join(text.split()).lower()


def stands_as_phone(phone: str, text: str) -> bool:
    """Whether `phone` is a phone number, and the text contains its digits in one piece."""
    if not re.fullmatch(r"[+(]?[\d ().\-/+]+", phone):
        return False
    digits = re.sub(r"\D", "", phone)
    return _FEWEST_DIGITS <= len(digits) <= _MOST_DIGITS and digits in re.sub(r"(?<=\d)[ ().\-/]+(?=\d)", "", text)


def _phone(text: str) -> str | None:
    for found in _PHONE.finditer(text[:5_000]):
        digits = sum(character.isdigit() for character in found[0])
        is_years = re.fullmatch(r"(?:19|20)\d\d\s*[-./]\s*(?:\d\d[-./])?(?:19|20)?\d\d.*", found[0].strip())
        if _FEWEST_DIGITS <= digits <= _MOST_DIGITS and not is_years:
            return found[0].strip()
    return None


def _name(lines: list[str]) -> str | None:
    for line in lines[:_FIRST_LINES]:
        labelled = _LABELLED.match(line)
        if labelled:
            return labelled[1]
    return next((part for line in lines[:_FIRST_LINES] for part in _parts(line) if _is_name(part)), None)


def _parts(line: str) -> list[str]:
    """The part of the line before a separator: a name often shares its line with the address."""
    return [part.strip(" ,") for part in re.split(r"[|•·\t]| {2,}", line)[:1]]


def _is_name(line: str) -> bool:
    if line.lower().strip(":：") in lang.every_text("uploaded_documents", "resume_headings") or "@" in line:
        return False
    if lang.every_pattern("uploaded_documents", "names").match(line):
        return True
    words = line.split()
    if not 1 < len(words) <= _MOST_WORDS or len(line) > 60:
        return False
    return all(_WORD.match(word) for word in words) and sum(word[:1].isupper() for word in words) > 1
