"""Judges sound over the interviewer's voice: an interruption, a "mhm", or the interviewer's own echo. Pure."""

from __future__ import annotations

from aural.engine.answers.sentences import lows
from aural.voice.endpointing.backchannels import interrupts, is_backchannel
from aural.voice.endpointing.events import WINDOW_MS, BargedIn, Ducked, TurnEvent, Unducked, WordsWanted
from aural.voice.vad.echo import without_echo
from aural.voice.vad.hysteresis import Voicing

FIRST_WORDS_MS = 256  # sound before STT is asked for words; as it takes 0.6 s, they arrive at about STOP_MS
NEXT_WORDS_MS = 320  # new sound before STT is asked again
STOP_MS, STOP_VOICED_MS = 820, 528  # sound this long, with this much voice, stops the interviewer; a "mhm" is shorter
TRUST_WORDS_MS = 480  # from less sound, an STT engine invents words
WHOLE_MS = 192  # silence after which the sound is complete
STILL_MS = 32  # the longest silence that does not end the sound
BACKCHANNELS_MS = 2_000  # the longest backchannels; longer sound is an interruption
RETURN_MS = 400  # silence after which the interviewer's voice comes back up
WORDS_LATE_MS = 1_200  # how long to wait for words


class Interruption:
    """One stretch of sound over the interviewer's voice, until it is clear whether it interrupts."""

    def __init__(self, began_ms: int, spoken: str, language: str, *, is_echoing: bool) -> None:
        self.began_ms = began_ms
        self.is_echo = False
        self._spoken, self._language = spoken, language
        self._is_ducked = False
        self._needs_words = is_echoing
        self._is_backchannel = False
        self._asked_ms: int | None = None  # the end of the sound whose words are awaited
        self._known_ms = began_ms  # the end of the sound whose words are known
        self._voiced_ms = 0

    def follow(self, voicing: Voicing) -> list[TurnEvent]:
        """Call this after each window. Once the interruption is decided, the last event is `BargedIn` or `Unducked`."""
        events: list[TurnEvent] = []
        if voicing.silent_ms == 0:
            self._voiced_ms += WINDOW_MS if self._voiced_ms else voicing.voiced_ms
        if not self._is_ducked and not self._needs_words:
            self._is_ducked = True
            events.append(Ducked(voicing.now_ms))
        if self._is_long(voicing):
            return [*events, BargedIn(voicing.now_ms)]
        if self._wants_words(voicing):
            self._asked_ms = voicing.now_ms
            events.append(WordsWanted(voicing.now_ms))
        elif self._is_over(voicing):
            events.append(Unducked(voicing.now_ms))
        return events

    def transcribe(self, at_ms: int, text: str, now_ms: int) -> list[TurnEvent]:
        if at_ms != self._asked_ms:
            return []
        self._asked_ms, self._known_ms = None, at_ms
        own = without_echo(text, self._spoken)
        is_enough = at_ms - self.began_ms >= TRUST_WORDS_MS
        if is_enough and interrupts(own, self._language):
            return [BargedIn(now_ms)]
        self.is_echo = len(lows(own)) * 2 < len(lows(text))
        self._needs_words = self._needs_words or self.is_echo
        self._is_backchannel = is_backchannel(own, self._language)
        return []

    def _is_long(self, voicing: Voicing) -> bool:
        if self._needs_words or voicing.silent_ms > STILL_MS or self._voiced_ms < STOP_VOICED_MS:
            return False
        is_listening = self._is_backchannel and voicing.ended_ms - self._known_ms <= NEXT_WORDS_MS
        return voicing.now_ms - self.began_ms >= (BACKCHANNELS_MS if is_listening else STOP_MS)

    def _wants_words(self, voicing: Voicing) -> bool:
        if self._asked_ms is not None:
            return False
        unknown = voicing.ended_ms - self._known_ms
        if voicing.silent_ms >= WHOLE_MS:
            return unknown > 0
        return unknown >= (FIRST_WORDS_MS if self._known_ms == self.began_ms else NEXT_WORDS_MS)

    def _is_over(self, voicing: Voicing) -> bool:
        is_waiting = self._asked_ms is not None and voicing.now_ms - self._asked_ms < WORDS_LATE_MS
        return voicing.silent_ms >= RETURN_MS and not is_waiting
