"""Each state of the spoken room and of the check before it, looked at as `test_states.py` does."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from tests.serving import Served
from tests.web.conftest import Findings, Profiles, Watch, visiting
from tests.web.test_states import SCREENS, WANTS_PICTURES, look_at
from tests.web.voice_states import FAULTS, STATES


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def findings(request: pytest.FixtureRequest, browser: Browser, server: Served) -> AsyncIterator[Findings]:
    async def visit(name: str) -> list[str]:
        watch = Watch()
        async with Profiles(browser, server.url, watch) as open_page:
            found = await look_at(await STATES[name](open_page), name)
        if name in FAULTS:
            watch.expect(FAULTS[name])
        return found + watch.faults

    if WANTS_PICTURES:
        SCREENS.mkdir(exist_ok=True)
        (SCREENS / ".gitignore").write_text("*\n")
    async with visiting(request.session, "test_voice_state", visit) as findings:
        yield findings


@pytest.mark.parametrize("name", STATES)
async def test_voice_state(name: str, findings: Findings) -> None:
    found = await findings[name]
    assert not found, "\n".join(found)
