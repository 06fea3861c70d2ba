"""What a report suggests for the next conversation: each gap, contradiction and open question, with its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from aural.engine.log import Answered, CandidateRequested, Ended, Entry, MessageSent, Started
from aural.engine.moves import Probe
from aural.engine.plan import Criterion, Plan, Question
from aural.reports.analysis import suggestions
from aural.reports.analysis.suggestions import CountedMessage, Suggestion, list_suggestions

AT = 1_790_000_000_000
LONG = "I moved the stock count to the night, since the till was free then, and nobody had to wait."
OUTAGE, NOTICE, PAY = "Tell me about an outage.", "When could you start?", "Why did you leave that team?"
PLAN = Plan(
    interview_id="i1",
    title="Operations",
    questions=(Question("q1", 0, OUTAGE), Question("q2", 1, NOTICE), Question("q3", 2, PAY)),
    criteria=(Criterion("Diagnosis", "Finds the cause", question_ids=("q1",)), Criterion("Care", "Looks after people")),
)


def ask(seq: int, question_id: str, reason: str = "next", intent: str | None = "answer", **more: Any) -> MessageSent:
    return MessageSent(
        AT, seq, "skip" if reason == "skipped" else "next", "…?", question_id, reason, intent=intent, **more
    )


def answer(seq: int, text: str, question_id: str | None) -> Answered:
    return Answered(AT, seq, text, question_id)


END = (MessageSent(AT, 90, "close", "Anything to add?", intent="answer"), Ended(AT, "FINISHED"))
FULL: tuple[Entry, ...] = (
    Started(AT),
    ask(1, "q1", "first", None),
    answer(2, LONG, "q1"),
    ask(3, "q2"),
    answer(4, "In May.", "q2"),
    ask(5, "q3"),
    answer(6, LONG, "q3"),
)


def said(entries: Sequence[Entry], left_out: Sequence[int] = (), **corrected: str) -> dict[int, CountedMessage]:
    words = {entry.seq: entry.text for entry in entries if isinstance(entry, MessageSent | Answered)}
    words |= {int(seq.removeprefix("m")): text for seq, text in corrected.items()}
    return {seq: CountedMessage(f"m{seq}", text, seq in left_out) for seq, text in words.items()}


def suggested(
    entries: Sequence[Entry], quoted: Sequence[str] | None = ("Diagnosis", "Care"), **more: Any
) -> tuple[Suggestion, ...]:
    messages = more.pop("messages", None) or said(entries)
    return list_suggestions(PLAN, entries, messages, quoted=quoted, **{"person": "candidate", **more})


def test_only_the_beginning_of_a_long_answer_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counting whole answers of 20,000 characters in several threads used to delay other candidates."""
    counted: list[int] = []

    def length_of(text: str) -> int:
        counted.append(len(text))
        return real(text)

    real = suggestions.length_of
    monkeypatch.setattr(suggestions, "length_of", length_of)
    long = answer(2, "I moved the stock count to the night. " * 500, "q1")
    assert suggested((*FULL[:2], long, *FULL[3:], *END)) == ()
    assert max(counted) == 1_000


def test_a_complete_interview_leaves_nothing_to_suggest_and_a_date_is_a_full_answer() -> None:
    assert suggested((*FULL, *END)) == ()


def test_a_criterion_without_a_quote_is_a_gap_at_its_question() -> None:
    assert suggested((*FULL, *END), quoted=()) == (
        Suggestion("gap", "No quote was found for “Diagnosis”.", "m1", "q1", "Diagnosis"),
        Suggestion("gap", "No quote was found for “Care”.", None, None, "Care"),
    )


def test_an_interview_without_a_judgement_has_no_gaps_in_criteria() -> None:
    assert suggested((*FULL, *END), quoted=None) == ()


@pytest.mark.parametrize(
    ("after", "text", "message_id"),
    [
        ((ask(5, "q3"), answer(6, "I'd rather not say.", "q3"), MessageSent(AT, 7, "close", "…?", intent="refusal")),
         f"The candidate declined to answer “{PAY}”", "m5"),
        ((ask(5, "q3"), CandidateRequested(AT, "skip"), MessageSent(AT, 7, "close", "…?")), f"Skipped: “{PAY}”", "m5"),
        ((ask(5, "q3"), Ended(AT, "NO_ANSWER")), f"Asked, but not answered before the end: “{PAY}”", "m5"),
        ((Ended(AT, "CANDIDATE_ENDED"),), f"Not asked: “{PAY}”", None),
        ((ask(5, "q3"), answer(6, "Not sure.", "q3"), *END), f"Only a short answer: “{PAY}”", "m5"),
    ],
)  # fmt: skip
def test_a_question_without_a_full_answer_is_a_gap(after: tuple[Entry, ...], text: str, message_id: str | None) -> None:
    assert suggested((*FULL[:5], *after)) == (Suggestion("gap", text, message_id, "q3"),)


