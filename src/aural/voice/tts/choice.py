"""Opens the TTS engine that the settings choose, or says why there is none."""

from __future__ import annotations

from aural.guard.files.marking import mark_speech
from aural.guard.marks.certificates import mark_key
from aural.guard.secrets import Secrets
from aural.settings import Settings
from aural.voice.child_process import Engine
from aural.voice.tts import embedded as embedded_tts
from aural.voice.tts.cache import KeptSounds
from aural.voice.tts.elevenlabs import ElevenlabsMaker
from aural.voice.tts.embedded import EmbeddedMaker
from aural.voice.tts.engine import VOICE, start_engine
from aural.voice.tts.openai import OpenaiMaker
from aural.voice.tts.sentences import Maker, SentenceTts, credit_of

FOLDER = "voice/sounds"  # in the data folder


def why_no_tts(settings: Settings) -> str | None:
    """The reason why there is no TTS engine, in words for the operator; None if there is one."""
    if settings.tts == "off":
        return "Text to speech is off: AURAL_TTS is off."
    if settings.tts == "embedded":
        if not embedded_tts.is_installed():
            return "The embedded voice is not installed: pip install 'aural[voice]'."
        if settings.tts_voice not in ("", VOICE):
            return f"The embedded TTS engine only has the voice {VOICE}. Leave AURAL_TTS_VOICE empty."
    if settings.tts == "openai" and not (settings.tts_api_key or settings.tts_base_url):
        return "AURAL_TTS_API_KEY is needed for OpenAI, or AURAL_TTS_BASE_URL for another server."
    if settings.tts == "elevenlabs" and not (settings.tts_api_key and settings.tts_voice):
        return "ElevenLabs needs AURAL_TTS_API_KEY, and the id of a voice in AURAL_TTS_VOICE."
    return None


def open_tts(settings: Settings, engine: Engine | None = None) -> SentenceTts | None:
    """None if `why_no_tts` has a reason. `engine`: the child that the embedded voice shares with other models."""
    if why_no_tts(settings) is not None:
        return None
    maker, secrets = _maker(settings, engine), Secrets(settings.secret_key)

    def mark(wave: bytes) -> bytes:
        return mark_speech(wave, credit_of(maker), mark_key(secrets))

    return SentenceTts(maker, KeptSounds(settings.data_dir / FOLDER, mark))


def _maker(settings: Settings, engine: Engine | None) -> Maker:
    if settings.tts == "embedded":
        return EmbeddedMaker(engine or start_engine())
    remote = OpenaiMaker if settings.tts == "openai" else ElevenlabsMaker
    return remote(
        settings.tts_base_url,
        settings.tts_api_key,
        settings.tts_model,
        settings.tts_voice,
        settings.tts_languages,
    )
