"""Code in a real browser: the editor by keyboard, runs and their limits, and the isolation of a candidate's code."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.serving import Served
from tests.web.coding import Desks, begin, editor, end_time, open_code, outcome, output_of, run, write
from tests.web.conftest import Watch
from tests.web.looking import Lane

pytestmark = pytest.mark.xdist_group("code")  # the interpreters are loaded once


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def desks(browser: Browser, server: Served) -> AsyncIterator[Desks]:
    desks = Desks(browser, server.url)
    yield desks
    await desks.close()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def lane(browser: Browser, server: Served) -> AsyncIterator[Lane]:
    """A page for tests that run no code."""
    lane = Lane(browser, server.url)
    yield lane
    await lane.close()


REACH = """
import js
from pyodide.ffi import run_sync
def reach(name, make):
    try:
        found = make()
        if hasattr(found, "then"):
            found = run_sync(found)
        print(name, "REACHED", found)
    except BaseException as error:
        print(name, "blocked")
def old():
    request = js.XMLHttpRequest.new()
    request.open("GET", "{ours}", False)
    request.send()
    return request.status
def opened(name):
    return js.indexedDB.open(name).readyState
"""
SOCKET = """
try:
    import asyncio
    socket = js.WebSocket.new("{address}")
    while socket.readyState == 0:
        await asyncio.sleep(0.01)
    print("socket", socket.readyState)
except BaseException as error:
    print("socket blocked")
"""
OURS = "{url}/room/v1/entry?from-candidate"
PYTHON_PROBES = {
    "our server": 'js.fetch("' + OURS + '")',
    "a foreign server": 'js.fetch("{foreign}/from-candidate")',
    "a request of the old kind": "old()",
    "a script": "js.eval(\"import('" + OURS + "')\")",
    "storage": "js.localStorage.length",
    "cookies": "js.document.cookie",
    "the page": "js.parent.document",
    "the top": "js.top.location",
    "the document": "js.document.body",
    "the window": "js.window.name",
    "the database": 'opened("x")',
    "caches": 'js.caches.open("x")',
}


@dataclass
class Foreign:
    """Another server on this machine, which counts connections."""

    url: str = ""
    connections: int = 0

    async def serve(self, _reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        writer.write(b"HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: 2\r\n\r\nhi")
        await writer.drain()
        writer.close()


@pytest_asyncio.fixture(loop_scope="session")
async def foreign() -> AsyncIterator[Foreign]:
    found = Foreign()
    listening = await asyncio.start_server(found.serve, "127.0.0.1", 0)
    found.url = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
    async with listening:
        yield found


async def test_python_code_has_no_network_access(desks: Desks, server: Served, foreign: Foreign) -> None:
    """Python itself tries each way out. The browser sends no request, the server gets none, and no socket opens."""
    socket_address = server.url.replace("http", "ws") + "/room/v1/socket?from-candidate"
    probes = "\n".join(f"reach({name!r}, lambda: {probe})" for name, probe in PYTHON_PROBES.items())
    code = REACH + probes + SOCKET.replace("{address}", socket_address)
    code = code.replace("{ours}", OURS).replace("{url}", server.url).replace("{foreign}", foreign.url)
    async with desks.at("python") as (page, fake):
        answered: list[str] = []
        page.context.on("response", lambda response: answered.append(response.url))
        sockets: list[str] = []
        page.on("websocket", lambda socket: sockets.append(socket.url))
        before = len(fake.sockets)
        *blocked, socket = (await run(page, code)).splitlines()
        assert blocked == [f"{name} blocked" for name in PYTHON_PROBES]
        assert socket in ("socket 3", "socket blocked")
        assert [url for url in answered if "from-candidate" in url] == []
        assert foreign.connections == 0
        assert len(fake.sockets) == before
        assert sockets == []
        desks.watch.faults = [fault for fault in desks.watch.faults if "Content Security Policy" not in fault]


async def test_javascript_has_no_browser_interfaces(desks: Desks) -> None:
    """QuickJS is a separate engine: none of the browser's names exist in it, and there is no way to reach them."""
    async with desks.at("javascript") as (page, _):
        names = (
            "fetch XMLHttpRequest WebSocket indexedDB localStorage document window self parent top postMessage Worker "
        )
        names += "importScripts caches navigator location process require __print __runTimer"
        code = "".join(f'console.log("{name}", typeof globalThis.{name});' for name in names.split())
        code += 'console.log(Function("return typeof fetch + typeof postMessage")());'
        code += 'import("/room/v1/entry").then(() => console.log("REACHED"), () => console.log("no module"));'
        output = await run(page, code)
        expected = [f"{name} undefined" for name in names.split()] + ["undefinedundefined", "no module"]
        assert output.splitlines() == expected


