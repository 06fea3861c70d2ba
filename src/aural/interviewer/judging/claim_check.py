"""The judging model checks what it wrote: does each sentence of a report follow from its quotes?

If the model gives no verdict on a statement, the verdict of `entailment` stands. Each request includes two control
sentences: one certainly follows from its quotes, and one certainly doesn't. If the model gets either one wrong, for
example by answering yes to everything, all its verdicts on that request are ignored.

If something in the transcript may be addressed to a machine, statements that the rules drop stay dropped, and the model
never sees them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from aural.engine.answers.addressed import addressed_in, without_addressed_sentences
from aural.engine.answers.injected_spans import without_asides
from aural.engine.answers.sentences import beginning_of, sentence_texts, sentences_of
from aural.interviewer.judging.checker import Checker
from aural.interviewer.judging.entailment import Refused, quotes_of_summary
from aural.interviewer.model.bounds import bounded
from aural.interviewer.model.wording import LEFT_OUT
from aural.interviewer.protocol import Judgement, Line
from aural.interviewer.steps import run_step
from aural.reports.analysis.evidence import (
    Source,
    Span,
    asides_of,
    find_pieces,
    is_judged,
    made_with,
    orders_in,
    sources_of,
)
from aural.reports.analysis.sections import SECTIONS, SectionName

MOST_CLAIMS = 20  # in one request, including the control sentences
TRUE, UNTRUE = 2, 3  # the numbers of the control sentences
RIGHT = {TRUE: "yes", UNTRUE: "no"}
CERTAIN = len(RIGHT)
MOST_STATEMENTS = MOST_CLAIMS - CERTAIN
REACH = 2  # sentences around a quote that are shown with it
MOST_SAID = 1_200  # characters of these sentences
MOST_ASKED = 400  # characters of the interviewer's words before them
_QUOTED = "QUOTED: "
MOST_CERTAIN = 160  # characters quoted in a control sentence

Hide = Callable[[str], str]
"""Redacts a text before the model sees it, like `Checker.hide`."""
Place = Literal["summary", SectionName, "why", "would_raise"]
KINDS: Mapping[Place, str] = {
    "summary": "claim", "why": "why", "would_raise": "missing", **{name: one.kind for name, one in SECTIONS.items()}
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
    """A sentence of a report, its place in the report, and the passage that supports it, as the model sees it.

    `is_doubted`: the rules drop the sentence unless the model says that it follows.
    """

    place: Place
    text: str
    passage: str
    is_doubted: bool = False


async def find_refused(statements: Sequence[Statement], checker: Checker) -> dict[int, str]:
    """Maps the index of each statement that doesn't follow to its fault."""
    verdicts = await _find_verdicts(statements, checker)
    refused: dict[int, str] = {}
    for at, statement in enumerate(statements):
        verdict = verdicts.get(at)
        if verdict is None and statement.is_doubted:
            refused[at] = "unanswered"
        elif verdict is not None and verdict.follows == "no":
            refused[at] = verdict.fault
    return refused


async def _find_verdicts(statements: Sequence[Statement], checker: Checker) -> dict[int, Verdict]:
    """The verdicts by statement index, without those from answers that can't be trusted."""
    found: dict[int, Verdict] = {}
    for batch in batches_of(statements):
        last = len(batch) + CERTAIN
        shown = request_text([statements[at] for at in batch], checker)
        answer = await checker.fill("check", Verdicts, numbered=shown, last=last)
        if answer is None:
            break  # don't wait again for a model that doesn't answer
        verdicts = {verdict.number: verdict for verdict in reversed(answer.verdicts) if 1 <= verdict.number <= last}
        if not _is_sound(verdicts, last):
            checker.refuse("check", "It got a control sentence wrong, or left most numbers out.")
            continue
        found |= {batch[_place(number)]: one for number, one in verdicts.items() if number not in (TRUE, UNTRUE)}
    return found


def _place(number: int) -> int:
    """The index of a numbered statement in its batch. The control sentences come after the first statement."""
    return 0 if number == 1 else number - 1 - CERTAIN


def _is_sound(verdicts: Mapping[int, Verdict], last: int) -> bool:
    errs = any(number in verdicts and verdicts[number].follows != right for number, right in RIGHT.items())
    return not errs and len(verdicts) * 2 >= last


def batches_of(statements: Sequence[Statement]) -> Iterator[list[int]]:
    """The indexes of the statements in each request. Statements on the same passage are next to each other."""
    first: dict[str, int] = {}
    for at, statement in enumerate(statements):
        first.setdefault(statement.passage, at)
    grouped = sorted(range(len(statements)), key=lambda at: first[statements[at].passage])
    yield from (grouped[at : at + MOST_STATEMENTS] for at in range(0, len(grouped), MOST_STATEMENTS))


def request_text(statements: Sequence[Statement], checker: Checker) -> str:
    """The passages, each with its numbered sentences. The control sentences are about the first statement's passage."""
    passage = statements[0].passage
    certain = [Statement("insights", text, passage) for text in _certain(passage)]
    listed = [*statements[:1], *certain, *statements[1:]]
    parts, number = list[str](), 1
    for passage, group in groupby(listed, key=lambda one: one.passage):
        sentences = []
        for one in group:
            text = without_asides(" ".join(one.text.split()), mark=LEFT_OUT)
            sentences.append(f"{number}. ({KINDS[one.place]}) {checker.hide(text)}")
            number += 1
        parts.append("\n".join([f"PASSAGE {len(parts) + 1}", passage, *sentences]))
    return "\n\n".join(parts)


