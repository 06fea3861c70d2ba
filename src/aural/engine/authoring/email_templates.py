"""The words of letters to candidates: built in, by language, or an interview's own with placeholders."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from aural import lang
from aural.lang import Language

LetterKind = Literal["invitation", "reminder"]
PLACEHOLDERS = ("name", "title", "organization", "link", "minutes", "deadline")
_PLACE = re.compile(r"\{([^{}\n]{0,40})\}")


@dataclass(frozen=True, slots=True)
class Words:
    """A letter with its placeholders."""

    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Told:
    """What a letter to a candidate is about. None: there is no such thing to tell."""

    name: str | None
    title: str
    organization: str
    link: str
    minutes: int | None
    deadline_at: int | None


def letter_language(tag: str) -> str:
    """The language that a letter is written in where the interview is in this one."""
    return lang.of(tag).code


def built_in(kind: LetterKind, language: str) -> Words:
    text = lang.of(language).value("invitations", kind)
    return Words(text["subject"], text["text"].strip())


def list_unknown(text: str) -> list[str]:
    """What stands in braces and is no placeholder."""
    return [found for found in dict.fromkeys(_PLACE.findall(text)) if found not in PLACEHOLDERS]


def write_letter(words: Words, told: Told, language: str) -> Words:
    """The letter as it is sent. A line that tells of something that there is none of is left out."""
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
    """In one pass: what a value says is never read as a placeholder."""
    if any(values.get(name, "") is None for name in _PLACE.findall(line)):
        return None
    return _PLACE.sub(lambda found: values.get(found[1]) or (found[0] if found[1] not in values else ""), line)
