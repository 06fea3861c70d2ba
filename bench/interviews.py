"""Plays whole interviews with the scripted candidates through the API, the engine and the store, and prints results.

python -m bench.interviews              the guided interviewer
python -m bench.interviews --llama      a real llama.cpp server with a very small model, over HTTP
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import re
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

from aural.cli.scripted import content
from aural.engine.moves import FollowUp, ProbeName
from aural.interviewer.checks.wording import check_wording
from aural.interviewer.protocol import WordingRequest
from aural.sessions.conversation.analysis_service import lines_of
from aural.sessions.conversation.live import LiveSession
from aural.sessions.conversation.log import Message
from aural.store.migrate import migrate
from bench.personas import macro_f1, personas
from bench.sessions import LEADING, is_one_open_question
from tests.llama import KEY, MODEL, start_llama
from tests.talk.taking import Taken, take

QUOTED = re.compile("“[^”]*”")
PROBES = frozenset(get_args(ProbeName))


@dataclass
class Table:
    """Counts over all interviews of one interviewer."""

    interviews: int = 0
    finished: int = 0
    unasked: int = 0
    over_budget: int = 0
    repeated: int = 0
    follow_ups: int = 0
    wordings: int = 0
    by_model: int = 0
    fallbacks: Counter[str] = field(default_factory=Counter)
    anchored: int = 0
    one_question: int = 0
    leading: int = 0
    invented: int = 0
    facts: int = 0
    facts_known: int = 0
    first: int = 0
    right: int = 0
    acceptable: int = 0
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)
    reports: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    def show(self, name: str) -> None:
        asked, first = max(1, self.follow_ups), max(1, self.first)
        rows = [
            ("interviews finished", f"{self.finished} of {self.interviews}", "all"),
            ("required questions not asked", self.unasked, "0"),
            ("follow-ups over budget", self.over_budget, "0"),
            ("sentences repeated", self.repeated, "0"),
            ("first answers: right move", f"{self.right / first:.1%}", ""),
            ("first answers: right or acceptable", f"{self.acceptable / first:.1%}", "≥ 85 %"),
            ("first answers: macro-F1", f"{macro_f1(self.confusion):.3f}", "≥ 0.65"),
            ("follow-ups", self.follow_ups, ""),
            ("messages that a model may phrase", self.wordings, ""),
            ("  worded by the model", f"{self.by_model / max(1, self.wordings):.1%}", ""),
            ("  anchored", f"{self.anchored / asked:.1%}", "≥ 80 %"),
            ("  one open question", f"{self.one_question / asked:.1%}", "≥ 95 %"),
            ("  leading", f"{self.leading / asked:.1%}", "≤ 2 %"),
            ("  with an invented fact", self.invented, "0"),
            ("facts elicited", f"{self.facts} of {self.facts_known} ({self.facts / max(1, self.facts_known):.1%})", ""),
            ("reports", dict(self.reports), ""),
            ("seconds per interview", f"{self.seconds / max(1, self.interviews):.1f}", ""),
        ]
        print(f"\n{name}")
        for label, value, target in rows:
            print(f"  {label:36} {value!s:24} {target}")
        if self.fallbacks:
            print(f"  templates used instead: {dict(self.fallbacks.most_common())}")


def weigh(table: Table, persona: dict[str, Any], taken: Taken) -> None:
    room = taken.room
    spoken = [m for m in room.messages if m.role == "assistant"]
    table.interviews += 1
    table.finished += room.state.end_reason == "FINISHED"
    table.reports[str(taken.session["reportStatus"])] += 1
    table.repeated += len(spoken) - len({m.content for m in spoken})
    asked = {m.question_id for m in spoken if m.kind == "question"}
    table.unasked += sum(q.is_required and q.id not in asked for q in room.plan.questions)
    table.facts += len(taken.candidate.revealed)
    for data, question in zip(persona["questions"], room.plan.questions, strict=True):
        here = [m for m in room.messages if m.question_id == question.id]
        probes = [m for m in here if m.move in PROBES]
        table.over_budget += max(0, len(probes) - data["maxFollowUps"])
        if data["maxFollowUps"]:
            told = [f["id"] for f in data["facts"] if f["id"] in taken.candidate.told]
            table.facts_known += len(data["facts"]) - len(told)
            _weigh_first(table, persona, data, room, here)
    for message in spoken:
        _weigh_origin(table, message)
        if message.move in PROBES:
            _weigh_follow_up(table, room, message)


def _weigh_origin(table: Table, message: Message) -> None:
    """Counts who phrased the message, if a model was asked to."""
    origin = message.origin or {}
    table.by_model += origin.get("source") == "model"
    table.fallbacks.update([origin["fallback"]] if origin.get("fallback") else [])
    table.wordings += origin.get("source") == "model" or bool(origin.get("fallback"))


def _weigh_first(
    table: Table, persona: dict[str, Any], data: dict[str, Any], room: LiveSession, here: list[Message]
) -> None:
    """Compares the interviewer's move right after the first answer to a question with the gold labels."""
    answer = next((m for m in here if m.role == "user"), None)
    if answer is None:
        return
    after = next(m for m in room.messages if m.seq > answer.seq and m.role == "assistant")
    move = "next" if after.kind in ("question", "closing") else str(after.move)
    wanted = persona["firstAnswers"][data["order"]]
    gold = next(a["goldMoves"] for a in data["answers"] if a["id"] == wanted)
    table.first += 1
    table.right += move in gold["best"]
    table.acceptable += move in gold["best"] + gold["acceptable"]
    table.confusion[(move if move in gold["best"] else gold["best"][0], move)] += 1


