"""TTS with any server that has OpenAI's `/v1/audio/speech`: OpenAI itself, or Kokoro, Piper and others."""

from __future__ import annotations

from aural.voice.tts.remote import RemoteMaker
from aural.voice.tts.remote_sound import SpeechRequest

BASE_URL = "https://api.openai.com/v1"
MODEL, VOICE = "gpt-4o-mini-tts", "alloy"


class OpenaiMaker(RemoteMaker):
    """`base_url` is the address without `/audio/speech`."""

    name, who = "openai", "The speech engine"

    def set_up(self, base_url: str, model: str, voice: str) -> None:
        self._url = f"{base_url or BASE_URL}/audio/speech"
        self._model, self._voice = model or MODEL, voice or VOICE
        self.voice = f"{self._url} {self._model} {self._voice}"

    def ask(self, text: str, language: str, speed: float) -> SpeechRequest:
        headers = {"Authorization": f"Bearer {self._key}"} if self._key else {}
        asked = {"model": self._model, "voice": self._voice, "input": text}
        return SpeechRequest(self._url, headers, asked | {"response_format": "pcm", "speed": round(speed, 2)})
