"""Tables of getting in: invitations into a team, links that reset a password, accounts at an identity provider."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Index, LargeBinary, String, Table, Text

from aural.store.columns import at, metadata, organization, ref, row_id

# Whoever opens the link joins with this role, once. Kept as keyed hash and encrypted value, like a candidate's.
invitations = Table(
    "invitations",
    metadata,
    row_id(),
    organization(),
    ref("created_by", "users.id"),
    Column("role", String(10), nullable=False),
    Column("project_ids", JSON),  # null: all projects
    Column("email", Text),  # null: for anybody who has the link
    Column("hash", LargeBinary, nullable=False, unique=True),
    Column("token_encrypted", LargeBinary, nullable=False),
    at("expires_at"),
    at("created_at"),
    Index("ix_invitations_page", "organization_id", "created_at", "id"),
)

# A wish for a new password. One for an unknown address has nobody, so that both take the same time.
resets = Table(
    "resets",
    metadata,
    row_id(),
    ref("user_id", "users.id", nullable=True, index=True),
    Column("hash", LargeBinary, unique=True),  # null until the letter is written
    at("expires_at"),
    at("created_at"),
)

# Who a person is at the identity provider.
identities = Table(
    "identities",
    metadata,
    Column("issuer", String(500), primary_key=True),
    Column("subject", String(255), primary_key=True),
    ref("user_id", "users.id", index=True),
    at("created_at"),
)
