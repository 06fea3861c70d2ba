"""Opens the STT engine that the settings choose, or says why there is none."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path

from aural.settings import Settings
from aural.voice.stt.protocol import SpeechToText
from aural.voice.weights import WHISPER_BASE, WHISPER_TINY_EN, choose_folder, find_weights

_PACKAGES = ("ctranslate2", "faster_whisper", "numpy")


def open_stt(
    settings: Settings, on_wait: Callable[[float], None] = lambda _seconds: None
) -> tuple[SpeechToText | None, str]:
    """Returns the STT engine, and one sentence about it for `aural doctor` and the log. Loads nothing heavy.

    `on_wait` is called with the seconds that each answer waited for its turn, if the engine is the embedded one.
    """
    if settings.stt == "off":
        return None, "Speech to text is off: AURAL_STT is off."
    if settings.stt == "openai":
        from aural.voice.stt.openai import BASE_URL, MODEL, OpenAIStt

        where = f"{settings.stt_model or MODEL} at {settings.stt_base_url or BASE_URL}"
        return OpenAIStt(settings.stt_base_url, settings.stt_api_key, settings.stt_model), f"Speech to text: {where}."
    if settings.stt == "deepgram":
        from aural.voice.stt.deepgram import DeepgramStt

        if not settings.stt_api_key and not settings.stt_base_url:
            return None, "Speech to text is off: AURAL_STT is deepgram, but AURAL_STT_API_KEY is not set."
        return DeepgramStt(settings.stt_base_url, settings.stt_api_key, settings.stt_model), "Speech to text: Deepgram."
    return _open_embedded(settings, on_wait)


def _open_embedded(settings: Settings, on_wait: Callable[[float], None]) -> tuple[SpeechToText | None, str]:
    missing = [name for name in _PACKAGES if importlib.util.find_spec(name) is None]
    if missing:
        return None, "Speech to text is off: its packages are missing. Install aural[voice]."
    models = choose_folder(settings.models_dir)
    base = _find_named(settings.stt_model) if settings.stt_model else find_weights(models, WHISPER_BASE)
    if base is None and settings.stt_model:
        return None, "Speech to text is off: AURAL_STT_MODEL isn't a folder with a Whisper model for CTranslate2."
    if base is None:
        return None, f"Speech to text is off: the weights in {models} are missing or damaged. Run `aural models fetch`."
    from aural.voice.stt.embedded import EmbeddedStt

    stt = EmbeddedStt(base, find_weights(models, WHISPER_TINY_EN), on_wait=on_wait)
    return stt, f"Speech to text: this server ({base.name})."


def _find_named(name: str) -> Path | None:
    folder = Path(name).expanduser()
    needed = ("model.bin", "config.json", "tokenizer.json")
    return folder if all((folder / file).is_file() for file in needed) else None
