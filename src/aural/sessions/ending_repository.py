"""Ends a session in one transaction: sets its status, settles its hours, and queues its report and emails."""

from __future__ import annotations

from aural.candidates.email_template_repository import find_done_note
from aural.engine.log import Disconnected, Ended, Entry
from aural.engine.state import apply, fold
from aural.engine.timing import counted_seconds
from aural.platform import metrics
from aural.recordings import repository as recordings
from aural.sessions.conversation.log import Conversation
from aural.sessions.correction_repository import lock_session
from aural.sessions.log_repository import append, find_conversation, set_status
from aural.store import jobs
from aural.store.database import Connection
from aural.store.recount import measure_texts
from aural.usage import repository as usage
from aural.webhooks.event_repository import record_session_event


async def complete(
    transaction: Connection, conversation: Conversation, ended: Ended, *, status: str, used_seconds: int
) -> None:
    """Ends a session in the given transaction: sets its status, settles its hours, and queues its report and emails."""
    organization_id, session_id = conversation.organization_id, conversation.session_id
    # An abandoned session that was resumed ends again: it gets another report. The hours up to its earlier end were
    # counted at that time.
    ends = [number for number, entry in enumerate(conversation.entries, 1) if isinstance(entry, Ended)]
    revision = 1 + len(ends)
    counted = _count_first_part(conversation, ends[-1]) if ends else 0
    await set_status(
        transaction,
        organization_id,
        session_id,
        was="IN_PROGRESS",
        status=status,
        end_reason=ended.reason,
        reserved_seconds=0,
        now=ended.at,
    )
    await recordings.close_complete(transaction, organization_id, session_id, ended.at)
    metrics.sessions.labels(status.lower()).inc()
    if conversation.plan.is_preview:  # a preview isn't counted or judged
        return
    await measure_texts(transaction, organization_id, session_id)
    await _tell(transaction, conversation, ended, status)
    await usage.settle_session(
        transaction,
        organization_id,
        reserved_seconds=conversation.reserved_seconds,
        used_seconds=used_seconds - counted,
        now=ended.at,
    )
    await jobs.enqueue(
        transaction,
        organization_id,
        kind="analyse",
        payload={"sessionId": session_id, "revision": revision},
        dedup=f"analyse:{session_id}:{revision}",
        now=ended.at,
    )
    if status == "COMPLETED":
        await _note_done(transaction, organization_id, session_id, ended.at)


def _count_first_part(conversation: Conversation, end: int) -> int:
    return counted_seconds(conversation.plan, fold(conversation.plan, conversation.entries[:end]), 0)


async def _tell(transaction: Connection, conversation: Conversation, ended: Ended, status: str) -> None:
    await record_session_event(
        transaction,
        conversation.organization_id,
        "session.completed" if status == "COMPLETED" else "session.abandoned",
        conversation.session_id,
        ended.at,
        {"endReason": ended.reason},
    )


async def _note_done(transaction: Connection, organization_id: str, session_id: str, now: int) -> None:
    if await find_done_note(transaction, organization_id, session_id) is None:
        return
    payload = {"about": "done", "sessionId": session_id}
    await jobs.enqueue(transaction, organization_id, kind="mail", payload=payload, dedup=f"done:{session_id}", now=now)


async def end_at_once(transaction: Connection, organization_id: str, session_id: str, now: int) -> None:
    """Ends a running session because its candidate withdraws consent or is erased. The interviewer says nothing more.

    Locks the session even if it has already ended, before any of its data is deleted. Saving a report takes the same
    lock.
    """
    await lock_session(transaction, organization_id, session_id)
    found = await find_conversation(transaction, organization_id, session_id)
    if found is None or found.status != "IN_PROGRESS":
        return
    state = fold(found.plan, found.entries)
    ended = Ended(now, "CONSENT_WITHDRAWN")
    entries: list[Entry] = [Disconnected(now), ended] if state.is_connected else [ended]
    for entry in entries:
        state = apply(found.plan, state, entry)
        took = state.stopwatch.elapsed_seconds(now)
        await append(
            transaction, found.organization_id, found.session_id,
            number=state.number, entry=entry, duration_seconds=took,
        )  # fmt: skip
    used = counted_seconds(found.plan, state, now)
    await complete(transaction, found, ended, status="ABANDONED", used_seconds=used)
