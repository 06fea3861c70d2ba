"""Candidates past their retention period are erased at night, as the preview said. A legal hold prevents it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Table, insert, select

from aural.candidates import repository as candidates
from aural.jobs.worker import Worker
from aural.platform.clock import iso
from aural.platform.ids import new_id
from aural.privacy import erasure_repository as erasure
from aural.privacy.data_kinds_repository import KINDS
from aural.privacy.jobs import AT_ONCE, Retaining, next_midnight, plan_night
from aural.sessions.integrity_tables import integrity_signals as signals
from aural.store import schema
from aural.store.files import content_of
from aural.store.media import media_of
from aural.store.recount import recount
from tests.api.seeds import link_session, seed_file, seed_recording, seed_session
from tests.api.world import Json, World

DAY = 86_400
DAY_MS = DAY * 1000
NO_DAYS = {"transcriptDays": None, "mediaDays": None, "integrityDays": None}
NO_DAYS_OF_ALL = {"organizationDays": None, "organizationMediaDays": None, "organizationIntegrityDays": None}


async def person(world: World, interview: Json, days_ago: float = 0, **fields: Any) -> tuple[str, str]:
    """A candidate whose only session ended this many days ago; returns both ids."""
    candidate = await world.candidate(interview, name="Alex", email="alex@example.com")
    at = int(world.clock.now() - days_ago * DAY_MS)
    times = {"completed_at": at, "created_at": at, "last_activity_at": at}
    session = await seed_session(world, interview, candidate_id=candidate["id"], **{**times, **fields})
    await link_session(world, candidate["id"])
    return candidate["id"], session


async def night(world: World) -> None:
    """Moves the clock to the next night's job, and runs it."""
    await plan_night(world.database, world.clock.now())
    await plan_night(world.database, world.clock.now())  # by another server, or in the next round
    world.clock.at = next_midnight(world.clock.now())
    content = content_of(world.settings)
    retaining = Retaining(world.database, world.clock, content, media_of(world.settings), world.settings.public_url)
    assert await Worker(world.database, world.clock, {"retain": retaining}).run_due() > 0


async def jobs_of(world: World) -> list[Any]:
    table = schema.jobs
    mine = select(table).where(table.c.organization_id == world.acme.id, table.c.kind == "retain")
    return list(await world.database.read.rows(mine))


async def previewed(world: World, days: int | None, path: str = "/settings/erasures") -> Json:
    asked = {} if days is None else {"transcriptDays": str(days)}
    response = await world.owner.get(path, params=asked)
    assert response.status_code == 200, response.text
    data: Json = response.json()["data"]
    return data


def is_stored(world: World, recording_id: str) -> bool:
    return (world.settings.data_dir / "recordings" / recording_id).exists()


async def left(world: World, interview: Json) -> int:
    return len(await world.owner.data("GET", f"/interviews/{interview['id']}/candidates"))


async def keep(world: World, days: int | None) -> None:
    await world.owner.data("PATCH", "/settings/retention", {"transcriptDays": days})


async def test_what_the_preview_lists_is_erased_that_night_and_nothing_else(world: World) -> None:
    interview = await world.interview(title="Old one")
    gone = [await person(world, interview, 31) for _ in range(AT_ONCE + 2)]
    await seed_file(world, gone[0][1])
    film = await seed_recording(world, gone[0][1])
    assert is_stored(world, film)
    soon, _ = await person(world, interview, 12)
    late, _ = await person(world, interview, 0)
    running, _ = await person(world, interview, 40, status="IN_PROGRESS", completed_at=None)
    never_began = (await world.candidate(interview, name="Mina"))["id"]
    told = await previewed(world, 30)
    assert told["tonight"] == {"candidates": AT_ONCE + 2, "sessions": AT_ONCE + 2}
    assert told["soon"] == {"candidates": AT_ONCE + 5, "sessions": AT_ONCE + 4}
    assert [(it["title"], it["candidates"]) for it in told["interviews"]] == [("Old one", AT_ONCE + 5)]
    assert told["interviews"][0]["firstAt"] == told["tonightAt"]
    assert (await previewed(world, None))["soon"] == {"candidates": 0, "sessions": 0}
    await keep(world, None)
    await plan_night(world.database, world.clock.now())
    assert await jobs_of(world) == []  # a preview changes nothing
    await keep(world, 30)
    await night(world)
    candidates = await world.owner.data("GET", f"/interviews/{interview['id']}/candidates")
    assert {candidate["id"] for candidate in candidates} == {soon, late, running, never_began}
    assert list((world.settings.data_dir / "files").glob("??/*")) == []
    assert not is_stored(world, film)
    await world.owner.error(404, "GET", f"/sessions/{gone[0][1]}")
    logged = (await world.owner.get("/audit", params={"operation": "enforceRetention"})).json()["data"]
    assert {(line["who"], line["objectId"], line["userId"]) for line in logged} == {
        ("Retention", interview["id"], None)
    }
    assert sum(line["detail"]["candidates"] for line in logged) == AT_ONCE + 2
    world.clock.pass_seconds(17 * DAY)
    await night(world)
    assert await left(world, interview) == 3
    await night(world)  # there is nothing to do
    assert [job.state for job in await jobs_of(world)] == ["done"] * 3


