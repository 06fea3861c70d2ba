"""An interview with all six kinds of questions by keyboard alone: the focus is visible at every stop, a screen
reader finds the question before the controls that answer it, and each answer is stored with its data.
"""

from __future__ import annotations

import re
from typing import Any

import httpx2
from playwright.async_api import Page, expect

from tests.web.room_fake import OpenPage
from tests.web.test_whole_path import ANSWER, enter, get_to, press_until, publish, question, say, tab_to

QUESTIONS: list[dict[str, Any]] = [
    {"text": "Tell me about a time a system you looked after failed under load."},
    {"text": "Which of these do you know best?", "type": "SINGLE_CHOICE", "options": ["Kafka", "Redis", "SQLite"]},
    {"text": "Which of these have you run?", "type": "MULTIPLE_CHOICE", "options": ["Linux", "BSD", "Solaris"]},
    {"text": "Write a function that doubles a number.", "type": "CODING", "starterCode": "def double(x):\n    ..."},
    {"text": "Sketch how an order travels to the warehouse.", "type": "WHITEBOARD"},
    {"text": "How do your customers notice an outage?", "type": "RESEARCH"},
]
# What a screen reader finds between a question and the controls, in this order; other elements may come in between.
ANSWERED_BY = {
    1: """
  - group "Conversation":
    - log "Transcript":
      - article:
        - paragraph: Aural, AI interviewer
  - region "Interview controls":
    - textbox "Your answer"
""",
    2: """
  - group "Conversation":
    - group "Choose one":
      - radio "Kafka"
      - radio "Redis"
      - radio "SQLite"
      - textbox "Something else (in my own words)"
    - log "Transcript":
      - article:
        - paragraph: You
  - region "Interview controls":
    - button "Say why (optional)"
""",
    3: """
  - group "Conversation":
    - group "Choose all that apply":
      - checkbox "Linux"
      - checkbox "BSD"
      - checkbox "Solaris"
      - textbox "Something else (in my own words)"
    - log "Transcript":
      - article:
        - paragraph: You
        - list:
          - listitem: Redis
  - region "Interview controls":
    - button "Say why (optional)"
""",
    4: """
  - combobox "Language"
  - button "Start again from the starter code"
  - textbox /^Your code, Python/
  - button "Run"
  - log "Output"
  - group "Conversation":
    - log "Transcript":
      - article:
        - paragraph: You
        - list:
          - listitem: Linux
          - listitem: BSD
  - region "Interview controls":
    - textbox "Explain your code (optional)"
""",
    5: """
  - group "How do you want to answer?":
    - button "Draw" [pressed]
    - button "Describe in words"
  - region "Whiteboard"
  - group "Conversation":
    - log "Transcript":
      - article:
        - figure /^Python/
  - region "Interview controls":
    - textbox "Explain your drawing (optional)"
""",
    6: """
  - group "Conversation":
    - log "Transcript":
      - article:
        - paragraph: You
  - region "Interview controls":
    - textbox "Your answer"
""",
}
BOARD = "The shop writes an order into a log, the warehouse reads it and confirms each parcel."
FOCUS_IS_SEEN = """async () => {
    let active = document.activeElement;
    while (active.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    const name = active.outerHTML.slice(0, 200);
    const pass = milliseconds => new Promise(done => setTimeout(done, milliseconds));
    const isInSight = () => {
        const place = active.getBoundingClientRect();
        return place.width > 0 && place.bottom >= 0 && place.top <= innerHeight;
    };
    for (let count = 0; count < 500 && !isInSight(); count++) await pass(10);  // the page scrolls to it
    if (!isInSight()) return `${name} is out of sight`;
    const around = [active];
    while (around.length < 5 && around.at(-1).parentElement) around.push(around.at(-1).parentElement);
    const look = element => getComputedStyle(element).outline + getComputedStyle(element).boxShadow;
    const changes = async (change) => {  // an editor notices a moment later
        const before = around.map(look);
        const differs = () => around.some((element, index) => look(element) !== before[index]);
        change();
        for (let count = 0; count < 100 && !differs(); count++) await pass(10);
        return differs();
    };
    const isSeen = await changes(() => active.blur());
    const isSeenAgain = await changes(() => active.focus({ preventScroll: true }));
    return isSeen || isSeenAgain ? "" : `no focus is seen on ${name}`;
}"""
NEW_STOPS = """() => {
    const active = document.activeElement;
    if (window.stops.has(active)) return null;
    window.stops.add(active);
    return active === document.body ? 0 : 1;
}"""
#: Waits until no element has come or gone for half a second: the board replaces its tools while it loads.
NO_CHANGES = """() => new Promise((done) => {
    let timer;
    const wait = () => { clearTimeout(timer); timer = setTimeout(() => { observer.disconnect(); done(); }, 500); };
    const observer = new MutationObserver(wait);
    observer.observe(document.body, { subtree: true, childList: true });
    wait();
})"""
MOST_STOPS = 80


