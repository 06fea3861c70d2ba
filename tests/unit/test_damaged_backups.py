"""A damaged backup is refused before anything of the old data is touched, wherever the damage is."""

from __future__ import annotations

import gzip
import random
from dataclasses import dataclass
from pathlib import Path

import orjson
import pytest

from aural.platform.errors import BadRequestError
from aural.store.backup import backup, restore
from tests.unit.test_backup import CreateDatabase, Place, fill, make_place, pack, unpack

HEADER_BYTES = 10  # of gzip, whose time and system say nothing about the content
CHECKSUM_BYTES = 8  # of gzip: a checksum and a size
RECORDING = "recordings/1/joined.webm"
SEED = 46


@dataclass
class Backup:
    """A backup, the place that it came from, and a place with other data to restore it into."""

    file: Path
    source: Place
    target: Place

    async def is_refused(self) -> bool:
        """Whether `restore --replace` refuses the file and leaves the target's data; else, it is restored."""
        before = self.target.files()
        try:
            await restore(self.file, self.target.url, self.target.folder, replace=True)
        except BadRequestError as error:
            return "or it is damaged" in error.message and self.target.files() == before
        return False


@pytest.fixture
async def saved(_create_sqlite: CreateDatabase, tmp_path: Path) -> Backup:
    source = await fill(_create_sqlite(), tmp_path / "source")
    (source.folder / RECORDING).write_text(random.Random(SEED).randbytes(20_000).hex())
    (source.folder / "recordings/empty").write_text("")
    await backup(source.url, source.folder, tmp_path / "aural.backup")
    target = make_place(
        _create_sqlite(), tmp_path / "target", secret="another secret", drawing="a stack", media="a song"
    )
    return Backup(tmp_path / "aural.backup", source, target)


def flipped(content: bytes, byte: int, bit: int) -> bytes:
    return content[:byte] + bytes([content[byte] ^ 1 << bit]) + content[byte + 1 :]


async def test_a_backup_with_any_flipped_bit_is_refused_or_restores_the_same(saved: Backup) -> None:
    """Only gzip's header and the bits that fill up the last byte before its checksum make no difference."""
    content, values = saved.file.read_bytes(), random.Random(SEED)
    last = len(content) - 1
    for byte in sorted({*range(HEADER_BYTES), *values.sample(range(last), 30), *range(last - 15, last + 1)}):
        saved.file.write_bytes(flipped(content, byte, values.randrange(8)))
        if not await saved.is_refused():
            assert byte < HEADER_BYTES or byte == last - CHECKSUM_BYTES, byte
            assert saved.target.files() == saved.source.files()
            assert await saved.target.read() == await saved.source.read()


async def test_a_truncated_backup_is_refused(saved: Backup) -> None:
    content, values = saved.file.read_bytes(), random.Random(SEED)
    for size in (0, 1, HEADER_BYTES, *values.sample(range(len(content)), 10), len(content) - 8, len(content) - 1):
        saved.file.write_bytes(content[:size])
        assert await saved.is_refused(), size


@pytest.mark.parametrize("name", [RECORDING, "recordings/empty", "secret.key", "files/ab/cd", "manifest.json"])
async def test_a_backup_without_one_of_its_files_is_refused(saved: Backup, name: str) -> None:
    members = unpack(saved.file)
    del members[name]
    pack(saved.file, members)
    assert await saved.is_refused()


async def test_a_backup_with_another_content_of_a_file_or_another_file_is_refused(saved: Backup) -> None:
    members = unpack(saved.file)
    for changed in ({RECORDING: members[RECORDING][:-1] + b"x"}, {"recordings/2/joined.webm": b"not from here"}):
        pack(saved.file, members | changed)
        assert await saved.is_refused()


async def test_a_backup_of_an_earlier_version_is_restored_if_it_is_intact(saved: Backup) -> None:
    """Earlier versions put the manifest first and listed no digests, so that gzip's checksum decides."""
    members = unpack(saved.file)
    manifest = orjson.loads(members.pop("manifest.json"))
    del manifest["members"]
    pack(saved.file, {"manifest.json": orjson.dumps(manifest), **members})
    content, values = saved.file.read_bytes(), random.Random(SEED)
    for byte in (*values.sample(range(HEADER_BYTES + len("aural.backup"), len(content)), 20), len(content) - 6):
        saved.file.write_bytes(flipped(content, byte, values.randrange(8)))
        assert await saved.is_refused(), byte
    unpacked = gzip.decompress(content)
    at = unpacked.index(RECORDING.encode())
    saved.file.write_bytes(gzip.compress(flipped(unpacked, at, 0)))  # a header that tarfile takes for the end
    assert await saved.is_refused()
    saved.file.write_bytes(content)
    assert not await saved.is_refused()
    assert saved.target.files() == saved.source.files()
    assert await saved.target.read() == await saved.source.read()
