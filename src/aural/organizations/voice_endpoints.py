"""This server's speech recognition and speech synthesis, and a sample of its voice."""

from __future__ import annotations

from pydantic import Field

from aural.api.operations import Answer, Call, Operations, Reply
from aural.api.reach import require_whole
from aural.api.speaking import EngineFacts, SilentError
from aural.api.validation import Json, Output, Query
from aural.organizations import examples
from aural.platform.errors import ConflictError
from aural.settings.budgets import VOICE_SAMPLES_OF_ORGANIZATION

operations = Operations("Settings")
SAMPLES_A_MINUTE = VOICE_SAMPLES_OF_ORGANIZATION.most


class VoiceEngineOut(Output):
    engine: str = Field(description="The engine: embedded, off, or the name of a remote one.")
    languages: list[str] = Field(description="The languages that it supports, as ISO 639 codes.")
    problem: str | None = Field(description="Why the engine isn't available. null: it is available.")


class PlacesOut(Output):
    most: int
    free: int


class VoiceOut(Output):
    """The voice support of this server. Without TTS for an interview's language, candidates read the questions as text.
    Without STT for it, they type their answers."""

    mouth: VoiceEngineOut = Field(description="Speech synthesis (TTS).")
    ear: VoiceEngineOut = Field(description="Speech recognition (STT).")
    places: PlacesOut | None = Field(
        description="The voice slots of the host that responded, and how many of them are free now. null: there is no "
        "speech recognition."
    )


class SampleQuery(Query):
    speed: float = Field(default=1.0, ge=0.7, le=1.3, description="1 is the voice's normal pace.")


def _engine_json(facts: EngineFacts) -> Json:
    return {"engine": facts.name, "languages": list(facts.languages), "problem": facts.problem}


@operations.get(
    "/settings/voice",
    id="getVoice",
    summary="Get the voice settings",
    description="The speech engines that the operator has set up, their languages, and the voice capacity.",
    answer=Answer(VoiceOut, examples.VOICE),
)
async def get_voice(call: Call) -> Reply:
    facts = call.context.voice.facts()
    places = None if facts.slots is None else {"most": facts.slots[0], "free": facts.slots[1]}
    return Reply({"mouth": _engine_json(facts.tts), "ear": _engine_json(facts.stt), "places": places})


@operations.get(
    "/settings/voice/sample",
    id="getVoiceSample",
    summary="Hear a sample of the voice",
    description="One fixed sentence as a WAV file. Returns 409 if there is no voice, or it cannot speak right now.",
    mode="LIVE",
    answer=None,
    media_types=("audio/wav",),
    role="ADMIN",
    query=SampleQuery,
    conflicts=True,
)
async def get_sample(call: Call) -> Reply:
    """Raises ConflictError if the voice isn't available.

    Raises RateLimitedError after too many samples, since each one costs computing time or money.
    """
    require_whole(call)
    await call.context.gate.admit_address("voice-sample", call.organization_id, SAMPLES_A_MINUTE)
    try:
        wave = await call.context.voice.sample(call.query.speed)
    except SilentError as error:
        raise ConflictError(str(error)) from error
    return Reply(None, file=wave, file_name="voice.wav", media_type="audio/wav")
