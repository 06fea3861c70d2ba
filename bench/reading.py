"""Measures how replies are analyzed: `python -m bench reading`. With a FILE.jsonl, it analyzes the replies in that
file.

Each line of the file is one reply: {"question", "lastWords", "answer", "earlier"?, "language"?}. Each line of the
output is its analysis: {"intent", "move", "confidence", "parts", "proposals"}. docs/quality.md explains both.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from aural.engine.analysis import Analysis, Proposal
from aural.engine.answers.intent import Prediction
from aural.engine.context import Context
from aural.engine.log import Answered
from aural.engine.plan import Plan, Question
from aural.engine.policy import next_move
from aural.engine.state import QuestionProgress, State
from aural.interviewer.guided.interviewer import read_with_meaning
from bench import personas
from bench.jsonl import BadLineError, lines_of, objects


def contexts(lines: Iterable[str]) -> Iterator[Context]:
    """Raises BadLineError at the first line that cannot be read."""
    for number, given in objects(lines, "question", "lastWords", "answer"):
        yield _context(number, given)


def _context(number: int, given: dict[str, Any]) -> Context:
    earlier, language = given.get("earlier") or [], given.get("language") or "en"
    if not isinstance(earlier, list) or not all(isinstance(text, str) for text in earlier):
        raise BadLineError(f'Line {number}: "earlier" must be a list of texts, the oldest first.')
    if not isinstance(language, str):
        raise BadLineError(f'Line {number}: "language" must be a text like "en".')
    question = Question("q1", 1, given["question"])
    return Context(question, given["answer"], tuple(earlier), given["lastWords"], language)


def read(context: Context) -> dict[str, Any]:
    """The guided interviewer's analysis of a reply, and its next move if there is time and a follow-up left."""
    analysis = read_with_meaning(context)
    return {
        "intent": analysis.intent,
        "move": move_after(context, analysis),
        "confidence": confidence_in(analysis),
        "parts": [{"text": part.text, **_told(part)} for part in parts_of(analysis)],
        "proposals": [_shown(proposal) for proposal in analysis.proposals],
    }


def parts_of(analysis: Analysis) -> tuple[Prediction, ...]:
    """The predictions for the sentences, or for the whole if it is one sentence. Empty without a classifier for the
    language.
    """
    if analysis.predictions is None:
        return ()
    return analysis.predictions.sentences or (analysis.predictions.whole,)


def confidence_in(analysis: Analysis) -> float | None:
    """Between 0 and 1; None without a classifier for the language."""
    return None if analysis.predictions is None else _rounded(analysis.predictions.whole.confidence)


def _told(part: Prediction) -> dict[str, Any]:
    return {"intent": part.intent, "confidence": _rounded(part.confidence)}


def _shown(proposal: Proposal) -> dict[str, Any]:
    return {"move": proposal.probe.name, "point": proposal.probe.focus, "words": proposal.words}


def _rounded(share: float) -> float:
    return math.floor(share * 1000 + 0.5) / 1000


def move_after(context: Context, analysis: Analysis) -> str | None:
    assert context.question is not None
    before, after = Question("q0", 0, "What came before?"), Question("q2", 2, "What else?")
    plan = Plan("reading", "Reading", (before, context.question, after), language=context.language)
    said = Answered(0, 1, context.answer, "q1")
    asked = {"q1": QuestionProgress("open", answers=(*context.earlier, context.answer), is_put=True)}
    state = State("asking", current="q1", asked=asked, unanswered=(said,), prompt=context.last_words, seq=1)
    move = next_move(plan, state, analysis, 0)
    return None if move is None else move.name


def main() -> None:
    if len(sys.argv) == 1:
        personas.main()
        return
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
        sys.exit(f"{__doc__}\nUsage: python -m bench reading [FILE.jsonl]")
    path = Path(sys.argv[1])
    try:
        for context in contexts(lines_of(path)):
            print(json.dumps(read(context), ensure_ascii=False), flush=True)
    except BadLineError as error:
        sys.exit(f"{path}: {error}")


if __name__ == "__main__":
    main()
