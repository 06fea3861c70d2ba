"""Suggests topics for the next conversation from a session's log and report: gaps, contradictions, side questions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from aural import lang
from aural.engine.answers.sentences import beginning_of, length_of
from aural.engine.answers.side_questions import side_questions_in
from aural.engine.log import Answered, Entry, MessageSent
from aural.engine.plan import Criterion, Plan, Question
from aural.engine.prepared_probes import archetype_of
from aural.engine.state import KEEPS_THE_TURN, REQUESTS, State, fold
from aural.engine.timeline import candidate_questions_in, in_turn
from aural.reports.analysis.notes import set_aside

Kind = Literal["gap", "contradiction", "side-question"]
Person = Literal["candidate", "participant"]
LONGEST_QUOTE = 160  # characters of a question or of a quote
FEWEST_WORDS = 8  # in all answers to a question that asks for more than a fact
_COUNTED = 1_000  # characters: enough to tell whether an answer has too few words, however long it is
# Kinds of questions that a single word may answer in full.
BRIEF = ("knowledge", "logistics", "plain")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`text`: one or two sentences for the creator. The other fields say which part of the session it is about."""

    kind: Kind
    text: str
    message_id: str | None = None
    question_id: str | None = None
    criterion: str | None = None


@dataclass(frozen=True, slots=True)
class CountedMessage:
    """A message after the candidate's corrections, which is the version that counts."""

    message_id: str
    text: str
    is_left_out: bool = False


@dataclass
class _Asked:
    """The record of one question. `seq`: the message that asked it first."""

    seq: int | None = None
    answers: list[Answered] = field(default_factory=list)
    is_declined: bool = False


def list_suggestions(
    plan: Plan,
    entries: Sequence[Entry],
    said: Mapping[int, CountedMessage],
    *,
    quoted: Collection[str] | None,
    person: Person,
    language: str | None = None,
    is_withheld: Callable[[str], bool] = lambda _: False,
) -> tuple[Suggestion, ...]:
    """Gaps first, then contradictions, then open side questions, each in the order of the conversation.

    `said`: the messages by `seq`. `quoted`: the criteria that the report has quotes for; None if it judges nothing.
    `language`: the language of the suggestions, if it isn't the interview's. `is_withheld`: whether words must not
    be repeated because they disclose something protected.
    """
    words = _Words(language or plan.language, person)
    asked = _asked_in(entries)
    state, aside = fold(plan, entries), set_aside(entries)
    criteria = () if quoted is None else tuple(c for c in plan.criteria if c.name not in quoted)
    found = [_of_criterion(criterion, asked, said, words) for criterion in criteria]
    for question in plan.questions:
        about = asked.get(question.id, _Asked())
        why = _gap(question, about, state, said, aside, plan.language)
        if why is not None:
            text = words.of(f"gap.{why}", question=question.text)
            found.append(Suggestion("gap", text, _id(said, about.seq), question.id))
    found += _contradictions(entries, said, words, is_withheld)
    return (*found, *_open_questions(entries, said, words, is_withheld))


class _Words:
    """The texts of suggestions in one language, about a candidate or a participant."""

    def __init__(self, tag: str, person: Person) -> None:
        self._language = lang.of(tag)
        self._who = self._language.text("suggestions", f"who.{person}")

    def of(self, key: str, **quoted: str) -> str:
        shown = {name: _shortened(text) for name, text in quoted.items()}
        return self._language.text("suggestions", key).format(who=self._who, **shown)


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    beginning = beginning_of(line, LONGEST_QUOTE)
    return line if beginning == line else f"{beginning}…"


def _id(said: Mapping[int, CountedMessage], seq: int | None) -> str | None:
    return said[seq].message_id if seq in said and seq is not None else None


