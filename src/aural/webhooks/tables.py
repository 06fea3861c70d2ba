"""Tables for webhooks: endpoints, events, deliveries and attempts."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, LargeBinary, String, Table, Text, text

from aural.store.columns import at, metadata, organization, ref, row_id

# `secret_encrypted` signs deliveries; until `previous_until`, the previous secret signs them too. `events` empty: all.
webhooks = Table(
    "webhooks",
    metadata,
    row_id(),
    organization(),
    ref("project_id", "projects.id", nullable=True),
    Column("url", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("events", JSON, nullable=False),
    Column("secret_encrypted", LargeBinary, nullable=False),
    Column("previous_secret_encrypted", LargeBinary),
    at("previous_until", nullable=True),
    Column("is_enabled", Boolean, nullable=False),
    Column("disabled_reason", String(10)),
    at("failing_since", nullable=True),
    at("delivered_at", nullable=True),
    at("created_at"),
    at("updated_at"),
    Index("ix_webhooks_organization_id", "organization_id", "created_at", "id"),
)

# Kept for a month, if the organization has an endpoint. The id is the `webhook-id` of every delivery.
# session_id and candidate_id aren't foreign keys: an event is written in the transaction that adds or deletes the row
# that it is about.
webhook_events = Table(
    "webhook_events",
    metadata,
    row_id(),
    organization(),
    Column("type", String(40), nullable=False),
    Column("data", JSON, nullable=False),
    Column("project_id", String(36)),
    Column("session_id", String(36), index=True),
    Column("candidate_id", String(36), index=True),
    at("created_at"),
    Index("ix_webhook_events_organization_id", "organization_id", "created_at"),
    Index("ix_webhook_events_created_at", "created_at"),
)

webhook_deliveries = Table(
    "webhook_deliveries",
    metadata,
    row_id(),
    organization(),
    ref("webhook_id", "webhooks.id"),
    ref("event_id", "webhook_events.id", index=True),
    Column("state", String(10), nullable=False),
    Column("reason", Text),
    Column("is_replay", Boolean, nullable=False),
    Column("attempt_count", Integer, nullable=False, server_default=text("0")),
    Column("last_status", Integer),
    at("next_at", nullable=True),
    at("created_at"),
    at("ended_at", nullable=True),
    Column("hastened_count", Integer, nullable=False, server_default=text("0")),
    Index("ix_webhook_deliveries_page", "webhook_id", "created_at", "id"),
)

# `outcome` is SENDING until the response arrives. `answer`: the beginning of the response's body. `headers`: the
# request's headers; null for attempts from before headers were kept.
webhook_attempts = Table(
    "webhook_attempts",
    metadata,
    Column("delivery_id", String(36), ForeignKey("webhook_deliveries.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    organization(),
    Column("outcome", String(20), nullable=False),
    Column("status", Integer),
    Column("answer", Text),
    Column("error", Text),
    at("started_at"),
    Column("milliseconds", Integer),
    Column("headers", JSON),
)
