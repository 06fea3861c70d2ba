"""`MediaTransport` over the room's own WebSocket."""

from __future__ import annotations

import struct

from aural.room.conversation.spoken import SendFrame, SendSound
from aural.room.protocol.server import ServerFrame

_UTTERANCE = struct.Struct("<I")


class SocketTransport:
    """Puts everything into the socket's own queue, so that sound, events and the room's frames keep their order."""

    def __init__(self, send: SendFrame, send_sound: SendSound) -> None:
        self._send, self._send_sound = send, send_sound

    def play(self, utterance: int, pcm: bytes) -> None:
        self._send_sound(_UTTERANCE.pack(utterance) + pcm)

    def clear(self, utterance: int) -> None:
        self._send({"type": "stop", "utterance": utterance})

    def tell(self, frame: ServerFrame) -> None:
        self._send(frame)