async def walk(page: Page, attempts: int = 1) -> int:
    """Tabs through the whole page once, checks that the focus is visible at each stop, and returns the number of
    stops. With `attempts`, begins again if the page replaces the focused element while it loads; a control that is
    always replaced fails each time.
    """
    unseen: list[str] = []
    stops = 0
    await page.evaluate("() => { window.stops = new Set(); document.activeElement.blur(); }")
    for _ in range(MOST_STOPS):
        await page.keyboard.press("Tab")
        new = await page.evaluate(NEW_STOPS)  # 0 at the end of the page, None if it was visited before
        if new is None:
            assert unseen == []
            return stops
        stops += new
        fault = await page.evaluate(FOCUS_IS_SEEN) if new else None
        if fault and "on <body>" in fault and attempts > 1:
            await page.evaluate(NO_CHANGES)
            return await walk(page, attempts - 1)
        unseen += [fault] if fault else []
    raise AssertionError("Tab does not come around")


async def hear(page: Page, number: int) -> None:
    """Checks what a screen reader gets: the progress, the question, the controls that answer it, and how to send it."""
    text = QUESTIONS[number - 1]["text"]
    await expect(page.locator("body")).to_match_aria_snapshot(
        f'''
- link "Skip to main content"
- banner:
  - button "Finish"
  - group "Progress":
    - paragraph: Question {number} of 6
- main:
  - region "Question":
    - heading "{text}" [level=1]
{ANSWERED_BY[number].strip(chr(10))}
    - button "Send"
    - group "Ask the interviewer":
      - button "Repeat"
      - button "Skip"
      - button "Pause"
- status
- alert
'''
    )


async def test_six_kinds_of_question_by_keyboard_and_in_a_screen_readers_tree(
    api: httpx2.AsyncClient, open_page: OpenPage
) -> None:
    interview, path = await publish(api, QUESTIONS)
    page = await open_page(path)
    await expect(page.get_by_text("An AI interviews you")).to_be_visible()
    assert await walk(page) >= 3
    await enter(page)
    await hear(page, 1)
    assert await walk(page) >= 8
    await say(page, ANSWER)

    await get_to(page, question(2))
    await hear(page, 2)
    await tab_to(page, "input[type=radio]")
    await page.keyboard.press("Space")
    await page.keyboard.press("ArrowDown")
    await walk(page)
    await say(page, "Three years of it in production.")

    await get_to(page, question(3))
    await hear(page, 3)
    await tab_to(page, "input[type=checkbox]")
    await page.keyboard.press("Space")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Space")
    await walk(page)
    await say(page, "Both for three years, in one team of four.")

    await get_to(page, question(4))
    await expect(page.get_by_role("textbox", name=re.compile("^Your code"))).to_be_visible()  # it loads a moment later
    await hear(page, 4)
    await tab_to(page, "#code")
    await page.keyboard.press("Control+A")
    await page.keyboard.type("def double(x): return 2 * x")
    await walk(page)
    await say(page, "It multiplies by two, and works for text as well, which one may not want.")

    await get_to(page, question(5))
    await hear(page, 5)
    await expect(page.locator("canvas").first).to_be_visible()  # until then the page grows
    await page.evaluate(NO_CHANGES)
    await walk(page, attempts=3)  # the board replaces its tools while it loads
    await say(page, BOARD)
    await get_to(page, question(6))
    await hear(page, 6)
    await say(page, "They call us within five minutes, since their own tills stop.")
    await get_to(page, re.compile("This is the last step"))
    await tab_to(page, "button", "Nothing to add")
    await press_until(page, "Thank you, Mina")
    await expect(page.get_by_role("heading", name="Thank you, Mina")).to_be_focused()
    assert await walk(page) >= 1
    await check_stored(api, interview)


async def check_stored(api: httpx2.AsyncClient, interview: str) -> None:
    session = (await api.get(f"/interviews/{interview}/sessions")).json()["data"][0]
    messages = (await api.get(f"/sessions/{session['id']}")).json()["data"]["messages"]
    answers = [message for message in messages if message["role"] == "user"]
    data = [answer["data"] for answer in answers if answer["data"]]
    assert answers[0]["content"] == ANSWER
    assert [found["choice"] for found in data if "choice" in found] == [["Redis"], ["Linux", "BSD"]]
    assert [found["code"]["text"] for found in data if "code" in found] == ["def double(x): return 2 * x"]
    assert any(BOARD in answer["content"] for answer in answers)
