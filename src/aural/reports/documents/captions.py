"""Captions (WebVTT) for a file joined from several takes: the speaker, the words, and their time in that file."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

SHORTEST_CUE_MS = 500
_FULL_CUE_MS = 5_000  # the time that a reader needs for two full lines
_FULL_CUE, _FULL_CUE_WIDE = 84, 36  # characters in two lines, narrow and wide ones
_GAP = re.compile(r"\s++")


@dataclass(frozen=True, slots=True)
class TimedText:
    """Words and when they were said, in milliseconds since 1970. `end` None: unknown, as for typed words."""

    speaker: str
    text: str
    start: int
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Take:
    """One run of a recorder: when it began (milliseconds since 1970), and its place in the file."""

    started_at: int
    from_ms: int
    length_ms: int


@dataclass(frozen=True, slots=True)
class Cue:
    """Words shown from `start_ms` to `end_ms` of the file."""

    speaker: str
    text: str
    start_ms: int
    end_ms: int


def cues_of(said: Iterable[TimedText], takes: Sequence[Take]) -> list[Cue]:
    """Cues for everything said within the takes, in the order of the file.

    Words between two takes aren't in the file, and are left out. For words that extend beyond a take, only the time
    within it counts. Long texts become several cues, whose durations are proportional to their parts of the text.
    """
    ordered = sorted(said, key=lambda words: words.start)
    cues: list[Cue] = []
    for words, after in zip_longest(ordered, [words.start for words in ordered[1:]]):
        for start, end in _places(words.start, _end(words, after), takes):
            cues += _spread(words, start, end)
    return sorted(cues, key=lambda cue: (cue.start_ms, cue.end_ms))


def _end(words: TimedText, after: int | None) -> int:
    """When the words end. If unknown: when they can have been read or the next words begin, whichever is earlier."""
    least = words.start + SHORTEST_CUE_MS
    if words.end is not None:
        return max(words.end, least)
    text = _plain(words.text)
    read = words.start + len(text) * _FULL_CUE_MS // _letters(text)
    return max(read if after is None else min(read, after), least)


def _places(start: int, end: int, takes: Sequence[Take]) -> list[tuple[int, int]]:
    """The places of a period in the file. Takes that are adjacent in the file count as one place."""
    places: list[tuple[int, int]] = []
    for take in takes:
        begins = max(start, take.started_at) - take.started_at
        ends = min(end, take.started_at + take.length_ms) - take.started_at
        if begins >= ends:
            continue
        place = (take.from_ms + begins, take.from_ms + ends)
        if places and places[-1][1] == place[0]:
            place = (places.pop()[0], place[1])
        places.append(place)
    return places


def _spread(words: TimedText, start: int, end: int) -> list[Cue]:
    """Spreads a text over its time in parts of a readable length, unless there is too little time to show them all."""
    text = _plain(words.text)
    if not text:
        return []
    most = max(1, (end - start) // SHORTEST_CUE_MS)
    parts = textwrap.wrap(text, max(_letters(text), -(-len(text) // most)), break_on_hyphens=False)
    lengths = [len(part) for part in parts]
    shown = [start + (end - start) * sum(lengths[:count]) // sum(lengths) for count in range(len(parts) + 1)]
    times = list(pairwise(shown))
    if any(begins == ends for begins, ends in times):
        return [Cue(words.speaker, text, start, end)]
    return [Cue(words.speaker, part, *time) for part, time in zip(parts, times, strict=True)]


def _letters(text: str) -> int:
    is_wide = any(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return _FULL_CUE_WIDE if is_wide else _FULL_CUE


def _plain(text: str) -> str:
    return " ".join(text.split())


NOTE = """NOTE
The interviewer is an AI. Its words, and its voice where it speaks, are synthetic.
http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"""


def to_vtt(cues: Iterable[Cue]) -> str:
    """A WebVTT file. All text is escaped. A note that players don't show says that the interviewer is an AI."""
    return "\n\n".join(["WEBVTT", NOTE, *(_cue(number, cue) for number, cue in enumerate(cues, 1))]) + "\n"


def _cue(number: int, cue: Cue) -> str:
    times = f"{_stamp(cue.start_ms)} --> {_stamp(cue.end_ms)}"
    words = _GAP.sub(_one_break, _escaped(cue.text).strip())  # an empty line would end the cue
    return f"{number}\n{times}\n<v {_escaped(_plain(cue.speaker))}>{words}</v>"


def _one_break(gap: re.Match[str]) -> str:
    return gap.group() if {"\r", "\n"}.isdisjoint(gap.group()) else "\n"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")  # which also rules out "-->"


def _stamp(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}.{rest:03d}"
