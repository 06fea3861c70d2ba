"""Downloads: one session's report in five formats, and many sessions as a table that is written while it is sent."""

from __future__ import annotations

import csv
import io
from typing import Any

import httpx2
import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from sqlalchemy import insert, update

from aural.platform.ids import new_id
from aural.reports import export_endpoints as exports
from aural.reports import rating_repository as human_ratings
from aural.store import schema
from tests.api.seeds import seed_criterion, seed_report, seed_session
from tests.api.world import Json, World, paths_of


async def download(world: World, path: str, **query: Any) -> httpx2.Response:
    response = await world.viewer.get(path, params=query)
    assert response.status_code == 200, response.text
    return response


async def seed_scored(world: World, interview: Json, name: str, level: int | None) -> str:
    session = await seed_session(world, interview, participant_name=name)
    await seed_report(
        world, session, "READY", scores=[{"criterion": "Design", "level": level, "ratings": [level], "evidence": []}]
    )
    await seed_criterion(world, interview, session, "Design", level)
    return session


@pytest.mark.parametrize(
    ("wanted", "ending", "media_type", "words"),
    [
        ("markdown", "md", "text/markdown", "# Mina Sol"),
        ("json", "json", "application/vnd.aural.report+json", '"name": "Mina Sol"'),
        ("text", "txt", "text/plain", "Mina Sol: Chosen: A\nMessage 2"),
        ("vtt", "vtt", "text/vtt", "<v Mina Sol>Chosen: A\nMessage 2"),
    ],
)
async def test_a_report_has_the_requested_format(
    world: World, wanted: str, ending: str, media_type: str, words: str
) -> None:
    session = await seed_scored(world, await world.interview(title="Ops/Böse ..\\x"), "Mina Sol", 3)
    response = await download(world, f"/sessions/{session}/export", format=wanted)
    assert response.headers["Content-Type"] == media_type
    assert response.headers["Content-Disposition"].endswith(f"Ops-B%C3%B6se-x-Mina-Sol.{ending}")
    assert words in response.text
    hidden = await download(world, f"/sessions/{session}/export", format=wanted, hidesNames="true")
    assert "Mina" not in hidden.text + hidden.headers["Content-Disposition"]


async def test_a_report_is_a_pdf_by_default(world: World) -> None:
    session = await seed_scored(world, await world.interview(), "Mina Sol", 3)
    response = await download(world, f"/sessions/{session}/export")
    text = PdfReader(io.BytesIO(response.content)).pages[0].extract_text()
    assert ("Mina Sol" in text, "Strong system design answers." in text, "3 of 4" in text) == (True,) * 3
    await world.stranger.error(404, "GET", f"/sessions/{session}/export")


@pytest.mark.parametrize("wanted", ["markdown", "text", "json", "pdf"])
async def test_a_preliminary_reports_file_is_marked_and_its_decision_stays_marked(world: World, wanted: str) -> None:
    session = await seed_scored(world, await world.interview(), "Mina Sol", 3)
    robin = await world.sign_in(await world.join("MEMBER", name="Robin Haddad"))
    await robin.data("POST", f"/sessions/{session}/decisions", {"verdict": "HOLD", "reason": "Wait."})

    async def read() -> str:
        response = await download(world, f"/sessions/{session}/export", format=wanted)
        pages = PdfReader(io.BytesIO(response.content)).pages if wanted == "pdf" else ()
        text = "".join(page.extract_text() for page in pages) or response.text
        return " ".join(text.split())

    marks = {"json": ('"preliminary": true, "preliminaryUntil": "2026-05-29T', '"preliminary": true }')}
    is_marked, was_decided = marks.get(wanted, ("Preliminary: the candidate can check", "the report was preliminary"))
    text = await read()
    assert (is_marked in text, was_decided in text) == (True, wanted != "text")
    world.clock.pass_seconds(86_400)
    text = await read()
    assert (is_marked in text, was_decided in text) == (False, wanted != "text")


