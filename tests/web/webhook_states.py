"""States of the pages for developers, with a faked API: webhooks, deliveries, their attempts; and tracking systems."""

from __future__ import annotations

from typing import Any

from playwright.async_api import Page

from aural.integrations.examples import INTEGRATION, KEY
from aural.webhooks.examples import DELIVERY, DELIVERY_ID, WEBHOOK, WEBHOOK_ID, WHOLE_DELIVERY
from tests.web import dashboard_states
from tests.web.dashboard_fake import HELD, Reply, me, refusal
from tests.web.dashboard_states import Do
from tests.web.page_states import State

EARLIER, LATER = "2026-05-29T06:12:08.000Z", "2099-06-01T14:12:44.000Z"
OFF = {**WEBHOOK, "isEnabled": False}
LONG_URL = "https://hooks.tenant-4711.integration.example.com/v2/aural/incoming/candidates-and-sessions?region=eu-west"
WEBHOOKS = [
    WEBHOOK,
    {**WEBHOOK, "id": "w2", "description": "", "url": LONG_URL, "projectId": "p1",
     "failingSince": EARLIER, "deliveredAt": EARLIER,
     "events": ["session.completed", "session.analyzed", "session.not_scorable", "review.requested"],
     "recent": {"delivered": 31, "failed": 19}},
    {**OFF, "id": "w3", "description": "Old bot", "disabledReason": "GONE", "recent": {"delivered": 0, "failed": 6}},
    {**OFF, "id": "w4", "description": "Staging", "disabledReason": "BY_HAND", "events": [],
     "recent": {"delivered": 0, "failed": 0}, "deliveredAt": None},
]  # fmt: skip
MADE = {**WEBHOOK, "secret": "whsec_Q0JTd2h5ZG9lc3RoaXNsb29rc29sb25nYW5kc2FmZQ=="}
ROTATED = {**MADE, "previousSecretUntil": LATER}
TRYING = {**DELIVERY, "id": "d2", "state": "PENDING", "attempts": 4, "lastStatus": 503, "lastMilliseconds": 10_012,
          "nextAt": LATER, "endedAt": None}  # fmt: skip
LOST = {**DELIVERY, "id": "d3", "type": "session.not_scorable", "state": "FAILED", "attempts": 10, "lastStatus": None,
        "lastMilliseconds": 9, "reason": "Gave up after the last attempt. The connection failed."}  # fmt: skip
