"""An audit log that was cut, edited, reordered or rewritten is detected, in the database and with an anchor."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from click.testing import CliRunner
from sqlalchemy import delete, insert, select, update

from aural.audit.chain_repository import seal_all
from aural.audit.key_repository import AuditKeys
from aural.cli.main import main
from aural.guard.audit.anchor import read_anchor, write_anchor
from aural.guard.audit.log import public_key, verify_log
from aural.guard.deployment import take_over_audit_logs
from aural.platform.errors import BadRequestError, ConflictError
from aural.store import schema
from tests.api.world import Json, World

LINES = 8
KEPT = 5
A, C = schema.audit_entries, schema.audit_chains
Attack = Callable[[World], Awaitable[None]]


async def seal(world: World) -> None:
    world.clock.pass_seconds(700)
    await seal_all(world.database, AuditKeys(world.secrets.derive("audit")), world.clock.now())


async def chain(world: World) -> Json:
    found: Json = await world.owner.data("GET", "/audit/chain")
    return found


async def run(world: World, *statements: Any) -> None:
    async with world.database.transaction() as transaction:
        for statement in statements:
            await transaction.run(statement)


def mine(world: World, *conditions: Any) -> Any:
    return A.c.organization_id == world.acme.id, *conditions


def of_chain(world: World) -> Any:
    return C.c.organization_id == world.acme.id


@pytest_asyncio.fixture(loop_scope="session")
async def sealed(world: World) -> World:
    for _ in range(LINES):
        await world.interview()
    await seal(world)
    assert (await chain(world))["isIntact"]
    return world


# --- without the server's keys --------------------------------------------------------------------------------------


async def _move_end_back(world: World) -> None:
    row = await world.database.read.row(select(A.c.hash).where(*mine(world, A.c.number == KEPT)))
    assert row is not None
    await run(world, update(C).where(of_chain(world)).values(number=KEPT, hash=row.hash))


async def cut(world: World) -> None:
    await run(world, delete(A).where(*mine(world, A.c.number > KEPT)))
    await _move_end_back(world)


async def write_the_end_again(world: World) -> None:
    unsealed = {"number": None, "hash": None, "actor_hash": None, "address_hash": None}
    tail = mine(world, A.c.number > KEPT)
    await run(world, update(A).where(*tail).values(operation="getUser", **unsealed))
    await _move_end_back(world)


async def forget_the_end(world: World) -> None:
    await run(world, delete(A).where(*mine(world, A.c.number > KEPT)), delete(C).where(of_chain(world)))


async def begin_again(world: World) -> None:
    await run(world, delete(A).where(*mine(world)), update(C).where(of_chain(world)).values(number=0, hash=b""))


async def cut_without_a_mac(world: World) -> None:
    await cut(world)
    await run(world, update(C).where(of_chain(world)).values(mac=None, mac_number=None))


async def cut_and_act_as_an_old_version(world: World) -> None:
    """Removes everything by which a database could say that its ends have been authenticated."""
    await cut_without_a_mac(world)
    await run(world, delete(schema.deployment).where(schema.deployment.c.name.startswith("audit_ends")))


async def cut_and_move_the_mac(world: World) -> None:
    await cut(world)
    await run(world, update(C).where(of_chain(world)).values(mac_number=KEPT))


ATTACKS: tuple[Attack, ...] = (
    cut,
    write_the_end_again,
    forget_the_end,
    begin_again,
    cut_without_a_mac,
    cut_and_act_as_an_old_version,
    cut_and_move_the_mac,
)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
async def test_write_access_to_the_database_is_not_enough_to_shorten_the_log(sealed: World, attack: Attack) -> None:
    await attack(sealed)
    assert not (await chain(sealed))["isIntact"]
    await sealed.interview()
    await seal(sealed)  # the server doesn't make it look intact again either
    assert not (await chain(sealed))["isIntact"]


# --- chains of earlier versions -------------------------------------------------------------------------------------


async def test_an_upgrade_from_before_macs_accepts_existing_chains(sealed: World) -> None:
    await run(sealed, update(C).where(of_chain(sealed)).values(mac=None, mac_number=None))
    await take_over_audit_logs(sealed.database, sealed.secrets, ["decided", "sections"])  # a later upgrade
    assert not (await chain(sealed))["isIntact"]
    await take_over_audit_logs(sealed.database, sealed.secrets, ["audit_ends", "decided"])
    assert (await chain(sealed))["isIntact"]
    await sealed.interview()
    await seal(sealed)
    assert (await chain(sealed))["isIntact"]


async def test_a_chain_extended_by_the_previous_version_without_a_mac_is_intact(sealed: World) -> None:
    before = await sealed.database.read.row(select(C).where(of_chain(sealed)))
    assert before is not None
    await sealed.interview()
    await seal(sealed)
    old = {"mac": before.mac, "mac_number": before.mac_number}
    await run(sealed, update(C).where(of_chain(sealed)).values(**old))
    assert (await chain(sealed))["isIntact"]
    await sealed.interview()
    await seal(sealed)
    assert (await chain(sealed))["isIntact"]


# --- with the server's keys: an anchor kept elsewhere ---------------------------------------------------------------


async def anchored(world: World) -> str:
    async with world.database.transaction() as transaction:
        return await write_anchor(transaction, world.acme.id, world.secrets, world.clock.now())


async def exported(world: World) -> list[bytes]:
    return list((await world.owner.get("/audit/log")).content.splitlines(keepends=True))


async def edit(world: World) -> None:
    await run(world, update(A).where(*mine(world, A.c.number == 3)).values(operation="getUser"))


async def shorten(world: World) -> None:
    await run(world, delete(A).where(*mine(world, A.c.number > KEPT)))


async def reorder(world: World) -> None:
    found = await world.database.read.rows(select(A.c.id, A.c.at).where(*mine(world, A.c.number.in_((2, 4)))))
    (one, first), (two, second) = found
    await run(world, *(update(A).where(A.c.id == each).values(at=at) for each, at in ((one, second), (two, first))))
    await run(world, update(A).where(A.c.id == two).values(at=0))


async def replace(world: World) -> None:
    (row,) = await world.database.read.rows(select(A).where(*mine(world, A.c.number == 1)))
    await run(world, delete(A).where(*mine(world)))
    made = {column.name: getattr(row, column.name) for column in A.c} | {"number": None, "hash": None}
    await run(world, insert(A).values([{**made, "id": f"forged-{number}"} for number in range(LINES + 2)]))


@pytest.mark.parametrize("attack", [edit, shorten, reorder, replace], ids=lambda attack: attack.__name__)
async def test_an_attacker_with_the_servers_keys_is_detected_by_an_anchor(sealed: World, attack: Attack) -> None:
    key = public_key(sealed.secrets)
    anchor = read_anchor((await anchored(sealed)).encode(), key)
    await attack(sealed)
    await run(sealed, update(A).where(*mine(sealed)).values(number=None, hash=None), delete(C).where(of_chain(sealed)))
    await seal(sealed)
    forged = await exported(sealed)
    assert verify_log(forged, key).problem is None  # the server's own signature is valid
    assert "anchor" in str(verify_log(forged, key, anchor).problem)


async def test_a_growing_log_still_contains_its_anchors(sealed: World) -> None:
    anchors = [read_anchor((await anchored(sealed)).encode())]
    for _ in range(3):
        await sealed.interview()
        await seal(sealed)
        anchors.append(read_anchor((await anchored(sealed)).encode()))
    log = await exported(sealed)
    assert [anchor.number for anchor in anchors] == sorted({anchor.number for anchor in anchors})
    assert [verify_log(log, anchor=anchor).problem for anchor in anchors] == [None] * 4


async def test_a_changed_or_foreign_anchor_is_refused(sealed: World) -> None:
    made = await anchored(sealed)
    said = json.loads(made)
    for changed in ({"number": 1}, {"organization": "other"}, {"signature": "00"}, {"digest": "00"}, {"more": 1}):
        with pytest.raises(BadRequestError):
            read_anchor(json.dumps(said | changed).encode())
    for content in (b"", b"[]", b"{}", b"null"):
        with pytest.raises(BadRequestError):
            read_anchor(content)
    with pytest.raises(BadRequestError, match="another key"):
        read_anchor(made.encode(), "00" * 32)
    await edit(sealed)
    with pytest.raises(ConflictError, match="entry 3 is changed"):
        await anchored(sealed)


def test_the_command_line_creates_an_anchor_and_verifies_with_it_offline(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def call(*arguments: str, code: int = 0) -> str:
        done = CliRunner().invoke(main, ["audit", *arguments])
        assert done.exit_code == code, done.output
        return done.output

    data, file, anchor = tmp_path / "data", tmp_path / "audit.jsonl", tmp_path / "anchor.json"
    CliRunner().invoke(main, ["keys", "create", "--data-dir", str(data)])
    anchor.write_text(call("anchor", "--data-dir", str(data)), encoding="utf-8")
    call("export", str(file), "--data-dir", str(data))
    monkeypatch.setenv("AURAL_DATA_DIR", str(tmp_path / "nowhere"))
    assert "The first 0 match the anchor" in call("verify", str(file), "--anchor", str(anchor))
    assert not (tmp_path / "nowhere").exists()
    anchor.write_text(anchor.read_text(encoding="utf-8").replace('"number":0', '"number":9'), encoding="utf-8")
    assert "not an anchor" in call("verify", str(file), "--anchor", str(anchor), code=1)
