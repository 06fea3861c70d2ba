"""The dashboard in a real browser over 10,000 sessions of one interview: `python -m bench.pages`.

Interactive is the moment at which the page's own rows or figures are there, and the main thread is free of long tasks
by then. Each page is opened by its address, in a browser that has its scripts already, as on a second visit. Beside it
stand the processor seconds of the server for one load, and how loaded the machine was: on a busy one the former counts.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import statistics
import tempfile
from pathlib import Path
from typing import Any

import httpx2
from playwright.async_api import BrowserContext, async_playwright

from aural.guard.auth.setup import issue_setup_code
from aural.guard.secrets import Secrets
from aural.store.database import open_database
from bench.filling import Owner, fill
from tests import postgres
from tests.serving import Served, serving

SESSIONS = 10_000
OWNER = {"name": "Dana", "email": "dana@example.com", "password": "correct horse battery", "organization": "Harbour"}
LOADS = 5
# What of a page shows that it is there: never its frame or heading, which need no answer of the server.
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
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=SESSIONS)
    parser.add_argument("--postgres", action="store_true", help="on a PostgreSQL started for it")
    given = parser.parse_args()
    server = postgres.Server() if given.postgres else None
    try:
        with tempfile.TemporaryDirectory() as folder:
            url = server.url if server else f"sqlite:///{Path(folder) / 'aural.db'}"
            settings = {"AURAL_RATE_LIMIT_PER_MINUTE": "0", "AURAL_DATABASE_URL": url}
            with serving(Path(folder), **settings) as served:
                asyncio.run(measure(served, url, given.sessions))
    finally:
        if server is not None:
            server.stop()


async def measure(served: Served, url: str, sessions: int) -> None:
    async with httpx2.AsyncClient(base_url=f"{served.url}/api/v1") as api:
        me = (await set_up(served, url, api))["data"]
        sealed = Secrets((served.data_dir / "secret.key").read_text().strip()).encrypt("a token")
        owner = Owner(me["organization"]["id"], me["projects"][0]["id"], sealed)
        await asyncio.to_thread(fill, url, owner, 1, sessions)
        ids = await find_ids(api)
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program)
        context = await browser.new_context(base_url=served.url, locale="en-GB")
        await context.add_init_script(WATCH)
        await context.request.post("/api/v1/auth/sign-in", data={key: OWNER[key] for key in ("email", "password")})
        for path, selector in PAGES.items():
            await measure_page(context, served, path, path.format(**ids), selector)
        await browser.close()


async def set_up(served: Served, url: str, api: httpx2.AsyncClient) -> Any:
    """The first account, as a person makes it; the client is signed in."""
    database = open_database(url)
    code = await issue_setup_code(database, Secrets((served.data_dir / "secret.key").read_text().strip()))
    await database.close()
    return (await api.post("/auth/setup", json={"code": code, **OWNER})).raise_for_status().json()


async def find_ids(api: httpx2.AsyncClient) -> dict[str, str]:
    interview = (await api.get("/interviews")).json()["data"][0]["id"]
    session, other, *_ = (await api.get(f"/interviews/{interview}/sessions")).json()["data"]
    return {"interview": interview, "session": session["id"], "other": other["id"]}


def processor_seconds(served: Served) -> float:
    """What the server's process has used so far."""
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
    print(f"{shown}   {received / 1000:6.1f} kB of answers   load {load:.1f}   (target: ≤ 1000)", flush=True)
    await page.close()


if __name__ == "__main__":
    main()
