"""Ratings, comments and decisions by people; earlier versions of reports; levels that lists are filtered by."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "deciding"
down_revision = "inviting"

_PERSON = (("user_id", sa.String(36)), ("person", sa.Text()))


def upgrade() -> None:
    op.add_column("interviews", sa.Column("blind_rating", sa.Boolean()))
    op.add_column("sessions", sa.Column("decision", sa.String(8)))
    op.create_index("ix_sessions_organization_page", "sessions", ["organization_id", "created_at", "id"])
    _of_a_person(
        "human_ratings", ("criterion", sa.Text()), ("verdict", sa.String(12)), level=sa.Integer(), reason=sa.Text()
    )
    _of_a_person("comments", ("text", sa.Text()), message_id=sa.String(36), edited_at=sa.BigInteger())
    _of_a_person("decisions", ("verdict", sa.String(8)), ("reason", sa.Text()))
    _of_a_session(
        "reviewers",
        "user_id",
        sa.String(36),
        _needed("rated_at", sa.BigInteger()),
        sa.Column("revealed_at", sa.BigInteger()),
    )
    _of_a_session("past_reports", "number", sa.Integer(), *_report())
    _of_a_session("report_levels", "criterion", sa.Text(), sa.Column("level", sa.Integer()))
    _fill_levels()


def _needed(name: str, kind: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False)


def _cascade(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=f"fk_{table}_{column}", ondelete="CASCADE")


def _references(table: str) -> list[sa.ForeignKeyConstraint]:
    return [
        _cascade(table, "organization_id", "organizations.id"),
        _cascade(table, "session_id", "sessions.id"),
    ]


def _of_a_person(table: str, *needed: tuple[str, Any], **optional: Any) -> None:
    """Creates a table of entries that people add to a session."""
    ids = ("id", "organization_id", "session_id")
    op.create_table(
        table,
        *(_needed(name, sa.String(36)) for name in ids),
        *(_needed(name, kind) for name, kind in (*_PERSON, *needed)),
        *(sa.Column(name, kind) for name, kind in optional.items()),
        _needed("created_at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        *_references(table),
    )
    op.create_index(f"ix_{table}_page", table, ["session_id", "created_at", "id"])


def _of_a_session(table: str, key: str, kind: Any, *columns: sa.Column[Any]) -> None:
    """Creates a table with one row per session and `key`."""
    op.create_table(
        table,
        *(_needed(name, sa.String(36)) for name in ("session_id", "organization_id")),
        _needed(key, kind),
        *columns,
        sa.PrimaryKeyConstraint("session_id", key, name=f"pk_{table}"),
        *_references(table),
    )


def _report() -> list[sa.Column[Any]]:
    return [
        _needed("revision", sa.Integer()),
        sa.Column("summary", sa.Text()),
        *(_needed(name, sa.JSON()) for name in ("insights", "themes", "evidence")),
        sa.Column("sentiment", sa.String(10)),
        sa.Column("scores", sa.JSON()),
        sa.Column("reason", sa.Text()),
        sa.Column("origin", sa.JSON()),
        _needed("created_at", sa.BigInteger()),
    ]


def _fill_levels() -> None:
    connection = op.get_bind()
    names = ("session_id", "organization_id")
    reports = sa.table("reports", *(sa.column(name, sa.String) for name in names), sa.column("scores", sa.JSON))
    levels = sa.table("report_levels", *(sa.column(name) for name in (*names, "criterion", "level")))
    for row in connection.execute(sa.select(reports)).all():
        for criterion, level in {score["criterion"]: score["level"] for score in row.scores or ()}.items():
            of_it = {"session_id": row.session_id, "organization_id": row.organization_id}
            connection.execute(levels.insert(), of_it | {"criterion": criterion, "level": level})
