"""Calm speech isn't read as hostile, whatever the subject; insults and refusals are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from aural.engine.context import Context
from aural.engine.plan import Question
from aural.interviewer.guided.interviewer import read_with_meaning

CLIPS = json.loads((Path(__file__).parents[1] / "data/speech/human/manifest.json").read_text(encoding="utf-8"))["clips"]
QUESTIONS = (
    "Tell me about a service that you built.",
    "What came first?",
    "Who helped you?",
    "Tell me about yourself.",
)
ANGRY = (
    "Shut up, you stupid machine.",
    "This is an idiotic question and you know it. I won't answer that.",
    "I refuse to talk to a robot. You people should be ashamed of yourselves.",
)


def read(question: str, text: str) -> str:
    return read_with_meaning(Context(Question("a", 0, question), text, (), question)).intent


@pytest.mark.parametrize("clip", CLIPS, ids=lambda clip: str(clip["id"]))
def test_recorded_speech_without_an_insult_is_not_hostile(clip: dict[str, str]) -> None:
    assert "hostile" not in {read(question, clip["text"]) for question in QUESTIONS}


@pytest.mark.parametrize("text", ANGRY)
def test_anger_is_hostile(text: str) -> None:
    assert {read(question, text) for question in QUESTIONS} == {"hostile"}
