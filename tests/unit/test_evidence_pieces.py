"""Quotes joined with "…": all pieces must be in one message, in this order."""

from __future__ import annotations

import pytest

from aural.reports.analysis.evidence import Source, find_pieces, find_quote

SAID = "I looked at the dashboards first. Then I called Priya. I did not like the answer. We rolled back at nine."
SOURCES = (Source("m1", SAID, ()), Source("m2", "Later we wrote a test for it.", ()))


def pieces(quote: str) -> list[str]:
    return [span.quote for span in find_pieces(quote, SOURCES)]


@pytest.mark.parametrize("joint", [" … ", "...", " [...] ", " (…) "])
def test_each_piece_is_found(joint: str) -> None:
    assert pieces(f"I looked at the dashboards{joint}We rolled back at nine.") == [
        "I looked at the dashboards", "We rolled back at nine.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "quote",
    [
        "We rolled back at nine … I looked at the dashboards",  # in the wrong order
        "I looked at the dashboards … we wrote a test",  # in another message
        "I looked at the dashboards … we rolled back at ten",
        "I called Priya and … we rolled back at nine",
        "I did … like the answer",  # says the opposite
        "I looked … nine",  # one word proves nothing
        "… … …",
    ],
)
def test_a_wrong_piece_invalidates_the_whole_quote(quote: str) -> None:
    assert pieces(quote) == []
    assert find_quote(quote, SOURCES) is None


def test_a_negation_in_a_skipped_sentence_may_be_left_out() -> None:
    assert len(pieces("Then I called Priya. … We rolled back at nine.")) == 2


def test_a_negation_may_not_be_left_out_in_chinese() -> None:
    sources = (Source("m1", "我当时真的不太喜欢这个方案", ()),)
    assert find_pieces("我当时真的…喜欢这个方案", sources) == ()
    assert len(find_pieces("我当时…不太喜欢这个方案", sources)) == 2
