"""The endpoints that tracking systems call, `/integrations/{vendor}/…`. The connection's key identifies the caller.

A vendor's endpoints respond with 404 until an organization enables a connection to it.
"""

from __future__ import annotations

import base64
import binascii
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from aural.api.context import Context
from aural.ats import ashby, greenhouse
from aural.ats.sending import Sending
from aural.ats.shapes import Json, read
from aural.ats.standing import LAPSED
from aural.guard.auth.lookup import match
from aural.guard.auth.rate_limits import find_client_address
from aural.guard.http.bodies import ClientGoneError, parse_json, read_body
from aural.guard.http.headers import API_HEADERS, request_id
from aural.guard.outbound.fetch import Outbound
from aural.guard.outbound.webhooks import Sender
from aural.integrations import repository as integrations
from aural.platform.errors import AuralError, BadRequestError, ConflictError, NotFoundError, UnauthorizedError
from aural.settings.budgets import CALLS_OF_INTEGRATION

MOST_BODY_BYTES = 64 << 10
MOST_A_MINUTE = CALLS_OF_INTEGRATION.most
_NOTED_EVERY_MS = 60_000
_INVALID = "This key is not valid here. Give the vendor the key that Aural showed when the connection was created."
_TAKEN = "This candidate has already taken this interview. Allow a retake in Aural."
_OPEN = frozenset({"SENT", "OPENED", "STARTED"}) | LAPSED

Handler = Callable[[Sending, Request], Awaitable[object]]
Refusal = Callable[[AuralError], tuple[int, Json]]
logger = logging.getLogger(__name__)


def ats_routes(context: Context) -> list[BaseRoute]:
    greenhouse_doors: tuple[tuple[str, str, Handler], ...] = (
        ("GET", "list_tests", _list_tests),
        ("POST", "send_test", _send_test),
        ("GET", "test_status", _test_status),
        ("POST", "response_error", _response_error),
    )
    ashby_doors: tuple[tuple[str, str, Handler], ...] = (
        ("POST", "assessment.list", _list_types),
        ("POST", "assessment.start", _start),
        ("POST", "assessment.cancel", _cancel),
    )
    return [
        Route(f"/integrations/{vendor.lower()}/{path}", _Door(context, vendor, refusal, handler), methods=[method])
        for vendor, refusal, doors in (
            ("GREENHOUSE", greenhouse.refusal, greenhouse_doors),
            ("ASHBY", ashby.refusal, ashby_doors),
        )
        for method, path, handler in doors
    ]


