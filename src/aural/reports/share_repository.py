"""Shared reports: their links, of which only the token's hash is stored, and their views."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import bindparam, insert, or_, select, tuple_, update

from aural.interviews.repository import Position, Projects
from aural.platform.ids import new_id
from aural.reports.share_tables import Share as Share
from aural.reports.share_tables import share_views, shares
from aural.store import schema
from aural.store.database import Connection
from aural.store.records import fetch_all, fetch_one

_H = shares
_V = share_views
_S = schema.sessions
_I = schema.interviews
_MINE = _H.c.organization_id == bindparam("organization")
_AFTER_SHARE = tuple_(_H.c.created_at, _H.c.id) < tuple_(bindparam("created_at"), bindparam("id"))
_AFTER_VIEW = tuple_(_V.c.created_at, _V.c.id) < tuple_(bindparam("created_at"), bindparam("id"))

_ADD = insert(_H)
_OF_SESSION = (
    select(_H, _S.c.end_reason)
    .join(_S, _S.c.id == _H.c.session_id)
    .where(_MINE, _H.c.session_id == bindparam("session"))
    .order_by(_H.c.created_at.desc(), _H.c.id.desc())
    .limit(bindparam("limit"))
)
_PAGES = {False: _OF_SESSION, True: _OF_SESSION.where(_AFTER_SHARE)}
_BY_ID = (
    select(_H, _S.c.end_reason)
    .join(_S, _S.c.id == _H.c.session_id)
    .join(_I, _I.c.id == _S.c.interview_id)
    .where(_MINE, _H.c.id == bindparam("share"))
)
_ONE = {False: _BY_ID, True: _BY_ID.where(_I.c.project_id.in_(bindparam("projects", expanding=True)))}
_REVOKE = (
    update(_H)
    .where(_MINE, _H.c.id == bindparam("share"), _H.c.revoked_at.is_(None))
    .values(revoked_at=bindparam("now"))
)
# Finds nothing if the link is unknown, expired or revoked, or if consent was withdrawn in the meantime.
_OPEN = (
    select(_H, _S.c.end_reason)
    .join(_S, _S.c.id == _H.c.session_id)
    .where(
        _H.c.hash == bindparam("hash"),
        _H.c.revoked_at.is_(None),
        _H.c.expires_at > bindparam("now"),
        or_(_S.c.end_reason.is_(None), _S.c.end_reason != "CONSENT_WITHDRAWN"),
    )
)
_ADD_VIEW = insert(_V)
_COUNT_VIEW = (
    update(_H)
    .where(_MINE, _H.c.id == bindparam("share"))
    .values(view_count=_H.c.view_count + 1, last_viewed_at=bindparam("now"))
)
_VIEWS = (
    select(_V.c.id, _V.c.network, _V.c.browser, _V.c.created_at, _H.c.created_by)
    .join(_H, _H.c.id == _V.c.share_id)
    .where(_V.c.organization_id == bindparam("organization"))
)
_VIEWS_OF_SHARE = (
    _VIEWS.where(_V.c.share_id == bindparam("share"))
    .order_by(_V.c.created_at.desc(), _V.c.id.desc())
    .limit(bindparam("limit"))
)
_VIEW_PAGES = {False: _VIEWS_OF_SHARE, True: _VIEWS_OF_SHARE.where(_AFTER_VIEW)}
_VIEWS_OF_SESSION = _VIEWS.where(_V.c.session_id == bindparam("session")).order_by(_V.c.created_at)

_NAME_OF = select(schema.organizations.c.name).where(schema.organizations.c.id == bindparam("organization"))


class View(NamedTuple):
    """One view of a link. `created_by`: the person who shared it."""

    id: str
    network: str
    browser: str | None
    created_at: int
    created_by: str


async def find_organization_name(connection: Connection, organization_id: str) -> str:
    row = await connection.row(_NAME_OF, {"organization": organization_id})
    return "" if row is None else str(row.name)


async def insert_share(connection: Connection, organization_id: str, **columns: object) -> str:
    """Stores a new share and returns its id. `columns`: session_id, user_id, created_by, hash, shows_names, parts,
    expires_at, created_at."""
    share_id = new_id()
    await connection.run(_ADD, {"id": share_id, "organization_id": organization_id, **columns})
    return share_id


async def list_shares(
    connection: Connection, organization_id: str, session_id: str, *, limit: int, after: Position | None
) -> list[Share]:
    """A session's shares, newest first, including expired and revoked ones."""
    keys: dict[str, object] = {"organization": organization_id, "session": session_id, "limit": limit}
    if after is not None:
        keys |= {"created_at": after[0], "id": after[1]}
    return await fetch_all(connection, Share, _PAGES[after is not None], keys)


async def find_share(connection: Connection, organization_id: str, projects: Projects, share_id: str) -> Share | None:
    keys: dict[str, object] = {"organization": organization_id, "share": share_id}
    if projects is not None:
        keys["projects"] = projects
    return await fetch_one(connection, Share, _ONE[projects is not None], keys)


async def revoke_share(connection: Connection, organization_id: str, share_id: str, now: int) -> None:
    """Revokes the share. If it was already revoked, its revocation time stays the same."""
    await connection.run(_REVOKE, {"organization": organization_id, "share": share_id, "now": now})


async def find_open_share(connection: Connection, token_hash: bytes, now: int) -> Share | None:
    """The share that this token opens now. Needs no organization, since the token alone gives access."""
    return await fetch_one(connection, Share, _OPEN, {"hash": token_hash, "now": now})


async def note_view(
    connection: Connection, organization_id: str, share: Share, *, network: str, browser: str | None, now: int
) -> None:
    """Records that the share was opened."""
    row = {"id": new_id(), "organization_id": organization_id, "session_id": share.session_id, "share_id": share.id}
    await connection.run(_ADD_VIEW, row | {"network": network, "browser": browser, "created_at": now})
    await connection.run(_COUNT_VIEW, {"organization": organization_id, "share": share.id, "now": now})


async def list_views(
    connection: Connection, organization_id: str, share_id: str, *, limit: int, after: Position | None
) -> list[View]:
    """The views of a share, newest first."""
    keys: dict[str, object] = {"organization": organization_id, "share": share_id, "limit": limit}
    if after is not None:
        keys |= {"created_at": after[0], "id": after[1]}
    return await fetch_all(connection, View, _VIEW_PAGES[after is not None], keys)


async def list_views_of_session(connection: Connection, organization_id: str, session_id: str) -> list[View]:
    """All views of a session's shared report, oldest first."""
    keys = {"organization": organization_id, "session": session_id}
    return await fetch_all(connection, View, _VIEWS_OF_SESSION, keys)
