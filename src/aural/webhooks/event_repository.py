"""Webhook events: written with their deliveries, in the same transaction as the change that they report.

Nothing is written for an organization without endpoints. If all its endpoints are off, the event is still written, so
that it can be sent when one is on again. Events in test mode say so in their data.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TypedDict

from sqlalchemy import bindparam, case, delete, insert, select, update

from aural.engine.webhooks import MOST_ATTEMPTS, EventName, is_wanted
from aural.integrations import assessment_repository as assessments
from aural.organizations import test_organization_repository as test_organizations
from aural.platform.ids import new_id
from aural.store import jobs, schema
from aural.store.database import Connection
from aural.webhooks.repository import Webhook

DELIVER = "deliver"

_W = schema.webhooks
_E = schema.webhook_events
_I = schema.interviews
_D = schema.webhook_deliveries
_J = schema.jobs
# Locks the endpoints until the transaction ends, so that deleting one in the meantime cannot make the change fail.
_TOLD = (
    select(_W.c.id, _W.c.project_id, _W.c.events, _W.c.is_enabled)
    .where(_W.c.organization_id == bindparam("organization"))
    .with_for_update(read=True, key_share=True)
)
_INTERVIEW = select(_I.c.project_id, _I.c.preview_until).where(
    _I.c.organization_id == bindparam("organization"), _I.c.id == bindparam("interview")
)
_SESSION = select(schema.sessions.c.interview_id, schema.sessions.c.candidate_id).where(
    schema.sessions.c.organization_id == bindparam("organization"), schema.sessions.c.id == bindparam("session")
)
_ADD = insert(_E)
_ADD_DELIVERY = insert(_D)
# An attempt made on request doesn't count as one of the planned attempts. A job that is already running is left alone.
_HASTEN = (
    update(_J)
    .where(_J.c.organization_id == bindparam("organization"), _J.c.kind == DELIVER, _J.c.state == "queued")
    .where(_J.c.payload["deliveryId"].as_string() == bindparam("delivery"))
    .values(run_at=bindparam("now"), attempts=case((_J.c.attempts > 0, _J.c.attempts - 1), else_=0))
)
_NOTE_HASTENED = (
    update(_D)
    .where(_D.c.organization_id == bindparam("organization"), _D.c.id == bindparam("delivery"))
    .values(
        next_at=bindparam("now"),
        hastened_count=case((_D.c.attempt_count > 0, _D.c.hastened_count + 1), else_=_D.c.hastened_count),
    )
)
_PURGE = delete(_E).where(_E.c.created_at <= bindparam("before"))


class _Facts(TypedDict):
    """The data of an event, and the session and the candidate it is about."""

    data: dict[str, object]
    session_id: str | None
    candidate_id: str | None


class _Event(_Facts):
    type: str
    project_id: str | None
    created_at: int


async def record_event(
    connection: Connection,
    organization_id: str,
    event: EventName,
    now: int,
    *,
    interview_id: str | None = None,
    session_id: str | None = None,
    candidate_id: str | None = None,
    more: Mapping[str, object] = MappingProxyType({}),
    is_gone: bool = False,
) -> None:
    """Writes an event and queues its delivery to each endpoint that wants it, unless the interview is a preview.

    Events contain ids only, never personal data. `more`: data in addition to the ids. `is_gone`: the candidate is
    erased; the event must outlive them.
    """
    ids = {"interviewId": interview_id, "sessionId": session_id, "candidateId": candidate_id}
    data = {**{name: value for name, value in ids.items() if value is not None}, **more}
    facts: _Facts = {
        "data": data,
        "session_id": None if is_gone else session_id,
        "candidate_id": None if is_gone else candidate_id,
    }
    await _record(connection, organization_id, event, now, interview_id, [facts])


async def record_invitations(
    connection: Connection, organization_id: str, interview_id: str, candidate_ids: Sequence[str], now: int
) -> None:
    """Records that each of these candidates was invited, like `record_event` but for many at once."""
    rows: list[_Facts] = [
        {"data": {"interviewId": interview_id, "candidateId": each}, "session_id": None, "candidate_id": each}
        for each in candidate_ids
    ]
    await _record(connection, organization_id, "candidate.invited", now, interview_id, rows)


async def _record(
    connection: Connection,
    organization_id: str,
    event: EventName,
    now: int,
    interview_id: str | None,
    rows: Sequence[_Facts],
) -> None:
    """Uses as few statements for many `rows` as for one, because other writers wait until all of them are written."""
    told = await connection.rows(_TOLD, {"organization": organization_id})
    if not told:
        return
    project_id = None
    if interview_id is not None:
        interview = await connection.row(_INTERVIEW, {"organization": organization_id, "interview": interview_id})
        if interview is None or interview.preview_until is not None:
            return
        project_id = interview.project_id
    events: list[_Event] = [{**row, "type": event, "project_id": project_id, "created_at": now} for row in rows]
    event_ids = await _insert(connection, organization_id, events)
    for row in told:
        if row.is_enabled and is_wanted(event, row.events) and row.project_id in (None, project_id):
            await queue_deliveries(connection, organization_id, row.id, event_ids, now, is_replay=False)


async def _insert(connection: Connection, organization_id: str, rows: Sequence[_Event]) -> list[str]:
    """Adds events and returns their ids."""
    mode = {"mode": "TEST"} if await test_organizations.is_test(connection, organization_id) else {}
    ids = [new_id() for _ in rows]
    common = {"organization_id": organization_id}
    made = [{**row, **common, "id": each, "data": mode | row["data"]} for each, row in zip(ids, rows, strict=True)]
    await connection.run(_ADD, made)
    return ids


async def record_session_event(
    connection: Connection,
    organization_id: str,
    event: EventName,
    session_id: str,
    now: int,
    more: Mapping[str, object] = MappingProxyType({}),
) -> None:
    """Records an event of a session, with its interview and candidate.

    Also queues an update to the applicant tracking system that sent the candidate.
    """
    await assessments.queue_session(connection, organization_id, session_id, now)
    if not await connection.rows(_TOLD, {"organization": organization_id}):
        return  # the common case, which costs two queries
    session = await connection.row(_SESSION, {"organization": organization_id, "session": session_id})
    if session is not None:
        ids = {"interview_id": session.interview_id, "candidate_id": session.candidate_id, "session_id": session_id}
        await record_event(connection, organization_id, event, now, **ids, more=more)


async def record_test(connection: Connection, organization_id: str, webhook: Webhook, event: str, now: int) -> str:
    """Records a test event for this endpoint only, and returns the id of its delivery."""
    row: _Event = {
        "type": event,
        "data": {"webhookId": webhook.id},
        "project_id": webhook.project_id,
        "created_at": now,
        "session_id": None,
        "candidate_id": None,
    }
    (event_id,) = await _insert(connection, organization_id, [row])
    return await queue_delivery(connection, organization_id, webhook.id, event_id, now)


async def queue_delivery(
    connection: Connection, organization_id: str, webhook_id: str, event_id: str, now: int, *, is_replay: bool = False
) -> str:
    """Adds a delivery of an event to an endpoint, with its job, and returns the delivery's id."""
    where = (connection, organization_id, webhook_id)
    (delivery_id,) = await queue_deliveries(*where, [event_id], now, is_replay=is_replay)
    return delivery_id


