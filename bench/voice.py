"""Measures when the room ends a turn and when it can be interrupted, in real time over a real WebSocket.

`make bench-voice` runs a server, and one `aural talk --audio` for each item of tests/data/speech/turns. The scores are
explained in tests/data/speech/README.md. The table also shows the result of a fixed silence on the same recordings.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aural.cli.audio_talk import read_recording
from aural.voice.vad.silero import Activity
from tests.crash.rig import post
from tests.serving import COMMAND, Served, run, serving

ITEMS = Path(__file__).parent.parent / "tests" / "data" / "speech" / "turns"
MISSED_SECONDS = 4.0
LONGEST_PAUSE = 2.0  # a longer pause may fairly be taken for the end
WINDOW_SECONDS = 0.032
SPEECH = 0.5  # the detector's own threshold, for the baselines
OVER_INTERVIEWER = ("backchannel", "barge-in")


@dataclass
class Score:
    """Counts and seconds over all items."""

    name: str
    pauses: int = 0  # constructed pauses of up to two seconds inside a turn
    cut: list[str] = field(default_factory=list)
    cut_long: int = 0  # turns cut in longer pauses
    cut_in_hold: int = 0
    delays: list[float] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    ducks: list[float] = field(default_factory=list)
    stops: list[float] = field(default_factory=list)
    not_stopped: list[str] = field(default_factory=list)
    stopped_by_backchannel: list[str] = field(default_factory=list)

    def add(self, item: dict[str, Any], ends: list[float]) -> None:
        for event in item["events"]:
            if event["type"] not in ("pause", "hold") or event["label"] != "mid-turn":
                continue
            is_cut = any(event["start"] < end < event["end"] + 0.1 for end in ends)
            if event["type"] == "hold":
                self.cut_in_hold += is_cut
            elif not event.get("natural"):
                self._add_pause(item, event, is_cut)
        for end in item["turnEnds"]:
            after = [at - end for at in ends if -0.05 <= at - end <= MISSED_SECONDS]
            if after:
                self.delays.append(after[0])
            else:
                self.missed.append(item["id"])

    def _add_pause(self, item: dict[str, Any], event: dict[str, Any], is_cut: bool) -> None:
        if event["seconds"] > LONGEST_PAUSE:
            self.cut_long += is_cut
            return
        self.pauses += 1
        if is_cut:
            self.cut.append(f"{item['id']}@{event['start']:.1f} ({event['seconds']} s)")

    def add_interruption(self, item: dict[str, Any], heard: list[dict[str, Any]]) -> None:
        stops = [event["t"] for event in heard if event["kind"] == "audio_stop"]
        ducks = [event["t"] for event in heard if event["kind"] == "duck" and event["on"]]
        for event in item["events"]:
            if event["type"] == "backchannel" and any(event["start"] <= at <= event["end"] + 1.5 for at in stops):
                self.stopped_by_backchannel.append(f"{item['id']}@{event['start']}")
            if event["type"] == "barge-in":
                self._first(event["start"], ducks, self.ducks)
                if not self._first(event["start"], stops, self.stops):
                    self.not_stopped.append(item["id"])

    @staticmethod
    def _first(start: float, times: list[float], into: list[float]) -> bool:
        after = [at - start for at in times if at >= start]
        into += after[:1]
        return bool(after)

    def rows(self) -> Iterable[tuple[str, str, str]]:
        yield "cut in, pauses up to 2 s", f"{len(self.cut)} of {self.pauses}", "≤ 1"
        yield "cut in, longer pauses", str(self.cut_long), ""
        yield "cut in after “give me a minute”", str(self.cut_in_hold), "0"
        yield "end recognized after, p50", _seconds(self.delays, 0.5), "≤ 1.2 s"
        yield "end recognized after, p95", _seconds(self.delays, 0.95), "≤ 2.7 s (aim 2.2)"
        yield "ends missed", str(len(self.missed)), "0"
        if self.ducks or self.not_stopped:
            yield "ducked after, p95", _seconds(self.ducks, 0.95), "≤ 0.35 s"
            yield "stopped after, p95", _seconds(self.stops, 0.95), "≤ 1.0 s"
            yield "not stopped", str(len(self.not_stopped)), "0"
            yield "stopped by a “mhm”", str(len(self.stopped_by_backchannel)), "0"


def _seconds(values: list[float], share: float) -> str:
    if not values:
        return "-"
    if len(values) == 1:
        return f"{values[0]:.2f} s"
    return f"{statistics.quantiles(values, n=100, method='inclusive')[round(share * 100) - 1]:.2f} s"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--items", type=Path, default=ITEMS, help="a folder of items in the same format")
    parser.add_argument("--only", default="", help="only items whose name contains this")
    parser.add_argument("--at-once", type=int, default=4, help="how many items are played at the same time")
    parser.add_argument("--keep", type=Path, help="write each item's events to this folder")
    given = parser.parse_args()
    items = [json.loads(path.read_text()) for path in sorted(given.items.glob("*.json")) if given.only in path.name]
    items = [item for item in items if "turnEnds" in item]
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as served:
        key = run("keys", "create", "--organization", "Voice", "--data-dir", folder).strip()
        out = given.keep or Path(folder) / "events"
        out.mkdir(parents=True, exist_ok=True)
        with ThreadPoolExecutor(given.at_once) as pool:
            heard = list(pool.map(lambda item: speak(served, key, item, given.items, out), items))
    scores = [measure(items, heard), *(baseline(items, given.items, silence) for silence in (0.3, 2.0))]
    report(scores, items, heard)


def speak(served: Served, key: str, item: dict[str, Any], folder: Path, out: Path) -> list[dict[str, Any]]:
    """Plays one item with its own client; returns the events."""
    asked = " ".join(event["text"] for event in item["events"] if event["who"] == "interviewer")
    made = {"title": item["id"], "voiceEnabled": True, "followUpDepth": "LIGHT", "timeLimitMinutes": None}
    interview = post(served.url, key, "/interviews", made)
    post(served.url, key, f"/interviews/{interview['id']}/questions", [{"text": asked}])
    slug = post(served.url, key, f"/interviews/{interview['id']}/publish", {})["publicSlug"]
    events = out / f"{item['id']}.jsonl"
    start = "speaking" if item["kind"] in OVER_INTERVIEWER else "listening"
    command = [COMMAND, "talk", f"{served.url}/i/{slug}", "--audio", folder / item["audio"], "--events", events]
    done = subprocess.run([*command, "--start", start, "--once"], capture_output=True, text=True, timeout=300)
    if done.returncode:
        sys.exit(f"{item['id']}: {done.stderr}")
    return [json.loads(line) for line in events.read_text().splitlines()]


def measure(items: list[dict[str, Any]], heard: list[list[dict[str, Any]]]) -> Score:
    score = Score("Aural")
    for item, events in zip(items, heard, strict=True):
        score.add(item, [event["t"] for event in events if event["kind"] == "turn_end"])
        if item["kind"] in OVER_INTERVIEWER:
            score.add_interruption(item, events)
    return score


def baseline(items: list[dict[str, Any]], folder: Path, silence_seconds: float) -> Score:
    """The score of a detector that ends a turn after so many seconds of silence."""
    score = Score(f"fixed {silence_seconds} s")
    for item in items:
        score.add(item, list(fixed_ends(read_recording(folder / item["audio"]), silence_seconds)))
    return score


def fixed_ends(pcm: bytes, silence_seconds: float) -> Iterable[float]:
    quiet, is_open = 0.0, False
    for number, probability in enumerate(Activity().hear(pcm), 1):
        if probability >= SPEECH:
            quiet, is_open = 0.0, True
            continue
        quiet += WINDOW_SECONDS
        if is_open and quiet >= silence_seconds:
            is_open = False
            yield number * WINDOW_SECONDS


def report(scores: list[Score], items: list[dict[str, Any]], heard: list[list[dict[str, Any]]]) -> None:
    columns = [{name: value for name, value, _ in score.rows()} for score in scores]
    print(f"{len(items)} items{'':28}" + "".join(f"{score.name:>16}" for score in scores) + "   target")
    for name, _, target in scores[0].rows():
        print(f"{name:36}" + "".join(f"{column.get(name, '-'):>16}" for column in columns) + f"   {target}")
    ours = scores[0]
    for what in ("cut", "missed", "not_stopped", "stopped_by_backchannel"):
        for name in getattr(ours, what):
            print(f"  {what.replace('_', ' ')}: {name}")
    replies = [_reply(events) for events in heard]
    print("end of turn to the first sound, p95:", _seconds([one for one in replies if one is not None], 0.95))


def _reply(events: list[dict[str, Any]]) -> float | None:
    """Seconds from the last end of a turn to the first sound after it."""
    ends = [event["t"] for event in events if event["kind"] == "turn_end"]
    sounds = [event["t"] for event in events if event["kind"] == "audio" and ends and event["t"] > ends[-1]]
    return sounds[0] - ends[-1] if sounds else None


if __name__ == "__main__":
    main()
