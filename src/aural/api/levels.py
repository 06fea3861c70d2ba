"""Which levels of the AI a caller may see: who is to rate a session first sees none until then."""

from __future__ import annotations

from collections.abc import Iterable

from aural.api.operations import Call


async def list_hidden(call: Call, session_ids: Iterable[str]) -> frozenset[str]:
    """Those of these sessions whose levels this caller does not see yet."""
    return frozenset()
