"""Measures the dashboard in a real browser, with 10,000 sessions of one interview: `python -m bench.pages`.

A page is interactive once its own rows or figures are there and the main thread has no long task. Each page is opened
by its address in a browser that has already cached its scripts, as on a second visit. The table also shows the server's
processor time for one load and the load of the machine: on a busy machine, rely on the processor time.
"""

from __future__ import annotations

import os
import statistics
from pathlib import Path
from typing import Any

from playwright.async_api import BrowserContext

from bench.filled import Filled, measure_filled
from tests.serving import Served

LOADS = 5
# The elements that show that a page is ready: never its frame or heading, which need no response from the server.
PAGES = {
    "/interviews": "table tbody tr",
    "/interviews/{interview}/sessions": "table tbody tr",
    "/interviews/{interview}/candidates": "table tbody tr",
    "/interviews/{interview}/insights": "main svg, main table",
    "/insights": "main svg, main table",
    "/interviews/{interview}/build": "main textarea, main input",
    "/sessions": "table tbody tr",
    "/candidates": "table tbody tr",
    "/sessions/{session}": "main [data-quote], main blockquote, main mark, main button",
    "/sessions/compare?ids={session},{other}": "main table tbody tr",
    "/usage": "main h2, main meter, main dl",
    "/audit": "table tbody tr",
    "/team": "table tbody tr",
    "/settings/retention": "main dl, main section p",
}
WATCH = """
window.lastLong = 0;
new PerformanceObserver(list => {
  for (const task of list.getEntries()) window.lastLong = task.startTime + task.duration;
}).observe({ type: "longtask", buffered: true });
"""
READY = """selector => {
  const there = [...document.querySelectorAll(selector)].some(element => !element.closest("[aria-busy=true]"));
  return there ? Math.max(performance.now(), window.lastLong) : null;
}"""


def main() -> None:
    measure_filled(__doc__, measure)


async def measure(filled: Filled) -> None:
    async with filled.browse() as context:
        ids = await find_ids(context, filled.interview)
        await context.add_init_script(WATCH)
        for path, selector in PAGES.items():
            await measure_page(context, filled.served, path, path.format(**ids), selector)


async def find_ids(context: BrowserContext, interview: str) -> dict[str, str]:
    listed = await context.request.get(f"/api/v1/interviews/{interview}/sessions")
    session, other, *_ = (await listed.json())["data"]
    return {"interview": interview, "session": session["id"], "other": other["id"]}


def processor_seconds(served: Served) -> float:
    """The processor time that the server's process has used so far."""
    fields = Path(f"/proc/{served.process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def measure_page(context: BrowserContext, served: Served, name: str, address: str, selector: str) -> None:
    page = await context.new_page()
    received = 0

    def count(response: Any) -> None:
        nonlocal received
        if "/api/v1/" in response.url:
            received += int(response.headers.get("content-length", 0))

    page.on("response", count)
    times, before = [], processor_seconds(served)
    for _ in range(LOADS + 1):
        received = 0
        await page.goto(address)
        handle = await page.wait_for_function(READY, arg=selector)
        times.append(float(await handle.json_value()))
    used, load = (processor_seconds(served) - before) / len(times), os.getloadavg()[0]
    shown = f"{name:40} {statistics.median(times[1:]):6.0f} ms   {used * 1000:5.0f} ms of the server's processor"
    print(f"{shown}   {received / 1000:6.1f} kB of responses   load {load:.1f}   (target: ≤ 1000)", flush=True)
    await page.close()


if __name__ == "__main__":
    main()
