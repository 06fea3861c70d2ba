"""Tests recordings: a long interview in a disturbed browser, and hours of slices fed faster than real time.

`python -m bench.recording --minutes 10` takes a video interview in Chromium while its connection is cut five times, its
server killed twice and its page reloaded once; the recording must be complete. `--feed-hours 2` sends the slices of a
recording of that length to a server, and measures the memory of the server and of the child process that joins them.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import av
import httpx2
from playwright.async_api import async_playwright

from bench.processes import memory_bytes
from tests.chats import chatting
from tests.crash.line import Line
from tests.crash.rig import get, post
from tests.crash.test_recordings import enter
from tests.room.recorder import TYPE, WEBM, digest_of
from tests.serving import find_free_port, run, serving, start
from tests.web.conftest import FLAGS, Profiles, Watch, chromium, open_api
from tests.web.recorded import MANY_FAULTS, Recorded, record_interview
from tests.web.test_losses import Place
from tests.web.test_recorded_interview import check

SLICE_SECONDS = 10  # longer than a page's slices, as after a lost connection
SIZE = (320, 240)
PICTURES_A_SECOND = 5
BITS_A_SECOND = 1_000_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=0, help="length of the interview in a browser")
    parser.add_argument("--feed-hours", type=float, default=0, help="length of the recording that is fed to a server")
    given = parser.parse_args()
    if not given.minutes and not given.feed_hours:
        given.minutes, given.feed_hours = 2, 0.5
    with tempfile.TemporaryDirectory() as folder:
        if given.minutes:
            asyncio.run(record_in_browser(Path(folder), given.minutes * 60))
    with tempfile.TemporaryDirectory() as folder:
        if given.feed_hours:
            feed(Path(folder), given.feed_hours * 3600)


# --- memory ---


def descendants(pid: int) -> Iterator[tuple[int, str]]:
    """The descendants of a process, with their command lines (Linux)."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
            children.setdefault(parent, []).append(int(entry.name))
    waiting = [pid]
    while waiting:
        for child in children.get(waiting.pop(), []):
            waiting.append(child)
            try:
                yield child, Path(f"/proc/{child}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            except OSError:
                continue


class Peak(threading.Thread):
    """Records the peak memory of a process, and of its descendants whose command contains one of the words."""

    def __init__(self, pid: int, *words: str) -> None:
        super().__init__(daemon=True)
        self._pid, self._words = pid, words
        self.most = dict.fromkeys(("itself", *words), 0)
        self._is_over = threading.Event()

    def run(self) -> None:
        while not self._is_over.wait(0.1):
            self._note("itself", self._pid)
            for child, command in descendants(self._pid):
                for word in self._words:
                    if word in command:
                        self._note(word, child)

    def _note(self, name: str, pid: int) -> None:
        with suppress(OSError, IndexError):  # the process has ended meanwhile
            self.most[name] = max(self.most[name], memory_bytes(pid))

    def stop(self) -> None:
        self._is_over.set()
        self.join()


def megabytes(size: float) -> str:
    return f"{size / 1_000_000:.0f} MB"


# --- in a browser ---


async def record_in_browser(folder: Path, seconds: float) -> None:
    line, watch = Line(find_free_port(), find_free_port()), Watch()
    settings = {"AURAL_PUBLIC_URL": line.url, "AURAL_RATE_LIMIT_PER_MINUTE": "0"}
    served = await asyncio.to_thread(lambda: start(folder, port=line.server_port, **settings))
    peak = Peak(os.getpid(), "--type=renderer")
    peak.start()
    async with async_playwright() as playwright, line, open_api(served, "Bench") as api:
        browser = await playwright.chromium.launch(**chromium(has_windows=True), args=FLAGS)
        place = Place(line, served, settings, api)
        try:
            async with Profiles(browser, line.url, watch) as place.profiles:
                recorded = await record_interview(place, seconds, MANY_FAULTS)
        finally:
            await browser.close()
            place.served.stop()
            peak.stop()
    report(recorded)
    print(f"page: at most {megabytes(peak.most['--type=renderer'])} of memory")
    check(recorded)
    print("complete: each byte once, and the recording plays")


def report(recorded: Recorded) -> None:
    for recording in recorded.recordings:
        track = recording["track"]
        takes = [take for take in recorded.takes if take["track"] == track]
        written = recorded.media_of(track).seconds
        print(
            f"{track}: {recording['seconds']:.1f} s in the file, {written:.1f} s by the recorder; "
            f"{len(takes)} takes, {sum(take['slices'] for take in takes)} slices, {megabytes(recording['bytes'])}"
        )


# --- fed ---


class _Pipe:
    """A file object for an encoder, whose output is taken away piece by piece, so that it doesn't pile up."""

    def __init__(self) -> None:
        self.waiting = bytearray()

    def write(self, data: bytes) -> int:
        self.waiting += data
        return len(data)

    def take(self) -> bytes:
        taken = bytes(self.waiting)
        self.waiting.clear()
        return taken


def make_slices(seconds: int) -> Iterator[bytes]:
    """A live WebM of noise, which encoders can't compress, in slices of `SLICE_SECONDS`."""
    pipe, chance = _Pipe(), Random(1)
    output = av.open(pipe, "w", format="webm", options={"live": "1", "cluster_time_limit": "1000"})
    video = output.add_stream("libvpx", rate=PICTURES_A_SECOND)
    video.width, video.height, video.pix_fmt, video.bit_rate = *SIZE, "yuv420p", BITS_A_SECOND
    video.options = {"g": "50", "cpu-used": "16", "deadline": "realtime", "minrate": "1M", "maxrate": "1M"}
    noise = [chance.randbytes(SIZE[0] * SIZE[1]) for _ in range(20)]
    for number in range(seconds * PICTURES_A_SECOND):
        frame = av.VideoFrame(*SIZE, "gray")
        frame.planes[0].update(noise[number % len(noise)])
        frame.pts, frame.time_base = number, Fraction(1, PICTURES_A_SECOND)
        output.mux(video.encode(frame.reformat(format="yuv420p")))
        if number % (SLICE_SECONDS * PICTURES_A_SECOND) == 0 and number and pipe.waiting:
            yield pipe.take()
    output.mux(video.encode(None))
    output.close()
    yield pipe.take()


def feed(folder: Path, seconds: float) -> None:
    key = run("keys", "create", "--organization", "Bench", "--data-dir", str(folder)).strip()
    with serving(folder, AURAL_RATE_LIMIT_PER_MINUTE="0") as served:
        interview = post(
            served.url, key, "/interviews", {"title": "Long", "videoEnabled": True, "requireInvite": False}
        )
        post(served.url, key, f"/interviews/{interview['id']}/questions", [{"text": "Why?"}])
        slug = post(served.url, key, f"/interviews/{interview['id']}/publish", {})["publicSlug"]
        session, headers = enter(served.url, slug)
        peak = Peak(served.process.pid, "aural.guard.remux")
        peak.start()
        before = memory_bytes(served.process.pid)
        began = time.monotonic()
        with httpx2.Client(base_url=served.url, headers=headers, timeout=60) as http:
            count, size = send_slices(http, slug, int(seconds))
            took = time.monotonic() - began
            print(f"{seconds / 3600:.1f} h in {count} slices, {megabytes(size)}, fed in {took:.0f} s", flush=True)
            began = time.monotonic()
            end_session(http)
        recording = until_joined(served.url, key, session)
        joined = time.monotonic() - began
        peak.stop()
    print(f"joined in {joined:.1f} s: {recording['status']}, {recording['seconds']} s, {megabytes(recording['bytes'])}")
    print(
        f"server: {megabytes(before)} before, at most {megabytes(peak.most['itself'])}; "
        f"the child process that joins them: at most {megabytes(peak.most['aural.guard.remux'])}"
    )
    if recording["status"] != "READY" or abs(recording["seconds"] - seconds) > 2:
        sys.exit("The recording isn't complete.")


def send_slices(http: httpx2.Client, slug: str, seconds: int) -> tuple[int, int]:
    """Sends the slices; returns their number and total size in bytes."""
    take, offset, count = str(uuid.uuid4()), 0, 0
    begun: dict[str, Any] = {"slug": slug, "take": take, "track": "camera", "mimeType": WEBM}
    http.post("/room/v1/recordings", json=begun).raise_for_status()
    for piece in make_slices(seconds):
        sent = {"Upload-Offset": str(offset), "Content-Digest": digest_of(piece), "Content-Type": TYPE}
        http.patch(f"/room/v1/recordings/{take}?slug={slug}", content=piece, headers=sent).raise_for_status()
        offset, count = offset + len(piece), count + 1
    ended = {"slug": slug, "bytes": offset}
    http.post(f"/room/v1/recordings/{take}/end", json=ended).raise_for_status()
    return count, offset


def end_session(http: httpx2.Client) -> None:
    with chatting(http, http.headers["authorization"].removeprefix("Bearer ")) as chat:
        chat.my_turn()
        chat.send(type="request", id=str(uuid.uuid4()), kind="end")
        chat.closed()


def until_joined(url: str, key: str, session: str) -> dict[str, Any]:
    while True:
        (recording,) = get(url, key, f"/sessions/{session}/recordings")
        if recording["status"] in ("READY", "FAILED"):
            return dict(recording)
        time.sleep(0.5)


if __name__ == "__main__":
    main()
