"""Measures how well the guided interviewer analyzes answers and follows up: `python -m bench.personas`.

Prints two tables: the first move after each labeled answer (personas by half, and answers of other roles), and whole
simulated interviews with the scripted candidates. `--errors` lists the wrong moves.
"""

from __future__ import annotations

import argparse
import asyncio
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aural.engine.analysis import Analysis
from aural.engine.context import Context
from aural.engine.plan import Plan, Question
from aural.interviewer.guided.interviewer import GuidedInterviewer
from bench.sessions import run_sessions

DATA = Path(__file__).parent.parent / "tests" / "data"
DEVELOPMENT_ROLES = ("backend", "customer-support", "nurse", "research-participant")
MOVES = ("next", "elaborate-why", "example", "narrow", "detail", "number", "trade-off", "own-part", "result", "half",
         "redirect", "de-escalate", "clarify")  # fmt: skip
MOVE_OF = {"asks-back": "clarify", "rephrase": "clarify", "off-topic": "redirect", "instruction": "redirect",
           "hostile": "de-escalate", "distress": "de-escalate", "refusal": "skip", "complaint": "answer",
           "asks-about": "answer", "nothing-to-add": "next"}  # fmt: skip


@dataclass(frozen=True)
class Labelled:
    """An answer, and the moves that are right after it."""

    id: str
    role: str
    question: Question
    text: str
    behaviour: str
    best: tuple[str, ...]
    acceptable: tuple[str, ...]
    is_first: bool = False


def personas() -> list[dict[str, Any]]:
    paths = sorted((DATA / "personas").glob("*-*.json"))
    return [json.loads(path.read_text(encoding="utf-8")) for path in paths]


def question_of(data: dict[str, Any]) -> Question:
    options = data.get("options")
    return Question(
        data["id"], data["order"], data["text"], data["type"], data.get("description"),
        options=tuple(options) if options else None,
    )  # fmt: skip


def plan_of(persona: dict[str, Any]) -> Plan:
    given = persona["interview"]
    questions = tuple(question_of(q) for q in persona["questions"])
    return Plan(persona["id"], given["title"], questions, tone=given["aiTone"], depth=given["followUpDepth"])


def persona_answers(persona: dict[str, Any]) -> list[Labelled]:
    found = []
    for q in persona["questions"]:
        first = persona["firstAnswers"][q["order"]]
        for a in q["answers"]:
            gold = a["goldMoves"]
            is_first = a["id"] == first and q["maxFollowUps"] > 0
            found.append(
                Labelled(f"{persona['id']}.{a['id']}", persona["role"], question_of(q), a["text"], a["behaviour"],
                         tuple(gold["best"]), tuple(gold["acceptable"]), is_first)
            )  # fmt: skip
    return found


def other_answers() -> list[Labelled]:
    items = json.loads((DATA / "answers.json").read_text(encoding="utf-8"))["items"]
    return [
        Labelled(i["id"], i["role"], question_of({**i, "order": 0, "text": i["question"]}), i["text"], i["behaviour"],
                 tuple(i["best"]), tuple(i["acceptable"]))
        for i in items
    ]  # fmt: skip


def move_after(analysis: Analysis) -> str:
    if analysis.intent == "answer":
        return analysis.proposals[0].probe.name if analysis.proposals else "next"
    return MOVE_OF.get(analysis.intent, analysis.intent)


@dataclass(frozen=True)
class Score:
    """Shares over a set of labeled answers, and the errors."""

    count: int
    right: float
    acceptable: float
    macro_f1: float
    confusion: Counter[tuple[str, str]]
    errors: list[tuple[Labelled, str]]


async def classify(answers: Iterable[Labelled], interviewer: GuidedInterviewer) -> Score:
    pairs = [
        (a, move_after(await interviewer.analyse(Context(a.question, a.text, (), a.question.text)))) for a in answers
    ]
    right = sum(move in a.best for a, move in pairs)
    fine = sum(move in a.best + a.acceptable for a, move in pairs)
    labels = Counter(((move if move in a.best else a.best[0]), move) for a, move in pairs)
    errors = [(a, move) for a, move in pairs if move not in a.best + a.acceptable]
    count = max(1, len(pairs))
    return Score(len(pairs), right / count, fine / count, macro_f1(labels), labels, errors)


def macro_f1(confusion: Counter[tuple[str, str]]) -> float:
    """The mean F1 over the moves that occur as a label."""
    scores = []
    for move in MOVES:
        wanted = sum(n for (gold, _), n in confusion.items() if gold == move)
        given = sum(n for (_, made), n in confusion.items() if made == move)
        hit = confusion[move, move]
        if wanted:
            scores.append(2 * hit / (wanted + given))
    return sum(scores) / len(scores) if scores else 0.0


def show(name: str, score: Score, errors: bool) -> None:
    print(f"{name:34} {score.count:4} {score.right:7.1%} {score.acceptable:9.1%} {score.macro_f1:9.3f}")
    if errors:
        for a, move in score.errors:
            print(f"    {a.behaviour:11} {move:13} not {','.join(a.best):22} | {a.text[:90]}")


async def run(errors: bool, sealed: bool, samples: bool) -> None:
    interviewer = GuidedInterviewer()
    await show_analysis(interviewer, errors, sealed)
    chosen = [p for p in personas() if sealed or p["role"] in DEVELOPMENT_ROLES]
    tally = await run_sessions(chosen, interviewer, plan_of)
    print(f"\n{len(chosen)} simulated interviews")
    tally.show()
    if samples:
        print("\n".join(tally.samples))


async def show_analysis(interviewer: GuidedInterviewer, errors: bool, sealed: bool) -> None:
    answers = [a for p in personas() for a in persona_answers(p)]
    near = [a for a in answers if a.role in DEVELOPMENT_ROLES]
    far = [a for a in answers if a.role not in DEVELOPMENT_ROLES]
    print(f"{'answers':34} {'n':>4} {'right':>7} {'right/acc':>9} {'macro-F1':>9}")
    show("personas, development half", await classify(near, interviewer), errors)
    show("  first answers", await classify([a for a in near if a.is_first], interviewer), False)
    if sealed:
        show("personas, sealed half", await classify(far, interviewer), False)
        show("  first answers", await classify([a for a in far if a.is_first], interviewer), False)
        show("personas, all", await classify(answers, interviewer), False)
        show("  first answers", await classify([a for a in answers if a.is_first], interviewer), False)
        show("other roles (answers.json)", await classify(other_answers(), interviewer), False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true", help="list the wrong moves in the development half")
    parser.add_argument("--development", action="store_true", help="skip the sealed half and other roles")
    parser.add_argument("--samples", action="store_true", help="list the follow-ups of the simulated interviews")
    options = parser.parse_args()
    asyncio.run(run(options.errors, not options.development, options.samples))


if __name__ == "__main__":
    main()
