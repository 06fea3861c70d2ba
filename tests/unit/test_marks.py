"""Synthetic speech has a mark that verifies against this installation's key, and against no other."""

from __future__ import annotations

import asyncio
import http.server
import io
import json
import os
import subprocess
import sys
import threading
import wave
from pathlib import Path

import c2pa
import pytest

from aural.guard.files import marking
from aural.guard.files.marking import MIXED, SYNTHETIC, manifest_of, mark_recording, mark_speech, verify_file
from aural.guard.files.media import join_takes
from aural.guard.marks import files
from aural.guard.marks.certificates import MarkKey, fingerprint, mark_key
from aural.guard.secrets import Secrets
from aural.voice.tts.cache import to_wave
from tests.media import look_at, record

SECRETS = Secrets("s" * 40)
KEY = mark_key(SECRETS)
OTHER = mark_key(Secrets("o" * 40))
PCM = bytes(range(256)) * 200
VOICE = "embedded hibari-tts 0.2.1 heart"


async def joined(folder: Path, container: str, *, pictures: bool = True) -> Path:
    take, target = folder / f"take.{container}", folder / f"joined.{container}"
    take.write_bytes(record(2, container, pictures=pictures))
    await join_takes([take], target, container)
    return target


async def marked(folder: Path, kind: str, *, key: MarkKey = KEY) -> tuple[Path, bytes | None]:
    """A marked recording, and its sidecar if it has one."""
    sort, _, container = kind.partition("/")
    source = await joined(folder, container, pictures=sort == "video")
    target = folder / f"marked.{container}"
    sidecar = await mark_recording(source, target, kind, VOICE, key)
    return (target if sidecar is None else source), sidecar


def test_every_host_derives_the_same_certificate_from_the_secret() -> None:
    assert mark_key(Secrets("s" * 40)) == KEY
    assert OTHER.root != KEY.root
    assert fingerprint(KEY.root) != fingerprint(OTHER.root)
    assert KEY.private_key not in repr(KEY)


async def test_a_wav_file_is_marked_as_synthetic_speech(tmp_path: Path) -> None:
    file = tmp_path / "voice.wav"
    file.write_bytes(mark_speech(to_wave(PCM), VOICE, KEY))
    found = await verify_file(file, "audio/wav", [KEY.root], None)
    assert (found.finding, found.source_type, found.voice) == ("valid", SYNTHETIC, VOICE)
    assert found.generator is not None
    assert found.generator.startswith("Aural ")
    with wave.open(io.BytesIO(file.read_bytes())) as reader:  # every player reads it as before
        assert reader.readframes(reader.getnframes()) == PCM


@pytest.mark.parametrize(
    ("kind", "is_embedded"), [("video/mp4", True), ("audio/mp4", True), ("video/webm", False), ("audio/webm", False)]
)
async def test_a_recording_is_marked_as_mixed_and_plays_as_before(kind: str, is_embedded: bool, tmp_path: Path) -> None:
    file, sidecar = await marked(tmp_path, kind)
    assert (sidecar is None) == is_embedded
    found = await verify_file(file, kind, [KEY.root], sidecar)
    assert (found.finding, found.source_type, found.voice, found.problems) == ("valid", MIXED, VOICE, ())
    before = (tmp_path / f"joined.{kind.partition('/')[2]}").read_bytes()
    assert look_at(file.read_bytes()) == look_at(before)
    if not is_embedded:
        assert file.read_bytes() == before
        assert (await verify_file(file, kind, [KEY.root], None)).finding == "unmarked"


@pytest.mark.parametrize("kind", ["audio/wav", "video/mp4", "audio/mp4", "video/webm", "audio/webm"])
async def test_a_changed_file_is_reported_as_altered_and_another_key_as_foreign(kind: str, tmp_path: Path) -> None:
    sidecar = None
    if kind == "audio/wav":
        file = tmp_path / "voice.wav"
        file.write_bytes(mark_speech(to_wave(PCM), VOICE, KEY))
    else:
        file, sidecar = await marked(tmp_path, kind)
    assert (await verify_file(file, kind, [OTHER.root], sidecar)).finding == "foreign"
    content = bytearray(file.read_bytes())
    place = content.rindex({"wav": b"data", "mp4": b"mdat", "webm": b"\x1f\x43\xb6\x75"}[kind[6:]]) + 40
    content[place] ^= 1
    file.write_bytes(content)
    found = await verify_file(file, kind, [KEY.root], sidecar)
    assert found.finding == "altered"
    assert found.problems


async def test_a_forged_mark_is_reported_as_altered(tmp_path: Path) -> None:
    file = tmp_path / "voice.wav"
    content = mark_speech(to_wave(PCM), VOICE, KEY)
    assert content.count(b"trainedAlgorithmicMedia") == 1
    file.write_bytes(content.replace(b"trainedAlgorithmicMedia", b"humanAlgorithmicMedia!!"))
    assert (await verify_file(file, "audio/wav", [KEY.root], None)).finding == "altered"


