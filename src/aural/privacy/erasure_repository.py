"""One person's data in every table: lists it, clears what needs consent when consent is withdrawn, and erases it.

The tests walk the schema: a new table that refers to a session or a candidate must be added to one of the lists here.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import BindParameter, Table, Text, bindparam, cast, delete, func, insert, select, update

from aural.candidates.import_repository import forget_address
from aural.platform.errors import NotFoundError, StorageUnavailableError
from aural.privacy.legal_hold_repository import is_session_held, refuse_held
from aural.privacy.request_repository import ask_erase
from aural.recordings import repository as recordings
from aural.reports import share_tables as sharing_schema
from aural.reports import tables as deciding_schema
from aural.reports.share_tables import FACTS
from aural.sessions.ending_repository import end_at_once
from aural.sessions.integrity_repository import TABLES as INTEGRITY
from aural.store import files, idempotency, schema
from aural.store.database import Connection, Database
from aural.store.files import Bytes
from aural.store.media import Media
from aural.store.records import fetch_all, fetch_one
from aural.webhooks.event_repository import record_event, record_session_event

logger = logging.getLogger(__name__)

_S = schema.sessions
_C = schema.candidates
_J = schema.jobs

# Tables that are emptied by `session_id`, each before the tables that it refers to. store/files.py deletes `files` and
# their bytes; store/media.py removes the bytes of recordings once their rows are deleted.
BY_SESSION: tuple[Table, ...] = (
    schema.messages,
    schema.corrections,
    schema.reports,
    deciding_schema.past_reports,
    deciding_schema.report_levels,
    deciding_schema.human_ratings,
    deciding_schema.reviewers,
    deciding_schema.comments,
    deciding_schema.decisions,
    schema.works,
    schema.keystrokes,
    schema.recording_slices,
    schema.recording_takes,
    schema.recordings,
    *INTEGRITY,
    schema.log_entries,
    schema.snapshots,
    schema.consents,
    schema.accommodations,
    schema.access_log,
    sharing_schema.share_views,
    sharing_schema.shares,
    *FACTS,
    schema.jobs,
    schema.tickets,
    schema.webhook_events,  # with their deliveries
)
BY_CANDIDATE: tuple[Table, ...] = (
    schema.room_cookies,
    schema.codes,
    schema.resumes,
    schema.requests,
    schema.self_identifications,
    schema.person_keys,
    schema.webhook_events,
    schema.assessments,
)
# Tables with a statement of their own below, or whose rows are deleted along with the rows that they belong to.
# `legal_holds` needs no statement: a legal hold prevents the erasure.
BY_HAND: tuple[Table, ...] = (
    schema.files,
    schema.job_steps,
    schema.sessions,
    schema.candidates,
    schema.idempotency_keys,
    schema.imports,
    schema.legal_holds,
    schema.webhook_deliveries,
    schema.webhook_attempts,
)

_ORGANIZATION: BindParameter[str] = bindparam("organization")
_DELETE_BY_SESSION = {
    str(table.name): delete(table).where(
        table.c.organization_id == _ORGANIZATION, table.c.session_id == bindparam("session")
    )
    for table in BY_SESSION
}
_DELETE_BY_CANDIDATE = {
    str(table.name): delete(table).where(
        table.c.organization_id == _ORGANIZATION, table.c.candidate_id == bindparam("candidate")
    )
    for table in BY_CANDIDATE
}
# Locks the candidate and then the sessions before anything else. Transactions that save a report or the result of an
# email lock in the same order; otherwise the two could deadlock over the job.
_LOCK_CANDIDATE = (
    select(_C.c.id, _C.c.interview_id, _C.c.email, _C.c.known_email)
    .where(_C.c.organization_id == _ORGANIZATION, _C.c.id == bindparam("candidate"))
    .with_for_update()
)
_SESSIONS = (
    select(_S.c.id, _S.c.participant_email)
    .where(_S.c.organization_id == _ORGANIZATION, _S.c.candidate_id == bindparam("candidate"))
    .order_by(_S.c.id)
    .with_for_update()
)
# Jobs for emails to the candidate, sent or not. Their only link to the candidate is the id in the payload.
_DELETE_LETTERS = delete(_J).where(
    _J.c.organization_id == _ORGANIZATION,
    _J.c.kind.in_(("mail", "letter")),
    cast(_J.c.payload, Text).contains(bindparam("candidate"), autoescape=False),
)
# A model's prompts and answers for a report, which are kept so that a repeated job skips finished steps.
_THEIR_JOBS = (
    select(_J.c.id)
    .join(_S, _S.c.id == _J.c.session_id)
    .where(_J.c.organization_id == _ORGANIZATION, _S.c.candidate_id == bindparam("candidate"))
)
_DELETE_STEPS = delete(schema.job_steps).where(schema.job_steps.c.job_id.in_(_THEIR_JOBS))
_DELETE_SESSION = delete(_S).where(_S.c.organization_id == _ORGANIZATION, _S.c.id == bindparam("session"))
_DELETE_CANDIDATE = delete(_C).where(_C.c.organization_id == _ORGANIZATION, _C.c.id == bindparam("candidate"))
_UNCOUNT = (
    update(schema.interviews)
    .where(schema.interviews.c.organization_id == _ORGANIZATION, schema.interviews.c.id == bindparam("interview_id"))
    .values(session_count=schema.interviews.c.session_count - 1)
)


@dataclass(frozen=True, slots=True)
class Erased:
    """The result of an erasure. `cleaned`: how many rows were deleted, by store.

    Pass it to `discard` after the commit, to remove the bytes of files and recordings.
    """

    cleaned: dict[str, int]
    digests: list[bytes]
    session_ids: list[str]
    recording_ids: list[str]


class _Person(NamedTuple):
    id: str
    interview_id: str
    email: str | None
    known_email: str | None


async def erase_person(
    connection: Connection, organization_id: str, candidate_id: str, *, blank_answer: bytes, now: int
) -> Erased:
    """Deletes every row about the candidate and their sessions, after ending a session that is still running.

    `blank_answer` replaces responses that are kept for repeated requests and mention the candidate. Raises HeldError,
    OutdatedError if someone speaks in a running session at the same moment, and NotFoundError.
    """
    keys = {"organization": organization_id, "candidate": candidate_id}
    candidate = await fetch_one(connection, _Person, _LOCK_CANDIDATE, keys)
    if candidate is None:
        raise NotFoundError
    await refuse_held(connection, organization_id, candidate.interview_id, candidate_id)
    sessions = await connection.rows(_SESSIONS, keys)
    cleaned: Counter[str] = Counter()
    digests: list[bytes] = []
    cleaned["job_steps"] += await connection.run(_DELETE_STEPS, keys)
    recording_ids: list[str] = []
    for session in sessions:
        await end_at_once(connection, organization_id, session.id, now)
        recording_ids += await recordings.list_ids(connection, organization_id, session.id)
        digests += await files.delete_files(connection, organization_id, session.id)
        cleaned.update(await _empty_session(connection, organization_id, session.id))
    addresses: set[str | None] = {row.participant_email for row in sessions} | {candidate.email}
    cleaned.update(await _empty_candidate(connection, organization_id, candidate))
    # Typing an address proves nothing, so the organization decides about other requests with the same address.
    for address in addresses:
        if address is not None:
            await ask_erase(connection, organization_id, candidate.interview_id, address, now)
    ids = {session.id for session in sessions} | {candidate.id, idempotency.people_of(candidate.interview_id)}
    ids.update(recording_ids)
    cleaned["kept_answers"] += await idempotency.blank(connection, organization_id, ids, blank_answer)
    for session in sessions:
        about = {"interview_id": candidate.interview_id, "session_id": session.id, "candidate_id": candidate.id}
        await record_event(connection, organization_id, "session.erased", now, is_gone=True, **about)
        cleaned["sessions"] += await connection.run(_DELETE_SESSION, keys | {"session": session.id})
        await connection.run(_UNCOUNT, keys | {"interview_id": candidate.interview_id})
    cleaned["candidates"] += await connection.run(_DELETE_CANDIDATE, keys)
    cleaned["files"] += len(digests)
    return Erased(dict(cleaned), digests, [session.id for session in sessions], recording_ids)


async def discard(database: Database, content: Bytes, media: Media, erased: Erased) -> None:
    """Removes the bytes of an erased candidate's files and recordings. Call it after the commit."""
    with left_to_sweeps():
        await files.discard(database.read, content, erased.digests)
    with left_to_sweeps():
        await recordings.discard(database.read, media, erased.recording_ids)


