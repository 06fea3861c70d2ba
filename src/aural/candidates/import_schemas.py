"""The schemas of an imported list of candidates."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from aural.api.representation import Time
from aural.api.validation import EmailText, Input, LongText, Output, Query, ShortText, no_default

MOST_EDITS = 1_000


MOST_COLUMNS = 100


MOST_CELL = 5_000


ImportField = Literal["name", "firstName", "lastName", "email", "phone", "notes"]


_Index = Annotated[int, Field(ge=0, lt=MOST_COLUMNS)] | None


class FileQuery(Query):
    file_name: Annotated[str, StringConstraints(max_length=200)] = Field("", description="The file's name.")


class MappingIn(Input):
    """The number of each field's column, counted from 0. null: no column."""

    name: _Index = None
    first_name: _Index = None
    last_name: _Index = None
    email: _Index = None
    phone: _Index = None
    notes: _Index = None


class RowChange(Input):
    """A row to correct or to skip."""

    line: Annotated[int, Field(ge=1)]
    is_left_out: bool = False
    name: ShortText | None = Field(None, json_schema_extra=no_default)
    email: EmailText | None = Field(None, json_schema_extra=no_default)
    phone: ShortText | None = Field(None, json_schema_extra=no_default)
    notes: LongText | None = Field(None, json_schema_extra=no_default)


class ImportChange(Input):
    """A new mapping, or corrected rows. It doesn't write any candidates."""

    mapping: MappingIn = Field(MappingIn(), json_schema_extra=no_default)
    rows: Annotated[list[RowChange], Field(max_length=MOST_EDITS)] = Field([], json_schema_extra=no_default)
    allows_missing_email: bool = Field(
        False,
        description="Whether rows with a name and no email address are ready. You pass on their links yourself.",
        json_schema_extra=no_default,
    )


class ConfirmIn(Input):
    """The `writtenCount` of the last response, or 0 at first. A repeated step writes nothing."""

    written_count: Annotated[int, Field(ge=0)] = Field(alias="from")


class ColumnOut(Output):
    index: int
    name: str = Field(description="The column's heading. Empty if it has none.")
    samples: list[str]
    guess: ImportField | None


class MappingOut(Output):
    name: int | None
    first_name: int | None
    last_name: int | None
    email: int | None
    phone: int | None
    notes: int | None


class ReasonOut(Output):
    field: Literal["name", "email", "phone", "notes"]
    code: Literal["EMAIL_INVALID", "TOO_LONG", "NOBODY", "EMAIL_MISSING"]
    message: str


class PersonOut(Output):
    line: int = Field(description="The row's number, as a spreadsheet shows it.")
    name: str | None
    email: str | None
    phone: str | None
    notes: str | None


class BadRowOut(PersonOut):
    reasons: list[ReasonOut]


class KnownRowOut(PersonOut):
    same_line: int | None = Field(description="The line with the same address. null: a candidate already has it.")


class ImportOut(Output):
    """A list, and what importing it would do. It is kept for a day."""

    id: str
    interview_id: str
    file_name: str
    columns: list[ColumnOut]
    mapping: MappingOut
    allows_missing_email: bool
    row_count: int
    ready: int
    to_fix: int
    already_here: int
    left_out: int
    problems: list[BadRowOut] = Field(description="The first 100 rows to fix.")
    known: list[KnownRowOut] = Field(description="The first 100 rows whose address is already known.")
    preview: list[PersonOut] = Field(description="The first rows that are ready.")
    written_count: int = Field(description="How many rows have been processed.")
    created_count: int
    is_done: bool
    created_at: Time
    expires_at: Time


class ImportDeleted(Output):
    id: str
    deleted: Literal[True]
