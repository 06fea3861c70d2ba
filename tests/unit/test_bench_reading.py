"""`python -m bench reading FILE.jsonl`: one line out for each line in, and a bad line is reported by its number."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bench.jsonl import BadLineError
from bench.reading import contexts, read

ASKED = {"question": "Tell me about a service that you built.", "lastWords": "What did you do yourself?"}


def read_line(**given: Any) -> dict[str, Any]:
    (context,) = contexts([json.dumps(ASKED | given)])
    return read(context)


def test_an_answer_has_its_possible_follow_ups() -> None:
    found = read_line(answer="We moved the queue to Postgres, because Redis lost jobs when it restarted.")
    assert found["intent"] == "answer"
    assert found["confidence"] > 0.5
    assert [part["intent"] for part in found["parts"]] == ["answer"]
    assert found["proposals"]
    assert found["move"] == found["proposals"][0]["move"]


def test_each_part_of_an_answer_has_its_own_intent() -> None:
    found = read_line(answer="I wrote the importer in Go over the summer. Who will read this, by the way?")
    assert [part["intent"] for part in found["parts"]] == ["answer", "asks-about"]
    assert "".join(part["text"] for part in found["parts"]).startswith("I wrote the importer")


@pytest.mark.parametrize(
    ("answer", "intent", "move"),
    [
        ("Can we go back to the one before?", "back", "next"),
        ("I'd rather not talk about that.", "refusal", "skip"),
        ("I can't stop crying, I'm sorry.", "distress", "de-escalate"),
    ],
)
def test_the_policy_decides_the_move(answer: str, intent: str, move: str) -> None:
    found = read_line(answer=answer)
    assert (found["intent"], found["move"]) == (intent, move)


def test_without_a_classifier_for_the_language_there_are_no_parts_and_no_confidence() -> None:
    found = read_line(question="Welchen Dienst haben Sie gebaut?", answer="Was meinen Sie mit Dienst?", language="de")
    assert found == {"intent": "asks-back", "move": "clarify", "confidence": None, "parts": [], "proposals": []}


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "Line 2 is not JSON"),
        ("[]", "Line 2 is not a JSON object."),
        ('{"question": "Why?", "lastWords": "Why?"}', 'Line 2 needs "answer", a text.'),
        (json.dumps(ASKED | {"answer": "No.", "earlier": "Yes."}), 'Line 2: "earlier" must be a list of texts'),
        (json.dumps(ASKED | {"answer": "No.", "language": 7}), 'Line 2: "language" must be a text'),
    ],
)
def test_a_bad_line_is_reported_by_its_number(line: str, problem: str) -> None:
    with pytest.raises(BadLineError, match=f"^{problem}"):
        list(contexts([json.dumps(ASKED | {"answer": "No."}), line]))


def test_the_command_reads_a_file_and_names_what_it_cannot_read(tmp_path: Path) -> None:
    path = tmp_path / "replies.jsonl"
    path.write_text(json.dumps(ASKED | {"answer": "I built a queue."}) + "\n\nno JSON\n", encoding="utf-8")
    command = [sys.executable, "-m", "bench", "reading", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2])
    assert [json.loads(line)["intent"] for line in done.stdout.splitlines()] == ["answer"]
    assert done.stderr.startswith(f"{path}: Line 3 is not JSON")
    assert done.returncode == 1
