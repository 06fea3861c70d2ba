"""Starts, loads, extends and ends sessions. The log and the messages are the record of what happened in a session."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import bindparam, insert, select, update

from aural.engine.log import WITH_WORDS, Answered, Entry, entry_from_row, entry_to_row
from aural.engine.message_data import Heard
from aural.engine.plan import Plan, plan_from_json, plan_to_json, probes_to_json
from aural.engine.timeline import is_aside
from aural.platform.ids import new_id
from aural.privacy.consent_repository import INTERVIEW, give_consent
from aural.sessions.conversation.log import Conversation, Message, NewMessage, OutdatedError, as_kept
from aural.store import schema
from aural.store.database import Connection, DuplicateError
from aural.store.records import fetch_all
from aural.usage.reservation_repository import FIRM, SETTLED

_S = schema.sessions
_LOG = schema.log_entries
_M = schema.messages


_INSERT_SESSION = insert(_S)
_INSERT_SNAPSHOT = insert(schema.snapshots)
_CHANGE_PLAN = (
    update(schema.snapshots)
    .where(
        schema.snapshots.c.organization_id == bindparam("organization"),
        schema.snapshots.c.session_id == bindparam("session"),
    )
    .values(plan=bindparam("new_plan"))
)
_LINK_CANDIDATE = (
    update(schema.candidates)
    .where(
        schema.candidates.c.organization_id == bindparam("organization"),
        schema.candidates.c.id == bindparam("candidate"),
        schema.candidates.c.session_id.is_(None),
    )
    .values(session_id=bindparam("session"), updated_at=bindparam("now"))
)
_COUNT_SESSION = (
    update(schema.interviews)
    .where(
        schema.interviews.c.organization_id == bindparam("organization"),
        schema.interviews.c.id == bindparam("interview"),
    )
    .values(session_count=schema.interviews.c.session_count + 1)
)


async def start_conversation(
    connection: Connection,
    organization_id: str,
    *,
    plan: Plan,
    candidate_id: str,
    participant_name: str | None,
    participant_email: str | None,
    consent: tuple[str, str],
    items: Sequence[str] = (INTERVIEW,),
    services: Sequence[Mapping[str, object]] | None = None,
    reserved_seconds: int,
    now: int,
    version_number: int | None = None,
) -> str:
    """Creates a candidate's session with its snapshot and consent (version, language) to each item. Returns its id.

    `services`: the services that the consent text named, each with `provider` and `use`.
    Raises OutdatedError if the candidate has a session already.
    """
    session_id = new_id()
    keys = {"organization": organization_id, "candidate": candidate_id, "session": session_id, "now": now}
    if await connection.run(_LINK_CANDIDATE, keys) == 0:
        raise OutdatedError
    common: dict[str, object] = {"organization_id": organization_id}
    session = {
        "id": session_id,
        "interview_id": plan.interview_id,
        "candidate_id": candidate_id,
        "status": "IN_PROGRESS",
        "participant_name": participant_name,
        "participant_email": participant_email,
        "language": plan.language,
        "reserved_seconds": reserved_seconds,
        "version_number": version_number,
        "last_activity_at": now,
        "started_at": now,
        "created_at": now,
        "updated_at": now,
    }
    await connection.run(_INSERT_SESSION, common | session)
    snapshot = {"session_id": session_id, "plan": plan_to_json(plan), "probes": probes_to_json(plan)}
    await connection.run(_INSERT_SNAPSHOT, common | snapshot)
    await give_consent(connection, organization_id, session_id, consent, items, services, now)
    await connection.run(_COUNT_SESSION, {"organization": organization_id, "interview": plan.interview_id})
    return session_id


async def change_plan(connection: Connection, organization_id: str, session_id: str, plan: Plan) -> None:
    """Replaces the plan of a session whose candidate asked for more time. The questions must not change."""
    keys = {"organization": organization_id, "session": session_id, "new_plan": plan_to_json(plan)}
    await connection.run(_CHANGE_PLAN, keys)


_SELECT_SESSION = (
    select(_S, schema.snapshots.c.plan, schema.snapshots.c.probes)
    .add_columns(schema.interviews.c.purpose, schema.interviews.c.next_steps)
    .join(schema.snapshots, schema.snapshots.c.session_id == _S.c.id)
    .join(schema.interviews, schema.interviews.c.id == _S.c.interview_id)
    .where(_S.c.organization_id == bindparam("organization"), _S.c.id == bindparam("session"))
)
_SELECT_LOG = (
    select(_LOG.c.kind, _LOG.c.data, _LOG.c.at)
    .where(_LOG.c.organization_id == bindparam("organization"), _LOG.c.session_id == bindparam("session"))
    .order_by(_LOG.c.number)
)
_SELECT_MESSAGES = (
    select(*(_M.c[name] for name in Message._fields))
    .where(_M.c.organization_id == bindparam("organization"), _M.c.session_id == bindparam("session"))
    .order_by(_M.c.seq)
)


async def list_entries(connection: Connection, organization_id: str, session_id: str) -> tuple[Entry, ...]:
    """The session's log, without the words."""
    log = await connection.rows(_SELECT_LOG, {"organization": organization_id, "session": session_id})
    return tuple(entry_from_row(row.kind, row.data, row.at, None) for row in log)


