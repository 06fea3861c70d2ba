"""Signs and verifies C2PA manifests. Each call reads a whole file, so never call one on the event loop.

The library may not open connections, so it fetches no remote manifests, certificate statuses or timestamps.
"""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, Literal

import c2pa

from aural.guard.marks.certificates import CLAIM_SIGNING, MarkKey

Finding = Literal["valid", "unmarked", "altered", "foreign"]
EMBEDDED_TYPES = frozenset({"video/mp4", "audio/mp4", "audio/wav"})
_PIECE_KB = 1024  # an MP4 is hashed in pieces of this size; in one piece, it would take half a gigabyte of memory
_MOST_IN_MEMORY_MB = 8  # the library copies the file that it marks; a copy larger than this goes to a temporary file
_UNTRUSTED = "signingCredential.untrusted"


@dataclass(frozen=True, slots=True)
class Found:
    """The result of reading a file's mark. `problems`: the C2PA status codes of the checks that failed.

    valid: signed by one of the given certificates and unchanged. foreign: unchanged, but signed by another key.
    altered: the file, its mark or its signature was changed. unmarked: there is no mark.
    """

    finding: Finding
    source_type: str | None = None
    voice: str | None = None
    generator: str | None = None
    signer: str | None = None
    problems: tuple[str, ...] = ()


def embed(source: BinaryIO, target: BinaryIO, media_type: str, manifest: dict[str, object], key: MarkKey) -> None:
    """Copies `source` to `target`, both open binary files, and adds the mark. `media_type`: one of EMBEDDED_TYPES."""
    with _builder(manifest) as builder, _signer(key) as signer:
        builder.sign(signer, media_type, source, target)


def make_sidecar(source: BinaryIO, manifest: dict[str, object], key: MarkKey) -> bytes:
    """The mark of a file that can't contain one: the bytes of a `.c2pa` file to keep next to it."""
    with _builder(manifest) as builder, _signer(key) as signer:
        builder.set_no_embed()
        return bytes(builder.sign(signer, _ANY_TYPE, source, _Nowhere()))


_ANY_TYPE = "application/octet-stream"


def verify(source: BinaryIO, media_type: str, roots: Sequence[str], sidecar: bytes | None = None) -> Found:
    """Verifies the mark in `source`, or its `sidecar`, against the certificates `roots` (PEM)."""
    if sidecar is None and media_type not in EMBEDDED_TYPES:
        return Found("unmarked")
    kind = media_type if sidecar is None else _ANY_TYPE
    try:
        with c2pa.Reader(kind, source, sidecar, context=_context(roots)) as reader:
            return _found(json.loads(reader.json()), reader.get_validation_state(), reader.get_validation_results())
    except c2pa.C2paError as error:
        if type(error).__name__.endswith("ManifestNotFound"):
            return Found("unmarked")
        return Found("altered", problems=(str(error),))


def _found(content: dict[str, Any], state: str | None, results: dict[str, Any] | None) -> Found:
    manifest = content["manifests"].get(content.get("active_manifest"), {})
    active = (results or {}).get("activeManifest") or {}
    problems = tuple(failure["code"] for failure in active.get("failure", ()))
    finding: Finding = "altered"
    if state == "Trusted" and not problems:
        finding = "valid"
    elif state in ("Valid", "Trusted") and set(problems) <= {_UNTRUSTED}:
        finding = "foreign"
    action = _created(manifest)
    generator: dict[str, str] = next(iter(manifest.get("claim_generator_info", ())), {})
    return Found(
        finding,
        action.get("digitalSourceType"),
        (action.get("softwareAgent") or {}).get("name"),
        " ".join(generator[part] for part in ("name", "version") if part in generator) or None,
        manifest.get("signature_info", {}).get("common_name"),
        problems,
    )


def _created(manifest: dict[str, Any]) -> dict[str, Any]:
    actions = [
        action
        for assertion in manifest.get("assertions", ())
        if assertion["label"].startswith("c2pa.actions")
        for action in assertion["data"]["actions"]
    ]
    return next((action for action in actions if "digitalSourceType" in action), {})


def _builder(manifest: dict[str, object]) -> c2pa.Builder:
    return c2pa.Builder(json.dumps(manifest), _context(()))


def _signer(key: MarkKey) -> c2pa.Signer:
    return c2pa.Signer.from_info(c2pa.C2paSignerInfo(b"ed25519", key.chain.encode(), key.private_key.encode(), None))


def _context(roots: Sequence[str]) -> c2pa.Context:
    return c2pa.Context.from_dict(
        {
            "version": 1,
            "core": {
                "allowed_network_hosts": [],
                "merkle_tree_chunk_size_in_kb": _PIECE_KB,
                "backing_store_memory_threshold_in_mb": _MOST_IN_MEMORY_MB,
            },
            "trust": {"trust_config": CLAIM_SIGNING} | ({"trust_anchors": "".join(roots)} if roots else {}),
            "verify": {
                "verify_trust": True,
                "verify_after_sign": False,
                "ocsp_fetch": False,
                "remote_manifest_fetch": False,
            },
            "builder": {
                "thumbnail": {"enabled": False},
                "actions": {
                    "auto_created_action": {"enabled": False},
                    "auto_opened_action": {"enabled": False},
                    "auto_placed_action": {"enabled": False},
                },
            },
        }
    )


class _Nowhere(io.RawIOBase):
    """Discards the copy that the library writes along with a sidecar."""

    def __init__(self) -> None:
        super().__init__()
        self._at = self._end = 0

    def writable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._at += len(data)
        self._end = max(self._end, self._at)
        return len(data)

    def seek(self, offset: int, whence: int = 0) -> int:
        self._at = offset + (0, self._at, self._end)[whence]
        return self._at

    def tell(self) -> int:
        return self._at
