"""Replays recorded conversations through turn-taking, without a server. Only the delays of the models are simulated.

   python -m bench.turns_offline FOLDER --smart-turn FILE --whisper FOLDER [--memo FILE] [--verbose]

FOLDER contains NAME.flac (left channel: the candidate) and NAME.json (the truth about each pause), as in
tests/data/speech/turns.
"""

from __future__ import annotations

import argparse
import hashlib
import heapq
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import soundfile

from aural.voice.endpointing.detector import AdaptiveTurns
from aural.voice.endpointing.events import (
    WINDOW_MS,
    BargedIn,
    Ducked,
    SpeechStarted,
    TurnDetector,
    TurnEnded,
    TurnEvent,
    TurnPredictionWanted,
    WordsWanted,
)
from aural.voice.endpointing.smart_turn import completeness
from aural.voice.vad.hysteresis import Voicing
from aural.voice.vad.silero import WINDOW_BYTES, Activity

BYTES_PER_MS = 32
PREDICTION_TAKES_MS, WORDS_TAKE_MS = 150, 600  # measured p95 of smart-turn, and of Whisper base on one answer
BEFORE_MS, LONGEST_MS = 300, 26_000


@dataclass
class Item:
    name: str
    truth: dict[str, Any]
    pcm: bytes

    def events(self, who: str) -> list[dict[str, Any]]:
        return [event for event in self.truth["events"] if event["who"] == who]

    @cached_property
    def pauses(self) -> list[dict[str, Any]]:
        return [e for e in self.events("candidate") if e.get("label") == "mid-turn" and not e.get("natural")]


def read_items(folder: Path) -> list[Item]:
    items = []
    for path in sorted(folder.glob("*.flac")):
        sound, _ = soundfile.read(path, dtype="int16", always_2d=True)
        items.append(Item(path.stem, json.loads(path.with_suffix(".json").read_text()), sound[:, 0].tobytes()))
    return items


class TurnPredictors(Protocol):
    def completeness(self, pcm: bytes) -> float: ...

    def words(self, pcm: bytes, until_ms: int) -> str:
        """The words in this sound, which ends at `until_ms` of the item."""
        ...


