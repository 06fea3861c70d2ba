"""Stores the sentence vectors of the examples for criteria, so that servers don't have to compute them.

    python -m tools.embed_examples

reads lang/*/reports/criterion_examples.toml and writes src/aural/interviewer/data/vectors.*.npz, for each language that
the sentence model knows, in about ten seconds. Run it after you change the examples.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from aural import lang
from aural.interviewer.guided.criteria import example_texts
from aural.interviewer.guided.embedding import compute, key_of

DATA = Path(__file__).parent.parent / "src" / "aural" / "interviewer" / "data"


def main() -> None:
    for language in lang.every():
        if not language.has_sentence_model:
            continue
        texts = example_texts(language.code)
        vectors = np.array([compute(text) for text in texts], np.float16)
        target = DATA / f"vectors.{language.code}.npz"
        np.savez_compressed(target, keys=np.array([key_of(text) for text in texts], np.uint64), vectors=vectors)
        print(f"{target.name}: {len(texts)} vectors, {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
