"""Inviting on the real server: lists and résumés become candidates, emails are sent, and links expire or are revoked.

Emails go to a real SMTP server on this machine. The files are those that a spreadsheet and a word processor would
write.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, FilePayload, Page, expect

from tests.mail_server import words_of
from tests.web.conftest import Profiles, Watch
from tests.web.copying import choose_action, copy_by_plain_http, copy_link
from tests.web.files_of_people import csv, docx, pdf, xlsx
from tests.web.office import Office, Seat, open_office
from tests.web.test_whole_path import tab_to

pytestmark = pytest.mark.xdist_group("inviting")


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def office(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Office]:
    async with open_office(browser, tmp_path_factory.mktemp("office")) as office:
        yield office


@pytest_asyncio.fixture(loop_scope="session")
async def seat(browser: Browser, office: Office, watch: Watch) -> AsyncIterator[Seat]:
    office.mail.letters.clear()
    async with Profiles(browser, office.served.url, watch) as profiles:
        yield Seat(office, profiles, watch)


async def choose_file(page: Page, *files: FilePayload) -> None:
    await page.locator("input[type=file]").set_input_files(list(files))


async def row_of(page: Page, name: str, wanted: str) -> None:
    await expect(page.get_by_role("row", name=re.compile(name))).to_contain_text(wanted)


async def test_a_csv_and_an_xlsx_list_become_invitations(seat: Seat) -> None:
    office = seat.office
    interview = await office.interview()
    page = await seat.page(f"/interviews/{interview}/build")
    await page.get_by_role("navigation", name="Pages of this interview").get_by_role("link", name="Candidates").click()
    await expect(page.get_by_text("No one has been invited yet")).to_be_visible()
    await page.get_by_role("button", name="Add candidates").click()
    await page.get_by_role("tab", name="From a file").click()
    await page.get_by_role("link", name="Import a CSV or XLSX list").click()
    await map_columns(seat, page)
    await mend_rows(page)
    await row_of(page, "Ada Byron", "Not invited")
    await page.goto(f"/interviews/{interview}/candidates/import")
    await add_the_rest(page)
    await page.get_by_role("button", name="Send invitations").click()
    await expect(page.get_by_role("dialog")).to_contain_text("4 people haven’t been invited yet.")
    await page.get_by_role("button", name="Send the invitations").click()
    for number in range(1, 5):
        await office.mail.letter(number)
    assert {letter["To"] for letter in office.mail.letters} == {
        f"{name}@example.com" for name in ("mina", "ada", "bo", "ceyda")
    }
    await row_of(page, "Ceyda Ay", "Invited")  # without a reload
    await expect(page.get_by_text("Sending email")).to_have_count(0)


async def map_columns(seat: Seat, page: Page) -> None:
    """Checks that an invalid file is refused, and that each column is guessed and shown with examples of its values."""
    await choose_file(page, {"name": "people.csv", "mimeType": "text/csv", "buffer": b"\x00\x01\x02 nothing"})
    await expect(page.get_by_text("The file could not be read.")).to_be_visible()
    await seat.watch.expect("Failed to load resource")
    await choose_file(page, csv())
    await expect(page.get_by_label("Full name").locator("option:checked")).to_have_text("Name")
    await expect(page.get_by_label("Mail address").locator("option:checked")).to_have_text("Email")
    await expect(page.get_by_label("Shoe size").locator("option:checked")).to_have_text("Leave out")
    await expect(page.get_by_text("ada(at)example.com")).to_be_visible()
    await page.get_by_role("button", name="Check the rows").click()


async def mend_rows(page: Page) -> None:
    """Checks that each bad row is named with its reason. One is corrected, one left out."""
    for words in ("2 ready", "2 to fix", "0 duplicates"):
        await expect(page.get_by_text(words, exact=True)).to_be_visible()
    third = page.get_by_role("form", name="Line 3")
    await expect(third).to_contain_text("That doesn’t look like an email address.")
    await expect(page.get_by_role("form", name="Line 4")).to_contain_text("Enter a name or an email address.")
    async with page.expect_download() as loading:
        await page.get_by_text("Download the rows to fix").click()
    saved = (await (await loading.value).path()).read_text("utf-8-sig")
    assert "ada(at)example.com" in saved
    await page.get_by_role("form", name="Line 4").get_by_role("button", name="Leave out").click()
    await expect(page.get_by_text("1 left out", exact=True)).to_be_visible()
    await third.get_by_label("Email").fill("ada@example.com")
    await third.get_by_role("button", name="Save line 3").click()
    await expect(page.get_by_text("3 ready", exact=True)).to_be_visible()
    await page.get_by_role("button", name="Add 3 candidates").click()
    await expect(page.get_by_text("3 candidates were added.")).to_be_visible()
    await page.get_by_role("link", name="Go to candidates").click()


async def add_the_rest(page: Page) -> None:
    """Adds people from a spreadsheet in another language, one of whom has been added before."""
    people = [
        ["Vorname", "Nachname", "E-Mail"],
        ["Ceyda", "Ay", "ceyda@example.com"],
        ["Mina", "S", "mina@example.com"],
    ]
    await choose_file(page, xlsx(*people))
    await page.get_by_role("button", name="Check the rows").click()
    await expect(page.get_by_text("1 duplicate", exact=True)).to_be_visible()
    await page.get_by_text("Duplicates: these rows won’t be added").click()
    await expect(page.get_by_text("Line 3: Mina S (mina@example.com) is already a candidate.")).to_be_visible()
    await page.get_by_role("button", name="Add 1 candidate").click()
    await page.get_by_role("link", name="Go to candidates").click()


async def test_emails_use_the_creators_text_and_report_finished_candidates(seat: Seat) -> None:
    office = seat.office
    interview = await office.interview(title="Night shift")
    mina = await office.invite(interview, name="Mina Sol", email="mina@example.com")
    page = await seat.page(f"/interviews/{interview}/candidates")
    await page.get_by_role("link", name="Emails", exact=True).click()
    invitation = page.get_by_role("region", name="Invitation")
    await invitation.get_by_label("Subject").fill("{name}, will you tell us of {title}?")
    await invitation.get_by_label("Text").fill("No link in here.")
    await page.get_by_label("Email someone when a candidate finishes").check()
    await expect(page.get_by_label("Recipient")).to_have_value("dana@example.com")
    await page.get_by_label("Remind after (days)").fill("3")
    await page.get_by_role("button", name="Save email settings").click()
    await expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    await seat.watch.expect("Failed to load resource")
    await invitation.get_by_label("Text").fill("Hello {name},\n\n{link}\n\nUntil {deadline}.")
    await invitation.get_by_role("button", name="Preview").click()
    await expect(invitation.get_by_role("article", name="Preview")).to_contain_text("will you tell us of Night shift?")
    await page.get_by_role("button", name="Save email settings").click()
    await expect(page.get_by_role("status").filter(has_text="Saved")).to_have_count(1)

    await page.get_by_role("navigation", name="Breadcrumb").get_by_role("link", name="Candidates").click()
    await choose_action(page, "Mina Sol", "Send the invitation")
    letter = await office.mail.letter(1)
    assert letter["Subject"] == "Mina Sol, will you tell us of Night shift?"
    assert words_of(letter).strip() == f"Hello Mina Sol,\n\n{mina['inviteUrl']}"  # it has no deadline
    await row_of(page, "Mina Sol", "Invited")
    await choose_action(page, "Mina Sol", "Send a reminder")
    assert "A reminder" in (await office.mail.letter(2))["Subject"]
    await expect(page.get_by_text("Sending email")).to_have_count(0)
    await office.take(mina["inviteUrl"])
    note = await office.mail.letter(3)
    assert (note["To"], "Mina Sol has finished" in words_of(note)) == ("dana@example.com", True)


async def test_a_link_is_copied_expires_is_revoked_and_renewed(seat: Seat) -> None:
    office = seat.office
    interview = await office.interview(title="Night shift", contactEmail="people@example.com")
    mina = await office.invite(interview, name="Mina Sol", email="mina@example.com")
    page = await seat.page(f"/interviews/{interview}/candidates")
    await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    link = await copy_link(page)
    assert link == mina["inviteUrl"]
    visitor = await seat.visitor(link)
    await expect(visitor.get_by_text("An AI interviews you")).to_be_visible()
    await page.reload()
    await row_of(page, "Mina Sol", "Opened")

    await choose_action(page, "Mina Sol", "Change expiry")
    await page.get_by_label("Last day to start").fill("2020-01-01")
    await page.get_by_role("button", name="Save expiry").click()
    await expect(page.get_by_role("dialog")).to_contain_text("in the future")
    await seat.watch.expect("Failed to load resource")
    await page.get_by_label("Last day to start").fill("2099-12-01")
    await page.get_by_role("button", name="Save expiry").click()
    await row_of(page, "Mina Sol", "1 Dec 2099")
    await office.change("candidates", mina["id"], expires_at=1)
    await visitor.goto(link)
    await expect(visitor.get_by_role("heading", name="This invitation has expired")).to_be_visible()
    await page.reload()
    await row_of(page, "Mina Sol", "Expired")
    await choose_action(page, "Mina Sol", "Revoke the link")
    await page.get_by_role("button", name="Revoke the link").click()
    await row_of(page, "Mina Sol", "Revoked")
    await visitor.goto(link)
    await expect(visitor.get_by_role("heading", name="This invitation was withdrawn")).to_be_visible()
    await choose_action(page, "Mina Sol", "Create a new link")
    await page.get_by_role("button", name="Create a new link").click()
    await row_of(page, "Mina Sol", "Not invited")
    renewed = await copy_link(page)
    assert renewed != link
    await visitor.goto(link)
    await expect(visitor.get_by_role("heading", name="We can’t find this interview")).to_be_visible()

    await office.take(renewed)
    await page.reload()
    await row_of(page, "Mina Sol", "Completed")
    await choose_action(page, "Mina Sol", "Allow a retake")
    await page.get_by_role("button", name="Allow a retake").click()
    await row_of(page, "Mina Sol", "Opened")
    await office.take(renewed)
    await both_sessions_are_shown(page, interview)
    await page.goto(f"/interviews/{interview}/candidates")
    await open_and_close(page, visitor)
    await erase(page)


async def both_sessions_are_shown(page: Page, interview: str) -> None:
    """Checks the candidate's page, and the file of the list."""
    await page.get_by_role("link", name="Mina Sol").click()
    await expect(page.get_by_role("heading", name="Mina Sol")).to_be_focused()
    # The interviewer may have finished before the request to end arrived.
    ended = re.compile("^(Ended by the candidate|Completed)$")
    await expect(page.get_by_role("table", name="Sessions").get_by_text(ended)).to_have_count(2)
    await page.goto(f"/interviews/{interview}/sessions?status=COMPLETED")
    async with page.expect_download() as loading:
        await page.get_by_role("button", name="CSV").click()
    assert (await (await loading.value).path()).read_text("utf-8-sig").count("Mina Sol") == 2


