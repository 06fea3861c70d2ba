"""The steps of every request, in this order.

First come the key or signed-in browser (401) → rate limit (429) → route and id (404, 405) → the resource (404) → role
and scope (403) → body (413, 415) → validation (400) → idempotency (409, replay).

Then, for a write, slow work outside of any transaction → one transaction: the caller again (401, 403), the locked
resource, its rules (400), If-Match (412), the plan (403).
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from functools import lru_cache
from urllib.parse import quote

import orjson
from starlette.types import Receive

from aural.api.audited import note_change
from aural.api.bodies import media_type_of, read_values
from aural.api.context import Context
from aural.api.operations import Call, Operation, Reply, RequestFacts
from aural.api.queries import read_query
from aural.api.replay import Replay
from aural.api.requests import ADMITTED, HttpResponse, Request
from aural.api.routes import OPENAPI_PATH, Routes
from aural.engine.permissions import at_least_words, is_at_least
from aural.guard.auth.callers import Caller, nobody
from aural.guard.auth.rate_limits import find_client_address, limit_headers
from aural.guard.auth.refusals import RefusedRequest
from aural.guard.http.bodies import MAX_BODY_BYTES, read_body
from aural.platform.errors import AuralError, ForbiddenError, NotFoundError, PreconditionFailedError
from aural.usage import repository as usage

_OTHER_MODE = {
    "LIVE": "This works only in test mode, where candidates are simulated. Use a test key (dlv_test_…) and test data.",
    "TEST": "This cannot be done in test mode, which accesses test data only. Use a live key.",
}
_NO_ETAG = "This has no ETag, so If-Match can't be checked. Send the request without If-Match."
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Runner:
    """Handles requests. Raises AuralError for each request that is refused."""

    def __init__(self, context: Context, routes: Routes, document: Callable[[], Awaitable[bytes]]) -> None:
        self._context = context
        self._routes = routes
        self._document = document

    async def answer(self, request: Request, receive: Receive) -> HttpResponse:
        address = self.address_of(request)
        now = self._context.clock.now()
        if request.path == OPENAPI_PATH and request.method in ("GET", "HEAD"):
            request.rate_headers = limit_headers(await self._context.gate.admit_address("openapi", address), now)
            return HttpResponse(200, await self._document())
        caller, operation, row_id, part_id = await self._admit(request, address)
        browsers, sent = self._context.gate.browsers, request.header(b"cookie")
        cookies = (browsers.read_cookie(sent), browsers.read_known(sent))
        facts = RequestFacts(address, request.header(b"user-agent"), media_type_of(request), request.id, *cookies)
        call = Call(
            self._context, operation, caller, row_id, now, self._context.database.read,
            part_id=part_id, request=facts, scopes=self._routes.scopes, summaries=self._routes.summaries,
        )  # fmt: skip
        if operation.is_write:
            most = operation.upload.most_bytes if operation.upload else MAX_BODY_BYTES
            return await self._write(call, request, await read_body(receive, most))
        await _find(call, lock=False)
        _require_rights(call)
        self._read_query(call, request)
        reply = await operation.handler(call)
        if operation.answer is None and operation.streams is None and caller.organization_id:
            self._context.gate.note_read(
                caller, operation.id, call.id or None, address, is_of_person=operation.is_of_person
            )
        return _success(reply)

    async def _admit(self, request: Request, address: str) -> tuple[Caller, Operation, str, str]:
        """The caller, the operation and the ids in the path. Callers of a public operation aren't identified."""
        public = self._routes.find_public(request.method, request.path)
        gate = self._context.gate
        if public is None:
            caller = request.scope.get(ADMITTED) or await gate.identify(request.headers, address)
        else:
            caller = nobody(await gate.admit_address(public.id, address))
        request.caller, request.rate_headers = caller, caller.headers(self._context.clock.now())
        operation, row_id, part_id = self._routes.find(request.method, request.path)
        request.operation_id = operation.id
        return caller, operation, row_id, part_id

    def _read_query(self, call: Call, request: Request) -> None:
        operation = call.operation
        if operation.query is not None:
            call.query = read_query(operation.query, request)
        if operation.paging != "never":
            call.page = request.page(operation.paging, self._context.secrets, call.cursor_scope)

    def address_of(self, request: Request) -> str:
        peer, forwarded_for = request.scope.get("client"), request.header(b"x-forwarded-for")
        return _address(peer[0] if peer else None, forwarded_for, self._context.settings.trusted_proxies)

    def describe(self, request: Request, error: AuralError) -> RefusedRequest:
        """The refused operation and its caller, for the log."""
        caller = request.caller
        try:
            operation = self._routes.find(request.method, request.path)[0].id
        except AuralError:
            operation = "an unknown path"
        address = self.address_of(request)
        if caller is None or not caller.user_id:
            return RefusedRequest(operation, address, user_id=error.about)
        return RefusedRequest(operation, address, caller.organization_id, caller.key_id or None, caller.user_id)

    async def _write(self, call: Call, request: Request, body: bytes | None) -> HttpResponse:
        replay = Replay(call, request, body)
        try:
            await _find(call, lock=False)
            _require_rights(call)
            self._context.gate.browsers.require_own_page(call.caller, request.header(b"x-csrf-token"))
            self._read_query(call, request)
            call.body = read_values(call, request, body)
            replay.check_key()
            call.if_match = request.if_match()
            if call.operation.is_unversioned and call.if_match is not None:
                raise PreconditionFailedError(_NO_ETAG)
        except AuralError as error:
            return await replay.refuse(error)
        earlier = await replay.claim()
        if earlier is not None:
            return earlier
        try:
            if call.operation.prepare is not None:
                call.prepared = await call.operation.prepare(call)
            if call.operation.streams is not None:
                return _success(await call.operation.handler(call))
            return await self._commit(call, replay)
        except AuralError as error:
            return await replay.refuse(error)
        except BaseException:
            await replay.release()
            raise

    async def _commit(self, call: Call, replay: Replay) -> HttpResponse:
        async with self._context.database.transaction() as transaction:
            call.connection = transaction
            if call.operation.needs_lock(call):
                await usage.lock_organization(transaction, call.organization_id)
            await _look_again(call)
            await _find(call, lock=True)
            answer = _success(await call.operation.handler(call))
            await note_change(call)
            await replay.complete(transaction, answer)
        later = None if call.operation.follow is None else await call.operation.follow(call)
        return answer if later is None else _success(later)


