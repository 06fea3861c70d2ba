"""Integrity signals as the reader sees them: those that count, grouped, each at its place in the transcript."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from aural.engine.integrity import CALM, Signal, Stretch, marks_of, running_stretches, seconds_in_both
from aural.engine.log import Entry
from aural.engine.plan import Plan
from aural.platform.clock import iso

# Signals of one kind within a minute of each other are grouped.
CLUSTER_SECONDS = 60
# Anything shorter means nothing: a reload, a click outside the page, a hand in front of the camera, a turned head.
LEAST_SECONDS = {"hidden": 1, "unfocused": 1, "interrupted": 10, "covered": 10, "none": 6, "several": 6}
# Events are reported a moment after they happen. This keeps those at the very edge of a pause.
EDGE_SECONDS = 2
# An answer was read aloud if at least this many of its runs of words, and at least this share, are from a paste.
LEAST_COMMON_MARKS = 15
LEAST_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class TimedMessage:
    """The parts of a message that matter here. `spoken`: the candidate's spoken words; None if there are none."""

    id: str
    at: int
    spoken: str | None = None

    @classmethod
    def of(cls, message_id: str, at: int, role: str, content: str, data: Mapping[str, object] | None) -> TimedMessage:
        """Built from a stored message."""
        is_spoken = role == "user" and (data or {}).get("speech") is not None
        return cls(message_id, at, content if is_spoken else None)


@dataclass(frozen=True, slots=True)
class Item:
    """A signal that counts, or a group of `count` signals. `seconds` is their total; like `until`, None if instant."""

    id: str
    kind: str
    at: int
    until: int | None = None
    state: str | None = None
    count: int = 1
    seconds: int | None = None
    characters: int | None = None
    message_id: str | None = None  # the last message before it, or the answer itself if it was read aloud


def timeline(
    signals: Sequence[Signal], messages: Sequence[TimedMessage], running: Sequence[Stretch], end: int
) -> tuple[Item, ...]:
    """The signals that count, in order. Only the periods in `running`, in which the clock ran, are watched.

    `end`: when the session ended, or now if it is still running.
    """
    ordered = sorted(signals, key=lambda signal: (signal.at, signal.id))
    states = (_watched_part(item, running) for item in _states(ordered, end))
    found = [item for item in _events(ordered) if _is_watched(item.at, running)]
    found += [item for item in states if item is not None]
    clustered = [_placed(item, messages) for item in _clusters(found)]
    return tuple(sorted((*clustered, *_read_aloud(ordered, messages)), key=lambda item: (item.at, item.id)))


def _events(signals: Iterable[Signal]) -> Iterator[Item]:
    for signal in signals:
        if signal.kind not in CALM:
            yield Item(signal.id, signal.kind, signal.at, state=signal.state, characters=signal.data.get("characters"))


def _states(signals: Iterable[Signal], end: int) -> Iterator[Item]:
    """Each period in which something was unusual, from the signal that reports it to the one that ends it."""
    by_kind: dict[str, list[Signal]] = defaultdict(list)
    for signal in signals:
        if signal.kind in CALM:
            by_kind[signal.kind].append(signal)
    for kind, told in by_kind.items():
        for signal, after in zip(told, [*told[1:], None], strict=True):
            if signal.state != CALM[kind]:
                until = max(signal.at, end if after is None else after.at)
                yield Item(signal.id, kind, signal.at, until, signal.state)


def _is_watched(at: int, running: Sequence[Stretch]) -> bool:
    """Whether the clock was running at this time: what a candidate does during a pause is private."""
    edge = EDGE_SECONDS * 1000
    return any(start - edge <= at <= end + edge for start, end in running)


def _watched_part(item: Item, running: Sequence[Stretch]) -> Item | None:
    """The part of a period in which the clock ran; None if there is none, or it is too short to count."""
    until = item.at if item.until is None else item.until
    ends = [min(until, end) for start, end in running if start <= until and item.at <= end]
    seconds = seconds_in_both([(item.at, until)], running)
    if not ends or seconds < LEAST_SECONDS.get(item.state or "", 0):
        return None
    return replace(item, until=max(ends), seconds=seconds)


def _clusters(items: Iterable[Item]) -> list[Item]:
    """Joins items of one kind that are within a minute of each other into one, placed at the first."""
    found: dict[tuple[str, str | None], list[Item]] = defaultdict(list)
    for item in sorted(items, key=lambda item: item.at):
        # Leaving the page counts as the same, however it was noticed. Several faces aren't grouped with none.
        group = found[item.kind, None if item.kind == "away" else item.state]
        last = group[-1] if group else None
        if last is not None and item.at - (last.until or last.at) <= CLUSTER_SECONDS * 1000:
            group[-1] = _joined(last, item)
        else:
            group.append(item)
    return [item for group in found.values() for item in group]


def _joined(first: Item, second: Item) -> Item:
    return replace(
        first,
        until=second.at if second.until is None else second.until,
        state="hidden" if "hidden" in (first.state, second.state) else first.state,
        count=first.count + second.count,
        seconds=_sum(first.seconds, second.seconds),
        characters=_sum(first.characters, second.characters),
    )


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


def _placed(item: Item, messages: Sequence[TimedMessage]) -> Item:
    before = [message for message in messages if message.at <= item.at]
    place = before[-1] if before else next(iter(messages), None)
    return replace(item, message_id=None if place is None else place.id)


def _read_aloud(signals: Iterable[Signal], messages: Iterable[TimedMessage]) -> Iterator[Item]:
    """Spoken answers that follow a previously pasted text word for word."""
    pastes = [signal for signal in signals if signal.kind == "paste" and signal.data.get("marks")]
    for message in messages:
        if message.spoken is None or not any(paste.at <= message.at for paste in pastes):
            continue
        for paste in pastes:
            own = marks_of(message.spoken, paste.data["size"])
            common = len(own.intersection(paste.data["marks"]))
            if paste.at <= message.at and common >= LEAST_COMMON_MARKS and common >= LEAST_SHARE * len(own):
                yield Item(f"read-{message.id}", "read_aloud", message.at, message_id=message.id)
                break


# --- the whole log of a session -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Log:
    """The items that count, and how many of the session's `of_seconds` were watched, according to the page."""

    items: tuple[Item, ...]
    watched_seconds: int
    of_seconds: int


def make_log(
    plan: Plan,
    entries: Sequence[Entry],
    messages: Sequence[TimedMessage],
    signals: Sequence[Signal],
    watches: Sequence[Stretch],
    end: int,
) -> Log:
    """`end`: when the session ended, or now if it is still running."""
    running = running_stretches(plan, entries, end)
    of_seconds = sum(until - since for since, until in running) // 1000
    return Log(timeline(signals, messages, running, end), seconds_in_both(watches, running), of_seconds)


def item_json(item: Item) -> dict[str, object]:
    """An item as the API returns it, without its comment."""
    return {
        "id": item.id,
        "kind": item.kind,
        "state": item.state,
        "at": iso(item.at),
        "until": None if item.until is None else iso(item.until),
        "count": item.count,
        "seconds": item.seconds,
        "characters": item.characters,
        "messageId": item.message_id,
    }
