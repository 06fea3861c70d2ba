"""Backup and restore. A backup is one file with the rows of all tables, the secret key, and the files and recordings
in the data folder, but not those in a bucket. It can be restored into either SQLite or PostgreSQL.

The archive (tar, gzip) has `tables/NAME.jsonl` with one row per line, `secret.key`, `files/…` and `recordings/…`. Its
last member is `manifest.json`: the number of rows of each table, and the size and SHA-256 digest of each other member.
All rows come from one snapshot, so a backup is consistent while the server runs and writes.
"""

from __future__ import annotations

import asyncio
import gzip
import os
import shutil
import tarfile
import tempfile
import zlib
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from errno import ENOSPC
from hashlib import sha256
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import IO, TypeVar

import orjson
from sqlalchemy import Connection, LargeBinary, Table, select
from sqlalchemy.exc import DBAPIError, StatementError

from aural.platform.errors import BadRequestError, ConflictError, StorageUnavailableError
from aural.platform.folders import list_files
from aural.store.database import DuplicateError, is_sqlite, plain_errors, postgres_engine
from aural.store.migrate import migrate, schema_version
from aural.store.migrations import HEAD
from aural.store.schema import metadata, organizations
from aural.store.sqlite_engine import sqlite_engine

FORMAT = "aural-backup/1"
_ROWS_AT_ONCE = 500
_BYTES_AT_ONCE = 1024 * 1024
_SECRET = "secret.key"  # noqa: S105
_FILES = "files"
_RECORDINGS = "recordings"
_MANIFEST = "manifest.json"
_CHECK = "Check AURAL_DATABASE_URL and the data folder, or --database-url and --data-dir"
_DAMAGED = "This is not a backup of Aural, or it is damaged. Nothing was changed."

# The errors of gzip, tar and JSON for damaged content.
_UNREADABLE = (tarfile.TarError, EOFError, zlib.error, ValueError, LookupError, ArithmeticError, TypeError, OSError)
_IMPOSSIBLE_ROWS = (DuplicateError, StatementError, ValueError, KeyError, TypeError)

Result = TypeVar("Result")
Counts = dict[str, int]
Members = dict[str, dict[str, int | str]]


class BackupError(StorageUnavailableError):
    """No backup was written. The message says why, and what to do."""


class _WriteError(Exception):
    """A file of the backup can't be written. Not an OSError, which the database's errors include."""


async def backup(url: str, data_dir: Path, target: Path) -> None:
    """Writes the archive `target`, completely or not at all. Its mode is 0600, because it contains the secret key.

    Only reads the database and the data folder. Raises BackupError if one of them can't be read, or the file can't be
    written.
    """
    try:
        with _staging(target.parent) as folder:
            counts = await _read_database(url, folder)
            await asyncio.to_thread(_pack, folder, data_dir, target, counts)
    except (OSError, _WriteError) as error:
        cause = error.__cause__ or error
        reason = getattr(cause, "strerror", None) or str(cause)
        raise BackupError(
            f"The backup cannot be written to {target} ({reason}). Free space there, or choose another place."
        ) from error


async def restore(source: Path, url: str, data_dir: Path, *, replace: bool = False) -> None:
    """Restores a backup into the database behind `url` and the data folder, completely or not at all.

    Stop the server first. Raises ConflictError if the target isn't empty and `replace` is not given, and
    BadRequestError if the archive is damaged or was written by another version.
    """
    with _staging(data_dir) as folder:
        counts = await asyncio.to_thread(_unpack, source, folder)
        for taken in (data_dir / name for name in (_FILES, _RECORDINGS)):
            if not replace and any(taken.glob("*")):
                raise ConflictError(f"The folder {taken} is not empty. Choose another one, or use --replace.")
        migrate(url)
        swap = _Swap(folder, data_dir)

        def fill(connection: Connection) -> None:
            _empty(connection, replace=replace)
            for table in metadata.sorted_tables:
                _fill(connection, table, folder, counts)
            swap.begin()  # the last step before the commit; if that fails, `undo` restores the old files

        try:
            await _run(url, fill)
        except BaseException as error:
            swap.undo()
            if isinstance(error, _IMPOSSIBLE_ROWS):
                raise BadRequestError(_DAMAGED) from error
            raise


@contextmanager
def _staging(beside: Path) -> Iterator[Path]:
    """A temporary folder on the disk of the final location, so that its content can be moved there."""
    folder = Path(tempfile.mkdtemp(prefix=".aural-backup-", dir=beside))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


# --- one transaction of synchronous work on either database ---------------------------------------------------------


async def _run(url: str, work: Callable[[Connection], Result], isolation: str | None = None) -> Result:
    """Runs the work in one transaction. Pass `isolation` for reads; SQLite always reads from one snapshot."""
    if is_sqlite(url):
        return await asyncio.to_thread(_run_sqlite, url, work, "BEGIN" if isolation else "BEGIN IMMEDIATE")
    engine = postgres_engine(url, connections=1)
    try:
        with plain_errors():
            async with engine.connect() as connection:
                if isolation:
                    await connection.execution_options(isolation_level=isolation)
                async with connection.begin():
                    return await connection.run_sync(work)
    finally:
        await engine.dispose()


