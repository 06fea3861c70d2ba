"""Follow-ups about code, runs, choices and drawings quote the candidate's work, and never a keyword of the language."""

from __future__ import annotations

import json
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, get_args

import pytest

from aural.engine.analysis import Analysis, propose
from aural.engine.answers.intent import Intent
from aural.engine.artifacts import find_probes_in, has_made, map_texts, typed_in
from aural.engine.context import Context
from aural.engine.log import Answered
from aural.engine.message_data import Drawing, MessageData
from aural.engine.moves import FollowUp, MadeOf, Probe
from aural.engine.plan import Plan, Question
from aural.engine.state import State
from aural.interviewer.checks.wording import check_by_rules
from aural.interviewer.guided.interviewer import GuidedInterviewer, phrase_by_template
from aural.interviewer.guided.phrasebook import fill, phrasebook
from aural.interviewer.model.wording import line_text
from aural.interviewer.protocol import Line, Situation, WordingRequest
from aural.sessions.conversation.analysis_service import read_reply
from aural.sessions.conversation.live import Foresight
from aural.sessions.conversation.log import Message
from tests.clocks import FakeClock

STARTER = "def longest(words):\n    # your code\n    pass\n"
CODE = """def longest(words):
    best = ""
    for word in words:
        if len(word) > len(best):
            best = word
    return best
"""
SCRIPT = (
    "const total = (items) => {\n  let sum = 0;\n  for (const item of items) sum += item.price;\n  return sum;\n};\n"
)
CODING = Question("q", 0, "Find the longest word.", "CODING", starter_code=STARTER)
PICK = Question("q", 0, "Which one?", "SINGLE_CHOICE", options=("Queue", "Cron", "Webhook"), depth="MODERATE")
MANY = Question("q", 0, "Which ones?", "MULTIPLE_CHOICE", options=("Queue", "Cron"), depth="MODERATE")
BOARD = Question("q", 0, "Draw it.", "WHITEBOARD")


def about_code(text: str, run: dict[str, Any] | None = None, question: Question = CODING) -> tuple[Probe, ...]:
    return find_probes_in(question, {"code": {"language": "python", "text": text}}, run)


def ran(outcome: str, output: str = "") -> dict[str, Any]:
    return {"language": "python", "code": CODE, "output": output, "outcome": outcome, "milliseconds": 3}


def test_follow_ups_about_code_quote_one_of_its_lines_and_names() -> None:
    probes = about_code(CODE)
    assert [probe.about for probe in probes] == ["code", "edge", "growth"]
    assert probes[0].focus in ("for word in words:", "if len(word) > len(best):")
    assert {probe.focus for probe in probes[1:]} == {"longest"}
    script = about_code(SCRIPT, question=Question("q", 0, "Sum it.", "CODING"))
    assert script[0].focus == "for (const item of items) sum += item.price;"
    assert script[1].focus == "total"


def test_a_line_that_only_tries_the_code_out_is_asked_about_last() -> None:
    assert about_code("def double(x):\n    return x * 2\nprint(double(21))")[0].focus == "def double(x):"
    assert about_code("return x * 2\nprint(double(21))")[0].focus == "return x * 2"
    assert about_code("print(6 * 7)")[0].focus == "print(6 * 7)"


def test_every_quote_is_in_the_code_and_none_is_a_keyword() -> None:
    for code in (CODE, SCRIPT, "x = 1", "def f(): return 1", "print('a')\n" * 50, "y" * 500):
        for probe in about_code(code):
            assert probe.focus
            assert probe.focus in code
            assert probe.focus not in ("def", "return", "const", "for", "function")


@pytest.mark.parametrize("text", [STARTER, "\n\n", "# only a comment\n", "    pass"])
def test_unchanged_starter_code_is_not_asked_about(text: str) -> None:
    assert about_code(text) == ()


def test_a_failed_last_run_comes_first() -> None:
    error = about_code(CODE, ran("error", "Traceback\n  line 3\nIndexError: list index out of range\n"))
    assert (error[0].about, error[0].focus) == ("error", "IndexError: list index out of range")
    assert (about_code(CODE, ran("timeout"))[0].about, about_code(CODE, ran("memory"))[0].about) == ("slow", "memory")
    fine = about_code(CODE, ran("ok", "apple\nbanana\n"))
    assert ("output", "banana") in [(probe.about, probe.focus) for probe in fine]
    assert about_code(CODE, ran("stopped"))[0].about == "code"


def test_a_choice_is_compared_with_an_option_that_was_not_chosen() -> None:
    assert find_probes_in(PICK, {"choice": ["Cron"]}, None) == (Probe("elaborate-why", "Cron", "choice", "Queue"),)
    assert find_probes_in(MANY, {"choice": ["Queue", "Cron"]}, None) == (Probe("narrow"),)
    own = find_probes_in(PICK, {"other": "A database table that is polled"}, None)
    assert own == (Probe("elaborate-why", "A database table that is polled", "other"),)


