"""The frames that tell the client about the microphone's stream."""

from __future__ import annotations

from aural.room.protocol.server import NoRtcFrame, VoiceOnFrame
from aural.voice.pipeline.microphone import Microphone
from aural.voice.tts.protocol import RATE as OUT_RATE


def voice_on(microphone: Microphone, *, speaks: bool) -> VoiceOnFrame:
    """The state of the voice session, from which the client knows where to continue."""
    return {
        "type": "voice",
        "on": True,
        "stream": microphone.stream,
        "kept": microphone.kept,
        "received": microphone.received,
        "rate": {"in": 16_000, "out": OUT_RATE},
        "speaks": speaks,
    }


def no_webrtc(received: int) -> NoRtcFrame:
    """Answers a page from before decision 0055 that offers WebRTC. The page then uses the socket."""
    message = "This server has no WebRTC. The sound uses the room's own connection."
    return {"type": "rtc", "sdp": None, "reason": "unavailable", "message": message, "received": received}
