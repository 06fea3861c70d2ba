"""How many sessions chose each option of a question, or wrote words of their own under "Other"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from sqlalchemy import Executable, and_, bindparam, case, func, or_, select

from aural.engine.artifacts import without_replaced
from aural.insights.repository import Scope, conditions_of
from aural.reports.share_tables import session_facts
from aural.store import schema
from aural.store.database import Connection
from aural.store.records import fetch_all

_F, _M, _S, _C = session_facts, schema.messages, schema.sessions, schema.corrections
_OPTIONS, _OTHER = _M.c.data["choice"].as_string(), _M.c.data["other"].as_string()


class _Made(NamedTuple):
    """The sessions whose last choice is the same. `own`: what they wrote, and `content`: all of their answer, both only
    if a correction replaced the answer."""

    question_id: str
    options: str | None
    has_other: bool
    own: str | None
    content: str | None
    sessions: int


class ChoiceCount(NamedTuple):
    """The sessions whose last choice is the same. `options`: a JSON list; None if they only wrote their own words."""

    question_id: str
    options: str | None
    has_other: bool
    sessions: int


@cache
def _choices(names: tuple[str, ...]) -> Executable:
    """Reads the messages of each session once, however many questions are asked for."""
    # Corrections are drafts until they take effect.
    correction = and_(_C.c.session_id == _M.c.session_id, _C.c.seq == _M.c.seq, _S.c.corrected_at.is_not(None))
    is_replaced = _C.c.content.is_not(None)
    newest_first = func.row_number().over(partition_by=(_M.c.session_id, _M.c.question_id), order_by=_M.c.seq.desc())
    made = (
        select(
            _M.c.question_id,
            _OPTIONS.label("options"),
            _OTHER.is_not(None).label("has_other"),
            case((is_replaced, _OTHER)).label("own"),
            case((is_replaced, _M.c.content)).label("content"),
            newest_first.label("place"),
        )
        .select_from(
            _F.join(_S, _S.c.id == _F.c.session_id)
            .join(_M, _M.c.session_id == _F.c.session_id)
            .outerjoin(_C, correction)
        )
        .where(
            *conditions_of(_F, _F.c.held_at, names),
            _M.c.question_id.in_(bindparam("questions", expanding=True)),
            _M.c.kind == "answer",
            _M.c.role == "user",
            or_(_OPTIONS.is_not(None), _OTHER.is_not(None)),
            func.coalesce(_C.c.is_left_out, False).is_(False),
        )
        .subquery()
    )
    same = (made.c.question_id, made.c.options, made.c.has_other, made.c.own, made.c.content)
    return select(*same, func.count().label("sessions")).where(made.c.place == 1).group_by(*same)


async def count_choices(
    connection: Connection, organization_id: str, scope: Scope, questions: Sequence[str]
) -> list[ChoiceCount]:
    """The last choices in answer to these questions, without those that the candidate left out or replaced."""
    keys = scope.keys() | {"organization": organization_id, "questions": list(questions)}
    rows = await fetch_all(connection, _Made, _choices(scope.names()), keys)
    counts: Counter[tuple[str, str | None, bool]] = Counter()
    for row in rows:
        counts[row.question_id, row.options, row.has_other and not _is_replaced(row)] += row.sessions
    return [ChoiceCount(*made, sessions) for made, sessions in counts.items() if made[1] is not None or made[2]]


def _is_replaced(row: _Made) -> bool:
    """Whether the candidate's own words were part of the answer that a correction replaced."""
    return row.content is not None and "other" not in (without_replaced({"other": row.own or ""}, row.content) or {})
