"""Lists what tests and benches look for on the pages and won't find anymore: `python -m tools.stale_texts [REVISION]`.

Browser tests wait three minutes for a text that was reworded. This compares each string in their files with the texts
of the pages at a revision (by default the last commit) and now. A string is stale if it is part of an old text and of
no new one, or if it contains words next to a placeholder that only an old text has. Exits with 1 if there is any.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
CATALOGS = "web/src/locales"
READERS = ("tests/web/*.py", "bench/*.py")
_TEXT = re.compile(r'^msgstr ((?:"(?:[^"\\]|\\.)*"\n?)+)', re.MULTILINE)
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_TAG = re.compile(r"</?\d+/?>")
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_LEAST_BESIDE = 12  # characters of words next to a placeholder
_ASCII_LEAST = 5  # characters: shorter words in Latin script are part of too many texts


def main() -> None:
    revision = sys.argv[1] if sys.argv[1:] else "HEAD"
    names = _git("ls-tree", "-r", "--name-only", revision, CATALOGS).split()
    before = {text for name in names if name.endswith(".po") for text in texts_of(_git("show", f"{revision}:{name}"))}
    now = {text for path in (ROOT / CATALOGS).rglob("*.po") for text in texts_of(path.read_text())}
    stale = [
        line for pattern in READERS for path in sorted(ROOT.glob(pattern)) for line in find_stale(path, before, now)
    ]
    print(*stale, sep="\n" if stale else "")
    sys.exit(1 if stale else 0)


def texts_of(catalog: str) -> Iterator[str]:
    """The texts of a catalog without the tags of elements in them. The header of the file is left out."""
    for block in catalog.split("\n\n")[1:]:
        for found in _TEXT.finditer(block):
            yield _TAG.sub("", "".join(json.loads(part) for part in _STRING.findall(found[1])))


def find_stale(path: Path, before: Iterable[str], now: Iterable[str]) -> Iterator[str]:
    """A line for each stale string in a Python file, with a text that it was part of."""
    gone = set(before) - set(now)
    beside = {part: text for text in gone for part in _beside_placeholders(text) if not any(part in one for one in now)}
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or not _may_be_a_text(node.value):
            continue
        old = next((text for text in gone if node.value in text), None)
        filled = next((text for part, text in beside.items() if part in node.value), None)
        if filled is not None or (old is not None and not any(node.value in text for text in now)):
            old = old or filled
            yield f"{path.name}:{node.lineno}: {node.value!r} was in {old!r}"


def _beside_placeholders(text: str) -> list[str]:
    parts = [part.strip() for part in _PLACEHOLDER.split(text)]
    return [part for part in parts if len(part) >= _LEAST_BESIDE] if len(parts) > 1 else []


def _may_be_a_text(value: str) -> bool:
    return not value.isascii() or (len(value) >= _ASCII_LEAST and (" " in value or value[0].isupper()))


def _git(*command: str) -> str:
    return subprocess.run(("git", "-C", str(ROOT), *command), check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    main()
