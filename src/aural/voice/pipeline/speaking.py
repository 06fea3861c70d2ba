"""The interviewer's side of a voice session: says the utterances in order, and tracks how much of them was heard.

A short word ("Okay.") covers a slow reply.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from aural.interviewer.foreseen import may_acknowledge
from aural.sessions.conversation.live import Choice
from aural.voice.transports.protocol import MediaTransport
from aural.voice.tts.protocol import BYTES_PER_MS, TextToSpeech, TtsError

logger = logging.getLogger("aural.voice")
# The most sound that the client buffers beyond what it has played: enough for a stall, but quick to stop.
AHEAD_SECONDS = 1.5
CHUNK_MS = 100
# A client that doesn't report what it played is assumed to play in real time, and to be done this much later.
GRACE_SECONDS = 2.0
# How long the client may take after `stop` to report how much it played.
STOP_SECONDS = 1.0
# A reply that takes longer than this is covered with a short word.
PATIENCE_SECONDS = 0.8


@dataclass(slots=True)
class Utterance:
    """One thing to say. `seq` is its message's number; None if it isn't a message, such as an acknowledgement.

    `hands_over`: whether the candidate's next words refer to this utterance, and to `question_id`.
    """

    number: int
    text: str
    seq: int | None = None
    question_id: str | None = None
    hands_over: bool = False
    pieces: list[tuple[str, int]] = field(default_factory=list)  # (words, milliseconds) of the synthesized sound
    sent_ms: int = 0
    played_ms: int = 0
    began_at: float | None = None  # when its first sound was sent, by the event loop's clock
    is_stopped: bool = False
    over: asyncio.Event = field(default_factory=asyncio.Event)  # played to its end, or stopped and accounted for

    def heard(self) -> str:
        """The words that were played, up to the last whole word."""
        words, left = "", self.played_ms
        for text, milliseconds in self.pieces:
            if left >= milliseconds:
                words, left = words + text, left - milliseconds
                continue
            share = text[: round(len(text) * left / milliseconds)]
            return (words + (share.rpartition(" ")[0] if " " in text else share)).strip()
        return words.strip()


@dataclass(slots=True)
class Speaking:
    """Says one utterance after another. Each waits for `may_begin`, so that it doesn't interrupt the candidate.

    `on_begin` is called when the first sound is sent, `on_end` when the last one is played or dropped. Without a voice
    for the language, both are called at once.
    """

    transport: MediaTransport
    tts: TextToSpeech
    language: str
    may_begin: asyncio.Event
    on_begin: Callable[[Utterance], None]
    on_end: Callable[[Utterance], None]
    speed: float = 1.0
    current: Utterance | None = None
    _waiting: deque[Utterance] = field(default_factory=deque)
    _more: asyncio.Event = field(default_factory=asyncio.Event)
    _silent: asyncio.Event = field(default_factory=asyncio.Event)
    _number: int = 0
    _making: asyncio.Task[None] | None = None

    def say(
        self, text: str, *, seq: int | None = None, question_id: str | None = None, hands_over: bool = False
    ) -> Utterance:
        self._number += 1
        utterance = Utterance(self._number, text, seq, question_id, hands_over)
        self._waiting.append(utterance)
        self._silent.clear()
        self._more.set()
        return utterance

    def drop_waiting(self, before_seq: int) -> list[Utterance]:
        """Drops the messages before `before_seq` that have not begun, because a newer answer made them obsolete."""
        dropped = [one for one in self._waiting if one.seq is not None and one.seq < before_seq]
        for one in dropped:
            self._waiting.remove(one)
            one.over.set()
        return dropped

    def find_unheard(self) -> int | None:
        """The `seq` of the message with the next question whose sound has not begun."""
        return next((one.seq for one in self._waiting if one.hands_over and one.question_id is not None), None)

    @property
    def is_silent(self) -> bool:
        return self.current is None and not self._waiting

    async def until_silent(self) -> None:
        """Waits until everything has been said and heard, or dropped."""
        while not self.is_silent:
            await self._silent.wait()

    async def run(self) -> None:
        while True:
            while not self._waiting:
                self._silent.set()
                self._more.clear()
                await self._more.wait()
            await self.may_begin.wait()
            if not self._waiting:
                continue
            utterance = self.current = self._waiting.popleft()
            try:
                await self._say(utterance)
            finally:
                self.current = None
                self.on_end(utterance)

    async def _say(self, utterance: Utterance) -> None:
        self.transport.tell(
            {
                "type": "utterance",
                "utterance": utterance.number,
                "seq": utterance.seq,
                "text": utterance.text,
                "synthetic": True,  # a machine speaks, whatever the engine
            }
        )
        self._making = asyncio.create_task(self._make(utterance))
        try:
            await self._making
        except asyncio.CancelledError:
            # If the session ends at the very moment of a stop, this task must still end.
            if not utterance.is_stopped or _is_ending():
                raise
        except TtsError as error:
            logger.warning("the TTS engine failed: %s", error)
        except Exception:
            # The words are on the screen, and the next utterances are still said.
            logger.exception("the TTS engine failed")
        finally:
            self._making.cancel()
            self._making = None
        if utterance.began_at is None:
            self.on_begin(utterance)
        self.transport.tell({"type": "said", "utterance": utterance.number})
        with suppress(TimeoutError):
            await asyncio.wait_for(utterance.over.wait(), self._time_left(utterance))
        if not utterance.is_stopped:
            utterance.played_ms = utterance.sent_ms

    def _time_left(self, utterance: Utterance) -> float:
        if utterance.is_stopped:
            return STOP_SECONDS
        if utterance.began_at is None:
            return 0
        now = asyncio.get_running_loop().time()
        return max(0.0, utterance.began_at + utterance.sent_ms / 1000 - now) + GRACE_SECONDS

    async def _make(self, utterance: Utterance) -> None:
        if not self.tts.speaks(self.language):
            return  # the words are on the screen
        loop = asyncio.get_running_loop()
        async for words, pcm in self.tts.speak(utterance.text, language=self.language, speed=self.speed):
            utterance.pieces.append((words, len(pcm) // BYTES_PER_MS))
            for start in range(0, len(pcm), CHUNK_MS * BYTES_PER_MS):
                if utterance.began_at is None:
                    utterance.began_at = loop.time()
                    self.on_begin(utterance)
                chunk = pcm[start : start + CHUNK_MS * BYTES_PER_MS]
                self.transport.play(utterance.number, chunk)
                utterance.sent_ms += len(chunk) // BYTES_PER_MS
                await asyncio.sleep(self._too_far(utterance, loop.time()))

    def _too_far(self, utterance: Utterance, now: float) -> float:
        """Seconds to wait so that the client never buffers more than `AHEAD_SECONDS`."""
        assert utterance.began_at is not None
        played = max(utterance.played_ms / 1000, 0.0)
        believed = min(now - utterance.began_at, utterance.sent_ms / 1000)
        return max(0.0, utterance.sent_ms / 1000 - max(played, believed) - AHEAD_SECONDS)

    def played(self, number: int, milliseconds: int, *, ended: bool) -> None:
        """Handles the client's report on an utterance. If playback ended early, the candidate stopped the utterance."""
        utterance = self.current
        if utterance is None or utterance.number != number:
            return
        utterance.played_ms = min(max(utterance.played_ms, milliseconds), utterance.sent_ms)
        if not ended:
            return
        if self._making is not None or utterance.played_ms < utterance.sent_ms - CHUNK_MS:
            utterance.is_stopped = True
            if self._making is not None:
                self._making.cancel()
        utterance.over.set()

    def duck(self, *, on: bool) -> None:
        if self.current is not None:
            self.transport.tell({"type": "duck", "utterance": self.current.number, "on": on})

    def stop(self) -> Utterance | None:
        """Stops the current utterance at once; it is over when the client has reported how much it played."""
        utterance = self.current
        if utterance is None or utterance.is_stopped:
            return None
        utterance.is_stopped = True
        self.transport.clear(utterance.number)
        if self._making is not None:
            self._making.cancel()
        return utterance


class Acknowledging:
    """Says a short word before a slow reply, so that candidates know that they were heard.

    `choose` returns the next word, given the last one and the language. Two turns in a row never get one, nor
    does a move that the word would seem to agree to, so `cover` waits until `choice` has the move.
    """

    def __init__(
        self, speaking: Speaking, choice: Choice, choose: Callable[[str | None, str], str], language: str
    ) -> None:
        self._speaking, self._choice, self._choose, self._language = speaking, choice, choose, language
        self._last: str | None = None
        self._was_said = False
        self._answers = 0

    async def cover(self, is_waiting: Callable[[], bool]) -> None:
        """Call this after an answer. `is_waiting`: whether the candidate is still waiting for the reply to it."""
        self._answers += 1
        answer, was_said, self._was_said = self._answers, self._was_said, False
        await asyncio.sleep(PATIENCE_SECONDS)
        move = await self._choice.made()
        is_due = answer == self._answers and self._speaking.is_silent and is_waiting()
        if is_due and may_acknowledge(move) and not was_said:
            self._was_said = True
            self._last = self._choose(self._last, self._language)
            self._speaking.say(self._last)


def _is_ending() -> bool:
    """Whether this task itself was cancelled, not only the one that it waits for."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
