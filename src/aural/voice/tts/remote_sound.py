"""Streams sound from a remote TTS engine over HTTP: raw PCM16 at 24 kHz, with time limits."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aural.guard.outbound.encryption import tls_context
from aural.voice.tts.protocol import BYTES_PER_MS, TtsError

if TYPE_CHECKING:
    from httpx2 import AsyncClient, Response

CONNECT_SECONDS = 3.0
# How long an engine may send nothing, before its first sound and between two parts of it.
SILENT_SECONDS = 5.0
SENTENCE_SECONDS = 30.0
# A sentence lasts at most about twenty seconds; this much sound isn't a sentence.
MOST_BYTES = 120_000 * BYTES_PER_MS
_WRONG_KEY = "refuses the key. Check AURAL_TTS_API_KEY."
_STATUSES = {
    400: "does not accept the request. Check the model and the voice.",
    401: _WRONG_KEY,
    403: _WRONG_KEY,
    404: "has no such address, model or voice. Check AURAL_TTS_BASE_URL, AURAL_TTS_MODEL and AURAL_TTS_VOICE.",
    422: "does not accept the request. Check the model and the voice.",
    429: "is overloaded, or its quota is used up. The interview continues as text.",
}
# The first bytes of formats that aren't raw sound: WAV, MP3, Ogg, FLAC, JSON, a web page.
_OTHER_FORMATS = (b"RIFF", b"ID3", b"\xff\xfb", b"\xff\xf3", b"OggS", b"fLaC", b'{"', b"<htm", b"<!do", b"<!DO")


@dataclass(frozen=True, slots=True)
class SpeechRequest:
    """One request to `url`. `body` is sent as JSON."""

    url: str
    headers: Mapping[str, str]
    body: Mapping[str, object]


class RemoteSound:
    """The connection to one engine, kept open between sentences. `who` names the engine in errors."""

    def __init__(self, who: str, *, silent_seconds: float = SILENT_SECONDS) -> None:
        self._who, self._silent_seconds = who, silent_seconds
        self._client: AsyncClient | None = None

    async def stream(self, asked: SpeechRequest) -> AsyncIterator[bytes]:
        """Yields whole samples as they arrive. Raises TtsError with a message for the operator."""
        from httpx2 import HTTPError, InvalidURL

        try:
            async with self._line().stream("POST", asked.url, headers=dict(asked.headers), json=asked.body) as response:
                self._check(response)
                async for part in self._samples(response):
                    yield part
        except (TimeoutError, HTTPError, InvalidURL) as error:
            raise TtsError(f"{self._who} {_reason(error)}") from error

    def _line(self) -> AsyncClient:
        from httpx2 import AsyncClient, Timeout

        if self._client is None:
            timeout = Timeout(self._silent_seconds, connect=CONNECT_SECONDS)
            self._client = AsyncClient(
                verify=tls_context(trust_env=False), timeout=timeout, follow_redirects=False, trust_env=False
            )
        return self._client

    def _check(self, response: Response) -> None:
        status = response.status_code
        if status == 200:
            kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
            if kind.startswith("text/") or kind == "application/json":
                raise TtsError(f"{self._who} sent something that isn't sound.")
            return
        words = _STATUSES.get(status, "failed." if status >= 500 else "sent an unexpected response.")
        raise TtsError(f"{self._who} {words} ({status})")

    async def _samples(self, response: Response) -> AsyncIterator[bytes]:
        received, odd = 0, b""
        chunks = response.aiter_raw()
        now = asyncio.get_running_loop().time
        until = now() + SENTENCE_SECONDS
        while (
            chunk := await asyncio.wait_for(anext(chunks, None), min(self._silent_seconds, until - now()))
        ) is not None:
            if received == 0 and chunk.startswith(_OTHER_FORMATS):
                raise TtsError(f"{self._who} sent something that isn't raw sound. It must support response_format pcm.")
            received += len(chunk)
            if received > MOST_BYTES:
                raise TtsError(f"{self._who} sent more sound than a sentence can have.")
            whole = odd + chunk
            odd = whole[len(whole) // 2 * 2 :]
            if len(whole) > 1:
                yield whole[: len(whole) // 2 * 2]
        if odd or not received:
            raise TtsError(f"{self._who} {'stopped in the middle.' if odd else 'sent no sound.'}")

    async def close(self) -> None:
        if self._client is not None:
            await self._client.aclose()
            self._client = None


def _reason(error: Exception) -> str:
    from httpx2 import ConnectError, ConnectTimeout, RemoteProtocolError, TimeoutException

    if isinstance(error, ConnectError | ConnectTimeout):
        return "cannot be reached. Check AURAL_TTS_BASE_URL, and that the engine runs."
    if isinstance(error, TimeoutError | TimeoutException):
        return "takes too long."
    if isinstance(error, RemoteProtocolError):
        return "stopped in the middle."
    return "sent an unexpected response."
