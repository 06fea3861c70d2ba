"""The sessions that are open in this process, and who holds each of them, here or in another process."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass

from aural.interview.log import Connected, Disconnected
from aural.room.context import RoomContext
from aural.room.live import LiveRoom, Send
from aural.room.turn import take_turn
from aural.store import entries
from aural.store.conversations import find_conversation

logger = logging.getLogger("aural.room")
# An attachment that is not renewed for so long belongs to a dead server.
LEASE_SECONDS = 15
RENEW_SECONDS = 5
LOOK_SECONDS = 0.2


class OpenElsewhereError(Exception):
    """Another tab or device holds the room, and this one did not ask to take over."""


@dataclass(slots=True, eq=False)
class Seat:
    """One socket's place in a room. `displace` tells the socket that another one took over."""

    room: LiveRoom
    attachment: int
    send: Send
    displace: Callable[[], None]


class Rooms:
    def __init__(self, context: RoomContext) -> None:
        self.context = context
        self._seats: dict[str, Seat] = {}
        self._open: dict[str, tuple[LiveRoom, asyncio.Task[None]]] = {}
        self._opening: dict[str, asyncio.Lock] = {}

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
        """Takes the room for one socket. Raises OpenElsewhereError; LookupError where there is no such session."""
        lock = self._opening.setdefault(session_id, asyncio.Lock())
        async with lock:
            attachment = await self._hold(organization_id, session_id, client, take_over)
            former = self._seats.pop(session_id, None)
            if former is not None:
                former.room.detach(former.send)
                former.displace()
            room = await self._room(organization_id, session_id)
            now = self.context.clock.now()
            if room.state.phase != "ended":
                await room.record(lambda _state: (Connected(now), None))
            seat = Seat(room, attachment, send, displace)
            self._seats[session_id] = seat
            return seat

    def begin(self, seat: Seat) -> None:
        """From now on the socket hears the room; the turn that stands open is taken."""
        seat.room.attach(seat.send)
        seat.room.awake.set()

    async def leave(self, seat: Seat) -> None:
        session_id = seat.room.session_id
        seat.room.detach(seat.send)
        if self._seats.get(session_id) is not seat:
            return
        del self._seats[session_id]
        now = self.context.clock.now()
        if seat.room.state.phase != "ended":
            await seat.room.record(lambda _state: (Disconnected(now), None))
        async with self.context.database.transaction() as transaction:
            await entries.release_room(transaction, seat.room.organization_id, session_id, seat.attachment)
        seat.room.stop_timer()
        seat.room.awake.set()  # lets the runner see that nobody listens any more

    async def _hold(self, organization_id: str, session_id: str, client: str, take_over: bool) -> int:
        now = self.context.clock.now()
        async with self.context.database.transaction() as transaction:
            holder = await entries.find_holder(transaction, organization_id, session_id)
            if holder is None:
                raise LookupError(session_id)
            is_held = holder.attached_until is not None and holder.attached_until > now
            is_stale = (
                _host(holder.attached_by) == _host(self.context.holder) and holder.attached_by != self.context.holder
            )
            if is_held and not is_stale and holder.attached_client != client and not take_over:
                raise OpenElsewhereError
            until = now + LEASE_SECONDS * 1000
            return await entries.hold_room(
                transaction, organization_id, session_id, client=client, by=self.context.holder, until=until
            )

    async def _room(self, organization_id: str, session_id: str) -> LiveRoom:
        known = self._open.get(session_id)
        if known is not None and not known[1].done():
            if self.context.shares_database:
                await known[0].reload()
            return known[0]
        conversation = await find_conversation(self.context.database.read, organization_id, session_id)
        if conversation is None:
            raise LookupError(session_id)
        room = LiveRoom(self.context, conversation)
        task = asyncio.create_task(self._run(room), name=f"room {session_id}")
        self._open[session_id] = (room, task)
        return room

    async def _run(self, room: LiveRoom) -> None:
        """Takes turns whenever something happened, until nobody listens any more."""
        try:
            while True:
                await room.awake.wait()
                room.awake.clear()
                brain = await self.context.brain_of(room.organization_id)
                await self._turn(room, brain)
                if not room.is_attached and room.session_id not in self._seats:
                    return
        finally:
            if self._open.get(room.session_id, (None,))[0] is room:
                del self._open[room.session_id]
                self._opening.pop(room.session_id, None)

    async def _turn(self, room: LiveRoom, brain: object) -> None:
        try:
            await take_turn(room, brain)  # type: ignore[arg-type]
        except Exception:
            # The candidate's words are stored; the next thing that happens, or a reconnect, tries again.
            logger.exception("a turn failed", extra={"session_id": room.session_id})
            room.tell(
                {
                    "type": "error",
                    "code": "STORAGE_UNAVAILABLE",
                    "message": "Your answer is saved. The reply is delayed.",
                    "id": None,
                }
            )
            asyncio.get_running_loop().call_later(2, room.awake.set)

    # --- several processes ------------------------------------------------------------------------------------------

    async def keep_watch(self) -> None:
        """Renews what this process holds, and gives up what another process took over. Runs as long as the server."""
        renewed = 0.0
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(LOOK_SECONDS if self.context.shares_database else RENEW_SECONDS)
            try:
                if self.context.shares_database:
                    await self._look()
                if loop.time() - renewed >= RENEW_SECONDS:
                    renewed = loop.time()
                    await self._renew()
            except Exception:
                logger.exception("the watch over open rooms failed")

    async def _renew(self) -> None:
        if not self._seats:
            return
        until = self.context.clock.now() + LEASE_SECONDS * 1000
        async with self.context.database.transaction() as transaction:
            await entries.renew_rooms(transaction, list(self._seats), by=self.context.holder, until=until)

    async def _look(self) -> None:
        if not self._seats:
            return
        current = await entries.list_attachments(self.context.database.read, list(self._seats))
        for session_id, seat in list(self._seats.items()):
            if current.get(session_id, seat.attachment) != seat.attachment:
                self._seats.pop(session_id, None)
                seat.room.detach(seat.send)
                seat.displace()


def _host(holder: str | None) -> str:
    return (holder or "").rpartition("#")[0]
