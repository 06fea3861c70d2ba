"""The sessions that are open in this process. A session's room has at most one socket, across all processes."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from weakref import WeakValueDictionary

from aural.candidates import access_repository as entries
from aural.interviewer.protocol import Interviewer
from aural.platform import metrics, traces
from aural.room.context import RoomContext
from aural.room.conversation.live import LiveRoom, Send
from aural.room.conversation.pacing import Paces
from aural.room.conversation.spoken import Voice
from aural.sessions.conversation.analysis_service import read_early
from aural.sessions.conversation.live import FinishedError, GoneError, LiveSession
from aural.sessions.conversation.turn_service import take_turn
from aural.sessions.service import connect, disconnect
from aural.store.database import Connection

logger = logging.getLogger("aural.room")
# An attachment that hasn't been renewed for this long belongs to a dead server.
LEASE_SECONDS = 15
RENEW_SECONDS = 5
LOOK_SECONDS = 0.2
RETRY_SECONDS = 2.0


class OpenElsewhereError(Exception):
    """Another tab or device is in the room, and this one didn't ask to take over."""


class _TakenOverError(Exception):
    """Another process has taken over the room."""


@dataclass(slots=True, eq=False)
class Seat:
    """One socket's place in a room. `displace` closes the socket, because another one has entered the room or the
    session was erased."""

    room: LiveRoom
    attachment: int
    send: Send
    displace: Callable[[], None]
    took_over: bool = False  # whether the room was taken from another tab or device


@dataclass(frozen=True, slots=True)
class _Held:
    """The attachment's number, whether a living server had the room until now, and whether another client was in it."""

    attachment: int
    was_held: bool
    was_others: bool


