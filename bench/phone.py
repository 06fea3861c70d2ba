"""An interview with all types of questions, answered on a phone by touch. Counts how often the question is hidden.

While words are typed, the window is as high as the part of a phone's screen above its keyboard.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from playwright.async_api import Browser, Page, expect

from bench.keystrokes import User
from tests.serving import serving
from tests.web import waiting
from tests.web.coding import editor
from tests.web.conftest import open_api
from tests.web.test_room_layout import FAULT, LONG_QUESTION, OPTIONS
from tests.web.test_whole_path import enter, publish

WINDOW, ABOVE_KEYS = {"width": 360, "height": 740}, {"width": 360, "height": 440}
PHONE = {"viewport": WINDOW, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
QUESTIONS = [
    {"text": LONG_QUESTION, "type": "OPEN_ENDED"},
    {"text": "Which of these did you use most?", "type": "SINGLE_CHOICE", "options": OPTIONS},
    {"text": "Which of these have you run?", "type": "MULTIPLE_CHOICE", "options": OPTIONS},
    {"text": "Write a function that doubles a number.", "type": "CODING", "starterCode": "def double(x):\n    ..."},
    {"text": "Sketch how an order travels from the shop to the warehouse.", "type": "WHITEBOARD"},
    {"text": "How do you choose a place for lunch on a working day?", "type": "RESEARCH"},
]
WORDS = "The queue filled up, so I paused the producer and drained it by hand."
MORE = "That is all I can say about it."
MOST_TURNS = 30
TYPING = "typing"


async def answer_on_a_phone(browser: Browser) -> Walk:
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder), AURAL_RATE_LIMIT_PER_MINUTE="0") as served:
        async with open_api(served, "Harbour") as api:
            _, path = await publish(api, QUESTIONS)
        context = await browser.new_context(base_url=served.url, locale="en-GB", **PHONE)
        page = await context.new_page()
        await page.goto(path)
        await enter(page)
        walk = Walk(page)
        await walk.answer_all()
        await context.close()
    return walk


class Walk:
    """The user, and where the question was hidden: before and after answers, and while typing above the keyboard."""

    def __init__(self, page: Page) -> None:
        self.page, self.user = page, User(page, "touch")
        self.hidden, self.hidden_typing = list[str](), list[str]()
        self.asked = page.locator("[data-ask] h1")
        self.end = page.get_by_text("This is the last step")

    async def answer_all(self) -> None:
        done = set[str]()
        for _ in range(MOST_TURNS):
            if await self.end.count():
                break
            number = await self.page.get_by_text(re.compile(r"^Question \d of")).first.inner_text()
            kind = QUESTIONS[int(number.split()[1]) - 1]["type"] if number not in done else "FOLLOW_UP"
            done.add(number)
            await self.see(f"before {kind}")
            await self.answer(str(kind))
        else:
            raise AssertionError("The interview does not end.")
        assert len(done) == len(QUESTIONS), done

    async def see(self, when: str) -> None:
        """Notes if the question is not in sight."""
        fault = await self.page.evaluate(FAULT, ["[data-ask] h1", True])
        if fault:
            (self.hidden_typing if when == TYPING else self.hidden).append(f"{when}: {fault}")

    async def answer(self, kind: str) -> None:
        if kind in ("SINGLE_CHOICE", "MULTIPLE_CHOICE"):
            for option in OPTIONS[: 1 if kind == "SINGLE_CHOICE" else 2]:
                choice = self.page.locator("label").filter(has_text=option)
                await self.user.click(choice, choice)
        elif kind == "CODING":
            await self.write_code()
        elif kind == "WHITEBOARD":
            await self.draw()
        else:
            await self.write(WORDS if kind in ("OPEN_ENDED", "RESEARCH") else MORE)
        await self.see(f"answered {kind}")
        await self.send(kind)

    async def write(self, words: str) -> None:
        field = self.page.locator("#words")
        if not await field.is_visible():
            why = self.page.get_by_role("button", name="Say why")
            await self.user.click(why, field)
        await self.user.click(field, field)
        await self.page.set_viewport_size(ABOVE_KEYS)
        await self.user.type(words)
        await self.see(TYPING)
        await self.page.set_viewport_size(WINDOW)

    async def write_code(self) -> None:
        await self.user.click(editor(self.page), editor(self.page))
        await self.page.set_viewport_size(ABOVE_KEYS)
        await self.page.keyboard.press("Control+End")
        await self.user.type("\nprint(double(21))")
        await self.see(TYPING)
        await self.page.set_viewport_size(WINDOW)

    async def draw(self) -> None:
        """Draws a box."""
        tool = self.page.locator(".excalidraw [data-testid=toolbar-rectangle] + *").first
        await self.user.click(tool, tool)
        box = await self.page.locator("canvas.interactive").bounding_box()
        assert box is not None
        x, y = box["x"] + box["width"] / 3, box["y"] + box["height"] / 2
        await self.page.mouse.move(x, y)
        await self.page.mouse.down()
        await self.page.mouse.move(x + 80, y + 40, steps=4)
        await self.page.mouse.up()
        self.user.drag()

    async def send(self, kind: str) -> None:
        before = await self.asked.inner_text()
        send = self.page.get_by_role("button", name="Send", exact=True)
        await self.page.wait_for_timeout(waiting.SETTLED_MILLISECONDS)  # new labels ignore presses
        await self.user.click(send, self.asked.filter(has_not_text=before).or_(self.end).first)
        await expect(self.page.get_by_test_id("state")).not_to_contain_text("One moment")
        await self.see(f"sent {kind}")
