"""The server's log: plain lines, or one JSON object per line.

Errors are logged with their type and traceback, but never with their text, which may contain what a person typed or
said.
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import TextIO

#: Fields that a caller may add with `extra`: ids, never names or anything that a person typed.
_EXTRAS = (
    *("session_id", "request_id", "job_id"),
    *("operation", "code", "address", "organization_id", "key_id", "user_id"),  # of a refused request
)
_ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
_TEXT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def _place_of(error: BaseException) -> str:
    """The types and tracebacks of an error and its causes, without their texts."""
    told: list[str] = []
    cause: BaseException | None = error
    while cause is not None and len(told) < 5:
        told.append(f"{type(cause).__name__}\n{''.join(traceback.format_tb(cause.__traceback__))}".rstrip())
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return "\nafter ".join(told)


class _Placed(logging.Formatter):
    def formatException(self, ei: _ExcInfo) -> str:  # noqa: N802 - its name in the library
        return _place_of(ei[1]) if ei and ei[1] is not None else ""


class JsonLines(_Placed):
    """Writes `time`, `level`, `logger` and `message`, ids if there are any, and `error` if an error was raised."""

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        told |= {name: getattr(record, name) for name in _EXTRAS if hasattr(record, name)}
        if record.exc_info:
            told["error"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False)


def _without_task(record: logging.LogRecord) -> bool:
    """Keeps only the first line of asyncio's messages: the rest shows the failed task with the text of its error."""
    if record.name == "asyncio" and record.exc_info:
        record.msg, record.args = record.getMessage().partition("\n")[0], ()
    return True


def _is_no_denial(record: logging.LogRecord) -> bool:
    """Leaves out the error that uvicorn logs after each refused socket, although the refusal was sent."""
    return record.msg != "ASGI callable returned without completing handshake."


def set_up_logs(form: str, level: str, stream: TextIO | None = None) -> None:
    """Sends everything that this process logs to `stream` (default: standard error), in one format."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines() if form == "json" else _Placed(_TEXT))
    handler.addFilter(_without_task)
    handler.addFilter(_is_no_denial)
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for name in ("uvicorn", "uvicorn.error"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
