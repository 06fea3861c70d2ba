"""Spoken answers are analyzed before the turn ends: once if the words stay the same, and dropped if they continue."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

from aural.engine.analysis import Analysis
from aural.engine.context import Context
from aural.engine.log import Answered
from aural.engine.plan import Plan, Question
from aural.engine.state import State
from aural.interviewer.guided.interviewer import GuidedInterviewer
from aural.interviewer.protocol import Situation
from aural.sessions.conversation.analysis_service import read_early, read_reply
from aural.sessions.conversation.live import Foresight
from aural.sessions.conversation.log import Message
from tests.clocks import FakeClock

QUESTION = Question("q", 0, "How do you plan a week?")
WHOLE = "I write down what must be done, and I leave Friday free for what comes in between."


class SlowReader(GuidedInterviewer):
    """Records the texts that it gets, and those whose analysis was dropped."""

    analyses_slowly = True

    def __init__(self) -> None:
        self.read_texts: list[str] = []
        self.dropped: list[str] = []
        self.begun, self.may_answer = asyncio.Event(), asyncio.Event()

    async def analyse(self, context: Context, situation: Situation | None = None) -> Analysis:
        self.read_texts.append(context.answer)
        self.begun.set()
        try:
            await self.may_answer.wait()
        except asyncio.CancelledError:
            self.dropped.append(context.answer)
            raise
        return Analysis(words=f"After {context.answer}")


def room_with(*said: str) -> Any:
    """A room at its only question, with these answers unread."""
    messages = [Message(f"m{n}", n, "user", text, "answer", "q", None, None, None, n) for n, text in enumerate(said, 1)]
    unanswered = tuple(Answered(0, n, text, "q") for n, text in enumerate(said, 1))
    return SimpleNamespace(
        plan=Plan("i", "T", (QUESTION,)),
        messages=messages,
        state=State("asking", current="q", unanswered=unanswered),
        clock=FakeClock(0),
        conversation=SimpleNamespace(participant_name=None),
        is_spoken=True,
        foresight=Foresight(),
    )


async def begin(room: Any, interviewer: SlowReader, text: str) -> None:
    interviewer.begun.clear()
    await read_early(room, interviewer, text)
    await interviewer.begun.wait()


async def test_words_heard_at_the_pause_are_analyzed_once() -> None:
    room, interviewer = room_with(), SlowReader()
    await begin(room, interviewer, WHOLE)
    answered = room_with(WHOLE)
    answered.foresight = room.foresight
    interviewer.may_answer.set()
    analysis = await read_reply(answered, interviewer, answered.state)
    assert analysis is not None
    assert analysis.words == f"After {WHOLE}"
    assert interviewer.read_texts == [WHOLE]


async def test_a_pause_without_new_words_starts_no_new_analysis() -> None:
    room, interviewer = room_with(), SlowReader()
    await begin(room, interviewer, WHOLE)
    await read_early(room, interviewer, WHOLE)
    assert interviewer.read_texts == [WHOLE]
    room.foresight.drop()


async def test_a_longer_answer_is_analyzed_as_a_whole_and_the_first_analysis_dropped() -> None:
    room, interviewer = room_with(), SlowReader()
    await begin(room, interviewer, "I write down what must be done")
    await begin(room, interviewer, WHOLE)
    interviewer.may_answer.set()
    answered = room_with(WHOLE)
    answered.foresight = room.foresight
    assert (await read_reply(answered, interviewer, answered.state)) == Analysis(words=f"After {WHOLE}")
    assert interviewer.dropped == ["I write down what must be done"]


async def test_an_answer_that_differs_from_the_words_read_early_is_analyzed_again() -> None:
    room, interviewer = room_with(), SlowReader()
    await begin(room, interviewer, "I write down what must be done")
    answered = room_with(WHOLE)
    answered.foresight = room.foresight
    interviewer.begun.clear()
    analysis = asyncio.create_task(read_reply(answered, interviewer, answered.state))
    await interviewer.begun.wait()
    assert interviewer.dropped == ["I write down what must be done"]
    interviewer.may_answer.set()
    assert await analysis == Analysis(words=f"After {WHOLE}")


async def test_nothing_is_analyzed_early_if_analysis_is_quick_or_an_answer_is_waiting() -> None:
    interviewer = SlowReader()
    await read_early(room_with("One part."), interviewer, "The other part.")
    assert interviewer.read_texts == []
    quick = GuidedInterviewer()
    room = room_with()
    await read_early(room, quick, WHOLE)
    assert await room.foresight.take(Context(QUESTION, WHOLE)) is None


async def test_a_turn_reads_the_first_20_000_characters_of_answers_that_piled_up() -> None:
    """Many long answers sent at once would otherwise be searched as one text, which blocks the server for seconds."""
    room, interviewer = room_with("a" * 15_000, "b" * 15_000, "c" * 15_000), SlowReader()
    interviewer.may_answer.set()
    await read_reply(room, interviewer, room.state)
    assert interviewer.read_texts == ["a" * 15_000 + "\n" + "b" * 4_999]
