"""The room over HTTP: `/room/v1/…` for the client, `/i/…` for the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket

from aural.errors import BadRequestError, NotFoundError, RateLimitedError, UnauthorizedError, error_body
from aural.guard.bodies import parse_json, read_body, text_problem
from aural.guard.headers import API_HEADERS, request_id
from aural.guard.limits import find_client_address
from aural.room.context import RoomContext
from aural.room.crowd import Crowd
from aural.room.entry import Who, cookie_name, describe
from aural.room.rooms import Rooms
from aural.room.sessions import COOKIE_SECONDS, enter, make_ticket
from aural.room.socket import serve_socket
from aural.room.work import Desk
from aural.store import entries

RETRY_SECONDS = 10


def room_routes(rooms: Rooms, page: Callable[[], Response]) -> list[BaseRoute]:
    """`page` gives the web application's index.html."""
    entrance = _Entrance(rooms, page)
    desk = Desk(rooms.context)

    crowd = Crowd(rooms.context.settings.room_sockets_per_address)

    async def socket(websocket: WebSocket) -> None:
        with crowd.place(_address(rooms.context, websocket)) as is_there:
            await (serve_socket(websocket, rooms) if is_there else _turn_away(rooms.context, websocket))

    return [
        Route("/room/v1/entry", entrance.entry, methods=["POST"]),
        Route("/room/v1/sessions", entrance.sessions, methods=["POST"]),
        Route("/room/v1/tickets", entrance.tickets, methods=["POST"]),
        Route("/room/v1/work", desk.load, methods=["GET"]),
        Route("/room/v1/work/{question_id}", desk.save, methods=["PUT"]),
        Route("/room/v1/keystrokes/{question_id}", desk.type, methods=["POST"]),
        WebSocketRoute("/room/v1/socket", socket),
        Route("/i/invite/{token}", entrance.invite),
        Route("/i/{slug}", entrance.page),
        Route("/i/{slug}/{page}", entrance.page),
    ]


class _Entrance:
    """What a candidate's browser asks for before it opens a socket."""

    def __init__(self, rooms: Rooms, page: Callable[[], Response]) -> None:
        self._rooms = rooms
        self._context = rooms.context
        self._page = page

    async def entry(self, request: Request) -> Response:
        body = await _body(request)
        door = await describe(self._context, _who(request, body), _optional(body, "language"))
        if door["state"] == "unknown":
            await self._count_failure(request)
        return _data(door)

    async def sessions(self, request: Request) -> Response:
        body = await _body(request)
        try:
            entered = await enter(self._context, _who(request, body), body)
        except NotFoundError:
            await self._count_failure(request)
            raise
        if body.get("adjustments"):
            await self._rooms.refresh(entered.session_id)
        state = "new" if entered.is_new else "resumed"
        response = _data({"sessionId": entered.session_id, "state": state, "personalUrl": entered.personal_url})
        response.set_cookie(
            cookie_name(str(body["slug"])),
            entered.cookie,
            max_age=COOKIE_SECONDS,
            path="/room",
            httponly=True,
            samesite="strict",
            secure=self._context.settings.public_url.startswith("https:"),
        )
        return response

    async def tickets(self, request: Request) -> Response:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        bearer = token if scheme.lower() == "bearer" and token else None
        cookie = None if bearer else _cookie(request, _optional(await _body(request), "slug") or "")
        try:
            return _data(await make_ticket(self._context, cookie=cookie, token=bearer))
        except UnauthorizedError:
            await self._count_failure(request)
            raise

    async def _count_failure(self, request: Request) -> None:
        """Guessing links is limited by address. Raises RateLimitedError."""
        await self._context.gate.admit_address("links", _address(self._context, request))

    async def invite(self, request: Request) -> Response:
        token = request.path_params["token"]
        slug = await entries.find_slug_by_token(self._context.database.read, self._context.secrets.digest(token))
        return self._page() if slug is None else RedirectResponse(f"/i/{slug}?token={token}", 302)

    async def page(self, _request: Request) -> Response:
        return self._page()


def _address(context: RoomContext, connection: HTTPConnection) -> str:
    """The client's, as far as trusted proxies tell it."""
    peer = connection.client.host if connection.client is not None else None
    forwarded_for = ",".join(connection.headers.getlist("x-forwarded-for"))
    return find_client_address(peer, forwarded_for, context.settings.trusted_proxies)


async def _turn_away(context: RoomContext, websocket: WebSocket) -> None:
    """A refused handshake: 429 in the one shape of errors, before anything is read."""
    error = RateLimitedError(RETRY_SECONDS)
    message = "Too many interviews are open from this network address. Close one, or try again shortly."
    body = error_body(error.code, message, request_id(websocket.scope), context.settings.public_url, **error.extra)
    await websocket.send_denial_response(JSONResponse(body, error.status, {**API_HEADERS, **error.headers}))


def _data(data: Any) -> JSONResponse:
    return JSONResponse({"data": data}, headers={"Cache-Control": "no-store"})


async def _body(request: Request) -> dict[str, Any]:
    raw = await read_body(request.receive, 1 << 16)
    body = parse_json(raw, request.headers.get("content-type"), 1 << 16)
    if not isinstance(body, dict):
        raise BadRequestError("The body must be a JSON object.")
    return body


def _optional(body: dict[str, Any], name: str) -> str | None:
    value = body.get(name)
    if value is None:
        return None
    if not isinstance(value, str) or len(value) > 1000 or text_problem(value):
        raise BadRequestError("The request is not well-formed.", [(name, "must be text")])
    return value


def _who(request: Request, body: dict[str, Any]) -> Who:
    slug = _optional(body, "slug")
    if not slug:
        raise NotFoundError("We can't find this interview. Check that the link is complete.")
    return Who(slug, _optional(body, "token") or None, _cookie(request, slug))


def _cookie(request: Request, slug: str) -> str | None:
    """One for each interview, so that two of them in one browser are two people's rooms."""
    return request.cookies.get(cookie_name(slug))
