"""States of the room of a written interview."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any

from playwright.async_api import Page, expect

from tests.web.page_states import State
from tests.web.room_fake import (
    ANSWERED,
    CONVERSATION,
    FakeRoom,
    OpenPage,
    asked,
    entry,
    message,
    open_landing,
    open_room,
    question,
    room,
)

STATES: dict[str, State] = {}


def state(make: State) -> State:
    STATES[make.__name__] = make
    return make


#: The page shows the first text for four seconds, then the second.
CHOOSING = re.compile("choosing what to ask|A little longer")


def in_room(
    wait_for: str | re.Pattern[str], prepare: Callable[[Page, FakeRoom], Awaitable[None]] | None = None, **fake: Any
) -> State:
    async def make(open_page: OpenPage) -> Page:
        faked = FakeRoom(**fake)
        page = await open_room(open_page, faked)
        await page.get_by_text(wait_for).first.wait_for()
        if prepare is not None:
            await prepare(page, faked)
        return page

    return make


def own_clock(seconds: int) -> dict[str, Any]:
    return {"remainingSeconds": seconds, "isRunning": True, "serverAt": "2026-11-14T09:41:00.000Z"}


#: Checks that no bar covers the beginning of the question.
IS_IN_SIGHT = """() => {
    const heading = document.querySelector("[data-ask] h1");
    const { left, top } = heading.getBoundingClientRect();
    return heading.contains(document.elementFromPoint(left + 4, top + 4));
}"""


async def see_the_question(page: Page, _fake: FakeRoom) -> None:
    await page.wait_for_function(IS_IN_SIGHT)


async def see_the_seconds(page: Page, _fake: FakeRoom) -> None:
    await expect(page.get_by_test_id("pause")).to_contain_text(re.compile(r"\d seconds"))


TYPE = "Type your answer"
STATES |= {
    "room_connecting": in_room("Connecting to your interview", opens=False),
    "room_greeting": in_room("is writing", messages=[], room=room("greeting")),
    "room_first_question": in_room(
        TYPE, messages=CONVERSATION[:2], room=room(progress={"current": 1, "of": 7}, question=question(order=0))
    ),
    "room_follow_up": in_room(TYPE),
    "room_thinking": in_room(
        CHOOSING,
        messages=[*CONVERSATION, {**ANSWERED, "seq": 5}],
        room=room("thinking"),
    ),
    "room_minute": in_room("Take a minute", room=room("minute")),
    "room_paused": in_room("Paused", room=room("paused")),
    "room_problem": in_room("noted the problem", room=room("problem")),
    "room_closing": in_room(
        "Anything to add?",
        messages=[
            *CONVERSATION[:3],
            message(4, "assistant", "closing", "That was my last question. Is there anything you would like to add?"),
        ],
        room=room("closing", progress={"current": 7, "of": 7}),
    ),
    "room_pause_ending": in_room(
        "Paused", see_the_seconds, room=room("paused", pauseRemainingSeconds=45, pausesLeft=0)
    ),
    "room_asking_skip": in_room("Skip this question?", room=room(asks="skip", canGoBack=True)),
    "room_own_time": in_room("3 min left for this question", room=room(question=question(clock=own_clock(170)))),
    "room_own_time_ending": in_room("s left for this question", room=room(question=question(clock=own_clock(42)))),
    "room_no_limit": in_room(
        "Some actions are noted, as you agreed",
        room=room(seconds=None, progress={"current": 9, "of": 24}),
        watch={"kinds": ["away", "screens", "fullscreen", "camera", "paste", "copy", "typing"]},
    ),
    "room_single_choice": in_room(
        "Choose one",
        see_the_question,
        **asked(
            text="Which of these did you use most in the last year?",
            type="SINGLE_CHOICE",
            description="Choose the one you would be happiest to be asked about.",
            options=["PostgreSQL", "Redis", "Kafka or another log", "None of these"],
        ),
    ),
    "room_multiple_choice": in_room(
        "Choose all that apply",
        see_the_question,
        **asked(
            text="What have you been on call for?",
            type="MULTIPLE_CHOICE",
            options=[
                "A web service with paying customers",
                "A data pipeline",
                "Internal tools",
                "I haven’t been on call",
            ],
        ),
    ),
    "room_code": in_room(
        "Your code",
        see_the_question,
        **asked(
            text="Write a function that returns the first repeated word of a text.",
            type="CODING",
            description="Any language. Say in words what it does with an empty text.",
            starterCode='def first_repeated(text: str) -> str | None:\n    """The first word that comes twice."""\n',
        ),
    ),
    "room_whiteboard": in_room(
        "Describe in words",
        see_the_question,
        **asked(text="Sketch how an order travels from the shop to the warehouse.", type="WHITEBOARD"),
    ),
    "room_warning": in_room("About 5 minutes left", room=room(seconds=295)),
    "room_last_minute": in_room("About 1 minute left", room=room(seconds=55)),
    "room_elsewhere": in_room("open in another tab", close=4409),
    "room_out_of_date": in_room("out of date", close=4426),
    "done": in_room("Thank you", room=room("done", endReason="FINISHED")),
}


async def type_a_draft(page: Page, _fake: FakeRoom) -> None:
    await page.get_by_label("Your answer", exact=True).fill(
        "The first thing I opened was the consumer lag, and it was climbing while the database sat at about thirty per "
        "cent, so I knew that it was not the reads. Then I looked at which consumer had stopped."
    )


async def type_too_much(page: Page, _fake: FakeRoom) -> None:
    await page.get_by_label("Your answer", exact=True).fill("A long answer. " * 1340)
    await page.get_by_label("Your answer", exact=True).press("Control+Enter")


async def lose_the_line(page: Page, fake: FakeRoom) -> None:
    await type_a_draft(page, fake)
    await fake.cut()
    await page.get_by_text("Connection lost").first.wait_for()


async def send_without_ack(page: Page, fake: FakeRoom) -> None:
    await type_a_draft(page, fake)
    await page.get_by_label("Your answer", exact=True).press("Control+Enter")
    await page.get_by_text("Sending…").first.wait_for()


async def not_sent(page: Page, fake: FakeRoom) -> None:
    await send_without_ack(page, fake)
    await fake.cut()
    await page.get_by_text("Not sent yet").wait_for()


async def refused(page: Page, fake: FakeRoom) -> None:
    await send_without_ack(page, fake)
    sent = fake.received[-1]
    fake.tell({"type": "error", "code": "UNAVAILABLE", "message": "The storage cannot be used.", "id": sent["id"]})
    await page.get_by_role("button", name="Edit").wait_for()


async def taken_over(page: Page, fake: FakeRoom) -> None:
    await fake.sockets[-1].close(code=4410)
    await page.get_by_text("continuing somewhere else").first.wait_for()


async def open_end(page: Page, _fake: FakeRoom) -> None:
    await page.get_by_role("button", name="Finish", exact=True).click()


async def open_end_twice(page: Page, fake: FakeRoom) -> None:
    await open_end(page, fake)
    await page.get_by_role("button", name="Finish…").click()


async def open_problem(page: Page, _fake: FakeRoom) -> None:
    await page.get_by_role("button", name="Report a problem").click()


async def leave(page: Page, _fake: FakeRoom) -> None:
    await page.get_by_role("button", name="Leave and come back later").click()


#: Scrolls to the top after the page has scrolled to the newest message, and returns once the browser has reported it.
#: The faked clock runs `requestAnimationFrame` at its own pace, so nothing here may count frames.
UP = """async () => {
    const scroller = document.querySelector("[data-scroller]");
    const scrolled = () => new Promise((done) => scroller.addEventListener("scroll", done, { once: true }));
    await document.fonts.ready;
    if (scroller.scrollTop === 0) await scrolled();
    const isUp = scrolled();
    scroller.scrollTop = 0;
    await isUp;
}"""


#: Whether an element can be seen and pressed where it is, and covers nothing below the transcript.
IS_OVER_TRANSCRIPT = """(element) => {
    const { x, y, width, height, bottom } = element.getBoundingClientRect();
    const isUncovered = element.contains(document.elementFromPoint(x + width / 2, y + height / 2));
    return isUncovered && bottom <= document.querySelector("[data-scroller]").getBoundingClientRect().bottom;
}"""


async def read_upwards(page: Page, fake: FakeRoom) -> None:
    await page.evaluate(UP)
    fake.tell({"type": "message", "message": message(30, "assistant", "follow_up", "And what did you do next?")})
    button = page.get_by_role("button", name="Jump to latest")
    await button.wait_for()
    assert await button.evaluate(IS_OVER_TRANSCRIPT)  # Playwright's own click would scroll it into view first


LONG = [
    {**turn, "seq": turn["seq"] + 4 * times}
    for times in range(6)
    for turn in (CONVERSATION if times == 0 else CONVERSATION[1:])
]


async def go_on_without_sending(page: Page, fake: FakeRoom) -> None:
    """The time for a question runs out while a draft of its answer is unsent."""
    await type_a_draft(page, fake)
    following = question(id="q4", order=3, text="What would you build differently today?")
    asked = message(5, "assistant", "question", following["text"], questionId="q4")
    fake.tell({"type": "message", "message": asked})
    fake.tell({"type": "room", "room": room(question=following, progress={"current": 4, "of": 7})})
    await page.get_by_text("that hasn’t been sent").wait_for()


STATES |= {
    "room_left_behind": in_room(TYPE, go_on_without_sending),
    "room_draft": in_room(TYPE, type_a_draft),
    "room_too_long": in_room(TYPE, type_too_much),
    "room_reconnecting": in_room(TYPE, lose_the_line),
    "room_sending": in_room(TYPE, send_without_ack, acknowledges=False),
    "room_not_sent": in_room(TYPE, not_sent, acknowledges=False),
    "room_refused": in_room(TYPE, refused, acknowledges=False),
    "room_taken_over": in_room(TYPE, taken_over),
    "room_end": in_room(TYPE, open_end),
    "room_end_sure": in_room(TYPE, open_end_twice),
    "room_problem_dialog": in_room(TYPE, open_problem),
    "room_left": in_room("Paused", leave, room=room("paused")),
    "room_long_transcript": in_room(TYPE, messages=LONG),
    "room_new_below": in_room(TYPE, read_upwards, messages=LONG),
}


@state
async def room_new_link(open_page: OpenPage) -> Page:
    """The first visit to the room through an open link: the personal link is shown."""
    fake = FakeRoom(messages=CONVERSATION[:2], room=room(progress={"current": 1, "of": 7}))
    page = await open_landing(open_page, fake)
    await page.get_by_label("Your name").fill("Mina Okafor")
    await page.get_by_label("Your email address").fill("mina@example.com")
    await page.get_by_role("button", name="Continue").click()
    await page.get_by_role("checkbox", name="an AI interviews me").check()
    await page.get_by_role("button", name="I agree").click()
    await page.get_by_role("button", name="Skip practice").click()
    await page.get_by_text("This is your personal link").wait_for()
    return page


@state
async def room_chinese(open_page: OpenPage) -> Page:
    page = await open_landing(open_page, FakeRoom(entry=entry("resumable")))
    await page.get_by_role("button", name="中文").click()
    await page.get_by_role("button", name="从第 3 题继续").click()
    await page.get_by_text("输入你的回答").first.wait_for()
    return page


@state
async def room_right_to_left(open_page: OpenPage) -> Page:
    page = await in_room(TYPE)(open_page)
    await page.evaluate("document.documentElement.dir = 'rtl'")
    return page


FAULTS = {"room_reconnecting": "Failed to load", "room_not_sent": "Failed to load"}
