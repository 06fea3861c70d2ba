"""Applies files to a real server: it does what it planned, changes nothing the second time, and loses nothing."""

from __future__ import annotations

import asyncio
import copy
from typing import Any

import click
import httpx2
import pytest
import yaml

from aural.as_code.plans import apply, compare
from aural.as_code.server import Api, reach
from tests.as_code.conftest import FILE, Desk, Json


def changed(**settings: Any) -> Json:
    code = copy.deepcopy(FILE)
    code["interview"] |= settings
    return code


def run_aside(desk: Desk, *arguments: Any, **more: Any) -> Any:
    """Runs the command in a thread, because commands start their own event loop."""
    return asyncio.to_thread(desk.run, *arguments, **more)


async def test_an_interview_is_created_and_changed_until_nothing_is_left_to_do(desk: Desk) -> None:
    path = desk.write(FILE)
    told = await run_aside(desk, "plan", path, "--detailed-exitcode", code=2)
    assert "Night baker is new, with 3 questions" in told
    assert await desk.get("/interviews") == []
    told = await run_aside(desk, "apply", path, "--write-ids")
    (made,) = await desk.get("/interviews")
    assert f"created: {made['id']}" in told
    assert yaml.safe_load(path.read_text())["id"] == made["id"]
    assert "Nothing would change." in await run_aside(desk, "plan", path, "--detailed-exitcode")

    code = yaml.safe_load(await run_aside(desk, "export", made["id"]))
    code["interview"] |= {"title": "Baker by night", "timeLimitMinutes": 45}
    first, oven, last = code["questions"]
    first["text"] = "Tell me about a night that went wrong."
    code["questions"] = [last, first, {"text": "Who works beside you?"}, oven]
    code["interview"]["assessmentCriteria"] = [{"name": "Own part", "questions": [1, 2]}]
    before = {item["text"]: item["id"] for item in (await desk.get(f"/interviews/{made['id']}"))["questions"]}
    desk.write(code)
    told = await run_aside(desk, "plan", path, code=0)
    for line in ('~ title: "Night baker" → "Baker by night"', "~ timeLimitMinutes: 30 → 45"):
        assert line in told
    for line in (
        '+ question 3: "Who works beside you?"',
        '- criterion "Plans ahead"',
        "↕ question 1: from place 3 to 1",
    ):
        assert line in told
    assert "1 of 1 would change." in told
    await run_aside(desk, "apply", path)
    await _check_baker_by_night(desk, made["id"], before)
    assert "Nothing would change." in await run_aside(desk, "plan", path, "--detailed-exitcode")


async def _check_baker_by_night(desk: Desk, interview_id: str, before: dict[str, str]) -> None:
    read = await desk.get(f"/interviews/{interview_id}")
    assert (read["title"], read["timeLimitMinutes"]) == ("Baker by night", 45)
    ids = [item["id"] for item in read["questions"]]
    assert [ids[0], ids[1], ids[3]] == [before[FILE["questions"][place]["text"]] for place in (2, 0, 1)]
    assert read["questions"][1]["text"] == "Tell me about a night that went wrong."
    assert [one["questionIds"] for one in read["assessmentCriteria"]] == [[ids[1], ids[2]]]


async def test_an_interview_applied_as_a_draft_is_found_again(desk: Desk) -> None:
    path = desk.write(FILE)
    await run_aside(desk, "apply", path, "--draft")
    (made,) = await desk.get("/interviews")
    assert (made["isDraft"], made["isActive"]) == (True, False)
    assert "no change" in await run_aside(desk, "apply", path)
    assert await desk.get("/interviews") == [made]
    await run_aside(desk, "export", "--to", path.parent / "out")
    assert [each.name for each in (path.parent / "out").iterdir()] == ["night-baker.yaml"]


async def test_applying_a_file_twice_writes_nothing_new(desk: Desk) -> None:
    path = desk.write(FILE)
    await run_aside(desk, "apply", path)
    before = await desk.get("/interviews")
    assert "no change" in await run_aside(desk, "apply", path)
    assert await desk.get("/interviews") == before
    assert len(before) == 1


@pytest.mark.parametrize("title", ["Übersetzer bei Nacht", "ночной пекарь", "100 % Œuvre_"])
async def test_an_interview_is_found_by_its_title_in_any_script(desk: Desk, title: str) -> None:
    path = desk.write(changed(title=title))
    for _ in range(2):
        await run_aside(desk, "apply", path)
    assert [one["title"] for one in await desk.get("/interviews")] == [title]


async def test_questions_are_deleted_only_with_the_delete_option(desk: Desk) -> None:
    path = desk.write(FILE)
    await run_aside(desk, "apply", path)
    (made,) = await desk.get("/interviews")
    code = changed(title="Night baker", timeLimitMinutes=10)
    oven = code["questions"].pop(1)
    code["interview"]["assessmentCriteria"] = []
    desk.write(code)
    assert "1 question would be deleted, but only by `aural apply --delete`." in await run_aside(desk, "plan", path)
    told = await run_aside(desk, "apply", path, code=1)
    assert "1 question would be deleted, so nothing was changed." in told
    assert oven["text"] in told
    assert await desk.get("/interviews") == [made]
    await run_aside(desk, "apply", path, "--delete")
    read = await desk.get(f"/interviews/{made['id']}")
    assert [item["text"] for item in read["questions"]] == [item["text"] for item in code["questions"]]


