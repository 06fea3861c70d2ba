"""A text is split into sentences that can be spoken, and nothing of it is lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aural.voice.tts.spoken_text import FIRST_WIDTH, MOST_WIDTH, sayable, split
from tests.growth import LINEAR, growth

FENCE = "```python\nfor x in rows:\n    print(x)  # Mr. X. Done.\n```\n"


def texts(text: str, language: str = "en", *, short_first: bool = False) -> list[str]:
    return [piece.text.rstrip() for piece in split(text, language, short_first=short_first)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Thank you. And then?", ["Thank you.", "And then?"]),
        ("Question 2 of 5: How do you plan?", ["Question 2 of 5:", "How do you plan?"]),
        ("You said “a queue”: what happened there?", ["You said “a queue”: what happened there?"]),
        ("Dr. Smith met J. K. Rowling. She laughed.", ["Dr. Smith met J. K. Rowling.", "She laughed."]),
        ("Use a tool, e.g. Git, i.e. Version control.", ["Use a tool, e.g. Git, i.e. Version control."]),
        ("It is 3.5 percent. Or 10,000.50? Yes!", ["It is 3.5 percent.", "Or 10,000.50?", "Yes!"]),
        ("See No. 5 first. No. Really.", ["See No. 5 first.", "No.", "Really."]),
        ("At 5 p.m. we left. So do I. Fine.", ["At 5 p.m. we left.", "So do I.", "Fine."]),
        ("Well... maybe. Well... Then go.", ["Well... maybe.", "Well...", "Then go."]),
        ("He said “Stop.” Then he left.", ["He said “Stop.”", "Then he left."]),
        ("We waited (an hour. Or two.) and left. Why?", ["We waited (an hour. Or two.) and left.", "Why?"]),
        ("(That was all.) Next.", ["(That was all.)", "Next."]),
        ("Two things:\n- one\n- two\n\nWhich?", ["Two things:", "- one", "- two", "Which?"]),
        ("1. Plan it. 2. Do it.", ["1. Plan it.", "2. Do it."]),
        (f"Look:\n{FENCE}What does it do?", ["Look:", FENCE.rstrip(), "What does it do?"]),
        ("Read https://example.com/a.b?c=1. Then go.", ["Read https://example.com/a.b?c=1.", "Then go."]),
        ("您好。请说说看！真的吗？", ["您好。", "请说说看！", "真的吗？"]),
        ("他说：“好。”然后呢……后来怎样?好的", ["他说：“好。”", "然后呢……", "后来怎样?", "好的"]),
        ("第 2 题，共 5 题：请谈谈你最近的项目。", ["第 2 题，共 5 题：", "请谈谈你最近的项目。"]),
        ("我们用 3.5 版（很旧。真的旧）很久。好。", ["我们用 3.5 版（很旧。真的旧）很久。", "好。"]),
        ("", []),
    ],
)
def test_a_text_is_cut_where_sentences_end(text: str, sentences: list[str]) -> None:
    assert texts(text) == sentences


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("Read https://www.example.com/a?b=1.", "en", "Read the link to example.com."),
        ("Read www.example.com, please", "en", "Read the link to example.com, please"),
        ("请看 https://example.com/a。", "zh", "请看 example.com 的链接。"),
        ("Lies [die Seite](https://example.com)!", "de", "Lies die Seite!"),
        (FENCE, "en", "There is a piece of code here."),
        (FENCE, "zh", "这里有一段代码。"),
        ("What does `foo_bar()` do?", "en", "What does foo bar do?"),
        ("**Bold**, *slanted* and __more__ ~~gone~~", "en", "Bold, slanted and more gone"),
        ("Is 2 * 3 more than 5?", "en", "Is 2 * 3 more than 5?"),
        ("## Heading\n", "en", "Heading."),
        ("- item one\n", "en", "item one."),
        ("> quoted\n", "en", "quoted."),
        ("3. third\n", "en", "3, third."),
        ("| a | b |\n", "en", "a, b."),
        ("Client -> server", "en", "Client, server"),
        ("<b>Now</b> a < b", "en", "Now a < b"),
        ("Well done 🎉", "en", "Well done"),
        ("—", "en", ""),
    ],
)
def test_text_that_cannot_be_read_aloud_is_made_speakable(text: str, language: str, said: str) -> None:
    assert sayable(text, language) == said


def test_text_without_sound_is_joined_to_its_neighbor() -> None:
    assert [(piece.text, piece.spoken) for piece in split("🎉\nHi. \n---\n🎉")] == [("🎉\nHi. \n---\n🎉", "Hi.")]
    assert [piece.spoken for piece in split("🎉 …")] == [""]


def test_a_long_first_sentence_begins_with_a_short_piece_on_request() -> None:
    text = "When you think of the last project that you took part in, what would you do in another way today, and why?"
    assert texts(text) == [text]
    short = texts(text, short_first=True)
    assert short[0] == "When you think of the last project that you took part in,"
    assert all(len(split(words, short_first=True)[0].text) <= FIRST_WIDTH for words in short)
    assert texts("Thank you. And then?", short_first=True) == ["Thank you.", "And then?"]


def test_no_piece_exceeds_the_maximum_length() -> None:
    for text in ("word " * 200, "x" * 1000, "clause, " * 100, "字" * 300):
        assert max(len(piece.text) for piece in split(text)) <= MOST_WIDTH
    assert max(len(piece.text) for piece in split("字" * 300)) <= MOST_WIDTH // 3
    address = "https://example.com/" + "a" * 500
    assert [piece.spoken for piece in split(f"See {address} now.")] == ["See", "the link to example.com", "now."]


PARTS = [*"aB1 .!?,:;…\n\"'“”()[]`*_~|<>/-#。！？：，（）字好🎉", "```\n", "http://a.b/", "e.g. ", "Dr. "]
MARKS = st.lists(st.sampled_from(PARTS), max_size=80).map("".join)


@given(MARKS | st.text(max_size=200), st.booleans(), st.sampled_from(["en", "zh-Hans", "de"]))
@settings(max_examples=300)
def test_the_joined_pieces_are_the_text(text: str, short_first: bool, language: str) -> None:
    pieces = split(text, language, short_first=short_first)
    assert "".join(piece.text for piece in pieces) == text
    assert all(piece.text for piece in pieces)
    assert len(pieces) == 1 or all(piece.spoken for piece in pieces)
    assert not any("```" in piece.spoken or "http" in piece.spoken for piece in pieces)


PARTS_OF_LONG_TEXTS = ("[", "(", "`", "```\n", ". ", "\n", "a.b", "*", "_", "http://", "<a", "|", "(a. B) ", ":  ")


@pytest.mark.parametrize("part", PARTS_OF_LONG_TEXTS)
def test_a_very_long_text_is_split_without_loss(part: str) -> None:
    text = part * (100_000 // len(part))
    assert "".join(piece.text for piece in split(text)) == text


@pytest.mark.parametrize("part", PARTS_OF_LONG_TEXTS)
def test_splitting_a_very_long_text_takes_time_linear_in_its_length(part: str) -> None:
    assert growth(lambda size: split(part * (size // len(part)))) < LINEAR
