"""Recordings are personal data: exported, withdrawn, held and erased like the rest, in a folder or in a bucket."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from aural.recordings import repository as recordings
from aural.store import schema
from aural.store.media import MediaFolder, media_of
from tests.buckets import Buckets
from tests.buckets import buckets as buckets
from tests.media import cut, look_at, record
from tests.room.conftest import Client, Frame, House
from tests.room.recorder import Recorder, at_recorder, reason_of
from tests.room.test_recordings import joined, leave
from tests.waiting import PATIENCE_SECONDS, until

TABLES = (schema.recordings, schema.recording_takes, schema.recording_slices)


async def rows(house: House) -> list[int]:
    return [len(await house.server.database.read.rows(select(table))) for table in TABLES]


async def call(recorder: Recorder, path: str, **body: Any) -> Frame:
    house = recorder.house
    sent = {"slug": recorder.slug, **body}
    response = await house.http.post(f"/room/v1/{path}", json=sent, headers=recorder.headers)
    assert response.status_code == 200, response.text
    data: Frame = response.json()["data"]
    return data


async def with_two_tracks(house: House) -> tuple[Client, Recorder, str]:
    """A camera take that has ended and a screen take that has not; returns the screen take."""
    client, recorder = await at_recorder(house)
    await recorder.record(cut(record(), 3))
    screen = await recorder.begin("screen")
    await recorder.send_all(screen, cut(record(3), 3))
    return client, recorder, screen


async def test_recordings_work_in_a_bucket_and_an_erasure_leaves_nothing_in_it(
    open_house: Callable[..., Awaitable[House]], buckets: Buckets, tmp_path: Path
) -> None:
    house = await open_house(**buckets.settings("aural"))
    client, recorder, _ = await with_two_tracks(house)
    await leave(client)
    async with asyncio.timeout(PATIENCE_SECONDS):
        while (await joined_or_open(house, recorder))[0]["status"] != "READY":
            pass
    (ready, still_open) = await joined_or_open(house, recorder)
    assert still_open["status"] == "OPEN"
    url = (await house.get(f"/recordings/{ready['id']}/link"))["url"]
    content = (await house.http.get(url)).content
    assert look_at(content)[1] == ["audio", "video"]
    assert (await house.http.get(url, headers={"Range": "bytes=10-19"})).content == content[10:20]
    receipt = (await call(recorder, "erase", confirm=True))["receipt"]
    cleaned = {item["store"]: item["count"] for item in receipt["cleaned"]}
    assert (cleaned["recordings"], cleaned["recording_takes"], cleaned["recording_slices"]) == (2, 2, 3)
    assert await rows(house) == [0, 0, 0]
    assert await media_of(house.server.settings).list_folders() == []
    assert not (tmp_path / "recordings").exists()
    assert list((tmp_path / "recordings.part").iterdir()) == []
    assert (await house.http.get(url)).status_code == 404


@pytest.mark.parametrize("what", ["slice", "file"])
async def test_bytes_stored_during_an_erasure_are_deleted_at_once(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    client, recorder = await at_recorder(house)
    take = await recorder.begin()
    content = record()
    put, erased = MediaFolder.put, asyncio.Event()

    async def put_late(self: MediaFolder, name: str, part: Path) -> None:
        if name.endswith(".webm") == (what == "file") and not erased.is_set():
            await call(recorder, "erase", confirm=True)
            erased.set()
        await put(self, name, part)

    monkeypatch.setattr(MediaFolder, "put", put_late)
    sent = await recorder.send(take, 0, content)
    if what == "file":
        assert sent.status_code == 200, sent.text
        assert (await recorder.end(take, len(content))).status_code == 200
        await leave(client)
    await asyncio.wait_for(erased.wait(), 60)
    await until(lambda: not [path for path in tmp_path.glob("recordings*/**/*") if path.is_file()])


async def joined_or_open(house: House, recorder: Recorder) -> list[Frame]:
    session = (await house.get(f"/interviews/{recorder.interview['id']}/sessions"))[0]["id"]
    found: list[Frame] = await house.get(f"/sessions/{session}/recordings")
    return found


async def test_all_stored_recordings_are_listed_and_can_be_exported(house: House) -> None:
    client, recorder = await at_recorder(house)
    await recorder.record(cut(record(), 3))
    await leave(client)
    (recording,) = await joined(house, recorder)
    params = {"slug": recorder.slug}
    rights = (await house.http.get("/room/v1/rights", params=params)).json()["data"]
    assert {"what": "recordings", "count": 1, "since": recording["startedAt"]} in rights["held"]
    exported = (await house.http.get("/room/v1/export", params=params)).json()
    (told,) = exported["recordings"]
    assert (told["track"], told["bytes"], told["seconds"]) == ("camera", recording["bytes"], recording["seconds"])
    file = await house.http.get(told["file"])
    assert (file.status_code, len(file.content)) == (200, recording["bytes"])
    assert file.headers["content-disposition"].startswith("attachment")
    page = await house.http.get("/room/v1/export", params={**params, "format": "html"})
    assert told["file"].replace("&", "&amp;") in page.text
    house.http.cookies.clear()
    assert (await house.http.get(told["file"])).status_code == 401
    _, other = await at_recorder(house)
    path = f"/room/v1/recordings/files/{recording['id']}?slug={other.slug}"
    assert (await house.http.get(path, headers=other.headers)).status_code == 404


async def test_withdrawn_consent_deletes_recordings_unless_a_hold_keeps_them(house: House, tmp_path: Path) -> None:
    _, recorder, screen = await with_two_tracks(house)
    await call(recorder, "withdraw")
    assert await rows(house) == [0, 0, 0]
    assert list((tmp_path / "recordings").iterdir()) == []
    assert (await recorder.send(screen, len(record(3)), record())).status_code == 404
    assert reason_of(await recorder.try_begin("screen", "video/webm", "0" * 8 + screen[8:]))[0] == 403
    _, held, screen = await with_two_tracks(house)
    await house.post(f"/interviews/{held.interview['id']}/holds", {"reason": "Matter 1"})
    await call(held, "withdraw")
    assert (await rows(house))[0] == 2
    assert reason_of(await held.send(screen, len(record(3)), record())) == (403, "NOT_AGREED")


async def test_held_recordings_without_consent_are_hidden_and_deleted_with_the_last_hold(
    house: House, tmp_path: Path
) -> None:
    client, recorder = await at_recorder(house)
    await recorder.record(cut(record(), 3))
    await leave(client)
    (recording,) = await joined(house, recorder)
    path, reason = f"/recordings/{recording['id']}/link", {"reason": "Matter 1"}
    session = recording["sessionId"]
    url = (await house.get(path))["url"]
    on_all = await house.post(f"/interviews/{recorder.interview['id']}/holds", reason)
    on_one = await house.post(f"/sessions/{session}/holds", reason)
    await call(recorder, "withdraw")
    assert "hold" in (await house.api.get(path)).json()["error"]["message"]
    assert (await house.http.get(url)).status_code == 404  # the link from before

    await house.api.delete(f"/holds/{on_one['id']}")
    assert (await rows(house))[0] == 1
    await house.api.delete(f"/holds/{on_all['id']}")
    assert await rows(house) == [0, 0, 0]
    await recordings.sweep(house.server.database, media_of(house.server.settings))
    assert list((tmp_path / "recordings").iterdir()) == []


async def test_lifting_a_hold_keeps_recordings_whose_consent_was_not_withdrawn(house: House) -> None:
    _, recorder, _ = await with_two_tracks(house)
    hold = await house.post(f"/interviews/{recorder.interview['id']}/holds", {"reason": "Matter 1"})
    await house.api.delete(f"/holds/{hold['id']}")
    assert (await rows(house))[0] == 2
