"""Connects an open session to its socket: sends frames to the client, and wakes the room when something is due."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from aural.engine.timing import due_at
from aural.room.context import RoomContext
from aural.room.conversation.views import message_view, room_view
from aural.room.protocol.server import ServerFrame
from aural.sessions.conversation.live import LiveSession
from aural.sessions.conversation.log import Message

Send = Callable[[ServerFrame], None]


class LiveRoom:
    """`awake` is set when something has happened or is due. `expect` is called with the words heard so far, at a pause
    that may be the end of the turn."""

    def __init__(self, context: RoomContext, session: LiveSession) -> None:
        self.context = context
        self.session = session
        self.awake = asyncio.Event()
        self.expect: Callable[[str], None] = lambda _text: None
        self._send: Send | None = None
        self._timer: asyncio.TimerHandle | None = None
        session.listener = self

    @property
    def session_id(self) -> str:
        return self.session.session_id

    def attach(self, send: Send) -> None:
        self._send = send
        self.set_timer()

    def detach(self, send: Send) -> bool:
        """Detaches this socket. Returns whether it was still attached."""
        if self._send is not send:
            return False
        self._send = None
        return True

    def tell(self, frame: ServerFrame) -> None:
        if self._send is not None:
            self._send(frame)

    def tell_room(self) -> None:
        session = self.session
        self.tell({"type": "room", "room": room_view(session.plan, session.state, session.clock.now())})

    def on_message(self, message: Message) -> None:
        self.tell({"type": "message", "message": message_view(message)})

    def on_reload(self) -> None:
        self.tell_room()

    def on_change(self) -> None:
        self.set_timer()

    def set_timer(self) -> None:
        self.stop_timer()
        now = self.session.clock.now()
        due = due_at(self.session.plan, self.session.state, now)
        if due is not None and self._send is not None:
            self._timer = asyncio.get_running_loop().call_later(max(0, due - now) / 1000 + 0.05, self.awake.set)

    def stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
