"""Everything a creator does on one real server, by keyboard alone: from the first start to a report that others read.

First run, a template, an edit, a rehearsal, publishing, and three people from a CSV file. Two are played by `aural
talk`, and the third is watched while they answer. Then the report, a rating, a comparison, exports and a shared link.
Only the first page is opened by its address, and no mouse is used: `keyboard.py` checks that.
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
from playwright.async_api import Browser, FilePayload, Page, expect

from tests.chats import chatting
from tests.serving import COMMAND, Served, serving
from tests.waiting import PATIENCE_SECONDS
from tests.web import keyboard
from tests.web.conftest import Profiles, Watch, list_violations
from tests.web.keyboard import Keyboard, uses_of_a_mouse
from tests.web.test_whole_path import ANSWER

TEMPLATE = "Customer support: first conversation"
QUESTION = "Tell me about a customer whose problem you solved."
FILE: FilePayload = {
    "name": "people.csv",
    "mimeType": "text/csv",
    "buffer": b"Name;Email\nFatima Noor;fatima@example.com\nLeo Brandt;leo@example.com\n"
    b"Mina Sol;mina@example.com\n;nowhere\n",
}
OWNER = {
    "Your name": "Dana Reyes",
    "Email address": "dana@example.com",
    "Password": "a sentence of words",
    "Organization": "Northfield",
}
PERSONAS = Path(__file__).parents[1] / "data" / "personas"


@pytest.fixture
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("creator"), AURAL_RATE_LIMIT_PER_MINUTE="0") as served:
        yield served


@pytest.mark.parametrize("file", [__file__, keyboard.__file__])
async def test_no_mouse_is_used_in_this_file(file: str) -> None:
    assert uses_of_a_mouse(await asyncio.to_thread(Path(file).read_text)) == []


async def test_a_creator_gets_from_the_first_start_to_a_shared_report(
    browser: Browser, watch: Watch, fresh: Served
) -> None:
    async with Profiles(browser, fresh.url, watch) as open_page:
        page = await open_page("/")
        await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        keys = Keyboard(page)
        await set_up(keys, fresh)
        await watch.expect("401 (Unauthorized)")  # no user was signed in yet
        interview = await write(keys)
        await rehearse(keys, interview)
        await publish(keys)
        links = await invite(keys)
        await asyncio.gather(talk(links["Fatima Noor"], "support-fatima"), talk(links["Leo Brandt"], "support-leo"))
        await watch_live(keys, fresh, links["Mina Sol"])
        await read_and_rate(keys, interview)
        await compare(keys)
        shared = await share(keys, interview)
        stranger = await open_page(shared)
        await expect(stranger.get_by_role("heading", name="Summary")).to_be_visible()
        await expect(stranger.get_by_text("Fatima Noor")).to_have_count(0)  # names were left out
        assert await list_violations(stranger) == []


async def set_up(keys: Keyboard, served: Served) -> None:
    code = re.search(r"setup code (\S+)", (served.data_dir / "serve.log").read_text())
    assert code is not None
    for label, words in ({"Setup code": code[1]} | OWNER).items():
        await keys.type(keys.page.get_by_label(label, exact=True), words)
    await keys.press("Enter")
    await expect(keys.page.get_by_role("heading", name="What do you want to learn?")).to_be_focused()


async def write(keys: Keyboard) -> str:
    """Writes an interview from a template, with another first question and the second one moved down; returns its
    id.
    """
    page = keys.page
    await keys.link("Start with a template")
    await keys.arrived()
    await keys.button(f"Use this template: {TEMPLATE}")
    await expect(page.get_by_role("heading", name=TEMPLATE, level=1)).to_be_focused()
    await keys.type(page.get_by_label("Question", exact=True), QUESTION)
    await expect(page.get_by_text(re.compile("^Saved "))).to_be_visible()
    outline = page.get_by_role("navigation", name="Questions", exact=True)
    second = outline.get_by_role("button", name=re.compile(r"^2\. "))
    words = str(await second.text_content())[3:]
    await keys.tab_to(second, back=True)
    await keys.press("Alt+ArrowDown")
    moved = outline.get_by_role("button", name=f"3. {words[:40]}")
    await expect(moved).to_be_focused()
    return page.url.split("/interviews/")[1].split("/")[0]


async def go(keys: Keyboard, place: str) -> None:
    """Goes to another page of the interview, whose heading gets the focus."""
    places = keys.page.get_by_role("navigation", name="Pages of this interview")
    await keys.link(place, back=True, within=places)
    await expect(keys.page.get_by_role("heading", level=1)).to_be_focused()


async def rehearse(keys: Keyboard, interview: str) -> None:
    """Rehearses with all six kinds of candidates, without any usage being counted."""
    page = keys.page
    await keys.link("Rehearse", back=True)
    await keys.arrived()
    await keys.button("Start the rehearsal")
    await expect(page.get_by_text("6 candidates have finished")).to_be_visible()
    await keys.landed()
    assert await list_violations(page) == []
    assert (await _get(page, f"/interviews/{interview}/sessions")) == []


async def publish(keys: Keyboard) -> None:
    page = keys.page
    await keys.link(TEMPLATE, back=True, within=page.get_by_role("navigation", name="Breadcrumb"))
    await expect(page.get_by_role("heading", name=TEMPLATE, level=1)).to_be_focused()
    await keys.button("Publish")
    await keys.enter(page.get_by_role("dialog").get_by_role("button", name="Publish"))
    await expect(page.get_by_role("dialog", name="Published")).to_be_visible()
    await expect(page.get_by_role("textbox", name="Link for candidates")).to_be_focused()
    await expect(page.get_by_role("img", name="QR code for the candidate link")).to_be_visible()
    assert await list_violations(page) == []
    await keys.press("Escape")
    await expect(page.get_by_role("button", name="Share")).to_be_focused()


async def invite(keys: Keyboard) -> dict[str, str]:
    """Imports a file of four rows, one of them bad. Returns the three people with the links that the page copies."""
    page = keys.page
    await go(keys, "Candidates")
    await keys.button("Add candidates")
    await keys.tab_to(page.get_by_role("tab", selected=True))
    while not await page.get_by_role("tab", name="From a file", selected=True).count():
        await keys.press("ArrowRight")
    await keys.link("Import a CSV or XLSX list")
    await keys.arrived()
    await keys.file(page.locator("input[type=file]"), FILE)
    await expect(page.get_by_text("Step 2 of 4: Columns").first).to_be_visible()
    await keys.arrived()
    await page.reload()  # the list is still there
    await keys.button("Check the rows")
    await expect(page.get_by_text("3 ready").first).to_be_visible()
    await expect(page.get_by_text("1 to fix").first).to_be_visible()
    assert await list_violations(page) == []
    await keys.button("Add 3 candidates")
    await expect(page.get_by_text("3 candidates were added.")).to_be_visible()
    await keys.link("Go to candidates")
    await keys.arrived()
    return {name: await copy_link(keys, name) for name in ("Fatima Noor", "Leo Brandt", "Mina Sol")}


async def copy_link(keys: Keyboard, name: str) -> str:
    page = keys.page
    opener = page.get_by_role("button", name=f"Actions for {name}")
    await keys.menu(opener, "Copy the link")
    await expect(page.get_by_role("status")).to_contain_text(f"{name}’s link was copied.")
    await expect(opener).to_be_focused()
    return str(await page.evaluate("navigator.clipboard.readText()"))


async def talk(link: str, persona: str) -> None:
    """Runs `aural talk`, as any user would."""
    arguments = ("talk", link, "--persona", str(PERSONAS / f"{persona}.json"), "--json")
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(COMMAND, *arguments, stdout=pipe, stderr=pipe)
    said, errors = await process.communicate()
    assert process.returncode == 0, errors.decode()
    assert json.loads(said)["status"] == "COMPLETED"


async def watch_live(keys: Keyboard, server: Served, link: str) -> None:
    """Lets the third person answer in a thread, and checks that the page shows it while they are still in the room."""
    loop = asyncio.get_running_loop()

    def see(looking: Any) -> None:
        asyncio.run_coroutine_threadsafe(looking, loop).result(60)

    def answer() -> None:
        with (
            httpx2.Client(base_url=server.url, timeout=PATIENCE_SECONDS) as http,
            chatting(http, _start(http, link)) as chat,
        ):
            chat.my_turn()
            assert chat.answer(ANSWER)["type"] == "ack"
            see(_look(keys))
            chat.send(type="request", id="019643d2-5b1c-4f0a-9c3e-2d4b6a8c0e1f", kind="end")
            chat.closed()

    await asyncio.to_thread(answer)


def _start(http: httpx2.Client, link: str) -> str:
    """Starts the session of an invited person, and returns the token."""
    parts = urlsplit(link)
    who = {"slug": parts.path.rpartition("/")[2], "token": parse_qs(parts.query)["token"][0]}
    text = http.post("/room/v1/entry", json=who).json()["data"]["consent"]
    consent = {"version": text["version"], "language": text["language"], "accepted": True}
    answer = http.post("/room/v1/sessions", json=who | {"consent": consent})
    assert answer.status_code == 200, answer.text
    return str(answer.json()["data"]["personalUrl"].partition("token=")[2])


async def _look(keys: Keyboard) -> None:
    page = keys.page
    await keys.link("Sessions", back=True, within=page.get_by_role("navigation", name="Main navigation"))
    await expect(page.get_by_role("heading", name="Sessions", level=1)).to_be_focused()
    await keys.link("Mina Sol")
    await keys.arrived()
    await expect(page.get_by_role("region", name="Live transcript")).to_contain_text("paused the producer")


async def read_and_rate(keys: Keyboard, interview: str) -> None:
    """Reads the report with its quotes, and rates the criteria that no model has rated."""
    page = keys.page
    await open_report(keys, "Fatima Noor")
    quote = page.get_by_role("button", name="Quote 1,").first
    await expect(quote).to_be_visible()
    await keys.enter(quote)
    await expect(page.locator("mark[data-chosen]").first).to_be_in_viewport()
    await expect(quote).to_be_focused()
    criteria = (await _get(page, f"/interviews/{interview}"))["assessmentCriteria"]
    for number, criterion in enumerate(criteria, start=1):  # the AI's levels are shown only after all are rated
        await rate(keys, criterion["name"])
        await expect(page.get_by_text("rates 3 of 4").filter(visible=True)).to_have_count(number)
    await keys.button("Record your decision", back=True)
    await keys.choose(page.get_by_role("radio", name="Advance"))
    await keys.type(page.get_by_label("Reason", exact=True).last, "The clearest account of the three.")
    await keys.button("Record under my name")
    await expect(page.get_by_text("The clearest account of the three.")).to_be_visible()
    await expect(page.get_by_role("button", name="Record your decision")).to_be_focused()
    assert await list_violations(page) == []


async def rate(keys: Keyboard, criterion: str) -> None:
    """Chooses a level and adds a reason. Both are saved without a button."""
    row = keys.page.get_by_role("article", name=criterion)
    await keys.choose(row.get_by_role("radio", name="3", exact=True))
    await keys.button("Add a reason", within=row)
    await keys.type(row.get_by_label("Reason", exact=True), "She named what she did, and what came of it.")
    await keys.press("Tab")  # leaving the field saves it
    await expect(row.get_by_text("She named what she did, and what came of it.").last).to_be_visible()


async def open_report(keys: Keyboard, name: str) -> None:
    """Opens a report from the list of the interview's sessions, to which the report leads back."""
    page = keys.page
    await to_sessions(keys)
    await keys.link(name)
    await expect(page.get_by_role("heading", name=name, level=1)).to_be_focused()


