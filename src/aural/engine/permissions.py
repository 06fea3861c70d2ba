"""The roles of an organization's members and keys, and what each of them may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["VIEWER", "MEMBER", "ADMIN", "OWNER"]


@dataclass(frozen=True, slots=True)
class Permissions:
    """`rank`: a role may do all that lower roles may do. An API operation names the lowest role that may call it."""

    rank: int
    sees_contacts: bool = True  # email addresses and phone numbers, which are masked otherwise
    rates: bool = True
    can_be_limited: bool = False  # whether the role can be limited to some projects; if not, it reaches all of them


ROLES: dict[Role, Permissions] = {
    "VIEWER": Permissions(0, sees_contacts=False, rates=False, can_be_limited=True),
    "MEMBER": Permissions(1, can_be_limited=True),
    "ADMIN": Permissions(2),
    "OWNER": Permissions(3),
}

_BY_NAME: dict[str, Permissions] = dict(ROLES.items())


def permissions_of(role: str) -> Permissions:
    """The permissions of a role. Raises KeyError if the role doesn't exist."""
    return _BY_NAME[role]


def at_least_words(role: Role) -> str:
    """The roles that may do what this one may do, such as `MEMBER or higher`."""
    is_highest = permissions_of(role).rank == max(each.rank for each in ROLES.values())
    return role if is_highest else f"{role} or higher"


def is_at_least(role: str, other: str) -> bool:
    """Whether the role may do everything that `other` may do."""
    return permissions_of(role).rank >= permissions_of(other).rank
