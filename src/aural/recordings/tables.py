"""Tables for what a candidate's page records: recordings, the takes they are joined from, and the takes' slices."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKeyConstraint,
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

# A recording is what members watch: all takes of a track that can be joined. store/media.py keys its bytes by its id.
recordings = Table(
    "recordings",
    metadata,
    row_id(),
    organization(),
    ref("session_id", "sessions.id"),
    Column("track", String(8), nullable=False),  # camera, screen, audio
    Column("number", Integer, nullable=False),  # counts the track's recordings in the session, from 1
    Column("mime_type", String(160), nullable=False),  # as the recorder called it
    Column("state", String(10), nullable=False),  # OPEN, JOINING, READY, FAILED
    Column("size_bytes", BigInteger, nullable=False, server_default=text("0")),  # of its slices, then of the file
    Column("duration_ms", BigInteger),
    Column("object_name", String(80)),  # the file's name, below the recording's id
    Column("mark", String(8)),  # where its C2PA manifest is: embedded or sidecar; null: no synthetic speech
    Column("reason", Text),  # why the takes could not be joined
    at("started_at"),
    at("ended_at", nullable=True),
    at("created_at"),
    at("updated_at"),  # while it is open, when the last slice arrived
    UniqueConstraint("session_id", "track", "number"),
    # The bytes of an organization's recordings are added up from this index alone.
    Index("ix_recordings_organization", "organization_id", "size_bytes"),
    partial_index("ix_recordings_open", "updated_at", condition="state = 'OPEN'"),
)

recording_takes = Table(
    "recording_takes",
    metadata,
    Column("session_id", String(36), primary_key=True),
    Column("id", String(36), primary_key=True),  # created by the client
    organization(),
    ref("recording_id", "recordings.id", index=True),
    Column("offset_bytes", BigInteger, nullable=False, server_default=text("0")),
    Column("slice_count", Integer, nullable=False, server_default=text("0")),
    Column("chain", LargeBinary, nullable=False),  # digest of the digests of its slices
    at("started_at"),
    at("last_at"),
    at("ended_at", nullable=True),
    # Where the take is in the joined file; null if it isn't in it.
    Column("from_ms", BigInteger),
    Column("duration_ms", BigInteger),
    ForeignKeyConstraint(["session_id"], ["sessions.id"], ondelete="CASCADE"),
)

recording_slices = Table(
    "recording_slices",
    metadata,
    Column("session_id", String(36), primary_key=True),
    Column("take_id", String(36), primary_key=True),
    Column("start", BigInteger, primary_key=True, autoincrement=False),
    organization(),
    Column("length", Integer, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    ForeignKeyConstraint(
        ["session_id", "take_id"], ["recording_takes.session_id", "recording_takes.id"], ondelete="CASCADE"
    ),
)
