"""A recorded interview in a real browser, while its connection is cut, its server killed and its page reloaded.

What the browser's own recorder writes is copied, so that the server's recording can be compared with it. The
comparison uses no clock, because on a busy machine a slice arrives seconds after the pictures in it.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import io
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import av
import httpx2
from playwright.async_api import Page, expect

from tests.web import waiting
from tests.web.test_losses import Place
from tests.web.test_whole_path import publish

QUESTIONS = [{"text": f"Tell me about service number {number} that you built."} for number in range(1, 6)]
ANSWER = "I wrote the import myself in 2023, because the old one took 40 minutes and failed once a week at night."
HELD_SECONDS = 3  # each fault lasts for this many seconds of recording

#: Notes for each run of the recorder: its take, the bytes and seconds after each slice, and how many of these bytes the
#: browser's database has confirmed. A reload ends a run without a stop. Each slice is also given to `copySlice`. A
#: reload may drop the last of these calls, so the last slices are kept in the local storage, too.
MEASURE = """
(() => {
  const runs = JSON.parse(localStorage.getItem("test.runs") ?? "[]");
  const save = () => localStorage.setItem("test.runs", JSON.stringify(runs));
  const begun = {};
  const read = (key) => JSON.parse(localStorage.getItem(key) ?? "[]");
  localStorage.setItem("test.beforeReloads", JSON.stringify([...read("test.beforeReloads"), ...read("test.copies")]));
  localStorage.removeItem("test.copies");
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (value, key) {
    if (this.name === "takes") begun[value.track] = value.id;
    if (this.name === "slices") {
      const [take, offset] = key;
      const kept = offset + value.byteLength;
      const copy = new Uint8Array(value).toBase64();
      copySlice(take, offset, copy);
      localStorage.setItem("test.copies", JSON.stringify([...read("test.copies").slice(-5), [take, offset, copy]]));
      this.transaction.addEventListener("complete", () => {
        runs.find((run) => run.take === take).kept = kept;
        save();
      });
    }
    return put.call(this, value, key);
  };
  const Real = MediaRecorder;
  window.MediaRecorder = class extends Real {
    constructor(stream, options) {
      super(stream, options);
      const track = stream.getAudioTracks().length ? "camera" : "screen";
      const run = { track, take: begun[track], slices: [], kept: 0, isWhole: false };
      let began = 0;
      runs.push(run);
      save();
      this.addEventListener("start", () => {
        began = performance.now();
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
  const secondsOf = ({ slices, kept }) => slices.findLast(({ bytes }) => bytes <= kept)?.seconds ?? 0;
  const cameras = () => runs.filter(({ track }) => track === "camera");
  window.keptSeconds = () => cameras().reduce((sum, run) => sum + secondsOf(run), 0);
})();
"""


@dataclass
class Recorder:
    """What the browser's recorder wrote: the slices of each take by their offset, and the notes of `MEASURE`."""

    slices: dict[str, dict[int, bytes]] = field(default_factory=dict)
    runs: list[dict[str, Any]] = field(default_factory=list)

    async def attach(self, page: Page) -> None:
        await page.expose_function("copySlice", self._copy)
        await page.add_init_script(MEASURE)

    def _copy(self, take: str, offset: int, text: str) -> None:
        self.slices.setdefault(take, {})[offset] = base64.b64decode(text)

    async def finish(self, page: Page) -> None:
        self.runs = await page.evaluate("JSON.parse(localStorage.getItem('test.runs'))")
        for stored in await page.evaluate("JSON.parse(localStorage.getItem('test.beforeReloads') ?? '[]')"):
            self._copy(*stored)


@dataclass
class Media:
    """The packets of one or several files by kind of stream, each as its digest, and the total length of the files."""

    packets: dict[str, list[str]]
    seconds: float

    @classmethod
    def read(cls, file: bytes) -> Media:
        packets: dict[str, list[str]] = {"audio": [], "video": []}
        first, end = None, 0.0
        with av.open(io.BytesIO(file)) as media:
            for packet in media.demux():
                if packet.size and packet.pts is not None and packet.time_base is not None:
                    packets[packet.stream.type].append(hashlib.sha256(bytes(packet)).hexdigest())
                    at = float(packet.pts * packet.time_base)
                    first = at if first is None else first
                    end = max(end, at + float((packet.duration or 0) * packet.time_base))
        return cls(packets, end - (first or 0))

    def __add__(self, other: Media) -> Media:
        packets = {kind: self.packets[kind] + other.packets[kind] for kind in self.packets}
        return Media(packets, self.seconds + other.seconds)


@dataclass
class Recorded:
    """The result: what the recorder wrote, the server's takes, the API's recordings, and the camera's file."""

    recorder: Recorder
    takes: list[dict[str, Any]]
    recordings: list[dict[str, Any]]
    film: bytes

    def media_of(self, track: str) -> Media:
        """What the recorder wrote of a track, as far as the server has stored it.

        A complete run must be stored to its end. If a reload ended a run, all that the browser kept must be.
        Raises AssertionError if more is missing, or if a slice is stored in part.
        """
        takes = {take["take"]: take for take in self.takes if take["track"] == track}
        runs = {run["take"]: run for run in self.recorder.runs if run["track"] == track}
        assert takes.keys() == runs.keys()
        assert all(take["isEnded"] for take in takes.values())
        parts = [Media.read(self._stored(run, takes[take]["offset"])) for take, run in runs.items()]
        return sum(parts[1:], parts[0])

    def _stored(self, run: dict[str, Any], offset: int) -> bytes:
        ends = [each["bytes"] for each in run["slices"]]
        assert offset in ends, (run, offset)
        assert offset >= (ends[-1] if run["isWhole"] else run["kept"]), (run, offset)
        slices = self.recorder.slices[run["take"]]
        written = b"".join(slices[start] for start in sorted(slices))[:offset]
        assert len(written) == offset, (run, offset, len(written))
        return written


async def reach(page: Page, seconds: float) -> None:
    """Waits until the browser has kept this many seconds of the camera."""
    await page.wait_for_function("seconds => keptSeconds() >= seconds", arg=seconds, timeout=0)


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
    """Passes the landing page, the consent to both tracks, the check, and the practice."""
    await page.goto(path)
    await page.get_by_label("Your name").fill("Mina Okafor")
    await page.get_by_label("Email").fill("mina@example.com")
    await page.locator("form button[type=submit]").click()
    for item in ("interview", "camera", "screen"):
        await page.locator(f"#consent-{item}").check()
    await page.locator("form button[type=submit]").click()
    await page.get_by_role("button", name="Check my camera").click()
    await page.get_by_role("button", name="Choose a screen").click()
    for name in ("Your camera view", "Screen that will be recorded"):
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
    await page.get_by_role("button", name="Finish", exact=True).click()
    await page.get_by_role("button", name="Finish…").click()
    await waiting.press_anew(page.get_by_role("button", name="Finish the interview"))
    await expect(page.get_by_text("What happens next")).to_be_visible()
    await expect(page.locator("#main").get_by_text("Your recording has been sent.", exact=True)).to_be_visible()


async def record_interview(place: Place, seconds: float, faults: Sequence[Fault]) -> Recorded:
    """Runs an interview of about this length, with the faults at equal intervals."""
    place.interview, path = await publish(place.api, QUESTIONS, videoEnabled=True)
    page, recorder = await place.profiles(), Recorder()
    await recorder.attach(page)
    await enter_recorded(page, path)
    for number, fault in enumerate(faults, 1):
        at = seconds * number / (len(faults) + 1)
        await reach(page, at)
        if number % 3 == 1:
            await answer(page)
        await fault(place, page, lambda at=at: reach(page, at + HELD_SECONDS))
    await reach(page, seconds)
    await finish(page)
    await recorder.finish(page)
    held = await page.context.request.get(f"/room/v1/recordings?slug={path.rpartition('/')[2]}")
    takes: list[dict[str, Any]] = (await held.json())["data"]["takes"]
    recordings = await until_ready(place)
    (camera,) = [recording for recording in recordings if recording["track"] == "camera"]
    link = (await place.api.get(f"/recordings/{camera['id']}/link")).json()["data"]
    async with httpx2.AsyncClient(timeout=waiting.SECONDS) as player:  # the link needs no key
        film = await player.get(link["url"])
    assert film.status_code == 200, film.text
    return Recorded(recorder, takes, recordings, film.content)


async def until_ready(place: Place) -> list[dict[str, Any]]:
    """Waits until the recordings of the interview's only session are joined, and returns them."""
    (session,) = (await place.api.get(f"/interviews/{place.interview}/sessions")).json()["data"]
    async with asyncio.timeout(waiting.SECONDS):
        while True:
            listed: list[dict[str, Any]] = (await place.api.get(f"/sessions/{session['id']}/recordings")).json()["data"]
            if listed and all(recording["status"] in ("READY", "FAILED") for recording in listed):
                return listed
