"""Names the subjects of the audit log's lines. Names are read now and never stored in the log.

A line refers to a candidate, session or recording by a digest under the candidate's key. To look up a digest, this
module computes the digests of all of the organization's candidates. The digests of erased candidates are never found,
because their keys are gone.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable
from typing import Literal, NamedTuple

from sqlalchemy import BindParameter, bindparam, literal, select, union_all

from aural.audit.person_key_repository import DIGEST, digest_of
from aural.store import schema
from aural.store.database import Connection, ResultRow

Kind = Literal["candidate", "session", "recording", "interview", "person"]
_C, _S, _R, _K = schema.candidates, schema.sessions, schema.recordings, schema.person_keys
_I, _U, _M = schema.interviews, schema.users, schema.memberships
_KEYED = _K.c.organization_id == bindparam("organization")
_PEOPLE = union_all(
    select(literal("candidate").label("kind"), _C.c.id, _C.c.name, _K.c.key)
    .join(_K, _K.c.candidate_id == _C.c.id)
    .where(_KEYED),
    select(literal("session").label("kind"), _S.c.id, _S.c.participant_name.label("name"), _K.c.key)
    .join(_K, _K.c.candidate_id == _S.c.candidate_id)
    .where(_KEYED),
    select(literal("recording").label("kind"), _R.c.id, _S.c.participant_name.label("name"), _K.c.key)
    .select_from(_R.join(_S, _S.c.id == _R.c.session_id).join(_K, _K.c.candidate_id == _S.c.candidate_id))
    .where(_KEYED),
)
_IDS: BindParameter[list[str]] = bindparam("ids", expanding=True)
_OTHERS = union_all(
    select(literal("interview").label("kind"), _I.c.id, _I.c.title.label("name")).where(
        _I.c.organization_id == bindparam("organization"), _I.c.id.in_(_IDS)
    ),
    select(literal("person").label("kind"), _U.c.id, _U.c.name)
    .join(_M, _M.c.user_id == _U.c.id)
    .where(_M.c.organization_id == bindparam("organization"), _U.c.id.in_(_IDS)),
)


class Named(NamedTuple):
    """`name` is None for a candidate without one."""

    kind: str
    id: str
    name: str | None


async def find_objects(connection: Connection, organization_id: str, object_ids: Iterable[str]) -> dict[str, Named]:
    """The objects that these ids and digests of lines refer to, if they still exist."""
    asked = set(object_ids)
    digests = {each for each in asked if each.startswith(DIGEST)}
    found: dict[str, Named] = {}
    if asked - digests:
        keys = {"organization": organization_id, "ids": list(asked - digests)}
        found |= {row.id: Named(row.kind, row.id, row.name) for row in await connection.rows(_OTHERS, keys)}
    if digests:
        rows = await connection.rows(_PEOPLE, {"organization": organization_id})
        found |= await asyncio.to_thread(_match, rows, digests)
    return found


def _match(rows: Iterable[ResultRow], digests: Collection[str]) -> dict[str, Named]:
    found = {digest_of(row.key, row.id): row for row in rows}
    return {each: Named(found[each].kind, found[each].id, found[each].name) for each in digests if each in found}
