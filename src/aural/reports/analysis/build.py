"""Builds a report's fields from a judgement and its transcript. Claims without quotes to support them are dropped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from aural.engine.answers.injected_spans import without_asides
from aural.engine.answers.sentences import beginning_of, length_of
from aural.engine.artifacts import is_code
from aural.engine.plan import Criterion, Plan
from aural.engine.purposes import gives_levels
from aural.engine.scores import HIGHEST_LEVEL, interval, middle, spread, valid
from aural.reports.analysis.choices import Choice, choices_of, own_start
from aural.reports.analysis.evidence import (
    Source,
    Span,
    find_quote,
    find_quotes,
    is_judged,
    made_with,
    quotable_options,
    sources_of,
)
from aural.reports.analysis.faithful import TranscriptVocabulary, faithful, said_in
from aural.reports.analysis.judgement import Claim, Judgement, Line, Origin, Rating, reason_of
from aural.reports.analysis.sections import SECTIONS, SectionName
from aural.reports.analysis.substance import REASONS, Bearing, find_flaw, replies_of

# Less than one full sentence could support neither a level nor a summary.
FEWEST_WORDS_TO_JUDGE = 20
# The recognizer's average confidence in a spoken word. Speech read aloud over noise at 10 dB scores higher; below this,
# most words are wrong.
LEAST_CLARITY = 0.5
MOST_CLAIMS = 8
MOST_FINDINGS = 40  # on research questions, in addition to the other claims
LONGEST_NAME = 120  # characters of a question that precedes its finding
LONGEST_BESIDE = 200  # characters quoted from the message that code or a drawing came with


@dataclass(frozen=True, slots=True)
class Report:
    """The fields of a session's report as the API shows them. `reason`: what the reader should know."""

    status: Literal["READY", "NOT_SCORABLE"]
    summary: str | None = None
    sections: dict[SectionName, list[str]] = field(default_factory=lambda: {name: [] for name in SECTIONS})
    sentiment: str | None = None
    scores: list[dict[str, object]] | None = None
    evidence: list[dict[str, object]] = field(default_factory=list)
    reason: str | None = None
    origin: Origin | None = None


class _Evidence:
    """Collects the items of `evidence`, numbered in the order of the report."""

    def __init__(self, sources: Sequence[Source], lines: Sequence[Line]) -> None:
        self._sources, self._made = sources, made_with(lines)
        self._asked = {line.message_id: line.question_id for line in lines}
        self._chosen = {line.message_id: quotable_options(line) for line in lines}
        self._own_starts = {line.message_id: own_start(line) for line in lines}
        self._options = {line.message_id: (line.data or {}).get("choice", ()) for line in lines}
        self.items: list[dict[str, Any]] = []

    def find(self, claim: Claim) -> tuple[Span, ...]:
        """Finds a claim's quotes in the answers to its question or, failing that, in any answer."""
        there = [s for s in self._sources if self._asked[s.message_id] == claim.question_id]
        return find_quotes(claim.quotes, there) or find_quotes(claim.quotes, self._sources)

    def is_own(self, span: Span) -> bool:
        """Whether these are the candidate's words, and not options."""
        return span.start >= self._own_starts[span.message_id]

    def cite(self, supports: str, spans: Sequence[Span]) -> None:
        """Cites what a claim rests on: words as quotes, and options as `chosen`, with an empty quote."""
        self.add(supports, filter(self.is_own, spans))
        for message_id in dict.fromkeys(span.message_id for span in spans if not self.is_own(span)):
            self.add_choice(supports, Span(message_id, 0, 0, ""))

    def add_choice(self, supports: str, own: Span) -> None:
        """Cites the options of a message. `own`: the words under "Other"; an empty span without any."""
        self._add(supports, own, chosen=list(self._options[own.message_id]))

    def add(self, supports: str, spans: Iterable[Span]) -> list[str]:
        return [self._add(supports, span) for span in spans]

    def add_for(self, criterion: Criterion, quotes: Sequence[str]) -> list[str]:
        """Cites quotes for a criterion, from answers to its own questions where possible. Words found only in code or a
        drawing are cited as `made`, along with the message they came with."""
        said, made = (
            sorted(sources, key=lambda source: not criterion.is_fed_by(self._asked[source.message_id]))
            for sources in (self._sources, self._made)
        )
        supports = f"criteria/{criterion.name}"
        shown = [quote for quote in quotes if find_quote(quote, said) is None]
        ids = self.add(supports, find_quotes(quotes, said))
        return ids + [self._add(supports, self._beside(span), made=span.quote) for span in find_quotes(shown, made)]

    def _add(self, supports: str, span: Span, **more: object) -> str:
        item = {"id": f"e{len(self.items) + 1}", "supports": supports, "messageId": span.message_id}
        chosen = self._chosen[span.message_id]
        more = ({"chosen": list(chosen)} if chosen else {}) | more
        self.items.append(item | {"start": span.start, "end": span.end, "quote": span.quote} | more)
        return item["id"]

    def _beside(self, span: Span) -> Span:
        """The first words of the message that the code or drawing came with; empty if they may not be quoted."""
        source = next(source for source in self._sources if source.message_id == span.message_id)
        words = beginning_of(source.content, LONGEST_BESIDE)
        words = words if source.may_quote(0, len(words)) else ""
        return Span(source.message_id, 0, len(words), words)


