"""Fits the weights of `interviewer/guided/criteria.py` and counts how often it chooses the right quotes.

    python -m tools.fit_criteria [count]

reads bench/training/criteria.jsonl, fits on the sessions of the half "fit" and prints the weights. With `count`, it
only counts on both halves, with the weights in the code. Fitting needs scikit-learn.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from aural.engine.answers.sentences import sentences_of
from aural.engine.plan import Criterion, Plan, Question
from aural.interviewer.guided.criteria import WEIGHTS, find_bearing, signs_of
from aural.interviewer.guided.passages import Passage, find_passages
from aural.reports.analysis.judgement import Line

DATA = Path(__file__).parent.parent / "bench" / "training" / "criteria.jsonl"
INVERSE_PENALTY = 0.3


@dataclass(frozen=True)
class Session:
    """`supports`: by the name of each criterion, the numbers of the sentences that bear on it."""

    id: str
    half: str
    plan: Plan
    passages: list[Passage]
    supports: dict[str, set[int]]

    def bears(self, passage: Passage, criterion: Criterion) -> bool:
        return bool(self.supports[criterion.name] & set(range(passage.first, passage.last + 1)))


def sessions(half: str) -> Iterator[Session]:
    for row in map(json.loads, DATA.read_text(encoding="utf-8").splitlines()):
        if row["half"] == half:
            yield _session(row)


def _session(row: dict[str, Any]) -> Session:
    questions = tuple(Question(q["id"], at, q["text"]) for at, q in enumerate(row["questions"]))
    criteria = tuple(
        Criterion(c["name"], c["description"], tuple((n, t) for n, t in c["anchors"]), tuple(c["questions"]))
        for c in row["criteria"]
    )
    plan = Plan(row["id"], row["id"], questions, criteria=criteria, language=row["language"])
    lines = [
        Line(str(at), "user", answer["text"], answer["question"], "answer", None)
        for at, answer in enumerate(row["answers"])
    ]
    passages = find_passages(lines, {q.id: q.text for q in questions}, plan.language)
    assert sum(len(sentences_of(line.content)) for line in lines) > max(p.last for p in passages)
    supports = {c["name"]: set(c["supports"]) for c in row["criteria"]}
    return Session(row["id"], row["half"], plan, passages, supports)


def fit() -> None:
    """Prints the weights. Fits on English only, since criteria in other languages are compared by their words."""
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-not-found]
    from sklearn.preprocessing import StandardScaler  # type: ignore[import-not-found]

    rows: list[list[float]] = []
    bear: list[bool] = []
    for session in (s for s in sessions("fit") if s.plan.language == "en"):
        for criterion in session.plan.criteria:
            fed = [p for p in session.passages if p.is_whole and criterion.is_fed_by(p.question_id)]
            rows += [[signs[name] for name in WEIGHTS] for signs in signs_of(criterion, session.plan, fed)]
            bear += [session.bears(passage, criterion) for passage in fed]
    scaler = StandardScaler().fit(np.array(rows))
    model = LogisticRegression(C=INVERSE_PENALTY, max_iter=2_000).fit(scaler.transform(np.array(rows)), bear)
    weights = model.coef_[0] / scaler.scale_
    print({name: round(float(weight), 2) for name, weight in zip(WEIGHTS, weights, strict=True)})
    print("base", round(float(model.intercept_[0] - weights @ scaler.mean_), 2), "of", len(rows), "pairs")


def count(half: str, *, shows: bool = False) -> None:
    """Counts cells. A cell is one criterion of one session. It is right if the first quote bears on the criterion, or
    if there is no quote and no sentence bears on it.
    """
    cells = right = quotes = bearing = 0
    empty = [0, 0]
    for session in sessions(half):
        chosen = find_bearing(session.plan, session.passages)
        for criterion in session.plan.criteria:
            hits = [session.bears(passage, criterion) for passage in chosen[criterion.name]]
            supported = bool(session.supports[criterion.name])
            is_right = hits[0] if hits else not supported
            cells, right, quotes, bearing = cells + 1, right + is_right, quotes + len(hits), bearing + sum(hits)
            empty = empty if supported else [empty[0] + (not hits), empty[1] + 1]
            if shows and not is_right:
                print(session.id, criterion.name, [p.text for p in chosen[criterion.name]][:1])
    print(f"{half}: {right} of {cells} cells right ({right / cells:.0%}), {bearing} of {quotes} quotes bear on theirs,")
    print(f"  {empty[0]} of {empty[1]} criteria that nothing bears on have no quote")


if __name__ == "__main__":
    if "count" not in sys.argv:
        fit()
    for each in ("fit", "count"):
        count(each, shows="show" in sys.argv and each == "fit")
