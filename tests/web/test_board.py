"""The whiteboard in a real browser: drawings are made, saved, restored or described in words, and nothing is fetched
from elsewhere.
"""

from __future__ import annotations

from typing import Any

from playwright.async_api import Page, expect

from tests.web import waiting
from tests.web.conftest import Profiles
from tests.web.room_fake import FakeRoom, asked, message, open_room


async def open_board(open_page: Profiles, **options: Any) -> tuple[Page, FakeRoom]:
    fake = FakeRoom(**asked(type="WHITEBOARD", text="Sketch it."), **options)
    page = await open_room(open_page, fake)
    await expect(page.locator("canvas.interactive")).to_be_visible()
    return page, fake


async def draw(page: Page, words: str) -> None:
    """Draws a box with words below it."""
    canvas = page.locator("canvas.interactive")
    await canvas.scroll_into_view_if_needed()
    box = await canvas.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 3, box["y"] + box["height"] / 2
    await page.mouse.click(x, y)
    await page.keyboard.press("r")
    await expect(page.get_by_test_id("toolbar-rectangle")).to_be_checked()
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x + 100, y + 60, steps=4)
    await page.mouse.up()
    await expect(page.get_by_test_id("toolbar-selection")).to_be_checked()  # the box is drawn
    await page.keyboard.press("t")
    await expect(page.get_by_test_id("toolbar-text")).to_be_checked()
    await page.mouse.click(x + 20, y + 90)
    await expect(page.locator("textarea.excalidraw-wysiwyg")).to_be_focused()  # until then, each key chooses a tool
    await page.keyboard.type(words)
    await page.keyboard.press("Escape")
    await expect(page.locator("textarea.excalidraw-wysiwyg")).to_have_count(0)


def drawn(fake: FakeRoom) -> str:
    """The words on the drawing that was saved last, which may be an unfinished one."""
    return str(fake.puts[-1]["whiteboard"]["text"]) if fake.puts else ""


async def tab_into(page: Page, selector: str) -> None:
    for _ in range(12):
        await page.keyboard.press("Tab")
        if await page.locator(f"{selector}:focus").count():
            return
    raise AssertionError(f"Tab does not lead to {selector}")


async def test_a_drawing_is_saved_and_sent_with_its_picture(open_page: Profiles) -> None:
    """`open_page` watches each request and the console: fonts are only requested from this server."""
    page, fake = await open_board(open_page)
    await draw(page, "Shop 商店")
    await waiting.press_anew(page.get_by_role("button", name="Send", exact=True))
    picture = page.get_by_role("img", name="Your drawing as you sent it")
    await expect(picture).to_be_visible()
    saved = fake.puts[-1]["whiteboard"]
    assert saved["text"] == "Shop 商店"
    assert saved["picture"].startswith("iVBORw0KGgo")
    assert {element["type"] for element in saved["scene"]["elements"]} == {"rectangle", "text"}
    [answer] = await fake.heard("answer")
    assert answer["whiteboard"] == {"text": "", "board": f"board-{len(fake.puts)}"}


async def test_a_drawing_is_restored_as_it_was_left(open_page: Profiles) -> None:
    page, fake = await open_board(open_page)
    await draw(page, "Warehouse")
    await fake.until(lambda: drawn(fake) == "Warehouse")
    await expect(page.get_by_text("Saved 10:04:12")).to_be_visible()
    scene = fake.puts[-1]["whiteboard"]["scene"]
    work = {"code": None, "whiteboard": {"board": "board-9", "scene": scene, "text": "Warehouse"}, "savedAt": "x"}
    again, second = await open_board(open_page, work={"q3": work})
    await again.get_by_label("Explain your drawing").fill("As before.")
    await waiting.press_anew(again.get_by_role("button", name="Send", exact=True))
    await expect(again.get_by_role("log").get_by_text("As before.")).to_be_visible()
    [answer] = await second.heard("answer")
    assert answer["whiteboard"] == {"text": "As before.", "board": "board-9"}
    await draw(again, "More")
    await second.until(lambda: "More" in drawn(second))
    assert "Warehouse" in drawn(second)
    await expect(again.get_by_text("Saved 10:04:12")).to_be_visible()


