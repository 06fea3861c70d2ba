"""Recording as the candidate sees it: the check before, the indicator in the room, and the upload at the end."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import Page, expect

from tests.web.page_states import State
from tests.web.played import Asked, player_of
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
#: Small pictures at a low rate, because encoding the default ones took longer than the rest of the check.
SMALL = """
for (const name of ["getUserMedia", "getDisplayMedia"]) {
    const ask = navigator.mediaDevices[name].bind(navigator.mediaDevices);
    const few = { width: 160, height: 90, frameRate: 2 };
    navigator.mediaDevices[name] = ({ video, ...wanted }) => ask({ ...wanted, video: video && { ...video, ...few } });
}
"""
SHOWN = """
const show = navigator.mediaDevices.getDisplayMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getDisplayMedia = async (wanted) => (window.shown = await show(wanted));
"""


def _take_of(url: str) -> str:
    return url.partition("?")[0].rpartition("/")[2]


@dataclass
class RecordedRoom(FakeRoom):
    """`refusal` is the answer to each slice of the `refused` tracks. With `takes_slices` False, no slice gets an
    answer.
    """

    agreed: tuple[str, ...] = ("camera", "screen")
    refusal: tuple[int, dict[str, Any]] | None = None
    refused: tuple[str, ...] = ("camera", "screen")
    takes_slices: bool = True
    slices: int = 0
    begun: dict[str, str] = field(default_factory=dict)  # the track of each take

    async def attach(self, page: Page) -> None:
        await super().attach(page)
        (await player_of(page)).on("/recordings", self._recordings)

    async def _recordings(self, asked: Asked) -> None:
        if asked.method == "GET":
            takes = [{"take": take, "isEnded": False} for take in self.begun]
            await asked.answer(json={"data": {"tracks": list(self.agreed), "takes": takes}})
        elif asked.method == "POST":
            body = asked.json
            self.begun |= {body["take"]: body["track"]} if "track" in body else {}
            await asked.answer(json={"data": {"offset": 0}})
        elif self.refusal is not None and self.begun.get(_take_of(asked.url)) in self.refused:
            status, error = self.refusal
            await asked.answer(status=status, json={"error": error})
        elif self.takes_slices:
            end = int(asked.headers["upload-offset"]) + len(asked.body)
            await asked.answer(json={"data": {"offset": end}})
        self.slices += asked.method == "PATCH"
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
        await page.add_init_script(SMALL + script)
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
    await page.get_by_role("button", name="Screen not recorded").click()
    await page.get_by_role("button", name="Choose a screen").click()


async def screen_refused(page: Page, fake: RecordedRoom) -> None:
    await with_screen(page, fake)
    await page.get_by_text("Recording has stopped (screen)").first.wait_for()
    await page.get_by_test_id("recording").get_by_text("Recording: camera").wait_for()


async def finished_elsewhere(page: Page, fake: RecordedRoom) -> None:
    """What this browser could not send is still there when the link is opened again."""
    await is_recorded(page, fake)
    fake.entry = entry("completed", interview=INTERVIEW | {"recording": OFFER})
    await page.reload()


async def sent_after_all(page: Page, fake: RecordedRoom) -> None:
    await finished_elsewhere(page, fake)
    await page.get_by_text("Sending your recording…").wait_for()
    fake.takes_slices = True
    await page.reload()


async def screen_ended(page: Page, fake: RecordedRoom) -> None:
    await with_screen(page, fake)
    await page.get_by_test_id("recording").get_by_text("Recording: camera and screen").wait_for()
    await page.evaluate("shown.getVideoTracks()[0].dispatchEvent(new Event('ended'))")


async def ask_to_stop(page: Page, fake: RecordedRoom) -> None:
    await is_recorded(page, fake)
    await page.get_by_role("button", name="Recording: camera").click()
    await page.get_by_role("button", name="Stop recording").click()


async def stop(page: Page, fake: RecordedRoom) -> None:
    await ask_to_stop(page, fake)
    await page.get_by_role("button", name="Stop permanently").click()


async def read_the_note(page: Page, fake: RecordedRoom) -> None:
    """Opens the details of the recorded signals."""
    await is_recorded(page, fake)
    await page.get_by_role("button", name="Some actions are noted, as you agreed").click()


async def read_about_the_camera(page: Page, _fake: RecordedRoom) -> None:
    await page.get_by_role("button", name="Camera not recorded").click()


async def hide_oneself(page: Page, fake: RecordedRoom) -> None:
    await is_recorded(page, fake)
    await page.get_by_role("button", name="Recording: camera").click()
    await page.get_by_role("button", name="Hide self-view").click()


async def both_checked(page: Page, _fake: RecordedRoom) -> None:
    await page.get_by_role("button", name="Check my camera").click()
    await page.get_by_role("button", name="Choose a screen").click()
    for name in ("Your camera view", "Screen that will be recorded"):
        await page.get_by_label(name).wait_for()


async def off_after_a_reload(page: Page, _fake: RecordedRoom) -> None:
    await page.get_by_role("button", name="Check my camera").click()
    await page.get_by_role("button", name="Turn off the camera").click()
    await page.reload()
    await page.get_by_role("button", name="Turn on the camera").wait_for()


async def off_in_the_room(page: Page, fake: RecordedRoom) -> None:
    await off_after_a_reload(page, fake)
    await page.get_by_role("button", name="Continue").click()
    await page.get_by_role("button", name="Camera not recorded").wait_for()
    await page.reload()
    await read_about_the_camera(page, fake)
    assert not fake.begun


async def camera_asked(page: Page, _fake: RecordedRoom) -> None:
    await page.get_by_role("button", name="Check my camera").click()


async def over(page: Page, fake: RecordedRoom) -> None:
    await is_recorded(page, fake)
    fake.tell({"type": "room", "room": room("done", endReason="FINISHED")})


async def sending(page: Page, fake: RecordedRoom) -> None:
    await over(page, fake)
    await page.get_by_text("MB of your recording left").wait_for()
    await expect(page.get_by_text(re.compile(r"^0 MB left"))).to_have_count(0)


LIMIT = {"code": "PAYLOAD_TOO_LARGE", "message": "The recording has reached its maximum length.", "reason": "SECONDS"}
CHINESE = "sessionStorage.setItem('aural.language', 'zh-Hans');"

STATES |= {
    "check_pictures": at("check", "Not checked yet"),
    "check_pictures_good": at("check", "Choose another", both_checked),
    "check_camera_denied": at("check", "Press the settings icon", camera_asked, script=BLOCKED),
    "check_camera_missing": at("check", "No camera found", camera_asked, script=MISSING),
    "check_camera_off": at("check", "Off: you aren’t recorded by the camera", off_after_a_reload),
    "check_pictures_spoken": at("check", "Choose another", both_checked, of=SPOKEN),
    "room_recording": at("room", "Recording: camera", is_recorded),
    "room_recording_both": at("room", "Recording: camera and screen", with_screen),
    "room_recording_watched": at(
        "room", "Some actions are noted, as you agreed", is_recorded, agreed=("camera",), watch=WATCHED
    ),
    "room_recording_note": at("room", "leaving this page", read_the_note, agreed=("camera",), watch=WATCHED),
    "room_recording_hidden": at("room", "Recording: camera", hide_oneself, agreed=("camera",)),
    "room_recording_paused": at("room", "Paused: nothing is being recorded.", room=room("paused")),
    "room_recording_denied": at("room", "Your camera is blocked", read_about_the_camera, script=BLOCKED),
    "room_recording_off": at("check", "You turned your camera off.", off_in_the_room, agreed=("camera",)),
    "room_recording_screen_ended": at("room", "Screen not recorded", screen_ended, script=SHOWN),
    "room_recording_stop": at("room", "Stop recording?", ask_to_stop),
    "room_recording_stopped": at("room", "You stopped the recording", stop),
    "room_recording_refused": at(
        "room", "the recording has reached its maximum length", refusal=(413, LIMIT), agreed=("camera",)
    ),
    "room_recording_one_refused": at(
        "room", "maximum length", screen_refused, refusal=(413, LIMIT), refused=("screen",)
    ),
    "room_recording_chinese": at("room", "正在录制：摄像头", script=CHINESE),
    "done_sending": at("room", "Sending your recording…", sending, takes_slices=False, agreed=("camera",)),
    "wall_sending": at("room", "Sending your recording…", finished_elsewhere, takes_slices=False),
    "wall_sent": at("room", "Your recording has been sent.", sent_after_all, takes_slices=False),
    "done_sent": at("room", "What happens next", over, agreed=("camera",)),
}
FAULTS = {"room_recording_refused": "413", "room_recording_one_refused": "413"}
