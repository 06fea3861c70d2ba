"""The server's log: lines to read, or one JSON object a line. Errors are told by their kind and place, never by their
text: that may hold what somebody typed or said.
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from typing import Any, TextIO

#: What a caller may add by `extra`: ids, no names and nothing that was typed.
_EXTRAS = (
    *("session_id", "request_id", "job_id"),
    *("operation", "code", "address", "organization_id", "key_id", "user_id"),  # of what was refused
)
_TEXT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def _place_of(error: BaseException) -> str:
    """Kind and place of an error and of what led to it, without their texts."""
    told: list[str] = []
    cause: BaseException | None = error
    while cause is not None and len(told) < 5:
        told.append(f"{type(cause).__name__}\n{''.join(traceback.format_tb(cause.__traceback__))}".rstrip())
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return "\nafter ".join(told)


class _Placed(logging.Formatter):
    def formatException(self, ei: Any) -> str:  # noqa: N802 - its name in the library
        return _place_of(ei[1]) if ei and ei[1] is not None else ""


class JsonLines(_Placed):
    """`time`, `level`, `logger`, `message`; ids where there are any; `error` where one was raised."""

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, Any] = {
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
    """asyncio shows the task that failed, and with it what its error says: the first line tells enough."""
    if record.name == "asyncio" and record.exc_info:
        record.msg, record.args = record.getMessage().partition("\n")[0], ()
    return True


def set_up_logs(form: str, level: str, stream: TextIO | None = None) -> None:
    """Everything that this process logs goes to `stream` (its standard error), in one form."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines() if form == "json" else _Placed(_TEXT))
    handler.addFilter(_without_task)
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for name in ("uvicorn", "uvicorn.error"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