def _certain(passage: str) -> tuple[str, str]:
    """The control sentences: one that follows from the passage, and one that doesn't."""
    quoted = next(line for line in passage.split("\n") if line.startswith(_QUOTED))
    words = beginning_of(quoted.removeprefix(_QUOTED).strip("“”"), MOST_CERTAIN)
    return f"The candidate said: “{words}”", f"The candidate said nothing like: “{words}”"


# passages


def passage_of(spans: Sequence[Span], lines: Sequence[Line], hide: Hide) -> str:
    """For each quoted message: the question, the sentences around the quotes, and the quotes."""
    parts, asked = list[str](), ""
    for line in lines:
        if line.role == "assistant":
            asked = line.content
        here = sorted({(s.start, s.end) for s in spans if s.message_id == line.message_id and _is_in(s, line)})
        if is_judged(line) and here:
            parts += _shown(line, asked, here, hide)
    made = [span for span in spans if not any(_is_in(span, line) for line in lines)]
    return "\n".join([*parts, *(_quoted(span.quote, hide) for span in made)])


def _is_in(span: Span, line: Line) -> bool:
    return span.message_id == line.message_id and line.content[span.start : span.end] == span.quote


def _shown(line: Line, asked: str, here: Sequence[tuple[int, int]], hide: Hide) -> list[str]:
    said = _around(line, here)
    quotes = [line.content[start:end] for start, end in here]
    is_all = len(quotes) == 1 and " ".join(quotes[0].split()) == said
    parts = [f"ASKED: {hide(beginning_of(' '.join(asked.split()), MOST_ASKED))}"] if asked.strip() else []
    parts += [] if is_all else [f"SAID: {hide(beginning_of(said, MOST_SAID))}"]
    return [*parts, *(_quoted(quote, hide) for quote in quotes)]


def _quoted(quote: str, hide: Hide) -> str:
    return f"{_QUOTED}“{hide(' '.join(quote.split()))}”"


def _around(line: Line, here: Sequence[tuple[int, int]]) -> str:
    """The quoted sentences and their neighbors, without words that no report shows or that address the judge."""
    spans = sentences_of(line.content)
    near: set[int] = set()
    for start, end in here:
        touched = [at for at, (a, b) in enumerate(spans) if a < end and start < b]
        near.update(range(min(touched, default=0) - REACH, max(touched, default=0) + REACH + 1))
    kept = [_bare(line, *span) for at, span in enumerate(spans) if at in near]
    return without_addressed_sentences(" ".join(" ".join(kept).split()), mark=LEFT_OUT)


def _bare(line: Line, start: int, end: int) -> str:
    """The sentence from `start` to `end`, with LEFT_OUT in place of each barred span."""
    kept, at = list[str](), start
    for place in sorted(asides_of(line), key=lambda place: place.start):
        if place.start < end and at < place.end:
            kept += [line.content[at : max(at, place.start)], LEFT_OUT]
            at = min(place.end, end)
    return "".join([*kept, line.content[at:end]])


# a report's statements


def statements_of(judgement: Judgement, lines: Sequence[Line], hide: Hide = str) -> list[Statement]:
    """All statements that can be checked: those that have a quote and aren't in the candidate's own words."""
    sources, made = sources_of(lines), made_with(lines)
    own = " ".join(source.content for source in sources)

    def passage(quotes: Sequence[str]) -> str:
        return passage_of(_spans(quotes, (*sources, *made)), lines, hide)

    summary = passage(quotes_of_summary(judgement))
    found = [Statement("summary", text, summary) for text in sentence_texts(judgement.summary.text)]
    for place, claims in judgement.sections.items():
        found += [Statement(place, claim.text, passage(claim.quotes)) for claim in claims]
    for rating in judgement.ratings:
        rests_on = passage(rating.quotes) or summary
        texts = (("why", rating.why), ("would_raise", rating.would_raise))
        found += [Statement(place, text, rests_on) for place, text in texts]  # type: ignore[arg-type]
    return [one for one in found if one.passage and one.text.strip() and one.text.strip(' .…"“”') not in own]


async def list_statements(judgement: Judgement, lines: Sequence[Line], hide: Hide = str) -> list[Statement]:
    """Calls `statements_of` off the event loop."""
    return await run_step(statements_of, judgement, lines, hide)


def _spans(quotes: Sequence[str], sources: Sequence[Source]) -> list[Span]:
    return list(dict.fromkeys(span for quote in dict.fromkeys(quotes) for span in find_pieces(quote, sources)))


def may_overrule(lines: Sequence[Line]) -> bool:
    """Whether a model may keep statements that the rules would drop: only if no answer seems to address it."""
    return not any(orders_in(line) or addressed_in(line.content) for line in lines if line.role == "user")


async def refused_in(
    judgement: Judgement, lines: Sequence[Line], checker: Checker, doubted: Collection[Refused] = ()
) -> list[Refused]:
    """The statements that don't follow. `doubted`: the statements that the rules would drop."""
    statements = await list_statements(judgement, lines, checker.hide)
    is_open = not doubted or await run_step(may_overrule, lines)
    open_to_model = [
        replace(one, is_doubted=(one.place, one.text) in doubted)
        for one in statements
        if is_open or (one.place, one.text) not in doubted
    ]
    refused = await find_refused(open_to_model, checker)
    kept = {(one.place, one.text) for at, one in enumerate(open_to_model) if at not in refused}
    found = [(open_to_model[at].place, open_to_model[at].text) for at in refused]
    return [*dict.fromkeys([*(one for one in doubted if one not in kept), *found])]
