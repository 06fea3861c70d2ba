"""When a candidate begins, pauses, ends and interrupts: pure, on the time of the microphone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

# One window of the voice activity detector: 512 samples at 16 kHz.
WINDOW_MS = 32


@dataclass(frozen=True, slots=True)
class SpeechStarted:
    at_ms: int  # when the sound began, which is before it was sure


@dataclass(frozen=True, slots=True)
class Paused:
    """Speech has stopped for the moment, 0.2 s ago: a good place to cut. Comes with `TurnPredictionWanted`."""

    at_ms: int  # when the sound ended


@dataclass(frozen=True, slots=True)
class TurnPredictionWanted:
    """Smart-turn is to look at the speech that ended at `at_ms`; the answer comes back by `take_prediction`."""

    at_ms: int


@dataclass(frozen=True, slots=True)
class WordsWanted:
    """The speech until `at_ms` is to be recognized; the words come back by `transcribe`.

    At a pause, 0.3 s after the sound ended, all of the turn. While the interviewer speaks, what was said since
    `SpeechStarted`, and in a hurry: whether the interviewer is being interrupted depends on it.
    """

    at_ms: int


@dataclass(frozen=True, slots=True)
class TurnEnded:
    at_ms: int  # when the sound ended
    reason: str  # `agreed`, `silence`, `done` (the button), or what else `done` was told


@dataclass(frozen=True, slots=True)
class FloorHeld:
    """Time to think was asked for in words: no silence ends the turn before `until_ms`, or before speech goes on."""

    at_ms: int
    until_ms: int


@dataclass(frozen=True, slots=True)
class Ducked:
    """Somebody may be interrupting: the interviewer's voice goes down until `Unducked` or `BargedIn`."""

    at_ms: int


@dataclass(frozen=True, slots=True)
class Unducked:
    """It was nothing: what was heard since `SpeechStarted` belongs to no turn."""

    at_ms: int


@dataclass(frozen=True, slots=True)
class BargedIn:
    """A real interruption: the interviewer stops. The turn is open since `SpeechStarted`."""

    at_ms: int


TurnEvent = (
    SpeechStarted | Paused | TurnPredictionWanted | WordsWanted | TurnEnded | FloorHeld | Ducked | Unducked | BargedIn
)


class TurnDetector(Protocol):
    """One candidate's side of the conversation. Times are milliseconds of microphone sound since the first sample."""

    def hear(self, probability: float) -> list[TurnEvent]:
        """The next window of the microphone: how likely it holds speech, 0 to 1."""
        ...

    def take_prediction(self, at_ms: int, completeness: float) -> list[TurnEvent]:
        """Smart-turn's opinion, 0 to 1, on the speech that ended at `at_ms`. Ignored where speech went on since."""
        ...

    def transcribe(self, at_ms: int, text: str) -> list[TurnEvent]:
        """The words of the turn so far, until `at_ms`. Where speech went on since, it only learns from them."""
        ...

    def interviewer_speaks(self, text: str) -> None:
        """The interviewer's voice begins to be played, and says `text`."""
        ...

    def interviewer_is_silent(self) -> list[TurnEvent]:
        """It has been played to its end, or was stopped. What was said into it is an answer, or it is `Unducked`."""
        ...

    def done(self, reason: str = "done") -> list[TurnEvent]:
        """The candidate pressed "I'm done", or let the button of push-to-talk go: the turn ends at once."""
        ...

    def hold(self, until_ms: int | None) -> None:
        """A minute to think was asked for, by button; None: no longer."""
        ...
