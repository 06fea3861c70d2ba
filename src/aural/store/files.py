"""Files: their rows in the database, their bytes in the data folder under the name of their content's digest.

The bytes are on the disk before the row is committed, so that a row always has them. Bytes without a row are swept
later (jobs/housekeeping.py), or at once where they must be gone (`discard`).
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

from sqlalchemy import Row, bindparam, delete, insert, select, update

from aural.errors import StorageUnavailableError
from aural.ids import new_id
from aural.store import schema
from aural.store.database import Connection, Database

_F = schema.files
Kind = Literal["scene", "picture"]
# Bytes wait so long for the row of a transaction that may still be open.
UNCOMMITTED_SECONDS = 3600


class Bytes(Protocol):
    """Where the content of files lies, by its SHA-256 digest. A folder, or what can stand for one."""

    async def put(self, content: bytes) -> bytes:
        """The digest. The content is durable when this returns. Raises StorageUnavailableError."""
        ...

    async def get(self, digest: bytes) -> bytes | None: ...
    async def remove(self, digest: bytes) -> None: ...
    async def list_old(self, age_seconds: int) -> list[bytes]:
        """The digests of what was put at least so long ago."""
        ...


class Folder:
    """`ab/cdef…`: two digits of the digest, then the rest. A file is there whole or not at all."""

    def __init__(self, root: Path) -> None:
        self._root = root

    async def put(self, content: bytes) -> bytes:
        try:
            return await asyncio.to_thread(self._put, content)
        except OSError as error:
            raise StorageUnavailableError("The file cannot be stored right now. Try again in a moment.") from error

    async def get(self, digest: bytes) -> bytes | None:
        return await asyncio.to_thread(self._get, digest)

    async def remove(self, digest: bytes) -> None:
        await asyncio.to_thread(self._path(digest).unlink, missing_ok=True)

    async def list_old(self, age_seconds: int) -> list[bytes]:
        return await asyncio.to_thread(lambda: list(self._old(age_seconds)))

    def _path(self, digest: bytes) -> Path:
        name = digest.hex()
        return self._root / name[:2] / name[2:]

    def _put(self, content: bytes) -> bytes:
        digest = hashlib.sha256(content).digest()
        path = self._path(digest)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Also where it is there already: it is as new as this row, and no sweep takes it.
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
        return digest

    def _get(self, digest: bytes) -> bytes | None:
        try:
            return self._path(digest).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise StorageUnavailableError("The file cannot be read right now. Try again in a moment.") from error

    def _old(self, age_seconds: int) -> Iterator[bytes]:
        before = time.time() - age_seconds
        for path in self._root.glob("??/*"):
            with suppress(OSError, ValueError):
                if path.stat().st_mtime > before:
                    continue
                if path.suffix == ".part":
                    path.unlink()  # of a server that died while it wrote
                    continue
                yield bytes.fromhex(path.parent.name + path.name)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def folder_of(data_dir: Path) -> Folder:
    """The files of this deployment."""
    return Folder(data_dir / "files")


# --- rows -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file whose bytes are stored already."""

    kind: Kind
    media_type: str
    size_bytes: int
    digest: bytes


_INSERT = insert(_F)
_OF_SESSION = (_F.c.organization_id == bindparam("organization"), _F.c.session_id == bindparam("session"))
_LIST = select(_F).where(*_OF_SESSION).order_by(_F.c.id)
_ONE = select(_F).where(*_OF_SESSION, _F.c.id == bindparam("file"))
_THESE = (*_OF_SESSION, _F.c.id.in_(bindparam("files", expanding=True)))
_KEEP = update(_F).where(*_THESE).values(is_kept=True)
_DROP = delete(_F).where(*_THESE, _F.c.is_kept.is_(False))
_DELETE = delete(_F).where(*_OF_SESSION)
_REFERENCED = select(_F.c.digest).where(_F.c.digest.in_(bindparam("digests", expanding=True)))


async def insert_file(connection: Connection, organization_id: str, session_id: str, file: NewFile, now: int) -> str:
    """The id of the new file."""
    file_id = new_id()
    made = {"kind": file.kind, "media_type": file.media_type, "size_bytes": file.size_bytes, "digest": file.digest}
    row = {"id": file_id, "organization_id": organization_id, "session_id": session_id, "is_kept": False}
    await connection.run(_INSERT, {**row, **made, "created_at": now})
    return file_id


async def find_file(connection: Connection, organization_id: str, session_id: str, file_id: str) -> Row[Any] | None:
    return await connection.row(_ONE, {"organization": organization_id, "session": session_id, "file": file_id})


async def list_files(connection: Connection, organization_id: str, session_id: str) -> Sequence[Row[Any]]:
    """All files of a session, oldest first."""
    return await connection.rows(_LIST, {"organization": organization_id, "session": session_id})


async def keep_files(connection: Connection, organization_id: str, session_id: str, file_ids: Iterable[str]) -> int:
    """An answer shows these files: they stay from now on. How many of them there are."""
    keys = {"organization": organization_id, "session": session_id, "files": list(file_ids)}
    return await connection.run(_KEEP, keys)


async def drop_files(connection: Connection, organization_id: str, session_id: str, file_ids: Iterable[str]) -> None:
    """Deletes the rows of files that no answer shows."""
    keys = {"organization": organization_id, "session": session_id, "files": list(file_ids)}
    await connection.run(_DROP, keys)


async def delete_files(connection: Connection, organization_id: str, session_id: str) -> list[bytes]:
    """Deletes the rows of all files of a session; the digests to `discard` once that is committed."""
    keys = {"organization": organization_id, "session": session_id}
    digests = [row.digest for row in await connection.rows(_LIST, keys)]
    await connection.run(_DELETE, keys)
    return digests


async def discard(connection: Connection, content: Bytes, digests: Sequence[bytes]) -> int:
    """Removes the bytes that no row refers to any more; how many contents that were."""
    if not digests:
        return 0
    rows = await connection.rows(_REFERENCED, {"digests": list(digests)})
    unused = set(digests) - {bytes(row.digest) for row in rows}
    for digest in unused:
        await content.remove(digest)
    return len(unused)


_AT_ONCE = 500


async def sweep(database: Database, content: Bytes) -> int:
    """Removes what was stored and never got a row, or has none any more; how many contents that were."""
    old = await content.list_old(UNCOMMITTED_SECONDS)
    parts = [old[at : at + _AT_ONCE] for at in range(0, len(old), _AT_ONCE)]
    return sum([await discard(database.read, content, part) for part in parts])
