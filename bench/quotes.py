"""True and altered quotes from real interviews, for `python -m bench evidence --mutations`."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from aural.engine.answers.sentences import sentence_texts
from aural.reports.analysis.evidence import LONGEST_QUOTE, Source, find_quote

MANY = 10_000  # quotes of each kind
SHORTEST, LONGEST = 4, 30  # words of a quote
MOST_TRIES = 40
SEED = 18


@dataclass(frozen=True)
class _Interview:
    answers: tuple[str, ...]
    asked: tuple[str, ...]

    @property
    def sources(self) -> tuple[Source, ...]:
        return tuple(Source(f"m{n}", text, ()) for n, text in enumerate(self.answers))

    def says(self, quote: str) -> bool:
        return any(_flat(quote) in _flat(answer) for answer in self.answers)


Alter = Callable[[random.Random, _Interview, str], str | None]


def count_mutations(interviews: Iterable[dict[str, Any]]) -> Iterator[tuple[str, int, int]]:
    """For each kind of quote: its name, how many were wrongly missed or accepted, and how many there were. The draw is
    the same each time.
    """
    chosen = random.Random(SEED)
    read = [found for found in map(_interview, interviews) if found.answers and found.asked]
    yield "true", sum(find_quote(q, i.sources) is None for i, q in _drawn(chosen, read, _true)), MANY
    yield "true, joined by …", sum(find_quote(q, i.sources) is None for i, q in _drawn(chosen, read, _joined)), MANY
    for name, alter in ALTERED.items():
        drawn = _drawn(chosen, read, alter)
        yield name, sum(find_quote(q, i.sources) is not None for i, q in drawn), MANY


def _interview(given: dict[str, Any]) -> _Interview:
    said = [(turn["role"], turn["text"]) for turn in given["turns"]]
    answers = tuple(text for role, text in said if role == "user" and len(text.split()) > SHORTEST)
    return _Interview(
        answers, tuple(text for role, text in said if role == "assistant" and len(text.split()) > LONGEST)
    )


def _drawn(chosen: random.Random, read: list[_Interview], make: Alter) -> Iterator[tuple[_Interview, str]]:
    found = 0
    while found < MANY:
        interview = chosen.choice(read)
        for _ in range(MOST_TRIES):
            quote = make(chosen, interview, _run(chosen, chosen.choice(interview.answers)))
            if quote and len(quote) <= LONGEST_QUOTE:
                found += 1
                yield interview, quote
                break


def _run(chosen: random.Random, text: str) -> str:
    words = list(re.finditer(r"\S+", text))
    length = min(len(words), chosen.randint(SHORTEST, LONGEST))
    start = chosen.randint(0, len(words) - length)
    return text[words[start].start() : words[start + length - 1].end()]


def _flat(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _if_new(interview: _Interview, quote: str) -> str | None:
    """None if the altered quote is also a true one. If the speaker's own words contain "...", a quote matches even with
    words left out.
    """
    return None if interview.says(quote) or "..." in quote or "\u2026" in quote else quote


def _true(_: random.Random, __: _Interview, quote: str) -> str | None:
    return quote if len(_flat(quote).split()) >= SHORTEST else None


def _joined(chosen: random.Random, interview: _Interview, _: str) -> str | None:
    sentences = sentence_texts(chosen.choice(interview.answers))
    pieces = [text for text in sentences if len(_flat(text).split()) >= SHORTEST]
    if len(pieces) < 3:
        return None
    first, last = sorted(chosen.sample(range(len(pieces)), 2))
    return f"{pieces[first]}{chosen.choice((' … ', ' ... ', ' […] '))}{pieces[last]}"


def _changed(chosen: random.Random, interview: _Interview, quote: str) -> str | None:
    words, other = quote.split(), chosen.choice(chosen.choice(interview.answers).split())
    words[chosen.randrange(len(words))] = other
    return _if_new(interview, " ".join(words))


def _dropped(chosen: random.Random, interview: _Interview, quote: str) -> str | None:
    words = quote.split()
    del words[chosen.randrange(1, len(words) - 1) if len(words) > 2 else 0]
    return _if_new(interview, " ".join(words))


def _glued(chosen: random.Random, interview: _Interview, quote: str) -> str | None:
    return _if_new(interview, f"{quote} {_run(chosen, chosen.choice(interview.answers))}")


def _renumbered(chosen: random.Random, interview: _Interview, quote: str) -> str | None:
    figures = list(re.finditer(r"\d+", quote))
    if not figures:
        return None
    at = chosen.choice(figures)
    return _if_new(interview, f"{quote[: at.start()]}{int(at.group()) + chosen.randint(1, 9)}{quote[at.end() :]}")


def _asked(chosen: random.Random, interview: _Interview, _: str) -> str | None:
    return _if_new(interview, _run(chosen, chosen.choice(interview.asked)))


def _misjoined(chosen: random.Random, interview: _Interview, quote: str) -> str | None:
    """Joins the quote by "…" with a piece that the interviewer said or that was altered."""
    other = chosen.choice((_asked, _changed, _dropped))(chosen, interview, quote)
    return None if other is None else chosen.choice((f"{quote} … {other}", f"{other} … {quote}"))


ALTERED: dict[str, Alter] = {
    "a word changed": _changed,
    "a word dropped": _dropped,
    "two places joined": _glued,
    "a number changed": _renumbered,
    "the interviewer's words": _asked,
    "a wrong piece joined by …": _misjoined,
}
