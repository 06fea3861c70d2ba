"""Recordings as they are received: takes and their slices. The bytes are in store/media.py.

A recording's row is committed before any of its bytes is stored, so bytes without a row can be removed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from sqlalchemy import BindParameter, and_, bindparam, delete, func, insert, select, update

from aural.engine.recordings import EMPTY_CHAIN, MediaType, Slice, Track, extend_chain
from aural.platform.ids import new_id
from aural.privacy.legal_hold_repository import is_held
from aural.store import jobs, schema
from aural.store.database import Connection, Database
from aural.store.media import Media
from aural.store.records import fetch_all, fetch_one

State = Literal["OPEN", "JOINING", "READY", "FAILED"]

_R, _T, _P, _S = schema.recordings, schema.recording_takes, schema.recording_slices, schema.sessions
_ORGANIZATION: BindParameter[str] = bindparam("organization")
TAKES = select(_T, _R.c.track, _R.c.number, _R.c.mime_type, _R.c.state).join(_R, _R.c.id == _T.c.recording_id)
_OF_SESSION = TAKES.where(_T.c.organization_id == _ORGANIZATION, _T.c.session_id == bindparam("session"))
_LIST = _OF_SESSION.order_by(_T.c.started_at, _T.c.id)
_ONE = _OF_SESSION.where(_T.c.id == bindparam("take"))
_LOCKED = _ONE.with_for_update(of=_T)
_SESSION = select(_S.c.status, _S.c.started_at, _S.c.total_duration_seconds).where(
    _S.c.organization_id == _ORGANIZATION, _S.c.id == bindparam("session")
)
_OF_TRACK = (
    _R.c.organization_id == _ORGANIZATION,
    _R.c.session_id == bindparam("session"),
    _R.c.track == bindparam("track"),
)
_NEWEST = select(_R.c.id, _R.c.number, _R.c.mime_type, _R.c.state).where(*_OF_TRACK).order_by(_R.c.number.desc())
_NEWEST = _NEWEST.limit(1)
_LOCK_TRACK = select(_R.c.id).where(*_OF_TRACK).order_by(_R.c.number).with_for_update()
_TOTALS = (
    select(
        func.count().label("takes"),
        func.coalesce(func.sum(_T.c.offset_bytes), 0).label("bytes"),
        func.coalesce(func.sum(_T.c.last_at - _T.c.started_at), 0).label("milliseconds"),
    )
    .join(_R, _R.c.id == _T.c.recording_id)
    .where(*_OF_TRACK)
)
_ADD_RECORDING, _ADD_TAKE, _ADD_SLICE = insert(_R), insert(_T), insert(_P)
_SLICE = select(_P.c.start, _P.c.length, _P.c.digest).where(
    _P.c.organization_id == _ORGANIZATION,
    _P.c.session_id == bindparam("session"),
    _P.c.take_id == bindparam("take"),
    _P.c.start == bindparam("at"),
)
_THIS_TAKE = (
    _T.c.organization_id == _ORGANIZATION,
    _T.c.session_id == bindparam("session"),
    _T.c.id == bindparam("take"),
)
_GROW_TAKE = (
    update(_T)
    .where(*_THIS_TAKE)
    .values(
        offset_bytes=bindparam("offset"),
        slice_count=_T.c.slice_count + 1,
        chain=bindparam("new_chain", type_=_T.c.chain.type),
        last_at=bindparam("now"),
    )
)
_THIS = (_R.c.organization_id == _ORGANIZATION, _R.c.id == bindparam("recording"))
_GROW = update(_R).where(*_THIS).values(size_bytes=_R.c.size_bytes + bindparam("more"), updated_at=bindparam("now"))
_END_TAKE = update(_T).where(*_THIS_TAKE, _T.c.ended_at.is_(None)).values(ended_at=bindparam("now"))


class Take(NamedTuple):
    """A take, with the track, the number, the type and the state of the recording that it belongs to."""

    session_id: str
    id: str
    organization_id: str
    recording_id: str
    offset_bytes: int
    slice_count: int
    chain: bytes
    started_at: int
    last_at: int
    ended_at: int | None
    from_ms: int | None
    duration_ms: int | None
    track: Track
    number: int
    mime_type: str
    state: State


class SessionState(NamedTuple):
    """Whether the session is running, and its counted time up to the last entry of its log, without absences."""

    status: str
    started_at: int
    total_duration_seconds: int


class LeftRecording(NamedTuple):
    """An open recording of an ended session."""

    id: str
    organization_id: str
    session_id: str


class _Newest(NamedTuple):
    id: str
    number: int
    mime_type: str
    state: State


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums over all takes of one track. `milliseconds`: from each take's start to its last slice."""

    takes: int
    bytes: int
    milliseconds: int


