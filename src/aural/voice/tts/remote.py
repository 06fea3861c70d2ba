"""A remote TTS engine: everything but the form of the engine's own requests."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator

from aural.voice.tts.remote_sound import RemoteSound, SpeechRequest


class RemoteMaker(ABC):
    """See `tts.Maker`. `base_url`, `model` and `voice` may be empty where the engine has its own.

    `languages`: what the voice speaks, as whoever set it says. `who` names the engine in what goes wrong.
    """

    name: str
    who: str
    voice: str  # `set_up` puts all into it that the sound of a sentence depends on
    is_slow = True

    def __init__(
        self,
        base_url: str,
        key: str,
        model: str,
        voice: str,
        languages: tuple[str, ...],
        sound: RemoteSound | None = None,
    ) -> None:
        self._key, self._languages = key, languages
        self._sound = sound or RemoteSound(self.who)
        self.set_up(base_url, model, voice)

    @abstractmethod
    def set_up(self, base_url: str, model: str, voice: str) -> None:
        """Takes what was set, and the engine's own for the rest."""

    @abstractmethod
    def ask(self, text: str, language: str, speed: float) -> SpeechRequest:
        """The request for one sentence. `language` is a code of two or three letters."""

    def speaks(self, language: str) -> bool:
        return _code_of(language) in self._languages

    def make(self, text: str, *, language: str, speed: float, urgency: int) -> AsyncIterator[bytes]:
        return self._sound.stream(self.ask(text, _code_of(language), speed))

    async def warm_up(self) -> None:  # noqa: B027 - of every engine, and of no use to one of somebody else's
        """There is nothing to load."""

    async def close(self) -> None:
        await self._sound.close()


def _code_of(language: str) -> str:
    return language.lower().replace("_", "-").partition("-")[0]
