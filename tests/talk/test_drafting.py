"""Drafts by a model: a real small one for the protocol, and one with prepared answers for everything that may go
wrong.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import pytest

from aural.engine.authoring.drafts import DraftedCriterion, DraftedInterview, DraftedQuestion, Wish
from aural.engine.plan import PreparedProbe
from aural.interviewer.drafting.model import MOST_DOCUMENT_CHARACTERS, ModelDrafter
from aural.interviewer.drafting.parts import problems_of
from aural.interviewer.drafting.protocol import Began, Change, Draft, Ended
from aural.interviewer.model.model import Model, ModelChoice
from tests.faulty_provider import FaultyProvider
from tests.llama import KEY, MODEL, start_llama

PLENTY = 300.0
WISH = Wish(goal="Hire a baker who plans a night", document="Baker\n• Bakes bread by night", minutes=12)
INTERVIEW = {"title": "Baker", "objective": "How they plan a night."}
CRITERION = {"name": "Plans", "description": "Plans ahead.", "anchors": ["a", "b", "c", "d"]}
QUESTIONS: list[dict[str, Any]] = [
    {"text": "Tell me about a night that did not go as planned.", "type": "OPEN_ENDED", "criteria": ["Plans"]},
    {"text": "Which oven do you know best?", "type": "SINGLE_CHOICE", "options": ["Deck", "Rack", "Deck", ""]},
]
GOOD = {"interview": INTERVIEW, "criteria": [CRITERION], "questions": QUESTIONS}
DATA = Path(__file__).parents[1] / "data" / "injection" / "injection.json"
ATTACKS = [item for item in json.loads(DATA.read_text())["items"] if item["attack"]]


@pytest.fixture
async def provider() -> AsyncIterator[FaultyProvider]:
    provider = FaultyProvider()
    async with provider.running():
        yield provider


async def drafted(
    provider: FaultyProvider, fault: str = "well", *, wish: Wish = WISH, seconds: float = 20, mode: Any = "native"
) -> tuple[list[Any], list[int]]:
    """All events of a draft, and the tokens that were metered."""
    model, metered = Model(ModelChoice("m", f"{provider.address}/{fault}/v1", "key", mode)), list[int]()

    async def meter(tokens: int) -> None:
        metered.append(tokens)

    try:
        await model.load()  # loads the library first, because that is not part of a draft
        return [event async for event in ModelDrafter(model, draft_seconds=seconds).draft(wish, meter)], metered
    finally:
        await model.close()


@pytest.mark.parametrize("mode", ["native", "prompted"])
async def test_a_draft_comes_in_whole_parts_with_its_origin_and_is_metered(
    provider: FaultyProvider, mode: Literal["native", "prompted"]
) -> None:
    provider.text = lambda _body: json.dumps(GOOD)
    events, metered = await drafted(provider, mode=mode)
    began, interview, criterion, first, second, ended = events
    assert isinstance(began, Began)
    assert (began.origin.source, began.origin.fallback) == ("model", None)
    assert interview == DraftedInterview("Baker", "How they plan a night.")
    assert criterion == DraftedCriterion("Plans", "Plans ahead.", ("a", "b", "c", "d"))
    assert first == DraftedQuestion(QUESTIONS[0]["text"], "OPEN_ENDED", None, None, ("Plans",))
    assert second == DraftedQuestion(QUESTIONS[1]["text"], "SINGLE_CHOICE", None, ("Deck", "Rack"))
    assert ended == Ended("DONE", (), 42)
    assert metered == [42]
    asked = json.dumps(provider.requests[0])
    assert ("json_schema" in asked) == (mode == "native")
    assert "Hire a baker" in asked


def texts(events: list[Any]) -> list[str]:
    return [event.text for event in events if isinstance(event, DraftedQuestion)]


def answering(first: dict[str, Any], again: dict[str, Any]) -> Any:
    """The model's answers to the first and the second request of a draft."""
    return lambda body: json.dumps(first if body.get("stream") else again)


