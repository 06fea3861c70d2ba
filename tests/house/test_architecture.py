"""docs/ARCHITECTURE.md is a map of this tree: every package has a line, and every path that it names exists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.house.source import ROOT, SOURCES, list_tracked

PAGE = ROOT / "docs/ARCHITECTURE.md"
PATH = re.compile(r"`((?:src|web|clients|tests|bench|tools)/[\w./{},-]*)`")
ROW = re.compile(r"^\| `src/aural/(\w+)/` \|", re.MULTILINE)


def list_packages() -> set[str]:
    """Folders directly below src/aural that contain a tracked file, so without the pages that `make build` puts
    there.
    """
    inside = [path.relative_to(SOURCES / "aural") for path in list_tracked() if path.is_relative_to(SOURCES / "aural")]
    return {path.parts[0] for path in inside if len(path.parts) > 1}


def list_paths(text: str) -> Iterator[str]:
    for path in PATH.findall(text):
        before, brace, rest = path.partition("{")
        names, _, after = rest.partition("}")
        yield from (f"{before}{name}{after}" for name in names.split(",")) if brace else [path]


def find_faults(text: str) -> list[str]:
    rows = ROW.findall(text)
    faults = [f"{name} has no line" for name in sorted(list_packages() - set(rows))]
    faults += [f"{name} has {rows.count(name)} lines" for name in sorted(set(rows)) if rows.count(name) > 1]
    return faults + [f"{path} doesn't exist" for path in list_paths(text) if not (ROOT / path).exists()]


def test_every_package_is_on_the_map_and_every_path_exists() -> None:
    assert len(list(list_paths(PAGE.read_text()))) > 60
    assert find_faults(PAGE.read_text()) == []


def test_a_package_missing_from_the_map_is_reported() -> None:
    text = PAGE.read_text().replace("| `src/aural/usage/` |", "| `src/aural/used/` |")
    assert find_faults(text) == ["usage has no line", "src/aural/used/ doesn't exist"]
    assert find_faults(f"{PAGE.read_text()}\n`web/src/{{room,hall}}/`") == ["web/src/hall/ doesn't exist"]
