"""Measures how quickly the server starts, and its memory before the first interview: `python -m bench.start`."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

from bench.processes import memory_bytes
from tests.serving import serving

RUNS = 5


def main() -> None:
    times, sizes = [], []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(RUNS):
            began = time.perf_counter()
            with serving(Path(folder)) as served:
                times.append(time.perf_counter() - began)
                sizes.append(memory_bytes(served.process.pid) / 1e6)
    print(f"start to health check: first (new database) {times[0]:.2f} s, then {statistics.median(times[1:]):.2f} s")
    print(f"idle memory: {statistics.median(sizes):.0f} MB   (targets: ≤ 1.5 s, ≤ 150 MB)")


if __name__ == "__main__":
    main()
