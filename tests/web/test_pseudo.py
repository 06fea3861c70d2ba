"""The room in a language that is 40 % longer than English and runs from right to left, to find what only suits English.

Every character of the catalog is replaced by another one: English on the page is text that can't be translated.
"""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Iterator
from functools import cache
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.serving import Served
from tests.web.conftest import SETTLE, SIZES, Watch
from tests.web.languages import ASSETS, any_of
from tests.web.looking import Visits, lanes, visiting
from tests.web.played import Asked, player_of
from tests.web.room_fake import CONVERSATION, INVITED, FakeRoom, OpenPage, asked, entry, message, room

PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
OTHER = "áƀçđéƒĝĥíĵķļɱñöþɋŕšţúṽŵẋýžÁƁÇĐÉƑĜĤÍĴĶĻṀÑÖÞɊŔŠŢÚṼŴẊÝŽ"
LETTERS = str.maketrans(PLAIN, OTHER)
MARKS = re.compile(r"(</?\d+/?>)")


def pseudo(words: str) -> str:
    """A text 40 % longer, in characters that are not English. Marks for elements stay."""
    parts = [part if MARKS.fullmatch(part) else part.translate(LETTERS) for part in MARKS.split(words)]
    length = sum(len(part) for part in parts if not MARKS.fullmatch(part))
    return "".join(parts) + " ~" * round(0.2 * length)


def translate(compiled: list[Any]) -> list[Any]:
    """Translates a compiled message: texts and placeholders, `[name]` or `[name, "plural", {form: message}]`; "#" is
    the number.
    """
    return [
        part if part == "#" else pseudo(part) if isinstance(part, str) else translate_hole(part) for part in compiled
    ]


def translate_hole(hole: list[Any]) -> list[Any]:
    return [{form: translate(text) for form, text in part.items()} if isinstance(part, dict) else part for part in hole]


CATALOGUE = re.compile(r"JSON\.parse\((`|'|\")(.*)\1\)", re.DOTALL)


@cache
def in_pseudo(file: str) -> str:
    """The translation of a built English catalog."""
    script = (ASSETS / file).read_text()
    written = CATALOGUE.search(script)
    if written is None:  # the whiteboard's own catalog, whose name is similar to ours
        return script
    messages = json.loads(re.sub(r"\\(.)", lambda escape: escape[1] if escape[1] in "`'$\\" else escape[0], written[2]))
    translated = json.dumps({key: translate(value) for key, value in messages.items()})
    return script[: written.start()] + f"JSON.parse({json.dumps(translated)})" + script[written.end() :]


async def answer_in_pseudo(asked: Asked) -> None:
    await asked.answer(body=in_pseudo(asked.url.rpartition("/")[2]), media_type="text/javascript")


