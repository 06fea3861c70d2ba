"""How sound and events reach one candidate. The loop sees this protocol only; what the candidate sends is put into the
loop by whoever receives it."""

from __future__ import annotations

from typing import Any, Protocol


class MediaTransport(Protocol):
    """One candidate's line. What is sent arrives in order; nothing here ever waits for the network."""

    def play(self, utterance: int, pcm: bytes) -> None:
        """More sound of an utterance: PCM16, 24 kHz, mono."""
        ...

    def clear(self, utterance: int) -> None:
        """What is not played yet is dropped. The client answers with `played`."""
        ...

    def tell(self, frame: dict[str, Any]) -> None:
        """An event for the client."""
        ...
