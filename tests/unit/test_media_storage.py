"""Recordings are in a folder or in a bucket, and the code that uses them can't tell which."""

from __future__ import annotations

import asyncio
import hashlib
import os
import threading
import time
from pathlib import Path
from typing import BinaryIO

import pytest

from aural.guard.files import media as guard_media
from aural.platform.errors import StorageUnavailableError
from aural.settings import Settings, load_settings
from aural.store.media import MissingMediaError, copy_into, media_of, opened, spool_of
from tests.buckets import AWAY, Buckets
from tests.buckets import buckets as buckets
from tests.waiting import PATIENCE_SECONDS, until


@pytest.fixture(params=["folder", "bucket"])
def settings(request: pytest.FixtureRequest, tmp_path: Path, buckets: Buckets) -> Settings:
    given = {} if request.param == "folder" else buckets.settings("kept/here")
    return load_settings(data_dir=tmp_path, **given)


async def put(settings: Settings, name: str, content: bytes) -> None:
    with spool_of(settings).part() as part:
        part.write_bytes(content)
        await media_of(settings).put(name, part)


async def read(settings: Settings, name: str, start: int, end: int) -> bytes:
    return b"".join([chunk async for chunk in media_of(settings).read(name, start, end)])


async def test_stored_media_can_be_read_in_any_range_replaced_and_removed(settings: Settings) -> None:
    media, content = media_of(settings), bytes(range(256)) * 40_000  # 10 MB: several reads, and several upload parts
    await put(settings, "one/joined.webm", b"before")
    await put(settings, "one/joined.webm", content)
    await put(settings, "one/slice", b"slice")
    await put(settings, "two/slice", b"other")
    assert await read(settings, "one/joined.webm", 0, len(content)) == content
    assert await read(settings, "one/joined.webm", 5_000_000, 5_000_010) == content[5_000_000:5_000_010]
    assert sorted(await media.list_folders()) == ["one", "two"]
    assert await media.remove("one", but="joined.webm") == 1
    assert await read(settings, "one/joined.webm", 0, 3) == content[:3]
    with pytest.raises(MissingMediaError):
        await read(settings, "one/slice", 0, 5)
    await put(settings, "one/another", b"another")
    await media.drop("one/another")
    await media.drop("one/another")
    assert await media.remove("one") == 1
    assert await media.remove("one") == 0
    assert await media.list_folders() == ["two"]
    assert list((settings.data_dir / "recordings.part").iterdir()) == []


async def test_slices_are_joined_only_if_they_are_undamaged(settings: Settings, tmp_path: Path) -> None:
    pieces = [b"first", b"second"]
    names = [(f"one/{number}", len(piece), hashlib.sha256(piece).digest()) for number, piece in enumerate(pieces)]
    for (name, _, _), piece in zip(names, pieces, strict=True):
        await put(settings, name, piece)
    await copy_into(media_of(settings), names, tmp_path / "whole")
    assert (tmp_path / "whole").read_bytes() == b"firstsecond"
    await put(settings, "one/1", b"damage")
    with pytest.raises(MissingMediaError):
        await copy_into(media_of(settings), names, tmp_path / "damaged")


async def test_an_unavailable_storage_is_reported(tmp_path: Path) -> None:
    settings = load_settings(data_dir=tmp_path, **AWAY)
    with pytest.raises(StorageUnavailableError):
        await put(settings, "one/slice", b"x")
    (tmp_path / "recordings").write_text("a file where the folder should be")
    with pytest.raises(StorageUnavailableError):
        await put(load_settings(data_dir=tmp_path), "one/slice", b"x")


def test_files_of_a_dead_server_are_swept_after_two_hours_but_not_those_being_joined(tmp_path: Path) -> None:
    spool, now = spool_of(load_settings(data_dir=tmp_path)), time.time()
    with spool.part() as part:
        part.write_bytes(b"written before its siblings, while the joining goes on")
        os.utime(part, (now, now - 3 * guard_media.SECONDS))
        old = part.with_name("old.part")
        old.write_bytes(b"old")
        os.utime(old, (now, now - 7201))
        spool.sweep()
        assert part.exists()
        assert not old.exists()


async def test_a_file_that_opens_after_its_reader_was_canceled_is_closed(tmp_path: Path) -> None:
    may_open, files = threading.Event(), list[BinaryIO]()

    def open_late() -> BinaryIO:
        may_open.wait(PATIENCE_SECONDS)
        files.append((tmp_path / "slice").open("w+b"))
        return files[0]

    async def read_late() -> None:
        async with opened(open_late):
            raise AssertionError("It was canceled before.")

    reading = asyncio.create_task(read_late())
    await asyncio.sleep(0)
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    may_open.set()
    await until(lambda: bool(files) and files[0].closed)
