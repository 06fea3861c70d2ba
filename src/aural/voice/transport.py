"""How sound and events travel between the loop and one candidate. The loop sees this protocol only."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Sound:
    """A piece of the microphone. `seq` numbers the pieces of one stream from 1, without gaps."""

    seq: int
    pcm: bytes  # PCM16, 16 kHz, mono


@dataclass(frozen=True, slots=True)
class Control:
    """What the candidate's client said beside the sound: `done`, `mute`, `talk`, `speed`, `played`, …"""

    kind: str
    values: dict[str, Any]


class MediaTransport(Protocol):
    """One candidate's line. Everything arrives in order; nothing here ever waits for the network."""

    def incoming(self) -> AsyncIterator[Sound | Control]:
        """Until the line is closed."""
        ...

    def play(self, utterance: int, pcm: bytes) -> None:
        """More sound of an utterance: PCM16, 24 kHz, mono."""
        ...

    def clear(self, utterance: int) -> None:
        """What is not played yet is dropped. The client answers with `played`."""
        ...

    def tell(self, frame: dict[str, Any]) -> None:
        """An event for the client."""
        ...
