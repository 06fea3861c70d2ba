"""A recorded interview in a real browser, while its line is cut, its server killed and its page reloaded.

The browser's own recorder is measured, so that what lies on the server can be compared with what was recorded.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

import httpx2
from playwright.async_api import Page, expect

from tests.web import waiting
from tests.web.test_losses import Place
from tests.web.test_whole_path import publish

QUESTIONS = [{"text": f"Tell me about service number {number} that you built."} for number in range(1, 6)]
ANSWER = "I wrote the import myself in 2023, because the old one took 40 minutes and failed once a week at night."
HELD_SECONDS = 3  # of recording, that a fault lasts

#: Notes of each run of the recorder, for each slice that came out of it, how many bytes and seconds it had then; a
#: reload ends one without a word.
MEASURE = """
(() => {
  const runs = JSON.parse(localStorage.getItem("test.runs") ?? "[]");
  const save = () => localStorage.setItem("test.runs", JSON.stringify(runs));
  const Real = MediaRecorder;
  window.MediaRecorder = class extends Real {
    constructor(stream, options) {
      super(stream, options);
      const track = stream.getAudioTracks().length ? "camera" : "screen";
      const run = { track, slices: [], isWhole: false };
      let began = 0;
      this.addEventListener("start", () => {
        began = performance.now();
        runs.push(run);
        save();
      });
      this.addEventListener("dataavailable", ({ data }) => {
        const bytes = (run.slices.at(-1)?.bytes ?? 0) + data.size;
        run.slices.push({ bytes, seconds: (performance.now() - began) / 1000 });
        save();
      });
      this.addEventListener("stop", () => {
        run.isWhole = true;
        save();
      });
    }
  };
  const secondsOf = (run) => (run.track === "camera" ? (run.slices.at(-1)?.seconds ?? 0) : 0);
  window.recordedSeconds = () => runs.reduce((sum, run) => sum + secondsOf(run), 0);
})();
"""


@dataclass
class Recorded:
    """What came of it: the recorder's runs, the takes that the server held, the API's recordings, the camera's file."""

    runs: list[dict[str, Any]]
    takes: list[dict[str, Any]]
    recordings: list[dict[str, Any]]
    film: bytes

    def seconds_of(self, track: str) -> float:
        """How long the recorder ran until the last slice that the server holds, over all runs.

        A whole run lies there to its end. Of one that a reload ended, the two slices may be missing that came out of
        the recorder in that moment. Raises AssertionError where more is missing, or a part of a slice.
        """
        runs = [run for run in self.runs if run["track"] == track]
        takes = [take for take in self.takes if take["track"] == track]
        assert [take["isEnded"] for take in takes] == [True] * len(runs)
        return sum(_kept_seconds(run, take["offset"]) for run, take in zip(runs, takes, strict=True))


def _kept_seconds(run: dict[str, Any], offset: int) -> float:
    ends = {0: 0.0} | {each["bytes"]: each["seconds"] for each in run["slices"]}
    assert offset in list(ends)[-1 if run["isWhole"] else -3 :], (run, offset)
    return float(ends[offset])


async def reach(page: Page, seconds: float) -> None:
    """Until the camera was recorded for so long."""
    await page.wait_for_function("seconds => recordedSeconds() >= seconds", arg=seconds, timeout=0)


async def go_offline(place: Place, page: Page, until: Callable[[], Awaitable[None]]) -> None:
    await page.context.set_offline(True)
    await until()
    await page.context.set_offline(False)


async def cut(place: Place, page: Page, until: Callable[[], Awaitable[None]]) -> None:
    place.line.is_closed = True
    place.line.cut_all()
    await until()
    place.line.is_closed = False


async def kill(place: Place, page: Page, until: Callable[[], Awaitable[None]]) -> None:
    place.served.kill()
    await until()
    await place.restart()


async def reload(place: Place, page: Page, until: Callable[[], Awaitable[None]]) -> None:
    await page.reload()
    await until()