async def hasten_delivery(connection: Connection, organization_id: str, delivery_id: str, now: int) -> bool:
    """Reschedules the next attempt to now. It doesn't count as one of the planned attempts.

    Returns False if an attempt is running or the delivery has ended.
    """
    keys = {"organization": organization_id, "delivery": delivery_id, "now": now}
    if not await connection.run(_HASTEN, keys):
        return False
    await connection.run(_NOTE_HASTENED, keys)
    return True


async def queue_deliveries(
    connection: Connection,
    organization_id: str,
    webhook_id: str,
    event_ids: Sequence[str],
    now: int,
    *,
    is_replay: bool,
) -> list[str]:
    """Does the same as `queue_delivery` for several events, in two statements."""
    if not event_ids:
        return []
    shared = {"organization_id": organization_id, "webhook_id": webhook_id, "is_replay": is_replay}
    shared |= {"state": "PENDING", "next_at": now, "created_at": now}
    rows = [{"id": new_id(), "event_id": event_id, **shared} for event_id in event_ids]
    await connection.run(_ADD_DELIVERY, rows)
    made = [str(row["id"]) for row in rows]
    payloads = [{"deliveryId": delivery_id} for delivery_id in made]
    await jobs.enqueue_many(
        connection, organization_id, kind=DELIVER, payloads=payloads, now=now, max_attempts=MOST_ATTEMPTS
    )
    return made


async def purge_events(connection: Connection, before: int) -> int:
    """Deletes the events before an instant with their deliveries, and returns the number of events."""
    return await connection.run(_PURGE, {"before": before})