@contextmanager
def left_to_sweeps() -> Iterator[None]:
    """Logs StorageUnavailableError from removing bytes, since the erasure has already deleted their rows.

    The sweeps of files and recordings remove the bytes once the storage is available again.
    """
    try:
        yield
    except StorageUnavailableError:
        logger.warning("erased data has files in a storage that is unavailable: they will be deleted when it is back")


async def _empty_session(connection: Connection, organization_id: str, session_id: str) -> dict[str, int]:
    keys = {"organization": organization_id, "session": session_id}
    return {name: await connection.run(gone, keys) for name, gone in _DELETE_BY_SESSION.items()}


async def _empty_candidate(connection: Connection, organization_id: str, candidate: _Person) -> dict[str, int]:
    keys = {"organization": organization_id, "candidate": candidate.id}
    cleaned: Counter[str] = Counter()
    if candidate.known_email is not None:
        where = (connection, organization_id, candidate.interview_id)
        cleaned["imports"] += await forget_address(*where, candidate.known_email)
    for name, statement in _DELETE_BY_CANDIDATE.items():
        cleaned[name] += await connection.run(statement, keys)
    cleaned["jobs"] += await connection.run(_DELETE_LETTERS, keys)
    return dict(cleaned)


# --- withdrawing ----------------------------------------------------------------------------------------------------