async def find_conversation(connection: Connection, organization_id: str, session_id: str) -> Conversation | None:
    keys = {"organization": organization_id, "session": session_id}
    session = await connection.row(_SELECT_SESSION, keys)
    if session is None:
        return None
    # The log is read first, so every message that it names is among those read after it.
    log = await connection.rows(_SELECT_LOG, keys)
    messages = await fetch_all(connection, Message, _SELECT_MESSAGES, keys)
    texts = {message.seq: message.content for message in messages}
    entries = tuple(entry_from_row(row.kind, row.data, row.at, texts.get(row.data.get("seq", 0))) for row in log)
    said = max((row.data.get("seq", 0) for row in log), default=0)
    return Conversation(
        organization_id=organization_id,
        session_id=session_id,
        candidate_id=session.candidate_id,
        status=session.status,
        participant_name=session.participant_name,
        language=session.language,
        reserved_seconds=session.reserved_seconds,
        started_at=session.started_at,
        plan=replace(
            plan_from_json(session.plan, session.probes),
            purpose=session.purpose,
            next_steps=session.next_steps or "",
        ),
        entries=entries,
        messages=tuple(message for message in messages if message.seq <= said),
    )


_INSERT_ENTRY = insert(_LOG)
_INSERT_MESSAGE = insert(_M)
_TOUCH = (
    update(_S)
    .where(_S.c.organization_id == bindparam("organization"), _S.c.id == bindparam("session"))
    .values(
        message_count=_S.c.message_count + bindparam("more"),
        aside_count=_S.c.aside_count + bindparam("asides"),
        total_duration_seconds=bindparam("duration"),
        last_activity_at=bindparam("now"),
        updated_at=bindparam("now"),
    )
)
_TOUCH_ANSWERED = _TOUCH.values(FIRM)


async def append(
    connection: Connection,
    organization_id: str,
    session_id: str,
    *,
    number: int,
    entry: Entry,
    message: NewMessage | None = None,
    client_id: str | None = None,
    duration_seconds: int,
) -> Message | None:
    """Adds entry `number` to the log with its message, and updates the counters in the same transaction.

    Raises OutdatedError if another writer was quicker or the client's id is known already.
    """
    kind, data = entry_to_row(entry)
    common = {"organization_id": organization_id, "session_id": session_id}
    row = common | {"number": number, "kind": kind, "data": data, "at": entry.at, "client_id": client_id}
    try:
        await connection.run(_INSERT_ENTRY, row)
    except DuplicateError as error:
        raise OutdatedError from error
    stored = None
    if message is not None:
        assert isinstance(entry, WITH_WORDS)
        stored = as_kept(message, entry.seq, entry.at)
        await connection.run(_INSERT_MESSAGE, common | stored._asdict())
    keys = {"organization": organization_id, "session": session_id, "now": entry.at}
    more = {"more": 0 if message is None else 1, "asides": int(is_aside(entry)), "duration": duration_seconds}
    await connection.run(_TOUCH_ANSWERED if isinstance(entry, Answered) else _TOUCH, keys | more)
    return stored


_SELECT_BY_CLIENT_ID = select(_LOG.c.number, _LOG.c.data).where(
    _LOG.c.organization_id == bindparam("organization"),
    _LOG.c.session_id == bindparam("session"),
    _LOG.c.client_id == bindparam("client"),
)


