"""Joins the first video and the first audio stream of each take, one take after another.

Only packets of known codecs are copied. Tags, attachments, subtitles and anything else in a file are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import av
from av.container import InputContainer, OutputContainer

from aural.engine.recordings import IMPOSSIBLE_TIMES, NOTHING_PLAYABLE, UNKNOWN_KIND
from aural.guard.remux.pieces import Piece, Target

CODECS = {"webm": {"vp8", "vp9", "av1", "opus", "vorbis"}, "mp4": {"h264", "hevc", "av1", "vp9", "aac", "opus"}}
MOST_SECONDS = 48 * 3600
_OPTIONS = {
    "webm": {"cues_to_front": "1", "fflags": "+bitexact"},
    "mp4": {"movflags": "+faststart", "fflags": "+bitexact"},
}
# How far to look for the streams of a take: enough for a recorder's first seconds, with little memory.
_PROBE = {"probesize": str(1 << 20), "analyzeduration": "5000000", "max_streams": "8"}


class JoinError(Exception):
    """The takes can't be joined. The message says why, in plain words."""


@dataclass(slots=True)
class Joined:
    """`takes`: the place and length of each take in seconds, or None if no part of the take could be read."""

    seconds: float = 0.0
    takes: list[tuple[float, float] | None] = field(default_factory=list)
    streams: list[str] = field(default_factory=list)


def join(pieces: Sequence[Piece], target: Target, container: str, reader: str) -> Joined:
    """Joins the takes into `target`. Raises JoinError if no take has anything to copy."""
    sources = [_open(piece, reader) for piece in pieces]
    output = av.open(target, "w", format=container, options=_OPTIONS[container], io_open=lambda *_: target.again())
    tracks = _tracks(output, sources, container)
    joined = Joined(streams=sorted(track.name for track in tracks.values()))
    for source in sources:
        length = 0.0 if source is None else _copy(source, output, tracks, joined.seconds)
        joined.takes.append((joined.seconds, length) if length > 0 else None)
        joined.seconds += length
    if not joined.seconds:
        raise JoinError(NOTHING_PLAYABLE)
    output.close()
    return joined


def _open(piece: Piece, reader: str) -> InputContainer | None:
    """The opened take, or None if it isn't in the declared format. The other takes are still joined."""
    try:
        return av.open(piece, "r", format=reader, options=_PROBE)
    except (av.FFmpegError, ValueError):
        return None


@dataclass(slots=True)
class _Track:
    """One stream of the joined file. `last` is the latest time written, so that times never go backward."""

    name: str
    stream: Any
    last: int = -(1 << 62)


def _chosen(source: InputContainer, container: str) -> dict[str, Any]:
    """The first video and the first audio stream that may be copied, by kind."""
    chosen: dict[str, Any] = {}
    for stream in source.streams:
        if stream.type in ("video", "audio") and stream.codec_context.name in CODECS[container]:
            chosen.setdefault(stream.type, stream)
    return chosen


def _tracks(output: OutputContainer, sources: Sequence[InputContainer | None], container: str) -> dict[str, _Track]:
    tracks: dict[str, _Track] = {}
    for source in sources:
        for kind, stream in ({} if source is None else _chosen(source, container)).items():
            if kind not in tracks:
                tracks[kind] = _Track(stream.codec_context.name, output.add_stream_from_template(stream))
    if not tracks:
        raise JoinError(UNKNOWN_KIND)
    return tracks


def _copy(source: InputContainer, output: OutputContainer, tracks: dict[str, _Track], begins: float) -> float:
    """Copies a take so that it starts at `begins`, and returns the length of the copy in seconds.

    A broken take is copied up to the fault.
    """
    container = output.format.name
    streams = {
        stream.index: tracks[kind]
        for kind, stream in _chosen(source, container).items()
        if tracks[kind].name == stream.codec_context.name
    }
    first: Fraction | None = None
    length = Fraction(0)
    for packet in _packets(source, set(streams)):
        base = Fraction(packet.time_base)
        if first is None:
            first = packet.dts * base
        length = max(length, (packet.pts + (packet.duration or 0)) * base - first)
        if not 0 <= length <= MOST_SECONDS or begins + length > MOST_SECONDS:
            raise JoinError(IMPOSSIBLE_TIMES)
        _write(output, streams[packet.stream.index], packet, round((Fraction(begins) - first) / base))
    return float(length)


def _packets(source: InputContainer, indexes: set[int]) -> Iterator[Any]:
    streams = [stream for stream in source.streams if stream.index in indexes]
    if not streams:
        return
    try:
        for packet in source.demux(streams):
            if packet.size and packet.dts is not None and packet.pts is not None:
                yield packet
    except av.FFmpegError:
        return


def _write(output: OutputContainer, track: _Track, packet: Any, shift: int) -> None:
    packet.pts += shift
    packet.dts += shift
    late = max(0, track.last + 1 - packet.dts)
    packet.dts += late
    packet.pts = max(packet.pts + late, packet.dts)
    track.last = packet.dts
    packet.stream = track.stream
    output.mux(packet)
