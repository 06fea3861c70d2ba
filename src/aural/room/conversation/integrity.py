"""Signals of integrity that the candidate's page sends over the socket of its session, and their timeline.

A signal is ignored if the candidate didn't agree to it or is exempt from it, or while the clock is stopped.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aural.candidates import accommodation_repository as accommodations
from aural.engine.integrity import (
    DEVICE,
    LONGEST_BEAT_SECONDS,
    MARK_SIZES,
    MOST_MARKS,
    STATES,
    Signal,
    is_exempt,
    is_worth_keeping,
    watched_kinds,
)
from aural.platform.clock import iso
from aural.platform.ids import new_id
from aural.privacy import consent_repository as consents
from aural.reports.analysis.integrity import Log, TimedMessage, item_json, make_log
from aural.room.access.consent import FACES, INTEGRITY
from aural.room.access.identify import IdentifiedCandidate
from aural.room.context import RoomContext
from aural.room.conversation.frames import FrameError, frame_id_of
from aural.sessions import integrity_repository as integrity
from aural.sessions import submission_repository as submissions
from aural.sessions.conversation.live import LiveSession
from aural.sessions.log_repository import find_conversation

FRAMES = frozenset({"signal", "watching"})
FLUSH_SECONDS = 60
MOST_AGO_MS = 3_600_000
MOST_CHARACTERS = 10_000_000
_KEPT_MS = FLUSH_SECONDS * 1000


async def find_watched(context: RoomContext, organization_id: str, session_id: str) -> tuple[str, ...] | None:
    """The kinds of signals that this session's page may report; None if the candidate didn't agree to any."""
    where = (context.database.read, organization_id, session_id)
    if not await consents.has_agreed(*where, INTEGRITY):
        return None
    kinds = watched_kinds(await accommodations.list_accommodations(*where))
    return kinds if await consents.has_agreed(*where, FACES) else tuple(kind for kind in kinds if kind != FACES)


async def note_device(context: RoomContext, organization_id: str, session_id: str, state: str) -> None:
    """Notes that another tab or device knocked or took over, which only the server can see."""
    if await find_watched(context, organization_id, session_id) is None:
        return
    signal = Signal(new_id(), DEVICE, context.clock.now(), {"state": state})
    await _store(context, organization_id, session_id, signal, str(uuid.uuid4()))


async def _store(context: RoomContext, organization_id: str, session_id: str, signal: Signal, client_id: str) -> None:
    """Stores a signal if the session is running and the candidate isn't exempt; they may have become so meanwhile."""
    async with context.database.transaction() as transaction:
        where = (transaction, organization_id, session_id)
        is_running = await submissions.lock_status(*where) == "IN_PROGRESS"
        if is_running and not is_exempt(signal.kind, await accommodations.list_accommodations(*where)):
            await integrity.add_signal(*where, signal, client_id)


