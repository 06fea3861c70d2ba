"""Takes the pictures in `docs/pictures`: `make pictures`.

Two sheets with the 40 most important screenshots, and the two pictures of the README. Lists, reports and figures show
the sample organization of `make run` on a real server; the other pages are states of the browser tests. The server's
clock and the pages' clocks start at a fixed time, so that the pictures change only if a page does.
"""

from __future__ import annotations

import asyncio
import io
import json
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal
from unittest import mock

from PIL import Image, ImageDraw, ImageFont
from playwright.async_api import Browser, Page, StorageState, expect

from aural.cli import demo
from aural.platform.clock import SystemClock
from tests.serving import Served, run, start
from tests.web.conftest import FLAGS, SIZES, Profiles, Watch, launching
from tests.web.dashboard_fake import Reply
from tests.web.looking import settle
from tests.web.page_states import State
from tests.web.report_states import HIDDEN, PAGE, detail, report_at
from tests.web.room_fake import asked
from tests.web.room_states import TYPE, in_room
from tests.web.test_states import AREA_OF
from tests.web.test_team import set_up

FOLDER = Path(__file__).parents[2] / "docs/pictures"
NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
AT_ONCE = 4
PORT = 28_080  # always the same, because pages show links and QR codes
SPOKEN = "Priya Nair"  # the person of the sample whose report is shown
COMPARED = (SPOKEN, "Daniel Osei", "Tomasz Wieczorek")

Show = Callable[[Page, "Sample"], Awaitable[None]]
Size = Literal["desktop", "phone"]


@dataclass(frozen=True)
class Sample:
    """The sample organization: who is signed in, its first interview, and its sessions by the candidate's name."""

    owner: StorageState
    interview: str
    sessions: dict[str, str]

    def address(self, path: str) -> str:
        ids = ",".join(self.sessions[name] for name in COMPARED)
        return path.format(interview=self.interview, session=self.sessions[SPOKEN], compared=ids)


@dataclass(frozen=True)
class Picture:
    """A state of the browser tests, or the address of a page of the sample with the words to wait for."""

    title: str
    state: str = ""
    path: str = ""
    until: str = ""
    scheme: Literal["light", "dark"] = "light"
    show: Show | None = None


async def play_a_quote(page: Page, _sample: Sample) -> None:
    await page.get_by_role("button", name="Quote 1,").first.click()
    await page.locator("mark[data-chosen]").first.wait_for(state="attached")


OWN_STATES: dict[str, State] = {
    "research": in_room(
        TYPE, **asked(text="Walk me through the last time you chose a tool for your team.", type="RESEARCH")
    ),
    "blind": report_at(PAGE, "You rate first", s1=Reply(detail(**HIDDEN)), ratings=Reply([])),
}
REPORT, CRITERION = "/sessions/{session}", "Operation"
WIDE = (
    Picture("Open question", "room_follow_up"),
    Picture("Single choice", "room_single_choice"),
    Picture("Multiple choice", "room_multiple_choice"),
    Picture("Code, dark", "room_code", scheme="dark"),
    Picture("Whiteboard", "room_whiteboard"),
    Picture("Research question", "research"),
    Picture("Voice, dark", "voice_listening", scheme="dark"),
    Picture("Sign in", "sign_in"),
    Picture("Interviews", path="/interviews", until="Actions"),
    Picture("Builder", path="/interviews/{interview}/build", until="Preview"),
    Picture("Assessment", "builder_assessment"),
    Picture("Published", "published"),
    Picture("Library", "library"),
    Picture("Candidates, selected", "candidates_selected"),
    Picture("Sessions", path="/interviews/{interview}/sessions", until=SPOKEN),
    Picture("Sessions by a criterion, dark", "sessions_map_sorted", scheme="dark"),
    Picture("Report", path=REPORT, until=CRITERION),
    Picture("Quote in a recording, dark", path=REPORT, until=CRITERION, scheme="dark", show=play_a_quote),
    Picture("Rating before seeing the AI's", "blind"),
    Picture("Comparison", path="/sessions/compare?ids={compared}", until=SPOKEN),
    Picture("Insights", path="/interviews/{interview}/insights", until="How far people get"),
    Picture("Model settings", "model"),
    Picture("No interviews yet", "interviews_empty"),
    Picture("Interviews in Chinese", "interviews_chinese"),
)
PHONE = (
    Picture("Invitation", "landing_invited"),
    Picture("Consent", "consent"),
    Picture("Device check", "check_good"),
    Picture("Open question", "room_follow_up"),
    Picture("Single choice", "room_single_choice"),
    Picture("Multiple choice, dark", "room_multiple_choice", scheme="dark"),
    Picture("Code", "room_code"),
    Picture("Whiteboard, dark", "room_whiteboard", scheme="dark"),
    Picture("Research question", "research"),
    Picture("Voice, dark", "voice_listening", scheme="dark"),
    Picture("Paused", "room_paused"),
    Picture("Connection lost", "room_reconnecting"),
    Picture("Done", "done"),
    Picture("Voice in Chinese", "voice_chinese"),
    Picture("Report", path=REPORT, until=CRITERION),
    Picture("List that failed to load", "interviews_failing"),
)


