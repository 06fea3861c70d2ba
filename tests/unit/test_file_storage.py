"""The content of files is in a folder or in a bucket, and the code that uses it can't tell which."""

from __future__ import annotations

from pathlib import Path

import pytest

from aural.platform.errors import StorageUnavailableError
from aural.settings import Settings, load_settings
from aural.store import files
from aural.store.database import open_database
from aural.store.files import Folder, content_of, name_file, require_reachable
from aural.store.media import media_of, spool_of
from tests.buckets import AWAY, Buckets
from tests.buckets import buckets as buckets

FIRST, SECOND, THIRD = (bytes([number]) * 32 for number in (1, 2, 3))


@pytest.fixture(params=["folder", "bucket", "folder of a bucket"])
def settings(request: pytest.FixtureRequest, tmp_path: Path, buckets: Buckets) -> Settings:
    folders = {"bucket": "", "folder of a bucket": "kept/here"}
    given = {} if request.param == "folder" else buckets.settings(folders[request.param])
    return load_settings(data_dir=tmp_path, **given)


async def list_all(settings: Settings) -> list[bytes]:
    return sorted([digest async for part in content_of(settings).list_old(-60) for digest in part])


async def test_stored_content_can_be_read_listed_by_age_and_removed(settings: Settings) -> None:
    content = content_of(settings)
    assert await content.get(FIRST) is None
    for digest, data in ((FIRST, b"first"), (SECOND, bytes(range(256)) * 16_000), (THIRD, b""), (FIRST, b"again")):
        await content.put(digest, data)
    assert [await content.get(each) for each in (FIRST, THIRD)] == [b"again", b""]
    assert len(await content.get(SECOND) or b"") == 4_096_000
    assert await list_all(settings) == [FIRST, SECOND, THIRD]
    assert [part async for part in content.list_old(60) if part] == []
    await content.remove([FIRST, THIRD])
    await content.remove([FIRST])  # already removed
    assert await content.get(FIRST) is None
    assert await list_all(settings) == [SECOND]


async def test_files_and_recordings_in_one_bucket_do_not_mix(settings: Settings) -> None:
    """A host of the previous version removes each folder whose name isn't a recording's id, so files must not be in
    one.
    """
    content, media = content_of(settings), media_of(settings)
    await content.put(FIRST, b"a drawing")
    recording = "0199f0c6-0000-7000-8000-000000000000"
    with spool_of(settings).part() as part:
        part.write_bytes(b"a slice")
        await media.put(f"{recording}/slice", part)
    assert await media.list_folders() == [recording]
    assert await list_all(settings) == [FIRST]
    await media.remove(recording)
    assert await content.get(FIRST) == b"a drawing"


async def test_a_sweep_reads_all_pages_of_the_listing(
    settings: Settings, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_AT_ONCE", 7)
    content, database = content_of(settings), open_database(sqlite_url)
    for number in range(20):
        await content.put(number.to_bytes(32), b"x")
    assert await files.sweep(database, content) == 0  # too recent
    monkeypatch.setattr(files, "UNCOMMITTED_SECONDS", -60)
    assert await files.sweep(database, content) == 20
    assert await list_all(settings) == []
    await database.close()


async def test_content_stored_before_there_was_a_bucket_is_read_and_removed(tmp_path: Path, buckets: Buckets) -> None:
    before = Folder(tmp_path / "files")
    for digest in (FIRST, SECOND):
        await before.put(digest, b"of before")
    settings = load_settings(data_dir=tmp_path, **buckets.settings())
    content = content_of(settings)
    await content.put(SECOND, b"of now")
    await content.put(THIRD, b"of now")
    assert [await content.get(digest) for digest in (FIRST, SECOND, THIRD)] == [b"of before", b"of now", b"of now"]
    assert await before.get(THIRD) is None
    assert await list_all(settings) == [FIRST, SECOND, SECOND, THIRD]
    await content.remove([FIRST, SECOND])
    assert [await content.get(digest) for digest in (FIRST, SECOND)] == [None, None]
    assert await before.get(SECOND) is None


async def test_files_with_the_same_content_store_it_separately(settings: Settings) -> None:
    """Otherwise the erasure of one could remove what another has stored but not committed yet."""
    content = content_of(settings)
    one, other = [name_file("scene", "application/json", b"{}") for _ in range(2)]
    for file in (one, other):
        await content.put(file.digest, b"{}")
    await content.remove([one.digest])
    assert await content.get(other.digest) == b"{}"


async def test_an_unavailable_storage_is_reported_each_time(tmp_path: Path) -> None:
    away = content_of(load_settings(data_dir=tmp_path, **AWAY))
    with pytest.raises(StorageUnavailableError, match="cannot be stored"):
        await away.put(FIRST, b"x")
    with pytest.raises(StorageUnavailableError, match="cannot be read"):
        await away.get(FIRST)  # it isn't treated as missing content
    with pytest.raises(StorageUnavailableError):
        await away.remove([FIRST])
    with pytest.raises(StorageUnavailableError):
        [part async for part in away.list_old(0)]
    with pytest.raises(StorageUnavailableError, match="Nothing was erased"):
        await require_reachable(away)
    (tmp_path / "files").write_text("a file where the folder should be")
    with pytest.raises(StorageUnavailableError):
        await content_of(load_settings(data_dir=tmp_path)).put(FIRST, b"x")
