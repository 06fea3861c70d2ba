"""Replaces names and addresses with marks such as [name 1] before a request, and puts them back in the answer.

A value has the same mark in every request about a conversation, because values are numbered in the order in which the
conversation mentions them. So nothing has to be stored between requests.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import repeat
from typing import TypeVar

from pydantic import BaseModel

from aural.engine.analysis import Refused
from aural.engine.artifacts import map_texts
from aural.engine.message_data import MessageData
from aural.engine.moves import FollowUp
from aural.engine.plan import Plan
from aural.interviewer.model.personal import KINDS, Kind, find_introduced, find_values, name_pattern
from aural.interviewer.prompts import prompt
from aural.interviewer.protocol import Line, Situation, WordingRequest

Output = TypeVar("Output", bound=BaseModel)

_MARK = re.compile(rf"[\[［【]\s?({'|'.join(KINDS)})\s?(\d{{1,4}})([a-z]?)\s?[\]］】]", re.IGNORECASE)
MADE_UP_MARK = "it contains a mark in square brackets that stands for nothing"
_LETTERS = ("", *"bcdefghijklmnopqrstuvwxyz")
MOST_INTRODUCED = 60  # people in one conversation


def has_mark(text: str) -> bool:
    """Whether a mark is left in a text, which means that the model made it up."""
    return _MARK.search(text) is not None


@dataclass(slots=True)
class Redaction:
    """The marks for the names and addresses of one conversation.

    `people`: names that are known beforehand. `own`: the interview's own texts; their values, except names, aren't
    replaced.
    """

    people: Sequence[str] = ()
    own: str = ""
    _marks: dict[tuple[Kind, str], str] = field(default_factory=dict)  # by kind and value, exactly as it is written
    # By kind and normalized value: the number of the value, and the number of ways in which it was written.
    _numbers: dict[tuple[Kind, str], tuple[int, int]] = field(default_factory=dict)
    _counts: Counter[Kind] = field(default_factory=Counter)
    _values: dict[str, str] = field(default_factory=dict)
    _introduced: list[str] = field(default_factory=list)
    _hidden: dict[str, str] = field(default_factory=dict)  # each text that was learned, and the same text with marks
    _names: re.Pattern[str] | None = None
    _first: int = 1

    @classmethod
    def of(cls, plan: Plan, people: Iterable[str | None], lines: Iterable[Line]) -> Redaction:
        """The redaction of a conversation. All requests about the conversation get the same marks."""
        redaction = cls([name for name in people if name], _texts_of(plan))
        spoken = [(line.role, text) for line in lines for text in (line.content, *_strings(line.data))]
        redaction.learn([text for _, text in spoken], [role == "user" for role, _ in spoken])
        return redaction

    def learn(self, texts: Sequence[str], introduce: Sequence[bool] = ()) -> None:
        """Gives a number to each value in these texts, in their order.

        `introduce`: for each text, whether it introduces names of people; by default, all texts do. The interviewer's
        own texts don't: they introduce the interviewer itself.
        """
        taken = [int(found[2]) for text in texts for found in _MARK.finditer(text)]
        self._first = max(taken, default=0) + 1  # a mark that someone typed stands for itself
        self._build()
        is_rebuilt, hidden = False, dict[str, str]()
        for text, is_persons in zip(texts, introduce or repeat(True), strict=False):
            fresh = dict.fromkeys(name for name in find_introduced(text) if name not in self._introduced)
            if fresh and is_persons:
                self._introduced = [*self._introduced, *fresh][:MOST_INTRODUCED]
                self._build()
                is_rebuilt = True
            hidden[text] = self.hide(text)
        # A name that is introduced late is also hidden in the texts before it.
        self._hidden = {text: self.hide(text) for text in texts} if is_rebuilt else hidden

    def hide(self, text: str) -> str:
        """The text with marks in place of its values."""
        known = self._hidden.get(text)
        if known is not None:
            return known
        parts, at = [], 0
        for kind, start, end in find_values(text):
            value = text[start:end]
            parts.append(self._without_names(text[at:start]))
            parts.append(value if value.lower() in self.own else self._mark(kind, value))
            at = end
        parts.append(self._without_names(text[at:]))
        return "".join(parts)

    def show(self, text: str) -> str:
        """The text with values in place of their marks. Marks without a value stay."""
        return _MARK.sub(lambda found: self._values.get(_key(found), found[0]), text)

    def lines(self, lines: Sequence[Line]) -> tuple[Line, ...]:
        return tuple(replace(line, content=self.hide(line.content), data=self._data(line.data)) for line in lines)

    def situation(self, situation: Situation) -> Situation:
        return replace(situation, lines=self.lines(situation.lines))

    def refused(self, refused: Iterable[Refused]) -> list[Refused]:
        return [Refused(self.hide(one.words), tuple(map(self.hide, one.problems))) for one in refused]

    def request(self, request: WordingRequest) -> WordingRequest:
        move = request.move
        if isinstance(move, FollowUp) and move.probe.focus is not None:
            move = replace(move, probe=replace(move.probe, focus=self.hide(move.probe.focus)))
        return replace(request, move=move, lines=self.lines(request.lines))

    def filled(self, output: Output) -> Output:
        """The form that a model filled in, with values in place of their marks."""
        return type(output).model_construct(None, **{name: self._shown(value) for name, value in output})

    def _shown(self, value: object) -> object:
        if isinstance(value, str):
            return self.show(value)
        if isinstance(value, list):
            return [self._shown(one) for one in value]
        if isinstance(value, dict):
            return {key: self._shown(one) for key, one in value.items()}
        return self.filled(value) if isinstance(value, BaseModel) else value

    def raw(self, value: Mapping[str, object]) -> dict[str, object]:
        """Like `filled`, for plain JSON."""
        return {key: self._shown(one) for key, one in value.items()}

    def _data(self, data: MessageData | None) -> MessageData | None:
        return None if data is None else map_texts(data, lambda text, _part: self.hide(text))

    def _build(self) -> None:
        known = [(name, True) for name in self.people]
        self._names = name_pattern(known + [(name, name.islower()) for name in self._introduced])

    def _without_names(self, text: str) -> str:
        return text if self._names is None else self._names.sub(lambda found: self._mark("name", found[0]), text)

    def _mark(self, kind: Kind, value: str) -> str:
        """The mark of the value. All spellings of a value share a number; further spellings also have a suffix."""
        known = self._marks.get((kind, value))
        if known is not None:
            return known
        plain = _plain(kind, value)
        if (kind, plain) not in self._numbers:
            self._counts[kind] += 1
        number, ways = self._numbers.get((kind, plain), (self._first + self._counts[kind] - 1, 0))
        self._numbers[kind, plain] = (number, ways + 1)
        mark = f"[{kind} {number}{_LETTERS[ways % len(_LETTERS)]}]"
        self._marks[kind, value] = mark
        self._values[mark] = value
        return mark


def with_note(system: str, redaction: Redaction | None) -> str:
    """The system text, with a note that explains the marks if there is a redaction."""
    return system if redaction is None else f"{system}\n\n{prompt('redaction').fill('note')}"


def _key(found: re.Match[str]) -> str:
    return f"[{found[1].lower()} {int(found[2])}{found[3].lower()}]"


def _plain(kind: Kind, value: str) -> str:
    return re.sub(r"\W", "", value).lower() if kind in ("phone", "number") else " ".join(value.lower().split())


def _strings(value: object) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _strings(one)
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)


def _texts_of(plan: Plan) -> str:
    """The interview's own texts, in lower case."""
    told = [plan.title, plan.description or "", plan.objective or "", plan.organization]
    told += [f"{fact.topic} {fact.text}" for fact in plan.approved_facts]
    for question in plan.questions:
        told += [question.text, question.description or "", *(question.options or ()), question.starter_code or ""]
    told += [f"{criterion.name} {criterion.description}" for criterion in plan.criteria]
    return "\n".join(told).lower()