CLICK_SUBMIT = "form button[type=submit]"
END = "header button[aria-haspopup=dialog] >> nth=1"
PROBLEM = "header button[aria-haspopup=dialog] >> nth=0"
DIALOG_LAST = "dialog button >> nth=-1"
IN_ROOM = "/i/backend/room"
AT_QUESTION: dict[str, dict[str, Any]] = {
    "choice": asked(type="SINGLE_CHOICE", options=["12", "34"], text="12?"),
    "code": asked(type="CODING", starterCode="1 + 1", text="12?"),
    "whiteboard": asked(type="WHITEBOARD", text="12?"),
}
CLOSING = [*CONVERSATION[:3], message(4, "assistant", "closing", "Is there anything you would like to add?")]
#: The faked server, the path, and the elements to click there.
STATES: dict[str, tuple[FakeRoom, str, list[str]]] = {
    "landing": (FakeRoom(), "/i/backend", []),
    "landing_problems": (FakeRoom(), "/i/backend", [CLICK_SUBMIT]),
    "consent": (FakeRoom(entry=INVITED), "/i/backend?token=x", [CLICK_SUBMIT]),
    "consent_problem": (FakeRoom(entry=INVITED), "/i/backend?token=x", [CLICK_SUBMIT, CLICK_SUBMIT]),
    "declined": (FakeRoom(entry=INVITED), "/i/backend?token=x", [CLICK_SUBMIT, "main button >> nth=-1"]),
    **{
        f"wall_{name}": (FakeRoom(entry=entry(name)), "/i/backend", [])
        for name in ("resumable", "completed", "time_is_up", "closed", "not_ready", "full", "unknown", "invite_only")
    },
    **{
        f"room_{name}": (FakeRoom(room=room(name)), IN_ROOM, [])
        for name in ("greeting", "your_turn", "thinking", "minute", "paused", "problem")
    },
    "room_connecting": (FakeRoom(opens=False), IN_ROOM, []),
    "room_closing": (FakeRoom(messages=CLOSING, room=room("closing")), IN_ROOM, []),
    "room_warning": (FakeRoom(room=room(seconds=295)), IN_ROOM, []),
    "room_last_minute": (FakeRoom(room=room(seconds=55)), IN_ROOM, []),
    **{f"room_{name}": (FakeRoom(**fake), IN_ROOM, []) for name, fake in AT_QUESTION.items()},
    "room_nothing_to_send": (FakeRoom(), IN_ROOM, [CLICK_SUBMIT]),
    "room_end": (FakeRoom(), IN_ROOM, [END]),
    "room_end_sure": (FakeRoom(), IN_ROOM, [END, DIALOG_LAST]),
    "room_problem_dialog": (FakeRoom(), IN_ROOM, [PROBLEM]),
    "room_elsewhere": (FakeRoom(close=4409), IN_ROOM, []),
    "room_out_of_date": (FakeRoom(close=4426), IN_ROOM, []),
    "practice": (FakeRoom(), "/i/backend/practice", []),
    "review": (FakeRoom(), "/i/backend/review", []),
    "review_correcting": (FakeRoom(), "/i/backend/review", ["article button >> nth=0"]),
    "review_sending": (FakeRoom(), "/i/backend/review", ["main button >> nth=-1"]),
    "rights": (FakeRoom(), "/i/backend/rights", []),
    "rights_erase": (FakeRoom(), "/i/backend/rights", ["main button >> nth=-1"]),
    "room_asking_skip": (FakeRoom(room=room(asks="skip")), IN_ROOM, []),
    "done": (FakeRoom(room=room("done", endReason="FINISHED")), IN_ROOM, []),
}

#: Texts of the browser, which takes the page's language for English, and the labels of keys.
DATE = re.compile(r"\d+ [A-Z][a-z]+( \d{4})?( at \d\d:\d\d( UTC)?)?")
NAMES = ["English", "Ctrl + Enter", "Python"]

#: Collects what is shown or read aloud, and what is cut off or out of place. It waits some frames until everything has
#: found its place in a window that has just become narrow.
LOOK = """async () => {
    let seen = look();
    for (let frame = 0; (seen.clipped.length > 0 || seen.sideways > 0) && frame < 60; frame += 1) {
        await new Promise((drawn) => requestAnimationFrame(drawn));
        seen = look();
    }
    return seen;

    function look() {
        const isShown = (element) => element.checkVisibility({ visibilityProperty: true });
        const words = [document.title];
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
            const parent = walker.currentNode.parentElement;
            const isOurs = !parent.closest("script, style, option, .excalidraw, [lang]:not(html)");
            if (isShown(parent) && isOurs) words.push(walker.currentNode.data);
        }
        const clipped = [];
        const width = document.documentElement.clientWidth;
        for (const element of document.querySelectorAll("body *")) {
            for (const name of ["aria-label", "title", "placeholder", "alt"]) {
                const isOurs = isShown(element) && !element.closest(".excalidraw");
                if (element.hasAttribute(name) && isOurs) words.push(element.getAttribute(name));
            }
            const others = ".sr-only, .excalidraw, #code, pre, svg, textarea, input, [aria-hidden=true]";
            if (!isShown(element) || element.closest(others)) continue;
            const box = element.getBoundingClientRect();
            const isOut = box.width > 0 && (box.left < -1 || box.right > width + 1) && box.bottom > 0;
            const holds = element.matches("button, a, label, legend, h1, h2, p, li, dialog");
            const { overflowX, overflowY, display } = getComputedStyle(element);
            const isScrolled = overflowY === "auto" || overflowY === "scroll";  // nothing below is lost
            const isCut = (holds || overflowX !== "visible") && display !== "inline" &&
                (element.scrollWidth > element.clientWidth + 1 ||
                    !isScrolled && element.scrollHeight > element.clientHeight + 3);
            const { scrollWidth, clientWidth, scrollHeight, clientHeight } = element;
            const by = `${box.left}–${box.right}, ${scrollWidth}×${scrollHeight} in ${clientWidth}×${clientHeight}`;
            const what = `${element.tagName} ${element.className} (${by}): ${element.textContent.slice(0, 60)}`;
            if (isOut || isCut) clipped.push(what);
        }
        return { words, clipped, sideways: document.documentElement.scrollWidth - width };
    }
}"""


