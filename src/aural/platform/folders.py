"""Lists the files in a folder, without leaving out any that can't be read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from aural.platform.errors import StorageUnavailableError


def list_files(folder: Path) -> Iterator[Path]:
    """Every file in the folder and in those inside it; none if the folder doesn't exist.

    Raises StorageUnavailableError for a folder that can't be read. `Path.rglob` would leave out what is in it.
    """
    for root, _, names in os.walk(folder, onerror=_refuse):
        yield from (Path(root) / name for name in names)


def _refuse(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError):
        raise StorageUnavailableError(
            f"The folder {error.filename} cannot be read ({error.strerror}). Run the command as root."
        )
