"""Sends webhooks, signed as Standard Webhooks 1.0 specifies, to public addresses only. The response isn't trusted.

The address is resolved and checked at each attempt, and the connection goes to exactly the address that was checked.
https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

from __future__ import annotations

import asyncio
import base64
import os
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from aural.guard.outbound.fetch import SECONDS, Outbound, name_of, open_client
from aural.platform.errors import BadRequestError

if TYPE_CHECKING:
    from httpx2 import Response

PREFIX = "whsec_"
MOST_BYTES = 64 << 10
KEPT_CHARACTERS = 4_000
_SECRET_BYTES = 32
_ABOUT = {"content-type": "application/json", "user-agent": "Aural-Webhooks/1.0"}


def new_secret() -> str:
    """`whsec_` and 32 random bytes."""
    return PREFIX + base64.b64encode(os.urandom(_SECRET_BYTES)).decode()


def sign(secrets: Sequence[str], event_id: str, at_ms: int, body: bytes) -> dict[str, str]:
    """The headers of the request: its event, its time, and one signature for each secret that is valid now."""
    from standardwebhooks.webhooks import Webhook

    at = datetime.fromtimestamp(at_ms // 1000, UTC)
    signatures = [Webhook(secret).sign(event_id, at, body.decode()) for secret in secrets]
    return {
        **_ABOUT,
        "webhook-id": event_id,
        "webhook-timestamp": str(at_ms // 1000),
        "webhook-signature": " ".join(signatures),
    }


@dataclass(frozen=True, slots=True)
class DeliveryResponse:
    """The endpoint's response. If there was none, `status` is None and `error` says why in a sentence."""

    status: int | None = None
    text: str | None = None  # the beginning of its body
    error: str | None = None
    retry_after_seconds: int | None = None

    @property
    def is_success(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


@dataclass(frozen=True, slots=True)
class Sender:
    """`seconds`: the time limit for everything, from the look-up of the name to the end of the response."""

    outbound: Outbound
    seconds: float = SECONDS

    async def check(self, url: str) -> None:
        """Raises BadRequestError, with a message for the person who typed the address, if nothing may be sent there."""
        try:
            async with asyncio.timeout(self.seconds):
                await self.outbound.find_receiver(url)
        except TimeoutError as error:
            said = "Looking up the name of that address takes too long. Try again."
            raise BadRequestError(said, [("url", said)]) from error

    async def send(self, url: str, body: bytes, headers: dict[str, str], *, method: str = "POST") -> DeliveryResponse:
        """Sends the webhook once. Never raises: a failure is returned as the response."""
        from httpx2 import TransportError

        answered: Response | None = None
        text = bytearray()
        try:
            async with asyncio.timeout(self.seconds), open_client(self.seconds) as client:
                at, address = await self.outbound.find_receiver(url)
                request = client.build_request(
                    method,
                    at.copy_with(host=str(address)),
                    content=body,
                    headers={**_ABOUT, **headers, "Host": at.netloc.decode(), "Accept-Encoding": "identity"},
                    extensions={"sni_hostname": name_of(at)},
                )
                response = await client.send(request, stream=True)
                answered = response
                try:
                    async for chunk in response.aiter_raw():
                        text += chunk
                        if len(text) >= MOST_BYTES:
                            break
                finally:
                    await response.aclose()
        except BadRequestError as error:
            return DeliveryResponse(error=error.message)
        except TimeoutError:
            if answered is None:
                return DeliveryResponse(error=f"No answer came within {self.seconds:g} seconds.")
        except (TransportError, OSError) as error:
            if answered is None:
                return DeliveryResponse(error=f"The connection failed: {_plain(error)}")
        assert answered is not None  # a received status counts, even if the body breaks off
        return DeliveryResponse(answered.status_code, _readable(text), _about(answered), _retry_after(answered))


def _plain(error: Exception) -> str:
    """The system's own error message, if there is one: the outer exception only says that all attempts failed."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, OSError) and not isinstance(cause, ssl.SSLError) and cause.errno:
            return f"{os.strerror(cause.errno)}."
        cause = cause.__cause__ or cause.__context__  # the connection pool clears the former
    said = str(error).strip()
    return f"{said[:200]}." if said else f"{type(error).__name__}."


def _readable(text: bytearray) -> str:
    return bytes(text[: 4 * KEPT_CHARACTERS]).decode("utf-8", "replace").replace("\0", "\ufffd")[:KEPT_CHARACTERS]


def _about(response: Response) -> str | None:
    if 200 <= response.status_code < 300:
        return None
    if response.has_redirect_location:
        return f"It answers {response.status_code}, a redirect. Redirects are not followed."
    if response.status_code == 410:
        return "It answers 410: it wants no more deliveries."
    return f"It answers {response.status_code}."


def _retry_after(response: Response) -> int | None:
    """The seconds to wait, from the header's number or date."""
    value = response.headers.get("Retry-After", "").strip()
    if value.isascii() and value.isdigit():
        return int(value[:9])
    try:
        return max(0, int((parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds()))
    except (ValueError, TypeError, OverflowError):  # OverflowError: a time zone offset of thousands of years
        return None
