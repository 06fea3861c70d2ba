"""The import rules for the packages and the features: docs/decisions/0001 and 0054."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

import pytest

from tests.house.source import list_imports, read_modules

FLOORS = (
    {"cli", "as_code"},
    {"app", "mcp", "ats", "interviewers", "documentation", "health", "pages", "sandbox"},
    {"voice"},
    {"jobs", "room", "api"},
    {"service"},
    {"interviewer", "guard"},
    {"report", "engine", "store", "platform", "settings"},
    {"lang"},
)
# In a feature's package, the last word of a module's name says which room it belongs to.
FEATURES = {
    *("accounts", "audit", "authoring", "candidates", "insights", "integrations", "interviews", "organizations"),
    *("privacy", "recordings", "rehearsals", "reports", "sessions", "usage", "webhooks"),
}
ROLES = {
    "endpoints": "api",
    "examples": "api",
    "schemas": "api",
    "service": "service",
    "jobs": "jobs",
    "repository": "store",
    "tables": "store",
}
FLOOR_OF = {room: number for number, floor in enumerate(FLOORS) for room in floor}
LANGUAGE_ONLY = {"engine", "lang"}  # they may import only the standard library and `lang`
BLIND = {"jobs", "room", "api"}  # none of them imports another
COMMANDS = FLOORS[0]
COLLECTOR = "aural.api.routes"  # the only module of the framework that knows the features' endpoints

# Who may import what: a prefix of module names -> rooms, or modules of a room.
ONLY = {
    "sqlalchemy": {"store"},
    "sqlite3": {"store"},
    "asyncpg": {"store"},
    "alembic": {"store"},
    "pydantic_ai": {"interviewer.model.model", "interviewer.model.providers", "interviewer.model.streaming"},
    "openai": {"interviewer.model.providers"},
    "anthropic": {"interviewer.model.providers"},
    "google": {"interviewer.model.providers"},
    "httpx": {"interviewer", "voice", "guard", "store"} | COMMANDS,
    "httpx2": {"mcp", "interviewer", "voice", "guard", "store"} | COMMANDS,
    "socket": {"interviewer", "voice", "guard", "store", "app"} | COMMANDS,
    "urllib.request": {"interviewer", "voice", "guard", "store"} | COMMANDS,
    "http.client": {"interviewer", "voice", "guard", "store"} | COMMANDS,
    "smtplib": {"guard.outbound.mail"},
    "websockets": {"voice"} | COMMANDS,
    "starlette": {"api", "room", "guard", "voice", *FLOORS[1]} | COMMANDS,
    "uvicorn": {"guard", "app"} | COMMANDS,
    "click": COMMANDS,
    "mcp": {"mcp"},
    "c2pa": {"guard.marks.files", "guard.marks.__main__"},
    "opentelemetry": {"platform.traces"},
}


def list_problems(modules: dict[str, str]) -> list[str]:
    imports = {name: list_imports(name, text) for name, text in modules.items()}
    problems = {problem for name in imports for problem in _judge(name, imports[name], modules)}
    return sorted(problems) + _find_circle(imports, modules)


def _judge(name: str, imports: set[str], modules: dict[str, str]) -> Iterator[str]:
    room = _room_of(name)
    if room == "":
        return
    if room not in FLOOR_OF:
        yield f"{name}: there is no such room"
        return
    for imported in sorted(imports):
        if imported.partition(".")[0] == "aural":
            target = _resolve(imported, modules)
            yield from _judge_own(name, room, target)
            yield from _judge_framework(name, target)
        else:
            yield from _judge_foreign(name, room, imported)


def _judge_own(name: str, room: str, target: str) -> Iterator[str]:
    other = _room_of(target)
    if other in (room, "") or other not in FLOOR_OF:
        return
    if room in LANGUAGE_ONLY and other != "lang":
        yield f"{name} imports {target}, but {room} imports the standard library only"
    elif FLOOR_OF[other] < FLOOR_OF[room]:
        yield f"{name} imports {target}, which runs up"
    elif {room, other} <= BLIND:
        yield f"{name} imports {target}, but these rooms are blind to each other"


def _judge_framework(name: str, target: str) -> Iterator[str]:
    if name.startswith("aural.api.") and name != COLLECTOR and _role_of(target) == "endpoints":
        yield f"{name} imports {target}, but only {COLLECTOR} knows the endpoints"


def _judge_foreign(name: str, room: str, imported: str) -> Iterator[str]:
    if room in LANGUAGE_ONLY and imported.partition(".")[0] not in sys.stdlib_module_names:
        yield f"{name} imports {imported}, but {room} imports the standard library only"
    module = name.removeprefix("aural.")
    for prefix, allowed in ONLY.items():
        if f"{imported}.".startswith(f"{prefix}.") and not allowed & {room, module}:
            yield f"{name} imports {imported}, which only {', '.join(sorted(allowed))} may"


def _room_of(name: str) -> str:
    """The room of a module. In a feature, a module with no known last word is pure logic, as in reports."""
    room, *within = [*name.split(".")[1:], ""]
    if room not in FEATURES:
        return room
    return ROLES.get(_role_of(name), "report") if len(within) > 1 else ""


def _role_of(name: str) -> str:
    """The last word of a module's name: `key_endpoints` has the role `endpoints`."""
    return name.rpartition(".")[2].rpartition("_")[2]


