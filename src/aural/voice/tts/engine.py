"""The child process of the embedded TTS engine: `python -m aural.voice.tts.engine`.

Its verbs are in `VERBS`; another model that shares this process adds its own.
"""

from __future__ import annotations

import threading
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aural.voice.child_process import Engine, Values, Work, serve

if TYPE_CHECKING:
    import numpy as np

MODULE = "aural.voice.tts.engine"
VOICE = "heart"  # the only one in the package: others would be downloaded
LANES = 2
MOST_WAITING = 64
RATE = 24_000
# hibari's sound begins with a third of a second of silence and ends with half a second: too long between sentences.
_SILENT = 0.01  # of full scale
_LEAD_SECONDS, _TAIL_SECONDS = 0.04, 0.25
_one_at_a_time = threading.Lock()


def start_engine() -> Engine:
    """The parent's side. The child process starts at the first request."""
    return Engine(MODULE, lanes=LANES, most_waiting=MOST_WAITING)


@cache
def _voice() -> Any:
    from hibari import Hibari

    voice = Hibari(voice=VOICE, threads=1)
    voice("Hello.")  # the first sentence takes ten times as long as the next ones
    return voice


def say(values: Values, _blob: bytes) -> tuple[Values, bytes]:
    """Says `text` at `speed`: PCM16, 24 kHz, mono. The same sentence gives the same sound, bit for bit."""
    import numpy as np

    with _one_at_a_time:
        wave = _voice()(values["text"], speed=values["speed"], seed=0)
    return {}, (np.clip(trim(wave), -1.0, 1.0) * 32767.0).astype("<i2").tobytes()


def trim(wave: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Cuts the silence at both ends down to what a sentence needs."""
    import numpy as np

    loud = np.flatnonzero(np.abs(wave) > _SILENT)
    if not len(loud):
        return wave[:0]
    return wave[max(0, loud[0] - int(_LEAD_SECONDS * RATE)) : loud[-1] + 1 + int(_TAIL_SECONDS * RATE)]


def warm_tts(_values: Values, _blob: bytes) -> tuple[Values, bytes]:
    with _one_at_a_time:
        _voice()
    return {}, b""


def complete(values: Values, pcm: bytes) -> tuple[Values, bytes]:
    """Runs smart-turn on the speech before a pause: `completeness`, 0 to 1. `weights`: the path of its file."""
    from aural.voice.endpointing.smart_turn import completeness

    return {"completeness": completeness(pcm, Path(values["weights"]))}, b""


VERBS: dict[str, Work] = {"say": say, "warm_tts": warm_tts, "complete": complete}

if __name__ == "__main__":
    serve(VERBS, LANES)
