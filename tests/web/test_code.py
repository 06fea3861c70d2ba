"""Code in a real browser: the editor by keyboard, runs and their limits, and the walls around a candidate's code."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from tests.web.conftest import Profiles, Watch
from tests.web.room_fake import FakeRoom, asked, open_room

#: The ten seconds that code may run for are a minute here: a busy machine needs them for what is no endless loop.
LONG_RUNS = """
    const later = setTimeout;
    window.setTimeout = (call, wait, ...rest) => later(call, wait === 10_000 ? 60_000 : wait, ...rest);
"""


def editor(page: Page) -> Locator:
    return page.locator("#code .cm-content")


async def open_code(
    open_page: Profiles, language: str = "python", code: str = "", *, script: str = LONG_RUNS, **options: Any
) -> tuple[Page, FakeRoom]:
    fake = FakeRoom(**asked(type="CODING", text="Write it.", starterCode=code, codeLanguage=language), **options)
    page = await open_room(open_page, fake, script=script)
    await expect(editor(page)).to_be_visible()
    return page, fake


async def write(page: Page, code: str) -> None:
    await editor(page).focus()
    await page.keyboard.press("Control+A")
    await page.keyboard.press("Delete")
    await page.keyboard.insert_text(code)


async def run(page: Page, code: str) -> str:
    """What the code wrote, once it has ended."""
    await write(page, code)
    await page.get_by_role("button", name="Run", exact=True).click()
    await expect(page.locator("[data-outcome]")).to_be_visible()
    output = page.get_by_role("log", name="Output").locator("pre")
    return await output.inner_text() if await output.count() else ""


async def outcome(page: Page) -> str | None:
    return await page.locator("[data-outcome]").get_attribute("data-outcome")


PROBES = {
    "python": """
import js
from pyodide.ffi import run_sync
from js import Promise
def reach(name, make):
    try:
        found = make()
        if hasattr(found, "then"):
            found = run_sync(found)
        print(name, "REACHED", found)
    except BaseException as error:
        print(name, "blocked")
{probes}
""",
}
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
    """Another server on this machine, which counts who comes."""

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


async def test_python_reaches_nothing(open_page: Profiles, server: Any, watch: Watch, foreign: Foreign) -> None:
    """Each way out is tried from Python itself; the browser sees no request, the server gets none."""
    page, _ = await open_code(open_page)
    answered: list[str] = []
    page.context.on("response", lambda response: answered.append(response.url))
    probes = "\n".join(f"reach({name!r}, lambda: {probe})" for name, probe in PYTHON_PROBES.items())
    helpers = f"""
def old():
    request = js.XMLHttpRequest.new()
    request.open("GET", "{OURS}", False)
    request.send()
    return request.status
def opened(name):
    return js.indexedDB.open(name).readyState
"""
    code = (
        (PROBES["python"].replace("{probes}", helpers + probes))
        .replace("{url}", server.url)
        .replace("{foreign}", foreign.url)
    )
    output = await run(page, code)
    assert output.splitlines() == [f"{name} blocked" for name in PYTHON_PROBES]
    assert [url for url in answered if "from-candidate" in url] == []
    assert foreign.connections == 0
    watch.faults = [fault for fault in watch.faults if "Content Security Policy" not in fault]


async def test_a_socket_from_python_never_opens(open_page: Profiles, server: Any, watch: Watch) -> None:
    page, fake = await open_code(open_page)
    sockets: list[str] = []
    page.on("websocket", lambda socket: sockets.append(socket.url))
    before = len(fake.sockets)
    address = server.url.replace("http", "ws") + "/room/v1/socket"
    output = await run(
        page,
        f"import js, asyncio\ntry:\n  s = js.WebSocket.new('{address}')\n"
        "  while s.readyState == 0: await asyncio.sleep(0.01)\n  print(s.readyState)\n"
        "except BaseException as e:\n  print('blocked')",
    )
    assert output.strip() in ("3", "blocked")
    assert len(fake.sockets) == before
    assert sockets == []
    watch.faults = [fault for fault in watch.faults if "Content Security Policy" not in fault]


async def test_javascript_has_no_browser_around_it(open_page: Profiles) -> None:
    """QuickJS is an engine of its own: none of the browser's names is there, and the way to it is gone."""
    page, _ = await open_code(open_page, "javascript")
    names = "fetch XMLHttpRequest WebSocket indexedDB localStorage document window self parent top postMessage Worker "
    names += "importScripts caches navigator location process require __print __runTimer"
    code = "".join(f'console.log("{name}", typeof globalThis.{name});' for name in names.split())
    code += 'console.log(Function("return typeof fetch + typeof postMessage")());'
    code += 'import("/room/v1/entry").then(() => console.log("REACHED"), () => console.log("no module"));'
    output = await run(page, code)
    expected = [f"{name} undefined" for name in names.split()] + ["undefinedundefined", "no module"]
    assert output.splitlines() == expected


