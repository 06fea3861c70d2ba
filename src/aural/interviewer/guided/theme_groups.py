"""Puts labels that mean the same into one group, so that themes can be counted across sessions.

English labels are compared by sentence vectors, and labels in scripts without spaces by the pairs of characters that
they share. Two labels that share a word mean the same only if their other words are near, too: "cost of food" isn't
"spoiled food". Two groups are joined only if their labels are near on average.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aural import lang
from aural.engine.answers.noun_phrases import is_content
from aural.engine.answers.sentences import lows
from aural.interviewer.guided.embedding import can_embed
from aural.interviewer.guided.stems import stem_of
from aural.interviewer.guided.vectors import nearness, vector_of

# Chosen on half of bench/training/themes/labels.jsonl, so that at least 95 of 100 joined pairs belong together.
LEAST_NEAR = 0.5  # by sentence vectors
LEAST_SHARED = 0.25  # by pairs of characters
LEAST_BEYOND = 0.2  # of the words that two labels don't share, if they share one
_PART = 0.62  # the likeness of two labels if one contains all words of the other


def group_labels(labels: Mapping[str, int], language: str = "en") -> list[list[str]]:
    """Groups of labels, the largest first, each with the group's name first. `labels`: how often each was used.

    The name is the most central label: the one nearest to the others, weighted by how often they were used.
    """
    names = sorted(labels, key=lambda label: (-labels[label], label))
    near = {(one, other): likeness(one, other, language) for one in names for other in names if one < other}
    groups = [[name] for name in names]
    while (best := _nearest(groups, near)) is not None:
        first, second = best
        groups[first] += groups.pop(second)
    named = [_with_name(group, labels, near) for group in groups]
    return sorted(named, key=lambda group: (-sum(labels[label] for label in group), group[0]))


def likeness(one: str, other: str, language: str = "en") -> float:
    """How alike two labels are, from 0 to 1; at 1/2 or more, they mean the same."""
    if lang.of_script(one) is not lang.of_script(other):
        return 0.0
    if not lang.of_script(one).is_spaced:
        return _scaled(nearness(vector_of(one, language), vector_of(other, language)), LEAST_SHARED)
    return _scaled(_likeness_of_words(one, other, language), LEAST_NEAR)


def _scaled(value: float, least: float) -> float:
    """Scales the value so that `least` becomes 1/2."""
    value = max(0.0, min(1.0, value))
    return value / least / 2 if value < least else 0.5 + (value - least) / (1 - least) / 2


def _likeness_of_words(one: str, other: str, language: str) -> float:
    first, second = _stems(one), _stems(other)
    both = first.keys() & second.keys()
    rests = [" ".join(word for stem, word in stems.items() if stem not in both) for stems in (first, second)]
    if both and not all(rests):
        return 1.0 if not any(rests) else _PART
    if not can_embed(one, language):
        return 0.0  # without vectors, only shared words can show that labels are alike
    if both and nearness(*(vector_of(rest, language) for rest in rests)) < LEAST_BEYOND:
        return 0.0
    return nearness(vector_of(one.lower(), language), vector_of(other.lower(), language))


def _stems(label: str) -> dict[str, str]:
    return {stem_of(word): word for word in lows(label) if is_content(word)}


def _nearest(groups: Sequence[Sequence[str]], near: Mapping[tuple[str, str], float]) -> tuple[int, int] | None:
    """The two groups that are nearest on average over their labels; None if no two are near enough."""
    best, found = 0.5, None
    for first, one in enumerate(groups):
        for second in range(first + 1, len(groups)):
            pairs = [near[min(a, b), max(a, b)] for a in one for b in groups[second]]
            mean = sum(pairs) / len(pairs)
            if mean > best or (found is None and mean >= best):
                best, found = mean, (first, second)
    return found


def _with_name(group: Sequence[str], labels: Mapping[str, int], near: Mapping[tuple[str, str], float]) -> list[str]:
    def central(label: str) -> float:
        others = sum(labels[other] * near[min(label, other), max(label, other)] for other in group if other != label)
        return labels[label] + others

    name = min(group, key=lambda label: (-central(label), len(label), label))
    return [name, *sorted(label for label in group if label != name)]
