"""The embedded TTS engine, which needs no network and no key: hibari-tts in a child process. English only."""

from __future__ import annotations

from collections.abc import AsyncIterator
from importlib import metadata
from importlib.util import find_spec

from aural.voice.child_process import Engine, EngineError, EngineFullError
from aural.voice.tts.engine import VOICE
from aural.voice.tts.protocol import TtsError

PACKAGE = "hibari-tts"


def is_installed() -> bool:
    return find_spec("hibari") is not None and find_spec("numpy") is not None


class EmbeddedMaker:
    """Synthesizes sentences in `engine`, which may run other models too."""

    name = "embedded"
    is_slow = False  # a long sentence takes a twentieth of a second

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.voice = f"hibari-tts {metadata.version(PACKAGE)} {VOICE}"

    def speaks(self, language: str) -> bool:
        return language.lower().replace("_", "-").partition("-")[0] == "en"

    async def make(self, text: str, *, language: str, speed: float, urgency: int) -> AsyncIterator[bytes]:
        if not self.speaks(language):
            raise TtsError("The embedded voice speaks English only.")
        yield await self._ask("say", {"text": text, "speed": speed}, urgency)

    async def warm_up(self) -> None:
        await self._ask("warm_tts", {}, 0)

    async def close(self) -> None:
        await self._engine.close()

    async def _ask(self, verb: str, values: dict[str, object], urgency: int) -> bytes:
        try:
            return (await self._engine.ask(verb, values, urgency=urgency))[1]
        except EngineFullError as error:
            raise TtsError(
                "Too many candidates are being spoken to at once. The interview continues as text."
            ) from error
        except EngineError as error:
            raise TtsError("The embedded voice failed. It starts again with the next sentence.") from error
