"""Finds the organization that a command works on, by its name or as the only one of the deployment."""

from __future__ import annotations

from aural.organizations import claim_repository as claims
from aural.organizations import repository as organizations
from aural.organizations.repository import Organization
from aural.platform.errors import BadRequestError, NotFoundError
from aural.store.database import Database
from aural.store.deployment import find_value

FIRST = "My organization"


async def find_organization(database: Database, name: str | None) -> Organization:
    """The organization with this name, or the only one if `name` is None. Raises NotFoundError, BadRequestError."""
    every = await organizations.list_organizations(database.read)
    if not every:
        raise NotFoundError("There is no organization yet.")
    return _choose(every, name)


async def choose_name(database: Database, name: str | None, *, creates: bool) -> tuple[str, bool]:
    """The name of the organization for a new key, and whether the organization has to be created.

    Without `creates`, only the first organization is created. The sample of `aural demo` counts once it has an owner.
    Raises NotFoundError, BadRequestError.
    """
    every = await organizations.list_organizations(database.read)
    if name is not None and creates:
        return name, all(row.name != name.strip() for row in every)
    sample = await find_value(database.read, claims.SAMPLE)
    if sample is not None and await claims.find_claimable(database.read, sample) is not None:
        every = [row for row in every if row.id != sample or row.name == name]
    if not every:
        return name or FIRST, True
    try:
        return _choose(every, name).name, False
    except NotFoundError as error:
        raise NotFoundError(f"{error.message} Pass --create to create it.") from error


def _choose(every: list[Organization], name: str | None) -> Organization:
    """Raises NotFoundError and BadRequestError, with the names of all organizations."""
    found = [row for row in every if name is None or row.name == name.strip()]
    names = ", ".join(f"“{row.name}”" for row in every)
    if not found:
        raise NotFoundError(f"No organization is named “{name}”. Existing organizations: {names}.")
    if len(found) > 1:
        raise BadRequestError(f"There are several organizations: {names}. Name one with --organization.")
    return found[0]
