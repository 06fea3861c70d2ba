"""Every way by which the interviewer's voice is stored or delivered, tried on the server: each shows its mark.

A new address, or an operation that answers with a file, fails here until it is listed: with a check, or as one that
delivers no synthetic speech.
"""

from __future__ import annotations

import csv
import io
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from aural.guard.files.marking import MIXED, SYNTHETIC
from aural.guard.marks.certificates import mark_key
from aural.guard.marks.files import verify
from aural.voice.tts import choice as tts_engines
from aural.voice.tts.protocol import BYTES_PER_MS
from tests.abuse.test_inventory import ADDRESSES
from tests.api.checked import DOCUMENT
from tests.media import cut, record
from tests.room.conftest import Frame, House
from tests.room.recorder import Recorder
from tests.room.test_recordings import joined
from tests.voice.conftest import SpokenHouse
from tests.voice.talking import Voice

VOICE = "tone 440"
TRACKS = {
    "camera": ("video/mp4;codecs=avc1.42E01E,opus", "mp4"),
    "screen": ("video/webm;codecs=vp8,opus", "webm"),
    "audio": ("audio/mp4;codecs=opus", "mp4"),
}
# Operations and addresses that deliver something other than JSON, but no synthetic speech.
SILENT = {
    "getFile": "drawings",
    "createDraft": "a stream of questions",
    "getImportProblems": "a table",
    "exportLinks": "a table of links",
    "watchSession": "the transcript as it is stored, without sound",
    "exportAuditLog": "the audit log",
    "exportAudit": "the audit log",
}
SILENT_ADDRESSES = {
    "/room/v1/files/{file_id}": "drawings",
    "/room/v1/logos/{slug}": "a logo",
    "/room/v1/recordings": "what there is, as JSON",
    "/room/v1/recordings/{take}": "how much there is, as JSON",
    "/room/v1/rights": "JSON",
    "/room/v1/self-identification": "JSON",
    "/room/v1/transcript": "the transcript, without sound",
    "/room/v1/work": "code and drawings",
}


class Tone:
    """Returns the same short sound for every sentence."""

    name, voice, is_slow = "tone", "440", False

    def speaks(self, language: str) -> bool:
        return language == "en"

    async def make(self, text: str, **_how: Any) -> AsyncIterator[bytes]:
        yield b"\1\2" * (100 * BYTES_PER_MS)

    async def warm_up(self) -> None: ...
    async def close(self) -> None: ...


@dataclass
class Held:
    """A session in which the interviewer spoke, with its recordings by track."""

    spoken: SpokenHouse
    voice: Voice
    recorder: Recorder
    session: str = ""
    recordings: dict[str, Frame] = field(default_factory=dict)
    tried: list[str] = field(default_factory=list)

    @property
    def house(self) -> House:
        return self.spoken.house

    def is_marked(self, content: bytes, kind: str, what: str, mark: bytes | None = None) -> None:
        found = verify(io.BytesIO(content), kind, [mark_key(self.house.server.secrets).root], mark)
        assert (found.finding, found.source_type, found.voice) == ("valid", what, VOICE)
        self.tried.append(kind)

    async def get(self, path: str, **more: Any) -> Any:
        answer = await self.house.http.get(path, **more)
        assert answer.status_code in (200, 206), (path, answer.text)
        return answer


async def check_files(held: Held) -> None:
    """Reads each recording whole, in ranges, and with the sidecar that its header and its link name."""
    for recording in held.recordings.values():
        link = await held.house.get(f"/recordings/{recording['id']}/link")
        whole = await held.get(link["url"])
        kind = whole.headers["content-type"].partition(";")[0]
        halves = [await held.get(link["url"], headers={"Range": f"bytes={part}"}) for part in ("0-999", "1000-")]
        assert b"".join(half.content for half in halves) == whole.content
        mark = None if link["markUrl"] is None else (await held.get(link["markUrl"])).content
        assert ("c2pa-manifest" in whole.headers.get("link", "")) == (mark is not None) == ("webm" in kind)
        held.is_marked(whole.content, kind, MIXED, mark)


async def check_own_files(held: Held) -> None:
    """Reads the files of the candidate's export."""
    exported = (await held.get("/room/v1/export", params={"slug": held.recorder.slug})).json()
    assert exported["session"]["syntheticVoice"] == VOICE
    page = await held.get("/room/v1/export", params={"slug": held.recorder.slug, "format": "html"})
    assert VOICE in page.text
    assert len(exported["recordings"]) == len(TRACKS)
    for told in exported["recordings"]:
        mark = (await held.get(told["markFile"])).content if told["mark"] == "sidecar" else None
        file = await held.get(told["file"])
        held.is_marked(file.content, file.headers["content-type"].partition(";")[0], MIXED, mark)


