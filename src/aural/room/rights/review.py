"""Lets candidates correct their transcript for 24 hours after the end or until they send it. Both versions are kept."""

from __future__ import annotations

from typing import Any

from aural.engine.answers.sentences import composed
from aural.engine.privacy.transcript_check import can_check, check_until
from aural.platform.clock import iso
from aural.platform.errors import BadRequestError, ConflictError, NotFoundError
from aural.reports import repository as reports
from aural.room.access.calls import optional_text
from aural.room.access.entry import Who
from aural.room.access.identify import IdentifiedCandidate, find_person
from aural.room.context import RoomContext
from aural.room.conversation.integrity import log_of, make
from aural.room.conversation.views import message_view
from aural.sessions import correction_repository as corrections
from aural.sessions import integrity_repository as integrity
from aural.sessions.correction_repository import Correction
from aural.sessions.log_repository import find_conversation
from aural.settings.budgets import COPIES_OF_SESSION
from aural.store import jobs
from aural.store.database import Connection

MOST_CHARACTERS = 20_000
MOST_NOTE_CHARACTERS = 2_000
MOST_REMARK_CHARACTERS = 4_000
_FIELDS = ("content", "note", "isLeftOut", "reason")
_TAKEN_AGAIN = "You have taken the interview again since. Reload the page to correct that transcript."
_CLOSED = (
    "This transcript can't be corrected now: the interview isn't over, the corrections were already sent, the time for "
    "them is over, or consent was withdrawn."
)


async def read_transcript(context: RoomContext, who: Who) -> dict[str, object]:
    """The response of `GET /room/v1/transcript`. Raises UnauthorizedError and RateLimitedError."""
    person = await find_reader(context, who)
    return {"sessionId": person.session.id, **await transcript_of(context, person)}


async def find_reader(context: RoomContext, who: Who) -> IdentifiedCandidate:
    """Identifies the candidate who asks for a copy of the whole session, and counts the request against the session's
    limit. Raises UnauthorizedError and RateLimitedError."""
    person = await find_person(context, context.database.read, who)
    await context.gate.admit(f"copies:{person.session.id}", COPIES_OF_SESSION.most)
    return person


async def transcript_of(context: RoomContext, person: IdentifiedCandidate) -> dict[str, Any]:
    """The transcript of the candidate's session, with their corrections and comments."""
    organization_id, session = person.organization_id, person.session
    found = await find_conversation(context.database.read, organization_id, session.id)
    rows = await corrections.list_corrections(context.database.read, organization_id, session.id)
    corrected = {row.seq: correction_view(row) for row in rows}
    until = check_until(session)
    return {
        "title": person.interview.title,
        "organizationName": person.interview.organization_name,
        "messages": [
            message_view(message) | {"correction": corrected.get(message.seq)}
            for message in (found.messages if found is not None else ())
        ],
        "until": None if until is None else iso(until),
        "isSent": session.review_sent_at is not None,
        "isWithdrawn": session.end_reason == "CONSENT_WITHDRAWN",
        "canReview": can_check(session, context.clock.now()),
        "remark": session.remark,
        "integrity": await log_of(context, person),
    }


def correction_view(row: Correction) -> dict[str, object]:
    return {
        "content": row.content,
        "note": row.note,
        "isLeftOut": row.is_left_out,
        "reason": row.reason,
        "at": iso(row.corrected_at),
    }


async def correct(context: RoomContext, who: Who, seq: int, body: dict[str, object]) -> dict[str, object]:
    """Stores the correction of one answer. If the body names the changed fields, the others stay as they are, because
    another tab or device may have changed them. Raises BadRequestError, ConflictError, NotFoundError,
    UnauthorizedError."""
    now = context.clock.now()
    given, changed = _correction(body, seq, now), _changed(body)
    async with context.database.transaction() as transaction:
        person = await find_reviewer(context, transaction, who)
        organization_id, session_id = person.organization_id, person.session.id
        found = await find_conversation(transaction, organization_id, session_id)
        said = {m.seq: m for m in found.messages if m.role == "user"} if found is not None else {}
        if seq not in said:
            raise NotFoundError("You can only correct your own answers.")
        rows = await corrections.list_corrections(transaction, organization_id, session_id)
        known = next((row for row in rows if row.seq == seq), None)
        correction = _merged(known or Correction(seq, None, None, False, None, now), given, changed)
        if correction.content == composed(said[seq].content):
            correction = correction._replace(content=None)
        await corrections.put_correction(transaction, organization_id, session_id, correction)
        await _queue(transaction, person, now)
    return {"seq": seq, "savedAt": iso(now)}


