"""Opens one file within strict limits: reads it from standard input, and writes its contents, or why it was refused.

Before it opens the file, this process gives up the right to write files, start processes and open connections: it gets
no new descriptors. So a flaw in a library that reads files can reach nothing from here.
"""

from __future__ import annotations

import base64
import codecs
import json
import resource
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from importlib import import_module

from aural.guard.unpack import refusals
from aural.guard.unpack.found import Table, make_found
from aural.guard.unpack.kinds import kind_of
from aural.guard.unpack.refusals import Refused

MEMORY_BYTES = 512 << 20
SECONDS = 4
MOST_ROWS_OF_TEXT = 2_000
_MODULES = {"pdf": "pdf", "docx": "word", "xlsx": "sheet", "page": "page", "text": "plain"}
# Python loads these from files on first use, so they are loaded while files can still be opened.
_ENCODINGS = (
    "latin-1 cp1252 gb18030 gbk big5 euc-kr shift_jis euc-jp utf-16 utf-16-be utf-16-le utf-8-sig mac_roman charmap"
)


def main() -> None:
    asked = json.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read()
    _limit(resource.RLIMIT_AS, MEMORY_BYTES)
    _limit(resource.RLIMIT_CPU, SECONDS)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)
    try:
        answer = _draw(content) if asked.get("isLogo") else _open(content, asked.get("mostRows"))
    except Refused as refused:
        answer = {"refused": str(refused)}
    except (MemoryError, RecursionError):
        answer = {"refused": refusals.TOO_LARGE}
    except Exception as error:  # noqa: BLE001  a broken file may raise anything in a library
        answer = {"refused": _sentence_of(error)}
    sys.stdout.write(json.dumps(answer))


def _open(content: bytes, most_rows: int | None) -> dict[str, object]:
    kind = kind_of(content)
    module = import_module(f"aural.guard.unpack.{_MODULES[kind]}")
    for name in _ENCODINGS.split():
        codecs.lookup(name)
    _lock_up()
    if most_rows is not None:
        if not hasattr(module, "read_rows"):
            raise Refused(refusals.NO_TABLE)
        table = Table(most_rows)
        return {"rows": _rows(module.read_rows, content, table), "lines": table.lines}
    if hasattr(module, "read_text"):
        return asdict(module.read_text(content))
    rows = _rows(module.read_rows, content, Table(MOST_ROWS_OF_TEXT))
    return asdict(make_found("\n".join("\t".join(row) for row in rows)))


def _draw(content: bytes) -> dict[str, object]:
    draw = import_module("aural.guard.unpack.logo").draw
    _lock_up()
    return {"picture": base64.b64encode(draw(content)).decode()}


def _lock_up() -> None:
    """After this call, the process can't start a process or open a file or connection."""
    _limit(resource.RLIMIT_NPROC, 0)
    _limit(resource.RLIMIT_NOFILE, 0)


def _rows(read: Callable[[bytes, Table], None], content: bytes, table: Table) -> list[list[str]]:
    read(content, table)
    return table.finished()


def _limit(what: int, most: int) -> None:
    with suppress(ValueError, OSError):  # the system doesn't have this limit; the deadline still applies
        resource.setrlimit(what, (most, most))


def _sentence_of(error: Exception) -> str:
    """The sentence for an error. It compares class names, since a library is loaded only where it is needed."""
    names = {kind.__name__ for kind in type(error).__mro__}
    if "DefusedXmlException" in names:
        return refusals.ENTITIES
    return refusals.UNPACKS if "LimitReachedError" in names else refusals.DAMAGED


if __name__ == "__main__":
    main()
