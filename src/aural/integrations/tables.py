"""Tables for applicant tracking systems: connections, and the candidates that each has sent."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Boolean, Column, Index, Integer, LargeBinary, String, Table, Text, UniqueConstraint, text

from aural.store.columns import at, metadata, organization, ref, row_id

# `key` lets the vendor call our endpoints; until `previous_until`, the previous key does too. `is_key_known`: the
# vendor has used the current key. `vendor_key_encrypted` lets us call the vendor's endpoints, if it issues a key.
integrations = Table(
    "integrations",
    metadata,
    row_id(),
    organization(),
    ref("project_id", "projects.id", nullable=True),
    Column("vendor", String(12), nullable=False),
    Column("key_hash", LargeBinary, nullable=False),
    Column("key_encrypted", LargeBinary, nullable=False),
    Column("is_key_known", Boolean, nullable=False),
    Column("previous_key_hash", LargeBinary),
    Column("previous_key_encrypted", LargeBinary),
    at("previous_until", nullable=True),
    Column("vendor_key_encrypted", LargeBinary),
    Column("is_enabled", Boolean, nullable=False),
    at("used_at", nullable=True),
    at("created_at"),
    at("updated_at"),
    UniqueConstraint("key_hash"),
    Index("ix_integrations_organization_id", "organization_id", "created_at", "id"),
    Index("ix_integrations_previous_key_hash", "previous_key_hash"),
)


class Integration(NamedTuple):
    id: str
    organization_id: str
    project_id: str | None
    vendor: str
    key_hash: bytes
    key_encrypted: bytes
    is_key_known: bool
    previous_key_hash: bytes | None
    previous_key_encrypted: bytes | None
    previous_until: int | None
    vendor_key_encrypted: bytes | None
    is_enabled: bool
    used_at: int | None
    created_at: int
    updated_at: int


# `vendor_id`: a digest that identifies the vendor's request, so that a repeated request creates no second row; null if
# the vendor may send the candidate again. `told`: a digest of the last report to the vendor. `job_number`: the number
# of the newest job, which is the only one that reports.
assessments = Table(
    "assessments",
    metadata,
    row_id(),
    organization(),
    ref("integration_id", "integrations.id"),
    ref("candidate_id", "candidates.id", index=True),
    Column("vendor_id", String(64)),
    Column("callback_url", Text),
    Column("job_number", Integer, nullable=False, server_default=text("0")),
    Column("told", String(64)),
    Column("told_state", String(14)),
    at("told_at", nullable=True),
    Column("error", Text),
    at("cancelled_at", nullable=True),
    at("created_at"),
    UniqueConstraint("integration_id", "vendor_id"),
    Index("ix_assessments_page", "integration_id", "created_at", "id"),
)
