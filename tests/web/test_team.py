"""From the first start to a team, on the real server: set up, claim the sample, invite, join, change, remove."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.async_api import Browser, Page, expect

from tests.serving import Served, run, serving
from tests.web import waiting
from tests.web.conftest import SIZES, Watch

PASSWORD = "a sentence of words"


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server without accounts, with the sample data of `make run`."""
    folder = tmp_path_factory.mktemp("fresh")
    run("demo", "--data-dir", str(folder))
    with serving(folder) as served:
        yield served


async def new_browser(browser: Browser, served: Served, watch: Watch) -> Page:
    width, height = SIZES["desktop"]
    context = await browser.new_context(
        base_url=served.url, locale="en-GB", viewport={"width": width, "height": height}
    )
    context.set_default_timeout(waiting.MILLISECONDS)
    watch.attach(context)
    return await context.new_page()


async def set_up(page: Page, served: Served) -> None:
    code = re.search(r"setup code (\S+)", (served.data_dir / "serve.log").read_text())
    assert code is not None
    await page.goto("/")
    for label, words in (
        ("Setup code", code[1]),
        ("Your name", "Dana Reyes"),
        ("Email address", "dana@example.com"),
        ("Password", PASSWORD),
        ("Organization", "Northfield"),
    ):
        await page.get_by_label(label, exact=True).fill(words)
    await page.get_by_role("button", name="Create the owner account").click()


async def invite(page: Page) -> str:
    """Creates an invitation, and returns its link."""
    await page.get_by_role("button", name="Invite someone").click()
    await page.get_by_role("button", name="Create the link").click()
    link = await page.get_by_label("Link", exact=True).input_value()
    await page.get_by_role("button", name="Done").click()
    return link


async def join(page: Page, link: str) -> None:
    await page.goto(link)
    await page.get_by_role("heading", name=re.compile("^Join Lighthouse Software")).wait_for()
    await page.get_by_label("Your name", exact=True).fill("Robin Hale")
    await page.get_by_label("Email address", exact=True).fill("robin@example.com")
    await page.get_by_label("Password", exact=True).fill(PASSWORD)
    await page.get_by_role("button", name="Create an account and join").click()
    await page.get_by_role("heading", name="Interviews").wait_for()


async def choose(page: Page, action: str) -> None:
    await page.get_by_role("button", name="Actions for Robin Hale").click()
    await page.get_by_role("menuitem", name=action).click()


async def test_a_member_is_invited_promoted_and_removed(browser: Browser, fresh: Served) -> None:
    watch = Watch()
    dana, robin = [await new_browser(browser, fresh, watch) for _ in range(2)]
    await set_up(dana, fresh)
    await dana.get_by_role("heading", name="What do you want to learn?").wait_for()
    await dana.get_by_role("button", name="Open the sample").click()
    await dana.get_by_role("heading", name="Interviews").wait_for()
    await expect(dana.get_by_role("row")).to_have_count(3)  # two interviews, and the headings

    await dana.get_by_role("link", name="Team").click()
    await join(robin, await invite(dana))
    await robin.get_by_role("link", name="Team").click()
    await expect(robin.get_by_role("button", name="Invite someone")).to_have_count(0)

    await dana.reload()
    await choose(dana, "Change role or projects")
    await dana.get_by_label("Admin").check()
    await dana.get_by_role("button", name="Save changes").click()
    await expect(dana.get_by_role("row", name="Robin Hale")).to_contain_text("Admin")
    await robin.reload()
    await robin.get_by_role("button", name="Invite someone").wait_for()

    await choose(dana, "Remove from the team")
    await dana.get_by_role("button", name="Remove Robin Hale").click()
    await expect(dana.get_by_role("row", name="Robin Hale")).to_have_count(0)
    await robin.reload()
    await robin.get_by_role("heading", name="You’re not in an organization").wait_for()
    for page in (dana, robin):
        await page.context.close()
    refused = [fault for fault in watch.faults if not re.search(r"Failed to load resource|ApiError", fault)]
    assert refused == []
