"""The question types, and what the interviewer and the room need to know about each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

QuestionType = Literal["OPEN_ENDED", "SINGLE_CHOICE", "MULTIPLE_CHOICE", "CODING", "WHITEBOARD", "RESEARCH"]


@dataclass(frozen=True, slots=True)
class Traits:
    """`seconds`: how long an answer without follow-ups takes. `work`: what candidates submit in addition to words."""

    seconds: int
    has_options: bool = False
    takes_one_option: bool = False
    work: Literal["code", "drawing"] | None = None
    is_research: bool = False  # follow-ups go one level deeper, and the report lists findings

    @property
    def is_account(self) -> bool:
        """Whether a question of this type is answered in words alone."""
        return not self.has_options and self.work is None


QUESTION_TYPES: dict[QuestionType, Traits] = {
    "OPEN_ENDED": Traits(120),
    "SINGLE_CHOICE": Traits(30, has_options=True, takes_one_option=True),
    "MULTIPLE_CHOICE": Traits(45, has_options=True),
    "CODING": Traits(720, work="code"),
    "WHITEBOARD": Traits(600, work="drawing"),
    "RESEARCH": Traits(150, is_research=True),
}


def traits_of(sent: object) -> Traits:
    """The traits of the question type with this name; those of an open question if the name is unknown."""
    return next((traits for name, traits in QUESTION_TYPES.items() if name == sent), QUESTION_TYPES["OPEN_ENDED"])


def takes_code(types: Iterable[QuestionType]) -> bool:
    return any(QUESTION_TYPES[each].work == "code" for each in types)