def _run_sqlite(url: str, work: Callable[[Connection], Result], begin: str) -> Result:
    engine = sqlite_engine(url)
    try:
        with plain_errors(), engine.connect() as connection:
            connection.exec_driver_sql(begin)
            try:
                result = work(connection)
                connection.exec_driver_sql("COMMIT")
            except BaseException:
                connection.exec_driver_sql("ROLLBACK")
                raise
            return result
    finally:
        engine.dispose()


# --- writing an archive ---------------------------------------------------------------------------------------------


async def _read_database(url: str, folder: Path) -> Counts:
    try:
        opened = await asyncio.to_thread(_copy_closed, url, folder) if is_sqlite(url) else url
        return await _run(opened, lambda connection: _dump(connection, folder), isolation="REPEATABLE READ")
    except BackupError:
        raise
    except (StorageUnavailableError, DBAPIError) as error:
        where = f"{url.removeprefix('sqlite:///')} " if is_sqlite(url) else ""
        raise BackupError(
            f"The database {where}cannot be read ({_reason(error)}). {_CHECK}, and that the database server is running."
        ) from error


def _reason(error: Exception) -> str:
    """The first line of the driver's error. Only the person who runs the command reads it."""
    cause: BaseException = error
    while (deeper := cause.orig if isinstance(cause, DBAPIError) else cause.__cause__) is not None:
        cause = deeper
    number = getattr(cause, "errno", None) or 0  # negative if a name is unknown
    text = os.strerror(number) if number > 0 else getattr(cause, "strerror", None) or str(cause)
    return text.partition("\n")[0].rstrip(".") or type(cause).__name__


def _copy_closed(url: str, folder: Path) -> str:
    """The URL of the database, or of a copy if SQLite can't open the file itself.

    SQLite creates a file next to a database that no process has open, which a read-only file system refuses.
    """
    database = Path(url.removeprefix("sqlite:///"))
    if not database.is_file():
        raise BackupError(f"The database {database} does not exist. {_CHECK}.")
    if os.access(database.parent, os.W_OK) or Path(f"{database}-shm").exists():
        return url
    copy = folder / "database"
    with _writing():
        for end in ("", "-wal"):
            if (source := Path(f"{database}{end}")).exists():
                shutil.copyfile(source, f"{copy}{end}")
    return f"sqlite:///{copy}"


@contextmanager
def _writing() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _WriteError from error


def _dump(connection: Connection, folder: Path) -> Counts:
    version = schema_version(connection)
    if version is None:
        raise BackupError(f"The database has no tables of Aural. {_CHECK}.")
    if version != HEAD:
        raise BackupError(
            "The database is from another version of Aural. Back it up with that version, or run `aural migrate` first."
        )
    return {str(table.name): _dump_table(connection, table, folder) for table in metadata.sorted_tables}


def _dump_table(connection: Connection, table: Table, folder: Path) -> int:
    count = 0
    rows = connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(select(table))
    names = [str(column.name) for column in table.c]  # orjson refuses SQLAlchemy's subclass as a key
    _lines(folder, table).touch()
    for part in rows.partitions():
        lines = [orjson.dumps(dict(zip(names, row, strict=True)), default=_encode) + b"\n" for row in part]
        with _writing(), _lines(folder, table).open("ab") as file:
            file.writelines(lines)
        count += len(lines)
    return count


def _encode(value: object) -> str:
    if isinstance(value, bytes | memoryview):
        return b64encode(value).decode()
    raise TypeError


def _lines(folder: Path, table: Table) -> Path:
    return folder / f"{table.name}.jsonl"


def _pack(folder: Path, data_dir: Path, target: Path, counts: Counts) -> None:
    packed = folder / "packed"
    with packed.open("xb") as file:
        packed.chmod(0o600)
        with tarfile.open(fileobj=file, mode="w:gz", compresslevel=6) as archive:
            members: Members = {}
            for table in metadata.sorted_tables:
                _add(archive, members, _lines(folder, table), f"tables/{table.name}.jsonl")
            kept = [path for name in (_FILES, _RECORDINGS) for path in sorted(list_files(data_dir / name))]
            for path in [data_dir / _SECRET, *kept]:
                # Skips files that are being written or have just been swept: no row of the snapshot refers to them.
                if path.suffix != ".part" and path.is_file():
                    _add(archive, members, path, path.relative_to(data_dir).as_posix())
            manifest = folder / _MANIFEST
            manifest.write_bytes(orjson.dumps({"format": FORMAT, "schema": HEAD, "tables": counts, "members": members}))
            archive.add(manifest, _MANIFEST)
        file.flush()
        os.fsync(file.fileno())
    packed.replace(target)


