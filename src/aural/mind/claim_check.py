"""The judging model checks what it wrote: does each sentence of a report follow from its quotes?

The rules of `entailment` come first, and what they drop is never shown. What the model doesn't answer stays as the
rules left it. Each request has a sentence that certainly follows: a model that denies it isn't believed in anything.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from aural.interview.addressed import without_addressed_sentences
from aural.interview.asides import without_asides
from aural.interview.plan import Plan
from aural.interview.sentences import beginning_of, sentence_texts, sentences_of
from aural.mind.bounds import bounded
from aural.mind.brain import Claim, Judgement, Line, Rating
from aural.mind.checker import Checker
from aural.mind.extract import find_findings
from aural.mind.wording import LEFT_OUT
from aural.report.evidence import Source, Span, asides_of, find_pieces, is_judged, made_with, sources_of

MOST_CLAIMS = 20  # of one request, the certain one included
REACH = 2  # sentences around a quote that are shown with it
MOST_SAID = 1_200  # characters of them
MOST_ASKED = 400
_QUOTED = "QUOTED: "
MOST_CERTAIN = 160  # characters of the sentence that certainly follows

Kind = Literal["claim", "theme", "why", "missing"]
Place = Literal["summary", "insights", "themes", "why", "would_raise"]
KINDS: Mapping[Place, Kind] = {
    "summary": "claim", "insights": "claim", "themes": "theme", "why": "why", "would_raise": "missing",
}  # fmt: skip
Fault = Literal[
    "none",
    "reversed",
    "half_true",
    "planned",
    "other_person",
    "more_than_said",
    "invented_cause",
    "verdict",
    "unrelated",
]


class Verdict(BaseModel):
    number: int
    because: Annotated[str, bounded(300), Field("", max_length=300, description="What the quoted words say about this")]
    fault: Fault = "none"
    follows: Literal["yes", "no"]


class Verdicts(BaseModel):
    verdicts: Annotated[list[Verdict], bounded(MOST_CLAIMS), Field(max_length=MOST_CLAIMS)]


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of a report, where it is, and the passage it rests on, as the model is shown it."""

    place: Place
    text: str
    passage: str


async def find_refused(statements: Sequence[Statement], checker: Checker) -> dict[int, Fault]:
    """By their places in the list, the statements that don't follow, and what is wrong with each."""
    refused: dict[int, Fault] = {}
    for batch in batches_of(statements):
        numbers = {number: at for number, at in enumerate(_numbered(batch), 1) if at is not None}
        last = len(numbers) + 1
        shown = request_text([statements[at] for at in batch], checker)
        answer = await checker.fill("check", Verdicts, numbered=shown, last=last)
        if answer is None:
            break  # a model that is away now is not waited for again
        verdicts = {verdict.number: verdict for verdict in reversed(answer.verdicts)}
        if not _is_sound(verdicts, last, certain=_certain(batch)):
            checker.refuse("check", "It denies what was said word for word, or leaves most numbers out.")
            continue
        wrong = {number: verdict for number, verdict in verdicts.items() if verdict.follows == "no"}
        refused |= {at: wrong[number].fault for number, at in numbers.items() if number in wrong}
    return refused


def batches_of(statements: Sequence[Statement]) -> Iterator[list[int]]:
    """The places of the statements of each request. Those on one passage are next to each other."""
    grouped = sorted(range(len(statements)), key=lambda at: _first_of(statements, at))
    size = MOST_CLAIMS - 1
    yield from (grouped[at : at + size] for at in range(0, len(grouped), size))


def _first_of(statements: Sequence[Statement], at: int) -> int:
    return next(n for n, other in enumerate(statements) if other.passage == statements[at].passage)


def _certain(batch: Sequence[int]) -> int:
    """The number of the sentence that certainly follows: the second one."""
    return min(2, len(batch) + 1)


def _numbered(batch: Sequence[int]) -> list[int | None]:
    at = _certain(batch) - 1
    return [*batch[:at], None, *batch[at:]]


def request_text(statements: Sequence[Statement], checker: Checker) -> str:
    """Passages, each with its numbered sentences. The certain one rests on the passage of the first."""
    certain = Statement("insights", _restated(statements[0].passage), statements[0].passage)
    listed = [*statements[:1], certain, *statements[1:]]
    parts, number = list[str](), 1
    for passage, group in groupby(listed, key=lambda one: one.passage):
        sentences = []
        for one in group:
            text = without_asides(" ".join(one.text.split()), mark=LEFT_OUT)
            sentences.append(f"{number}. ({KINDS[one.place]}) {checker.hide(text)}")
            number += 1
        parts.append("\n".join([f"PASSAGE {len(parts) + 1}", passage, *sentences]))
    return "\n\n".join(parts)


def _restated(passage: str) -> str:
    quoted = next(line for line in passage.split("\n") if line.startswith(_QUOTED))
    return f"The candidate said: “{beginning_of(quoted.removeprefix(_QUOTED).strip('“”'), MOST_CERTAIN)}”"


def _is_sound(verdicts: Mapping[int, Verdict], last: int, *, certain: int) -> bool:
    denied = certain in verdicts and verdicts[certain].follows == "no"
    return not denied and sum(number in verdicts for number in range(1, last + 1)) * 2 >= last


# passages


def passage_of(spans: Sequence[Span], lines: Sequence[Line], checker: Checker) -> str:
    """The question, the sentences around the quotes, and the quotes, of each message that is quoted."""
    parts, asked = list[str](), ""
    for line in lines:
        if line.role == "assistant":
            asked = line.content
        here = sorted({(s.start, s.end) for s in spans if s.message_id == line.message_id and _is_in(s, line)})
        if is_judged(line) and here:
            parts += _shown(line, asked, here, checker)
    made = [span for span in spans if not any(_is_in(span, line) for line in lines)]
    return "\n".join([*parts, *(_quoted(span.quote, checker) for span in made)])


