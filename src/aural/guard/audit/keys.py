"""Keeps the audit log's earlier keys, encrypted, so that lines from before a rotation can be verified after it."""

from __future__ import annotations

from aural.audit.key_repository import AuditKeys
from aural.guard.secrets import Secrets
from aural.store.database import Connection
from aural.store.deployment import find_named, put_value

PURPOSE = "audit"
_NAME = "audit_key:"


async def find_audit_keys(connection: Connection, secrets: Secrets) -> AuditKeys:
    """The keys that authenticate the chains. Raises WrongSecretError if a stored key can't be decrypted."""
    ours = secrets.derive_all(PURPOSE)
    current = ours.pop(secrets.version)
    kept = await _kept(connection, secrets)
    retired = tuple(key for version, key in kept.items() if version not in secrets.versions)
    return AuditKeys(current, tuple(ours.values()), retired, secrets.is_rotating)


async def keep_audit_keys(connection: Connection, secrets: Secrets) -> None:
    """Stores the keys of all earlier versions, encrypted under the current secret key."""
    keys = await _kept(connection, secrets) | secrets.derive_all(PURPOSE)
    for version, key in keys.items():
        if version != secrets.version:
            sealed = secrets.seal(key, "audit key", str(version))
            await put_value(connection, f"{_NAME}{version}", sealed.hex())


async def _kept(connection: Connection, secrets: Secrets) -> dict[int, bytes]:
    rows = await find_named(connection, _NAME)
    return {int(name): secrets.unseal_bytes(bytes.fromhex(value), "audit key", name) for name, value in rows.items()}