Fault = Callable[[Place, Page, Callable[[], Awaitable[None]]], Awaitable[None]]
FAULTS: tuple[Fault, ...] = (go_offline, kill, cut, reload)  # each kind once
MANY_FAULTS: tuple[Fault, ...] = (go_offline, kill, cut, go_offline, reload, cut, kill, go_offline)


async def enter_recorded(page: Page, path: str) -> None:
    """Landing, consent to both pictures, the check, the practice."""
    await page.goto(path)
    await page.get_by_label("Your name").fill("Mina Okafor")
    await page.get_by_label("Email").fill("mina@example.com")
    await page.locator("form button[type=submit]").click()
    for item in ("interview", "camera", "screen"):
        await page.locator(f"#consent-{item}").check()
    await page.locator("form button[type=submit]").click()
    await page.get_by_role("button", name="Check my camera").click()
    await page.get_by_role("button", name="Choose a screen").click()
    for name in ("You, as your camera sees you", "Recorded screen"):
        await expect(page.get_by_label(name)).to_be_visible()
    await page.get_by_role("button", name="Continue").click()
    await page.get_by_role("button", name="Skip practice").click()
    await expect(page.get_by_test_id("recording")).to_have_text("Recording: camera and screen")


async def answer(page: Page) -> None:
    await expect(page.get_by_test_id("state")).to_contain_text("Type your answer")
    await page.locator("#words").fill(ANSWER)
    await page.locator("#words").press("Control+Enter")
    await expect(page.get_by_role("log").get_by_text("Saved")).to_be_visible()


async def finish(page: Page) -> None:
    await page.get_by_role("button", name="End", exact=True).click()
    await page.get_by_role("button", name="Finish…").click()
    await waiting.press_anew(page.get_by_role("button", name="Finish the interview"))
    await expect(page.get_by_text("What happens next")).to_be_visible()
    await expect(page.locator("#main").get_by_text("Your recording is sent.", exact=True)).to_be_visible()


async def record_interview(place: Place, seconds: float, faults: Sequence[Fault]) -> Recorded:
    """An interview of about so long, with each of the faults in it at even distances."""
    place.interview, path = await publish(place.api, QUESTIONS, videoEnabled=True)
    page = await place.profiles()
    await page.add_init_script(MEASURE)
    await enter_recorded(page, path)
    for number, fault in enumerate(faults, 1):
        at = seconds * number / (len(faults) + 1)
        await reach(page, at)
        if number % 3 == 1:
            await answer(page)
        await fault(place, page, lambda at=at: reach(page, at + HELD_SECONDS))
    await reach(page, seconds)
    await finish(page)
    runs: list[dict[str, Any]] = await page.evaluate("JSON.parse(localStorage.getItem('test.runs'))")
    held = await page.context.request.get(f"/room/v1/recordings?slug={path.rpartition('/')[2]}")
    takes: list[dict[str, Any]] = (await held.json())["data"]["takes"]
    recordings = await until_ready(place)
    (camera,) = [recording for recording in recordings if recording["track"] == "camera"]
    link = (await place.api.get(f"/recordings/{camera['id']}/link")).json()["data"]
    async with httpx2.AsyncClient(timeout=waiting.SECONDS) as player:  # it needs no key
        film = await player.get(link["url"])
    assert film.status_code == 200, film.text
    return Recorded(runs, takes, recordings, film.content)


async def until_ready(place: Place) -> list[dict[str, Any]]:
    """The recordings of the interview's only session, joined."""
    (session,) = (await place.api.get(f"/interviews/{place.interview}/sessions")).json()["data"]
    async with asyncio.timeout(waiting.SECONDS):
        while True:
            listed: list[dict[str, Any]] = (await place.api.get(f"/sessions/{session['id']}/recordings")).json()["data"]
            if listed and all(recording["status"] in ("READY", "FAILED") for recording in listed):
                return listed
