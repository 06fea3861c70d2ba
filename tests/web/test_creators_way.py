"""The whole way of a creator on one real server: from the first start to a report in somebody else's hands.

First run, a template, an edit, a rehearsal, publishing, three people by a CSV file, two of them played by `aural talk`,
the third watched while they answer; then the report, a rating of one's own, a comparison, exports and a shared link.
"""

from __future__ import annotations

import asyncio
import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from playwright.async_api import Browser, Page, expect

from tests.chats import chatting
from tests.serving import COMMAND, Served, serving
from tests.web.conftest import Profiles, Watch, list_violations
from tests.web.test_team import set_up
from tests.web.test_whole_path import ANSWER

TEMPLATE = "Customer support: first conversation"
QUESTION = "Tell me about a customer whose problem you solved."
PEOPLE = (
    "Name;E-mail\nFatima Noor;fatima@example.com\nLeo Brandt;leo@example.com\nMina Sol;mina@example.com\n;nowhere\n"
)
PERSONAS = Path(__file__).parents[1] / "data" / "personas"


@pytest.fixture
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("creator"), AURAL_RATE_LIMIT_PER_MINUTE="0") as served:
        yield served


async def test_from_the_first_start_to_a_report_in_other_hands(browser: Browser, watch: Watch, fresh: Served) -> None:
    async with Profiles(browser, fresh.url, watch) as open_page:
        page = await open_page()
        await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        await set_up(page, fresh)
        await expect(page.get_by_role("heading", name="What do you want to learn?")).to_be_visible()
        watch.expect("401 (Unauthorized)")  # nobody was signed in yet
        interview = await write(page)
        await rehearse(page, interview)
        await publish(page, interview)
        links = await invite(page, interview)
        await asyncio.gather(talk(links["Fatima Noor"], "support-fatima"), talk(links["Leo Brandt"], "support-leo"))
        await watch_live(page, fresh, links["Mina Sol"])
        await read_and_rate(page, interview)
        await compare(page, interview)
        shared = await share(page, interview)
        stranger = await open_page(shared)
        await expect(stranger.get_by_role("heading", name="Summary")).to_be_visible()
        await expect(stranger.get_by_text("Fatima Noor")).to_have_count(0)  # names were left out
        assert await list_violations(stranger) == []


async def write(page: Page) -> str:
    """From a template, with another first question; the interview's id."""
    await page.goto("/interviews/new")
    await page.get_by_role("button", name=f"Use this template: {TEMPLATE}").click()
    await expect(page.get_by_role("heading", name=TEMPLATE, level=1)).to_be_visible()
    await page.get_by_label("Question", exact=True).fill(QUESTION)
    await expect(page.get_by_text(re.compile("^Saved "))).to_be_visible()
    return page.url.split("/interviews/")[1].split("/")[0]


async def rehearse(page: Page, interview: str) -> None:
    """All six kinds of candidates, and nothing of it counts."""
    await page.goto(f"/interviews/{interview}/rehearse")
    await page.get_by_role("button", name="Start the rehearsal").click()
    await expect(page.get_by_text("6 candidates are through")).to_be_visible()
    assert await list_violations(page) == []
    assert (await _get(page, f"/interviews/{interview}/sessions")) == []


async def publish(page: Page, interview: str) -> None:
    await page.goto(f"/interviews/{interview}/build")
    await page.get_by_role("button", name="Publish").click()
    await page.get_by_role("button", name="Open the link").click()
    await expect(page.get_by_label("Link for candidates")).to_be_visible()
    await page.get_by_role("button", name="Close", exact=True).click()


async def invite(page: Page, interview: str) -> dict[str, str]:
    """A file of four rows, one of them bad: three people, each with the link that the page copies."""
    await page.goto(f"/interviews/{interview}/candidates/import")
    file = {"name": "people.csv", "mimeType": "text/csv", "buffer": PEOPLE.encode()}
    await page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    await page.get_by_role("button", name="Check the rows").click()
    await expect(page.get_by_text("3 ready").first).to_be_visible()
    await expect(page.get_by_text("1 to fix").first).to_be_visible()
    assert await list_violations(page) == []
    await page.get_by_role("button", name="Add 3 candidates").click()
    await expect(page.get_by_text("3 candidates were added.")).to_be_visible()
    await page.get_by_role("link", name="Go to the candidates").click()
    return {name: await copy_link(page, name) for name in ("Fatima Noor", "Leo Brandt", "Mina Sol")}


async def copy_link(page: Page, name: str) -> str:
    await page.get_by_role("button", name=f"Actions for {name}").click()
    await page.get_by_role("menuitem", name="Copy the link").click()
    await expect(page.get_by_role("status")).to_contain_text(f"The link of {name} is copied.")
    return str(await page.evaluate("navigator.clipboard.readText()"))


async def talk(link: str, persona: str) -> None:
    """`aural talk`, as anybody would run it."""
    arguments = ("talk", link, "--persona", str(PERSONAS / f"{persona}.json"), "--json")
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(COMMAND, *arguments, stdout=pipe, stderr=pipe)
    said, errors = await process.communicate()
    assert process.returncode == 0, errors.decode()
    assert json.loads(said)["status"] == "COMPLETED"


