"""States of the dashboard's frame, of signing in, and of the list of interviews, with a faked API."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from playwright.async_api import Page

from tests.web.dashboard_fake import (
    HELD,
    UNAUTHORIZED,
    FakeApi,
    Reply,
    interview,
    me,
    open_dashboard,
    refusal,
)
from tests.web.page_states import State
from tests.web.room_fake import OpenPage
from tests.web.waiting import SLOW, see

Do = Callable[[Page], Awaitable[None]]


def at(path: str, wait_for: str, do: Do | None = None, **fake: Any) -> State:
    """Opens the page at an address, waits until it shows `wait_for`, and then calls `do`."""

    async def make(open_page: OpenPage) -> Page:
        page = await open_dashboard(open_page, FakeApi(**fake), path)
        await see(page, wait_for)
        if do is not None:
            await do(page)
        return page

    return make


def press(name: str, then: str = "") -> Do:
    async def do(page: Page) -> None:
        await page.get_by_role("button", name=name).first.click()
        if then:
            await page.get_by_text(then).first.wait_for()

    return do


async def sign_in_too_often(page: Page) -> None:
    await sign_in_wrongly(page)
    await page.get_by_text("Try again in 42 seconds.").wait_for()


async def sign_in_wrongly(page: Page) -> None:
    await page.get_by_label("Email address").fill("dana@harbour.example")
    await page.get_by_label("Password", exact=True).fill("not this one")
    await page.get_by_role("button", name="Sign in").click()
    await page.locator("#problems, [role=alert] code").first.wait_for()


async def fill_in_setup(page: Page) -> None:
    for label, words in (
        ("Setup code", "K7QM-2XPA"),
        ("Your name", "Dana Whitfield"),
        ("Email address", "dana@harbour"),
        ("Password", "a sentence of words"),
        ("Organization", "Harbour Cooperative"),
    ):
        await page.get_by_label(label, exact=True).fill(words)
    await page.get_by_role("button", name="Create the owner account").click()
    await page.get_by_text("There is a problem").wait_for()


async def go_offline(page: Page) -> None:
    await page.context.set_offline(True)
    await page.get_by_text("offline").first.wait_for()


async def show_more(page: Page) -> None:
    await page.get_by_role("button", name="Show 20 more").click()
    await page.get_by_text("Interview number 40").wait_for()


async def open_menu_when_narrow(page: Page) -> None:
    await page.set_viewport_size({"width": 360, "height": 780})
    await page.get_by_role("button", name="Menu", exact=True).click()
    await page.get_by_role("dialog").wait_for()


SIGNED_OUT: dict[str, Any] = {"me": None}
BAD_ADDRESS = {
    "code": "BAD_REQUEST",
    "message": "Some fields are wrong.",
    "requestId": "req_1",
    "details": [{"path": "email", "message": "This is not an email address."}],
}
FIRST = [interview(number) for number in range(1, 21)]
NEXT = [interview(number) for number in range(21, 41)]
LIST, OWN = "/interviews", "Backend engineer"
STATES: dict[str, State] = {
    "sign_in": at("/sign-in", "Show the password", **SIGNED_OUT),
    "sign_in_from_a_page": at("/interviews?status=active", "Show the password", **SIGNED_OUT),
    "sign_in_problems": at("/sign-in", "Show the password", press("Sign in", "There is a problem"), **SIGNED_OUT),
    "sign_in_wrong": at(
        "/sign-in",
        "Show the password",
        sign_in_wrongly,
        replies={"POST /auth/sign-in": refusal(401, UNAUTHORIZED)},
        **SIGNED_OUT,
    ),
    "sign_in_too_often": at(
        "/sign-in",
        "Show the password",
        sign_in_too_often,
        replies={
            "POST /auth/sign-in": refusal(429, {"code": "RATE_LIMITED", "message": "Wait."}, **{"Retry-After": "42"})
        },
        **SIGNED_OUT,
    ),
    "sign_in_failing": at(
        "/sign-in", "Show the password", sign_in_wrongly, replies={"POST /auth/sign-in": refusal()}, **SIGNED_OUT
    ),
    "sign_in_offline": at("/sign-in", "Show the password", go_offline, **SIGNED_OUT),
    "welcome": at("/welcome", "Setup code", needs_setup=True, **SIGNED_OUT),
    "welcome_from_anywhere": at("/", "Setup code", needs_setup=True, **SIGNED_OUT),
    "welcome_problems": at(
        "/welcome", "Setup code", press("Create the owner", "There is a problem"), needs_setup=True, **SIGNED_OUT
    ),
    "welcome_refused": at(
        "/welcome",
        "Setup code",
        fill_in_setup,
        needs_setup=True,
        replies={"POST /auth/setup": refusal(400, BAD_ADDRESS)},
        **SIGNED_OUT,
    ),
    "frame_loading": at(LIST, SLOW, replies={"GET /me": HELD}),
    "frame_failing": at(LIST, "could not be loaded", replies={"GET /me": refusal()}),
    "frame_menu": at(LIST, OWN, press("Harbour Cooperative", "Signed in as")),
    "frame_menu_phone": at(LIST, OWN, open_menu_when_narrow),
    "unknown_page": at("/nothing/at/all", "nothing at this address"),
    "interviews": at(LIST, OWN),
    "interviews_viewer": at(LIST, "You can view this", me=me("VIEWER")),
    "interviews_loading": at(LIST, SLOW, replies={"GET /interviews": HELD}),
    "interviews_empty": at(LIST, "No interviews yet", replies={"GET /interviews": Reply([])}),
    "interviews_filtered": at(f"{LIST}?status=closed", "Designer portfolio"),
    "interviews_none_match": at(f"{LIST}?search=astronaut", "Clear filters"),
    "interviews_failing": at(LIST, "could not be loaded", replies={"GET /interviews": refusal()}),
    "interviews_unreachable": at(LIST, "reach the server", replies={"GET /interviews": Reply(status=0)}),
    "interviews_more": at(
        LIST,
        "Interview number 20",
        show_more,
        replies={"GET /interviews": [Reply(FIRST, cursor="c1"), Reply(NEXT)]},
    ),
    "interviews_more_failing": at(
        LIST,
        "Interview number 20",
        press("Show 20 more", "More rows could not be loaded"),
        replies={"GET /interviews": [Reply(FIRST, cursor="c1"), refusal()]},
    ),
    "interviews_offline": at(LIST, OWN, go_offline),
}


async def interviews_chinese(open_page: OpenPage) -> Page:
    page = await open_dashboard(open_page, FakeApi(), LIST, locale="zh-CN")
    await page.get_by_role("heading", name="面试").wait_for()
    await page.get_by_text(OWN).wait_for()
    return page


async def interviews_right_to_left(open_page: OpenPage) -> Page:
    page = await at(LIST, OWN)(open_page)
    await page.evaluate("document.documentElement.dir = 'rtl'")
    return page


STATES |= {"interviews_chinese": interviews_chinese, "interviews_right_to_left": interviews_right_to_left}
