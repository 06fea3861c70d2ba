"""A whole interview by voice with a file as Chromium's microphone: none of the page's own audio code is replaced.

It answers two questions. `make bench-voice` measures how well every recorded person is recognized (`bench/stt.py`).
"""

from __future__ import annotations

import json
import wave
from pathlib import Path

import jiwer
import pytest
from playwright.async_api import Browser, Page, expect
from whisper_normalizer.english import EnglishTextNormalizer

from aural.cli.audio_talk import read_recording
from tests.serving import Served
from tests.web.conftest import FLAGS, Profiles, Watch, chromium, open_api
from tests.web.test_spoken_interview import ENGINES, HUMAN, MOST_WRONG, report_of
from tests.web.test_whole_path import publish

pytestmark = pytest.mark.xdist_group("voice")  # two pages that speak keep both processors busy

CLIPS = ("harvard-spk1-1", "arctic-a0024")
SILENCE = bytes(32 * 6_500)  # the browser repeats the file: in between, a turn ends and a question is asked
QUESTIONS = [{"text": f"Please read part {number}."} for number in ("one", "two")]


def write_microphone(path: Path) -> list[str]:
    """Writes the file, and returns the words of each clip in it."""
    clips = {clip["id"]: clip for clip in json.loads((HUMAN / "manifest.json").read_text())["clips"]}
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        for name in CLIPS:
            file.writeframes(read_recording(HUMAN / clips[name]["file"]) + SILENCE)
    return [clips[name]["text"] for name in CLIPS]


async def enter_check(page: Page, path: str) -> None:
    await page.goto(path)
    await page.get_by_label("Your name").fill("Mina Sol")
    await page.get_by_label("Email").fill("mina@example.com")
    await page.locator("form button[type=submit]").click()
    await page.locator("#consent-interview").check()
    await page.locator("form button[type=submit]").click()
    await page.get_by_role("button", name="Check my microphone").click()


def count_wrong(found: jiwer.WordOutput) -> int:
    """Counts substituted and added words. Those before the first correct word don't count, because the clip may have
    begun before its turn.
    """
    (chunks,) = found.alignments
    kinds = [chunk.type for chunk in chunks]
    later = chunks[kinds.index("equal") :] if "equal" in kinds else chunks
    return sum(chunk.hyp_end_idx - chunk.hyp_start_idx for chunk in later if chunk.type != "equal")


def compare(read: list[str], heard: str) -> jiwer.WordOutput:
    """Compares an answer with the clip that is most similar to it."""
    plain = EnglishTextNormalizer()
    return min((jiwer.process_words(plain(text), plain(heard)) for text in read), key=lambda found: found.wer)


async def test_a_sound_file_as_microphone_completes_a_whole_interview(
    server: Served, browser: Browser, watch: Watch, tmp_path: Path
) -> None:
    file = tmp_path / "microphone.wav"
    read = write_microphone(file)
    flags = [*FLAGS, f"--use-file-for-fake-audio-capture={file}"]
    own = await browser.browser_type.launch(**chromium(), args=flags)
    async with own, open_api(server, "Microphone") as api, Profiles(own, server.url, watch) as profiles:
        interview, path = await publish(api, QUESTIONS, voiceEnabled=True)
        page = await profiles("", permissions=["microphone"], reduced_motion="reduce")
        await enter_check(page, path)
        await expect(page.get_by_text("Good").first).to_be_visible(timeout=ENGINES)
        await page.get_by_role("button", name="Start the interview").click()
        await expect(page.get_by_text("What happens next")).to_be_visible(timeout=3 * ENGINES)
        session = await report_of(api, interview)
    spoken = [m["content"] for m in session["messages"] if m["role"] == "user" and (m["data"] or {}).get("speech")]
    assert len(spoken) >= len(QUESTIONS)
    found = [compare(read, heard) for heard in spoken]
    # The file plays on whatever the room does, so the first words of a clip that began before its turn are missing.
    assert any(answer.wer == 0 for answer in found)
    words = sum(answer.hits + answer.substitutions + answer.insertions for answer in found)
    assert sum(map(count_wrong, found)) <= MOST_WRONG * words
    # Whether its report can be scored depends on which clip was heard at which question.
    assert session["status"] == "COMPLETED"