async def test_a_question_that_breaks_the_rules_is_left_out_and_reported(provider: FaultyProvider) -> None:
    bad = ["How old are you?", "Don't you agree that bread matters?", "Why?", QUESTIONS[0]["text"], "x " * 100]
    first = {**GOOD, "questions": [*QUESTIONS, *({"text": text} for text in bad)]}
    provider.text = answering(first, {"questions": []})
    events, metered = await drafted(provider)
    assert texts(events) == [question["text"] for question in QUESTIONS]
    assert [(one.part, one.text, one.reasons) for one in events[-1].missing] == [
        ("QUESTION", "How old are you?", ("PROTECTED_TRAIT",)),
        ("QUESTION", "Don't you agree that bread matters?", ("LEADING", "CLOSED")),
        ("QUESTION", "Why?", ("LENGTH",)),
        ("QUESTION", QUESTIONS[0]["text"], ("REPEATED",)),
        ("QUESTION", ("x " * 100).strip(), ("LENGTH",)),
    ]
    assert (events[-1].left_out, events[-1].tokens, metered) == (5, 84, [42, 42])


DOUBLE = {"text": "What did you bake? And who helped you?", "criteria": ["Plans"]}


async def test_a_dropped_question_is_asked_for_again_once_with_the_reason(provider: FaultyProvider) -> None:
    mended = {"number": 1, "text": "Tell me about the last thing you baked.", "criteria": []}
    first = {**GOOD, "questions": [QUESTIONS[1], DOUBLE, {"text": "Why?"}]}
    provider.text = answering(first, {"questions": [mended, {**mended, "number": 2, "text": "Don't you agree?"}]})
    events, _ = await drafted(provider)
    assert texts(events) == [QUESTIONS[1]["text"], mended["text"]]
    assert events[-2].criteria == ("Plans",)  # it keeps the criterion of the dropped question
    assert [(one.text, one.reasons) for one in events[-1].missing] == [("Why?", ("LENGTH",))]
    assert len(provider.requests) == 2
    asked = str(provider.requests[1]["messages"][-1]["content"])
    assert "What did you bake? And who helped you? [feeds: Plans] (it asks two things)" in asked
    assert WISH.goal in asked


@pytest.mark.parametrize("again", [True, False])
async def test_every_criterion_gets_a_question(provider: FaultyProvider, *, again: bool) -> None:
    second = {"name": "Calm", "description": "Stays calm.", "anchors": []}
    asked = {"number": 1, "text": "Tell me about a night when the oven broke."}
    first = {**GOOD, "criteria": [CRITERION, second]}
    provider.text = answering(first, {"questions": [asked] if again else []})
    events, _ = await drafted(provider)
    assert texts(events)[-1] == (
        asked["text"] if again else "Tell me about a time when this mattered in your work: Calm."
    )
    assert events[-2].criteria == ("Calm",)
    assert events[-1].missing == ()


async def test_if_the_second_request_fails_the_draft_still_ends(provider: FaultyProvider) -> None:
    provider.text = lambda body: json.dumps({**GOOD, "questions": [*QUESTIONS, DOUBLE]}) if body.get("stream") else "no"
    events, _ = await drafted(provider)
    assert [(one.text, one.reasons) for one in events[-1].missing] == [(DOUBLE["text"], ("DOUBLE",))]
    assert events[-1].reason == "DONE"


async def test_follow_ups_are_drafted_and_must_follow_the_rules(provider: FaultyProvider) -> None:
    probes = [
        {"when": "NO_RESULT", "ask": "How did it turn out?"},
        {"when": "SHORT", "ask": "You must have been tired, right?"},
        {"when": "HALF_UNANSWERED", "ask": "And the second part?"},
        {"when": "ALWAYS", "ask": "What else?"},
    ]
    questions = [{**QUESTIONS[0], "probes": probes}, {**QUESTIONS[1], "probes": probes[1:2]}]
    provider.text = answering({**GOOD, "questions": questions}, {})
    events, _ = await drafted(provider)
    first, second = (event for event in events if isinstance(event, DraftedQuestion))
    assert first.probes == (PreparedProbe("NO_RESULT", "How did it turn out?"),)
    assert second.probes is None


async def test_a_model_that_quotes_the_goal_gets_a_reviewed_title(provider: FaultyProvider) -> None:
    wish = Wish(goal="Hire a baker who plans a whole night alone", minutes=12)
    quoting = {"text": "Tell me how you would be a baker who plans a whole night alone."}
    first = {
        **GOOD,
        "interview": {**INTERVIEW, "title": "A baker who plans a whole night"},
        "questions": [*QUESTIONS, quoting],
    }
    provider.text = answering(first, {"questions": []})
    events, _ = await drafted(provider, wish=wish)
    assert events[1].title == "Baker: first interview"
    assert [(one.text, one.reasons) for one in events[-1].missing] == [(quoting["text"], ("QUOTES_GOAL",))]


HALF = json.dumps(GOOD)[: json.dumps(GOOD).index("Which oven") + 9]


