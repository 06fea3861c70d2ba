"""The routes for a candidate's requests and data rights, during and after the interview: `/room/v1/…`. Candidates don't
need an account."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from aural.guard.http.headers import API_HEADERS
from aural.platform.errors import BadRequestError
from aural.room.access.calls import (
    address_of,
    answer,
    count_address,
    optional_text,
    read_object,
    set_cookie,
    who_calls,
    who_opens,
)
from aural.room.access.entry import Who
from aural.room.access.identify import identify, is_known, prove_address
from aural.room.conversation.rooms import Rooms
from aural.room.rights.export import read_export, write_export
from aural.room.rights.requests import take_request
from aural.room.rights.review import comment, correct, read_transcript, remark, send
from aural.room.rights.rights import erase, read_rights, withdraw
from aural.room.rights.self_identification import put_answer, read_answer
from aural.settings.budgets import CODES_OF_ADDRESS, REQUESTS_OF_ADDRESS

REQUESTS_A_MINUTE = REQUESTS_OF_ADDRESS.most
CODES_A_MINUTE = CODES_OF_ADDRESS.most
MAX_CORRECTION_BYTES = 256 << 10
_MEDIA = {"json": "application/json", "html": "text/html; charset=utf-8"}


def person_routes(rooms: Rooms) -> list[BaseRoute]:
    calls = _Calls(rooms)
    return [
        Route("/room/v1/requests", calls.requests, methods=["POST"]),
        Route("/room/v1/identify", calls.identify, methods=["POST"]),
        Route("/room/v1/address", calls.prove, methods=["POST"]),
        Route("/room/v1/transcript", calls.transcript, methods=["GET"]),
        Route("/room/v1/transcript/send", calls.send, methods=["POST"]),
        Route("/room/v1/transcript/{seq:int}", calls.correct, methods=["PUT"]),
        Route("/room/v1/integrity/{item_id}", calls.comment, methods=["PUT"]),
        Route("/room/v1/remark", calls.remark, methods=["PUT"]),
        Route("/room/v1/self-identification", calls.self_identification, methods=["GET"]),
        Route("/room/v1/self-identification", calls.identify_self, methods=["PUT"]),
        Route("/room/v1/rights", calls.rights, methods=["GET"]),
        Route("/room/v1/export", calls.export, methods=["GET"]),
        Route("/room/v1/withdraw", calls.withdraw, methods=["POST"]),
        Route("/room/v1/erase", calls.erase, methods=["POST"]),
    ]


class _Calls:
    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._context = rooms.context
        # A transcript can have 7,000,000 characters. They are read one at a time, so that the server answers other
        # requests between two of them.
        self._reading = asyncio.Lock()

    def _visitor(self, request: Request, body: dict[str, object]) -> Who:
        return replace(who_opens(request, body), address=address_of(self._context, request))

    async def requests(self, request: Request) -> Response:
        body = await read_object(request)
        await count_address(self._context, request, "requests", REQUESTS_A_MINUTE)
        who = self._visitor(request, body)
        return answer(await take_request(self._context, who, who_calls(request, who.slug), body))

    async def identify(self, request: Request) -> Response:
        body = await read_object(request)
        who = self._visitor(request, body)
        if not await is_known(self._context, who):  # a class behind one address opens its own pages at the same time
            await count_address(self._context, request, "identify", CODES_A_MINUTE)
        if who.token is None:
            raise BadRequestError("Open your personal link again.", [("token", "is required")])
        found = await identify(self._context, who, optional_text(body, "code", 20))
        if found.cookie is None:
            return answer({"state": "code_sent", "email": found.email, "isNew": found.is_new})
        response = answer({"state": "known"})
        set_cookie(self._context, response, who.slug, found.cookie)
        return response

    async def prove(self, request: Request) -> Response:
        body = await read_object(request)
        await count_address(self._context, request, "identify", CODES_A_MINUTE)
        who = replace(_caller(request, body), address=address_of(self._context, request))
        found = await prove_address(self._context, who, optional_text(body, "code", 20))
        if found.is_sent:
            return answer({"state": "code_sent", "email": found.email, "isNew": found.is_new})
        return answer({"state": "proved", "email": found.email, "requestCount": found.request_count})

    async def transcript(self, request: Request) -> Response:
        async with self._reading:
            return answer(await read_transcript(self._context, _reader(request)))

    async def correct(self, request: Request) -> Response:
        body = await read_object(request, MAX_CORRECTION_BYTES)
        return answer(await correct(self._context, _caller(request, body), request.path_params["seq"], body))

    async def remark(self, request: Request) -> Response:
        body = await read_object(request)
        return answer(await remark(self._context, _caller(request, body), body))

    async def comment(self, request: Request) -> Response:
        body = await read_object(request)
        return answer(await comment(self._context, _caller(request, body), request.path_params["item_id"], body))

    async def send(self, request: Request) -> Response:
        return answer(await send(self._context, _caller(request, await read_object(request))))

    async def self_identification(self, request: Request) -> Response:
        return answer(await read_answer(self._context, _reader(request)))

    async def identify_self(self, request: Request) -> Response:
        body = await read_object(request)
        return answer(await put_answer(self._context, _caller(request, body), body))

    async def rights(self, request: Request) -> Response:
        return answer(await read_rights(self._context, _reader(request)))

    async def export(self, request: Request) -> Response:
        form = request.query_params.get("format", "json")
        if form not in _MEDIA:
            raise BadRequestError("This format isn't supported.", [("format", "must be json or html")])
        async with self._reading:
            data, language = await read_export(self._context, _reader(request))
        content = await write_export(data, language, is_page=form == "html")
        headers = {**API_HEADERS, "Content-Disposition": f'attachment; filename="my-interview.{form}"'}
        return Response(content, media_type=_MEDIA[form], headers=headers)

    async def withdraw(self, request: Request) -> Response:
        session_id, data = await withdraw(self._context, _caller(request, await read_object(request)))
        await self._rooms.refresh(session_id)
        return answer(data)

    async def erase(self, request: Request) -> Response:
        body = await read_object(request)
        who = _caller(request, body)
        session_id, data = await erase(self._context, who, body)
        await self._rooms.evict(session_id)
        response = answer(data)
        set_cookie(self._context, response, who.slug, "", 0)
        return response


def _caller(request: Request, body: dict[str, object]) -> Who:
    return who_calls(request, optional_text(body, "slug"))


def _reader(request: Request) -> Who:
    return who_calls(request, request.query_params.get("slug"))
