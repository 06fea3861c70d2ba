"""Events: a candidate's turn begins, pauses, ends or interrupts the interviewer. Pure; times are the microphone's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

# One window of the voice activity detector: 512 samples at 16 kHz.
WINDOW_MS = 32


@dataclass(frozen=True, slots=True)
class SpeechStarted:
    at_ms: int  # when the sound began, before it was certain to be speech


@dataclass(frozen=True, slots=True)
class Paused:
    """Speech stopped 0.2 s ago, at least for a moment: a good place to cut. Comes with `TurnPredictionWanted`."""

    at_ms: int  # when the sound ended


@dataclass(frozen=True, slots=True)
class TurnPredictionWanted:
    """Asks for smart-turn's prediction on the speech that ended at `at_ms`; pass it to `take_prediction`."""

    at_ms: int


@dataclass(frozen=True, slots=True)
class WordsWanted:
    """Asks for the words of the speech until `at_ms`; pass them to `transcribe`.

    At a pause, 0.3 s after the sound ended, this is the whole turn. While the interviewer speaks, it is the speech
    since `SpeechStarted`, and it is urgent: the words decide whether the candidate is interrupting.
    """

    at_ms: int


@dataclass(frozen=True, slots=True)
class TurnEnded:
    at_ms: int  # when the sound ended
    reason: str  # `agreed`, `silence`, `done` (the button), or another reason passed to `done`


@dataclass(frozen=True, slots=True)
class FloorHeld:
    """The candidate asked for time to think: no silence ends the turn before `until_ms` or until speech continues."""

    at_ms: int
    until_ms: int


@dataclass(frozen=True, slots=True)
class Ducked:
    """The candidate may be interrupting: the interviewer's voice gets quieter until `Unducked` or `BargedIn`."""

    at_ms: int


@dataclass(frozen=True, slots=True)
class Unducked:
    """It wasn't an interruption: the sound since `SpeechStarted` belongs to no turn."""

    at_ms: int


@dataclass(frozen=True, slots=True)
class BargedIn:
    """The candidate interrupts: the interviewer stops. The turn has been open since `SpeechStarted`."""

    at_ms: int


TurnEvent = (
    SpeechStarted | Paused | TurnPredictionWanted | WordsWanted | TurnEnded | FloorHeld | Ducked | Unducked | BargedIn
)


class TurnDetector(Protocol):
    """One candidate's side of the conversation. Times are milliseconds of microphone sound since the first sample."""

    may_be_echo: bool  # whether the sound of the turn may be the interviewer's echo, so that its words must show it

    def hear(self, probability: float) -> list[TurnEvent]:
        """Takes the probability, 0 to 1, that the microphone's next window contains speech."""
        ...

    def take_prediction(self, at_ms: int, completeness: float) -> list[TurnEvent]:
        """Takes smart-turn's prediction, 0 to 1, on the speech that ended at `at_ms`. Ignored if speech continued."""
        ...

    def transcribe(self, at_ms: int, text: str) -> list[TurnEvent]:
        """Takes the words of the turn until `at_ms`. If speech continued since, the detector only learns from them."""
        ...

    def interviewer_speaks(self, text: str) -> None:
        """Call this when the interviewer's voice starts to say `text`."""
        ...

    def interviewer_is_silent(self) -> list[TurnEvent]:
        """Call this when the interviewer's voice ends or is stopped. Speech that continues past its end becomes
        a turn. For other sound, the event is `Unducked`."""
        ...

    def done(self, reason: str = "done") -> list[TurnEvent]:
        """Ends the turn at once: the candidate pressed "I'm done" or released the push-to-talk button."""
        ...

    def hold(self, until_ms: int | None) -> None:
        """Call this when the candidate presses the button for a minute to think. None: the minute is over."""
        ...
