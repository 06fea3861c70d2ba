"""Choices in the candidate's own words, code runs, late answers and a question's own clock, over the real socket."""

from __future__ import annotations

import time
import unicodedata
import uuid
from dataclasses import replace
from typing import Any

import pytest

from aural.sessions.conversation import space
from aural.settings.budgets import RUNS_OF_SESSION
from tests.room.conftest import ANSWER, AdjustableClock, Client, Frame, House

CODING = {"text": "Reverse a list.", "type": "CODING", "starterCode": "function reverse(list) {\n}"}
PICK = {"text": "Pick one.", "type": "SINGLE_CHOICE", "options": ["A", "B"]}


def run_of(question_id: str, **more: Any) -> Frame:
    code = "  reverse([1])\n"
    return {
        "type": "run", "id": str(uuid.uuid4()), "questionId": question_id, "language": "javascript", "code": code,
        "output": "TypeError: x is undefined\n", "outcome": "error", "milliseconds": 12, **more,
    }  # fmt: skip


def open_question(client: Client) -> Frame:
    question: Frame = next(f["room"]["question"] for f in reversed(client.heard) if f.get("room"))
    return question


async def test_a_run_is_stored_whole_as_a_system_message_and_takes_no_turn(house: House) -> None:
    client, token = await house.begin(await house.interview(CODING))
    question = open_question(client)
    assert question["codeLanguage"] == "javascript"
    frame = run_of(question["id"])
    await client.send(**frame)
    assert await client.next("ack") == {"type": "ack", "id": frame["id"], "seq": 3}
    stored = client.messages[-1]
    assert (stored["role"], stored["kind"], stored["move"], stored["origin"]) == ("system", "run", None, None)
    assert stored["questionId"] == question["id"]
    assert stored["content"] == "The code was run: it ended with an error after 12 ms."
    kept = {key: frame[key] for key in ("language", "code", "output", "outcome", "milliseconds")}
    assert stored["data"] == {"run": kept}
    await client.send(**frame)
    assert (await client.next("ack"))["seq"] == 3
    back = await house.enter(token, take_over=True)
    welcome = await back.next("welcome")
    assert welcome["room"]["state"] == "your_turn"
    assert welcome["messages"][-1] == stored


@pytest.mark.parametrize(
    "wrong",
    [{"outcome": "fine"}, {"milliseconds": -1}, {"milliseconds": True}, {"output": "x" * 20_001}, {"questionId": "q"},
     {"code": "x" * 50_001}, {"code": 7}],
)  # fmt: skip
async def test_an_invalid_run_is_refused(house: House, wrong: Frame) -> None:
    client, _ = await house.begin(await house.interview(CODING))
    await client.send(**run_of(open_question(client)["id"], **wrong))
    assert (await client.next("error"))["code"] == "BAD_REQUEST"


