"""Features that show whether an English claim follows from its quotes: what the claim adds, and what it reverses.

Each content word of the claim is compared with the words in the quotes and in the sentences around them: by stem, or
else by meaning in context (the token states of `interviewer/guided/embedding.py`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from aural import lang
from aural.engine.answers.noun_phrases import function_words
from aural.engine.answers.sentences import sentences_of, words_of
from aural.interviewer.guided.embedding import embed, tokens_of
from aural.interviewer.guided.stems import is_known, known_stems, stem_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float32]

KINDS = ("absolute", "cautious", "planned", "because", "negative", "ours", "others", "verdict", "outcome", "adding")
CLAUSE = re.compile(
    r"[,;:—–]\s++|(?<!\s)\s++(?:and|but|which|who|because|so|after|before|although|while|since|by|thanks to|due to)\s++"
)
NEAR = 0.6  # two words with at least this similarity may mean the same thing
FAR = 0.4  # if a word's nearest match is less similar than this, nothing like it was said
_ENGLISH = lang.of("en")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z]\w+")
_FRAME = re.compile(
    r"^(?:the )?(?:candidate|participant|interviewee|respondent|customer|applicant|user|they|she|he)"
    r"(?:'s| has| have| is| are| was| were)?\s+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Ground:
    """The words that a claim rests on. `quotes`: the quoted sentences, whole. `around`: these and their neighbors.

    `question`: the interviewer's last words before the quotes. `rest`: other sentences that the candidate said.
    """

    quotes: tuple[str, ...]
    around: tuple[str, ...]
    question: str
    rest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Words:
    """The content words of a text with their stems and unit vectors."""

    texts: tuple[str, ...]
    stems: tuple[str, ...]
    vectors: Vector
    subjects: tuple[str, ...]  # for each word, the kind of person mentioned last before it


def signs_of(claim: str, ground: Ground) -> Mapping[str, float] | None:
    """The features by name; None if the sentence model is absent or the claim has no content words."""
    claimed = _content(claim)
    if claimed is None or not claimed.texts:
        return None
    quoted = _joined(ground.quotes)
    near = _joined((*ground.quotes, *ground.around, ground.question))
    quote_text = " ".join(ground.quotes)
    all_text = " ".join((*ground.quotes, *ground.around, ground.question))
    by_quote, _ = _nearness(claimed, quoted)
    by_all, at = _nearness(claimed, near)
    found = _of_words("q", by_quote) | _of_words("a", by_all)
    found |= {"length": len(claimed.texts) / 10, "quote length": len(quoted.texts) / 20}
    found |= _of_sentences(claim, ground) | _of_clauses(claim, by_all, ground)
    found |= _of_kinds(claim, quote_text, all_text) | _of_opposites(claim, quote_text, all_text)
    found |= _of_subjects(claimed, near, by_all, at) | _of_novel_others(claim, all_text)
    return found | _of_figures(claim, quote_text, all_text)


def vector_of(claim: str, ground: Ground) -> Vector | None:
    """The sum of the claim's word vectors, each weighted by how little it resembles what was said, followed by the
    difference and the product of two sentence vectors: the claim's and that of the sentences around its quotes."""
    import numpy as np

    claimed, whole = _content(claim), embed(claim)
    said = embed(" ".join(ground.around or ground.quotes))
    if claimed is None or not claimed.texts or whole is None or said is None:
        return None
    near, _ = _nearness(claimed, _joined((*ground.quotes, *ground.around, ground.question)))
    total = ((1 - near)[:, None] * claimed.vectors).sum(axis=0)
    return np.concatenate([total, whole - said, whole * said]).astype(np.float32)


