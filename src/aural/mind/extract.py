"""The report without a model: the candidate's own sentences, chosen, never reworded, never scored."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aural import lang
from aural.interview.company import invites_questions
from aural.interview.features import Features, count_features
from aural.interview.made import typed_in
from aural.interview.plan import Criterion, Plan
from aural.interview.sentences import beginning_of, has_unseen, length_of, lows, sentences_of
from aural.interview.side_questions import is_side_question
from aural.interview.stretches import is_content, is_quotable, noun_stretches
from aural.mind.brain import Claim, Judgement, Line, Origin, Rating
from aural.mind.embedding import can_embed, embed
from aural.mind.phrasebook import Phrasebook, phrasebook, speaks
from aural.mind.sentiment import sentiment_of
from aural.report.evidence import asides_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = dict[str, float] | NDArray[np.float32]

MOST_SENTENCES = 160  # of a transcript; beyond, the shortest are left out
LONGEST_QUOTE = 280
SUMMARY_SENTENCES = 4
MOST_INSIGHTS, MOST_THEMES = 5, 5
QUOTES_A_FINDING = 2
QUOTES_A_CRITERION = 2
NEAR_ENOUGH = 0.28  # of a sentence vector to a criterion; below, chance pairs begin
WORDS_IN_COMMON = 0.16  # the same for counted words


@dataclass(slots=True)
class Said:
    """One sentence of the candidate, verbatim, with where it comes from."""

    text: str
    question_id: str | None
    place: int
    features: Features
    vector: Vector
    weight: float = 0.0


def extract(plan: Plan, lines: Sequence[Line], language: str | None = None) -> Judgement:
    """Quotes for a summary, insights, themes and criteria. `is_scored` is False: words are found, not weighed.

    `language`: of the words before the quotes, where there are templates in it; else the interview's.
    """
    said = _sentences(plan, lines)
    _weigh(said)
    book = _book(plan, language)
    signs = {key: book.variants(f"report.{key}", "all")[0] for key in _SIGNS}
    found, used = _findings(plan, said, book.quoted)
    return Judgement(
        summary=_summary(said, book.variants("report.summary", "all")[0], book.quoted),
        insights=(*found, *_insights(said, signs, book.quoted, used)),
        themes=_themes(said),
        sentiment=sentiment_of([s.text for s in said]),
        ratings=_ratings(plan, said),
        origin=Origin("template", "guided", book.version),
        is_scored=False,
    )


def _book(plan: Plan, language: str | None) -> Phrasebook:
    return phrasebook(language if language is not None and speaks(language) else plan.language)


# the candidate's sentences


def _sentences(plan: Plan, lines: Sequence[Line]) -> list[Said]:
    asked = {q.id: q.text for q in plan.questions}
    found: list[Said] = []
    for line in _answers(lines):
        question = asked.get(line.question_id or "", "")
        for text in _quotable(line):
            if is_side_question(text) and not invites_questions(question):
                continue
            features = count_features(question, text, plan.language)
            if features.words >= 2 and features.fresh:
                found.append(Said(text, line.question_id, len(found), features, {}))
    kept = sorted(sorted(found, key=lambda s: -s.features.fresh)[:MOST_SENTENCES], key=lambda s: s.place)
    for sentence in kept:
        sentence.vector = vector_of(sentence.text, plan.language)
    return kept


def _answers(lines: Sequence[Line]) -> list[Line]:
    """Answers that count: not set aside, and not led back from."""
    kept: list[Line] = []
    since: list[Line] = []
    for line in lines:
        if line.role == "user":
            since.append(line)
        elif line.role == "assistant" and line.move != "warning":
            kept += [] if line.move in ("redirect", "de-escalate", "clarify", "repeat", "answer", "skip") else since
            since = []
    counted = [a for a in [*kept, *since] if a.kind == "answer" and not a.is_excluded]
    # Code says nothing as a sentence: it is quoted only where there is nothing else.
    worded = [a for a in counted if "code" not in (a.data or {}) or typed_in(a.content, a.data)]
    return worded or counted


def _quotable(line: Line) -> Iterable[str]:
    """The sentences of an answer, cut to a length that one can read, without what is meant for the machine."""
    barred = asides_of(line)
    for start, end in sentences_of(line.content):
        text = _cut(line.content[start:end])
        if any(b.start < end and start < b.end for b in barred) or has_unseen(text):
            continue
        yield text


def _cut(text: str) -> str:
    if len(text) <= LONGEST_QUOTE:
        return text
    head = text[:LONGEST_QUOTE]
    cut = max(head.rfind(mark) for mark in (",", ";", "，", "；", "、"))
    return head[:cut].rstrip() if cut > 80 else beginning_of(text, LONGEST_QUOTE)


def vector_of(text: str, language: str) -> Vector:
    """By the sentence model where it knows the language, else by words, or pairs of characters without blanks."""
    if can_embed(text, language):
        vector = embed(text)
        if vector is not None:
            return vector
    return _counted(text)


def _counted(text: str) -> dict[str, float]:
    if lang.of_script(text).is_spaced:
        units = [w[:6] for w in lows(text) if is_content(w)]
    else:
        units = [text[i : i + 2] for i in range(len(text) - 1) if text[i : i + 2].isalnum()]
    counts = Counter(units)
    norm = math.sqrt(sum(n * n for n in counts.values())) or 1.0
    return {unit: n / norm for unit, n in counts.items()}


def nearness(one: Vector, other: Vector) -> float:
    if isinstance(one, dict) or isinstance(other, dict):
        if not (isinstance(one, dict) and isinstance(other, dict)):
            return 0.0
        return sum(value * other.get(unit, 0.0) for unit, value in one.items())
    return float(one @ other)


def _weigh(said: list[Said]) -> None:
    """How much a sentence stands for the rest, and how much it holds."""
    for one in said:
        near = sorted((nearness(one.vector, o.vector) for o in said if o is not one), reverse=True)[:12]
        f = one.features
        holds = 0.12 * min(f.numbers, 2) + 0.1 * min(f.reasons, 1) + 0.1 * min(f.me, 1) + 0.05 * min(f.names, 2)
        size = -0.15 if f.words < 6 else -0.1 if f.words > 45 else 0.0
        one.weight = (sum(near) / len(near) if near else 0.0) + holds + size + 0.02 * min(f.fresh, 8)


# what the report says


def _summary(said: list[Said], template: str, quoted: Callable[[str], str]) -> Claim:
    """The sentence that stands for each question, the strongest questions first, in the order of the talk."""
    best: dict[str | None, Said] = {}
    for sentence in said:
        if sentence.question_id not in best or sentence.weight > best[sentence.question_id].weight:
            best[sentence.question_id] = sentence
    chosen = sorted(sorted(best.values(), key=lambda s: -s.weight)[:SUMMARY_SENTENCES], key=lambda s: s.place)
    if not chosen:
        return Claim("", ())
    quotes = tuple(s.text for s in chosen)
    return Claim(template.format(quotes=" ".join(quoted(_inner(q)) for q in quotes)), quotes)


def _inner(quote: str) -> str:
    """Inside quotation marks: other marks within become single ones."""
    for mark, single in (("“", "‘"), ("”", "’"), ('"', "'")):
        quote = quote.replace(mark, single)
    return quote


_SIGNS: dict[str, Callable[[Features], float]] = {
    "figure": lambda f: f.numbers,
    "own-part": lambda f: min(f.me, 2) * min(f.past, 2),
    "reason": lambda f: f.reasons,
    "price": lambda f: f.contrasts,
    "outcome": lambda f: f.results + f.effects,
}


def find_findings(plan: Plan, lines: Sequence[Line], language: str | None = None) -> tuple[Claim, ...]:
    """What the candidate said to each question of research that has something to quote."""
    said = _sentences(plan, lines)
    _weigh(said)
    return _findings(plan, said, _book(plan, language).quoted)[0]


def _findings(plan: Plan, said: list[Said], quoted: Callable[[str], str]) -> tuple[tuple[Claim, ...], set[int]]:
    """The findings, and the places of the sentences that they quote."""
    found: list[Claim] = []
    used: set[int] = set()
    for question in (q for q in plan.questions if q.type == "RESEARCH"):
        own = sorted((s for s in said if s.question_id == question.id), key=lambda s: -s.weight)[:QUOTES_A_FINDING]
        quotes = tuple(s.text for s in sorted(own, key=lambda s: s.place))
        used |= {s.place for s in own}
        if quotes:
            found.append(Claim(" ".join(quoted(_inner(q)) for q in quotes), quotes, question.id))
    return tuple(found), used


def _insights(
    said: list[Said], templates: dict[str, str], quoted: Callable[[str], str], used: set[int]
) -> tuple[Claim, ...]:
    found: list[Claim] = []
    for sign, measure in _SIGNS.items():
        fit = [s for s in said if measure(s.features) >= 1 and s.place not in used and s.features.words >= 5]
        if fit:
            best = max(fit, key=lambda s: s.weight + 0.1 * min(3, measure(s.features)))
            used.add(best.place)
            found.append(Claim(templates[sign].format(quote=quoted(_inner(best.text))), (best.text,)))
    return tuple(found[:MOST_INSIGHTS])


def _themes(said: list[Said]) -> tuple[Claim, ...]:
    """Phrases that come back, each with a sentence that has it."""
    phrases: dict[str, tuple[float, str, Said]] = {}
    counts = Counter(w for s in said for w in set(lows(s.text)) if is_content(w))
    for sentence in said:
        for phrase in _phrases(sentence.text):
            words = [w for w in lows(phrase) if is_content(w)]
            score = sum(min(counts[w], 4) for w in words) / (len(words) or 1) + 0.4 * min(len(words), 3)
            key = " ".join(words) or phrase
            if key not in phrases or score > phrases[key][0]:
                phrases[key] = (score, phrase, sentence)
    ranked = sorted(phrases.values(), key=lambda p: (-p[0], p[2].place))
    return tuple(Claim(phrase, (sentence.text,)) for _, phrase, sentence in _apart(ranked)[:MOST_THEMES])


def _phrases(text: str) -> list[str]:
    own = lang.of_script(text)
    if not own.is_spaced:
        parts = own.pattern("grammar", "phrase_breaks").split(text)
        return [part for part in parts if 3 <= len(part) <= 10 and is_quotable(part)]
    articles = ("a ", "an ", "the ", "my ", "our ", "this ", "that ", "these ", "those ")
    found = []
    for stretch in noun_stretches(text):
        article = next((a for a in articles if stretch.text.lower().startswith(a)), "")
        phrase = stretch.text[len(article) :]
        content = [w for w in stretch.words if is_content(w)]
        if is_quotable(phrase) and (len(content) > 1 or len(phrase) > 6) and not phrase.endswith("ing"):
            found.append(phrase)
    return found


def _apart(ranked: list[tuple[float, str, Said]]) -> list[tuple[float, str, Said]]:
    """No two themes that share a word."""
    kept: list[tuple[float, str, Said]] = []
    seen: set[str] = set()
    for item in ranked:
        words = {w[:6] for w in lows(item[1]) if is_content(w)} or {item[1]}
        if not words & seen:
            kept.append(item)
            seen |= words
    return kept


def _ratings(plan: Plan, said: list[Said]) -> tuple[Rating, ...]:
    return tuple(Rating(c.name, (), _covering(c, plan, said)) for c in plan.criteria)


def _covering(criterion: Criterion, plan: Plan, said: list[Said]) -> tuple[str, ...]:
    wanted = vector_of(f"{criterion.name}. {criterion.description}", plan.language)
    least = WORDS_IN_COMMON if isinstance(wanted, dict) else NEAR_ENOUGH
    fit = [
        (nearness(wanted, s.vector), s) for s in said if length_of(s.text) >= 5 and criterion.is_fed_by(s.question_id)
    ]
    best = sorted((x for x in fit if x[0] >= least), key=lambda x: -x[0])
    return tuple(s.text for _, s in best[:QUOTES_A_CRITERION])
