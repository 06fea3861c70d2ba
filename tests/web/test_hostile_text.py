"""Text that others typed is shown unchanged in a real browser, and none of it runs; passwords are masked."""

from __future__ import annotations

from playwright.async_api import Page, expect

from tests.web.conftest import Profiles, Watch
from tests.web.dashboard_fake import FakeApi, Reply, open_dashboard
from tests.web.report_states import LISTS, MESSAGES, ONE, REPLIES, detail
from tests.web.room_fake import INTERVIEW, FakeRoom, entry, open_landing

HOSTILE = '<img src=x onerror="window.ran=1"><script>window.ran=1</script> [a](javascript:window.ran=1) \u202eb\u200b'


async def shows_it_as_text(page: Page, *, times: int) -> None:
    shown = page.get_by_text(HOSTILE)
    await expect(shown.first).to_be_visible()
    await shown.nth(times - 1).wait_for(state="attached")
    assert await page.evaluate("window.ran") is None
    assert await page.locator("img[src=x], a[href^='javascript:']").count() == 0


async def test_hostile_text_is_shown_as_text_and_runs_nothing(open_page: Profiles, watch: Watch) -> None:
    room = FakeRoom()
    room.entry = entry(interview=INTERVIEW | {"title": HOSTILE, "description": HOSTILE})
    await shows_it_as_text(await open_landing(open_page, room), times=2)
    messages = [{**message, "content": HOSTILE, "data": None, "originalContent": None} for message in MESSAGES]
    said = {"participantName": HOSTILE, "summary": HOSTILE, "insights": [HOSTILE], "messages": messages}
    fake = FakeApi(replies=REPLIES | LISTS | {ONE: Reply(detail() | said)})
    await shows_it_as_text(await open_dashboard(open_page, fake, "/sessions/s1"), times=4)
    assert watch.faults == []


async def test_a_password_is_masked_and_can_be_pasted_and_saved(open_page: Profiles) -> None:
    page = await open_dashboard(
        open_page, FakeApi(me=None), "/sign-in", permissions=["clipboard-read", "clipboard-write"]
    )
    field = page.locator("input[autocomplete=current-password]")
    await expect(field).to_have_attribute("type", "password")
    await page.evaluate("navigator.clipboard.writeText('a password of some length')")
    await field.focus()
    await page.keyboard.press("Control+V")
    await expect(field).to_have_value("a password of some length")
