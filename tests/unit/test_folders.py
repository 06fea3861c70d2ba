"""Every file of a folder is listed, or the folder that can't be read is named."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from aural.platform.errors import StorageUnavailableError
from aural.platform.folders import list_files


def test_files_in_all_folders_are_listed(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    wanted = {tmp_path / "one", tmp_path / "a" / "b" / "two"}
    for path in wanted:
        path.touch()
    assert set(list_files(tmp_path)) == wanted
    assert list(list_files(tmp_path / "missing")) == []


def test_a_folder_that_cannot_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "closed").mkdir()
    scan = os.scandir

    def refuse(path: Any) -> Any:  # root may read any folder, so the mode of a real one says nothing
        if str(path).endswith("closed"):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(StorageUnavailableError, match=r"closed cannot be read \(Permission denied\)"):
        list(list_files(tmp_path))
