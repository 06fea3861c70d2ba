"""Decides whether a report's claims follow from their quotes.

Claims that don't follow are dropped, and the report says how many.

English claims are scored by a linear model and decision trees over the features of `claim_signs`, and by a linear
model over vectors; `python -m tools.train_claims` trains the weights. Claims in languages without spaces are checked by
rules. Claims in other languages are kept unchecked, and so are English claims if the sentence model is absent.
docs/quality.md says how accurate the checks are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from aural import lang
from aural.engine.answers.sentences import sentence_texts, words_of
from aural.engine.plan import Plan
from aural.interviewer.guided.embedding import can_embed
from aural.interviewer.guided.extract import find_findings
from aural.interviewer.judging.claim_signs import Ground, sentences_around, signs_of, vector_of
from aural.interviewer.judging.claims_by_characters import follows_by_characters
from aural.interviewer.trained import has_weights, load_weights
from aural.reports.analysis.evidence import Span, find_quotes, is_judged, sources_of
from aural.reports.analysis.judgement import Claim, Judgement, Line, Rating

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_CHARACTERS = 600  # of a claim, and of a question
MOST_OF_THE_REST = 60  # sentences said elsewhere that a claim is compared with
MOST_LEVELS = 8  # a tree with 8 leaves isn't deeper
# A claim or summary sentence of up to this length names a topic and states nothing that could be checked.
CHARACTERS_OF_A_LABEL = 6  # in languages without spaces
WORDS_OF_A_LABEL = 3  # in other languages


def ground_of(spans: Sequence[Span], lines: Sequence[Line]) -> Ground:
    """The sentences in and around the quotes, the interviewer's last words before them, and what else was said."""
    quoted: list[str] = []
    around: list[str] = []
    rest: list[str] = []
    asked = question = ""
    for line in lines:
        if line.role == "assistant":
            asked = line.content
        if not is_judged(line):
            continue
        here = [(span.start, span.end) for span in spans if span.message_id == line.message_id]
        near = sentences_around(line.content, here)
        quoted += sentences_around(line.content, here, reach=0)
        around += near
        rest += [text for text in sentence_texts(line.content) if text not in near]
        question = question or (asked if here else "")
    return Ground(tuple(quoted), tuple(around), question[-MOST_CHARACTERS:], tuple(rest[:MOST_OF_THE_REST]))


def follows(claim: str, ground: Ground, language: str) -> bool:
    """Whether the claim follows; True if that can't be checked."""
    claim = claim[:MOST_CHARACTERS]
    quoted = " ".join(ground.quotes)
    everything = f"{claim} {quoted}"
    own = lang.of_text(language, claim)
    if not own.is_spaced:
        is_label = len(claim.strip()) <= CHARACTERS_OF_A_LABEL
        return is_label or lang.of_text(language, quoted) is not own or follows_by_characters(claim, ground, own)
    if any(claim.strip(' .\u2026"\u201c\u201d') in quote for quote in ground.quotes):
        return True
    is_label = len(words_of(claim)) <= WORDS_OF_A_LABEL
    code = lang.primary(language)
    if is_label or not (has_weights("claims", code) and can_embed(claim, language) and can_embed(everything, language)):
        return True
    score = _score_of(claim, ground, code)
    return score is None or score <= _weights(code).threshold


def _score_of(claim: str, ground: Ground, code: str) -> float | None:
    """A score that is higher if the claim is less likely to follow; None if there is nothing to compare."""
    signs, vector = signs_of(claim, ground), vector_of(claim, ground)
    return None if signs is None or vector is None else _weights(code).score(signs, vector)


Refused = tuple[str, str]
"""A sentence that doesn't follow: its place (a section, or a field of Judgement or Rating) and its text."""


def without_unsupported(
    judgement: Judgement, plan: Plan, lines: Sequence[Line], language: str | None = None
) -> tuple[Judgement, int]:
    """The judgement without the claims and summary sentences that don't follow, and how many were removed.

    `language`: the language of the judgement, if it isn't the interview's.
    """
    refused = unsupported_in(judgement, lines, language or plan.language)
    return without_refused(judgement, refused, plan, lines, language)[:2]


