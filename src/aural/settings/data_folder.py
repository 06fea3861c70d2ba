"""The data folder, created and checked at startup, and the secret key in it."""

from __future__ import annotations

import logging
import os
import secrets
import stat
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from aural.settings.secret_keys import read_secret_keys

logger = logging.getLogger(__name__)
_OTHERS = 0o077
SECRET_FILE = "secret.key"  # noqa: S105


class SettingsError(Exception):
    """A setting cannot be used. The message is one plain sentence that names it."""


def prepare_folder(folder: Path) -> None:
    """Creates the folder. Only its owner can read it and anything created in it from now on, regardless of the umask.

    Raises SettingsError if the folder can't be created or written to, or if it belongs to another account than root, as
    which this process runs: that account couldn't read what root creates.
    """
    _refuse_root(folder)
    os.umask(os.umask(_OTHERS) | _OTHERS)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise SettingsError(
            f"The data folder {folder} cannot be created or written ({error.strerror}). Choose another one with "
            "AURAL_DATA_DIR or --data-dir, or give this account the right to write there."
        ) from error


def _refuse_root(folder: Path) -> None:
    if sys.platform == "win32" or os.geteuid() != 0 or not folder.exists() or (owner := folder.stat().st_uid) == 0:
        return
    import pwd

    try:
        account = pwd.getpwuid(owner).pw_name
    except KeyError:  # as in a container, which doesn't know the host's accounts
        account = f"#{owner}"
    raise SettingsError(
        f"The data folder {folder} belongs to {account}, which couldn't read files that root creates in it. Run the "
        f"command as that account: sudo -u '{account}' aural …"
    )


def require_folder(folder: Path, *, needs_key: bool) -> None:
    """Raises SettingsError if the folder isn't the data folder of a server. Creates and changes nothing."""
    path = folder / SECRET_FILE
    try:
        if needs_key:
            path.open("rb").close()
        else:
            next(folder.iterdir(), None)
    except (FileNotFoundError, NotADirectoryError) as error:
        missing = f"has no {SECRET_FILE}" if folder.is_dir() else "does not exist"
        raise SettingsError(
            f"The data folder {folder} {missing}. Set AURAL_DATA_DIR or --data-dir as for the server."
        ) from error
    except OSError as error:
        raise SettingsError(
            f"The secret key in {path} cannot be read ({error.strerror}). Run the command as the server's account, or "
            "as root."
        ) from error


def close_to_others(folder: Path, database: Path | None) -> None:
    """Denies other accounts access to the folder, its contents and the database's files.

    An earlier version, a systemd unit or a copy may have left them open.
    """
    of_database = [] if database is None else [database, *(Path(f"{database}{end}") for end in ("-wal", "-shm"))]
    for path in (folder, *folder.iterdir(), *of_database):
        if path.is_symlink() or not path.exists():
            continue
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & _OTHERS:
            _close(path, mode & ~_OTHERS)


def _close(path: Path, mode: int) -> None:
    try:
        path.chmod(mode)
    except FileNotFoundError:  # another process has just removed it
        return
    except OSError as error:
        logger.warning("other accounts can read %s, and this one can't change that (%s)", path, error.strerror)


def take_secret(path: Path) -> str:
    """The secret in the file, which the first start creates. If several processes start at once, one creates it."""
    try:
        if not path.exists():
            _make_secret(path)
        secret = path.read_text().strip()
    except OSError as error:
        raise SettingsError(f"The secret key in {path} cannot be read or created ({error.strerror}).") from error
    try:
        if len(secret) < 32:
            raise ValueError
        read_secret_keys(secret)
    except ValueError as error:
        raise SettingsError(f"The secret key in {path} is damaged. Put the file back from a backup.") from error
    return secret


def replace_secret(path: Path, secret: str) -> None:
    """Replaces the keys in the file atomically; only its owner can read it. Raises SettingsError."""
    try:
        name = _write_beside(path, secret)
        Path(name).replace(path)
    except OSError as error:
        raise SettingsError(f"The secret key in {path} cannot be written ({error.strerror}).") from error


def _make_secret(path: Path) -> None:
    # Writes a temporary file, then links it: no process ever reads half a secret, and the second process to link loses.
    name = _write_beside(path, secrets.token_urlsafe(48))
    try:
        with suppress(FileExistsError):
            Path(path).hardlink_to(name)
    finally:
        Path(name).unlink()


def _write_beside(path: Path, secret: str) -> str:
    """Writes the secret to a new file next to `path`, syncs it to disk and returns its name."""
    descriptor, name = tempfile.mkstemp(dir=path.parent)  # mode 0600
    with os.fdopen(descriptor, "w") as file:
        file.write(secret + "\n")
        file.flush()
        os.fsync(file.fileno())
    return name
