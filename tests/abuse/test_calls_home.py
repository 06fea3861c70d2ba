"""No library of ours reports home. The guard of Python's sockets would not notice what a library does in native
code.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

EMBED = (
    "from aural.interviewer.guided.embedding import embed; "
    "assert embed('A queue filled up within minutes.') is not None"
)
SILENCERS = ("ORT_", "CI", "TF_BUILD", "GITHUB_", "GITLAB_", "JENKINS_", "BUILD_")  # variables that turn reports off


def test_embedding_an_answer_writes_nothing_to_the_home_folder(tmp_path: Path) -> None:
    """onnxruntime, if it reports, keeps an id of the machine and a queue of reports in the home folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(SILENCERS)}
    home = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache"), "XDG_DATA_HOME": str(tmp_path / "data")}
    done = subprocess.run([sys.executable, "-c", EMBED], env=kept | home, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert [str(path) for path in tmp_path.rglob("*") if path.is_file()] == []
