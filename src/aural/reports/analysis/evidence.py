"""Finds the candidate's words behind a claim: a quote that isn't found word for word supports nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from aural import lang
from aural.engine.answers.injected_spans import Aside, asides_in, certain_asides_in
from aural.engine.answers.sentences import composed, joins, length_of, lows, sentences_of
from aural.engine.artifacts import drawn_with, is_code
from aural.engine.message_data import MessageData
from aural.reports.analysis.judgement import Line

LONGEST_QUOTE = 600
QUOTES_A_CLAIM = 5
BETWEEN_OPTIONS = "; "  # as in the content of an answer that has only options
# A single word proves nothing ("the" is in every answer), unless it is the whole answer.
FEWEST_WORDS = 2

_SINGLE = "'\u2018\u2019\u201b\u2032`\u00b4"
_DOUBLE = '"\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb'
_AROUND = _DOUBLE + _SINGLE + "\u2026 \t\r\n"
_JOINT = re.compile(r"(?:(?<!\s)\s++)?(?:[\[(]\s*+(?:\.{3}|\u2026)\s*+[\])]|\.{3,}+|\u2026++)\s*+")
_PIECE = re.compile(rf"\s+|[{_SINGLE}]|[{_DOUBLE}]|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Span:
    """A span of a candidate's message, in code points: `content[start:end] == quote`."""

    message_id: str
    start: int
    end: int
    quote: str

    def covers(self, other: Span) -> bool:
        return self.message_id == other.message_id and self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Source:
    """A candidate's answer, and the spans of it that may not be quoted."""

    message_id: str
    content: str
    barred: tuple[Aside, ...]

    def may_quote(self, start: int, end: int) -> bool:
        return all(end <= barred.start or barred.end <= start for barred in self.barred)


def sources_of(lines: Iterable[Line]) -> tuple[Source, ...]:
    """The basis of a report: the candidate's answers that aren't set aside."""
    return tuple(Source(line.message_id, line.content, asides_of(line)) for line in lines if is_judged(line))


def asides_of(line: Line) -> tuple[Aside, ...]:
    """Spans of a message that no report quotes: instructions to the AI, and withheld passages. They may overlap."""
    return (*orders_in(line), *line.withheld)


def orders_in(line: Line) -> tuple[Aside, ...]:
    """Spans of a message that are meant as instructions to the AI."""
    return asides_in(line.content, is_code=is_code(line.content, line.data))


def has_orders(line: Line) -> bool:
    """Whether a message contains something that is certainly an instruction to the AI."""
    return bool(certain_asides_in(line.content, is_code=is_code(line.content, line.data)))


def made_with(lines: Iterable[Line]) -> tuple[Source, ...]:
    """The code and the words in drawings that were sent along with typed words. A level may rest on them, and a report
    quotes them together with the words of their message."""
    return tuple(
        Source(line.message_id, text, asides_in(text, is_code=is_from_editor))
        for line in lines
        if is_judged(line)
        for text, is_from_editor in (
            (((line.data or {}).get("code") or {"text": ""})["text"], True),
            (drawn_with(line.content, line.data or {}), False),
        )
        if text
    )


def chosen_with(content: str, data: MessageData | None) -> tuple[str, ...]:
    """The options that were chosen along with typed words, and the candidate's own option.

    Empty if the content says the same: an answer without typed words consists of its options.
    """
    data = data or {}
    chosen = (*data.get("choice", ()), *([data["other"]] if "other" in data else ()))
    return () if content == BETWEEN_OPTIONS.join(chosen) else chosen


def quotable_options(line: Line) -> tuple[str, ...]:
    """The options chosen along with a message's words, without those that contain instructions to the AI."""
    return tuple(option for option in chosen_with(line.content, line.data) if not asides_in(option, is_code=False))


def is_judged(line: Line) -> bool:
    return line.role == "user" and line.kind == "answer" and not line.is_excluded


def find_quotes(quotes: Iterable[str], sources: Sequence[Source]) -> tuple[Span, ...]:
    """The spans of the quotes, longest first. Quotes that aren't found, or are part of another one, are dropped."""
    found = [span for quote in quotes for span in find_pieces(quote, sources)]
    kept: list[Span] = []
    for span in sorted(found, key=lambda s: s.start - s.end):
        if not any(other.covers(span) for other in kept):
            kept.append(span)
    return tuple(kept[:QUOTES_A_CLAIM])


