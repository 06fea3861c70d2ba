"""Figures of several processes are added up, without those of dead ones."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_SCRIPT = """
import os
from aural.platform import metrics
metrics.rooms.set(2)
child = os.fork()
if child == 0:
    metrics.rooms.set(40)
    metrics.sessions.labels("completed").inc(3)
    os._exit(0)
os.waitpid(child, 0)
print(metrics.written({}).decode())
"""


def test_rooms_of_a_dead_process_no_longer_count_as_open(tmp_path: Path) -> None:
    environment = {"PROMETHEUS_MULTIPROC_DIR": str(tmp_path), "PYTHONPATH": ":".join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT], env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    assert "aural_rooms_open 2.0" in done.stdout
    assert 'aural_sessions_ended_total{status="completed"} 3.0' in done.stdout
