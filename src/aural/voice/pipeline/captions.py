"""Live captions: the words of a turn while the candidate speaks."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from aural.voice.endpointing.turn import CAPTION_MS, SpokenTurn
from aural.voice.transports.protocol import MediaTransport

Spawn = Callable[[Coroutine[Any, Any, None]], object]


class Captions:
    """`may_show`: whether the load allows captions. The final words are sent at the end of the turn in any case."""

    def __init__(self, transport: MediaTransport, spawn: Spawn, may_show: Callable[[], bool]) -> None:
        self._transport, self._spawn, self._may_show = transport, spawn, may_show
        self._turn: SpokenTurn | None = None

    def follow(self, turn: SpokenTurn | None, now_ms: int) -> None:
        """Call it after each piece of sound, with the open turn."""
        self._turn = turn
        if turn is None or turn.is_captioning or turn.captioned_ms + CAPTION_MS > now_ms or not self._may_show():
            return
        turn.is_captioning, turn.captioned_ms = True, now_ms
        self._spawn(self._find(turn))

    def end(self) -> None:
        """The turn is over: late captions are not shown."""
        self._turn = None

    async def _find(self, turn: SpokenTurn) -> None:
        text = await turn.listener.caption()
        turn.is_captioning = False
        if text and self._turn is turn:
            self._transport.tell({"type": "caption", "text": text, "final": False})