_address = lru_cache(10_000)(find_client_address)


async def _look_again(call: Call) -> None:
    """Reads the caller's rights again: they were first read before the body arrived, and may have changed."""
    if call.operation.access != "public":
        call.caller = await call.context.gate.look_again(call.connection, call.caller, call.request.cookie)
        _require_rights(call)


async def _find(call: Call, *, lock: bool) -> None:
    find = call.operation.find
    if find is None:
        return
    is_id = _ID.fullmatch(call.id) and (not call.part_id or _ID.fullmatch(call.part_id))
    call.found = await find(call, lock=lock) if is_id else None
    if call.found is None:
        raise NotFoundError


def _require_rights(call: Call) -> None:
    operation, caller = call.operation, call.caller
    if operation.access == "public":
        return
    if operation.access == "person" and not caller.is_person:
        raise ForbiddenError("Only a person who is signed in can do this. It cannot be done with a key.")
    if operation.access != "person" and not caller.organization_id and not operation.without_organization:
        raise ForbiddenError("You are not in an organization. Ask for an invitation, or create one.")
    if operation.mode not in (None, caller.mode):
        raise ForbiddenError(_OTHER_MODE[caller.mode])
    if not is_at_least(caller.role, operation.role):
        whose = "you have" if caller.is_person else "this key has"
        needed = at_least_words(operation.role)
        raise ForbiddenError(f"This needs the role {needed}, and {whose} the role {caller.role}.")
    if caller.scopes and operation.scope not in caller.scopes:
        raise ForbiddenError(f"This needs the scope {operation.scope}, and this key does not have it.")


def _success(reply: Reply) -> HttpResponse:
    if reply.events is not None:
        return HttpResponse(200, b"", {"Content-Type": "text/event-stream"}, reply.events)
    if reply.chunks is not None:
        return HttpResponse(200, b"", {**_download_headers(reply), **reply.headers}, chunks=reply.chunks)
    if reply.file is not None:
        return HttpResponse(200, reply.file, {**_download_headers(reply), **reply.headers})
    body: dict[str, object] = {"data": reply.data, **reply.extra}
    etag = {} if reply.etag is None else {"ETag": reply.etag}
    return HttpResponse(200, orjson.dumps(body), {**etag, **reply.headers})


def _download_headers(reply: Reply) -> dict[str, str]:
    """Headers that tell a browser to save the file under its name, and not to display it (RFC 6266)."""
    name = "" if reply.file_name is None else f"; filename*=UTF-8''{quote(reply.file_name, safe='')}"
    return {"Content-Type": reply.media_type, "Content-Disposition": f"attachment{name}"}