@pytest.mark.parametrize("wanted", ["csv", "xlsx"])
async def test_a_table_without_names_has_neither_names_nor_addresses(world: World, wanted: str) -> None:
    interview = await world.interview()
    session = await seed_session(world, interview, participant_name="Mina Sol", participant_email="mina@example.com")
    await seed_report(world, session, "READY", summary="Mina Sol knows her trade.")

    async def read(**query: str) -> str:
        response = await download(world, "/sessions/export", format=wanted, **query)
        if wanted == "csv":
            return response.text
        rows = load_workbook(io.BytesIO(response.content)).worksheets[0].values
        return "\n".join(str(cell) for row in rows for cell in row)

    told = ("Mina", "@example.com", "knows her trade")
    assert [text in await read() for text in told] == [True, True, True]
    assert [text in await read(hidesNames="true") for text in told] == [False, False, True]


async def test_an_empty_selection_is_refused_and_not_taken_for_everything(world: World) -> None:
    await seed_session(world, await world.interview())
    for query in ("ids=", "ids=,"):
        error = await world.owner.error(400, "GET", f"/sessions/export?{query}")
        assert paths_of(error) == [query.split("=")[0]]


async def test_a_table_marks_preliminary_reports_and_decisions_made_on_them(world: World) -> None:
    interview = await world.interview()
    early, late = await seed_scored(world, interview, "Ben", 3), await seed_session(world, interview)
    robin = await world.sign_in(await world.join("MEMBER", name="Robin Haddad"))
    await robin.data("POST", f"/sessions/{early}/decisions", {"verdict": "HOLD", "reason": "Wait."})
    await robin.data("POST", f"/sessions/{late}/decisions", {"verdict": "HOLD", "reason": "Wait."})
    rows = csv.DictReader(io.StringIO((await download(world, "/sessions/export")).text.removeprefix("\ufeff")))
    told = {row["Session"]: (row["Preliminary"], row["Decided while preliminary"]) for row in rows}
    assert told == {early: ("yes", "yes"), late: ("no", "no")}


async def test_a_table_has_every_criterion_of_its_sessions_and_no_others(world: World) -> None:
    interview, other = await world.interview(), await world.interview()
    session, elsewhere = await seed_scored(world, interview, "Ben", 3), await seed_scored(world, other, "Cy", 2)
    for number in range(101):
        await seed_criterion(world, interview, session, f"Craft {number:03}")
    await seed_criterion(world, other, elsewhere, "Zeal")
    rating = {"verdict": "LEVEL", "criterion": "Design", "level": 2, "reason": "Seen."}
    await world.owner.data("POST", f"/sessions/{elsewhere}/ratings", rating)

    async def read(**query: str) -> list[str]:
        rows = csv.reader(io.StringIO((await download(world, "/sessions/export", **query)).text.removeprefix("\ufeff")))
        return [name.removeprefix("AI: ") for name in next(rows) if name.startswith("AI: ")]

    crafts = [f"Craft {number:03}" for number in range(101)]
    assert await read() == [*crafts, "Design", "Zeal"]
    assert await read(ids=session) == [*crafts, "Design"]
    assert await read(ids=elsewhere) == ["Design", "Zeal"]
    assert await read(q="Cy") == ["Design", "Zeal"]
    assert await read(since="2030-01-01T00:00:00Z") == []


async def test_a_table_has_a_row_for_each_session_across_pages(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "ROWS_AT_ONCE", 2)
    interview = await world.interview()
    await seed_scored(world, await world.interview(), "Elsewhere", 1)
    names = ["=cmd", "Ben", "Cy", "Di", "Ed"]
    for index, name in enumerate(names):
        world.clock.pass_seconds(60)
        await seed_scored(world, interview, name, index or None)
    content = (await download(world, "/sessions/export", interviewId=interview["id"])).text
    rows = list(csv.DictReader(io.StringIO(content.removeprefix("\ufeff"))))
    assert [row["Name"] for row in rows] == ["Ed", "Di", "Cy", "Ben", "'=cmd"]
    assert [row["AI: Design"] for row in rows] == ["4", "3", "2", "1", "no evidence"]
    assert rows[0]["Person: Design"] == ""
    everything = (await download(world, "/sessions/export")).text
    assert "Elsewhere" in everything


