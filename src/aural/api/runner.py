"""The one way of every request, in the order of the wire contract:

key (401) → rate limit (429) → route and id (404, 405) → the resource (404) → role and scope (403) → body (413, 415) →
validation (400) → idempotency (409, replay) → one transaction for a write: resource locked, its rules (400), If-Match
(412), plan (403).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import orjson

from aural.api.bodies import read_values
from aural.api.context import Context
from aural.api.operations import RANKS, Call, Reply
from aural.api.replay import Replay
from aural.api.requests import Answer, Request
from aural.api.routes import OPENAPI_PATH, Routes
from aural.errors import AuralError, ForbiddenError, NotFoundError
from aural.guard.bodies import Receive, read_body
from aural.guard.limits import find_client_address, limit_headers
from aural.store import usage

DOWNLOAD_HEADERS = {"Content-Type": "application/octet-stream", "Content-Disposition": "attachment"}
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Runner:
    """Answers requests. Raises AuralError for everything that is refused."""

    def __init__(self, context: Context, routes: Routes, document: bytes) -> None:
        self._context = context
        self._routes = routes
        self._document = document

    async def answer(self, request: Request, receive: Receive) -> Answer:
        address = self._address(request.scope.get("client"), request.header(b"x-forwarded-for"))
        now = self._context.clock.now()
        if request.path == OPENAPI_PATH and request.method in ("GET", "HEAD"):
            request.rate_headers = limit_headers(await self._context.gate.admit_address("openapi", address), now)
            return Answer(200, self._document)
        caller = await self._context.gate.authenticate(request.header(b"authorization"), address)
        request.rate_headers = caller.headers(now)
        operation, row_id, file_id = self._routes.find(request.method, request.path)
        call = Call(self._context, operation, caller, row_id, now, self._context.database.read, file_id=file_id)
        if operation.is_write:
            return await self._write(call, request, await read_body(receive))
        await _find(call, lock=False)
        _require_rights(call)
        if operation.paging != "never":
            call.page = request.page(operation.paging, self._context.secrets, call.cursor_scope)
        return _success(await operation.handler(call))

    def _address(self, peer: tuple[str, int] | None, forwarded_for: str | None) -> str:
        return _address(peer[0] if peer else None, forwarded_for, self._context.settings.trusted_proxies)

    async def _write(self, call: Call, request: Request, body: bytes | None) -> Answer:
        replay = Replay(call, request, body)
        try:
            await _find(call, lock=False)
            _require_rights(call)
            call.body = read_values(call, request, body)
            replay.check_key()
            call.if_match = request.if_match()
        except AuralError as error:
            return await replay.refuse(error)
        earlier = await replay.claim()
        if earlier is not None:
            return earlier
        try:
            return await self._commit(call, replay)
        except AuralError as error:
            return await replay.refuse(error)
        except BaseException:
            await replay.release()
            raise

    async def _commit(self, call: Call, replay: Replay) -> Answer:
        async with self._context.database.transaction() as transaction:
            call.connection = transaction
            if call.operation.locks_organization:
                await usage.lock_organization(transaction, call.organization_id)
            await _find(call, lock=True)
            answer = _success(await call.operation.handler(call))
            await replay.complete(transaction, answer)
        return answer


_address = lru_cache(10_000)(find_client_address)


async def _find(call: Call, *, lock: bool) -> None:
    find = call.operation.find
    if find is None:
        return
    call.found = await find(call, lock=lock) if _ID.fullmatch(call.id) else None
    if call.found is None:
        raise NotFoundError


def _require_rights(call: Call) -> None:
    operation, caller = call.operation, call.caller
    if RANKS[caller.role] < RANKS[operation.role]:
        raise ForbiddenError(f"This needs the role {operation.role} or more, and this key has the role {caller.role}.")
    if caller.scopes and operation.scope not in caller.scopes:
        raise ForbiddenError(f"This needs the scope {operation.scope}, and this key does not have it.")


def _success(reply: Reply) -> Answer:
    if reply.file is not None:
        return Answer(200, reply.file, DOWNLOAD_HEADERS)
    body: dict[str, Any] = {"data": reply.data, **reply.extra}
    return Answer(200, orjson.dumps(body), {} if reply.etag is None else {"ETag": reply.etag})