async def watch_live(page: Page, server: Served, link: str) -> None:
    """The third person answers, in a thread; the page shows it while they are still in the room."""
    loop = asyncio.get_running_loop()

    def see(looking: Any) -> None:
        asyncio.run_coroutine_threadsafe(looking, loop).result(60)

    def answer() -> None:
        with httpx2.Client(base_url=server.url) as http, chatting(http, _start(http, link)) as chat:
            chat.my_turn()
            assert chat.answer(ANSWER)["type"] == "ack"
            see(_look(page))
            chat.send(type="request", id="019643d2-5b1c-4f0a-9c3e-2d4b6a8c0e1f", kind="end")
            chat.closed()

    await asyncio.to_thread(answer)


def _start(http: httpx2.Client, link: str) -> str:
    """An invited person agrees; their token."""
    parts = urlsplit(link)
    who = {"slug": parts.path.rpartition("/")[2], "token": parse_qs(parts.query)["token"][0]}
    text = http.post("/room/v1/entry", json=who).json()["data"]["consent"]
    consent = {"version": text["version"], "language": text["language"], "accepted": True}
    answer = http.post("/room/v1/sessions", json=who | {"consent": consent})
    assert answer.status_code == 200, answer.text
    return str(answer.json()["data"]["personalUrl"].partition("token=")[2])


async def _look(page: Page) -> None:
    await page.goto("/sessions")
    await page.get_by_role("link", name="Mina Sol").click()
    await expect(page.get_by_role("region", name="Live transcript")).to_contain_text("paused the producer")


async def read_and_rate(page: Page, interview: str) -> None:
    """The report with its quotes; and a level of one's own where no model has given one."""
    await open_report(page, interview, "Fatima Noor")
    await expect(page.get_by_role("button", name="Quote 1,").first).to_be_visible()
    await page.get_by_role("button", name="Quote 1,").first.click()
    await expect(page.locator("mark[data-chosen]").first).to_be_in_viewport()
    criteria = (await _get(page, f"/interviews/{interview}"))["assessmentCriteria"]
    for number, criterion in enumerate(criteria, start=1):  # the AI's levels are shared after all are rated
        await rate(page, criterion["name"])
        await expect(page.get_by_text("rates 3 of 4")).to_have_count(number)
    await page.get_by_role("button", name="Record your decision").click()
    await page.get_by_role("radio", name="Advance").check()
    await page.get_by_label("Reason", exact=True).last.fill("The clearest account of the three.")
    await page.get_by_role("button", name="Record it under my name").click()
    await expect(page.get_by_text("The clearest account of the three.")).to_be_visible()
    assert await list_violations(page) == []


async def rate(page: Page, criterion: str) -> None:
    row = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name=criterion))
    await row.get_by_role("button", name=criterion).click()
    await row.get_by_role("radio", name="3", exact=True).check()
    await row.get_by_label("Reason", exact=True).fill("She named what she did, and what came of it.")
    await row.get_by_role("button", name="Save my rating").click()
    await row.get_by_role("button", name=criterion).click()


async def open_report(page: Page, interview: str, name: str) -> None:
    await page.goto(f"/interviews/{interview}/sessions")
    await page.get_by_role("link", name=name).click()
    await expect(page.get_by_role("heading", name=name)).to_be_visible()


async def compare(page: Page, interview: str) -> None:
    await page.goto(f"/interviews/{interview}/sessions")
    for name in ("Fatima Noor", "Leo Brandt"):
        await page.get_by_role("checkbox", name=f"Select {name}").check()
    await page.get_by_role("button", name="Compare").click()
    comparison = page.get_by_role("region", name="Comparison")
    await expect(comparison).to_contain_text("Fatima Noor")
    await expect(comparison).to_contain_text("Leo Brandt")
    assert await list_violations(page) == []


async def share(page: Page, interview: str) -> str:
    """The report as files, and by a link that shows no name."""
    await open_report(page, interview, "Fatima Noor")
    await page.get_by_role("button", name="Share or download").click()
    for kind, start in (("PDF", b"%PDF-"), ("Markdown", b"# "), ("JSON", b"{")):
        async with page.expect_download() as saving:
            await page.get_by_role("button", name=kind, exact=True).click()
        saved = await asyncio.to_thread(Path(await (await saving.value).path()).read_bytes)
        assert saved.startswith(start), kind
    table = await page.request.get(f"/api/v1/sessions/export?format=csv&interviewId={interview}")
    rows = list(csv.reader(io.StringIO(await table.text())))
    assert len(rows) == 1 + 3, rows
    await page.get_by_role("button", name="Make the link").click()
    return await page.get_by_label("The link", exact=True).input_value()


async def _get(page: Page, path: str) -> Any:
    answer = await page.request.get(f"/api/v1{path}")
    assert answer.ok, await answer.text()
    return (await answer.json())["data"]
