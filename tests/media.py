"""Small recordings as a browser's MediaRecorder writes them: live WebM without length and index, which can be cut
anywhere.
"""

from __future__ import annotations

import io
from fractions import Fraction
from functools import cache
from random import Random
from typing import Any

import av


class _Line:
    """A stream that isn't seekable, like the recorder's own."""

    def __init__(self) -> None:
        self.written = io.BytesIO()

    def write(self, data: bytes) -> int:
        return self.written.write(data)


_OPTIONS = {
    "webm": {"live": "1", "cluster_time_limit": "1000"},
    "mp4": {"movflags": "frag_keyframe+empty_moov+default_base_moof"},
}

_QUICK = {"webm": {"cpu-used": "8", "deadline": "realtime"}, "mp4": {"bf": "0", "preset": "ultrafast"}}


@cache
def record(seconds: int = 2, container: str = "webm", *, pictures: bool = True, marked: bytes = b"") -> bytes:
    """Records gray pictures, five a second, and silence. `marked` goes into a tag, which must not appear in a joined
    file.
    """
    line = _Line()
    output = av.open(line, "w", format=container, options=_OPTIONS[container])
    if marked:
        output.metadata["comment"] = marked.decode()
    video = _picture(output, container) if pictures else None
    sound = output.add_stream("libopus", rate=48000)
    sound.layout = "mono"
    for second in range(seconds):
        if video is not None:
            _mux(output, video, [_grey(second * 5 + number) for number in range(5)])
        _mux(output, sound, [_silence(second * 50 + number) for number in range(50)])
    for stream in (video, sound):
        if stream is not None:
            output.mux(stream.encode(None))
    output.close()
    return line.written.getvalue()


def _picture(output: Any, container: str) -> Any:
    stream = output.add_stream("libvpx" if container == "webm" else "libx264", rate=5)
    stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
    stream.options = (
        {"g": "10", "cpu-used": "8", "deadline": "realtime"} if container == "webm" else {"g": "10", "bf": "0"}
    )
    return stream


def _grey(number: int) -> Any:
    frame = av.VideoFrame(64, 48, "gray")
    frame.planes[0].update(bytes([number * 7 % 256]) * frame.planes[0].buffer_size)
    frame.pts, frame.time_base = number, Fraction(1, 5)
    return frame.reformat(format="yuv420p")


def _silence(number: int) -> Any:
    frame = av.AudioFrame(format="s16", layout="mono", samples=960)
    frame.planes[0].update(bytes(frame.planes[0].buffer_size))
    frame.sample_rate, frame.pts, frame.time_base = 48000, number * 960, Fraction(1, 48000)
    return frame


def _mux(output: Any, stream: Any, frames: list[Any]) -> None:
    for frame in frames:
        output.mux(stream.encode(frame))


def cut(content: bytes, parts: int, seed: int = 1) -> list[bytes]:
    """Cuts the recording into slices at arbitrary bytes. The first slice is long enough to recognize the format."""
    places = sorted(Random(seed).sample(range(16, len(content)), parts - 1))
    return [content[a:b] for a, b in zip([0, *places], [*places, len(content)], strict=True)]


def look_at(content: bytes) -> tuple[float, list[str], list[float]]:
    """The length in seconds, the kinds of streams, and the times of the pictures found when seeking to each second."""
    with av.open(io.BytesIO(content)) as media:
        assert media.duration is not None
        seconds = media.duration / 1_000_000
        found = []
        for second in range(int(seconds)):
            media.seek(second * 1_000_000)
            packet = next(packet for packet in media.demux() if packet.pts is not None)
            found.append(float(packet.pts * packet.time_base))
        return seconds, sorted(stream.type for stream in media.streams), found
