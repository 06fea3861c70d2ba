"""People's ratings, separate from the AI's, and the reviewers of each session."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, bindparam, insert, not_, select, tuple_, update

from aural.interviews.repository import Position
from aural.platform.ids import new_id
from aural.reports.tables import HumanRating as HumanRating
from aural.reports.tables import human_ratings, reviewers
from aural.sessions.filters_repository import IS_READABLE, SHOWS_RATINGS
from aural.store import schema
from aural.store.database import Connection
from aural.store.dialect import upsert
from aural.store.records import fetch_all

_H = human_ratings
_V = reviewers
_S = schema.sessions
_MINE = (_H.c.organization_id == bindparam("organization"), _H.c.session_id == bindparam("session"))
_EVERY = select(_H).where(*_MINE).order_by(_H.c.created_at.desc(), _H.c.id.desc())
_AFTER = tuple_(_H.c.created_at, _H.c.id) < tuple_(bindparam("created_at"), bindparam("id"))
_OF_ONE = _H.c.user_id == bindparam("reviewer")
_PAGES = {
    (is_whole, is_first, is_own): (_EVERY if is_whole else _EVERY.limit(bindparam("limit"))).where(
        *(() if is_first else (_AFTER,)), *((_OF_ONE,) if is_own else ())
    )
    for is_whole in (False, True)
    for is_first in (False, True)
    for is_own in (False, True)
}
_INSERT = insert(_H)
_NOTE = upsert(_V).on_conflict_do_nothing()
_REVEAL = (
    update(_V)
    .where(
        _V.c.organization_id == bindparam("organization"),
        _V.c.session_id == bindparam("session"),
        _V.c.user_id == bindparam("reviewer"),
        _V.c.revealed_at.is_(None),
    )
    .values(revealed_at=bindparam("now"))
)


_WITH_REVIEWER = (
    select(_S.c.id)
    .select_from(
        _S.join(schema.interviews, schema.interviews.c.id == _S.c.interview_id)
        .outerjoin(schema.reports, schema.reports.c.session_id == _S.c.id)
        .outerjoin(_V, and_(_V.c.session_id == _S.c.id, _V.c.user_id == bindparam("reviewer")))
    )
    .where(_S.c.organization_id == bindparam("organization"), _S.c.id.in_(bindparam("sessions", expanding=True)))
)
_UNSEEN = _WITH_REVIEWER.where(not_(SHOWS_RATINGS))
_UNREADABLE = _WITH_REVIEWER.where(not_(IS_READABLE))


async def list_unseen(
    connection: Connection, organization_id: str, session_ids: Sequence[str], reviewer_id: str
) -> frozenset[str]:
    """The sessions that this reviewer has to rate before seeing other people's ratings."""
    keys = {"organization": organization_id, "sessions": list(session_ids), "reviewer": reviewer_id}
    return frozenset([row.id for row in await connection.rows(_UNSEEN, keys)])


async def list_unreadable(
    connection: Connection, organization_id: str, session_ids: Sequence[str], reviewer_id: str
) -> frozenset[str]:
    """The sessions that this reviewer has to rate before seeing anything that the AI wrote."""
    keys = {"organization": organization_id, "sessions": list(session_ids), "reviewer": reviewer_id}
    return frozenset([row.id for row in await connection.rows(_UNREADABLE, keys)])


async def list_ratings(
    connection: Connection,
    organization_id: str,
    session_id: str,
    *,
    limit: int | None = None,
    after: Position | None = None,
    reviewer_id: str | None = None,
) -> list[HumanRating]:
    """All ratings including replaced ones, newest first; only one person's if `reviewer_id` is given."""
    keys: dict[str, object] = {"organization": organization_id, "session": session_id, "limit": limit}
    if after is not None:
        keys |= {"created_at": after[0], "id": after[1]}
    if reviewer_id is not None:
        keys["reviewer"] = reviewer_id
    page = _PAGES[limit is None, after is None, reviewer_id is not None]
    return await fetch_all(connection, HumanRating, page, keys)


async def insert_ratings(
    connection: Connection, organization_id: str, session_id: str, rows: Sequence[dict[str, Any]], now: int
) -> list[HumanRating]:
    """Adds one person's ratings and returns them as stored. `rows`: user_id, person, criterion, verdict, level,
    reason."""
    common = {"organization_id": organization_id, "session_id": session_id}
    made = [HumanRating(id=new_id(), created_at=now, **{**common, **row}) for row in rows]
    await connection.run(_INSERT, [rating._asdict() for rating in made])
    await connection.run(_NOTE, common | {"user_id": made[0].user_id, "rated_at": now, "revealed_at": None})
    return made


async def reveal_levels(
    connection: Connection, organization_id: str, session_id: str, reviewer_id: str, now: int
) -> None:
    """Shows the AI's levels to this reviewer from now on, since they have rated every criterion."""
    keys = {"organization": organization_id, "session": session_id, "reviewer": reviewer_id, "now": now}
    await connection.run(_REVEAL, keys)
