"""Each state of each page: no axe finding, no unexpected fault, and no sideways scrolling in a window of any size.

The states are in separate files, one for each area of the pages. `make bench-axe` checks every state in every size,
theme and language.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from tests.serving import Served
from tests.web import (
    access_states,
    authoring_states,
    builder_states,
    consent_states,
    dashboard_states,
    drafting_states,
    insight_states,
    inviting_states,
    page_states,
    playback_states,
    recording_states,
    report_states,
    request_states,
    room_states,
    session_states,
    settings_states,
    voice_states,
    webhook_states,
)
from tests.web.conftest import Profiles, Watch
from tests.web.looking import Visits, glance_at, lanes, look_at, visiting
from tests.web.page_states import State

#: States that pages share. Each belongs to one component with its own test, and is fully checked only on these pages.
SHARED = re.compile(r"_(loading|failing|viewer|empty)$")
FULLY_LOOKED_AT = {
    *("landing_loading", "review_loading", "frame_loading", "interviews_loading", "builder_loading"),
    *("landing_failing", "review_failing", "frame_failing", "interviews_failing", "report_part_failing"),
    *("consent_failing", "sign_in_failing", "model_trial_failing", "webhook_test_failing"),
    *("interviews_viewer", "report_viewer", "builder_viewer"),
    *("interviews_empty", "review_empty", "retention_empty"),
}

# The browser and React write to the console when an answer is an error, which these states provoke.
OWN_WORDS = ("Failed to load resource", "console error: ApiError")


@dataclass(frozen=True)
class Area:
    """A set of states that are visited one after the other.

    `faults` maps a state to part of the fault that it must cause. `ignored` lists faults that never count. `is_apart`
    visits each state in a new page, because the states run scripts in advance.
    """

    states: dict[str, State]
    faults: dict[str, str] = field(default_factory=dict)
    ignored: tuple[str, ...] = OWN_WORDS
    is_apart: bool = False

    async def judge(self, name: str, watch: Watch) -> list[str]:
        if name in self.faults:
            await watch.expect(self.faults[name])
        return [fault for fault in watch.faults if not any(words in fault for words in self.ignored)]


#: The slowest areas come first, because one worker visits all states of an area.
AREAS = {
    "voice": Area(voice_states.STATES, voice_states.FAULTS, ignored=(), is_apart=True),
    "webhooks": Area(webhook_states.STATES),
    "page": Area(page_states.STATES, page_states.FAULTS, ignored=()),
    "consent": Area(consent_states.STATES, ignored=()),
    "recording": Area(recording_states.STATES, recording_states.FAULTS, ignored=(), is_apart=True),
    "room": Area(room_states.STATES, room_states.FAULTS, ignored=()),
    "settings": Area(settings_states.STATES),
    "access": Area(access_states.STATES),
    "inviting": Area(inviting_states.INVITING_STATES),
    "dashboard": Area(dashboard_states.STATES),
    "builder": Area(builder_states.BUILDER_STATES),
    "reports": Area(report_states.REPORT_STATES),
    "sessions": Area(session_states.STATES),
    "drafting": Area(drafting_states.DRAFTING_STATES),
    "playback": Area(playback_states.PLAYBACK_STATES),
    "authoring": Area(authoring_states.AUTHORING_STATES),
    "insights": Area(insight_states.STATES),
    "requests": Area(request_states.STATES),
}
AREA_OF = {name: area for area in AREAS.values() for name in area.states}


def is_glanced_at(name: str) -> bool:
    return SHARED.search(name) is not None and name not in FULLY_LOOKED_AT


PARAMETERS = [
    pytest.param(state, marks=pytest.mark.xdist_group(f"states-{name}"))
    for name, area in AREAS.items()
    for state in area.states
]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def visits(request: pytest.FixtureRequest, browser_for_looks: Browser, server: Served) -> AsyncIterator[Visits]:
    async with lanes(browser_for_looks, server.url) as clean:

        async def visit(name: str) -> list[str]:
            area, watch = AREA_OF[name], Watch()
            opening = Profiles(browser_for_looks, server.url, watch) if area.is_apart else clean(watch)
            async with opening as open_page:
                look = glance_at if is_glanced_at(name) else look_at
                found = await look(await area.states[name](open_page), name)
                return found + await area.judge(name, watch)  # while the page is open: the fault may come late

        async with visiting(request.session, "test_state", visit) as visits:
            yield visits


@pytest.mark.parametrize("name", PARAMETERS)
async def test_state(name: str, visits: Visits) -> None:
    found = await visits.findings(name)
    assert not found, "\n".join(found)


async def test_each_state_has_its_own_name() -> None:
    assert len(AREA_OF) == sum(len(area.states) for area in AREAS.values())


async def test_each_shared_state_is_fully_checked_on_some_pages() -> None:
    assert set(AREA_OF) >= FULLY_LOOKED_AT
    assert {SHARED.search(name)[1] for name in FULLY_LOOKED_AT} == {"loading", "failing", "viewer", "empty"}
