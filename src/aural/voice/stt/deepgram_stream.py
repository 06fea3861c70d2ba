"""One turn over a Deepgram stream. Keeps the sound until its words are final, so a lost connection loses no word."""

from __future__ import annotations

import asyncio
import json
import logging
from contextlib import suppress
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidHandshake, InvalidStatus, WebSocketException

from aural.guard.outbound.encryption import tls_context
from aural.voice.stt.protocol import BYTES_PER_MS, SttError, Transcription, Word
from aural.voice.vad.loudness import may_hold_speech

logger = logging.getLogger("aural.voice")
CONNECT_SECONDS, RESULT_SECONDS = 5.0, 10.0
# Of the response to Finalize, Deepgram says: "This response typically occurs when there is a noticeable amount of audio
# buffered". So it may never come. Words that come meanwhile start the wait again.
FINALIZED_SECONDS = 1.5
# Deepgram closes the stream after 10 s without sound.
KEEP_ALIVE_SECONDS = 4.0
RETRY_SECONDS = (0.0, 0.3, 1.0)
_FRAME_BYTES = 8_000  # 250 ms
_BEFORE_BYTES = 3_000 * BYTES_PER_MS


class DeepgramListener:
    """Connects at the first sound. After a lost connection, it connects again and resends sound without final words."""

    def __init__(self, address: str, headers: dict[str, str], *, is_spaced: bool = True) -> None:
        self._address, self._headers, self._between = address, headers, " " if is_spaced else ""
        self._retries = RETRY_SECONDS
        self._sound = bytearray()  # from `_sure_bytes` on
        self._sure_bytes = 0  # how much of the sound that was fed has final words
        self._sent_bytes = 0  # how much of it was sent on this connection or has final words
        self._line_from_ms = 0
        self._heard_ms = 0  # how much of the sound has final words, or had any answer on this connection
        self._lost_ms = 0  # the end of the interim words that a lost connection left unfinished
        self._before, self._since_pause = b"", bytearray()
        self._finalize_at: int | None = None
        self._finalizing: list[int] = []  # requested on this connection and unanswered, oldest first
        self._has_answered = False  # whether anything has come since the last request
        self._finalized_bytes = 0
        self._patience: asyncio.TimerHandle | None = None
        self._texts: list[str] = []
        self._words: list[Word] = []
        self._interim, self._shown = "", ""
        self._trouble: SttError | None = None
        self._wake, self._changed = asyncio.Event(), asyncio.Event()
        self._running: asyncio.Task[None] | None = None

    @property
    def _fed_bytes(self) -> int:
        return self._sure_bytes + len(self._sound)

    def feed(self, pcm: bytes) -> None:
        self._sound += pcm
        self._since_pause += pcm
        if self._trouble is None:  # else `result` tries again
            self._start()
        self._wake.set()

    def _start(self) -> None:
        if self._running is None or self._running.done():
            self._running = asyncio.create_task(self._run())

    def pause(self) -> None:
        if may_hold_speech(bytes(self._since_pause), self._before):
            self._ask_final()

    def _ask_final(self) -> None:
        self._before = (self._before + bytes(self._since_pause))[-_BEFORE_BYTES:]
        self._since_pause.clear()
        self._finalize_at = self._fed_bytes
        self._wake.set()

    @property
    def _text(self) -> str:
        return self._between.join(part for part in [*self._texts, self._interim] if part)

    async def caption(self) -> str | None:
        text = self._text
        if text in ("", self._shown):
            return None
        self._shown = text
        return text

    async def result(self) -> Transcription:
        self.pause()
        if self._finalize_at is not None and self._finalized_bytes < self._finalize_at:
            self._trouble = None
            self._start()
            await self._wait_final(self._finalize_at)
        known = [word.confidence for word in self._words]
        return Transcription(self._text, tuple(self._words), sum(known) / len(known) if known else None)

    async def _wait_final(self, until: int) -> None:
        try:
            async with asyncio.timeout(RESULT_SECONDS):
                while self._finalized_bytes < until:
                    if self._trouble is not None:
                        raise self._trouble
                    await self._changed.wait()
                    self._changed.clear()
        except TimeoutError as error:
            is_unfinished = self._interim or self._sure_bytes // BYTES_PER_MS < self._lost_ms
            first = max(0, self._heard_ms * BYTES_PER_MS - self._sure_bytes)
            unheard = bytes(self._sound[first : until - self._sure_bytes])
            if not self._texts or is_unfinished or may_hold_speech(unheard, self._before):
                raise SttError("The speech service did not answer in time. Try again, or type.") from error
            unheard_ms = len(unheard) // BYTES_PER_MS
            logger.warning("Deepgram did not confirm the last %d ms of an answer; its final words count", unheard_ms)
            self._note_final(until)

    async def close(self) -> None:
        if self._running is not None:
            self._running.cancel()
            await asyncio.wait([self._running])

    # --- the connection ---

    async def connect_once(self) -> None:
        """Opens and closes a stream. Raises SttError if the service can't be used."""
        async with await self._connect() as socket:
            await socket.send(json.dumps({"type": "CloseStream"}))

    async def _connect(self) -> ClientConnection:
        try:
            return await connect(
                self._address,
                additional_headers=self._headers,
                ssl=tls_context(trust_env=True) if self._address.startswith("wss:") else None,
                open_timeout=CONNECT_SECONDS,
                close_timeout=1,
            )
        except InvalidStatus as error:
            raise _refusal(error.response.status_code) from error
        except (OSError, InvalidHandshake, TimeoutError) as error:
            raise SttError("The speech service cannot be reached. Try again, or type.") from error

    async def _run(self) -> None:
        """Keeps the stream connected until it is closed, or until all retries in a row failed without a final word."""
        failures = 0
        while True:
            sure = self._sure_bytes
            try:
                await self._serve_line()
                trouble = SttError("The speech service closed the connection. Try again, or type.")
            except SttError as error:
                trouble = error
            failures = 0 if self._sure_bytes > sure else failures + 1
            if failures > len(self._retries) or isinstance(trouble, _RefusedError):
                break
            await asyncio.sleep(self._retries[failures - 1] if failures else 0)
        self._trouble = trouble
        self._changed.set()

    async def _serve_line(self) -> None:
        socket = await self._connect()
        self._lost_ms = max(self._lost_ms, self._heard_ms if self._interim else 0)
        self._line_from_ms, self._sent_bytes = self._sure_bytes // BYTES_PER_MS, self._sure_bytes
        self._heard_ms = self._line_from_ms
        self._finalizing, self._interim = [], ""
        sides = [asyncio.create_task(self._send(socket)), asyncio.create_task(self._receive(socket))]
        try:
            await asyncio.wait(sides, return_when=asyncio.FIRST_COMPLETED)
        except asyncio.CancelledError:
            with suppress(WebSocketException):
                await socket.send(json.dumps({"type": "CloseStream"}))
            raise
        finally:
            if self._patience is not None:
                self._patience.cancel()
            for side in sides:
                side.cancel()
            await asyncio.gather(*sides, return_exceptions=True)
            await socket.close()

    async def _send(self, socket: ClientConnection) -> None:
        self._wake.set()
        while True:
            try:
                async with asyncio.timeout(KEEP_ALIVE_SECONDS):
                    await self._wake.wait()
            except TimeoutError:
                await socket.send(json.dumps({"type": "KeepAlive"}))
                continue
            self._wake.clear()
            while self._sent_bytes < self._fed_bytes:
                at = self._sent_bytes - self._sure_bytes
                frame = bytes(self._sound[at : at + _FRAME_BYTES])
                self._sent_bytes += len(frame)
                await socket.send(frame)
            await self._send_finalize(socket)

    async def _send_finalize(self, socket: ClientConnection) -> None:
        at = self._finalize_at
        if at is None or self._finalizing[-1:] == [at] or self._finalized_bytes >= at:
            return
        self._finalizing.append(at)
        self._has_answered = False
        await socket.send(json.dumps({"type": "Finalize"}))
        self._wait_for_answer(at)

    def _wait_for_answer(self, at: int) -> None:
        if self._patience is not None:
            self._patience.cancel()
        self._patience = asyncio.get_running_loop().call_later(FINALIZED_SECONDS, self._stop_waiting, at)

    def _stop_waiting(self, at: int) -> None:
        """Takes the words as final if no more are likely. If nothing has come, the service may only be slow."""
        unsure = bytes(self._sound[: max(0, at - self._sure_bytes)])
        if self._has_answered or not may_hold_speech(unsure, self._before):
            self._note_final(at)

    def _note_final(self, at: int) -> None:
        """Notes that no more words will come for the sound that was fed up to `at`."""
        self._finalized_bytes = max(self._finalized_bytes, at)
        self._finalizing = [later for later in self._finalizing if later > at]
        self._changed.set()

    async def _receive(self, socket: ClientConnection) -> None:
        async for message in socket:
            try:
                found = json.loads(message)
                if found.get("type") == "Results":
                    self._take(found)
            except (ValueError, TypeError, AttributeError, KeyError, IndexError):
                return  # this isn't Deepgram: close the stream, and try again

    def _take(self, found: dict[str, Any]) -> None:
        best = found["channel"]["alternatives"][0]
        text = best["transcript"].strip()
        end_ms = self._line_from_ms + int((found["start"] + found["duration"]) * 1000)
        if found.get("is_final"):
            words = [self._read_word(word) for word in best.get("words") or []]
            self._interim = ""
            self._texts += [text] if text else []
            self._words += words
            self._forget_until(end_ms * BYTES_PER_MS)
        else:
            self._interim = text
        self._heard_ms = max(self._heard_ms, end_ms)
        self._has_answered = True
        if found.get("from_finalize") and self._finalizing:
            self._note_final(self._finalizing[0])
        if self._finalizing:
            self._wait_for_answer(self._finalizing[-1])
        self._changed.set()

    def _read_word(self, word: dict[str, Any]) -> Word:
        start, end = (self._line_from_ms + int(word[side] * 1000) for side in ("start", "end"))
        return Word(word.get("punctuated_word") or word["word"], start, end, float(word["confidence"]))

    def _forget_until(self, at: int) -> None:
        """Forgets sound that has final words, because it needn't be sent again."""
        done = min(at, self._sent_bytes) - self._sure_bytes
        if done > 0:
            del self._sound[:done]
            self._sure_bytes += done


class _RefusedError(SttError):
    """The service refuses the stream, and trying again won't help."""


def _refusal(status: int) -> SttError:
    if status in (401, 403):
        return _RefusedError("The speech service refuses the key. Set AURAL_STT_API_KEY to a valid one.")
    if status in (400, 404):
        return _RefusedError(
            "The speech service does not know this model or language. Check AURAL_STT_MODEL and AURAL_STT_BASE_URL."
        )
    if status == 429:
        return SttError("The speech service is busy, or its quota is used up. Try again in a moment, or type.")
    return SttError(f"The speech service failed (status {status}). Try again, or type.")
