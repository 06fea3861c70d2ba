"""The protocol by which a voice session sends sound and events to its candidate.

The candidate's own frames don't go through it: the receiver passes them to the voice session.
"""

from __future__ import annotations

from typing import Protocol

from aural.room.protocol.server import ServerFrame


class MediaTransport(Protocol):
    """The connection to one candidate. Everything arrives in order; no method ever waits for the network."""

    def play(self, utterance: int, pcm: bytes) -> None:
        """Sends more sound of an utterance: PCM16, 24 kHz, mono."""
        ...

    def clear(self, utterance: int) -> None:
        """Drops the utterance's sound that is not played yet. The client answers with `played`."""
        ...

    def tell(self, frame: ServerFrame) -> None:
        """Sends an event to the client."""
        ...
