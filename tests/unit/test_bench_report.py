"""`python -m bench report FILE.json`: a played session becomes the report that the API would return."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bench.report import BadSessionError, report_json, report_on, sessions_in

ANSWER = "I looked at the slow query log first, and one query took 900 ms because it had no index, so I added it."
LINES = [
    {"role": "assistant", "kind": "greeting", "move": "greeting", "text": "Hi, I'm Aural."},
    {"role": "assistant", "kind": "question", "move": "next", "text": "Here is question 1 of 2. What was slow?"},
    {"seq": 7, "role": "user", "kind": "answer", "text": ANSWER},
    {"role": "assistant", "kind": "reply", "move": "redirect", "text": "Let's come back to where we were."},
    {"role": "assistant", "kind": "question", "move": "next", "text": "Okay, question 2 of 2. What did you learn?"},
    {"role": "user", "kind": "answer", "text": "Reading the log before guessing."},
    {
        "role": "assistant",
        "kind": "question",
        "move": "back",
        "text": "Back to question 1 of 2. You can add. What was slow?",
    },
    {"role": "assistant", "kind": "closing", "text": "What would you like to add?"},
    {"role": "user", "kind": "answer", "text": "That the cache came later."},
]
PLAN = {
    "title": "Backend",
    "questions": [{"text": "What was slow?"}, "What did you learn?"],
    "assessmentCriteria": [{"name": "Diagnosis", "description": "Finds out why queries are slow.", "questions": [0]}],
}


def report(**session: Any) -> dict[str, Any]:
    ((session_id, plan, lines),) = sessions_in(json.dumps({"id": "s1", "lines": LINES} | session))
    return report_json(session_id, report_on(plan, lines))


def test_a_session_becomes_the_report_of_the_api() -> None:
    made = report(plan=PLAN)
    assert list(made)[:2] == ["id", "reportStatus"]
    assert (made["id"], made["reportStatus"], made["scores"]) == ("s1", "READY", None)
    assert ("criteria/Diagnosis", "m7", ANSWER) in [
        (item["supports"], item["messageId"], item["quote"]) for item in made["evidence"]
    ]


def test_without_a_plan_the_questions_are_the_asked_ones() -> None:
    ((_, plan, lines),) = sessions_in(json.dumps([{"lines": LINES}]))
    assert [(q.id, q.text) for q in plan.questions] == [("q1", "What was slow?"), ("q2", "What did you learn?")]
    assert [line.question_id for line in lines] == [None, "q1", "q1", "q1", "q2", "q2", "q1", None, None]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "not JSON"),
        ("[1]", 'Session 1 needs "lines"'),
        (json.dumps({"lines": [{"role": "user"}]}), 'line 1 needs "text"'),
        (json.dumps({"lines": [{"role": "me", "text": "Hi"}]}), 'needs "role"'),
        (json.dumps({"lines": LINES, "plan": {"questions": [{}]}}), 'question 1 of its plan needs "text"'),
        (json.dumps({"lines": LINES, "plan": {"criteria": [{}]}}), 'criterion needs "name"'),
        (json.dumps({"lines": LINES, "plan": {"criteria": [{"name": "A", "questions": [9]}]}}), "must be positions"),
    ],
)
def test_a_bad_file_is_reported_in_a_sentence(text: str, reason: str) -> None:
    with pytest.raises(BadSessionError, match=reason):
        list(sessions_in(text))


def test_the_command_prints_a_line_per_session(tmp_path: Path) -> None:
    path = tmp_path / "played.json"
    path.write_text(json.dumps([{"id": "a", "lines": LINES}]), encoding="utf-8")
    run = [sys.executable, "-m", "bench", "report"]
    done = subprocess.run([*run, str(path)], capture_output=True, text=True, check=True)
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["a"]
    failed = subprocess.run([*run, str(tmp_path / "none.json")], capture_output=True, text=True, check=False)
    assert failed.returncode
    assert "cannot be read" in failed.stderr
