"""States of the pages of requests, with a faked API."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from playwright.async_api import Page

from aural.privacy import examples
from tests.web import dashboard_states
from tests.web.dashboard_fake import HELD, Reply, me, refusal
from tests.web.dashboard_states import Do, press
from tests.web.page_states import State

_NOW = datetime.now(UTC)


def _day(days: float) -> str:
    return (_NOW + timedelta(days=days)).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def request(number: int = 1, **changes: Any) -> dict[str, Any]:
    return {
        **examples.REQUEST_DETAIL,
        "id": f"r{number}",
        "interviewTitle": "Backend engineer, first conversation",
        "name": "Mina Okafor",
        "email": "mina.okafor@example.com",
        "createdAt": _day(-20),
        "dueAt": _day(10.5),
        **changes,
    }


ERASURE = request(
    1,
    kind="adjustment",
    name="Alice Fernández-Villanueva",
    email="alice.fernandez.villanueva@university.example.com",
    message="I am deaf and need captions, please.\nMy interview is on Friday.",
    addressProof="NONE",
    candidateId=None,
    sessionId=None,
    eraseAskedAt=_day(-27),
    createdAt=_day(-40),
    dueAt=_day(3.5),
)
OPEN = [
    request(2, name=None, createdAt=_day(-34), dueAt=_day(-3.5), addressProof="CODE"),
    ERASURE,
    request(3),
    request(4, kind="adjustment", name="Tomás Lindqvist", email=None, addressProof=None, dueAt=None),
    request(5, kind="human_interview", candidateId=None, sessionId=None, addressProof="NONE", dueAt=_day(25)),
]
_DECIDED = {"state": "DONE", "decidedBy": "Dana Whitfield", "decidedAt": _day(-2)}
_GONE = {"name": None, "email": None, "message": None, "candidateId": None, "sessionId": None, "addressProof": None}
ERASED = request(6, **_DECIDED, **_GONE, outcome="ERASED", receiptId="2026-11-27-K7QM2XPA")
REFUSED = request(7, **_DECIDED, outcome="REFUSED", reason="Robin has reviewed your interview, and agrees with it.")
CLOSED = [
    REFUSED,
    ERASED,
    request(8, **_DECIDED, outcome="APPROVED", kind="human_interview"),
    request(9, state="DONE"),
]
REPLIES: dict[str, Reply] = {
    "GET /requests/counts": Reply({"open": len(OPEN)}),
    "GET /requests?state=OPEN": Reply(OPEN),
    "GET /requests?state=DONE": Reply(CLOSED),
    "GET /auth": Reply({"needsSetup": False, "mail": True, "singleSignOn": None}),
}


def at(
    path: str,
    wait_for: str,
    do: Do | None = None,
    *,
    who: str = "OWNER",
    lists: Reply | None = None,
    one: Any = ERASURE,
) -> State:
    """`lists` answers both lists; `one` is the request shown on the page."""
    replies = {**({} if lists is None else {"GET /requests": lists}), **REPLIES, "GET /requests/{id}": Reply(one)}
    return dashboard_states.at(path, wait_for, do, me=me(who), replies=replies)


async def open_menu(page: Page) -> None:
    await page.set_viewport_size({"width": 360, "height": 780})
    await page.get_by_role("button", name="Menu 5 requests are waiting for a decision").click()
    await page.get_by_role("dialog").wait_for()


async def type_name(page: Page) -> None:
    await press("Erase the request", "This can’t be undone")(page)
    await page.get_by_label("Type Alice").fill("Alice Fernández-Villanueva")


async def refuse_without_reason(page: Page) -> None:
    await press("Refuse", "An email will be sent to")(page)
    await page.get_by_role("button", name="Refuse the request").click()
    await page.get_by_text("Enter a reason.").wait_for()


STATES: dict[str, State] = {
    "requests": at("/requests", "2026-11-27-K7QM2XPA"),
    "requests_menu": at("/requests", "2026-11-27-K7QM2XPA", open_menu),
    "requests_empty": at("/requests", "No requests are waiting", lists=Reply([])),
    "requests_loading": at("/requests", "Still loading", lists=HELD),
    "requests_failing": at("/requests", "could not be loaded", lists=refusal()),
    "request_review": at("/requests/r3", "View the candidate", one=OPEN[2]),
    "request_erasure": at("/requests/r1", "Not confirmed"),
    "request_viewer": at("/requests/r1", "Not confirmed", who="VIEWER"),
    "request_refuse": at("/requests/r1", "Not confirmed", refuse_without_reason),
    "request_erase": at("/requests/r1", "Not confirmed", type_name),
    "request_erased": at("/requests/r6", "Receipt", one=ERASED),
    "request_refused": at("/requests/r7", "Reopen", one=REFUSED),
}