def _asked_in(entries: Sequence[Entry]) -> dict[str, _Asked]:
    """The record of each question that was asked, by its id."""
    found: dict[str, _Asked] = {}
    current: str | None = None
    for entry in entries:
        if isinstance(entry, Answered) and entry.question_id is not None:
            found.setdefault(entry.question_id, _Asked()).answers.append(entry)
        elif isinstance(entry, MessageSent):
            if entry.intent == "refusal" and current is not None:
                found[current].is_declined = True
            if entry.move in ("next", "skip") and entry.reason is not None and entry.question_id is not None:
                current = entry.question_id
                about = found.setdefault(current, _Asked())
                about.seq = entry.seq if about.seq is None else about.seq
    return found


def _of_criterion(
    criterion: Criterion, asked: Mapping[str, _Asked], said: Mapping[int, CountedMessage], words: _Words
) -> Suggestion:
    question_id = next((each for each in criterion.question_ids if each in asked), None)
    seq = None if question_id is None else asked[question_id].seq
    text = words.of("gap.criterion", name=criterion.name)
    return Suggestion("gap", text, _id(said, seq), question_id, criterion.name)


def _gap(
    question: Question,
    about: _Asked,
    state: State,
    said: Mapping[int, CountedMessage],
    aside: Collection[int],
    language: str,
) -> str | None:
    """The key of the text about a question's gap; None if there is no gap."""
    answers = state.about(question.id).answers
    if not answers:
        return _unanswered(question, about, state)
    own = [entry for entry in about.answers if entry.text in answers]
    if own and all(said[entry.seq].is_left_out for entry in own if entry.seq in said):
        return "left_out"
    if own and all(entry.seq in aside for entry in own):
        return "set_aside"
    texts = [said[entry.seq].text for entry in own if entry.seq in said]
    is_short = bool(texts) and length_of("\n".join(texts)[:_COUNTED]) < FEWEST_WORDS
    return "short" if is_short and _asks_for_more(question, language) else None


def _unanswered(question: Question, about: _Asked, state: State) -> str:
    if about.is_declined:
        return "declined"
    if state.about(question.id).status == "skipped":
        return "skipped"
    return "left" if state.about(question.id).is_put else "unreached"


def _asks_for_more(question: Question, language: str) -> bool:
    if not question.traits.is_account:
        return False
    return archetype_of(question.text, language) not in BRIEF


def _contradictions(
    entries: Sequence[Entry], said: Mapping[int, CountedMessage], words: _Words, is_withheld: Callable[[str], bool]
) -> Iterator[Suggestion]:
    """The contradictions that the interviewer asked about. Each says whether an answer followed."""
    entries = [*in_turn(entries)]
    for at, entry in enumerate(entries):
        is_one = isinstance(entry, MessageSent) and entry.probe is not None and entry.probe.name == "contradiction"
        if isinstance(entry, MessageSent) and is_one and not is_withheld(entry.text):
            key = "answered" if _is_answered(entries[at + 1 :]) else "open"
            text = words.of(f"contradiction.{key}", asked=entry.text)
            yield Suggestion("contradiction", text, _id(said, entry.seq), entry.question_id)


def _is_answered(after: Sequence[Entry]) -> bool:
    """Whether the candidate's next words were an answer, rather than a request or a refusal."""
    has_words = False
    for entry in after:
        if isinstance(entry, Answered):
            has_words = True
        elif isinstance(entry, MessageSent) and entry.move not in KEEPS_THE_TURN:
            return has_words and entry.intent not in REQUESTS
    return has_words


def _open_questions(
    entries: Sequence[Entry], said: Mapping[int, CountedMessage], words: _Words, is_withheld: Callable[[str], bool]
) -> Iterator[Suggestion]:
    for question in candidate_questions_in(entries):
        if question.answered_with is not None or question.seq not in said:
            continue
        message = said[question.seq]
        key = "left_out" if message.is_left_out else "complaint" if question.is_complaint else "question"
        asked = message.text if question.is_complaint else side_questions_in(message.text)
        if key != "left_out" and is_withheld(asked):
            key = "withheld"
        yield Suggestion("side-question", words.of(f"side_question.{key}", words=asked), message.message_id)
