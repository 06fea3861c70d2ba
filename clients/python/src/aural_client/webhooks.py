"""Verifies webhooks and reads their events. Needs the extra `webhooks`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypedDict

from standardwebhooks import Webhook, WebhookVerificationError

from aural_client._errors import INVALID_SIGNATURE, AuralError


class Event(TypedDict):
    """An event. `data` contains ids but no personal data: docs/webhooks.md lists the types and their ids."""

    type: str
    timestamp: str
    data: dict[str, Any]


def verify(secret: str, headers: Mapping[str, str], body: bytes | str) -> Event:
    """Returns the event of a request. Pass the body exactly as it was received, before a framework parses it.

    Raises AuralError (`INVALID_SIGNATURE`) if it was not signed with this secret, or more than five minutes ago.
    """
    webhook = Webhook(secret)
    try:
        event: Event = webhook.verify(body, dict(headers))
    except (WebhookVerificationError, ValueError) as error:  # ValueError: a header or the body is malformed
        raise AuralError(INVALID_SIGNATURE, f"The webhook could not be verified: {error}.") from error
    return event