@pytest.mark.parametrize("content", [b"", b"RIFF\x00\x00\x00\x00WAVE", b"no media at all" * 99])
async def test_a_broken_file_is_not_valid(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "broken.wav"
    file.write_bytes(content)
    assert (await verify_file(file, "audio/wav", [KEY.root], None)).finding in ("unmarked", "altered")


async def test_a_file_that_cannot_contain_a_mark_gets_a_sidecar(tmp_path: Path) -> None:
    source = tmp_path / "odd.mp4"
    source.write_bytes(b"\x00\x00\x00\x18ftypisom" + b"no boxes behind it" * 40)
    sidecar = await mark_recording(source, tmp_path / "marked", "video/mp4", VOICE, KEY)
    assert sidecar is not None
    assert (await verify_file(source, "video/mp4", [KEY.root], sidecar)).finding == "valid"


async def test_if_the_library_embeds_an_invalid_mark_there_is_a_sidecar(tmp_path: Path) -> None:
    source = await joined(tmp_path, "mp4")
    more = 3 << 20  # the library confuses the hashes of a second media box
    with source.open("ab") as file:
        file.write((more + 8).to_bytes(4) + b"mdat" + bytes(more))
    sidecar = await mark_recording(source, tmp_path / "marked", "video/mp4", VOICE, KEY)
    assert sidecar is not None
    assert (await verify_file(source, "video/mp4", [KEY.root], sidecar)).finding == "valid"


@pytest.mark.parametrize("kind", ["video/mp4", "video/webm"])
async def test_a_file_that_is_too_large_for_memory_is_marked(kind: str, tmp_path: Path) -> None:
    source = await joined(tmp_path, kind[6:])
    size, content = files._MOST_IN_MEMORY_MB << 20, bytearray(source.read_bytes())
    if kind == "video/mp4":  # its last box contains the media
        place = content.rindex(b"mdat") - 4
        content[place : place + 4] = (len(content) - place + size).to_bytes(4)
    source.write_bytes(content + bytes(size))
    target = tmp_path / "marked"
    sidecar = await mark_recording(source, target, kind, VOICE, KEY)
    assert (sidecar is None) == (kind == "video/mp4")
    marked = target if sidecar is None else source
    assert (await verify_file(marked, kind, [KEY.root], sidecar)).finding == "valid"
    left = await asyncio.to_thread(os.listdir, tmp_path)
    assert set(left) <= {source.name, f"take.{kind[6:]}", "marked"}


def test_a_mark_contains_no_personal_data() -> None:
    manifest = json.dumps(manifest_of(MIXED, VOICE))
    assert set(manifest_of(MIXED, VOICE)) == {"claim_version", "claim_generator_info", "assertions"}
    assert "title" not in manifest
    content = mark_speech(to_wave(PCM), VOICE, KEY)
    assert b"example.com" not in content


@pytest.fixture
def asked() -> object:
    """The address of a web server that answers 404, and the paths that were requested from it."""
    paths: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            """Logs nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", paths
        server.shutdown()
        thread.join()


def _with_remote_manifest(address: str) -> bytes:
    """A file whose manifest is said to be elsewhere. Any format would do."""
    target = io.BytesIO()
    context = files._context(())
    with c2pa.Builder(json.dumps(manifest_of(SYNTHETIC, VOICE)), context) as builder, files._signer(KEY) as signer:
        builder.set_no_embed()
        builder.set_remote_url(f"{address}/manifest.c2pa")
        builder.sign(signer, "audio/wav", io.BytesIO(to_wave(PCM)), target)
    return target.getvalue()


def test_nothing_is_fetched_from_the_network(asked: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    address, paths = asked
    content = _with_remote_manifest(address)
    assert address.encode() in content
    assert files.verify(io.BytesIO(content), "audio/wav", [KEY.root]).finding != "valid"
    assert paths == []
    # The same file with fetching allowed, to show that the library would have asked.
    open_context = files._context

    def _careless(roots: list[str]) -> c2pa.Context:
        return c2pa.Context.from_dict({"version": 1, "verify": {"remote_manifest_fetch": True}})

    monkeypatch.setattr(files, "_context", _careless)
    files.verify(io.BytesIO(content), "audio/wav", [KEY.root])
    assert paths == ["/manifest.c2pa"]
    assert open_context is not _careless


def test_the_child_opens_no_file_and_no_connection_once_it_reads(tmp_path: Path) -> None:
    file = tmp_path / "any"
    file.write_bytes(b"any")
    code = (
        "import resource, socket, sys\n"
        "from aural.guard.marks import __main__ as child\n"
        "def spy(asked, source):\n"
        "    found = []\n"
        "    for attempt in (lambda: open('/etc/passwd'), socket.socket):\n"
        "        try: attempt(); found.append('done')\n"
        "        except OSError: found.append('refused')\n"
        "    return found + [resource.getrlimit(resource.RLIMIT_AS)[0]]\n"
        "child._verify = spy\n"
        "child.main()\n"
    )
    with file.open("rb") as source:
        asked = json.dumps({"source": source.fileno(), "roots": []}).encode() + b"\n"
        done = subprocess.run(
            [sys.executable, "-P", "-c", code],
            input=asked,
            capture_output=True,
            check=True,
            pass_fds=[source.fileno()],
        )
    assert json.loads(done.stdout) == ["refused", "refused", 2 << 30]


async def test_no_setting_and_no_secret_is_in_the_environment_of_the_child(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (
        "AURAL_SECRET_KEY",
        "AURAL_DATABASE_URL",
        "AURAL_MODEL_API_KEY",
        "AWS_SECRET_ACCESS_KEY",
        "PGPASSWORD",
    ):
        monkeypatch.setenv(name, "s" * 40)
    given: list[str] = []
    start = marking.asyncio.create_subprocess_exec

    async def spy(*command: str, env: dict[str, str], **more: object) -> object:
        given.extend(env)
        return await start(*command, env=env, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(marking.asyncio, "create_subprocess_exec", spy)
    await marked(tmp_path, "audio/webm")
    assert "PATH" in given
    places = {"PATH", "PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH", "VIRTUAL_ENV", "TMPDIR"}
    assert set(given) <= places
