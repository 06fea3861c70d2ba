"""An organization's audit log as a file that anyone can verify without a server, a database or a secret.

Each line is a JSON object: a head with the server's public key, the chain's lines (audit/chain_repository.py), and an
end. Each line's SHA-256 covers the line and the hash before it, and the server has signed each hash (Ed25519). So
verification finds the first line that was changed or removed, even at the end. The file contains random ids, counts,
and keyed digests in place of names and addresses.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

import orjson
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from aural.audit import chain_repository as audit_chain
from aural.audit.key_repository import AuditKeys
from aural.audit.repository import AuditEntry
from aural.guard.audit.digest import Anchor, next_digest
from aural.guard.audit.keys import find_audit_keys
from aural.guard.secrets import Secrets
from aural.platform.clock import iso
from aural.store.database import Connection, Database

FORMAT = "aural-audit/1"
_TEXTS = frozenset({"name", "reason"})  # fields of an entry's detail whose values a person typed


def public_key(secrets: Secrets) -> str:
    """The public key that verifies this deployment's logs: 64 hexadecimal digits. It isn't secret."""
    return _private_key(secrets).public_key().public_bytes_raw().hex()


def sign(secrets: Secrets, message: bytes) -> str:
    """The server's signature, in hexadecimal digits."""
    return _private_key(secrets).sign(message).hex()


def _private_key(secrets: Secrets) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(secrets.derive("audit signature"))


class _Pen:
    """Writes lines, each chained to the one before it and signed."""

    def __init__(self, secrets: Secrets, keys: AuditKeys) -> None:
        self._key = _private_key(secrets)
        self._keys = keys
        self._last = self._sealed = b""  # the hashes of the last line, and of the last entry in the chain

    def write_entries(self, rows: Sequence[AuditEntry]) -> bytes:
        lines = []
        for row in rows:
            lines.append(self.write("entry", entry_json(row, self._sealed, self._keys)))
            self._sealed = row.hash or b""
        return b"".join(lines)

    def write(self, what: str, said: Mapping[str, object]) -> bytes:
        self._last = _chained(self._last, what, said)
        signature = self._key.sign(self._last).hex()
        line = {what: said, "hash": self._last.hex(), "signature": signature}
        return orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE)


def _chained(before: bytes, what: str, said: object) -> bytes:
    return hashlib.sha256(before + orjson.dumps([FORMAT, what, said], option=orjson.OPT_SORT_KEYS)).digest()


async def complete_log(database: Database, organization_id: str, secrets: Secrets, now: int) -> None:
    """Adds all entries now in the database to the chain, so that the next export contains them. Adds nothing to a chain
    that was tampered with.
    """
    keys = await find_audit_keys(database.read, secrets)
    await audit_chain.seal_one(database, organization_id, keys, audit_chain.EVERY_LINE, now)


async def write_log(connection: Connection, organization_id: str, secrets: Secrets, now: int) -> AsyncIterator[bytes]:
    """The file: the whole chain, written a page at a time in a thread. The end reports where the chain is broken."""
    keys = await find_audit_keys(connection, secrets)
    verdict = await audit_chain.verify(connection, organization_id, keys)
    pen = _Pen(secrets, keys)
    head = {"format": FORMAT, "organization": organization_id, "madeAt": iso(now), "publicKey": public_key(secrets)}
    yield pen.write("head", head)
    count = 0
    while rows := (await audit_chain.list_sealed(connection, organization_id, after=count))[: verdict.checked - count]:
        yield await asyncio.to_thread(pen.write_entries, rows)
        count += len(rows)
    broken = None if verdict.broken is None else asdict(verdict.broken)
    yield pen.write("end", {"count": count, "waiting": verdict.waiting, "broken": broken})


def entry_json(row: AuditEntry, last: bytes, keys: AuditKeys) -> dict[str, object]:
    """The entry that follows the hash `last` in the chain, as it is exported."""
    return {
        "number": row.number,
        "id": row.id,
        "at": iso(row.at),
        "userId": row.user_id,
        "actorDigest": (row.actor_hash or b"").hex(),
        "addressDigest": (row.address_hash or b"").hex(),
        "keyId": row.key_id,
        "operation": row.operation,
        "objectId": row.object_id,
        "detail": _without_texts(row, last, keys),
        "count": row.times,
        "lastAt": None if row.last_at is None else iso(row.last_at),
    }


def _without_texts(row: AuditEntry, last: bytes, keys: AuditKeys) -> dict[str, object] | None:
    if row.detail is None:
        return None
    key = audit_chain.key_of(row, last, keys) or keys.current
    return {
        name: hmac.digest(key, str(value).encode(), hashlib.sha256).hex() if name in _TEXTS else value
        for name, value in row.detail.items()
    }


# --- verifying ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Verified:
    """`problem` is None if the file is exactly as the server with this key wrote it.

    `count`: the number of entries that verify.
    """

    count: int
    key: str | None
    organization: str | None
    problem: str | None


