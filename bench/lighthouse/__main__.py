"""Audits five pages and the documentation with Lighthouse's mobile profile: `python -m bench lighthouse`.

Shows the median of three visits, each in a new browser with an empty cache. Lighthouse measures on this machine and
calculates how long a phone on a slow network would take, so the figures are only valid on a machine without other load.
Its package is locked in this folder and installed on the first run: `make setup` doesn't need it, and `make bench`
runs it only by name, because npm's registry must be reachable.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import shutil
import statistics
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2

from aural.cli.demo import FILE
from bench.filled import create_owner
from bench.npm_packages import NODE, install
from tests.serving import Served, run, serving

HERE = Path(__file__).parent
RUNS = 3
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
# Lighthouse finds no start of the visit in the trace of a full Chromium newer than itself.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
BROWSER_FLAGS = "--headless=new --no-sandbox --disable-dev-shm-usage"
Headers = Mapping[str, str]


@dataclass(frozen=True)
class Visit:
    """Lighthouse's results for one visit."""

    scores: tuple[int, ...]
    shift: float
    paint_seconds: float
    scripts: int
    failed: tuple[str, ...]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--only", default="", help="comma-separated names of pages")
    parser.add_argument("--keep", type=Path, help="a folder for Lighthouse's own reports")
    given = parser.parse_args()
    program = install(HERE, "lighthouse") / "cli/index.js"
    with tempfile.TemporaryDirectory() as folder:
        run("demo", "--data-dir", folder)
        with serving(Path(folder), AURAL_RATE_LIMIT_PER_MINUTE="0") as served:
            print(f"{'page':10} perf  a11y  best   SEO    CLS     LCP  scripts")
            for name, path, headers in list_pages(served):
                if given.only and name not in given.only.split(","):
                    continue
                reports = [audit(program, served.url + path, headers) for _ in range(given.runs)]
                if given.keep:
                    given.keep.mkdir(parents=True, exist_ok=True)
                    (given.keep / f"{name.replace('/', '-')}.json").write_text(json.dumps(reports[-1]))
                show(name, [read(report) for report in reports])
    print("(targets: 95 or more, then 100; CLS ≤ 0.02, LCP ≤ 2.0 s, at most 20 scripts)")


def list_pages(served: Served) -> Iterator[tuple[str, str, Headers]]:
    """The pages by name, each with its path and the headers of a browser that may see it."""
    sample = json.loads((served.data_dir / FILE).read_text())
    with httpx2.Client(base_url=served.url, timeout=60) as browser:
        owner = sign_in(served, browser)
        interviews = fetch(browser, "/interviews", owner)
        interview = next(each for each in interviews if each["publicSlug"] == sample["slug"])
        sessions = fetch(browser, f"/interviews/{interview['id']}/sessions", owner)
    slug = sample["slug"]
    yield "landing", f"/i/{slug}", {}
    yield "room", f"/i/{slug}/room", enter(served.url, slug)
    yield "report", f"/sessions/{sessions[0]['id']}", owner
    yield "list", "/interviews", owner
    yield "docs", "/docs", {}
    yield "docs/api", "/docs/api", {}


def sign_in(served: Served, browser: httpx2.Client) -> Headers:
    """Creates the first account, which claims the sample. Returns the headers of a browser that is signed in there."""

    async def begin() -> Any:
        async with httpx2.AsyncClient(base_url=f"{served.url}/api/v1") as api:
            await create_owner(served, f"sqlite:///{served.data_dir / 'aural.db'}", api)
            return dict(api.cookies)

    cookie = "; ".join(f"{name}={value}" for name, value in asyncio.run(begin()).items())
    proof = fetch(browser, "/me", {"Cookie": cookie})["csrfToken"]
    (sample,) = fetch(browser, "/organizations/claimable", {"Cookie": cookie})
    headers = {"Cookie": cookie, "X-CSRF-Token": proof, "Origin": served.url}
    claim = browser.post("/api/v1/organizations/claim", json={"organization": sample["id"]}, headers=headers)
    claim.raise_for_status()
    return {"Cookie": cookie, "Aural-Organization": sample["id"]}


def fetch(browser: httpx2.Client, path: str, headers: Headers) -> Any:
    return browser.get(f"/api/v1{path}", headers=dict(headers)).raise_for_status().json()["data"]


def enter(url: str, slug: str) -> Headers:
    """Begins an interview as a candidate does. Returns the headers of the browser, which may open the room."""
    with httpx2.Client(base_url=url, timeout=60) as browser:
        text = browser.post("/room/v1/entry", json={"slug": slug}).raise_for_status().json()["data"]["consent"]
        consent = {"version": text["version"], "language": text["language"], "accepted": True}
        person = {"slug": slug, "name": "Mina Okafor", "email": "mina@example.com", "consent": consent}
        browser.post("/room/v1/sessions", json=person).raise_for_status()
        return {"Cookie": "; ".join(f"{name}={value}" for name, value in browser.cookies.items())}


def audit(program: Path, address: str, headers: Headers) -> Any:
    """Lighthouse's report of one visit."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    settings = {**os.environ, "PATH": f"{NODE}:{os.environ['PATH']}"} | ({"CHROME_PATH": browser} if browser else {})
    with tempfile.TemporaryDirectory() as folder:
        sent = Path(folder, "headers.json")
        sent.write_text(json.dumps(dict(headers)))
        options = ["--output=json", "--quiet", "--no-enable-error-reporting", "--throttling-method=simulate"]
        options += [f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={BROWSER_FLAGS}"]
        command = [NODE / "node", program, address, *options, f"--extra-headers={sent}"]
        done = subprocess.run(command, cwd=folder, env=settings, capture_output=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr.decode())
    return json.loads(done.stdout)


def read(report: Any) -> Visit:
    audits = report["audits"]
    items = audits["network-requests"]["details"]["items"]
    scored = {each["id"]: each["weight"] for name in CATEGORIES for each in report["categories"][name]["auditRefs"]}
    return Visit(
        tuple(round(100 * (report["categories"][name]["score"] or 0)) for name in CATEGORIES),
        audits["cumulative-layout-shift"]["numericValue"],
        audits["largest-contentful-paint"]["numericValue"] / 1000,
        sum(item.get("resourceType") == "Script" for item in items),
        tuple(name for name, weight in scored.items() if weight and (audits[name]["score"] or 0) < 0.9),
    )


def show(name: str, visits: list[Visit]) -> None:
    scores = [statistics.median(each) for each in zip(*(visit.scores for visit in visits), strict=True)]
    shift = statistics.median(visit.shift for visit in visits)
    paint = statistics.median(visit.paint_seconds for visit in visits)
    scripts = max(visit.scripts for visit in visits)
    failed = sorted(set().union(*(visit.failed for visit in visits)))
    shown = "  ".join(f"{score:4.0f}" for score in scores)
    measured = f"{shift:5.3f}  {paint:4.1f} s  {scripts:7}   load {os.getloadavg()[0]:.1f}"
    print(f"{name:10} {shown}  {measured}   {' '.join(failed)}", flush=True)


if __name__ == "__main__":
    main()