def test_two_short_answers_that_together_say_enough_are_not_a_gap() -> None:
    more = (
        MessageSent(AT, 7, "detail", "How so?", "q3", probe=Probe("detail")),
        answer(8, "I wanted to lead people.", "q3"),
    )
    assert suggested((*FULL[:6], answer(6, "It shrank a lot.", "q3"), *more, *END)) == ()


def test_a_corrected_answer_is_as_long_as_its_correction_and_one_left_out_is_a_gap() -> None:
    entries = (*FULL[:6], answer(6, "Not sure.", "q3"), *END)
    assert suggested(entries, messages=said(entries, m6=LONG)) == ()
    left_out = suggested((*FULL, *END), messages=said(FULL, [6]))
    assert [each.text for each in left_out] == [f"The candidate asked to leave out the answer to “{PAY}”"]


def test_an_answer_with_a_reported_problem_should_be_asked_for_again() -> None:
    entries = (*FULL[:6], CandidateRequested(AT, "problem", "No sound.", "q3"), FULL[6], *END)
    assert [each.text for each in suggested(entries)] == [
        f"The answer doesn't count, because a problem was reported: “{PAY}”"
    ]


@pytest.mark.parametrize(
    ("reply", "intent", "text"),
    [
        (LONG, "answer", "The interviewer asked about a contradiction: “Which was it?” Check whether the answer"),
        ("Next question, please.", "skip", "The candidate didn't answer a question about a contradiction: “Which was"),
    ],
)
def test_the_suggestion_about_a_contradiction_depends_on_whether_it_was_answered(
    reply: str, intent: str, text: str
) -> None:
    asked = MessageSent(AT, 7, "contradiction", "Which was it?", "q3", probe=Probe("contradiction"), intent="answer")
    (found,) = suggested((*FULL, asked, answer(8, reply, "q3"), MessageSent(AT, 9, "close", "…?", intent=intent)))
    assert (found.kind, found.message_id, found.question_id) == ("contradiction", "m7", "q3")
    assert found.text.startswith(text)


def test_only_unanswered_questions_and_complaints_of_the_candidate_are_suggested() -> None:
    asked = (
        MessageSent(AT, 7, "close", "…?", intent="answer"),
        answer(8, "I said it all. Is the shop closed on Sundays?", None),
        MessageSent(AT, 9, "answer", "I'll pass it on.", topic="company", intent="answer"),
        answer(10, "Who reads this?", None),
        MessageSent(AT, 11, "answer", "People.", topic="who-reads", intent="asks-about"),
        answer(12, "These questions are too long.", None),
        MessageSent(AT, 13, "answer", "Noted.", topic="complaint", intent="complaint"),
    )
    entries = (*FULL, *asked, Ended(AT, "FINISHED"))
    texts = {each.message_id: each.text for each in suggested(entries)}
    assert texts == {
        "m8": "The candidate asked: “Is the shop closed on Sundays?” This still needs an answer.",
        "m12": "The candidate complained: “These questions are too long.”",
    }
    hidden = suggested(entries, messages=said(entries, [8]))[0].text
    assert hidden == "The candidate asked something, and wants it left out. It still needs an answer."


def test_suggestions_in_research_speak_of_participants_in_each_language() -> None:
    entries = (*FULL[:6], answer(6, "No.", "q3"), MessageSent(AT, 7, "close", "…?", intent="refusal"))
    assert suggested(entries, person="participant")[0].text == f"The participant declined to answer “{PAY}”"
    assert suggested(entries, person="participant", language="zh")[0].text == f"参与者不愿回答：“{PAY}”"


def test_a_long_question_is_cut_at_a_word() -> None:
    plan = Plan("i1", "Long", (Question("q1", 0, "Tell me about " + "a long day and " * 20),))
    (found,) = list_suggestions(plan, (Started(AT),), {}, quoted=(), person="candidate")
    assert found.text.endswith("and a long day…”")
    assert len(found.text) < 180
