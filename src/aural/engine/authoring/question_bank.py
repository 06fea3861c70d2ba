"""Drafts an interview for a goal from a language's question bank: title, criteria and questions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from string import Template

from aural.engine.authoring.drafts import (
    MOST,
    DraftedCriterion,
    DraftedInterview,
    DraftedQuestion,
    Wish,
    concerns_about,
)
from aural.engine.authoring.goals import Goal, Table, repeats
from aural.engine.authoring.particulars import Point
from aural.engine.question_types import QuestionType
from aural.lang import Language

_MOST_CRITERIA = 6
_LONG = 7  # questions; in a draft this long, fewer than half may be about skills
_MOST_QUICK = 3  # practical questions, which together take as long as one other question
_SHARE_OF_DOCUMENT = 0.5
_ALIKE = 0.63  # questions with at least this share of pieces in common (`_likeness`) are nearly identical


@dataclass(frozen=True, slots=True)
class _Pick:
    text: str
    criterion: DraftedCriterion


@dataclass(frozen=True, slots=True)
class Bank:
    """The question bank of a language, applied to a goal."""

    language: Language
    goal: Goal

    def interview(self, wish: Wish) -> DraftedInterview:
        """The title and objective. The creator's goal, if any, is the objective: candidates don't see it."""
        return DraftedInterview(self._title(wish.purpose), " ".join(wish.goal.split()) or self.goal.kind["objective"])

    def questions(self, wish: Wish, topics: Sequence[str]) -> tuple[list[DraftedCriterion], list[DraftedQuestion]]:
        """As many questions as fit the time, and their criteria. `topics`: lines of the document."""
        picks = self._picked(wish, topics)
        criteria: dict[str, DraftedCriterion] = {}
        for pick in picks:
            criteria.setdefault(pick.criterion.name, pick.criterion)
        kind: QuestionType = "RESEARCH" if wish.purpose == "RESEARCH" else "OPEN_ENDED"
        return list(criteria.values()), [
            DraftedQuestion(pick.text, kind, criteria=(pick.criterion.name,)) for pick in picks
        ]

    def _title(self, purpose: str) -> str:
        kind, goal = self.goal.kind, self.goal
        form = self.language.text("question_bank", "practice_titled") if purpose == "PRACTICE" else kind["titled"]
        topic = goal.topic.name if goal.topic else ""
        values = {"role": goal.role, "topic": topic, "Topic": topic[:1].upper() + topic[1:]}
        is_known = all(values[name] for name in Template(form).get_identifiers())
        title = Template(form).substitute(values) if is_known else self._plain_title(purpose)
        return self._plain_title(purpose) if repeats(goal.text, title) else title

    def _plain_title(self, purpose: str) -> str:
        if purpose == "PRACTICE":
            return self.language.text("question_bank", "practice_title")
        return str(self.goal.kind["title"])

    # the questions

    def _picked(self, wish: Wish, topics: Sequence[str]) -> list[_Pick]:
        quick = list(self._quick())[:_MOST_QUICK]
        count = wish.question_count - (len(quick) > 1)
        general = list(self._of_kind())
        first, rest = general[:1], general[1:]
        lines = list(self._of_document(wish, topics))[: int(count * _SHARE_OF_DOCUMENT)]
        level = list(self._of_level(wish))
        family = list(self._of_family())
        most = count - len(first) - len(lines) - len(level)
        most_skills = count // 2 if count < _LONG else count // 2 - 1
        named = self._named(max(0, most), most_skills, keeps_one=bool(family))
        chosen = _distinct([*first, *lines, *named, *family[: max(0, most - len(named))], *level])[:count]
        return [*chosen, *self._filling(chosen, rest, count - len(chosen)), *quick][:MOST]

    def _quick(self) -> Iterator[_Pick]:
        """Practical points, such as a license or the notice period: they take little time and are asked last."""
        yield from self._of_points(_is_quick)

    def _named(self, most: int, most_skills: int, *, keeps_one: bool) -> list[_Pick]:
        """Questions about the goal's points, noun phrases, less important points, and skills, in this order.

        `keeps_one`: whether less important points leave room for one question about the role.
        """
        points = list(self._of_points(lambda point: not point.is_late and not _is_quick(point)))
        skills = list(self._of_skills())[:most_skills]
        phrased = list(self._of_phrases())[: max(1, most // 2)]
        late = list(self._of_points(lambda point: point.is_late and not _is_quick(point)))
        told = _distinct([*points, *phrased, *skills])[:most]
        kept = _distinct([*told, *late])[: max(len(told), most - keeps_one)]
        return [pick for pick in kept if pick not in skills] + [pick for pick in kept if pick in skills]

    def _of_points(self, is_wanted: Callable[[Point], bool]) -> Iterator[_Pick]:
        for point in self.goal.points:
            if is_wanted(point):
                picks = (pick for text in point.questions for pick in self._pick(text, point.criterion))
                yield from islice(picks, 1)

    def _of_phrases(self) -> Iterator[_Pick]:
        kind = self.goal.kind
        criterion = kind["criteria"].get("experience") or kind["criteria"][kind["ask"][0][0]]
        for text in self.goal.phrased:
            if not concerns_about(DraftedQuestion(text)):
                yield from self._pick(text, criterion)

    def _filling(self, chosen: Sequence[_Pick], rest: Sequence[_Pick], count: int) -> list[_Pick]:
        """Fills the remaining places with general questions, first with new ones that don't add too many criteria."""
        names = {pick.criterion.name for pick in chosen}
        added: list[_Pick] = []
        later: list[_Pick] = []
        for pick in rest:
            if pick in chosen:
                continue
            is_new = len(_distinct([*chosen, *added, pick])) > len(chosen) + len(added)
            is_fit = is_new and len(names | {pick.criterion.name}) <= _MOST_CRITERIA
            (added if is_fit and len(added) < count else later).append(pick)
            names |= {pick.criterion.name} if is_fit else set()
        return [*added, *later[: count - len(added)]]

    def _of_kind(self) -> Iterator[_Pick]:
        """The questions for this kind of interview, with the topic filled in if it is known."""
        kind, topic = self.goal.kind, self.goal.topic
        plain = () if topic else kind.get("ask_plain", ())  # fewer, since these questions are more general
        for key, text, *bare in plain or kind["ask"]:
            filled = Template(text).substitute(topic=topic.name, doing=topic.doing) if topic else (bare or [text])[0]
            wording = bare[0] if bare and repeats(self.goal.text, filled) else filled
            yield from self._pick(wording, kind["criteria"][key])

    def _of_skills(self) -> Iterator[_Pick]:
        for skill in self.goal.skills:
            texts = [skill["others"]] if self.goal.kind["name"] == "REFERENCE" else skill["ask"]
            found = [pick for text in texts for pick in self._pick(text, skill)]
            yield from found[:1]

    def _of_family(self) -> Iterator[_Pick]:
        if self.goal.family is not None and self.goal.kind["name"] == "HIRING":
            for key, text in self.goal.family["ask"]:
                yield from self._pick(text, self.goal.family[key])

    def _of_level(self, wish: Wish) -> Iterator[_Pick]:
        if wish.level and self.goal.kind["name"] == "HIRING":
            key, text = self.language.value("question_bank", "levels")[wish.level]
            yield from self._pick(text, self.goal.kind["criteria"][key])

    def _of_document(self, wish: Wish, topics: Sequence[str]) -> Iterator[_Pick]:
        if wish.source == "NOTES" or self.goal.kind["name"] != "HIRING":
            return
        forms = self.language.value("question_bank", "document")[wish.source]
        for number, topic in enumerate(topics):
            text = Template(forms[number % len(forms)]).substitute(topic=topic)
            yield from self._pick(text, self.goal.kind["criteria"]["experience"])

    def _pick(self, text: str, criterion: Table) -> Iterator[_Pick]:
        """Yields the question with its criterion, or nothing if the question would repeat the creator's words."""
        if not repeats(self.goal.text, text):
            anchors = self.language.value("question_bank", "anchors")[criterion["anchors"]]
            yield _Pick(text, DraftedCriterion(criterion["name"], criterion["description"], tuple(anchors)))


def _is_quick(point: Point) -> bool:
    return bool(point.criterion["anchors"] == "practical")


def _distinct(picks: Iterable[_Pick]) -> list[_Pick]:
    """The picks without those that ask nearly the same as an earlier pick."""
    kept: list[_Pick] = []
    for pick in picks:
        if all(_likeness(pick.text, other.text) < _ALIKE for other in kept):
            kept.append(pick)
    return kept


def _likeness(one: str, other: str) -> float:
    """The number of shared three-character pieces, relative to the text with more of them."""
    parts, others = ({text[at : at + 3] for at in range(len(text) - 2)} for text in (one, other))
    return len(parts & others) / max(1, len(parts), len(others))
