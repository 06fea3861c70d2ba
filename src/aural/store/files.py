"""Files: their rows are in the database; their bytes are in the data folder or a bucket, named by a digest.

A file's row is inserted first, marked as unused, so that an erasure finds all bytes that were ever stored, and bytes
are stored only for accepted files. The bytes are durable before the row is marked as used. Replacing a file marks it as
unused; after that transaction, `clear` removes its bytes and then its row. Housekeeping (jobs/housekeeping.py) clears
files that a crashed server left behind.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import re
import time
from collections.abc import AsyncIterator, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Literal, NamedTuple, Protocol

from sqlalchemy import BindParameter, bindparam, delete, func, insert, or_, select, update

from aural.platform.errors import StorageUnavailableError
from aural.platform.ids import new_id
from aural.settings import Settings
from aural.store import schema
from aural.store.buckets import Bucket, bucket_of
from aural.store.database import Connection, Database
from aural.store.records import fetch_all, fetch_one

_F = schema.files
Kind = Literal["scene", "picture"]
# Bytes without a used row are kept for this long, because their transaction may still be open.
UNCOMMITTED_SECONDS = 3600
_STORED_WITHIN_MS = 60_000
_AT_ONCE = 500
_UNSTORED = "The file cannot be stored right now. Try again in a moment."
_UNREAD = "The file cannot be read right now. Try again in a moment."
_UNREACHED = "The file storage cannot be reached right now. Nothing was erased; try again in a moment."


class Bytes(Protocol):
    """Storage of file contents by digest. All methods raise StorageUnavailableError."""

    async def put(self, digest: bytes, content: bytes) -> None:
        """Stores the content durably before it returns."""
        ...

    async def get(self, digest: bytes) -> bytes | None: ...
    async def remove(self, digests: Collection[bytes]) -> None:
        """Removes contents. Ignores those that don't exist."""
        ...

    def list_old(self, age_seconds: int) -> AsyncIterator[list[bytes]]:
        """Digests of contents that were stored at least `age_seconds` ago, in batches."""
        ...


class Folder:
    """A folder with files such as `ab/cdef…`: the digest's first two digits, then the rest. No file is ever partial."""

    def __init__(self, root: Path) -> None:
        self._root = root

    async def put(self, digest: bytes, content: bytes) -> None:
        try:
            await asyncio.to_thread(self._put, digest, content)
        except OSError as error:
            raise StorageUnavailableError(_UNSTORED) from error

    async def get(self, digest: bytes) -> bytes | None:
        return await asyncio.to_thread(self._get, digest)

    async def remove(self, digests: Collection[bytes]) -> None:
        try:
            await asyncio.to_thread(self._remove, digests)
        except OSError as error:
            raise StorageUnavailableError(_UNSTORED) from error

    async def list_old(self, age_seconds: int) -> AsyncIterator[list[bytes]]:
        old = self._old(age_seconds)
        while part := await asyncio.to_thread(lambda: list(islice(old, _AT_ONCE))):
            yield part

    def _path(self, digest: bytes) -> Path:
        name = digest.hex()
        return self._root / name[:2] / name[2:]

    def _put(self, digest: bytes, content: bytes) -> None:
        path = self._path(digest)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Replaces an existing file, too: its modification time is then as recent as the row, so a sweep keeps it.
        part = path.with_name(f"{new_id()}.part")
        try:
            with part.open("xb") as file:
                part.chmod(0o600)
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        for folder in (path.parent, self._root):
            _sync_folder(folder)

    def _get(self, digest: bytes) -> bytes | None:
        try:
            return self._path(digest).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise StorageUnavailableError(_UNREAD) from error

    def _remove(self, digests: Collection[bytes]) -> None:
        for digest in digests:
            self._path(digest).unlink(missing_ok=True)

    def _old(self, age_seconds: int) -> Iterator[bytes]:
        before = time.time() - age_seconds
        for path in self._root.glob("??/*"):
            with suppress(OSError, ValueError):
                if path.stat().st_mtime > before:
                    continue
                if path.suffix == ".part":
                    path.unlink()  # left by a server that crashed while writing
                    continue
                yield bytes.fromhex(path.parent.name + path.name)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class InBucket:
    """A bucket with one object per file. Files stored before the bucket was set up are still in the folder."""

    # Objects aren't in a folder of the bucket: a host running the previous version takes each folder for a recording,
    # and removes it if no row refers to it. Recording ids begin with a digit, so a listing from `_FIRST` on omits them.
    _FIRST = "file-"
    _NAME = re.compile(rf"{_FIRST}([0-9a-f]{{64}})")

    def __init__(self, bucket: Bucket, before: Folder) -> None:
        self._bucket, self._before = bucket, before

    def _name(self, digest: bytes) -> str:
        return f"{self._FIRST}{digest.hex()}"

    async def put(self, digest: bytes, content: bytes) -> None:
        with self._bucket.opened(_UNSTORED) as store:
            await store.put_async(self._name(digest), content, use_multipart=False)

    async def get(self, digest: bytes) -> bytes | None:
        try:
            with self._bucket.opened(_UNREAD) as store:
                found = await store.get_async(self._name(digest))
                return bytes(await found.bytes_async())
        except FileNotFoundError:
            return await self._before.get(digest)

    async def remove(self, digests: Collection[bytes]) -> None:
        await self._before.remove(digests)
        with self._bucket.opened(_UNSTORED) as store:
            await store.delete_async([self._name(digest) for digest in digests])

    async def list_old(self, age_seconds: int) -> AsyncIterator[list[bytes]]:
        async for part in self._before.list_old(age_seconds):
            yield part
        before = datetime.now(UTC) - timedelta(seconds=age_seconds)
        with self._bucket.opened(_UNREAD) as store:
            async for objects in store.list(offset=self._FIRST, chunk_size=_AT_ONCE):
                names = [self._NAME.fullmatch(item["path"]) for item in objects if item["last_modified"] <= before]
                yield [bytes.fromhex(name[1]) for name in names if name is not None]


