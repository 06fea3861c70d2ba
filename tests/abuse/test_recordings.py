"""Attempts to misuse uploads: each gets a clear refusal, and nothing of it is stored."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from aural.engine.recordings import MAX_SLICE_BYTES
from aural.room.recording import recordings as room_recordings
from aural.room.recording import slices as room_slices
from aural.room.recording.slices import Slices
from aural.settings.budgets import SLICES_OF_SESSION
from aural.store import schema
from tests.media import cut, record
from tests.room.conftest import AdjustableClock, House
from tests.room.conftest import clock as clock
from tests.room.conftest import house as house
from tests.room.conftest import open_house as open_house
from tests.room.recorder import TYPE, WEBM, Recorder, at_recorder, digest_of, reason_of
from tests.waiting import until

GIF = b"GIF89a" + bytes(64)
PAGE = b"<!doctype html><script>alert(1)</script>" + bytes(64)


def stored(folder: Path) -> list[str]:
    """All files in the storage of recordings, and those still being received."""
    return sorted(path.name for root in ("recordings", "recordings.part") for path in (folder / root).rglob("*.*"))


async def begin(
    house: House, recorder: Recorder, take: str, *lines: str, body: bytes = b""
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Writes a request that no library would send, and returns its connection."""
    host = house.url.removeprefix("http://")
    reader, writer = await asyncio.open_connection(*host.split(":"))
    head = [
        f"PATCH /room/v1/recordings/{take}?slug={recorder.slug} HTTP/1.1",
        f"Host: {host}",
        f"Authorization: {recorder.headers['Authorization']}",
        f"Content-Type: {TYPE}",
        *lines,
    ]
    writer.write("\r\n".join([*head, "", ""]).encode() + body)
    return reader, writer


async def raw(house: House, recorder: Recorder, take: str, *lines: str, body: bytes = b"") -> bytes:
    """Writes a request that no library would send, and returns the head of the answer."""
    reader, writer = await begin(house, recorder, take, *lines, body=body)
    answer = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 60)
    writer.close()
    return answer