class Rooms:
    def __init__(self, context: RoomContext, voice: Voice | None = None) -> None:
        self.context, self.voice, self.paces = context, voice, Paces()
        self._seats: dict[str, Seat] = {}
        self._open: dict[str, tuple[LiveRoom, asyncio.Task[None]]] = {}
        self._early: set[asyncio.Task[None]] = set()  # analyses of words that may be a complete answer
        # One lock per session while sockets enter it: a lock stays in the dictionary as long as any of them uses it.
        self._opening: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._warming: asyncio.Future[None] | None = None

    async def enter(
        self,
        organization_id: str,
        session_id: str,
        *,
        client: str,
        take_over: bool,
        send: Send,
        displace: Callable[[], None],
    ) -> Seat:
        """Takes the room for one socket. Raises OpenElsewhereError, and LookupError if the session doesn't exist."""
        lock = self._opening.setdefault(session_id, asyncio.Lock())
        async with lock:
            held = await self._hold(organization_id, session_id, client, take_over)
            was_held = self._give_up(session_id) or held.was_held
            room = await self._room(organization_id, session_id)
            with suppress(FinishedError):
                await self._connect(room, was_held)
            seat = Seat(room, held.attachment, send, displace, held.was_others)
            self._seats[session_id] = seat
            metrics.rooms.set(len(self._seats))
            self._keep_running(room)
            self._warm_up()
            return seat

    def begin(self, seat: Seat) -> None:
        """Lets the socket receive what happens in the room, and lets the interviewer take its turn if that is due."""
        seat.room.attach(seat.send)
        seat.room.awake.set()

    def has(self, seat: Seat) -> bool:
        """Whether the room is still this socket's, as opposed to one that the candidate opened since."""
        return self._seats.get(seat.room.session_id) is seat

    async def refresh(self, session_id: str) -> None:
        """Reloads the session of an open room after another part of the server has changed it."""
        known = self._open.get(session_id)
        if known is not None:
            await known[0].session.refresh()
            known[0].awake.set()

    async def evict(self, session_id: str) -> None:
        """Closes the room of an erased session: disconnects its candidate and removes the session from memory."""
        self._give_up(session_id)
        known = self._open.get(session_id)
        if known is not None:
            known[1].cancel()
            await asyncio.gather(known[1], return_exceptions=True)

    async def leave(self, seat: Seat) -> None:
        room, session = seat.room, seat.room.session
        room.detach(seat.send)
        if not self.has(seat):
            return
        del self._seats[room.session_id]
        metrics.rooms.set(len(self._seats))

        async def release(transaction: Connection) -> None:
            """Raises _TakenOverError if a socket of another process has entered already, so that the session stays
            connected."""
            if not await entries.release_room(
                transaction, session.organization_id, session.session_id, seat.attachment
            ):
                raise _TakenOverError

        try:
            with suppress(_TakenOverError):
                try:
                    await disconnect(room.session, also=release)
                except FinishedError:
                    async with self.context.database.transaction() as transaction:
                        await release(transaction)
        finally:
            room.awake.set()  # so that the runner notices that no socket is listening

    async def close(self) -> None:
        """Closes the open rooms when the server stops. The interviewer says pending words after the restart."""
        tasks: list[asyncio.Future[None]] = [task for _, task in self._open.values()]
        tasks += [self._warming] if self._warming is not None else []
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _give_up(self, session_id: str) -> bool:
        """Displaces the socket that has the room here. Returns whether there was one."""
        former = self._seats.pop(session_id, None)
        metrics.rooms.set(len(self._seats))
        if former is not None:
            former.room.detach(former.send)
            former.displace()
            former.room.awake.set()
        return former is not None

    def _warm_up(self) -> None:
        """Warms up when the first candidate enters, not when the server starts, so that an unused server needs less
        memory."""
        if self._warming is None and self.context.warm_up is not None:
            self._warming = asyncio.ensure_future(self.context.warm_up())

    async def _connect(self, room: LiveRoom, was_held: bool) -> None:
        if was_held and room.session.state.is_connected:  # the earlier connection lasted until now, so its time counts
            await disconnect(room.session)
        await connect(room.session)

    async def _hold(self, organization_id: str, session_id: str, client: str, take_over: bool) -> _Held:
        """Takes the lease on the room. Raises OpenElsewhereError."""
        now = self.context.clock.now()
        async with self.context.database.transaction() as transaction:
            holder = await entries.find_holder(transaction, organization_id, session_id)
            if holder is None:
                raise LookupError(session_id)
            is_stale = self.context.presence.is_gone(holder.attached_by or "")
            is_held = holder.attached_until is not None and holder.attached_until > now and not is_stale
            is_others = is_held and holder.attached_client != client
            if is_others and not take_over:
                raise OpenElsewhereError
            until = now + LEASE_SECONDS * 1000
            attachment = await entries.hold_room(
                transaction, organization_id, session_id, client=client, by=self.context.presence.name, until=until
            )
        return _Held(attachment, is_held, is_others)

    async def _room(self, organization_id: str, session_id: str) -> LiveRoom:
        known = self._open.get(session_id)
        if known is not None:
            if self.context.shares_database:
                await known[0].session.refresh()
            return known[0]
        room = LiveRoom(self.context, await self.context.sessions.open(organization_id, session_id))
        room.expect = lambda text: self._read_early(room, text)
        return room

    def _read_early(self, room: LiveRoom, text: str) -> None:
        session = room.session

        async def read() -> None:
            await read_early(session, await self._interviewer_of(session), text)

        task = asyncio.create_task(read(), name=f"early reading {room.session_id}")
        self._early.add(task)
        task.add_done_callback(self._early.discard)

    async def _interviewer_of(self, session: LiveSession) -> Interviewer:
        return await self.context.interviewer_of(session.organization_id, session.session_id)

    def _keep_running(self, room: LiveRoom) -> None:
        """Starts the room's runner if there is none, such as when the last one ended while the candidate entered."""
        if room.session_id not in self._open:
            task = asyncio.create_task(self._run(room), name=f"room {room.session_id}")
            self._open[room.session_id] = (room, task)

    async def _run(self, room: LiveRoom) -> None:
        """Lets the interviewer take a turn whenever something happens, until no socket is listening."""
        try:
            while True:
                await room.awake.wait()
                room.awake.clear()
                await self._turn(room)
                if room.session_id not in self._seats:
                    return
                room.set_timer()
        finally:
            room.stop_timer()
            room.session.foresight.drop()
            del self._open[room.session_id]

    async def _turn(self, room: LiveRoom) -> None:
        try:
            with traces.span("turn"):
                interviewer = await self._interviewer_of(room.session)
                await take_turn(room.session, interviewer, on_said=room.tell_room)
        except GoneError:
            self._give_up(room.session_id)
        except FinishedError:
            room.tell_room()
        except Exception:
            # The candidate's words are stored. The turn is tried again after RETRY_SECONDS, or before that at the next
            # event or reconnect.
            logger.exception("a turn failed", extra={"session_id": room.session_id})
            room.tell(
                {
                    "type": "error",
                    "code": "STORAGE_UNAVAILABLE",
                    "message": "Your answer is saved. The reply is delayed.",
                    "id": None,
                }
            )
            asyncio.get_running_loop().call_later(RETRY_SECONDS, room.awake.set)

    # --- several processes ------------------------------------------------------------------------------------------

    async def keep_watch(self) -> None:
        """Renews the leases of this process, and gives up rooms that another process took over or whose session was
        erased. Runs as long as the server."""
        renewed = 0.0
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(LOOK_SECONDS if self.context.shares_database else RENEW_SECONDS)
            try:
                await self._look()
                if loop.time() - renewed >= RENEW_SECONDS:
                    renewed = loop.time()
                    await self._renew()
            except Exception:
                logger.exception("the watch over open rooms failed")

    async def _renew(self) -> None:
        self.context.presence.renew()
        if not self._seats:
            return
        until = self.context.clock.now() + LEASE_SECONDS * 1000
        async with self.context.database.transaction() as transaction:
            await entries.renew_rooms(transaction, list(self._seats), by=self.context.presence.name, until=until)

    async def _look(self) -> None:
        if not self._seats:
            return
        seats = dict(self._seats)
        current = await entries.list_attachments(self.context.database.read, list(seats))
        for session_id, seat in seats.items():
            # A socket that entered after the query is newer than its result.
            if self._seats.get(session_id) is seat and current.get(session_id) != seat.attachment:
                self._give_up(session_id)
