"""A step of the setup prints one line and, if it fails, what a new user needs."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

STEP = Path(__file__).parents[2] / "tools" / "step"


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([STEP, "Python packages", *command], cwd=folder, capture_output=True, text=True, check=False)


def test_a_step_prints_one_line_and_logs_its_output(tmp_path: Path) -> None:
    done = run(tmp_path, "sh", "-c", "echo much; echo more >&2")
    assert re.fullmatch(r"  Python packages +\d+ s\n", done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / ".tools/logs/python-packages.log").read_text() == "much\nmore\n"


def test_a_step_that_fails_shows_the_end_of_its_log(tmp_path: Path) -> None:
    failed = run(tmp_path, "sh", "-c", "seq 100; echo no such package; exit 3")
    assert (failed.returncode, failed.stdout) == (3, "")
    told = failed.stderr.splitlines()
    assert re.fullmatch(
        r"  Python packages +failed after \d+ s\. The end of \.tools/logs/python-packages\.log:", told[0]
    )
    assert told[-1] == "no such package"
    assert len(told) == 32
