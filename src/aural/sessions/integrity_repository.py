"""Integrity signals: recorded while a session runs, read and commented on afterwards, and never changed.

Their retention period may differ from that of the transcript (privacy/data_kinds_repository.py).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from sqlalchemy import BindParameter, ColumnElement, Table, Text, bindparam, cast, delete, func, select

from aural.engine.integrity import CALM, CAMERA, Signal, current_state
from aural.privacy.consent_repository import covers_camera_signals
from aural.settings.budgets import SIGNAL_CHARACTERS_OF_SESSION, SIGNALS_OF_SESSION, WATCHES_OF_SESSION
from aural.store import schema
from aural.store.database import Connection
from aural.store.dialect import upsert
from aural.store.records import fetch_all

_N = schema.integrity_signals
_W = schema.integrity_watches
_C = schema.integrity_comments
_S = schema.sessions
_H = schema.legal_holds
TABLES: tuple[Table, ...] = (_N, _W, _C)
_ORGANIZATION: BindParameter[str] = bindparam("organization")


def _mine(table: Table) -> tuple[ColumnElement[bool], ...]:
    return table.c.organization_id == _ORGANIZATION, table.c.session_id == bindparam("session")


_ADD = upsert(_N).on_conflict_do_nothing(index_elements=["session_id", "client_id"])
_MEASURE = select(
    func.count().label("signals"), func.coalesce(func.sum(func.length(cast(_N.c.data, Text))), 0).label("size")
).where(*_mine(_N))
_OTHER_WATCHES = select(func.count().label("held")).where(*_mine(_W), _W.c.started_at != bindparam("start"))
_LIST = select(_N).where(*_mine(_N)).order_by(_N.c.at, _N.c.id)
_STATES = select(_N.c.kind, _N.c.data).where(*_mine(_N), _N.c.kind.in_(list(CALM))).order_by(_N.c.at, _N.c.id)
_watch = upsert(_W)
_EXTEND = _watch.on_conflict_do_update(
    index_elements=["session_id", "started_at"], set_={"ended_at": _watch.excluded.ended_at}
)
_WATCHES = select(_W.c.started_at, _W.c.ended_at).where(*_mine(_W)).order_by(_W.c.started_at)
_comment = upsert(_C)
_COMMENT = _comment.on_conflict_do_update(
    index_elements=["session_id", "item_id"],
    set_={name: _comment.excluded[name] for name in ("comment", "commented_at")},
)
_UNCOMMENT = delete(_C).where(*_mine(_C), _C.c.item_id == bindparam("item"))
_COMMENTS = select(_C.c.item_id, _C.c.comment, _C.c.commented_at).where(*_mine(_C))
_ERASE_KINDS = delete(_N).where(*_mine(_N), _N.c.kind.in_(bindparam("kinds", expanding=True)))


class Comment(NamedTuple):
    item_id: str
    comment: str
    commented_at: int


async def add_signal(
    connection: Connection, organization_id: str, session_id: str, signal: Signal, client_id: str
) -> None:
    """Stores a signal unless it was reported before or the session has no space for it. The session must be locked."""
    if not await has_room(connection, organization_id, session_id):
        return
    await connection.run(
        _ADD,
        {
            "id": signal.id,
            "organization_id": organization_id,
            "session_id": session_id,
            "client_id": client_id,
            "kind": signal.kind,
            "data": dict(signal.data),
            "at": signal.at,
        },
    )


async def has_room(connection: Connection, organization_id: str, session_id: str) -> bool:
    """Whether the session has space for another signal. Once it is full, it stays full."""
    row = await connection.row(_MEASURE, {"organization": organization_id, "session": session_id})
    return row is None or (row.signals < SIGNALS_OF_SESSION.most and row.size < SIGNAL_CHARACTERS_OF_SESSION.most)


async def list_signals(connection: Connection, organization_id: str, session_id: str) -> list[Signal]:
    """The signals that the candidate's consent covers.

    Earlier versions also stored signals of a camera that the text of the consent didn't name.
    """
    rows = await connection.rows(_LIST, {"organization": organization_id, "session": session_id})
    signals = [Signal(row.id, row.kind, row.at, row.data) for row in rows]
    if not any(signal.kind == CAMERA for signal in signals):
        return signals
    if await covers_camera_signals(connection, organization_id, session_id):
        return signals
    return [signal for signal in signals if signal.kind != CAMERA]


async def find_states(connection: Connection, organization_id: str, session_id: str) -> dict[str, str]:
    """The state reported last, for each kind of signal that has states."""
    rows = await connection.rows(_STATES, {"organization": organization_id, "session": session_id})
    return {row.kind: current_state(row.kind, row.data["state"]) for row in rows}


async def extend_watch(
    connection: Connection, organization_id: str, session_id: str, *, started_at: int, ended_at: int
) -> None:
    """Stores a period in which the page was watching, or extends the stored period with this start.

    Ignores the period if the session has no space for it.
    """
    keys = {"organization": organization_id, "session": session_id, "start": started_at}
    others = await connection.row(_OTHER_WATCHES, keys)
    if others is not None and others.held >= WATCHES_OF_SESSION.most:
        return
    row = {"organization_id": organization_id, "session_id": session_id}
    await connection.run(_EXTEND, row | {"started_at": started_at, "ended_at": ended_at})


async def list_watches(connection: Connection, organization_id: str, session_id: str) -> list[tuple[int, int]]:
    rows = await connection.rows(_WATCHES, {"organization": organization_id, "session": session_id})
    return [(row.started_at, row.ended_at) for row in rows]


async def put_comment(
    connection: Connection, organization_id: str, session_id: str, item_id: str, comment: str | None, now: int
) -> None:
    """Stores the candidate's comment on an item. None deletes it."""
    keys = {"organization": organization_id, "session": session_id, "item": item_id}
    if comment is None:
        await connection.run(_UNCOMMENT, keys)
        return
    row = {"organization_id": organization_id, "session_id": session_id, "item_id": item_id}
    await connection.run(_COMMENT, row | {"comment": comment, "commented_at": now})


async def list_comments(connection: Connection, organization_id: str, session_id: str) -> Mapping[str, Comment]:
    """The comments by the id of the item that they are about."""
    rows = await fetch_all(connection, Comment, _COMMENTS, {"organization": organization_id, "session": session_id})
    return {row.item_id: row for row in rows}


async def erase_of_kinds(connection: Connection, organization_id: str, session_id: str, kinds: Collection[str]) -> None:
    """Erases signals of kinds that the candidate turned out to be exempt from."""
    keys = {"organization": organization_id, "session": session_id, "kinds": sorted(kinds)}
    await connection.run(_ERASE_KINDS, keys)
