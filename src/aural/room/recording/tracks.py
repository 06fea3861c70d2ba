"""The tracks of an interview that this server records, as the landing page and the consent text list them."""

from __future__ import annotations

from aural.candidates import accommodation_repository as accommodations
from aural.candidates.access_repository import LinkedInterview
from aural.engine.integrity import NO_CAMERA
from aural.engine.recordings import MAX_SLICE_BYTES, MAX_TAKES, Track
from aural.privacy import consent_repository as consents
from aural.room.access.services import can_be_spoken
from aural.room.context import RoomContext
from aural.room.protocol.link import RecordingOffer
from aural.store.database import Connection


def tracks_of(context: RoomContext, interview: LinkedInterview) -> tuple[Track, ...]:
    """Camera and screen if video is on, and audio if the interview can be spoken. A preview isn't recorded."""
    if context.settings.recording == "off" or interview.preview_until is not None:
        return ()
    can_speak = can_be_spoken(context, interview)
    pictures: tuple[Track, ...] = ("camera", "screen") if interview.video_enabled else ()
    return (*pictures, "audio") if can_speak else pictures


async def may_record(connection: Connection, organization_id: str, session_id: str, track: Track) -> bool:
    """Whether the candidate has agreed to this track and, if it is the camera, hasn't asked to go without it."""
    where = (connection, organization_id, session_id)
    if not await consents.has_agreed(*where, track):
        return False
    return track != "camera" or NO_CAMERA not in await accommodations.list_accommodations(*where)


def recording_view(context: RoomContext, interview: LinkedInterview) -> RecordingOffer | None:
    """The tracks and limits for a client's recording; None if nothing is recorded."""
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
