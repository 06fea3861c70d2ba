"""Processes that do the same thing at the same moment.

They are forked from one process that has imported what they need and has opened nothing. Imports are most of what each
process would do, and would spread their starts over a second.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

# The code that it receives defines `work`, which each process calls with the arguments. All of them are strings.
_RACER = """
import json, os, sys

exec(sys.argv[1])
waiting, gate = os.pipe()
results, result = os.pipe()
for _ in range(int(sys.argv[2])):
    if os.fork() == 0:
        os.close(gate)
        os.read(waiting, 1)  # returns once no process has the gate open
        os.write(result, json.dumps(work(*sys.argv[3:])).encode() + b"\\n")
        os._exit(0)
for end in (gate, result):
    os.close(end)
sys.stdout.buffer.write(open(results, "rb").read())
"""


def race(code: str, *arguments: str, processes: int = 4) -> list[Any]:
    """What `work(*arguments)` returned in each process, as parsed from JSON. If one process fails, the race fails."""
    command = [sys.executable, "-c", _RACER, code, str(processes), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, done.stderr
    assert len(results) == processes, done.stderr
    return results
