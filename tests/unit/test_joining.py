"""Takes from strangers are joined in a child that can access only their files."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from pathlib import Path

import pytest

from aural.engine.recordings import failure_of
from aural.guard.files.media import UnreadableMediaError, join_takes
from tests.media import look_at, record


def lay(folder: Path, *contents: bytes) -> list[Path]:
    paths = [folder / f"take-{number}" for number in range(len(contents))]
    for path, content in zip(paths, contents, strict=True):
        path.write_bytes(content)
    return paths


async def test_unreadable_takes_are_left_out_and_the_rest_is_joined(tmp_path: Path) -> None:
    broken = record()[:64] + b"\xff" * 4096
    cut_off = record(3)[: len(record(3)) * 2 // 3]
    takes = lay(tmp_path, record(), broken, record(1, pictures=False), cut_off)
    joined = await join_takes(takes, tmp_path / "joined", "webm")
    places = joined.takes
    assert places[0] is not None
    assert places[1] is None
    assert places[2] is not None
    assert places[3] is not None
    assert (places[2][0], places[3][0]) == (places[0][1], places[0][1] + places[2][1])
    seconds, kinds, _ = look_at((tmp_path / "joined").read_bytes())
    assert kinds == ["audio", "video"]
    assert abs(seconds - joined.duration_ms / 1000) < 0.1
    assert abs(places[0][1] - 2000) < 150
    assert abs(places[2][1] - 1000) < 150
    assert 500 < places[3][1] < 3000


async def test_a_joined_file_contains_only_pictures_and_sound(tmp_path: Path) -> None:
    marked = b"<script>alert('polyglot')</script>"
    dirty = record(marked=marked) + marked
    assert marked in dirty
    await join_takes(lay(tmp_path, dirty), tmp_path / "joined", "webm")
    content = (tmp_path / "joined").read_bytes()
    assert b"<script" not in content
    assert content.startswith(b"\x1a\x45\xdf\xa3")
    index, first_cluster = b"\x1c\x53\xbb\x6b", b"\x1f\x43\xb6\x75"
    assert content.index(index) < content.index(first_cluster)


@pytest.mark.parametrize(
    "content",
    [
        b"\x1a\x45\xdf\xa3#EXTM3U\nfile:///etc/passwd\n" * 9,
        record(2, "mp4"),
        b"ffconcat version 1.0\nfile /etc/passwd\n",
    ],
)
async def test_other_media_are_refused(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(UnreadableMediaError) as refused:
        await join_takes(lay(tmp_path, content), tmp_path / "joined", "webm")
    assert failure_of(str(refused.value)) in ("EMPTY", "UNREADABLE")


def test_the_child_opens_no_file_and_no_connection_once_it_reads() -> None:
    code = (
        "import resource, socket, sys\n"
        "from aural.guard.remux import __main__ as child\n"
        "def spy(asked):\n"
        "    found = []\n"
        "    for attempt in (lambda: open('/etc/passwd'), socket.socket):\n"
        "        try: attempt(); found.append('done')\n"
        "        except OSError: found.append('refused')\n"
        "    return found + [resource.getrlimit(resource.RLIMIT_AS)[0], resource.getrlimit(resource.RLIMIT_FSIZE)[0]]\n"
        "child._answer = spy\n"
        "child.main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", code], input=b'{"mostBytes": 1000}\n', capture_output=True, check=True
    )
    assert json.loads(done.stdout) == ["refused", "refused", 1 << 30, 1000]


async def test_a_recording_that_claims_to_last_for_weeks_is_refused(tmp_path: Path) -> None:
    # The cluster's time is far after that of the first one, which happens only in a manipulated file.
    content = bytearray(record(2))
    place = content.rindex(b"\x1f\x43\xb6\x75")
    time = content.index(b"\xe7", place)
    length = content[time + 1] & 0x7F
    bent = bytes(content[: time + 1]) + b"\x88" + (1 << 40).to_bytes(8, "big") + bytes(content[time + 2 + length :])
    with pytest.raises(UnreadableMediaError, match="times"):
        await asyncio.wait_for(join_takes(lay(tmp_path, bent), tmp_path / "joined", "webm"), 60)
