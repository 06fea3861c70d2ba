"""Integrity signals: which ones may be recorded during an interview, and which ones count. They never affect a score.

A signal is a fact that the candidate's page reports or that the server observes. Candidates with an adjustment are
exempt from some kinds. These kinds aren't collected at all, so that readers of the report can't see the exemption.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, TypedDict

from aural.engine.log import Entry
from aural.engine.plan import Plan
from aural.engine.state import State, apply

CAMERA: Final = "camera"
# The kinds that a page reports, with the states it may report for each; a kind without states is a single event.
STATES: Mapping[str, tuple[str, ...]] = {
    "away": ("back", "hidden", "unfocused"),
    "screens": ("single", "extended"),
    "fullscreen": ("entered", "left"),
    CAMERA: ("on", "interrupted", "covered"),
    "faces": ("one", "none", "several"),
    "paste": (),
    "copy": (),
    "typing": (),
}
KINDS = tuple(STATES)
DEVICE = "device"  # a second tab or device tried to connect; only the server can observe this
# The first state of each kind is the normal one, assumed as long as nothing is reported.
CALM = {kind: states[0] for kind, states in STATES.items() if states}

# The kinds that each adjustment excludes.
EXEMPTS: Mapping[str, frozenset[str]] = {
    "writing_aids": frozenset({"paste", "copy", "typing"}),
    "other_windows": frozenset({"away", "screens", "fullscreen", DEVICE}),
    "no_camera": frozenset({"camera", "faces"}),
}
ADJUSTMENTS = ("writing_aids", "other_windows")  # offered if an interview is watched
NO_CAMERA = "no_camera"  # offered in addition if faces are counted

# Typing records are near 18 characters a second over a minute (216 words of five characters); a burst can be faster.
FASTEST_CHARACTERS_A_SECOND = 25
FAST_FROM_CHARACTERS = 60
_SHORTEST_BURST_MS = 250

# A page reports every 15 seconds that it is still watching; in a hidden page, timers run once a minute.
BEAT_SECONDS = 15
LONGEST_BEAT_SECONDS = 70

_TOKENS = re.compile(r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+")
MARK_SIZES = (3, 5)  # words that a mark covers; five if most of the text is Chinese, where each character is a word
MOST_MARKS = 600

Stretch = tuple[int, int]


class SignalData(TypedDict, total=False):
    """`state`: set for kinds that have states. Typing has `characters` and `milliseconds`. A paste has `characters` and
    `marks`, each of which covers `size` words."""

    state: str
    characters: int
    milliseconds: int
    marks: list[int]
    size: int


@dataclass(frozen=True, slots=True)
class Signal:
    """A recorded signal. `at`: milliseconds since the epoch, by the server's clock."""

    id: str
    kind: str
    at: int
    data: SignalData

    @property
    def state(self) -> str | None:
        state = self.data.get("state")
        return None if state is None else current_state(self.kind, state)


def current_state(kind: str, state: str) -> str:
    """The state under its current name.

    Earlier pages report `off` for a camera that broke off, but also for one that the person turned off. It can't count,
    but it ends the state before it.
    """
    return CALM[CAMERA] if (kind, state) == (CAMERA, "off") else state


def watched_kinds(adjustments: Collection[str]) -> tuple[str, ...]:
    """The kinds that the page is asked to report: all except those that the candidate is exempt from."""
    return tuple(kind for kind in KINDS if not is_exempt(kind, adjustments))


def is_exempt(kind: str, adjustments: Collection[str]) -> bool:
    return any(kind in EXEMPTS.get(adjustment, ()) for adjustment in adjustments)


def exempt_kinds(adjustments: Collection[str]) -> frozenset[str]:
    return frozenset().union(*(EXEMPTS.get(adjustment, frozenset()) for adjustment in adjustments))


def is_too_fast(characters: int, milliseconds: int) -> bool:
    """Whether no person can type this many characters in this time. Text that appears at once takes 0 milliseconds."""
    seconds = max(milliseconds, _SHORTEST_BURST_MS) / 1000
    return characters >= FAST_FROM_CHARACTERS and characters / seconds > FASTEST_CHARACTERS_A_SECOND


def is_worth_keeping(kind: str, data: SignalData, before: str | None) -> bool:
    """Whether to record a signal: typing if it is too fast, a state if it differs from the previous state."""
    if kind == "typing":
        return is_too_fast(data["characters"], data["milliseconds"])
    return kind not in CALM or data["state"] != (before or CALM[kind])


# --- recognizing pasted words without storing them ------------------------------------------------------------------


def marks_of(text: str, size: int) -> set[int]:
    """A number for each run of `size` words: texts that share words share numbers, which don't reveal the words.

    The page computes the same numbers (web/src/room/watch/marks.ts): the 32-bit FNV-1a hash of the run in UTF-8, with
    the words normalized by NFKC, in lower case, and separated by one space.
    """
    tokens = _TOKENS.findall(unicodedata.normalize("NFKC", text).lower())
    return {_fnv(" ".join(tokens[at : at + size])) for at in range(len(tokens) - size + 1)}


def _fnv(text: str) -> int:
    value = 0x811C9DC5
    for byte in text.encode("utf-8", "surrogatepass"):
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value


# --- how long the page watched --------------------------------------------------------------------------------------


def running_stretches(plan: Plan, entries: Iterable[Entry], now: int) -> list[Stretch]:
    """The periods in which the session's clock ran. The page watches only then: pauses and problems are private."""
    state, found = State(), list[Stretch]()
    for entry in entries:
        since = state.stopwatch.since
        state = apply(plan, state, entry)
        if since is not None and state.stopwatch.since is None:
            found.append((since, max(since, entry.at)))
    since = state.stopwatch.since
    return found if since is None else [*found, (since, max(since, now))]


def seconds_in_both(some: Iterable[Stretch], others: Iterable[Stretch]) -> int:
    """The whole seconds that both lists cover; the stretches within one list don't overlap."""
    pairs = ((max(a, c), min(b, d)) for a, b in some for c, d in others)
    return sum(max(0, end - start) for start, end in pairs) // 1000