def texts(value: Any) -> Iterator[str]:
    """Every text that the server sent, which is in the interview's language and not in the page's."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part)


def english_left(words: list[str], fake: FakeRoom) -> list[str]:
    told = [fake.entry, fake.messages, fake.room, fake.transcript, fake.rights, INVITED]
    sent = {*texts(told), fake.name, *NAMES}
    sent_alone = any_of(text for text in sent if len(text) > 2)
    left = []
    for text in words:
        rest = sent_alone.sub("", DATE.sub("", text))
        if re.search(r"[A-Za-z]{2}", rest) and not any(rest.strip() in known for known in sent):
            left.append(text)
    return left


async def open_in_pseudo(open_page: OpenPage, fake: FakeRoom, path: str) -> Page:
    page = await open_page("")
    await page.emulate_media(reduced_motion="reduce")
    (await player_of(page, "*/assets/en-*.js")).on("/assets/en-", answer_in_pseudo)
    await fake.attach(page)
    await page.goto(path)
    await page.get_by_role("heading", level=1).first.wait_for(state="attached")
    await page.evaluate("document.documentElement.dir = 'rtl'")
    return page


async def look_for_english(name: str, open_page: OpenPage) -> list[str]:
    fake, path, presses = STATES[name]
    if path == IN_ROOM:
        fake.entry, fake.session = entry("resumable"), "resumed"
    page = await open_in_pseudo(open_page, fake, path)
    if path == IN_ROOM and fake.opens:
        await page.locator("main").get_by_text(" ~").first.wait_for()
    for press in presses:
        await page.locator(press).click()
    if name == "room_whiteboard":
        await page.locator("canvas").first.wait_for()
        await expect(page.get_by_text("Loading scene…")).to_have_count(0)  # shown by the whiteboard for a moment
    found: list[str] = []
    for size, (width, height) in SIZES.items():
        await page.set_viewport_size({"width": width, "height": height})
        await page.evaluate(SETTLE)
        look = await page.evaluate(LOOK)
        found += [f"{size}: English: {text}" for text in english_left(look["words"], fake)]
        cut = [place for place in look["clipped"] if "line-clamp" not in place]  # lines are clamped on purpose
        found += [f"{size}: clipped: {place}" for place in cut]
        if look["sideways"] > 0:
            found.append(f"{size}: {look['sideways']} pixels wider than the window")
    return found


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def visits(request: pytest.FixtureRequest, browser_for_looks: Browser, server: Served) -> AsyncIterator[Visits]:
    async with lanes(browser_for_looks, server.url) as clean:

        async def visit(name: str) -> list[str]:
            watch = Watch()
            async with clean(watch) as open_page:
                return await look_for_english(name, open_page) + watch.faults

        async with visiting(request.session, "test_no_english_is_left_and_nothing_is_clipped", visit) as visits:
            yield visits


@pytest.mark.xdist_group("pseudo")
@pytest.mark.parametrize("name", STATES)
async def test_no_english_is_left_and_nothing_is_clipped(name: str, visits: Visits) -> None:
    found = await visits.findings(name)
    assert not found, "\n".join(found)