def _is_in(span: Span, line: Line) -> bool:
    return span.message_id == line.message_id and line.content[span.start : span.end] == span.quote


def _shown(line: Line, asked: str, here: Sequence[tuple[int, int]], checker: Checker) -> list[str]:
    said = _around(line, here)
    quotes = [line.content[start:end] for start, end in here]
    is_all = len(quotes) == 1 and " ".join(quotes[0].split()) == said
    parts = [f"ASKED: {checker.hide(beginning_of(' '.join(asked.split()), MOST_ASKED))}"] if asked.strip() else []
    parts += [] if is_all else [f"SAID: {checker.hide(beginning_of(said, MOST_SAID))}"]
    return [*parts, *(_quoted(quote, checker) for quote in quotes)]


def _quoted(quote: str, checker: Checker) -> str:
    return f"{_QUOTED}“{checker.hide(' '.join(quote.split()))}”"


def _around(line: Line, here: Sequence[tuple[int, int]]) -> str:
    """The sentences of the quotes and next to them, without what no report shows and what is told to a judge."""
    spans = sentences_of(line.content)
    near: set[int] = set()
    for start, end in here:
        touched = [at for at, (a, b) in enumerate(spans) if a < end and start < b]
        near.update(range(min(touched, default=0) - REACH, max(touched, default=0) + REACH + 1))
    kept = [_bare(line, *span) for at, span in enumerate(spans) if at in near]
    return without_addressed_sentences(" ".join(" ".join(kept).split()), mark=LEFT_OUT)


def _bare(line: Line, start: int, end: int) -> str:
    """A sentence without what is barred within it."""
    kept, at = list[str](), start
    for place in sorted(asides_of(line), key=lambda place: place.start):
        if place.start < end and at < place.end:
            kept += [line.content[at : max(at, place.start)], LEFT_OUT]
            at = min(place.end, end)
    return "".join([*kept, line.content[at:end]])


# a report's statements


def statements_of(judgement: Judgement, lines: Sequence[Line], checker: Checker) -> list[Statement]:
    """All that can be checked: without what has no quote, and what is said in the candidate's own words."""
    sources, made = sources_of(lines), made_with(lines)
    own = " ".join(source.content for source in sources)

    def passage(quotes: Sequence[str]) -> str:
        return passage_of(_spans(quotes, (*sources, *made)), lines, checker)

    summary = passage([quote for claim in (judgement.summary, *judgement.insights) for quote in claim.quotes])
    found = [Statement("summary", text, summary) for text in sentence_texts(judgement.summary.text)]
    for place, claims in (("insights", judgement.insights), ("themes", judgement.themes)):
        found += [Statement(place, claim.text, passage(claim.quotes)) for claim in claims]  # type: ignore[arg-type]
    for rating in judgement.ratings:
        rests_on = passage(rating.quotes) or summary
        texts = (("why", rating.why), ("would_raise", rating.would_raise))
        found += [Statement(place, text, rests_on) for place, text in texts]  # type: ignore[arg-type]
    return [one for one in found if one.passage and one.text.strip() and one.text.strip(' .…"“”') not in own]


def _spans(quotes: Sequence[str], sources: Sequence[Source]) -> list[Span]:
    return list(dict.fromkeys(span for quote in dict.fromkeys(quotes) for span in find_pieces(quote, sources)))


Refused = Collection[tuple[str, str]]
"""Place and text of each statement that doesn't follow."""


async def refused_in(judgement: Judgement, lines: Sequence[Line], checker: Checker) -> list[tuple[str, str]]:
    """What doesn't follow, by the judging model."""
    statements = await asyncio.to_thread(statements_of, judgement, lines, checker)
    refused = await find_refused(statements, checker)
    return [(statements[at].place, statements[at].text) for at in sorted(refused)]


def without_refused(
    judgement: Judgement, refused: Refused, plan: Plan, lines: Sequence[Line], language: str | None = None
) -> tuple[Judgement, int, int]:
    """The judgement without what doesn't follow; how many claims, and how many words on levels, that were.

    A question of research that loses its last finding gets one in the candidate's own words.
    """
    insights, themes = (
        tuple(claim for claim in claims if (place, claim.text) not in refused)
        for place, claims in (("insights", judgement.insights), ("themes", judgement.themes))
    )
    lost = {claim.question_id for claim in judgement.insights} - {claim.question_id for claim in insights} - {None}
    spare = [claim for claim in find_findings(plan, lines, language) if claim.question_id in lost] if lost else ()
    kept = replace(
        judgement,
        summary=_summary(judgement.summary, refused),
        insights=(*insights, *spare),
        themes=themes,
        ratings=tuple(_explained(rating, refused) for rating in judgement.ratings),
    )
    words = sum(place in ("why", "would_raise") for place, _ in refused)
    return kept, len(refused) - words, words


def _summary(claim: Claim, refused: Refused) -> Claim:
    sentences = sentence_texts(claim.text)
    kept = [text for text in sentences if ("summary", text) not in refused]
    return claim if len(kept) == len(sentences) else replace(claim, text=" ".join(kept))


def _explained(rating: Rating, refused: Refused) -> Rating:
    return replace(
        rating,
        why="" if ("why", rating.why) in refused else rating.why,
        would_raise="" if ("would_raise", rating.would_raise) in refused else rating.would_raise,
    )
