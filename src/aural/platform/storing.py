"""Notes that this process couldn't store something: for the log, and for `/readyz`."""

from __future__ import annotations

import errno
import logging
import shutil
import time
from pathlib import Path

from aural.platform.errors import StorageUnavailableError, UnknownOutcomeError

FAILING_SECONDS = 60
"""How long `/readyz` stays 503 after a failure. Then new requests show whether storing works again."""
LOG_SECONDS = 60
LEAST_FREE_BYTES = 1 << 20
# Not locks, deadlocks or lost connections, which pass; not what another host of the same PostgreSQL has, too; and not
# what a single unreadable file causes.
_LASTING = ("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_CANTOPEN", "ENOSPC", "EDQUOT", "EROFS")
_IN_A_ROOM = "in a room"
logger = logging.getLogger(__name__)


class Storing:
    """The last failure of this process to store something."""

    def __init__(self) -> None:
        self._failed_at = self._logged_at = -float("inf")

    def note(self, error: Exception, request_id: str | None = None) -> None:
        """Logs each unknown outcome, and refusals at most once a minute. Other errors are ignored."""
        if not isinstance(error, StorageUnavailableError):
            return
        now, cause = time.monotonic(), cause_of(error)
        if cause.startswith(_LASTING):
            self._failed_at = now
        about = {"request_id": request_id}
        if isinstance(error, UnknownOutcomeError):
            text = "unknown outcome, because the response to a commit was lost: %s, request %s"
            logger.error(text, cause, request_id or _IN_A_ROOM, extra=about)
        elif now - self._logged_at >= LOG_SECONDS:
            self._logged_at = now
            text = "refused with STORAGE_UNAVAILABLE: %s, request %s"
            logger.warning(text, cause, request_id or _IN_A_ROOM, extra=about)

    def is_failing(self, folder: Path) -> bool:
        """Whether storing failed just now for a reason that lasts, or the folder's disk is full. Writes nothing."""
        if time.monotonic() - self._failed_at < FAILING_SECONDS:
            return True
        try:
            return shutil.disk_usage(folder).free < LEAST_FREE_BYTES
        except OSError:
            return True


def cause_of(error: BaseException) -> str:
    """The code of the system or the driver, such as ENOSPC, SQLITE_FULL or SQLSTATE 53100, never its text: that could
    contain data.
    """
    cause: BaseException | None = error
    while cause is not None:
        inner = getattr(cause, "orig", None) or cause  # SQLAlchemy's errors contain the driver's
        if isinstance(name := getattr(inner, "sqlite_errorname", None), str):
            return name
        if isinstance(state := getattr(inner, "sqlstate", None), str):
            return f"SQLSTATE {state}"
        if isinstance(inner, OSError) and inner.errno is not None and inner.errno in errno.errorcode:
            return errno.errorcode[inner.errno]
        cause = cause.__cause__
    return "no further reason"
