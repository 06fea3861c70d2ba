"""Switches an open page to another language, and recognizes the words that stay untranslated on purpose."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from playwright.async_api import Page

ASSETS = Path(__file__).parents[2] / "src/aural/static/assets"
#: React keeps the page's translator in the properties of the provider component.
TRANSLATE = """async ([locale, files]) => {
    const root = [...document.querySelectorAll("*")].find((element) =>
        Object.keys(element).some((key) => key.startsWith("__reactContainer$")));
    const next = [root[Object.keys(root).find((key) => key.startsWith("__reactContainer$"))]];
    let i18n = null;
    while (next.length > 0 && i18n === null) {
        const fiber = next.pop();
        if (fiber.memoizedProps?.i18n?.loadAndActivate) i18n = fiber.memoizedProps.i18n;
        next.push(...[fiber.sibling, fiber.child].filter(Boolean));
    }
    const catalogues = await Promise.all(files.map((file) => import(`/assets/${file}`)));
    const messages = Object.assign({}, ...catalogues.map((catalogue) => catalogue.messages));
    i18n.loadAndActivate({ locale, messages });
    document.documentElement.dir = "ltr";
    document.documentElement.lang = locale;
}"""


async def switch_language(page: Page, language: str) -> None:
    """`language` is the language of a catalog, or "rtl" for the same words from right to left, as in Arabic."""
    if language == "rtl":
        await page.evaluate("document.documentElement.dir = 'rtl'")
        return
    files = [path.name for path in sorted(ASSETS.glob(f"{language}-*.js"))]
    await page.evaluate(TRANSLATE, [language, files])


def any_of(texts: Iterable[str]) -> re.Pattern[str]:
    """Matches whole words only: "interview" does not match inside "interviews"."""
    longest_first = sorted(texts, key=len, reverse=True)
    return re.compile(f"(?<![A-Za-z])(?:{'|'.join(map(re.escape, longest_first))})(?![A-Za-z])")
