"""The samples of `aural demo`: valid by the API's own rules, judged as live sessions are, and gone once removed."""

from __future__ import annotations

import json
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import pytest
import pytest_asyncio
from sqlalchemy import func, select

from aural.app import Server
from aural.cli import demo, recorded
from aural.cli.recorded import RecordedInterviewer, list_sessions
from aural.interviewer.guided import embedding
from aural.jobs.worker import Worker
from aural.organizations import claim_repository as claims
from aural.organizations import repository as organizations
from aural.recordings import repository as recordings
from aural.recordings.jobs import Clearing, Joining
from aural.reports import jobs as reports
from aural.reports.repository import find_report
from aural.sessions.log_repository import find_conversation
from aural.settings import Settings, load_settings
from aural.store import schema
from aural.store.deployment import find_value
from aural.store.jobs import Job
from aural.store.media import media_of, spool_of

one_loop = pytest.mark.asyncio(loop_scope="module")
MOST_BYTES = 1_500_000
Json = dict[str, Any]


@dataclass
class Seeded:
    server: Server
    api: httpx2.AsyncClient
    organization_id: str

    async def get(self, path: str) -> Any:
        response = await self.api.get(f"/api/v1{path}")
        assert response.status_code == 200, response.text
        return response.json()["data"]

    async def sessions(self) -> dict[str, Json]:
        """All sessions with their transcripts, by the candidate's name."""
        listed = await self.get("/sessions?limit=100")
        return {one["participantName"]: await self.get(f"/sessions/{one['id']}") for one in listed}

    async def count(self) -> dict[str, int]:
        """The organization's rows in each table."""
        tables = [table for table in schema.metadata.sorted_tables if "organization_id" in table.c]
        counts = {}
        for table in tables:
            counted = select(func.count()).where(table.c.organization_id == self.organization_id)
            row = await self.server.database.read.row(counted)
            counts[table.name] = 0 if row is None else int(row[0])
        return counts


def settings_of(folder: Path, database_url: str | None = None) -> Settings:
    settings = load_settings(data_dir=folder, database_url=database_url, rate_limit_per_minute=0)
    return settings.listening_on("127.0.0.1", 8000)


async def open_seeded(settings: Settings) -> Seeded:
    key = json.loads((settings.data_dir / demo.FILE).read_text())["key"]
    server = Server(settings)
    organization_id = await find_value(server.database.read, claims.SAMPLE)
    assert organization_id is not None
    transport = httpx2.ASGITransport(app=server.asgi())
    headers = {"Authorization": f"Bearer {key}"}
    api = httpx2.AsyncClient(transport=transport, base_url=settings.public_url, headers=headers)
    return Seeded(server, api, organization_id)


async def keep_nothing(*_: object) -> None:
    """There is no job that could keep anything."""


def encode(*_: object) -> None:
    raise AssertionError("Seeding takes seconds if it needs the sentence model.")


@asynccontextmanager
async def seeding(settings: Settings) -> AsyncIterator[Seeded]:
    with pytest.MonkeyPatch.context() as during:
        during.setattr(embedding, "embed", encode)
        await demo.seed(settings)
    made = await open_seeded(settings)
    yield made
    await made.api.aclose()
    await made.server.close()


@pytest_asyncio.fixture(loop_scope="module")
async def seeded(database_url: str, tmp_path: Path) -> AsyncIterator[Seeded]:
    """Samples that a test may change."""
    async with seeding(settings_of(tmp_path, database_url)) as made:
        yield made


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=["sqlite", "postgres"])
async def shared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Seeded]:
    """Samples for all tests that only read them, because seeding takes seconds."""
    folder = tmp_path_factory.mktemp("samples")
    if request.param == "postgres":
        url = request.getfixturevalue("_postgres_databases").create()
    else:
        url = f"sqlite:///{shutil.copyfile(request.getfixturevalue('_sqlite_template'), folder / 'aural.db')}"
    async with seeding(settings_of(folder, url)) as made:
        yield made


