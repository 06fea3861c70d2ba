"""The server's response about a link, before the client opens the socket."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

from aural.engine.authoring.colors import Tints
from aural.room.protocol.views import Progress

EntryState = Literal[
    "new", "resumable", "completed", "time_is_up", "closed", "not_ready", "invite_only", "full", "test", "withdrawn",
    "erased", "expired", "revoked", "unknown",
]  # fmt: skip
Track = Literal["camera", "screen", "audio"]
Adjustment = Literal[
    "more_time", "text_only", "slower_pace", "captions", "no_camera", "writing_aids", "other_windows"
]  # fmt: skip


class Brand(TypedDict):
    """The organization's branding. `tints`: the accent color with enough contrast in each theme."""

    accent: str | None
    inkOnAccent: str | None
    logo: str | None
    tints: NotRequired[Tints | None]


class VoiceOffer(TypedDict):
    """`hasPlace`: whether a voice slot is free. `speaks`: False if captions replace the interviewer's voice."""

    hasPlace: bool
    speaks: NotRequired[bool]


class RecordingOffer(TypedDict):
    """See docs/recording-protocol.md, section 2."""

    tracks: list[Track]
    types: list[str]
    maxSliceBytes: int
    maxBytes: int
    maxSeconds: int
    maxTakes: int


class PauseRules(TypedDict):
    count: int
    seconds: int


class Interview(TypedDict):
    """Contains only the title if the link gives no access. `recording`: None if nothing is recorded."""

    title: str
    purpose: NotRequired[Literal["HIRING", "RESEARCH", "PRACTICE"]]
    description: NotRequired[str | None]
    aiName: NotRequired[str]
    language: NotRequired[str]
    organizationName: NotRequired[str]
    brand: NotRequired[Brand]
    asksSelfIdentification: NotRequired[bool]
    questionCount: NotRequired[int]
    timeLimitMinutes: NotRequired[int | None]
    channels: NotRequired[list[str]]
    voice: NotRequired[VoiceOffer | None]
    recording: NotRequired[RecordingOffer | None]
    inviteRequired: NotRequired[bool]
    contact: NotRequired[str | None]
    nextSteps: NotRequired[str | None]
    canRun: NotRequired[bool]
    pauses: NotRequired[PauseRules]
    languages: NotRequired[list[str]]
    isPreview: NotRequired[bool]


class Participant(TypedDict):
    name: str | None
    email: str | None
    needsName: bool
    needsEmail: bool


class ConsentItem(TypedDict):
    """An item of the consent text. `needsAnswer`: the candidate must choose yes or no, and neither is preselected."""

    key: str
    isRequired: bool
    needsAnswer: bool
    text: str
    refusal: str


class ConsentText(TypedDict):
    version: str
    language: str
    languages: list[str]
    title: str
    paragraphs: list[str]
    agreement: str
    items: list[ConsentItem]


class Disclosure(TypedDict):
    """The facts that the page shows first: what is measured and recorded, who reads it, and what is never done."""

    measured: list[str]
    watched: list[str]
    readers: list[str]
    never: list[str]


class Receipt(TypedDict):
    """The receipt for an erasure."""

    id: str
    at: str


class Entry(TypedDict):
    """The response of `POST /room/v1/entry`. `hasData`: the rights page shows this candidate what is kept."""

    state: EntryState
    interview: Interview | None
    participant: Participant | None
    consent: ConsentText | None
    disclosure: Disclosure | None
    adjustments: list[Adjustment]
    progress: Progress | None
    endedAt: str | None
    canReview: bool
    reviewUntil: str | None
    hasData: bool
    typesOnly: bool
    receipt: Receipt | None


class Started(TypedDict):
    """The response of `POST /room/v1/sessions`."""

    sessionId: str
    state: Literal["new", "resumed"]
    personalUrl: str