async def test_an_interrupted_retention_job_is_completed_later(world: World) -> None:
    """Each batch is committed with its entry in the audit log, so a job that runs again continues from there."""
    interview = await world.interview()
    for _ in range(3):
        await person(world, interview, 8)
    await keep(world, 7)
    await plan_night(world.database, world.clock.now())
    world.clock.at = next_midnight(world.clock.now())
    content = content_of(world.settings)

    class Dying(Retaining):
        async def _erase(self, *given: Any) -> int:
            await super()._erase(*given)
            raise RuntimeError("the server dies")

    worker = Worker(
        world.database,
        world.clock,
        {"retain": Dying(world.database, world.clock, content, media_of(world.settings), world.settings.public_url)},
    )
    await worker.run_due()
    assert [job.state for job in await jobs_of(world)] == ["queued"]
    assert await left(world, interview) == 0
    world.clock.pass_seconds(60)
    retaining = Retaining(world.database, world.clock, content, media_of(world.settings), world.settings.public_url)
    await Worker(world.database, world.clock, {"retain": retaining}).run_due()
    assert [job.state for job in await jobs_of(world)] == ["done"]
    logged = (await world.owner.get("/audit", params={"operation": "enforceRetention"})).json()["data"]
    assert [line["detail"] for line in logged] == [{"candidates": 3, "sessions": 3}]


async def test_an_interview_may_have_its_own_retention_period(world: World) -> None:
    short, long, other = [await world.interview(title=title) for title in ("Short", "Long", "Other")]
    for interview in (short, long, other):
        await person(world, interview, 20)
    path = f"/interviews/{short['id']}/retention"
    assert await world.viewer.data("GET", path) == {
        "followsOrganization": True,
        **NO_DAYS,
        **NO_DAYS_OF_ALL,
    }
    own = await world.owner.data("PATCH", path, {"transcriptDays": 10})
    assert own == {"followsOrganization": False, **NO_DAYS, "transcriptDays": 10, **NO_DAYS_OF_ALL}
    await world.owner.data("PATCH", f"/interviews/{long['id']}/retention", {"transcriptDays": None})
    await keep(world, 15)
    kept = await world.owner.data("GET", "/settings/retention/interviews")
    assert [(it["title"], it["transcriptDays"]) for it in kept] == [("Long", None), ("Short", 10)]
    assert await world.neighbour.data("GET", "/settings/retention/interviews") == []
    assert (await previewed(world, 15))["tonight"]["candidates"] == 2
    assert (await previewed(world, None))["tonight"]["candidates"] == 1
    assert (await previewed(world, 15, f"/interviews/{long['id']}/erasures"))["tonight"]["candidates"] == 1
    etag = (await world.owner.get(path)).headers["ETag"]
    back = await world.owner.data("PATCH", path, {"followsOrganization": True, "transcriptDays": 10})
    assert back == {
        "followsOrganization": True,
        **NO_DAYS,
        "transcriptDays": 15,
        **NO_DAYS_OF_ALL,
        "organizationDays": 15,
    }
    await world.owner.error(412, "PATCH", path, {"transcriptDays": 99}, headers={"If-Match": etag})
    await night(world)
    assert [await left(world, interview) for interview in (short, long, other)] == [0, 1, 0]


