"""The audit log refers to a candidate and to their sessions and recordings by digests under the candidate's own key.

The key is erased with the candidate (privacy/erasure_repository.py). The log's lines stay as they were written, but an
id that survives in a backup or a saved page can no longer be linked to them.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from sqlalchemy import BindParameter, and_, bindparam, func, select

from aural.store import schema
from aural.store.database import Connection
from aural.store.dialect import upsert

_KEY_BYTES = 32
_SHOWN_DIGITS = 32
DIGEST = "p."
"""How a digest begins."""
_C, _S, _R, _K = schema.candidates, schema.sessions, schema.recordings, schema.person_keys
_MINE: BindParameter[str] = bindparam("organization")
_OBJECT: BindParameter[str] = bindparam("object")
_OWNER = select(_S.c.candidate_id).where(_S.c.organization_id == _MINE)
_OF_SESSION = _OWNER.where(_S.c.id == _OBJECT).scalar_subquery()
_OF_RECORDING = _OWNER.join(_R, _R.c.session_id == _S.c.id).where(_R.c.id == _OBJECT).scalar_subquery()
_FIND = (
    select(_C.c.id, _K.c.key)
    .select_from(_C.outerjoin(_K, _K.c.candidate_id == _C.c.id))
    .where(and_(_C.c.organization_id == _MINE, _C.c.id == func.coalesce(_OF_SESSION, _OF_RECORDING, _OBJECT)))
)
_ADD = upsert(_K).on_conflict_do_nothing()


async def refer(connection: Connection, organization_id: str, object_id: str) -> str | None:
    """The digest to log instead of this id; None if the id doesn't belong to a candidate. Creates a missing key."""
    keys = {"organization": organization_id, "object": object_id}
    row = await connection.row(_FIND, keys)
    if row is None:
        return None
    if row.key is None:
        made = {"candidate_id": row.id, "organization_id": organization_id, "key": secrets.token_bytes(_KEY_BYTES)}
        await connection.run(_ADD, made)
        row = await connection.row(_FIND, keys)  # another call may have created the key first
        assert row is not None
    return digest_of(row.key, object_id)


async def find_reference(connection: Connection, organization_id: str, object_id: str) -> str | None:
    """Does the same as `refer`, but never creates a key. None if the log has no reference to this id."""
    row = await connection.row(_FIND, {"organization": organization_id, "object": object_id})
    return None if row is None or row.key is None else digest_of(row.key, object_id)


def digest_of(key: bytes, object_id: str) -> str:
    """The digest of a candidate's id, or of a session's or a recording's, under the candidate's key."""
    return DIGEST + hmac.digest(bytes(key), object_id.encode(), hashlib.sha256).hex()[:_SHOWN_DIGITS]
