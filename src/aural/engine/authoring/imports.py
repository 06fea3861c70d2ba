"""Reads a list of people from a table: the field in each column, and the people who can be invited."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from aural import lang

Field = Literal["name", "firstName", "lastName", "email", "phone", "notes"]
FIELDS: tuple[Field, ...] = ("name", "firstName", "lastName", "email", "phone", "notes")
Reason = Literal["EMAIL_INVALID", "TOO_LONG", "NOBODY", "EMAIL_MISSING"]
KEPT = ("name", "email", "phone", "notes")
LONGEST = {"name": 200, "email": 254, "phone": 50, "notes": 5_000}
SAMPLES = 3
SAMPLE_CHARACTERS = 100
_LOOKS_LIKE_EMAIL = re.compile(r"^[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+$")
# Columns are recognized by name, in lower case without spaces and punctuation.
_COLUMNS: tuple[Field, ...] = ("email", "firstName", "lastName", "name", "phone", "notes")
Row = tuple[int, Sequence[str]]
"""The number of a line, as the program that created the table shows it, and the line's cells."""


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    samples: list[str]
    guess: Field | None


@dataclass(frozen=True, slots=True)
class Problem:
    field: str
    code: Reason


@dataclass(frozen=True, slots=True)
class ImportRow:
    """A row that was read. `at`: its index among the rows; `line`: its number in the program that created the table."""

    at: int
    line: int
    values: dict[str, str | None]
    problems: list[Problem] = field(default_factory=list)
    same_line: int | None = None  # the line with the same address; 0 if the address was invited before


@dataclass(frozen=True, slots=True)
class Checked:
    ready: list[ImportRow]
    to_fix: list[ImportRow]
    known: list[ImportRow]


def has_head(rows: Sequence[Row]) -> bool:
    """Whether the first row names the columns.

    It does if it contains no email address, and if there are other rows or one of its cells is a known column name.
    """
    first = [cell.strip() for cell in rows[0][1]]
    if any(_LOOKS_LIKE_EMAIL.match(cell) for cell in first):
        return False
    return len(rows) > 1 or any(_by_name(cell) for cell in first)


def list_columns(rows: Sequence[Row], *, is_headed: bool) -> list[Column]:
    """Each column with its first values and the field that it probably contains. No field is guessed twice."""
    body = [cells for _, cells in (rows[1:] if is_headed else rows)]
    width = max((len(cells) for _, cells in rows), default=0)
    head = list(rows[0][1]) if is_headed else []
    taken: set[Field] = set()
    columns: list[Column] = []
    for at in range(width):
        values = [cells[at] for cells in body if at < len(cells) and cells[at]]
        name = head[at] if at < len(head) else ""
        guess = _by_name(name) or _by_values(values)
        guess = None if guess in taken else guess
        taken |= {guess} if guess else set()
        columns.append(Column(name[:100], [value[:SAMPLE_CHARACTERS] for value in values[:SAMPLES]], guess))
    return columns


def _by_name(head: str) -> Field | None:
    plain = re.sub(r"[\W_]+", "", head).lower()
    return next((name for name in _COLUMNS if plain in lang.every_words("uploaded_documents", f"columns.{name}")), None)


def _by_values(values: Sequence[str]) -> Field | None:
    some = values[:50]
    return "email" if some and sum(bool(_LOOKS_LIKE_EMAIL.match(v)) for v in some) * 2 > len(some) else None


def read_person(cells: Sequence[str], mapping: Mapping[str, int | None]) -> dict[str, str | None]:
    """The fields of a row. First and last name are joined in the order that is usual in their script."""

    def cell(name: Field) -> str:
        at = mapping.get(name)
        return cells[at].strip() if at is not None and at < len(cells) else ""

    halves = [cell("firstName"), cell("lastName")]
    is_reversed = all(half and lang.of_script(half).family_name_first for half in halves)
    joined = "".join(reversed(halves)) if is_reversed else " ".join(half for half in halves if half)
    values = {"name": cell("name") or joined, "email": cell("email"), "phone": cell("phone"), "notes": cell("notes")}
    return {name: value or None for name, value in values.items()}


def check_rows(
    rows: Sequence[Row],
    mapping: Mapping[str, int | None],
    edits: Mapping[str, Mapping[str, str | None] | None],
    invited: Collection[str],
    read_email: Callable[[str], str | None],
    *,
    needs_email: bool = True,
) -> Checked:
    """Sorts the rows into those that are ready, those to fix, and those with an address that isn't new.

    An address isn't new if it was invited before or is in an earlier row. `edits`: for each line number, the corrected
    fields, or None to leave the line out. `read_email` returns the normalized address, or None if it isn't valid.
    `needs_email`: whether a row without an address is one to fix.
    """
    checked = Checked([], [], [])
    lines: dict[str, int] = dict.fromkeys(invited, 0)
    for at, (line, cells) in enumerate(rows):
        edit = edits.get(str(line), {})
        if edit is None:
            continue
        person = _check(at, line, {**read_person(cells, mapping), **edit}, read_email, needs_email)
        email = person.values["email"]
        if person.problems:
            checked.to_fix.append(person)
        elif email is not None and email in lines:
            checked.known.append(ImportRow(at, line, person.values, [], lines[email]))
        else:
            checked.ready.append(person)
            if email is not None:
                lines[email] = line
    return checked


def _check(
    at: int, line: int, values: dict[str, str | None], read_email: Callable[[str], str | None], needs_email: bool
) -> ImportRow:
    problems = [Problem(name, "TOO_LONG") for name, value in values.items() if value and len(value) > LONGEST[name]]
    email = values["email"]
    if email is not None and not problems:
        found = read_email(email)
        problems += [Problem("email", "EMAIL_INVALID")] if found is None else []
        values = {**values, "email": found or email}
    if email is None and values["name"] is None:
        problems.append(Problem("name", "NOBODY"))
    elif email is None and needs_email:
        problems.append(Problem("email", "EMAIL_MISSING"))
    return ImportRow(at, line, values, problems)
