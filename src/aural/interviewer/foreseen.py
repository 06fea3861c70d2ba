"""The interviewer's texts that contain none of the candidate's words and are therefore known before any answer."""

from __future__ import annotations

from aural import lang
from aural.engine.moves import Ask, Close, FollowUp, Move
from aural.engine.people import in_words_of
from aural.engine.plan import Plan, PreparedProbe, Question
from aural.engine.prepared_probes import TRAITS, probes_of, wordings_of
from aural.interviewer.guided.interviewer import one_line
from aural.interviewer.guided.phrasebook import Phrasebook, fill, phrasebook

_ONWARD = ("ask.next", "ask.nothing", "ask.told", "ask.skipped", "ask.time")
_ONCE = (
    *(
        "closing",
        "closing-for-time",
        "closing-as-wished",
        "closing-in-distress",
        "finish.FINISHED",
        "finish.CANDIDATE_ENDED",
        "finish.TIME_LIMIT",
        "finish.crisis",
    ),
    *("redirect.soft", "redirect.short", "de-escalate.anger", "de-escalate.distress", "de-escalate.crisis"),
    *("de-escalate.crisis-again", "resume.whole"),
    *("skip", "warning.question", "warning.one", "warning.none"),
    *("answer.are-you-an-ai", "answer.purpose", "answer.who-reads", "answer.minute", "answer.go-ahead"),
    *("answer.pausing", "answer.presence.spoken", "answer.skipping", "answer.returning", "answer.who-asks"),
    *("answer.person", "answer.data-rights", "answer.no-hints", "answer.languages"),
    *("answer.cannot-help", "answer.tools", "redirect.language"),
    "answer.complaint",
    "answer.correction",
    *("company.passed-on", "back-to.all", "back-to.closing", "acknowledgement"),
)


def foreseen_lines(plan: Plan) -> list[str]:
    """The texts of this interview, roughly in the order in which they are needed; follow-up templates come last."""
    book, lines = phrasebook(plan.language), _Lines(plan)
    lines.add("greeting", questions=_count(plan, book))
    for number, question in enumerate(plan.questions, 1):
        values = {"question": question.text.strip(), "number": str(number)}
        for key in ("ask.first",) if number == 1 else _ONWARD:
            lines.add(key, **values)
        lines.add("ask.back", **values)
        lines.texts += [words for probe in probes_of(question, plan.language) for words in _ways(probe, question, plan)]
        _add_clarifications(lines, question, book)
    for key in _ONCE:
        lines.add(key)
    if any(question.type == "CODING" for question in plan.questions):
        lines.add("answer.running-code")
    for fact in plan.approved_facts:
        lines.add("company.fact", fact=fact.text.strip())
    for key in book.templates():
        if key.startswith("follow-up."):
            lines.add(key)
    return list(dict.fromkeys(lines.texts))


class _Lines:
    def __init__(self, plan: Plan) -> None:
        self._book, self._tone, self._purpose = phrasebook(plan.language), plan.tone, plan.purpose
        self._values = {
            "ai": one_line(plan.ai_name) or "Aural",
            "title": one_line(plan.title) or "Interview",
            "count": str(len(plan.questions)),
            "name": "",
            "you": self._book.you(plan.tone),
            "organization": one_line(plan.organization) or self._book.variants("company.nobody", plan.tone)[0],
        }
        self.texts: list[str] = []

    def add(self, key: str, **more: str) -> None:
        templates = [in_words_of(self._purpose, text) for text in self._book.variants(key, self._tone)]
        self.texts += [fill(text, self._values | more) for text in templates]


def _ways(probe: PreparedProbe, question: Question, plan: Plan) -> tuple[str, ...]:
    return wordings_of(probe, question, plan.language, TRAITS)


def _count(plan: Plan, book: Phrasebook) -> str:
    key = "questions.one" if len(plan.questions) == 1 else "questions.many"
    return fill(book.variants(key, plan.tone)[0], {"count": str(len(plan.questions))})


def _add_clarifications(lines: _Lines, question: Question, book: Phrasebook) -> None:
    about = lang.of(book.code).in_other_words(question.text)
    for key in ("clarify", "redirect"):
        lines.add(f"{key}.about" if about else f"{key}.whole", about=about or "", question=question.text.strip())
    if question.description:
        lines.add("clarify.description", description=one_line(question.description))
    if question.options or question.traits.work:
        lines.add(f"clarify.{question.type}", options=book.separator.join(question.options or ()))


def next_acknowledgement(last: str | None, language: str) -> str:
    """A short neutral line to say while a model is slow. It differs from `last`, the previous acknowledgment."""
    lines = phrasebook(language).variants("acknowledgement", "")
    return lines[(lines.index(last) + 1) % len(lines)] if last in lines else lines[0]


def may_acknowledge(move: Move) -> bool:
    """Whether an acknowledgment fits before this move: after an answer, not before a redirect or de-escalation."""
    return isinstance(move, Ask | FollowUp | Close)