async def send_half(
    house: House, recorder: Recorder, take: str, content: bytes, folder: Path
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Returns a connection on which the server has begun to receive a first slice, and waits for the rest."""
    digest, length = f"Content-Digest: {digest_of(content)}", f"Content-Length: {len(content)}"
    streams = await begin(house, recorder, take, "Upload-Offset: 0", digest, length, body=content[:100])
    await until(lambda: bool(stored(folder)))  # the server has no event for it
    return streams


async def test_mismatched_slices_are_refused_with_the_current_offset(house: House, tmp_path: Path) -> None:
    _, recorder = await at_recorder(house)
    take = await recorder.begin()
    first, second, third = cut(record(), 3)
    assert reason_of(await recorder.send(take, len(first), second)) == (409, "GAP")
    await recorder.send_all(take, [first, second])
    before, held = stored(tmp_path), len(first) + len(second)
    for _ in range(3):  # sent again
        again = await recorder.send(take, 0, first)
        assert (again.status_code, again.headers["upload-offset"]) == (200, str(held))
    cases = [
        (0, second, "OTHER_BYTES"),
        (0, first + second, "OTHER_BYTES"),
        (len(first), first, "OTHER_BYTES"),
        (1, first[1:], "OTHER_BYTES"),
        (held - 1, third, "OTHER_BYTES"),
        (held + 1, third, "GAP"),
        (10**14, third, "GAP"),
    ]
    for offset, content, reason in cases:
        refused = await recorder.send(take, offset, content)
        assert reason_of(refused) == (409, reason), offset
        assert refused.json()["error"]["offset"] == held
    assert reason_of(await recorder.end(take, held + 1)) == (409, "GAP")
    assert (await recorder.end(take, held - 1)).status_code == 400
    assert (await recorder.end(take, held)).status_code == 200
    assert reason_of(await recorder.send(take, held, third)) == (409, "ENDED")
    assert (await recorder.send(take, 0, first)).status_code == 200  # it was acknowledged, and still is
    assert stored(tmp_path) == before


async def test_of_two_simultaneous_slices_for_one_offset_one_is_stored(house: House) -> None:
    _, recorder = await at_recorder(house)
    take = await recorder.begin()
    first, second = cut(record(), 2)
    await recorder.send_all(take, [first])
    rivals = [second, second[::-1], second, second[::-1]]
    answers = await asyncio.gather(*(recorder.send(take, len(first), content) for content in rivals))
    codes = [answer.status_code for answer in answers]
    assert sorted(codes) == [200, 200, 409, 409]
    assert codes[0] == codes[2]
    assert (await recorder.get(take)).json()["data"]["offset"] == len(record())


async def test_a_slice_overtaken_by_another_is_not_stored(house: House, tmp_path: Path) -> None:
    _, recorder = await at_recorder(house)
    take, content = await recorder.begin(), record()
    slower = cut(content, 2)[0]
    reader, writer = await send_half(house, recorder, take, slower, tmp_path)
    assert await recorder.send_all(take, [content]) == len(content)
    writer.write(slower[100:])
    assert b" 409 " in await asyncio.wait_for(reader.readline(), 60)
    writer.close()
    assert [path.stat().st_size for path in (tmp_path / "recordings").rglob("*") if path.is_file()] == [len(content)]


async def test_bytes_that_are_not_a_recording_are_refused(house: House, tmp_path: Path) -> None:
    _, recorder = await at_recorder(house)
    take = await recorder.begin()
    for content in (GIF, PAGE, b"#EXTM3U\n" + bytes(64), record(2, "mp4")):
        assert reason_of(await recorder.send(take, 0, content)) == (415, "TYPE")
    content = record()
    damaged = await recorder.send(take, 0, content, Content_Digest=digest_of(content[1:]))
    assert reason_of(damaged) == (400, "DIGEST")
    assert stored(tmp_path) == []
    for mime in ("text/html", "image/svg+xml", "video/webm;codecs=h264", "video/x-matroska;codecs=avc1"):
        assert reason_of(await recorder.try_begin("camera", mime, str(uuid.uuid4()))) == (415, "TYPE")


async def test_invalid_headers_are_named_in_the_error(house: House, tmp_path: Path) -> None:
    _, recorder = await at_recorder(house)
    take = await recorder.begin()
    content = record()
    cases: list[tuple[dict[str, str], str]] = [
        ({"Upload_Offset": "-1"}, "Upload-Offset"),
        ({"Upload_Offset": "1e3"}, "Upload-Offset"),
        ({"Upload_Offset": "9" * 40}, "Upload-Offset"),
        ({"Content_Digest": "md5=:abc=:"}, "Content-Digest"),
        ({"Content_Digest": ""}, "Content-Digest"),
    ]
    for headers, name in cases:
        refused = await recorder.send(take, 0, content, **headers)
        assert refused.status_code == 400
        assert [detail["path"] for detail in refused.json()["error"]["details"]] == [name]
    assert reason_of(await recorder.send(take, 0, content, Content_Type="application/json")) == (415, "TYPE")
    assert (await recorder.send(take, 0, content[:15])).status_code == 400
    assert (await recorder.send(take, 0, b"")).status_code == 400
    chunked = ("Upload-Offset: 0", f"Content-Digest: {digest_of(b'x')}", "Transfer-Encoding: chunked")
    assert b" 400 " in await raw(house, recorder, take, *chunked, body=b"1\r\nx\r\n0\r\n\r\n")
    assert stored(tmp_path) == []


async def test_ten_gigabytes_are_refused_before_a_byte_is_read(house: House, tmp_path: Path) -> None:
    _, recorder = await at_recorder(house)
    take = await recorder.begin()
    for claimed in (10 << 30, MAX_SLICE_BYTES + 1, 10**30):
        head = ("Upload-Offset: 0", f"Content-Digest: {digest_of(b'x')}", f"Content-Length: {claimed}")
        answer = await raw(house, recorder, take, *head)
        assert b" 413 " in answer or b" 400 " in answer  # 400 if the length exceeds 64 bits
    assert stored(tmp_path) == []


async def test_a_take_id_must_be_a_uuid(house: House, tmp_path: Path) -> None:
    _, recorder = await at_recorder(house)
    for take in ("../../secret.key", "..%2f..%2fsecret.key", "/etc/passwd", "a" * 36, str(uuid.uuid4()).upper(), "", 7):
        body: Any = {"slug": recorder.slug, "take": take, "track": "camera", "mimeType": WEBM}
        refused = await house.http.post("/room/v1/recordings", json=body, headers=recorder.headers)
        assert refused.status_code == 400, take
        assert refused.json()["error"]["details"][0]["path"] == "take"
    for path in ("..%2F..%2Fsecret.key", "%00", "x" * 300):
        assert (await recorder.send(path, 0, record())).status_code in (404, 405), path
    assert stored(tmp_path) == []


async def test_only_its_candidate_reaches_a_take(house: House) -> None:
    _, recorder = await at_recorder(house)
    take = await recorder.begin()
    first, second = cut(record(), 2)
    assert await recorder.send_all(take, [first]) == len(first)
    house.http.cookies.clear()
    consent = await house.consent(recorder.slug)
    assert consent is not None
    agreed = {**consent, "items": ["interview", "camera", "screen"]}
    _, token = await house.begin(recorder.interview, consent=agreed, name="Lin Wu", email="lin@example.com")
    house.http.cookies.clear()
    other = Recorder(house, recorder.interview, token)
    refused = (await other.send(take, len(first), second), await other.end(take, len(first)), await other.get(take))
    assert [response.status_code for response in refused] == [404] * 3
    await other.begin()  # a take of their own
    assert (await recorder.send(take, len(first), second)).headers["upload-offset"] == str(len(record()))


async def test_a_take_needs_the_candidates_credentials(house: House) -> None:
    _, recorder = await at_recorder(house)
    take = await recorder.begin()
    content = record()
    for headers in ({}, {"Authorization": f"Bearer {house.key}"}, {"Authorization": "Bearer garbage"}):
        recorder.headers = headers  # type: ignore[assignment]
        house.http.cookies.clear()
        for response in (await recorder.send(take, 0, content), await recorder.end(take, 0), await recorder.get(take)):
            assert response.status_code == 401


async def test_bytes_takes_seconds_and_types_of_a_track_are_limited(
    open_house: Callable[..., Awaitable[House]], clock: AdjustableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room_recordings, "MAX_TAKES", 2)
    house = await open_house(recording_megabytes=1, recording_minutes=1, recording_types="video/webm")
    client, recorder = await at_recorder(house)
    take = await recorder.begin()
    content = record() + bytes(900_000)
    await recorder.send_all(take, [content])
    assert reason_of(await recorder.send(take, len(content), bytes(200_000))) == (413, "BYTES")
    other = await recorder.begin()
    assert reason_of(await recorder.try_begin("camera", WEBM, str(uuid.uuid4()))) == (413, "TAKES")
    clock.pass_seconds(61)
    await client.answer()
    await client.next("ack")
    assert reason_of(await recorder.send(other, 0, record())) == (413, "SECONDS")
    mp4 = "video/mp4;codecs=avc1.42E01E,opus"
    assert reason_of(await recorder.try_begin("screen", mp4, str(uuid.uuid4()))) == (415, "TYPE")


async def test_the_length_of_a_track_does_not_count_the_time_of_an_absence(
    open_house: Callable[..., Awaitable[House]], clock: AdjustableClock
) -> None:
    house = await open_house(recording_minutes=1)
    client, recorder = await at_recorder(house)
    take, (first, rest) = await recorder.begin(), cut(record(), 2)
    await recorder.send(take, 0, first)
    clock.pass_seconds(20)
    await client.socket.close()
    await until(lambda: not house.server.rooms._open)
    clock.pass_seconds(5 * 3600)
    back = await house.enter(recorder.headers["Authorization"].removeprefix("Bearer "))
    assert (await recorder.send(take, len(first), rest)).status_code == 200
    await recorder.end(take, len(first) + len(rest))
    other = await recorder.begin()
    await recorder.send(other, 0, first)
    clock.pass_seconds(41)
    await back.answer()
    await back.next("message", role="assistant")
    assert reason_of(await recorder.send(other, len(first), rest)) == (413, "SECONDS")


async def test_slices_that_arrive_together_cannot_exceed_the_limit(
    open_house: Callable[..., Awaitable[House]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = await open_house(recording_megabytes=1)
    _, recorder = await at_recorder(house)
    first, second = await recorder.begin(), await recorder.begin()
    content, both, receive = record() + bytes(600_000), asyncio.Barrier(2), Slices._receive

    async def receive_together(self: Slices, *given: Any) -> bytes:
        await both.wait()  # both have been found to fit
        return await receive(self, *given)

    monkeypatch.setattr(Slices, "_receive", receive_together)
    answers = await asyncio.gather(*(recorder.send(take, 0, content) for take in (first, second)))
    assert sorted(answer.status_code for answer in answers) == [200, 413]
    assert len([path for path in (tmp_path / "recordings").rglob("*") if path.is_file()]) == 1


async def test_a_plan_limits_the_space_for_recordings(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room_slices, "_SPACE_ASKED_EVERY", 1)
    _, recorder = await at_recorder(house)
    await recorder.send_all(await recorder.begin(), [record()])
    begun = await recorder.begin("screen")
    async with house.server.database.transaction() as transaction:
        await transaction.run(update(schema.plans).values(recording_bytes=len(record())))
    for refused in (
        await recorder.try_begin("screen", WEBM, str(uuid.uuid4())),
        await recorder.send(begun, 0, record()),
    ):
        error = refused.json()["error"]
        assert (refused.status_code, error["code"], error["limit"]) == (403, "PLAN_LIMIT_EXCEEDED", "recording_bytes")


async def test_slices_are_limited_per_minute(
    open_house: Callable[..., Awaitable[House]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room_slices, "SLICES_OF_SESSION", replace(SLICES_OF_SESSION, most=3))
    house = await open_house(rate_limit_per_minute=1000)
    _, recorder = await at_recorder(house)
    take = await recorder.begin()
    slices = cut(record(), 5)
    held = await recorder.send_all(take, slices[:3])
    refused = await recorder.send(take, held, slices[3])
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) > 0


async def test_an_interrupted_slice_leaves_nothing_and_can_be_sent_again(house: House, tmp_path: Path) -> None:
    _, recorder = await at_recorder(house)
    take, content = await recorder.begin(), record()
    _, writer = await send_half(house, recorder, take, content, tmp_path)
    writer.close()
    await until(lambda: not stored(tmp_path))
    assert (await recorder.get(take)).json()["data"]["offset"] == 0
    assert await recorder.send_all(take, [content]) == len(content)