async def erase(page: Page) -> None:
    """Erases the candidate from their own page, which then leads back to the list."""
    await page.get_by_role("link", name="Mina Sol").click()
    await expect(page.get_by_role("heading", name="Mina Sol")).to_be_focused()
    await page.get_by_role("button", name="Actions").click()
    await page.get_by_role("menuitem", name="Erase").click()
    await page.get_by_role("button", name="Erase Mina Sol").click()
    await expect(page.get_by_text("No one has been invited yet.")).to_be_visible()


async def open_and_close(page: Page, visitor: Page) -> None:
    """Switches the public link on, and off again."""
    switch = page.get_by_role("switch", name="Anyone with the link can take this interview")
    await switch.click()
    link = page.get_by_role("region", name="Public link").get_by_role("textbox", name="Link for candidates")
    open_link = await link.input_value()
    await visitor.context.clear_cookies()
    await visitor.goto(open_link)
    await expect(visitor.get_by_text("An AI interviews you")).to_be_visible()
    await switch.click()
    await expect(page.get_by_text("Only people with a personal link can enter.")).to_be_visible()
    await visitor.reload()
    await expect(visitor.get_by_role("heading", name="You need a personal link")).to_be_visible()


async def test_resumes_are_reviewed_before_any_candidate_is_added(seat: Seat) -> None:
    office = seat.office
    interview = await office.interview()
    await office.invite(interview, name="Bo Lind", email="bo@example.com")
    page = await seat.page(f"/interviews/{interview}/candidates/resumes")
    await choose_file(
        page,
        pdf("Mina Sol", "Berlin | mina@example.com | +49 30 1234567", "Ten years of warehouses."),
        docx("Curriculum vitae", "Bo Lind", "bo@example.com"),
        {"name": "three.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 and no more"},
    )
    rows = page.get_by_role("main").get_by_role("listitem")
    first = rows.filter(has_text="one.pdf")
    await expect(first.get_by_label("Name")).to_have_value("Mina Sol")
    await expect(first.get_by_label("Email")).to_have_value("mina@example.com")
    await expect(first.get_by_label("Phone")).to_have_value("+49 30 1234567")
    await expect(rows.filter(has_text="two.docx")).to_contain_text("A candidate with this address was already added")
    await expect(rows.filter(has_text="three.pdf")).to_contain_text("could not be read")
    await seat.watch.expect("Failed to load resource")
    await rows.filter(has_text="two.docx").get_by_role("button", name="Leave out").click()
    await first.get_by_label("Name").fill("Mina Solveig")
    await page.get_by_label("Keep the text of each résumé").check()
    await page.get_by_role("button", name="Add 1 candidate").click()
    await row_of(page, "Mina Solveig", "mina@example.com")
    await page.get_by_role("button", name="Send invitations").click()
    await page.get_by_role("button", name="Send the invitations").click()
    assert {(await office.mail.letter(number))["To"] for number in (1, 2)} == {"mina@example.com", "bo@example.com"}


