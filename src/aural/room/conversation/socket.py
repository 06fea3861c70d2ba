"""The room's WebSocket, `aural.room/1` (docs/room-protocol.md)."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress

import orjson
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from aural.candidates import access_repository as entries
from aural.guard.auth.lookup import find_by
from aural.guard.auth.origins import is_same_origin
from aural.platform import metrics, traces
from aural.platform.errors import StorageUnavailableError
from aural.privacy import consent_repository as consents
from aural.room.access.consent import KEYSTROKES
from aural.room.conversation.frames import read_answer, read_run
from aural.room.conversation.integrity import Watch, note_device
from aural.room.conversation.live import LiveRoom
from aural.room.conversation.pacing import FloodError, Pace
from aural.room.conversation.rooms import OpenElsewhereError, Rooms, Seat
from aural.room.conversation.spoken import Spoken
from aural.room.conversation.views import message_view, room_view
from aural.room.protocol import PROTOCOL
from aural.room.protocol.client import (
    AnswerFrame,
    ClientFrame,
    FrameError,
    HelloFrame,
    PingFrame,
    RequestFrame,
    RunFrame,
    SignalFrame,
    WatchingFrame,
    read_client_frame,
    read_hello,
    read_id,
)
from aural.room.protocol.server import ServerFrame
from aural.sessions.conversation.live import FinishedError, GoneError
from aural.sessions.conversation.space import FullError
from aural.sessions.service import BoardGoneError, record_answer, record_run, record_wish

logger = logging.getLogger("aural.room")
HELLO_SECONDS = 5
MAX_WAITING_FRAMES = 1000
# Requests that stop the interview. A spoken answer that was begun is stored before that: an answer ends a pause.
STOPS = ("pause", "problem")
BOARD_GONE = "This drawing is no longer saved. Save it again, then send it."


class _ClosedError(Exception):
    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code, self.reason = code, reason


_DONE = _ClosedError(1000, "The interview is done.")


async def serve_socket(websocket: WebSocket, rooms: Rooms) -> None:
    if not _is_our_origin(websocket, rooms.context.settings.public_url):
        await websocket.close()  # before it is accepted, so that the client gets a 403
        return
    await websocket.accept()
    try:
        hello = await _hello(websocket)
        await _Connection(websocket, rooms).run(hello)
    except _ClosedError as closed:
        await _close(websocket, closed.code, closed.reason)
    except WebSocketDisconnect:
        pass
    except StorageUnavailableError as error:
        rooms.context.storing.note(error)
        await _close(websocket, 1011, "The storage cannot be used right now.")


def _is_our_origin(websocket: WebSocket, public_url: str | None) -> bool:
    """Whether the page that opens the socket is ours: its Origin must equal the public address."""
    origin = websocket.headers.get("origin", "")
    return public_url is not None and is_same_origin(origin, public_url)


async def _close(websocket: WebSocket, code: int, reason: str) -> None:
    if websocket.application_state is WebSocketState.CONNECTED:
        try:
            await websocket.close(code, reason)
        except (RuntimeError, WebSocketDisconnect):
            logger.debug("the client had closed the socket already")


async def _hello(websocket: WebSocket) -> HelloFrame:
    try:
        raw = await asyncio.wait_for(_receive(websocket), HELLO_SECONDS)
        hello = read_hello(raw)
    except TimeoutError as error:
        raise _ClosedError(4408, "The first frame, hello, did not come in time. Connect again.") from error
    except FrameError as error:
        raise _ClosedError(4400, str(error)) from error
    if hello.protocol != PROTOCOL:
        raise _ClosedError(4426, f"This server speaks {PROTOCOL}.")
    return hello


async def _receive(websocket: WebSocket) -> str:
    received = await _receive_any(websocket)
    if isinstance(received, bytes):
        raise FrameError("The first frame must be text.")
    return received


async def _receive_any(websocket: WebSocket) -> str | bytes:
    event = await websocket.receive()
    if event["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(event.get("code", 1006))
    text: str | None = event.get("text")
    return bytes(event["bytes"]) if text is None else text


class _Connection:
    """One candidate's socket, from `hello` to the close."""

    def __init__(self, websocket: WebSocket, rooms: Rooms) -> None:
        self._websocket = websocket
        self._rooms = rooms
        self._outgoing: asyncio.Queue[ServerFrame | bytes | _ClosedError] = asyncio.Queue()
        self._is_slow = False
        self._voice = Spoken(rooms.voice, self._put, self._put)
        self._watch: Watch | None = None
        self._requests: set[asyncio.Task[None]] = set()  # one that stops the interview, and those after it
        self._in_order = asyncio.Lock()

    def _put(self, frame: ServerFrame | bytes) -> None:
        if self._is_slow or self._outgoing.qsize() >= MAX_WAITING_FRAMES:
            # Nothing more is sent on this socket. After the client reconnects, it gets what it missed.
            self._is_slow = True
            return
        self._outgoing.put_nowait(frame)

    def _send(self, frame: ServerFrame) -> None:
        self._put(frame)
        self._voice.follow(frame)
        if frame["type"] == "room" and frame["room"]["state"] == "done":
            self._voice.after_last_words(lambda: self._outgoing.put_nowait(_DONE))

    def _displace(self) -> None:
        self._outgoing.put_nowait(_ClosedError(4410, "The interview continues elsewhere."))

    async def run(self, hello: HelloFrame) -> None:
        context = self._rooms.context
        async with context.database.transaction() as transaction:
            now = context.clock.now()
            found = await find_by(
                context.secrets, hello.ticket, lambda digest: entries.use_ticket(transaction, digest, now)
            )
        if found is None:
            raise _ClosedError(4401, "The ticket is unknown, used or expired. Ask for a new one.")
        try:
            seat = await self._rooms.enter(
                *found, client=hello.client, take_over=hello.take_over, send=self._send, displace=self._displace
            )
        except OpenElsewhereError as error:
            await note_device(context, *found, "knocked")
            raise _ClosedError(4409, "The interview is open in another tab or device.") from error
        try:
            if seat.took_over:
                await note_device(context, *found, "took_over")
            await self._welcome(seat, hello.after)
            await self._talk(seat)
        finally:
            await asyncio.shield(self._leave(seat))

    async def _leave(self, seat: Seat) -> None:
        await asyncio.gather(*self._requests, return_exceptions=True)
        await self._voice.close()
        try:
            if self._watch is not None:
                await self._watch.close()
        finally:
            await self._rooms.leave(seat)

    async def _welcome(self, seat: Seat, after: int) -> None:
        room, session, context = seat.room, seat.room.session, self._rooms.context
        plan = session.plan
        where = (context.database.read, session.organization_id, session.session_id)
        may_record = await consents.has_agreed(*where, KEYSTROKES)
        self._watch = await Watch.open(context, session)
        self._send(
            {
                "type": "welcome",
                "protocol": PROTOCOL,
                "sessionId": session.session_id,
                "interview": {
                    "title": session.plan.title,
                    "aiName": session.plan.ai_name,
                    "language": session.plan.language,
                },
                "participantName": session.conversation.participant_name,
                "messages": [message_view(message) for message in session.messages if message.seq > after],
                "room": room_view(plan, session.state, context.clock.now()),
                "keystrokes": may_record,
                "watch": self._watch.view(),
            }
        )
        self._rooms.begin(seat)
        if session.state.phase == "ended":
            room.tell_room()

    async def _talk(self, seat: Seat) -> None:
        is_paced = bool(self._rooms.context.settings.rate_limit_per_minute)
        pace = self._rooms.paces.of(seat.room.session_id) if is_paced else None
        reader = asyncio.create_task(self._read(seat, pace))
        writer = asyncio.create_task(self._write())
        done, waiting = await asyncio.wait((reader, writer), return_when=asyncio.FIRST_COMPLETED)
        for task in waiting:
            task.cancel()
        await asyncio.gather(*done, *waiting, return_exceptions=True)  # an error is raised below
        for task in done:
            task.result()

    async def _write(self) -> None:
        while True:
            frame = await self._outgoing.get()
            if isinstance(frame, _ClosedError):
                raise frame
            if self._is_slow and self._outgoing.empty():
                raise _ClosedError(1011, "The connection is too slow.")
            if isinstance(frame, bytes):
                await self._websocket.send_bytes(frame)
            else:
                await self._websocket.send_text(orjson.dumps(frame).decode())

    async def _read(self, seat: Seat, pace: Pace | None) -> None:
        room = seat.room
        while True:
            if self._is_slow:
                raise _ClosedError(1011, "The connection is too slow.")
            try:
                received = await _receive_any(self._websocket)
                if isinstance(received, bytes):
                    if pace is not None:
                        await pace.wait_for_sound(len(received))
                    await self._voice.sound(received)
                elif self._is_in_time(received, pace):
                    await self._handle(seat, read_client_frame(received))
            except FrameError as error:
                await self._refuse_unless_known(room, "BAD_REQUEST", str(error), error.frame_id)
            except FloodError as error:
                raise _ClosedError(4429, "The client sent far more at once than a page does.") from error

    def _is_in_time(self, received: str, pace: Pace | None) -> bool:
        """Returns whether the session may send this now; refuses the frame otherwise. Raises FloodError, FrameError."""
        seconds = 0 if pace is None else pace.take_text(len(received))
        if seconds:
            again = f"Too much was sent at once. Send this again in {seconds} seconds."
            self._refuse("RATE_LIMITED", again, read_id(received))
        return not seconds

    async def _refuse_unless_known(self, room: LiveRoom, code: str, message: str, frame_id: str | None) -> None:
        """Refuses a frame unless it was stored before: a resent frame is always acknowledged again."""
        if frame_id is None or not await self._acknowledge(room, frame_id):
            self._refuse(code, message, frame_id)

    async def _acknowledge(self, room: LiveRoom, frame_id: str) -> bool:
        """Acknowledges the frame if it is stored. Returns whether it is."""
        stored = await room.session.log.find(frame_id)
        if stored is not None:
            self._send({"type": "ack", "id": frame_id, "seq": stored[1]})
        return stored is not None

    def _refuse(self, code: str, message: str, frame_id: str | None) -> None:
        self._send({"type": "error", "code": code, "message": message, "id": frame_id})

    async def _handle(self, seat: Seat, frame: ClientFrame) -> None:
        room = seat.room
        match frame:
            case RequestFrame() if self._requests or (frame.kind in STOPS and room.session.is_spoken):
                # The socket must still be read, because recognition can take longer than the page waits for a pong.
                request = asyncio.create_task(self._take_in_order(seat, frame))
                self._requests.add(request)
                request.add_done_callback(self._taken)
            case AnswerFrame() | RequestFrame() | RunFrame():
                await self._take(room, frame)
            case PingFrame():
                self._send({"type": "pong", "at": frame.at})
            case SignalFrame() | WatchingFrame():
                await self._watched(frame)
            case HelloFrame():
                raise FrameError("The room is open already.")
            case _:
                await self._voice.handle(room, frame)

    async def _take_in_order(self, seat: Seat, frame: RequestFrame) -> None:
        async with self._in_order:
            if frame.kind in STOPS:
                await seat.room.session.has_heard_more()
            if self._rooms.has(seat):  # a candidate who has come back meanwhile doesn't want to stop
                await self._take(seat.room, frame)

    def _taken(self, request: asyncio.Task[None]) -> None:
        self._requests.discard(request)
        if not request.cancelled() and request.exception() is not None:
            logger.error("a request failed", exc_info=request.exception())
            self._outgoing.put_nowait(_ClosedError(1011, "The request failed. Connect again."))

    async def _take(self, room: LiveRoom, frame: AnswerFrame | RequestFrame | RunFrame) -> None:
        try:
            await self._store(room, frame)
        except GoneError:
            self._refuse("CONFLICT", "Everything about this interview was erased. Nothing more is stored.", frame.id)
            self._displace()
        except FinishedError:
            await self._refuse_unless_known(room, "CONFLICT", "The interview is finished.", frame.id)
        except FullError as error:
            await self._refuse_unless_known(room, "CONFLICT", str(error), frame.id)
        except BoardGoneError:
            await self._refuse_unless_known(room, "BAD_REQUEST", BOARD_GONE, frame.id)
        except StorageUnavailableError as error:
            self._rooms.context.storing.note(error)
            self._refuse(StorageUnavailableError.code, error.message, frame.id)

    async def _watched(self, frame: SignalFrame | WatchingFrame) -> None:
        """Handles an integrity signal. If the storage fails, the page sends the signal again."""
        assert self._watch is not None  # set before the welcome was sent
        with suppress(StorageUnavailableError):
            await self._watch.take(frame)
            if isinstance(frame, SignalFrame):
                self._send({"type": "ack", "id": frame.id, "seq": None})

    async def _store(self, room: LiveRoom, frame: AnswerFrame | RequestFrame | RunFrame) -> None:
        match frame:
            case AnswerFrame():
                answer = read_answer(frame, room.session.plan, room.session.state)
                with metrics.answers.time(), traces.span("store answer"):
                    recorded = await record_answer(room.session, answer)
            case RequestFrame():
                recorded = await record_wish(room.session, frame.id, frame.kind, frame.text or None)
            case RunFrame():
                question_id, run = read_run(frame, room.session.plan, room.session.state)
                recorded = await record_run(room.session, frame.id, question_id, run)
        self._send({"type": "ack", "id": frame.id, "seq": recorded.seq})
        if recorded.is_new and not isinstance(frame, RunFrame):
            room.tell_room()
            room.awake.set()
