"""The body of a webhook: thin, ids only. Who wants more asks the API."""

from __future__ import annotations

from typing import Any

import orjson

from aural.platform.clock import iso


def body_of(event_id: str, event: str, data: dict[str, Any], happened_at: int) -> bytes:
    """Byte for byte the same for each attempt, well below the 20 kB that Standard Webhooks advises."""
    return orjson.dumps({"type": event, "timestamp": iso(happened_at), "data": {"id": event_id, **data}})
