"""A report and its transcript as text: Markdown, plain text, captions (WebVTT), and data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from aural import lang
from aural.platform.clock import iso
from aural.reports.analysis.evidence import BETWEEN_OPTIONS
from aural.reports.documents.captions import SHORTEST_CUE_MS, Cue, to_vtt
from aural.reports.documents.document import LEFT_OUT, CriterionPart, Document, Passage, Turn

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")
_LIST_LIKE = re.compile(r"^([^\S\n]*+)([-+]|\d++[.)])(\s)", re.MULTILINE)
_UNDERLINE = re.compile(r"^([^\S\n]*+)(?=(?:=++|-++)[^\S\n]*+$)", re.MULTILINE)  # turns the line above into a heading
_LAST_CUE_SECONDS = 5
LEVELS = {1: "limited", 2: "partial", 3: "solid", 4: "strong"}
NO_EVIDENCE = "no evidence"
NEXT = "For the next conversation"
NOT_SCORED = "Not scored."
LOWERED = "with words for the top level, or sentences that may be addressed to the AI, which don't count"
HIDDEN = "hidden until you have rated"


def level_words(part: CriterionPart) -> str:
    """`3 of 4 (solid)`, followed by the ratings of which it is the median."""
    if part.is_hidden:
        return HIDDEN
    if part.level is None:
        return NO_EVIDENCE
    spread = ", ".join("–" if level is None else str(level) for level in part.ratings)
    words = f"{part.level} of 4 ({LEVELS[part.level]})" + (f"; ratings {spread}" if len(part.ratings) > 1 else "")
    return words if part.lowered_from is None else f"{words}; {part.lowered_from} {LOWERED}"


def ai_words(part: CriterionPart) -> list[str]:
    """The line with the AI's level, if it gave one."""
    return [f"AI: {level_words(part)}"] if part.is_scored else []


def reasons_of(part: CriterionPart) -> list[str]:
    """The reason for the level, and what would raise it."""
    labelled = (("Why", part.why), ("What would raise it", part.would_raise))
    return [f"{label}: {text}" for label, text in labelled if text]


def human_words(part: CriterionPart) -> list[str]:
    """Each person's rating, with name and reason."""
    return [
        f"{rating.by}: {NO_EVIDENCE if rating.level is None else f'{rating.level} of 4'}"
        + (f" ({rating.reason})" if rating.reason else "")
        for rating in part.human
    ]


def _language(tag: str) -> str:
    """The language's own name, or its tag if the name isn't known."""
    own = lang.find(tag)
    return tag if own is None else own.text("language", "name")


def facts_of(document: Document) -> list[tuple[str, str]]:
    """Labels and values of the facts below the title."""
    facts = [("Interview", document.title), ("Organization", document.organization)]
    facts += [("Started", _time(document.started_at))]
    facts += [] if document.finished_at is None else [("Ended", _time(document.finished_at))]
    if document.synthetic_voice is not None:
        facts.append(("Interviewer", f"An AI with a synthetic voice ({document.synthetic_voice})"))
    facts += [("Length", length_words(document)), ("Language", _language(document.language))]
    facts += [] if document.written_by is None else [("Report written by", document.written_by)]
    if document.preliminary_until is not None:
        facts.append(("Report", document.in_words(preliminary_words(document.preliminary_until))))
    if document.decision is not None:
        made = document.decision
        why = f": {made.reason}" if made.reason else ""
        why = f" (the report was preliminary){why}" if made.preliminary else why
        facts.append(("Decision", f"{made.status.capitalize()} by {made.by}, {_time(made.at)}{why}"))
    return facts


def length_words(document: Document) -> str:
    """The time from the start to the end, as the transcript's times count it, and how much of it was not paused."""
    counted = clock(document.seconds * 1000)
    if document.finished_at is None:
        return counted
    whole = clock(document.finished_at - document.started_at)
    return whole if whole == counted else f"{whole} ({counted} without pauses and interruptions)"


def preliminary_words(until: int) -> str:
    return f"Preliminary: the candidate can check the transcript until {_time(until)}, so it may still change."


def _time(at: int) -> str:
    stamp = iso(at)
    return f"{stamp[:10]} {stamp[11:16]} UTC"


