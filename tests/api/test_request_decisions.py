"""An organization lists the requests that wait in all its interviews, and decides each of them."""

from __future__ import annotations

from sqlalchemy import select, update

from aural.candidates import repository as candidates
from aural.platform.ids import new_id
from aural.store import schema
from tests.api.seeds import seed_request
from tests.api.world import Json, World


async def ids_of(world: World, **query: object) -> list[str]:
    return [row["id"] for row in (await world.viewer.get("/requests", params=query)).json()["data"]]


async def test_open_requests_are_listed_oldest_first_and_other_lists_newest_first(world: World) -> None:
    made = []
    for _ in range(4):
        world.clock.at += 1000
        made.append(await seed_request(world, await world.interview(title="Cooks")))
    first, second, third, fourth = made
    for request in (first, fourth):
        await world.member.data("PATCH", f"/requests/{request}", {"state": "DONE"})
    page = (await world.viewer.get("/requests", params={"state": "OPEN", "limit": 1})).json()
    assert [row["id"] for row in page["data"]] == [second]
    assert await ids_of(world, state="OPEN", limit=1, cursor=page["cursor"]) == [third]
    assert await ids_of(world, state="DONE") == [fourth, first]
    assert await ids_of(world) == made[::-1]
    assert await world.viewer.data("GET", "/requests/counts") == {"open": 2}
    (row,) = page["data"]
    assert (row["interviewTitle"], row["addressProof"]) == ("Cooks", "NONE")
    assert row["email"] != "alex@example.com"  # masked for a viewer
    assert await world.viewer.data("GET", f"/requests/{second}") == row


async def test_only_requests_within_reach_are_listed_counted_and_decided(world: World) -> None:
    here, there = await world.interview(), (await world.neighbour.data("POST", "/interviews", {"title": "Elsewhere"}))
    near, far = await seed_request(world, here), await seed_request(world, there)
    listed = (await world.neighbour.get("/requests")).json()["data"]
    assert [row["id"] for row in listed] == [far]
    assert await world.neighbour.data("GET", "/requests/counts") == {"open": 1}
    await world.neighbour.error(404, "POST", f"/requests/{near}/decision", {"outcome": "APPROVED"})
    await world.viewer.error(403, "POST", f"/requests/{far}/decision", {"outcome": "APPROVED"})


async def test_a_request_shows_how_its_address_was_verified(world: World) -> None:
    interview = await world.interview()
    proofs = []
    for known, entrance in (("alex@example.com", None), ("alex@example.com", b"x"), (None, b"y")):
        candidate = await world.candidate(interview, email="alex@example.com")
        changed = {"known_email": known, "known_by": None, "entrance_hash": entrance}  # as earlier versions stored it
        async with world.database.transaction() as transaction:
            await transaction.run(
                update(schema.candidates).where(schema.candidates.c.id == candidate["id"]).values(changed)
            )
        request = await seed_request(world, interview, candidate_id=candidate["id"], email="Alex@example.com")
        proofs.append((await world.member.data("GET", f"/requests/{request}"))["addressProof"])
    assert proofs == ["INVITED", "CODE", "NONE"]


async def test_a_new_link_or_another_address_does_not_change_how_an_address_was_verified(world: World) -> None:
    interview = await world.interview()

    async def proof_of(candidate: Json) -> str:
        email = (await world.owner.data("GET", f"/candidates/{candidate['id']}"))["email"]
        request = await seed_request(world, interview, candidate_id=candidate["id"], email=email)
        return str((await world.member.data("GET", f"/requests/{request}"))["addressProof"])

    async def came_by_an_open_link(**columns: object) -> Json:
        candidate = await world.candidate(interview, email="alex@example.com")
        changed = {"known_email": None, "known_by": None, "entrance_hash": new_id().encode(), **columns}
        async with world.database.transaction() as transaction:
            mine = update(schema.candidates).where(schema.candidates.c.id == candidate["id"])
            await transaction.run(mine.values(changed))
        return candidate

    typed = await came_by_an_open_link()
    assert await proof_of(typed) == "NONE"
    await world.owner.data("PATCH", f"/candidates/{typed['id']}", {"email": "mina@example.com"})
    assert await proof_of(typed) == "INVITED"
    proved = await came_by_an_open_link()
    async with world.database.transaction() as transaction:
        await candidates.note_known_email(transaction, world.acme.id, proved["id"], "Alex@example.com")
    earlier = await came_by_an_open_link(known_email="alex@example.com")
    for candidate in (proved, earlier):
        await world.owner.data("POST", f"/candidates/{candidate['id']}/link")
        assert await proof_of(candidate) == "CODE"
    await world.owner.data("PATCH", f"/candidates/{proved['id']}", {"email": None})
    assert await proof_of(await world.candidate(interview, email="ida@example.com")) == "INVITED"


async def test_a_decision_closes_a_request_once_and_a_refusal_has_a_reason(world: World) -> None:
    request = await seed_request(world, await world.interview())
    path = f"/requests/{request}"
    error = await world.member.error(400, "POST", f"{path}/decision", {"outcome": "REFUSED"})
    assert [detail["path"] for detail in error["details"]] == ["reason"]
    told = await world.member.data("POST", f"{path}/decision", {"outcome": "REFUSED", "reason": "It was reviewed."})
    assert told == {"id": request, "outcome": "REFUSED", "receiptId": None, "isTold": False}  # no mail server
    await world.member.error(409, "POST", f"{path}/decision", {"outcome": "APPROVED"})
    read = await world.member.data("GET", path)
    assert (read["state"], read["outcome"], read["reason"]) == ("DONE", "REFUSED", "It was reviewed.")
    assert read["decidedBy"] is not None
    await world.member.data("PATCH", path, {"state": "OPEN"})
    read = await world.member.data("GET", path)
    assert (read["state"], read["outcome"], read["reason"], read["decidedAt"]) == ("OPEN", None, None, None)


async def test_an_erased_request_leaves_a_receipt_and_no_personal_data(world: World) -> None:
    interview = await world.interview()
    candidate = await world.candidate(interview, email="alex@example.com")
    request = await seed_request(world, interview, candidate_id=candidate["id"])
    path = f"/requests/{request}"
    told = await world.member.data("POST", f"{path}/decision", {"outcome": "ERASED", "reason": "As Alex asked."})
    row = await world.database.read.row(select(schema.requests).where(schema.requests.c.id == request))
    assert row is not None
    gone = ("name", "email", "message", "reason", "candidate_id", "session_id")
    assert [getattr(row, name) for name in gone] == [None] * len(gone)
    assert row.receipt_id == told["receiptId"]
    await world.member.error(409, "PATCH", path, {"state": "OPEN"})
    (line,) = [line for line in await world.owner.data("GET", "/audit") if line["operation"] == "decideRequest"]
    assert line["detail"] == {"outcome": "ERASED", "receipt": told["receiptId"]}


async def test_requests_of_a_preview_are_not_listed(world: World) -> None:
    interview: Json = await world.interview()
    await seed_request(world, interview)
    async with world.database.transaction() as transaction:
        await transaction.run(update(schema.interviews).values(preview_until=world.clock.now() + 60_000))
    assert await ids_of(world) == []
    assert await world.viewer.data("GET", "/requests/counts") == {"open": 0}