async def test_a_run_cannot_answer_for_another_one(open_page: Profiles) -> None:
    """What is left of a run is gone with its frame; what a run says early counts for itself alone."""
    page, fake = await open_code(open_page)
    forged = (
        "import js, pyodide\nfrom pyodide.ffi import to_js\n"
        "def say(): js.postMessage(to_js({'type': 'output', 'text': 'FORGED'}, dict_converter=js.Object.fromEntries))\n"
        "from pyodide.ffi import create_proxy\njs.setInterval(create_proxy(say), 5)\nprint('first')"
    )
    await run(page, forged)
    await expect(page.get_by_text("Runs in your browser")).to_be_visible()
    assert await run(page, "import time\ntime.sleep(0.3)\nprint('second')") == "second\n"
    runs = await fake.heard("run", 2)
    assert [one["outcome"] for one in runs] == ["ok", "ok"]
    assert "FORGED" not in runs[1]["output"]


async def test_the_page_hears_no_message_but_those_of_its_own_frame(open_page: Profiles) -> None:
    page, fake = await open_code(open_page, "javascript", script="")
    await expect(page.get_by_text("Runs in your browser")).to_be_visible()
    await write(page, "for (;;) {}")
    await page.get_by_role("button", name="Run", exact=True).click()
    await page.evaluate(
        """() => {
            const forged = { type: "end", outcome: "ok", text: "FORGED" };
            postMessage(forged, "*");
            window.dispatchEvent(new MessageEvent("message", { data: forged, origin: "null" }));
        }"""
    )
    await expect(page.locator("[data-outcome]")).to_have_attribute("data-outcome", "timeout")
    assert [frame["output"] for frame in await fake.heard("run")] == [""]


@pytest.mark.parametrize(
    ("language", "code"),
    [("python", "print('before')\nwhile True: pass"), ("javascript", "console.log('before'); for (;;) {}")],
)
async def test_an_endless_loop_ends_at_ten_seconds(open_page: Profiles, language: str, code: str) -> None:
    page, fake = await open_code(open_page, language, script="")
    assert await run(page, code) == "before\n"
    await expect(page.get_by_text("Stopped after 10 s: code may run for this long.")).to_be_visible()
    [sent] = await fake.heard("run")
    assert (sent["outcome"], sent["milliseconds"], sent["language"], sent["code"]) == (
        "timeout",
        10_000,
        language,
        code,
    )
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
async def test_too_much_memory_ends_clearly_and_the_page_lives(open_page: Profiles, language: str, code: str) -> None:
    page, fake = await open_code(open_page, language)
    await run(page, code)
    assert await outcome(page) == "memory"
    await expect(page.get_by_text("it needed more memory than there is for it here")).to_be_visible()
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
async def test_a_flood_of_output_is_cut(open_page: Profiles, language: str, code: str) -> None:
    page, fake = await open_code(open_page, language)
    await run(page, code)
    await expect(page.get_by_text("There was more output.")).to_be_visible()
    [sent] = await fake.heard("run")
    assert len(sent["output"]) == 20_000
    assert sent["output"].endswith("[…]")


async def test_a_flood_of_messages_ends_the_run(open_page: Profiles) -> None:
    page, _ = await open_code(open_page)
    await run(page, "import js\nwhile True: js.postMessage('x' * 100_000)")
    assert await outcome(page) == "error"
    await page.get_by_label("Explain your code").fill("Still here.")


async def test_an_error_is_shown_by_the_candidates_own_lines(open_page: Profiles) -> None:
    page, fake = await open_code(open_page)
    output = await run(page, "def f(x):\n    return 1 / x\n\nprint('start')\nf(0)")
    assert output.startswith('start\n\nTraceback (most recent call last):\n  File "answer.py", line 5')
    assert "ZeroDivisionError: division by zero" in output
    assert "pyodide" not in output
    assert [frame["outcome"] for frame in await fake.heard("run")] == ["error"]