DELIVERIES = [
    {**DELIVERY, "id": "d1", "type": "webhook.test", "isReplay": True},
    TRYING,
    LOST,
    {**DELIVERY, "id": "d4", "state": "PENDING", "attempts": 0, "lastStatus": None, "lastMilliseconds": None,
     "nextAt": LATER, "endedAt": None},
    DELIVERY,
]  # fmt: skip
SEEN = WHOLE_DELIVERY["history"][0]
PAGE_OF_A_PROXY = "<html><head><title>503 Service Temporarily Unavailable</title></head><body>" + "…" * 400
ATTEMPTS = [
    {**SEEN, "outcome": "NO_ANSWER", "status": None, "answer": None, "milliseconds": 3,
     "error": "The name resolves to 10.0.0.7, which is no public address: nothing was sent."},
    {**SEEN, "number": 2, "outcome": "INTERRUPTED", "status": None, "answer": None, "milliseconds": None},
    {**SEEN, "number": 3, "outcome": "REFUSED", "status": 302, "answer": "", "error": "It answers 302."},
    {**SEEN, "number": 4, "outcome": "REFUSED", "status": 503, "answer": PAGE_OF_A_PROXY, "milliseconds": 10_012,
     "error": "It answers 503."},
]  # fmt: skip
FAILED = {**WHOLE_DELIVERY, **LOST, "id": DELIVERY_ID, "history": ATTEMPTS}
WAITING = {**WHOLE_DELIVERY, **TRYING, "id": DELIVERY_ID, "history": ATTEMPTS}
REFUSED = {**WAITING, "id": "d9", "type": "webhook.test", "history": [{**ATTEMPTS[3], "number": 1}]}
ARRIVED = {**WAITING, "state": "DELIVERED", "nextAt": None, "history": [*ATTEMPTS, {**SEEN, "number": 5}]}
TESTED = {**WHOLE_DELIVERY, "id": "d9", "type": "webhook.test", "attempts": 0}
NOT_HTTPS = {
    "code": "BAD_REQUEST",
    "message": "The request is malformed.",
    "requestId": "req_5",
    "details": [{"path": "url", "message": "hooks.internal leads to 10.0.0.7, which is inside a private network."}],
}
CONNECTIONS = [
    INTEGRATION,
    {
        **INTEGRATION,
        "id": "i2",
        "vendor": "ASHBY",
        "hasVendorKey": True,
        "usedAt": None,
        "previousKeyUntil": LATER,
        "url": "https://aural.example.com/integrations/ashby",
    },
    {**INTEGRATION, "id": "i3", "isEnabled": False},
]
TRACKING = "/developers/integrations"
LIST, ONE = "/developers/webhooks", f"/developers/webhooks/{WEBHOOK_ID}"
SENT = f"{ONE}/deliveries/{DELIVERY_ID}"
NAMES = {
    "endpoints": "GET /webhooks",
    "added": "POST /webhooks",
    "endpoint": f"GET /webhooks/{WEBHOOK_ID}",
    "changed": f"PATCH /webhooks/{WEBHOOK_ID}",
    "rotated": f"POST /webhooks/{WEBHOOK_ID}/rotate-secret",
    "replayed": f"POST /webhooks/{WEBHOOK_ID}/replay",
    "log": f"GET /webhooks/{WEBHOOK_ID}/deliveries",
    "delivery": f"GET /webhooks/{WEBHOOK_ID}/deliveries/{DELIVERY_ID}",
    "again": f"POST /webhooks/{WEBHOOK_ID}/deliveries/{DELIVERY_ID}",
    "now": f"POST /webhooks/{WEBHOOK_ID}/deliveries/{DELIVERY_ID}/try",
    "test": f"POST /webhooks/{WEBHOOK_ID}/test",
    "tested": f"GET /webhooks/{WEBHOOK_ID}/deliveries/d9",
    "connections": "GET /integrations",
    "connected": "POST /integrations",
}
REPLIES: dict[str, Reply | list[Reply]] = {
    NAMES["endpoints"]: Reply(WEBHOOKS),
    NAMES["added"]: Reply(MADE),
    NAMES["endpoint"]: Reply(WEBHOOK, headers={"ETag": '"1"'}),
    NAMES["rotated"]: Reply(ROTATED),
    NAMES["replayed"]: Reply({"queued": 12}),
    NAMES["log"]: Reply(DELIVERIES, cursor="next"),
    NAMES["delivery"]: Reply(FAILED),
    NAMES["now"]: Reply(WAITING),
    NAMES["again"]: Reply({**TESTED, "isReplay": True}),
    NAMES["test"]: Reply({**TESTED, "state": "PENDING", "history": []}),
    NAMES["tested"]: Reply(TESTED),
    NAMES["connections"]: Reply(CONNECTIONS),
    NAMES["connected"]: Reply({**CONNECTIONS[1], **KEY}),
}


def at(path: str, wait_for: str, do: Do | None = None, *, who: str = "OWNER", **replies: Any) -> State:
    """`replies` are keyed by short names of operations."""
    changed = {NAMES[name]: reply for name, reply in replies.items()}
    return dashboard_states.at(path, wait_for, do, me=me(who), replies={**REPLIES, **changed})


def press(*names: str, then: str) -> Do:
    async def do(page: Page) -> None:
        for name in names:
            await page.get_by_role("button", name=name).first.click()
        await page.get_by_text(then).first.wait_for()

    return do


def choose(item: str, *then_press: str, then: str) -> Do:
    """Chooses from the menu of the endpoint."""

    async def do(page: Page) -> None:
        await page.get_by_role("button", name="Actions for Tracking system").click()
        await page.get_by_role("menuitem", name=item).click()
        for name in then_press:
            await page.get_by_role("button", name=name).click()
        await page.get_by_text(then).first.wait_for()

    return do


async def fill_in(page: Page) -> None:
    await page.get_by_role("button", name="Add an endpoint").click()
    await page.get_by_label("Address").fill(WEBHOOK["url"])


async def choose_events(page: Page) -> None:
    await fill_in(page)
    await page.get_by_label("All events, including future ones").uncheck()
    await page.get_by_label("session.analyzed").check()


async def be_refused(page: Page) -> None:
    await fill_in(page)
    await page.get_by_role("button", name="Add the endpoint").click()
    await page.get_by_role("link", name="hooks.internal leads to 10.0.0.7").wait_for()


async def add(page: Page) -> None:
    await fill_in(page)
    await page.get_by_role("button", name="Add the endpoint").click()
    await page.get_by_text("Copy the secret now").wait_for()
    await page.keyboard.press("Escape")
    await page.keyboard.press("Escape")
    assert await page.get_by_label("Secret", exact=True).input_value() == MADE["secret"]  # neither closes the dialog


async def connect(page: Page) -> None:
    await page.get_by_role("button", name="Connect a system").click()
    await page.get_by_role("radio", name="Ashby").check()
    await page.get_by_label("Ashby API key").fill("customers-key")


async def connect_whole(page: Page) -> None:
    await connect(page)
    await page.get_by_role("button", name="Connect", exact=True).click()
    await page.get_by_role("heading", name="Copy the key now").wait_for()


