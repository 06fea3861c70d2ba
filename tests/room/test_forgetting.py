"""After an erase no byte of what a person filled in, or others wrote about them, is left: 50 fields, both databases."""

from __future__ import annotations

import asyncio
import gzip
from base64 import b64encode
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import insert, select

from aural.clock import iso
from aural.guard.audit_log import verify_log
from aural.ids import new_id
from aural.store import schema
from aural.store.audit_chain import seal_all
from aural.store.audit_keys import AuditKeys
from aural.store.backup import backup
from aural.store.deciding_schema import decisions
from aural.store.requests import claim_requests
from tests.room.conftest import ANSWER, Client, Frame, House
from tests.room.test_question_types import open_question
from tests.room.test_rights import erase, everything, get, session_of
from tests.room.test_work import Desk, png
from tests.serving import find_free_port
from tests.waiting import PATIENCE_SECONDS

QUESTIONS: list[Frame] = [
    {"text": "Tell me about a service."},
    {"text": "Which do you use?", "type": "MULTIPLE_CHOICE", "options": ["Go", "C"]},
    {"text": "Reverse a list.", "type": "CODING"},
    {"text": "Draw a queue.", "type": "WHITEBOARD"},
]


class Canaries:
    """Strings that occur nowhere else, one a field."""

    def __init__(self, bird: str) -> None:
        self.bird = bird
        self.fields: dict[str, str] = {}

    def __call__(self, field: str) -> str:
        """A canary of its own for each use of a field."""
        name = f"{field} {len(self.fields)}"
        self.fields[name] = f"{self.bird}{len(self.fields):02d}vogel"
        return self.fields[name]

    def found_in(self, content: bytes) -> set[str]:
        lowered = content.lower()
        return {name for name, canary in self.fields.items() if canary.encode() in lowered}


# --- filling every field --------------------------------------------------------------------------------------------


async def invite(house: House, interview: Frame, canary: Canaries) -> Frame:
    """What a creator writes about somebody: in the form, again, by a list that waits, in a letter that waits."""
    path = f"/interviews/{interview['id']}/candidates"
    address = f"{canary('e-mail')}@example.com"
    person = {"name": canary("name"), "email": f"{canary('former e-mail')}@example.com", "phone": canary("phone")}
    person |= {"notes": canary("notes"), "resumeText": canary("résumé")}
    made = await house.api.post(path, json=person, headers={"Idempotency-Key": canary.bird})
    candidate: Frame = made.json()["data"][0]
    changed = {name: canary(f"changed {name}") for name in ("name", "phone", "notes", "resumeText")}
    response = await house.api.patch(f"/candidates/{candidate['id']}", json={**changed, "email": address})
    assert response.status_code == 200, response.text
    columns = ("list name", "list phone", "list notes", "list column")
    rows = ",".join(["Name", "Phone", "Notes", "Anything", "Email"]) + "\n"
    rows += ",".join([*(canary(column) for column in columns), address]) + "\n"
    query = {"fileName": f"{canary('list file')}.csv"}
    headers = {"Content-Type": "text/csv"}
    listed = await house.api.post(f"/interviews/{interview['id']}/imports", params=query, content=rows, headers=headers)
    assert listed.status_code == 200, listed.text
    letter = await house.api.post(f"/candidates/{candidate['id']}/send", json={"kind": "invitation"})
    assert letter.status_code == 200, letter.text
    wish = {"kind": "human_interview", "name": canary("name on the landing"), "email": address}
    asked = await house.call("requests", {"slug": interview["publicSlug"], **wish, "message": canary("wish")})
    assert asked.status_code == 200, asked.text
    async with house.server.database.transaction() as transaction:  # as a code from the mailbox does
        row = await transaction.row(select(schema.candidates).where(schema.candidates.c.id == candidate["id"]))
        assert row is not None
        assert await claim_requests(transaction, row.organization_id, row, address) == 1
    return candidate


