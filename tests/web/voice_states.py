"""The spoken room and the check before it, in each of their states."""

from __future__ import annotations

import re
from typing import Any

from playwright.async_api import Page

from tests.web.page_states import State
from tests.web.room_fake import ANSWERED, CONVERSATION, UNDERSTOOD, OpenPage, asked, message, room
from tests.web.room_states import CHOOSING
from tests.web.voice_fake import SPOKEN, Prepare, SpokenRoom, open_check, open_spoken
from tests.web.waiting import PATIENT

STATES: dict[str, State] = {}
CAPTION = (
    "The first thing I opened was the consumer lag, and it was climbing while the database sat at about thirty per "
    "cent, so I knew"
)


def spoken(wait_for: str | re.Pattern[str], prepare: Prepare | None = None, *, script: str = "", **fake: Any) -> State:
    async def make(open_page: OpenPage) -> Page:
        faked = SpokenRoom(**fake)
        page = await open_spoken(open_page, faked, script=script)
        if prepare is not None:
            await prepare(page, faked)
        await page.get_by_text(wait_for).first.wait_for()
        return page

    return make


async def is_on(page: Page, fake: SpokenRoom) -> None:
    await page.locator("#answer").wait_for()
    await fake.until(lambda: fake.frames("voice"))


def tells(*frames: dict[str, Any]) -> Prepare:
    async def prepare(page: Page, fake: SpokenRoom) -> None:
        await is_on(page, fake)
        for frame in frames:
            fake.tell(frame)

    return prepare


def state(name: str) -> dict[str, Any]:
    return {"type": "state", "state": name}


def caption(text: str = CAPTION, *, final: bool = False) -> dict[str, Any]:
    return {"type": "caption", "text": text, "final": final}


async def listening(page: Page, fake: SpokenRoom) -> None:
    await tells(state("listening"), caption())(page, fake)
    await page.get_by_test_id("caption").wait_for()


async def speaking(page: Page, fake: SpokenRoom) -> None:
    await is_on(page, fake)
    fake.say(1, CONVERSATION[-1]["content"], seconds=30, seq=4)  # longer than the look takes


async def acknowledging(page: Page, fake: SpokenRoom) -> None:
    await is_on(page, fake)
    fake.say(1, "I see. Give me a second to think about that.", seconds=30)  # longer than the look takes


async def muted(page: Page, fake: SpokenRoom) -> None:
    await tells(state("listening"))(page, fake)
    await page.get_by_role("button", name="Mute").first.click()


async def unplugged(page: Page, fake: SpokenRoom) -> None:
    await tells(state("listening"))(page, fake)
    await page.get_by_text("Your turn").first.wait_for()
    await page.evaluate("microphone.getAudioTracks()[0].dispatchEvent(new Event('ended'))")


async def cut(page: Page, fake: SpokenRoom) -> None:
    await tells(state("listening"), caption())(page, fake)
    await page.get_by_text("Your turn").first.wait_for()
    await fake.cut()


async def more(page: Page, fake: SpokenRoom) -> None:
    await tells(state("listening"))(page, fake)
    await page.get_by_role("button", name="More").last.click()
    await page.get_by_label("Speaker").wait_for()


async def push_to_talk(page: Page, fake: SpokenRoom) -> None:
    await more(page, fake)
    await page.get_by_role("checkbox", name="Push to talk").check()
    await page.get_by_role("button", name="Close").click()
    fake.tell(state("listening"))


async def chosen(page: Page, fake: SpokenRoom) -> None:
    await tells(state("listening"))(page, fake)
    await page.get_by_role("radio", name="Redis").check()


async def typing(page: Page, fake: SpokenRoom) -> None:
    await tells(state("listening"), caption())(page, fake)
    await page.get_by_test_id("caption").wait_for()
    await page.get_by_role("button", name="Type", exact=False).first.click()


async def chinese(page: Page, fake: SpokenRoom) -> None:
    await tells(state("listening"), caption())(page, fake)


TURN_END = {"type": "turn_end", "reason": "done"}
STORED = message(
    5, "user", "answer", CAPTION, data={"speech": {"startMs": 0, "endMs": 1, "confidence": 1, "words": []}}
)
REFUSED: dict[str, Any] = {"on": False, "message": ""}
CHOICE = asked(text="Which did you use most?", type="SINGLE_CHOICE", options=["PostgreSQL", "Redis", "None of these"])

