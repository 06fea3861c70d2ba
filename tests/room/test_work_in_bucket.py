"""Drawings of several hosts in one bucket are read and erased on each host, and none is lost while the bucket is
away.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from aural.privacy import erasure_repository as erasure
from aural.recordings import repository as recordings
from aural.store import files, schema
from aural.store.files import content_of
from aural.store.media import media_of
from tests.buckets import AWAY, Buckets
from tests.buckets import buckets as buckets
from tests.room.conftest import Frame, House
from tests.room.test_question_types import open_question
from tests.room.test_work import BOARD, SCENE, Desk, png, stored_files

OpenHouse = Callable[..., Awaitable[House]]


class Hosts:
    """Two hosts on one database, each with its own data folder, and a candidate of both at a whiteboard."""

    def __init__(self, one: House, two: House, interview: Frame, token: str, question: str) -> None:
        self.one, self.two, self.interview, self.question = one, two, interview, question
        self.here, self.there = Desk(one, interview, token), Desk(two, interview, token)

    async def picture(self, desk: Desk) -> Any:
        """The response to a page that asks for the picture of the board."""
        row = (await self.one.server.database.read.rows(select(schema.works.c.picture_id)))[0]
        params = {"slug": desk.slug}
        return await desk.house.http.get(f"/room/v1/files/{row.picture_id}", params=params, headers=desk.headers)

    async def erase(self, desk: Desk) -> Any:
        body = {"slug": desk.slug, "confirm": True}
        return await desk.house.call("erase", body, headers=desk.headers)

    async def stored(self) -> list[bytes]:
        return [digest async for part in content_of(self.one.server.settings).list_old(-60) for digest in part]


async def open_hosts(open_house: OpenHouse, tmp_path: Path, one: Frame, two: Frame) -> Hosts:
    shared = {"secret_key": "s" * 40}
    first = await open_house(**shared, **one, data_dir=tmp_path / "one")
    second = await open_house(**shared, **two, data_dir=tmp_path / "two", key=first.key)
    interview = await first.interview(BOARD)
    client, token = await first.begin(interview)
    question = open_question(client)["id"]
    await client.socket.close()
    return Hosts(first, second, interview, token, question)


async def test_a_drawing_stored_by_one_host_is_read_and_erased_by_another(
    open_house: OpenHouse, tmp_path: Path, buckets: Buckets
) -> None:
    bucket = buckets.settings("aural")
    hosts = await open_hosts(open_house, tmp_path, bucket, bucket)
    await hosts.here.draw(hosts.question, picture=png())
    assert (await hosts.there.load())[hosts.question]["whiteboard"]["scene"] == SCENE
    assert (await hosts.picture(hosts.there)).content == png()
    session = (await hosts.two.get(f"/interviews/{hosts.interview['id']}/sessions"))[0]["id"]
    (work,) = await hosts.two.get(f"/sessions/{session}/work")
    read = await hosts.two.api.get(f"/sessions/{session}/files/{work['whiteboard']['scene']}")
    assert read.json() == SCENE
    assert len(await hosts.stored()) == 2
    assert not [path for name in ("one", "two") for path in (tmp_path / name / "files").rglob("*")]
    erased = await hosts.erase(hosts.there)
    assert erased.status_code == 200, erased.text
    assert {"store": "files", "count": 2} in erased.json()["data"]["receipt"]["cleaned"]
    assert await hosts.stored() == []


async def test_a_creators_erasure_leaves_nothing_in_the_bucket_or_in_the_old_folder(
    open_house: OpenHouse, tmp_path: Path, buckets: Buckets
) -> None:
    hosts = await open_hosts(open_house, tmp_path, {}, buckets.settings())
    await hosts.here.draw(hosts.question)  # before there was a bucket
    with_bucket = await open_house(
        secret_key="s" * 40, data_dir=tmp_path / "one", key=hosts.one.key, **settings_of(hosts.two)
    )
    desk = Desk(with_bucket, hosts.interview, hosts.here.headers["Authorization"].removeprefix("Bearer "))
    assert (await desk.load())[hosts.question]["whiteboard"]["scene"] == SCENE
    await desk.draw(hosts.question, {"elements": [1]})
    content = content_of(with_bucket.server.settings)
    assert len([digest async for part in content.list_old(-60) for digest in part]) == 1  # the previous one is gone
    (candidate,) = await with_bucket.get(f"/interviews/{hosts.interview['id']}/candidates")
    path, etag = f"/candidates/{candidate['id']}", {}
    etag["If-Match"] = (await with_bucket.api.get(path)).headers["ETag"]
    erased = await with_bucket.api.delete(path, headers=etag)
    assert erased.status_code == 200, erased.text
    assert await files.sweep(with_bucket.server.database, content) == 0
    assert [digest async for part in content.list_old(-60) for digest in part] == []


def settings_of(house: House) -> Frame:
    """The settings of a host's bucket."""
    return {name: getattr(house.server.settings, name) for name in AWAY}