async def take(house: House, interview: Frame, token: str, canary: Canaries) -> str:
    """What a candidate says, types, draws, runs and reports in the interview; the session's id."""
    slug = interview["publicSlug"]
    consent = {**(await house.consent(slug, token) or {}), "items": ["interview", "keystrokes"]}
    started = await house.start(slug, token, consent=consent, adjustments=["more_time"])
    assert started.status_code == 200, started.text
    client, desk = await house.enter(token), Desk(house, interview, token)
    await client.my_turn()
    await client.send(type="request", id=new_id(), kind="problem", text=canary("problem"))
    await client.my_turn("problem")
    await client.wish("continue")
    await client.my_turn()
    await client.answer(f"{ANSWER} {canary('answer')}")
    asked: set[str] = {open_question(client)["id"]}
    while len(asked) < len(QUESTIONS):
        await client.my_turn()
        question = open_question(client)
        if question["id"] in asked:
            await client.answer(f"In {canary('follow-up')} it took 40 ms instead of 90, in March.")
            continue
        asked.add(question["id"])
        await answer(client, desk, question, canary)
    session_id = await session_of(house, interview)
    await client.my_turn("closing")
    await client.answer(canary("question about the company"))
    await client.wish("end")
    await client.closed()
    return session_id


async def answer(client: Client, desk: Desk, question: Frame, canary: Canaries) -> None:
    """One of the other kinds of questions, with what is saved on the way."""
    if question["type"] == "MULTIPLE_CHOICE":
        await client.answer(canary("choice text"), choice=["Go"], other=canary("other choice"))
    elif question["type"] == "CODING":
        draft = {"language": canary("draft language"), "text": canary("draft code")}
        assert (await desk.put(question["id"], code=draft)).status_code == 200
        typed = await desk.type(question["id"], 0, [1, 0, 0, canary("keystrokes")])
        assert typed.status_code == 200, typed.text
        run = {"language": canary("run language"), "code": canary("run code"), "output": canary("run output")}
        await client.send(type="run", id=new_id(), questionId=question["id"], **run, outcome="ok", milliseconds=3)
        await client.next("ack")
        code = {"language": canary("code language"), "text": canary("code")}
        await client.answer(canary("text beside code"), code=code)
    else:
        scene = {"type": "excalidraw", "elements": [{"type": "text", "text": canary("drawing")}]}
        board = {"scene": scene, "picture": b64encode(png()).decode(), "text": canary("words of the drawing")}
        saved = await desk.put(question["id"], whiteboard=board)
        assert saved.status_code == 200, saved.text
        shown = {"text": canary("board text"), "board": saved.json()["data"]["board"]}
        await client.answer(canary("text beside board"), whiteboard=shown)


async def look_back(house: House, interview: Frame, session_id: str, canary: Canaries) -> None:
    """What a candidate adds afterwards."""
    slug = interview["publicSlug"]
    messages = (await house.get(f"/sessions/{session_id}"))["messages"]
    seqs = [message["seq"] for message in messages if message["role"] == "user"]
    for seq, made in zip(seqs, ({"content": canary("correction"), "note": canary("note")},
                                {"isLeftOut": True, "reason": canary("left out because")}), strict=False):  # fmt: skip
        body = {"slug": slug, "content": None, "note": None, "isLeftOut": False, "reason": None, **made}
        assert (await house.call(f"transcript/{seq}", body, method="PUT")).status_code == 200
    await house.call("remark", {"slug": slug, "text": canary("remark")}, method="PUT")
    for kind in ("human_review", "adjustment"):
        asked = await house.call("requests", {"slug": slug, "kind": kind, "message": canary(f"request {kind}")})
        assert asked.status_code == 200, asked.text


async def judge(house: House, session_id: str, canary: Canaries) -> None:
    """What others write about the person."""
    level = {"criterion": "Design", "verdict": "LEVEL", "level": 2, "reason": canary("rating")}
    await house.post(f"/sessions/{session_id}/ratings", level)
    await house.post(f"/sessions/{session_id}/comments", {"text": canary("comment")})
    comment = (await house.get(f"/sessions/{session_id}/comments"))[0]
    changed = await house.api.patch(
        f"/sessions/{session_id}/comments/{comment['id']}", json={"text": canary("changed comment")}
    )
    assert changed.status_code == 200, changed.text
    hold = await house.post(f"/sessions/{session_id}/holds", {"reason": canary("hold")})
    lifted = await house.api.delete(f"/holds/{hold['id']}")
    assert lifted.status_code == 200


