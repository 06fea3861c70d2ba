"""The text of résumés that a creator chose to keep. It is personal data, and is erased with the candidate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import bindparam, delete, insert, select

from aural.store import schema
from aural.store.database import Connection
from aural.store.records import fetch_one

_R = schema.resumes
_INSERT = insert(_R)
_ONE = select(_R.c.file_name, _R.c.text).where(
    _R.c.organization_id == bindparam("organization"), _R.c.candidate_id == bindparam("candidate")
)


class Resume(NamedTuple):
    file_name: str | None
    text: str


async def insert_resumes(connection: Connection, organization_id: str, rows: Sequence[Mapping[str, object]]) -> None:
    """Stores complete rows."""
    if rows:
        await connection.run(_INSERT, [{**row, "organization_id": organization_id} for row in rows])


async def find_resume(connection: Connection, organization_id: str, candidate_id: str) -> Resume | None:
    return await fetch_one(connection, Resume, _ONE, {"organization": organization_id, "candidate": candidate_id})


_DELETE = delete(_R).where(
    _R.c.organization_id == bindparam("organization"), _R.c.candidate_id == bindparam("candidate")
)


async def replace_resume(
    connection: Connection, organization_id: str, candidate_id: str, text: str | None, now: int
) -> None:
    """Replaces the candidate's résumé with this text, or deletes it if there is no text."""
    await connection.run(_DELETE, {"organization": organization_id, "candidate": candidate_id})
    if text:
        row = {"candidate_id": candidate_id, "file_name": None, "text": text, "created_at": now}
        await insert_resumes(connection, organization_id, [row])