async def typed(world: World, session_id: str) -> str:
    """Adds integrity data and media to a session: how code was typed, a copy signal, and a recording."""
    async with world.database.transaction() as transaction:
        row = {"session_id": session_id, "question_id": "q", "start": 0, "organization_id": world.acme.id, "count": 1}
        await transaction.run(insert(schema.keystrokes), row | {"events": [[0, "a"]], "created_at": 0})
        signal = {"id": new_id(), "client_id": new_id(), "kind": "copy", "data": {}, "at": 0}
        await transaction.run(insert(signals), signal | {"session_id": session_id, "organization_id": world.acme.id})
    return await seed_recording(world, session_id)


async def has(world: World, table: Table, session_id: str) -> bool:
    return bool(await world.database.read.rows(select(table).where(table.c.session_id == session_id)))


async def test_media_and_integrity_data_are_erased_before_the_rest(world: World) -> None:
    interview, own = await world.interview(title="One"), await world.interview(title="Own")
    (_, old), (_, new), (_, running) = [
        await person(world, interview, days, **fields)
        for days, fields in ((9, {}), (6, {}), (9, {"status": "IN_PROGRESS", "completed_at": None}))
    ]
    _, kept = await person(world, own, 9)
    held_candidate, held = await person(world, interview, 9)
    await world.owner.data("POST", f"/candidates/{held_candidate}/holds", {"reason": "Matter"})
    stored = {session: await typed(world, session) for session in (old, new, running, kept, held)}
    drawing = await seed_file(world, old)  # what an answer shows does not count as media
    told = await world.owner.data("GET", "/settings/erasures?mediaDays=8&integrityDays=20")
    assert told["kinds"] == [
        {"kind": "media", "sessions": 2, "laterSessions": 3},
        {"kind": "integrity", "sessions": 0, "laterSessions": 3},
    ]
    await world.owner.data("PATCH", f"/interviews/{own['id']}/retention", {"integrityDays": 8})
    await world.owner.data("PATCH", "/settings/retention", {"mediaDays": 8, "integrityDays": 20})
    await recount(world.database)
    await night(world)
    films = [session for session in (old, new, running, kept, held) if await has(world, schema.recordings, session)]
    assert films == [new, running, kept, held]
    assert [session for session, film in stored.items() if is_stored(world, film)] == films
    keys = [session for session in (old, new, running, kept, held) if await has(world, schema.keystrokes, session)]
    assert keys == [old, new, running, held]
    assert await recount(world.database) == 0
    noted = [session for session in (old, new, running, kept, held) if await has(world, signals, session)]
    assert noted == keys
    assert [row.id for row in await files_of(world, old)] == [drawing]
    assert await world.owner.data("GET", f"/sessions/{old}")
    logged = (await world.owner.get("/audit", params={"operation": "enforceRetention"})).json()["data"]
    assert {(line["objectId"], line["detail"]["kind"], line["detail"]["sessions"]) for line in logged} == {
        (interview["id"], "media", 1),
        (own["id"], "integrity", 1),
    }


async def files_of(world: World, session_id: str) -> list[Any]:
    return list(await world.database.read.rows(select(schema.files).where(schema.files.c.session_id == session_id)))


def test_an_erasure_covers_every_kind_of_retained_data() -> None:
    assert {table for kind in KINDS for table in kind.tables} <= {*erasure.BY_SESSION, *erasure.BY_HAND}


async def test_a_retake_restarts_the_retention_period(world: World) -> None:
    interview = await world.interview()
    candidate, _ = await person(world, interview, 100)
    await world.owner.data("POST", f"/candidates/{candidate}/retake")
    assert (await previewed(world, 30))["tonight"]["candidates"] == 0
    assert (await previewed(world, 1))["soon"]["candidates"] == 1