async def test_a_shared_report_opens_without_an_account_until_it_is_revoked(seat: Seat) -> None:
    office = seat.office
    interview = await office.interview()
    mina = await office.invite(interview, name="Mina Sol", email="mina@example.com")
    await office.take(mina["inviteUrl"])
    session = (await office.get(f"/candidates/{mina['id']}"))["sessionId"]
    page = await seat.page(f"/sessions/{session}")
    await expect(page.get_by_role("button", name="Quote 1,").first).to_be_visible()  # the report is loaded
    await page.get_by_role("button", name="Share or download").click()
    dialog = page.get_by_role("dialog", name="Share or download this report")
    await expect(dialog.get_by_text("This report has not been shared.")).to_be_visible()
    await dialog.get_by_label("Transcript", exact=True).check()
    await dialog.get_by_role("button", name="Create the link").click()
    link = await dialog.get_by_label("Link", exact=True).input_value()
    await copy_by_plain_http(page, dialog.get_by_role("button", name=re.compile("Cop(y|ied)")), link)

    visitor = await seat.visitor(link)
    await expect(visitor.get_by_role("heading", name="The candidate")).to_be_visible()
    await expect(visitor.get_by_text("paused the producer").first).to_be_visible()
    await expect(visitor.get_by_text(re.compile(r"\bMina\b"))).to_have_count(0)
    await page.reload()
    await page.get_by_role("button", name="Share or download").click()
    await dialog.get_by_role("button", name="Opened once").click()
    await expect(dialog.get_by_role("list", name="Opened by")).to_contain_text("Chrom")
    assert link not in await dialog.inner_text()
    async with page.expect_download() as loading:
        await dialog.get_by_role("button", name="PDF", exact=True).click()
    assert (await (await loading.value).path()).read_bytes().startswith(b"%PDF")
    await dialog.get_by_role("button", name="Revoke the link").click()
    asked = page.get_by_role("dialog", name=re.compile("^Revoke .*link"))
    await page.keyboard.press("Enter")  # the safe button has the focus
    await expect(asked).to_have_count(0)
    await expect(dialog.get_by_role("button", name="Revoke the link")).to_be_focused()
    await page.keyboard.press("Enter")
    await asked.get_by_role("button", name="Revoke the link").click()
    await expect(dialog.get_by_text("Revoked")).to_be_visible()
    await visitor.reload()
    await expect(visitor.get_by_role("heading", name="This link doesn’t work")).to_be_visible()
    await seat.watch.expect("Failed to load resource")


