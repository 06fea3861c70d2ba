"""The options that were chosen in answer to each question. They are the creator's words, so a report never quotes them:
it lists them next to the question. Words that the candidate typed under "Other" are quoted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aural import lang
from aural.reports.analysis.evidence import BETWEEN_OPTIONS, Span, asides_of, is_judged
from aural.reports.analysis.judgement import Line


@dataclass(frozen=True, slots=True)
class Choice:
    """The options that one message chose. `own`: the words under "Other", if the message has nothing but its choice."""

    message_id: str
    options: tuple[str, ...]
    own: Span | None = None

    def text_before(self, finding: str) -> str:
        """The options and the words under "Other", followed by a finding on the same question, if there is one."""
        quoted = f"“{' '.join(self.own.quote.split())}”" if self.own is not None else ""
        joint = BETWEEN_OPTIONS if lang.of_script("".join(self.options)).is_spaced else "；"
        return joint.join(filter(None, (*self.options, quoted, finding)))


def choices_of(lines: Sequence[Line]) -> dict[str, Choice]:
    """The last choice in answer to each question."""
    chosen = [(line, _choice(line)) for line in lines if is_judged(line)]
    return {line.question_id: choice for line, choice in chosen if line.question_id and choice is not None}


def is_only_chosen(line: Line) -> bool:
    """Whether a message has options and no words of its own, or only those under "Other"."""
    return own_start(line) > 0


def own_start(line: Line) -> int:
    """Where the candidate's words begin in a message that consists of its choice; 0 in other messages."""
    data = line.data or {}
    options = BETWEEN_OPTIONS.join(data.get("choice", ()))
    if not options:
        return 0
    if "other" in data:
        options += BETWEEN_OPTIONS
    return len(options) if line.content == options + data.get("other", "") else 0


def _choice(line: Line) -> Choice | None:
    barred, start = asides_of(line), own_start(line)
    if any(aside.start < start for aside in barred):
        return None  # withheld, or an instruction to the AI
    options, end = tuple((line.data or {}).get("choice", ())), len(line.content)
    has_own = 0 < start < end and not barred
    own = Span(line.message_id, start, end, line.content[start:]) if has_own else None
    return Choice(line.message_id, options, own) if options else None
