"""Builds a TTS engine from anything that can synthesize one sentence: adds order, work ahead, a cache, cancellation."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Protocol

from aural.room.protocol.client import FASTEST, SLOWEST
from aural.voice.tts.cache import KeptSounds
from aural.voice.tts.protocol import BYTES_PER_MS, TextToSpeech, TtsError
from aural.voice.tts.spoken_text import Piece, split

# How many sentences are synthesized ahead of the one that is being yielded.
AHEAD = 2
# Sound that arrives bit by bit is yielded in parts of at least this size.
PART_BYTES = 200 * BYTES_PER_MS
# How long a character takes, to estimate which words are in a part of the sound: 15 and 4.5 characters a second.
_CHARACTER_MS, _WIDE_CHARACTER_MS = 66, 220


class Maker(Protocol):
    """Synthesizes the sound of a sentence. `voice` names engine, version and voice, on which a cached sound depends."""

    name: str
    voice: str
    is_slow: bool  # if so, the first piece should be short

    def speaks(self, language: str) -> bool: ...

    def make(self, text: str, *, language: str, speed: float, urgency: int) -> AsyncIterator[bytes]:
        """Yields PCM16, 24 kHz, mono, in whole samples, as it arrives. `urgency`: lower is sooner. Raises TtsError."""
        ...

    async def warm_up(self) -> None: ...
    async def close(self) -> None: ...


def credit_of(maker: Maker) -> str:
    """The engine and voice without the server's address, which may be private."""
    return " ".join([maker.name, *(part for part in maker.voice.split() if "://" not in part)])


class SentenceTts:
    """A TTS engine that uses a maker. See `TextToSpeech` for the meaning of its methods."""

    def __init__(self, maker: Maker, kept: KeptSounds | None = None) -> None:
        self.maker, self._kept = maker, kept
        self.name = maker.name
        self.credit = credit_of(maker)

    def speaks(self, language: str) -> bool:
        return self.maker.speaks(language)

    async def speak(self, text: str, *, language: str, speed: float = 1.0) -> AsyncIterator[tuple[str, bytes]]:
        wish = _Wish(language, min(max(speed, SLOWEST), FASTEST))
        pieces = iter(await self._pieces(text, wish))
        ahead: deque[_Making] = deque()
        try:
            while True:
                while len(ahead) <= AHEAD and (piece := next(pieces, None)) is not None:
                    ahead.append(await self._begin(piece, wish, len(ahead)))
                if not ahead:
                    return
                async for part in ahead[0].parts():
                    yield part
                ahead.popleft()
        finally:
            for making in ahead:
                making.task.cancel()
            await asyncio.gather(*(making.task for making in ahead), return_exceptions=True)

    async def prepare(self, texts: list[str], *, language: str, speed: float = 1.0) -> None:
        if self._kept is None or not self.speaks(language):
            return
        wish = _Wish(language, min(max(speed, SLOWEST), FASTEST))
        for piece in dict.fromkeys(piece.spoken for text in texts for piece in split(text, language) if piece.spoken):
            key = self._key(piece, wish)
            if await asyncio.to_thread(self._kept.has, key):
                continue
            try:
                made = self.maker.make(piece, language=language, speed=wish.speed, urgency=9)
                pcm = b"".join([part async for part in made])
            except TtsError:
                return
            await asyncio.to_thread(self._kept.keep, key, pcm)

    async def warm_up(self) -> None:
        await self.maker.warm_up()

    async def close(self) -> None:
        await self.maker.close()

    async def _pieces(self, text: str, wish: _Wish) -> tuple[Piece, ...]:
        """The text's pieces. The first one is cut short if the maker is slow and the cache doesn't have it."""
        pieces = split(text, wish.language)
        if not self.maker.is_slow or not pieces or await self._find(pieces[0].spoken, wish) is not None:
            return pieces
        return split(text, wish.language, short_first=True)

    def _key(self, spoken: str, wish: _Wish) -> str:
        return KeptSounds.key(self.maker.voice, wish.language, wish.speed, spoken)

    async def _find(self, spoken: str, wish: _Wish) -> bytes | None:
        if self._kept is None or not spoken:
            return None
        return await asyncio.to_thread(self._kept.find, self._key(spoken, wish))

    async def _begin(self, piece: Piece, wish: _Wish, place: int) -> _Making:
        """Starts a piece. Checks the cache before the next piece starts, so that a slow disk can't change the order."""
        kept = await self._find(piece.spoken, wish)
        sound: asyncio.Queue[bytes | None] = asyncio.Queue()
        task = asyncio.create_task(self._make(piece.spoken, kept, wish, place, sound), name="TTS sentence")
        return _Making(piece, wish.speed, sound, task)

    async def _make(
        self, spoken: str, kept: bytes | None, wish: _Wish, place: int, sound: asyncio.Queue[bytes | None]
    ) -> None:
        try:
            if kept is not None:
                sound.put_nowait(kept)
            elif spoken:
                made = self.maker.make(spoken, language=wish.language, speed=wish.speed, urgency=min(place, 1))
                async for part in made:
                    sound.put_nowait(part)
        finally:
            sound.put_nowait(None)


@dataclass(frozen=True, slots=True)
class _Wish:
    language: str
    speed: float


@dataclass(frozen=True, slots=True)
class _Making:
    """One sentence that is being synthesized."""

    piece: Piece
    speed: float
    sound: asyncio.Queue[bytes | None]
    task: asyncio.Task[None]

    async def parts(self) -> AsyncIterator[tuple[str, bytes]]:
        """Yields words and sound. If the sound comes in parts, each has the words that it likely contains."""
        text, waiting, told = self.piece.text, b"", 0
        while (part := await self.sound.get()) is not None:
            waiting += part
            if len(waiting) >= PART_BYTES and not self.task.done():  # else all of it is here, and is yielded as one
                until = max(told, _words_within(text, told, len(waiting) / BYTES_PER_MS * self.speed))
                yield text[told:until], waiting
                waiting, told = b"", until
        await self.task  # raises its error, if any
        if waiting or text[told:]:
            yield text[told:], waiting


def _words_within(text: str, start: int, milliseconds: float) -> int:
    """The index after the words that fit into `milliseconds` from `start` on, by the estimate above."""
    end = start
    for index in range(start, len(text)):
        milliseconds -= _WIDE_CHARACTER_MS if text[index] > "\u2fff" else _CHARACTER_MS
        if milliseconds < 0:
            return end
        if text[index].isspace() or text[index] > "\u2fff":
            end = index + 1
    return end


async def whole(tts: TextToSpeech, text: str, *, language: str, speed: float = 1.0) -> bytes:
    """The sound of the whole text."""
    return b"".join([pcm async for _, pcm in tts.speak(text, language=language, speed=speed)])
