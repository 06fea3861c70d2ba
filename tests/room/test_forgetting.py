"""After an erasure, no byte is left of what a person entered or others wrote about them: 64 fields, both databases.

Drawings and recordings are in the data folder on SQLite, and in a bucket on PostgreSQL.
"""

from __future__ import annotations

import asyncio
import gzip
import tempfile
from base64 import b64encode
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from sqlalchemy import select

from aural.audit.chain_repository import seal_all
from aural.audit.key_repository import AuditKeys
from aural.guard.audit.log import verify_log
from aural.platform.ids import new_id
from aural.privacy.request_repository import claim_requests
from aural.store import schema
from aural.store.backup import backup
from aural.store.database import is_sqlite
from tests.buckets import buckets as buckets
from tests.room.canaries import Canaries
from tests.room.conftest import ANSWER, Client, Frame, House
from tests.room.far_places import content_of_bucket, keep_elsewhere, read_exports, record_screen
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


# See docs/privacy.md. ANALYZE stores samples of each column in a table, and keeps those of a table that is now empty.
OVERWRITE = ("DELETE FROM pg_statistic", "VACUUM (FULL, ANALYZE)", "VACUUM FULL pg_statistic")


# --- filling every field --------------------------------------------------------------------------------------------


async def invite(house: House, interview: Frame, canary: Canaries) -> Frame:
    """Enters what a creator writes about a candidate: in the form, in a later change, in a pending list, and in a
    pending email.
    """
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
    async with house.server.database.transaction() as transaction:  # as entering a code from the mailbox does
        row = await transaction.row(select(schema.candidates).where(schema.candidates.c.id == candidate["id"]))
        assert row is not None
        assert await claim_requests(transaction, row.organization_id, row.interview_id, row.id, address) == 1
    return candidate


async def take(house: House, interview: Frame, token: str, canary: Canaries) -> str:
    """Enters what a candidate says, types, draws, runs and reports in the interview, and returns the session's id."""
    slug = interview["publicSlug"]
    consent = {**(await house.consent(slug, token) or {}), "items": ["interview", "keystrokes", "screen"]}
    started = await house.start(slug, token, consent=consent, adjustments=["more_time"])
    assert started.status_code == 200, started.text
    client, desk = await house.enter(token), Desk(house, interview, token)
    await client.my_turn()
    await record_screen(house, interview, token, canary("recording"))
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
    """Answers a question of another type, and saves work on the way."""
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
        for is_replaced in (True, True, False):
            scene = {"type": "excalidraw", "elements": [{"type": "text", "text": canary("drawing", is_replaced)}]}
            words = canary("words of the drawing", is_replaced)
            board = {"scene": scene, "picture": b64encode(png()).decode(), "text": words}
            saved = await desk.put(question["id"], whiteboard=board)
            assert saved.status_code == 200, saved.text
        shown = {"text": canary("board text"), "board": saved.json()["data"]["board"]}
        await client.answer(canary("text beside board"), whiteboard=shown)


async def look_back(house: House, interview: Frame, session_id: str, canary: Canaries) -> None:
    """Enters what a candidate adds afterwards."""
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
    """Enters what others write about the candidate."""
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


async def fill_every_field(house: House, interview: Frame, canary: Canaries) -> str:
    """Fills every field, and returns the candidate's id."""
    house.http.cookies.clear()
    invited = await invite(house, interview, canary)
    session_id = await take(house, interview, invited["inviteToken"], canary)
    await house.reported(session_id)
    await look_back(house, interview, session_id, canary)
    await judge(house, session_id, canary)
    await keep_elsewhere(house, session_id, canary)
    return str(invited["id"])


# --- searching everywhere -------------------------------------------------------------------------------------------


def files_of(house: House, data: Path) -> Iterator[Path]:
    """Every file of this deployment: the data folder, and the database with its log."""
    yield from (path for path in data.rglob("*") if path.is_file())
    url = house.server.settings.database_url
    if url.startswith("sqlite:///"):
        yield from (path for path in Path(url.removeprefix("sqlite:///")).parent.iterdir() if path.is_file())


_NOW = "SELECT pg_current_xact_id()::text::bigint"
_SEES_OLDER = """
    SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint < $1
    OR EXISTS (SELECT FROM pg_stat_activity WHERE backend_xmin::text::bigint < $1)
"""


async def everywhere(house: House, data: Path, *first: str) -> dict[str, bytes]:
    """Every file of this deployment and every object in its bucket, by name."""
    found = {str(path): path.read_bytes() for path in await places(house, data, *first)}
    return found | await content_of_bucket(house)


