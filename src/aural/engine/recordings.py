"""Pure rules of docs/recording-protocol.md: what may be recorded, and how slices follow each other."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Literal

Track = Literal["camera", "screen", "audio"]
TRACKS: tuple[Track, ...] = ("camera", "screen", "audio")
CONTAINERS = ("video/webm", "video/mp4", "audio/webm", "audio/mp4")
MAX_SLICE_BYTES = 8 << 20
SOUND_CODECS = frozenset({"opus", "vorbis", "aac"})
LEAST_FIRST_BYTES = 16  # enough to recognize the container
MAX_TAKES = 50
VANISHED_MS = 30 * 60_000
"""How long a recording may receive no slice before it is closed, once its session has ended."""

Failure = Literal["LOST", "EMPTY", "UNREADABLE", "TOO_LARGE", "GIVEN_UP"]
LOST = "Some of its slices are missing from the storage, or damaged."
NOTHING_PLAYABLE = "No take has anything that can be played."
UNKNOWN_KIND = "It contains no picture and no sound in a known format."
IMPOSSIBLE_TIMES = "Its times are not those of a recording."
UNREADABLE = "It cannot be read"  # followed by the fault
TOO_LITTLE_MEMORY = "It needs more memory than it may have."
TOO_SLOW = "It takes too long to read."
TOO_MUCH = "It cannot be read: reading it needs too much time, memory or space."
_FAILURES: dict[str, Failure] = {
    LOST: "LOST",
    NOTHING_PLAYABLE: "EMPTY",
    UNKNOWN_KIND: "UNREADABLE",
    IMPOSSIBLE_TIMES: "UNREADABLE",
    TOO_LITTLE_MEMORY: "TOO_LARGE",
    TOO_SLOW: "TOO_LARGE",
    TOO_MUCH: "TOO_LARGE",
}

_CODECS = {
    "webm": r"vp8(?:\.0)?|vp9|vp09(?:\.\d\d){3,8}|av1|av01\.\d\.\d\d[MH]\.\d\d(?:\.\d){0,1}|opus",
    "mp4": r"avc[13]\.[0-9A-Fa-f]{6}|hvc1\.[\w.]{1,40}|hev1\.[\w.]{1,40}|vp09(?:\.\d\d){3,8}|av01\.\d\.\d\d[MH]\.\d\d"
    r"|mp4a\.40\.\d{1,2}|opus",
}
_TYPE = re.compile(r'((?:video|audio)/(webm|mp4))(?:; ?codecs="?([^";]{1,100})"?)?')
_EBML = b"\x1a\x45\xdf\xa3"
_MP4_BRANDS = re.compile(rb"[\x20-\x7e]{4}")


@dataclass(frozen=True, slots=True)
class MediaType:
    """An accepted media type: `text` as it was sent, `kind` without codecs, `container` webm or mp4."""

    text: str
    kind: str
    container: str

    @property
    def can_be_joined(self) -> bool:
        """Whether takes of this type can be joined: mp4 takes carry settings that differ, and webm takes don't."""
        return self.container == "webm"


def read_media_type(text: str, track: Track) -> MediaType | None:
    """Reads the value of `MediaRecorder.mimeType`; None if this track doesn't accept it."""
    found = _TYPE.fullmatch(text)
    if found is None or found[1] not in CONTAINERS or (track == "audio") != found[1].startswith("audio/"):
        return None
    codecs = [] if found[3] is None else [codec.strip() for codec in found[3].split(",")]
    if len(codecs) > 2 or not all(re.fullmatch(_CODECS[found[2]], codec) for codec in codecs):
        return None
    return MediaType(text, found[1], found[2])


def container_of(mime_type: str) -> str:
    """The container (webm or mp4) of a media type that `read_media_type` accepted."""
    return mime_type.partition(";")[0].partition("/")[2]


def failure_of(reason: str) -> Failure:
    """The code for why a recording has no file; GIVEN_UP for a reason not defined here, which is a server error."""
    return _FAILURES.get(reason) or ("UNREADABLE" if reason.startswith(UNREADABLE) else "GIVEN_UP")


def begins_like(container: str, head: bytes) -> bool:
    """Whether a take begins like a file of its container. A child process reads the rest and rewrites the take."""
    if container == "webm":
        return head.startswith(_EBML)
    return head[4:8] == b"ftyp" and _MP4_BRANDS.fullmatch(head[8:12]) is not None


@dataclass(frozen=True, slots=True)
class Slice:
    """Bytes of a take: `length` bytes from `start`, with this SHA-256 digest."""

    start: int
    length: int
    digest: bytes

    @property
    def end(self) -> int:
        return self.start + self.length


def judge(offset: int, known: Slice | None, sent: Slice) -> Literal["new", "again", "gap", "other"]:
    """How a slice relates to a take of `offset` bytes. `known`: the stored slice that begins where `sent` does."""
    if known is not None:
        return "again" if known == sent else "other"
    if sent.start > offset:
        return "gap"
    return "new" if sent.start == offset else "other"


EMPTY_CHAIN = bytes(32)


def extend_chain(chain: bytes, digest: bytes) -> bytes:
    """The digest of all slices so far, in order."""
    return hashlib.sha256(chain + digest).digest()
