"""Recordings arrive in slices, each once, and become one file that has a length and is seekable."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Awaitable, Callable
from pathlib import Path

from aural.engine.recordings import VANISHED_MS
from aural.recordings import joining_repository as joining
from aural.recordings.jobs import close_left
from tests.media import cut, look_at, record
from tests.room.conftest import AdjustableClock, Client, Frame, House
from tests.room.recorder import WEBM, Recorder, at_recorder, reason_of
from tests.waiting import PATIENCE_SECONDS


async def leave(client: Client) -> None:
    await client.wish("end")
    await client.closed()


async def recordings_of(house: House, recorder: Recorder) -> list[Frame]:
    session = (await house.get(f"/interviews/{recorder.interview['id']}/sessions"))[0]["id"]
    found: list[Frame] = await house.get(f"/sessions/{session}/recordings")
    return found


async def joined(house: House, recorder: Recorder) -> list[Frame]:
    """The session's recordings, once all of them are joined."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            found = await recordings_of(house, recorder)
            if all(recording["status"] in ("READY", "FAILED") for recording in found):
                return found


async def test_the_landing_page_lists_the_recorded_tracks_and_consent_asks_for_each(house: House) -> None:
    interview = await house.interview(videoEnabled=True)
    door = await house.entry(interview["publicSlug"])
    assert door["interview"]["recording"]["tracks"] == ["camera", "screen"]
    assert [item["key"] for item in door["consent"]["items"]] == ["interview", "camera", "screen"]
    assert not any(item["isRequired"] for item in door["consent"]["items"][1:])
    assert "are not recorded" not in " ".join(door["consent"]["paragraphs"])
    zh = await house.entry(interview["publicSlug"], language="zh")
    assert [item["key"] for item in zh["consent"]["items"]] == ["interview", "camera", "screen"]
    plain = await house.entry((await house.interview())["publicSlug"])
    assert plain["interview"]["recording"] is None
    assert [item["key"] for item in plain["consent"]["items"]] == ["interview"]


async def test_two_takes_become_one_seekable_file(house: House) -> None:
    client, recorder = await at_recorder(house)
    for seed in (1, 2):
        await recorder.record(cut(record(3), 7, seed))
    (known,) = {take["isEnded"] for take in (await recorder.get()).json()["data"]["takes"]}
    assert known is True
    assert [r["status"] for r in await recordings_of(house, recorder)] == ["OPEN"]
    await leave(client)
    (recording,) = await joined(house, recorder)
    assert (recording["status"], recording["track"], recording["type"]) == ("READY", "camera", "video/webm")
    assert abs(recording["seconds"] - 6) < 0.2
    assert [take["fromSeconds"] for take in recording["takes"]] == [0, recording["takes"][0]["seconds"]]
    link = await house.get(f"/recordings/{recording['id']}/link")
    content = (await house.http.get(link["url"])).content
    assert len(content) == recording["bytes"]
    seconds, kinds, found = look_at(content)
    assert abs(seconds - 6) < 0.2
    assert kinds == ["audio", "video"]
    assert all(second - 2.1 <= at <= second + 0.1 for second, at in enumerate(found))


async def test_the_reason_for_a_missing_file_is_given_as_a_code(house: House) -> None:
    client, recorder = await at_recorder(house)
    await recorder.record([record(2)[:64] + b"\xff" * 4096])
    await recorder.record([record(2)], "screen")
    lost = next(each for each in await recordings_of(house, recorder) if each["track"] == "screen")
    assert lost["reasonCode"] is None
    assert await house.server.media.remove(lost["id"]) == 1
    await leave(client)
    found = {each["track"]: each for each in await joined(house, recorder)}
    assert {each["status"] for each in found.values()} == {"FAILED"}
    assert {track: each["reasonCode"] for track, each in found.items()} == {"camera": "UNREADABLE", "screen": "LOST"}


async def test_after_a_page_has_vanished_its_acknowledged_slices_are_kept(house: House, clock: AdjustableClock) -> None:
    client, recorder = await at_recorder(house)
    take = await recorder.begin()
    slices = cut(record(3), 6)
    held = await recorder.send_all(take, slices[:4])
    await leave(client)
    database = house.server.database
    assert await close_left(database, clock.now()) == 0
    assert (await recorder.send(take, held, slices[4])).status_code == 200  # the page has half an hour to come back
    clock.pass_seconds(VANISHED_MS / 1000 + 1)
    assert await close_left(database, clock.now()) == 1
    house.server.worker.wake()
    (recording,) = await joined(house, recorder)
    assert recording["status"] == "READY"
    assert 0 < recording["seconds"] <= 3.2
    assert reason_of(await recorder.send(take, held + len(slices[4]), slices[5])) == (409, "ENDED")
    assert reason_of(await recorder.send(take, 0, slices[0])) == (409, "ENDED")


async def test_joining_leaves_no_slice_behind(house: House, tmp_path: Path) -> None:
    client, recorder = await at_recorder(house)
    await recorder.record(cut(record(), 3))
    await recorder.begin("screen")  # begun, without any slice
    await leave(client)
    (folder,) = (tmp_path / "recordings").iterdir()
    async with asyncio.timeout(PATIENCE_SECONDS):
        while [path.suffix for path in folder.iterdir()] != [".webm"]:  # noqa: ASYNC110 - the worker's job
            await asyncio.sleep(0)
    assert list((tmp_path / "recordings.part").iterdir()) == []
    rows = await house.server.database.read.rows(joining._SLICES, {"organization": "", "session": "", "take": ""})
    assert rows == []


