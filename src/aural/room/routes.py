"""The room over HTTP: `/room/v1/…` for the client, `/i/…` for the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket

from aural.candidates import access_repository as entries
from aural.guard.auth.lookup import find_by
from aural.guard.http.bodies import read_body
from aural.guard.http.headers import API_HEADERS, LOGO_HEADERS, request_id
from aural.organizations import settings_repository as settings
from aural.platform.errors import (
    AuralError,
    BadRequestError,
    ConflictError,
    DrainingError,
    NotFoundError,
    PayloadTooLargeError,
    RateLimitedError,
    StorageUnavailableError,
    UnauthorizedError,
    error_body,
)
from aural.room.access.calls import (
    address_of,
    answer,
    bearer_of,
    cookie_of,
    count_address,
    optional_text,
    read_object,
    session_of,
    set_cookie,
    who_calls,
    who_opens,
)
from aural.room.access.entry import Who, describe, open_door
from aural.room.access.services import find_speech_refusal
from aural.room.access.sessions import enter, make_ticket
from aural.room.context import RoomContext
from aural.room.conversation.rooms import Rooms
from aural.room.conversation.socket import serve_socket
from aural.room.conversation.submissions import Desk
from aural.room.recording.recordings import recording_routes
from aural.room.rights.routes import person_routes
from aural.settings.budgets import CAPTIONS_OF_ADDRESS

RETRY_SECONDS = 10
MOST_SOUND_MS = 8000  # the longest sound that a microphone check may send
BYTES_PER_MS = 32  # PCM16, 16 kHz, mono
# Per address: several people may share one, and each sends about one check a second while speaking.
MOST_CHECKS_A_MINUTE = CAPTIONS_OF_ADDRESS.most


def room_routes(rooms: Rooms, page: Callable[[Request], Response]) -> list[BaseRoute]:
    """`page` returns the web application's HTML."""
    entrance = _Entrance(rooms, page)
    desk = Desk(rooms.context)

    crowd = Crowd(rooms.context.settings.room_sockets_per_address)

    async def socket(websocket: WebSocket) -> None:
        if rooms.context.draining.has_begun:
            await _turn_away(rooms.context, websocket, DrainingError())
            return
        with crowd.place(address_of(rooms.context, websocket)) as is_there:
            await (serve_socket(websocket, rooms) if is_there else _turn_away(rooms.context, websocket, _crowded()))

    return [
        Route("/room/v1/entry", entrance.entry, methods=["POST"]),
        Route("/room/v1/sessions", entrance.sessions, methods=["POST"]),
        Route("/room/v1/tickets", entrance.tickets, methods=["POST"]),
        Route("/room/v1/logos/{slug}", entrance.logo, methods=["GET"]),
        Route("/room/v1/captions", Trial(rooms).hear, methods=["POST"]),
        Route("/room/v1/work", desk.load, methods=["GET"]),
        Route("/room/v1/work/{question_id}", desk.save, methods=["PUT"]),
        Route("/room/v1/files/{file_id}", desk.picture, methods=["GET"]),
        Route("/room/v1/keystrokes/{question_id}", desk.type, methods=["POST"]),
        *recording_routes(rooms.context),
        WebSocketRoute("/room/v1/socket", socket),
        *person_routes(rooms),
        Route("/i/invite/{token}", entrance.invite),
        Route("/i/{slug}", entrance.page),
        Route("/i/{slug}/{page}", entrance.page),
    ]


