"""web/README.md is a map of the pages: every area of the dashboard has a line, and every path that it names exists."""

from __future__ import annotations

import re

from tests.house.source import ROOT, list_tracked

WEB = ROOT / "web"
PAGE = WEB / "README.md"
PATH = re.compile(r"`((?:src/)?[\w/.-]+(?:/|\.tsx?))`")
ROW = re.compile(r"^\| `(src/[\w/]+)/` +\|", re.MULTILINE)
MOST_FILES = 25


def list_folders() -> dict[str, int]:
    """Folders of the pages' sources, with the number of files directly in them."""
    found: dict[str, int] = {}
    for path in list_tracked():
        if path.is_relative_to(WEB / "src"):
            folder = path.parent.relative_to(WEB).as_posix()
            found[folder] = found.get(folder, 0) + 1
    return found


def find_faults(text: str) -> list[str]:
    areas = {folder for folder in list_folders() if re.fullmatch(r"src/\w+|src/(?:dashboard|ui)/\w+", folder)}
    faults = [f"{area} has no line" for area in sorted(areas - set(ROW.findall(text)) - {"src/ui/code"})]
    paths = [path for path in PATH.findall(text) if "/" in path]
    return faults + [f"{path} doesn't exist" for path in paths if not (WEB / path).exists()]


def test_every_area_is_on_the_map_and_every_path_exists() -> None:
    assert find_faults(PAGE.read_text()) == []


def test_an_area_missing_from_the_map_is_reported() -> None:
    text = PAGE.read_text().replace("`src/dashboard/team/`", "`src/dashboard/access/`")
    assert find_faults(text) == ["src/dashboard/team has no line", "src/dashboard/access/ doesn't exist"]


def test_no_folder_of_the_pages_has_more_than_25_files() -> None:
    assert [folder for folder, count in list_folders().items() if count > MOST_FILES] == []
