"""Anchors of an audit log: small signed files, kept where the server can't write.

The server signs each exported log, and authenticates the lines in its database with its own key. An attacker who has
taken over the server, or who restores an older database, can still write a different log. An anchor reveals this
offline.
"""

from __future__ import annotations

import hashlib

import orjson
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from aural.audit import chain_repository as audit_chain
from aural.guard.audit.digest import FORMAT, Anchor, next_digest
from aural.guard.audit.keys import find_audit_keys
from aural.guard.audit.log import entry_json, public_key, sign
from aural.guard.secrets import Secrets
from aural.platform.clock import iso
from aural.platform.errors import BadRequestError, ConflictError
from aural.store.database import Connection

_NO_ANCHOR = f"This is not an anchor of the format {FORMAT}, or it was changed."


async def write_anchor(connection: Connection, organization_id: str, secrets: Secrets, now: int) -> str:
    """An anchor of the whole chain, as a line of JSON. Raises ConflictError if the chain doesn't verify."""
    keys = await find_audit_keys(connection, secrets)
    verdict = await audit_chain.verify(connection, organization_id, keys)
    if verdict.broken is not None:
        raise ConflictError(f"The log doesn't verify: entry {verdict.broken.number} is {verdict.broken.why.lower()}.")
    digest, last, count = b"", b"", 0
    while rows := await audit_chain.list_sealed(connection, organization_id, after=count):
        for row in rows:
            digest = next_digest(digest, entry_json(row, last, keys))
            last = row.hash or b""
        count += len(rows)
    said = {"format": FORMAT, "organization": organization_id, "number": count, "digest": digest.hex()}
    said |= {"madeAt": iso(now), "publicKey": public_key(secrets)}
    return orjson.dumps({**said, "signature": sign(secrets, _message(said))}).decode()


def read_anchor(content: bytes, known_key: str | None = None) -> Anchor:
    """Reads the anchor in a file. `known_key`: the public key that the server must have. Raises BadRequestError."""
    try:
        said = orjson.loads(content)
        signature = bytes.fromhex(said.pop("signature"))
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(said["publicKey"])).verify(signature, _message(said))
        anchor = Anchor(said["organization"], said["number"], bytes.fromhex(said["digest"]), said["madeAt"])
    except (ValueError, KeyError, TypeError, AttributeError, InvalidSignature) as error:
        raise BadRequestError(_NO_ANCHOR) from error
    if said["format"] != FORMAT or not isinstance(anchor.number, int):
        raise BadRequestError(_NO_ANCHOR)
    if known_key is not None and said["publicKey"] != known_key.lower():
        raise BadRequestError("The anchor was signed with another key, not the one given.")
    return anchor


def _message(said: dict[str, object]) -> bytes:
    return hashlib.sha256(orjson.dumps(said, option=orjson.OPT_SORT_KEYS)).digest()
