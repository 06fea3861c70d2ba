"""The batches of a campaign, and a file that lists the finished ones, from which a stopped run is resumed."""

from __future__ import annotations

import hashlib
import json
import math
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

from bench.campaign.checker import Findings

FORMAT = 1


@dataclass(frozen=True)
class Size:
    """The number of faults at a share of 1, and in one batch. Each batch has its own data."""

    full: int
    batch: int


@dataclass(frozen=True)
class Plan:
    """The settings of a run. Two runs of the same plan make the same choices. `parts` run in this order."""

    seed: int
    share: float
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Batch:
    part: str
    index: int
    count: int
    seed: int


def list_batches(plan: Plan, sizes: Mapping[str, Size]) -> Iterator[Batch]:
    """The batches, with at least one fault for each part. A batch's seed depends only on the plan's seed, its part and
    its index.
    """
    for part in plan.parts:
        left = max(1, math.ceil(sizes[part].full * plan.share))
        for index in range(math.ceil(left / sizes[part].batch)):
            count = min(sizes[part].batch, left - index * sizes[part].batch)
            yield Batch(part, index, count, derive_seed(plan.seed, part, index))


def derive_seed(seed: int, part: str, index: int) -> int:
    return int.from_bytes(hashlib.sha256(f"{seed}:{part}:{index}".encode()).digest()[:4])


class Progress:
    """A file of JSON lines: the plan, then a line for each batch that is done."""

    def __init__(self, path: Path, plan: Plan, done: dict[tuple[str, int], tuple[int, Findings]]) -> None:
        self.path, self.plan, self.done = path, plan, done

    @classmethod
    def begin(cls, path: Path, plan: Plan) -> Progress:
        """Raises FileExistsError if the file exists."""
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x") as file:
            file.write(json.dumps({"format": FORMAT, **asdict(plan)}) + "\n")
        return cls(path, plan, {})

    @classmethod
    def resume(cls, path: Path) -> Progress:
        """Batches that could not run to their end aren't done: they run again. Raises ValueError if the file isn't the
        progress file of a campaign, and OSError if it can't be read.
        """
        lines = path.read_text().splitlines()
        try:
            head = json.loads(lines[0])
            if head["format"] != FORMAT:
                raise ValueError
            plan = Plan(head["seed"], head["share"], tuple(head["parts"]))
        except (ValueError, KeyError, IndexError, TypeError) as error:
            raise ValueError(f"{path} is not the progress file of a campaign.") from error
        rows = [(row, Findings(**row["found"])) for row in _read_rows(lines[1:])]
        done = {(row["part"], row["index"]): (row["count"], found) for row, found in rows if not found.broken}
        return cls(path, plan, done)

    def note(self, batch: Batch, count: int, found: Findings) -> None:
        """Records a finished batch with the number of its injected faults. The row is on disk when this returns."""
        self.done[batch.part, batch.index] = count, found
        row = {"part": batch.part, "index": batch.index, "count": count, "found": asdict(found)}
        with self.path.open("r+b") as file:
            _end_line(file)
            file.write(json.dumps(row).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())

    def is_done(self, batch: Batch) -> bool:
        return (batch.part, batch.index) in self.done

    def sum_of(self, part: str) -> tuple[int, Findings]:
        """The number of faults and the sum of the findings of the part's finished batches."""
        rows = [row for (name, _), row in self.done.items() if name == part]
        return sum(count for count, _ in rows), sum((found for _, found in rows), Findings())


def _read_rows(lines: Sequence[str]) -> Iterator[dict[str, object]]:
    """The finished batches. A line that was cut off when the run was killed is skipped, so its batch runs again."""
    for line in lines:
        try:
            yield json.loads(line)
        except ValueError:
            continue


def _end_line(file: BinaryIO) -> None:
    """Ends the last line if it was cut off, so that the next row begins on its own line."""
    file.seek(-1, os.SEEK_END)
    if file.read(1) != b"\n":
        file.write(b"\n")