@dataclass(frozen=True, slots=True)
class _Door:
    """One endpoint for a vendor: authenticates calls, limits their rate and writes errors in the vendor's format."""

    context: Context
    vendor: str
    refusal: Refusal
    handler: Handler

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            answer = await self._answer(request)
        except ClientGoneError:
            return
        await answer(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        headers = {**API_HEADERS, "X-Request-Id": request_id(request.scope)}
        try:
            sending = await self._admit(request)
            return JSONResponse(await self.handler(sending, request), headers=headers)
        except AuralError as error:
            self.context.storing.note(error, request_id(request.scope))
            status, said = self.refusal(error)
            return JSONResponse(said, status, headers={**headers, **error.headers})

    async def _admit(self, request: Request) -> Sending:
        context = self.context
        peer = None if request.client is None else request.client.host
        forwarded = request.headers.get("x-forwarded-for")
        address = find_client_address(peer, forwarded, context.settings.trusted_proxies)
        key = _user_name(request.headers.get("authorization", ""))
        row, key_hash = await self._find(key, address)
        if not row.is_enabled:
            raise NotFoundError
        await context.gate.admit(f"integration:{row.id}", MOST_A_MINUTE)
        await self._note_use(row, key_hash)
        return Sending(context, row, address)

    async def _find(self, key: str, address: str) -> tuple[integrations.Integration, bytes]:
        """The connection with this key, and the key's hash.

        Raises NotFoundError if no organization has enabled the vendor. Otherwise raises UnauthorizedError for an
        unknown key, or RateLimitedError after too many unknown keys from one address.
        """
        context = self.context
        reader, now = context.database.read, context.clock.now()
        row, key_hash = await match(
            context.secrets, key, lambda digest: integrations.find_by_key(reader, self.vendor, digest, now)
        )
        if row is not None:
            return row, key_hash
        if not await integrations.is_any_on(context.database.read, self.vendor):
            raise NotFoundError
        await context.gate.admit_address("integrations", address)
        raise UnauthorizedError(_INVALID, headers={"WWW-Authenticate": 'Basic realm="Aural"'})

    async def _note_use(self, row: integrations.Integration, key_hash: bytes) -> None:
        now = self.context.clock.now()
        is_first = not row.is_key_known and row.key_hash == key_hash
        if is_first or row.used_at is None or now - row.used_at >= _NOTED_EVERY_MS:
            async with self.context.database.transaction() as transaction:
                await integrations.note_use(transaction, row.organization_id, row.id, key_hash=key_hash, now=now)


def _user_name(authorization: str) -> str:
    """The user name of HTTP Basic, which is the key; "" if there is none."""
    scheme, _, given = authorization.strip().partition(" ")
    if scheme.lower() != "basic":
        return ""
    try:
        return base64.b64decode(given.strip(), validate=True).decode().partition(":")[0]
    except (binascii.Error, UnicodeDecodeError):
        return ""


async def _read(request: Request) -> object:
    body = await read_body(request.receive, MOST_BODY_BYTES)
    return parse_json(body, request.headers.get("content-type"), MOST_BODY_BYTES)


# --- Greenhouse -----------------------------------------------------------------------------------------------------


async def _list_tests(sending: Sending, _request: Request) -> list[Json]:
    return greenhouse.tests_json(await sending.list_tests())


async def _send_test(sending: Sending, request: Request) -> Json:
    sent = read(greenhouse.SendTest, await _read(request))
    # Before the transaction, since a DNS lookup may be slow.
    await Sender(Outbound(sending.context.settings.outbound_networks)).check(sent.url)
    made = await sending.send(sent.wanted)
    return {"partner_interview_id": made.standing.id}


async def _test_status(sending: Sending, request: Request) -> Json:
    asked = request.query_params.get("partner_interview_id", "")
    return greenhouse.status_json(await sending.get_standing(_id(asked)))


async def _response_error(sending: Sending, request: Request) -> Json:
    """Saves the error with the assessment it names, if this connection sent that assessment."""
    said = read(greenhouse.ResponseError, await _read(request))
    logger.warning("Greenhouse could not read a response (request %s)", request_id(request.scope))
    if isinstance(said.partner_interview_id, str):
        reason = f"Greenhouse could not read the response to {said.api_call}: {'; '.join(said.errors)}"
        await sending.note_unread(_id(said.partner_interview_id), reason.replace("\0", "\ufffd"))
    return {"status": 200}


# --- Ashby ----------------------------------------------------------------------------------------------------------


async def _list_types(sending: Sending, request: Request) -> Json:
    await _read(request)
    return ashby.types_json(await sending.list_tests())


async def _start(sending: Sending, request: Request) -> Json:
    sent = await sending.send(read(ashby.Start, await _read(request)).wanted)
    if not sent.is_new and sent.standing.state not in _OPEN:
        raise ConflictError(_TAKEN)
    return ashby.assessment_json(sent.standing.id)


async def _cancel(sending: Sending, request: Request) -> Json:
    assessment_id = _id(read(ashby.Cancel, await _read(request)).assessment_id)
    await sending.cancel(assessment_id)
    return ashby.assessment_json(assessment_id)


def _id(text: str) -> str:
    """Returns the text if it can be an id. Raises BadRequestError otherwise, without a query."""
    if len(text) != 36 or not text.isascii() or not text.isprintable():
        raise BadRequestError("That isn't an id that Aural has issued. Send it as it was returned.")
    return text
