"""Signals of the camera, which need a consent text that names them and consent to record the camera."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from aural.store import schema
from tests.room.conftest import Frame, House
from tests.room.test_integrity import FILMED, ITEMS, WATCHED, begin, log_of, stored, tell


@pytest.mark.parametrize(("language", "words"), [("en", "picture is dark or breaks off"), ("zh", "画面过暗或中断")])
async def test_the_text_names_the_camera_only_if_it_may_be_recorded(house: House, language: str, words: str) -> None:
    for settings, is_named in ((FILMED, True), (WATCHED, False)):
        slug = (await house.interview(**settings))["publicSlug"]
        door = await house.entry(slug, language=language)
        (item,) = [item for item in door["consent"]["items"] if item["key"] == "integrity"]
        assert (words in item["text"]) is is_named
        assert any("camera" in line or "摄像头" in line for line in door["disclosure"]["watched"]) is is_named


async def test_a_candidate_who_is_not_filmed_gets_no_camera_signals(house: House) -> None:
    client, _ = await begin(house, await house.interview(**FILMED), *ITEMS)
    assert "camera" not in client.heard[0]["watch"]["kinds"]
    assert (await tell(client, "camera", state="off"))["type"] == "error"
    assert await stored(house) == []


@pytest.mark.parametrize(("version", "is_named"), [("2026-12-1.0a1b2c3d", False), ("2026-12-2.0a1b2c3d", True)])
async def test_a_text_that_did_not_name_the_camera_allows_none_of_its_signals(
    house: House, version: str, is_named: bool
) -> None:
    _, token = await begin(house, await house.interview(**FILMED), *ITEMS, "camera")
    async with house.server.database.transaction() as transaction:
        await transaction.run(update(schema.consents).values(text_version=version))
    client = await house.enter(token, take_over=True)
    await client.my_turn()
    assert ("camera" in client.heard[0]["watch"]["kinds"]) is is_named


async def test_a_state_that_the_text_did_not_name_is_in_no_log(house: House) -> None:
    """Earlier versions stored these states under texts that didn't name them. Some of them never ended."""
    interview = await house.interview(**FILMED)
    client, _ = await begin(house, interview, *ITEMS, "camera")
    await tell(client, "camera", state="covered")
    house.clock.pass_seconds(30)
    await tell(client, "copy", characters=30)
    await client.wish("end")
    await client.closed()
    (hidden,) = [item["id"] for item in (await log_of(house, interview))["items"] if item["kind"] == "camera"]
    assert [read[0] for read in await logs_of(house, interview)] == ["camera"] * 3
    async with house.server.database.transaction() as transaction:
        await transaction.run(update(schema.consents).values(text_version="2026-12-1.0a1b2c3d"))
    assert await logs_of(house, interview) == [["copy"]] * 3
    comment = {"slug": interview["publicSlug"], "comment": "It was dark."}
    assert (await house.call(f"integrity/{hidden}", comment, method="PUT")).status_code == 404


async def logs_of(house: House, interview: Frame) -> list[list[str]]:
    """The kinds of the items in the report's log, on the candidate's review page, and in their export."""
    by_slug = {"slug": interview["publicSlug"]}
    reviewed = (await house.http.get("/room/v1/transcript", params=by_slug)).json()["data"]["integrity"]["items"]
    exported = (await house.http.get("/room/v1/export", params=by_slug)).json()["integrity"]
    logs = [(await log_of(house, interview))["items"], reviewed, exported]
    return [[item["kind"] for item in items] for items in logs]


async def test_an_earlier_page_reports_no_camera_that_was_turned_off(house: House) -> None:
    """Its state `off` may mean either. It ends the state before it and is not noted."""
    interview = await house.interview(**FILMED)
    client, _ = await begin(house, interview, *ITEMS, "camera")
    assert (await tell(client, "camera", state="off"))["type"] == "ack"
    assert await stored(house) == []
    await tell(client, "camera", state="covered")
    house.clock.pass_seconds(30)
    await tell(client, "camera", state="off")
    house.clock.pass_seconds(600)
    (item,) = (await log_of(house, interview))["items"]
    assert item["state"] == "covered"
    assert item["seconds"] < 600


async def test_a_stored_camera_that_was_off_is_not_noted_and_ends_the_state_before(house: House) -> None:
    interview = await house.interview(**FILMED)
    client, token = await begin(house, interview, *ITEMS, "camera")
    await tell(client, "camera", state="covered")
    async with house.server.database.transaction() as transaction:
        await transaction.run(update(schema.integrity_signals).values(data={"state": "off"}))
    house.clock.pass_seconds(60)
    assert (await log_of(house, interview))["items"] == []
    client = await house.enter(token, take_over=True)
    await client.my_turn()
    await tell(client, "camera", state="interrupted")
    house.clock.pass_seconds(30)
    camera = [item for item in (await log_of(house, interview))["items"] if item["kind"] == "camera"]
    assert [(item["state"], item["seconds"] < 60) for item in camera] == [("interrupted", True)]