async def find_session(connection: Connection, organization_id: str, session_id: str) -> SessionState | None:
    keys = {"organization": organization_id, "session": session_id}
    return await fetch_one(connection, SessionState, _SESSION, keys)


async def list_takes(connection: Connection, organization_id: str, session_id: str) -> list[Take]:
    """All takes of a session, oldest first."""
    return await fetch_all(connection, Take, _LIST, {"organization": organization_id, "session": session_id})


async def find_take(
    connection: Connection, organization_id: str, session_id: str, take_id: str, *, lock: bool = False
) -> Take | None:
    """`lock`: no other transaction can add to the take or end it until this one commits."""
    keys = {"organization": organization_id, "session": session_id, "take": take_id}
    return await fetch_one(connection, Take, _LOCKED if lock else _ONE, keys)


async def total_of_track(
    connection: Connection, organization_id: str, session_id: str, track: str, *, lock: bool = False
) -> Totals:
    """`lock`: nothing can be added to any take of the track until this transaction commits. Lock the take first."""
    keys = {"organization": organization_id, "session": session_id, "track": track}
    if lock:
        await connection.rows(_LOCK_TRACK, keys)
    row = await connection.row(_TOTALS, keys)
    assert row is not None
    return Totals(int(row.takes), int(row.bytes), int(row.milliseconds))


async def begin_take(
    connection: Connection,
    organization_id: str,
    session_id: str,
    take_id: str,
    track: Track,
    media_type: MediaType,
    *,
    started_at: int,
    now: int,
) -> None:
    """Adds a take to the newest recording of its track if the two can be joined, else to a new recording.

    Raises DuplicateError if another request began the take at the same time.
    """
    keys = {"organization": organization_id, "session": session_id, "track": track}
    newest = await fetch_one(connection, _Newest, _NEWEST, keys)
    if newest is not None and _takes_more(newest, media_type):
        recording_id = newest.id
    else:
        recording_id, number = new_id(), 1 if newest is None else newest.number + 1
        row = {"id": recording_id, "organization_id": organization_id, "session_id": session_id, "track": track}
        row |= {"mime_type": media_type.text, "state": "OPEN"}
        times = {"started_at": started_at, "created_at": now, "updated_at": now}
        await connection.run(_ADD_RECORDING, row | times | {"number": number})
    take = {"id": take_id, "session_id": session_id, "organization_id": organization_id, "recording_id": recording_id}
    times = {"started_at": started_at, "last_at": started_at}
    await connection.run(_ADD_TAKE, take | times | {"chain": EMPTY_CHAIN})


def _takes_more(newest: _Newest, media_type: MediaType) -> bool:
    return newest.state == "OPEN" and newest.mime_type == media_type.text and media_type.can_be_joined


async def find_slice(
    connection: Connection, organization_id: str, session_id: str, take_id: str, start: int
) -> Slice | None:
    """The slice that begins at byte `start` of the take, if it was received."""
    keys = {"organization": organization_id, "session": session_id, "take": take_id, "at": start}
    row = await connection.row(_SLICE, keys)
    return None if row is None else Slice(row.start, row.length, bytes(row.digest))


async def add_slice(connection: Connection, organization_id: str, take: Take, sent: Slice, now: int) -> None:
    """Adds a slice. The caller must hold the take's lock, know that the slice is new, and have stored its bytes."""
    keys = {"organization": organization_id, "session": take.session_id, "take": take.id, "now": now}
    row = {"session_id": take.session_id, "take_id": take.id, "start": sent.start, "organization_id": organization_id}
    await connection.run(_ADD_SLICE, row | {"length": sent.length, "digest": sent.digest})
    chain = extend_chain(take.chain, sent.digest)
    await connection.run(_GROW_TAKE, keys | {"offset": sent.end, "new_chain": chain})
    grown = {"organization": organization_id, "recording": take.recording_id, "more": sent.length, "now": now}
    await connection.run(_GROW, grown)


async def end_take(connection: Connection, organization_id: str, session_id: str, take_id: str, now: int) -> None:
    keys = {"organization": organization_id, "session": session_id, "take": take_id, "now": now}
    await connection.run(_END_TAKE, keys)


# --- bytes that nothing refers to -----------------------------------------------------------------------------------