async def test_applying_a_file_keeps_other_interviews_and_the_published_state(desk: Desk) -> None:
    other = await desk.change("POST", "/interviews", {"title": "Another one"})
    path = desk.write(FILE)
    await run_aside(desk, "apply", path)
    (made,) = [one for one in await desk.get("/interviews") if one["id"] != other["id"]]
    await desk.change("POST", f"/interviews/{made['id']}/publish")
    desk.write(changed(timeLimitMinutes=20))
    await run_aside(desk, "apply", path)
    read = await desk.get(f"/interviews/{made['id']}")
    assert (read["isActive"], read["requireInvite"], read["timeLimitMinutes"]) == (True, False, 20)
    assert await desk.get(f"/interviews/{other['id']}") == {**other, "questions": []}


async def test_an_exported_file_changes_nothing_and_its_id_is_not_found_elsewhere(desk: Desk) -> None:
    await run_aside(desk, "apply", desk.write(FILE))
    await desk.change("POST", "/interviews", {"title": "Night baker!", "objective": "Two\nlines: é"})
    folder = desk.folder / "out"
    await run_aside(desk, "export", "--to", folder)
    files = sorted(folder.glob("*.yaml"))
    assert len(files) == 2
    assert "Nothing would change." in await run_aside(desk, "plan", *files, "--detailed-exitcode")
    (found,) = [one for one in await desk.get("/interviews") if one["title"] == "Night baker"]
    text = await run_aside(desk, "export", found["id"], "--without-ids")
    assert yaml.safe_load(text) == FILE
    elsewhere = Desk(type(desk.office)(desk.office.url, desk.office.data_dir), "", desk.folder)
    elsewhere.key = elsewhere.office.key()
    told = await run_aside(elsewhere, "plan", files[0], code=1)
    assert "Nothing was found here." in told
    assert "Leave out its id" in told


async def test_only_a_missing_interview_may_be_planned_without_its_id(desk: Desk) -> None:
    made = await desk.change("POST", "/interviews", {"title": "Night baker"})
    path = desk.write({"id": made["id"], **FILE})
    nowhere = ("--url", "http://127.0.0.1:1")
    for told in (
        await run_aside(desk, "plan", path, key="dlv_wrong", code=1),
        await run_aside(desk, "plan", path, *nowhere, code=1),
    ):
        assert f"{path}: the interview {made['id']} could not be read:" in told
        assert "Leave out its id" not in told


async def test_two_interviews_with_the_same_title_differ_only_by_id(desk: Desk) -> None:
    ids = {(await desk.change("POST", "/interviews", {"title": "Night baker"}))["id"] for _ in range(2)}
    path = desk.write(FILE)
    told = await run_aside(desk, "apply", path, code=1)
    assert "2 interviews have this title. Add the id of one:" in told
    assert all(interview_id in told for interview_id in ids)
    chosen = min(ids)
    desk.write({"id": chosen, **FILE})
    await run_aside(desk, "apply", path)
    assert len((await desk.get(f"/interviews/{chosen}"))["questions"]) == 3


@pytest.mark.parametrize("is_there", [False, True])
@pytest.mark.parametrize("names", [("baker.yaml", "baker.yaml"), ("baker.yaml", "copy.yaml")])
async def test_two_files_about_one_interview_are_refused_before_any_change(
    desk: Desk, names: tuple[str, str], is_there: bool
) -> None:
    files = [desk.write(FILE, name) for name in names]
    if is_there:
        await run_aside(desk, "apply", files[0], "--write-ids")
        code = yaml.safe_load(files[0].read_text())
        for name, minutes in zip(names, (10, 20), strict=True):
            desk.write({**changed(timeLimitMinutes=minutes), "id": code["id"]}, name)
    before = await desk.get("/interviews")
    for command in ("plan", "apply"):
        told = await run_aside(desk, command, *files, code=1)
        assert f"{files[0]} and {files[1]} are about the same interview (Night baker)." in told
    assert await desk.get("/interviews") == before


async def test_the_order_of_a_criterions_questions_does_not_matter(desk: Desk) -> None:
    path = desk.write(FILE)
    await run_aside(desk, "apply", path)
    (made,) = await desk.get("/interviews")
    (own, plans) = made["assessmentCriteria"]
    plans["questionIds"].reverse()
    await desk.change("PATCH", f"/interviews/{made['id']}", {"assessmentCriteria": [own, plans]})
    assert "Nothing would change." in await run_aside(desk, "plan", path, "--detailed-exitcode")


