"""API keys: list, create and revoke. A new key can do no more than its creator, and is shown once."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from aural.api.examples import MADE
from aural.api.operations import Answer, Body, Call, Operations, Reply, page_reply
from aural.api.reach import is_within
from aural.api.representation import Time, represent
from aural.api.validation import Input, Json, Name, Output, Problem, ShortText, defaults, refuse
from aural.engine.permissions import Role, is_at_least
from aural.guard.auth.callers import Mode
from aural.guard.auth.gate import issue_key
from aural.organizations import examples
from aural.organizations import key_repository as keys
from aural.organizations import repository as organizations
from aural.organizations import test_organization_repository as test_organizations
from aural.platform.errors import ForbiddenError

operations = Operations("Keys")
PRESET_DAYS, MOST_DAYS = 90, 3650
_DAY_MS = 86_400_000
_MOST = 100
_UNLIKE = "goes beyond your own key or role"


class KeyIn(Input):
    """A new key. It can do what its role, scopes and projects allow, and never more than its creator can."""

    name: Name = Field(description="The purpose of the key.")
    mode: Mode | None = Field(
        default=None,
        description="TEST: it accesses only test data. null: the mode of the key that creates it; LIVE for people.",
    )
    role: Role = Field("MEMBER", description="The key's role, at most your own.")
    scopes: list[ShortText] = Field(
        default=[],
        max_length=_MOST,
        description="Each is `tag:read` or `tag:write`. Empty: everything that the role allows.",
    )
    project_ids: list[ShortText] | None = Field(
        default=None,
        min_length=1,
        max_length=_MOST,
        description="The projects that the key can access. null: every project that you can access.",
    )
    expires_in_days: Annotated[int, Field(ge=1, le=MOST_DAYS)] | None = Field(
        default=PRESET_DAYS, description="null: it does not expire, or expires together with the key that creates it."
    )


class ProjectOut(Output):
    id: str
    name: str


class KeyOut(Output):
    """An existing key. Only its first characters are shown."""

    id: str
    name: str
    prefix: str
    mode: Mode = Field(description="TEST: it accesses only the organization's test data.")
    role: Role
    scopes: list[str] = Field(description="Empty: everything that the role allows.")
    projects: list[ProjectOut] | None = Field(description="null: all projects of the organization.")
    holder: str = Field(description="The person on whose behalf it acts.")
    state: Literal["ACTIVE", "EXPIRED", "REVOKED"]
    last_used_at: Time | None
    last_used_from: str | None = Field(
        description="The network address of the last use. null for callers who may not manage keys."
    )
    expires_at: Time | None
    revoked_at: Time | None
    created_at: Time


class NewKeyOut(KeyOut):
    """A new key."""

    key: str = Field(description="The key itself. It is shown only in this response.")


def _state(row: keys.Key, now: int) -> str:
    if row.revoked_at is not None:
        return "REVOKED"
    return "EXPIRED" if row.expires_at is not None and row.expires_at <= now else "ACTIVE"


def _key_json(call: Call, row: keys.Key, projects: dict[str, str]) -> Json:
    reach = row.project_ids
    may_manage = is_at_least(call.caller.role, "ADMIN")
    return represent(
        KeyOut,
        row,
        mode="TEST" if row.is_test else "LIVE",
        projects=None if reach is None else [{"id": it, "name": projects[it]} for it in reach if it in projects],
        state=_state(row, call.now),
        last_used_from=row.last_used_from if may_manage else None,
    )


class ScopeOut(Output):
    """A scope that a key can have."""

    name: str


@operations.get(
    "/keys",
    id="listKeys",
    summary="List API keys",
    description="Keys that access only projects that you can access, including revoked keys, newest first. Each shows "
    "only its first characters.",
    answer=Answer(KeyOut, examples.KEY, is_list=True),
    paging="always",
)
async def list_keys(call: Call) -> Reply:
    limit, after = (call.page.limit or 0) + 1, call.page.after
    seen: list[keys.Key] = []
    while True:
        rows = await keys.list_page(call.connection, call.organization_id, limit=limit, after=after)
        seen += [row for row in rows if is_within(call.caller.project_ids, row.project_ids)]
        if len(rows) < limit or len(seen) >= limit:
            break
        after = (rows[-1].created_at, rows[-1].id)
    names = await _project_names(call)
    return page_reply(call, seen[:limit], lambda row: _key_json(call, row, names))


@operations.get(
    "/keys/scopes",
    id="listScopes",
    summary="List scopes",
    description="Scopes that you can give to a key.",
    answer=Answer(ScopeOut, {"name": "interviews:read"}, is_list=True),
)
async def list_scopes(call: Call) -> Reply:
    """Only the scopes that the caller has."""
    own = call.caller.scopes
    return Reply([{"name": name} for name in sorted(call.scopes) if not own or name in own])


async def _project_names(call: Call) -> dict[str, str]:
    """The names of the projects of the organization and of its test organization, by id."""
    test_organization = await test_organizations.find_test_organization(call.connection, call.organization_id)
    homes = [call.organization_id, *([] if test_organization is None else [test_organization])]
    rows = [row for home in homes for row in await organizations.list_projects(call.connection, home)]
    return {row.id: row.name for row in rows}


async def find_key(call: Call, *, lock: bool) -> keys.Key | None:
    """The key of `/keys/{id}`. None if the key can access projects that the caller cannot."""
    row = await keys.find_key(call.connection, call.organization_id, call.id)
    return row if row is not None and is_within(call.caller.project_ids, row.project_ids) else None


@operations.post(
    "/keys",
    id="createKey",
    summary="Create an API key",
    description="Returns the key itself, once. It has no more permissions and no later expiry than the key or person "
    "that creates it.",
    answer=Answer(
        NewKeyOut, {**examples.KEY, "lastUsedAt": None, "lastUsedFrom": None, "key": "dlv_" + "4fK9s2LxQ0aZt7Yb" * 2}
    ),
    role="ADMIN",
    body=Body(KeyIn, {"name": "Applicant tracking", "role": "MEMBER", "expiresInDays": 90}),
    shows_secret=True,
    locks_organization=True,
)
async def create_key(call: Call) -> Reply:
    values = {**defaults(KeyIn), **call.body}
    crosses = values["mode"] not in (None, call.caller.mode)
    maker = (
        None
        if call.caller.is_person
        else await keys.find_key(call.connection, call.organization_id, call.caller.key_id)
    )
    refuse(_wrong_mode(call, values) if crosses else [])
    refuse(await _too_mighty(call, values))
    home = call.organization_id
    if crosses:
        home = await test_organizations.take_test_organization(call.connection, call.organization_id, call.now)
    made = await issue_key(
        call.connection,
        home,
        call.context.secrets,
        user_id=call.caller.user_id,
        name=values["name"],
        role=values["role"],
        now=call.now,
        scopes=_scopes(call, values),
        project_ids=values["project_ids"] or call.caller.project_ids,
        expires_at=_expiry(call, values["expires_in_days"], maker),
    )
    call.id = made.key_id
    call.audit_detail = {"name": values["name"], "role": values["role"], **({"mode": "TEST"} if crosses else {})}
    row = await keys.find_key(call.connection, call.organization_id, made.key_id)
    assert row is not None
    return Reply({**_key_json(call, row, await _project_names(call)), "key": made.key})


def _wrong_mode(call: Call, values: Json) -> list[Problem]:
    """Why a key of the other mode cannot be created.

    A test key cannot create a live key, and test data isn't in any of the organization's projects.
    """
    if call.caller.is_test:
        return [("mode", "must be TEST: a test key can only create test keys")]
    if values["project_ids"] is not None:
        return [("projectIds", "must be omitted for a test key, which accesses all test data")]
    if call.caller.project_ids is not None:
        return [("mode", "must be LIVE: only callers with access to every project can create a test key")]
    return []


async def _too_mighty(call: Call, values: Json) -> list[Problem]:
    """The parts of the requested key that exceed the caller's own role, scopes or projects."""
    caller = call.caller
    projects = await organizations.list_projects(call.connection, call.organization_id)
    reachable = {row.id for row in projects} if caller.project_ids is None else set(caller.project_ids)
    problems: list[Problem] = []
    if not is_at_least(caller.role, values["role"]):
        problems.append(("role", f"{_UNLIKE}, which is {caller.role}"))
    for index, scope in enumerate(values["scopes"]):
        if scope not in call.scopes:
            problems.append((f"scopes.{index}", "isn't a scope; a scope is `tag:read` or `tag:write`"))
        elif caller.scopes and scope not in caller.scopes:
            problems.append((f"scopes.{index}", _UNLIKE))
    for index, project in enumerate(values["project_ids"] or ()):
        if project not in reachable:
            problems.append((f"projectIds.{index}", "is not a project that you can access"))
    return problems


