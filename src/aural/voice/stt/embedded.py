"""The embedded STT engine: Whisper in a child process, without a key or a network."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from aural.voice.child_process import Engine, EngineError, EngineFullError
from aural.voice.pipeline.listening import PieceListener
from aural.voice.stt.protocol import BusyError, SttError, Transcription, Word

# Whisper's own list (ISO 639, with a few names of its own).
LANGUAGES = frozenset(
    (
        "af am ar as az ba be bg bn bo br bs ca cs cy da de el en es et eu fa fi fo fr gl gu ha haw he hi hr "
        "ht hu hy id is it ja jw ka kk km kn ko la lb ln lo lt lv mg mi mk ml mn mr ms mt my ne nl nn no oc "
        "pa pl ps pt ro ru sa sd si sk sl sn so sq sr su sv sw ta te tg th tk tl tr tt uk ur uz vi yi yo zh "
        "yue"
    ).split()
)
_ITS_NAME = {"nb": "no", "jv": "jw", "fil": "tl", "iw": "he"}
# Urgencies. A warm-up has its own: its wait for the models to load must not count as an answer's wait.
FINAL, WARM_UP, SKETCH = 0, 1, 5
# If a request takes as long as this, something hangs.
ANSWER_SECONDS = 30.0
_MOST_LANES = 4
_MULTILINGUAL_TOKENS = 51_865
_TERMS_CHARACTERS = 400


def name_language(tag: str) -> str:
    """Whisper's name for a language tag such as `zh-Hans`."""
    language = tag.replace("_", "-").partition("-")[0].lower()
    return _ITS_NAME.get(language, language)


class EmbeddedStt:
    """`base` recognizes answers; `tiny`, if there is one, sketches English captions. Both are Whisper folders.

    `on_wait` is called with the seconds that each answer waited for its turn.
    """

    name = "embedded"

    def __init__(
        self,
        base: Path,
        tiny: Path | None = None,
        *,
        lanes: int | None = None,
        engine: Any = None,
        on_wait: Callable[[float], None] = lambda _seconds: None,
    ) -> None:
        self._lanes = lanes or min(_MOST_LANES, os.cpu_count() or 1)
        self._is_multilingual = _is_multilingual(base)
        self._has_tiny = tiny is not None
        folders = [f"base={base}"] + ([f"tiny={tiny}"] if tiny else [])
        self._engine = engine or Engine(
            "aural.voice.stt.engine",
            str(self._lanes),
            *folders,
            lanes=self._lanes,
            most_waiting=16 * self._lanes,
            on_wait=on_wait,
        )
        self._sketching = 0

    @property
    def pid(self) -> int | None:
        """The process id of the child, if it has been started."""
        return self._engine.pid

    def supports(self, language: str) -> bool:
        name = name_language(language)
        return name in LANGUAGES if self._is_multilingual else name == "en"

    def listen(self, language: str, terms: tuple[str, ...] = ()) -> PieceListener:
        return PieceListener(self, name_language(language), terms)

    async def warm_up(self) -> None:
        await self._ask("load", {}, b"", WARM_UP)

    async def recognize(self, pcm: bytes, language: str, terms: tuple[str, ...]) -> Transcription:
        asked = {"model": "base", "language": language, "terms": _join_terms(terms), "sketch": False}
        found = await self._ask("hear", asked, pcm, FINAL)
        return Transcription(found["text"], tuple(Word(*word) for word in found["words"]), found["confidence"])

    async def sketch(self, pcm: bytes, language: str, _terms: tuple[str, ...]) -> str | None:
        """The words of a caption, or None. With two or more lanes, captions leave one free for answers.

        It passes no terms: over noise the model may output one, and a sketch has no word confidence to reveal that.
        """
        if self._engine.waiting or self._sketching >= max(1, self._lanes - 1):
            return None
        model = "tiny" if self._has_tiny and language == "en" else "base"
        asked = {"model": model, "language": language, "terms": "", "sketch": True}
        self._sketching += 1
        try:
            found, _ = await self._engine.ask("hear", asked, pcm, urgency=SKETCH)
        except EngineError:
            return None
        finally:
            self._sketching -= 1
        return str(found["text"])

    async def _ask(self, verb: str, values: dict[str, object], pcm: bytes, urgency: int) -> dict[str, Any]:
        """Asks a second time if the child dies, because another request may have killed it."""
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                try:
                    found, _ = await self._engine.ask(verb, values, pcm, urgency=urgency)
                except EngineFullError:
                    raise
                except EngineError:
                    found, _ = await self._engine.ask(verb, values, pcm, urgency=urgency)
        except EngineFullError as error:
            raise BusyError("Too many people are speaking on this server. Try again in a moment, or type.") from error
        except EngineError as error:
            raise SttError(f"The speech could not be recognized ({error}). Try again, or type.") from error
        except TimeoutError as error:
            await self._engine.close()  # it hangs; the next request starts another
            raise SttError("Speech recognition took too long and was restarted. Try again, or type.") from error
        return found

    async def close(self) -> None:
        await self._engine.close()


@cache
def _is_multilingual(folder: Path) -> bool:
    """Judges by the size of the vocabulary, as CTranslate2 itself does."""
    with suppress(OSError, ValueError):
        if (folder / "vocabulary.json").is_file():
            return len(json.loads((folder / "vocabulary.json").read_bytes())) >= _MULTILINGUAL_TOKENS
        return (folder / "vocabulary.txt").read_bytes().rstrip(b"\n").count(b"\n") + 1 >= _MULTILINGUAL_TOKENS
    return False


def _join_terms(terms: tuple[str, ...]) -> str:
    """The terms as a sentence of the previous text, which is how Whisper accepts spelling hints."""
    text = ", ".join(term.strip() for term in terms if term.strip())[:_TERMS_CHARACTERS]
    return f"{text}." if text else ""
