"""Any server that speaks OpenAI's `/v1/audio/speech`: OpenAI itself, and Kokoro, Piper and others behind it."""

from __future__ import annotations

from collections.abc import AsyncIterator

from aural.voice.remote_sound import Asked, RemoteSound

BASE_URL = "https://api.openai.com/v1"
MODEL, VOICE = "gpt-4o-mini-tts", "alloy"


class OpenaiMaker:
    """`base_url` ends before `/audio/speech`. `languages`: what the engine's voice speaks, as whoever set it says."""

    name = "openai"
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
        self._url = f"{base_url or BASE_URL}/audio/speech"
        self._headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._model, self._voice, self._languages = model or MODEL, voice or VOICE, languages
        self._sound = sound or RemoteSound("The speech engine")
        self.voice = f"{self._url} {self._model} {self._voice}"

    def speaks(self, language: str) -> bool:
        return language.lower().replace("_", "-").partition("-")[0] in self._languages

    def make(self, text: str, *, language: str, speed: float, urgency: int) -> AsyncIterator[bytes]:
        body = {
            "model": self._model,
            "voice": self._voice,
            "input": text,
            "response_format": "pcm",
            "speed": round(speed, 2),
        }
        return self._sound.stream(Asked(self._url, self._headers, body))

    async def warm_up(self) -> None:
        """There is nothing to load."""

    async def close(self) -> None:
        await self._sound.close()
