"""The report without a model: selected sentences of the candidate, never reworded and never scored."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from aural import lang
from aural.engine.answers.noun_phrases import is_sensitive
from aural.engine.answers.sentences import folded, sentence_texts
from aural.engine.plan import Plan
from aural.engine.purposes import withholds
from aural.interviewer.disclosures import may_disclose
from aural.interviewer.guided.answers import answering_spans
from aural.interviewer.guided.criteria import find_bearing
from aural.interviewer.guided.passages import Passage, apart, find_passages
from aural.interviewer.guided.phrasebook import Phrasebook, phrasebook, speaks
from aural.interviewer.guided.sentiment import sentiment_of
from aural.interviewer.guided.themes import find_themes
from aural.interviewer.guided.vectors import nearness, vector_of
from aural.interviewer.protocol import Claim, Judgement, Line, Origin, Rating
from aural.reports.analysis.choices import is_only_chosen

SUMMARY_QUOTES = 3
QUOTES_A_QUESTION = 4
SAYS_SOMETHING = 0.25  # the minimum weight of a passage that is quoted after the first one
FEWEST_WORDS_ELSE = 3  # in a passage that is quoted if no passage can be understood on its own
SAME_MATTER = 0.35  # the minimum nearness of a correction to the passage that it corrects
MAY_DISCLOSE = 0.5  # subtracted in hiring: other passages come first, but this one is used if there are none
NEIGHBOURS = 12  # the number of nearest passages that show how well a passage represents the rest


def extract(plan: Plan, lines: Sequence[Line], language: str | None = None) -> Judgement:
    """Quotes for a summary, for each question, and for themes and criteria. `is_scored` is False: there are no levels.

    `language`: the language of the words around the quotes, if it has templates; otherwise the interview's is used.
    """
    passages = _weighed(plan, lines)
    book = _book(plan, language)
    bearing = find_bearing(plan, passages)
    return Judgement(
        summary=_summary(passages, book),
        sections={
            "insights": _findings([question.id for question in plan.questions], passages, book.quoted),
            "themes": tuple(Claim(theme.phrase, theme.quotes) for theme in find_themes(plan, passages)),
        },
        sentiment=sentiment_of(dict.fromkeys(s for passage in passages for s in sentence_texts(passage.text))),
        ratings=tuple(Rating(name, (), tuple(p.text for p in found)) for name, found in bearing.items()),
        origin=Origin("template", "guided", book.version),
        is_scored=False,
    )


def find_findings(plan: Plan, lines: Sequence[Line], language: str | None = None) -> tuple[Claim, ...]:
    """The candidate's words on each research question for which there is something to quote."""
    asked = [question.id for question in plan.questions if question.traits.is_research]
    return _findings(asked, _weighed(plan, lines), _book(plan, language).quoted)


def _book(plan: Plan, language: str | None) -> Phrasebook:
    return phrasebook(language if language is not None and speaks(language) else plan.language)


# the candidate's sentences


def _weighed(plan: Plan, lines: Sequence[Line]) -> list[Passage]:
    # The report lists options next to their question (`reports/analysis/choices`); they aren't the candidate's words.
    answering = [(line, spans) for line, spans in answering_spans(plan, lines) if spans and not is_only_chosen(line)]
    spans = {line.message_id: places for line, places in answering}
    questions = {question.id: question.text for question in plan.questions}
    passages = find_passages([line for line, _ in answering], questions, plan.language, spans)
    _file_corrections(plan, passages)
    _weigh(plan, passages)
    return passages


def _file_corrections(plan: Plan, passages: Sequence[Passage]) -> None:
    """Assigns a correction to the question whose answer it corrects, whatever was asked last."""
    for passage in passages:
        if not _sets_right(passage.text, plan.language):
            continue
        before = [other for other in passages if other.last < passage.first]
        nearest = max(before, key=lambda other: nearness(passage.vector, other.vector), default=None)
        if nearest is not None and nearness(passage.vector, nearest.vector) >= SAME_MATTER:
            passage.question_id = nearest.question_id