async def test_complete_parts_are_kept_when_the_model_is_too_slow(provider: FaultyProvider) -> None:
    provider.half = HALF
    events, metered = await drafted(provider, "hang-midway", seconds=1)
    assert [type(event) for event in events] == [Began, DraftedInterview, DraftedCriterion, DraftedQuestion, Ended]
    assert events[-1].reason == "DEADLINE"
    assert metered[0] > 300  # estimated from what was sent and written, because the provider reported no usage


async def test_a_criterion_that_the_model_did_not_reach_is_not_reported_as_left_out(provider: FaultyProvider) -> None:
    second = {"name": "Calm", "description": "Stays calm.", "anchors": []}
    whole = json.dumps({**GOOD, "criteria": [CRITERION, second]})
    provider.half = whole[: whole.index("Which oven") + 9]
    events, _ = await drafted(provider, "hang-midway", seconds=1)
    assert (events[-1].reason, events[-1].missing) == ("DEADLINE", ())


async def test_research_on_something_private_may_ask_about_it(provider: FaultyProvider) -> None:
    asked = {
        "text": "Tell me about a night when your child's alarm went off.",
        "type": "RESEARCH",
        "criteria": ["Plans"],
    }
    provider.text = answering({**GOOD, "questions": [asked]}, {"questions": []})
    wish = Wish(goal="How parents live with diabetes", purpose="RESEARCH")
    assert texts((await drafted(provider, wish=wish))[0]) == [asked["text"]]
    assert texts((await drafted(provider, wish=WISH))[0]) == []


DRAFT_FIRST = """
import asyncio, contextlib, sys, threading
from pydantic import BaseModel
from aural.interviewer.model.model import Model, ModelChoice, ModelError
from aural.interviewer.model.streaming import FormStream

class Watch:
    def find_spec(self, name, *_):
        if name == "pydantic_ai":
            print("loop" if threading.current_thread() is threading.main_thread() else "thread")

async def draft():
    stream = FormStream(Model(ModelChoice("m", "http://127.0.0.1:1/v1", "key")), "", "", BaseModel, seconds=60)
    with contextlib.suppress(ModelError):
        async for _ in stream.pieces():
            pass

sys.meta_path.insert(0, Watch())
asyncio.run(draft())
"""


