"""Every example of the reference runs in each language against a server, and calls its operation."""

from __future__ import annotations

import shutil
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
import uvicorn

from aural.api.operations import Operation
from aural.api.routes import OPERATIONS
from aural.api.speaking import NoVoice
from aural.documentation.reference import list_examples
from aural.documentation.snippets import write_curl, write_python, write_typescript
from aural.voice.tts.cache import to_wave
from tests.api.checked import DOCUMENT, PREFIX
from tests.api.world import World, open_world
from tests.docs.languages import ExampleError, Languages, speaking
from tests.docs.stage import Stage, write_files
from tests.faulty_provider import FaultyProvider
from tests.room.conftest import WebServer

EXAMPLES = list_examples(DOCUMENT)
WRITERS = {"sh": write_curl, "python": write_python, "ts": write_typescript}
MAIL = "smtp://127.0.0.1:25"  # the API queues emails, and no worker sends them
JOB = b"<!doctype html><title>Baker</title><main><p>We look for a baker who plans a night's work.</p></main>"


class Hum(NoVoice):
    async def sample(self, speed: float) -> bytes:
        return to_wave(bytes(480))


@dataclass
class Theatre:
    """A server, the examples that call it, and the requests that it received."""

    world: World
    languages: Languages
    url: str
    model: str
    asked: list[tuple[str, str, int]] = field(default_factory=list)

    async def run(self, operation: Operation, language: str) -> str:
        """Returns what the example printed. Raises ExampleError."""
        world = await self.world.in_test_mode() if operation.mode == "TEST" else self.world
        stage = Stage(world, operation.id)
        code = await stage.place(WRITERS[language](EXAMPLES[operation.id]))
        for shown, real in {**await stage.find_words(), **self._addresses()}.items():
            code = code.replace(shown, real)
        environment = {"AURAL_URL": self.url, "AURAL_API_KEY": world.keys["owner"]}
        if operation.access == "person":
            person = await stage.person()
            environment |= {"COOKIE": person.headers["Cookie"], "CSRF": person.headers["X-CSRF-Token"]}
        self.world.clock.pass_seconds(1)
        self.asked.clear()
        return await self.languages.run(language, code, environment)

    def _addresses(self) -> dict[str, str]:
        return {"https://198.51.100.7": self.url, "https://models.example.com": f"{self.model}/well"}


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def theatre(_sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Theatre]:
    folder = tmp_path_factory.mktemp("examples")
    write_files(folder)
    database = shutil.copyfile(_sqlite_template, folder / "aural.db")
    networks = (ip_network("127.0.0.0/8"),)
    async with (
        open_world(f"sqlite:///{database}", folder / "data", smtp_url=MAIL, voice=Hum()) as world,
        FaultyProvider().running() as model,
        speaking(folder) as languages,
    ):
        world.settings.__dict__["outbound_networks"] = networks
        listener = socket.create_server(("127.0.0.1", 0))
        theatre = Theatre(world, languages, f"http://127.0.0.1:{listener.getsockname()[1]}", model)
        server = WebServer(uvicorn.Config(_watched(theatre), log_level="warning", lifespan="off"))
        await server.start(listener)
        yield theatre
        await server.end()


def _watched(theatre: Theatre) -> Any:
    """The API, which records each request with the status of its answer; and the page of a job posting."""

    async def serve(scope: Any, receive: Any, send: Any) -> None:
        if scope["path"].startswith("/jobs/"):
            headers = [(b"content-type", b"text/html"), (b"content-length", b"%d" % len(JOB))]
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            await send({"type": "http.response.body", "body": JOB})
            return

        async def note(message: Any) -> None:
            if message["type"] == "http.response.start":
                theatre.asked.append((scope["method"], scope["path"], message["status"]))
            await send(message)

        await theatre.world.api(scope, receive, note)

    return serve


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("language", WRITERS)
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.id)
async def test_an_example_runs(theatre: Theatre, operation: Operation, language: str) -> None:
    printed = await theatre.run(operation, language)
    example = EXAMPLES[operation.id]
    ((method, path, status),) = set(theatre.asked)  # a list may take several requests for its pages
    assert (method, status) == (operation.method, 200)
    assert path.count("/") == f"{PREFIX}{operation.path}".count("/")
    if example.saves:
        saved = theatre.languages.folder / example.saves
        assert saved.stat().st_size > 0
        saved.unlink()  # the next language must write it again
    else:
        assert printed.strip() or example.gives == "page"  # a page of a list may be empty


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("language", WRITERS)
async def test_an_example_that_is_refused_fails(theatre: Theatre, language: str) -> None:
    operation = next(operation for operation in OPERATIONS if operation.id == "getUsage")
    code = WRITERS[language](EXAMPLES[operation.id])
    with pytest.raises(ExampleError, match="UNAUTHORIZED"):
        await theatre.languages.run(language, code, {"AURAL_URL": theatre.url, "AURAL_API_KEY": "dlv_none"})
