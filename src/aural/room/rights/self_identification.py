"""Voluntary self-identification of sex and ethnicity, separate from the interview and only to check fairness."""

from __future__ import annotations

from aural.engine.privacy.fairness import ETHNICITIES, PREFER_NOT, SEXES
from aural.platform.clock import iso
from aural.platform.errors import BadRequestError, ConflictError
from aural.privacy import self_identification_repository as self_identifications
from aural.room.access.entry import Who
from aural.room.access.identify import IdentifiedCandidate, find_person
from aural.room.context import RoomContext
from aural.room.conversation.views import asks_self_identification
from aural.store.database import Connection

_CHOICES = {"sex": (*SEXES, PREFER_NOT), "ethnicity": (*ETHNICITIES, PREFER_NOT)}
_NOT_ASKED = "This interview doesn't ask for that."


def asks(person: IdentifiedCandidate) -> bool:
    """Whether to ask the candidate: only after the interview, and not if they withdrew consent."""
    if person.session.status == "IN_PROGRESS" or person.session.end_reason == "CONSENT_WITHDRAWN":
        return False
    return asks_self_identification(person.interview)


async def read_answer(context: RoomContext, who: Who) -> dict[str, object]:
    """The response of `GET /room/v1/self-identification`. Raises UnauthorizedError."""
    read = context.database.read
    person = await find_person(context, read, who)
    return {
        "sessionId": person.session.id,
        "title": person.interview.title,
        "organizationName": person.interview.organization_name,
        "isAsked": asks(person),
        **await answer_of(read, person),
        "sexes": list(_CHOICES["sex"]),
        "ethnicities": list(_CHOICES["ethnicity"]),
    }


async def answer_of(connection: Connection, person: IdentifiedCandidate) -> dict[str, object]:
    """The candidate's answers: `sex`, `ethnicity` and `answeredAt`. Each is None if it wasn't answered."""
    row = await self_identifications.find_answer(connection, person.organization_id, person.candidate.id)
    if row is None:
        return {"sex": None, "ethnicity": None, "answeredAt": None}
    return {"sex": row.sex, "ethnicity": row.ethnicity, "answeredAt": iso(row.answered_at)}


async def put_answer(context: RoomContext, who: Who, body: dict[str, object]) -> dict[str, object]:
    """Replaces the candidate's earlier answers, or deletes them if the new ones are empty.

    Raises BadRequestError, ConflictError if the candidate isn't asked, and UnauthorizedError.
    """
    said = {name: _choice(body, name) for name in _CHOICES}
    now = context.clock.now()
    async with context.database.transaction() as transaction:
        person = await find_person(context, transaction, who)
        where = (transaction, person.organization_id, person.candidate.id)
        if said == {"sex": None, "ethnicity": None}:
            await self_identifications.drop_answer(*where)
            return {"savedAt": iso(now)}
        if not asks(person):
            raise ConflictError(_NOT_ASKED)
        await self_identifications.put_answer(*where, sex=said["sex"], ethnicity=said["ethnicity"], now=now)
    return {"savedAt": iso(now)}


def _choice(body: dict[str, object], name: str) -> str | None:
    value = body.get(name)
    if value is not None and value not in _CHOICES[name]:
        raise BadRequestError("Choose one of the answers, or none.", [(name, "is not one of the answers")])
    return value
