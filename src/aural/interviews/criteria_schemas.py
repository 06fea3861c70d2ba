"""An interview's criteria, with descriptions of their levels and the questions that they judge."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from aural.api.validation import Input, Json, LongText, Name, Output, Paragraph, Problem

Level = Literal[1, 2, 3, 4]
MOST_CRITERIA = 50
MOST_LINKS = 200


class Anchor(Input):
    """Describes what an answer at this level looks like."""

    level: Level
    text: Paragraph


def _distinct(anchors: list[Anchor]) -> list[Anchor]:
    if len({anchor.level for anchor in anchors}) < len(anchors):
        raise ValueError("must describe each level once")
    return sorted(anchors, key=lambda anchor: anchor.level)


Anchors = Annotated[list[Anchor], Field(max_length=4), AfterValidator(_distinct)]
Link = Annotated[str, Field(max_length=64)]
Links = Annotated[list[Link], Field(max_length=MOST_LINKS)]
Places = Annotated[list[Annotated[int, Field(ge=0, lt=MOST_LINKS)]], Field(max_length=MOST_LINKS)]


class Criterion(Input):
    name: Name
    description: LongText = ""
    anchors: Anchors = Field([], description="Descriptions of answers at levels 1 to 4, at most one for each level.")
    question_ids: Links = Field([], description="The questions whose answers it judges. Empty: all questions.")


class FileCriterion(Input):
    """A criterion in a file, which refers to questions by position instead of id."""

    name: Name
    description: LongText = ""
    anchors: Anchors = Field([], description="Descriptions of answers at levels 1 to 4, at most one for each level.")
    questions: Places = Field([], description="The questions whose answers it judges, by position from 0.")


class AnchorOut(Output):
    level: Level
    text: str


class CriterionOut(Output):
    name: str
    description: str
    anchors: list[AnchorOut]
    question_ids: list[str]


def criteria_columns(criteria: Iterable[Mapping[str, Any]]) -> list[Json]:
    """Criteria in their stored form, which is also their form in the API."""
    return [
        {
            "name": one["name"],
            "description": one["description"],
            "anchors": one["anchors"],
            "questionIds": list(dict.fromkeys(one["question_ids"])),
        }
        for one in criteria
    ]


def check_links(criteria: Iterable[Mapping[str, Any]], question_ids: Collection[str]) -> list[Problem]:
    """Reports each link from a criterion to a question that isn't in the interview."""
    return [
        (f"assessmentCriteria.{at}.questionIds.{place}", "is not a question of this interview")
        for at, one in enumerate(criteria)
        for place, link in enumerate(one["question_ids"])
        if link not in question_ids
    ]


def check_places(criteria: object, count: int) -> list[Problem]:
    """Reports each position in a file's criteria that none of its `count` questions has. Ignores other mistakes."""
    text = f"must be a position from 0 to {count - 1}, as the file has {count} questions"
    if count < 2:
        text = (
            "must be 0, as the file has only one question" if count else "must be left out: the file has no questions"
        )
    return [
        (f"assessmentCriteria.{at}.questions.{index}", text)
        for at, one in enumerate(criteria if isinstance(criteria, list) else ())
        if isinstance(one, dict) and isinstance(one.get("questions"), list)
        for index, place in enumerate(one["questions"])
        if isinstance(place, int) and count <= place < MOST_LINKS
    ]


def from_places(criteria: Iterable[Mapping[str, Any]], question_ids: Sequence[str]) -> list[Json]:
    """Converts criteria of a file to their stored form. `question_ids`: the ids of the file's questions, in order."""
    return criteria_columns(
        {**one, "question_ids": [question_ids[place] for place in one["questions"] if place < len(question_ids)]}
        for one in criteria
    )


def to_places(criteria: Iterable[Mapping[str, Any]], question_ids: Sequence[str]) -> list[Json]:
    """Converts stored criteria to their form in a file. `question_ids`: the ids of the file's questions, in order."""
    places = {question_id: place for place, question_id in enumerate(question_ids)}
    return [
        {
            "name": one["name"],
            "description": one["description"],
            "anchors": one.get("anchors", []),
            "questions": sorted(places[link] for link in one.get("questionIds", []) if link in places),
        }
        for one in criteria
    ]


def without_question(criteria: Iterable[Mapping[str, Any]], question_id: str) -> list[Json] | None:
    """Stored criteria without links to this question; None if no criterion had one."""
    before = [dict(one) for one in criteria]
    if not any(question_id in one.get("questionIds", ()) for one in before):
        return None
    return [
        {**one, "questionIds": [link for link in one.get("questionIds", ()) if link != question_id]} for one in before
    ]
