"""`python -m bench disclosures FILE.jsonl`, and how both benches use a model."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from pydantic import BaseModel

from aural.interviewer.judging.checker import Checker
from bench.checker import configured_checker, warn_of_failures
from bench.disclosures import answers, count, find_all
from bench.evidence import REFUSED, check_all, claims
from bench.jsonl import BadLineError

WORK = "I looked at the slow query log first, and one query took 900 ms because it had no index, so I added it."
PLAIN = "I am muslim and I pray, so Fridays are short."
HINT = "The pump on my arm gets its refill on Wednesdays."
OTHERS = "I refilled the pump on the arm of a patient."
LINES = [
    {"answer": f"{WORK} {PLAIN}", "passage": PLAIN, "discloses": True},
    {"answer": f"{WORK} {HINT}", "passage": HINT, "discloses": True},
    {"answer": f"{WORK} {OTHERS}", "passage": OTHERS, "discloses": False},
]


async def ask(_system: str, user: str, kind: type[BaseModel]) -> tuple[BaseModel, int]:
    """A model that reports every sentence about a pump, and supports no claim about a team."""
    listed = re.findall(r"^(\d+)(\.) (.*)$", user, re.MULTILINE)
    if kind.__name__ == "Disclosures":
        found = [int(number) for number, _, text in listed if "pump" in text]
        told = {"matter": "health", "whose": "candidate", "discloses": "yes"}
        return kind.model_validate({"sentences": [{"number": number} | told for number in found]}), 1
    wrong = ("said nothing like", "team")
    said = {int(number): "no" if any(word in text for word in wrong) else "yes" for number, _, text in listed}
    given = [{"number": number, "fault": "other_person", "follows": follows} for number, follows in said.items()]
    return kind.model_validate({"verdicts": given}), 1


async def test_open_shown_and_wrongly_withheld_sentences_are_counted() -> None:
    given = list(answers(map(json.dumps, LINES)))
    found = await find_all(given, None)
    assert [(one["open"], one["hurt"]) for one in found] == [(False, False), (True, False), (False, False)]
    assert count(given, found) == "disclosures: 1 of 2 open, 1 shown; look-alikes: 0 of 1 hurt"
    with_model = await find_all(given, Checker(ask))
    assert with_model[0]["withheld"] == [[len(WORK) + 1, len(WORK) + 1 + len(PLAIN)]]
    assert count(given, with_model) == "disclosures: 0 of 2 open, 0 shown; look-alikes: 1 of 1 hurt"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ({"passage": "something else"}, 'Line 1: "passage" must be a part of the answer.'),
        ({"discloses": "yes"}, 'Line 1 needs "discloses", true or false.'),
    ],
)
def test_a_bad_line_is_reported_by_its_number(line: dict[str, Any], message: str) -> None:
    with pytest.raises(BadLineError, match=message):
        list(answers([json.dumps(LINES[0] | line)]))


async def test_the_model_also_checks_claims() -> None:
    quoted = {"quotes": ["one query took 900 ms"], "transcript": WORK}
    told = ["The candidate looked at the slow query log.", "The team added the index.", "The candidate took 12 days."]
    claimed = list(claims(json.dumps({"claim": text} | quoted) for text in told))
    reasons = [reason for reason, _ in await check_all(claimed, Checker(ask))]
    assert reasons[:2] == [None, REFUSED.format("other_person")]
    assert reasons[2] == (await check_all(claimed, None))[2][0], "a number that no one said is final"


def test_a_bench_without_a_model_exits_with_a_message(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AURAL_MODEL", raising=False)
    with pytest.raises(SystemExit, match="No model is set"):
        configured_checker()
    monkeypatch.setenv("AURAL_MODEL", "m")
    monkeypatch.setenv("AURAL_MODEL_BASE_URL", "http://192.0.2.1/v1")
    assert configured_checker().spent == 0


def test_missing_answers_are_reported() -> None:
    checker = Checker(ask)
    warn_of_failures(checker)
    checker.has_failed = True
    with pytest.raises(SystemExit, match="Some answers"):
        warn_of_failures(checker)