@one_loop
async def test_the_samples_cover_reports_statuses_levels_signals_and_themes(shared: Seeded) -> None:
    sessions = await shared.sessions()
    states = [(one["status"], one["reportStatus"]) for one in sessions.values()]
    scored = [one for one in sessions.values() if one["reportStatus"] == "READY" and one["scores"]]
    assert len(scored) >= 8
    assert ("COMPLETED", "NOT_SCORABLE") in states
    assert any(status == "ABANDONED" for status, _ in states)
    assert len({score["level"] for one in scored for score in one["scores"]}) == 5  # 1 to 4, and null
    assert any(score["spread"] for one in scored for score in one["scores"])
    assert all(recorded.NOTE in one["reportReason"] for one in sessions.values() if one["reportStatus"] == "READY")
    assert sum(message["originalContent"] is not None for one in sessions.values() for message in one["messages"]) == 1
    noted = [await shared.get(f"/sessions/{one['id']}/integrity") for one in scored]
    assert any(log is not None and log["items"] for log in noted)
    for interview in await shared.get("/interviews"):
        themes = (await shared.get(f"/interviews/{interview['id']}/insights"))["themes"]
        assert any(theme["count"] > 1 for theme in themes)
    assert (await shared.get("/organization"))["isSample"] is True


@one_loop
async def test_every_quote_is_found_in_its_message(shared: Seeded) -> None:
    count = 0
    for one in (await shared.sessions()).values():
        said = {message["id"]: message["content"] for message in one["messages"] if message["role"] == "user"}
        for item in one["evidence"] or ():
            assert said[item["messageId"]][item["start"] : item["end"]] == item["quote"]
            count += 1
    assert count > 100


