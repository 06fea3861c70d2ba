"""Webhooks that Aural sends: whether they are from Aural, and what they say. Needs the extra `webhooks`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypedDict

from standardwebhooks import Webhook, WebhookVerificationError

from aural_client._errors import INVALID_SIGNATURE, AuralError


class Event(TypedDict):
    """What happened. `data` holds ids and no personal data: docs/webhooks.md lists the types and their ids."""

    type: str
    timestamp: str
    data: dict[str, Any]


def verify(secret: str, headers: Mapping[str, str], body: bytes | str) -> Event:
    """The event of a request, whose body must be the bytes that came and not what a framework has read out of them.

    Raises AuralError (`INVALID_SIGNATURE`) where it was not sent with this secret, or not within five minutes.
    """
    webhook = Webhook(secret)
    try:
        event: Event = webhook.verify(body, dict(headers))
    except (WebhookVerificationError, ValueError) as error:  # the latter where a header or the body is garbage
        raise AuralError(INVALID_SIGNATURE, f"This is no webhook of Aural's: {error}.") from error
    return event