async def places(house: House, data: Path, *first: str) -> list[Path]:
    """All files to search. On PostgreSQL, these include the database's files after the statements `first`, if the
    server is local.

    The server's write-ahead log is not searched, because PostgreSQL overwrites it at its own pace. The receipt says so.
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
    """Waits for older transactions, in any database of that server, because VACUUM keeps the deleted rows that they may
    still see.
    """
    now = await connection.fetchval(_NOW)
    async with asyncio.timeout(PATIENCE_SECONDS):
        while await connection.fetchval(_SEES_OLDER, now):  # noqa: ASYNC110 - no event reports it
            await asyncio.sleep(0)


async def exports(house: House, interview: Frame, folder: Path) -> bytes:
    """All exports that are possible afterwards: tables, the audit log in both forms, a backup; unpacked."""
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


def fields_of(names: set[str]) -> set[str]:
    return {name.rpartition(" ")[0] for name in names}


async def exported_whole(house: House, candidate: str, interview: Frame, canary: Canaries, held: set[str]) -> None:
    """All exports that were possible before, for the candidate and for the organization."""
    told = canary.found_in((await house.api.get(f"/candidates/{candidate}/data")).content)
    # A list may name other people, too. The data from before a change is in a stored answer, encrypted.
    beside = {name for name in held if name.startswith("list ")}
    deliveries = {"event", "reason", "receiver's answer", "send error"}  # these name a person only by ids
    assert fields_of(held - told - beside) == deliveries
    answered = await get(house, interview, "export")
    assert answered.status_code == 200, answered.text
    own = canary.found_in(answered.content)
    of_others = {"rating", "changed comment", "decision", "changed notes", "browser of a reader"}
    of_machines = {"queued delivery", "error", "model's answer", "refused words", "integrity comment", "résumé file"}
    of_machines |= {"vendor's error", "id at the vendor", "address at the vendor"}
    assert fields_of(held - own - beside) == of_others | of_machines | deliveries


async def settle(house: House) -> None:
    """Waits until everything is written, and until all entries are in the chain."""
    await house.server.gate.close()
    house.clock.pass_seconds(700)
    await seal_all(house.server.database, AuditKeys(house.server.secrets.derive("audit")), house.clock.now())


@pytest.fixture
def stored(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: Any) -> Frame:
    """Returns the settings for the storage of drawings and recordings. Temporary files of all libraries go into the
    data folder.
    """
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    settings: Frame = {} if is_sqlite(database_url) else request.getfixturevalue("buckets").settings("aural")
    return settings


async def erase_by_api(house: House, candidate: str) -> Any:
    erased = await house.api.delete(f"/candidates/{candidate}")
    assert erased.status_code == 200, erased.text
    return erased.json()["data"]


def left_in(content: dict[str, bytes], *canaries: Canaries) -> dict[str, set[str]]:
    """The canaries found in each place: plain, or compressed in our files. PostgreSQL has its own compression."""
    found: dict[str, set[str]] = {}
    for name, read in content.items():
        looks = [canary.found_in(read) for canary in canaries]
        looks += [] if "/base/" in name else [canary.packed_in(read) for canary in canaries]
        found[name] = set().union(*looks)
    return {name: each for name, each in found.items() if each}


async def test_no_canary_is_left_in_rows_files_logs_queues_or_exports(
    open_house: Callable[..., Awaitable[House]],
    stored: Frame,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level("INFO")
    house = await open_house(smtp_url=f"smtp://127.0.0.1:{find_free_port()}", backups_kept_days=30, **stored)
    criteria = [{"name": "Design", "description": "How"}]
    interview = await house.interview(*QUESTIONS, assessmentCriteria=criteria, videoEnabled=True)
    other, canary = Canaries("zanglijster"), Canaries("kanarie")
    ids = [await fill_every_field(house, interview, person) for person in (other, canary)]
    session_id = (await house.get(f"/candidates/{ids[1]}"))["sessionId"]
    assert canary.found_in(await read_exports(house, session_id))
    await settle(house)

    rows = (await everything(house)).encode()
    others = other.found_in(rows)
    read = b"".join((await everywhere(house, tmp_path, "ANALYZE")).values())  # ANALYZE keeps samples of the values
    held = canary.found_in(rows) | canary.found_in(read)
    assert canary.kept - held == set()  # otherwise a canary would prove nothing
    assert len(canary.kept) >= 60

    await exported_whole(house, ids[1], interview, canary, canary.found_in(rows))
    erased = await erase(house, interview)
    assert erased.status_code == 200, erased.text
    receipt = erased.json()["data"]["receipt"]
    cleaned = {item["store"]: item["count"] for item in receipt["cleaned"]}
    stores = {"log_entries", "messages", "files", "kept_answers", "job_steps", "jobs", "imports", "requests", "works"}
    stores |= {"recordings", "webhook_events", "assessments", "integrity_comments", "shares"}
    assert not [store for store in stores if not cleaned[store]]
    assert "they are kept until" in receipt["notReached"][0]
    if house.server.database.dialect == "sqlite":
        assert left_in(await everywhere(house, tmp_path), canary) == {}
    await settle(house)
    assert canary.found_in((await everything(house)).encode()) == set()
    assert other.found_in((await everything(house)).encode()) == others  # no other person's data is deleted

    await erase_by_api(house, ids[0])
    if house.server.database.dialect == "sqlite":
        assert left_in(await everywhere(house, tmp_path), canary, other) == {}
    await settle(house)
    assert left_in({"rows": (await everything(house)).encode()}, canary, other) == {}
    assert left_in(await everywhere(house, tmp_path, *OVERWRITE), canary, other) == {}
    assert left_in({"exports": await exports(house, interview, tmp_path)}, canary, other) == {}
    written = capfd.readouterr()
    logged = "".join(record.getMessage() for record in caplog.records if not record.name.startswith("httpx"))
    assert left_in({"logs": (logged + written.out + written.err).encode()}, canary, other) == {}
    log = (await house.api.get("/audit/log")).content.splitlines()
    assert verify_log(log).problem is None
    assert "changed" in str(verify_log([line.replace(b"eraseMe", b"getUser") for line in log]).problem)
