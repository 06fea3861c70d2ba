"""A whole interview by voice: a real server with its own engines, a real Chromium, and recorded people.

The microphone is a stream given to the page, and the test decides what it says when the room listens. One person
answers; `make bench-voice` measures how well every recorded person is recognized (`bench/stt.py`).
"""

from __future__ import annotations

import asyncio
import base64
import json
import re
from pathlib import Path
from typing import Any

import httpx2
import jiwer
import pytest
from playwright.async_api import Page, expect
from whisper_normalizer.english import EnglishTextNormalizer

from aural.cli.audio_talk import read_recording
from tests.serving import Served
from tests.web import waiting
from tests.web.conftest import Profiles, open_api
from tests.web.test_whole_path import publish

pytestmark = pytest.mark.xdist_group("voice")  # two pages that speak keep both processors busy

HUMAN = Path(__file__).parent.parent / "data" / "speech" / "human"
GAP = bytes(32 * 700)  # between two sentences of an answer, shorter than the pause that ends a turn
MOST_WRONG = 0.06
ENGINES = 5 * waiting.MILLISECONDS  # both engines run on this machine, and may not keep up if it is busy
MICROPHONE = """
(() => {
  let context, target;
  const ready = () => {
    if (context) return;
    context = new AudioContext({ sampleRate: 16000 });
    target = context.createMediaStreamDestination();
    const hiss = context.createConstantSource();
    const gain = context.createGain();
    gain.gain.value = 0.0001;
    hiss.connect(gain).connect(target);
    hiss.start();
  };
  navigator.mediaDevices.getUserMedia = async () => { ready(); return target.stream.clone(); };
  window.say = (encoded) => new Promise((settle) => {
    ready();
    const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
    const samples = new Int16Array(bytes.buffer);
    const buffer = context.createBuffer(1, samples.length, 16000);
    buffer.getChannelData(0).set(Float32Array.from(samples, (sample) => sample / 32768));
    const source = context.createBufferSource();
    source.buffer = buffer;
    source.connect(target);
    source.onended = settle;
    source.start();
  });
})();
"""
QUESTION = "Please read the whole page."
SPEAKER = "harvard-spk2"


def recording() -> tuple[str, bytes]:
    """The words of a clip, and its sound."""
    clips = json.loads((HUMAN / "manifest.json").read_text())["clips"]
    said = [clip for clip in clips if clip["id"].startswith(SPEAKER)]
    return " ".join(c["text"] for c in said), b"".join(read_recording(HUMAN / c["file"]) + GAP for c in said)


async def say(page: Page, pcm: bytes) -> None:
    await page.evaluate("encoded => window.say(encoded)", base64.b64encode(pcm).decode())


async def enter_by_voice(page: Page, path: str) -> None:
    await page.add_init_script(MICROPHONE)
    await page.goto(path)
    await page.get_by_label("Your name").fill("Mina Sol")
    await page.get_by_label("Email").fill("mina@example.com")
    await page.locator("form button[type=submit]").click()
    await page.locator("#consent-interview").check()
    await page.locator("form button[type=submit]").click()
    skip = page.get_by_role("button", name="Skip practice")
    check = page.get_by_role("heading", name="Check your sound and microphone")
    await expect(skip.or_(check)).to_be_visible()
    if await skip.count():
        await skip.click()
    await expect(check).to_be_visible()
    await page.get_by_role("button", name=re.compile("microphone", re.IGNORECASE)).first.click()
    _, sound = recording()
    await say(page, sound[: 32 * 3000])
    await page.get_by_role("button", name="Start the interview").click()


async def test_an_interview_by_voice_ends_in_a_report(server: Served, open_page: Profiles) -> None:
    async with open_api(server, "Voice") as api:
        interview, path = await publish(api, [{"text": QUESTION, "probes": []}], voiceEnabled=True)
        page = await open_page("", reduced_motion="reduce")
        await enter_by_voice(page, path)
        read: list[str] = []
        text, sound = recording()
        await expect(page.locator("h1")).to_contain_text(QUESTION)
        while await is_asked(page, QUESTION):
            read.append(text)
            await say(page, sound)
            await expect(page.get_by_test_id("state")).not_to_contain_text("Your turn", timeout=ENGINES)
        await expect(page.get_by_test_id("state")).to_contain_text("add", timeout=ENGINES)
        await page.get_by_role("button", name="Type instead").click()
        await page.locator("#words").fill("Nothing to add, but for the page itself: it was short, and I read it twice.")
        await page.locator("#words").press("Control+Enter")
        await expect(page.get_by_text("What happens next")).to_be_visible()
        session = await report_of(api, interview)
    spoken = [m for m in session["messages"] if m["role"] == "user" and (m["data"] or {}).get("speech")]
    assert all(m["data"]["speech"]["words"] for m in spoken)
    assert wrong_share(read, spoken) <= MOST_WRONG
    assert session["reportStatus"] == "READY"


async def is_asked(page: Page, question: str) -> bool:
    """Whether it is the person's turn at this question. A misrecognized answer leads to the same question again."""
    await expect(page.get_by_test_id("state")).to_contain_text(re.compile("Your turn|add"), timeout=ENGINES)
    return question in await page.locator("h1").inner_text()


def wrong_share(read: list[str], spoken: list[dict[str, Any]]) -> float:
    """The word error rate over everything that was read aloud."""
    plain = EnglishTextNormalizer()
    wanted = plain(" ".join(read))
    heard = plain(" ".join(message["content"] for message in spoken))
    share = float(jiwer.wer(wanted, heard))
    print(f"WER {share:.3f} over {len(wanted.split())} words")
    return share


async def report_of(api: httpx2.AsyncClient, interview: str) -> dict[str, Any]:
    async with asyncio.timeout(waiting.SECONDS):
        while True:
            listed = (await api.get(f"/interviews/{interview}/sessions")).json()["data"]
            session: dict[str, Any] = (await api.get(f"/sessions/{listed[0]['id']}")).json()["data"]
            if session["reportStatus"] in ("READY", "NOT_SCORABLE", "FAILED"):
                return session
