"""Lets candidates see the data about them, withdraw consent, and have everything erased."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from operator import itemgetter
from typing import Any, TypeVar

from aural import lang
from aural.audit import repository as audit
from aural.engine.privacy.addresses import masked
from aural.engine.privacy.transcript_check import can_check, check_until
from aural.platform.clock import iso
from aural.platform.errors import BadRequestError, ConflictError, HeldError, blank_answer
from aural.privacy import erasure_repository as erasure
from aural.privacy import receipt_repository as receipts
from aural.privacy import request_repository as requests
from aural.privacy.consent_repository import find_agreed
from aural.privacy.legal_hold_repository import is_candidate_held
from aural.privacy.receipts import NotReached, list_not_reached
from aural.recordings import repository as recordings
from aural.reports import share_repository as shares
from aural.room.access.entry import Who, has_model
from aural.room.access.identify import IdentifiedCandidate, address_of, every_session, find_person
from aural.room.context import RoomContext
from aural.room.rights.self_identification import answer_of, asks
from aural.sessions import view_repository as access
from aural.sessions.conversation.log import OutdatedError
from aural.sessions.ending_repository import end_at_once
from aural.store.database import Connection
from aural.store.files import content_of, require_reachable
from aural.store.media import media_of

WITHDRAWN = "The candidate has withdrawn consent: there is no report, and none will be made."
Answered = TypeVar("Answered")


async def read_rights(context: RoomContext, who: Who) -> dict[str, object]:
    """The response of `GET /room/v1/rights`. Raises UnauthorizedError."""
    read = context.database.read
    person = await find_person(context, read, who)
    sessions = await every_session(read, person)
    parts = [await _part(context, each) for each in sessions]
    said = await answer_of(read, person)
    if said["answeredAt"] is not None:
        parts[0]["held"].append({"what": "selfIdentification", "count": 1, "since": said["answeredAt"]})
    asked = await requests.list_requests_of(read, person.organization_id, person.candidate.id)
    is_held = await is_candidate_held(read, person.organization_id, person.interview.id, person.candidate.id)
    until = check_until(person.session)
    address = address_of(context, person)
    return {
        "sessionId": person.session.id,
        "title": person.interview.title,
        "organizationName": person.interview.organization_name,
        "contact": person.interview.contact_email,
        "held": _together(parts),
        "seenBy": sorted([seen for each in sessions for seen in await seen_by(context, each)], key=itemgetter("at")),
        "consents": [consent for each in sessions for consent in await consents_of(context, each)],
        "sessions": parts,
        "requests": [
            {
                "kind": row.kind,
                "at": iso(row.created_at),
                "state": row.state,
                "outcome": row.outcome,
                "reason": row.reason,
            }
            for row in asked
        ],
        "canReview": can_check(person.session, context.clock.now()),
        "keptDays": person.interview.kept_days,
        "isHeld": is_held,
        "reviewUntil": None if until is None else iso(until),
        "isWithdrawn": all(_is_withdrawn(each) for each in sessions),
        "asksSelfIdentification": asks(person),
        "provableEmail": None if address is None else masked(address),
    }


def _is_withdrawn(person: IdentifiedCandidate) -> bool:
    return bool(person.session.end_reason == "CONSENT_WITHDRAWN")


async def _part(context: RoomContext, person: IdentifiedCandidate) -> dict[str, Any]:
    """The data that is stored about one session, by kind."""
    session = person.session
    held = await erasure.list_held(context.database.read, person.organization_id, session.id)
    return {
        "startedAt": iso(session.started_at),
        "endedAt": None if session.completed_at is None else iso(session.completed_at),
        "isWithdrawn": _is_withdrawn(person),
        "held": [{"what": what, "count": count, "since": iso(since)} for what, count, since in held],
    }


def _together(parts: list[dict[str, Any]]) -> list[dict[str, object]]:
    """The stored data of all sessions by kind, with the total count and the time of the oldest item."""
    whole: dict[str, dict[str, object]] = {}
    for item in (item for part in parts for item in part["held"]):
        before = whole.get(item["what"], {"count": 0, "since": item["since"]})
        count, since = before["count"] + item["count"], min(before["since"], item["since"])
        whole[item["what"]] = item | {"count": count, "since": since}
    return list(whole.values())


async def seen_by(context: RoomContext, person: IdentifiedCandidate) -> list[dict[str, str]]:
    """The views of the session by members of the organization, and of its report through shared links, oldest first."""
    where = (context.database.read, person.organization_id, person.session.id)
    seen = [(row.seen_at, f"{row.person} ({row.key})", "session") for row in await access.list_access(*where)]
    by_link = lang.of(person.session.language).text("data_rights", "link")
    seen += [
        (row.created_at, by_link.format(name=row.created_by), "report")
        for row in await shares.list_views_of_session(*where)
    ]
    return [{"who": who, "what": what, "at": iso(at)} for at, who, what in sorted(seen)]


async def consents_of(context: RoomContext, person: IdentifiedCandidate) -> list[dict[str, object]]:
    rows = await erasure.list_consents(context.database.read, person.organization_id, person.session.id)
    return [
        {
            "item": row.item,
            "version": row.text_version,
            "language": row.language,
            "givenAt": iso(row.given_at),
            "withdrawnAt": None if row.withdrawn_at is None else iso(row.withdrawn_at),
            "services": row.services,
        }
        for row in rows
    ]


async def _repeated(work: Callable[[], Awaitable[Answered]]) -> Answered:
    """Repeats the work if the session's log grew meanwhile, because the candidate spoke, connected or left at the same
    moment."""
    while True:
        try:
            return await work()
        except OutdatedError:
            continue


async def withdraw(context: RoomContext, who: Who) -> tuple[str, dict[str, object]]:
    """Withdraws consent: ends a running session and removes the reports of all sessions. Returns the session's id and
    the response. Raises UnauthorizedError."""
    return await _repeated(lambda: _withdraw(context, who))


async def _withdraw(context: RoomContext, who: Who) -> tuple[str, dict[str, object]]:
    now = context.clock.now()
    dropped: list[str] = []
    async with context.database.transaction() as transaction:
        person = await find_person(context, transaction, who)
        given = [each for each in await every_session(transaction, person) if not _is_withdrawn(each)]
        if not given:
            raise ConflictError("Consent was already withdrawn. Nothing is judged any more.", state="withdrawn")
        for each in given:
            where = (transaction, each.organization_id, each.session.id)
            await end_at_once(*where, now)
            dropped += await erasure.withdraw_consent(*where, reason=WITHDRAWN, now=now)
            await _note(transaction, each.organization_id, "withdrawConsent", now, object_id=each.session.id)
    with erasure.left_to_sweeps():
        await recordings.discard(context.database.read, media_of(context.settings), dropped)
    return person.session.id, {"withdrawnAt": iso(now)}


async def erase(context: RoomContext, who: Who, body: dict[str, object]) -> tuple[str, dict[str, object]]:
    """Deletes everything about the candidate in all stores. Returns the session's id and the receipt.

    Raises BadRequestError if the candidate didn't confirm, HeldError, UnauthorizedError, and StorageUnavailableError.
    """
    if body.get("confirm") is not True:
        raise BadRequestError("Erasing can't be undone. Confirm it.", [("confirm", "must be true")])
    await find_person(context, context.database.read, who)
    await require_reachable(content_of(context.settings))
    return await _repeated(lambda: _erase(context, who))


async def _erase(context: RoomContext, who: Who) -> tuple[str, dict[str, object]]:
    now = context.clock.now()
    receipt_id = receipts.new_number(now)
    async with context.database.transaction() as transaction:
        person = await find_person(context, transaction, who)
        was_read = await _may_be_read(context, person)
        erased = await _erase_person(context, transaction, person, now)
        await receipts.add_receipt(
            transaction,
            person.organization_id,
            receipt_id=receipt_id,
            interview_id=person.interview.id,
            token_hash=person.candidate.token_hash,
            cleaned=erased.cleaned,
            not_reached={each.what: each.until for each in _not_reached(context, person, now, was_read=was_read)},
            now=now,
        )
        await _note(transaction, person.organization_id, "eraseMe", context.clock.now(), detail={"receipt": receipt_id})
    await erasure.discard(context.database, content_of(context.settings), media_of(context.settings), erased)
    is_overwritten = await context.database.scrub()
    left = _not_reached(context, person, now, was_read=was_read, is_overwritten=is_overwritten)
    told = {
        "id": receipt_id,
        "at": iso(now),
        "cleaned": [{"store": store, "count": count} for store, count in erased.cleaned.items()],
        "notReached": [each.text for each in left],
    }
    return person.session.id, {"receipt": told}


async def _note(
    transaction: Connection,
    organization_id: str,
    operation: str,
    now: int,
    *,
    object_id: str | None = None,
    detail: dict[str, object] | None = None,
) -> None:
    """Records a candidate's action in the organization's audit log, without a name or an address."""
    who: dict[str, Any] = {"user_id": None, "actor": "A candidate", "key_id": None}
    what: dict[str, Any] = {"operation": operation, "object_id": object_id, "detail": detail}
    await audit.note(transaction, organization_id, **who, **what, now=now, is_of_person=True)


async def _may_be_read(context: RoomContext, person: IdentifiedCandidate) -> bool:
    """Whether a connected model may have read this candidate's answers."""
    agreed = await find_agreed(context.database.read, person.organization_id, person.session.id)
    return has_model(person.interview.engine, context.settings.model) and (agreed is None or agreed.has_model)


def _not_reached(
    context: RoomContext, person: IdentifiedCandidate, now: int, *, was_read: bool, is_overwritten: bool | None = None
) -> list[NotReached]:
    """The data that may remain elsewhere after erasing. `was_read`: whether a language model may have read the answers.
    `is_overwritten`: whether the database has overwritten the deleted data; None if that isn't known yet."""
    if is_overwritten is None:
        is_overwritten = context.database.dialect == "sqlite"
    return list_not_reached(
        person.session.language,
        now,
        backups_kept_days=context.settings.backups_kept_days,
        is_overwritten=is_overwritten,
        has_model=was_read,
        has_address=(person.candidate.email or person.session.participant_email) is not None,
    )


async def _erase_person(
    context: RoomContext, transaction: Connection, person: IdentifiedCandidate, now: int
) -> erasure.Erased:
    try:
        return await erasure.erase_person(
            transaction, person.organization_id, person.candidate.id, blank_answer=_blank(context), now=now
        )
    except HeldError as error:
        raise HeldError(lang.of(person.session.language).text("data_rights", "held")) from error


def _blank(context: RoomContext) -> bytes:
    return blank_answer(context.settings.public_url)