@dataclass(slots=True)
class Watch:
    """The signals of one socket's page. If `kinds` is None, nothing is watched and every signal is refused."""

    context: RoomContext
    session: LiveSession
    kinds: tuple[str, ...] | None
    _states: dict[str, str] = field(default_factory=dict)
    _since: int | None = None
    _beat: int = 0
    _flushed: int = 0
    _has_room: bool = True

    @classmethod
    async def open(cls, context: RoomContext, session: LiveSession) -> Watch:
        kinds = await find_watched(context, session.organization_id, session.session_id)
        watch = cls(context, session, kinds)
        if kinds is not None:
            where = (context.database.read, session.organization_id, session.session_id)
            watch._states = await integrity.find_states(*where)
            watch._has_room = await integrity.has_room(*where)
        return watch

    def view(self) -> dict[str, Any] | None:
        """The kinds of signals that the page should watch for, as sent to the client."""
        return None if self.kinds is None else {"kinds": list(self.kinds)}

    async def take(self, raw: Mapping[str, Any]) -> str | None:
        """Handles a frame of one of the types in FRAMES. Returns the id to acknowledge, or None. Raises FrameError."""
        if raw["type"] == "watching":
            await self._note_beat()
            return None
        frame_id = frame_id_of(raw)
        kind, at, data = self._parse(raw, frame_id)
        if self._has_room and self._is_running and is_worth_keeping(kind, data, self._states.get(kind)):
            signal = Signal(new_id(), kind, at, data)
            await _store(self.context, self.session.organization_id, self.session.session_id, signal, frame_id)
            if "state" in data:
                self._states[kind] = data["state"]
            where = (self.context.database.read, self.session.organization_id, self.session.session_id)
            self._has_room = await integrity.has_room(*where)
        return frame_id

    @property
    def _is_running(self) -> bool:
        return self.session.state.stopwatch.since is not None

    def _parse(self, raw: Mapping[str, Any], frame_id: str) -> tuple[str, int, dict[str, Any]]:
        kind, ago = raw.get("kind"), raw.get("ago", 0)
        if self.kinds is None or kind not in self.kinds:
            raise FrameError("Nothing of this kind is noted in this interview.", frame_id)
        if not _is_count(ago, MOST_AGO_MS):
            raise FrameError("ago must be milliseconds before now, an hour at most.", frame_id)
        return str(kind), self.context.clock.now() - ago, _data_of(str(kind), raw, frame_id)

    async def _note_beat(self) -> None:
        """Notes a beat. The page was watching from its first beat on, as long as no beat is missing."""
        if self.kinds is None:
            raise FrameError("This interview is not watched.")
        now = self.context.clock.now()
        if self._since is None or now - self._beat > LONGEST_BEAT_SECONDS * 1000:
            await self._flush()
            self._since = self._flushed = now
        self._beat = now
        if now - self._flushed >= _KEPT_MS:
            await self._flush()
            self._flushed = now

    async def close(self) -> None:
        """Stores how long the page was watching."""
        await self._flush()

    async def _flush(self) -> None:
        if self._since is None or self._beat <= self._since:
            return
        where = (self.session.organization_id, self.session.session_id)
        async with self.context.database.transaction() as transaction:
            is_there = await submissions.lock_status(transaction, *where) is not None
            if is_there and await consents.has_agreed(transaction, *where, INTEGRITY):  # it may be withdrawn
                await integrity.extend_watch(transaction, *where, started_at=self._since, ended_at=self._beat)


def _is_count(value: Any, most: int) -> bool:
    return type(value) is int and 0 <= value <= most


def _data_of(kind: str, raw: Mapping[str, Any], frame_id: str) -> dict[str, Any]:
    """The data of the signal apart from its kind, without any other fields of the frame. Raises FrameError."""
    states = STATES[kind]
    if states:
        if raw.get("state") not in states:
            raise FrameError(f"The state of {kind} is one of {', '.join(states)}.", frame_id)
        return {"state": raw["state"]}
    data: dict[str, Any] = {}
    for name in ("characters", "milliseconds") if kind == "typing" else ("characters",):
        if not _is_count(raw.get(name), MOST_CHARACTERS):
            raise FrameError(f"{name} must be a whole number, 0 or more.", frame_id)
        data[name] = raw[name]
    return data | (_marks(raw, frame_id) if kind == "paste" else {})


def _marks(raw: Mapping[str, Any], frame_id: str) -> dict[str, Any]:
    marks, size = raw.get("marks", []), raw.get("size", MARK_SIZES[0])
    is_list = isinstance(marks, list) and len(marks) <= MOST_MARKS
    if size not in MARK_SIZES or not is_list or not all(_is_count(mark, 0xFFFFFFFF) for mark in marks):
        raise FrameError(f"marks are at most {MOST_MARKS} numbers of 32 bits, with their size.", frame_id)
    return {"marks": marks, "size": size}


# --- afterwards -----------------------------------------------------------------------------------------------------


async def log_of(context: RoomContext, person: IdentifiedCandidate) -> dict[str, Any] | None:
    """The timeline of signals, exactly as a reader of the report sees it; None if the candidate didn't agree to it."""
    where = (context.database.read, person.organization_id, person.session.id)
    if not await consents.has_agreed(*where, INTEGRITY):
        return None
    log = await make(context, person)
    comments = await integrity.list_comments(*where)
    return {
        "watchedSeconds": log.watched_seconds,
        "ofSeconds": log.of_seconds,
        "items": [
            item_json(item)
            | {
                "comment": comments[item.id].comment if item.id in comments else None,
                "commentedAt": iso(comments[item.id].commented_at) if item.id in comments else None,
            }
            for item in log.items
        ],
    }


async def make(context: RoomContext, person: IdentifiedCandidate) -> Log:
    where = (context.database.read, person.organization_id, person.session.id)
    found = await find_conversation(*where)
    if found is None:
        return Log((), 0, 0)
    signals, watches = await integrity.list_signals(*where), await integrity.list_watches(*where)
    end = person.session.completed_at or context.clock.now()
    said = [TimedMessage.of(m.id, m.created_at, m.role, m.content, m.data) for m in found.messages]
    return make_log(found.plan, found.entries, said, signals, watches, end)
