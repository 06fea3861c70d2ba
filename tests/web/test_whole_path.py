"""A real server, a real browser and no mouse: from an open link to a finished report."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import httpx2
from playwright.async_api import Page, expect

from tests.serving import Served
from tests.web import waiting
from tests.web.conftest import Watch, list_violations
from tests.web.room_fake import OpenPage

QUESTIONS: list[dict[str, Any]] = [
    {"text": "Tell me about a time a system you looked after failed under load."},
    {
        "text": "Which of these have you run in production?",
        "type": "MULTIPLE_CHOICE",
        "options": ["Kafka", "Redis", "None"],
    },
    {"text": "Write a function that doubles a number.", "type": "CODING", "starterCode": "def double(x):\n    ..."},
    {"text": "Sketch how an order travels to the warehouse.", "type": "WHITEBOARD", "required": False},
]
ANSWER = (
    "In our spring sale in 2024 I was on call. The order queue filled up within nine minutes because one consumer had "
    "stopped, so I paused the producer, restarted that consumer and drained 40,000 orders by hand in two hours. Since "
    "then we alert on the age of the oldest message instead of the length of the queue, since length had lied to us."
)


async def publish(api: httpx2.AsyncClient, questions: list[dict[str, Any]], **settings: Any) -> tuple[str, str]:
    """Publishes an interview, and returns its id and the path of its open link."""
    body = {"title": "Backend engineer", "followUpDepth": "LIGHT", "timeLimitMinutes": 30} | settings
    interview = (await api.post("/interviews", json=body)).json()["data"]["id"]
    made = await api.post(f"/interviews/{interview}/questions", json=questions)
    assert made.status_code in (200, 201), made.text
    published = (await api.post(f"/interviews/{interview}/publish")).json()["data"]
    return interview, f"/i/{published['publicSlug']}"


STANDS = """([selector, text]) =>
    [...document.querySelectorAll(selector)].some((element) => element.textContent.trim().startsWith(text))
"""


async def tab_to(page: Page, selector: str, text: str = "") -> None:
    """Presses Tab until the element has the focus, as users without a mouse do."""
    is_there = """([selector, text]) => {
        const active = document.activeElement;
        return active.matches(selector) && active.textContent.trim().startsWith(text);
    }"""
    await page.wait_for_function(STANDS, arg=[selector, text])  # otherwise Tab would pass the element on a slow page
    for _ in range(60):
        if await page.evaluate(is_there, [selector, text]):
            return
        await page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {selector} {text}")


async def press_until(page: Page, heading: str) -> None:
    """Presses Enter until the button reacts: it ignores keys for a moment after its label has changed."""
    async with asyncio.timeout(waiting.SECONDS):
        while not await page.get_by_role("heading", name=heading).count():
            await page.keyboard.press("Enter")


async def enter(
    page: Page,
    name: str = "Mina Okafor",
    *,
    email: str = "mina@example.com",
    agree: tuple[str, ...] = ("interview",),
) -> None:
    """Passes the landing page and the consent."""
    await expect(page.get_by_text("An AI interviews you")).to_be_visible()
    await tab_to(page, "#name")
    await page.keyboard.type(name)
    await tab_to(page, "#email")
    await page.keyboard.type(email)
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="Before we begin")).to_be_focused()
    for item in agree:
        await tab_to(page, f"#consent-{item}")
        await page.keyboard.press("Space")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Nothing here is kept or used in the report")).to_be_visible()
    await tab_to(page, "button", "Skip practice")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Nothing here is kept or used in the report")).to_have_count(0)
    await expect(page.locator("[data-ask] h1")).to_be_focused()


async def say(page: Page, words: str) -> None:
    """Sends the answer, and waits for the interviewer's reply."""
    turns = await page.get_by_role("article").count()
    if await page.get_by_role("button", name="Say why").count():  # with a choice, words are optional
        await tab_to(page, "button", "Say why")
        await page.keyboard.press("Enter")
    await tab_to(page, "#words")
    await page.keyboard.insert_text(words)
    await page.keyboard.press("Control+Enter")
    await expect(page.get_by_role("article").nth(turns + 1).or_(page.get_by_text("What happens next"))).to_be_visible()
    await expect(page.get_by_test_id("state")).not_to_contain_text("One moment")


