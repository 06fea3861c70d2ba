"""A candidate's consent, item by item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, insert, select

from aural.platform.ids import new_id
from aural.store import schema
from aural.store.database import Connection

# Items of consent, and the uses of services that also need consent to the item MODEL.
INTERVIEW, MODEL, INTEGRITY = "interview", "model", "integrity"
MODEL_USES = ("interviewing", "judging")
_NAMES_CAMERA_FROM = (2026, 12, 2)  # the first text whose item INTEGRITY names the signals of a recorded camera

_C = schema.consents
_IS_AGREED = (
    select(_C.c.id)
    .where(
        _C.c.organization_id == bindparam("organization"),
        _C.c.session_id == bindparam("session"),
        _C.c.item == bindparam("item"),
        _C.c.withdrawn_at.is_(None),
    )
    .limit(1)
)


async def has_agreed(connection: Connection, organization_id: str, session_id: str, item: str) -> bool:
    """Whether the candidate agreed to this item and hasn't withdrawn that consent."""
    keys = {"organization": organization_id, "session": session_id, "item": item}
    return await connection.row(_IS_AGREED, keys) is not None


_VERSIONS = select(_C.c.item, _C.c.text_version).where(
    _C.c.organization_id == bindparam("organization"), _C.c.session_id == bindparam("session")
)


async def covers_camera_signals(connection: Connection, organization_id: str, session_id: str) -> bool:
    """Whether the candidate agreed to the camera and, in a text that names its signals, to the item INTEGRITY.

    Withdrawn consent counts: it covered what was recorded before.
    """
    rows = await connection.rows(_VERSIONS, {"organization": organization_id, "session": session_id})
    versions = {row.item: row.text_version for row in rows}
    return "camera" in versions and _names_camera_signals(versions.get(INTEGRITY, ""))


def _names_camera_signals(version: str) -> bool:
    parts = version.partition(".")[0].split("-")
    return all(part.isdecimal() for part in parts) and tuple(map(int, parts)) >= _NAMES_CAMERA_FROM


_GIVE = insert(_C)


async def give_consent(
    connection: Connection,
    organization_id: str,
    session_id: str,
    text: tuple[str, str],
    items: Sequence[str],
    services: Sequence[Mapping[str, object]] | None,
    now: int,
) -> None:
    """Stores a candidate's consent to items of a text (version, language) that named these services.

    Each service has `provider` and `use`, and `redacted` if the text promised to remove names before a model reads an
    answer.
    """
    version, language = text
    given: dict[str, object] = {"organization_id": organization_id, "session_id": session_id, "given_at": now}
    given |= {"text_version": version, "language": language}
    named = {INTERVIEW: None if services is None else [dict(service) for service in services]}
    await connection.run(_GIVE, [given | {"id": new_id(), "item": item, "services": named.get(item)} for item in items])


_ITEMS = select(_C.c.item, _C.c.services, _C.c.withdrawn_at).where(
    _C.c.organization_id == bindparam("organization"), _C.c.session_id == bindparam("session")
)


@dataclass(frozen=True, slots=True)
class Agreed:
    """The services that the text named, as (provider, use), and whether the candidate also consented to models.

    `is_redacted`: the text promised to remove names and addresses before a model reads anything.
    """

    services: frozenset[tuple[str, str]]
    has_model: bool
    is_redacted: bool = False

    def holds(self, provider: str, use: str) -> bool:
        """Whether the consent covers this provider for this use."""
        return (provider, use) in self.services and (self.has_model or use not in MODEL_USES)


async def find_agreed(connection: Connection, organization_id: str, session_id: str) -> Agreed | None:
    """The current consent of a session's candidate, or None if the session began before the text named services."""
    rows = await connection.rows(_ITEMS, {"organization": organization_id, "session": session_id})
    items = {row.item: row for row in rows}
    about = items.get(INTERVIEW)
    if about is None or about.services is None:
        return None
    if about.withdrawn_at is not None:
        return Agreed(frozenset(), has_model=False)
    return Agreed(
        frozenset((one["provider"], one["use"]) for one in about.services),
        has_model=MODEL in items and items[MODEL].withdrawn_at is None,
        is_redacted=any(one.get("redacted") for one in about.services),
    )


_NAMES = (
    select(schema.sessions.c.participant_name, schema.candidates.c.name)
    .join(schema.candidates, schema.candidates.c.id == schema.sessions.c.candidate_id)
    .where(schema.sessions.c.organization_id == bindparam("organization"), schema.sessions.c.id == bindparam("session"))
)


async def find_names(connection: Connection, organization_id: str, session_id: str) -> tuple[str, ...]:
    """The names of a session's candidate: the one that the candidate typed, and the one in the invite."""
    row = await connection.row(_NAMES, {"organization": organization_id, "session": session_id})
    return () if row is None else tuple(name for name in (row.participant_name, row.name) if name)
