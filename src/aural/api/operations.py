"""Operations: how endpoint modules declare them, and what their handlers receive and return."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Concatenate, Literal, ParamSpec, Protocol, TypeVar

from pydantic import BaseModel

from aural.api.context import Context
from aural.api.cursors import write_cursor
from aural.api.validation import Input, Json, Problem, Query
from aural.engine.permissions import Role
from aural.guard.auth.callers import Caller, Mode
from aural.interviews.repository import Position
from aural.platform.errors import PreconditionFailedError
from aural.store.database import Connection

Method = Literal["GET", "POST", "PATCH", "DELETE"]


@dataclass(frozen=True, slots=True)
class Page:
    """The page of a list that the caller asked for. `limit` None: the whole list."""

    limit: int | None
    after: Position | None


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """Facts about the request that are not in its body."""

    address: str = ""
    browser: str | None = None  # the User-Agent
    media_type: str = ""  # of an upload
    id: str = ""
    cookie: str | None = None  # of a signed-in browser, also for public operations
    known: str | None = None  # the cookie that lists users who have signed in on this browser before


@dataclass(slots=True)
class Call:
    """One request on its way through the runner. `found`: the row from the operation's finder, locked for a write."""

    context: Context
    operation: Operation
    caller: Caller
    id: str
    now: int
    connection: Connection
    found: Any = None
    part_id: str = ""  # the second id of a path, if it has one
    body: Any = None  # values keyed by column, or the bytes of an upload
    query: Any = None  # an instance of the operation's Query
    prepared: Any = None  # the result of `Operation.prepare`
    request: RequestFacts = field(default_factory=lambda: RequestFacts())
    audit_detail: Json | None = None
    audited_as: str = ""  # the operation that the audit log names instead of this one
    is_audited: bool = True  # False: the audit log gets no entry, as when nothing changes
    shows_people_of: str = ""  # the interview whose candidates the response shows, without ids
    page: Page = Page(None, None)
    if_match: str | None = None
    scopes: frozenset[str] = frozenset()  # all scopes that a key can have
    summaries: Mapping[str, str] = field(default_factory=dict)  # of all operations, keyed by operation id

    @property
    def organization_id(self) -> str:
        return self.caller.organization_id

    @property
    def cursor_scope(self) -> str:
        asked = "" if self.query is None else self.query.model_dump_json(exclude_defaults=True)
        return f"{self.operation.id}\0{self.caller.organization_id}\0{self.id}{asked and chr(0)}{asked}"

    def changes(self, values: Mapping[str, Any], stored: Mapping[str, object] | object) -> Json:
        """The values that differ from the stored ones, keyed by column. If none does, the audit log gets no entry."""
        get = stored.get if isinstance(stored, Mapping) else partial(getattr, stored)
        changed = {name: value for name, value in values.items() if get(name) != value}
        self.is_audited = bool(changed)
        return changed

    def require_match(self, etag: str) -> None:
        """Raises PreconditionFailedError if the request has an If-Match without this ETag."""
        if self.if_match is None:
            return
        if etag not in (tag.strip() for tag in self.if_match.split(",")):
            raise PreconditionFailedError("It has changed since you read it. Read it again, and repeat your change.")


@dataclass(frozen=True, slots=True)
class Reply:
    data: Any
    etag: str | None = None
    file: bytes | None = None  # a download instead of `data`
    extra: Mapping[str, object] = field(default_factory=dict)  # fields next to `data`, such as the cursor
    file_name: str | None = None
    media_type: str = "application/octet-stream"  # of the file
    headers: Mapping[str, str] = field(default_factory=dict)
    events: AsyncIterator[Json] | None = None  # a stream instead of `data`: one JSON object per event
    chunks: AsyncIterator[bytes] | None = None  # a download that is sent while it is created


Listed = TypeVar("Listed")


def page_reply(
    call: Call,
    rows: Sequence[Listed],
    shape: Callable[[Listed], Json],
    keys: Mapping[str, int | str] | None = None,
) -> Reply:
    """A reply with one page of `rows`, which have a `created_at` and an `id`.

    If `rows` has one row more than the limit, there is a next page, and the reply has a cursor to it. `keys`: the
    sort key of each row by its id; None if the rows are sorted by `created_at`.
    """
    limit = call.page.limit
    if limit is None:
        return Reply([shape(row) for row in rows])
    cursor = None
    if len(rows) > limit:
        rows = rows[:limit]
        last: Any = rows[-1]
        position = (last.created_at if keys is None else keys[last.id], last.id)
        cursor = write_cursor(call.context.secrets, call.cursor_scope, position)
    return Reply([shape(row) for row in rows], extra={"cursor": cursor})


class Finder(Protocol):
    """Finds the row that the path names, within the caller's reach. `lock`: for a write, inside its transaction."""

    async def __call__(self, call: Call, *, lock: bool) -> object | None: ...