def clock(milliseconds: int) -> str:
    """`09:52`, or `1:09:52`."""
    minutes, seconds = divmod(max(0, milliseconds) // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes:02d}:{seconds:02d}"


def speaker(turn: Turn, person: str) -> str:
    return person if turn.is_candidate else "Interviewer"


def words_of(turn: Turn) -> str:
    """The turn's text with its choice, code or drawing."""
    return "\n".join(text for text in (chosen_words(turn.chosen), turn.text, turn.made) if text)


def chosen_words(options: Sequence[str]) -> str:
    """`Chosen: SQLite`; empty without options."""
    return f"Chosen: {BETWEEN_OPTIONS.join(options)}" if options else ""


def quotes_of(part: Passage | CriterionPart) -> list[tuple[str, str]]:
    """Each quote, after the line about the options that were chosen along with its message's words."""
    return [(chosen_words(part.chosen[at]) if part.chosen else "", quote) for at, quote in enumerate(part.quotes)]


# --- Markdown -------------------------------------------------------------------------------------------------------


def to_markdown(document: Document) -> str:
    parts = [f"# {_plain(document.who())}", _table(document)]
    parts += [f"> {_plain(document.note)}"] if document.note else []
    if document.summary is not None:
        parts += ["## Summary", _passage(document.summary)]
    parts += ["## Criteria", *_criteria(document)] if document.shows_criteria() else []
    for heading, passages in document.sections_by_heading():
        parts += [f"## {heading}", *map(_passage, passages)]
    if document.suggestions:
        parts += [f"## {NEXT}", "\n".join(f"- {_plain(each.text)}" for each in document.suggestions)]
    remark = document.in_words("The candidate's remark")
    parts += [f"## {remark}", _quoted(document.remark)] if document.remark else []
    parts += ["## Transcript", *(_markdown_turn(turn, document) for turn in document.turns)] if document.turns else []
    return "\n\n".join(parts) + "\n"


def _table(document: Document) -> str:
    rows = [f"| {label} | {_plain(' '.join(value.split()))} |" for label, value in facts_of(document)]
    return "\n".join(["| | |", "|---|---|", *rows])


def _criteria(document: Document) -> Iterable[str]:
    if not document.is_scored:
        yield NOT_SCORED
    for part in document.criteria or ():
        yield f"### {_plain(part.name)}"
        yield from ai_words(part)
        yield from map(_plain, reasons_of(part))
        yield from (f"Person: {_plain(words)}" for words in human_words(part))
        yield from _quotes(part)


def _passage(passage: Passage) -> str:
    return "\n\n".join([_plain(passage.text), *_quotes(passage)])


def _quotes(part: Passage | CriterionPart) -> Iterable[str]:
    for chosen, quote in quotes_of(part):
        yield from [_plain(chosen)] if chosen else []
        yield _quoted(quote)


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in _plain(text).split("\n"))


def _markdown_turn(turn: Turn, document: Document) -> str:
    head = f"**{clock(turn.at - document.started_at)} {_plain(speaker(turn, document.who()))}**"
    notes = [document.in_words(LEFT_OUT)] if turn.is_left_out else []
    notes += [f"Corrected; originally: “{turn.original}”"] if turn.original is not None else []
    code = [_fenced(turn.made)] if turn.made else []
    said = [_plain(words) for words in (chosen_words(turn.chosen), turn.text) if words]
    return "\n\n".join([f"{head}: {''.join(said[:1])}", *said[1:], *code, *(f"*{_plain(note)}*" for note in notes)])


def _fenced(code: str) -> str:
    longest = max((len(run) for run in re.findall(r"`+", code)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{code}\n{fence}"


def _plain(text: str) -> str:
    """Escapes Markdown, so that no quoted words become a heading, a link, a picture or HTML."""
    escaped = _SPECIAL.sub(r"\\\1", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _UNDERLINE.sub(r"\1\\", _LIST_LIKE.sub(r"\1\\\2\3", escaped))


# --- the transcript alone -------------------------------------------------------------------------------------------


def to_text(document: Document) -> str:
    """Plain text, with one paragraph per turn."""
    head = f"{document.title}\n{document.who()}\n"
    if document.synthetic_voice is not None:
        head += f"Interviewer: an AI with a synthetic voice ({document.synthetic_voice})\n"
    if document.preliminary_until is not None:
        head += f"{document.in_words(preliminary_words(document.preliminary_until))}\n"
    return "\n".join([head, *(_text_turn(turn, document) for turn in document.turns)])


def _text_turn(turn: Turn, document: Document) -> str:
    words = words_of(turn) + (f"\n{document.in_words(LEFT_OUT)}" if turn.is_left_out else "")
    return f"[{clock(turn.at - document.started_at)}] {speaker(turn, document.who())}: {words}\n"


def to_captions(document: Document) -> str:
    """Shows each turn until the next one. Times come from the transcript, and count from the session's start."""
    turns = [turn for turn in document.turns if not turn.is_left_out]
    cues = []
    for index, turn in enumerate(turns):
        start = max(0, turn.at - document.started_at)
        after = turns[index + 1].at - document.started_at if index + 1 < len(turns) else 0
        end = max(after, start + SHORTEST_CUE_MS) if after else start + _LAST_CUE_SECONDS * 1000
        cues.append(Cue(speaker(turn, document.who()), words_of(turn), start, end))
    return to_vtt(cues)


# --- data -----------------------------------------------------------------------------------------------------------


def to_data(document: Document) -> dict[str, object]:
    """The report as data, with the API's field names."""
    data: dict[str, object] = {}
    for name, value in asdict(document).items():
        data |= _camel(value if name == "sections" else {name: value})
    return data


def _camel(value: object) -> Any:
    if isinstance(value, dict):
        return {_name(key): _instant(key, _camel(item)) for key, item in value.items()}
    return [_camel(item) for item in value] if isinstance(value, list | tuple) else value


def _name(key: str) -> str:
    first, *rest = key.split("_")
    return first + "".join(word.capitalize() for word in rest)


def _instant(key: str, value: Any) -> object:
    return iso(value) if (key == "at" or key.endswith(("_at", "_until"))) and value is not None else value
