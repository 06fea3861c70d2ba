"""docs/security.md names every way to authenticate to the server, with its strength and limits (ASVS 6.1.3)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from aural.accounts.reset_repository import GOOD_MS as RESET_MS
from aural.api.routes import OPERATIONS
from aural.candidates import code_repository as codes
from aural.guard.auth.oidc import TRIP_SECONDS
from aural.organizations.invitation_endpoints import GOOD_MS as INVITATION_MS
from aural.recordings.endpoints import LONGEST_SECONDS
from aural.reports.share_endpoints import LONGEST_DAYS
from aural.settings.budgets import RESETS_OF_ACCOUNT, TRIES_OF_ACCOUNT, TRIES_OF_ACCOUNT_AND_ADDRESS
from tests.abuse.test_inventory import ADDRESSES
from tests.docs.test_proxies import PAGES, PROBES
from tests.house.source import list_python, name_module, walk_tree
from tests.house.test_security_tables import list_rows

WAYS = {row[0]: row[1:] for row in list_rows("### Ways in") if row[0] != "way"}
NAMES = re.compile(r"`([\w/.]+)`")
OPEN = {"getAuth", "getOpenApi"}  # they say which ways exist, and what the API is
# The functions that sign a browser in or let a candidate's browser in.
ENTRANCES = {
    "aural.accounts.endpoints.welcome": {"password", "setup code", "reset link", "invitation link"},
    "aural.accounts.single_sign_on_endpoints._sign_in": {"identity provider"},
    "aural.room.access.identify._known": {"code from a mailbox"},
    "aural.room.access.sessions._entered": {"candidate's link and cookie"},
}


def find_entrances(module: str, text: str) -> Iterator[str]:
    for function in walk_tree(text):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            calls = {ast.unparse(node.func).split(".")[-1] for node in ast.walk(function) if isinstance(node, ast.Call)}
            if calls & {"give_cookie", "sign_in"}:
                yield f"{module}.{function.name}"


def test_each_public_operation_and_address_belongs_to_a_way_in() -> None:
    named = {name for where, *_ in WAYS.values() for name in NAMES.findall(where)}
    public = {each.id for each in OPERATIONS if each.access == "public"}
    assert {name for name in named if "/" not in name} - {"Authorization", "aural_session"} == public - OPEN
    closed = {f"/{path.split('/')[1]}" for path in ADDRESSES} - {f"/{page}" for page in PAGES | PROBES}
    assert {name for name in named if name.count("/") == 1} == closed | {"/api", "/sso", "/i"}


def test_each_function_that_signs_a_browser_in_belongs_to_a_way_in() -> None:
    found = {name for path in list_python("src") for name in find_entrances(name_module(path), path.read_text())}
    assert found == ENTRANCES.keys()
    assert set().union(*ENTRANCES.values()) <= WAYS.keys()


def test_a_function_that_signs_a_browser_in_is_found() -> None:
    text = "async def enter(call):\n    return await call.context.gate.browsers.sign_in(call.connection, 'me', None)"
    assert list(find_entrances("aural.a", text)) == ["aural.a.enter"]


def test_each_way_in_is_documented_with_its_strength_and_limits() -> None:
    assert [way for way, cells in WAYS.items() if len(cells) != 3 or not all(cells)] == []


@pytest.mark.parametrize(
    ("way", "limit"),
    [
        ("password", f"{TRIES_OF_ACCOUNT_AND_ADDRESS.most} tries a minute for an account from one address"),
        ("password", f"{TRIES_OF_ACCOUNT.most} from all"),
        ("identity provider", f"{TRIP_SECONDS // 60} minutes for a trip"),
        ("reset link", "within an hour" if RESET_MS == 3_600_000 else "?"),
        ("reset link", f"{RESETS_OF_ACCOUNT.most} emails a minute"),
        ("invitation link", f"within {INVITATION_MS // 86_400_000} days"),
        (
            "code from a mailbox",
            f"{codes.TRIES} tries, {codes.LIVES_MS // 60_000} minutes, {codes.CODES_A_DAY} codes a day",
        ),
        ("shared report", f"at most {LONGEST_DAYS} days"),
        ("link to a recording", "at most an hour" if LONGEST_SECONDS == 3600 else "?"),
    ],
)
def test_the_documented_limits_match_the_code(way: str, limit: str) -> None:
    assert limit in WAYS[way][2]