@lru_cache(8)
def content_of(settings: Settings) -> Bytes:
    """The storage of this deployment's files: a folder or a bucket, as for its recordings (store/media.py)."""
    folder = Folder(settings.data_dir / "files")
    return InBucket(bucket_of(settings), folder) if settings.media_url else folder


async def require_reachable(content: Bytes) -> None:
    """Raises StorageUnavailableError if the storage can't be reached. Call it before erasing rows with bytes there."""
    try:
        await content.get(bytes(32))
    except StorageUnavailableError as error:
        raise StorageUnavailableError(_UNREACHED) from error


# --- rows -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file to store. Its digest is unique."""

    kind: Kind
    media_type: str
    size_bytes: int
    digest: bytes


class File(NamedTuple):
    id: str
    kind: str
    media_type: str
    size_bytes: int
    digest: bytes


class _Unused(NamedTuple):
    id: str
    digest: bytes


def name_file(kind: Kind, media_type: str, data: bytes) -> NewFile:
    """Derives the digest from the content and a new id, so that removing a file never removes another file's bytes."""
    digest = hashlib.sha256(new_id().encode() + data).digest()
    return NewFile(kind, media_type, len(data), digest)


_INSERT = insert(_F)
_OF_SESSION = (_F.c.organization_id == bindparam("organization"), _F.c.session_id == bindparam("session"))
_ALL = select(_F.c.id, _F.c.kind, _F.c.media_type, _F.c.size_bytes, _F.c.digest).where(*_OF_SESSION)
_IS_USED = _F.c.unused_since.is_(None)
_LIST = _ALL.where(_IS_USED).order_by(_F.c.id)
_ONE = _ALL.where(_F.c.id == bindparam("file"), _IS_USED)
_HELD = select(func.coalesce(func.sum(_F.c.size_bytes), 0).label("bytes")).where(
    *_OF_SESSION, or_(_IS_USED, _F.c.unused_since > bindparam("since"))
)
_THESE = (*_OF_SESSION, _F.c.id.in_(bindparam("files", expanding=True)))
_USE = update(_F).where(*_THESE).values(unused_since=None)
_KEEP = update(_F).where(*_THESE, _IS_USED).values(is_kept=True)
_REPLACE = update(_F).where(*_THESE, _F.c.is_kept.is_(False)).values(unused_since=bindparam("now"))
_LOCK = select(_F.c.id, _F.c.unused_since).where(*_THESE).with_for_update()
_UNUSED = select(_F.c.id, _F.c.digest).where(*_THESE, _F.c.unused_since.is_not(None))
_LEFT = select(_F.c.id, _F.c.digest).where(_F.c.unused_since <= bindparam("before")).limit(_AT_ONCE)
_IDS: BindParameter[Sequence[str]] = bindparam("files", expanding=True)
_CLEAR = delete(_F).where(_F.c.id.in_(_IDS), _F.c.unused_since.is_not(None))
_OTHERS = select(_F.c.digest).where(_F.c.digest.in_(bindparam("digests", expanding=True)), _F.c.id.not_in(_IDS))
_DELETE = delete(_F).where(*_OF_SESSION)
_REFERENCED = select(_F.c.digest).where(_F.c.digest.in_(bindparam("digests", expanding=True)))


async def insert_file(connection: Connection, organization_id: str, session_id: str, file: NewFile, now: int) -> str:
    """Inserts an unused file and returns its id. Store its bytes next."""
    file_id = new_id()
    made = {"kind": file.kind, "media_type": file.media_type, "size_bytes": file.size_bytes, "digest": file.digest}
    row = {"id": file_id, "organization_id": organization_id, "session_id": session_id, "is_kept": False}
    await connection.run(_INSERT, {**row, **made, "created_at": now, "unused_since": now})
    return file_id


