"""Files with one JSON object per line, as the benches read them."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any


class BadLineError(Exception):
    """A line that can't be used; the message has its number and says what is wrong with it."""


def objects(lines: Iterable[str], *texts: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each line's number and object, blank lines left out. `texts` names the fields that must be strings.

    Raises BadLineError at the first line that is not JSON, not an object, or lacks one of these strings.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
        except ValueError as error:
            raise BadLineError(f"Line {number} is not JSON: {error}.") from error
        if not isinstance(found, dict):
            raise BadLineError(f"Line {number} is not a JSON object.")
        for name in texts:
            if not isinstance(found.get(name), str):
                raise BadLineError(f'Line {number} needs "{name}", a text.')
        yield number, found


def lines_of(path: Path) -> list[str]:
    """Exits with a message if the file can't be read."""
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        sys.exit(f"{path} cannot be read: {error.strerror}.")
    except UnicodeDecodeError:
        sys.exit(f"{path} is not UTF-8 text.")
