"""Webhooks on the real server, with a receiver on this machine: added, tested, refused, switched off, sent again."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, StorageState, expect

from tests.receiver import Receiver, closed_receiver, open_receiver
from tests.serving import Served, serving
from tests.web.conftest import Profiles, Watch
from tests.web.test_builder import press_on, sign_up

ANSWERED = re.compile("^(Delivered|Sent again|Not delivered)")
REFUSED = r"^Not delivered\. The connection failed: .*refused"
NO_ANSWER = re.compile("No response.*The connection failed: .*refused")
LATE = "No response came within"


pytestmark = pytest.mark.xdist_group("webhooks")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server that may send to this machine."""
    settings = {"AURAL_OUTBOUND_NETWORKS": "127.0.0.1/32", "AURAL_RATE_LIMIT_PER_MINUTE": "0"}
    with serving(tmp_path_factory.mktemp("webhooks"), **settings) as served:
        yield served


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def signed_in(browser: Browser, served: Served) -> StorageState:
    """The cookies of the signed-in owner."""
    context = await browser.new_context(base_url=served.url)
    await sign_up(await context.new_page(), served)
    state = await context.storage_state()
    await context.close()
    return state


@pytest_asyncio.fixture(loop_scope="session")
async def receiver() -> AsyncIterator[Receiver]:
    async with open_receiver() as receiver:
        yield receiver


@pytest_asyncio.fixture(loop_scope="session")
async def owner(
    request: pytest.FixtureRequest, browser: Browser, served: Served, signed_in: StorageState, watch: Watch
) -> AsyncIterator[Page]:
    """The owner's page, in a new organization for each test."""
    async with Profiles(browser, served.url, watch) as open_page:
        page = await open_page(storage_state=signed_in)
        proof = (await (await page.request.get("/api/v1/me")).json())["data"]["csrfToken"]
        headers = {"X-CSRF-Token": proof, "Origin": served.url}
        made = await page.request.post("/api/v1/organizations", data={"name": request.node.name}, headers=headers)
        assert made.ok, await made.text()
        organization = (await made.json())["data"]["organization"]["id"]
        await page.add_init_script(f"localStorage.setItem('aural.organization', '{organization}')")
        await page.context.set_extra_http_headers({"Aural-Organization": organization})
        yield page


async def add_endpoint(page: Page, receiver: Receiver) -> str:
    """Adds an endpoint by keyboard, starting at the area's first page. Ends on the endpoint's page, and returns its
    secret.
    """
    await page.goto("/developers/keys")
    await press_on(page, "link", "Webhooks")
    await expect(page.get_by_role("heading", name="Webhooks", level=1)).to_be_focused()
    await press_on(page, "button", "Add an endpoint")
    await expect(page.get_by_label("Address")).to_be_focused()
    await page.get_by_label("Name").fill("Tracking system")
    await page.get_by_label("Address").fill(receiver.url)
    await page.get_by_label("Address").press("Enter")
    secret = await page.get_by_label("Secret", exact=True).input_value()
    await press_on(page, "button", "I’ve saved it")
    await expect(page.get_by_role("heading", name="Tracking system", level=1)).to_be_focused()
    return secret


async def choose(page: Page, action: str) -> None:
    await page.get_by_role("button", name="Actions for Tracking system").press("Enter")
    await page.get_by_role("menuitem", name=action).press("Enter")


async def send(page: Page, button: str, then: str, *, becomes: str | None = None) -> None:
    """Tries until this answer is shown, because an attempt on a busy machine may run into its limit of ten seconds."""
    said = page.locator("strong").filter(has_text=ANSWERED)
    while True:
        async with page.expect_response(lambda response: response.request.method == "POST"):
            await press_on(page, "button", button)
        await expect(said).to_be_visible()
        if LATE not in await said.inner_text():
            break
    await expect(said).to_have_text(re.compile(then))
    await expect(page.get_by_role("button", name=becomes or button)).to_be_focused()


