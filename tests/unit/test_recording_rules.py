"""The rules for recordings: which types are accepted, how a slice relates to a take, and what a link's token
contains.
"""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from aural.engine.recordings import EMPTY_CHAIN, Slice, begins_like, extend_chain, failure_of, judge, read_media_type
from aural.guard.http import links
from aural.guard.http.downloads import find_range
from aural.guard.secrets import Secrets
from aural.settings import SettingsError, load_settings
from aural.settings.recordings import RecordingSettings
from tests.media import record


def piece(start: int, content: bytes) -> Slice:
    return Slice(start, len(content), hashlib.sha256(content).digest())


@pytest.mark.parametrize(
    "text",
    ["video/webm", "video/webm;codecs=vp8,opus", 'video/webm; codecs="vp9,opus"',
     "video/mp4;codecs=avc1.42E01E,mp4a.40.2", "video/webm;codecs=av01.0.04M.08,opus"],
)  # fmt: skip
def test_the_types_that_recorders_report_are_accepted(text: str) -> None:
    found = read_media_type(text, "camera")
    assert found is not None
    assert found.can_be_joined == ("webm" in text)


@pytest.mark.parametrize(
    "text",
    ["", "text/html", "video/webm;codecs=h264", "video/webm;codecs=vp8,opus,vp9", "video/webm\r\nX: y", "audio/webm",
     "video/webm;codecs=vp8;name=../../x", "image/svg+xml", "VIDEO/WEBM" * 30, "video/x-matroska"],
)  # fmt: skip
def test_other_types_are_refused(text: str) -> None:
    assert read_media_type(text, "camera") is None


def test_sound_alone_is_for_the_audio_track_only() -> None:
    assert read_media_type("audio/webm;codecs=opus", "audio") is not None
    assert read_media_type("video/webm;codecs=vp8,opus", "audio") is None


def test_the_first_bytes_show_the_type_of_a_take() -> None:
    assert begins_like("webm", record()[:16])
    assert begins_like("mp4", record(2, "mp4")[:16])
    for false in (b"<!doctype html><script>", b"#EXTM3U\n#EXT-X-MEDIA", b"GIF89a" + bytes(12), b"", record()[1:20]):
        assert not begins_like("webm", false)
        assert not begins_like("mp4", false)


def test_a_slice_is_new_repeated_conflicting_or_after_a_gap() -> None:
    first, other = piece(0, b"abc"), piece(0, b"abd")
    assert judge(0, None, first) == "new"
    assert judge(3, first, first) == "again"
    assert judge(3, first, other) == "other"
    assert judge(3, first, piece(0, b"abcd")) == "other"
    assert judge(3, None, piece(1, b"b")) == "other"
    assert judge(3, None, piece(3, b"d")) == "new"
    assert judge(3, None, piece(4, b"e")) == "gap"


def test_the_hash_chain_depends_on_every_slice_and_their_order() -> None:
    digests = [hashlib.sha256(bytes([number])).digest() for number in range(3)]

    def chain(order: list[int]) -> bytes:
        found = EMPTY_CHAIN
        for number in order:
            found = extend_chain(found, digests[number])
        return found

    assert len({chain(order) for order in ([0, 1, 2], [1, 0, 2], [0, 1], [0, 0, 1])}) == 4


@pytest.mark.parametrize(
    ("header", "expected"),
    [(None, None), ("bytes=0-", (0, 10)), ("bytes=2-3", (2, 4)), ("bytes=9-99", (9, 10)), ("bytes=-4", (6, 10)),
     ("bytes=-40", (0, 10)), ("bytes=10-", (10, 10)), ("bytes=-0", (10, 10)), ("bytes=3-2", None), ("bytes=-", None),
     ("bytes=0-1,3-4", None), ("lines=0-1", None)],
)  # fmt: skip
def test_a_valid_byte_range_is_used_and_any_other_is_ignored(header: str | None, expected: Any) -> None:
    assert find_range(header, 10) == expected


def test_a_token_is_valid_until_it_expires_if_it_is_unchanged() -> None:
    secrets = Secrets("s" * 40)
    ids = [f"0196{number}3d5-1a2b-7c3d-8e4f-5a6b7c8d9e0f"[:8] + "-1a2b-7c3d-8e4f-5a6b7c8d9e0f" for number in range(3)]
    link = links.MediaLink(ids[0], ids[1], ids[2], "", 1_800_000_000_000)
    token = links.sign(secrets, link)
    assert links.read(secrets, token, link.expires_at - 1) == link
    assert links.read(secrets, token, link.expires_at) is None
    assert links.read(Secrets("t" * 40), token, 0) is None
    assert links.read(secrets, token.replace(ids[0], ids[1], 1), 0) is None


@pytest.mark.parametrize(
    "given",
    [{"recording_types": "text/html"}, {"recording_types": ""}, {"media_url": "https://bucket"},
     {"media_url": "s3://../x"}, {"s3_endpoint": "ftp://x"}, {"recording_minutes": 0}],
)  # fmt: skip
def test_invalid_recording_settings_prevent_startup(given: dict[str, Any], tmp_path: Any) -> None:
    assert next(iter(given)) in RecordingSettings.model_fields
    with pytest.raises(SettingsError, match=f"AURAL_{next(iter(given)).upper()} must be"):
        load_settings(data_dir=tmp_path, **given)


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        ("Some of its slices are missing from the storage, or damaged.", "LOST"),
        ("No take has anything that can be played.", "EMPTY"),
        ("It contains no picture and no sound in a known format.", "UNREADABLE"),
        ("Its times are not those of a recording.", "UNREADABLE"),
        ("It cannot be read (InvalidDataError).", "UNREADABLE"),
        ("It needs more memory than it may have.", "TOO_LARGE"),
        ("It takes too long to read.", "TOO_LARGE"),
        ("It cannot be read: reading it needs too much time, memory or space.", "TOO_LARGE"),
        ("The server stopped each time while it worked on this.", "GIVEN_UP"),
        ("OSError", "GIVEN_UP"),
    ],
)
def test_each_reason_for_a_missing_file_has_its_code(reason: str, code: str) -> None:
    """Reasons may be sentences, because stored ones are read, too."""
    assert failure_of(reason) == code