async def test_only_code_can_be_run_and_the_stored_runs_are_limited(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(space, "RUNS_OF_SESSION", replace(RUNS_OF_SESSION, most=1))
    client, _ = await house.begin(await house.interview(PICK, CODING))
    await client.send(**run_of(open_question(client)["id"]))
    assert (await client.next("error"))["code"] == "BAD_REQUEST"
    await client.answer("", choice=["A"])
    await client.my_turn()
    for kind in ("ack", "error"):
        await client.send(**run_of(open_question(client)["id"]))
        heard = await client.next(kind)
    assert heard["code"] == "CONFLICT"
    await client.answer("", code={"language": "javascript", "text": "  return list"})
    await client.my_turn("closing")
    assert client.messages[-2]["content"] == "  return list"  # the indentation is kept


async def test_an_answer_outside_the_options_is_stored_as_text(house: House) -> None:
    many = {"text": "Pick some.", "type": "MULTIPLE_CHOICE", "options": ["A", "B"]}
    client, _ = await house.begin(await house.interview(PICK, many, {"text": "Say it."}))
    await client.answer("", choice=["A"], other="Neither.")
    await client.next("error")
    await client.answer("", choice=[], other=" Neither. ")
    await client.my_turn()
    await client.answer("", choice=["B"], other="And C.")
    await client.my_turn()
    await client.answer("", other="No options here.")
    await client.next("error")
    said = [(m["content"], m["data"]) for m in client.messages if m["role"] == "user"]
    assert said == [("Neither.", {"other": "Neither."}), ("B; And C.", {"choice": ["B"], "other": "And C."})]


async def test_text_sent_with_a_choice_is_not_off_topic(house: House) -> None:
    pick = PICK | {"text": "Which queue would you take for orders that may come twice?"}
    client, _ = await house.begin(await house.interview(pick))
    await client.answer("Because a unique key makes twice the same as once.", choice=["B"])
    assert (await client.next("message", role="assistant"))["message"]["move"] != "redirect"


async def test_a_late_answer_counts_for_its_question_and_takes_no_turn(house: House) -> None:
    client, _ = await house.begin(await house.interview(PICK, {"text": "Say it."}, {"text": "And then?"}))
    first = open_question(client)["id"]
    await client.answer("", choice=["B"])
    await client.my_turn()
    second = open_question(client)["id"]
    await client.answer("Sent late.", choice=["A"], questionId=first)
    await client.next("ack")
    room = (await client.my_turn())["room"]
    assert room["question"]["id"] == second
    assert client.messages[-1]["questionId"] == first
    assert client.messages[-1]["data"] == {"choice": ["A"]}
    await client.answer("Now this one.", questionId=second)
    await client.my_turn()
    assert client.messages[-2]["questionId"] == second
    await client.answer("To what?", questionId=str(uuid.uuid4()))
    assert (await client.next("error"))["code"] == "BAD_REQUEST"


async def test_a_question_that_was_not_asked_yet_cannot_be_answered(house: House) -> None:
    interview = await house.interview(PICK, {"text": "Say it."})
    client, _ = await house.begin(interview)
    await client.answer("Ahead.", questionId=interview["questions"][1]["id"])
    assert (await client.next("error"))["code"] == "BAD_REQUEST"


async def test_a_questions_time_limit_is_shown_announced_and_enforced(house: House, clock: AdjustableClock) -> None:
    client, _ = await house.begin(await house.interview({"text": "Quick?", "timeLimitSeconds": 60}, PICK))
    shown = open_question(client)["clock"]
    assert shown.keys() == {"remainingSeconds", "isRunning", "serverAt"}
    assert 30 <= shown["remainingSeconds"] <= 60  # real time passes
    clock.pass_seconds(61)
    await client.wish("continue")  # on any request, the room looks at its clock
    notice = (await client.next("message"))["message"]
    assert (notice["move"], notice["kind"]) == ("warning", "notice")
    clock.pass_seconds(61)
    await client.wish("continue")
    asked = (await client.next("message"))["message"]
    assert (asked["move"], asked["kind"]) == ("next", "question")
    room = (await client.my_turn())["room"]
    assert room["question"]["clock"] is None
    assert room["canGoBack"] is True
    await client.wish("back")
    await client.next("message")
    room = (await client.my_turn())["room"]
    assert (room["question"]["text"], room["question"]["clock"], room["canGoBack"]) == ("Quick?", None, False)


async def test_pauses_problems_and_a_requested_skip_are_shown(house: House) -> None:
    client, _ = await house.begin(await house.interview(maxPauses=1, maxPauseMinutes=2))
    assert (client.heard[-1]["room"]["pausesLeft"], client.heard[-1]["room"]["pauseSeconds"]) == (1, 120)
    await client.send(type="request", id=str(uuid.uuid4()), kind="problem", text="No sound.")
    problem = (await client.my_turn("problem"))["room"]["problem"]
    assert problem["text"] == "No sound."
    assert problem["at"].endswith("Z")
    await client.wish("continue")
    assert (await client.my_turn())["room"]["problem"] is None
    await client.wish("skip")
    await client.next("message")
    assert (await client.my_turn())["room"]["asks"] == "skip"
    await client.answer("I built the import.")
    await client.next("message", role="assistant")
    assert (await client.my_turn())["room"]["asks"] is None


async def test_questions_about_the_company_and_problems_reach_the_creator(house: House) -> None:
    facts = [{"topic": "Team size", "text": "The team has six people."}]
    interview = await house.interview({"text": "Tell me about a service."}, approvedFacts=facts)
    client, _ = await house.begin(interview)
    for asked, words in (("How big is the team?", facts[0]["text"]), ("Is there a bonus?", "Acme")):
        await client.answer(asked)
        told = (await client.next("message", role="assistant"))["message"]
        assert (told["move"], told["kind"]) == ("answer", "reply")
        assert words in told["content"]
        await client.my_turn()
    question, began = open_question(client)["id"], time.monotonic()
    await client.send(type="request", id=str(uuid.uuid4()), kind="problem", text="It froze.")
    await client.my_turn("problem")
    house.clock.pass_seconds(40)
    await client.wish("continue")
    await client.my_turn()
    passed = 40 + time.monotonic() - began  # the clock of this house continues meanwhile
    listed = (await house.get(f"/interviews/{interview['id']}/sessions"))[0]
    session = await house.get(f"/sessions/{listed['id']}")
    asked = [m["id"] for m in session["messages"] if m["role"] == "user"]
    assert session["candidateQuestions"] == [
        {"messageId": asked[0], "text": "How big is the team?", "answeredWith": "Team size"},
        {"messageId": asked[1], "text": "Is there a bonus?", "answeredWith": None},
    ]
    (problem,) = session["problems"]
    assert (problem["text"], problem["questionId"]) == ("It froze.", question)
    assert 40 <= problem["seconds"] <= passed
    assert problem["resolvedAt"] >= problem["at"]


async def test_a_question_asked_with_the_last_answers_gets_a_reply_and_reaches_the_creator(house: House) -> None:
    facts = [{"topic": "Pay", "text": "It pays 45,000 a year."}]
    question = {"text": "Tell me about a service.", "followUpEnabled": False}
    interview = await house.interview(question, approvedFacts=facts)
    client, _ = await house.begin(interview)
    await client.answer("I built the import of a shop in Go, and it ran for years without me. What does the job pay?")
    closing = (await client.next("message", role="assistant"))["message"]
    assert closing["move"] == "close"
    assert facts[0]["text"] in closing["content"]
    await client.my_turn("closing")
    await client.answer("I can start in March, and I have worked in shifts before. Who will call me?")
    finish = (await client.next("message", role="assistant"))["message"]
    assert finish["move"] == "finish"
    assert "Acme" in finish["content"]
    listed = (await house.get(f"/interviews/{interview['id']}/sessions"))[0]
    session = await house.get(f"/sessions/{listed['id']}")
    assert [m["kind"] for m in session["messages"] if m["role"] == "user"] == ["answer", "answer"]
    assert [one["answeredWith"] for one in session["candidateQuestions"]] == ["Pay", None]


async def test_submissions_get_follow_ups_within_the_budget(house: House) -> None:
    code = "function reverse(list) {\n  return list.map((x, i) => list[list.length - 1 - i]);\n}"
    interview = await house.interview(CODING, {**PICK, "followUpDepth": "MODERATE"}, followUpDepth="MODERATE")
    client, _ = await house.begin(interview)
    await client.send(**run_of(open_question(client)["id"]))
    await client.answer("", code={"language": "javascript", "text": code})
    asked = (await client.next("message", role="assistant"))["message"]
    assert (asked["kind"], "“TypeError: x is undefined”" in asked["content"]) == ("follow_up", True)
    await client.my_turn()
    await client.answer("I had a typo in the name of the variable, which I found by reading the message.")
    asked = (await client.next("message", role="assistant"))["message"]
    assert asked["kind"] == "follow_up"
    await client.my_turn()
    await client.answer("Because of the index, which I count from the end of the list.")
    assert (await client.next("message", role="assistant"))["message"]["kind"] == "question"
    await client.my_turn()
    await client.answer("", choice=["B"])
    asked = (await client.next("message", role="assistant"))["message"]
    assert "“B” rather than “A”" in asked["content"]


async def test_a_request_to_go_back_to_a_question_is_followed_and_is_not_an_answer(house: House) -> None:
    interview = await house.interview()
    client, _ = await house.begin(interview)
    await client.answer(ANSWER)
    second = (await client.my_turn())["room"]["question"]["id"]
    await client.answer("Can we go back to the previous question?")
    assert (await client.my_turn())["room"]["question"]["order"] == 0
    await client.answer(ANSWER)
    assert (await client.my_turn())["room"]["question"]["id"] == second
    (listed,) = await house.get(f"/interviews/{interview['id']}/sessions")
    session = await house.get(f"/sessions/{listed['id']}")
    assert [m["kind"] for m in session["messages"] if m["role"] == "user"] == ["answer", "request", "answer"]


async def test_combining_accents_are_stored_as_one_character(house: House) -> None:
    client, _ = await house.begin(await house.interview())
    await client.answer(unicodedata.normalize("NFD", "Tôi đã quản lý."))
    stored = await client.next("message", role="user")
    assert stored["message"]["content"] == "Tôi đã quản lý."


async def test_a_correction_of_an_earlier_answer_is_stored_with_it_and_the_open_question_stays_open(
    house: House,
) -> None:
    interview = await house.interview()
    client, _ = await house.begin(interview)
    await client.answer(ANSWER)
    second = (await client.my_turn())["room"]["question"]["id"]
    correction = "Sorry, I have to correct question 1: it was in 2021, not in 2020 as I said."
    await client.answer(correction)
    noted = await client.next("message", role="assistant")
    assert "noted" in noted["message"]["content"] or "set" in noted["message"]["content"]
    assert (await client.my_turn())["room"]["question"]["id"] == second
    (listed,) = await house.get(f"/interviews/{interview['id']}/sessions")
    messages = (await house.get(f"/sessions/{listed['id']}"))["messages"]
    said = {m["content"]: (m["kind"], m["questionId"]) for m in messages if m["role"] == "user"}
    assert said[correction] == said[ANSWER] == ("answer", said[ANSWER][1])
    assert said[correction][1] != second
