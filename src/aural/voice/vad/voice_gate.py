"""Separates the candidate's voice from background voices (a café, a colleague, an echo) by its loudness. Pure.

A voice activity detector counts any voice as speech. The candidate is closer to the microphone than anyone else, so
sound that isn't clearly louder than the steady background, or is far below the candidate's own voice, isn't theirs.
"""

from __future__ import annotations

from collections import deque

ABOVE_FLOOR_DB = 8.0  # the murmur of six voices, 10 dB below a speaker, stays within this of its quieter stretches
ABOVE_USUAL_DB = 6.0  # the same above the median while the interviewer speaks: nearly all is background then
QUIETER = 0.1  # the share of stretches quieter than the floor: with one speaker, the pauses
BELOW_PEAK_DB = 10.0  # sound within this of the candidate's loudest windows is never background
ECHO_DB = 15.0  # while the interviewer speaks: sound further below the candidate's loudest windows is its echo
FIRST_PEAK_DB = -18.0  # the peak until the candidate speaks: browsers' automatic gain aims at about this
FORGET_DB = 0.01  # the peak sinks by this in each window of speech, 0.3 dB a second
SMOOTH_WINDOWS, FLOOR_WINDOWS = 10, 470  # stretches of 0.3 s, the last 15 s of them
# How long the gate stays open for soft sounds in a word: shorter while the interviewer speaks, when duration decides.
HANG_WINDOWS, HANG_OVER_WINDOWS = 6, 3
ECHO_WINDOWS = 8  # an echo arrives up to 0.25 s after the sound was played


class VoiceGate:
    """Follows the sound levels of one microphone, window by window."""

    def __init__(self) -> None:
        self._recent: deque[float] = deque(maxlen=SMOOTH_WINDOWS)
        self._stretches: deque[float] = deque(maxlen=FLOOR_WINDOWS)
        self._while_interviewer: deque[float] = deque(maxlen=FLOOR_WINDOWS)
        self._peak: float | None = None
        self._hang = self._echoes = 0

    def judge(self, probability: float, level_db: float, interviewer_speaks: bool) -> float:
        """Turns the probability of any voice into that of the candidate's: the same, or 0 for the background."""
        self._recent.append(level_db)
        stretch = sum(self._recent) / len(self._recent)
        self._stretches.append(stretch)
        if interviewer_speaks:
            self._while_interviewer.append(stretch)
        self._echoes = ECHO_WINDOWS if interviewer_speaks else max(0, self._echoes - 1)
        if level_db < self._gate(may_echo=self._echoes > 0):
            self._hang = max(0, self._hang - 1)
            return probability if self._hang else 0.0
        self._hang = HANG_OVER_WINDOWS if self._echoes else HANG_WINDOWS
        if probability >= 0.5 and not self._echoes:
            self._peak = max(level_db, level_db if self._peak is None else self._peak - FORGET_DB)
        return probability

    def _gate(self, *, may_echo: bool) -> float:
        peak = FIRST_PEAK_DB if self._peak is None else self._peak
        if may_echo:
            usual = quantile(self._while_interviewer, 0.5) + ABOVE_USUAL_DB
            is_known = self._peak is not None
            return max(min(usual, peak - BELOW_PEAK_DB) if is_known else usual, peak - ECHO_DB)
        return min(quantile(self._stretches, QUIETER) + ABOVE_FLOOR_DB, peak - BELOW_PEAK_DB)


def quantile(values: deque[float], share: float) -> float:
    return sorted(values)[int(share * (len(values) - 1))]
