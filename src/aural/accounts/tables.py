"""Tables for people with an account: memberships, keys, browsers, accessible projects, and the audit log."""

from __future__ import annotations

from typing import NamedTuple

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
    Column("password_hash", Text),  # argon2id; null: this person cannot sign in with a password
    Column("language", String(16)),  # of the pages and of emails; null: the browser's
    Column("theme", String(8)),  # null: the system's
    at("email_confirmed_at", nullable=True),  # when the person proved that the address is theirs
)


class User(NamedTuple):
    id: str
    name: str
    email: str | None
    created_at: int
    password_hash: str | None
    language: str | None
    theme: str | None
    email_confirmed_at: int | None


memberships = Table(
    "memberships",
    metadata,
    Column("organization_id", String(36), ForeignKey("organizations.id", ondelete="CASCADE"), primary_key=True),
    Column("user_id", String(36), ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    Column("role", String(10), nullable=False),
    at("created_at"),
    # Whether the member can access only the projects in project_memberships.
    Column("is_restricted", Boolean, nullable=False, server_default=text("false")),
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
    # The key that a member's requests in the browser are counted under. It cannot be used to call the API, and lists
    # leave it out.
    Column("is_browser", Boolean, nullable=False, server_default=text("false")),
    Column("last_used_from", String(45)),  # the network address
)

# A signed-in browser. Its cookie is a token; only the token's keyed hash is stored.
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
    # The operation that the person has confirmed by a fresh sign-in at the identity provider, and when.
    Column("confirmed_operation", String(40)),
    at("confirmed_at", nullable=True),
)

# The projects that a restricted member (memberships.is_restricted) can access.
project_memberships = Table(
    "project_memberships",
    metadata,
    Column("project_id", String(36), ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True),
    Column("user_id", String(36), ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    organization(),
    at("created_at"),
)

# The audit log: each change with its author and object, written in the same transaction. It never contains candidates'
# names or words.
audit_entries = Table(
    "audit_entries",
    metadata,
    row_id(),
    organization(),
    at("at"),
    Column("user_id", String(36)),  # not a foreign key: the entry outlives the person's account
    Column("actor", Text, nullable=False),
    Column("key_id", String(36)),  # null: the person used a browser
    Column("operation", String(60), nullable=False),
    Column("object_id", String(36)),
    Column("detail", JSON),
    Column("address", String(45)),  # the caller's network address
    # How often the same change was repeated within minutes, as when a page saves while the person types.
    Column("count", Integer, nullable=False, server_default=text("1")),
    at("last_at", nullable=True),
    # The entry's place in the organization's chain, and the keyed hash over the previous hash and the entry. null: not
    # sealed yet.
    Column("number", Integer),
    Column("hash", LargeBinary),
    Column("actor_hash", LargeBinary),  # covered by the chain instead of the name, which is erased with the account
    Column("address_hash", LargeBinary),  # the same for the address; null: the chain covers the plain address
    Index("ix_audit_entries_page", "organization_id", "at", "id"),
    Index("ix_audit_entries_object", "organization_id", "object_id", "at"),
    UniqueConstraint("organization_id", "number"),
    partial_index("ix_audit_entries_unsealed", "at", condition="number IS NULL"),
)

# The end of an organization's chain. Without it, entries could be removed from the end without a trace.
audit_chains = Table(
    "audit_chains",
    metadata,
    Column("organization_id", String(36), ForeignKey("organizations.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    at("sealed_at"),
    # The last entry that the chain provably reached, and a MAC over it under the server's key (end_repository.py).
    # null: written by the previous version.
    Column("mac_number", Integer),
    Column("mac", LargeBinary),
)


class AuditChain(NamedTuple):
    organization_id: str
    number: int
    hash: bytes
    sealed_at: int
    mac_number: int | None
    mac: bytes | None
