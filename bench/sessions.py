"""Simulates interviews with the scripted candidates, and rates the follow-ups and what they bring to light.

The loop applies a simple policy: a budget, and no probe twice on the same point. The room has its own policy.
"""

from __future__ import annotations

import importlib.util
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from aural.engine.analysis import Analysis
from aural.engine.context import Context
from aural.engine.moves import Clarify, Deescalate, FollowUp, Move, ProbeName, Redirect
from aural.engine.plan import Plan, Question, goes_deep
from aural.interviewer.checks.wording import check_wording
from aural.interviewer.protocol import Interviewer, Line, WordingRequest

DATA = Path(__file__).parent.parent / "tests" / "data" / "personas"
POLITE = re.compile(r"(?:can|could|would) you (?:give|tell|walk|say|describe|take)\b", re.IGNORECASE)
YES_NO = re.compile(
    r"^(?:do|did|does|are|is|was|were|can|could|would|will|have|has|had|should|may|might)\b", re.IGNORECASE
)
SECOND = re.compile(r"\b(?:and|or),? (?:how|what|why|when|where|who|which)\b", re.IGNORECASE)
LEADING = re.compile(
    r"don't you|isn't it|wasn't it|wouldn't you|right\?|would you say|surely|obviously|great|excellent|impressive|"
    r"interesting|well done|good (?:answer|point|job)|must have been|sounds like|unfortunately|sadly",
    re.IGNORECASE,
)
LIMITS = {"redirect": 2, "de-escalate": 1, "clarify": 3}


def reference_candidate() -> ModuleType:
    """`tests/data/personas/candidate.py`, the rules by which a persona answers."""
    spec = importlib.util.spec_from_file_location("candidate", DATA / "candidate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@dataclass
class Tally:
    """Counts over all sessions."""

    follow_ups: int = 0
    anchored: int = 0
    one_question: int = 0
    leading: int = 0
    invented: int = 0
    refused: int = 0
    repeated: int = 0
    facts: int = 0
    facts_known: int = 0
    probes: Counter[str] = field(default_factory=Counter)
    samples: list[str] = field(default_factory=list)

    def show(self) -> None:
        count = max(1, self.follow_ups)
        print(f"follow-ups {self.follow_ups}: anchored {self.anchored / count:.1%}, one open question "
              f"{self.one_question / count:.1%}, leading "
              f"{self.leading / count:.1%}, invented {self.invented}, refused by the "
              f"checks {self.refused}, repeated {self.repeated}")  # fmt: skip
        print(f"facts {self.facts} of {self.facts_known} ({self.facts / max(1, self.facts_known):.1%}), "
              f"{self.facts / count:.2f} per follow-up; probes {dict(self.probes.most_common())}")  # fmt: skip


class Session:
    """An interview of one persona, from beginning to end."""

    def __init__(self, persona: dict[str, Any], interviewer: Interviewer, tally: Tally, plan: Plan) -> None:
        self.reference = reference_candidate()
        self.candidate = self.reference.Candidate(persona)
        self.persona, self.interviewer, self.tally, self.plan = persona, interviewer, tally, plan
        self.lines: list[Line] = []

    async def run(self) -> None:
        for data, question in zip(self.persona["questions"], self.plan.questions, strict=True):
            await self._question(data, question)
        self.tally.facts += len(self.candidate.revealed)

    async def _question(self, data: dict[str, Any], question: Question) -> None:
        self._say("assistant", question.text, question, "question")
        text = self.candidate.open(question.id)["text"]
        budget, made, other, told = data["maxFollowUps"], set[tuple[ProbeName, str]](), Counter[str](), list[str]()
        self.tally.facts_known += len(data["facts"]) - len(self.candidate.told) if budget else 0
        self.candidate.told = []
        while True:
            self._say("user", text, question, "answer")
            analysis = await self.interviewer.analyse(self._context(question, text, told, made))
            told += [text] if analysis.intent == "answer" else []
            move = self._choose(analysis, question, made, other, budget)
            if move is None:
                return
            words = (await self.interviewer.phrase(self._request(move, question, text))).text
            if isinstance(move, FollowUp):
                budget -= 1
                self._weigh(words, move, question, text)
            self._say("assistant", words, question, "follow_up")
            text = self.candidate.reply(words, move.name)

    def _context(self, question: Question, text: str, told: list[str], made: set[tuple[ProbeName, str]]) -> Context:
        said = [line.content for line in self.lines if line.role == "assistant"]
        asked = tuple(name for name, _ in made)
        deep = goes_deep(self.plan, question)
        return Context(question, text, tuple(told), said[-1], asked=asked, said=tuple(said), goes_deep=deep)

    def _choose(
        self, analysis: Analysis, question: Question, made: set[tuple[ProbeName, str]], other: Counter[str], budget: int
    ) -> Move | None:
        ways: dict[str, Move] = {
            "off-topic": Redirect(question.id), "instruction": Redirect(question.id, is_order=True),
            "hostile": Deescalate(question.id), "distress": Deescalate(question.id, "distress"),
            "asks-back": Clarify(question.id), "rephrase": Clarify(question.id),
        }  # fmt: skip
        move = ways.get(analysis.intent)
        if move is not None and other[move.name] < LIMITS[move.name]:
            other[move.name] += 1
            return move
        fresh = [p for p in analysis.proposals if (p.probe.name, p.probe.focus or "") not in made]
        if analysis.intent != "answer" or not fresh or budget <= 0:
            return None
        best = fresh[0]
        made.add((best.probe.name, best.probe.focus or ""))
        return FollowUp(question.id, best.probe, best.words)

    def _weigh(self, words: str, move: FollowUp, question: Question, answer: str) -> None:
        content = self.reference.content
        said = " ".join(line.content for line in self.lines if line.role == "user" and line.question_id == question.id)
        tally = self.tally
        tally.follow_ups += 1
        tally.probes[move.name] += 1
        tally.anchored += bool(content(words) & (content(said) - content(question.text)))
        own = re.sub("“[^”]*”", "“”", words)
        tally.one_question += is_one_open_question(own)
        tally.leading += bool(LEADING.search(own))
        reasons = check_wording(words, self._request(move, question, answer))
        tally.refused += bool(reasons)
        tally.invented += any("nobody said" in r or "what they didn't" in r for r in reasons)
        tally.repeated += any(line.content == words for line in self.lines)
        tally.samples.append(f"{question.text}\n    A {answer}\n    {move.name:13} {words}")

    def _request(self, move: Move, question: Question, answer: str) -> WordingRequest:
        return WordingRequest(self.plan, move, question, tuple(self.lines), answer, self.persona["candidate"]["name"])

    def _say(self, role: Any, text: str, question: Question, kind: str) -> None:
        self.lines.append(Line(f"m{len(self.lines)}", role, text, question.id, kind, None))


def is_one_open_question(own: str) -> bool:
    marks = own.count("?")
    asked = own.rsplit(":", 1)[-1].strip() if marks else own
    if marks == 0:
        return bool(re.match(r"(?:please )?(?:tell me|describe|walk me|take me)", own, re.IGNORECASE))
    is_closed = YES_NO.match(asked) and not POLITE.match(asked)
    return marks == 1 and not is_closed and not SECOND.search(asked[3:])


async def run_sessions(personas: Iterable[dict[str, Any]], interviewer: Interviewer, plan_of: Any) -> Tally:
    tally = Tally()
    for persona in personas:
        await Session(persona, interviewer, tally, plan_of(persona)).run()
    return tally
