"""The pages before and after the room, and the practice page, in each of their states."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from playwright.async_api import Page

from tests.web import waiting
from tests.web.played import player_of
from tests.web.record_fake import NOTED, checked, rights, transcript, yourself
from tests.web.room_fake import (
    ANSWERED,
    CONVERSATION,
    INVITED,
    FakeRoom,
    OpenPage,
    entry,
    open_landing,
)
from tests.web.waiting import SLOW, see

BROKEN = {
    "code": "STORAGE_UNAVAILABLE",
    "message": "The storage cannot be used right now. Nothing was changed; try again shortly.",
    "requestId": "req_7f3a9c21",
}

State = Callable[[OpenPage], Awaitable[Page]]
STATES: dict[str, State] = {}


def state(make: State) -> State:
    STATES[make.__name__] = make
    return make


# --- before the room ---


@state
async def landing_open(open_page: OpenPage) -> Page:
    return await open_landing(open_page, FakeRoom())


@state
async def landing_invited(open_page: OpenPage) -> Page:
    return await open_landing(open_page, FakeRoom(entry=INVITED), path="/i/backend?token=x")


@state
async def landing_preview(open_page: OpenPage) -> Page:
    made = entry("new", interview={**entry("new")["interview"], "isPreview": True})
    page = await open_landing(open_page, FakeRoom(entry=made))
    await page.get_by_text("Preview: nothing is saved or counted").wait_for()
    return page


@state
async def landing_problems(open_page: OpenPage) -> Page:
    page = await open_landing(open_page, FakeRoom())
    await page.get_by_role("button", name="Continue").click()
    await page.get_by_text("There is a problem").wait_for()
    return page


@state
async def landing_loading(open_page: OpenPage) -> Page:
    page = await open_landing(open_page, FakeRoom(entry=None))
    await see(page, SLOW)
    return page


@state
async def landing_unreachable(open_page: OpenPage) -> Page:
    return await open_landing(open_page, FakeRoom(entry_status=0))


@state
async def landing_failing(open_page: OpenPage) -> Page:
    return await open_landing(open_page, FakeRoom(entry_status=503, error=BROKEN))


@state
async def landing_chinese(open_page: OpenPage) -> Page:
    page = await open_landing(open_page, FakeRoom())
    await page.get_by_role("button", name="中文").click()
    await page.get_by_role("button", name="继续").wait_for()
    return page


def wall(name: str, **changes: Any) -> State:
    async def make(open_page: OpenPage) -> Page:
        return await open_landing(open_page, FakeRoom(entry=entry(name, **changes)))

    return make


for _name in ("resumable", "completed", "time_is_up", "closed", "not_ready", "full", "unknown"):
    STATES[f"wall_{_name}"] = wall(_name)
STATES["wall_expired"] = wall("expired", endedAt="2026-11-12T17:00:00.000Z")
STATES["wall_revoked"] = wall("revoked", endedAt="2026-11-12T17:00:00.000Z")
for _name in ("invite_only", "test"):
    STATES[f"wall_{_name}"] = wall(_name, interview={"title": "Backend engineer, first conversation"})


async def to_consent(open_page: OpenPage, fake: FakeRoom) -> Page:
    page = await open_landing(open_page, fake, path="/i/backend?token=x")
    await page.get_by_role("button", name="Continue").click()
    await page.get_by_role("heading", name="Before we begin").wait_for()
    return page


@state
async def consent(open_page: OpenPage) -> Page:
    return await to_consent(open_page, FakeRoom(entry=INVITED))


@state
async def consent_problem(open_page: OpenPage) -> Page:
    page = await to_consent(open_page, FakeRoom(entry=INVITED))
    await page.get_by_role("button", name="I agree").click()
    return page


@state
async def consent_failing(open_page: OpenPage) -> Page:
    error = {
        "code": "PLAN_LIMIT_EXCEEDED",
        "message": "This month's interview hours are used up.",
        "requestId": "req_1",
    }
    page = await to_consent(open_page, FakeRoom(entry=INVITED, start_error=(403, error)))
    await page.get_by_role("checkbox", name="an AI interviews me").check()
    await page.get_by_role("button", name="I agree").click()
    await page.get_by_text("can’t start at the moment").wait_for()
    return page


@state
async def declined(open_page: OpenPage) -> Page:
    page = await to_consent(open_page, FakeRoom(entry=INVITED))
    await page.get_by_role("button", name="I don’t agree").click()
    return page


@state
async def landing_request(open_page: OpenPage) -> Page:
    page = await open_landing(open_page, FakeRoom())
    await page.get_by_role("heading", name="Prefer not to talk to an AI?").click()
    await page.get_by_role("button", name="I’d rather talk to a person").click()
    return page


@state
async def landing_request_problems(open_page: OpenPage) -> Page:
    page = await landing_request(open_page)
    await page.get_by_role("button", name="Send the request").click()
    return page


@state
async def landing_request_failing(open_page: OpenPage) -> Page:
    page = await open_landing(open_page, FakeRoom(entry=INVITED, save_status=503, error=BROKEN), path=WITH_TOKEN)
    await page.get_by_role("heading", name="Adjustments, if you need any").click()
    await page.get_by_role("button", name="Ask for something else").click()
    await page.get_by_label("What do you need?").fill("A screen reader that reads Polish aloud.")
    await page.get_by_role("button", name="Send the request").click()
    await page.get_by_text("isn’t working").wait_for()
    return page


@state
async def landing_request_sent(open_page: OpenPage) -> Page:
    page = await open_landing(open_page, FakeRoom(entry=INVITED), path=WITH_TOKEN)
    await page.get_by_role("heading", name="Prefer not to talk to an AI?").click()
    await page.get_by_role("button", name="I’d rather talk to a person").click()
    await page.get_by_role("button", name="Send the request").click()
    await page.get_by_role("heading", name="Your request has been sent").wait_for()
    return page


# --- the practice ---


@state
async def practice(open_page: OpenPage) -> Page:
    page = await open_landing(open_page, FakeRoom(), path="/i/backend/practice")
    await page.get_by_text("Nothing here is kept or used in the report").wait_for()
    return page


@state
async def practice_paused(open_page: OpenPage) -> Page:
    page = await practice(open_page)
    await page.get_by_role("button", name="Pause").click()
    return page


@state
async def practice_over(open_page: OpenPage) -> Page:
    page = await practice(open_page)
    await page.get_by_label("Your answer", exact=True).fill("A small kitchen. The window is open.")
    await waiting.press_anew(page.get_by_role("button", name="Send"))
    await page.get_by_role("heading", name="That’s how it works").wait_for()
    await page.get_by_text("You said “A small kitchen”.").wait_for()
    return page


# --- after the room ---


def after(
    page_name: str, wait_for: str, do: Callable[[Page], Awaitable[None]] | None = None, query: str = "", **fake: Any
) -> State:
    async def make(open_page: OpenPage) -> Page:
        faked = FakeRoom(**{"entry": OVER, **fake})
        page = await open_landing(open_page, faked, path=f"/i/backend/{page_name}{query}")
        await see(page, wait_for)
        if do is not None:
            await do(page)
        return page

    return make


def press(*names: str) -> Callable[[Page], Awaitable[None]]:
    async def do(page: Page) -> None:
        for name in names:
            await page.get_by_role("button", name=name, exact=True).first.click()

    return do


async def write_a_correction(page: Page) -> None:
    await press("Correct this answer")(page)
    await page.get_by_label("What you meant to say").fill("In our spring sale the orders went through two queues.")


async def save_in_vain(page: Page) -> None:
    await write_a_correction(page)
    await page.get_by_text("Not saved yet").wait_for()


async def search(page: Page) -> None:
    await page.get_by_label("Search the transcript").fill("queue")


async def look_further_down(page: Page) -> None:
    await page.get_by_role("button", name="Leave out of the report").first.click()
    await page.get_by_role("checkbox").check()


async def give_a_wrong_code(page: Page) -> None:
    await page.get_by_label("Six-digit code").fill("000000")
    await page.get_by_role("button", name="Continue").click()
    await page.get_by_text("That code doesn’t match").wait_for()


async def give_an_old_code(page: Page) -> None:
    (await player_of(page)).on("/identify$", lambda asked: asked.answer(status=409, json={"error": OVER_CODE}))
    await page.get_by_label("Six-digit code").fill("000000")
    await page.get_by_role("button", name="Continue").click()
    await page.get_by_text("That code has expired").wait_for()


async def erase(page: Page) -> None:
    await press("Erase my data…", "Continue to erasure…", "Erase everything")(page)
    await page.get_by_role("heading", name="Your data has been erased").wait_for()


OVER = entry("completed", canReview=True, reviewUntil="2126-11-15T09:36:00.000Z")
OVER_CODE = {"code": "CONFLICT", "message": "That code is no longer good.", "state": "code_over"}
WITH_TOKEN = "/i/backend?token=x"
CORRECTED = transcript(
    *(checked(message) for message in CONVERSATION[:2]),
    checked(
        ANSWERED,
        content="In our spring sale the orders went through two queues, and the second one filled up.",
        note="I mixed the two up: there was one for payments, too.",
    ),
    checked(CONVERSATION[3]),
    checked(
        {**ANSWERED, "seq": 5, "content": "I have said that before."},
        isLeftOut=True,
        reason="I misunderstood the question.",
    ),
    remark="The second half was late in the evening for me.",
    integrity=NOTED,
)
PAST = transcript(*map(checked, CONVERSATION), until="2026-11-15T09:36:00.000Z", canReview=False)
GONE = {"id": "2026-11-24-7KQ2MXPA", "at": "2026-11-24T09:36:00.000Z"}
SENT = CORRECTED | {"isSent": True, "canReview": False}
EARLY = transcript(*map(checked, CONVERSATION), until=None, canReview=False)
OFTEN = rights(
    seenBy=[
        {"who": f"Reader number {number}", "what": "Session and report", "at": f"2026-11-16T08:{number:02d}:00.000Z"}
        for number in range(12)
    ],
    requests=[
        {"kind": "human_review", "at": "2026-11-16T08:30:00.000Z", "state": "OPEN"},
        {"kind": "adjustment", "at": "2026-11-13T08:30:00.000Z", "state": "DONE"},
    ],
)
TWICE = rights(
    sessions=[
        {"startedAt": at, "endedAt": None, "isWithdrawn": is_withdrawn, "held": rights()["held"][1:]}
        for at, is_withdrawn in (("2026-11-20T09:29:00.000Z", False), ("2026-11-14T09:29:00.000Z", True))
    ]
)
SAID = yourself(sex="ANOTHER", ethnicity="PREFER_NOT", answeredAt="2026-11-14T10:02:00.000Z")


async def say_who_one_is(page: Page) -> None:
    """Answers by keyboard alone: the second answer of one question, the first of the next one, then the button."""
    await page.get_by_role("radio", name="Female").focus()
    await page.keyboard.press("Space")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Space")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await page.get_by_text("Saved. Thank you.").first.wait_for()


REVIEW, RIGHTS = "You can correct your answers until", "What is stored"
STATES |= {
    "wall_over": after("", "Your data and your rights"),
    "wall_withdrawn": after("", "withdrawn", entry=entry("withdrawn")),
    "wall_erased": after(
        "",
        "has been erased",
        entry=entry("erased", receipt=GONE),
    ),
    "review": after("review", REVIEW),
    "review_corrected": after("review", "Corrected by you", transcript=CORRECTED),
    "review_writing": after("review", REVIEW, write_a_correction),
    "review_leaving_out": after("review", REVIEW, look_further_down),
    "review_not_saved": after("review", REVIEW, save_in_vain, save_status=503, error=BROKEN),
    "review_search": after("review", REVIEW, search),
    "review_empty": after("review", "There is nothing to check", transcript=transcript()),
    "review_asking": after("review", REVIEW, press("Send without changes")),
    "review_sent": after("review", "Transcript sent", transcript=CORRECTED | {"isSent": True, "canReview": False}),
    "review_over": after("review", "You could correct your transcript until", transcript=PAST),
    "review_early": after("review", "over yet", transcript=EARLY),
    "review_loading": after("review", SLOW, transcript=None),
    "review_failing": after("review", "isn’t working", record_status=503, error=BROKEN),
    "rights": after("rights", RIGHTS),
    "rights_full": after("rights", RIGHTS, rights=OFTEN),
    "rights_after_a_retake": after("rights", RIGHTS, rights=TWICE),
    "rights_withdrawn": after("rights", RIGHTS, rights=rights(isWithdrawn=True, seenBy=[], canReview=False)),
    "rights_empty": after("rights", "No data is stored anymore", rights=rights(held=[], consents=[], seenBy=[])),
    "rights_provable": after("rights", "Send me a code", rights=rights(provableEmail="a•••@example.com")),
    "rights_loading": after("rights", SLOW, rights=None),
    "rights_failing": after("rights", "isn’t working", record_status=503, error=BROKEN),
    "rights_unknown": after("rights", "Open your personal link", is_known=False),
    "rights_code": after("rights", "six-digit code", query="?token=x", is_known=False, code="123456"),
    "rights_code_wrong": after(
        "rights", "six-digit code", give_a_wrong_code, "?token=x", is_known=False, code="123456"
    ),
    "rights_code_over": after("rights", "six-digit code", give_an_old_code, "?token=x", is_known=False, code="123456"),
    "rights_review_asking": after("rights", RIGHTS, press("Ask for a review by a person")),
    "rights_withdraw": after("rights", RIGHTS, press("Withdraw my consent…")),
    "rights_erase": after("rights", RIGHTS, press("Erase my data…")),
    "rights_erase_sure": after("rights", RIGHTS, press("Erase my data…", "Continue to erasure…")),
    "rights_receipt": after("rights", RIGHTS, erase),
    "rights_asking": after(
        "rights", "Two optional questions about yourself", rights=rights(asksSelfIdentification=True)
    ),
    "yourself": after("yourself", "You don’t have to answer", say_who_one_is),
    "yourself_kept": after("yourself", "Delete my answers", yourself=SAID),
    "yourself_not_asked": after("yourself", "doesn’t ask for this information", yourself=yourself(isAsked=False)),
}
FAULTS = {
    "landing_unreachable": "Failed to load",
    "landing_failing": "503",
    "landing_request_failing": "503",
    "consent_failing": "403",
    "review_not_saved": "503",
    "review_failing": "503",
    "rights_failing": "503",
    "rights_unknown": "401",
    "rights_code_wrong": "40",
    "rights_code_over": "40",
}
