"""Marks media that contain synthetic speech, and verifies such marks (guard/marks)."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import os
import sys
from base64 import b64decode, b64encode
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from aural import __version__
from aural.guard.marks.certificates import MarkKey, fingerprint, mark_key
from aural.guard.secrets import Secrets
from aural.store.database import Database
from aural.store.deployment import list_values, put_value

if TYPE_CHECKING:
    from aural.guard.marks.files import Found  # loads the library

Place = Literal["embedded", "sidecar"]
logger = logging.getLogger(__name__)
SECONDS = 900.0  # for an overloaded machine and a slow disk: the child's own limit is 300 seconds of processor time
SIDECAR = ".c2pa"
_TERMS = "http://cv.iptc.org/newscodes/digitalsourcetype"
SYNTHETIC = f"{_TERMS}/trainedAlgorithmicMedia"
"""A trained model generated everything in the file: it contains only the interviewer's speech."""
MIXED = f"{_TERMS}/compositeWithTrainedAlgorithmicMedia"
"""A recording of a person in which the interviewer's speech may be heard."""
_NOTES = {
    SYNTHETIC: "Synthetic speech of an AI interviewer.",
    MIXED: "Recording of a person in an interview that an AI conducted with a synthetic voice, which may be heard.",
}
_COMMAND = (sys.executable, "-P", "-m", "aural.guard.marks")
_KEPT = ("PATH", "PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH", "VIRTUAL_ENV")  # so that the child gets no secrets
_ROOM_BYTES = 64 << 20  # the most that a mark may add to its file
_CERTIFICATE = "mark:"
_EMBEDDED = {"video/mp4", "audio/mp4"}


class MarkError(Exception):
    """A file can't be marked or examined. The message says why."""


def manifest_of(source_type: str, voice: str) -> dict[str, object]:
    """The statement in a mark: the audio is or contains synthetic speech in this voice. It has no personal data.

    `voice` names the speech engine and its voice.
    """
    action = {
        "action": "c2pa.created",
        "digitalSourceType": source_type,
        "softwareAgent": {"name": voice},
        "description": _NOTES[source_type],
    }
    return {
        "claim_version": 2,
        "claim_generator_info": [{"name": "Aural", "version": __version__}],
        "assertions": [{"label": "c2pa.actions.v2", "created": True, "data": {"actions": [action]}}],
    }


def mark_speech(wave: bytes, voice: str, key: MarkKey) -> bytes:
    """Embeds a mark into a WAV file of the interviewer's voice. Call it in a thread. `voice`: the voice's name."""
    from aural.guard.marks.files import embed

    target = io.BytesIO()
    embed(io.BytesIO(wave), target, "audio/wav", manifest_of(SYNTHETIC, voice), key)
    return target.getvalue()


async def mark_recording(source: Path, target: Path, media_type: str, voice: str, key: MarkKey) -> bytes | None:
    """Writes the recording `source`, with a mark inside, to `target`, and returns None.

    If the file can't contain a mark (such as WebM), returns the sidecar manifest instead; ignore `target` then. Raises
    MarkError.
    """
    with ExitStack() as files:
        read = files.enter_context(source.open("rb"))
        most = os.fstat(read.fileno()).st_size + _ROOM_BYTES
        asked = {
            "source": read.fileno(),
            "type": media_type,
            "manifest": manifest_of(MIXED, voice),
            "root": key.root,
            "chain": key.chain,
            "privateKey": key.private_key,
            "mostBytes": most,
        }
        descriptors = [read.fileno()]
        written = None
        if media_type in _EMBEDDED:
            written = files.enter_context(target.open("xb+"))
            asked["target"] = written.fileno()
            descriptors.append(written.fileno())
        answer = await _ask(asked, descriptors, target.parent)
        if answer["sidecar"] is None and written is not None:
            await asyncio.to_thread(os.fsync, written.fileno())
            return None
    if written is not None:
        logger.warning("a mark doesn't fit into a recording (%s), so the recording gets a sidecar", media_type)
    return b64decode(answer["sidecar"])


async def verify_file(path: Path, media_type: str, roots: Sequence[str], sidecar: bytes | None) -> Found:
    """Reads and verifies the file's mark against the certificates `roots` (PEM). Raises MarkError, OSError."""
    from aural.guard.marks.files import Found

    with path.open("rb") as source:
        asked = {
            "source": source.fileno(),
            "type": media_type,
            "roots": list(roots),
            "sidecar": None if sidecar is None else b64encode(sidecar).decode(),
        }
        answer = await _ask(asked, [source.fileno()])
    return Found(**answer | {"problems": tuple(answer["problems"])})


async def _ask(asked: dict[str, object], descriptors: list[int], folder: Path | None = None) -> dict[str, Any]:
    """`folder`: where the child may put its temporary copy."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    process = await asyncio.create_subprocess_exec(
        *_COMMAND,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env=kept if folder is None else kept | {"TMPDIR": str(folder)},
        cwd="/",
        pass_fds=descriptors,
    )
    try:
        async with asyncio.timeout(SECONDS):
            written, _ = await process.communicate(json.dumps(asked).encode() + b"\n")
    except TimeoutError as error:
        raise MarkError("It takes too long to read.") from error
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:
        raise MarkError("Reading it needs too much time, memory or space, or it is damaged.")
    answer: dict[str, object] = json.loads(written)
    return answer


# --- the certificates of this installation --------------------------------------------------------------------------


async def keep_certificate(database: Database, secrets: Secrets) -> None:
    """Stores the current certificate with the earlier ones, so that marks stay valid when the secret key changes."""
    root = mark_key(secrets).root
    name = f"{_CERTIFICATE}{fingerprint(root)[:32]}"
    if root not in await list_values(database.read, _CERTIFICATE):
        async with database.transaction() as transaction:
            await put_value(transaction, name, root)


async def list_certificates(database: Database, secrets: Secrets) -> list[str]:
    """All certificates that this installation has ever signed marks with, the current one first."""
    current = mark_key(secrets).root
    return [current, *(root for root in await list_values(database.read, _CERTIFICATE) if root != current)]
