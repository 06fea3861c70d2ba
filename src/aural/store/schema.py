"""The tables, in one schema for SQLite and PostgreSQL. Times are milliseconds since the epoch; ids are UUIDv7 strings.

Every tenant table has an `organization_id`, so that no query needs a join to stay inside its organization. Features
define more tables in a `tables.py` or `*_tables.py` of their own.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from aural.accounts.access_tables import identities as identities
from aural.accounts.access_tables import invitations as invitations
from aural.accounts.access_tables import resets as resets
from aural.accounts.tables import api_keys as api_keys
from aural.accounts.tables import audit_chains as audit_chains
from aural.accounts.tables import audit_entries as audit_entries
from aural.accounts.tables import memberships as memberships
from aural.accounts.tables import project_memberships as project_memberships
from aural.accounts.tables import users as users
from aural.accounts.tables import web_sessions as web_sessions
from aural.candidates.tables import candidates as candidates
from aural.candidates.tables import imports as imports
from aural.candidates.tables import letters as letters
from aural.candidates.tables import resumes as resumes
from aural.integrations.tables import assessments as assessments
from aural.integrations.tables import integrations as integrations
from aural.interviews.tables import interview_versions as interview_versions
from aural.interviews.tables import interviews as interviews
from aural.interviews.tables import library_questions as library_questions
from aural.interviews.tables import questions as questions
from aural.organizations.tables import interview_retention as interview_retention
from aural.organizations.tables import legal_holds as legal_holds
from aural.organizations.tables import logos as logos
from aural.organizations.tables import organization_settings as organization_settings
from aural.organizations.tables import organizations as organizations
from aural.organizations.tables import plans as plans
from aural.organizations.tables import saved_views as saved_views
from aural.organizations.tables import usage_months as usage_months
from aural.privacy.self_identification_tables import person_keys as person_keys
from aural.privacy.self_identification_tables import self_identifications as self_identifications
from aural.privacy.tables import access_log as access_log
from aural.privacy.tables import accommodations as accommodations
from aural.privacy.tables import code_budgets as code_budgets
from aural.privacy.tables import codes as codes
from aural.privacy.tables import corrections as corrections
from aural.privacy.tables import receipts as receipts
from aural.privacy.tables import requests as requests
from aural.recordings.tables import recording_slices as recording_slices
from aural.recordings.tables import recording_takes as recording_takes
from aural.recordings.tables import recordings as recordings
from aural.rehearsals.tables import rehearsals as rehearsals
from aural.reports import share_tables as share_tables
from aural.reports.tables import reports as reports
from aural.sessions.integrity_tables import integrity_comments as integrity_comments
from aural.sessions.integrity_tables import integrity_signals as integrity_signals
from aural.sessions.integrity_tables import integrity_watches as integrity_watches
from aural.sessions.submission_tables import keystrokes as keystrokes
from aural.sessions.submission_tables import works as works
from aural.store.columns import at as _at
from aural.store.columns import metadata as metadata
from aural.store.columns import organization as _organization
from aural.store.columns import partial_index as _partial_index
from aural.store.columns import ref as _ref
from aural.store.columns import row_id as _id
from aural.webhooks.tables import webhook_attempts as webhook_attempts
from aural.webhooks.tables import webhook_deliveries as webhook_deliveries
from aural.webhooks.tables import webhook_events as webhook_events
from aural.webhooks.tables import webhooks as webhooks

# Values for the whole deployment, such as the fingerprint of its secret key (store/deployment.py).
deployment = Table(
    "deployment", metadata, Column("name", String(40), primary_key=True), Column("value", Text, nullable=False)
)


projects = Table(
    "projects",
    metadata,
    _id(),
    _organization(),
    Column("name", Text, nullable=False),
    _at("created_at"),
    UniqueConstraint("organization_id", "name"),
)

sessions = Table(
    "sessions",
    metadata,
    _id(),
    _organization(),
    _ref("interview_id", "interviews.id"),
    _ref("candidate_id", "candidates.id", index=True),
    Column("status", String(12), nullable=False),
    Column("end_reason", String(20)),
    Column("report_status", String(14)),
    Column("participant_name", Text),
    Column("participant_email", Text),
    Column("language", String(64), nullable=False),
    Column("version_number", Integer),  # the interview's version; null: it began before versions existed
    Column("message_count", Integer, nullable=False, server_default=text("0")),
    # Number of reported problems and questions about the company. If 0, reads don't search the log for them.
    Column("aside_count", Integer, nullable=False, server_default=text("0")),
    Column("total_duration_seconds", Integer, nullable=False, server_default=text("0")),
    Column("reserved_seconds", Integer, nullable=False, server_default=text("0")),
    # When the reservation lapses unless an answer arrives first; null: it is final. While a session from a public link
    # runs, `reserved_by` is a keyed hash of the network address, so that one address can't reserve all hours.
    _at("reserved_until", nullable=True),
    Column("reserved_by", LargeBinary),
    Column("ai_tokens", BigInteger, nullable=False, server_default=text("0")),  # of a model, for the conversation
    # The socket attached to the room: a number that each attachment increments, its browser tab, server and expiry.
    Column("attachment", Integer, nullable=False, server_default=text("0")),
    Column("attached_client", String(36)),
    Column("attached_by", String(120)),
    _at("attached_until", nullable=True),
    _at("last_activity_at"),
    _at("started_at"),
    _at("completed_at", nullable=True),
    # The candidate's review: when it was sent, when its corrections took effect, and a remark to the reader.
    _at("review_sent_at", nullable=True),
    _at("corrected_at", nullable=True),
    Column("remark", Text),
    # Of the transcript, code, keystrokes and signals, set when the session ends; recounted by store/recount.py.
    Column("text_bytes", BigInteger, nullable=False, server_default=text("0")),
    Column("synthetic_voice", Text),  # the engine and voice of the interviewer; null: it didn't speak
    Column("decision", String(8)),  # the newest decision
    _at("created_at"),
    _at("updated_at"),
    Index("ix_sessions_interview_page", "interview_id", "created_at", "id"),
    Index("ix_sessions_organization_page", "organization_id", "created_at", "id"),
    # The bytes of an organization's texts are added up from this index alone.
    Index("ix_sessions_texts", "organization_id", "text_bytes"),
    Index("ix_sessions_version", "interview_id", "version_number"),
    _partial_index("ix_sessions_running", "last_activity_at", condition="status = 'IN_PROGRESS'"),
    Index(
        "ix_sessions_unanswered",
        "organization_id",
        "reserved_until",
        sqlite_where=text("reserved_until IS NOT NULL"),
        postgresql_where=text("reserved_until IS NOT NULL"),
    ),
)

snapshots = Table(
    "snapshots",
    metadata,
    Column("session_id", String(36), ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    _organization(),
    Column("plan", JSON, nullable=False),
    Column("probes", JSON(none_as_null=True)),  # the creator's follow-ups by question; null: all come from the library
)

consents = Table(
    "consents",
    metadata,
    _id(),
    _organization(),
    _ref("session_id", "sessions.id", index=True),
    Column("item", String(24), nullable=False),
    Column("text_version", String(40), nullable=False),
    Column("language", String(64), nullable=False),
    # For the item "interview": the services that the text named, [{"provider", "use"}]. null: given before this column.
    Column("services", JSON),
    _at("given_at"),
    _at("withdrawn_at", nullable=True),
)

# The append-only log, the source of truth about a session. Two writers never get the same `number`.
log_entries = Table(
    "log_entries",
    metadata,
    Column("session_id", String(36), ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    _organization(),
    Column("kind", String(24), nullable=False),
    Column("data", JSON, nullable=False),
    _at("at"),
    # The client's id for a frame, so that a frame that is sent again is stored only once.
    Column("client_id", String(36)),
    UniqueConstraint("session_id", "client_id"),
)

messages = Table(
    "messages",
    metadata,
    _id(),
    _organization(),
    _ref("session_id", "sessions.id"),
    Column("seq", Integer, nullable=False),
    Column("role", String(10), nullable=False),
    Column("content", Text, nullable=False),
    Column("question_id", String(36)),
    Column("kind", String(16), nullable=False),
    Column("move", String(16)),
    Column("origin", JSON),
    Column("data", JSON),
    _at("created_at"),
    UniqueConstraint("session_id", "seq"),
)

jobs = Table(
    "jobs",
    metadata,
    _id(),
    _organization(),
    Column("kind", String(24), nullable=False),
    _ref("session_id", "sessions.id", nullable=True, index=True),  # the job is deleted with its session
    Column("payload", JSON, nullable=False),
    Column("dedup", String(120), unique=True),
    Column("state", String(8), nullable=False),  # queued, running, done, dead
    _at("run_at"),
    _at("lease_until", nullable=True),
    Column("worker", String(36)),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("max_attempts", Integer, nullable=False),
    Column("error", Text),
    _at("created_at"),
    _at("updated_at"),
    _partial_index("ix_jobs_due", "run_at", condition="state IN ('queued', 'running')"),
    _partial_index("ix_jobs_dead", "organization_id", condition="state = 'dead'"),
    _partial_index("ix_jobs_mails", "organization_id", "created_at", condition="kind = 'mail'"),
)

job_steps = Table(
    "job_steps",
    metadata,
    Column("job_id", String(36), ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True),
    Column("name", String(60), primary_key=True),
    Column("result", JSON, nullable=False),
    _at("created_at"),
)

idempotency_keys = Table(
    "idempotency_keys",
    metadata,
    Column("key_id", String(36), ForeignKey("api_keys.id", ondelete="CASCADE"), primary_key=True),
    Column("operation", String(200), primary_key=True),
    Column("key", String(255), primary_key=True),
    Column("request_hash", LargeBinary, nullable=False),
    Column("status", Integer),  # null while the first request is running
    Column("body", LargeBinary),  # written by the previous version, or the blank response after an erasure
    Column("sealed_body", LargeBinary),
    Column("mentions", LargeBinary),  # concatenated digests of the ids in the response
    Column("etag", String(100)),  # of the response
    _at("lease_until"),
    _at("expires_at"),
    Index("ix_idempotency_keys_expires_at", "expires_at"),
)

tickets = Table(
    "tickets",
    metadata,
    Column("hash", LargeBinary, primary_key=True),
    _organization(),
    _ref("session_id", "sessions.id"),
    _at("expires_at"),
)

room_cookies = Table(
    "room_cookies",
    metadata,
    Column("hash", LargeBinary, primary_key=True),
    _organization(),
    _ref("candidate_id", "candidates.id", index=True),
    _at("expires_at"),
)

files = Table(
    "files",
    metadata,
    _id(),
    _organization(),
    _ref("session_id", "sessions.id", nullable=True, index=True),
    Column("kind", String(24), nullable=False),
    Column("media_type", String(100), nullable=False),
    Column("size_bytes", BigInteger, nullable=False),
    Column("digest", LargeBinary, nullable=False, index=True),
    Column("is_kept", Boolean, nullable=False),  # an answer shows it, so a newer version doesn't replace it
    # Set until the bytes are stored, and again from the replacement by a newer file to the row's deletion; else null.
    _at("unused_since", nullable=True),
    _at("created_at"),
)

# A bucket's latest admissions, oldest first, as fixed-width digits: one upsert decides and counts (store/limits.py).
# On SQLite, the table is in a separate file, written without waiting for the disk; on PostgreSQL, it is UNLOGGED.
limits_metadata = MetaData()
rate_limits = Table(
    "rate_limits",
    limits_metadata,
    Column("bucket", String(80), primary_key=True),
    Column("hits", Text, nullable=False),
    prefixes=["UNLOGGED"],
)
