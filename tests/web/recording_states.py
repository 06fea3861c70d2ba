"""What is recorded, as the candidate sees it: the check before, the light in the room, the sending at the end."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from playwright.async_api import Page, Route, expect

from tests.web.page_states import State
from tests.web.room_fake import INTERVIEW, FakeRoom, OpenPage, entry, room
from tests.web.voice_fake import SPOKEN

STATES: dict[str, State] = {}
OFFER: dict[str, Any] = {
    "tracks": ["camera", "screen"],
    "types": ["video/webm", "video/mp4", "audio/webm", "audio/mp4"],
    "maxSliceBytes": 8 << 20,
    "maxBytes": 4 << 30,
    "maxSeconds": 14400,
    "maxTakes": 50,
}
WATCHED = {"kinds": ["away", "screens", "fullscreen", "camera", "paste", "copy", "typing"]}
BLOCKED = "navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('no', 'NotAllowedError'); };"
MISSING = BLOCKED.replace("NotAllowedError", "NotFoundError")
SHOWN = """
const show = navigator.mediaDevices.getDisplayMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getDisplayMedia = async (wanted) => (window.shown = await show(wanted));
"""


@dataclass
class RecordedRoom(FakeRoom):
    """`refusal`: what each slice is answered with. `takes_slices` False: nothing is answered to them."""

    agreed: tuple[str, ...] = ("camera", "screen")
    refusal: tuple[int, dict[str, Any]] | None = None
    takes_slices: bool = True
    slices: int = 0

    async def attach(self, page: Page) -> None:
        await super().attach(page)
        await page.route("**/room/v1/recordings**", self._recordings)
        await page.route("**/room/v1/recordings/**", self._recordings)

    async def _recordings(self, route: Route) -> None:
        request = route.request
        if request.method == "GET":
            await route.fulfill(json={"data": {"tracks": list(self.agreed), "takes": []}})
        elif request.method == "POST":
            await route.fulfill(json={"data": {"offset": 0}})
        elif self.refusal is not None:
            status, error = self.refusal
            await route.fulfill(status=status, json={"error": error})
        elif self.takes_slices:
            end = int(request.headers["upload-offset"]) + len(request.post_data_buffer or b"")
            await route.fulfill(json={"data": {"offset": end}})
        self.slices += request.method == "PATCH"
        self.arrived.set()


Prepare = Callable[[Page, RecordedRoom], Awaitable[None]]


def at(
    step: str, wait_for: str, prepare: Prepare | None = None, *, script: str = "", of: Any = INTERVIEW, **fake: Any
) -> State:
    async def make(open_page: OpenPage) -> Page:
        faked = RecordedRoom(**fake)
        faked.entry, faked.session = entry("resumable", interview=of | {"recording": OFFER}), "resumed"
        page = await open_page("")
        await faked.attach(page)
        await page.add_init_script(script)
        await page.goto(f"/i/backend/{step}")
        if prepare is not None:
            await prepare(page, faked)
        await page.get_by_text(wait_for).first.wait_for()
        return page

    return make


async def is_recorded(page: Page, fake: RecordedRoom) -> None:
    await page.get_by_test_id("recording").get_by_text("Recording: camera").wait_for()
    await fake.until(lambda: fake.slices > 0)


async def with_screen(page: Page, fake: RecordedRoom) -> None:
    await is_recorded(page, fake)
    await page.get_by_role("button", name="Choose a screen").click()


async def screen_ended(page: Page, fake: RecordedRoom) -> None:
    await with_screen(page, fake)
    await page.get_by_test_id("recording").get_by_text("Recording: camera and screen").wait_for()
    await page.evaluate("shown.getVideoTracks()[0].dispatchEvent(new Event('ended'))")


async def ask_to_stop(page: Page, fake: RecordedRoom) -> None:
    await is_recorded(page, fake)
    await page.get_by_role("button", name="Stop recording").click()


async def stop(page: Page, fake: RecordedRoom) -> None:
    await ask_to_stop(page, fake)
    await page.get_by_role("button", name="Stop for good").click()


async def read_the_note(page: Page, fake: RecordedRoom) -> None:
    """On a phone, the line of what is noted is opened by a press."""
    await is_recorded(page, fake)
    await page.set_viewport_size({"width": 360, "height": 780})
    await page.get_by_text("Noted, as you agreed").click()


async def hide_oneself(page: Page, fake: RecordedRoom) -> None:
    await is_recorded(page, fake)
    await page.get_by_role("button", name="Hide my picture from me").click()


async def both_checked(page: Page, _fake: RecordedRoom) -> None:
    await page.get_by_role("button", name="Check my camera").click()
    await page.get_by_role("button", name="Choose a screen").click()
    for name in ("You, as your camera sees you", "The screen that is recorded"):
        await page.get_by_label(name).wait_for()


async def camera_asked(page: Page, _fake: RecordedRoom) -> None:
    await page.get_by_role("button", name="Check my camera").click()


async def over(page: Page, fake: RecordedRoom) -> None:
    await is_recorded(page, fake)
    fake.tell({"type": "room", "room": room("done", endReason="FINISHED")})


async def sending(page: Page, fake: RecordedRoom) -> None:
    await over(page, fake)
    await page.get_by_text("MB to go").wait_for()
    await expect(page.get_by_text(re.compile(r"^0 MB to go"))).to_have_count(0)


LIMIT = {"code": "PAYLOAD_TOO_LARGE", "message": "The recording is as long as it may be.", "reason": "SECONDS"}
CHINESE = "sessionStorage.setItem('aural.language', 'zh-Hans');"

STATES |= {
    "check_pictures": at("check", "Not checked yet"),
    "check_pictures_good": at("check", "Choose another", both_checked),
    "check_camera_denied": at("check", "Press the settings mark", camera_asked, script=BLOCKED),
    "check_camera_missing": at("check", "No camera found", camera_asked, script=MISSING),
    "check_pictures_spoken": at("check", "Choose another", both_checked, of=SPOKEN),
    "room_recording": at("room", "Recording: camera", is_recorded),
    "room_recording_both": at("room", "Recording: camera and screen", with_screen),
    "room_recording_watched": at("room", "As you agreed", is_recorded, agreed=("camera",), watch=WATCHED),
    "room_recording_note": at("room", "Noted, as you agreed", read_the_note, agreed=("camera",), watch=WATCHED),
    "room_recording_hidden": at("room", "Recording: camera", hide_oneself, agreed=("camera",)),
    "room_recording_paused": at("room", "Paused: nothing is recorded.", room=room("paused")),
    "room_recording_denied": at("room", "Your camera is blocked", script=BLOCKED),
    "room_recording_screen_ended": at("room", "Your screen is not recorded", screen_ended, script=SHOWN),
    "room_recording_stop": at("room", "Stop recording?", ask_to_stop),
    "room_recording_stopped": at("room", "You stopped the recording", stop),
    "room_recording_refused": at("room", "it is as long as it may be", refusal=(413, LIMIT), agreed=("camera",)),
    "room_recording_chinese": at("room", "正在录制：摄像头", script=CHINESE),
    "done_sending": at("room", "Please keep this page open", sending, takes_slices=False, agreed=("camera",)),
    "done_sent": at("room", "What happens next", over, agreed=("camera",)),
}
FAULTS = {"room_recording_refused": "413"}