def _scopes(call: Call, values: Json) -> list[str]:
    return list(dict.fromkeys(values["scopes"])) or list(call.caller.scopes)


def _expiry(call: Call, days: int | None, maker: keys.Key | None) -> int | None:
    """When the new key expires, which is never later than the key that creates it."""
    wanted = None if days is None else call.now + days * _DAY_MS
    ends = [at for at in (wanted, None if maker is None else maker.expires_at) if at is not None]
    return min(ends, default=None)


@operations.delete(
    "/keys/{id}",
    id="revokeKey",
    summary="Revoke an API key",
    description="The key stops working. Revoking it twice is not an error.",
    answer=Answer(KeyOut, {**examples.KEY, "state": "REVOKED", "revokedAt": MADE}),
    find=find_key,
    role="ADMIN",
    is_unversioned=True,
)
async def revoke_key(call: Call) -> Reply:
    row = call.found
    if not is_at_least(call.caller.role, row.role):
        raise ForbiddenError(f"This key has the role {row.role}. Only a caller with that role can revoke it.")
    await keys.revoke_key(call.connection, call.organization_id, call.id, call.now)
    call.audit_detail = {"name": row.name, "role": row.role}
    after = await find_key(call, lock=False)
    assert after is not None
    return Reply(_key_json(call, after, await _project_names(call)))
