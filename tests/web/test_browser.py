"""The watch over our pages notices what it should. Otherwise an empty list of faults would mean nothing."""

from playwright.async_api import Browser, Page, expect

from tests.web.conftest import Profiles, Watch, list_violations
from tests.web.room_fake import FakeRoom, open_landing

#: Returns for each font that the page preloads whether its text is shown in it.
LOADED_AHEAD = """async () => {
    await document.fonts.ready;
    const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
    const isUsed = (url) => {
        const { style } = rules.find((rule) => rule instanceof CSSFontFaceRule && rule.cssText.includes(url));
        const [family, range] = ["font-family", "unicode-range"].map((name) => style.getPropertyValue(name));
        return [...document.fonts].some(
            (face) => face.status === "loaded" && family.includes(face.family) && face.unicodeRange === range,
        );
    };
    return [...document.querySelectorAll("link[rel=preload]")].map((link) => isUsed(link.href.split("/").at(-1)));
}"""


async def show(browser: Browser, watch: Watch, content: str) -> Page:
    context = await browser.new_context()
    watch.attach(context)
    page = await context.new_page()
    await page.set_content(content)
    return page


async def test_a_foreign_request_is_a_fault(browser: Browser, watch: Watch) -> None:
    await show(browser, watch, '<img src="https://example.com/a.png" alt="">')
    await watch.expect("foreign request: https://example.com/a.png")
    await watch.expect("console error")


async def test_an_uncaught_error_is_a_fault(browser: Browser, watch: Watch) -> None:
    await show(browser, watch, "<script>throw new Error('lost')</script>")
    await watch.expect("uncaught: lost")


async def test_a_console_warning_is_a_fault(browser: Browser, watch: Watch) -> None:
    await show(browser, watch, "<script>console.warn('careful')</script>")
    await watch.expect("console warning: careful")


async def test_axe_finds_a_picture_without_alternative_text(browser: Browser, watch: Watch) -> None:
    page = await show(
        browser, watch, "<main><h1>Page</h1><img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='></main>"
    )
    assert any(line.startswith("image-alt") for line in await list_violations(page))
    await page.context.close()


async def test_preloaded_fonts_are_used(open_page: Profiles) -> None:
    """The browser's own warning about unused fonts depends on the load of the machine, so the watch ignores it."""
    page = await open_landing(open_page, FakeRoom())
    await expect(page.get_by_text("An AI interviews you")).to_be_visible()
    assert await page.evaluate(LOADED_AHEAD) == [True]