def find_quote(quote: str, sources: Sequence[Source]) -> Span | None:
    """The span of the quote, or of its longest piece if "…" joins several; None if any of it isn't found."""
    return max(find_pieces(quote, sources), key=lambda s: s.end - s.start, default=None)


def find_pieces(quote: str, sources: Sequence[Source]) -> tuple[Span, ...]:
    """The span of the quote, or of each of its pieces joined by "…", if all are in one message and in this order.

    Within a sentence, "…" may not leave out a negation.
    """
    whole = _find_whole(quote, sources)
    if whole is not None:
        return (whole,)
    pieces = [piece for piece in _JOINT.split(quote[:LONGEST_QUOTE]) if any(map(str.isalnum, piece))]
    if not 2 <= len(pieces) <= QUOTES_A_CLAIM or len(quote) > LONGEST_QUOTE:
        return ()
    found = (_in_order(pieces, source) for source in sources)
    return next((spans for spans in found if spans), ())


def _in_order(pieces: Sequence[str], source: Source) -> tuple[Span, ...]:
    spans: list[Span] = []
    for piece in pieces:
        pattern, start = _pattern(piece), spans[-1].end if spans else 0
        after = () if pattern is None else (span for span in _spans(pattern, source) if span.start >= start)
        span = next((span for span in after if not spans or not _negates(source.content[start : span.start])), None)
        if span is None:
            return ()
        spans.append(span)
    return tuple(spans)


def _negates(gap: str) -> bool:
    """Whether a gap within a sentence contains a negation: without it, the pieces would say the opposite."""
    if len(sentences_of(f"a{gap}a")) > 1:
        return False
    own = lang.of_script(gap)
    words = own.words("unsupported_claims", "negative")
    return any(word in words for word in lows(gap)) if own.is_spaced else any(word in gap for word in words)


def _find_whole(quote: str, sources: Sequence[Source]) -> Span | None:
    """The longest match. Whitespace, kinds of quotation marks and the case of the first character may differ."""
    pattern = _pattern(quote)
    if pattern is None:
        return None
    spans = [span for source in sources for span in _spans(pattern, source)]
    return max(spans, key=lambda s: s.end - s.start, default=None)


def _spans(pattern: re.Pattern[str], source: Source) -> Iterable[Span]:
    for match in pattern.finditer(source.content):
        start, end = match.span()
        is_cut = end < len(source.content) and joins(source.content[end])  # inside a combined character
        if not is_cut and source.may_quote(start, end) and _says_something(match.group(), source.content):
            yield Span(source.message_id, start, end, match.group())


def _says_something(quote: str, content: str) -> bool:
    return length_of(quote) >= FEWEST_WORDS or quote.strip(" .!?") == content.strip(" .!?")


def _pattern(quote: str) -> re.Pattern[str] | None:
    wanted = composed(quote).strip(_AROUND)
    if not wanted or len(wanted) > LONGEST_QUOTE:
        return None
    first, rest = wanted[0], wanted[1:]
    head = f"[{re.escape(first.lower())}{re.escape(first.upper())}]" if _has_case(first) else _loose(first)
    return re.compile(_edge_before(first) + head + _loose(rest) + _edge_after(wanted[-1]))


def _loose(text: str) -> str:
    return "".join(_loose_piece(piece) for piece in _PIECE.findall(text))


def _loose_piece(piece: str) -> str:
    if piece.isspace():
        return r"\s+"
    for marks in (_SINGLE, _DOUBLE):
        if piece in marks:
            return f"[{marks}]"
    return re.escape(piece)


def _has_case(letter: str) -> bool:
    return len(letter.lower()) == len(letter.upper()) == 1 and letter.lower() != letter.upper()


def _edge_before(first: str) -> str:
    # "led" isn't a quote from "handled", nor "5 million" from "1.5 million". Scripts without spaces have no such edges.
    if first.isdigit():
        return r"(?<![^\W_])(?<!\d[.,])"
    return r"(?<![^\W_])" if _has_case(first) else ""


def _edge_after(last: str) -> str:
    if last.isdigit():
        return r"(?![^\W_])(?![.,]\d)"
    return r"(?![^\W_])" if _has_case(last) else ""