STATES |= {
    "voice_connecting": spoken("Connecting", voice=None),
    "voice_welcoming": spoken(
        "is speaking", tells(state("speaking")), messages=[], room=room("greeting", progress={"current": 1, "of": 7})
    ),
    "voice_speaking": spoken("is speaking", speaking),
    "voice_acknowledging": spoken("I see.", acknowledging, messages=[*CONVERSATION, {**ANSWERED, "seq": 5}]),
    "voice_listening": spoken("I’m listening", listening),
    "voice_muted": spoken("You’re muted", muted),
    "voice_writing_down": spoken(
        "writing down", tells(state("listening"), caption(final=True), TURN_END, state("thinking"))
    ),
    "voice_thinking": spoken(
        CHOOSING,
        tells(TURN_END, state("thinking"), {"type": "message", "message": STORED}),
    ),
    "voice_minute": spoken("Take a minute", tells(state("minute")), room=room("minute")),
    "voice_paused": spoken("The microphone is off", room=room("paused")),
    "voice_problem": spoken("noted the problem", room=room("problem")),
    "voice_asking_skip": spoken("Skip this question?", tells(state("listening")), room=room(asks="skip")),
    "voice_closing": spoken("Anything to add?", tells(state("closing")), room=room("closing")),
    "voice_last_minute": spoken("About 1 minute left", tells(state("listening")), room=room(seconds=55)),
    "voice_full": spoken("The voice service is busy", voice=REFUSED | {"reason": "full"}),
    "voice_failed": spoken("Voice stopped", voice=REFUSED | {"reason": "failed"}),
    "voice_asking": spoken("Your browser is asking for permission", script="window.isAsking = true;"),
    "voice_blocked": spoken("blocked in this browser", script="window.refusal = 'NotAllowedError';"),
    "voice_no_microphone": spoken("can’t find a microphone", script="window.refusal = 'NotFoundError';"),
    "voice_unplugged": spoken("I can’t hear your microphone", unplugged),
    "voice_waiting": spoken(
        "Ready when you are",
        script="AudioContext.prototype.resume = () => new Promise(() => {});"
        "Object.defineProperty(AudioContext.prototype, 'state', {get: () => 'suspended'});",
    ),
    "voice_reconnecting": spoken("Wait to speak", cut),
    "voice_more": spoken("The interviewer’s pace", more),
    "voice_push_to_talk": spoken("Hold the button", push_to_talk),
    "voice_choice": spoken("Your turn", chosen, **CHOICE),
    "voice_typing": spoken("Type your answer", typing),
    "voice_chinese": spoken("轮到你了", chinese, script="sessionStorage.setItem('aural.language', 'zh-Hans');"),
}


# --- the check before it ---


def checking(wait_for: str, prepare: Prepare | None = None, *, script: str = "", **fake: Any) -> State:
    async def make(open_page: OpenPage) -> Page:
        faked = SpokenRoom(**fake)
        page = await open_check(open_page, faked, script=script)
        await page.get_by_text("Check your sound and microphone").first.wait_for()
        if prepare is not None:
            await prepare(page, faked)
        await page.get_by_text(wait_for, exact=True).first.wait_for()
        return page

    return make


async def check_microphone(page: Page, _fake: SpokenRoom) -> None:
    await page.get_by_role("button", name="Check my microphone").click()


async def all_good(page: Page, fake: SpokenRoom) -> None:
    await page.get_by_role("button", name="Play a sentence").click()
    await page.get_by_role("button", name="I heard it").click()
    await check_microphone(page, fake)
    await page.get_by_role("button", name="Hear yourself").wait_for()
    await page.get_by_text(UNDERSTOOD).wait_for()


async def not_heard(page: Page, _fake: SpokenRoom) -> None:
    await page.get_by_role("button", name="Play a sentence").click()
    await page.get_by_role("button", name="I didn’t hear it").click()


FULL = {"state": "resumable", "interview": SPOKEN | {"voice": {"hasPlace": False, "pushToTalk": False}}}

STATES |= {
    "check": checking("Good", script=PATIENT),
    "check_good": checking("You can hear me", all_good),
    "check_not_heard": checking("Didn’t hear it", not_heard),
    "check_asking": checking(
        "Your browser is asking for permission. Choose “Allow”.", check_microphone, script="window.isAsking = true;"
    ),
    "check_silent": checking("Connected, but no sound yet", check_microphone, script="window.isSilent = true;"),
    "check_blocked": checking(
        "Blocked in this browser", check_microphone, script="window.refusal = 'NotAllowedError';"
    ),
    "check_missing": checking("No microphone found", check_microphone, script="window.refusal = 'NotFoundError';"),
    "check_in_use": checking(
        "In use by another program, or unplugged", check_microphone, script="window.refusal = 'NotReadableError';"
    ),
    "check_insecure": checking(
        "Needs a secure page",
        check_microphone,
        script="Object.defineProperty(Navigator.prototype, 'mediaDevices', {value: undefined});"
        "delete Navigator.prototype.mediaDevices; delete window.AudioWorkletNode;"
        "Object.defineProperty(AudioContext.prototype, 'audioWorklet', {value: undefined});"
        "Object.defineProperty(window, 'isSecureContext', {value: false});",
    ),
    "check_full": checking("Good", script=PATIENT, entry=FULL),
}
FAULTS = {"voice_reconnecting": "Failed to load"}
