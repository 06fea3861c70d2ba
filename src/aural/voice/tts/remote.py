"""The base of remote TTS engines: everything except the form of each engine's requests."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator

from aural.voice.tts.remote_sound import RemoteSound, SpeechRequest


class RemoteMaker(ABC):
    """See `sentences.Maker`. `base_url`, `model` and `voice` may be empty if the engine has a default.

    `languages`: the languages of the voice, according to the operator's settings. `who` names the engine in errors.
    """

    name: str
    who: str
    voice: str  # set by `set_up`: everything that changes the sound of a sentence
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
        """Stores the settings, with the engine's defaults for empty ones, and sets `voice`."""

    @abstractmethod
    def ask(self, text: str, language: str, speed: float) -> SpeechRequest:
        """The request for one sentence. `language` is a code of two or three characters."""

    def speaks(self, language: str) -> bool:
        return _code_of(language) in self._languages

    def make(self, text: str, *, language: str, speed: float, urgency: int) -> AsyncIterator[bytes]:
        return self._sound.stream(self.ask(text, _code_of(language), speed))

    async def warm_up(self) -> None:  # noqa: B027 - part of the protocol, and a remote engine needs none
        """Nothing to load."""

    async def close(self) -> None:
        await self._sound.close()


def _code_of(language: str) -> str:
    return language.lower().replace("_", "-").partition("-")[0]
