"""The sample of the voice plays in a real browser."""

from __future__ import annotations

import math
from urllib.parse import urlsplit

from playwright.async_api import expect

from aural.voice.tts.cache import to_wave
from tests.web.conftest import Profiles
from tests.web.dashboard_fake import FakeApi, open_dashboard
from tests.web.played import Asked, player_of
from tests.web.settings_states import REPLIES, VOICE

TONE = b"".join(int(9000 * math.sin(n / 12)).to_bytes(2, "little", signed=True) for n in range(4800))


async def test_a_sample_plays_to_its_end(open_page: Profiles) -> None:
    page = await open_dashboard(open_page, FakeApi(replies=REPLIES), VOICE)
    queries: list[str] = []

    async def answer(asked: Asked) -> None:
        queries.append(urlsplit(asked.url).query)
        await asked.answer(body=to_wave(TONE), media_type="audio/wav")

    (await player_of(page)).on("/settings/voice/sample[?]", answer)
    await page.evaluate(
        """() => {
            const start = AudioBufferSourceNode.prototype.start;
            AudioBufferSourceNode.prototype.start = function () {
                window.seconds = this.buffer.duration;
                this.addEventListener("ended", () => { document.body.id = "played"; });
                start.call(this);
            };
        }"""
    )
    await page.get_by_text("Slower").click()
    await page.get_by_role("button", name="Play a sample").click()
    await expect(page.locator("#played")).to_have_count(1)
    await expect(page.get_by_role("button", name="Play a sample")).to_be_visible()
    assert await page.evaluate("window.seconds") == 0.2
    assert queries == ["speed=0.8"]
    await expect(page.get_by_text("could not be played")).to_have_count(0)
