"""The child process of the embedded STT engine: `python -m aural.voice.stt.engine LANES NAME=FOLDER …`."""

from __future__ import annotations

import sys
import threading
from functools import partial
from pathlib import Path

from aural.voice.child_process import Values, serve
from aural.voice.stt.skipped import holds_voice, with_skipped
from aural.voice.stt.whisper import Whisper


class _Models:
    """Whisper models by name, each loaded when it is first needed."""

    def __init__(self, folders: dict[str, Path], lanes: int) -> None:
        self._folders, self._lanes = folders, lanes
        self._loaded: dict[str, Whisper] = {}
        self._loading = threading.Lock()

    def get(self, name: str) -> Whisper:
        with self._loading:
            if name not in self._loaded:
                self._loaded[name] = Whisper(self._folders[name], self._lanes)
            return self._loaded[name]

    def load(self, _values: Values, _blob: bytes) -> tuple[Values, bytes]:
        for name in self._folders:
            self.get(name)
        return {}, b""


def _transcribe(models: _Models, values: Values, pcm: bytes) -> tuple[Values, bytes]:
    whisper = models.get(values["model"])
    decoded = whisper.decode(pcm, values["language"], values["terms"], sketch=values["sketch"])
    if not values["sketch"] and decoded.is_speech:
        decode = partial(whisper.decode, language=values["language"], terms=values["terms"])
        decoded = with_skipped(decoded, pcm, values["language"], decode, holds_voice)
    if not decoded.is_speech:
        return {"text": "", "words": [], "confidence": None}, b""
    return {"text": decoded.text, "words": decoded.words, "confidence": decoded.confidence}, b""


def main() -> None:
    lanes = int(sys.argv[1])
    models = _Models({name: Path(folder) for name, _, folder in (text.partition("=") for text in sys.argv[2:])}, lanes)
    serve({"load": models.load, "hear": partial(_transcribe, models)}, lanes)


if __name__ == "__main__":
    main()