_IDS = select(_R.c.id).where(_R.c.organization_id == _ORGANIZATION, _R.c.session_id == bindparam("session"))
_KNOWN = select(_R.c.id).where(_R.c.id.in_(bindparam("recordings", expanding=True)))
_DROP = delete(_R).where(_R.c.organization_id == _ORGANIZATION, _R.c.session_id == bindparam("session"))
_WITHDRAWN = select(_S.c.id).where(
    _S.c.organization_id == _ORGANIZATION,
    _S.c.end_reason == "CONSENT_WITHDRAWN",
    ~is_held(_ORGANIZATION, _S.c.interview_id, _S.c.candidate_id),
)
_DROP_WITHDRAWN = delete(_R).where(_R.c.organization_id == _ORGANIZATION, _R.c.session_id.in_(_WITHDRAWN))
_AT_ONCE = 500


async def list_ids(connection: Connection, organization_id: str, session_id: str) -> list[str]:
    keys = {"organization": organization_id, "session": session_id}
    return [str(row.id) for row in await connection.rows(_IDS, keys)]


async def drop_recordings(connection: Connection, organization_id: str, session_id: str) -> list[str]:
    """Deletes a session's recordings, takes and slices. Returns the ids to `discard` after the commit."""
    recording_ids = await list_ids(connection, organization_id, session_id)
    await connection.run(_DROP, {"organization": organization_id, "session": session_id})
    return recording_ids


async def drop_withdrawn(connection: Connection, organization_id: str) -> None:
    """Deletes recordings whose consent was withdrawn and that a legal hold kept, once no hold covers them.

    `sweep` removes their bytes.
    """
    await connection.run(_DROP_WITHDRAWN, {"organization": organization_id})


async def discard(connection: Connection, media: Media, recording_ids: Sequence[str]) -> int:
    """Removes the bytes of recordings that no longer have a row. Returns how many objects it removed.

    Bytes are only stored after their row was committed, so bytes without a row can't belong to a running upload.
    """
    if not recording_ids:
        return 0
    known = {row.id for row in await connection.rows(_KNOWN, {"recordings": list(recording_ids)})}
    return sum([await media.remove(gone) for gone in sorted(set(recording_ids) - known)])


async def sweep(database: Database, media: Media) -> int:
    """Discards all stored bytes without a row. An upload leaves them behind if its recording is erased meanwhile."""
    stored = await media.list_folders()
    parts = [stored[at : at + _AT_ONCE] for at in range(0, len(stored), _AT_ONCE)]
    return sum([await discard(database.read, media, part) for part in parts])


# --- closing --------------------------------------------------------------------------------------------------------

_IS_UNENDED = select(_T.c.id).where(_T.c.recording_id == _R.c.id, _T.c.ended_at.is_(None)).correlate(_R).exists()
_COMPLETE = select(_R.c.id).where(
    _R.c.organization_id == _ORGANIZATION, _R.c.session_id == bindparam("session"), _R.c.state == "OPEN", ~_IS_UNENDED
)
_LEFT = (
    select(_R.c.id, _R.c.organization_id, _R.c.session_id)
    .join(_S, and_(_S.c.id == _R.c.session_id, _S.c.status != "IN_PROGRESS"))
    .where(_R.c.state == "OPEN", _R.c.updated_at <= bindparam("before"))
    .order_by(_R.c.updated_at)
    .limit(bindparam("most"))
)
_END_TAKES = (
    update(_T)
    .where(_T.c.organization_id == _ORGANIZATION, _T.c.recording_id == bindparam("recording"), _T.c.ended_at.is_(None))
    .values(ended_at=bindparam("now"))
)
_CLOSE = (
    update(_R)
    .where(*_THIS, _R.c.state == "OPEN")
    .values(state="JOINING", ended_at=bindparam("now"), updated_at=bindparam("now"))
)


async def close_recording(
    connection: Connection, organization_id: str, session_id: str, recording_id: str, now: int
) -> bool:
    """Ends the takes and queues a `join` job. Returns False if it was already closed. Locks takes before recordings."""
    keys = {"organization": organization_id, "recording": recording_id, "now": now}
    await connection.run(_END_TAKES, keys)
    if not await connection.run(_CLOSE, keys):
        return False
    payload = {"sessionId": session_id, "recordingId": recording_id}
    await jobs.enqueue(connection, organization_id, kind="join", payload=payload, dedup=f"join:{recording_id}", now=now)
    return True


async def close_complete(connection: Connection, organization_id: str, session_id: str, now: int) -> int:
    """Closes the recordings of an ended session whose takes have all ended. Returns how many it closed."""
    rows = await connection.rows(_COMPLETE, {"organization": organization_id, "session": session_id})
    return sum([await close_recording(connection, organization_id, session_id, row.id, now) for row in rows])


async def list_left(connection: Connection, before: int, most: int) -> list[LeftRecording]:
    """Open recordings of ended sessions that have received nothing since `before`."""
    return await fetch_all(connection, LeftRecording, _LEFT, {"before": before, "most": most})
