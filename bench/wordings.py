"""Shows which wordings the checks refuse: `python -m bench wordings FILE.jsonl`.

Each line of the file is one wording: {"task", "point", "words", "language"?, "conversation"?}. `task` is the
text of the task that a model gets, or the name of its move; "probe" is any follow-up. `conversation` is a list of
{"role": "interviewer" | "candidate", "text"}, oldest first; without it, the checks for invented facts are skipped. Each
line of the output is {"accepted", "reasons"}. If lines have a "verdict" ("good" or "bad"), standard error ends with how
many of each kind were refused.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, get_args

from aural.engine.moves import Ask, Clarify, Close, Deescalate, FollowUp, Move, Probe, ProbeName, Redirect, Skip
from aural.engine.plan import Plan, Question
from aural.interviewer.checks.wording import asks, check_wording
from aural.interviewer.model.wording import completed, lead_in_problems, tidied, word_prompt
from aural.interviewer.protocol import Line, WordingRequest
from bench.jsonl import BadLineError, lines_of, objects

OTHERS: dict[str, Move] = {
    "next": Ask("q1"),
    "clarify": Clarify("q1"),
    "redirect": Redirect("q1", is_order=True),
    "de-escalate": Deescalate("q1"),
    "skip": Skip("q1"),
    "close": Close(),
}
# Reasons that mean nothing without the whole conversation.
ABOUT_WHAT_WAS_SAID = (
    "it has a number that nobody said",
    "it has a name that nobody said",
    "it quotes what nobody said",
    "it says that the candidate said what they didn't",
    "it asks about something private",
)


@dataclass(frozen=True)
class Wording:
    """One line of the file."""

    words: str
    request: WordingRequest
    has_conversation: bool
    verdict: str | None

    def reasons(self) -> list[str]:
        """Why the wording is refused; empty if it is accepted."""
        # Older files have the whole closing turn with its question; now a model writes only the words before it.
        is_whole = isinstance(self.request.move, Close) and asks(self.words)
        text = tidied(self.words) if is_whole else completed(self.words, self.request)
        found = lead_in_problems(self.words, self.request.move) + check_wording(text, self.request)
        return [reason for reason in found if self.has_conversation or reason not in ABOUT_WHAT_WAS_SAID]


@cache
def moves_by_task() -> dict[str, str]:
    """The name of the move by task text and by its own name."""
    names = [*get_args(ProbeName), *OTHERS]
    by_text = {word_prompt().fill(f"task-{name}"): name for name in names}
    return by_text | {name: name for name in names} | {"probe": "detail"}


def wordings(lines: Iterable[str]) -> Iterator[Wording]:
    """Raises BadLineError at the first line that cannot be read."""
    for number, given in objects(lines, "task", "words"):
        yield _wording(number, given)


def _wording(number: int, given: dict[str, Any]) -> Wording:
    name = moves_by_task().get(given["task"])
    if name is None:
        raise BadLineError(f"Line {number} has an unknown task. Choose from: {', '.join(moves_by_task().values())}.")
    point, conversation = given.get("point"), given.get("conversation") or []
    if not isinstance(conversation, list) or not all(map(_is_turn, conversation)):
        raise BadLineError(f'Line {number}: "conversation" must be a list of {{"role", "text"}}.')
    move = OTHERS.get(name) or FollowUp("q1", Probe(name, point))  # type: ignore[arg-type]
    request = _request(move, conversation, point, str(given.get("language") or "en"))
    return Wording(given["words"], request, bool(conversation), given.get("verdict"))


def _is_turn(turn: Any) -> bool:
    return isinstance(turn, dict) and turn.get("role") in ("interviewer", "candidate") and isinstance(turn["text"], str)


def _request(move: Move, conversation: list[dict[str, str]], point: str | None, language: str) -> WordingRequest:
    asked = next((turn["text"] for turn in conversation if turn["role"] == "interviewer"), "")
    said = [turn["text"] for turn in conversation if turn["role"] == "candidate"]
    question = Question("q1", 0, asked)
    lines = tuple(
        Line(f"m{n}", "user", turn["text"], "q1", "answer", None)
        if turn["role"] == "candidate"
        else Line(f"m{n}", "assistant", turn["text"], "q1", "follow_up" if n else "question", None)
        for n, turn in enumerate(conversation)
    )
    plan = Plan("wordings", "", (question,), language=language)
    return WordingRequest(plan, move, question, lines, answer=said[-1] if said else point)


def main() -> None:
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
        sys.exit(f"{__doc__}\nUsage: python -m bench wordings FILE.jsonl")
    path, counted = Path(sys.argv[1]), Counter[tuple[str, bool]]()
    try:
        for wording in wordings(lines_of(path)):
            reasons = wording.reasons()
            print(json.dumps({"accepted": not reasons, "reasons": reasons}, ensure_ascii=False), flush=True)
            if wording.verdict is not None:
                counted[wording.verdict, not reasons] += 1
    except BadLineError as error:
        sys.exit(f"{path}: {error}")
    if counted:
        good, bad = (counted[v, True] + counted[v, False] for v in ("good", "bad"))
        refused, caught = counted["good", False], counted["bad", False]
        print(f"good: {refused} of {good} refused; bad: {caught} of {bad} caught", file=sys.stderr)


if __name__ == "__main__":
    main()