async def find_file(connection: Connection, organization_id: str, session_id: str, file_id: str) -> File | None:
    keys = {"organization": organization_id, "session": session_id, "file": file_id}
    return await fetch_one(connection, File, _ONE, keys)


async def list_files(connection: Connection, organization_id: str, session_id: str) -> list[File]:
    """All files of a session, oldest first."""
    return await fetch_all(connection, File, _LIST, {"organization": organization_id, "session": session_id})


async def keep_files(connection: Connection, organization_id: str, session_id: str, file_ids: Iterable[str]) -> int:
    """Protects these files from replacement, because an answer shows them. Returns how many it protected."""
    keys = {"organization": organization_id, "session": session_id, "files": list(file_ids)}
    return await connection.run(_KEEP, keys)


async def use_files(connection: Connection, organization_id: str, session_id: str, file_ids: Iterable[str]) -> int:
    """Marks these files as used, once their bytes are stored. Returns how many it marked."""
    keys = {"organization": organization_id, "session": session_id, "files": list(file_ids)}
    return await connection.run(_USE, keys)


async def replace_files(
    connection: Connection, organization_id: str, session_id: str, file_ids: Iterable[str], now: int
) -> None:
    """Marks files as unused unless an answer shows them. Call `clear` for them after the commit."""
    keys = {"organization": organization_id, "session": session_id, "files": list(file_ids), "now": now}
    await connection.run(_REPLACE, keys)


async def count_bytes(connection: Connection, organization_id: str, session_id: str, now: int) -> int:
    """The total size of a session's files, including files that are being stored or replaced right now."""
    keys = {"organization": organization_id, "session": session_id, "since": now - _STORED_WITHIN_MS}
    row = await connection.row(_HELD, keys)
    return 0 if row is None else int(row.bytes)


async def clear(
    database: Database, content: Bytes, organization_id: str, session_id: str, file_ids: Iterable[str]
) -> None:
    """Removes the bytes of unused files, then their rows. Raises StorageUnavailableError."""
    keys = {"organization": organization_id, "session": session_id, "files": list(file_ids)}
    await _clear(database, content, await fetch_all(database.read, _Unused, _UNUSED, keys))


async def withdraw(
    database: Database, content: Bytes, organization_id: str, session_id: str, stored: Mapping[str, bytes]
) -> None:
    """Removes files that were `stored` (id to digest) and then refused, even if an erasure deleted their rows.

    If the response to the commit that uses them was lost, it may still be under way. So this waits for it, and then
    keeps the files that are used.
    """
    keys = {"organization": organization_id, "session": session_id, "files": list(stored)}
    async with database.transaction() as transaction:
        used = {row.id for row in await transaction.rows(_LOCK, keys) if row.unused_since is None}
    await content.remove([digest for file_id, digest in stored.items() if file_id not in used])
    async with database.transaction() as transaction:
        await transaction.run(_CLEAR, {"files": list(stored)})


async def clear_left(database: Database, content: Bytes, now: int) -> int:
    """Clears unused files that crashed servers left behind. Returns how many it cleared."""
    rows = await fetch_all(database.read, _Unused, _LEFT, {"before": now - UNCOMMITTED_SECONDS * 1000})
    await _clear(database, content, rows)
    return len(rows)


async def _clear(database: Database, content: Bytes, rows: Sequence[_Unused]) -> None:
    if not rows:
        return
    ids, digests = [row.id for row in rows], {row.digest for row in rows}
    # Files stored by an earlier version may share their bytes with another file of the session.
    others = await database.read.rows(_OTHERS, {"files": ids, "digests": list(digests)})
    await content.remove(digests - {bytes(row.digest) for row in others})
    async with database.transaction() as transaction:
        await transaction.run(_CLEAR, {"files": ids})


async def delete_files(connection: Connection, organization_id: str, session_id: str) -> list[bytes]:
    """Deletes the rows of all files of a session. Returns the digests to `discard` after the commit."""
    keys = {"organization": organization_id, "session": session_id}
    digests = [row.digest for row in await connection.rows(_ALL, keys)]
    await connection.run(_DELETE, keys)
    return digests


async def discard(connection: Connection, content: Bytes, digests: Sequence[bytes]) -> int:
    """Removes the bytes that no row refers to. Returns the number of contents removed."""
    if not digests:
        return 0
    rows = await connection.rows(_REFERENCED, {"digests": list(digests)})
    unused = set(digests) - {bytes(row.digest) for row in rows}
    if unused:
        await content.remove(unused)
    return len(unused)


async def sweep(database: Database, content: Bytes) -> int:
    """Removes stored contents that no row refers to. Returns the number of contents removed."""
    return sum([await discard(database.read, content, old) async for old in content.list_old(UNCOMMITTED_SECONDS)])
