"""Read access to the database reveals no secret of an answer stored for repetitions, and ciphertexts can't be moved."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select, update

from aural.guard.secrets import BOUND, WrongSecretError
from aural.jobs.key_rotation import reseal
from aural.store import schema
from tests.api.seeds import seed_integration, seed_report, seed_session, seed_webhook
from tests.api.world import Json, World

KEPT = schema.idempotency_keys


async def invite(world: World, interview: Json, key: str, name: str = "Mina") -> Any:
    path = f"/interviews/{interview['id']}/candidates"
    return await world.owner.request("POST", path, json={"name": name}, headers={"Idempotency-Key": key})


async def change(world: World, statement: Any) -> None:
    async with world.database.transaction() as transaction:
        assert await transaction.run(statement) == 1


async def test_a_stored_answer_is_encrypted_and_repeated(world: World) -> None:
    interview = await world.interview()
    first = await invite(world, interview, "one 1")
    (candidate,) = first.json()["data"]
    row = await world.database.read.row(select(KEPT).where(KEPT.c.key == "one 1"))
    assert row is not None
    assert row.body is None
    assert bytes(row.sealed_body).startswith(BOUND)
    for secret in (candidate["inviteToken"], candidate["id"], "Mina"):
        assert secret.encode() not in bytes(row.sealed_body) + bytes(row.mentions)
    again = await invite(world, interview, "one 1")
    assert again.json() == first.json()
    assert again.headers["Idempotency-Replayed"] == "true"


async def test_a_stored_answer_cannot_be_read_from_another_row(world: World) -> None:
    interview = await world.interview()
    await invite(world, interview, "one 2")
    await invite(world, interview, "two 2", "Ida")
    row = await world.database.read.row(select(KEPT).where(KEPT.c.key == "two 2"))
    assert row is not None
    await change(world, update(KEPT).where(KEPT.c.key == "one 2").values(sealed_body=row.sealed_body))
    assert (await invite(world, interview, "one 2")).status_code == 500


async def test_an_answer_stored_by_the_previous_version_is_repeated_and_emptied_by_an_erasure(world: World) -> None:
    interview = await world.interview()
    first = await invite(world, interview, "one 3")
    plain = {"body": first.content, "sealed_body": None, "mentions": None}
    await change(world, update(KEPT).where(KEPT.c.key == "one 3").values(**plain))
    assert (await invite(world, interview, "one 3")).json() == first.json()
    (candidate,) = first.json()["data"]
    receipt = await world.owner.data("DELETE", f"/candidates/{candidate['id']}")
    assert {"store": "kept_answers", "count": 1} in receipt["cleaned"]
    assert (await invite(world, interview, "one 3")).status_code == 409


async def test_an_erasure_empties_an_answer_that_it_cannot_read(world: World) -> None:
    interview = await world.interview()
    mine, other = await invite(world, interview, "Mina Sol 4"), await invite(world, interview, "two 4", "Ida")
    (candidate,) = mine.json()["data"]
    receipt = await world.owner.data("DELETE", f"/candidates/{candidate['id']}")
    assert {"store": "kept_answers", "count": 1} in receipt["cleaned"]
    assert "Mina Sol" not in repr(await world.database.read.rows(select(KEPT)))  # also not as part of a key
    for _ in range(2):
        assert (await invite(world, interview, "Mina Sol 4")).status_code == 409
    world.clock.pass_seconds(25 * 3600)
    assert (await invite(world, interview, "Mina Sol 4")).status_code == 200  # the stored answer has expired
    world.clock.pass_seconds(-25 * 3600)
    assert (await invite(world, interview, "two 4", "Ida")).json() == other.json()


async def test_an_erasure_empties_answers_that_have_no_id_of_the_candidate(world: World) -> None:
    interview = await world.interview()
    candidate = await world.candidate(interview, name="Mina", email="mina@example.com")
    session = await seed_session(world, interview, candidate_id=candidate["id"])
    await seed_report(world, session, "READY")
    said = {"criterion": "Design", "verdict": "LEVEL", "level": 2, "reason": "Mina hesitated."}
    people = "Name,Email\nMina,mina@example.com\nIda,ida@example.com"
    asked: list[tuple[str, Json]] = [
        (f"/sessions/{session}/comments", {"json": {"text": "Mina hesitated."}}),
        (f"/sessions/{session}/ratings", {"json": said}),
        (f"/interviews/{interview['id']}/imports", {"content": people, "headers": {"Content-Type": "text/csv"}}),
        (
            f"/interviews/{interview['id']}/letter-preview",
            {"json": {"kind": "invitation", "candidateId": candidate["id"]}},
        ),
        (f"/interviews/{interview['id']}/resumes", {"content": "Mina Sol", "headers": {"Content-Type": "text/plain"}}),
    ]

    async def ask(at: int) -> Any:
        path, sent = asked[at]
        return await world.owner.post(
            path, **sent | {"headers": {**sent.get("headers", {}), "Idempotency-Key": f"{at}"}}
        )

    for at in range(len(asked)):
        first = await ask(at)
        assert first.status_code == 200, first.text
        assert "Mina" in (await ask(at)).text
    kept = await invite(world, interview, "another", "Ida")
    await world.owner.data("DELETE", f"/candidates/{candidate['id']}")
    for at in range(len(asked)):
        again = await ask(at)
        assert again.status_code == 409, asked[at][0]
        assert "Mina" not in again.text
    assert (await invite(world, interview, "another", "Ida")).json() == kept.json()


async def test_an_encrypted_link_copied_to_another_candidate_is_not_shown(world: World) -> None:
    interview = await world.interview()
    victim, mine = await world.candidate(interview), await world.candidate(interview)
    table = schema.candidates
    row = await world.database.read.row(select(table).where(table.c.id == victim["id"]))
    assert row is not None
    moved = update(table).where(table.c.id == mine["id"]).values(token_encrypted=row.token_encrypted)
    await change(world, moved)
    shown = await world.owner.get(f"/candidates/{mine['id']}")
    assert (shown.status_code, victim["inviteToken"] in shown.text) == (500, False)


async def test_values_encrypted_earlier_are_bound_to_their_rows_later(world: World) -> None:
    webhook, _ = await seed_webhook(world)
    integration = await seed_integration(world)
    (found,) = await world.database.read.rows(select(schema.webhooks).where(schema.webhooks.c.id == webhook))
    assert world.secrets.unseal(bytes(found.secret_encrypted), "webhook", world.acme.id, webhook) == "whsec_c2VjcmV0"
    assert await reseal(world.database, world.secrets) >= 2
    (found,) = await world.database.read.rows(select(schema.webhooks).where(schema.webhooks.c.id == webhook))
    sealed = bytes(found.secret_encrypted)
    assert world.secrets.unseal(sealed, "webhook", world.acme.id, webhook) == "whsec_c2VjcmV0"
    for about in (("webhook", world.acme.id, integration), ("integration", world.acme.id, webhook), ()):
        with pytest.raises(WrongSecretError):
            world.secrets.unseal(sealed, *about)
    assert await reseal(world.database, world.secrets) == 0
