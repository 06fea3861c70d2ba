"""Runs the batches of a campaign, several at once, each in a process of its own."""

from __future__ import annotations

import multiprocessing
import signal
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from multiprocessing.connection import Connection
from pathlib import Path

from bench.campaign.checker import Findings
from bench.campaign.parts import PARTS
from bench.campaign.progress import Batch, Progress, list_batches

SIZES = {name: size for name, (size, _) in PARTS.items()}
SPAWNING = multiprocessing.get_context("spawn")  # a fork of a process with threads may hang


def run_all(progress: Progress, jobs: int) -> None:
    batches = [batch for batch in list_batches(progress.plan, SIZES) if not progress.is_done(batch)]
    with ThreadPoolExecutor(jobs) as pool:
        running = {pool.submit(run_apart, batch): batch for batch in mix(batches)}
        try:
            for done in as_completed(running):
                batch, (count, found, seconds) = running[done], done.result()
                progress.note(batch, count, found)
                faults = found.faults or "no faults"
                print(f"{batch.part} {batch.index + 1}: {count} in {seconds:.0f} s, {faults}", flush=True)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
            for process in multiprocessing.active_children():
                process.terminate()


def run_apart(batch: Batch) -> tuple[int, Findings, float]:
    """Runs a batch in a process of its own; returns the number of faults, the findings and the seconds it took."""
    began = time.monotonic()
    receiver, sender = SPAWNING.Pipe(duplex=False)
    process = SPAWNING.Process(target=run_batch, args=(batch, sender))
    process.start()
    sender.close()
    try:
        count, found = receiver.recv()
    except EOFError:  # the process was killed
        count, found = 0, Findings(broken=1)
    process.join()
    return count, found, time.monotonic() - began


def interrupt_when_stopped() -> None:
    """From now on, SIGINT and SIGTERM raise KeyboardInterrupt. A shell starts background jobs with SIGINT ignored."""
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, signal.default_int_handler)


def mix(batches: Sequence[Batch]) -> list[Batch]:
    """Orders the batches so that each part is spread over the whole run: some parts compute while others wait."""
    sizes = Counter(batch.part for batch in batches)
    seen: Counter[str] = Counter()
    places = []
    for batch in batches:
        places.append((seen[batch.part] + 0.5) / sizes[batch.part])
        seen[batch.part] += 1
    return [batch for _, batch in sorted(zip(places, batches, strict=True), key=lambda pair: pair[0])]


def run_batch(batch: Batch, sender: Connection) -> None:
    """Sends the number of faults and the findings. A batch that ends in an error counts as broken."""
    interrupt_when_stopped()
    with tempfile.TemporaryDirectory(prefix="aural-campaign-", ignore_cleanup_errors=True) as folder:
        try:
            result = PARTS[batch.part][1](batch, Path(folder))
        except KeyboardInterrupt:
            return
        except Exception:  # noqa: BLE001 - a batch that ends in an error is a row of the table
            traceback.print_exc()
            result = 0, Findings(broken=1)
    sender.send(result)
