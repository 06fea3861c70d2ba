"""Test organizations, in which an organization's test keys work. They have no members.

Otherwise, they are like other organizations. The isolation between organizations therefore also isolates test data. No
one can sign in to a test organization. It isn't listed, and is deleted with the organization that it belongs to.
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
"""How long simulated candidates are kept, unless a test key sets another retention."""

_O = schema.organizations
_TEST_ORGANIZATION = select(_O.c.id).where(_O.c.test_of == bindparam("organization"))
_IS_TEST = select(literal(1)).where(_O.c.id == bindparam("organization"), _O.c.test_of.is_not(None))
_HELD = select(func.count()).where(schema.sessions.c.organization_id == bindparam("organization"))
# Names are unique in the deployment. This one contains part of the id, so no other organization can take it.
_RENAME = (
    update(_O)
    .where(_O.c.test_of == bindparam("organization"))
    .values(name=bindparam("new_name", type_=Text) + " (test " + func.substr(_O.c.id, 31) + ")")
)


async def is_test(connection: Connection, organization_id: str) -> bool:
    """Whether this is a test organization. Its candidates are simulated, and its webhooks are marked as tests."""
    return await connection.row(_IS_TEST, {"organization": organization_id}) is not None


async def find_test_organization(connection: Connection, organization_id: str) -> str | None:
    """The id of the organization's test organization. None until the first test key is created."""
    row = await connection.row(_TEST_ORGANIZATION, {"organization": organization_id})
    return None if row is None else str(row.id)


async def take_test_organization(connection: Connection, organization_id: str, now: int) -> str:
    """Finds or creates the organization's test organization, and returns its id. Simultaneous calls create only one."""
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
    # The engine is stored only for display in the settings: find_engine returns GUIDED for test organizations anyway.
    chosen = {"engine": "GUIDED", "transcript_days": TEST_DAYS}
    await settings.change_settings(connection, test_id, chosen, now)
    return test_id


async def rename_test_organization(connection: Connection, organization_id: str, name: str) -> None:
    """Names the organization's test organization, if it has one, after the organization."""
    await connection.run(_RENAME, {"organization": organization_id, "new_name": name})


async def count_sessions(connection: Connection, organization_id: str) -> int:
    """How many sessions an organization has."""
    row = await connection.row(_HELD, {"organization": organization_id})
    return 0 if row is None else int(row[0])