async def code_in(office: Office, number: int) -> str:
    found = re.search(r"^\d{6}$", words_of(await office.mail.letter(number)), re.MULTILINE)
    assert found is not None
    return found.group()


async def test_the_rights_page_opens_with_a_code_from_the_mailbox(seat: Seat) -> None:
    office = seat.office
    interview = await office.interview()
    mina = await office.invite(interview, name="Mina Sol", email="mina@example.com")
    await office.take(mina["inviteUrl"])
    page = await seat.visitor(mina["inviteUrl"])
    await page.get_by_role("button", name="Your data and your rights").click()
    await expect(page.get_by_role("heading", name="Confirm that it’s you")).to_be_focused()
    await expect(page.get_by_text("We’ve sent a six-digit code to m•••@example.com.")).to_be_visible()
    letter = await office.mail.letter(1)
    assert letter["To"] == "mina@example.com"
    code = await code_in(office, 1)
    box = page.get_by_label("Six-digit code")
    await box.fill(f"{(int(code) + 1) % 1_000_000:06d}")
    await page.get_by_role("button", name="Continue").click()
    await expect(page.get_by_text("That code doesn’t match.")).to_be_visible()
    await expect(box).to_be_focused()
    await office.change("codes", mina["id"], expires_at=1)
    await box.fill(code)
    await page.get_by_role("button", name="Continue").click()
    await expect(page.get_by_text("That code has expired or was tried too many times.")).to_be_visible()
    await office.change("codes", mina["id"], asked_at=1)
    await page.get_by_role("button", name="Send a new code").click()
    await expect(page.get_by_text("That code has expired")).to_have_count(0)  # a code is accepted only after the answer
    code = await code_in(office, 2)
    await box.fill(f" {code[:3]} {code[3:]} ")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="What is stored")).to_be_visible()
    assert "token" not in page.url
    await seat.watch.expect("Failed to load resource")