class _NotWholeError(Exception):
    pass


class _Reader:
    """Follows the chain of a file, and raises _NotWholeError at the first line that doesn't verify."""

    def __init__(self, anchor: Anchor | None) -> None:
        self.count = 0
        self.head: dict[str, object] | None = None
        self.end: dict[str, object] | None = None
        self._last = b""
        self._key: Ed25519PublicKey | None = None
        self._anchor = anchor
        self._digest = b""

    def read(self, raw: bytes) -> None:
        what, said, found, signature = _parsed(raw)
        if self.end is not None:
            raise _NotWholeError("something was added after the end")
        if self.head is None:
            self._open(what, said)
        elif what == "entry" and said.get("number") != self.count + 1:
            raise _NotWholeError(f"{_named(what, said)} is where entry {self.count + 1} belongs")
        self._last = self._checked(what, said, found, signature)
        if what == "entry":
            self.count += 1
            self._hold_anchor(said)
        elif what == "end":
            self._close(said)

    def _open(self, what: str, said: dict[str, object]) -> None:
        if what != "head" or said.get("format") != FORMAT:
            raise _NotWholeError(f"this isn't an audit log of the format {FORMAT}")
        self.head = said
        if self._anchor is not None and said.get("organization") != self._anchor.organization:
            raise _NotWholeError("the anchor belongs to another organization")
        try:
            self._key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(str(said["publicKey"])))
        except (KeyError, TypeError, ValueError) as error:
            raise _NotWholeError("its head has no valid public key") from error

    def _checked(self, what: str, said: dict[str, object], found: bytes, signature: bytes) -> bytes:
        expected = _chained(self._last, what, said)
        if not hmac.compare_digest(expected, found):
            raise _NotWholeError(f"{_named(what, said)} was changed, or an entry before it was")
        assert self._key is not None
        try:
            self._key.verify(signature, expected)
        except InvalidSignature as error:
            raise _NotWholeError(f"{_named(what, said)} was not written by the server: its signature is bad") from error
        return expected

    def _hold_anchor(self, entry: dict[str, object]) -> None:
        anchor = self._anchor
        if anchor is None or self.count > anchor.number:
            return
        self._digest = next_digest(self._digest, entry)
        if self.count == anchor.number and not hmac.compare_digest(self._digest, anchor.digest):
            raise _NotWholeError(f"up to entry {anchor.number}, the log isn't the one that the anchor was created from")

    def _close(self, said: dict[str, object]) -> None:
        self.end = said
        if self._anchor is not None and self.count < self._anchor.number:
            raise _NotWholeError(
                f"entry {self.count + 1} of the log is missing: the anchor counts {self._anchor.number}"
            )
        if said.get("count") != self.count:
            raise _NotWholeError(f"entry {self.count + 1} of the log is missing")
        if (broken := said.get("broken")) is not None:
            number, why = (broken.get("number"), broken.get("why")) if isinstance(broken, dict) else (None, None)
            raise _NotWholeError(f"the server itself found entry {number} of its log {str(why).lower()}")


def _parsed(raw: bytes) -> tuple[str, dict[str, object], bytes, bytes]:
    try:
        line = orjson.loads(raw)
        (what,) = set(line) - {"hash", "signature"}
        said = line[what]
        if not isinstance(said, dict):
            raise ValueError
        return what, said, bytes.fromhex(line["hash"]), bytes.fromhex(line["signature"])
    except (ValueError, KeyError, TypeError) as error:
        raise _NotWholeError("it cannot be read") from error


def _named(what: str, said: dict[str, object]) -> str:
    return f"entry {said.get('number')} of the log" if what == "entry" else f"the {what}"


def verify_log(lines: Iterable[bytes], known_key: str | None = None, anchor: Anchor | None = None) -> Verified:
    """Verifies a file that `write_log` wrote. `known_key`: the public key that the server must have, if you know it.
    `anchor`: the lines that the log must begin with."""
    reader = _Reader(anchor)
    problem = _first_problem(reader, _numbered(lines), known_key)
    head = reader.head or {}
    return Verified(reader.count, _text(head, "publicKey"), _text(head, "organization"), problem)


def _text(said: dict[str, object], name: str) -> str | None:
    text = said.get(name)
    return text if isinstance(text, str) else None


def _numbered(lines: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    return ((number, line) for number, line in enumerate(lines, 1) if line.strip())


def _first_problem(reader: _Reader, lines: Iterator[tuple[int, bytes]], known_key: str | None) -> str | None:
    for number, line in lines:
        try:
            reader.read(line)
        except _NotWholeError as problem:
            return f"line {number} of the file: {problem}"
        if known_key is not None and reader.head is not None and reader.head.get("publicKey") != known_key.lower():
            return f"line {number} of the file: it was signed by another key than the one given"
    if reader.end is None:
        return f"the end is missing: the file was cut off after entry {reader.count} of the log"
    return None