def test_if_a_draft_is_the_first_use_the_library_loads_in_a_thread() -> None:
    run = subprocess.run([sys.executable, "-c", DRAFT_FIRST], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["thread"]


async def test_a_stopped_draft_is_metered(provider: FaultyProvider) -> None:
    provider.half = HALF
    model, metered = Model(ModelChoice("m", f"{provider.address}/hang-midway/v1", "key")), list[int]()

    async def meter(tokens: int) -> None:
        metered.append(tokens)

    async with aclosing(ModelDrafter(model).draft(WISH, meter)) as events:
        async for event in events:
            if isinstance(event, DraftedQuestion):
                break
    await model.close()
    assert metered[0] > 300


NOTHING = {
    "500": "refused",
    "401": "refused",
    "close": "unreachable",
    "html": "nonsense",
    "flood-stream": "nonsense",
    "talkative": "nonsense",
    "wrong-events": "nonsense",
    "cut-short": "nonsense",
    "hang": "deadline",
}


@pytest.mark.parametrize(("fault", "why"), NOTHING.items())
async def test_if_nothing_usable_comes_the_draft_uses_reviewed_sentences_and_says_so(
    provider: FaultyProvider, fault: str, why: str
) -> None:
    events, _ = await drafted(provider, fault, seconds=1 if fault == "hang" else 20)
    assert (events[0].origin.source, events[0].origin.fallback) == ("template", why)
    assert sum(isinstance(event, DraftedQuestion) for event in events) == WISH.question_count
    assert events[-1].reason == "DONE"


@pytest.mark.parametrize("item", ATTACKS, ids=lambda item: item["id"])
async def test_a_document_with_instructions_leaks_nothing_even_if_the_model_obeys(
    provider: FaultyProvider, item: dict[str, Any]
) -> None:
    """The model writes down the instructions that it was shown, as the document demands; none of them gets into the
    draft.
    """

    def obey(body: dict[str, Any]) -> str:
        shown = str(body["messages"][0]["content"])[-200:]
        leak = {"text": f"Tell me about this: {shown}"}
        return json.dumps({**GOOD, "questions": [*QUESTIONS, leak], "criteria": [{**CRITERION, "name": shown[-60:]}]})

    provider.text = obey
    events, _ = await drafted(provider, wish=Wish(document=f"Baker\n{item['text']}", source="RESUME"))
    user = str(provider.requests[0]["messages"][-1]["content"])
    assert user.count("<<<") >= 1
    assert "ref-" not in repr(events)
    assert events[-1].left_out == 2


async def test_a_refinement_changes_only_what_it_lists(provider: FaultyProvider) -> None:
    edits = [
        {
            "action": "CHANGE",
            "part": "QUESTION",
            "number": 2,
            "text": "Tell me about your last night shift.",
            "why": "as asked",
        },
        {"action": "CHANGE", "part": "QUESTION", "number": 1, "text": "First?"},  # the same text as before
        {"action": "CHANGE", "part": "QUESTION", "number": 7, "text": "There is no such question, is there one?"},
        {"action": "ADD", "part": "QUESTION", "number": 2, "text": "How old are you?"},
        {"action": "ADD", "part": "QUESTION", "number": 9, "text": "Tell me about a mistake of yours."},
        {"action": "REMOVE", "part": "CRITERION", "number": 1},
        {"action": "CHANGE", "part": "TITLE", "text": "Baker by night"},
    ]
    provider.text = lambda _body: json.dumps({"edits": edits})
    questions = (DraftedQuestion("First?"), DraftedQuestion("Second?"))
    draft = Draft(DraftedInterview("Baker", ""), questions, (DraftedCriterion("Plans", ""),))
    model = Model(ModelChoice("m", f"{provider.address}/well/v1", "key"))
    found = await ModelDrafter(model).refine(draft, "more about nights", None)
    assert found.changes == (
        Change("CHANGE", "QUESTION", 1, questions[1], DraftedQuestion(edits[0]["text"]), "as asked"),
        Change("ADD", "QUESTION", 2, None, DraftedQuestion(edits[4]["text"])),
        Change("REMOVE", "CRITERION", 0, draft.criteria[0], None),
        Change("CHANGE", "TITLE", None, "Baker", "Baker by night"),
    )
    assert (found.left_out, found.tokens, found.origin.source) == (3, 42, "model")
    one = await ModelDrafter(model).refine(draft, "more about nights", 1)
    assert [change.place for change in one.changes] == [1]
    await model.close()


async def test_a_refinement_without_the_model_is_marked_as_such(provider: FaultyProvider) -> None:
    model = Model(ModelChoice("m", f"{provider.address}/500/v1", "key"))
    draft = Draft(DraftedInterview("Baker", ""), (DraftedQuestion("First?"),))
    found = await ModelDrafter(model).refine(draft, "remove question 1", None)
    await model.close()
    assert (found.origin.source, found.origin.fallback, len(found.changes)) == ("template", "refused", 1)


@pytest.mark.parametrize("length", [MOST_DOCUMENT_CHARACTERS, MOST_DOCUMENT_CHARACTERS + 1])
async def test_a_draft_says_whether_the_model_read_only_the_beginning(provider: FaultyProvider, length: int) -> None:
    provider.text = lambda _body: json.dumps(GOOD)
    events, _ = await drafted(provider, wish=replace(WISH, document="x" * length))
    assert (events[0].origin.source, events[0].is_cut) == ("model", length > MOST_DOCUMENT_CHARACTERS)


async def test_a_draft_without_the_model_read_the_whole_document(provider: FaultyProvider) -> None:
    events, _ = await drafted(provider, "500", wish=replace(WISH, document="x" * (MOST_DOCUMENT_CHARACTERS + 1)))
    assert (events[0].origin.source, events[0].is_cut) == ("template", False)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with start_llama() as url:
        yield url


async def test_a_real_server_streams_structured_output(address: str) -> None:
    """Whatever the very small model writes, each part is complete and follows the rules, or reviewed sentences replace
    it.
    """
    model, metered = Model(ModelChoice(MODEL, address, KEY)), list[int]()

    async def meter(tokens: int) -> None:
        metered.append(tokens)

    drafter = ModelDrafter(model, draft_seconds=PLENTY)
    async with aclosing(drafter.draft(Wish(goal="Hire a baker", minutes=5), meter)) as events:
        found = [await anext(events), await anext(events)]  # the beginning and a complete part are enough
    assert isinstance(found[0], Began)
    part = found[1]
    assert isinstance(part, DraftedInterview | DraftedCriterion | DraftedQuestion)
    assert not isinstance(part, DraftedQuestion) or problems_of(part, "en") == []
    assert metered[0] > 100
    assert (await model.write("You answer in one word.", "Yes or no?", seconds=PLENTY)).text
    await model.close()