def why_not_scorable(lines: Sequence[Line], bears: Bearing | None = None) -> str | None:
    """Why this transcript is too poor to judge, in a sentence for the creator; None if it isn't.

    `bears` estimates how closely a text relates to its question. Without it, answers about something else pass.
    """
    answers = [line for line in lines if line.role == "user" and line.kind == "answer"]
    judged = [line for line in answers if is_judged(line)]
    bearing = [line for line in judged if line.intent != "off-topic"]
    if not answers:
        return "There is nothing to judge: the candidate gave no answer."
    if not judged:
        return "There is nothing to judge: every answer was set aside, for a reported problem or by the candidate."
    clarity = clarity_of(bearing or judged)
    if clarity is not None and clarity < LEAST_CLARITY:
        return (
            "The answers were heard too unclearly to judge: the recognizer is unsure of most words. "
            "Listen to the recording if there is one, or ask the candidate to correct the transcript."
        )
    flaw = find_flaw(replies_of(lines, judged), bears, FEWEST_WORDS_TO_JUDGE)
    if flaw is not None:
        return REASONS[flaw]
    if not bearing:
        return "There is nothing to judge: no answer bears on what was asked."
    words = sum(_words(line) for line in bearing)
    if words < FEWEST_WORDS_TO_JUDGE:
        return (
            f"There is too little to judge: the answers contain {words} word{'' if words == 1 else 's'}, "
            f"and at least {FEWEST_WORDS_TO_JUDGE} are needed."
        )
    return None


def clarity_of(lines: Sequence[Line]) -> float | None:
    """The recognizer's average confidence in a spoken word, 0 to 1; None if nothing was spoken.

    Answers that the candidate has corrected count as written.
    """
    sure: list[float] = []
    for line in lines:
        words = (line.data or {}).get("speech", {}).get("words", [])
        if squeezed(line.content) == squeezed("".join(word["text"] for word in words)):
            sure += [word["confidence"] for word in words if word["confidence"] is not None]
    return sum(sure) / len(sure) if sure else None


def squeezed(text: str) -> str:
    return "".join(text.split())


def build_report(
    judgement: Judgement, plan: Plan, lines: Sequence[Line], notes: Sequence[str] = (), language: str | None = None
) -> Report:
    """The report; NOT_SCORABLE if the transcript is too poor or no claim could be tied to the candidate's words.

    `language`: the language of the judgement, if it isn't the interview's.
    """
    poor = why_not_scorable(lines) or (judgement.unscorable and reason_of(judgement.unscorable))
    if poor:
        return not_scorable(poor, notes)
    sources = sources_of(lines)
    said, evidence = said_in(plan, sources, language), _Evidence(sources, lines)
    summary = _summary(judgement.summary, said, evidence)
    # A scored report says what follows for its criteria. The others list the answer to each question.
    chosen = {} if judgement.is_scored else choices_of(lines)
    sections = {name: _claims(name, judgement, plan, said, evidence, chosen) for name in SECTIONS}
    scores = _scores(judgement, plan, said, evidence)
    if not evidence.items:
        return not_scorable("Nothing in the judgement could be tied to the candidate's own words.", notes)
    return Report(
        status="READY",
        summary=summary or _extract(evidence) or None,
        sections=sections,
        sentiment=judgement.sentiment,
        scores=scores,
        evidence=evidence.items,
        reason=joined(notes),
        origin=judgement.origin,
    )


def not_scorable(reason: str, notes: Sequence[str] = ()) -> Report:
    return Report(status="NOT_SCORABLE", reason=joined([reason, *notes]))


def joined(notes: Sequence[str]) -> str | None:
    return " ".join(note for note in notes if note) or None


def _words(line: Line) -> int:
    made = " ".join(source.content for source in made_with([line]))
    # Code and drawings count as answers too, unless the message repeats them.
    said = without_asides(line.content, is_code=is_code(line.content, line.data))
    return length_of(said) + (length_of(made) if made not in line.content else 0)