async def test_a_run_cannot_send_results_for_another(desks: Desks) -> None:
    """Whatever a run leaves behind is deleted with its frame, and a message that it sends early affects only itself."""
    async with desks.at("python") as (page, fake):
        forged = (
            "import js, pyodide\nfrom pyodide.ffi import to_js\n"
            "said = to_js({'type': 'output', 'text': 'FORGED'}, dict_converter=js.Object.fromEntries)\n"
            "def say(): js.postMessage(said)\n"
            "from pyodide.ffi import create_proxy\njs.setInterval(create_proxy(say), 5)\nprint('first')"
        )
        await run(page, forged)
        await expect(page.get_by_text("Runs in your browser")).to_be_visible()
        assert await run(page, "import time\ntime.sleep(0.3)\nprint('second')") == "second\n"
        runs = await fake.heard("run", 2)
        assert [one["outcome"] for one in runs] == ["ok", "ok"]
        assert "FORGED" not in runs[1]["output"]


#: Reports that the run has ended, and waits until the page has received it.
FORGE = """async () => {
    const forged = { type: "end", outcome: "ok", text: "FORGED" };
    const arrived = new Promise((settle) => {
        addEventListener("message", ({ data }) => data === "arrived" && settle());
    });
    postMessage(forged, "*");
    window.dispatchEvent(new MessageEvent("message", { data: forged, origin: "null" }));
    postMessage("arrived", "*");
    await arrived;
}"""


async def test_the_page_accepts_messages_only_from_its_own_frame(desks: Desks) -> None:
    async with desks.at("javascript") as (page, fake):
        await expect(page.get_by_text("Runs in your browser")).to_be_visible()
        await begin(page, "console.log('begun'); for (;;) {}")
        await page.evaluate(FORGE)
        await end_time(page)
        await expect(page.locator("[data-outcome]")).to_have_attribute("data-outcome", "timeout")
        assert [frame["output"] for frame in await fake.heard("run")] == ["begun\n"]


@pytest.mark.parametrize(
    ("language", "code"),
    [("python", "print('before')\nwhile True: pass"), ("javascript", "console.log('before'); for (;;) {}")],
)
async def test_an_endless_loop_ends_after_ten_seconds(desks: Desks, language: str, code: str) -> None:
    async with desks.at(language) as (page, fake):
        await begin(page, code)
        await end_time(page)
        await expect(page.get_by_text("Stopped after 10 s, the time limit.")).to_be_visible()
        [sent] = await fake.heard("run")
        assert (sent["outcome"], sent["milliseconds"], sent["language"], sent["code"]) == (
            "timeout",
            10_000,
            language,
            code,
        )
        await expect(output_of(page)).to_have_text("before\n")
        assert await run(page, "print(6 * 7)" if language == "python" else "console.log(6 * 7)") == "42\n"


@pytest.mark.parametrize(
    ("language", "code"),
    [
        ("python", "x = [0] * 10**9"),
        ("python", "s = 'x'\nwhile True: s += s"),
        ("javascript", "let s = 'x'; for (;;) s += s"),
        ("javascript", "const all = []; for (;;) all.push(new Uint8Array(5e7))"),
    ],
)
async def test_running_out_of_memory_is_reported_and_the_page_survives(desks: Desks, language: str, code: str) -> None:
    async with desks.at(language) as (page, fake):
        await run(page, code)
        assert await outcome(page) == "memory"
        await expect(page.get_by_text("your code needed more memory than is available here")).to_be_visible()
        await page.get_by_label("Explain your code").fill("Still here.")
        assert [frame["outcome"] for frame in await fake.heard("run")] == ["memory"]


@pytest.mark.parametrize(
    ("language", "code"),
    [
        ("python", "for i in range(100_000): print(i)"),
        ("javascript", "for (let i = 0; i < 100_000; i++) console.log(i)"),
        ("python", "print('x' * 10_000_000)"),
    ],
)
async def test_a_flood_of_output_is_cut(desks: Desks, language: str, code: str) -> None:
    async with desks.at(language) as (page, fake):
        await run(page, code)
        await expect(page.get_by_text("There was more output.")).to_be_visible()
        [sent] = await fake.heard("run")
        assert len(sent["output"]) == 20_000
        assert sent["output"].endswith("[…]")


async def test_a_flood_of_messages_ends_the_run(desks: Desks) -> None:
    async with desks.at("python") as (page, _):
        await run(page, "import js\nwhile True: js.postMessage('x' * 100_000)")
        assert await outcome(page) == "error"
        await page.get_by_label("Explain your code").fill("Still here.")


async def test_an_error_is_shown_with_the_candidates_line_numbers(desks: Desks) -> None:
    async with desks.at("python") as (page, fake):
        output = await run(page, "def f(x):\n    return 1 / x\n\nprint('start')\nf(0)")
        assert output.startswith('start\n\nTraceback (most recent call last):\n  File "answer.py", line 5')
        assert "ZeroDivisionError: division by zero" in output
        assert "pyodide" not in output
        assert [frame["outcome"] for frame in await fake.heard("run")] == ["error"]


