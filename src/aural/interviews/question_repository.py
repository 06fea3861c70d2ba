"""Questions of an interview. Callers lock the interview before they write, so that positions are always 0..n-1."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import bindparam, delete, insert, select, update

from aural.interviews.repository import Projects
from aural.interviews.tables import QUESTION_CONTENT
from aural.interviews.tables import Question as Question
from aural.store import schema
from aural.store.database import Connection
from aural.store.records import fetch_all, fetch_one

_I = schema.interviews
_Q = schema.questions
_IN_INTERVIEW = (_Q.c.organization_id == bindparam("organization"), _Q.c.interview_id == bindparam("interview"))
_QUESTIONS = select(_Q, _I.c.language).join(_I, _I.c.id == _Q.c.interview_id)
_LIST = _QUESTIONS.where(*_IN_INTERVIEW).order_by(_Q.c.position)


async def list_questions(connection: Connection, organization_id: str, interview_id: str) -> list[Question]:
    """All questions of an interview, in order."""
    return await fetch_all(connection, Question, _LIST, {"organization": organization_id, "interview": interview_id})


_BY_ID = _QUESTIONS.where(_Q.c.organization_id == bindparam("organization"), _Q.c.id == bindparam("question"))
_ONE = {
    False: _BY_ID,
    True: _BY_ID.where(_I.c.project_id.in_(bindparam("projects", expanding=True))),
}


async def find_question(
    connection: Connection, organization_id: str, projects: Projects, question_id: str
) -> Question | None:
    keys: dict[str, object] = {"organization": organization_id, "question": question_id}
    if projects is not None:
        keys["projects"] = projects
    return await fetch_one(connection, Question, _ONE[projects is not None], keys)


_INSERT = insert(_Q)


async def insert_questions(connection: Connection, organization_id: str, rows: Sequence[Mapping[str, object]]) -> None:
    """Stores complete rows, whose positions the caller has set (see `place_questions`)."""
    await connection.run(_INSERT, [{**row, "organization_id": organization_id} for row in rows])


_SAME = (_Q.c.organization_id == bindparam("organization"), _Q.c.id == bindparam("question"))
_CHANGED = {"version": _Q.c.version + 1, "updated_at": bindparam("now")}
_PLACE = update(_Q).where(*_SAME).values({"position": bindparam("new_position"), **_CHANGED})
_CHANGEABLE = ("position", *QUESTION_CONTENT)
_UPDATE = update(_Q).where(*_SAME).values({name: bindparam(f"new_{name}") for name in _CHANGEABLE} | _CHANGED)
_DELETE = delete(_Q).where(*_SAME)


async def place_questions(connection: Connection, organization_id: str, moved: Mapping[str, int], now: int) -> None:
    """Sets the positions of questions. `moved`: id → position."""
    common = {"organization": organization_id, "now": now}
    rows = [{**common, "question": question, "new_position": position} for question, position in moved.items()]
    if rows:
        await connection.run(_PLACE, rows)


async def update_question(
    connection: Connection, organization_id: str, current: Question, values: Mapping[str, object], now: int
) -> None:
    """Sets columns of a question and increments its version."""
    new = {f"new_{name}": values.get(name, getattr(current, name)) for name in _CHANGEABLE}
    await connection.run(_UPDATE, {**new, "organization": organization_id, "question": current.id, "now": now})


async def delete_question(connection: Connection, organization_id: str, question_id: str) -> None:
    await connection.run(_DELETE, {"organization": organization_id, "question": question_id})
