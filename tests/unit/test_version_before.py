"""Two versions run on the same sessions while hosts are upgraded, and each reads what the other wrote."""

from __future__ import annotations

import json
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any

import pytest

from aural.engine.log import _KINDS, WITH_WORDS, Answered, Entry, MessageSent, entry_from_row, entry_to_row
from aural.engine.moves import Probe
from aural.engine.plan import (
    Criterion,
    Fact,
    Plan,
    PreparedProbe,
    Question,
    plan_from_json,
    plan_to_json,
    probes_to_json,
)
from aural.engine.state import fold

BEFORE = Path(__file__).parents[1] / "data" / "before"
ACCEPTS = json.loads((BEFORE / "accepts.json").read_text(encoding="utf-8"))
SESSIONS = {session["name"]: session for session in json.loads((BEFORE / "sessions.json").read_text(encoding="utf-8"))}
#: Questions that the candidate didn't skip after all. They keep their time limit now.
KEEPS_ITS_TIME = {"skip": ["01a22445-5c7b-7299-abc9-95ef8962fe8d"]}
PROBE = Probe("half", "focus", "code", "against")
CORRECTION = MessageSent(1, 2, "answer", "Noted.", "q2", topic="correction", intent="correction", corrects="q1")
PLAN = Plan(
    interview_id="i",
    title="t",
    questions=(
        Question("a", 0, "A?", options=("1", "2"), probes=(PreparedProbe("HALF_UNANSWERED", "And b?", "b"),)),
        Question("b", 1, "B?", probes=()),
        Question("c", 2, "C?"),
    ),
    criteria=(Criterion("Design", "d", ((2, "Names a case"),), ("a",)),),
    approved_facts=(Fact("Team", "Six people."),),
)


def fill(kind: str) -> Entry:
    """An entry with a value in every field."""
    known = {"at": 1, "seq": 2, "milliseconds": 3, "text": "t", "probe": PROBE}
    entry: Entry = _KINDS[kind](**{field.name: known.get(field.name, field.name) for field in fields(_KINDS[kind])})
    return entry


@pytest.mark.parametrize("name", SESSIONS)
def test_a_session_of_the_previous_version_has_the_same_state(name: str) -> None:
    session = SESSIONS[name]
    texts = {message["seq"]: message["content"] for message in session["messages"]}
    log = [entry_from_row(e["kind"], e["data"], e["at"], texts.get(e["data"].get("seq"))) for e in session["log"]]
    state = json.loads(json.dumps(asdict(fold(plan_from_json(session["plan"]), log))))
    for question_id in KEEPS_ITS_TIME.get(name, ()):
        session["state"]["asked"][question_id]["is_timed"] = True
    for question_id, about in session["state"]["asked"].items():
        state["asked"][question_id] = {key: state["asked"][question_id][key] for key in about}
    assert {key: state[key] for key in session["state"]} == session["state"]


@pytest.mark.parametrize(("move", "intent"), [("de-escalate", "distress"), ("redirect", "instruction")])
def test_the_previous_version_keeps_words_that_were_comforted_or_declined(move: str, intent: str) -> None:
    log = [
        MessageSent(1, 1, "next", "A?", "a", reason="first"),
        Answered(2, 2, "My hands are shaking. We lost the customer.", "a"),
        MessageSent(3, 3, move, "I'm sorry.", "a", intent=intent),
        MessageSent(4, 4, "next", "B?", "b", reason="next"),
    ]
    about = fold(PLAN, log).about("a")
    assert (about.status, len(about.answers)) == ("answered", 1)


def test_going_back_after_the_comfort_of_the_previous_version_leaves_the_question_open() -> None:
    log = [
        MessageSent(1, 1, "next", "A?", "a", reason="first"),
        MessageSent(2, 2, "next", "B?", "b", reason="next"),
        Answered(3, 3, "I feel sick.", "b"),
        MessageSent(4, 4, "de-escalate", "I'm sorry.", "b", intent="distress"),
        MessageSent(5, 5, "next", "A?", "a", reason="back"),
    ]
    assert fold(PLAN, log).about("b").status == "pending"


@pytest.mark.parametrize("row", ACCEPTS["rows"], ids=lambda row: row["kind"])
def test_a_row_of_the_previous_version_can_be_read(row: dict[str, Any]) -> None:
    read = asdict(entry_from_row(row["kind"], row["data"], 1, "t"))
    assert {key: read[key] for key in row["data"]} == row["data"]


@pytest.mark.parametrize("kind", _KINDS)
def test_the_previous_version_knows_every_field_of_a_row(kind: str) -> None:
    written, data = entry_to_row(fill(kind))
    implied = {"at", "text"} if _KINDS[kind] in WITH_WORDS else {"at"}
    assert set(data) | implied <= set(ACCEPTS["entries"][written])
    assert set(data.get("probe", {})) <= set(ACCEPTS["probe"])


def test_a_correction_is_restored_and_the_previous_version_does_not_read_it_as_an_answer() -> None:
    kind, data = entry_to_row(CORRECTION)
    assert entry_from_row(kind, data, 1, "Noted.") == CORRECTION
    assert data["intent"] in ACCEPTS["requests"]
    assert set(data) <= set(ACCEPTS["entries"]["spoke"])


def test_a_correction_with_a_side_question_keeps_both() -> None:
    said = replace(CORRECTION, topic="company", fact="Team size")
    kind, data = entry_to_row(said)
    assert entry_from_row(kind, data, 1, "Noted.") == said
    assert data["fact"] == "Team size"  # the previous version finds the candidate's question by it


def test_a_correction_without_a_question_is_restored() -> None:
    said = MessageSent(1, 2, "answer", "Noted.", "q2", topic="correction", intent="correction")
    assert entry_from_row(*entry_to_row(said), 1, "Noted.") == said


def test_the_previous_version_knows_every_field_of_a_plan() -> None:
    written = plan_to_json(PLAN)
    assert set(written) <= set(ACCEPTS["plan"])
    for part, name in (("questions", "question"), ("criteria", "criterion"), ("approved_facts", "fact")):
        assert all(set(item) <= set(ACCEPTS[name]) for item in written[part])


def test_prepared_follow_ups_stored_next_to_the_plan_are_restored() -> None:
    stored = json.loads(json.dumps([plan_to_json(PLAN), probes_to_json(PLAN)]))
    assert plan_from_json(*stored) == PLAN
    assert probes_to_json(plan_from_json(stored[0])) is None
