"""Measures the room in a real browser: its size, the time until it is usable, and the time until words are seen.

`python -m bench.room`. The room is usable once a field or button takes input and the main thread has no long task. The
time until words are seen runs from the message's own `at`, set before the server stores it, to the first frame painted
with the message in the page.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import shutil
import statistics
import subprocess
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Page, async_playwright

from tests.crash.rig import get, post
from tests.serving import Served, run, serving
from tests.web.test_whole_path import enter

ROOT = Path(__file__).parent.parent
TURNS = 20
ANSWER = "I wrote the import myself, because the old one took 40 minutes and failed once a week."
WATCH = """
window.seen = [];
window.usable = null;
window.lastLong = 0;
new PerformanceObserver(list => {
  for (const task of list.getEntries()) window.lastLong = task.startTime + task.duration;
}).observe({ type: "longtask", buffered: true });
const afterPaint = then => requestAnimationFrame(() => {
  const channel = new MessageChannel();
  channel.port1.onmessage = then;
  channel.port2.postMessage(0);
});
new MutationObserver(() => {
  const text = document.querySelector("main")?.textContent ?? "";
  if (text === window.seen.at(-1)?.text) return;
  const entry = { text, at: null };
  window.seen.push(entry);
  afterPaint(() => {
    entry.at = performance.timeOrigin + performance.now();
    const field = document.querySelector("main :is(input, textarea, button):enabled");
    if (window.usable === null && field) window.usable = Math.max(performance.now(), window.lastLong);
  });
}).observe(document, { childList: true, subtree: true, characterData: true });
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--loads", type=int, default=5)
    given = parser.parse_args()
    weigh()
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as served:
        key = run("keys", "create", "--organization", "Room", "--data-dir", folder).strip()
        asyncio.run(measure(served, key, given.loads))


def weigh() -> None:
    """Prints what the check measures: the compressed size of the files that a first visit requests."""
    node = [str(ROOT / "tools" / "npm"), "exec", "--offline", "--", "node", "weigh.ts"]
    told = subprocess.run(node, cwd=ROOT / "web", capture_output=True, text=True, check=False).stdout
    print(told.strip() or "The pages could not be measured: run make setup first.", "  (target: script ≤ 150 kB)")


async def measure(served: Served, key: str, loads: int) -> None:
    slug = await asyncio.to_thread(publish, served.url, key)
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program)
        landing = [await load(browser, f"{served.url}/i/{slug}") for _ in range(loads)]
        print(f"landing usable: {statistics.median(landing):.0f} ms, median of {loads}   (target: ≤ 1000 ms)")
        page = await open_page(browser, f"{served.url}/i/{slug}")
        await enter(page)
        await page.locator("#words").wait_for()
        room = [await reload(page) for _ in range(loads)]
        print(f"room usable: {statistics.median(room):.0f} ms, median of {loads}   (target: ≤ 1000 ms)")
        await talk(page)
        seen = await page.evaluate("window.seen")
        report(await asyncio.to_thread(spoken, served.url, key), seen)
        await browser.close()


def publish(url: str, key: str) -> str:
    interview = post(url, key, "/interviews", {"title": "Room", "followUpDepth": "LIGHT", "timeLimitMinutes": None})
    questions = [{"text": f"Tell me about the service number {number}."} for number in range(1, TURNS + 1)]
    post(url, key, f"/interviews/{interview['id']}/questions", questions)
    return str(post(url, key, f"/interviews/{interview['id']}/publish", {})["publicSlug"])


async def open_page(browser: Browser, url: str) -> Page:
    """Opens the page in a new profile, so that nothing is cached."""
    context = await browser.new_context(locale="en-GB")
    await context.add_init_script(WATCH)
    page = await context.new_page()
    await page.goto(url)
    return page


async def load(browser: Browser, url: str) -> float:
    page = await open_page(browser, url)
    usable = await wait_until_usable(page)
    await page.context.close()
    return usable


async def reload(page: Page) -> float:
    await page.reload()
    await page.locator("#words").wait_for()
    return await wait_until_usable(page)


async def wait_until_usable(page: Page) -> float:
    handle = await page.wait_for_function("() => window.usable")
    return float(await handle.json_value())


async def talk(page: Page) -> None:
    """Answers until the last turn, each time waiting for the interviewer's next message."""
    for _ in range(TURNS):
        turns = await page.get_by_role("article").count()
        await page.locator("#words").fill(ANSWER)
        await page.locator("#words").press("Control+Enter")
        await page.get_by_role("article").nth(turns + 1).wait_for()
        await page.get_by_test_id("state").get_by_text(re.compile("Type your answer|Anything to add")).wait_for()


def spoken(url: str, key: str) -> list[dict[str, Any]]:
    """The interviewer's messages after the first answer."""
    interview = get(url, key, "/interviews")[0]
    session = get(url, key, f"/interviews/{interview['id']}/sessions")[0]
    messages = get(url, key, f"/sessions/{session['id']}")["messages"]
    first = next(place for place, message in enumerate(messages) if message["role"] == "user")
    return [message for message in messages[first:] if message["role"] == "assistant"]


def report(messages: list[dict[str, Any]], seen: list[dict[str, Any]]) -> None:
    waits = sorted(find_wait(message, seen) for message in messages)
    p50, p95 = statistics.median(waits), statistics.quantiles(waits, n=20, method="inclusive")[18]
    print(f"words seen: median {p50:.0f} ms, p95 {p95:.0f} ms, over {len(waits)}   (target: ≤ 100 ms)")


def find_wait(message: dict[str, Any], seen: list[dict[str, Any]]) -> float:
    """Milliseconds from the time at which the server had the words to the time at which they were painted."""
    at = datetime.fromisoformat(message["timestamp"]).timestamp() * 1000
    words = squeeze(message["content"].splitlines()[-1])
    return float(next(entry["at"] for entry in seen if words in squeeze(entry["text"]) and entry["at"] >= at)) - at


def squeeze(text: str) -> str:
    return "".join(text.split())


if __name__ == "__main__":
    main()