async def test_human_ratings_are_next_to_the_ais_and_a_blind_reviewer_sees_neither(world: World) -> None:
    interview = await world.interview()
    session = await seed_scored(world, interview, "Ben", 3)
    async with world.database.transaction() as transaction:
        for at, level in ((1, 1), (2, None), (3, 4)):
            rating = {"user_id": "u1", "person": "Dana", "criterion": "Design", "verdict": "LEVEL", "level": level}
            await human_ratings.insert_ratings(transaction, world.acme.id, session, [{**rating, "reason": None}], at)
    (row,) = csv.DictReader(io.StringIO((await download(world, "/sessions/export", ids=session)).text))
    assert (row["AI: Design"], row["Person: Design"]) == ("3", "4 (Dana)")
    blind = await world.sign_in(await world.join("MEMBER"))
    (row,) = csv.DictReader(io.StringIO((await blind.get("/sessions/export", params={"ids": session})).text))
    assert (row["AI: Design"], row["Person: Design"]) == ("hidden until you have rated",) * 2
    report = (await blind.get(f"/sessions/{session}/export", params={"format": "markdown"})).text
    assert ("hidden until you have rated" in report, "3 of 4" in report, "Dana" in report) == (True, False, False)
    ids = f"{session},{await seed_scored(world, interview, 'Cy', 2)}"
    compared = await blind.data("GET", "/comparisons", params={"ids": ids})
    (criterion,), people = compared["criteria"], compared["people"]
    assert [(cell["level"], cell["isHidden"], cell["human"]) for cell in criterion["cells"]] == [(None, True, [])] * 2
    assert [(person["findings"], person["themes"]) for person in people] == [([], [])] * 2
    await blind.error(
        409, "POST", f"/sessions/{session}/shares", {"expiresAt": "2026-06-10T09:00:00Z", "parts": ["criteria"]}
    )


async def test_files_and_comparisons_hide_from_a_blind_reviewer_what_the_report_hides(world: World) -> None:
    """Without a model there is no level that could influence a rating, so the report shows its summary at once."""
    interview = await world.interview()
    session, other = [await seed_session(world, interview) for _ in range(2)]
    for each in (session, other):
        await seed_report(world, each, "READY", scores=None)
    blind = await world.sign_in(await world.join("MEMBER"))
    summary = (await blind.data("GET", f"/sessions/{session}"))["summary"]
    assert summary == "Strong system design answers."
    (row,) = csv.DictReader(io.StringIO((await blind.get("/sessions/export", params={"ids": session})).text))
    assert row["Summary"] == summary
    assert summary in (await blind.get(f"/sessions/{session}/export", params={"format": "markdown"})).text
    compared = await blind.data("GET", "/comparisons", params={"ids": f"{session},{other}"})
    assert [person["summary"] for person in compared["people"]] == [summary, summary]


async def test_a_comparison_in_a_study_has_findings_and_themes_with_quotes(world: World) -> None:
    interview = await world.interview(purpose="RESEARCH")
    said: Json = {"id": "e1", "supports": "insights/0", "messageId": "m", "start": 0, "end": 10, "quote": "We drew it"}
    said["chosen"] = ["Pen"]
    ids = [await seed_session(world, interview) for _ in range(2)]
    for each in ids:
        await seed_report(world, each, "READY", scores=None, evidence=[said])
    compared = await world.viewer.data("GET", "/comparisons", params={"ids": ",".join(ids)})
    assert compared["criteria"] == []
    for person in compared["people"]:
        assert person["purpose"] == "RESEARCH"
        assert person["findings"] == [
            {"text": "Clear tradeoff discussion", "quotes": ["We drew it"], "chosen": [["Pen"]]}
        ]
        assert [theme["text"] for theme in person["themes"]] == ["APIs", "scalability"]


