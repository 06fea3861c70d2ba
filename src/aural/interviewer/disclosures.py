"""Finds the sentences in which candidates disclose something protected about themselves or their family.

Health, disability, pregnancy, children and care, marital status, religion, origin, age, sexual orientation, politics,
union membership, money and a criminal record are protected.

A linear model weighs runs of words, runs of kinds of words and, in English, the meaning of the sentence (MiniLM). The
kinds are in `disclosures.toml` in a language's folder. They tell "my son" from "a patient's son".

`python -m tools.train_disclosures` trains the weights. docs/quality.md describes the training data and the accuracy.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from aural import lang
from aural.engine.answers.injected_spans import Aside
from aural.engine.answers.sentences import sentence_texts, sentences_of, visible
from aural.engine.artifacts import Part, map_texts
from aural.engine.message_data import MessageData
from aural.interviewer.guided.embedding import embed
from aural.interviewer.guided.vectors import dot
from aural.interviewer.trained import has_weights, load_weights
from aural.lang import Language
from aural.lang.bounded import bounded
from aural.reports.analysis.judgement import Claim, Judgement, Line

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float32]

LEFT_OUT = "[…]"
LONGEST_RUN = 4
MOST_CHARACTERS = 600  # in one sentence
BESIDE = 1.5  # next to a sentence that discloses, a score above minus this is enough
DOUBTFUL = -2.0  # a sentence above this score may disclose
PLAIN = 9.0  # the score of a sentence that discloses in plain words
MADE_OF_WORDS = ("other", "text", "words")  # parts of a message's data
OTHER = "·"  # a word without a kind


def withhold(lines: Sequence[Line], language: str) -> tuple[Line, ...]:
    """The lines of a hiring interview. Each answer has the places that the report leaves out (`withheld`)."""
    return tuple(_withheld(line, language) if line.role == "user" else line for line in lines)


def _withheld(line: Line, language: str) -> Line:
    data = line.data and map_texts(
        line.data, lambda text, part: _bare(text, language) if part in MADE_OF_WORDS else text
    )
    return replace(line, withheld=find_disclosures(line.content, language), data=data)


def _bare(text: str, language: str) -> str:
    """The words of a choice or drawing, without sentences that disclose.

    They are removed here because a line can only withhold places in its content.
    """
    found = find_disclosures(text, language)
    return masked(Line("", "user", text, None, "answer", None, withheld=found)).content if found else text


def masked(line: Line) -> Line:
    """The line as a model sees it: each withheld passage is replaced by LEFT_OUT.

    The same words in its data are removed. They would be shown, since the masked content no longer repeats them.
    """
    if not line.withheld:
        return line
    kept, at = [], 0
    for place in line.withheld:
        kept.append(line.content[at : place.start])
        at = place.end
    content = LEFT_OUT.join([*kept, line.content[at:]])
    return replace(line, content=content, withheld=(), data=line.data and _unrepeated(line.data, line))


def _unrepeated(data: MessageData, line: Line) -> MessageData:
    passages = [line.content[place.start : place.end] for place in line.withheld]

    def without(text: str, part: Part) -> str:
        if part not in (*MADE_OF_WORDS, "code"):
            return text
        if text in line.content:
            return ""
        for passage in passages:
            text = text.replace(passage, LEFT_OUT)
        return text

    return map_texts(data, without)


def without_disclosures(judgement: Judgement, language: str) -> Judgement:
    """The judgement without sentences that disclose something about the candidate."""

    def claims(given: Sequence[Claim]) -> tuple[Claim, ...]:
        return tuple(claim for claim in given if not _tells(claim.text, language))

    def own(text: str) -> str:
        return "" if text and _tells(text, language) else text

    summary = judgement.summary
    kept = [summary.text[a:b] for a, b in sentences_of(summary.text) if not _tells(summary.text[a:b], language)]
    return replace(
        judgement,
        summary=replace(summary, text=" ".join(kept)) if len(kept) < len(sentences_of(summary.text)) else summary,
        sections={name: claims(given) for name, given in judgement.sections.items()},
        ratings=tuple(
            replace(rating, why=own(rating.why), would_raise=own(rating.would_raise)) for rating in judgement.ratings
        ),
    )


def _tells(text: str, language: str) -> bool:
    """Whether a sentence about the candidate would disclose something if the candidate had said it."""
    own = lang.of_text(language, text)
    for pattern, instead in own.value("disclosures", "as_own"):
        text = re.sub(bounded(pattern), instead, text)
    return bool(find_disclosures(text, language))


@lru_cache(maxsize=512)
def find_disclosures(text: str, language: str) -> tuple[Aside, ...]:
    """The places of sentences that disclose, in order. Adjacent sentences are one place. Offsets count code points."""
    spans = [part for start, end in sentences_of(text) for part in windows(start, end)]
    scores = [score_of(text[start:end], language) for start, end in spans]
    found: list[Aside] = []
    for at, (start, end) in enumerate(spans):
        is_beside = max(scores[max(0, at - 1) : at + 2]) > 0
        if scores[at] <= 0 and not (is_beside and scores[at] > -BESIDE):
            continue
        if found and found[-1].end == spans[at - 1][1]:
            found[-1] = Aside(found[-1].start, end)
        else:
            found.append(Aside(start, end))
    return tuple(found)


def may_disclose(text: str, language: str) -> bool:
    """Whether a sentence in the text may disclose something, even if that is too uncertain to withhold it."""
    return any(score_of(part, language) > DOUBTFUL for part in sentence_texts(text))


def windows(start: int, end: int) -> list[tuple[int, int]]:
    """Cuts a sentence into pieces of at most MOST_CHARACTERS: transcribed speech may never end a sentence."""
    return [(at, min(at + MOST_CHARACTERS, end)) for at in range(start, end, MOST_CHARACTERS)]


def score_of(sentence: str, language: str) -> float:
    """The score of a sentence: above 0 if the sentence discloses."""
    seen = visible(sentence)[:MOST_CHARACTERS]
    own = lang.of_text(language, seen)
    if is_plain(seen, own):
        return PLAIN
    weights = _weights(own.code if has_weights("disclosures", own.code) else lang.DEFAULT)
    vector = embed(seen) if weights.meaning.size else None
    meaning = 0.0 if vector is None else dot(vector, weights.meaning)
    return weights.odds(terms_of(seen, own)) + meaning + weights.bias


def is_plain(sentence: str, language: Language) -> bool:
    """Whether the sentence discloses in plain words."""
    seen = sentence.lower().replace("\u2019", "'")
    return language.pattern("disclosures", "plain").search(seen) is not None


def terms_of(text: str, language: Language) -> list[str]:
    """Single words, pairs of words, the kinds of up to four words in a row, and kinds at any distance."""
    units = list(_units(text, language))
    words, kinds = [word for word, _ in units], [kind for _, kind in units]
    plain = [" ".join(words[i : i + n]) for n in (1, 2) for i in range(len(words) - n + 1)]
    runs = [kinds[i : i + n] for n in range(1, LONGEST_RUN + 1) for i in range(len(kinds) - n + 1)]
    return [*plain, *("~" + " ".join(run) for run in runs if set(run) != {OTHER}), *_apart(kinds, language)]


def _apart(kinds: Sequence[str], language: Language) -> list[str]:
    """Terms for a person and a protected matter at any distance: "i HEALTH"; "THEM HEALTH" for someone met at work."""
    who = language.words("disclosures", "who")
    told = [kind for kind in kinds if kind.isupper() or kind in who]
    own = "+" if who.intersection(told) else "-"
    present = {kind for kind in told if kind.isupper()}
    is_work = "work" if present & {"THEM", "WORK"} else ""
    runs = ["^" + " ".join(told[i : i + n]) for n in (2, 3) for i in range(len(told) - n + 1)]
    return runs + [f"{own}{kind}{is_work}" for kind in present] + [f"{own}{len(present - {'THEM', 'WORK'})}{is_work}"]


def _units(text: str, language: Language) -> Iterator[tuple[str, str]]:
    """Yields each word with its kind. A function word is its own kind; a word without a kind gets OTHER."""
    function = language.words("disclosures", "function")
    for found in _pattern(language.code).finditer(text.lower().replace("\u2019", "'")):
        kind = found.lastgroup
        word = found.group()
        if kind:
            yield word, kind.upper()
        elif word.isdigit():
            yield "0" * min(len(word), 5), "0" * min(len(word), 5)
        else:
            yield word, word if word in function or not word[0].isalnum() else OTHER


@cache
def _pattern(code: str) -> re.Pattern[str]:
    own = lang.of(code)
    kinds = [
        f"(?P<{kind}>{_entries(str(entries), is_spaced=own.is_spaced)})"
        for kind, entries in own.value("disclosures", "kinds").items()
    ]
    word = r"[^\W\d_]+(?:['\-][^\W_]+)*" if own.is_spaced else "[a-z]+|[^\\W\\d_]"
    return re.compile("|".join([*kinds, r"\d+", word, "[,.?!;:]"]))


def _entries(entries: str, *, is_spaced: bool) -> str:
    words = sorted((word.replace("_", " ") for word in entries.split()), key=len, reverse=True)
    either = "|".join(map(re.escape, words))
    return rf"(?<![\w'])(?:{either})(?:'s|es|s'|s)?(?![\w'])" if is_spaced else either


@dataclass(frozen=True, slots=True)
class _Weights:
    """`meaning`: weights of the sentence vector; empty in a language that the sentence model doesn't know."""

    rows: Mapping[str, int]
    idf: Vector
    terms: NDArray[np.int8]
    scale: float
    meaning: Vector
    bias: float

    def odds(self, terms: Sequence[str]) -> float:
        import numpy as np

        counted = Counter(self.rows[term] for term in terms if term in self.rows)
        if not counted:
            return 0.0
        at = np.fromiter(counted, dtype=np.int64)
        values = (1 + np.log(np.fromiter(counted.values(), dtype=np.float32))) * self.idf[at]
        return dot(values, self.terms[at]) * self.scale / math.sqrt(dot(values, values))


@cache
def _weights(code: str) -> _Weights:
    import numpy as np

    data = load_weights("disclosures", code)
    return _Weights(
        rows={term: row for row, term in enumerate(bytes(data["terms"]).decode().split("\n"))},
        idf=data["idf"].astype(np.float32),
        terms=data["weights"],
        scale=float(data["scale"]),
        meaning=data["meaning"].astype(np.float32),
        bias=float(data["bias"]),
    )