class MeasuredPredictors:
    """Smart-turn and Whisper base on the short window. Their results are cached in a file."""

    def __init__(self, smart_turn: Path, whisper: Path, memo: Path) -> None:
        self._smart_turn, self._whisper, self._memo_file = smart_turn, whisper, memo
        self._memo: dict[str, Any] = json.loads(memo.read_text()) if memo.exists() else {}

    def completeness(self, pcm: bytes) -> float:
        return self._remember("complete", pcm, lambda: completeness(pcm, self._smart_turn))

    def words(self, pcm: bytes, until_ms: int) -> str:
        return self._remember("words", pcm, lambda: self._recognize(pcm))

    def save(self) -> None:
        self._memo_file.write_text(json.dumps(self._memo, ensure_ascii=False, indent=0))

    def _remember(self, kind: str, pcm: bytes, work: Callable[[], Any]) -> Any:
        key = f"{kind} {hashlib.sha1(pcm).hexdigest()}"
        if key not in self._memo:
            self._memo[key] = work()
        return self._memo[key]

    @cached_property
    def _model(self) -> Any:
        from faster_whisper import WhisperModel

        return WhisperModel(str(self._whisper), device="cpu", compute_type="int8", cpu_threads=1)

    def _recognize(self, pcm: bytes) -> str:
        sound = np.frombuffer(pcm, "<i2").astype(np.float32) / 32768
        found = self._decode(np.pad(sound, (0, 3 * 16_000)), len(sound))
        sentences = found.split(". ")
        if len(set(sentences)) == len(sentences):
            return found
        return self._decode(np.pad(sound, (0, 30 * 16_000 - len(sound))), len(sound))  # Whisper repeated itself

    def _decode(self, padded: Any, samples: int) -> str:
        from faster_whisper.tokenizer import Tokenizer

        mel = self._model.feature_extractor(padded, padding=0)
        encoded = self._model.encode(mel[:, : mel.shape[-1] // 2 * 2])
        tokenizer = Tokenizer(self._model.hf_tokenizer, True, task="transcribe", language="en")
        prompt = [*tokenizer.sot_sequence, tokenizer.no_timestamps]
        most = 16 + 12 * samples // 16_000
        found = self._model.model.generate(encoded, [prompt], beam_size=1, max_length=most, suppress_tokens=[-1])
        return str(tokenizer.decode(found[0].sequences_ids[0])).strip()


class FixedTurns(AdaptiveTurns):
    """The baseline: any silence of this length ends a turn, and any voice stops the interviewer."""

    def __init__(self, silence_ms: int) -> None:
        super().__init__("en")
        self._silence_ms, self._heard, self._in_turn = silence_ms, Voicing(), False

    def hear(self, probability: float) -> list[TurnEvent]:
        events: list[TurnEvent] = []
        if self._heard.hear(probability):
            if self._spoken is not None:
                events = [Ducked(self._heard.now_ms), BargedIn(self._heard.now_ms)]
                self._spoken = None
            self._in_turn = True
        elif self._in_turn and self._heard.silent_ms >= self._silence_ms:
            self._in_turn = False
            events = [TurnEnded(self._heard.ended_ms, "silence")]
        return events


@dataclass
class Run:
    """A run of one detector on one item: what the detector decided, and when (milliseconds)."""

    item: Item
    detector: TurnDetector
    predictors: TurnPredictors
    is_verbose: bool = False
    decided: list[tuple[int, TurnEvent]] = field(default_factory=list)
    _answers: list[tuple[int, int, TurnEvent, Any]] = field(default_factory=list)
    _began_ms: int = 0
    _is_stopped: bool = False

    def play(self) -> Run:
        activity, speaking = Activity(), None
        for number in range(len(self.item.pcm) // WINDOW_BYTES):
            now = (number + 1) * WINDOW_MS
            speaking = self._tell_interviewer(now, speaking, activity)
            window = self.item.pcm[number * WINDOW_BYTES : (number + 1) * WINDOW_BYTES]
            for probability in activity.hear(window):
                self._take(now, self.detector.hear(probability))
            self._answer(now)
        return self

    def _tell_interviewer(self, now: int, was: Any, activity: Activity) -> Any:
        speaks = next((e for e in self.item.events("interviewer") if e["start"] * 1000 <= now < e["end"] * 1000), None)
        if self._is_stopped:
            speaks = None
        if speaks is not was:
            if speaks is None:
                self.detector.interviewer_is_silent()
            else:
                self.detector.interviewer_speaks(speaks["text"])
            activity.interviewer_speaks = speaks is not None
        return speaks

    def _take(self, now: int, events: list[TurnEvent]) -> None:
        for event in events:
            self.decided.append((now, event))
            if isinstance(event, SpeechStarted):
                self._began_ms = event.at_ms
            elif isinstance(event, BargedIn):
                self._is_stopped = True
            elif isinstance(event, TurnPredictionWanted):
                self._ask(now, PREDICTION_TAKES_MS, event, self.predictors.completeness(self._sound(now)))
            elif isinstance(event, WordsWanted):
                self._ask(now, WORDS_TAKE_MS, event, self.predictors.words(self._sound(now), now))
            if self.is_verbose:
                print(f"    {now / 1000:6.2f} {event}")

    def _sound(self, now: int) -> bytes:
        begin = max(0, self._began_ms - BEFORE_MS, now - LONGEST_MS)
        return self.item.pcm[begin * BYTES_PER_MS : now * BYTES_PER_MS]

    def _ask(self, now: int, takes: int, event: TurnEvent, answer: Any) -> None:
        heapq.heappush(self._answers, (now + takes, len(self.decided), event, answer))

    def _answer(self, now: int) -> None:
        while self._answers and self._answers[0][0] <= now:
            _, _, event, answer = heapq.heappop(self._answers)
            if self.is_verbose:
                print(f"    {now / 1000:6.2f}   {event.at_ms / 1000:.2f} {answer!r}")
            is_prediction = isinstance(event, TurnPredictionWanted)
            self._take(
                now, (self.detector.take_prediction if is_prediction else self.detector.transcribe)(event.at_ms, answer)
            )


@dataclass
class Score:
    false_ends: dict[str, int] = field(default_factory=lambda: {"<=2s": 0, ">2s": 0, "hold": 0, "natural": 0})
    pauses: int = 0
    delays: list[float] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    ducks: list[float] = field(default_factory=list)
    stops: list[float] = field(default_factory=list)
    backchannel_stops: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def add(self, run: Run) -> None:
        ends = [now / 1000 for now, event in run.decided if isinstance(event, TurnEnded)]
        self.pauses += sum(1 for pause in run.item.pauses if pause["seconds"] <= 2)
        for true_end in run.item.truth["turnEnds"]:
            early = [end for end in ends if end < true_end]
            for end in early:
                self._add_false_end(run.item, end)
            late = [end for end in ends if true_end <= end <= true_end + 4]
            self.delays += [end - true_end for end in late[:1]]
            self.missed += [] if late else [run.item.name]
        self._add_interruptions(run)

    def _add_false_end(self, item: Item, end: float) -> None:
        pause = next((p for p in item.pauses if p["start"] <= end <= p["end"] + 0.1), None)
        if pause is None:
            kind = "natural"
        elif pause["type"] == "hold":
            kind = "hold"
        else:
            kind = "<=2s" if pause["seconds"] <= 2 else ">2s"
        self.false_ends[kind] += 1
        self.faults.append(f"{item.name}: false end at {end:.2f} ({kind})")

    def _add_interruptions(self, run: Run) -> None:
        stops = [now / 1000 for now, event in run.decided if isinstance(event, BargedIn)]
        ducks = [now / 1000 for now, event in run.decided if isinstance(event, Ducked)]
        barges = [e for e in run.item.events("candidate") if e["type"] == "barge-in"]
        for barge in barges:
            self.ducks += [next((d - barge["start"] for d in ducks if d >= barge["start"]), 9.0)]
            self.stops += [next((s - barge["start"] for s in stops if s >= barge["start"]), 9.0)]
            if self.stops[-1] > 1.0 or self.ducks[-1] > 0.35:
                self.faults.append(f"{run.item.name}: duck {self.ducks[-1]:.2f}, stop {self.stops[-1]:.2f}")
        wrong = [stop for stop in stops if not any(stop >= barge["start"] for barge in barges)]
        self.backchannel_stops += [run.item.name] * len(wrong)
        self.faults += [f"{run.item.name}: stopped at {stop:.2f}" for stop in wrong]

    def row(self) -> str:
        false, delays = self.false_ends, [_at(self.delays, percentile) for percentile in (50, 90, 95)]
        barges = [_at(self.ducks, 95), _at(self.stops, 50), _at(self.stops, 95)]
        return (
            f"{false['<=2s']:2}/{self.pauses:<3} {false['>2s']:3} {false['hold']:5} {false['natural']:7} | "
            + "".join(f"{delay:5.2f} " for delay in delays)
            + f"{len(self.missed):3} | "
            + "".join(f"{seconds:5.2f} " for seconds in barges)
            + f"{len(self.backchannel_stops):3}"
        )


def _at(values: list[float], percentile: int) -> float:
    return float(np.percentile(values, percentile)) if values else float("nan")


HEADER = (
    f"{'':12} false ends in pauses  | end delay, s      mis- | duck  stop         backch.\n"
    f"{'':12} <=2s   >2s  hold natural |   p50   p90   p95 sed |   p95   p50   p95 stopped"
)
DETECTORS: dict[str, Callable[[], TurnDetector]] = {
    "adaptive": lambda: AdaptiveTurns("en"),
    "fixed 0.3 s": lambda: FixedTurns(300),
    "fixed 2.0 s": lambda: FixedTurns(2_000),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--smart-turn", type=Path, required=True)
    parser.add_argument("--whisper", type=Path, required=True)
    parser.add_argument("--memo", type=Path, default=Path("/tmp/aural-turns-memo.json"))
    parser.add_argument("--only", default="", help="only items whose name contains this")
    parser.add_argument("--detector", default="", help="one of: " + ", ".join(DETECTORS))
    parser.add_argument("--verbose", action="store_true")
    asked = parser.parse_args()
    predictors = MeasuredPredictors(asked.smart_turn, asked.whisper, asked.memo)
    items = [item for item in read_items(asked.folder) if asked.only in item.name]
    print(HEADER)
    for name, make in DETECTORS.items():
        if asked.detector not in ("", name):
            continue
        score = Score()
        for item in items:
            is_verbose = asked.verbose and name == "adaptive"
            if is_verbose:
                print(f"  {item.name}: ends {item.truth['turnEnds']}")
            score.add(Run(item, make(), predictors, is_verbose).play())
        print(f"{name:12} {score.row()}")
        if name == "adaptive":
            print("".join(f"  {fault}\n" for fault in score.faults), end="")
    predictors.save()


if __name__ == "__main__":
    main()