async def test_without_a_model_peoples_ratings_are_in_every_file_and_comparison(world: World) -> None:
    interview = await world.interview()
    session, other = [await seed_session(world, interview) for _ in range(2)]
    await seed_report(world, session, "READY", scores=None)
    rating = {"user_id": "u1", "person": "Dana", "criterion": "Design", "verdict": "LEVEL", "level": 2, "reason": "Ok."}
    async with world.database.transaction() as transaction:
        for each in (session, other):  # the second session has no report
            await human_ratings.insert_ratings(transaction, world.acme.id, each, [rating], 1)
    for query in ({}, {"interviewId": interview["id"]}):
        rows = csv.DictReader(io.StringIO((await download(world, "/sessions/export", **query)).text))
        assert [(row["AI: Design"], row["Person: Design"]) for row in rows] == [("", "2 (Dana)")] * 2
    for each in (session, other):
        text = (await download(world, f"/sessions/{each}/export", format="markdown")).text
        assert ("Person: Dana: 2 of 4 (Ok.)" in text, "AI: " in text, "Not scored." in text) == (True, False, True)
        pdf = PdfReader(io.BytesIO((await download(world, f"/sessions/{each}/export")).content))
        assert "Dana: 2 of 4" in "".join(page.extract_text() for page in pdf.pages)
    compared = await world.viewer.data("GET", "/comparisons", params={"ids": f"{session},{other}"})
    assert [person["isScored"] for person in compared["people"]] == [False, False]
    (criterion,) = compared["criteria"]
    assert [(cell["isScored"], cell["level"]) for cell in criterion["cells"]] == [(False, None)] * 2
    assert [[one["level"] for one in cell["human"]] for cell in criterion["cells"]] == [[2], [2]]
    shared = {"expiresAt": "2026-06-10T09:00:00Z", "parts": ["criteria"]}
    link = (await world.owner.data("POST", f"/sessions/{session}/shares", shared))["url"].rpartition("/")[2]
    (read,) = (await world.with_key(None).data("GET", f"/shared/{link}"))["criteria"]
    assert (read["name"], read["isScored"], read["level"], read["human"][0]["level"]) == ("Design", False, None, 2)
    blind = await world.sign_in(await world.join("MEMBER"))
    assert "Dana" not in (await blind.get(f"/sessions/{session}/export", params={"format": "markdown"})).text
    hidden = await blind.data("GET", "/comparisons", params={"ids": f"{session},{other}"})
    assert hidden["criteria"] == []


async def test_a_table_of_one_interview_has_a_last_column_for_each_question_with_options(world: World) -> None:
    interview = await world.interview()
    where = f"/interviews/{interview['id']}/questions"
    use = {"text": "How well does\n it work?", "type": "SINGLE_CHOICE", "options": ["1", "2", "3"]}
    scale = (await world.owner.data("POST", where, use))[0]["id"]
    what = {"text": "What do you write?", "type": "MULTIPLE_CHOICE", "options": ["Notes", "=Lists"]}
    several = (await world.owner.data("POST", where, what))[0]["id"]
    session = await seed_session(world, interview, participant_name="Mina Sol", messages=8, corrected_at=1)
    answers: dict[int, tuple[str, Json]] = {
        2: (scale, {"choice": ["1"]}),
        4: (scale, {"choice": ["3"]}),
        6: (several, {"choice": ["Notes", "=Lists"], "other": "Mina's poems"}),
        8: (several, {"choice": ["=Lists"]}),
    }
    messages = schema.messages.c
    left_out = {"session_id": session, "organization_id": world.acme.id, "seq": 8, "is_left_out": True}
    async with world.database.transaction() as transaction:
        for seq, (question, data) in answers.items():
            this = (messages.session_id == session, messages.seq == seq)
            await transaction.run(update(schema.messages).where(*this).values(question_id=question, data=data))
        explained = left_out | {"seq": 6, "is_left_out": False, "content": "Corrected."}
        await transaction.run(insert(schema.corrections), left_out | {"content": None, "corrected_at": 1})
        await transaction.run(insert(schema.corrections), explained | {"corrected_at": 1})

    async def read(**query: str) -> dict[str, str]:
        text = (await download(world, "/sessions/export", **query)).text.removeprefix("\ufeff")
        (row,) = csv.DictReader(io.StringIO(text))
        return row

    row = await read(interviewId=interview["id"])
    assert list(row)[-2:] == ["Chosen: How well does it work?", "Chosen: What do you write?"]
    assert list(row.values())[-2:] == ["3", "Notes; =Lists; Mina's poems"]
    assert list((await read(interviewId=interview["id"], hidesNames="true")).values())[-1].endswith("; [name]'s poems")
    assert not any(name.startswith("Chosen") for name in await read())
    table = await download(world, "/sessions/export", format="xlsx", interviewId=interview["id"])
    _, cells = load_workbook(io.BytesIO(table.content)).worksheets[0].values
    assert cells[-2:] == (3, "Notes; =Lists; Mina's poems")


