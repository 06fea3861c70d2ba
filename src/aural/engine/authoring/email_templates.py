"""Email templates for candidates: the built-in templates of each language, or an interview's own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from aural import lang
from aural.engine.people import in_words_of
from aural.lang import Language

LetterKind = Literal["invitation", "reminder"]
PLACEHOLDERS = ("name", "title", "organization", "link", "minutes", "deadline")
_PLACE = re.compile(r"\{([^{}\n]{0,40})\}")


@dataclass(frozen=True, slots=True)
class Words:
    """An email template: subject and text with placeholders."""

    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Told:
    """The values that an email to a candidate may mention; None if a value is unknown."""

    name: str | None
    title: str
    organization: str
    link: str
    minutes: int | None
    deadline_at: int | None


def letter_language(tag: str) -> str:
    """The language of emails for an interview in the language `tag`."""
    return lang.of(tag).code


def built_in(kind: LetterKind, language: str, purpose: str = "HIRING") -> Words:
    text, words = lang.of(language).value("invitations", kind), lang.of(language).value("invitations", "words")
    body = text["text"] if purpose == "HIRING" else text["text"].replace(words["decides"], "")
    return Words(in_words_of(purpose, text["subject"]), in_words_of(purpose, body).strip())


def list_unknown(text: str) -> list[str]:
    """Words in braces that aren't placeholders."""
    return [found for found in dict.fromkeys(_PLACE.findall(text)) if found not in PLACEHOLDERS]


def write_letter(words: Words, told: Told, language: str) -> Words:
    """The email as it is sent. Lines with a placeholder that has no value are left out."""
    values = _values(told, lang.of(language))
    lines = [_filled(line, values) for line in words.text.splitlines()]
    text = "\n".join(line for line in lines if line is not None)
    subject = _filled(words.subject, values)
    return Words(" ".join((told.title if subject is None else subject).split()), text.strip() + "\n")


def _values(told: Told, language: Language) -> dict[str, str | None]:
    return {
        "name": told.name or language.text("invitations", "words.nobody"),
        "title": told.title,
        "organization": told.organization,
        "link": told.link,
        "minutes": None if told.minutes is None else str(told.minutes),
        "deadline": None if told.deadline_at is None else _deadline(told.deadline_at, language),
    }


def _deadline(at: int, language: Language) -> str:
    words, when = language.value("invitations", "words"), datetime.fromtimestamp(at // 1000, UTC)
    spelled: str = words["deadline"].format(
        day=when.day, month=words["months"][when.month - 1], year=when.year, time=f"{when:%H:%M}"
    )
    return spelled


def _filled(line: str, values: Mapping[str, str | None]) -> str | None:
    """Fills in all placeholders in one pass, so that no value is read as a placeholder. None if a value is missing."""
    if any(values.get(name, "") is None for name in _PLACE.findall(line)):
        return None
    return _PLACE.sub(lambda found: values.get(found[1]) or (found[0] if found[1] not in values else ""), line)
