"""What a candidate may ask for beside the interview and after it, without an account: `/room/v1/…`."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from aural.errors import BadRequestError
from aural.room.calls import answer, count_address, optional_text, read_object, set_cookie, who_calls, who_opens
from aural.room.identify import identify
from aural.room.requests import take_request
from aural.room.rooms import Rooms

REQUESTS_A_MINUTE = 5
CODES_A_MINUTE = 10


def person_routes(rooms: Rooms) -> list[BaseRoute]:
    calls = _Calls(rooms)
    return [
        Route("/room/v1/requests", calls.requests, methods=["POST"]),
        Route("/room/v1/identify", calls.identify, methods=["POST"]),
    ]


class _Calls:
    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._context = rooms.context

    async def requests(self, request: Request) -> Response:
        body = await read_object(request)
        await count_address(self._context, request, "requests", REQUESTS_A_MINUTE)
        who = who_opens(request, body)
        return answer(await take_request(self._context, who, who_calls(request, who.slug), body))

    async def identify(self, request: Request) -> Response:
        body = await read_object(request)
        await count_address(self._context, request, "identify", CODES_A_MINUTE)
        who = who_opens(request, body)
        if who.token is None:
            raise BadRequestError("Open your personal link again.", [("token", "is required")])
        found = await identify(self._context, who, optional_text(body, "code", 20))
        if found.cookie is None:
            return answer({"state": "code_sent", "email": found.email})
        response = answer({"state": "known"})
        set_cookie(self._context, response, who.slug, found.cookie)
        return response