async def keep_elsewhere(house: House, session_id: str, canary: Canaries) -> None:
    """A decision; a model's answer in a job that waits; the browser that opened a shared link."""
    job = {"id": new_id(), "session_id": session_id, "kind": "other", "payload": {"words": canary("queued delivery")}}
    job |= {"state": "dead", "run_at": 0, "max_attempts": 1, "created_at": 0, "updated_at": 0, "error": canary("error")}
    step = {"job_id": job["id"], "name": "judge", "result": {"said": canary("model's answer")}, "created_at": 0}
    async with house.server.database.transaction() as transaction:
        row = await transaction.row(select(schema.sessions.c.organization_id))
        assert row is not None
        await transaction.run(insert(schema.jobs), job | {"organization_id": row.organization_id})
        await transaction.run(insert(schema.job_steps), step)
        decided = {"id": new_id(), "session_id": session_id, "user_id": new_id(), "person": "Robin", "created_at": 0}
        decided |= {"organization_id": row.organization_id, "verdict": "HOLD", "reason": canary("decision")}
        await transaction.run(insert(decisions), decided)
    made = await house.post(f"/sessions/{session_id}/shares", {"expiresAt": iso(house.clock.now() + 86_400_000)})
    token, browser = made["url"].rpartition("/")[2], {"User-Agent": canary("browser of a reader")}
    assert (await house.http.get(f"/api/v1/shared/{token}", headers=browser)).status_code == 200


async def fill_every_field(house: House, interview: Frame, canary: Canaries) -> None:
    house.http.cookies.clear()
    invited = await invite(house, interview, canary)
    session_id = await take(house, interview, invited["inviteToken"], canary)
    await house.reported(session_id)
    await look_back(house, interview, session_id, canary)
    await judge(house, session_id, canary)
    await keep_elsewhere(house, session_id, canary)


# --- looking everywhere ---------------------------------------------------------------------------------------------


def files_of(house: House, data: Path) -> Iterator[Path]:
    """Every file of this deployment: the data folder, and the database with its log beside it."""
    yield from (path for path in data.rglob("*") if path.is_file())
    url = house.server.settings.database_url
    if url.startswith("sqlite:///"):
        yield from (path for path in Path(url.removeprefix("sqlite:///")).parent.iterdir() if path.is_file())


_NOW = "SELECT pg_current_xact_id()::text::bigint"
_SEES_OLDER = """
    SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint < $1
    OR EXISTS (SELECT FROM pg_stat_activity WHERE backend_xmin::text::bigint < $1)
"""


async def places(house: House, data: Path, *first: str) -> list[Path]:
    """All files to look into. On PostgreSQL those of the database, after these statements, if the server is here.

    Not looked at: that server's write-ahead log, which it uses again in its own time. The receipt says so.
    """
    if house.server.database.dialect == "sqlite":
        return list(files_of(house, data))
    connection = await asyncpg.connect(house.server.settings.database_url)
    try:
        for statement in first:
            await _wait_for_older_ones(connection)
            await connection.execute(statement)
        await connection.execute("CHECKPOINT")
        folder = Path(await connection.fetchval("SHOW data_directory"))
        number = await connection.fetchval("SELECT oid FROM pg_database WHERE datname = current_database()")
    finally:
        await connection.close()
    return [*files_of(house, data), *(folder / "base" / str(number)).glob("*")]


async def _wait_for_older_ones(connection: asyncpg.Connection) -> None:
    """What a transaction of any database on that server began before keeps deleted rows, which VACUUM copies then."""
    now = await connection.fetchval(_NOW)
    async with asyncio.timeout(PATIENCE_SECONDS):
        while await connection.fetchval(_SEES_OLDER, now):  # noqa: ASYNC110 - no event tells it
            await asyncio.sleep(0)