async def test_a_run_can_be_stopped(desks: Desks) -> None:
    async with desks.at("javascript") as (page, fake):
        await write(page, "for (;;) {}")
        await page.get_by_role("button", name="Run", exact=True).click()
        await expect(page.get_by_text("Running:")).to_be_visible()
        await page.get_by_role("button", name="Stop").click()
        await expect(page.get_by_text("You stopped your code after")).to_be_visible()
        assert [frame["outcome"] for frame in await fake.heard("run")] == ["stopped"]


# The tests below run no code. None of them uses Python, because its interpreter would be loaded for nothing.


async def test_the_editor_works_by_keyboard(lane: Lane, watch: Watch) -> None:
    async with lane.clean(watch) as open_page:
        page, fake = await open_code(open_page, "java", "class A {\n")
        field = editor(page)
        await field.focus()
        await page.keyboard.press("Control+End")
        await page.keyboard.press("Tab")
        await expect(field).not_to_be_focused()
        await page.keyboard.press("Shift+Tab")
        await expect(field).to_be_focused()
        await page.keyboard.press("Control+m")
        await expect(
            page.get_by_text("Tab indents. Press Ctrl + M to make Tab move to the next field.")
        ).to_be_visible()
        await page.keyboard.press("Control+End")
        await page.keyboard.press("Tab")
        await page.keyboard.type("int a;")
        await page.keyboard.press("Control+Enter")
        await expect(page.get_by_role("log", name="Transcript").get_by_text("Saved")).to_be_visible()
        [answer] = await fake.heard("answer")
        assert answer["code"] == {"language": "java", "text": "class A {\n    int a;"}


async def test_code_is_saved_while_it_is_written_and_can_be_reset(lane: Lane, watch: Watch) -> None:
    async with lane.clean(watch) as open_page:
        page, fake = await open_code(open_page, "ruby", "def f = 0")
        field = editor(page)
        await write(page, "def f = 1")
        await expect(page.get_by_text("Not saved yet")).to_be_visible()
        await expect(page.get_by_text("Saved 10:04:12")).to_be_visible()
        assert fake.puts[-1]["code"] == {"language": "ruby", "text": "def f = 1"}
        assert fake.puts[-1]["slug"] == "backend"
        await page.get_by_role("button", name="Start again from the starter code").click()
        await expect(page.get_by_role("button", name="Keep my code")).to_be_focused()
        await page.get_by_role("button", name="Start again", exact=True).click()
        await expect(field).to_have_text("def f = 0")


async def test_code_that_cannot_be_saved_is_reported_and_saved_later(lane: Lane, watch: Watch) -> None:
    async with lane.clean(watch) as open_page:
        page, fake = await open_code(open_page, "ruby")
        fake.work_status = 503
        await write(page, "1")
        await expect(page.get_by_text("Not saved yet. Trying again.")).to_be_visible()
        fake.work_status = 200
        await page.get_by_role("button", name="Save now").click()
        await expect(page.get_by_text("Saved 10:04:12")).to_be_visible()
        await watch.expect("503")


async def test_another_device_loads_the_saved_code_and_language(lane: Lane, watch: Watch) -> None:
    saved = {
        "code": {"language": "typescript", "text": "let a = 1"},
        "whiteboard": None,
        "savedAt": "2026-11-14T10:00:00Z",
    }
    async with lane.clean(watch) as open_page:
        page, _ = await open_code(open_page, "javascript", work={"q3": saved})
        await expect(editor(page)).to_have_text("let a = 1")
        await expect(page.get_by_label("Language", exact=True)).to_have_value("typescript")


async def test_a_language_that_cannot_be_run_here_is_reported(lane: Lane, watch: Watch) -> None:
    async with lane.clean(watch) as open_page:
        page, _ = await open_code(open_page, "javascript")
        await expect(page.get_by_role("button", name="Run", exact=True)).to_be_visible()
        await page.get_by_label("Language", exact=True).select_option("go")
        await expect(page.get_by_text("Go code can’t be run here.")).to_be_visible()
        await expect(page.get_by_role("button", name="Run", exact=True)).to_have_count(0)


async def test_the_frame_has_no_origin_and_only_our_pages_may_embed_it(page: Page, server: Any) -> None:
    answer = await page.request.get(f"{server.url}/sandbox")
    policy = dict(part.strip().split(" ", 1) for part in answer.headers["content-security-policy"].split(";"))
    assert policy["sandbox"] == "allow-scripts"
    assert policy["default-src"] == "'none'"
    assert "connect-src" not in policy
    assert policy["frame-ancestors"] == "'self'"
    ours = await page.request.get(f"{server.url}/i/anything")
    assert "frame-src 'self'" in ours.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in ours.headers["content-security-policy"]
