"""The metrics of a deployment: counts and times, never names, ids or anyone's words.

`/metrics` serves them to Prometheus if `AURAL_METRICS_TOKEN` is set. The metrics of a host's server processes are
added up through files in `PROMETHEUS_MULTIPROC_DIR`, which `serve` sets before this module is loaded.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from prometheus_client import REGISTRY, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector

from aural.platform import traces

# In seconds. The steps of an interview take tenths of a second; a report or a slow receiver takes tens of seconds.
_QUICK = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_SLOW = (0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 300)
FOLDER = "PROMETHEUS_MULTIPROC_DIR"
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

requests = Histogram(
    "aural_api_request_seconds", "Responses of /api/v1, by operation and status.", ("operation", "status"),
    buckets=_QUICK,
)  # fmt: skip
rooms = Gauge("aural_rooms_open", "Candidates who are in a room now.", multiprocess_mode="livesum")
answers = Histogram("aural_answer_stored_seconds", "How long storing a candidate's answer takes.", buckets=_QUICK)
sessions = Counter("aural_sessions_ended_total", "Sessions that ended, by status.", ("status",))
jobs = Histogram("aural_job_seconds", "Durable jobs, by kind and outcome.", ("kind", "outcome"), buckets=_SLOW)
model = Histogram(
    "aural_model_seconds", "Requests to the language model, by purpose and outcome.", ("purpose", "outcome"),
    buckets=_SLOW,
)  # fmt: skip
voice = Histogram("aural_voice_stage_seconds", "Stages of a spoken turn.", ("stage",), buckets=_QUICK)
_SPANS = {jobs: "job", model: "model"}


@contextmanager
def timed(histogram: Histogram, label: str) -> Iterator[list[str]]:
    """Records how long the block takes, as a metric and as a span.

    The block may append its outcome, which becomes the last label. If it appends none, as when it raises, the outcome
    is "failed".
    """
    outcome: list[str] = []
    began = time.monotonic()
    with traces.span(f"{_SPANS[histogram]} {label}") as note:
        try:
            yield outcome
        finally:
            ended = (outcome or ["failed"])[-1]
            histogram.labels(label, ended).observe(time.monotonic() - began)
            note.attributes["aural.outcome"] = ended


class _Jobs:
    """A metric of the whole deployment. It is read whenever metrics are requested: no process keeps count."""

    def __init__(self, by_state: Mapping[str, int]) -> None:
        self._by_state = by_state

    def collect(self) -> Iterator[Metric]:
        family = GaugeMetricFamily("aural_jobs", "Durable jobs of the whole deployment, by state.", labels=["state"])
        for state, count in self._by_state.items():
            family.add_metric([state], count)
        yield family


def written(jobs_by_state: Mapping[str, int]) -> bytes:
    """All metrics in Prometheus's format. `jobs_by_state`: how many durable jobs the deployment has now."""
    now = CollectorRegistry()
    now.register(_Jobs(jobs_by_state))
    everything: CollectorRegistry = REGISTRY
    if FOLDER in os.environ:
        _forget_dead(Path(os.environ[FOLDER]))
        everything = CollectorRegistry()
        MultiProcessCollector(everything)  # type: ignore[no-untyped-call]
    return generate_latest(everything) + generate_latest(now)


def _forget_dead(folder: Path) -> None:
    """Deletes the live gauges of dead processes: a process that was killed never subtracted its open rooms."""
    for path in folder.glob("gauge_live*_*.db"):
        try:
            os.kill(int(path.stem.rpartition("_")[2]), 0)
        except OSError:  # gone, or another account's process has its number by now
            path.unlink(missing_ok=True)
