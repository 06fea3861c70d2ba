"""Code that the room's HTTP calls share: reads bodies, identifies the caller, and builds responses."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, Response

from aural.candidates import access_repository as entries
from aural.candidates.access_repository import LinkedCandidate, LinkedInterview
from aural.guard.auth import cookies
from aural.guard.auth.rate_limits import find_client_address
from aural.guard.http.bodies import parse_json, read_body, text_problem
from aural.platform.errors import BadRequestError, NotFoundError, UnauthorizedError
from aural.room.access.entry import Who, cookie_name
from aural.room.access.recognition import find_candidate
from aural.room.access.sessions import COOKIE_SECONDS
from aural.room.context import RoomContext
from aural.room.protocol.client import UUID

MAX_BODY_BYTES = 1 << 16
MAX_SLUG_CHARACTERS = 200
SESSION_HEADER = "Aural-Session"


def answer(data: object) -> JSONResponse:
    return JSONResponse({"data": data}, headers={"Cache-Control": "no-store"})


async def read_object(request: Request, limit_bytes: int = MAX_BODY_BYTES) -> dict[str, object]:
    """Reads the body as a JSON object. Raises the errors for 400, 413 and 415."""
    raw = await read_body(request.receive, limit_bytes)
    body = parse_json(raw, request.headers.get("content-type"), limit_bytes)
    if not isinstance(body, dict):
        raise BadRequestError("The body must be a JSON object.")
    return body


def optional_text(body: dict[str, object], name: str, most: int = 1000) -> str | None:
    """Reads an optional text of at most `most` characters. Raises BadRequestError."""
    value = body.get(name)
    if value is None:
        return None
    if not isinstance(value, str) or text_problem(value):
        raise BadRequestError("The request is not well-formed.", [(name, "must be text")])
    if len(value) > most:
        raise BadRequestError("One text is too long.", [(name, f"must have at most {most:,} characters")])
    return value


def who_opens(request: Request, body: dict[str, object]) -> Who:
    """Identifies a caller who opens a link, by its slug and by the token in the body or this browser's cookie. A page
    that shows a session names it in these calls too, such as after a change of language."""
    slug = optional_text(body, "slug")
    if not slug:
        raise NotFoundError("We can't find this interview. Check that the link is complete.")
    token = optional_text(body, "token") or None
    return Who(slug, token, cookie_of(request, slug), session_id=session_of(request))


def who_calls(request: Request, slug: str | None) -> Who:
    """Identifies a caller who has been here before, by this browser's cookie or the token in the header."""
    if not slug:
        raise NotFoundError("We can't find this interview. Check that the link is complete.")
    return Who(slug, bearer_of(request), cookie_of(request, slug), session_id=session_of(request))


def cookie_of(request: Request, slug: str) -> str | None:
    """This interview's cookie. Each interview has its own, so that two people can use one browser."""
    return cookies.read_cookie(request.cookies, cookie_name(slug))


@dataclass(frozen=True, slots=True)
class Present:
    """A candidate with a session, found by the cookie or the invite token of a request."""

    organization_id: str
    session_id: str
    interview: LinkedInterview


async def find_present(
    context: RoomContext, request: Request, slug: object, *, allows_earlier: bool = False
) -> Present:
    """`allows_earlier`: the call is about the session that it names, even after a retake. Raises BadRequestError if
    `slug` isn't a link's slug, and UnauthorizedError unless the cookie or token belongs to a candidate with a session
    in this interview, outside test mode. A page of an earlier session gets it as well, so that it writes nothing into
    the retake."""
    if not isinstance(slug, str) or not 0 < len(slug) <= MAX_SLUG_CHARACTERS:
        raise BadRequestError("The request doesn't name an interview.", [("slug", "is required")])
    token, cookie, shown = bearer_of(request), cookie_of(request, slug), session_of(request)
    candidate = await find_candidate(context, context.database.read, token, cookie, shown)
    interview = await entries.find_interview_by_slug(context.database.read, slug)
    is_here = candidate is not None and interview is not None and candidate.interview_id == interview.id
    session_id = candidate.session_id if candidate is not None and shown in (None, candidate.session_id) else None
    if candidate is not None and is_here and allows_earlier:
        session_id = await _named_session(context, candidate, shown)
    if candidate is None or interview is None or not is_here or session_id is None or interview.is_test:
        raise UnauthorizedError("Open your interview's link again: this browser is not in an interview.")
    return Present(candidate.organization_id, session_id, interview)


async def _named_session(context: RoomContext, candidate: LinkedCandidate, shown: str | None) -> str | None:
    """The session that the caller's page shows, which `find_candidate` has found to be the candidate's. Pages that name
    none, such as those that were reloaded after the end, get the current or, before an allowed retake, the newest."""
    if shown is not None or candidate.session_id is not None or not candidate.retakes:
        return shown or candidate.session_id
    where = (candidate.organization_id, candidate.id)
    earlier = await entries.find_newest_session(context.database.read, *where)
    return None if earlier is None else earlier.id


def set_cookie(context: RoomContext, response: Response, slug: str, cookie: str, seconds: int = COOKIE_SECONDS) -> None:
    """Sets the interview's cookie. An empty value with 0 seconds deletes it."""
    is_secure = context.settings.public_url.startswith("https:")
    name = cookie_name(slug)
    cookies.set_cookie(response, name, cookie, seconds, path="/room", same_site="Strict", is_secure=is_secure)


def session_of(request: Request) -> str | None:
    """The session that the caller's page shows, from the header or, for downloads and pictures, `session` in the query;
    None if it is missing or isn't an id."""
    given = request.headers.get(SESSION_HEADER) or request.query_params.get("session", "")
    return given if UUID.fullmatch(given) else None


def bearer_of(request: Request) -> str | None:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token if scheme.lower() == "bearer" and token else None


def address_of(context: RoomContext, connection: HTTPConnection) -> str:
    """The client's address, as reported by trusted proxies."""
    peer = connection.client.host if connection.client is not None else None
    forwarded_for = ",".join(connection.headers.getlist("x-forwarded-for"))
    return find_client_address(peer, forwarded_for, context.settings.trusted_proxies)


async def count_address(context: RoomContext, request: Request, purpose: str, most: int | None = None) -> None:
    """Limits the requests from one address to `most` a minute, or to the limit of an API key if `most` is None.

    Raises RateLimitedError.
    """
    address = address_of(context, request)
    if most is None:
        await context.gate.admit_address(purpose, address)
    else:
        await context.gate.admit(f"address:{purpose}:{address}", most)
