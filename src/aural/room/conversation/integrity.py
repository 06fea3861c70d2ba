"""The integrity signals that a candidate's page sends over the session's socket, and their timeline.

A signal is refused if the candidate didn't agree to it or is exempt from it. It is ignored while the clock is stopped.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeGuard

from aural.candidates import accommodation_repository as accommodations
from aural.engine.integrity import (
    CAMERA,
    DEVICE,
    LONGEST_BEAT_SECONDS,
    MARK_SIZES,
    MOST_MARKS,
    STATES,
    Signal,
    SignalData,
    current_state,
    is_exempt,
    is_worth_keeping,
    watched_kinds,
)
from aural.platform.clock import iso
from aural.platform.ids import new_id
from aural.privacy import consent_repository as consents
from aural.privacy.consent_repository import INTEGRITY
from aural.reports.analysis.integrity import Log, TimedMessage, item_json, make_log
from aural.room.access.consent import FACES
from aural.room.access.identify import IdentifiedCandidate
from aural.room.context import RoomContext
from aural.room.protocol.client import FrameError, SignalFrame, WatchingFrame
from aural.room.protocol.server import WatchRequest
from aural.room.recording.tracks import may_record
from aural.sessions import integrity_repository as integrity
from aural.sessions import submission_repository as submissions
from aural.sessions.conversation.live import LiveSession
from aural.sessions.log_repository import find_conversation

FLUSH_SECONDS = 60
MOST_CHARACTERS = 10_000_000
_KEPT_MS = FLUSH_SECONDS * 1000


async def find_watched(context: RoomContext, organization_id: str, session_id: str) -> tuple[str, ...] | None:
    """The kinds of signals that this session's page may report; None if the candidate didn't agree to any."""
    where = (context.database.read, organization_id, session_id)
    if not await consents.has_agreed(*where, INTEGRITY):
        return None
    excluded = set[str]()
    if not await consents.has_agreed(*where, FACES):
        excluded.add(FACES)
    if not (await may_record(*where, CAMERA) and await consents.covers_camera_signals(*where)):
        excluded.add(CAMERA)
    kinds = watched_kinds(await accommodations.list_accommodations(*where))
    return tuple(kind for kind in kinds if kind not in excluded)


async def note_device(context: RoomContext, organization_id: str, session_id: str, state: str) -> None:
    """Records that another tab or device tried to enter or took over, which only the server can see."""
    if await find_watched(context, organization_id, session_id) is None:
        return
    signal = Signal(new_id(), DEVICE, context.clock.now(), {"state": state})
    await _store(context, organization_id, session_id, signal, str(uuid.uuid4()))


async def _store(context: RoomContext, organization_id: str, session_id: str, signal: Signal, client_id: str) -> None:
    """Stores a signal if the session is running and the candidate hasn't been exempted from it meanwhile."""
    async with context.database.transaction() as transaction:
        where = (transaction, organization_id, session_id)
        is_running = await submissions.lock_status(*where) == "IN_PROGRESS"
        if is_running and not is_exempt(signal.kind, await accommodations.list_accommodations(*where)):
            await integrity.add_signal(*where, signal, client_id)


@dataclass(slots=True)
class Watch:
    """Handles the signals of one socket's page. If `kinds` is None, nothing is watched and every signal is refused."""

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

    def view(self) -> WatchRequest | None:
        """The kinds of signals that the page should watch for, as sent to the client."""
        return None if self.kinds is None else {"kinds": list(self.kinds)}

    async def take(self, frame: SignalFrame | WatchingFrame) -> None:
        """Handles a signal or a heartbeat. Raises FrameError."""
        if isinstance(frame, WatchingFrame):
            await self._note_beat()
            return
        if self.kinds is None or frame.kind not in self.kinds:
            raise FrameError("This interview doesn't record signals of this kind.", frame.id)
        kind, at = frame.kind, self.context.clock.now() - frame.ago
        data = _data_of(kind, frame.model_extra or {}, frame.id)
        if self._has_room and self._is_running and is_worth_keeping(kind, data, self._states.get(kind)):
            signal = Signal(new_id(), kind, at, data)
            await _store(self.context, self.session.organization_id, self.session.session_id, signal, frame.id)
            if "state" in data:
                self._states[kind] = data["state"]
            where = (self.context.database.read, self.session.organization_id, self.session.session_id)
            self._has_room = await integrity.has_room(*where)

    @property
    def _is_running(self) -> bool:
        return self.session.state.stopwatch.since is not None

    async def _note_beat(self) -> None:
        """Records a heartbeat. The page counts as watching from its first heartbeat for as long as none is missing."""
        if self.kinds is None:
            raise FrameError("This interview doesn't record signals.")
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
            # The candidate may have withdrawn consent meanwhile.
            if is_there and await consents.has_agreed(transaction, *where, INTEGRITY):
                await integrity.extend_watch(transaction, *where, started_at=self._since, ended_at=self._beat)


def _is_count(value: object, most: int) -> TypeGuard[int]:
    return type(value) is int and 0 <= value <= most


def _data_of(kind: str, raw: Mapping[str, object], frame_id: str) -> SignalData:
    """The fields of the frame that belong to a signal of this kind. Raises FrameError."""
    states = STATES[kind]
    if states:
        given = raw.get("state")
        state = current_state(kind, given) if isinstance(given, str) else None
        if state is None or state not in states:
            raise FrameError(f"The state of {kind} is one of {', '.join(states)}.", frame_id)
        return {"state": state}
    data: SignalData = {"characters": _count(raw, "characters", frame_id)}
    if kind == "typing":
        data["milliseconds"] = _count(raw, "milliseconds", frame_id)
    return {**data, **_marks(raw, frame_id)} if kind == "paste" else data


def _count(raw: Mapping[str, object], name: str, frame_id: str) -> int:
    value = raw.get(name)
    if not _is_count(value, MOST_CHARACTERS):
        raise FrameError(f"{name} must be a whole number, 0 or more.", frame_id)
    return value


def _marks(raw: Mapping[str, object], frame_id: str) -> SignalData:
    marks, size = raw.get("marks", []), raw.get("size", MARK_SIZES[0])
    counts = [mark for mark in marks if _is_count(mark, 0xFFFFFFFF)] if isinstance(marks, list) else None
    if counts is None or counts != marks or len(counts) > MOST_MARKS or size not in MARK_SIZES:
        raise FrameError(f"marks must be at most {MOST_MARKS} 32-bit numbers, with their size.", frame_id)
    return {"marks": counts, "size": size}


# --- afterwards -----------------------------------------------------------------------------------------------------


async def log_of(context: RoomContext, person: IdentifiedCandidate) -> dict[str, object] | None:
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
