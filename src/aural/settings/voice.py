"""The settings of spoken interviews: speech to text, text to speech, and how many interviews run at once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, field_validator

from aural.settings.fields import listed, setting, web_address

_LANGUAGE = re.compile("[a-z]{2,3}")


class VoiceSettings(BaseModel):
    stt: Literal["", "embedded", "openai", "deepgram", "off"] = setting(
        "",
        "embedded, openai, deepgram or off",
        "The speech-to-text (STT) engine: this server itself, any OpenAI-compatible server, Deepgram, or none.",
        shown="`embedded` if its weights are installed",
    )
    stt_base_url: str = setting(
        "",
        "an address that begins with http:// or https://",
        "The address of the STT server, such as `http://127.0.0.1:9000/v1`.",
        shown="OpenAI's or Deepgram's",
    )
    stt_api_key: str = setting("", "the provider's key", "The key for the STT server.", shown="none", repr=False)
    stt_model: str = setting(
        "",
        "the name of a model, or a folder",
        "The STT model. For `embedded`: a folder with a Whisper model converted for CTranslate2.",
        shown="`whisper-1`, `nova-3` or Whisper base",
    )
    tts: Literal["embedded", "openai", "elevenlabs", "off"] = setting(
        "embedded",
        "embedded, openai, elevenlabs or off",
        "The text-to-speech (TTS) engine. `embedded` needs the extra `voice`, no key and no network, and speaks "
        "English; `openai` is any server with OpenAI's `/v1/audio/speech`.",
    )
    tts_base_url: str = setting(
        "",
        "an address that begins with http:// or https://",
        "The address of the TTS server. For `openai`, an example is `http://127.0.0.1:8880/v1`.",
        shown="the engine's own",
    )
    tts_api_key: str = setting("", "the provider's key", "The key for the TTS server.", shown="none", repr=False)
    tts_model: str = setting(
        "",
        "the name of a model at its provider",
        "The TTS model.",
        shown="`gpt-4o-mini-tts`, or `eleven_flash_v2_5`",
    )
    tts_voice: str = setting(
        "",
        "the name of a voice at its provider",
        "The voice; ElevenLabs needs its id. The embedded engine has only one, `heart`.",
        shown="`heart`, or `alloy`",
    )
    tts_languages: tuple[str, ...] = setting(
        ("en",),
        "language codes such as en or zh, separated by commas",
        "The languages that the voice of `openai` or `elevenlabs` speaks. Interviews in other languages show their "
        "questions as text.",
        shown="`en`",
    )
    models_dir: Path | None = setting(
        None,
        "a folder",
        "Where the weights of the embedded voice are stored. `aural models fetch` fills it.",
        shown="`share/aural/models` in the Python environment",
    )
    voice_sessions: int = setting(
        0,
        "a whole number from 0 to 1000",
        "How many spoken interviews this host runs at once. When all voice slots are in use, candidates are offered "
        "the same interview in chat. 0: four per core.",
        ge=0,
        le=1000,
    )
    voice_load: Literal["measured", "ignored"] = setting(
        "measured", "measured or ignored", "Whether a host that has become slow stops accepting spoken interviews."
    )

    @field_validator("models_dir")
    @classmethod
    def _absolute_or_none(cls, value: Path | None) -> Path | None:
        return value and value.expanduser().absolute()

    @field_validator("stt_base_url", "tts_base_url")
    @classmethod
    def _engine_address(cls, value: str) -> str:
        return web_address(value)

    @field_validator("tts_languages", mode="before")
    @classmethod
    def _languages(cls, value: str | Iterable[object]) -> tuple[str, ...]:
        codes = tuple(name.lower() for name in listed(value))
        if not all(_LANGUAGE.fullmatch(code) for code in codes):
            raise ValueError
        return codes
