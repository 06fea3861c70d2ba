"""The page about webhooks: its verifier verifies, and it names every event."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import Any

import pytest

from aural.engine.webhooks import EVENTS, WEBHOOK_TEST
from aural.guard.outbound.webhooks import new_secret, sign
from tests.docs.test_pages import list_blocks

PAGE = (Path(__file__).parents[2] / "docs/webhooks.md").read_text()
BODY = b'{"type":"webhook.test"}'


@pytest.fixture
def verify() -> Any:
    _, block = list_blocks(PAGE, "python")  # the verifier without a library; tests/clients is about the other
    names: dict[str, Any] = {}
    exec(block, names)
    return names["verify"]


def signed(*secrets: str, seconds_ago: int = 0) -> dict[str, str]:
    return sign(secrets, "e1", int((time.time() - seconds_ago) * 1000), BODY)


def test_the_verifier_accepts_payloads_signed_with_either_secret(verify: Any) -> None:
    old, new = new_secret(), new_secret()
    for secret in (old, new):
        verify(secret, signed(new, old), BODY)


def test_the_verifier_refuses_changed_or_old_payloads(verify: Any) -> None:
    secret = new_secret()
    for headers, body in ((signed(secret), BODY + b" "), (signed(new_secret()), BODY)):
        with pytest.raises(ValueError, match="not signed"):
            verify(secret, headers, body)
    with pytest.raises(ValueError, match="too old"):
        verify(secret, signed(secret, seconds_ago=600), BODY)


def test_every_event_is_documented(verify: Any) -> None:
    assert re.findall(r"^\| `([a-z_.]+)` \|", PAGE, re.MULTILINE) == [*EVENTS, WEBHOOK_TEST]
    (body,) = list_blocks(PAGE, "json")
    assert json.loads(body)["type"] in EVENTS
