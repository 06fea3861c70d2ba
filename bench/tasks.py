"""Measures four tasks as a user does them, on a real server in Chromium: `python -m bench tasks`.

Each time is the sum of the operators of the keystroke-level model (`bench/keystrokes.py` has the source) and of the
measured response times of the pages. The tasks:

- publish an interview, starting at the account form
- find the highest of 30 sessions on a named criterion, and the quote behind it
- rate four criteria, with a reason where the reviewer disagrees
- answer all types of questions on a phone, where the question must always be in sight
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import tempfile
from pathlib import Path

from playwright.async_api import Browser, expect

from bench.filled import set_up
from bench.keystrokes import User
from bench.phone import answer_on_a_phone
from bench.scored import BEST, CRITERIA, QUOTES, score
from tests.serving import serving
from tests.web.conftest import FLAGS, launching

SESSIONS = 30
TEMPLATE = "Customer support: first conversation"
OWNER = {
    "Your name": "Dana Reyes",
    "Email address": "dana@example.com",
    "Password": "a sentence of words",
    "Organization": "Northfield",
}
REASON = "She named no cost at all."
SETTINGS = {"AURAL_RATE_LIMIT_PER_MINUTE": "0"}


def main() -> None:
    if not asyncio.run(measure()):
        sys.exit(1)


async def measure() -> bool:
    print(f"{'':44}{'clicks':>7}{'keys':>6}{'scrolls':>8}{'operators':>11}{'waiting':>9}{'total':>9}   target")
    async with launching(FLAGS) as browser:
        are_met = [await publish_first(browser)]
        are_met += await review(browser)
        walk = await answer_on_a_phone(browser)
    show("answer six types of questions on a phone", walk.user)
    print(f"    the question was hidden {len(walk.hidden)} times   (target: 0)", *walk.hidden, sep="\n    ")
    print(f"    and {len(walk.hidden_typing)} times while words were typed above a phone's keyboard")
    print(f"load {os.getloadavg()[0]:.1f}")
    return all(are_met) and not walk.hidden


def show(name: str, user: User, seconds: float = 0, clicks: int = 0) -> bool:
    """Prints a row, and returns whether the targets are met. 0 means no target."""
    target = f"≤ {seconds:.0f} s" if seconds else "–"
    target += f" and ≤ {clicks} clicks" if clicks else ""
    row = f"{name:44}{user.clicks:7}{user.keys:6}{user.scrolls:8}"
    print(f"{row}{user.seconds:9.1f} s{user.waited:7.1f} s{user.total:7.1f} s   {target}", flush=True)
    return (not seconds or user.total <= seconds) and (not clicks or user.clicks <= clicks)


async def publish_first(browser: Browser) -> bool:
    """From the account form of a new server to the link of a published interview."""
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder), **SETTINGS) as served:
        page = await browser.new_page(base_url=served.url, locale="en-GB")
        user = User(page)
        code = re.search(r"\b\w{4}-\w{4}-\w{4}\b", (served.data_dir / "serve.log").read_text())
        assert code is not None
        await page.goto("/")
        field = page.get_by_label("Setup code", exact=True)
        await user.click(field, field, counts=False)
        for label, words in {"Setup code": code.group(), **OWNER}.items():
            await user.tab_to(page.get_by_label(label, exact=True))
            await user.type(words)
        start = page.get_by_role("link", name="Start with a template")
        await user.click(page.get_by_role("button", name="Create the owner account"), start)
        template = page.get_by_role("button", name=f"Use this template: {TEMPLATE}")
        await user.click(start, template)
        publish = page.get_by_role("button", name="Publish", exact=True)
        await user.click(template, publish)
        confirm = page.get_by_role("dialog").get_by_role("button", name="Publish", exact=True)
        await user.click(publish, confirm)
        published = page.get_by_role("dialog", name="Published")
        await user.click(confirm, published.get_by_role("textbox", name="Link for candidates"))
        await page.context.close()
    return show("sign up and publish an interview", user, seconds=60, clicks=5)


async def review(browser: Browser) -> list[bool]:
    """Finds the best of 30 on a criterion, from the list of interviews on; then rates all criteria of that session."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'aural.db'}"
        with serving(Path(folder), AURAL_DATABASE_URL=url, **SETTINGS) as served:
            filled = await set_up(served, url, SESSIONS)
            await score(filled)
            async with filled.browse() as context:
                page = await context.new_page()
                await page.goto("/interviews")
                found, rated = User(page), User(page)
                await find_best(found)
                await rate_all(rated)
    return [
        show(f"find the best of {SESSIONS} and the quote", found, seconds=20),
        show(f"rate {len(CRITERIA)} criteria, one with a reason", rated, seconds=30),
    ]


async def find_best(user: User) -> None:
    page, criterion = user.page, CRITERIA[1]
    first = page.get_by_role("row").nth(1)
    sort = page.get_by_role("button", name=f"Sort by {criterion}, AI’s level")
    await user.click(page.get_by_role("link", name=re.compile(f"^{SESSIONS} sessions of")), sort)
    await user.click(sort, first.get_by_role("rowheader").filter(has_text=BEST))
    quote = page.get_by_role("article", name=criterion).get_by_text(QUOTES[1])
    await user.click(first.get_by_role("link", name=f"{BEST}, {criterion}"), quote)
    await expect(quote).to_be_in_viewport()
    user.think()  # reads the quote


async def rate_all(user: User) -> None:
    """Agrees with all levels but the last. A reviewer gives the next rating while the last one is being saved."""
    page = user.page
    rows = [page.get_by_role("article", name=criterion) for criterion in CRITERIA]
    for row in rows[:-1]:
        agree = row.get_by_role("radio", name=re.compile("^Agree"))
        await user.click(agree, row.get_by_role("radio", name=re.compile("^Agree"), checked=True))
    reason = rows[-1].get_by_label("Reason")
    await user.click(rows[-1].get_by_role("radio", name="3", exact=True), reason)
    await user.click(reason, reason, counts=False)
    await user.type(REASON)
    for row in rows:
        await user.wait_until(row.get_by_text(re.compile("^Saved")))


if __name__ == "__main__":
    main()
