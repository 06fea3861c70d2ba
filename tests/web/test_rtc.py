"""A real browser's peer connection with the server's side of it: what Chromium offers is taken, and both are heard."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from playwright.async_api import Browser

from aural.voice.rtc_transport import RtcTransport
from aural.voice.speak import RATE
from tests.serving import Served
from tests.voice.peer import levels, tone
from tests.web import waiting

OFFER = """async () => {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const peer = (window.peer = new RTCPeerConnection());
  peer.addTrack(stream.getAudioTracks()[0], stream);
  peer.ontrack = ({ streams }) => {
    const context = new AudioContext();
    window.analyser = context.createAnalyser();
    context.createMediaStreamSource(streams[0]).connect(window.analyser);
    new Audio().srcObject = streams[0];
  };
  await peer.setLocalDescription();
  while (peer.iceGatheringState !== "complete") {
    await new Promise((settle) => peer.addEventListener("icegatheringstatechange", settle, { once: true }));
  }
  return peer.localDescription.sdp;
}"""
ANSWER = "async (sdp) => await window.peer.setRemoteDescription({ type: 'answer', sdp })"
LOUDNESS = """() => {
  const samples = new Float32Array(window.analyser?.fftSize ?? 0);
  window.analyser?.getFloatTimeDomainData(samples);
  return Math.max(0, ...samples);
}"""


class Socket:
    def play(self, _utterance: int, _pcm: bytes) -> None: ...
    def clear(self, _utterance: int) -> None: ...
    def tell(self, _frame: dict[str, Any]) -> None: ...


async def test_chromiums_offer_is_taken_and_both_are_heard(
    browser: Browser, server: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aioice.ice.get_host_addresses", lambda **_which: ["127.0.0.1"])
    heard = asyncio.Event()

    async def hear(pcm: bytes) -> None:
        if any(levels(pcm)):  # Chromium's false microphone beeps every second
            heard.set()

    rtc = RtcTransport(Socket(), (), hear, lambda *_played: None, asyncio.create_task)
    async with await browser.new_context(base_url=server.url, permissions=["microphone"]) as context:
        page = await context.new_page()
        await page.goto("/healthz")
        async with asyncio.timeout(waiting.SECONDS):
            await page.evaluate(ANSWER, await rtc.answer(await page.evaluate(OFFER)))
            assert await rtc.until_connected()
            await heard.wait()
            rtc.play(1, tone(RATE, 20_000))
            while await page.evaluate(LOUDNESS) < 0.1:
                pass
            rtc.clear(1)
            while await page.evaluate(LOUDNESS) > 0.01:
                pass
        await rtc.close()
