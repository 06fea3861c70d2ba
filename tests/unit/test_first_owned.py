"""The organization that people of the identity provider's domain join automatically."""

from __future__ import annotations

from aural.accounts import repository as users
from aural.organizations.repository import find_first_owned, found_organization
from aural.store.database import Database

NOW = 1_764_000_000_000


async def test_it_is_the_sample_only_if_no_person_owns_another(database: Database) -> None:
    async with database.transaction() as transaction:
        assert await find_first_owned(transaction, None) is None
        owner_id = await users.insert_user(
            transaction, name="Dana", email="dana@example.com", password_hash=None, now=NOW
        )
        sample_id = await found_organization(transaction, "Sample", owner_id, NOW)
        assert await find_first_owned(transaction, sample_id) == sample_id
        acme_id = await found_organization(transaction, "Acme", owner_id, NOW + 1)
        assert await find_first_owned(transaction, sample_id) == acme_id
        assert await find_first_owned(transaction, None) == sample_id