def _resolve(imported: str, modules: dict[str, str]) -> str:
    """The module of an imported name: `aural.store.database` for `aural.store.database.Connection`."""
    while imported not in modules and "." in imported:
        imported = imported.rpartition(".")[0]
    return imported


def _find_circle(imports: dict[str, set[str]], modules: dict[str, str]) -> list[str]:
    own = {name: {_resolve(i, modules) for i in found if i.startswith("aural.")} for name, found in imports.items()}
    try:
        TopologicalSorter({name: targets - {name} for name, targets in own.items()}).prepare()
    except CycleError as error:
        return ["a circle: " + " -> ".join(reversed(error.args[1]))]
    return []


def test_every_import_follows_the_layer_rules() -> None:
    assert list_problems(read_modules()) == []


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        ("aural.organizations.key_repository", "from aural.api import routes", "runs up"),
        ("aural.interviewer.model.model", "import aural.app", "runs up"),
        (
            "aural.organizations.key_endpoints",
            "def f():\n    from aural.room.access import entry",
            "blind to each other",
        ),
        ("aural.webhooks.jobs", "from ..api import routes", "blind to each other"),
        ("aural.engine.plan", "import pydantic", "the standard library only"),
        ("aural.engine.plan", "from aural.store import jobs", "the standard library only"),
        ("aural.lang.folder", "from aural.store import jobs", "the standard library only"),
        ("aural.lang.folder", "import pydantic", "the standard library only"),
        ("aural.organizations.key_endpoints", "from sqlalchemy.sql import select", "only store may"),
        ("aural.reports.analysis.build", "import httpx2", "only "),
        ("aural.room.conversation.socket", "from urllib import request", "only "),
        (
            "aural.interviewer.guided.interviewer",
            "from pydantic_ai import Agent",
            "only interviewer.model.model, interviewer.model.providers, interviewer.model.streaming may",
        ),
        (
            "aural.interviewer.model.model",
            "from anthropic import AsyncAnthropic",
            "only interviewer.model.providers may",
        ),
        ("aural.interviewer.model.model", "from google import genai", "only interviewer.model.providers may"),
        ("aural.webhooks.bodies", "from aural.webhooks import endpoints", "runs up"),
        ("aural.webhooks.repository", "from aural.webhooks import jobs", "runs up"),
        ("aural.webhooks.jobs", "import smtplib", "only guard.outbound.mail may"),
        ("aural.organizations.key_repository", "from starlette.requests import Request", "only "),
        ("aural.api.runner", "from aural.webhooks import endpoints", "only aural.api.routes knows the endpoints"),
        ("aural.webhooks.repository", "from aural.webhooks import examples", "runs up"),
        ("aural.common", "", "no such room"),
    ],
)
def test_a_violation_of_a_rule_is_named(name: str, text: str, complaint: str) -> None:
    there = (
        *(
            "app",
            "api.routes",
            "room.access.entry",
            "store.jobs",
            "organizations.key_endpoints",
            "organizations.key_repository",
        ),
        *("webhooks.endpoints", "webhooks.examples", "webhooks.jobs"),
    )
    modules = {"aural": ""} | {f"aural.{module}": "" for module in there}
    problems = list_problems(modules | {name: text})
    assert len(problems) == 1
    assert complaint in problems[0]


def test_an_import_cycle_is_named() -> None:
    modules = {"aural.api.a": "from aural.api import b", "aural.api.b": "import aural.api.c"}
    problems = list_problems(modules | {"aural.api.c": "from aural.api.a import x"})
    assert len(problems) == 1
    assert "aural.api.a" in problems[0]


def test_allowed_imports_are_not_reported() -> None:
    modules = {
        "aural.cli.main": "import click\nfrom aural.app import create_app",
        "aural.app": "from starlette import applications\nfrom aural.api import keys\nimport aural.jobs.worker",
        "aural.organizations.key_endpoints": (
            "from aural.organizations.key_repository import find_key\nfrom aural.engine.plan import Plan"
        ),
        "aural.jobs.worker": "from aural.interviewer import model",
        "aural.interviewer.model.model": "from pydantic_ai import Agent\nimport httpx2",
        "aural.organizations.key_repository": "from sqlalchemy import select\nfrom aural.platform.errors import E",
        "aural.engine.plan": "import dataclasses\nfrom . import state\nfrom aural import lang",
        "aural.lang": "from importlib import resources",
        "aural.engine.state": "",
        "aural.platform.errors": "",
    }
    assert list_problems(modules) == []
