"""docs/security.md names exactly the fields that lower roles read masked or not at all (ASVS 8.1.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.abuse.test_tenants import OPERATIONS, Town
from tests.api.seeds import seed_import
from tests.api.world import open_world
from tests.house.test_security_tables import list_rows

RANKED = ("VIEWER", "MEMBER", "ADMIN", "OWNER")
NAMES = re.compile(r"`([\w.]+)`")
ABOUT_THE_CALLER = {("getMe", "role"), ("getRecordingLink", "url")}  # a link is signed for the caller's key
LIST = """Name,Email,Phone
Mina,mina@example.com,+1-555-0101
Alex,alex,+1-555-0102
Kim,known@example.com,+1-555-0103"""
HOSTED = "hosts@example.com"


def read_table() -> set[tuple[str, str, str, str]]:
    """A tuple for each field in the table: the role that reads it differently, the operation, the field, and what is
    read.
    """
    found = set()
    for fields, operations, lowest, instead in (row for row in list_rows("### Fields") if row[0] != "field"):
        for role in RANKED[: RANKED.index(lowest)]:
            pairs = [(operation, name) for operation in NAMES.findall(operations) for name in NAMES.findall(fields)]
            found |= {(role, operation, name, instead) for operation, name in pairs}
    return found


def find_differences(whole: Any, part: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """The path of each field that differs, without list positions, and what the role reads in its place."""
    if isinstance(whole, dict) and isinstance(part, dict):
        for name in whole.keys() | part.keys():
            yield from find_differences(whole.get(name), part.get(name), f"{path}.{name}".removeprefix("."))
    elif isinstance(whole, list) and isinstance(part, list) and len(whole) == len(part):
        for one, other in zip(whole, part, strict=True):
            yield from find_differences(one, other, path)
    elif whole != part:
        yield path, {None: "null", "[]": "empty"}.get(part if part is None else str(part), "masked")


async def compare(town: Town) -> tuple[set[tuple[str, str]], set[tuple[str, str, str, str]]]:
    """The operations that each role may read, and the fields that it reads differently from an OWNER."""
    read, found = set(), set()
    for method, path, operation in OPERATIONS:
        name = operation["operationId"]
        if method != "GET" or name == "watchSession":  # a stream; its fields are those of getSession
            continue
        row_id = town.ids.get(path.split("/")[1])
        whole = await town.ask("OWNER", method, path, row_id, None)
        if whole.status_code != 200 or whole.headers["Content-Type"] != "application/json":
            continue
        for role in RANKED[:-1]:
            part = await town.ask(role, method, path, row_id, None)
            if part.status_code == 200:
                read.add((role, name))
                differences = find_differences(whole.json(), part.json())
                named = [(path.removeprefix("data."), instead) for path, instead in differences]
                found |= {(role, name, *each) for each in named if (name, each[0]) not in ABOUT_THE_CALLER}
    return read, found


async def test_the_docs_list_exactly_the_fields_that_depend_on_the_role(sqlite_url: str, tmp_path: Path) -> None:
    async with open_world(sqlite_url, tmp_path) as world:
        people = {role: world.with_key(await world.issue(world.acme, role)) for role in RANKED}
        town = Town(world, people)
        await town.settle()
        known = {"email": "known@example.com", "phone": "+1-555-0100"}
        await world.owner.data("PATCH", f"/candidates/{town.ids['candidates']}", known)
        town.ids["imports"] = await seed_import(world, {"id": town.ids["interviews"]}, LIST)
        await world.owner.data("PATCH", f"/interviews/{town.ids['interviews']}/letters", {"doneNoteTo": HOSTED})
        await world.owner.data("POST", "/invitations", {"role": "OWNER"})
        read, found = await compare(town)
        assert found == {each for each in read_table() if each[:2] in read}
