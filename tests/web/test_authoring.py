"""The builder while a creator writes: nothing is overwritten, and no key traps the focus."""

from __future__ import annotations

import re

from playwright.async_api import Locator, Page, expect

from tests.waiting import until
from tests.web.builder_states import (
    BUILD,
    OWN,
    QUESTION,
    QUESTIONS,
    THEIRS,
    conflict,
    saving,
    write_and_go_back,
    write_over_somebody,
)
from tests.web.conftest import SIZES, Profiles, Watch
from tests.web.dashboard_fake import HELD, FakeApi, Reply, open_dashboard, refusal

PATCH = "PATCH /questions/{id}"


def in_outline(page: Page, number: int) -> Locator:
    """The row of a question in the outline."""
    return page.get_by_role("navigation", name="Questions").get_by_role("button", name=re.compile(rf"^{number}\. "))


def sent(fake: FakeApi, what: str) -> list[dict[str, str]]:
    return [headers for name, _body, headers in fake.received if name == what]


async def test_a_conflicting_save_shows_both_versions_and_writes_nothing(open_page: Profiles, watch: Watch) -> None:
    fake = FakeApi(replies=OWN | conflict())
    page = await open_dashboard(open_page, fake, BUILD)
    await write_over_somebody(page)
    (refused,) = sent(fake, "PATCH /questions/q1")
    assert refused["if-match"] == '"1"'
    await expect(page.get_by_text("Tell me about a failure that you saw coming.", exact=True)).to_be_visible()
    fake.replies[PATCH] = Reply(QUESTIONS[0])
    await page.get_by_role("button", name="Keep mine").click()
    await expect(page.get_by_text(re.compile("^Saved "))).to_be_visible()
    assert [headers["if-match"] for headers in sent(fake, "PATCH /questions/q1")] == ['"1"', '"2"']
    await watch.expect("412")


async def focused(page: Page) -> str:
    """The id of the element with the focus. For an editor, which is in a shadow tree, this is its host."""
    return str(await page.evaluate("document.activeElement.id"))


async def test_tab_indents_code_and_leaves_the_editor_at_any_time_after_esc(open_page: Profiles) -> None:
    fake = FakeApi(replies=OWN | {QUESTION: Reply(QUESTIONS[2], headers={"ETag": '"1"'}), PATCH: Reply(QUESTIONS[2])})
    page = await open_dashboard(open_page, fake, f"{BUILD}?question=q3")
    editor = page.locator("#starter-code .cm-content")
    await editor.focus()
    await page.keyboard.press("Tab")
    assert await focused(page) == "starter-code"
    indented = re.compile("^ {4}def double")
    await expect(editor).to_have_text(indented)
    await page.clock.install()
    await page.keyboard.press("Escape")
    await page.clock.run_for(60_000)
    await expect(editor).not_to_have_text(indented)  # saved, and the server has another version
    await page.keyboard.press("Tab")
    assert await focused(page) != "starter-code"
    await page.keyboard.press("Shift+Tab")
    assert await focused(page) == "starter-code"
    await page.keyboard.press("Tab")
    assert await focused(page) == "starter-code", "coming back to the editor means writing again"


async def test_choosing_a_question_on_a_phone_leads_to_its_form(open_page: Profiles) -> None:
    page = await open_dashboard(open_page, FakeApi(replies=OWN), BUILD, size="phone")
    await in_outline(page, 2).press("Enter")
    await expect(page.get_by_role("group", name="Edit", exact=True)).to_be_focused()
    await expect(in_outline(page, 2)).to_be_hidden()
    await page.keyboard.press("Tab")
    await expect(page.get_by_label("Question", exact=True)).to_be_focused()
    await page.keyboard.press("Control+Enter")
    await expect(page.get_by_label("Question", exact=True)).to_have_value(QUESTIONS[2]["text"])


async def test_on_a_phone_the_outline_shows_whether_changes_are_saved(open_page: Profiles, watch: Watch) -> None:
    fake = FakeApi(replies=saving(refusal()))
    page = await open_dashboard(open_page, fake, BUILD, size="phone")
    steps = page.get_by_role("navigation", name="Steps")
    await expect(steps.get_by_text("aved")).to_have_count(0)
    await write_and_go_back(page)
    await expect(steps.get_by_text("Not saved yet")).to_be_visible()
    await watch.expect("503")
    fake.replies[PATCH] = HELD
    await steps.get_by_role("button", name="Try again").click()
    await expect(steps.get_by_text("Saving")).to_be_visible()
    await expect(in_outline(page, 1)).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") <= SIZES["phone"][0]


