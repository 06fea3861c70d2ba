"""Finds the candidate's passages that bear on a criterion, without a language model.

The words of a criterion ("Notices change early") and those of an answer ("I took a gas and rang the registrar") have
little in common, even for the sentence model. So the criterion is first compared with kinds of criteria, and then each
passage with examples of what people who show that quality say (`lang/*/reports/criterion_examples.toml`). The question
counts, too: an answer to the question that asks for a criterion bears on it more often. `python -m tools.fit_criteria`
fits the weights; docs/quality.md says how often the chosen quotes are right.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from aural import lang
from aural.engine.plan import Criterion, Plan
from aural.interviewer.guided.embedding import can_embed
from aural.interviewer.guided.passages import Passage
from aural.interviewer.guided.vectors import nearness, vector_of

if TYPE_CHECKING:
    from aural.interviewer.guided.vectors import Vector

QUOTES = 2  # for a criterion
MOST_KINDS = 3  # in the mix that describes a criterion
SHARPNESS = 12.0  # of the choice between kinds
SAYS_MUCH = 12  # content words; any further words don't count
GOOD_LEVEL = 3  # anchors from this level on describe what to look for

# The weight of each sign (see `signs_of`); the sum with BASE is the log odds that a passage bears on the criterion.
WEIGHTS = {"near": 1.3, "kind": 9.1, "question": 6.4, "linked": 1.3, "says": 0.8}
BASE = -3.9
# Used if only words can be compared. These weights were set by hand, because there is too little data to fit them.
WEIGHTS_OF_WORDS = {"near": 8.0, "kind": 8.0, "question": 4.0, "linked": 0.8, "says": 0.6}
BASE_OF_WORDS = -1.8
# Nearness of a criterion to its kind: at UNLIKE, the kind says nothing about the criterion; at LIKE, it describes it
# fully.
UNLIKE, LIKE = 0.35, 0.65
# Used if there is only one question. If there are several, the right one is nearer than their average by about this
# much.
OF_ONLY_QUESTION = 0.1
LEAST, LEAST_OF_SECOND = 0.0, 0.3  # log odds, for the first and for the second quote


@dataclass(frozen=True, slots=True)
class _Kind:
    names: tuple[Vector, ...]  # the vectors of `_names_of`
    shown: tuple[str, ...]


def find_bearing(plan: Plan, passages: Sequence[Passage]) -> dict[str, tuple[Passage, ...]]:
    """For each criterion, up to `QUOTES` passages that bear on it most; none if no passage bears on it."""
    whole = [passage for passage in passages if passage.is_whole]
    return {criterion.name: _chosen(criterion, plan, whole) for criterion in plan.criteria}


def _chosen(criterion: Criterion, plan: Plan, passages: Sequence[Passage]) -> tuple[Passage, ...]:
    fed = [passage for passage in passages if criterion.is_fed_by(passage.question_id)]
    odds = odds_of(criterion, plan, fed)
    chosen: list[Passage] = []
    for odd, passage in sorted(zip(odds, fed, strict=True), key=lambda item: (-item[0], item[1].last)):
        least = LEAST_OF_SECOND if chosen else LEAST
        if odd >= least and len(chosen) < QUOTES and not any(passage.overlaps(other) for other in chosen):
            chosen.append(passage)
    return tuple(chosen)


def odds_of(criterion: Criterion, plan: Plan, passages: Sequence[Passage]) -> list[float]:
    """For each passage, the log odds that it bears on the criterion."""
    by_meaning = can_embed(f"{criterion.name} {criterion.description}", plan.language)
    weights, base = (WEIGHTS, BASE) if by_meaning else (WEIGHTS_OF_WORDS, BASE_OF_WORDS)
    return [
        base + sum(weights[name] * value for name, value in signs.items())
        for signs in signs_of(criterion, plan, passages)
    ]


def signs_of(criterion: Criterion, plan: Plan, passages: Sequence[Passage]) -> list[dict[str, float]]:
    """The signs of each passage.

    - near: nearness to the criterion's words or its anchors

    - kind: nearness to examples of what people with this quality say, or to the criterion's words if no kind is like it

    - question: how much nearer the passage's question is to the criterion than the questions are on average

    - linked: whether the creator linked the passage's question to the criterion

    - says: how much the passage says
    """
    wanted = [vector_of(text, plan.language) for text in _wordings(criterion)]
    familiarity, kinds = _kinds_of(criterion, plan.language)
    asked = _nearness_of_questions(wanted[0], plan)
    near = [max(nearness(vector, passage.vector) for vector in wanted) for passage in passages]
    shown = [sum(share * _shows(vectors, passage.vector) for share, vectors in kinds) for passage in passages]
    return [
        {
            "near": to_words,
            "kind": max(to_kind, familiarity * to_kind + (1 - familiarity) * to_words),
            "question": asked.get(passage.question_id, 0.0),
            "linked": float(passage.question_id in criterion.question_ids),
            "says": min(passage.features.fresh, SAYS_MUCH) / SAYS_MUCH,
        }
        for passage, to_words, to_kind in zip(passages, near, shown, strict=True)
    ]


def _wordings(criterion: Criterion) -> list[str]:
    """The creator's descriptions of a good answer."""
    anchors = [text for level, text in criterion.anchors if level >= GOOD_LEVEL and text.strip()]
    return [f"{criterion.name}. {criterion.description}", *anchors]