async def get_to(page: Page, place: re.Pattern[str]) -> None:
    """Answers follow-ups until the page shows this."""
    for _ in range(6):
        if await page.get_by_text(place).count():
            return
        await say(page, "That is all I can say about it.")
    raise AssertionError(f"{place} does not come")


def question(number: int) -> re.Pattern[str]:
    return re.compile(rf"^Question {number} of")


async def test_an_interview_by_keyboard_ends_in_a_report(
    api: httpx2.AsyncClient, open_page: OpenPage, server: Served
) -> None:
    interview, path = await publish(api, QUESTIONS)
    page = await open_page(path)
    await enter(page)
    assert page.url == f"{server.url}{path}/room"
    assert await page.title() != ""
    await expect(page.get_by_text("This is your personal link")).to_be_visible()
    await expect(page.locator("h1")).to_have_text(QUESTIONS[0]["text"])

    await say(page, ANSWER)
    await get_to(page, question(2))
    await tab_to(page, "input[type=checkbox]")
    await page.keyboard.press("Space")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Space")
    await say(page, "Both for three years, in one team of four.")

    await get_to(page, question(3))
    await expect(page.locator("#code")).to_be_visible()
    await tab_to(page, "#code")
    await page.keyboard.press("Control+A")
    await page.keyboard.type("def double(x):\nreturn 2 * x")
    await page.keyboard.press("Tab")
    await say(page, "It multiplies by two, and works for text as well, which one may not want.")

    await get_to(page, question(4))
    await say(page, "The shop writes an order into a log, the warehouse reads it and confirms each parcel.")
    await get_to(page, re.compile("This is the last step"))
    assert await list_violations(page) == []

    await tab_to(page, "button", "Nothing to add")
    await press_until(page, "Thank you, Mina")
    await expect(page.get_by_role("heading", name="Thank you, Mina")).to_be_focused()

    session = (await api.get(f"/interviews/{interview}/sessions")).json()["data"][0]
    async with asyncio.timeout(waiting.SECONDS):
        report = {"reportStatus": "PENDING"}
        while report["reportStatus"] in ("PENDING", "RUNNING"):
            report = (await api.get(f"/sessions/{session['id']}")).json()["data"]
    assert (report["status"], report["reportStatus"]) == ("COMPLETED", "READY")
    assert report["participantName"] == "Mina Okafor"
    answers = [message for message in report["messages"] if message["role"] == "user"]
    assert answers[0]["content"] == ANSWER
    assert [answer["data"] for answer in answers if answer["data"] and "choice" in answer["data"]] == [
        {"choice": ["Kafka", "Redis"]}
    ]


async def test_a_reload_returns_to_the_same_question_without_a_greeting(
    api: httpx2.AsyncClient, open_page: OpenPage
) -> None:
    _, path = await publish(api, QUESTIONS[:1])
    page = await open_page(path)
    await enter(page)
    await tab_to(page, "#words")
    await page.keyboard.insert_text("Half a sentence that")
    asked = await page.locator("h1").text_content()
    turns = await page.get_by_role("article").count()
    await page.reload()
    await expect(page.locator("h1")).to_have_text(asked or "")
    await expect(page.locator("#words")).to_have_value("Half a sentence that")
    assert await page.get_by_role("article").count() == turns


