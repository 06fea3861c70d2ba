"""A short phrase covers a slow reply, but not in two consecutive turns, nor where it would sound like consent."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from aural.engine.moves import Ask, Deescalate, FollowUp, Move, Probe, Redirect
from aural.interviewer.foreseen import next_acknowledgement
from aural.sessions.conversation.live import Choice
from aural.voice.pipeline.speaking import PATIENCE_SECONDS, Acknowledging
from tests.virtual_time import VirtualTimeLoop, pass_time

SLOW = PATIENCE_SECONDS + 1


class Speaking:
    is_silent = True

    def __init__(self) -> None:
        self.said: list[str] = []

    def say(self, text: str) -> None:
        self.said.append(text)


class Turns:
    """Plays turns in which the move is known and the reply begins after the given seconds."""

    def __init__(self) -> None:
        self.speaking, self.choice = Speaking(), Choice()
        speaking: Any = self.speaking
        self.acknowledging = Acknowledging(speaking, self.choice, next_acknowledgement, "en")

    async def answer(self, move: Move, chosen_after: float = 0.1, replied_after: float = SLOW) -> int:
        """Plays a turn, and returns how many short phrases covered the reply."""
        before = len(self.speaking.said)
        self.speaking.is_silent = True
        covering = asyncio.create_task(self.acknowledging.cover(lambda: True))
        await pass_time(chosen_after)
        self.choice.make(move)
        await pass_time(replied_after - chosen_after)
        self.speaking.is_silent = False
        self.choice.drop()
        covering.cancel()
        await asyncio.gather(covering, return_exceptions=True)
        return len(self.speaking.said) - before


def run(talk: Callable[[Turns], Awaitable[None]]) -> None:
    async def begin() -> None:
        await talk(Turns())

    with asyncio.Runner(loop_factory=VirtualTimeLoop) as runner:
        runner.run(begin())


def test_a_slow_reply_is_preceded_by_an_acknowledgement_and_a_quick_one_is_not() -> None:
    async def talk(turns: Turns) -> None:
        assert await turns.answer(Ask("a")) == 1
        assert await turns.answer(Ask("b"), replied_after=0.5) == 0

    run(talk)


def test_two_consecutive_turns_are_not_both_acknowledged() -> None:
    async def talk(turns: Turns) -> None:
        assert [await turns.answer(FollowUp("a", Probe("detail"))) for _ in range(5)] == [1, 0, 1, 0, 1]

    run(talk)


@pytest.mark.parametrize("move", [Redirect("a"), Deescalate("a")], ids=lambda move: type(move).__name__)
def test_nothing_is_acknowledged_before_a_redirect_or_a_de_escalation(move: Move) -> None:
    async def talk(turns: Turns) -> None:
        assert await turns.answer(move) == 0
        assert await turns.answer(Ask("b")) == 1

    run(talk)


def test_nothing_is_said_before_the_next_move_is_known() -> None:
    async def talk(turns: Turns) -> None:
        assert await turns.answer(Redirect("a"), chosen_after=3.0, replied_after=5.0) == 0
        assert await turns.answer(Ask("b"), chosen_after=3.0, replied_after=5.0) == 1

    run(talk)


def test_of_two_consecutive_answers_one_is_acknowledged() -> None:
    async def talk(turns: Turns) -> None:
        first = asyncio.create_task(turns.acknowledging.cover(lambda: True))
        await pass_time(0.3)
        assert await turns.answer(Ask("b")) == 1
        assert first.done()

    run(talk)