@one_loop
async def test_a_live_judgement_would_be_reported_in_the_same_way(
    seeded: Seeded, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing that only a live report checks would change a recorded one."""
    monkeypatch.setattr(reports, "save_step", keep_nothing)
    database, by_name = seeded.server.database, {one.data["name"]: one for one in list_sessions()}
    for name, one in (await seeded.sessions()).items():
        interviewer = RecordedInterviewer(by_name[name])

        async def interviewer_of(*_: str, chosen: RecordedInterviewer = interviewer) -> RecordedInterviewer:
            return chosen

        stored = await find_report(database.read, seeded.organization_id, one["id"])
        assert stored is not None
        is_review = by_name[name].data.get("corrections") is not None
        job = Job("j", seeded.organization_id, "analyse", {"sessionId": one["id"], "isReview": is_review}, 1, 6, "w")
        job.payload["revision"] = stored.revision
        save: Any = await reports.Analysis(database, seeded.server.clock, interviewer_of).run(job)
        written, report = save.report, {"READY": save.report}.get(stored.report_status)
        assert written.status == stored.report_status, name
        if report is not None:
            assert (report.summary, report.scores, report.reason) == (stored.summary, stored.scores, stored.reason)
            assert report.evidence == stored.evidence
            assert report.sections == {"insights": stored.insights, "themes": stored.themes}


@one_loop
async def test_no_recorded_sentence_is_dropped(shared: Seeded) -> None:
    by_name = {one.data["name"]: one for one in list_sessions() if "judgement" in one.data}
    for name, one in (await shared.sessions()).items():
        if name not in by_name:
            continue
        found = await find_conversation(shared.server.database.read, shared.organization_id, one["id"])
        assert found is not None
        judgement = await RecordedInterviewer(by_name[name]).judge(found.plan, ())
        assert one["summary"] == judgement.summary.text
        assert [text.rpartition(" — ")[2] for text in one["insights"]] == [
            claim.text for claim in judgement.sections["insights"]
        ]
        assert one["themes"] == [claim.text for claim in judgement.sections["themes"]]
        for score, rating in zip(one["scores"] or (), judgement.ratings, strict=False):
            assert (score["why"] or "", score["wouldRaise"] or "") == (rating.why, rating.would_raise)
            assert score["ratings"] == list(rating.levels)


@one_loop
async def test_the_api_accepts_every_recorded_rating(seeded: Seeded) -> None:
    by_name = {one.data["name"]: one.data.get("ratings", {}) for one in list_sessions()}
    agreed = set()
    for name, one in (await seeded.sessions()).items():
        for reviewer, given in by_name[name].items():
            stored = [row for row in await seeded.get(f"/sessions/{one['id']}/ratings") if row["person"] == reviewer]
            assert len(stored) == len(given)
            response = await seeded.api.post(f"/api/v1/sessions/{one['id']}/ratings", json=given)
            assert response.status_code == 200, (name, reviewer, response.text)
            mine = {row["criterion"]: row["level"] for row in response.json()["data"]}
            assert {row["criterion"]: row["level"] for row in stored} == mine
            agreed |= {row["verdict"] for row in stored}
    assert {"AGREE", "LEVEL"} <= agreed


@one_loop
async def test_samples_use_no_hours_and_send_nothing(shared: Seeded) -> None:
    usage = await shared.get("/usage")
    assert usage["session_hours"]["used"] == usage["ai_tokens"]["used"] == 0
    counts = await shared.count()
    assert counts["webhook_deliveries"] == 0
    kinds = select(schema.jobs.c.kind, schema.jobs.c.state)
    left = {(row.kind, row.state) for row in await shared.server.database.read.rows(kinds)}
    # There is no job that a running server would have taken before or after the recorded judgement was saved.
    assert left == {("recorded", "done"), ("join", "queued")}


@one_loop
async def test_spoken_samples_have_a_marked_recording(seeded: Seeded) -> None:
    settings, server = seeded.server.settings, seeded.server
    media, spool = media_of(settings), spool_of(settings)
    joining = Joining(server.database, server.clock, media, spool, server.secrets)
    clearing = Clearing(server.database, media)
    await Worker(server.database, server.clock, {"join": joining, "clear": clearing}).run_due()
    spoken = {one.data["name"]: one for one in list_sessions() if one.is_spoken}
    assert len(spoken) == 2
    sessions = await seeded.sessions()
    for name, session in spoken.items():
        (recording,) = await seeded.get(f"/sessions/{sessions[name]['id']}/recordings")
        assert (recording["status"], recording["mark"]) == ("READY", "sidecar")
        (take,) = recording["takes"]
        assert take["startedAt"] == sessions[name]["startedAt"]
        answers = [message for message in sessions[name]["messages"] if message["role"] == "user"]
        ends = [message["data"]["speech"]["endMs"] for message in answers]
        assert ends == sorted(ends)
        assert ends[-1] / 1000 < recording["seconds"] < ends[-1] / 1000 + 15
        spoken_words = [turn.text for turn in session.candidate_turns]
        assert spoken_words == [message["originalContent"] or message["content"] for message in answers]


@one_loop
async def test_seeding_again_only_replaces_a_lost_key(seeded: Seeded) -> None:
    """A restored database comes without the file that has the key."""
    settings, before = seeded.server.settings, await seeded.count()
    file = settings.data_dir / demo.FILE
    kept = file.read_bytes()
    await demo.seed(settings)
    assert (await seeded.count(), file.read_bytes()) == (before, kept)
    file.unlink()
    await demo.seed(settings)
    lost, made = json.loads(kept), json.loads(file.read_text())
    assert (made["slug"], made["key"] == lost["key"]) == (lost["slug"], False)
    seeded.api.headers["Authorization"] = f"Bearer {made['key']}"
    assert len(await seeded.get("/interviews")) == 2
    after = await seeded.count()
    assert {name for name in after if after[name] != before[name]} <= {"api_keys", "audit_entries"}


async def test_an_interrupted_run_is_repeated_from_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = settings_of(tmp_path)

    async def interrupt(*_: object) -> None:
        raise InterruptedError

    monkeypatch.setattr(demo.usage, "forget_usage", interrupt)
    with pytest.raises(InterruptedError):
        await demo.seed(settings)
    monkeypatch.undo()
    async with seeding(settings) as seeded:
        assert len(await seeded.get("/interviews")) == 2
        assert len(await organizations.list_organizations(seeded.server.database.read)) == 1


@one_loop
async def test_removing_the_samples_leaves_nothing(seeded: Seeded) -> None:
    settings, database = seeded.server.settings, seeded.server.database
    assert await media_of(settings).list_folders()
    async with database.transaction() as transaction:
        await organizations.delete_organization(transaction, seeded.organization_id)
    await recordings.sweep(database, media_of(settings))
    assert sum((await seeded.count()).values()) == 0
    assert await database.read.rows(select(schema.users.c.id)) == []
    assert await media_of(settings).list_folders() == []
    assert "removed" in "".join(await demo.seed(settings))
    assert await organizations.list_organizations(database.read) == []


def test_the_samples_are_small() -> None:
    folder = Path(recorded.__file__).parents[1] / "samples"
    assert sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) < MOST_BYTES
