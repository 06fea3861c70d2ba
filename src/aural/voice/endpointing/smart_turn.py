"""Smart-turn v3, which predicts from the sound whether the speaker is done. Can run as a child process.

The model takes Whisper's features of the last eight seconds. OpenAI's Whisper (MIT) and
`transformers.WhisperFeatureExtractor` (Apache-2.0) define them; the code below computes the same without either.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from aural.platform.networks import open_network
from aural.voice.child_process import Values, serve

if TYPE_CHECKING:
    import onnxruntime  # type: ignore[import-untyped]

RATE = 16_000
SECONDS = 8
FRAME, HOP, BANDS = 400, 160, 80
# The knee of Slaney's mel scale: linear below 1,000 Hz, which is 15 mel, and logarithmic above.
_KNEE_HERTZ, _KNEE_MEL, _LOG_STEP = 1000.0, 15.0, np.log(6.4) / 27.0

Floats = NDArray[np.float64]


def completeness(pcm: bytes, model: Path) -> float:
    """The probability that the turn ends here. `pcm`: PCM16, 16 kHz, mono, with about 0.2 s of silence at its end.

    With more silence, the model predicts an end more often. Raises onnxruntime's errors if the file `model` is wrong.
    """
    (found,) = _load(model).run(None, {"input_features": log_mel(pcm)[np.newaxis]})
    return float(np.asarray(found).reshape(-1)[0])


@cache
def _load(model: Path) -> onnxruntime.InferenceSession:
    return open_network(model)


def log_mel(pcm: bytes) -> NDArray[np.float32]:
    """Whisper's features of the last eight seconds, padded in front: 80 bands, 800 frames."""
    sound = np.frombuffer(pcm[: len(pcm) // 2 * 2], "<i2").astype(np.float32)[-RATE * SECONDS :] / 32768
    sound = np.pad(sound, (RATE * SECONDS - len(sound), 0))
    sound = (sound - sound.mean()) / np.sqrt(sound.var() + 1e-7)
    padded = np.pad(sound.astype(np.float64), FRAME // 2, mode="reflect")
    frames = sliding_window_view(padded, FRAME)[::HOP] * np.hanning(FRAME + 1)[:-1]
    power = np.abs(np.fft.rfft(frames, axis=-1)) ** 2
    logs: Floats = np.log10(np.maximum(1e-10, power @ _filters()))[:-1].T
    scaled: Floats = (np.maximum(logs, np.max(logs) - 8) + 4) / 4
    return scaled.astype(np.float32)


@cache
def _filters() -> Floats:
    """Triangles of equal area on the mel scale, one column per band."""
    edges = _hertz(np.linspace(0, _mel(RATE / 2), BANDS + 2))
    slopes = edges - np.linspace(0, RATE / 2, FRAME // 2 + 1)[:, np.newaxis]
    widths = np.diff(edges)
    triangles = np.maximum(0, np.minimum(-slopes[:, :-2] / widths[:-1], slopes[:, 2:] / widths[1:]))
    return np.asarray(triangles * 2 / (edges[2:] - edges[:-2]))


def _mel(hertz: float) -> float:
    return float(_KNEE_MEL + np.log(hertz / _KNEE_HERTZ) / _LOG_STEP)


def _hertz(mel: Floats) -> Floats:
    above = _KNEE_HERTZ * np.exp(_LOG_STEP * (mel - _KNEE_MEL))
    return np.where(mel < _KNEE_MEL, mel * _KNEE_HERTZ / _KNEE_MEL, above)


def main() -> None:
    """Runs the child, `python -m aural.voice.endpointing.smart_turn MODEL`, whose verb is `complete`."""
    model = Path(sys.argv[1])

    def complete(_: Values, pcm: bytes) -> tuple[Values, bytes]:
        return {"completeness": completeness(pcm, model)}, b""

    serve({"complete": complete}, lanes=1)


if __name__ == "__main__":
    main()
