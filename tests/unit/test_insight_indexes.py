"""The figures of insights are read from indexes only: for ten thousand sessions, no row of the tables is read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.dialects import sqlite

from aural.insights import choice_repository as choices
from aural.insights import repository as insights
from aural.insights import theme_repository as themes
from aural.store.database import SqliteDatabase, open_database

SCOPES = {"of one": ("interview",), "of one since": ("interview", "since")}


async def plan_of(database: SqliteDatabase, statement: Any) -> str:
    dialect = sqlite.dialect()  # type: ignore[no-untyped-call]
    words = str(statement.compile(dialect=dialect, compile_kwargs={"render_postcompile": True}))
    with database.engine.connect() as connection:
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {words}", tuple(["x"] * words.count("?"))).all()
    return "\n".join(row[-1] for row in rows)


@pytest.mark.parametrize("scope", ["of one", "of one since"])
@pytest.mark.parametrize("make", [insights._outcomes, insights._seconds, insights._levels, themes._themes])
async def test_an_interviews_figures_are_read_from_indexes(
    sqlite_url: str, make: Callable[..., Any], scope: str
) -> None:
    database = open_database(sqlite_url)
    assert isinstance(database, SqliteDatabase)
    found = await plan_of(database, make(SCOPES[scope]))
    await database.close()
    assert "USING COVERING INDEX" in found.splitlines()[0], found


async def test_themes_of_all_interviews_are_read_from_an_index(sqlite_url: str) -> None:
    database = open_database(sqlite_url)
    assert isinstance(database, SqliteDatabase)
    found = await plan_of(database, themes._themes(()))
    told = await plan_of(database, themes._for(()))
    await database.close()
    assert "USING COVERING INDEX ix_theme_facts" in found, found
    assert "(organization_id=? AND theme=?)" in told, told


async def test_choices_read_the_messages_of_each_session_once_for_all_questions(sqlite_url: str) -> None:
    database = open_database(sqlite_url)
    assert isinstance(database, SqliteDatabase)
    statement: Any = choices._choices(("interview",))
    found = await plan_of(database, statement.params(organization="o", interview="i", questions=["q"]))
    await database.close()
    assert "SEARCH session_facts USING INDEX ix_session_facts_interview" in found, found
    assert "question_facts" not in found, found
