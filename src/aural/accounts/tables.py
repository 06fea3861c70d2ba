"""Tables of people with an account: memberships, keys, browsers, the projects within reach, and what they did."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from aural.store.columns import at, metadata, organization, partial_index, ref, row_id

users = Table(
    "users",
    metadata,
    row_id(),
    Column("name", Text, nullable=False),
    Column("email", Text, unique=True),
    at("created_at"),
    Column("password_hash", Text),  # argon2id; null: this person cannot sign in by a password
    Column("language", String(16)),  # of the pages and of letters; null: the browser's
    Column("theme", String(8)),  # null: the system's
    at("email_confirmed_at", nullable=True),  # since when it is known that the address is this person's
)

memberships = Table(
    "memberships",
    metadata,
    Column("organization_id", String(36), ForeignKey("organizations.id", ondelete="CASCADE"), primary_key=True),
    Column("user_id", String(36), ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    Column("role", String(10), nullable=False),
    at("created_at"),
    Column("is_restricted", Boolean, nullable=False, server_default=text("false")),  # to project_memberships
)

api_keys = Table(
    "api_keys",
    metadata,
    row_id(),
    organization(),
    ref("user_id", "users.id"),
    Column("name", Text, nullable=False),
    Column("role", String(10), nullable=False),
    Column("scopes", JSON, nullable=False),
    Column("project_ids", JSON),  # null: all projects of the organization
    Column("hash", LargeBinary, nullable=False, unique=True),
    Column("prefix", String(16), nullable=False),
    at("expires_at", nullable=True),
    at("last_used_at", nullable=True),
    at("revoked_at", nullable=True),
    at("created_at"),
    # The key by which a member works in the browser. It opens nothing by itself, and no list shows it.
    Column("is_browser", Boolean, nullable=False, server_default=text("false")),
    Column("last_used_from", String(45)),  # the network address
)

# A signed-in browser. The cookie is a token of which only the keyed hash is kept.
web_sessions = Table(
    "web_sessions",
    metadata,
    row_id(),
    ref("user_id", "users.id", index=True),
    Column("hash", LargeBinary, nullable=False, unique=True),
    Column("browser", Text),
    at("last_seen_at"),
    at("expires_at"),
    at("created_at"),
)

# A member who is restricted to projects (memberships.is_restricted), and to which.
project_memberships = Table(
    "project_memberships",
    metadata,
    Column("project_id", String(36), ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True),
    Column("user_id", String(36), ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    organization(),
    at("created_at"),
)

# Who did what to what, written in the transaction that does it. Never names of candidates, never their words.
audit_entries = Table(
    "audit_entries",
    metadata,
    row_id(),
    organization(),
    at("at"),
    Column("user_id", String(36)),  # no reference: it outlives the person's account
    Column("actor", Text, nullable=False),
    Column("key_id", String(36)),  # null: in the browser
    Column("operation", String(60), nullable=False),
    Column("object_id", String(36)),
    Column("detail", JSON),
    Column("address", String(45)),  # from which network address
    # The same change again within minutes is counted here: a page that saves while somebody types.
    Column("count", Integer, nullable=False, server_default=text("1")),
    at("last_at", nullable=True),
    # Its place in the organization's chain, and the keyed hash over what is before it and itself. null: not yet.
    Column("number", Integer),
    Column("hash", LargeBinary),
    Column("actor_hash", LargeBinary),  # what the chain covers of the name, which goes when the account does
    Column("address_hash", LargeBinary),  # and of the address; null: sealed when the chain still covered it in clear
    Index("ix_audit_entries_page", "organization_id", "at", "id"),
    Index("ix_audit_entries_object", "organization_id", "object_id", "at"),
    UniqueConstraint("organization_id", "number"),
    partial_index("ix_audit_entries_unsealed", "at", "number IS NULL"),
)

# The end of an organization's chain: without it, entries could go from the end unseen.
audit_chains = Table(
    "audit_chains",
    metadata,
    Column("organization_id", String(36), ForeignKey("organizations.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    at("sealed_at"),
    # Up to where the chain surely reached, under the server's key; null: of the version before (audit_ends.py).
    Column("mac_number", Integer),
    Column("mac", LargeBinary),
)