def _of_words(name: str, near: Vector) -> dict[str, float]:
    import numpy as np

    order = np.sort(near)
    return {
        f"{name} said": float((near > 0.99).mean()),
        f"{name} mean": float(near.mean()),
        f"{name} least": float(order[0]),
        f"{name} second": float(order[min(1, len(order) - 1)]),
        f"{name} third": float(order[: max(1, len(order) // 3)].mean()),
        f"{name} far": float((near < FAR).mean()),
        f"{name} far count": float((near < FAR).sum()),
    }


def _of_sentences(claim: str, ground: Ground) -> dict[str, float]:
    bare = _FRAME.sub("", claim)
    quotes = max((_related(claim, text) for text in ground.quotes), default=0.0)
    joined = _related(claim, " ".join(ground.quotes))
    bare_joined = _related(bare, " ".join(ground.quotes))
    around = max((_related(claim, text) for text in ground.around), default=0.0)
    rest = max((_related(claim, text) for text in ground.rest), default=0.0)
    whole = _related(claim, " ".join((*ground.around, *ground.quotes)))
    asked = _related(claim, ground.question) if ground.question else 0.0
    return {
        "to quote": quotes,
        "to quotes": joined,
        "bare to quotes": bare_joined,
        "to around": around,
        "to rest over quotes": max(rest, around) - max(quotes, joined),
        "to whole": whole,
        "to question": asked,
        "question over quote": asked - max(quotes, joined),
    }


def _of_clauses(claim: str, near: Vector, ground: Ground) -> dict[str, float]:
    """How well the claim's clauses are supported: a half-true claim has a clause that isn't."""
    clauses = [part for part in CLAUSE.split(_FRAME.sub("", claim)) if part and len(words_of(part)) >= 2]
    sentences = [*ground.quotes, *ground.around]
    values = [max((_related(part, text) for text in sentences), default=0.0) for part in clauses] or [0.0]
    means, last = _clause_means(claim, near)
    return {
        "clauses": float(len(clauses)),
        "weakest clause": min(values),
        "last clause": values[-1],
        "weakest clause words": means,
        "last clause words": last,
    }


def _clause_means(claim: str, near: Vector) -> tuple[float, float]:
    words = [word for word in words_of(claim) if _is_content(word.low)][: len(near)]
    cuts = [found.start() for found in CLAUSE.finditer(claim)]
    groups: dict[int, list[float]] = {}
    for word, value in zip(words, near.tolist(), strict=False):
        groups.setdefault(sum(cut <= word.start for cut in cuts), []).append(value)
    means = [sum(group) / len(group) for _, group in sorted(groups.items())] or [0.0]
    return min(means), means[-1]


def _of_kinds(claim: str, quotes: str, everything: str) -> dict[str, float]:
    said, quoted, own = known_stems(everything), _lows(quotes), _lows(claim)
    all_lows = _lows(everything)
    found: dict[str, float] = {}
    for kind in KINDS:
        words = _ENGLISH.words("unsupported_claims", kind)
        mine = [word for word in own if word in words]
        found[f"{kind} claimed"] = float(min(2, len(mine)))
        found[f"{kind} quoted"] = float(min(2, sum(word in words for word in quoted)))
        found[f"{kind} new"] = float(min(2, sum(not is_known(word, said) for word in mine)))
        found[f"{kind} without any"] = float(bool(mine) and not any(word in words for word in all_lows))
    found["planned lost"] = float(found["planned quoted"] > 0 and found["planned claimed"] == 0)
    done = _ENGLISH.words("unsupported_claims", "done")
    found["planned told as done"] = float(found["planned lost"] > 0 and any(word in done for word in own))
    found["negative odd"] = float((found["negative claimed"] > 0) != (found["negative quoted"] > 0))
    is_a = _ENGLISH.words("unsupported_claims", "is_a")
    found["verdict is"] = float(found["verdict new"] > 0 and any(word in is_a for word in own[:6]))
    return found


def _of_opposites(claim: str, quotes: str, everything: str) -> dict[str, float]:
    own, quoted, said = _stems(claim), _stems(quotes), _stems(everything)
    by_quote = by_all = 0
    for stem in own:
        against = _opposites().get(stem, frozenset())
        by_quote += stem not in quoted and bool(against & quoted)
        by_all += stem not in said and bool(against & said)
    return {"opposite in quotes": float(min(2, by_quote)), "opposite": float(min(2, by_all))}


def _of_subjects(claimed: _Words, near: _Words, values: Vector, at: Vector) -> dict[str, float]:
    """The shares of matched words, by who acts in the claim and in the quotes: the candidate or someone else."""
    counts = {f"{mine}-{other}": 0.0 for mine in ("speaker", "other") for other in ("own", "ours", "theirs", "others")}
    total = 0
    for mine, value, place in zip(claimed.subjects, values.tolist(), at.tolist(), strict=True):
        if value < NEAR or not near.texts:
            continue
        total += 1
        there = near.subjects[int(place)]
        who = "other" if mine == "others" else "speaker"
        if f"{who}-{there}" in counts:
            counts[f"{who}-{there}"] += 1
    return {name: count / max(1, total) for name, count in counts.items()}


def _of_novel_others(claim: str, everything: str) -> dict[str, float]:
    """Whether the claim opens with the candidate, with other people, or with people not mentioned in the interview."""
    said, words = known_stems(everything), _ENGLISH.words("unsupported_claims", "others")
    first = [word.low for word in words_of(claim)[:3]]
    begins = [word for word in first if word in words]
    speaker = _ENGLISH.words("unsupported_claims", "speaker")
    return {
        "begins with other": float(bool(begins)),
        "begins with new other": float(any(not is_known(word, said) for word in begins)),
        "begins with speaker": float(any(word in speaker or word.removesuffix("'s") in speaker for word in first)),
    }


def _of_figures(claim: str, quotes: str, everything: str) -> dict[str, float]:
    """Numbers, as digits or words, and capitalized words inside the claim that were not quoted or not said."""
    numbers = _ENGLISH.numbers
    claimed = numbers.claimed(claim) | set(_FIGURE.findall(claim))
    quoted, said = (numbers.said(text) | set(_FIGURE.findall(text)) for text in (quotes, everything))
    names = [name.lower() for name in _NAME.findall(claim)]
    return {
        "number not quoted": float(min(2, len(claimed - quoted))),
        "number not said": float(min(2, len(claimed - said))),
        "name not said": float(any(not is_known(name, known_stems(everything)) for name in names)),
    }


def _nearness(claimed: _Words, said: _Words) -> tuple[Vector, Vector]:
    """For each word of the claim, its similarity to the nearest word that was said (0 to 1), and that word's index."""
    import numpy as np

    if not said.texts:
        return np.zeros(len(claimed.texts), np.float32), np.zeros(len(claimed.texts), np.int64)
    near = np.clip(claimed.vectors @ said.vectors.T, 0, 0.98)
    for row, stem in enumerate(claimed.stems):
        for column, other in enumerate(said.stems):
            if stem == other or is_known(claimed.texts[row], _known(said.texts[column])):
                near[row, column] = 1
    return near.max(axis=1), near.argmax(axis=1)


@lru_cache(maxsize=4096)
def _known(word: str) -> frozenset[str]:
    return known_stems(word)


def _joined(texts: Sequence[str]) -> _Words:
    import numpy as np

    parts = [part for text in texts if text for part in [_content(text)] if part is not None and part.texts]
    if not parts:
        return _Words((), (), np.zeros((0, 1), np.float32), ())
    return _Words(
        tuple(word for part in parts for word in part.texts),
        tuple(stem for part in parts for stem in part.stems),
        np.concatenate([part.vectors for part in parts]),
        tuple(who for part in parts for who in part.subjects),
    )


@lru_cache(maxsize=512)
def _content(text: str) -> _Words | None:
    import numpy as np

    tokens = tokens_of(text)
    if tokens is None:
        return None
    texts: list[str] = []
    vectors: list[Vector] = []
    subjects: list[str] = []
    subject = ""
    for word in words_of(text):
        subject = _person(word.low) or subject
        places = [i for i, (a, b) in enumerate(tokens.places) if a < word.end and word.start < b]
        if not _is_content(word.low) or not places:
            continue
        vector = tokens.states[places].mean(axis=0)
        texts.append(word.low)
        vectors.append(vector / (np.linalg.norm(vector) + 1e-9))
        subjects.append(subject)
    stacked = np.stack(vectors) if vectors else np.zeros((0, 1), np.float32)
    return _Words(tuple(texts), tuple(map(stem_of, texts)), stacked, tuple(subjects))


def _person(word: str) -> str:
    kinds = ("own", "ours", "theirs", "others")
    return next((kind for kind in kinds if word in _ENGLISH.words("unsupported_claims", kind)), "")


def _is_content(word: str) -> bool:
    speaker = _ENGLISH.words("unsupported_claims", "speaker")
    return word not in function_words() and word not in speaker and word.removesuffix("'s") not in speaker


def _related(one: str, other: str) -> float:
    a, b = embed(one), embed(other)
    return 0.0 if a is None or b is None or not one.strip() or not other.strip() else float(a @ b)


def _lows(text: str) -> list[str]:
    return [part for word in words_of(text) for part in dict.fromkeys((word.low, *word.low.split("-")))]


def _stems(text: str) -> frozenset[str]:
    return frozenset(map(stem_of, _lows(text)))


@cache
def _opposites() -> Mapping[str, frozenset[str]]:
    """The opposites of each stem. In each line of the data, the first word is the opposite of all others."""
    found: dict[str, set[str]] = {}
    for line in _ENGLISH.value("unsupported_claims", "opposites"):
        first, *others = (stem_of(word) for word in line.split(","))
        found.setdefault(first, set()).update(others)
        for other in others:
            found.setdefault(other, set()).add(first)
    return {stem: frozenset(others - {stem}) for stem, others in found.items()}


def sentences_around(text: str, quotes: Sequence[tuple[int, int]], reach: int = 1) -> tuple[str, ...]:
    """The sentences that overlap one of the quotes, and `reach` sentences before and after each."""
    spans = sentences_of(text)
    kept: set[int] = set()
    for start, end in quotes:
        for i, (a, b) in enumerate(spans):
            if a < end and start < b:
                kept.update(range(max(0, i - reach), min(len(spans), i + reach + 1)))
    return tuple(text[a:b] for i, (a, b) in enumerate(spans) if i in kept)