async def test_while_the_bucket_is_unavailable_no_drawing_is_stored_or_erased(
    open_house: OpenHouse, tmp_path: Path, buckets: Buckets
) -> None:
    hosts = await open_hosts(open_house, tmp_path, buckets.settings(), AWAY)
    await hosts.here.draw(hosts.question, picture=png())
    rows, stored = await stored_files(hosts.one), await hosts.stored()
    board = {"scene": {"elements": [1]}, "picture": None, "text": ""}
    for refused in (
        await hosts.there.put(hosts.question, whiteboard=board),
        await hosts.two.http.get(f"/room/v1/work?slug={hosts.there.slug}", headers=hosts.there.headers),
        await hosts.picture(hosts.there),
        await hosts.erase(hosts.there),
    ):
        assert refused.status_code == 503, refused.text
        assert refused.json()["error"]["code"] == "STORAGE_UNAVAILABLE"
        assert refused.headers["Retry-After"]
    other = await hosts.two.http.get(
        f"/room/v1/work?slug={hosts.there.slug}&question=another", headers=hosts.there.headers
    )
    assert (other.status_code, other.json()["data"]) == (200, {})  # code is loaded without the drawings
    (candidate,) = await hosts.two.get(f"/interviews/{hosts.interview['id']}/candidates")
    refused = await hosts.two.api.delete(f"/candidates/{candidate['id']}")
    assert (refused.status_code, "Nothing was erased" in refused.text) == (503, True)
    assert (await hosts.there.put(hosts.question, code={"language": "python", "text": "1"})).status_code == 200
    assert await stored_files(hosts.one) == rows
    assert await hosts.stored() == stored
    assert (await hosts.here.load())[hosts.question]["whiteboard"]["scene"] == SCENE


async def test_objects_that_an_erasure_could_not_delete_are_swept_later(
    open_house: OpenHouse, tmp_path: Path, buckets: Buckets, monkeypatch: pytest.MonkeyPatch
) -> None:
    hosts = await open_hosts(open_house, tmp_path, buckets.settings(), AWAY)
    await hosts.here.draw(hosts.question)
    database, away, here = hosts.one.server.database, hosts.two.server.settings, hosts.one.server.settings
    (row,) = await database.read.rows(select(schema.candidates.c.id, schema.candidates.c.organization_id))
    async with database.transaction() as transaction:
        erased = await erasure.erase_person(
            transaction, row.organization_id, row.id, blank_answer=b"", now=hosts.one.clock.now()
        )
    await erasure.discard(database, content_of(away), media_of(away), erased)  # only logs the failure
    assert len(await hosts.stored()) == 1
    monkeypatch.setattr(files, "UNCOMMITTED_SECONDS", -60)
    assert await files.sweep(database, content_of(here)) == 1
    assert await recordings.sweep(database, media_of(here)) == 0
    assert await hosts.stored() == []
