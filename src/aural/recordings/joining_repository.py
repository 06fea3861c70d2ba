"""Queries for closed recordings: the takes to join, and the result of joining."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from sqlalchemy import BindParameter, and_, bindparam, delete, or_, select, update

from aural.engine.recordings import Slice, Track
from aural.recordings.repository import TAKES, State, Take
from aural.store import jobs, schema
from aural.store.database import Connection
from aural.store.records import fetch_all, fetch_one

Mark = Literal["embedded", "sidecar"]

_R, _T, _P, _S = schema.recordings, schema.recording_takes, schema.recording_slices, schema.sessions
_ORGANIZATION: BindParameter[str] = bindparam("organization")
_THIS = (_R.c.organization_id == _ORGANIZATION, _R.c.id == bindparam("recording"))
_IS_WITHDRAWN = (_S.c.end_reason == "CONSENT_WITHDRAWN").label("is_withdrawn")
_RECORDINGS = select(_R, _IS_WITHDRAWN).join(_S, _S.c.id == _R.c.session_id)
_ONE = _RECORDINGS.where(*_THIS)
_TAKES = TAKES.where(_T.c.organization_id == _ORGANIZATION, _T.c.recording_id == bindparam("recording")).order_by(
    _T.c.started_at, _T.c.id
)
_OF_TAKE = (
    _P.c.organization_id == _ORGANIZATION,
    _P.c.session_id == bindparam("session"),
    _P.c.take_id == bindparam("take"),
)
_SLICES = select(_P.c.start, _P.c.length, _P.c.digest).where(*_OF_TAKE).order_by(_P.c.start)
_DROP_SLICES = delete(_P).where(*_OF_TAKE)
_PLACE = (
    update(_T)
    .where(
        _T.c.organization_id == _ORGANIZATION,
        _T.c.session_id == bindparam("session"),
        _T.c.id == bindparam("take"),
    )
    .values(from_ms=bindparam("from"), duration_ms=bindparam("length"))
)
_MADE = (
    update(_R)
    .where(*_THIS, _R.c.state == "JOINING")
    .values(
        state="READY",
        size_bytes=bindparam("size"),
        duration_ms=bindparam("length"),
        object_name=bindparam("name"),
        mark=bindparam("marked"),
        updated_at=bindparam("now"),
    )
)
_FAILED = (
    update(_R)
    .where(*_THIS, _R.c.state == "JOINING")
    .values(state="FAILED", reason=bindparam("why"), updated_at=bindparam("now"))
)
_DROP = delete(_R).where(*_THIS)


def slice_name(recording_id: str, take_id: str, held: Slice) -> str:
    """The name of a slice's object. It includes the digest, because two slices for one place may briefly coexist."""
    return f"{recording_id}/{take_id}-{held.start:013d}-{held.digest.hex()}"


@dataclass(frozen=True, slots=True)
class Made:
    """A joined file: its name below the recording's id, its size and its length.

    `places`: each take's start and length in the file in milliseconds, keyed by take id; None if it isn't in the file.
    `mark`: where the file's C2PA manifest is, embedded or sidecar; None if it contains no synthetic speech.
    """

    name: str
    size_bytes: int
    duration_ms: int
    places: dict[str, tuple[int, int] | None]
    mark: Mark | None = None


class Recording(NamedTuple):
    """All takes of a track that can be joined into a file. `is_withdrawn`: whether consent was withdrawn, so that only
    a legal hold keeps the recording and no one may watch it. `tables.py` explains the other fields."""

    id: str
    organization_id: str
    session_id: str
    track: Track
    number: int
    mime_type: str
    state: State
    size_bytes: int
    duration_ms: int | None
    object_name: str | None
    mark: Mark | None
    reason: str | None
    started_at: int
    ended_at: int | None
    created_at: int
    updated_at: int
    is_withdrawn: bool | None  # None while the session runs


async def find_recording(connection: Connection, organization_id: str, recording_id: str) -> Recording | None:
    keys = {"organization": organization_id, "recording": recording_id}
    return await fetch_one(connection, Recording, _ONE, keys)


async def list_takes(connection: Connection, organization_id: str, recording_id: str) -> list[Take]:
    """Takes of a recording in the order in which they began."""
    return await fetch_all(connection, Take, _TAKES, {"organization": organization_id, "recording": recording_id})


async def list_slices(connection: Connection, organization_id: str, take: Take) -> list[Slice]:
    keys = {"organization": organization_id, "session": take.session_id, "take": take.id}
    return [Slice(row.start, row.length, bytes(row.digest)) for row in await connection.rows(_SLICES, keys)]


async def save_made(
    connection: Connection, organization_id: str, session_id: str, recording_id: str, made: Made, now: int
) -> None:
    """Marks the recording as READY. Deletes the rows of its slices, and queues a job that removes their bytes."""
    keys = {"organization": organization_id, "recording": recording_id, "now": now}
    row = {"size": made.size_bytes, "length": made.duration_ms, "name": made.name, "marked": made.mark}
    if not await connection.run(_MADE, keys | row):
        return
    for take_id, place in made.places.items():
        take = {"organization": organization_id, "session": session_id, "take": take_id}
        await connection.run(_DROP_SLICES, take)
        begins, length = place or (None, None)
        await connection.run(_PLACE, take | {"from": begins, "length": length})
    payload = {"sessionId": session_id, "recordingId": recording_id}
    await jobs.enqueue(connection, organization_id, kind="clear", payload=payload, now=now)


async def fail(connection: Connection, organization_id: str, recording_id: str, *, reason: str, now: int) -> None:
    """Marks the recording as FAILED, without a file. The slices stay, so that the operator can investigate."""
    keys = {"organization": organization_id, "recording": recording_id, "why": reason, "now": now}
    await connection.run(_FAILED, keys)


async def drop_empty(connection: Connection, organization_id: str, recording_id: str) -> None:
    """Deletes a recording for which no byte was ever sent."""
    await connection.run(_DROP, {"organization": organization_id, "recording": recording_id})


# --- reading --------------------------------------------------------------------------------------------------------

_LIST = _RECORDINGS.where(_R.c.organization_id == _ORGANIZATION, _R.c.session_id == bindparam("session")).order_by(
    _R.c.started_at, _R.c.id
)


async def list_recordings(connection: Connection, organization_id: str, session_id: str) -> list[Recording]:
    """All recordings of a session, in the order in which they began."""
    return await fetch_all(connection, Recording, _LIST, {"organization": organization_id, "session": session_id})


_M, _U, _K = schema.memberships, schema.users, schema.api_keys
_MEMBER = (
    select(_U.c.name)
    .join(_M, _M.c.user_id == _U.c.id)
    .where(_M.c.organization_id == _ORGANIZATION, _U.c.id == bindparam("person"))
)
_KEY = (
    select(_K.c.name)
    .join(_M, and_(_M.c.user_id == _K.c.user_id, _M.c.organization_id == _K.c.organization_id))
    .where(
        _K.c.organization_id == _ORGANIZATION,
        _K.c.id == bindparam("key"),
        _K.c.revoked_at.is_(None),
        or_(_K.c.expires_at.is_(None), _K.c.expires_at > bindparam("now")),
    )
)


async def find_actor(connection: Connection, organization_id: str, user_id: str, key_id: str, now: int) -> str | None:
    """The name of the key or member that requested a link. None if the key or membership is no longer valid."""
    keys: dict[str, object] = {"organization": organization_id}
    if key_id:
        row = await connection.row(_KEY, keys | {"key": key_id, "now": now})
    else:
        row = await connection.row(_MEMBER, keys | {"person": user_id})
    return None if row is None else str(row.name)
