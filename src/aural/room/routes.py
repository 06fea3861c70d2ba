"""The room over HTTP: `/room/v1/…` for the client, `/i/…` for the page."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket

from aural.errors import BadRequestError, NotFoundError, UnauthorizedError
from aural.guard.bodies import parse_json, read_body, text_problem
from aural.guard.limits import find_client_address
from aural.room.entry import COOKIE, COOKIE_SECONDS, Who, describe, enter, make_ticket
from aural.room.rooms import Rooms
from aural.room.socket import serve_socket
from aural.store import entries

Handler = Callable[[Request], Awaitable[Response]]


def room_routes(rooms: Rooms, page: Callable[[], Response]) -> list[BaseRoute]:
    """`page` gives the web application's index.html."""
    context = rooms.context

    async def entry(request: Request) -> Response:
        body = await _body(request)
        door = await describe(context, _who(request, body), _optional(body, "language"))
        if door["state"] == "unknown":
            await count_failure(request)
        return _data(door)

    async def count_failure(request: Request) -> None:
        """Guessing links is limited by address. Raises RateLimitedError."""
        peer = request.client.host if request.client is not None else None
        proxies = context.settings.trusted_proxies
        address = find_client_address(peer, request.headers.get("x-forwarded-for"), proxies)
        await context.gate.admit_address("links", address)

    async def sessions(request: Request) -> Response:
        body = await _body(request)
        try:
            entered = await enter(context, _who(request, body), body)
        except NotFoundError:
            await count_failure(request)
            raise
        state = "new" if entered.is_new else "resumed"
        response = _data({"sessionId": entered.session_id, "state": state, "personalUrl": entered.personal_url})
        response.set_cookie(
            COOKIE,
            entered.cookie,
            max_age=COOKIE_SECONDS,
            path="/room",
            httponly=True,
            samesite="strict",
            secure=(context.settings.public_url or "").startswith("https:"),
        )
        return response

    async def tickets(request: Request) -> Response:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        bearer = token if scheme.lower() == "bearer" and token else None
        try:
            return _data(await make_ticket(context, cookie=request.cookies.get(COOKIE), token=bearer))
        except UnauthorizedError:
            await count_failure(request)
            raise

    async def invite(request: Request) -> Response:
        token = request.path_params["token"]
        slug = await entries.find_slug_by_token(context.database.read, context.secrets.digest(token))
        return page() if slug is None else RedirectResponse(f"/i/{slug}?token={token}", 302)

    async def room_page(_request: Request) -> Response:
        return page()

    async def socket(websocket: WebSocket) -> None:
        await serve_socket(websocket, rooms)

    return [
        Route("/room/v1/entry", entry, methods=["POST"]),
        Route("/room/v1/sessions", sessions, methods=["POST"]),
        Route("/room/v1/tickets", tickets, methods=["POST"]),
        WebSocketRoute("/room/v1/socket", socket),
        Route("/i/invite/{token}", invite),
        Route("/i/{slug}", room_page),
        Route("/i/{slug}/{page}", room_page),
    ]


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
    return Who(slug, _optional(body, "token") or None, request.cookies.get(COOKIE))


