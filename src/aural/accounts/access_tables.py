"""Tables for access: invitations to a team, password reset links, accounts at an identity provider."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Index, LargeBinary, String, Table, Text

from aural.store.columns import at, metadata, organization, ref, row_id

# An invitation's link lets one person join with this role. Its token is stored as a keyed hash and an encrypted value,
# like the token of a candidate's link.
invitations = Table(
    "invitations",
    metadata,
    row_id(),
    organization(),
    ref("created_by", "users.id"),
    Column("role", String(10), nullable=False),
    Column("project_ids", JSON),  # null: all projects
    Column("email", Text),  # null: for anyone with the link
    Column("hash", LargeBinary, nullable=False, unique=True),
    Column("token_encrypted", LargeBinary, nullable=False),
    at("expires_at"),
    at("created_at"),
    Index("ix_invitations_page", "organization_id", "created_at", "id"),
)

# A request to reset a password. A request for an unknown address is stored too, without a user, so that it takes as
# long as one for a known address.
resets = Table(
    "resets",
    metadata,
    row_id(),
    ref("user_id", "users.id", nullable=True, index=True),
    Column("hash", LargeBinary, unique=True),  # null until the email is written
    at("expires_at"),
    at("created_at"),
)

# Links an account at the identity provider to a user.
identities = Table(
    "identities",
    metadata,
    Column("issuer", String(500), primary_key=True),
    Column("subject", String(255), primary_key=True),
    ref("user_id", "users.id", index=True),
    at("created_at"),
)