async def find_stored(
    connection: Connection, organization_id: str, session_id: str, client_id: str
) -> tuple[int, int | None] | None:
    """(number in the log, `seq` or None) of the entry that the client sent with this id; None if there is none."""
    keys = {"organization": organization_id, "session": session_id, "client": client_id}
    row = await connection.row(_SELECT_BY_CLIENT_ID, keys)
    return None if row is None else (row.number, row.data.get("seq"))


_THESE = (
    _M.c.organization_id == bindparam("organization"),
    _M.c.session_id == bindparam("session"),
    _M.c.seq.in_(bindparam("seqs", expanding=True)),
)
_MARK_REQUESTS = update(_M).where(*_THESE).values(kind="request")
_FILE_UNDER = update(_M).where(*_THESE).values(question_id=bindparam("corrected"))


async def mark_requests(connection: Connection, organization_id: str, session_id: str, seqs: Sequence[int]) -> None:
    """Marks messages that turned out to be a wish or a question to the interviewer, so reports leave them out."""
    await connection.run(_MARK_REQUESTS, {"organization": organization_id, "session": session_id, "seqs": list(seqs)})


async def file_under(
    connection: Connection, organization_id: str, session_id: str, seqs: Sequence[int], question_id: str
) -> None:
    """Files a correction under the question whose answer it corrects, not the question that was open when it came."""
    values = {"organization": organization_id, "session": session_id, "seqs": list(seqs), "corrected": question_id}
    await connection.run(_FILE_UNDER, values)


_SELECT_DATA = select(_M.c.data).where(
    _M.c.organization_id == bindparam("organization"),
    _M.c.session_id == bindparam("session"),
    _M.c.seq == bindparam("at_seq"),
)
_SET_DATA = (
    update(_M)
    .where(
        _M.c.organization_id == bindparam("organization"),
        _M.c.session_id == bindparam("session"),
        _M.c.seq == bindparam("at_seq"),
    )
    .values(data=bindparam("new_data"))
)


async def mark_heard(connection: Connection, organization_id: str, session_id: str, seq: int, heard: Heard) -> None:
    """Stores how much of the interviewer's message was heard before the barge-in: `text` and `milliseconds`."""
    keys = {"organization": organization_id, "session": session_id, "at_seq": seq}
    row = await connection.row(_SELECT_DATA, keys)
    if row is not None:
        await connection.run(_SET_DATA, keys | {"new_data": {**(row.data or {}), "heard": heard}})


_END = (
    update(_S)
    .where(
        _S.c.organization_id == bindparam("organization"),
        _S.c.id == bindparam("session"),
        _S.c.status == bindparam("was"),
    )
    .values(
        status=bindparam("status"),
        end_reason=bindparam("reason"),
        report_status=bindparam("report"),
        completed_at=bindparam("completed"),
        reserved_seconds=bindparam("reserved"),
        **SETTLED,
        updated_at=bindparam("now"),
    )
)


async def set_status(
    connection: Connection,
    organization_id: str,
    session_id: str,
    *,
    was: str,
    status: str,
    end_reason: str | None,
    reserved_seconds: int,
    now: int,
) -> None:
    """Ends or reopens a session. Raises OutdatedError if its status is no longer `was`."""
    ended = status != "IN_PROGRESS"
    keys = {
        "organization": organization_id,
        "session": session_id,
        "was": was,
        "status": status,
        "reason": end_reason,
        "report": "PENDING" if ended else None,
        "completed": now if ended else None,
        "reserved": reserved_seconds,
        "now": now,
    }
    if await connection.run(_END, keys) == 0:
        raise OutdatedError


_SELECT_ABANDONED = (
    select(_S.c.organization_id, _S.c.id)
    .where(
        _S.c.status == "IN_PROGRESS",
        _S.c.last_activity_at < bindparam("before"),
        (_S.c.attached_until.is_(None)) | (_S.c.attached_until < bindparam("now")),
    )
    .order_by(_S.c.last_activity_at)
    .limit(bindparam("most"))
)


async def list_abandoned(connection: Connection, *, before: int, now: int, most: int) -> list[tuple[str, str]]:
    """(organization, session) of running sessions without a connection and without activity since `before`."""
    rows = await connection.rows(_SELECT_ABANDONED, {"before": before, "now": now, "most": most})
    return [(row.organization_id, row.id) for row in rows]