class _Digested:
    """Reads a file, and knows the size and digest of what was read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._size = 0
        self._digest = sha256()

    def read(self, size: int = _BYTES_AT_ONCE, /) -> bytes:
        content = self._file.read(size)
        self._size += len(content)
        self._digest.update(content)
        return content

    def listed(self) -> dict[str, int | str]:
        return {"bytes": self._size, "sha256": self._digest.hexdigest()}


def _add(archive: tarfile.TarFile, members: Members, path: Path, name: str) -> None:
    try:
        file = path.open("rb")
    except FileNotFoundError:  # swept since it was listed
        return
    except OSError as error:
        raise BackupError(
            f"The file {path} cannot be read ({error.strerror}). Run the command as the server's account, or as root."
        ) from error
    with file:
        content = _Digested(file)
        archive.addfile(archive.gettarinfo(arcname=name, fileobj=file), content)
        members[name] = content.listed()


# --- reading an archive ---------------------------------------------------------------------------------------------


def _unpack(source: Path, folder: Path) -> Counts:
    """Unpacks and checks the whole archive into `folder`. Returns the number of rows by table."""
    try:
        with gzip.open(source) as stream:
            members = _unpack_stream(stream, folder)
        manifest = orjson.loads((folder / _MANIFEST).read_bytes())
        wanted, schema = manifest["format"] == FORMAT, manifest["schema"]
        del members[_MANIFEST]
        if manifest.get("members", members) != members:  # earlier versions listed none
            raise ValueError
        counts: Counts = {table.name: manifest["tables"][table.name] for table in metadata.sorted_tables}
        for name in counts:
            (folder / "tables" / f"{name}.jsonl").stat()
    except _UNREADABLE as error:
        if isinstance(error, OSError) and error.errno == ENOSPC:
            raise StorageUnavailableError("The disk is full: the backup cannot be unpacked.") from error
        raise BadRequestError(_DAMAGED) from error
    if not wanted or schema != HEAD:
        raise BadRequestError("This backup is from another version of Aural. Restore it with that version.")
    return counts


def _unpack_stream(stream: gzip.GzipFile, folder: Path) -> Members:
    with tarfile.open(fileobj=stream, mode="r:") as archive:
        members = {item.name: _unpack_member(archive, item, folder) for item in archive if not item.isdir()}
    # A damaged header looks like the end of the archive, and gzip compares its checksum only at the end of the stream.
    while rest := stream.read(_BYTES_AT_ONCE):
        if rest.strip(b"\0"):
            raise ValueError
    return members


def _unpack_member(archive: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> dict[str, int | str]:
    """Unpacks a file, and refuses paths outside the folder."""
    path = PurePosixPath(member.name)
    content = archive.extractfile(member) if member.isfile() else None
    if content is None or path.is_absolute() or ".." in path.parts:
        raise ValueError(member.name)
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    with content, target.open("xb") as file:
        target.chmod(0o600)
        digested = _Digested(content)
        shutil.copyfileobj(digested, file)
    return digested.listed()


def _empty(connection: Connection, *, replace: bool) -> None:
    if not replace and connection.execute(select(organizations.c.id).limit(1)).first() is not None:
        raise ConflictError("The database is not empty. Choose another one, or use --replace to overwrite it.")
    for table in reversed(metadata.sorted_tables):
        connection.execute(table.delete())


def _fill(connection: Connection, table: Table, folder: Path, counts: Counts) -> None:
    binary = [column.name for column in table.c if isinstance(column.type, LargeBinary)]
    count = 0
    with (folder / "tables" / f"{table.name}.jsonl").open("rb") as lines:
        while rows := [_row(line, binary) for line in islice(lines, _ROWS_AT_ONCE)]:
            connection.execute(table.insert(), rows)
            count += len(rows)
    if count != counts[table.name]:
        raise BadRequestError(_DAMAGED)


def _row(line: bytes, binary: list[str]) -> dict[str, object]:
    row: dict[str, object] = orjson.loads(line)
    for name in binary:
        if isinstance(value := row[name], str):
            row[name] = b64decode(value)
    return row


class _Swap:
    """Replaces the secret key, the files and the recordings with those from the archive, and can undo this."""

    def __init__(self, folder: Path, data_dir: Path) -> None:
        self._old = folder / "old"
        self._data_dir = data_dir
        self._folder = folder
        self._done: list[str] = []

    def begin(self) -> None:
        self._old.mkdir()
        for name in (_SECRET, _FILES, _RECORDINGS):
            if (self._folder / name).exists():
                self._done.append(name)
                if (self._data_dir / name).exists():
                    (self._data_dir / name).rename(self._old / name)
                (self._folder / name).rename(self._data_dir / name)

    def undo(self) -> None:
        for name in self._done:
            if (self._data_dir / name).exists():
                (self._data_dir / name).rename(self._folder / f"undone-{name}")
            if (self._old / name).exists():
                (self._old / name).rename(self._data_dir / name)