async def test_on_a_phone_the_outline_shows_when_changes_were_last_saved(open_page: Profiles) -> None:
    fake = FakeApi(replies=saving(Reply(QUESTIONS[0])))
    page = await open_dashboard(open_page, fake, BUILD, size="phone")
    told = page.get_by_role("navigation", name="Steps").get_by_text(re.compile("^Saved "))
    await page.get_by_role("button", name="Move question 1 down").click()
    await expect(told).to_be_visible()
    await write_and_go_back(page)
    await expect(told).to_be_visible()
    await page.get_by_role("button", name="2. Edit").click()
    await expect(told).to_have_count(0)
    await expect(page.get_by_text(re.compile("^Saved "))).to_be_visible()


async def test_arrows_move_through_the_outline_and_alt_moves_a_question(open_page: Profiles) -> None:
    moved = [QUESTIONS[1], QUESTIONS[0], *QUESTIONS[2:]]
    whole = OWN["GET /interviews/i1"].data
    after = {**whole, "questions": [{**one, "order": place} for place, one in enumerate(moved)]}
    read = {QUESTION: Reply(QUESTIONS[0], headers={"ETag": '"4"'})}
    seen = {"GET /interviews/i1": [OWN["GET /interviews/i1"], Reply(after)], PATCH: Reply({})}
    fake = FakeApi(replies=OWN | read | seen)
    page = await open_dashboard(open_page, fake, BUILD)
    await in_outline(page, 1).focus()
    await page.keyboard.press("ArrowDown")
    await expect(in_outline(page, 2)).to_be_focused()
    await page.keyboard.press("ArrowUp")
    await page.keyboard.press("Alt+ArrowDown")
    await expect(page.get_by_role("status")).to_contain_text("Question 1 moved to position 2 of 4")
    await expect(in_outline(page, 2)).to_be_focused()  # the focus moves with it
    (wrote,) = [(body, headers["if-match"]) for name, body, headers in fake.received if name == "PATCH /questions/q1"]
    assert wrote == ({"order": 1}, '"4"')


async def test_follow_ups_are_written_and_ordered_by_keyboard_alone(open_page: Profiles) -> None:
    read = {QUESTION: Reply(QUESTIONS[0], headers={"ETag": '"4"'})}
    fake = FakeApi(replies=OWN | read | {PATCH: HELD})
    page = await open_dashboard(open_page, fake, BUILD)
    await page.get_by_role("button", name="Edit follow-up 2").press("Enter")
    when = page.get_by_label("When to ask")
    await expect(when).to_be_focused()
    await page.keyboard.press("End")
    await expect(when.locator("option:checked")).to_have_text("After any answer")
    await page.keyboard.press("Tab")
    await expect(page.get_by_label("What to ask")).to_be_focused()
    await page.keyboard.press("Control+a")
    await page.keyboard.type("How did that night end?")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("button", name="Edit follow-up 2")).to_be_focused()
    await page.keyboard.press("Alt+ArrowUp")
    await expect(page.get_by_role("status")).to_contain_text("Follow-up 1 of 4")
    await expect(page.get_by_role("button", name="Move follow-up 1 up")).to_be_focused()
    first = page.get_by_role("listitem").filter(has=page.get_by_role("button", name="Edit follow-up 1"))
    await expect(first).to_contain_text("After any answer")
    await expect(first).to_contain_text("How did that night end?")
    await expect(page.get_by_text("Saving")).to_be_visible()
    await until(lambda: bool(sent(fake, "PATCH /questions/q1")))
    assert {tuple(body) for name, body, _ in fake.received if name == "PATCH /questions/q1"} == {("probes",)}


async def test_a_question_changed_by_another_user_is_not_deleted_without_a_warning(open_page: Profiles) -> None:
    changed = THEIRS | {"updatedAt": "2027-11-14T10:03:00.000Z"}
    fake = FakeApi(
        replies=OWN | {QUESTION: Reply(changed, headers={"ETag": '"5"'}), "DELETE /questions/{id}": Reply({})}
    )
    page = await open_dashboard(open_page, fake, BUILD)
    await page.get_by_role("button", name="Delete this question").click()
    await expect(page.get_by_text("Someone else changed this question in the meantime")).to_be_visible()
    assert sent(fake, "DELETE /questions/q1") == []
    fake.replies[QUESTION] = Reply(QUESTIONS[0], headers={"ETag": '"5"'})
    await page.get_by_role("button", name="Delete this question").click()
    await expect(page.get_by_role("button", name="Undo")).to_be_visible()
    assert [headers["if-match"] for headers in sent(fake, "DELETE /questions/q1")] == ['"5"']