def _weigh(plan: Plan, passages: Sequence[Passage]) -> None:
    """Weighs how well a passage answers its question and represents the other passages, and how much it says.

    A passage says more if it names the speaker's own part, figures, results or reasons.
    """
    asked = {question.id: vector_of(question.text, plan.language) for question in plan.questions}
    for one in passages:
        near = sorted((nearness(one.vector, o.vector) for o in passages if not one.overlaps(o)), reverse=True)
        near = near[:NEIGHBOURS]
        f = one.features
        own_part = min(f.me, 2) * min(f.past, 2) / 4
        holds = 0.2 * own_part + 0.08 * min(f.numbers, 2) + 0.12 * min(f.results + f.effects, 1)
        holds += 0.08 * min(f.reasons, 1) + 0.03 * min(f.names, 2) + 0.02 * min(f.fresh, 10)
        holds -= 0.2 * _sets_right(one.text, plan.language) + 0.2 * is_sensitive(one.text)
        size = -0.15 if f.words < 7 else -0.05 if f.words > 45 else 0.0
        bears = 0.4 * nearness(asked[one.question_id], one.vector) if one.question_id in asked else 0.0
        one.weight = 0.3 * (sum(near) / len(near) if near else 0.0) + holds + size + bears
        if withholds(plan.purpose) and may_disclose(one.text, plan.language):
            one.weight -= MAY_DISCLOSE


def _sets_right(text: str, language: str) -> bool:
    own = lang.of_text(language, text)
    return bool(own.pattern("passages", "sets_right").search(folded(text, own)))


def _whole(passages: Sequence[Passage]) -> Sequence[Passage]:
    """Passages that can be understood on their own; if there are none, those with at least a few words."""
    return [p for p in passages if p.is_whole] or [p for p in passages if p.features.words >= FEWEST_WORDS_ELSE]


# the report's claims


def _summary(passages: Sequence[Passage], book: Phrasebook) -> Claim:
    """The strongest passages, preferably on different questions, in the order in which they were said.

    Criteria that are still open are named in the report's suggestions, not here.
    """
    best: dict[str | None, Passage] = {}
    ranked = sorted(_whole(passages) or passages, key=lambda p: -p.weight)
    for passage in ranked:
        best.setdefault(passage.question_id, passage)
    chosen = sorted(apart([*best.values(), *ranked])[:SUMMARY_QUOTES], key=lambda p: p.first)
    if not chosen:
        return Claim("", ())
    quotes = tuple(passage.text for passage in chosen)
    return Claim(book.joint.join(book.quoted(_inner(quote)) for quote in quotes), quotes)


def _inner(quote: str) -> str:
    """The quote to put in quotation marks: quotation marks in it become single ones, and its lines are joined."""
    for mark, single in (("“", "‘"), ("”", "’"), ('"', "'")):
        quote = quote.replace(mark, single)
    return " ".join(quote.split())


def _findings(asked: Sequence[str], passages: Sequence[Passage], quoted: Callable[[str], str]) -> tuple[Claim, ...]:
    """A claim for each of these questions, from its best passages."""
    found: list[Claim] = []
    for question_id in asked:
        chosen = _best(_whole([passage for passage in passages if passage.question_id == question_id]))
        quotes = tuple(passage.text for passage in chosen)
        if quotes:
            found.append(Claim(" ".join(quoted(_inner(q)) for q in quotes), quotes, question_id))
    return tuple(found)


def _best(passages: Sequence[Passage]) -> list[Passage]:
    """The passage with the most weight, and others that say enough, in the order in which they were said."""
    ranked = apart(sorted(passages, key=lambda p: -p.weight))[:QUOTES_A_QUESTION]
    chosen = [*ranked[:1], *(passage for passage in ranked[1:] if passage.weight >= SAYS_SOMETHING)]
    return sorted(chosen, key=lambda p: p.first)
