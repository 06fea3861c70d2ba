"""`python -m bench wordings FILE.jsonl`, and floors for what the checks refuse and catch."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bench.jsonl import BadLineError
from bench.wordings import Wording, wordings

DATA = Path(__file__).parent.parent / "data" / "wordings"
SAID = [
    {"role": "interviewer", "text": "Tell me about a hard shift."},
    {"role": "candidate", "text": "A boy of six came in with a burn, and his mother was screaming at us."},
]


def one(**given: Any) -> Wording:
    task = {"task": "detail", "point": "his mother", "conversation": SAID}
    (wording,) = wordings([json.dumps(task | given)])
    return wording


def shares(name: str) -> tuple[float, float]:
    """The share of good wordings that are refused, and of bad ones that are caught."""
    found = list(wordings((DATA / name).read_text(encoding="utf-8").splitlines()))
    good, bad = ([w.reasons() for w in found if w.verdict == verdict] for verdict in ("good", "bad"))
    return sum(map(bool, good)) / len(good), sum(map(bool, bad)) / len(bad)


@pytest.mark.parametrize(
    ("name", "most_refused", "least_caught"),
    [("en-dev", 0.01, 0.76), ("zh-dev", 0.02, 0.70), ("en-test", 0.03, 0.63), ("zh-test", 0.03, 0.48)],
)
def test_few_good_wordings_are_refused_and_most_bad_ones_caught(
    name: str, most_refused: float, least_caught: float
) -> None:
    refused, caught = shares(f"{name}.jsonl")
    assert refused <= most_refused
    assert caught >= least_caught


@pytest.mark.parametrize(
    "words",
    [
        "How did you calm his mother?",
        "Could you tell me how you spoke with his mother, and what helped?",
        "I'd be curious how you kept the mother of the boy away from the bed.",
    ],
)
def test_topics_that_the_candidate_raised_may_be_asked_about_politely(words: str) -> None:
    assert one(words=words).reasons() == []


@pytest.mark.parametrize(
    "words",
    [
        "Are you a mother yourself?",
        "How old are your own children?",
        "Comment avez-vous parlé avec cette femme inquiète ?",
    ],
)
def test_prying_and_another_language_are_refused(words: str) -> None:
    assert one(words=words).reasons()


def test_without_a_conversation_nothing_is_called_invented() -> None:
    words = "What happened in the 4 minutes before Denise called the mother?"
    assert one(words=words, conversation=[]).reasons() == []
    assert one(words=words).reasons() == ["it has a number that nobody said", "it has a name that nobody said"]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "Line 2 is not JSON"),
        ("7", "Line 2 is not a JSON object."),
        ('{"task": "detail"}', 'Line 2 needs "words", a text.'),
        ('{"task": "sing", "words": "La."}', "Line 2 has an unknown task. Choose from: elaborate-why, "),
        ('{"task": "close", "words": "Bye.", "conversation": ["Hi"]}', 'Line 2: "conversation" must be a list'),
    ],
)
def test_a_bad_line_is_reported_by_its_number(line: str, problem: str) -> None:
    with pytest.raises(BadLineError, match=f"^{problem}"):
        list(wordings([json.dumps({"task": "close", "words": "Anything to add?"}), line]))