async def test_an_endpoint_is_added_and_tested(owner: Page, receiver: Receiver) -> None:
    secret = await add_endpoint(owner, receiver)
    await send(owner, "Send a test", r"^Delivered: the endpoint responded with 200 after [\d,]+ ms\.$")
    told = receiver.received[-1]
    assert told.event["type"] == "webhook.test"
    assert told.is_signed_with(secret)
    await expect(owner.get_by_role("row", name="webhook.test").first).to_contain_text("Delivered")
    await expect(owner.get_by_text(re.compile(r"^(\d+) of \1 delivered$"))).to_be_visible()

    await choose(owner, "Create a new secret")
    await press_on(owner, "button", "Create the secret")
    await expect(owner.get_by_role("dialog").get_by_text("The previous secret also works until")).to_be_visible()
    renewed = await owner.get_by_label("Secret", exact=True).input_value()
    await press_on(owner, "button", "I’ve saved it")
    await expect(owner.get_by_role("button", name="Actions for Tracking system")).to_be_focused()
    await send(owner, "Send a test", r"^Delivered: the endpoint responded with 200 after")
    assert receiver.received[-1].is_signed_with(secret)
    assert receiver.received[-1].is_signed_with(renewed)

    await choose(owner, "Create a new secret")
    await expect(owner.get_by_role("dialog").get_by_text("stops working immediately")).to_be_visible()
    await press_on(owner, "button", "Create the secret")
    third = await owner.get_by_label("Secret", exact=True).input_value()
    await press_on(owner, "button", "I’ve saved it")
    await send(owner, "Send a test", r"^Delivered: the endpoint responded with 200 after")
    assert [receiver.received[-1].is_signed_with(one) for one in (secret, renewed, third)] == [False, True, True]


async def test_developers_find_the_documentation(owner: Page) -> None:
    for page, link, leads_to, heading in (
        ("keys", "How to use the API", "/docs/api", "The REST API"),
        ("webhooks", "How to receive webhooks", "/docs/webhooks", "Webhooks"),
        ("integrations", "How to connect an applicant tracking system", "/docs/ats", "Greenhouse and Ashby"),
    ):
        await owner.goto(f"/developers/{page}")
        await press_on(owner, "link", link)
        await owner.wait_for_url(f"**{leads_to}")
        await expect(owner.get_by_role("heading", name=heading, level=1)).to_be_visible()
    await owner.goto("/interviews")
    await owner.get_by_role("button", name="Switch organization or project, or sign out").press("Enter")
    await press_on(owner, "menuitem", "Documentation")
    await owner.wait_for_url("**/docs")


async def test_a_failed_delivery_shows_the_reason_and_is_sent_again(owner: Page, receiver: Receiver) -> None:
    await add_endpoint(owner, receiver)
    receiver.status, receiver.body = 503, b"Down for maintenance"
    await send(owner, "Send a test", r"^Not delivered: the endpoint responded with 503 after [\d,]+ ms\.$")
    await press_on(owner, "link", "Open this delivery")
    attempts = owner.locator("li").filter(has_text=re.compile(r"^Attempt \d"))
    await expect(attempts).to_have_count(2)  # the scheduled attempt comes within seconds, the next one does not
    await expect(owner.get_by_text("Responded with 503", exact=True)).to_have_count(2)
    await expect(attempts.first.get_by_text("Down for maintenance")).to_be_visible()
    await expect(owner.get_by_text(re.compile("^Next attempt: "))).to_be_visible()
    refused = receiver.received[0]
    headers = owner.get_by_label("Request headers of attempt 1", exact=True)
    await attempts.filter(has_text="Attempt 1").get_by_text("Request headers").click()
    await expect(headers).to_contain_text(f"webhook-signature: {refused.headers['webhook-signature']}")

    receiver.status = 200
    await send(
        owner, "Try now", r"^Delivered: the endpoint responded with 200 after [\d,]+ ms\.$", becomes="Send again"
    )
    assert receiver.received[-1].headers["webhook-id"] == refused.headers["webhook-id"]
    await expect(owner.get_by_text("Responded with 200", exact=True)).to_be_visible()

    await press_on(owner, "link", "Tracking system")
    receiver.status = 410
    await send(owner, "Send a test", r"^Not delivered: the endpoint responded with 410 after")
    await expect(owner.get_by_text("no more deliveries wanted")).to_be_visible()
    await press_on(owner, "button", "Switch on")
    await expect(owner.get_by_text("no more deliveries wanted")).to_have_count(0)
    await expect(owner.get_by_role("heading", name="Tracking system", level=1)).to_be_focused()

    receiver.status = 200
    await press_on(owner, "link", "Open this delivery")
    await expect(owner.get_by_text("so it was switched off")).to_be_visible()
    await send(owner, "Send again", r"^Sent again: the endpoint responded with 200 after [\d,]+ ms\.$")
    refused, again = receiver.received[-2:]
    assert again.headers["webhook-id"] == refused.headers["webhook-id"]
    assert again.body == refused.body
    await press_on(owner, "link", "Open this delivery")
    await expect(owner.get_by_text("Resent manually")).to_be_visible()