def test_the_reason_for_a_choice_is_asked_only_if_the_creator_gave_the_question_a_depth() -> None:
    assert find_probes_in(replace(PICK, depth=None), {"choice": ["Cron"]}, None) == ()
    assert find_probes_in(replace(MANY, depth=None), {"choice": ["Queue", "Cron"]}, None) == ()
    assert find_probes_in(replace(PICK, depth=None), {"other": "A table that is polled"}, None) != ()


def test_words_sent_with_a_drawing_are_not_taken_for_words_on_it() -> None:
    drawing: Drawing = {"text": "I drew this in a hurry.", "board": "b", "words": "queue\nworkers"}
    assert [probe.focus for probe in find_probes_in(BOARD, {"whiteboard": drawing}, None)] == ["queue", "workers"]
    assert find_probes_in(BOARD, {"whiteboard": {"text": "I drew this in a hurry.", "board": "b"}}, None) == ()
    outline = "The parts:\nAPI gateway\n\nWhat happens, in order:\nAn order comes in"
    described = find_probes_in(BOARD, {"whiteboard": {"text": outline, "board": None}}, None)
    assert [probe.focus for probe in described] == ["API gateway", "An order comes in"]


def test_a_model_sees_the_words_on_a_drawing_and_its_description_once() -> None:
    drawing: Drawing = {"text": "I drew it.", "board": "b", "words": "queue\nworkers"}
    line = Line("m", "user", "I drew it.", "q", "answer", None, {"whiteboard": drawing})
    assert line_text(line) == "CANDIDATE: I drew it.\nCANDIDATE'S WHITEBOARD:\nqueue\nworkers"


def test_a_drawing_is_asked_about_by_its_words() -> None:
    probes = find_probes_in(BOARD, {"whiteboard": {"text": "API gateway\nqueue\nworkers", "board": None}}, None)
    assert [(probe.about, probe.focus) for probe in probes] == [("board", "API gateway"), ("failure", "workers")]
    drawn = {"text": "", "board": "b", "words": "API gateway\nqueue\nworkers"}
    assert find_probes_in(BOARD, {"whiteboard": drawn}, None) == probes
    assert find_probes_in(BOARD, {"whiteboard": {"text": "", "board": "b"}}, None) == ()


def test_the_wording_names_both_options_or_quotes_the_code() -> None:
    def said(question: Question, probe: Probe, language: str = "en") -> str:
        plan = Plan("i", "T", (question,), language=language)
        return phrase_by_template(WordingRequest(plan, FollowUp("q", probe), question, ())).text

    chosen = find_probes_in(PICK, {"choice": ["Cron"]}, None)[0]
    assert said(PICK, chosen) in ("Why “Cron” rather than “Queue”?", "What speaks for “Cron” rather than “Queue”?")
    assert "“Queue”" in said(PICK, chosen, "zh")
    assert "“longest”" in said(CODING, about_code(CODE)[1])


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_wording_about_a_submission_passes_the_checks_that_a_model_must_pass(language: str) -> None:
    plan = Plan("i", "T", (CODING,), language=language)
    lines = (Line("m", "user", "longest", "q", "answer", None),)
    book = phrasebook(language)
    for about in get_args(MadeOf):
        request = WordingRequest(plan, FollowUp("q", Probe("detail", "longest", about, "longest")), CODING, lines)
        for template in book.variants(f"made.{about}", "all"):
            words = {"quoted": book.quoted("longest"), "against": book.quoted("longest"), "you": book.you("CASUAL")}
            assert check_by_rules(fill(template, words), request) == [], template


def test_typed_words_are_distinguished_from_generated_ones() -> None:
    assert typed_in(CODE, {"code": {"language": "", "text": CODE}}) == ""
    assert typed_in("Here it is.", {"code": {"language": "", "text": CODE}}) == "Here it is."
    assert typed_in("A; own", {"choice": ["A"], "other": "own"}) == ""
    assert typed_in("Just words.", None) == "Just words."


@pytest.mark.parametrize(
    ("text", "board", "is_made"),
    [
        ("I want to stop the interview now.", None, False), ("Queue", "f1", True),
        ("Parts:\nQueue\nWorker", None, True), ("open - in progress - done", None, True),
        ("next: warehouse, then courier, end", None, True), ("How long will you keep this?", None, False),
    ],
)  # fmt: skip
def test_a_line_next_to_an_empty_board_is_what_the_candidate_says(text: str, board: str | None, is_made: bool) -> None:
    data: MessageData = {"whiteboard": {"text": text, "board": board, "words": text}}
    assert has_made(data) is is_made
    assert typed_in(text, data) == ("" if is_made else text)
    assert bool(find_probes_in(Question("q", 0, "Draw it.", "WHITEBOARD"), data, None)) is is_made


