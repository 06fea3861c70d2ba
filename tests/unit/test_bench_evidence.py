"""`python -m bench evidence FILE.jsonl`."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bench.evidence import NO_QUOTE, NOT_FOLLOWING, NOT_SAID, Claimed, claims
from bench.jsonl import BadLineError
from bench.quotes import ALTERED, count_mutations

ANSWER = "I rolled back the release from that afternoon, and after ten minutes orders came in again."
NIGHT = (
    "We had 12 people on call and 3 phones. The first night was quiet, and nobody slept. I wrote down each alert. "
    "By Friday we'd got 41 alerts, half of them from one disk that we replaced on Saturday morning."
)
RULES = (
    "I was against it at first, since the old tool had cost us 900 euros. My colleague showed me the logs. "
    "After that I changed 2 of the rules, and it never woke us again before 6 in the morning."
)
SPOKEN = (NIGHT, RULES)
ASKED = (
    "Could you walk me through what exactly happened on that first night, who was there with you, what you saw on the "
    "screens in front of you, and how you decided what to do about it then and later on in the same week?"
)
GIVEN = {
    "claim": "The candidate rolled back the afternoon's release.",
    "quotes": ["I rolled back the release"],
    "transcript": [{"role": "assistant", "text": "What happened?"}, {"role": "user", "text": ANSWER}],
}


def one(**given: Any) -> Claimed:
    (found,) = claims([json.dumps(GIVEN | given)])
    return found


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({}, None),
        ({"transcript": ANSWER, "question": "What happened?"}, None),
        ({"quotes": ["What happened?"]}, NO_QUOTE),
        ({"claim": "The candidate rolled back 14 releases."}, NOT_SAID),
        ({"claim": "The candidate is a poor communicator who lies."}, NOT_FOLLOWING),
    ],
)
def test_each_claim_is_kept_or_dropped_with_a_reason(given: dict[str, Any], reason: str | None) -> None:
    assert one(**given).check()[0] == reason


def test_found_quotes_have_their_position() -> None:
    (span,) = one().check()[1]
    assert (span.message_id, span.start, span.quote) == ("m1", 0, "I rolled back the release")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ({"claim": 1}, 'Line 2 needs "claim", a text.'),
        ({"quotes": "I rolled"}, 'Line 2 needs "quotes", a list of texts.'),
        ({"quotes": [1]}, 'Line 2 needs "quotes", a list of texts.'),
        ({"question": 1}, 'Line 2: "question" must be a text.'),
        ({"transcript": [{"role": "bot", "text": ""}]}, 'Line 2: "transcript" must be a text, or a list of '),
        ({"transcript": None}, 'Line 2: "transcript" must be a text, or a list of '),
    ],
)
def test_a_bad_line_is_reported_by_its_number(line: dict[str, Any], message: str) -> None:
    with pytest.raises(BadLineError) as caught:
        list(claims([json.dumps(GIVEN), json.dumps(GIVEN | line)]))
    assert str(caught.value).startswith(message)


def test_true_quotes_are_found_and_altered_ones_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bench.quotes.MANY", 60)
    turns = [{"role": role, "text": text} for text in SPOKEN for role, text in (("assistant", ASKED), ("user", text))]
    found = list(count_mutations([{"id": "a", "turns": turns}]))
    assert [name for name, _, _ in found] == ["true", "true, joined by …", *ALTERED]
    assert [(wrong, of) for _, wrong, of in found] == [(0, 60)] * len(found)
