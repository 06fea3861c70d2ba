"""One spoken turn of the candidate, while it lasts, and its live captions."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Never

from aural.engine.message_data import Speech, SpokenWord
from aural.voice.pipeline.session_time import SessionTime
from aural.voice.stt.protocol import Listener, Transcription, Word
from aural.voice.transports.protocol import MediaTransport

# How much sound from before the detected start is used, so that the first consonant isn't lost.
LEAD_MS = 400
CAPTION_MS = 1000

Spawn = Callable[[Coroutine[object, Never, None]], object]


@dataclass(slots=True)
class SpokenTurn:
    """`start_ms` is the microphone's time of the listener's first sample."""

    listener: Listener
    start_ms: int
    question_id: str | None  # the question that had been asked aloud when the turn began
    is_over: str | None = None  # what the interviewer was saying at that time: the turn may be its echo
    captioned_ms: int = 0
    is_captioning: bool = False
    ended_at: float = 0.0  # by `time.monotonic`

    def feed(self, pcm: bytes, now_ms: int) -> None:
        self.listener.feed(pcm)
        self.captioned_ms = self.captioned_ms or now_ms

    def describe(self, heard: Transcription, end_ms: int, time: SessionTime) -> Speech:
        """The data that the message stores along with the words. Times are milliseconds since the session began."""
        words = [self._word(word, time) for word in heard.words]
        return {
            "startMs": words[0]["startMs"] if words else time.at(self.start_ms),
            "endMs": words[-1]["endMs"] if words else time.at(end_ms),
            "confidence": heard.confidence,
            "words": words,
        }

    def _word(self, word: Word, time: SessionTime) -> SpokenWord:
        return {
            "text": word.text,
            "startMs": time.at(self.start_ms + word.start_ms),
            "endMs": time.at(self.start_ms + word.end_ms),
            "confidence": round(word.confidence, 3),
        }


class Captions:
    """Live captions: the words of a turn while the candidate speaks.

    `may_show`: whether the load allows captions. The final words are sent at the end of the turn in any case.
    """

    def __init__(self, transport: MediaTransport, spawn: Spawn, may_show: Callable[[], bool]) -> None:
        self._transport, self._spawn, self._may_show = transport, spawn, may_show
        self._turn: SpokenTurn | None = None

    def follow(self, turn: SpokenTurn | None, now_ms: int) -> None:
        """Call this after each piece of sound, with the open turn."""
        self._turn = turn
        if turn is None or turn.is_captioning or turn.captioned_ms + CAPTION_MS > now_ms or not self._may_show():
            return
        turn.is_captioning, turn.captioned_ms = True, now_ms
        self._spawn(self._find(turn))

    def end(self) -> None:
        """Call this when the turn is over: late captions are not shown."""
        self._turn = None

    async def _find(self, turn: SpokenTurn) -> None:
        text = await turn.listener.caption()
        turn.is_captioning = False
        if text and self._turn is turn:
            self._transport.tell({"type": "caption", "text": text, "final": False})
