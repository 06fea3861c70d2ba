"""Whether a server is alive and ready, and its figures, which contain no one's words."""

from __future__ import annotations

import asyncio
import errno
import sqlite3
from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy.exc import DBAPIError

from aural.platform.errors import StorageUnavailableError, UnknownOutcomeError
from aural.platform.ids import new_id
from tests.room.conftest import Client, House
from tests.waiting import PATIENCE_SECONDS, until

TOKEN = "a token of some length"
OpenHouse = Callable[..., Awaitable[House]]


async def test_a_live_server_is_not_ready_without_its_database(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in ("/livez", "/readyz", "/healthz"):
        assert (await house.http.get(path)).json() == {"status": "ok"}

    async def gone(_database: object) -> None:
        raise StorageUnavailableError("It is away.")

    monkeypatch.setattr("aural.health.answers", gone)
    assert (await house.http.get("/livez")).status_code == 200
    assert [(await house.http.get(path)).status_code for path in ("/readyz", "/healthz")] == [503, 503]


async def test_a_server_that_cannot_store_is_not_ready_and_logs_the_reason_once(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    storing = house.server.context.storing
    error = StorageUnavailableError("It is away.")
    error.__cause__ = DBAPIError("INSERT canary", {}, sqlite3.OperationalError("canary"))
    error.__cause__.orig.sqlite_errorname = "SQLITE_BUSY"  # type: ignore[union-attr]
    storing.note(error, "req-1")
    assert (await house.http.get("/readyz")).status_code == 200  # it passes
    error.__cause__.orig.sqlite_errorname = "SQLITE_FULL"  # type: ignore[union-attr]
    storing.note(error, "req-2")
    refused = await house.http.get("/readyz")
    assert (refused.status_code, refused.json()) == (503, {"status": "storage unavailable"})
    assert (await house.http.get("/healthz")).status_code == 200
    told = [record.getMessage() for record in caplog.records if record.name == "aural.platform.storing"]
    assert told == ["refused with STORAGE_UNAVAILABLE: SQLITE_BUSY, request req-1"]
    monkeypatch.setattr("aural.platform.storing.FAILING_SECONDS", 0)
    assert (await house.http.get("/readyz")).status_code == 200
    monkeypatch.setattr("aural.platform.storing.LEAST_FREE_BYTES", 1 << 60)
    assert (await house.http.get("/readyz")).status_code == 503


async def test_each_unknown_outcome_is_logged_with_its_request_id(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    error = UnknownOutcomeError()
    error.__cause__ = ConnectionResetError(errno.ECONNRESET, "canary")

    async def lose(*_about: object) -> None:
        raise error

    monkeypatch.setattr("aural.room.access.sessions.find_candidate", lose)
    asked = [await house.call("tickets", headers={"Authorization": "Bearer one"}) for _ in range(2)]
    monkeypatch.setattr("aural.room.conversation.socket.find_by", lose)
    client = Client(await house.open_socket())
    await client.send(type="hello", protocol="aural.room/1", ticket="one", client=new_id())
    assert await client.closed() == 1011
    begin = "unknown outcome, because the response to a commit was lost: ECONNRESET, request "
    places = [*(response.json()["error"]["requestId"] for response in asked), "in a room"]
    said = [record.getMessage() for record in caplog.records if record.name == "aural.platform.storing"]
    assert said == [begin + place for place in places]


async def test_without_a_configured_token_there_are_no_metrics(house: House) -> None:
    assert (await house.http.get("/metrics")).status_code == 404
    assert (await house.http.get("/metrics", headers={"Authorization": "Bearer x"})).status_code == 404


async def test_metrics_need_the_token(open_house: OpenHouse, caplog: pytest.LogCaptureFixture) -> None:
    house = await open_house(metrics_token=TOKEN)
    for given in ("", f"Basic {TOKEN}", "Bearer something else"):
        assert (await house.http.get("/metrics", headers={"Authorization": given})).status_code == 401
    assert "refused /metrics: 401 UNAUTHORIZED, address " in caplog.text
    await house.http.post("/mcp", json={})
    assert "refused /mcp: 401 UNAUTHORIZED, address " in caplog.text
    found = await house.http.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert found.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    assert 'aural_jobs{state="dead"} 0.0' in found.text


async def test_metrics_count_an_interview_and_contain_no_names_or_ids(open_house: OpenHouse) -> None:
    house = await open_house(metrics_token=TOKEN)
    interview = await house.interview(title="A very special title")
    before = await figures(house)
    client, _ = await house.begin(interview)
    assert (await figures(house))["aural_rooms_open"] >= 1
    await client.answer("I kept the words of Mina Sol in a box.")
    await client.wish("end")
    await client.closed()
    (session,) = await house.get(f"/interviews/{interview['id']}/sessions")
    await house.reported(session["id"])
    await until(lambda: not house.server.worker._running)  # a job is counted after its report is seen
    after = await figures(house)
    ended, stored = 'aural_sessions_ended_total{status="completed"}', "aural_answer_stored_seconds_count"
    judged = 'aural_job_seconds_count{kind="analyse",outcome="done"}'
    for name in (ended, stored, judged):
        assert after[name] == before.get(name, 0) + 1, name
    assert after['aural_api_request_seconds_count{operation="createInterview",status="200"}'] >= 1
    told = (await house.http.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})).text
    assert not [words for words in ("Mina", "special", "example.com", interview["id"], session["id"]) if words in told]


async def figures(house: House) -> dict[str, float]:
    async with asyncio.timeout(PATIENCE_SECONDS):
        text = (await house.http.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})).text
    lines = [line.rpartition(" ") for line in text.splitlines() if line and not line.startswith("#")]
    return {name: float(value) for name, _, value in lines}