class _Entrance:
    """The routes that a candidate's browser calls before it opens a socket."""

    def __init__(self, rooms: Rooms, page: Callable[[Request], Response]) -> None:
        self._rooms = rooms
        self._context = rooms.context
        self._page = page

    async def entry(self, request: Request) -> Response:
        body = await read_object(request)
        door = await describe(self._context, self._visitor(request, body), optional_text(body, "language"))
        if door["state"] == "unknown":
            await count_address(self._context, request, "links")
        return answer(door)

    async def sessions(self, request: Request) -> Response:
        self._context.draining.require_open()
        body = await read_object(request)
        try:
            entered = await enter(self._context, self._visitor(request, body), body)
        except NotFoundError:
            await count_address(self._context, request, "links")
            raise
        if body.get("adjustments"):
            await self._rooms.refresh(entered.session_id)
        state = "new" if entered.is_new else "resumed"
        response = answer({"sessionId": entered.session_id, "state": state, "personalUrl": entered.personal_url})
        set_cookie(self._context, response, str(body["slug"]), entered.cookie)
        return response

    def _visitor(self, request: Request, body: dict[str, object]) -> Who:
        return replace(who_opens(request, body), address=address_of(self._context, request))

    async def tickets(self, request: Request) -> Response:
        self._context.draining.require_open()
        bearer = bearer_of(request)
        cookie = None if bearer else cookie_of(request, optional_text(await read_object(request), "slug") or "")
        try:
            return answer(await make_ticket(self._context, cookie=cookie, token=bearer, session_id=session_of(request)))
        except UnauthorizedError:
            await count_address(self._context, request, "links")
            raise

    async def invite(self, request: Request) -> Response:
        token = request.path_params["token"]
        reader = self._context.database.read
        slug = await find_by(self._context.secrets, token, lambda digest: entries.find_slug_by_token(reader, digest))
        return self._page(request) if slug is None else RedirectResponse(f"/i/{slug}?token={token}", 302)

    async def logo(self, request: Request) -> Response:
        """Serves the organization's logo to anyone who has the link, as a picture that browsers never execute."""
        content = await settings.find_logo_by_slug(self._context.database.read, request.path_params["slug"])
        if content is None:
            raise NotFoundError
        return Response(content, media_type="image/png", headers=LOGO_HEADERS)

    async def page(self, request: Request) -> Response:
        slug, page = request.path_params["slug"], self._page(request)
        with suppress(StorageUnavailableError):  # the page itself reports the problem
            if slug.isprintable() and await entries.is_test(self._context.database.read, slug):
                page.status_code = 403  # the page explains that people can't take a test interview
        return page


class Trial:
    """The microphone check before the interview: transcribes a few seconds and keeps nothing."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms

    async def hear(self, request: Request) -> Response:
        """`POST /room/v1/captions?slug=…`: transcribes PCM16, 16 kHz, mono. Errors: 400, 401, 409, 413, 429."""
        context = self._rooms.context
        await count_address(context, request, "captions", MOST_CHECKS_A_MINUTE)
        pcm = await read_body(request.receive, MOST_SOUND_MS * BYTES_PER_MS)
        if pcm is None:
            raise PayloadTooLargeError(f"Send at most {MOST_SOUND_MS:,} milliseconds of sound.")
        if not pcm or len(pcm) % BYTES_PER_MS:
            raise BadRequestError("Send whole milliseconds of PCM16 at 16,000 Hz, mono: 32 bytes each.")
        who = who_calls(request, request.query_params.get("slug"))
        door = await open_door(context, context.database.read, who)
        if door.interview is None or door.session is None or door.state != "resumable":
            raise UnauthorizedError("Open your interview's link again: this browser is not in an interview.")
        voice, language = context.voice, door.interview.language
        if voice is None or not door.interview.voice_enabled or not voice.serves(language):
            raise ConflictError("This interview is in chat only.")
        refusal = await find_speech_refusal(context, door.interview.organization_id, door.session.id)
        if refusal is not None:
            raise ConflictError(refusal)
        return answer({"text": await voice.try_out(language, pcm)})


class Crowd:
    """Counts the open sockets of each address in this process, so that one client can't exhaust the server.

    At most `most` may be open for an address, or any number if `most` is 0.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._open: Counter[str] = Counter()

    @contextmanager
    def place(self, address: str) -> Iterator[bool]:
        """Yields whether another socket may open for this address. If so, it counts as open until the context ends."""
        if self._most and self._open[address] >= self._most:
            yield False
            return
        self._open[address] += 1
        try:
            yield True
        finally:
            self._open[address] -= 1
            if not self._open[address]:
                del self._open[address]


def _crowded() -> AuralError:
    error = RateLimitedError(RETRY_SECONDS)
    error.message = "Too many interviews are open from this network address. Close one, or try again shortly."
    return error


async def _turn_away(context: RoomContext, websocket: WebSocket, error: AuralError) -> None:
    """Refuses the handshake with the API's usual error response, before reading anything."""
    found, url = request_id(websocket.scope), context.settings.public_url
    body = error_body(error.code, error.message, found, url, **error.extra)
    await websocket.send_denial_response(JSONResponse(body, error.status, {**API_HEADERS, **error.headers}))
