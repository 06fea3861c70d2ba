"""The API's gate on its own database, with one organization and a limit of five requests a minute."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aural.guard.auth.gate import Gate, NewKey, issue_key
from aural.guard.secrets import Secrets
from aural.organizations import repository as organizations
from aural.organizations.repository import OwnedOrganization
from aural.store.database import Database, open_database
from aural.store.limits import open_limits
from tests.clocks import FakeClock

SECRETS = Secrets("a secret of a test, and of nothing else")
MISSING = "Send your API key as `Authorization: Bearer dlv_…`: the header is missing or malformed."
INVALID = "This API key is not valid: it is unknown, revoked or expired. Check it, or create a new one."


@dataclass
class House:
    database: Database
    gate: Gate
    clock: FakeClock
    organization: OwnedOrganization

    async def issue(self, **reach: object) -> NewKey:
        async with self.database.transaction() as transaction:
            return await issue_key(
                transaction, self.organization.id, SECRETS, user_id=self.organization.owner_id,
                name="test", role="MEMBER", now=self.clock.now(), **reach,
            )  # fmt: skip


@asynccontextmanager
async def open_house(database_url: str) -> AsyncIterator[House]:
    database, clock = open_database(database_url), FakeClock()
    limits = open_limits(database, database_url)
    gate = Gate(database, limits, SECRETS, clock, 5)
    organization = await organizations.take_organization(database, "Acme", clock.now())
    yield House(database, gate, clock, organization)
    await gate.close()
    await limits.close()
    await database.close()