async def open_headers(page: Page) -> None:
    await page.get_by_text("Request headers").click()
    await page.get_by_text("webhook-signature").wait_for()


NAME = "Tracking system"
STATES: dict[str, State] = {
    "webhooks": at(LIST, "Old bot"),
    "webhooks_member": at(LIST, "You can view this", who="MEMBER"),
    "webhooks_form": at(LIST, "Old bot", choose_events),
    "webhooks_form_problems": at(LIST, "Old bot", press("Add an endpoint", "Add the endpoint", then="Enter the addr")),
    "webhooks_refused": at(LIST, "Old bot", be_refused, added=refusal(400, NOT_HTTPS)),
    "webhooks_added": at(LIST, "Old bot", add),
    "webhook": at(ONE, "10,012 ms"),
    "webhook_member": at(ONE, "You can view this", who="MEMBER"),
    "webhook_none_match": at(f"{ONE}?state=FAILED&event=session.erased", "No deliveries match", log=Reply([])),
    "webhook_unknown": at(f"{LIST}/w9", "nothing at this address"),
    "webhook_all_fails": at(
        ONE,
        "No delivery has succeeded since",
        endpoint=Reply({**WEBHOOKS[1], "id": WEBHOOK_ID, "previousSecretUntil": LATER}),
    ),
    "webhook_off": at(ONE, "Switch on", endpoint=Reply({**WEBHOOKS[2], "id": WEBHOOK_ID})),
    "webhook_still_off": at(
        ONE,
        "Switch on",
        press("Switch on", then="The endpoint is still off"),
        endpoint=Reply({**WEBHOOKS[2], "id": WEBHOOK_ID}),
        changed=refusal(),
    ),
    "webhook_tested": at(ONE, NAME, press("Send a test", then="Delivered: the endpoint responded with 204")),
    "webhook_testing": at(ONE, NAME, press("Send a test", then="Waiting for a response"), tested=HELD),
    "webhook_test_refused": at(
        ONE, NAME, press("Send a test", then="responded with 503 after 10,012 ms"), tested=Reply(REFUSED)
    ),
    "webhook_test_failing": at(ONE, NAME, press("Send a test", then="could not be sent"), test=refusal()),
    "webhook_change": at(ONE, NAME, choose("Change address", then="Save changes")),
    "webhook_replay": at(ONE, NAME, choose("Send events again", then="Only undelivered events")),
    "webhook_replayed": at(
        ONE, NAME, choose("Send events again", "Send again", then="12 events are being sent again")
    ),
    "webhook_rotate": at(ONE, NAME, choose("Create a new secret", then="The current secret keeps working")),
    "webhook_rotated": at(
        ONE, NAME, choose("Create a new secret", "Create the secret", then="The previous secret also works")
    ),
    "webhook_rotate_again": at(
        ONE,
        NAME,
        choose("Create a new secret", then="stops working immediately"),
        endpoint=Reply({**WEBHOOK, "previousSecretUntil": LATER}, headers={"ETag": '"1"'}),
    ),
    "webhook_switch_off": at(ONE, NAME, choose("Switch off", then="Pending deliveries")),
    "webhook_delete": at(ONE, NAME, choose("Delete", then="The endpoint’s delivery log will be deleted")),
    "tracking": at(TRACKING, "Switched off"),
    "tracking_member": at(TRACKING, "You can view this", who="MEMBER"),
    "tracking_form": at(TRACKING, "Switched off", connect),
    "tracking_made": at(TRACKING, "Switched off", connect_whole),
    "delivery": at(SENT, "Responded with 204", delivery=Reply(WHOLE_DELIVERY)),
    "delivery_failed": at(SENT, "doesn’t follow redirects"),
    "delivery_headers": at(SENT, "Responded with 204", open_headers, delivery=Reply(WHOLE_DELIVERY)),
    "delivery_waiting": at(SENT, "Try now", delivery=Reply(WAITING)),
    "delivery_under_way": at(
        SENT, "This delivery is being sent right now", delivery=Reply({**WAITING, "nextAt": None})
    ),
    "delivery_tried": at(
        SENT,
        "Try now",
        press("Try now", then="Delivered: the endpoint responded with 204"),
        delivery=[Reply(WAITING), Reply(ARRIVED)],
    ),
    "delivery_member": at(SENT, "You can view this", who="MEMBER"),
    "delivery_unknown": at(f"{ONE}/deliveries/d0", "nothing at this address"),
    "delivery_sent_again": at(
        SENT, "Responded with 503", press("Send again", then="Sent again: the endpoint responded with 204 after 84 ms.")
    ),
    "delivery_endpoint_off": at(
        SENT, "so nothing can be sent to it", endpoint=Reply({**WEBHOOKS[2], "id": WEBHOOK_ID})
    ),
}  # fmt: skip
