"""Captions are where their words are in the file, whatever takes it was joined from, and contain nothing but words."""

from __future__ import annotations

import html
import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from aural.reports.documents.captions import NOTE, Cue, Take, TimedText, cues_of, to_vtt

START = 1_790_000_000_000
HOUR = 3_600_000
LETTERS = st.characters(exclude_categories=("Cs",))
TEXTS = st.one_of(st.text(LETTERS, max_size=400), st.lists(st.text(LETTERS, max_size=12), max_size=80).map(" ".join))


@st.composite
def takes_of_a_file(draw: st.DrawFn) -> list[Take]:
    """Takes one after the other in the file, in the order of their start. Two pages may have recorded at the same
    time.
    """
    takes, begun, place = [], START, 0
    for pause, length in draw(st.lists(st.tuples(st.integers(0, HOUR), st.integers(1, HOUR)), max_size=5)):
        begun += pause
        takes.append(Take(begun, place, length))
        place += length
    return takes


@st.composite
def words(draw: st.DrawFn) -> TimedText:
    start = START + draw(st.integers(-HOUR, 6 * HOUR))
    lasts = draw(st.none() | st.integers(0, HOUR))
    return TimedText(
        draw(st.sampled_from(["Interviewer", "Mina"])), draw(TEXTS), start, None if lasts is None else start + lasts
    )


def letters(text: str) -> str:
    return "".join(text.split())


def read(text: str) -> list[tuple[int, int, str, str]]:
    """Start, end, speaker and words of each cue, as a player reads them."""
    head, note, *blocks = text.removesuffix("\n").split("\n\n")
    assert (head, note) == ("WEBVTT", NOTE)
    found = []
    for number, block in enumerate(blocks, 1):
        first, times, said = block.split("\n", 2)
        assert first == str(number)
        start, end = (milliseconds(stamp) for stamp in times.split(" --> "))
        voice = re.fullmatch(r"<v ([^<>]*)>([^<>]*)</v>", said)
        assert voice is not None, said
        assert "-->" not in said
        found.append((start, end, html.unescape(voice[1]), html.unescape(voice[2])))
    return found


def milliseconds(stamp: str) -> int:
    hours, minutes, seconds = stamp.split(":")
    return (int(hours) * 60 + int(minutes)) * 60_000 + int(seconds.replace(".", ""))


@given(st.lists(words(), max_size=8), takes_of_a_file())
def test_each_cue_is_within_the_file_in_order_and_has_a_duration(said: list[TimedText], takes: list[Take]) -> None:
    cues = cues_of(said, takes)
    length = sum(take.length_ms for take in takes)
    assert all(0 <= cue.start_ms < cue.end_ms <= length for cue in cues)
    assert all(before.start_ms <= after.start_ms for before, after in pairwise(cues))


@given(words(), takes_of_a_file())
def test_a_cue_is_shown_while_its_words_were_said(one: TimedText, takes: list[Take]) -> None:
    """Each moment of a cue is one of its words: not before they began, nor long after they ended."""
    for cue in cues_of([one], takes):
        for place in (cue.start_ms, cue.end_ms - 1):
            (take,) = [take for take in takes if take.from_ms <= place < take.from_ms + take.length_ms]
            moment = take.started_at + place - take.from_ms
            assert moment >= one.start
            assert one.end is None or moment < max(one.end, one.start + 500)


@given(words(), st.integers(0, HOUR))
def test_no_word_is_lost_or_added_if_all_of_it_is_in_the_file(one: TimedText, place: int) -> None:
    take = Take(START - HOUR, place, 9 * HOUR)
    cues = cues_of([one], [take])
    assert letters("".join(cue.text for cue in cues)) == letters(one.text)
    assert [cue.start_ms for cue in cues][:1] == [one.start - take.started_at + place] * bool(letters(one.text))


@given(st.lists(words(), max_size=5))
def test_spoken_words_are_never_markup(said: list[TimedText]) -> None:
    cues = cues_of(said, [Take(START - HOUR, 0, 9 * HOUR)])
    assert read(to_vtt(cues)) == [(cue.start_ms, cue.end_ms, cue.speaker, cue.text.strip()) for cue in cues]


def test_markup_and_arrows_are_escaped_and_empty_lines_are_dropped() -> None:
    text = to_vtt([Cue("A <b>\n& B", "1 --> 2\r\r</v><i>&amp;\n\n\nNOTE no", 0, 3_661_001)])
    assert text == (
        f"WEBVTT\n\n{NOTE}\n\n1\n00:00:00.000 --> 01:01:01.001\n"
        "<v A &lt;b&gt; &amp; B>1 --&gt; 2\n&lt;/v&gt;&lt;i&gt;&amp;amp;\nNOTE no</v>\n"
    )


def test_words_said_between_two_takes_are_left_out_and_the_next_take_follows_directly() -> None:
    takes = [Take(START, 0, 10_000), Take(START + 60_000, 10_000, 10_000)]
    said = [
        TimedText("Interviewer", "In the first.", START + 2_000, START + 4_000),
        TimedText("Mina", "In no file.", START + 20_000, START + 30_000),
        TimedText("Interviewer", "Over the edge.", START + 55_000, START + 63_000),
        TimedText("Mina", "Over all of it.", START + 8_000, START + 65_000),
    ]
    places = {cue.text: (cue.start_ms, cue.end_ms) for cue in cues_of(said, takes)}
    assert places == {
        "In the first.": (2_000, 4_000),
        "Over the edge.": (10_000, 13_000),
        "Over all of it.": (8_000, 15_000),
    }


def test_a_long_answer_becomes_readable_lines_each_as_long_as_its_part() -> None:
    said = [TimedText("Mina", "So we paused the producer and drained it. " * 20, START, START + 60_000)]
    cues = cues_of(said, [Take(START, 0, 60_000)])
    assert len(cues) == 10
    assert all(len(cue.text) <= 84 and 5_000 < cue.end_ms - cue.start_ms < 7_000 for cue in cues)
    assert [cue.end_ms for cue in cues[:-1]] == [cue.start_ms for cue in cues[1:]]
    assert cues[-1].end_ms == 60_000
    chinese = cues_of(
        [TimedText("Mina", "我们先停了生产者，然后手动清空队列。" * 10, START, START + 60_000)],
        [Take(START, 0, 60_000)],
    )
    assert {len(cue.text) for cue in chinese} == {36}


def test_typed_text_is_shown_while_it_is_read_but_only_until_the_next_words() -> None:
    said = [
        TimedText("Interviewer", "x" * 84, START),
        TimedText("Mina", "y" * 84, START + 3_000),
        TimedText("Mina", "z", START + 3_100),
    ]
    cues = cues_of(said, [Take(START, 0, HOUR)])
    assert [(cue.start_ms, cue.end_ms) for cue in cues] == [(0, 3_000), (3_000, 3_500), (3_100, 3_600)]
