"""Derives speech and silence from the probabilities of single windows, with hysteresis. Pure."""

from __future__ import annotations

from collections import deque

from aural.voice.endpointing.events import WINDOW_MS

START, GO_ON = 0.5, 0.35  # silero's own thresholds for the beginning and the continuation of speech
SURE_WINDOWS, OF_WINDOWS = 3, 4  # this many speech windows are a beginning; a click is shorter
STOP_MS = 128  # shorter silence is a stop consonant


class Voicing:
    """Whether there is speech, and since when. Times are in milliseconds; `now_ms` is the end of the last window."""

    def __init__(self) -> None:
        self.now_ms = 0
        self.is_speaking = False
        self.began_ms = 0  # of the current speech, or else the last one
        self.ended_ms = 0  # the end of its last window
        self.voiced_ms = 0  # how much of it was voice
        self._recent: deque[bool] = deque(maxlen=OF_WINDOWS)

    @property
    def silent_ms(self) -> int:
        return self.now_ms - self.ended_ms

    @property
    def may_begin(self) -> bool:
        """Whether the last window may be the beginning of speech, which isn't certain yet."""
        return not self.is_speaking and bool(self._recent) and self._recent[-1]

    def hear(self, probability: float) -> bool:
        """Takes the next window. Returns whether it has just become certain that speech began, at `began_ms`."""
        self.now_ms += WINDOW_MS
        self._recent.append(probability >= START)
        if self.is_speaking:
            self._go_on(probability)
            return False
        if sum(self._recent) < SURE_WINDOWS:
            return False
        first = len(self._recent) - self._recent.index(True)
        self.began_ms, self.ended_ms = self.now_ms - first * WINDOW_MS, self.now_ms
        self.voiced_ms = sum(self._recent) * WINDOW_MS
        self.is_speaking = True
        return True

    def _go_on(self, probability: float) -> None:
        if probability >= GO_ON:
            self.ended_ms = self.now_ms
            self.voiced_ms += WINDOW_MS
        elif self.silent_ms >= STOP_MS:
            self.stop()

    def stop(self) -> None:
        """Ends the speech. Call this when the next sound won't follow directly, so that speech can begin in it."""
        self.is_speaking = False
        self._recent.clear()
