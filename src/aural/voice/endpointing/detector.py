"""The turn detector: derives events from voice activity, predictions and the candidate's buttons. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from aural.engine.answers.sentences import lows
from aural.voice.endpointing.backchannels import asks_back
from aural.voice.endpointing.events import (
    BargedIn,
    FloorHeld,
    Paused,
    SpeechStarted,
    TurnDetector,
    TurnEnded,
    TurnEvent,
    TurnPredictionWanted,
    Unducked,
    WordsWanted,
)
from aural.voice.endpointing.interruption import Interruption
from aural.voice.endpointing.silence import (
    LONG_PAUSE_MS,
    EndpointingDelay,
    EndpointingSignals,
    choose_endpointing_delay,
    looks_complete,
)
from aural.voice.vad.hysteresis import Voicing

PREDICTION_MS, WORDS_MS = 200, 300  # after this much silence; with more, smart-turn predicts an end too easily
TAIL_MS = 600  # speech of up to this length after "I'm done" still belongs to the turn before
LATE_START_MS = 300  # speech that ends less than this before the interviewer does is the start of an answer
ECHO_STARTS_MS = 1_000  # an echo that begins with the interviewer's voice is heard within this time


@dataclass(slots=True)
class _Pause:
    at_ms: int
    is_prediction_asked: bool = False
    is_words_asked: bool = False
    completeness: float | None = None
    text: str | None = None
    delay: EndpointingDelay | None = None  # None: must be chosen again, with new signals
    is_held: bool = False
    lasted_ms: int = 0  # how long it lasted, if speech continued after it


class AdaptiveTurns(TurnDetector):
    """See `events.TurnDetector`. One for each candidate; `language` is the spoken language, ISO 639.

    With `push_to_talk`, silence never ends a turn. Only `done` does, when the candidate releases the button.
    """

    def __init__(self, language: str, *, push_to_talk: bool = False) -> None:
        self.push_to_talk = push_to_talk
        self.may_be_echo = False
        self._language = language
        self._voicing = Voicing()
        self._spoken: str | None = None  # what the interviewer is saying
        self._spoke_ms = 0  # when it began to say that
        self._interruption: Interruption | None = None
        self._is_echoing = False
        self._question = ""  # the interviewer's last utterance; empty if it was interrupted
        self._is_open = False  # whether a turn is open
        self._pause: _Pause | None = None
        self._resumed: _Pause | None = None  # the last pause after which speech continued
        self._was_wrong = False
        self._hold_until_ms = 0
        self._done_ms: int | None = None  # when the candidate ended a turn with the button while speaking
        self._is_released = False  # push-to-talk was released before the interruption was decided

    # --- what is heard ---

    def hear(self, probability: float) -> list[TurnEvent]:
        self._is_released = False  # sound arrives only while push-to-talk is pressed
        if self._voicing.hear(probability):
            return self._begin()
        if self._interruption is not None:
            return self._settle(self._interruption.follow(self._voicing))
        return self._follow_pause() if self._is_open else self._follow_done()

    def _follow_done(self) -> list[TurnEvent]:
        """Opens another turn if the candidate keeps speaking for `TAIL_MS` after "I'm done".

        Without a pause, voice activity detection reports no new beginning.
        """
        done_ms = self._done_ms
        if done_ms is None:
            return []
        if not self._voicing.is_speaking or self._spoken is not None:
            self._done_ms = None
        elif self._voicing.now_ms - done_ms >= TAIL_MS:
            self._open()
            return [SpeechStarted(done_ms)]
        return []

    def _begin(self) -> list[TurnEvent]:
        self._hold_until_ms = 0  # the minute to think lasts until the candidate speaks
        if self._is_open:
            self._resume()
            return []
        began = SpeechStarted(self._voicing.began_ms)
        if self._interruption is not None:
            return self._settle(self._interruption.follow(self._voicing))
        if self._spoken is None:
            self.may_be_echo = False
            self._open()
            return [began]
        self._interruption = self._interrupt(self._spoken)
        return [began, *self._settle(self._interruption.follow(self._voicing))]

    def _interrupt(self, spoken: str) -> Interruption:
        return Interruption(self._voicing.began_ms, spoken, self._language, is_echoing=self._is_echoing)

    def _settle(self, events: list[TurnEvent]) -> list[TurnEvent]:
        """Ends the interruption once it is clear whether it is real. A real one opens a turn."""
        ended: list[TurnEvent] = []
        for event in events:
            if isinstance(event, BargedIn):
                self._spoken, self._question = None, ""
                self.may_be_echo = True
                ended = self._open_interruption()
            elif isinstance(event, Unducked):
                self._interruption = None
        return events + ended

    def _open_interruption(self) -> list[TurnEvent]:
        """Opens the turn that an interruption has become. After the release of push-to-talk, it is over at once."""
        self._open()
        return self._release("released") if self._is_released else []

    def _open(self) -> None:
        self._is_open, self._done_ms = True, None
        self._interruption = self._pause = self._resumed = None
        self._was_wrong = self._is_echoing = False

    # --- pauses ---

    def _follow_pause(self) -> list[TurnEvent]:
        silent = self._voicing.silent_ms
        if silent < PREDICTION_MS:
            return []
        events: list[TurnEvent] = []
        pause = self._pause = self._pause or _Pause(self._voicing.ended_ms)
        if not pause.is_prediction_asked:
            pause.is_prediction_asked = True
            events += [Paused(pause.at_ms), TurnPredictionWanted(pause.at_ms)]
        if not pause.is_words_asked and silent >= WORDS_MS:
            pause.is_words_asked = True
            events.append(WordsWanted(pause.at_ms))
        return events + self._decide(pause)

    def _decide(self, pause: _Pause) -> list[TurnEvent]:
        delay = pause.delay = pause.delay or choose_endpointing_delay(self._weigh(pause))
        events: list[TurnEvent] = []
        if delay.is_hold and not pause.is_held:
            pause.is_held = True
            events.append(FloorHeld(pause.at_ms, pause.at_ms + delay.milliseconds))
        return events + (self._end(delay.reason) if self._is_over(delay) else [])

    def _is_over(self, delay: EndpointingDelay) -> bool:
        now = self._voicing.now_ms
        if self.push_to_talk or self._voicing.may_begin or now < self._hold_until_ms:
            return False
        return self._voicing.silent_ms >= delay.milliseconds

    def _weigh(self, pause: _Pause) -> EndpointingSignals:
        before = None if self._resumed is None or self._resumed is pause else self._resumed.text
        is_new = before is None or pause.text is None or lows(pause.text) != lows(before)
        return EndpointingSignals(
            pause.completeness, pause.text, self._language, self._question, is_new, self._was_wrong
        )

    def _resume(self) -> None:
        """Called when speech continues in an open turn."""
        pause, self._pause = self._pause, None
        if pause is not None:
            pause.lasted_ms = self._voicing.began_ms - pause.at_ms
            self._learn(pause)
            self._resumed = pause

    def _learn(self, pause: _Pause) -> None:
        """Learns from a pause that didn't end the turn whether the predictors were wrong in this turn."""
        waited = pause.is_held or (pause.text is not None and asks_back(pause.text, self._language))
        looked_complete = looks_complete(self._weigh(pause)) and not waited
        self._was_wrong = self._was_wrong or (looked_complete and pause.lasted_ms >= LONG_PAUSE_MS)

    def _end(self, reason: str) -> list[TurnEvent]:
        self._is_open = False
        self._interruption = self._pause = None
        self._hold_until_ms = 0
        return [TurnEnded(self._voicing.ended_ms, reason)]

    # --- the predictors ---

    def take_prediction(self, at_ms: int, completeness: float) -> list[TurnEvent]:
        pause = self._pause
        if pause is None or pause.at_ms != at_ms:
            return []
        pause.completeness, pause.delay = completeness, None
        return self._decide(pause)

    def transcribe(self, at_ms: int, text: str) -> list[TurnEvent]:
        if self._interruption is not None:
            interruption = self._interruption
            events = self._settle(interruption.transcribe(at_ms, text, self._voicing.now_ms))
            self._is_echoing = interruption.is_echo or (self._is_echoing and not self._is_open)
            return events
        resumed = self._resumed
        if resumed is not None and resumed.at_ms == at_ms:  # too late to end the turn, but not to learn from
            resumed.text = text
            self._learn(resumed)
        pause = self._pause
        if pause is None or pause.at_ms != at_ms:
            return []
        pause.text, pause.delay = text, None
        return self._decide(pause)

    # --- the interviewer ---

    def interviewer_speaks(self, text: str) -> None:
        self._spoken = self._question = text
        self._spoke_ms = self._voicing.now_ms
        self._is_echoing = False
        if self._is_open:  # the candidate continued just as the reply began
            self._is_open, self._pause = False, None
            self._interruption = self._interrupt(text)

    def interviewer_is_silent(self) -> list[TurnEvent]:
        self._spoken = None
        interruption, self._interruption = self._interruption, None
        if interruption is None:
            return []
        is_late = self._voicing.is_speaking or self._voicing.silent_ms <= LATE_START_MS
        is_answer = is_late or self._is_released  # after a release, no sound tells how long ago the speech ended
        self.may_be_echo = self._may_echo(interruption.began_ms)
        if not is_answer:
            return [Unducked(self._voicing.now_ms)]
        return self._open_interruption()

    def _may_echo(self, began_ms: int) -> bool:
        """Whether sound that began then and continues past the interviewer's end may be its echo: if its words were
        found to be that, or if it began too early for its words to be known by now."""
        after_ms = began_ms - self._spoke_ms
        is_early = after_ms < ECHO_STARTS_MS and not self.push_to_talk
        return after_ms >= 0 and (self._is_echoing or is_early)

    # --- the candidate's buttons ---

    def done(self, reason: str = "done") -> list[TurnEvent]:
        if self._spoken is not None:
            self._is_released = self.push_to_talk
            return []
        if self.push_to_talk:
            return self._release(reason)
        is_cut = self._is_open and self._voicing.is_speaking
        self._done_ms = self._voicing.now_ms if is_cut else None
        return self._end(reason)

    def _release(self, reason: str) -> list[TurnEvent]:
        """Ends a push-to-talk turn. The sound of the next press isn't the continuation of its speech."""
        ended = self._end(reason)
        self._voicing.stop()
        return ended

    def hold(self, until_ms: int | None) -> None:
        self._hold_until_ms = until_ms or 0