async def test_an_xlsx_table_keeps_formulas_as_text(world: World) -> None:
    interview = await world.interview()
    await seed_scored(world, interview, "=1+1", 3)
    response = await download(world, "/sessions/export", format="xlsx", interviewId=interview["id"])
    head, row = load_workbook(io.BytesIO(response.content)).worksheets[0].iter_rows()
    at = [cell.value for cell in head].index("Name")
    assert (row[at].value, row[at].data_type, row[-2].value) == ("=1+1", "s", 3)


async def test_a_table_contains_only_what_was_requested_and_is_within_reach(world: World) -> None:
    interview = await world.interview()
    old = await seed_scored(world, interview, "Old", 3)
    world.clock.pass_seconds(86_400)
    new = await seed_session(world, interview, participant_name="New", status="ABANDONED")
    asked: list[tuple[Json, list[str]]] = [
        ({"status": "ABANDONED"}, ["New"]),
        ({"ids": old}, ["Old"]),
        ({"since": "2026-05-29T00:00:00Z"}, ["New"]),
        ({"until": "2026-05-29T00:00:00Z"}, ["Old"]),
        ({"ids": f"{old},{new}", "status": "COMPLETED"}, ["Old"]),
        ({"q": "nEw"}, ["New"]),
        ({"from": "2026-05-29", "since": "2026-01-01T00:00:00Z"}, ["New"]),
        ({"to": "2026-05-28", "until": "2027-01-01T00:00:00Z"}, ["Old"]),
        ({"reportStatus": "READY", "decision": "NONE"}, ["Old"]),
        ({"criterion": "Design", "level": "3", "interviewId": interview["id"]}, ["Old"]),
        ({"criterion": "Design", "level": "4"}, []),
        ({"problem": "false", "reviewed": "false"}, ["New", "Old"]),
    ]
    for query, names in asked:
        content = (await download(world, "/sessions/export", **query)).text
        assert [row["Name"] for row in csv.DictReader(io.StringIO(content.removeprefix("\ufeff")))] == names
    for someone in (world.stranger, world.neighbour):
        table = (await someone.get("/sessions/export")).text
        assert "Old" not in table
        assert "Design" not in table  # no column for other interviews' criteria either
        await someone.error(404, "GET", "/sessions/export", params={"interviewId": interview["id"]})
    wrong = await world.owner.error(400, "GET", "/sessions/export", params={"format": "pdf", "ids": "mine"})
    assert paths_of(wrong) == ["format", "ids"]


async def test_more_ids_than_a_table_allows_are_refused_and_none_is_left_out(world: World) -> None:
    ids = [await seed_scored(world, await world.interview(), "Ben", 3), *(new_id() for _ in range(100))]
    for names in ({"ids": ",".join(ids)}, {"ids": ids}):
        error = await world.viewer.error(400, "GET", "/sessions/export", params=names)
        assert paths_of(error) == ["ids"]
    table = await download(world, "/sessions/export", ids=",".join(ids[:100]))
    assert "Ben" in table.text


async def test_an_export_that_fails_midway_ends_with_an_error(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    interview = await world.interview()
    await seed_scored(world, interview, "Ben", 3)

    def breaks(*_: Any) -> list[Any]:
        raise RuntimeError("broken")

    monkeypatch.setattr(exports, "_cells", breaks)
    with pytest.raises(RuntimeError):
        await world.viewer.get("/sessions/export", params={"interviewId": interview["id"]})
