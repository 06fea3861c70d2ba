"""Which stretch of the candidate's words is worth quoting, for each kind of follow-up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from aural.interview import chinese, lexicon
from aural.interview.sentences import han_count, lows, sentences_of, visible
from aural.interview.stretches import (
    MOST_SENTENCES,
    Stretch,
    clauses,
    han_clauses,
    is_content,
    is_past,
    is_quotable,
    noun_stretches,
    sentence_stretch,
    shortened,
)

MOST_CHARACTERS = 6_000  # of one message: the beginning of a very long answer has enough to quote
LAST_BONUS = 0.4  # of what was said last, over what was said before
Score = Callable[[Stretch], float]


class FocusFinder:
    """Finds stretches in the answers to a question, oldest first, that the question had not."""

    def __init__(self, messages: Sequence[str], question: str, *, by_characters: bool = False) -> None:
        messages = [m[:MOST_CHARACTERS] for m in messages]
        self.answer = "\n".join(messages)
        self.last_start = len(self.answer) - len(messages[-1]) if messages else 0
        # What more than one message speaks of was opened already.
        mentioned = Counter(stem for m in messages for stem in {_stem(w) for w in lows(m) if is_content(w)})
        self.opened = {stem for stem, count in mentioned.items() if count > 1}
        self.known = {_stem(w) for w in lows(question)}
        self.question = question
        self.by_characters = by_characters
        self.counts = Counter(w for w in lows(self.answer) if is_content(w))

    def sentence(self) -> str | None:
        """A short sentence as a whole: what general talk is best quoted by."""
        parts = han_clauses(self.answer) if self.by_characters else self._short_sentences
        weigh = self._han_score if self.by_characters else self._clause_score
        return self._best(parts, weigh, 0.5)

    def noun(self) -> str | None:
        """The noun phrase that says most."""
        if self.by_characters:
            return self._best(han_clauses(self.answer), self._han_score)
        found = self._best(self._nouns, self._noun_score, least=0.9)
        return found or self.clause()

    def clause(self, wanted: Callable[[Stretch], float] | None = None, least: float = 0.6) -> str | None:
        """The clause that says most, or that `wanted` likes best."""
        parts = han_clauses(self.answer) if self.by_characters else self._short_clauses
        weigh = self._han_score if self.by_characters else self._clause_score
        if wanted is None:
            return self._best(parts, weigh, least)
        liked = [(s, wanted(s)) for s in parts]
        likes = {s: w for s, w in liked if w > 0}
        return self._best(likes, lambda s: weigh(s) + likes[s], least)

    def nouns(self, most: int) -> list[str]:
        """Up to `most` noun phrases, best first."""
        if self.by_characters:
            return self._ranked(han_clauses(self.answer), self._han_score, 0.5)[:most]
        return self._ranked(self._nouns, self._noun_score, 0.9)[:most]

    @cached_property
    def _short_sentences(self) -> list[Stretch]:
        spans = sentences_of(self.answer)[:MOST_SENTENCES]
        return [s for s in (sentence_stretch(self.answer, a, b) for a, b in spans) if s]

    @cached_property
    def _nouns(self) -> list[Stretch]:
        return list(noun_stretches(self.answer))

    @cached_property
    def _short_clauses(self) -> list[Stretch]:
        return [s for s in (shortened(self.answer, c) for c in clauses(self.answer)) if s]

    def _best(self, parts: Iterable[Stretch], weigh: Score, least: float = 0.6) -> str | None:
        ranked = self._ranked(parts, weigh, least)
        return ranked[0] if ranked else None

    def _ranked(self, parts: Iterable[Stretch], weigh: Score, least: float) -> list[str]:
        fit = [(weigh(s), s) for s in parts if self._may_stand(s)]
        good = sorted((x for x in fit if x[0] >= least), key=lambda x: (-x[0], x[1].start))
        return list(dict.fromkeys(s.text for _, s in good))

    def _may_stand(self, stretch: Stretch) -> bool:
        text = stretch.text
        if not is_quotable(text) or text != visible(text) or len(text) > 120:
            return False
        if self.by_characters:
            return text not in self.question
        fresh = [w for w in stretch.words if is_content(w) and _stem(w) not in self.known]
        return bool(fresh)

    def _noun_score(self, stretch: Stretch) -> float:
        content = [w for w in stretch.words if is_content(w)]
        fresh = [w for w in content if _stem(w) not in self.known and w not in lexicon.GENERIC | lexicon.NUMBER_WORDS]
        if not fresh:
            return 0.0
        score = (0.0, 1.0, 1.6, 1.9, 1.9, 1.7, 1.5)[min(len(fresh), 6)]
        score += 0.5 if stretch.words[0] in lexicon.DETERMINERS else 0.0
        score += 0.6 if self._is_name(stretch) else 0.0
        score += 0.3 if max(len(w) for w in fresh) > 6 else 0.0
        score += 0.15 * min(3, sum(self.counts[w] - 1 for w in fresh))
        score -= 0.5 * sum(1 for w in content if w in lexicon.GENERIC or _stem(w) in self.known)
        score -= 1.2 * sum(1 for w in stretch.words if w in lexicon.WEEKDAYS_MONTHS)
        score -= 1.1 * sum(1 for w in content if w in lexicon.TIMES)
        score -= 0.4 if stretch.after in ("at", "in", "during") else 0.0
        score -= 0.8 * sum(1 for w in fresh if _stem(w) in self.opened) / len(fresh)
        score += LAST_BONUS if stretch.start >= self.last_start else 0.0
        score -= 0.9 if len(content) == 1 and _is_verb_like(content[0], stretch) else 0.0
        return score - (0.6 if max(len(w) for w in fresh) < 4 else 0.0)

    def _is_name(self, stretch: Stretch) -> bool:
        inner = stretch.text if self._is_inside(stretch) else stretch.text[1:]
        return any(c.isupper() or c.isdigit() for c in inner)

    def _is_inside(self, stretch: Stretch) -> bool:
        return self.answer[max(0, stretch.start - 20) : stretch.start].rstrip(" ")[-1:] not in ("", ".", "!", "?", "\n")

    def _clause_score(self, stretch: Stretch) -> float:
        fresh = [w for w in stretch.words if is_content(w) and _stem(w) not in self.known and w not in lexicon.GENERIC]
        weak = [w for w in stretch.words if w in lexicon.GENERIC]
        size = len(stretch.words)
        score = min(len(fresh), 4) * 0.5 + min(len(weak), 3) * 0.2
        score += 0.3 if 2 <= size <= 9 else 0.0
        score -= 0.6 * sum(1 for w in fresh if _stem(w) in self.opened) / max(1, len(fresh))
        score += LAST_BONUS if stretch.start >= self.last_start else 0.0
        return score - (0.3 if size > 10 else 0.0)

    def _han_score(self, stretch: Stretch) -> float:
        new = [c for c in stretch.text if c not in chinese.STOP_CHARS and c not in self.question]
        score = min(len(new), 8) * 0.25 + (0.4 if 4 <= len(stretch.text) <= 12 else 0.0)
        score -= 0.6 if chinese.GENERIC.search(stretch.text) else 0.0
        return score + (0.4 if any(c.isdigit() for c in stretch.text) else 0.0) if han_count(stretch.text) else score


def _is_verb_like(word: str, stretch: Stretch) -> bool:
    bare = stretch.words[0] not in lexicon.DETERMINERS
    return bare and (is_past(word) or word.endswith("ing") or stretch.after in lexicon.PRONOUNS | lexicon.AUXILIARIES)


def _stem(word: str) -> str:
    """The word less its commonest endings, so that `batch` and `batches` are one."""
    for ending in ("'s", "ings", "ing", "ies", "ed", "es", "s", "y"):
        if word.endswith(ending) and len(word) - len(ending) > 2:
            return word[: -len(ending)]
    return word