async def test_a_failed_manual_attempt_is_reported_and_the_next_one_stays_scheduled(owner: Page) -> None:
    async with closed_receiver() as receiver:
        await add_endpoint(owner, receiver)
        await send(owner, "Send a test", REFUSED)
        await press_on(owner, "link", "Open this delivery")
        attempts = owner.locator("li").filter(has_text=re.compile(r"^Attempt \d"))
        await expect(attempts).to_have_text([NO_ANSWER] * 2)  # the scheduled one comes soon, the next does not
        await send(owner, "Try now", REFUSED)
        await expect(attempts).to_have_text([NO_ANSWER] * 3)
        await expect(owner.get_by_text("Not delivered yet", exact=True)).to_be_visible()
        planned = owner.get_by_text(re.compile("^Next attempt: ")).locator("time")
        kept = (await (await owner.request.get(owner.url.replace("/developers/", "/api/v1/"))).json())["data"]
        assert kept["nextAt"] > kept["history"][-1]["startedAt"]
        await expect(planned).to_have_attribute("datetime", kept["nextAt"])
        await receiver.open()
        await send(
            owner, "Try now", r"^Delivered: the endpoint responded with 200 after [\d,]+ ms\.$", becomes="Send again"
        )
        await expect(attempts).to_have_count(4)
        await expect(planned).to_have_count(0)
        assert [told.event["type"] for told in receiver.received] == ["webhook.test"]
        await owner.reload()
        await expect(attempts).to_have_count(4)


async def test_missed_events_of_a_period_are_sent_only_once(owner: Page, receiver: Receiver) -> None:
    await add_endpoint(owner, receiver)
    await choose(owner, "Switch off")
    await press_on(owner, "button", "Switch off")
    await expect(owner.get_by_text("Switched off manually.")).to_be_visible()
    await owner.goto("/interviews/new")
    await press_on(owner, "button", "Use this template: Customer support: first conversation")
    await press_on(owner, "button", "Publish")
    await owner.get_by_role("dialog").get_by_role("button", name="Publish").press("Enter")
    await expect(owner.get_by_role("textbox", name="Link for candidates")).to_be_visible()
    assert receiver.received == []

    await owner.goto("/developers/webhooks")
    await press_on(owner, "link", "Tracking system")
    await press_on(owner, "button", "Switch on")
    await choose(owner, "Send events again")
    await press_on(owner, "button", "Send again")
    await expect(owner.get_by_text("1 event is being sent again.")).to_be_visible()
    await press_on(owner, "button", "Close")
    await expect(owner.get_by_role("row", name="interview.published")).to_contain_text("Delivered")
    assert {told.event["type"] for told in receiver.received} == {"interview.published"}
    await choose(owner, "Send events again")
    await press_on(owner, "button", "Send again")
    await expect(owner.get_by_role("heading", name="There is nothing to send")).to_be_visible()
    await press_on(owner, "button", "Close")

    await choose(owner, "Delete")
    await press_on(owner, "button", "Delete the endpoint")
    await expect(owner.get_by_text("No endpoints yet")).to_be_visible()
    await expect(owner.get_by_role("heading", name="Webhooks", level=1)).to_be_focused()
