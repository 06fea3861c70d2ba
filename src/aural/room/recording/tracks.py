"""Which tracks of an interview this server records: what its link says, and what its consent text asks for."""

from __future__ import annotations

from typing import Any

from aural.candidates import accommodation_repository as accommodations
from aural.engine.integrity import NO_CAMERA
from aural.engine.recordings import MAX_SLICE_BYTES, MAX_TAKES, Track
from aural.privacy import consent_repository as consents
from aural.room.context import RoomContext
from aural.store.database import Connection, Row


def tracks_of(context: RoomContext, interview: Row[Any]) -> tuple[Track, ...]:
    """camera and screen with video, audio where it can be spoken; none in a preview, of which nothing is kept."""
    if context.settings.recording == "off" or interview.preview_until is not None:
        return ()
    can_speak = context.voice is not None and interview.voice_enabled and context.voice.serves(interview.language)
    pictures: tuple[Track, ...] = ("camera", "screen") if interview.video_enabled else ()
    return (*pictures, "audio") if can_speak else pictures


async def may_record(connection: Connection, organization_id: str, session_id: str, track: Track) -> bool:
    """Whether the candidate agreed to this track, still does, and has not asked to be without a camera since."""
    where = (connection, organization_id, session_id)
    if not await consents.has_agreed(*where, track):
        return False
    return track != "camera" or NO_CAMERA not in await accommodations.list_accommodations(*where)


def recording_view(context: RoomContext, interview: Row[Any]) -> dict[str, Any] | None:
    """What a client may record; None: nothing."""
    tracks = tracks_of(context, interview)
    if not tracks:
        return None
    settings = context.settings
    return {
        "tracks": list(tracks),
        "types": list(settings.recording_types),
        "maxSliceBytes": MAX_SLICE_BYTES,
        "maxBytes": settings.recording_megabytes << 20,
        "maxSeconds": settings.recording_minutes * 60,
        "maxTakes": MAX_TAKES,
    }
