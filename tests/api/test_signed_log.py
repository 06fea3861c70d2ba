"""The audit log as a file: anyone can verify it, a changed file fails at the changed entry, and it names no one."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import pytest_asyncio
from click.testing import CliRunner
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import select, update

from aural.accounts import repository as users
from aural.audit.chain_repository import seal_all
from aural.audit.key_repository import AuditKeys
from aural.cli.main import main
from aural.guard.audit import log as audit_log
from aural.guard.audit.log import verify_log
from aural.store import schema
from tests.api.seeds import link_session, seed_session
from tests.api.world import Json, World

LINES = 12


async def seal(world: World) -> None:
    world.clock.pass_seconds(700)
    await seal_all(world.database, AuditKeys(world.secrets.derive("audit")), world.clock.now())


async def exported(world: World) -> list[bytes]:
    response = await world.owner.get("/audit/log")
    assert response.status_code == 200, response.text
    assert response.headers["Content-Disposition"].startswith("attachment")
    return list(response.content.splitlines(keepends=True))


@pytest_asyncio.fixture(loop_scope="session")
async def log(world: World) -> list[bytes]:
    """A head, LINES entries and an end."""
    for _ in range(LINES):
        await world.interview()
    await seal(world)
    return await exported(world)


def changed(line: bytes, part: str, **values: object) -> bytes:
    said = json.loads(line)
    said[part] |= values
    return json.dumps(said).encode() + b"\n"


def rehashed(lines: list[bytes], at: int) -> list[bytes]:
    """A log as left by a forger who knows the format: every later hash is computed again. The signatures are
    unchanged.
    """
    last = bytes.fromhex(json.loads(lines[at - 1])["hash"])
    made = lines[:at]
    for line in lines[at:]:
        said = json.loads(line)
        (what,) = set(said) - {"hash", "signature"}
        last = audit_log._chained(last, what, said[what])
        made.append(json.dumps(said | {"hash": last.hex()}).encode() + b"\n")
    return made


FORGERIES: dict[str, tuple[Callable[[list[bytes]], list[bytes]], str]] = {
    "a changed line": (
        lambda log: [*log[:5], changed(log[5], "entry", operation="getSession"), *log[6:]],
        "line 6 of the file: entry 5 of the log was changed",
    ),
    "a changed line with its hash": (
        lambda log: rehashed([*log[:5], changed(log[5], "entry", userId=None), *log[6:]], 5),
        "line 6 of the file: entry 5 of the log was not written by the server",
    ),
    "a line less": (
        lambda log: [*log[:7], *log[8:]],
        "line 8 of the file: entry 8 of the log is where entry 7 belongs",
    ),
    "two lines in the other order": (
        lambda log: [*log[:3], log[4], log[3], *log[5:]],
        "line 4 of the file: entry 4 of the log is where entry 3 belongs",
    ),
    "no end": (lambda log: log[:-1], f"the end is missing: the file was cut off after entry {LINES}"),
    "an end that was cut": (lambda log: [*log[:-2], log[-1]], f"line {LINES + 1} of the file: the end was changed"),
    "a line more": (lambda log: [*log, log[-2]], "something was added after the end"),
    "an entry twice": (
        lambda log: [*log[:4], log[3], *log[4:]],
        "line 5 of the file: entry 3 of the log is where entry 4 belongs",
    ),
    "no log at all": (lambda log: [b"Hello\n"], "line 1 of the file: it cannot be read"),
    "no head": (lambda log: log[1:], "line 1 of the file: this isn't an audit log"),
    "nothing": (lambda log: [], "the end is missing"),
}


async def test_the_exported_log_is_verified_by_anyone_and_a_forgery_is_located(world: World, log: list[bytes]) -> None:
    found = verify_log(log)
    assert (found.problem, found.count, found.organization) == (None, LINES, world.acme.id)
    assert found.key == (await world.owner.data("GET", "/audit/chain"))["publicKey"]
    for name, (forge, problem) in FORGERIES.items():
        assert problem in str(verify_log(forge(log)).problem), name


async def test_a_log_that_someone_else_rewrote_is_recognized_by_its_key(
    world: World, log: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = audit_log.public_key(world.secrets)
    forger = Ed25519PrivateKey.generate()
    monkeypatch.setattr(audit_log, "_private_key", lambda _: forger)
    forged = await exported(world)
    assert verify_log(forged).problem is None
    assert "another key" in str(verify_log(forged, mine).problem)
    assert verify_log(log, mine.upper()).problem is None


async def test_a_change_in_the_database_itself_is_reported(world: World, log: list[bytes]) -> None:
    fourth = json.loads(log[4])["entry"]
    table = schema.audit_entries
    async with world.database.transaction() as transaction:
        await transaction.run(update(table).where(table.c.id == fourth["id"]).values(operation="nothing"))
    found = verify_log(await exported(world))
    assert (found.count, "the server itself found entry 4 of its log changed" in str(found.problem)) == (3, True)


async def test_the_log_contains_no_name_no_address_and_no_id_of_a_person(world: World) -> None:
    robin = await world.join("MEMBER", name="Robin Fletcher")
    client = await world.sign_in(robin)
    interview = await client.data("POST", "/interviews", {"title": "Secret title"})
    candidate = await world.candidate(interview, name="Mina Sol")
    session = await seed_session(world, interview, candidate_id=candidate["id"])
    await link_session(world, candidate["id"])
    await world.owner.data("POST", "/keys", {"name": "For the board", "role": "VIEWER"})
    await world.member.data("PATCH", f"/candidates/{candidate['id']}", {"name": "Mina"})
    await client.data("GET", f"/sessions/{session}")
    await world.api.gate.close()

    async def lines(object_id: str) -> list[Json]:
        listed: list[Json] = (await world.owner.get("/audit", params={"objectId": object_id})).json()["data"]
        return listed

    (read,) = await lines(session)
    assert (read["operation"], read["who"]) == ("getSession", "Robin Fletcher")
    assert read["objectId"].startswith("p.")
    assert [line["operation"] for line in await lines(read["objectId"])] == ["getSession"]
    assert [line["operation"] for line in await lines(candidate["id"])] == ["updateCandidate"]
    await seal(world)
    text = b"".join(await exported(world)).decode()
    hidden = ("Robin", "Mina", "Secret", "board", candidate["id"], session, world.address, "MEMBER")
    assert not [word for word in hidden if word in text]
    held = (await world.owner.get(f"/candidates/{candidate['id']}/data")).json()
    assert [line["operation"] for line in held["auditEntries"]] == ["updateCandidate", "getSession"]

    # The person's key is deleted with the person: the log is still valid, but no id leads to its entries.
    await world.owner.data("DELETE", f"/candidates/{candidate['id']}")
    assert not await world.database.read.rows(
        select(schema.person_keys).where(schema.person_keys.c.candidate_id == candidate["id"])
    )
    assert [await lines(each) for each in (session, candidate["id"])] == [[], []]
    async with world.database.transaction() as transaction:
        await users.forget_user(transaction, robin)
    await seal(world)
    left = await world.database.read.rows(
        select(schema.audit_entries).where(schema.audit_entries.c.organization_id == world.acme.id)
    )
    assert not [word for word in ("Robin", "Mina", candidate["id"], session) if word in repr(left)]
    assert (await world.owner.data("GET", "/audit/chain"))["isIntact"] is True
    assert verify_log(await exported(world)).problem is None


async def test_only_owners_and_admins_of_all_projects_download_the_log(world: World) -> None:
    for person in (world.member, world.viewer, world.neighbour):
        await person.error(403, "GET", "/audit/log")
    assert (await world.owner.get("/audit/log")).status_code == 200


def test_the_command_line_verifies_the_log_without_a_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(*arguments: str, code: int = 0) -> str:
        done = CliRunner().invoke(main, ["audit", *arguments])
        assert done.exit_code == code, done.output
        return done.output

    data, file = tmp_path / "data", tmp_path / "audit.jsonl"
    CliRunner().invoke(main, ["keys", "create", "--data-dir", str(data)])
    run("bias", "--data-dir", str(data))  # a log entry of this very moment
    run("export", str(file), "--data-dir", str(data))
    key = run("key", "--data-dir", str(data)).strip()
    monkeypatch.setenv("AURAL_DATA_DIR", str(tmp_path / "nowhere"))
    assert "1 entries" in run("verify", str(file), "--key", key)
    assert not (tmp_path / "nowhere").exists()
    file.write_bytes(file.read_bytes().replace(b'"waiting":0', b'"waiting":1'))
    assert "line 3 of the file: the end was changed" in run("verify", str(file), code=1)
    table, page = tmp_path / "bias.csv", tmp_path / "bias.html"
    assert run("bias", "--data-dir", str(data), "--csv", str(table), "--html", str(page)) == ""
    assert table.read_text(encoding="utf-8").startswith("# Organization,My organization")
    assert "Audit for bias: My organization" in page.read_text(encoding="utf-8")
    assert "rate,table,sex" in run("bias", "--data-dir", str(data), "--from", "2026-01-01")
    assert "reason" in run("bias", "--data-dir", str(data), "--auditor", "Ada", code=1)
