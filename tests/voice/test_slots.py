"""The number of candidates heard at once is limited per host, over all its processes, and a dead process frees its
slots.

The load that a process reports counts while it has a slot.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from aural.voice.slots import VoiceSlots

HOLD = """
import sys
from pathlib import Path
from aural.voice.slots import VoiceSlots
slots = VoiceSlots(Path(sys.argv[1]), 3)
held = [slots.take() for _ in range(2)]
print("holding", flush=True)
for line in sys.stdin:
    slots.tell(int(line))
    print("told", flush=True)
"""


def test_slots_are_limited(tmp_path: Path) -> None:
    slots = VoiceSlots(tmp_path, 2)
    first, second = slots.take(), slots.take()
    assert first is not None
    assert second is not None
    assert slots.take() is None
    assert not slots.has_free()
    first.give_back()
    first.give_back()  # a second time changes nothing
    assert slots.has_free()
    assert slots.take() is not None
    assert slots.take() is None


def test_slots_are_counted_across_processes_and_freed_when_one_dies(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "holding\n"
        here = VoiceSlots(tmp_path, 3)
        kept = here.take()
        assert kept is not None
        assert here.take() is None
        assert here.read_levels() == 0
        assert other.stdin is not None
        other.stdin.write("2\n")
        other.stdin.flush()
        assert other.stdout.readline() == "told\n"
        assert here.read_levels() == 2
        here.tell(1)
        assert here.read_levels() == 2  # the level of the other process
        other.kill()
        other.wait()
        assert here.read_levels() == 0
        assert here.take() is not None
        assert here.take() is not None
        assert here.take() is None
