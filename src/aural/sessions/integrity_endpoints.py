"""Integrity signals, if the candidate agreed to them. They are read-only and never affect a score."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from aural.api.operations import Answer, Call, Operations, Reply
from aural.api.validation import Json, Output
from aural.engine.privacy.transcript_check import check_until
from aural.platform.clock import iso
from aural.privacy import consent_repository as consents
from aural.reports.analysis.integrity import Item, Log, TimedMessage, item_json, make_log
from aural.sessions import examples
from aural.sessions import integrity_repository as integrity
from aural.sessions import repository as sessions
from aural.sessions.endpoints import find_session
from aural.sessions.log_repository import find_conversation

operations = Operations("Sessions")
CONSENT = "integrity"


class IntegrityItemOut(Output):
    """One signal, or several of the same kind within a minute."""

    id: str
    kind: Literal[
        "away", "paste", "copy", "typing", "screens", "fullscreen", "device", "camera", "faces", "read_aloud"
    ] = Field(
        description="`away`: the page was left. `paste`: a text that was not copied from the page. `typing`: text that "
        "appeared faster than a person can type, which dictation and text expanders also cause. `device`: a "
        "second tab or device. `read_aloud`: a spoken answer that matches a paste word for word."
    )
    state: str | None = Field(
        description="away: `hidden` or `unfocused` (still visible); device: `knocked` or `took_over`; camera: "
        "`interrupted` (the picture broke off) or `covered` (dark); faces: `none` or `several`; screens: `extended`; "
        "fullscreen: `left`."
    )
    at: str
    until: str | None
    count: int
    seconds: int | None = Field(description="The total of all `count` signals. null: an event without a length.")
    characters: int | None
    message_id: str | None = Field(description="The last message at that time, for its place in the transcript.")
    comment: str | None = Field(description="The candidate's comment on it, once their review is over.")
    commented_at: str | None


class IntegrityOut(Output):
    """The recorded signals. An empty list doesn't mean that nothing happened: check how long the page was watching."""

    is_watched: bool = Field(
        description="false: watching was switched off, or the candidate did not agree or withdrew consent."
    )
    watched_seconds: int = Field(description="How long the page reported that it was watching.")
    of_seconds: int = Field(description="How long the session's clock ran. Pauses are private.")
    comments_until: str | None = Field(description="When the time to comment ends. null: it is over, or hasn't begun.")
    items: list[IntegrityItemOut]


@operations.get(
    "/sessions/{id}/integrity",
    id="getIntegrity",
    summary="Get the integrity signals of a session",
    description="A timeline of how the interview was taken, with the candidate's comments, as a basis for questions. "
    "Recorded only if `antiCheatingEnabled` was on and the candidate agreed. It changes no score, and no one fails "
    "because of it.",
    answer=Answer(IntegrityOut, examples.INTEGRITY),
    find=find_session,
)
async def get_integrity(call: Call) -> Reply:
    call.context.gate.note_access(call.caller, call.id)
    where = (call.connection, call.organization_id, call.id)
    log = await _make(call)
    session: sessions.Session = call.found
    until = _open_until(session, call.now)
    comments = await integrity.list_comments(*where) if session.completed_at and until is None else {}
    return Reply(
        {
            "isWatched": await consents.has_agreed(*where, CONSENT),
            "watchedSeconds": log.watched_seconds,
            "ofSeconds": log.of_seconds,
            "commentsUntil": None if until is None else iso(until),
            "items": [_item_json(item, comments.get(item.id)) for item in log.items],
        }
    )


async def _make(call: Call) -> Log:
    where = (call.connection, call.organization_id, call.id)
    found = await find_conversation(*where)
    if found is None:
        return Log((), 0, 0)
    signals, watches = await integrity.list_signals(*where), await integrity.list_watches(*where)
    said = [TimedMessage.of(m.id, m.created_at, m.role, m.content, m.data) for m in found.messages]
    return make_log(found.plan, found.entries, said, signals, watches, call.found.completed_at or call.now)


def _item_json(item: Item, comment: integrity.Comment | None) -> Json:
    made: Json = {"comment": None, "commentedAt": None}
    if comment is not None:
        made = {"comment": comment.comment, "commentedAt": iso(comment.commented_at)}
    return item_json(item) | made


def _open_until(session: sessions.Session, now: int) -> int | None:
    """The instant until which the candidate may change their comments; None if they may not."""
    until = check_until(session)
    return until if until is not None and now < until and session.review_sent_at is None else None
