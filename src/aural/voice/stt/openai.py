"""STT with any server that has OpenAI's `/v1/audio/transcriptions`: OpenAI itself, or your own Whisper server."""

from __future__ import annotations

import asyncio
import io
import math
import wave
from typing import TYPE_CHECKING, Any

from aural.guard.outbound.encryption import tls_context
from aural.voice.pipeline.listening import PieceListener
from aural.voice.stt.protocol import RATE, BusyError, SttError, Transcription, Word

if TYPE_CHECKING:
    import httpx2

BASE_URL, MODEL = "https://api.openai.com/v1", "whisper-1"
CONNECT_SECONDS, ANSWER_SECONDS = 5.0, 20.0
_MOST_ANSWER_BYTES = 4 * 1024 * 1024
_TERMS_CHARACTERS = 400
# Whisper's thresholds for text that it invents over silence.
_NO_SPEECH, _DOUBTFUL_LOGPROB = 0.6, -0.6


class OpenAIStt:
    """Sends whole stretches as WAV files when speech pauses. Captions come only then, as each request costs money."""

    name = "openai"

    def __init__(
        self, base_url: str = "", api_key: str = "", model: str = "", *, answer_seconds: float = ANSWER_SECONDS
    ) -> None:
        self._url = f"{base_url or BASE_URL}/audio/transcriptions"
        self._headers = {"Authorization": f"Bearer {api_key}"} if api_key else {}
        self._model = model or MODEL
        self._answer_seconds = answer_seconds
        self._has_words = True  # False once the server has refused `verbose_json`
        self._client: httpx2.AsyncClient | None = None

    def supports(self, language: str) -> bool:
        """Any language: the protocol doesn't say which ones a model knows."""
        return bool(language)

    def listen(self, language: str, terms: tuple[str, ...] = ()) -> PieceListener:
        return PieceListener(self, language.partition("-")[0].lower(), terms)

    async def warm_up(self) -> None:
        """Sends half a second of silence, so that a wrong address or key is noticed before a candidate speaks."""
        await self.recognize(bytes(RATE), "en", ())

    async def sketch(self, _pcm: bytes, _language: str, _terms: tuple[str, ...]) -> None:
        return None

    async def recognize(self, pcm: bytes, language: str, terms: tuple[str, ...]) -> Transcription:
        fields = {"model": self._model, "language": language, "temperature": "0"}
        if terms:
            fields["prompt"] = ", ".join(terms)[:_TERMS_CHARACTERS] + "."
        try:
            async with asyncio.timeout(self._answer_seconds):
                answer = await self._post(fields, pcm)
        except TimeoutError as error:
            raise SttError("The speech service did not answer in time. Try again, or type.") from error
        return _read(answer)

    async def _post(self, fields: dict[str, str], pcm: bytes) -> object:
        if self._has_words:
            detailed: dict[str, object] = {"response_format": "verbose_json"}
            detailed["timestamp_granularities[]"] = ["word", "segment"]
            status, body = await self._send({**fields, **detailed}, pcm)
            if status not in (400, 415, 422):
                return _check(status, body)
        status, body = await self._send({**fields, "response_format": "json"}, pcm)
        answer = _check(status, body)
        self._has_words = False  # only now: the first refusal may have had another reason
        return answer

    async def _send(self, fields: dict[str, object], pcm: bytes) -> tuple[int, bytes]:
        import httpx2

        if self._client is None:
            self._client = httpx2.AsyncClient(
                verify=tls_context(trust_env=True),
                timeout=httpx2.Timeout(self._answer_seconds, connect=CONNECT_SECONDS),
            )
        file = {"file": ("speech.wav", make_wav(pcm), "audio/wav")}
        body = b""
        try:
            async with self._client.stream(
                "POST", self._url, data=fields, files=file, headers=self._headers
            ) as response:
                async for part in response.aiter_bytes():
                    body += part
                    if len(body) > _MOST_ANSWER_BYTES:
                        raise SttError("The speech service sent far more than a transcript. Type instead.")
                return response.status_code, body
        except httpx2.HTTPError as error:
            raise SttError("The speech service cannot be reached. Try again, or type.") from error

    async def close(self) -> None:
        if self._client is not None:
            await self._client.aclose()


def make_wav(pcm: bytes) -> bytes:
    written = io.BytesIO()
    with wave.open(written, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(pcm)
    return written.getvalue()


def _check(status: int, body: bytes) -> object:
    """The answer as JSON. Raises SttError, whose message says what to do."""
    import json

    if status == 429:
        raise BusyError("The speech service is busy, or its quota is used up. Try again in a moment, or type.")
    if status in (401, 403):
        raise SttError("The speech service refuses the key. Set AURAL_STT_API_KEY to a valid one.")
    if status == 404:
        raise SttError("The speech service has no such address or model. Check AURAL_STT_BASE_URL and AURAL_STT_MODEL.")
    if status >= 500:
        raise SttError(f"The speech service failed (status {status}). Try again, or type.")
    if status != 200:
        raise SttError(f"The speech service refused the sound (status {status}). Check AURAL_STT_MODEL, or type.")
    try:
        return json.loads(body)
    except ValueError as error:
        raise SttError("The speech service answered with something that isn't a transcript. Type instead.") from error


def _read(answer: Any) -> Transcription:
    try:
        text = answer["text"].strip()
        segments = [_Segment(entry) for entry in answer.get("segments") or []]
        if segments and all(segment.is_made_up for segment in segments):
            return Transcription("")
        words = tuple(_read_word(entry, segments) for entry in answer.get("words") or [] if entry["word"].strip())
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise SttError("The speech service answered with something that isn't a transcript. Type instead.") from error
    known = [segment.confidence for segment in segments if segment.confidence is not None]
    return Transcription(text, words, sum(known) / len(known) if known and text else None)


class _Segment:
    def __init__(self, entry: dict[str, Any]) -> None:
        self.end = float(entry.get("end") or 0)
        logprob = entry.get("avg_logprob")
        self.confidence = None if logprob is None else min(1.0, math.exp(float(logprob)))
        silent = float(entry.get("no_speech_prob") or 0) > _NO_SPEECH
        self.is_made_up = silent and logprob is not None and float(logprob) < _DOUBTFUL_LOGPROB


def _read_word(entry: dict[str, Any], segments: list[_Segment]) -> Word:
    """A word with its own probability if the server gives one, else its segment's confidence, else 1."""
    start, end = float(entry["start"]), float(entry["end"])
    confidence = entry.get("probability")
    if confidence is None:
        confidence = next((segment.confidence for segment in segments if start < segment.end), None)
    return Word(
        entry["word"].strip(), int(start * 1000), int(end * 1000), 1.0 if confidence is None else float(confidence)
    )
