"""ElevenLabs: text-to-speech over HTTP, streamed as PCM at 24 kHz."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import quote

from aural.voice.remote_sound import Asked, RemoteSound

BASE_URL = "https://api.elevenlabs.io"
MODEL = "eleven_flash_v2_5"
# The paces that it takes.
SLOWEST, FASTEST = 0.7, 1.2
# The models that take a language; others refuse the request, and hear it from the text.
_TAKE_LANGUAGE = ("_v2_5",)


class ElevenlabsMaker:
    """`voice` is a voice's id there. `languages`: what it speaks, as whoever set it says."""

    name = "elevenlabs"
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
        path = f"/v1/text-to-speech/{quote(voice, safe='')}/stream?output_format=pcm_24000"
        self._url = (base_url or BASE_URL) + path
        self._key, self._model, self._languages = key, model or MODEL, languages
        self._sound = sound or RemoteSound("ElevenLabs")
        self.voice = f"{self._url} {self._model}"

    def speaks(self, language: str) -> bool:
        return language.lower().replace("_", "-").partition("-")[0] in self._languages

    def make(self, text: str, *, language: str, speed: float, urgency: int) -> AsyncIterator[bytes]:
        pace = round(min(max(speed, SLOWEST), FASTEST), 2)
        body: dict[str, Any] = {"text": text, "model_id": self._model, "voice_settings": {"speed": pace}}
        if self._model.endswith(_TAKE_LANGUAGE):
            body["language_code"] = language.lower().replace("_", "-").partition("-")[0]
        return self._sound.stream(Asked(self._url, {"xi-api-key": self._key}, body))

    async def warm_up(self) -> None:
        """There is nothing to load."""

    async def close(self) -> None:
        await self._sound.close()
