"""The watch over our pages sees what it should: else an empty list of faults would mean nothing."""

from playwright.async_api import Browser, Page

from tests.web.conftest import Watch, list_violations


async def show(browser: Browser, watch: Watch, content: str) -> Page:
    context = await browser.new_context()
    watch.attach(context)
    page = await context.new_page()
    await page.set_content(content)
    return page


async def test_a_foreign_request_is_a_fault(browser: Browser, watch: Watch) -> None:
    await show(browser, watch, '<img src="https://example.com/a.png" alt="">')
    watch.expect("foreign request: https://example.com/a.png")
    watch.expect("console error")


async def test_an_uncaught_error_is_a_fault(browser: Browser, watch: Watch) -> None:
    await show(browser, watch, "<script>throw new Error('lost')</script>")
    watch.expect("uncaught: lost")


async def test_a_console_warning_is_a_fault(browser: Browser, watch: Watch) -> None:
    await show(browser, watch, "<script>console.warn('careful')</script>")
    watch.expect("console warning: careful")


async def test_axe_finds_a_picture_without_words(browser: Browser, watch: Watch) -> None:
    page = await show(
        browser, watch, "<main><h1>Page</h1><img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='></main>"
    )
    assert any(line.startswith("image-alt") for line in await list_violations(page))
    await page.context.close()
