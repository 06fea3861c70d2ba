"""The judging model looks for disclosures that the rules in `disclosures` miss. Anything either finds is withheld."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from aural.engine.answers.injected_spans import Aside
from aural.engine.answers.sentences import beginning_of, sentences_of
from aural.interviewer.disclosures import windows
from aural.interviewer.judging.checker import Checker
from aural.interviewer.model.bounds import bounded
from aural.interviewer.protocol import Line
from aural.interviewer.steps import run_step
from aural.reports.analysis.evidence import asides_of, is_judged

MOST_SENTENCES = 80  # in one request
MOST_CHARACTERS = 12_000  # in one request
MOST_OF_A_SENTENCE = 600  # characters
MOST_ASKED = 300  # characters of the interviewer's words
# No interview is mostly about protected matters: a model that flags more than this share of a large batch is wrong.
MOST_SHARE = 0.5
FEW = 8  # in a batch of up to this many sentences, all may be flagged

Matter = Literal[
    "none",
    "health",
    "birth",
    "family",
    "religion",
    "origin",
    "age",
    "orientation",
    "politics",
    "union",
    "money",
    "record",
]


class Told(BaseModel):
    number: int
    matter: Matter
    whose: Literal["candidate", "family", "somebody_else", "nobody"]
    discloses: Literal["yes", "no"]


class Disclosures(BaseModel):
    sentences: Annotated[list[Told], bounded(MOST_SENTENCES), Field(max_length=MOST_SENTENCES)]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an answer. `line`: the index of its line. `asked`: the interviewer's words before it."""

    line: int
    start: int
    end: int
    text: str
    asked: str


Found = dict[int, list[Aside]]
"""The spans that disclose something, by the index of their line in the transcript."""


async def find_told(lines: Sequence[Line], checker: Checker) -> Found:
    """The sentences in which the candidate discloses something, according to the judging model."""
    found: Found = {}
    for batch in await run_step(_list_batches, lines):
        shown = await asyncio.to_thread(request_text, batch, checker)
        answer = await checker.fill("disclosures", Disclosures, numbered=shown, last=len(batch))
        if answer is None:
            break  # don't wait again for a model that doesn't answer
        numbers = {one.number for one in answer.sentences if _counts(one) and 1 <= one.number <= len(batch)}
        if len(batch) > FEW and len(numbers) > MOST_SHARE * len(batch):
            checker.refuse("disclosures", "It found disclosures in more than half of the sentences.")
            continue
        for number in sorted(numbers):
            sentence = batch[number - 1]
            found.setdefault(sentence.line, []).append(Aside(sentence.start, sentence.end))
    return found


def _list_batches(lines: Sequence[Line]) -> list[list[Sentence]]:
    return list(batches_of(lines))


def _counts(told: Told) -> bool:
    return told.discloses == "yes" and told.matter != "none" and told.whose in ("candidate", "family")


def batches_of(lines: Sequence[Line]) -> Iterator[list[Sentence]]:
    """The sentences of each request. Sentences with withheld words or instructions to the AI are left out."""
    batch, length = list[Sentence](), 0
    for sentence in _sentences(lines):
        if batch and (len(batch) == MOST_SENTENCES or length + len(sentence.text) > MOST_CHARACTERS):
            yield batch
            batch, length = [], 0
        batch.append(sentence)
        length += len(sentence.text)
    if batch:
        yield batch


def _sentences(lines: Sequence[Line]) -> Iterator[Sentence]:
    asked = ""
    for at, line in enumerate(lines):
        if line.role == "assistant":
            asked = " ".join(line.content.split())
        if not is_judged(line):
            continue
        barred = asides_of(line)
        for start, end in (part for span in sentences_of(line.content) for part in windows(*span)):
            text = " ".join(line.content[start:end].split())
            if text and not any(place.start < end and start < place.end for place in barred):
                yield Sentence(at, start, end, text, asked)


def request_text(batch: Sequence[Sentence], checker: Checker) -> str:
    """For each answer, what was asked and then the numbered sentences."""
    parts, line = list[str](), -1
    for number, sentence in enumerate(batch, 1):
        if sentence.line != line:
            line = sentence.line
            parts.append(f"\nINTERVIEWER: {checker.hide(beginning_of(sentence.asked, MOST_ASKED))}\nCANDIDATE:")
        parts.append(f"{number}. {checker.hide(beginning_of(sentence.text, MOST_OF_A_SENTENCE))}")
    return "\n".join(parts).strip()


def withheld_too(lines: Sequence[Line], found: Found) -> tuple[Line, ...]:
    """The lines with these spans withheld, in addition to those withheld already."""
    return tuple(
        replace(line, withheld=_merged([*line.withheld, *found[at]], line.content)) if at in found else line
        for at, line in enumerate(lines)
    )


def _merged(places: Sequence[Aside], content: str) -> tuple[Aside, ...]:
    """The spans in order. Spans with only whitespace between them are merged, as in `find_disclosures`."""
    kept: list[Aside] = []
    for place in sorted(places, key=lambda one: (one.start, one.end)):
        if kept and not content[kept[-1].end : place.start].strip():
            kept[-1] = Aside(kept[-1].start, max(kept[-1].end, place.end))
        else:
            kept.append(place)
    return tuple(kept)
