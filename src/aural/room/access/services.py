"""The services outside this server that the consent text names, and that a session may therefore use."""

from __future__ import annotations

from aural.candidates import accommodation_repository as accommodations
from aural.candidates.access_repository import LinkedInterview
from aural.interviewer.model.providers import ModelChoice
from aural.privacy.consent_repository import find_agreed
from aural.room.access.consent import Service
from aural.room.context import RoomContext
from aural.settings import Settings
from aural.settings.models import host_of, provider_of
from aural.store.database import Connection

TEXT_ONLY = "text_only"  # the adjustment of candidates who read and type throughout
TYPES_ONLY = "You asked to take this interview by typing only."
SPEECH_NOT_AGREED = (
    "The speech services have changed since you agreed to them. Continue in chat, with the same questions."
)
# The provider for each value of the setting. None: no outside service. A value that is missing here raises an error, so
# that no service is used without the candidate's consent.
_STT_PROVIDERS = {"": None, "off": None, "embedded": None, "openai": "OpenAI", "deepgram": "Deepgram"}
_TTS_PROVIDERS = {"": None, "off": None, "embedded": None, "openai": "OpenAI", "elevenlabs": "ElevenLabs"}


def services_of(context: RoomContext, interview: LinkedInterview) -> tuple[Service, ...]:
    """The services that a session of this interview would use if it began now."""
    spoken = speech_services(context.settings) if can_be_spoken(context, interview) else ()
    return (*_models_of(context.settings, interview), *spoken)


def can_be_spoken(context: RoomContext, interview: LinkedInterview) -> bool:
    """Whether this server takes spoken answers in this interview."""
    voice = context.voice
    return voice is not None and interview.voice_enabled and voice.serves(interview.language)


def _models_of(settings: Settings, interview: LinkedInterview) -> tuple[Service, ...]:
    if interview.engine == "OWN":
        own = provider_of(interview.model or "", interview.model_address)
        return Service(own, "interviewing"), Service(own, "judging")
    if interview.engine == "GUIDED" or not settings.model:
        return ()
    interviewing, judging = ModelChoice.from_settings(settings), ModelChoice.judging(settings)
    return Service(interviewing.server, "interviewing"), Service(judging.server, "judging")


def speech_services(settings: Settings) -> tuple[Service, ...]:
    """The services outside this server for STT and TTS; empty if there are none."""
    stt, tts = _STT_PROVIDERS[settings.stt], _TTS_PROVIDERS[settings.tts]
    heard = () if stt is None else (Service(host_of(settings.stt_base_url) or stt, "hearing"),)
    spoken = () if tts is None else (Service(host_of(settings.tts_base_url) or tts, "speaking"),)
    return (*heard, *spoken)


async def types_only(connection: Connection, organization_id: str, session_id: str) -> bool:
    """Whether the candidate asked to type throughout."""
    return TEXT_ONLY in await accommodations.list_accommodations(connection, organization_id, session_id)


async def find_speech_refusal(context: RoomContext, organization_id: str, session_id: str) -> str | None:
    """Why this session takes no speech: the candidate asked to type, or didn't agree to a service that STT or TTS would
    use now. None if it takes speech."""
    if await types_only(context.database.read, organization_id, session_id):
        return TYPES_ONLY
    agreed = await find_agreed(context.database.read, organization_id, session_id)
    is_agreed = agreed is None or all(agreed.holds(one.provider, one.use) for one in speech_services(context.settings))
    return None if is_agreed else SPEECH_NOT_AGREED
