"""Test organizations: where an organization's test keys work. A test organization is like any other, without members.

The tenancy that keeps organizations apart keeps test data apart, too. Nobody signs in to a test organization, no list
of organizations shows it, and it is deleted with the organization that it belongs to.
"""

from __future__ import annotations

from sqlalchemy import Text, bindparam, func, insert, literal, select, update

from aural.organizations import repository as organizations
from aural.organizations import settings_repository as settings
from aural.platform.ids import new_id
from aural.store import schema
from aural.store.database import Connection
from aural.usage import repository as usage

TEST_DAYS = 30
"""How long simulated candidates are kept, where no other time is set with a test key."""

_O = schema.organizations
_TEST_ORGANIZATION = select(_O.c.id).where(_O.c.test_of == bindparam("organization"))
_IS_TEST = select(literal(1)).where(_O.c.id == bindparam("organization"), _O.c.test_of.is_not(None))
_HELD = select(func.count()).where(schema.sessions.c.organization_id == bindparam("organization"))
# Names are unique over the deployment; the end of the id keeps anybody from taking this one first.
_RENAME = (
    update(_O)
    .where(_O.c.test_of == bindparam("organization"))
    .values(name=bindparam("new_name", type_=Text) + " (test " + func.substr(_O.c.id, 31) + ")")
)


async def is_test(connection: Connection, organization_id: str) -> bool:
    """Whether it is a test organization: its candidates are simulated, and it sends nothing but marked webhooks."""
    return await connection.row(_IS_TEST, {"organization": organization_id}) is not None


async def find_test_organization(connection: Connection, organization_id: str) -> str | None:
    """The id of the organization's test organization; None as long as no test key was made."""
    row = await connection.row(_TEST_ORGANIZATION, {"organization": organization_id})
    return None if row is None else str(row.id)


async def take_test_organization(connection: Connection, organization_id: str, now: int) -> str:
    """The id of the organization's test organization, made where there is none. No two callers make two."""
    await usage.lock_organization(connection, organization_id)
    known = await find_test_organization(connection, organization_id)
    if known is not None:
        return known
    test_id = new_id()
    row = {"id": test_id, "name": test_id, "plan": organizations.TEST_PLAN, "created_at": now}
    await connection.run(insert(_O), row | {"test_of": organization_id})
    await rename_test_organization(
        connection, organization_id, await organizations.get_name(connection, organization_id)
    )
    await organizations.take_project(connection, test_id, organizations.FIRST_PROJECT, now)
    # What is shown of it says what holds anyway (settings.find_engine).
    chosen = {"engine": "GUIDED", "transcript_days": TEST_DAYS}
    await settings.change_settings(connection, test_id, chosen, now)
    return test_id


async def rename_test_organization(connection: Connection, organization_id: str, name: str) -> None:
    """After its organization, where it has one."""
    await connection.run(_RENAME, {"organization": organization_id, "new_name": name})


async def count_sessions(connection: Connection, organization_id: str) -> int:
    """How many sessions an organization holds."""
    row = await connection.row(_HELD, {"organization": organization_id})
    return 0 if row is None else int(row[0])
