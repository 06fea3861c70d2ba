"""The vectors of texts that are part of Aural are stored, so that no process has to compute them for its first
report.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from aural import lang
from aural.interviewer.guided import embedding
from aural.interviewer.guided.criteria import example_texts

CODES = [language.code for language in lang.every() if language.has_sentence_model]
EVERY = 25  # one text in 25 is computed again: all of them would take seconds
NEAREST = 0.999  # cosine; they are stored in half precision


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    embedding.embed.cache_clear()
    yield
    embedding.embed.cache_clear()


@pytest.mark.parametrize("code", CODES)
def test_every_example_for_a_kind_of_criterion_is_stored(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def compute(text: str) -> None:
        raise AssertionError(f"not stored: {text}; run: python -m tools.embed_examples")

    monkeypatch.setattr(embedding, "compute", compute)
    assert all(embedding.embed(text) is not None for text in example_texts(code))


@pytest.mark.parametrize("code", CODES)
def test_the_stored_vectors_match_those_of_the_model(code: str) -> None:
    for text in example_texts(code)[::EVERY]:
        stored, computed = embedding.embed(text), embedding.compute(text)
        assert stored is not None
        assert computed is not None
        assert float(stored @ computed) > NEAREST, f"{text}; run: python -m tools.embed_examples"


def test_without_the_model_no_stored_vector_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "_loaded", lambda: None)
    assert embedding.embed(example_texts("en")[0]) is None
