"""The question and the first control are in sight, for each type of question, mode and state of the room.

Each mode is one page, in which a faked server leads through all types and states. With `AURAL_SCREENS=1` in the
environment, a screenshot of each is saved in `.screens/`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.async_api import Page

from tests.web.conftest import Watch
from tests.web.looking import WANTS_PICTURES, take_picture
from tests.web.recording_states import OFFER, SMALL, WATCHED, RecordedRoom
from tests.web.room_fake import (
    ASKED,
    GREETING,
    INTERVIEW,
    FakeRoom,
    OpenPage,
    asked,
    entry,
    message,
    open_room,
    question,
    room,
)
from tests.web.voice_fake import MICROPHONE, SPOKEN, SpokenRoom

SIZES = {"phone": (360, 740), "desktop": (1280, 800)}
LONG_QUESTION = (
    "Tell me about the last time something that you were responsible for failed in production. How did you find out "
    "what was wrong, and what did you change afterwards so that it would not happen again?"
)
OPTIONS = ["PostgreSQL", "Redis", "Kafka or another log", "A queue that we built ourselves", "None of these"]
#: Each type of question with its first control.
TYPES: dict[str, tuple[dict[str, Any], str]] = {
    "OPEN_ENDED": ({"text": LONG_QUESTION}, "#words"),
    "RESEARCH": ({"text": "How do you choose a place for lunch on a working day?"}, "#words"),
    "SINGLE_CHOICE": ({"text": "Which of these did you use most?", "options": OPTIONS}, "label:has([type=radio])"),
    "MULTIPLE_CHOICE": ({"text": "Which of these have you run?", "options": OPTIONS}, "label:has([type=checkbox])"),
    "CODING": ({"text": "Return the first repeated word of a text.", "starterCode": "def first(text):\n"}, "#code"),
    "WHITEBOARD": (
        {"text": "Sketch how an order travels from the shop to the warehouse."},
        ".excalidraw .ToolIcon_type_radio:not(:disabled) + *",
    ),
}
#: What a state shows in place of the controls.
REST = {"paused": "Continue", "problem": "Continue"}
RESTING = "section[aria-labelledby=rest] button"

#: Checks that the element is inside the window and that nothing covers it. Returns what is wrong, or null. Looks at the
#: beginning of a text, and at the middle of anything else. An inert part of the page is checked as if it weren't inert.
FAULT = """([selector, isText]) => {
    const found = document.querySelectorAll(selector);
    const element = [...found].find((one) => one.getClientRects().length > 0);
    if (element === undefined) return `${selector}: not on the page`;
    const { left, top, right, bottom, width, height } = element.getBoundingClientRect();
    const [x, y] = isText ? [left + 4, top + 8] : [left + width / 2, top + height / 2];
    const isInside = left >= 0 && top >= 0 && x <= innerWidth && y <= innerHeight;
    if (!isInside) return `${selector}: outside the window at ${x}, ${y}`;
    if (isText && bottom > innerHeight) return `${selector}: cut at ${bottom}`;
    const inert = element.closest("[inert]");
    inert?.removeAttribute("inert");
    const hit = document.elementFromPoint(x, y);
    inert?.setAttribute("inert", "");
    const isHit = hit !== null && (element.contains(hit) || hit.contains(element) && hit.closest(selector) !== null);
    return isHit ? null : `${selector}: covered at ${x}, ${y} by ${hit?.outerHTML.slice(0, 120)}`;
}"""
#: Chooses the voice. Fails silently in the frame in which code runs, which has no storage.
SPEAKS = "try { sessionStorage.setItem('aural.voice.mode.backend', 'voice'); } catch {}"
#: A clock that can be moved forward, so that a short loss of the connection becomes a long one.
CLOCK = "const real = Date.now; window.later = 0; Date.now = () => real() + window.later;"


@dataclass
class Walk:
    """One page that is led through the types and states of one mode."""

    mode: str
    page: Page
    fake: FakeRoom
    seq: int = 10

    def say(self, kind: str, text: str, role: str = "assistant", question_id: str = "q3") -> None:
        self.seq += 1
        self.fake.tell({"type": "message", "message": message(self.seq, role, kind, text, questionId=question_id)})

    def turn(self, state: str, asked: dict[str, Any], **changes: Any) -> None:
        self.fake.tell({"type": "room", "room": room(state, question=asked, **changes)})
        if isinstance(self.fake, SpokenRoom):
            states = {"your_turn": "listening", "paused": "paused", "problem": "problem"}
            self.fake.tell({"type": "state", "state": states.get(state, "thinking")})

    async def shows(self, name: str, first: str) -> list[str]:
        """The faults of this state in both sizes."""
        found = []
        for size, (width, height) in SIZES.items():
            await self.page.set_viewport_size({"width": width, "height": height})
            await self.page.evaluate("() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)))")
            for selector, is_text in (("[data-ask] h1", True), (first, False)):
                fault = await self.page.evaluate(FAULT, [selector, is_text])
                found += [f"{self.mode} {name} {size}: {fault}"] if fault else []
            scrolled = await self.page.evaluate("document.documentElement.scrollHeight - innerHeight")
            found += [f"{self.mode} {name} {size}: the page scrolls by {scrolled}"] if scrolled > 0 else []
            if WANTS_PICTURES:
                await take_picture(self.page, f"room_walk_{self.mode}_{name}-{size}-light")
        return found


Modes = Callable[[str], Awaitable[Walk]]


@pytest.fixture
async def begin(open_page: OpenPage) -> Modes:
    async def begin(mode: str) -> Walk:
        page = await open_page("")
        interview = {"typed": INTERVIEW, "voice": SPOKEN, "video": INTERVIEW | {"recording": OFFER}}[mode]
        fake = {"typed": FakeRoom, "voice": SpokenRoom, "video": RecordedRoom}[mode]()
        fake.entry, fake.session = entry("resumable", interview=interview), "resumed"
        fake.watch = WATCHED if mode == "video" else None
        await fake.attach(page)
        await page.add_init_script(CLOCK + (MICROPHONE if mode == "voice" else SMALL))
        if mode == "voice":
            await page.add_init_script(SPEAKS)
        await page.emulate_media(reduced_motion="reduce")
        await page.goto("/i/backend/room")
        walk = Walk(mode, page, fake)
        if mode == "video":
            await page.get_by_test_id("recording").get_by_text("Recording: camera").wait_for()
        if isinstance(fake, SpokenRoom):
            await fake.until(lambda: fake.frames("voice"))
            fake.tell({"type": "state", "state": "listening"})
        await page.locator("[data-ask] h1").wait_for()
        return walk

    return begin


async def lead_through(walk: Walk, kind: str) -> list[str]:
    """Asks a question of this type and goes through its states."""
    changes, first = TYPES[kind]
    asked = question(id=f"q-{kind}", type=kind, **changes)
    page, is_spoken = walk.page, isinstance(walk.fake, SpokenRoom)
    control = "#answer button" if is_spoken and first == "#words" else first
    walk.say("question", asked["text"], question_id=asked["id"])
    walk.turn("your_turn", asked)
    await page.get_by_role("heading", level=1, name=asked["text"][:40]).wait_for()
    await page.locator(control).first.wait_for()
    found = await walk.shows(f"{kind}-asked", control)
    for state, button in REST.items():
        walk.turn(state, asked)
        await page.get_by_role("button", name=button).wait_for()
        found += await walk.shows(f"{kind}-{state}", RESTING)
        walk.turn("your_turn", asked)
        await page.get_by_role("button", name=button).wait_for(state="hidden")
    walk.turn("thinking", asked)
    await page.get_by_text("One moment").first.wait_for()
    found += await walk.shows(f"{kind}-thinking", "#answer button")
    walk.say("answer", "I looked at the lag of the consumers first.", role="user", question_id=asked["id"])
    walk.say("follow_up", "Thank you. What would you do differently today?", question_id=asked["id"])
    walk.turn("your_turn", asked)
    await page.get_by_role("heading", level=1, name="What would you do differently").wait_for()
    follows = control if kind in ("CODING", "WHITEBOARD") else "#answer button" if is_spoken else "#words"
    return found + await walk.shows(f"{kind}-follow-up", follows)


@pytest.mark.parametrize("mode", ["typed", pytest.param("voice", marks=pytest.mark.xdist_group("voice")), "video"])
async def test_the_question_and_the_first_control_are_always_in_sight(begin: Modes, mode: str, watch: Watch) -> None:
    walk = await begin(mode)
    found = [fault for kind in TYPES for fault in await lead_through(walk, kind)]
    await walk.page.evaluate("window.later = 0")
    await walk.fake.cut()
    await walk.page.get_by_text("Connection lost").first.wait_for()
    found += await walk.shows("lost", "[data-testid=state]")
    await walk.page.evaluate("window.later = 61_000")
    await walk.page.get_by_role("button", name="Try again").wait_for()
    found += await walk.shows("offline", RESTING)
    assert not found, "\n".join(found)
    watch.faults = [fault for fault in watch.faults if "ERR_FAILED" not in fault]  # of the connection that was cut


#: Adds up how far visible elements move without input, as Lighthouse does; 0.1 is what users begin to notice.
SHIFTS = """
window.shift = 0;
new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) window.shift += value;
}).observe({ type: "layout-shift", buffered: true });
"""
#: Resolves once what has been drawn so far has been measured.
DRAWN = "() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(drawn))))"
MOST_SHIFT = 0.02


async def test_the_layout_does_not_shift_when_the_first_question_appears(open_page: OpenPage) -> None:
    fake = FakeRoom(messages=[], room=room("greeting"))
    page = await open_room(open_page, fake, size="phone", script=SHIFTS)
    await page.get_by_role("heading", name="Your interview is starting").wait_for()
    await page.evaluate(DRAWN)
    fake.tell({"type": "message", "message": GREETING})
    fake.tell({"type": "message", "message": ASKED})
    fake.tell({"type": "room", "room": room(question=question(order=0))})
    await page.get_by_role("heading", level=1, name=question()["text"][:30]).wait_for()
    await page.evaluate(DRAWN)
    assert await page.evaluate("window.shift") <= MOST_SHIFT


#: What is left of a phone's window above its keyboard.
ABOVE_KEYS = {"width": 360, "height": 440}


@pytest.mark.parametrize("kind", ["OPEN_ENDED", "CODING"])
async def test_the_question_stays_in_sight_above_a_phones_keyboard(open_page: OpenPage, kind: str) -> None:
    changes, control = TYPES[kind]
    told = asked(type=kind, **changes)
    page = await open_room(open_page, FakeRoom(**told), size="phone")
    field = page.locator("#words" if kind == "OPEN_ENDED" else ".cm-content").first
    await field.click()
    await page.set_viewport_size(ABOVE_KEYS)
    await field.press_sequentially("I looked at the lag first. ")
    await page.evaluate(DRAWN)
    found = [await page.evaluate(FAULT, ["[data-ask] h1", True]), await page.evaluate(FAULT, [control, False])]
    assert found == [None, None]
