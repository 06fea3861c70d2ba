"""ElevenLabs: text-to-speech over HTTP, streamed as PCM at 24 kHz."""

from __future__ import annotations

from urllib.parse import quote

from aural.voice.tts.remote import RemoteMaker
from aural.voice.tts.remote_sound import SpeechRequest

BASE_URL = "https://api.elevenlabs.io"
MODEL = "eleven_flash_v2_5"
# The range of its speed setting.
SLOWEST, FASTEST = 0.7, 1.2
# Models that accept a language. Others derive it from the text, and would refuse the request.
_TAKE_LANGUAGE = ("_v2_5",)


class ElevenlabsMaker(RemoteMaker):
    """`voice` is the id of a voice at ElevenLabs."""

    name, who = "elevenlabs", "ElevenLabs"

    def set_up(self, base_url: str, model: str, voice: str) -> None:
        path = f"/v1/text-to-speech/{quote(voice, safe='')}/stream?output_format=pcm_24000"
        self._url, self._model = (base_url or BASE_URL) + path, model or MODEL
        self.voice = f"{self._url} {self._model}"

    def ask(self, text: str, language: str, speed: float) -> SpeechRequest:
        pace = round(min(max(speed, SLOWEST), FASTEST), 2)
        body: dict[str, object] = {"text": text, "model_id": self._model, "voice_settings": {"speed": pace}}
        if self._model.endswith(_TAKE_LANGUAGE):
            body["language_code"] = language
        return SpeechRequest(self._url, {"xi-api-key": self._key}, body)