async def test_a_run_can_be_stopped(open_page: Profiles) -> None:
    page, fake = await open_code(open_page, "javascript")
    await write(page, "for (;;) {}")
    await page.get_by_role("button", name="Run", exact=True).click()
    await expect(page.get_by_text("Running:")).to_be_visible()
    await page.get_by_role("button", name="Stop").click()
    await expect(page.get_by_text("You stopped it after")).to_be_visible()
    assert [frame["outcome"] for frame in await fake.heard("run")] == ["stopped"]


async def test_the_editor_by_keyboard(open_page: Profiles) -> None:
    page, fake = await open_code(open_page, "python", "def f():\n")
    field = editor(page)
    await field.focus()
    await page.keyboard.press("Control+End")
    await page.keyboard.press("Tab")
    await expect(field).not_to_be_focused()
    await page.keyboard.press("Shift+Tab")
    await expect(field).to_be_focused()
    await page.keyboard.press("Control+m")
    await expect(page.get_by_text("Tab indents. Ctrl + M: Tab moves on.")).to_be_visible()
    await page.keyboard.press("Control+End")
    await page.keyboard.press("Tab")
    await page.keyboard.type("return 1")
    await page.keyboard.press("Control+Enter")
    await expect(page.get_by_role("log", name="Transcript").get_by_text("Saved")).to_be_visible()
    [answer] = await fake.heard("answer")
    assert answer["code"] == {"language": "python", "text": "def f():\n    return 1"}


async def test_code_is_saved_while_it_is_written_and_can_be_begun_again(open_page: Profiles) -> None:
    page, fake = await open_code(open_page, "python", "def f(): ...")
    field = editor(page)
    await write(page, "def f(): return 1")
    await expect(page.get_by_text("Not saved yet")).to_be_visible()
    await expect(page.get_by_text("Saved 10:04:12")).to_be_visible()
    assert fake.puts[-1]["code"] == {"language": "python", "text": "def f(): return 1"}
    assert fake.puts[-1]["slug"] == "backend"
    await page.get_by_role("button", name="Start again from the given code").click()
    await expect(page.get_by_role("button", name="Keep my code")).to_be_focused()
    await page.get_by_role("button", name="Start again", exact=True).click()
    await expect(field).to_have_text("def f(): ...")


async def test_what_cannot_be_saved_says_so_and_goes_later(open_page: Profiles, watch: Watch) -> None:
    page, fake = await open_code(open_page, work_status=503)
    await write(page, "1")
    await expect(page.get_by_text("Not saved yet. Trying again.")).to_be_visible()
    fake.work_status = 200
    await page.get_by_role("button", name="Save now").click()
    await expect(page.get_by_text("Saved 10:04:12")).to_be_visible()
    await watch.expect("503")


async def test_another_device_finds_the_code_where_it_was_left(open_page: Profiles) -> None:
    saved = {
        "code": {"language": "javascript", "text": "let a = 1"},
        "whiteboard": None,
        "savedAt": "2026-11-14T10:00:00Z",
    }
    page, _ = await open_code(open_page, work={"q3": saved})
    await expect(editor(page)).to_have_text("let a = 1")
    await expect(page.get_by_label("Language", exact=True)).to_have_value("javascript")


async def test_a_language_that_is_not_run_here_says_so(open_page: Profiles) -> None:
    page, _ = await open_code(open_page)
    await page.get_by_label("Language", exact=True).select_option("go")
    await expect(page.get_by_text("Go is not run here.")).to_be_visible()
    await expect(page.get_by_role("button", name="Run", exact=True)).to_have_count(0)


async def test_the_frame_is_of_nobody_and_only_ours_may_hold_it(page: Page, server: Any) -> None:
    answer = await page.request.get(f"{server.url}/sandbox")
    policy = dict(part.strip().split(" ", 1) for part in answer.headers["content-security-policy"].split(";"))
    assert policy["sandbox"] == "allow-scripts"
    assert policy["default-src"] == "'none'"
    assert "connect-src" not in policy
    assert policy["frame-ancestors"] == "'self'"
    ours = await page.request.get(f"{server.url}/i/anything")
    assert "frame-src 'self'" in ours.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in ours.headers["content-security-policy"]