async def test_the_same_answer_can_be_given_in_words(open_page: Profiles) -> None:
    page, fake = await open_board(open_page)
    await page.get_by_role("button", name="Describe in words").click()
    await page.get_by_label("Parts", exact=True).fill("Shop: takes orders\nQueue")
    await page.get_by_label("How the parts are connected").fill("Shop to queue: orders")
    await page.get_by_role("button", name="Add the outline to my answer").click()
    words = "Parts:\nShop: takes orders\nQueue\n\nHow the parts are connected:\nShop to queue: orders"
    await expect(page.locator("#words")).to_have_value(words)
    await expect(page.locator("#words")).to_be_focused()
    await page.keyboard.press("Control+Enter")
    await expect(page.get_by_role("log").get_by_text("Shop: takes orders")).to_be_visible()
    [answer] = await fake.heard("answer")
    assert answer["whiteboard"] == {"text": words, "board": None}


async def test_the_tools_are_reached_by_keyboard_and_follow_the_theme(open_page: Profiles) -> None:
    page, _ = await open_board(
        open_page,
    )
    await page.get_by_role("button", name="Draw", exact=True).focus()
    for _ in range(12):
        await page.keyboard.press("Tab")
        if await page.evaluate("document.activeElement.closest('.excalidraw') !== null"):
            break
    else:
        raise AssertionError("Tab does not lead into the whiteboard")
    await expect(page.locator(".excalidraw.theme--dark")).to_have_count(0)
    await page.emulate_media(color_scheme="dark")
    await expect(page.locator(".excalidraw.theme--dark").first).to_be_attached()


async def test_a_drawing_that_could_not_be_saved_is_not_sent(open_page: Profiles, watch: Any) -> None:
    page, fake = await open_board(open_page)
    fake.work_status = 503
    await draw(page, "Shop")
    await waiting.press_anew(page.get_by_role("button", name="Send", exact=True))
    await expect(page.get_by_text("The drawing could not be saved, so nothing was sent.")).to_be_visible()
    assert [frame for frame in fake.received if frame["type"] == "answer"] == []
    fake.work_status = 200
    await waiting.press_anew(page.get_by_role("button", name="Send", exact=True))
    await expect(page.get_by_role("img", name="Your drawing")).to_be_visible()
    await watch.expect("503")


async def test_a_research_question_can_be_ended_at_any_time(open_page: Profiles) -> None:
    fake = FakeRoom(**asked(type="RESEARCH", text="What do you use?"))
    page = await open_room(open_page, fake)
    end = page.get_by_role("button", name="That’s all I have")
    await expect(end).to_be_visible()
    await page.get_by_label("Your answer", exact=True).fill("Paper.")
    await end.click()
    await expect(page.get_by_role("log").get_by_text("That’s all I have.")).to_be_visible()
    [answer] = await fake.heard("answer")
    assert answer["text"] == "Paper.\n\nThat’s all I have."


async def test_an_unsaved_drawing_is_restored_after_a_reload_and_then_saved(open_page: Profiles, watch: Any) -> None:
    page, fake = await open_board(open_page)
    fake.work_status = 503
    await draw(page, "Parcel")
    await expect(page.get_by_text("Not saved yet. Trying again.")).to_be_visible()
    assert fake.puts == []
    await page.goto("about:blank")  # otherwise the first page could save it
    fake.work_status = 200
    await page.goto("/i/backend/room")
    await expect(page.get_by_text("Saved 10:04:12")).to_be_visible()
    assert fake.puts[-1]["whiteboard"]["text"] == "Parcel"
    assert {element["type"] for element in fake.puts[-1]["whiteboard"]["scene"]["elements"]} == {"rectangle", "text"}
    fake.puts.clear()
    await page.reload()  # the server has it now, and its version counts
    await expect(page.locator("canvas.interactive")).to_be_visible()
    await page.get_by_label("Explain your drawing").fill("See above.")
    await waiting.press_anew(page.get_by_role("button", name="Send", exact=True))
    await expect(page.get_by_role("log").get_by_text("See above.")).to_be_visible()
    assert fake.puts == []
    await watch.expect("503")


