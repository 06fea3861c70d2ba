"""Organizations with their projects, members and plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import and_, bindparam, case, delete, insert, select, update

from aural.platform.errors import BadRequestError, ConflictError
from aural.platform.ids import new_id
from aural.store import schema
from aural.store.database import Connection, Database, DuplicateError
from aural.store.records import fetch_all, fetch_one
from aural.usage import repository as usage

DEFAULT_PLAN = "self-hosted"
FREE_PLAN = "free"
TEST_PLAN = "test"  # the plan of test organizations, which cannot be chosen
FIRST_PROJECT = "Default"
FIRST_OWNER = "Owner"

_O = schema.organizations
_PROJECTS = schema.projects
_USERS = schema.users
_M = schema.memberships

_PLANS = select(schema.plans.c.name).where(schema.plans.c.name != TEST_PLAN).order_by(schema.plans.c.name)
_SHOWN = select(_O.c.id, _O.c.name, _O.c.plan, _O.c.created_at)
_EVERY = _SHOWN.where(_O.c.test_of.is_(None)).order_by(_O.c.created_at, _O.c.id)
_BY_NAME = select(_O.c.id, _O.c.plan, _O.c.test_of).where(_O.c.name == bindparam("name"))
_SET_PLAN = update(_O).where(_O.c.id == bindparam("organization")).values(plan=bindparam("wanted"))
_OWNER = (
    select(_M.c.user_id)
    .where(_M.c.organization_id == bindparam("organization"), _M.c.role == "OWNER")
    .order_by(_M.c.created_at, _M.c.user_id)
    .limit(1)
)
_BY_ID = _SHOWN.where(_O.c.id == bindparam("organization"))
_OLDEST = select(_O.c.id).order_by(_O.c.created_at, _O.c.id).limit(1)
_FIRST_OWNED = (
    select(_O.c.id)
    .join(_M, and_(_M.c.organization_id == _O.c.id, _M.c.role == "OWNER"))
    .join(_USERS, and_(_USERS.c.id == _M.c.user_id, _USERS.c.email.is_not(None)))
    .order_by(case((_O.c.id == bindparam("sample"), 1), else_=0), _O.c.created_at, _O.c.id)
    .limit(1)
)
_RENAME = update(_O).where(_O.c.id == bindparam("organization")).values(name=bindparam("new_name"))
_DELETE = delete(_O).where(_O.c.id == bindparam("organization"))
# Members without an email address can't sign in, and belong to one organization only.
_PLACEHOLDERS = (
    select(_USERS.c.id)
    .join(_M, _M.c.user_id == _USERS.c.id)
    .where(_M.c.organization_id == bindparam("organization"), _USERS.c.email.is_(None))
)
_DELETE_USERS = delete(_USERS).where(_USERS.c.id.in_(bindparam("users", expanding=True)))
_LIST_PROJECTS = (
    select(_PROJECTS.c.id, _PROJECTS.c.name)
    .where(_PROJECTS.c.organization_id == bindparam("organization"))
    .order_by(_PROJECTS.c.created_at, _PROJECTS.c.id)
)
_LIST_MEMBERS = (
    select(_USERS.c.id, _M.c.role)
    .join(_M, _M.c.user_id == _USERS.c.id)
    .where(_M.c.organization_id == bindparam("organization"))
    .order_by(_M.c.created_at, _USERS.c.id)
)
_USER_BY_EMAIL = select(_USERS.c.id).where(_USERS.c.email == bindparam("email"))


class Organization(NamedTuple):
    id: str
    name: str
    plan: str
    created_at: int


class Project(NamedTuple):
    id: str
    name: str


class Member(NamedTuple):
    id: str
    role: str


@dataclass(frozen=True, slots=True)
class OwnedOrganization:
    """An organization with its first owner. Keys created on the command line belong to that owner."""

    id: str
    name: str
    plan: str
    owner_id: str


async def take_organization(database: Database, name: str, now: int, plan: str | None = None) -> OwnedOrganization:
    """Finds the organization with this name, or creates it with an owner and a project "Default".

    A given `plan` is also set on an existing organization. None means self-hosted for a new one, and no change
    otherwise. Raises BadRequestError for an unknown plan, an empty name or the name of a test organization.
    Simultaneous calls create only one organization.
    """
    if not name.strip():
        raise BadRequestError("An organization needs a name.")
    try:
        return await _take_organization(database, name.strip(), now, plan)
    except DuplicateError:  # another call has just created it
        return await _take_organization(database, name.strip(), now, plan)


async def _take_organization(database: Database, name: str, now: int, plan: str | None) -> OwnedOrganization:
    async with database.transaction() as transaction:
        await _require_plan(transaction, plan)
        row = await transaction.row(_BY_NAME, {"name": name})
        if row is None:
            return await _create_organization(transaction, name, now, plan or DEFAULT_PLAN)
        if row.test_of is not None:
            raise BadRequestError("This is a test organization. Use the name of the organization that it belongs to.")
        if plan is not None:
            await transaction.run(_SET_PLAN, {"organization": row.id, "wanted": plan})
        owner = await transaction.row(_OWNER, {"organization": row.id})
        owner_id = await _add_owner(transaction, row.id, now) if owner is None else owner.user_id
        return OwnedOrganization(row.id, name, plan or row.plan, owner_id)


async def _require_plan(connection: Connection, plan: str | None) -> None:
    names = [row.name for row in await connection.rows(_PLANS)]
    if plan is not None and plan not in names:
        raise BadRequestError(f"There is no plan “{plan}”. Choose one of: {', '.join(names)}.")


async def _create_organization(connection: Connection, name: str, now: int, plan: str) -> OwnedOrganization:
    organization_id = new_id()
    row = {"id": organization_id, "name": name, "plan": plan, "created_at": now}
    await connection.run(insert(_O), row)
    owner_id = await _add_owner(connection, organization_id, now)
    await take_project(connection, organization_id, FIRST_PROJECT, now)
    return OwnedOrganization(organization_id, name, plan, owner_id)


async def _add_owner(connection: Connection, organization_id: str, now: int) -> str:
    user_id = new_id()
    await connection.run(insert(_USERS), {"id": user_id, "name": FIRST_OWNER, "email": None, "created_at": now})
    await _add_membership(connection, organization_id, user_id, "OWNER", now)
    return user_id


async def _add_membership(connection: Connection, organization_id: str, user_id: str, role: str, now: int) -> None:
    row = {"organization_id": organization_id, "user_id": user_id, "role": role, "created_at": now}
    await connection.run(insert(_M), row)


async def add_placeholder(connection: Connection, organization_id: str, name: str, now: int) -> str:
    """Adds a member who can't sign in, and returns the user id. The account is deleted with the organization."""
    user_id = new_id()
    await connection.run(insert(_USERS), {"id": user_id, "name": name, "email": None, "created_at": now})
    await _add_membership(connection, organization_id, user_id, "MEMBER", now)
    return user_id


