"""The data folder, made and checked at the start, and the secret key in it."""

from __future__ import annotations

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

SECRET_FILE = "secret.key"  # noqa: S105


class SettingsError(Exception):
    """A setting cannot be used. The message is one plain sentence that names it."""


def prepare_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise SettingsError(
            f"The data folder {folder} cannot be made or written ({error.strerror}). Choose another one with "
            "AURAL_DATA_DIR or --data-dir, or give this account the right to write there."
        ) from error


def take_secret(path: Path) -> str:
    """The secret in the file; made at the first start. Of processes that start at once, one makes it."""
    try:
        if not path.exists():
            _make_secret(path)
        secret = path.read_text().strip()
    except OSError as error:
        raise SettingsError(f"The secret key in {path} cannot be read or made ({error.strerror}).") from error
    if len(secret) < 32:
        raise SettingsError(f"The secret key in {path} is damaged. Put the file back from a backup.")
    return secret


def _make_secret(path: Path) -> None:
    # Written beside, then linked: nobody ever reads half a secret, and the second one to link loses.
    descriptor, name = tempfile.mkstemp(dir=path.parent)  # mode 0600
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48) + "\n")
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            Path(path).hardlink_to(name)
    finally:
        Path(name).unlink()