async def to_sessions(keys: Keyboard) -> None:
    page = keys.page
    await keys.link(TEMPLATE, back=True, within=page.get_by_role("navigation", name="Breadcrumb"))
    await expect(page.get_by_role("heading", name=TEMPLATE, level=1)).to_be_focused()
    if not page.url.endswith("/sessions"):
        await go(keys, "Sessions")


async def compare(keys: Keyboard) -> None:
    page = keys.page
    await to_sessions(keys)
    for name in ("Leo Brandt", "Fatima Noor"):  # the newest comes first
        await keys.tick(page.get_by_role("checkbox", name=f"Select {name}"))
    await keys.button("Compare")
    await keys.arrived()
    comparison = page.get_by_role("region", name="Comparison")
    await expect(comparison).to_contain_text("Fatima Noor")
    await expect(comparison).to_contain_text("Leo Brandt")
    assert await list_violations(page) == []


async def share(keys: Keyboard, interview: str) -> str:
    """Exports the report as files, and shares it by a link that shows no name."""
    page = keys.page
    await keys.link("Fatima Noor")
    await expect(page.get_by_role("heading", name="Fatima Noor", level=1)).to_be_focused()
    await keys.button("Share or download")
    for kind, start in (("PDF", b"%PDF-"), ("Markdown", b"# "), ("JSON", b"{")):
        async with page.expect_download() as saving:
            await keys.enter(page.get_by_role("button", name=kind, exact=True))
        saved = await asyncio.to_thread(Path(await (await saving.value).path()).read_bytes)
        assert saved.startswith(start), kind
    table = await page.request.get(f"/api/v1/sessions/export?format=csv&interviewId={interview}")
    rows = list(csv.reader(io.StringIO(await table.text())))
    assert len(rows) == 1 + 3, rows
    await keys.button("Create the link")
    link = page.get_by_label("Link", exact=True)
    await expect(link).to_be_focused()
    return await link.input_value()


async def _get(page: Page, path: str) -> Any:
    answer = await page.request.get(f"/api/v1{path}")
    assert answer.ok, await answer.text()
    return (await answer.json())["data"]