@dataclass(frozen=True)
class Sheet:
    name: str
    pictures: tuple[Picture, ...]
    size: Size
    columns: int
    width: int  # of each screenshot, in pixels


SHEETS = (Sheet("wide", WIDE, "desktop", 3, 640), Sheet("phone", PHONE, "phone", 4, 360))
README = {"room": "Open question", "report": "Report"}  # titles of wide pictures


def set_clock() -> None:
    """Starts the clock of this process at `NOW`."""
    ahead = round(NOW.timestamp() * 1000) - time.time_ns() // 1_000_000
    real = SystemClock.now
    mock.patch.object(SystemClock, "now", lambda clock: real(clock) + ahead).start()


async def open_sample(browser: Browser, served: Served) -> Sample:
    async with Profiles(browser, served.url, Watch()) as open_page:
        page = await open_page()
        await set_up(page, served)
        await page.get_by_role("button", name="Open the sample").click()
        await page.get_by_role("heading", name="Interviews").wait_for()
        key = json.loads((served.data_dir / demo.FILE).read_text())["key"]
        headers = {"Authorization": f"Bearer {key}"}
        listed = await page.request.get("/api/v1/sessions?limit=100", headers=headers)
        sessions = {one["participantName"]: one for one in (await listed.json())["data"]}
        ids = {name: one["id"] for name, one in sessions.items()}
        return Sample(await page.context.storage_state(), sessions[SPOKEN]["interviewId"], ids)


async def take(open_page: Profiles, picture: Picture, size: Size, sample: Sample) -> Image.Image:
    async def open_at_now(path: str = "", **options: Any) -> Page:
        page = await open_page("", **{"size": size, "timezone_id": "UTC"} | options)
        await page.clock.install(time=NOW)
        if path:
            await page.goto(path)
        return page

    if picture.path:
        page = await open_at_now(sample.address(picture.path), storage_state=sample.owner)
        await page.get_by_text(picture.until).first.wait_for()
        if picture.show is not None:
            await picture.show(page, sample)
    else:
        make = OWN_STATES.get(picture.state) or AREA_OF[picture.state].states[picture.state]
        page = await make(open_at_now)
    width, height = SIZES[size]
    await page.set_viewport_size({"width": width, "height": height})
    await page.emulate_media(color_scheme=picture.scheme, reduced_motion="reduce")
    await settle(page)
    await expect(page.locator("[aria-busy=true]")).to_have_count(0)
    shot = await page.screenshot(animations="disabled", caret="hide")
    return Image.open(io.BytesIO(shot)).convert("RGB")


async def take_all(data_dir: Path, pictures: Sequence[tuple[Picture, Size]]) -> list[Image.Image]:
    served = start(data_dir, port=PORT, first=set_clock, AURAL_RATE_LIMIT_PER_MINUTE="0", AURAL_VOICE_LOAD="ignored")
    free = asyncio.Semaphore(AT_ONCE)
    try:
        async with launching(FLAGS) as browser:
            sample = await open_sample(browser, served)

            async def one(picture: Picture, size: Size) -> Image.Image:
                async with free, Profiles(browser, served.url, Watch()) as open_page:
                    return await take(open_page, picture, size, sample)

            return list(await asyncio.gather(*(one(*each) for each in pictures)))
    finally:
        served.stop()


def put_together(sheet: Sheet, shots: Sequence[Image.Image]) -> Image.Image:
    gap, line = 24, 30
    height = sheet.width * shots[0].height // shots[0].width
    rows = -(-len(shots) // sheet.columns)
    size = (gap + sheet.columns * (sheet.width + gap), gap + rows * (height + line + gap))
    made = Image.new("RGB", size, "#8c8c8c")
    draw, font = ImageDraw.Draw(made), ImageFont.load_default(18)
    for place, (picture, shot) in enumerate(zip(sheet.pictures, shots, strict=True)):
        row, column = divmod(place, sheet.columns)
        x, y = gap + column * (sheet.width + gap), gap + row * (height + line + gap)
        draw.text((x, y), picture.title, fill="#000000", font=font)
        made.paste(shot.resize((sheet.width, height), Image.Resampling.LANCZOS), (x, y + line))
    return made


def make_all() -> None:
    wanted = [(picture, sheet.size) for sheet in SHEETS for picture in sheet.pictures]
    with tempfile.TemporaryDirectory() as folder:
        set_clock()
        run("demo", "--data-dir", folder)
        shots = iter(asyncio.run(take_all(Path(folder), wanted)))
    for sheet in SHEETS:
        own = [next(shots) for _ in sheet.pictures]
        put_together(sheet, own).save(FOLDER / f"{sheet.name}.webp", quality=80, method=6)
        if sheet.name == "wide":
            by_title = {picture.title: shot for picture, shot in zip(sheet.pictures, own, strict=True)}
            for name, title in README.items():
                by_title[title].quantize(128).save(FOLDER / f"{name}.png", optimize=True)
