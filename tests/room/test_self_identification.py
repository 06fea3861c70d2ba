"""After an interview, candidates may state their sex and ethnicity if they are asked. Only the bias audit reads it."""

from __future__ import annotations

from typing import Any

from aural.api.routes import OPERATIONS
from aural.store import schema
from tests.room.conftest import Frame, House
from tests.room.test_rights import erase, everything, get, session_of

PATH = "self-identification"
SAID = {"sex": "ANOTHER", "ethnicity": "TWO_OR_MORE"}


async def ask(house: House, is_asked: bool = True) -> None:
    response = await house.api.patch("/settings/fairness", json={"asksSelfIdentification": is_asked})
    assert response.status_code == 200, response.text


async def say(house: House, interview: Frame, **said: Any) -> Any:
    return await house.call(PATH, {"slug": interview["publicSlug"], **said}, method="PUT")


async def read(house: House, interview: Frame) -> Frame:
    data: Frame = (await get(house, interview, PATH)).json()["data"]
    return data


async def test_only_the_candidate_reads_changes_and_deletes_the_answers(house: House) -> None:
    await ask(house)
    interview = await house.interview()
    await house.finish(interview)
    assert (await say(house, interview, **SAID)).status_code == 200
    candidates = dict(house.http.cookies)
    house.http.cookies.clear()
    for headers in ({}, {"Authorization": f"Bearer {house.key}"}):
        body = {"slug": interview["publicSlug"], "sex": "MALE"}
        refused = await house.call(PATH, body, method="PUT", headers=headers)
        address = f"/room/v1/{PATH}?slug={interview['publicSlug']}"
        assert (refused.status_code, (await house.http.get(address, headers=headers)).status_code) == (401, 401)
    await house.finish(interview, name="Lin Wu", email="lin@example.com")
    other = await read(house, interview)
    assert [other[name] for name in (*SAID, "answeredAt")] == [None] * 3
    assert (await say(house, interview, sex="MALE")).status_code == 200
    assert (await say(house, interview)).status_code == 200
    house.http.cookies.clear()
    house.http.cookies.update(candidates)
    told = await read(house, interview)
    assert {name: told[name] for name in SAID} == SAID


async def test_a_candidate_can_read_change_export_and_delete_the_answers(house: House) -> None:
    await ask(house)
    interview = await house.interview()
    await house.finish(interview)
    assert (await read(house, interview))["isAsked"] is True
    assert (await get(house, interview, "rights")).json()["data"]["asksSelfIdentification"] is True
    assert (await say(house, interview, sex="ANOTHER")).status_code == 200
    assert (await say(house, interview, **SAID)).status_code == 200
    told = await read(house, interview)
    assert {name: told[name] for name in SAID} == SAID
    assert told["sexes"] == ["FEMALE", "MALE", "ANOTHER", "PREFER_NOT"]
    held = (await get(house, interview, "rights")).json()["data"]["held"]
    assert [item["count"] for item in held if item["what"] == "selfIdentification"] == [1]
    exported = await get(house, interview, "export")
    assert {name: exported.json()["selfIdentification"][name] for name in SAID} == SAID
    assert "TWO_OR_MORE" in (await get(house, interview, "export", format="html")).text
    assert (await say(house, interview)).status_code == 200
    assert (await read(house, interview))["answeredAt"] is None
    assert "TWO_OR_MORE" not in await everything(house)


async def test_candidates_are_asked_only_at_the_end_only_for_hiring_and_only_if_enabled(
    house: House,
) -> None:
    interview, research = await house.interview(), await house.interview(purpose="RESEARCH")
    await house.finish(interview)
    assert (await read(house, interview))["isAsked"] is False
    assert (await say(house, interview, **SAID)).status_code == 409
    await ask(house)
    assert (await say(house, interview, sex="F")).status_code == 400
    assert (await say(house, interview, sex=["FEMALE"])).status_code == 400
    assert (await say(house, interview, **SAID)).status_code == 200
    await ask(house, is_asked=False)
    assert (await say(house, interview)).status_code == 200  # deleting is always possible
    await ask(house)
    await house.finish(research)
    assert (await say(house, research, **SAID)).status_code == 409
    running = await house.interview()
    client, _ = await house.begin(running)
    assert (await say(house, running, **SAID)).status_code == 409
    await client.wish("end")
    await client.closed()
    withdrawn = await house.call("withdraw", {"slug": running["publicSlug"]})
    assert withdrawn.status_code == 200, withdrawn.text
    assert (await say(house, running, **SAID)).status_code == 409
    house.http.cookies.clear()
    assert (await say(house, interview, **SAID)).status_code == 401


async def test_the_answers_are_in_no_api_response_and_are_erased_with_the_candidate(house: House) -> None:
    await ask(house)
    interview = await house.interview()
    await house.finish(interview)
    session_id = await session_of(house, interview)
    await house.reported(session_id)
    assert (await say(house, interview, **SAID)).status_code == 200
    candidate = (await house.get(f"/interviews/{interview['id']}/candidates"))[0]
    ids = {"interviews": interview["id"], "candidates": candidate["id"], "sessions": session_id}
    asked = [operation for operation in OPERATIONS if operation.method == "GET" and operation.streams is None]
    answered = 0
    for operation in asked:
        path = operation.path.replace("{id}", ids.get(operation.path.split("/")[1], session_id))
        response = await house.api.get(path)
        assert not [word for word in SAID.values() if word in response.text], path
        answered += response.status_code == 200
    assert answered > 40
    for answer_of in ("csv", "xlsx"):
        path = f"/interviews/{interview['id']}/sessions/export"
        assert "TWO_OR_MORE" not in (await house.api.get(path, params={"format": answer_of})).text
    assert "TWO_OR_MORE" not in await everything(house, without=schema.self_identifications.name)
    assert "TWO_OR_MORE" in await everything(house)
    receipt = (await erase(house, interview)).json()["data"]["receipt"]
    cleaned = {item["store"]: item["count"] for item in receipt["cleaned"]}
    assert (cleaned["self_identifications"], cleaned["person_keys"]) == (1, 1)
    assert "TWO_OR_MORE" not in await everything(house)