async def press(page: Page, selector: str, text: str = "", key: str = "Enter") -> None:
    await tab_to(page, selector, text)
    await page.keyboard.press(key)


async def test_a_list_of_candidates_is_imported_and_invited_by_keyboard(seat: Seat) -> None:
    office = seat.office
    interview = await office.interview()
    page = await seat.page(f"/interviews/{interview}/candidates")
    await press(page, "button", "Add candidates")
    await press(page, "[role=tab]", "One person", "ArrowRight")
    await page.keyboard.press("ArrowRight")
    await press(page, "a", "Import a CSV or XLSX list")
    await expect(page.get_by_role("heading", name="Import candidates")).to_be_focused()
    await tab_to(page, "input[type=file]")
    async with page.expect_file_chooser() as choosing:
        await page.keyboard.press("Space")
    await (await choosing.value).set_files([csv()])
    await expect(page.get_by_role("heading", name="Import candidates")).to_be_focused()
    await press(page, "button", "Check the rows")
    await expect(page.get_by_text("2 to fix", exact=True)).to_be_visible()
    await press(page, "form[aria-label='Line 3'] input:not([aria-invalid])", key="Tab")
    await page.keyboard.press("Control+A")
    await page.keyboard.type("ada@example.com")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("3 ready", exact=True)).to_be_visible()
    await press(page, "button", "Add 3 candidates")
    await expect(page.get_by_text("3 candidates were added.")).to_be_visible()
    await press(page, "a", "Go to candidates")
    await expect(page.get_by_role("heading", name="Outage talk")).to_be_focused()
    await press(page, "button", "Send invitations")
    await press(page, "button", "Send the invitations")
    assert (await office.mail.letter(3))["To"].endswith("@example.com")
    await expect(page.get_by_role("button", name="Send invitations")).to_have_count(0)