def _correction(body: dict[str, object], seq: int, now: int) -> Correction:
    given = optional_text(body, "content", MOST_CHARACTERS)
    content = None if given is None else composed(given)
    is_left_out = body.get("isLeftOut", False)
    if not isinstance(is_left_out, bool):
        raise BadRequestError("The request is not well-formed.", [("isLeftOut", "must be true or false")])
    if content is not None and not content.strip():
        raise BadRequestError("An answer can't be empty. Leave it out instead.", [("content", "must not be blank")])
    note, reason = (_kept(optional_text(body, name, MOST_NOTE_CHARACTERS)) for name in ("note", "reason"))
    return Correction(seq, content, note, is_left_out, reason if is_left_out else None, now)


def _changed(body: dict[str, object]) -> list[str]:
    """The fields that the candidate changed: all, unless the body names them."""
    names = body.get("changed")
    if names is None:
        return list(_FIELDS)
    if not isinstance(names, list) or not all(name in _FIELDS for name in names):
        problem = [("changed", f"must be a list of {', '.join(_FIELDS)}")]
        raise BadRequestError("The request is not well-formed.", problem)
    return names


def _merged(known: Correction, given: Correction, changed: list[str]) -> Correction:
    """The known correction with the changed fields of the given one. A reason belongs to an answer that is left out, so
    these two change together."""
    left_out = given if {"isLeftOut", "reason"} & set(changed) else known
    return given._replace(
        content=(given if "content" in changed else known).content,
        note=(given if "note" in changed else known).note,
        is_left_out=left_out.is_left_out,
        reason=left_out.reason,
    )


def _kept(words: str | None) -> str | None:
    return (words or "").strip() or None


async def remark(context: RoomContext, who: Who, body: dict[str, object]) -> dict[str, object]:
    """Stores the candidate's remark for readers of the report. Raises BadRequestError, ConflictError or
    UnauthorizedError."""
    words = _kept(optional_text(body, "text", MOST_REMARK_CHARACTERS))
    now = context.clock.now()
    async with context.database.transaction() as transaction:
        person = await find_reviewer(context, transaction, who)
        await corrections.set_remark(transaction, person.organization_id, person.session.id, words)
        await _queue(transaction, person, now)
    return {"savedAt": iso(now)}


async def comment(context: RoomContext, who: Who, item_id: str, body: dict[str, object]) -> dict[str, object]:
    """Stores the candidate's comment on an integrity signal. Raises the same errors as `correct`."""
    words = _kept(optional_text(body, "comment", MOST_NOTE_CHARACTERS))
    now = context.clock.now()
    async with context.database.transaction() as transaction:
        person = await find_reviewer(context, transaction, who)
        if item_id not in {item.id for item in (await make(context, person)).items}:
            raise NotFoundError("No signal has this id.")
        where = (transaction, person.organization_id, person.session.id)
        await integrity.put_comment(*where, item_id, words, now)
    return {"id": item_id, "savedAt": iso(now)}


async def send(context: RoomContext, who: Who) -> dict[str, object]:
    """Ends the review. The corrections take effect, and if they change answers, the report is written again.
    Raises ConflictError or UnauthorizedError."""
    now = context.clock.now()
    async with context.database.transaction() as transaction:
        person = await find_reviewer(context, transaction, who)
        organization_id, session_id = person.organization_id, person.session.id
        await corrections.mark_sent(transaction, organization_id, session_id, now)
        if await corrections.settle_corrections(transaction, organization_id, person.session, now):
            await reports.set_report_status(transaction, organization_id, session_id, status="PENDING", now=now)
            await corrections.hasten_job(transaction, organization_id, await _job_of(transaction, person), now)
    context.wake_jobs()
    return {"sentAt": iso(now)}


async def find_reviewer(context: RoomContext, transaction: Connection, who: Who) -> IdentifiedCandidate:
    """Finds the candidate and locks their session. Raises UnauthorizedError, and ConflictError if they may not correct
    the transcript now, or if the page shows an earlier session's."""
    person = await find_person(context, transaction, who)
    if who.session_id not in (None, person.session.id):
        raise ConflictError(_TAKEN_AGAIN)
    session = await corrections.lock_session(transaction, person.organization_id, person.session.id)
    if session is None or not can_check(session, context.clock.now()):
        raise ConflictError(_CLOSED)
    return IdentifiedCandidate(person.interview, person.candidate, session)


async def _job_of(transaction: Connection, person: IdentifiedCandidate) -> str:
    revision = await corrections.next_revision(transaction, person.organization_id, person.session.id)
    return f"analyse:{person.session.id}:{revision}"


async def _queue(transaction: Connection, person: IdentifiedCandidate, now: int) -> None:
    """Queues the report's next revision for the end of the review, in case the candidate never sends their corrections.
    After the first correction, it is already queued."""
    if person.interview.preview_until is not None:
        return
    name = await _job_of(transaction, person)
    revision = int(name.rpartition(":")[2])
    await jobs.enqueue(
        transaction,
        person.organization_id,
        kind="analyse",
        payload={"sessionId": person.session.id, "revision": revision, "isReview": True},
        dedup=name,
        now=now,
        run_at=check_until(person.session),
    )