async def test_no_empty_board_is_shown_for_a_drawing_that_could_not_be_loaded(open_page: Profiles, watch: Any) -> None:
    fake = FakeRoom(**asked(type="WHITEBOARD", text="Sketch it."), work_status=503)
    page = await open_room(open_page, fake)
    await expect(page.get_by_text("Loading…")).to_be_visible()
    await watch.until("503")
    await expect(page.locator("canvas.interactive")).to_have_count(0)
    fake.work_status = 200
    await expect(page.locator("canvas.interactive")).to_be_visible()
    await watch.expect("503")


async def test_a_diagram_is_drawn_by_keyboard_alone(open_page: Profiles, watch: Any) -> None:
    """The whiteboard's own menu turns a line of text into boxes and arrows. A description in words is the other way."""
    page, fake = await open_board(open_page)
    await page.get_by_role("button", name="Draw", exact=True).focus()
    for name in ("button.App-toolbar__extra-tools-trigger", "button:has-text('Mermaid to Excalidraw')"):
        await tab_into(page, name)
        await page.keyboard.press("Enter")
    await expect(page.locator("textarea.ttd-dialog-input")).to_be_focused()
    await page.keyboard.press("Control+a")
    await page.keyboard.insert_text("flowchart TD\n A[Shop] --> B[Queue]")
    await expect(page.locator(".ttd-dialog-output-canvas-container canvas")).to_be_visible()
    await page.keyboard.press("Control+Enter")
    await fake.until(lambda: drawn(fake) == "Shop\nQueue")
    await expect(page.get_by_text("Saved 10:04:12")).to_be_visible()
    saved = fake.puts[-1]["whiteboard"]
    kinds = [element["type"] for element in saved["scene"]["elements"]]
    assert sorted(kinds) == ["arrow", "rectangle", "rectangle", "text", "text"]
    await watch.expect("style-src 'self'")  # the whiteboard sets styles to measure text, which our policy refuses


async def test_a_sent_drawing_stays_open_and_a_text_answer_does_not_resend_it(open_page: Profiles) -> None:
    page, fake = await open_board(open_page)
    heading = page.get_by_role("heading", level=1)
    top = await heading.evaluate("(one) => one.getBoundingClientRect().top")
    await draw(page, "Shop")
    await fake.until(lambda: drawn(fake) == "Shop")
    assert await heading.evaluate("(one) => one.getBoundingClientRect().top") == top  # nothing jumps
    await waiting.press_anew(page.get_by_role("button", name="Send", exact=True))
    await expect(page.get_by_test_id("sent")).to_contain_text("You can change your answer and send it again.")
    asked = message(100, "assistant", "follow_up", "Thank you. What would you do differently today?")
    fake.tell({"type": "message", "message": asked})
    await expect(page.locator("[data-ask] h1:focus")).to_contain_text("differently")
    await expect(page.get_by_test_id("state")).to_contain_text("Answer the follow-up")
    await expect(page.get_by_role("region", name="Whiteboard")).to_be_visible()
    await page.get_by_label("Your answer").fill("I would leave the queue out.")
    await waiting.press_anew(page.get_by_role("button", name="Send", exact=True))
    first, second = await fake.heard("answer", 2)
    assert first["whiteboard"]["board"] == f"board-{len(fake.puts)}"
    assert (second["text"], second.get("whiteboard")) == ("I would leave the queue out.", None)
