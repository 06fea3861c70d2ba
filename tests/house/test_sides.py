"""Pages use `start` and `end` and never left and right, so that they mirror in right-to-left languages."""

from __future__ import annotations

import re

from tests.house.source import ROOT, list_tracked

#: Tailwind classes for a physical side. `start`, `end`, `ms`, `me`, `ps`, `pe` and `border-s` follow the language.
SIDES = re.compile(
    r"(?<![\w-])-?(?:(?:left|right)-[\[\w]|(?:scroll-)?[mp][lr]-[\[\w]|(?:border|rounded)-(?:[lr]|[tb][lr])(?![\w])"
    r"|(?:text|float|clear)-(?:left|right)(?![\w]))"
)


def test_pages_use_no_physical_sides() -> None:
    paths = [path for path in list_tracked() if path.suffix == ".tsx" and not path.name.endswith(".test.tsx")]
    named = [
        f"{path.relative_to(ROOT)}:{number}: {found[0]}"
        for path in paths
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if (found := SIDES.search(line))
    ]
    assert not named, named


def test_physical_classes_are_found_and_logical_ones_are_not() -> None:
    for line in ('className="top-2 right-2"', '"-ml-3"', '"wide:pl-4"', '"border-l border-line"', '"text-right"'):
        assert SIDES.search(line), line
    for line in ('"end-2 -me-3 ps-4 border-s text-end rounded-s-md"', '"ArrowLeft"', "line-left-over", '"mr"'):
        assert not SIDES.search(line), line