async def test_a_second_tab_asks_before_it_takes_over_and_the_first_can_take_back(
    api: httpx2.AsyncClient, open_page: OpenPage
) -> None:
    _, path = await publish(api, QUESTIONS[:1])
    first = await open_page(path)
    await enter(first)
    link = await first.get_by_label("Your personal link").input_value()
    second = await open_page(link)
    await second.get_by_role("button", name="Continue at question 1 of 1").click()
    await expect(second.get_by_role("heading", name="open in another tab or on another device")).to_be_visible()
    assert "token" not in second.url
    await expect(first.get_by_test_id("state")).to_contain_text("Type your answer")
    await second.get_by_role("button", name="Continue here").click()
    await expect(second.get_by_test_id("state")).to_contain_text("Type your answer")
    await expect(first.get_by_role("heading", name="continuing somewhere else")).to_be_visible()
    await first.get_by_role("button", name="Continue here").click()
    await expect(first.get_by_test_id("state")).to_contain_text("Type your answer")
    await expect(second.get_by_role("heading", name="continuing somewhere else")).to_be_visible()


async def test_a_duplicated_tab_asks_before_it_takes_over(api: httpx2.AsyncClient, open_page: OpenPage) -> None:
    _, path = await publish(api, QUESTIONS[:1])
    first = await open_page(path)
    await enter(first)
    async with first.expect_popup() as opened:
        await first.evaluate("void window.open(location.href)")  # with a copy of everything that the tab has stored
    duplicate = await opened.value
    await expect(duplicate.get_by_role("heading", name="open in another tab or on another device")).to_be_visible()
    await expect(first.get_by_test_id("state")).to_contain_text("Type your answer")
    await first.reload()
    await expect(first.get_by_test_id("state")).to_contain_text("Type your answer")


async def test_without_a_network_the_page_reports_it_and_nothing_is_lost(
    api: httpx2.AsyncClient, open_page: OpenPage, watch: Watch
) -> None:
    _, path = await publish(api, QUESTIONS[:1])
    page = await open_page(path)
    await enter(page)
    await page.context.set_offline(True)
    await expect(page.get_by_test_id("state")).to_contain_text("Connection lost")
    await expect(page.get_by_test_id("state")).to_contain_text(re.compile(r"Everything up to \d\d:\d\d is saved"))
    await tab_to(page, "#words")
    await page.keyboard.insert_text(ANSWER)
    await page.context.set_offline(False)
    await expect(page.get_by_test_id("state")).to_contain_text(re.compile("You’re back|Type your answer"))
    await page.keyboard.press("Control+Enter")
    await expect(page.get_by_role("log").get_by_text("Saved")).to_be_visible()
    watch.faults = [fault for fault in watch.faults if "ERR_INTERNET_DISCONNECTED" not in fault]


async def test_ending_needs_two_steps_with_the_safe_button_focused(
    api: httpx2.AsyncClient, open_page: OpenPage
) -> None:
    _, path = await publish(api, QUESTIONS[:1])
    page = await open_page(path)
    await enter(page)
    await say(page, ANSWER)
    await tab_to(page, "button", "Finish")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("button", name="Keep going")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("button", name="Finish", exact=True)).to_be_focused()
    await page.keyboard.press("Enter")
    await tab_to(page, "button", "Finish…")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("button", name="Go back")).to_be_focused()
    await tab_to(page, "button", "Finish the interview")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="Thank you, Mina")).to_be_visible()


async def test_declining_stores_nothing(api: httpx2.AsyncClient, open_page: OpenPage) -> None:
    interview, path = await publish(api, QUESTIONS[:1])
    page = await open_page(path)
    await page.get_by_label("Your name").fill("Mina")
    await page.get_by_label("Your email address").fill("mina@example.com")
    await page.get_by_role("button", name="Continue").click()
    await page.get_by_role("button", name="I don’t agree").click()
    await expect(page.get_by_role("heading", name="Nothing was stored")).to_be_visible()
    assert (await api.get(f"/interviews/{interview}/sessions")).json()["data"] == []
    assert (await api.get(f"/interviews/{interview}/candidates")).json()["data"] == []
