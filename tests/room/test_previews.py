"""A preview is a real room that leaves no data, and every session knows the version that it runs on."""

from __future__ import annotations

from sqlalchemy import select

from aural.api.operations import Operation
from aural.api.routes import OPERATIONS
from aural.jobs.housekeeping import tidy_up
from aural.store import schema
from aural.store.files import content_of
from tests.room.conftest import ANSWER, AdjustableClock, House

HOURS = 3600


async def rows_of(house: House, name: str) -> int:
    table = schema.metadata.tables[name]
    return len(await house.server.database.read.rows(select(*table.primary_key.columns)))


def is_plain_list(operation: Operation) -> bool:
    return operation.method == "GET" and operation.answer is not None and "{" not in operation.path


async def test_a_preview_is_a_full_interview_that_is_neither_counted_nor_kept(
    house: House, clock: AdjustableClock
) -> None:
    interview = await house.interview(timeLimitMinutes=30, contactEmail="jobs@example.com")
    real = await house.finish(interview, email="real@example.com")
    (session,) = await house.get(f"/interviews/{interview['id']}/sessions")
    await house.reported(session["id"])
    usage = await house.get("/usage")
    before = {name: await rows_of(house, name) for name in schema.metadata.tables if name not in ("rate_limits",)}
    preview = await house.post(f"/interviews/{interview['id']}/preview")
    slug, token = preview["url"].partition("/i/")[2].split("?token=")
    door = await house.entry(slug, token)
    assert (door["state"], door["interview"]["isPreview"], door["interview"]["contact"]) == ("new", True, None)
    assert (await house.entry(slug))["state"] == "invite_only", "by its own link only"
    started = await house.start(slug, token, email="me@example.com")
    assert started.status_code == 200, started.text
    client = await house.enter(token)
    await client.my_turn()
    await client.wish("problem")
    await client.next("room", state="problem")
    await client.wish("continue")
    await client.my_turn()
    await client.answer(ANSWER)
    await client.wish("end")
    assert await client.closed() == 1000
    assert await house.get("/usage") == usage, "no hours, no tokens, no interview"
    assert await rows_of(house, "jobs") == before["jobs"], "no report is written, and no email is sent"
    counts = (await house.get(f"/interviews/{interview['id']}"))["_count"]
    assert counts["sessions"] == 1
    hidden = await house.server.database.read.row(
        select(schema.sessions.c.id, schema.sessions.c.interview_id, schema.sessions.c.version_number).where(
            schema.sessions.c.participant_email == "me@example.com"
        )
    )
    assert hidden is not None
    assert hidden.version_number is None
    for operation in filter(is_plain_list, OPERATIONS):
        response = await house.api.get(operation.path)
        assert hidden.id not in response.text, operation.path
        assert hidden.interview_id not in response.text, operation.path
    assert (await house.api.get(f"/sessions/{hidden.id}")).status_code == 404
    clock.pass_seconds(5 * HOURS)
    assert (await house.entry(slug, token))["state"] == "completed"
    await tidy_up(house.server.database, clock, content_of(house.server.settings))
    left = {name: await rows_of(house, name) for name in before}
    kept = ("audit_entries", "access_log", "jobs", "idempotency_keys", "tickets", "room_cookies")
    assert {name: left[name] for name in left if name not in kept} == {
        name: before[name] for name in before if name not in kept
    }
    assert (await house.entry(slug, token))["state"] == "unknown"
    assert (await house.entry(interview["publicSlug"], real))["state"] == "completed"


async def test_an_interrupted_or_expired_preview_does_not_count_either(house: House, clock: AdjustableClock) -> None:
    interview = await house.interview()
    usage = await house.get("/usage")
    left, late = [await house.post(f"/interviews/{interview['id']}/preview") for _ in range(2)]
    slug, token = left["url"].partition("/i/")[2].split("?token=")
    await house.start(slug, token)
    clock.pass_seconds(house.server.settings.abandon_after_seconds + 1)
    assert await house.end_abandoned() == 1
    assert await house.get("/usage") == usage
    assert await rows_of(house, "jobs") == 0
    slug, token = late["url"].partition("/i/")[2].split("?token=")
    assert (await house.entry(slug, token))["state"] == "closed"


async def test_a_session_is_pinned_to_the_version_it_began_on(house: House) -> None:
    interview = await house.interview()
    path = f"/interviews/{interview['id']}"
    for number, title in enumerate(("One", "Two", "Two"), 1):
        await house.api.patch(path, json={"title": title})
        house.http.cookies.clear()  # as in another browser
        started = await house.start(interview["publicSlug"], email=f"p{number}@example.com")
        assert started.status_code == 200, started.text
    sessions = await house.get(f"{path}/sessions")
    assert [session["versionNumber"] for session in sessions] == [3, 3, 2], "the published one was the first"
    assert [session["versionNumber"] for session in await house.get(f"{path}/sessions?version=3")] == [3, 3]
    assert await house.get(f"{path}/sessions?version=1") == []
    listed = await house.get(f"{path}/versions")
    assert [(one["number"], one["sessionCount"], one["isCurrent"]) for one in listed] == [
        (3, 2, True), (2, 1, False), (1, 0, False)
    ]  # fmt: skip