async def test_types_that_cannot_be_joined_become_separate_recordings(house: House) -> None:
    client, recorder = await at_recorder(house)
    mp4 = "video/mp4;codecs=avc1.42E01E,opus"
    for mime, content in ((WEBM, record()), (mp4, record(2, "mp4")), (mp4, record(2, "mp4"))):
        await recorder.record(cut(content, 2), mime=mime)
    await leave(client)
    found = await joined(house, recorder)
    assert [(one["status"], one["type"]) for one in found] == [
        ("READY", "video/webm"), ("READY", "video/mp4"), ("READY", "video/mp4"),
    ]  # fmt: skip
    assert all(abs(one["seconds"] - 2) < 0.3 for one in found)


async def test_a_take_begins_once_and_is_found_only_in_its_session(house: House) -> None:
    _, recorder = await at_recorder(house)
    take = str(uuid.uuid4())
    begun = await asyncio.gather(*(recorder.try_begin("camera", WEBM, take) for _ in range(4)))
    assert [response.status_code for response in begun] == [200] * 4
    assert [t["take"] for t in (await recorder.get()).json()["data"]["takes"]] == [take]
    assert reason_of(await recorder.try_begin("screen", WEBM, take)) == (409, "OTHER_TAKE")
    head = await recorder.get(take, "HEAD")
    assert (head.status_code, head.headers["upload-offset"], head.content) == (200, "0", b"")
    _, other = await at_recorder(house)
    content = record()
    assert (await other.get(take)).status_code == 404
    assert (await other.send(take, 0, content)).status_code == 404
    assert (await other.end(take, 0)).status_code == 404
    # The same id in another session is another take.
    await other.begin(take=take)
    await other.send_all(take, [content])
    assert (await recorder.get(take)).json()["data"]["offset"] == 0


async def test_a_candidate_who_asked_for_no_camera_is_not_filmed(house: House) -> None:
    watched = {"antiCheatingEnabled": True, "faceCountEnabled": True}
    _, recorder = await at_recorder(house, adjustments=["no_camera"], **watched)
    assert (await recorder.get()).json()["data"]["tracks"] == ["screen"]
    assert reason_of(await recorder.try_begin("camera", WEBM, str(uuid.uuid4()))) == (403, "NOT_AGREED")
    await recorder.begin("screen")


async def test_without_consent_or_video_nothing_is_recorded(
    house: House, open_house: Callable[..., Awaitable[House]]
) -> None:
    _, recorder = await at_recorder(house, items=("screen",))
    assert (await recorder.get()).json()["data"]["tracks"] == ["screen"]
    assert reason_of(await recorder.try_begin("camera", WEBM, str(uuid.uuid4()))) == (403, "NOT_AGREED")
    sound = "audio/webm;codecs=opus"
    assert reason_of(await recorder.try_begin("audio", sound, str(uuid.uuid4()))) == (403, "NOT_RECORDED")
    off = await open_house(key=house.key, recording="off")
    assert (await off.entry(recorder.slug))["interview"]["recording"] is None


async def half_recorded(house: House) -> tuple[Recorder, str, bytes, int]:
    """A candidate whose session is over and whose recording has arrived up to this offset."""
    client, recorder = await at_recorder(house)
    content = record()
    take = await recorder.begin()
    held = await recorder.send_all(take, [content[: len(content) // 2]])
    await leave(client)
    return recorder, take, content, held


async def allow_retake(house: House, recorder: Recorder) -> None:
    (candidate,) = await house.get(f"/interviews/{recorder.interview['id']}/candidates")
    await house.post(f"/candidates/{candidate['id']}/retake")


async def test_the_rest_of_a_recording_still_arrives_after_a_retake_was_allowed(house: House) -> None:
    recorder, take, content, held = await half_recorded(house)
    await allow_retake(house, recorder)
    assert (await recorder.send(take, held, content[held:])).status_code == 200
    assert (await recorder.end(take, len(content))).status_code == 200
    assert reason_of(await recorder.try_begin("camera", WEBM, str(uuid.uuid4()))) == (409, "SESSION_OVER")


async def test_the_rest_of_a_recording_arrives_in_its_own_session_after_the_retake_has_begun(house: House) -> None:
    recorder, take, content, held = await half_recorded(house)
    (first,) = await house.get(f"/interviews/{recorder.interview['id']}/sessions")
    await allow_retake(house, recorder)
    retake = Recorder(house, recorder.interview, recorder.token)
    begun = (await house.start(recorder.slug, token=recorder.token)).json()["data"]
    retake.headers["Aural-Session"], recorder.headers["Aural-Session"] = begun["sessionId"], first["id"]
    assert (await retake.send(take, held, content[held:])).status_code == 404
    assert [each["take"] for each in (await recorder.get()).json()["data"]["takes"]] == [take]
    assert (await recorder.begin(take=take)) == take
    assert (await recorder.send(take, held, content[held:])).status_code == 200
    assert (await recorder.end(take, len(content))).status_code == 200
    assert (await retake.get()).json()["data"]["takes"] == []
    assert reason_of(await recorder.try_begin("camera", WEBM, str(uuid.uuid4()))) == (409, "SESSION_OVER")


async def test_a_take_waits_while_the_browser_has_the_cookie_of_another_candidate(house: House) -> None:
    _, recorder = await at_recorder(house)
    (session,) = await house.get(f"/interviews/{recorder.interview['id']}/sessions")
    recorder.headers = {"Aural-Session": session["id"]}
    content, take = record(), await recorder.begin()
    cookies = dict(house.http.cookies)
    house.http.cookies.clear()
    await house.start(recorder.slug, email="ben@example.com")
    assert (await recorder.send(take, 0, content)).status_code == 401
    house.http.cookies.clear()
    house.http.cookies.update(cookies)
    await recorder.send_all(take, [content])
