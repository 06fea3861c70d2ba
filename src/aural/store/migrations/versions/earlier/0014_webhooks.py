"""Webhooks: endpoints, events, deliveries and attempts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "webhooks"
down_revision = "faces"


def upgrade() -> None:
    _webhooks()
    op.create_table(
        "webhook_events",
        _text("id", 36),
        _text("organization_id", 36),
        _text("type", 40),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("project_id", sa.String(36)),
        sa.Column("session_id", sa.String(36)),
        sa.Column("candidate_id", sa.String(36)),
        _at("created_at"),
        sa.PrimaryKeyConstraint("id", name="pk_webhook_events"),
        _cascade("webhook_events", "organization_id", "organizations.id"),
    )
    for name, columns in (
        ("organization_id", ["organization_id", "created_at"]),
        ("session_id", ["session_id"]),
        ("candidate_id", ["candidate_id"]),
        ("created_at", ["created_at"]),
    ):
        op.create_index(f"ix_webhook_events_{name}", "webhook_events", columns)
    _deliveries()


def _webhooks() -> None:
    op.create_table(
        "webhooks",
        _text("id", 36),
        _text("organization_id", 36),
        sa.Column("project_id", sa.String(36)),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("events", sa.JSON(), nullable=False),
        sa.Column("secret_encrypted", sa.LargeBinary(), nullable=False),
        sa.Column("previous_secret_encrypted", sa.LargeBinary()),
        sa.Column("previous_until", sa.BigInteger()),
        sa.Column("is_enabled", sa.Boolean(), nullable=False),
        sa.Column("disabled_reason", sa.String(10)),
        sa.Column("failing_since", sa.BigInteger()),
        sa.Column("delivered_at", sa.BigInteger()),
        _at("created_at"),
        _at("updated_at"),
        sa.PrimaryKeyConstraint("id", name="pk_webhooks"),
        _cascade("webhooks", "organization_id", "organizations.id"),
        _cascade("webhooks", "project_id", "projects.id"),
    )
    op.create_index("ix_webhooks_organization_id", "webhooks", ["organization_id", "created_at", "id"])


def _deliveries() -> None:
    op.create_table(
        "webhook_deliveries",
        _text("id", 36),
        _text("organization_id", 36),
        _text("webhook_id", 36),
        _text("event_id", 36),
        _text("state", 10),
        sa.Column("reason", sa.Text()),
        sa.Column("is_replay", sa.Boolean(), nullable=False),
        sa.Column("attempt_count", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("last_status", sa.Integer()),
        sa.Column("next_at", sa.BigInteger()),
        _at("created_at"),
        sa.Column("ended_at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name="pk_webhook_deliveries"),
        _cascade("webhook_deliveries", "organization_id", "organizations.id"),
        _cascade("webhook_deliveries", "webhook_id", "webhooks.id"),
        _cascade("webhook_deliveries", "event_id", "webhook_events.id"),
    )
    op.create_index("ix_webhook_deliveries_event_id", "webhook_deliveries", ["event_id"])
    op.create_index("ix_webhook_deliveries_page", "webhook_deliveries", ["webhook_id", "created_at", "id"])
    op.create_table(
        "webhook_attempts",
        _text("delivery_id", 36),
        sa.Column("number", sa.Integer(), nullable=False),
        _text("organization_id", 36),
        _text("outcome", 20),
        sa.Column("status", sa.Integer()),
        sa.Column("answer", sa.Text()),
        sa.Column("error", sa.Text()),
        _at("started_at"),
        sa.Column("milliseconds", sa.Integer()),
        sa.PrimaryKeyConstraint("delivery_id", "number", name="pk_webhook_attempts"),
        _cascade("webhook_attempts", "delivery_id", "webhook_deliveries.id"),
        _cascade("webhook_attempts", "organization_id", "organizations.id"),
    )


def _text(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False)


def _at(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=False)


def _cascade(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=f"fk_{table}_{column}", ondelete="CASCADE")