async def check_report(held: Held) -> None:
    for form, sign in (("json", VOICE), ("markdown", VOICE), ("vtt", "are synthetic"), ("text", VOICE)):
        answer = await held.house.api.get(f"/sessions/{held.session}/export", params={"format": form})
        assert answer.status_code == 200, answer.text
        assert sign in answer.text, form
    answer = await held.house.api.get(f"/sessions/{held.session}/export", params={"format": "pdf"})
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    assert f"An AI with a synthetic voice ({VOICE})" in text


async def check_table(held: Held) -> None:
    address = "/sessions/export"
    table = (await held.house.api.get(address, params={"format": "csv"})).content.decode("utf-8-sig")
    book = load_workbook(io.BytesIO((await held.house.api.get(address, params={"format": "xlsx"})).content))
    assert book.active is not None
    head, row = book.active.iter_rows(values_only=True)
    for cells in (next(csv.DictReader(io.StringIO(table))), dict(zip(head, row, strict=True))):
        assert cells["Synthetic voice"] == VOICE


async def check_captions(held: Held) -> None:
    for recording in held.recordings.values():
        answer = await held.house.api.get(f"/recordings/{recording['id']}/captions")
        assert "are synthetic" in answer.text


async def check_sample(held: Held) -> None:
    answer = await held.house.api.get("/settings/voice/sample")
    assert answer.status_code == 200, answer.text
    held.is_marked(answer.content, "audio/wav", SYNTHETIC)


async def check_live(held: Held) -> None:
    spoken = [frame for frame in held.voice.heard if frame["type"] == "utterance"]
    assert spoken
    assert all(frame["synthetic"] is True for frame in spoken)
    assert held.voice.sounds
    greeting = next(frame["message"] for frame in held.voice.heard if frame["type"] == "message")
    assert "AI" in greeting["content"]


DOORS: dict[str, Callable[[Held], Awaitable[None]]] = {
    "exportSession": check_report,
    "exportSessions": check_table,
    "getVoiceSample": check_sample,
    "getCaptions": check_captions,
    "/media/{token}": check_files,
    "/media/{token}/mark": check_files,
    "/room/v1/export": check_own_files,
    "/room/v1/recordings/files/{recording}": check_own_files,
    "/room/v1/recordings/files/{recording}/mark": check_own_files,
    "/room/v1/socket": check_live,
}


def list_doors() -> set[str]:
    """The API's operations that answer with something other than JSON, and the addresses that the room or a link
    reads.
    """
    operations = [operation for methods in DOCUMENT["paths"].values() for operation in methods.values()]
    files = {
        operation["operationId"]
        for operation in operations
        if set(operation["responses"].get("200", {}).get("content", {})) - {"application/json"}
    }
    read = {path for path, how in ADDRESSES.items() if "GET" in how or how == "socket"}
    return files | {path for path in read if path.startswith(("/room/", "/media/"))}


def test_every_way_to_deliver_synthetic_speech_is_listed() -> None:
    assert list_doors() == {*DOORS, *SILENT, *SILENT_ADDRESSES}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """SQLite alone, because nothing here depends on the database."""
    return sqlite_url


@pytest.fixture
async def held(spoken: SpokenHouse, monkeypatch: pytest.MonkeyPatch) -> Held:
    """A session with the server's own voice, except for the TTS engine."""
    monkeypatch.setattr(tts_engines, "_maker", lambda *_given: Tone())
    house = spoken.house
    tts = tts_engines.open_tts(house.server.settings)
    assert tts is not None
    object.__setattr__(spoken.service._engines, "tts", tts)
    monkeypatch.setattr(house.server.speech.offer, "_tts", tts)
    interview = await house.interview(voiceEnabled=True, videoEnabled=True)
    consent = await house.consent(interview["publicSlug"])
    assert consent is not None
    agreed = {**consent, "items": ["interview", *TRACKS]}
    started = (await house.start(interview["publicSlug"], consent=agreed)).json()["data"]
    token = started["personalUrl"].partition("token=")[2]
    voice = await spoken.enter(token)
    await voice.switch_on()
    await voice.next("state", state="listening")
    held = Held(spoken, voice, Recorder(house, interview, token))
    for track, (mime, container) in TRACKS.items():
        await held.recorder.record(cut(record(2, container, pictures=track != "audio"), 3), track, mime)
    await voice.send(type="request", id=str(uuid.uuid4()), kind="end")
    await voice.next("room", state="done")
    held.recordings = {one["track"]: one for one in await joined(house, held.recorder)}
    (session,) = await house.get(f"/interviews/{interview['id']}/sessions")
    held.session = session["id"]
    return held


async def test_every_way_to_deliver_synthetic_speech_shows_its_mark(held: Held) -> None:
    assert {one["status"] for one in held.recordings.values()} == {"READY"}
    for check in dict.fromkeys(DOORS.values()):
        await check(held)
    assert {"video/mp4", "video/webm", "audio/mp4", "audio/wav"} <= set(held.tried)
    stored = list((held.house.server.settings.data_dir / tts_engines.FOLDER).rglob("*.wav"))
    assert stored
    for file in stored:
        held.is_marked(file.read_bytes(), "audio/wav", SYNTHETIC)