def unsupported_in(judgement: Judgement, lines: Sequence[Line], language: str) -> list[Refused]:
    """The claims, and the sentences of the summary, that don't follow.

    Claims without a quote in the transcript are left to `analysis/build.py`. A summary may also rest on the findings'
    quotes.
    """
    sources = sources_of(lines)

    def refused(place: str, claims: Iterable[Claim]) -> Iterator[Refused]:
        for claim in claims:
            spans = find_quotes(claim.quotes, sources)
            if spans and not follows(claim.text, ground_of(spans, lines), language):
                yield place, claim.text

    quotes = quotes_of_summary(judgement)
    return [
        *(("summary", text) for text in _unsupported_sentences(judgement.summary, quotes, lines, language)),
        *(found for place, claims in judgement.sections.items() for found in refused(place, claims)),
    ]


def quotes_of_summary(judgement: Judgement) -> list[str]:
    """The quotes that the summary may rest on: its own and those of the findings."""
    claims = (judgement.summary, *judgement.sections.get("insights", ()))
    return [quote for claim in claims for quote in claim.quotes]


def _unsupported_sentences(claim: Claim, quotes: Sequence[str], lines: Sequence[Line], language: str) -> list[str]:
    sources = sources_of(lines)
    own = find_quotes(claim.quotes, sources)
    if not own:
        return []
    all_spans = [span for quote in dict.fromkeys(quotes) for span in find_quotes((quote,), sources)]
    grounds = [ground_of(own, lines), *(ground_of((span,), lines) for span in all_spans if span not in own)]
    sentences = sentence_texts(claim.text)
    return [text for text in sentences if not any(follows(text, ground, language) for ground in grounds)]


def without_refused(
    judgement: Judgement, refused: Collection[Refused], plan: Plan, lines: Sequence[Line], language: str | None = None
) -> tuple[Judgement, int, int]:
    """The judgement without the refused sentences, and two counts: refused claims and summary sentences, and refused
    sentences about levels (`why` and `would_raise`).

    A research question that loses its last finding gets one in the candidate's own words.
    """
    sections = {
        place: tuple(claim for claim in claims if (place, claim.text) not in refused)
        for place, claims in judgement.sections.items()
    }
    before, after = (
        {claim.question_id for claims in each.values() for claim in claims} for each in (judgement.sections, sections)
    )
    if lost := before - after - {None}:
        spare = [claim for claim in find_findings(plan, lines, language) if claim.question_id in lost]
        sections["insights"] = (*sections["insights"], *spare)
    kept = replace(
        judgement,
        summary=_summary(judgement.summary, refused),
        sections=sections,
        ratings=tuple(_explained(rating, refused) for rating in judgement.ratings),
    )
    words = sum(place in ("why", "would_raise") for place, _ in refused)
    return kept, len(refused) - words, words


def _summary(claim: Claim, refused: Collection[Refused]) -> Claim:
    sentences = sentence_texts(claim.text)
    kept = [text for text in sentences if ("summary", text) not in refused]
    return claim if len(kept) == len(sentences) else replace(claim, text=" ".join(kept))


def _explained(rating: Rating, refused: Collection[Refused]) -> Rating:
    return replace(
        rating,
        why="" if ("why", rating.why) in refused else rating.why,
        would_raise="" if ("would_raise", rating.would_raise) in refused else rating.would_raise,
    )


@dataclass(frozen=True, slots=True)
class _Weights:
    names: Mapping[str, int]
    signs: NDArray[np.float32]
    vector: NDArray[np.float32]
    bias: float
    threshold: float
    trees: Mapping[str, NDArray[Any]]

    def score(self, signs: Mapping[str, float], vector: NDArray[np.float32]) -> float:
        import numpy as np

        numbers = np.array([signs.get(name, 0.0) for name in self.names], np.float32)
        at = self.trees["roots"]
        for _ in range(MOST_LEVELS):
            goes_left = numbers[self.trees["numbers"][at]] <= self.trees["limits"][at]
            at = np.where(goes_left, self.trees["left"][at], self.trees["right"][at])
        grown = float(self.trees["values"][at].sum() + self.trees["base"])
        return float(numbers @ self.signs + vector @ self.vector + self.bias) + grown


@cache
def _weights(code: str) -> _Weights:
    data = load_weights("claims", code)
    return _Weights(
        names={name: row for row, name in enumerate(bytes(data["names"]).decode().split("\n"))},
        signs=data["signs"],
        vector=data["vector"],
        bias=float(data["bias"]),
        threshold=float(data["threshold"]),
        trees={name.removeprefix("tree_"): data[name] for name in data if name.startswith("tree_")},
    )
