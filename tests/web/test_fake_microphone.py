"""A browser whose microphone is a file: through the check, and one question by voice, with the server's own ear."""

from __future__ import annotations

import json
import wave
from pathlib import Path

import httpx2
import jiwer
from playwright.async_api import Browser, Page, expect
from whisper_normalizer.english import EnglishTextNormalizer

from aural.audio_talk import read_recording
from tests.serving import Served, run
from tests.web.conftest import FLAGS, Profiles, Watch, find_program
from tests.web.test_whole_path import publish

HUMAN = Path(__file__).parent.parent / "data" / "speech" / "human"
CLIP = "harvard-spk1-2"
SILENCE = bytes(32 * 6_000)  # the browser plays the file over and over: between two times a turn ends
QUESTIONS = [{"text": "Please read."}, {"text": "And once more?"}]


def write_microphone(path: Path) -> str:
    """Writes the file, and gives the words that are said in it."""
    (clip,) = [clip for clip in json.loads((HUMAN / "manifest.json").read_text())["clips"] if clip["id"] == CLIP]
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(SILENCE + read_recording(HUMAN / clip["file"]))
    return str(clip["text"])


async def enter_check(page: Page, path: str) -> None:
    await page.goto(path)
    await page.get_by_label("Your name").fill("Mina Sol")
    await page.get_by_label("E-mail").fill("mina@example.com")
    await page.locator("form button[type=submit]").click()
    await page.locator("#consent-interview").check()
    await page.locator("form button[type=submit]").click()
    await page.get_by_role("button", name="Check my microphone").click()


def wrong_share(wanted: str, heard: str) -> float:
    plain = EnglishTextNormalizer()
    return float(jiwer.wer(plain(wanted), plain(heard)))


async def test_a_file_as_microphone_passes_the_check_and_answers_a_question(
    server: Served, browser: Browser, watch: Watch, tmp_path: Path
) -> None:
    file = tmp_path / "microphone.wav"
    words = write_microphone(file)
    key = run("keys", "create", "--organization", "Microphone", "--data-dir", str(server.data_dir)).strip()
    flags = [*FLAGS, f"--use-file-for-fake-audio-capture={file}"]
    own = await browser.browser_type.launch(executable_path=find_program(), args=flags)
    headers = {"Authorization": f"Bearer {key}"}
    async with (
        own,
        httpx2.AsyncClient(base_url=f"{server.url}/api/v1", headers=headers) as api,
        Profiles(own, server.url, watch) as profiles,
    ):
        interview, path = await publish(api, QUESTIONS, voiceEnabled=True)
        page = await profiles("", permissions=["microphone"])
        await enter_check(page, path)
        caption = page.get_by_test_id("caption")
        await expect(caption).to_contain_text("figures", timeout=60_000)
        await expect(page.get_by_text("Good").first).to_be_visible()
        await page.get_by_role("button", name="Start the interview").click()
        await expect(page.locator("h1")).to_contain_text(QUESTIONS[1]["text"], timeout=60_000)
        listed = (await api.get(f"/interviews/{interview}/sessions")).json()["data"]
        messages = (await api.get(f"/sessions/{listed[0]['id']}")).json()["data"]["messages"]
    spoken = [message for message in messages if (message["data"] or {}).get("speech")]
    assert min(wrong_share(words, message["content"]) for message in spoken) <= 0.15
