"""Idempotency-Key: the same request again gets the first answer again, and does nothing again."""

from __future__ import annotations

from aural.api.operations import Call
from aural.api.requests import Answer, Request
from aural.errors import AuralError
from aural.store.database import Connection


class Replay:
    """One POST and its key, if it has one. All methods do nothing without a key."""

    def __init__(self, call: Call, request: Request, body: bytes | None) -> None:
        self._call = call
        self._key: str | None = None

    def check_key(self) -> None:
        """Raises BadRequestError where the key is malformed."""

    async def claim(self) -> Answer | None:
        return None

    async def complete(self, transaction: Connection, answer: Answer) -> None: ...

    async def refuse(self, error: AuralError) -> Answer:
        raise error

    async def release(self) -> None: ...
