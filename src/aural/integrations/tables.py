"""Tables of applicant tracking systems: which are connected, and whom each of them has sent."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, LargeBinary, String, Table, Text, UniqueConstraint, text

from aural.store.columns import at, metadata, organization, ref, row_id

# `key` opens our endpoints to the vendor; the one before it does too until `previous_until`. `is_key_known`: the vendor
# has used it. `vendor_key_encrypted` opens the vendor's endpoints to us, where it gives a key.
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

# `vendor_id`: a digest of how the vendor names it, so that what it sends twice is made once; null where it may be sent
# anew. `told`: a digest of what the vendor was told last. `job_number`: of its newest job, which alone tells.
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