async def found_organization(
    connection: Connection, name: str, owner_id: str, now: int, plan: str = DEFAULT_PLAN
) -> str:
    """Adds an organization with its first project and returns its id. Raises DuplicateError if the name is taken."""
    organization_id = new_id()
    row = {"id": organization_id, "name": name, "plan": plan, "created_at": now}
    await connection.run(insert(_O), row)
    await _add_membership(connection, organization_id, owner_id, "OWNER", now)
    await take_project(connection, organization_id, FIRST_PROJECT, now)
    return organization_id


async def find_organization(connection: Connection, organization_id: str) -> Organization | None:
    return await fetch_one(connection, Organization, _BY_ID, {"organization": organization_id})


async def find_oldest(connection: Connection) -> str | None:
    """The deployment's oldest organization. Jobs that don't belong to any organization run in this one."""
    row = await connection.row(_OLDEST)
    return None if row is None else str(row.id)


async def find_first_owned(connection: Connection, sample_id: str | None) -> str | None:
    """The oldest organization owned by a person. People who join automatically are added to this one.

    It is the sample only if no person owns another organization.
    """
    row = await connection.row(_FIRST_OWNED, {"sample": sample_id or ""})
    return None if row is None else str(row.id)


async def rename_organization(connection: Connection, organization_id: str, name: str) -> None:
    """Raises DuplicateError if the name is taken."""
    await connection.run(_RENAME, {"organization": organization_id, "new_name": name})


async def delete_organization(connection: Connection, organization_id: str) -> None:
    """Deletes the organization and everything in it, except the accounts of its members with an email address."""
    placeholders = [row.id for row in await connection.rows(_PLACEHOLDERS, {"organization": organization_id})]
    await connection.run(_DELETE, {"organization": organization_id})
    if placeholders:
        await connection.run(_DELETE_USERS, {"users": placeholders})


async def list_organizations(connection: Connection) -> list[Organization]:
    """All organizations of the deployment except test organizations, oldest first.

    For the deployment's operator, not for API callers.
    """
    return await fetch_all(connection, Organization, _EVERY)


async def list_projects(connection: Connection, organization_id: str) -> list[Project]:
    """Lists the oldest first, because new interviews go to the first accessible project."""
    return await fetch_all(connection, Project, _LIST_PROJECTS, {"organization": organization_id})


async def take_project(connection: Connection, organization_id: str, name: str, now: int) -> str:
    """Finds the project with this name, or creates it. Returns its id."""
    for project in await list_projects(connection, organization_id):
        if project.name == name:
            return project.id
    project_id = new_id()
    row = {"id": project_id, "organization_id": organization_id, "name": name, "created_at": now}
    await connection.run(insert(_PROJECTS), row)
    return project_id


async def list_members(connection: Connection, organization_id: str) -> list[Member]:
    """Lists members in the order in which they joined."""
    return await fetch_all(connection, Member, _LIST_MEMBERS, {"organization": organization_id})


async def add_member(
    connection: Connection, organization_id: str, *, name: str, email: str, role: str, now: int, upgrade_url: str
) -> str:
    """Adds a member, who takes a seat of the plan, and returns the user id. A known email address keeps its account.

    Raises PlanLimitError if no seat is left, and ConflictError if the person is already a member.
    """
    await usage.require_seat(connection, organization_id, now, upgrade_url)
    known = await connection.row(_USER_BY_EMAIL, {"email": email})
    if known is not None and any(row.id == known.id for row in await list_members(connection, organization_id)):
        raise ConflictError("This person is already a member of the organization.")
    user_id = new_id() if known is None else str(known.id)
    if known is None:
        await connection.run(insert(_USERS), {"id": user_id, "name": name, "email": email, "created_at": now})
    await _add_membership(connection, organization_id, user_id, role, now)
    return user_id


_NAME = select(_O.c.name).where(_O.c.id == bindparam("organization"))


async def get_name(connection: Connection, organization_id: str) -> str:
    row = await connection.row(_NAME, {"organization": organization_id})
    assert row is not None
    return str(row.name)
