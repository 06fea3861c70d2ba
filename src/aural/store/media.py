"""Storage for the bytes of recordings: a folder or an S3 bucket. decisions/0020 explains why each slice is an object.

Object names are `<recording id>/<part>`, and come only from the server. No object is ever partial.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol

from aural.platform.errors import StorageUnavailableError
from aural.platform.ids import new_id
from aural.settings import Settings
from aural.store.buckets import Bucket, bucket_of

if TYPE_CHECKING:
    from collections.abc import Iterator

CHUNK_BYTES = 256 << 10
_ABANDONED_SECONDS = 2 * 3600  # longer than copying and joining the largest recording takes
_UNAVAILABLE = "The recording cannot be stored right now. Try again in a moment."


class MissingMediaError(Exception):
    """The object doesn't exist, or is damaged."""


class Media(Protocol):
    """Objects by name. All methods raise StorageUnavailableError."""

    async def put(self, name: str, part: Path) -> None:
        """Durably stores a file from `Spool` that is already synced to disk. Replaces an object of the same name."""
        ...

    def read(self, name: str, start: int, end: int) -> AsyncIterator[bytes]:
        """The bytes from `start` up to `end`, in chunks. Raises MissingMediaError."""
        ...

    async def drop(self, name: str) -> None:
        """Removes one object, if it exists."""
        ...

    async def remove(self, folder: str, *, but: str | None = None) -> int:
        """Removes a recording's objects, except those whose names begin with `but`: an object and its sidecar manifest.

        Returns how many objects were removed.
        """
        ...

    async def list_folders(self) -> list[str]:
        """The ids of all recordings with stored objects."""
        ...


class Spool:
    """A folder on the same disk as the data folder, where files are assembled before they are stored."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def part(self) -> Iterator[Path]:
        """The path for a new file, which doesn't exist yet. The file is deleted at the end, unless it was moved."""
        path = self._folder / f"{new_id()}.part"
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            yield path
        except OSError as error:
            raise StorageUnavailableError(_UNAVAILABLE) from error
        finally:
            path.unlink(missing_ok=True)

    def sweep(self) -> None:
        """Removes files that a crashed server left behind two or more hours ago."""
        before = time.time() - _ABANDONED_SECONDS
        for path in self._folder.glob("*.part"):
            with suppress(OSError):
                if path.stat().st_mtime < before:
                    path.unlink()


class MediaFolder:
    def __init__(self, root: Path) -> None:
        self._root = root

    async def put(self, name: str, part: Path) -> None:
        try:
            await asyncio.to_thread(self._put, name, part)
        except OSError as error:
            raise StorageUnavailableError(_UNAVAILABLE) from error

    def _put(self, name: str, part: Path) -> None:
        target = self._root / name
        made = [folder for folder in (target.parent, self._root) if not folder.exists()]
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part.replace(target)
        for folder in (target.parent, *(folder.parent for folder in made)):
            _sync(folder)

    async def read(self, name: str, start: int, end: int) -> AsyncIterator[bytes]:
        try:
            async with opened(lambda: (self._root / name).open("rb")) as file:
                file.seek(start)
                while start < end and (chunk := await asyncio.to_thread(file.read, min(CHUNK_BYTES, end - start))):
                    start += len(chunk)
                    yield chunk
        except FileNotFoundError as error:
            raise MissingMediaError(name) from error
        except OSError as error:
            raise StorageUnavailableError(_UNAVAILABLE) from error

    async def drop(self, name: str) -> None:
        await asyncio.to_thread((self._root / name).unlink, missing_ok=True)

    async def remove(self, folder: str, *, but: str | None = None) -> int:
        return await asyncio.to_thread(self._remove, self._root / folder, but)

    def _remove(self, folder: Path, but: str | None) -> int:
        names = [path for path in folder.glob("*") if but is None or not path.name.startswith(but)]
        for path in names:
            path.unlink(missing_ok=True)
        if but is None:
            with suppress(OSError):
                folder.rmdir()
        return len(names)

    async def list_folders(self) -> list[str]:
        return await asyncio.to_thread(lambda: [path.name for path in self._root.glob("*") if path.is_dir()])


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class MediaBucket:
    def __init__(self, bucket: Bucket) -> None:
        self._bucket = bucket

    async def put(self, name: str, part: Path) -> None:
        with self._bucket.opened(_UNAVAILABLE) as store:
            await store.put_async(name, part)

    async def read(self, name: str, start: int, end: int) -> AsyncIterator[bytes]:
        try:
            with self._bucket.opened(_UNAVAILABLE) as store:
                while start < end:
                    chunk = bytes(await store.get_range_async(name, start=start, end=min(end, start + (4 << 20))))
                    start += len(chunk)
                    yield chunk
        except FileNotFoundError as error:
            raise MissingMediaError(name) from error

    async def drop(self, name: str) -> None:
        with self._bucket.opened(_UNAVAILABLE) as store:
            await store.delete_async(name)

    async def remove(self, folder: str, *, but: str | None = None) -> int:
        count = 0
        with self._bucket.opened(_UNAVAILABLE) as store:
            async for found in store.list(f"{folder}/", chunk_size=500):
                names = [item["path"] for item in found if but is None or f"/{but}" not in item["path"]]
                await store.delete_async(names)
                count += len(names)
        return count

    async def list_folders(self) -> list[str]:
        with self._bucket.opened(_UNAVAILABLE) as store:
            listed = await store.list_with_delimiter_async()
        return [prefix.rstrip("/").rpartition("/")[2] for prefix in listed["common_prefixes"]]


@lru_cache(8)
def media_of(settings: Settings) -> Media:
    """The storage of this deployment's recordings."""
    return MediaBucket(bucket_of(settings)) if settings.media_url else MediaFolder(settings.data_dir / "recordings")


def spool_of(settings: Settings) -> Spool:
    return Spool(settings.data_dir / "recordings.part")


async def copy_into(media: Media, wanted: Sequence[tuple[str, int, bytes]], part: Path) -> None:
    """Joins objects (name, size, SHA-256) into a new file. Raises MissingMediaError if one is missing or damaged."""
    async with opened(lambda: new_file(part)) as file:
        for name, size, digest in wanted:
            hashed = hashlib.sha256()
            async for chunk in media.read(name, 0, size):
                hashed.update(chunk)
                await asyncio.to_thread(file.write, chunk)
            if hashed.digest() != digest:
                raise MissingMediaError(name)


@asynccontextmanager
async def opened(open_file: Callable[[], BinaryIO]) -> AsyncIterator[BinaryIO]:
    """Opens a file in a thread. If the caller is canceled meanwhile, the file is closed as soon as it is open."""
    opening = asyncio.ensure_future(asyncio.to_thread(open_file))
    try:
        file = await asyncio.shield(opening)
    except asyncio.CancelledError:
        opening.add_done_callback(_close)
        raise
    with file:
        yield file


def _close(opening: asyncio.Future[BinaryIO]) -> None:
    if not opening.cancelled() and opening.exception() is None:
        opening.result().close()


def new_file(part: Path) -> BinaryIO:
    """Creates a file to write and read, with mode 0600. It must not exist yet."""
    return os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600), "w+b")


def write_synced(part: Path, content: bytes) -> None:
    """Writes a small file, and returns once it is on the disk."""
    with new_file(part) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