def test_a_model_sees_what_was_chosen_and_the_output_of_the_last_run() -> None:
    run = Line("m", "system", "The code was run.", "q", "run", None, {"run": ran("error", "KeyError: 'a'")})
    assert "KeyError: 'a'" in line_text(run)
    chosen = Line("m", "user", "Because.", "q", "answer", None, {"choice": ["A"], "other": "own words"})
    assert "own words" in line_text(chosen)


SPEECH = {"speech": {"startMs": 0, "endMs": 900, "words": []}}


class Reader(GuidedInterviewer):
    """Gives each answer the analysis or the intent that the test sets."""

    def __init__(self, read: Intent | Analysis) -> None:
        proposals = propose(Probe("detail", "all words")) if read == "answer" else ()
        self.analysis = read if isinstance(read, Analysis) else Analysis(read, proposals=proposals)

    async def analyse(self, context: Context, situation: Situation | None = None) -> Analysis:
        return self.analysis


async def read_in_room(
    read: Intent | Analysis, question: Question, *said: tuple[str, dict[str, Any] | None]
) -> Analysis:
    """The analysis of the last of these messages."""
    messages = [
        Message(f"m{n}", n, "user", text, "answer", question.id, None, None, data, n)
        for n, (text, data) in enumerate(said, 1)
    ]
    plan = Plan("i", "T", (question,))
    conversation = SimpleNamespace(participant_name=None)
    room: Any = SimpleNamespace(
        plan=plan,
        messages=messages,
        clock=FakeClock(0),
        conversation=conversation,
        is_spoken=False,
        foresight=Foresight(),
    )
    state = State("asking", current=question.id, unanswered=(Answered(0, len(said), said[-1][0], question.id),))
    analysis = await read_reply(room, Reader(read), state)
    assert analysis is not None
    return analysis


async def test_an_off_topic_reply_is_redirected_but_not_if_the_stt_may_have_erred() -> None:
    question = Question("q", 0, "How do you plan a week?")
    for data, intent in ((None, "off-topic"), (SPEECH, "answer")):
        assert (await read_in_room("off-topic", question, ("My cat sat on the keyboard.", data))).intent == intent


async def test_code_is_asked_about_even_if_its_author_has_spoken() -> None:
    code = {"code": {"language": "python", "text": CODE}}
    spoken = ("It goes through all words once and keeps the longest of them.", SPEECH)
    analysis = await read_in_room("answer", CODING, (CODE, code), spoken)
    assert [proposal.probe.about for proposal in analysis.proposals] == [None, "code", "edge", "growth"]


@pytest.mark.parametrize("intent", ["skip", "end", "asks-about", "nothing-to-add", "correction", "off-topic"])
@pytest.mark.parametrize(
    ("question", "data"),
    [(CODING, {"code": {"language": "python", "text": CODE}}), (PICK, {"choice": ["Queue"]})],
    ids=["code", "choice"],
)
async def test_a_submission_is_an_answer_with_any_words_next_to_it(
    question: Question, data: dict[str, Any], intent: Intent
) -> None:
    analysis = await read_in_room(intent, question, ("One pass with a dictionary; I'd pass on the others.", data))
    assert analysis.intent == "answer"
    assert analysis.proposals


async def test_code_counts_even_if_the_words_with_it_are_those_of_a_candidate_in_danger() -> None:
    code = {"code": {"language": "python", "text": CODE}}
    danger = Analysis("distress", is_substantive=False, is_crisis=True)
    analysis = await read_in_room(danger, CODING, ("I don't want to live anymore.", code))
    assert (analysis.intent, analysis.is_crisis, analysis.is_substantive) == ("distress", True, True)


def test_every_text_of_a_messages_data_can_be_changed_and_nothing_else() -> None:
    data: MessageData = {
        "choice": ["a"],
        "other": "b",
        "code": {"language": "python", "text": "c"},
        "whiteboard": {"text": "d", "board": "id", "scene": "id", "picture": None, "words": "e"},
        "run": {"language": "python", "code": "f", "output": "g", "outcome": "ok", "milliseconds": 1},
        "speech": {
            "startMs": 0,
            "endMs": 9,
            "confidence": 0.9,
            "words": [{"text": "h", "startMs": 0, "endMs": 9, "confidence": 0.9}],
            "stream": "s",
            "frames": [1, 2],
        },
        "heard": {"text": "i", "milliseconds": 2},
    }
    seen: list[tuple[str, str]] = []
    assert map_texts(data, lambda text, part: seen.append((text, part)) or text) == data
    parts = ("choice", "other", "code", "text", "words", "run", "run", "speech", "heard")
    assert seen == list(zip("abcdefghi", parts, strict=True))
    upper = map_texts(data, lambda text, _part: text.upper())
    assert map_texts(upper, lambda text, _part: text.lower()) == data
    assert [letter for letter in "ABCDEFGHI" if f'"{letter}"' not in json.dumps(upper)] == []