def _weigh_follow_up(table: Table, room: LiveSession, message: Message) -> None:

    question = room.plan.question(str(message.question_id))
    before = [m for m in room.messages if m.seq < message.seq]
    said = " ".join(m.content for m in before if m.role == "user" and m.question_id == question.id)
    own = QUOTED.sub("“”", message.content)
    table.follow_ups += 1
    table.anchored += bool(content(message.content) & (content(said) - content(question.text)))
    table.one_question += is_one_open_question(own)
    table.leading += bool(LEADING.search(own))
    move = next(p for p in room.state.about(question.id).probes if p.name == message.move)

    lines = tuple(line for line in lines_of(room) if line.message_id in {m.id for m in before})
    answer = next((m.content for m in reversed(before) if m.role == "user"), "")
    reasons = check_wording(
        message.content, WordingRequest(room.plan, FollowUp(question.id, move), question, lines, answer)
    )
    table.invented += any("nobody said" in reason or "what they didn't" in reason for reason in reasons)


async def run(count: int, **settings: Any) -> Table:
    table = Table()
    with tempfile.TemporaryDirectory() as folder:
        for persona in personas()[:count]:
            began = time.monotonic()
            path = Path(folder) / persona["id"]
            path.mkdir()

            url = f"sqlite:///{path}/aural.db"
            migrate(url)
            taken = await take(persona, path, url, with_report=True, **settings)
            table.seconds += time.monotonic() - began
            weigh(table, persona, taken)
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--llama", action="store_true", help="use a real llama.cpp server to phrase and judge")
    parser.add_argument("--count", type=int, default=16, help="how many personas")
    parser.add_argument("--word-seconds", type=float, default=30.0, help="how long a wording may take (llama)")
    parser.add_argument("--judge-seconds", type=float, default=60.0, help="how long a judging request may take (llama)")
    given = parser.parse_args()
    with contextlib.ExitStack() as stack:
        settings: dict[str, Any] = {}
        if given.llama:
            base_url = stack.enter_context(start_llama(temperature=0.8))
            settings = {
                "model": MODEL,
                "model_base_url": base_url,
                "model_api_key": KEY,
                "model_word_seconds": given.word_seconds,
                "model_judge_seconds": given.judge_seconds,
                "most_attempts": 2,  # at a report: each computes until its deadline
            }
        table = asyncio.run(run(given.count, **settings))
    table.show(f"model interviewer ({MODEL} on llama.cpp)" if given.llama else "guided interviewer")


if __name__ == "__main__":
    main()
