"""A quote counts only if the candidate said it, word for word."""

from __future__ import annotations

import unicodedata

import pytest

from aural.mind.brain import Line
from aural.report.evidence import LONGEST_QUOTE, Span, find_quote, find_quotes, sources_of


def said(content: str, message_id: str = "m1", *, kind: str = "answer", is_excluded: bool = False) -> Line:
    return Line(message_id, "user", content, "q1", kind, None, None, is_excluded)


def find(quote: str, *contents: str) -> Span | None:
    return find_quote(quote, sources_of(said(content, f"m{n}") for n, content in enumerate(contents)))


def test_the_span_is_exactly_the_quote() -> None:
    content = "Well 🙂 — I cut the p95 from 900 to 210 ms. Then we shipped."
    span = find("I cut the p95 from 900 to 210 ms", content)
    assert span is not None
    assert content[span.start : span.end] == span.quote == "I cut the p95 from 900 to 210 ms"


@pytest.mark.parametrize(
    ("quote", "content", "stored"),
    [
        ("we split the table", "We  split\nthe table.", "We  split\nthe table"),
        ("It's what I'd do", "Perhaps it’s what I’d do again.", "it’s what I’d do"),
        ('he said "no way" twice', "and he said “no way” twice", "he said “no way” twice"),
        ('"I led the move."', "I led the move. It took a year.", "I led the move."),
        ("我们把表拆开了", "后来我们把表拆开了，就快了。", "我们把表拆开了"),
    ],
)
def test_only_blanks_quotation_marks_and_the_first_letter_may_differ(quote: str, content: str, stored: str) -> None:
    span = find(quote, content)
    assert span is not None
    assert span.quote == stored
    assert content[span.start : span.end] == stored


@pytest.mark.parametrize(
    ("quote", "content"),
    [
        ("I led a team of forty", "I was in a team"),
        ("from 90 to 210 ms", "from 900 to 210 ms"),
        ("00 to 210 ms", "from 900 to 210 ms"),
        ("5 million users", "We had 1.5 million users."),
        ("down to 3", "It went down to 3.5 seconds."),
        ("led the team", "I handled the team, they bled the teams dry."),
        ("We Split the table", "We split the table"),
        ("split … table", "split the table"),
        ("the", "the end of the day, the team"),
        ("", "anything at all"),
        ("   “” ", "anything at all"),
        ("x" * (LONGEST_QUOTE + 1), "x" * (LONGEST_QUOTE + 1)),
        (".* a+ (b)", "all of that, aaa b"),
    ],
)
def test_anything_else_is_no_quote(quote: str, content: str) -> None:
    assert find(quote, content) is None


def test_accents_that_stand_alone_are_the_same_letters() -> None:
    content = "Tôi đã quản lý một nhóm năm người."
    span = find(unicodedata.normalize("NFD", "quản lý một nhóm năm người"), content)
    assert span is not None
    assert span.quote == "quản lý một nhóm năm người"


@pytest.mark.parametrize(
    ("quote", "content"),
    [
        ("We met at the cafe", "We met at the cafe\u0301 in May."),
        ("I made a \U0001f469", "I made a \U0001f469\u200d\U0001f4bb face."),
        ("मैंने काम क", "मैंने काम किया।"),
    ],
)
def test_no_letter_is_cut_in_two(quote: str, content: str) -> None:
    assert find(quote, content) is None


@pytest.mark.parametrize("said_", ["バグをなくしました", "フローをかえた"])
def test_words_without_blanks_are_more_than_one(said_: str) -> None:
    assert find(said_, f"それで{said_}。そしてレポートをかきました。") is not None


def test_one_word_is_a_quote_only_where_it_is_the_whole_answer() -> None:
    assert find("Money", "Money.") is not None
    assert find("Money", "Money was never the reason.") is None


def test_only_a_candidates_counted_answers_are_searched() -> None:
    words = "I designed the whole platform alone"
    lines = [
        Line("m1", "assistant", words, "q1", "question", "next"),
        Line("m2", "system", words, "q1", "notice", None),
        said(words, "m3", kind="request"),
        said(words, "m4", is_excluded=True),
    ]
    assert find_quote(words, sources_of(lines)) is None
    assert find_quote(words, sources_of([*lines, said(words, "m5")])) == Span("m5", 0, len(words), words)


def test_of_several_quotes_the_longer_one_stays() -> None:
    sources = sources_of([said("I wrote the importer and I tested it with real orders.")])
    spans = find_quotes(["I tested it", "I wrote the importer and I tested it", "never said"], sources)
    assert [span.quote for span in spans] == ["I wrote the importer and I tested it"]


def test_a_long_answer_is_searched_to_its_end() -> None:
    content = "word " * 3990 + "and then I called the customer myself"
    span = find("I called the customer myself", content)
    assert span is not None
    assert span.end == len(content)
