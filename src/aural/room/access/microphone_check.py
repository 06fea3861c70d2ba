"""The microphone check before the interview: transcribes a few seconds and keeps nothing."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from aural.guard.http.bodies import read_body
from aural.platform.errors import BadRequestError, ConflictError, PayloadTooLargeError, UnauthorizedError
from aural.room.access.calls import answer, count_address, who_calls
from aural.room.access.entry import open_door
from aural.room.access.services import SPEECH_NOT_AGREED, may_speak
from aural.room.conversation.rooms import Rooms
from aural.settings.budgets import CAPTIONS_OF_ADDRESS

MOST_MS = 8000
BYTES_PER_MS = 32  # PCM16, 16 kHz, mono
# For one address in a minute: several people may share it, and each sends about one a second while speaking.
MOST_A_MINUTE = CAPTIONS_OF_ADDRESS.most


class Trial:
    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms

    async def hear(self, request: Request) -> Response:
        """`POST /room/v1/captions?slug=…`: transcribes PCM16, 16 kHz, mono. Errors: 400, 401, 409, 413, 429."""
        context = self._rooms.context
        await count_address(context, request, "captions", MOST_A_MINUTE)
        pcm = await read_body(request.receive, MOST_MS * BYTES_PER_MS)
        if pcm is None:
            raise PayloadTooLargeError(f"Send at most {MOST_MS:,} milliseconds of sound.")
        if not pcm or len(pcm) % BYTES_PER_MS:
            raise BadRequestError("Send whole milliseconds of PCM16 at 16,000 Hz, mono: 32 bytes each.")
        who = who_calls(request, request.query_params.get("slug"))
        door = await open_door(context, context.database.read, who)
        if door.interview is None or door.session is None or door.state != "resumable":
            raise UnauthorizedError("Open your interview's link again: this browser is not in an interview.")
        voice, language = context.voice, door.interview.language
        if voice is None or not door.interview.voice_enabled or not voice.serves(language):
            raise ConflictError("This interview is typed.")
        if not await may_speak(context, door.interview.organization_id, door.session.id):
            raise ConflictError(SPEECH_NOT_AGREED)
        return answer({"text": await voice.try_out(language, pcm)})