def _nearness_of_questions(wanted: Vector, plan: Plan) -> Mapping[str | None, float]:
    near: dict[str | None, float] = {
        question.id: nearness(wanted, vector_of(question.text, plan.language)) for question in plan.questions
    }
    if len(near) == 1:
        return dict.fromkeys(near, OF_ONLY_QUESTION)
    mean = sum(near.values()) / (len(near) or 1)
    return {question_id: value - mean for question_id, value in near.items()}


def _kinds_of(criterion: Criterion, language: str) -> tuple[float, list[tuple[float, list[Vector]]]]:
    """How well the kinds describe the criterion, from 0 to 1, and its nearest kinds with shares that add up to 1.

    A language without a folder has no kinds.
    """
    if lang.find(language) is None:
        return 0.0, []
    whole = vector_of(f"{criterion.name}. {criterion.description}", language)
    name = vector_of(criterion.name, language)
    near = [
        (0.6 * nearness(kind.names[0], whole) + 0.4 * max(nearness(one, name) for one in kind.names[1:]), kind)
        for kind in _kinds(lang.of(language).code)
    ]
    nearest = sorted(near, key=lambda item: -item[0])[:MOST_KINDS]
    shares = [math.exp(SHARPNESS * (value - nearest[0][0])) for value, _ in nearest]
    familiarity = min(1.0, max(0.0, (nearest[0][0] - UNLIKE) / (LIKE - UNLIKE)))
    shown = [[vector_of(text, language) for text in kind.shown] for _, kind in nearest]
    return familiarity, [(share / sum(shares), vectors) for share, vectors in zip(shares, shown, strict=True)]


def _shows(shown: list[Vector], said: Vector) -> float:
    best = sorted((nearness(vector, said) for vector in shown), reverse=True)[:3]
    return 0.6 * best[0] + 0.4 * sum(best) / len(best)


@cache
def _kinds(code: str) -> tuple[_Kind, ...]:
    return tuple(
        _Kind(tuple(vector_of(text, code) for text in _names_of(kind)), tuple(kind["shown"]))
        for kind in lang.of(code).table("criterion_examples")["kinds"]
    )


def _names_of(kind: Mapping[str, Any]) -> tuple[str, ...]:
    """All names of the kind as one text, then each name."""
    named = kind["named"]
    return named, *named.replace("、", ", ").split(", ")


def example_texts(code: str) -> list[str]:
    """The texts of all kinds of criteria, whose vectors `python -m tools.embed_examples` stores."""
    kinds = lang.of(code).table("criterion_examples")["kinds"]
    return list(dict.fromkeys(text for kind in kinds for text in (*_names_of(kind), *kind["shown"])))