async def test_candidates_who_never_started_are_erased_by_the_age_of_the_invitation(world: World) -> None:
    interview = await world.interview()
    quiet, opened, open_for_long, held = [
        (await world.candidate(interview, name=name))["id"] for name in ("Quiet", "Opened", "Open", "Held")
    ]
    in_days = {number: iso(world.clock.now() + number * DAY_MS) for number in (5, 40)}
    await world.owner.data("PATCH", f"/candidates/{quiet}", {"expiresAt": in_days[5]})
    await world.owner.data("PATCH", f"/candidates/{open_for_long}", {"expiresAt": in_days[40]})
    await world.owner.data("POST", f"/candidates/{held}/holds", {"reason": "Matter 2026-115"})
    world.clock.pass_seconds(20 * DAY)
    async with world.database.transaction() as transaction:
        await candidates.mark_opened(transaction, world.acme.id, opened, world.clock.now())
    world.clock.pass_seconds(16 * DAY)
    told = await previewed(world, 30)
    assert (told["tonight"], told["held"]) == ({"candidates": 1, "sessions": 0}, {"candidates": 1, "sessions": 0})
    assert told["soon"]["candidates"] == 2  # the opened one is erased in two weeks
    await keep(world, 30)
    await night(world)
    await world.owner.error(404, "GET", f"/candidates/{quiet}")
    assert await left(world, interview) == 3
    await world.owner.data("POST", f"/candidates/{open_for_long}/revoke")
    world.clock.pass_seconds(30 * DAY)
    await night(world)
    assert await left(world, interview) == 1


async def test_a_legal_hold_prevents_erasure_and_is_shown(world: World) -> None:
    first, second, third = [await world.interview(title=title) for title in ("One", "Two", "Three")]
    candidate, _ = await person(world, first, 50)
    other, session = await person(world, second, 50)
    await person(world, third, 50)
    reason = {"reason": "Matter 2026-114"}
    by_candidate = await world.owner.data("POST", f"/candidates/{candidate}/holds", reason)
    by_session = await world.owner.data("POST", f"/sessions/{session}/holds", reason)
    by_interview = await world.owner.data("POST", f"/interviews/{third['id']}/holds", reason)
    listed = await world.owner.data("GET", "/holds")
    assert [(it["what"], it["title"], it["name"], it["by"]) for it in listed] == [
        ("INTERVIEW", "Three", None, "OWNER"),
        ("SESSION", "Two", "Alex", "OWNER"),
        ("CANDIDATE", "One", "Alex", "OWNER"),
    ]
    for person_id, what in ((candidate, "CANDIDATE"), (other, "SESSION"), (by_interview["id"], None)):
        over = await world.owner.data("GET", f"/holds?candidateId={person_id}")
        assert [it["what"] for it in over] == ([what] if what else [])
    await world.member.error(403, "GET", "/holds")
    told = await previewed(world, 30)
    assert (told["tonight"]["candidates"], told["held"]) == (0, {"candidates": 3, "sessions": 3})
    await keep(world, 30)
    await night(world)
    assert [await left(world, interview) for interview in (first, second, third)] == [1, 1, 1]
    for held in (candidate, other):
        assert "legal hold" in (await world.member.error(409, "DELETE", f"/candidates/{held}"))["message"]
    owner = await world.sign_in(world.acme.owner_id)
    await owner.error(409, "POST", "/organization/delete", {"name": world.acme.name})
    for hold in (by_candidate, by_session, by_interview):
        await world.owner.data("DELETE", f"/holds/{hold['id']}")
        await world.owner.error(404, "DELETE", f"/holds/{hold['id']}")
    await night(world)
    assert [await left(world, interview) for interview in (first, second, third)] == [0, 0, 0]
    receipts = await world.database.read.rows(
        select(schema.receipts).where(schema.receipts.c.organization_id == world.acme.id)
    )
    assert len(receipts) == 3  # the links still show the receipts


async def test_retention_periods_are_whole_days_set_only_by_admins_of_all_projects(world: World) -> None:
    for days in (0, 3651, "30", 1.5):
        await world.owner.error(400, "PATCH", "/settings/retention", {"transcriptDays": days})
    await world.member.error(403, "PATCH", "/settings/retention", {"transcriptDays": 30})
    await world.neighbour.error(403, "PATCH", "/settings/retention", {"transcriptDays": 30})
    await world.neighbour.error(403, "GET", "/settings/erasures")
    etag = (await world.owner.get("/settings/retention")).headers["ETag"]
    await keep(world, 30)
    await world.owner.error(412, "PATCH", "/settings/retention", {"transcriptDays": 1}, headers={"If-Match": etag})
    read = await world.viewer.data("GET", "/settings/retention")
    assert (read["transcriptDays"], await world.owner.data("PATCH", "/settings/retention", read)) == (30, read)
    assert read["tonightAt"].endswith("T00:00:00.000Z")