def _summary(claim: Claim, said: TranscriptVocabulary, evidence: _Evidence) -> str | None:
    spans, text = evidence.find(claim), faithful(claim.text, said)
    if not (spans and text):
        return None
    evidence.cite("summary", spans)
    return text


def _claims(
    section: SectionName,
    judgement: Judgement,
    plan: Plan,
    said: TranscriptVocabulary,
    evidence: _Evidence,
    chosen: Mapping[str, Choice],
) -> list[str]:
    """The findings on each question, in the order of the questions, followed by the other claims.

    Among the insights, the options that were chosen come first in the findings on their question.
    """
    names = {question.id: _shortened(question.text) for question in plan.questions}
    claims, left = judgement.sections.get(section, ()), dict(chosen) if section == "insights" else {}
    found = [claim for claim in claims if claim.question_id in names]
    unsaid = left.keys() & names.keys() - {claim.question_id for claim in found}
    found += [Claim("", (), question_id) for question_id in unsaid]
    found.sort(key=lambda claim: list(names).index(str(claim.question_id)))
    others = [claim for claim in claims if claim.question_id is None]
    kept: list[str] = []
    worded = [claim for claim in found if claim.quotes][:MOST_FINDINGS]  # options alone don't count
    found = [claim for claim in found if not claim.quotes or claim in worded]
    for claim in (*found, *others[:MOST_CLAIMS]):
        spans, text = evidence.find(claim), faithful(claim.text, said)
        if section == "themes":  # quoted across sessions, without the options
            spans = tuple(filter(evidence.is_own, spans))
        text = text if spans else ""
        choice = left.pop(claim.question_id, None) if claim.question_id is not None else None
        text = choice.text_before(text) if choice is not None else text
        if text and claim.question_id is not None:
            text = f"{names[claim.question_id]} — {text}"
        if text and text not in kept:
            supports = f"{section}/{len(kept)}"
            if choice is not None and all(span.message_id != choice.message_id for span in spans):
                evidence.add_choice(supports, choice.own or Span(choice.message_id, 0, 0, ""))
            evidence.cite(supports, spans)
            kept.append(text)
    return kept


def _shortened(question: str) -> str:
    text = " ".join(question.split())
    return text if len(text) <= LONGEST_NAME else f"{beginning_of(text, LONGEST_NAME - 1)}…"


def _scores(
    judgement: Judgement, plan: Plan, said: TranscriptVocabulary, evidence: _Evidence
) -> list[dict[str, object]] | None:
    """The scores; None if nothing is scored. Either way, the criteria's quotes are added to the evidence."""
    rated = {rating.criterion: rating for rating in judgement.ratings}
    scores = [_score(c, rated.get(c.name), said, evidence) for c in plan.criteria]
    return scores if judgement.is_scored and gives_levels(plan.purpose) else None


def _score(
    criterion: Criterion, rating: Rating | None, said: TranscriptVocabulary, evidence: _Evidence
) -> dict[str, object]:
    ids = evidence.add_for(criterion, rating.quotes if rating else ())
    return _score_of(criterion.name, rating, ids, said)


def _score_of(
    criterion: str, rating: Rating | None, evidence: Sequence[str], said: TranscriptVocabulary
) -> dict[str, object]:
    """A criterion's entry in `scores`. Drops levels without evidence, and sentences that say more than was said."""
    levels = rating.levels if rating else ()
    ratings = [valid(level) if evidence else None for level in levels]
    level = middle(ratings)
    is_lowered = level == middle(list(map(valid, levels)))  # otherwise, the level is lower for lack of quotes
    return {
        "criterion": criterion,
        "level": level,
        "ratings": ratings,
        "evidence": list(evidence),
        "why": _sentence(rating.why if rating else "", said),
        "wouldRaise": None if level == HIGHEST_LEVEL else _sentence(rating.would_raise if rating else "", said),
        "spread": spread(ratings),
        "interval": interval(ratings),
        "loweredFrom": rating.lowered_from if rating and is_lowered else None,
    }


def _sentence(text: str, said: TranscriptVocabulary) -> str | None:
    return faithful(text, said) or None


def _extract(evidence: _Evidence) -> str:
    """A replacement for a summary without any supported sentence: the two longest quotes, longest first."""
    said = {item["quote"] or item.get("made", "") for item in evidence.items} - {""}
    quotes = sorted(said, key=lambda quote: (-len(quote), quote))
    return " … ".join(f"“{quote}”" for quote in quotes[:2])