_WITHDRAW = (
    update(schema.consents)
    .where(
        schema.consents.c.organization_id == _ORGANIZATION,
        schema.consents.c.session_id == bindparam("session"),
        schema.consents.c.withdrawn_at.is_(None),
    )
    .values(withdrawn_at=bindparam("now"))
)
_STOP_JUDGING = delete(_J).where(
    _J.c.organization_id == _ORGANIZATION, _J.c.session_id == bindparam("session"), _J.c.kind == "analyse"
)
_WITHOUT_REPORT = (
    update(_S)
    .where(_S.c.organization_id == _ORGANIZATION, _S.c.id == bindparam("session"))
    .values(end_reason="CONSENT_WITHDRAWN", report_status="NOT_SCORABLE", updated_at=bindparam("now"))
)
_NO_REPORT = insert(schema.reports)
_JUDGED: tuple[Table, ...] = (
    schema.reports,
    deciding_schema.past_reports,
    deciding_schema.report_levels,
    deciding_schema.human_ratings,
    deciding_schema.reviewers,
    *FACTS,
    *INTEGRITY,
)


async def withdraw_consent(
    connection: Connection, organization_id: str, session_id: str, *, reason: str, now: int
) -> list[str]:
    """Deletes an ended session's report, ratings and recordings. `reason` tells readers why there isn't a report.

    Returns the ids of recordings to `discard` after the commit: none if a legal hold keeps them.
    """
    keys = {"organization": organization_id, "session": session_id}
    await connection.run(_WITHDRAW, keys | {"now": now})
    await record_session_event(connection, organization_id, "consent.withdrawn", session_id, now)
    await connection.run(_STOP_JUDGING, keys)
    held = await is_session_held(connection, organization_id, session_id)
    dropped = [] if held else await recordings.drop_recordings(connection, organization_id, session_id)
    for table in _JUDGED:
        await connection.run(_DELETE_BY_SESSION[str(table.name)], keys)
    await connection.run(_WITHOUT_REPORT, keys | {"now": now})
    row = {"session_id": session_id, "organization_id": organization_id, "revision": 1, "created_at": now}
    await connection.run(_NO_REPORT, row | {"insights": [], "themes": [], "evidence": [], "reason": reason})
    return dropped


# --- what is stored -------------------------------------------------------------------------------------------------

_SHOWN = {
    "transcript": (schema.messages, "created_at"),
    "corrections": (schema.corrections, "corrected_at"),
    "work": (schema.works, "saved_at"),
    "keystrokes": (schema.keystrokes, "created_at"),
    "recordings": (schema.recordings, "started_at"),
    "files": (schema.files, "created_at"),
    "integrity": (schema.integrity_signals, "at"),
    "report": (schema.reports, "created_at"),
    "pastReports": (deciding_schema.past_reports, "created_at"),
    "ratings": (deciding_schema.human_ratings, "created_at"),
    "comments": (deciding_schema.comments, "created_at"),
    "decisions": (deciding_schema.decisions, "created_at"),
    "consents": (schema.consents, "given_at"),
    "adjustments": (schema.accommodations, "given_at"),
}
_COUNTS = {
    what: select(func.count().label("count_of"), func.min(table.c[at]).label("since")).where(
        table.c.organization_id == _ORGANIZATION, table.c.session_id == bindparam("session")
    )
    for what, (table, at) in _SHOWN.items()
}


async def list_held(connection: Connection, organization_id: str, session_id: str) -> list[tuple[str, int, int]]:
    """The kinds of data that exist about a session, as (kind, count, time of the oldest item)."""
    held = []
    for what, counted in _COUNTS.items():
        row = await connection.row(counted, {"organization": organization_id, "session": session_id})
        if row is not None and row.count_of:
            held.append((what, int(row.count_of), int(row.since)))
    return held


_G = schema.consents
_CONSENTS = (
    select(_G.c.item, _G.c.text_version, _G.c.language, _G.c.services, _G.c.given_at, _G.c.withdrawn_at)
    .where(_G.c.organization_id == _ORGANIZATION, _G.c.session_id == bindparam("session"))
    .order_by(_G.c.given_at, _G.c.id)
)


class Consent(NamedTuple):
    item: str
    text_version: str
    language: str
    services: list[dict[str, object]] | None
    given_at: int
    withdrawn_at: int | None


async def list_consents(connection: Connection, organization_id: str, session_id: str) -> list[Consent]:
    keys = {"organization": organization_id, "session": session_id}
    return await fetch_all(connection, Consent, _CONSENTS, keys)