@dataclass(frozen=True, slots=True)
class Body:
    """A JSON body. `check` gets all values and the values that were sent, both keyed by name on the wire.

    Among all values, a field that was not sent has its stored or default value.
    """

    model: type[Input]
    example: object
    may_be_absent: bool = False  # a request without a body is one with `{}`
    most: int = 0  # more than 0: an array of at most this many items is accepted too
    check: Callable[[Mapping[str, object], Mapping[str, object]], list[Problem]] | None = None
    stored: Callable[[Any], Json] | None = None  # for a PATCH: the found row's values, keyed by name on the wire
    read_only: frozenset[str] = frozenset()  # ignored in addition to READ_ONLY and, in a change, the answer's fields


@dataclass(frozen=True, slots=True)
class Upload:
    """A body that is a file: its raw bytes, with one of these media types."""

    most_bytes: int
    media_types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The shape of a response's `data`. `has_etag`: the response is about a single resource and has its ETag."""

    model: type[BaseModel]
    example: object
    is_list: bool = False
    has_etag: bool = False


Handler = Callable[[Call], Awaitable[Reply]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    method: Method = field(kw_only=False)
    path: str = field(kw_only=False)
    tag: str = field(kw_only=False)
    handler: Handler = field(kw_only=False)
    id: str
    summary: str
    description: str
    answer: Answer | None  # None: a file to download
    find: Finder | None = None
    role: Role = "VIEWER"
    # public: needs neither key nor cookie; person: only for a signed-in person, never with a key.
    access: Literal["any", "person", "public"] = "any"
    mode: Mode | None = None  # the mode that the caller must be in; None: either. People work in LIVE mode
    without_organization: bool = False  # also for people who belong to no organization
    body: Body | None = None
    upload: Upload | None = None
    query: type[Query] | None = None
    # Slow work outside of any transaction: hashing a password, asking a model. Its result is call.prepared.
    prepare: Callable[[Call], Awaitable[object]] | None = None
    # Runs after a write is committed. If it returns a reply, the client gets it instead of the handler's.
    follow: Callable[[Call], Awaitable[Reply | None]] | None = None
    streams: Answer | None = None  # the shape of each server-sent event; streams have no transaction
    media_types: tuple[str, ...] = ("application/octet-stream",)  # of a file to download
    paging: Literal["never", "always", "on request"] = "never"
    plan_limit: str | None = None  # the plan limit that the operation may exceed
    shows_secret: bool = False  # its response contains a secret, which a repeated request does not get again
    may_miss: bool = False  # returns 404 if its query or token matches nothing, although it has no finder
    conflicts: bool = False  # may return 409 although it isn't a POST
    is_unversioned: bool = False  # a PATCH or DELETE of a resource without an ETag, which no If-Match can match
    # Only one of these runs at a time in an organization. A function decides for each call.
    locks_organization: bool | Callable[[Call], bool] = False

    @property
    def about(self) -> str:
        """The description, with the mode that the operation needs."""
        return self.description + {None: "", "LIVE": " Not in test mode.", "TEST": " In test mode only."}[self.mode]

    def needs_lock(self, call: Call) -> bool:
        return self.locks_organization(call) if callable(self.locks_organization) else self.locks_organization

    @property
    def scope(self) -> str:
        return f"{self.tag.lower()}:{'write' if self.is_write else 'read'}"

    @property
    def is_of_person(self) -> bool:
        """Whether the id in the path belongs to a candidate, or to a candidate's session or recording."""
        return self.path.startswith(("/candidates/{id}", "/sessions/{id}", "/recordings/{id}"))

    @property
    def takes_key(self) -> bool:
        """Whether an Idempotency-Key is honored. A stream isn't stored, so it can't be replayed."""
        return self.method == "POST" and self.streams is None and self.access != "public"

    @property
    def takes_match(self) -> bool:
        return self.method in ("PATCH", "DELETE") and not self.is_unversioned

    @property
    def is_write(self) -> bool:
        return self.method != "GET"


_Declared = ParamSpec("_Declared")
_Handler = TypeVar("_Handler", bound=Handler)


def _declare(
    method: Method, operation: Callable[Concatenate[Method, str, str, Handler, _Declared], Operation]
) -> Callable[Concatenate[Operations, str, _Declared], Callable[[_Handler], _Handler]]:
    """A decorator for handlers. Takes the path and, as keyword arguments, the other fields of Operation."""

    def declare(
        operations: Operations, path: str, /, *args: _Declared.args, **fields: _Declared.kwargs
    ) -> Callable[[_Handler], _Handler]:
        def add(handler: _Handler) -> _Handler:
            operations.declared.append(operation(method, path, operations.tag, handler, *args, **fields))
            return handler

        return add

    return declare


@dataclass(frozen=True, slots=True)
class Operations:
    """The operations that a module declares, in order. `routes.py` lists the modules.

    operations = Operations("Interviews")

    @operations.get("/interviews", id="listInterviews", …)
    async def list_interviews(call: Call) -> Reply: ...

    A handler may have several declarations; the one closest to it comes first.
    """

    tag: str
    declared: list[Operation] = field(default_factory=list)

    get = _declare("GET", Operation)
    post = _declare("POST", Operation)
    patch = _declare("PATCH", Operation)
    delete = _declare("DELETE", Operation)

    def tagged(self, tag: str) -> Operations:
        """The same list of operations, but new ones are declared under this tag."""
        return replace(self, tag=tag)