async def test_a_change_made_after_reading_is_not_overwritten(desk: Desk) -> None:
    path = desk.write(FILE)
    await run_aside(desk, "apply", path)
    desk.write(changed(timeLimitMinutes=15))
    async with reach(desk.office.url, desk.key) as api:
        found = await compare(api, path)
        await desk.change("PATCH", f"/interviews/{found.interview_id}", {"timeLimitMinutes": 99})
        with pytest.raises(click.ClickException, match="It has changed since you read it"):
            await apply(api, found)
    assert (await desk.get(f"/interviews/{found.interview_id}"))["timeLimitMinutes"] == 99


async def test_refusals_are_reported_in_plain_language(desk: Desk) -> None:
    path = desk.write(FILE)
    viewer = desk.office.key("--role", "VIEWER")
    assert "This needs the role MEMBER" in await run_aside(desk, "apply", path, key=viewer, code=1)
    assert "An API key is needed: set AURAL_API_KEY" in await run_aside(desk, "plan", path, key="", code=1)
    told = await run_aside(desk, "plan", path, "--url", "http://127.0.0.1:1", code=1)
    assert "The server at http://127.0.0.1:1 does not respond" in told
    assert "isn't the address of a server" in await run_aside(desk, "plan", path, "--url", "aural.example.com", code=1)
    assert await desk.get("/interviews") == []


async def test_a_client_over_the_rate_limit_waits_and_retries() -> None:
    answers = [httpx2.Response(429, headers={"Retry-After": "0"}), httpx2.Response(200, json={"data": 1})]
    transport = httpx2.MockTransport(lambda _request: answers.pop(0))
    async with httpx2.AsyncClient(transport=transport, base_url="http://aural") as client:
        assert await Api(client).data("GET", "/usage") == 1


async def test_a_server_other_than_aural_is_reported_as_such() -> None:
    page = httpx2.MockTransport(lambda _request: httpx2.Response(200, text="<!doctype html><title>Shop</title>"))
    async with httpx2.AsyncClient(transport=page, base_url="http://shop.example.com") as client:
        with pytest.raises(
            click.ClickException, match=r"response of shop\.example\.com \(status 200\) is not from Aural"
        ):
            await Api(client).data("GET", "/usage")


def under_the_earlier_name(code: Json) -> Json:
    """The file as the previous version exports it, which calls the text of a follow-up `ask`."""
    questions = [
        {**item, "probes": [{("ask" if key == "text" else key): one[key] for key in one} for one in item["probes"]]}
        if item.get("probes")
        else item
        for item in code["questions"]
    ]
    return {**code, "questions": questions}


async def test_a_file_under_the_earlier_name_is_applied(desk: Desk) -> None:
    code = changed()
    code["questions"][0]["probes"] = [{"when": "NO_RESULT", "text": "How did the bread turn out?"}]
    older = under_the_earlier_name(code)
    assert older["questions"][0]["probes"] == [{"when": "NO_RESULT", "ask": "How did the bread turn out?"}]
    path = desk.write(older)
    await run_aside(desk, "apply", path)
    (made,) = await desk.get("/interviews")
    exported = yaml.safe_load(await run_aside(desk, "export", made["id"]))
    assert exported["questions"][0]["probes"] == code["questions"][0]["probes"]
    code["questions"][0]["probes"][0]["ask"] = "And then?"
    told = await run_aside(desk, "plan", desk.write(code), code=1)
    assert "questions.0.probes.0 has both `text` and `ask`, which is its earlier name; send only `text`" in told


async def test_prepared_follow_ups_are_written_applied_and_removed(desk: Desk) -> None:
    code = changed()
    code["questions"][0]["probes"] = [
        {"when": "HALF_UNANSWERED", "text": "And what did you do then?", "about": "what you did"},
        {"when": "NO_RESULT", "text": "How did the bread turn out?"},
    ]
    path = desk.write(code)
    await run_aside(desk, "apply", path)
    (made,) = await desk.get("/interviews")
    dough, oven, plan = (await desk.get(f"/interviews/{made['id']}"))["questions"]
    assert [one["hasOwnProbes"] for one in (dough, oven, plan)] == [True, False, False]
    exported = yaml.safe_load(await run_aside(desk, "export", made["id"]))
    assert [item.get("probes") for item in exported["questions"]] == [code["questions"][0]["probes"], None, None]
    assert "Nothing would change." in await run_aside(desk, "plan", path, "--detailed-exitcode")

    code["questions"][2]["probes"] = plan["probes"]  # the suggested follow-ups, written out: no change
    desk.write(code)
    assert "Nothing would change." in await run_aside(desk, "plan", path, "--detailed-exitcode")
    desk.write(under_the_earlier_name(code))
    assert "Nothing would change." in await run_aside(desk, "plan", path, "--detailed-exitcode")
    del code["questions"][0]["probes"]
    code["questions"][1]["probes"] = [{"when": "ALWAYS", "text": "What made you choose that one?"}]
    desk.write(code)
    told = await run_aside(desk, "apply", path)
    assert '~ question 1 probes: [{"when": "HALF_UNANSWERED"' in told
    dough, oven, plan = (await desk.get(f"/interviews/{made['id']}"))["questions"]
    assert [one["hasOwnProbes"] for one in (dough, oven, plan)] == [False, True, False]
    assert "Nothing would change." in await run_aside(desk, "plan", path, "--detailed-exitcode")