async def exports(house: House, interview: Frame, folder: Path) -> bytes:
    """All that can be taken away afterwards: tables, the audit log in both forms, a backup; unpacked."""
    content = b""
    path = f"/interviews/{interview['id']}"
    for asked in (
        "/audit/export",
        "/audit/log",
        "/audit?limit=100",
        f"{path}/candidates",
        f"{path}/requests",
        "/holds",
    ):
        response = await house.api.get(asked)
        assert response.status_code == 200, asked
        content += response.content
    settings = house.server.settings
    target = folder / "backup.tar.gz"
    await backup(settings.database_url, settings.data_dir, target)
    content += gzip.decompress(target.read_bytes())
    target.unlink()
    return content


async def exported_whole(house: House, interview: Frame, canary: Canaries, held: set[str]) -> None:
    """What was to be had before: by the person, and by whoever answers for the data."""
    candidate = (await house.get(f"/interviews/{interview['id']}/candidates"))[0]["id"]
    told = canary.found_in((await house.api.get(f"/candidates/{candidate}/data")).content)
    # A list may name others, too. What was there before a change is in an answer kept for a repetition, encrypted.
    beside = {name for name in held if name.startswith("list ")}
    assert held - told == beside
    own = canary.found_in((await get(house, interview, "export")).content)
    of_others = {"rating 41", "changed comment 43", "decision 48", "changed notes 8", "browser of a reader 49"}
    of_machines = {"queued delivery 45", "error 46", "model's answer 47"}
    assert held - own == beside | of_others | of_machines


async def settle(house: House) -> None:
    """Nothing is written beside the answers any more, and all that was is in the chain."""
    await house.server.gate.close()
    house.clock.pass_seconds(700)
    await seal_all(house.server.database, AuditKeys(house.server.secrets.derive("audit")), house.clock.now())


async def test_no_canary_is_left_in_rows_files_logs_queues_or_exports(
    open_house: Callable[..., Awaitable[House]],
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level("INFO")
    house = await open_house(smtp_url=f"smtp://127.0.0.1:{find_free_port()}", backups_kept_days=30)
    interview = await house.interview(*QUESTIONS, assessmentCriteria=[{"name": "Design", "description": "How"}])
    other, canary = Canaries("merel"), Canaries("kanarie")
    for person in (other, canary):
        await fill_every_field(house, interview, person)
    await settle(house)

    rows = (await everything(house)).encode()
    held, others = canary.found_in(rows), other.found_in(rows)
    looked_into = await places(house, tmp_path, "ANALYZE")  # which keeps samples of the values
    held |= {name for path in looked_into for name in canary.found_in(path.read_bytes())}
    assert held == set(canary.fields)  # else a canary would prove nothing
    assert len(held) >= 50

    await exported_whole(house, interview, canary, canary.found_in(rows))
    erased = await erase(house, interview)
    assert erased.status_code == 200, erased.text
    receipt = erased.json()["data"]["receipt"]
    cleaned = {item["store"]: item["count"] for item in receipt["cleaned"]}
    stores = ("log_entries", "messages", "files", "kept_answers", "job_steps", "jobs", "imports", "requests", "works")
    assert not [store for store in stores if not cleaned[store]]
    assert "they are kept until" in receipt["notReached"][0]
    await settle(house)
    assert canary.found_in((await everything(house)).encode()) == set()
    assert other.found_in((await everything(house)).encode()) == others  # nothing of anybody else goes
    # The samples that the server keeps of each column are in a table, too.
    looked_into = await places(house, tmp_path, "VACUUM (FULL, ANALYZE)", "VACUUM FULL pg_statistic")
    assert {path.name: found for path in looked_into if (found := canary.found_in(path.read_bytes()))} == {}
    assert canary.found_in(await exports(house, interview, tmp_path)) == set()
    written = capfd.readouterr()
    logged = "".join(record.getMessage() for record in caplog.records if not record.name.startswith("httpx"))
    assert canary.found_in((logged + written.out + written.err).encode()) == set()
    log = (await house.api.get("/audit/log")).content.splitlines()
    assert verify_log(log).problem is None
    assert "changed" in str(verify_log([line.replace(b"eraseMe", b"getUser") for line in log]).problem)
