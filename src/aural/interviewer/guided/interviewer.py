"""The guided interviewer. It reads answers by their features and speaks in templates, without a model or a network."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from typing import Any

from aural import lang
from aural.engine.analysis import Analysis
from aural.engine.answers.answer import read_answer
from aural.engine.answers.features import speaks_of_dying
from aural.engine.answers.requests import is_told
from aural.engine.answers.sentences import with_full_stop
from aural.engine.context import Context
from aural.engine.moves import (
    AnswerCandidate,
    Ask,
    Clarify,
    Close,
    Deescalate,
    Finish,
    FollowUp,
    Greet,
    Redirect,
    Repeat,
    Skip,
    TimeUp,
    Topic,
    Warn,
)
from aural.engine.people import in_words_of
from aural.engine.plan import Plan, Question
from aural.interviewer.guided.classifier import classify_reply
from aural.interviewer.guided.embedding import embed
from aural.interviewer.guided.examples import wants_example
from aural.interviewer.guided.extract import extract
from aural.interviewer.guided.phrasebook import Phrasebook, fill, phrasebook, pick, sentences_said
from aural.interviewer.protocol import Judgement, Line, Origin, Situation, Wording, WordingRequest
from aural.interviewer.steps import run_step
from aural.interviewer.trained import has_weights
from aural.reports.analysis.plausibility import is_foreign

NAME = "guided"
LONGEST_NAME = 40
LONGEST_SAID_AGAIN = 24  # words; a longer question isn't repeated in full
# Moves said unchanged, whatever else the candidate asked: they come before another move, or de-escalate.
_KEEPS_ITS_WORDS = (Greet, Repeat, Warn, TimeUp, Deescalate)
_NAME_PART = re.compile(r"[^\W\d_]{1,3}\.|[^\W\d_](?:[^\W\d_]|['\u2019\-])*")


class GuidedInterviewer:
    """The default interviewer. Deterministic: the same transcript gets the same words."""

    analyses_slowly = False

    async def analyse(self, context: Context, situation: Situation | None = None) -> Analysis:
        return await asyncio.to_thread(read_with_meaning, context)

    async def phrase(self, request: WordingRequest) -> Wording:
        return phrase_by_template(request)

    async def judge(self, plan: Plan, lines: tuple[Line, ...], language: str | None = None) -> Judgement:
        return await run_step(extract, plan, lines, language)


def read_with_meaning(context: Context) -> Analysis:
    """Calls `read_answer` with the predictions of the language's trained models; English needs the sentence model."""
    question, answer, language = context.question, context.answer, lang.primary(context.language)
    # In the closing turn, patterns are enough, unless the words may be those of a candidate in danger.
    is_closing = question is None and not speaks_of_dying(answer)
    if is_closing or lang.of_text(context.language, answer).code != language:
        return read_answer(context)
    asked = context.last_words if question is None else question.text
    predictions = classify_reply(asked, context.last_words, answer, language)
    return read_answer(context, predictions, wants_example if has_weights("examples", language) else None)


async def warm_up() -> None:
    """Loads the sentence model in a thread, so that the first answer doesn't wait a second for it."""
    await asyncio.to_thread(embed, "Hello.")


def phrase_by_template(request: WordingRequest, fallback: str | None = None) -> Wording:
    """The reviewed words for a move. If they replace a model's wording, `fallback` is the reason."""
    book = phrasebook(request.plan.language)
    text = _Speaker(request, book).say()
    return Wording(text, Origin("template", NAME, book.version, fallback))


class _Speaker:
    """Fills the templates for one request."""

    def __init__(self, request: WordingRequest, book: Phrasebook) -> None:
        self.request, self.book, self.tone = request, book, request.plan.tone
        ours = [line for line in request.lines if line.role == "assistant"]
        self.said = sentences_said(line.content for line in ours)
        self.turn = len(ours)

    def say(self) -> str:
        move = self.request.move
        ways: dict[type, Callable[[Any], str]] = {
            Greet: self._greet, Ask: self._ask, FollowUp: self._follow_up, Clarify: self._clarify,
            Redirect: self._redirect, Deescalate: self._deescalate,
            Repeat: lambda m: m.text,
            AnswerCandidate: self._answer, Skip: lambda _: self._one_of("skip"), Warn: self._warn,
            TimeUp: lambda _: self._one_of("warning.question"),
            Close: lambda m: self._one_of(_closing_of(m, self.request.analysis)),
            Finish: lambda m: self._one_of("finish.crisis" if m.in_crisis else f"finish.{m.end_reason}"),
        }  # fmt: skip
        text, reply = ways[type(move)](move), self._reply_beside()
        return self._joined(reply, text) if reply else text

    def _reply_beside(self) -> str | None:
        """The reply to a question asked along with an answer; None if the move is that reply, or is said unchanged."""
        analysis, move = self.request.analysis, self.request.move
        topic = None if analysis is None else analysis.asked_beside
        is_alone = isinstance(move, AnswerCandidate) and move.topic != "correction"
        if analysis is None or topic is None or is_alone or isinstance(move, _KEEPS_ITS_WORDS):
            return None
        return self._reply(AnswerCandidate(None, topic, analysis.fact, self.request.minutes_left))

    # the moves

    def _greet(self, _: Greet) -> str:
        count = len(self.request.plan.questions)
        questions = self._filled("questions.one" if count == 1 else "questions.many")[0]
        return self._one_of("greeting", questions=questions)

    def _ask(self, move: Ask) -> str:
        if move.resumes:
            about = self._about()
            return self._one_of("resume.about" if about else "resume.whole", about=about or "")
        if move.reason == "next" and self.request.question is not None and self._reply_beside():
            return self.request.question.text.strip()  # the reply leads to the question
        if move.reason == "next" and self.request.question is not None and self._sets_right():
            return self._joined(self._one_of("answer.correction"), self.request.question.text.strip())
        little = self._said_little() if move.reason == "next" else None
        return self._one_of(f"ask.{little or move.reason}")

    def _sets_right(self) -> bool:
        return self.request.analysis is not None and self.request.analysis.intent == "correction"

    def _said_little(self) -> str | None:
        """Why there is nothing to thank for: the answer was given before, or there is nothing to add; else None."""
        analysis = self.request.analysis
        if analysis is None or analysis.intent != "nothing-to-add":
            return None
        return "told" if is_told(self.request.answer or "") else "nothing"

    def _follow_up(self, move: FollowUp) -> str:
        focus, about = move.probe.focus, move.probe.about
        if move.words is not None:
            return move.words
        if about is not None and focus:
            against = self.book.quoted(move.probe.against or "")
            return self._one_of(f"made.{about}", quoted=self.book.quoted(focus), against=against)
        return self._one_of(f"follow-up.{move.probe.name}")

    def _clarify(self, _: Clarify) -> str:
        question = self.request.question
        if question is None:
            return self._one_of("redirect.short")
        about = self._about()
        text = self._one_of("clarify.about" if about else "clarify.whole", about=about or "")
        return self._joined(text, *self._notes(question))

    def _redirect(self, move: Redirect) -> str:
        if not move.is_order:
            return self._one_of("redirect.language" if self._is_in_another_language() else "redirect.soft")
        about, question = self._about(), self.request.question
        if about:
            return self._one_of("redirect.about", about=about)
        fits = question is not None and 0 < len(question.text) <= 200 and question.text.count("?") <= 1
        short = question is not None and len(question.text.split()) <= LONGEST_SAID_AGAIN
        return self._one_of("redirect.whole" if fits and short else "redirect.short")

    def _is_in_another_language(self) -> bool:
        """Whether the candidate wrote in a language that the guided interviewer can't read."""
        return lang.find(self.request.plan.language) is not None and is_foreign(self.request.answer or "")

    def _deescalate(self, move: Deescalate) -> str:
        """After the first pointer to help, others in turn also offer to continue: it may be a misunderstanding.

        Each of them has the whole pointer, however many were needed, and differs from the one before.
        """
        text = self._one_of(f"de-escalate.{move.why}")
        if move.why != "crisis" or self.request.question is None:
            return text
        others = self._filled("de-escalate.crisis-again")
        given = sum(1 for line in self.request.lines if line.content == text or line.content in others)
        return others[(given - 1) % len(others)] if given else text

    def _answer(self, move: AnswerCandidate) -> str:
        text = self._reply(move)
        end = "back-to.all" if self.request.question else "back-to.closing"
        return text if move.topic in ("minute", "go-ahead") else self._joined(text, self._one_of(end))

    def _reply(self, move: AnswerCandidate) -> str:
        if move.fact is not None:
            return self._one_of("company.fact", fact=with_full_stop(move.fact.text, self.request.plan.language))
        match move.topic:
            case "company" | "next-steps":
                return self._one_of("company.passed-on")
            case "who-asks" if not one_line(self.request.plan.organization):
                return self._one_of("company.passed-on")
            case "minute" | "pausing" as topic:
                return self._one_of("answer.pausing" if self._may_pause(topic) else "answer.minute")
            case "presence":
                return self._one_of("answer.presence.spoken" if self.request.is_spoken else "answer.presence.written")
            case "time-left":
                return self._time_left(move)
            case topic:
                return self._one_of(f"answer.{topic}")

    def _may_pause(self, topic: Topic) -> bool:
        """Whether the candidate asked for a break, and the interview has pauses left to offer."""
        analysis = self.request.analysis
        asked = topic == "pausing" or (analysis is not None and analysis.topic == "pausing")
        return asked and self.request.plan.max_pauses > 0

    def _time_left(self, move: AnswerCandidate) -> str:
        left, own = move.minutes_left, move.question_minutes_left
        time = self._one_of(f"time-left.{_counted(left)}", minutes=str(left))
        if self.request.question is None:
            return self._one_of("time-left.closing", time=time)
        text = self._one_of("time-left.place", time=time)
        return (
            text
            if own is None
            else self._joined(text, self._one_of(f"time-left.own.{_counted(own)}", minutes=str(own)))
        )

    def _warn(self, move: Warn) -> str:
        return self._one_of(f"warning.{_counted(move.minutes_left)}", minutes=str(move.minutes_left))

    # the parts of the moves

    def _joined(self, *sentences: str) -> str:
        return self.book.joint.join(sentences)

    def _one_of(self, key: str, **more: str) -> str:
        return pick(self._filled(key, **more), self.said, self.turn)

    def _filled(self, key: str, **more: str) -> list[str]:
        templates = [in_words_of(self.request.plan.purpose, t) for t in self.book.variants(key, self.tone)]
        return [fill(t, {**self._values(), **more}) for t in templates]

    def _values(self) -> dict[str, str]:
        plan, question = self.request.plan, self.request.question
        ids = [q.id for q in plan.questions]
        return {
            "ai": one_line(plan.ai_name) or "Aural",
            "title": one_line(plan.title) or "Interview",
            "count": str(len(ids)),
            "number": str(ids.index(question.id) + 1) if question and question.id in ids else "1",
            "question": question.text.strip() if question else "",
            "name": self._name(),
            "you": self.book.you(self.tone),
            "organization": one_line(plan.organization) or self.book.variants("company.nobody", self.tone)[0],
        }

    def _name(self) -> str:
        name = speakable_name(self.request.participant_name)
        return self.book.address(name) if name else ""

    def _about(self) -> str | None:
        question = self.request.question
        return lang.of(self.book.code).in_other_words(question.text) if question else None

    def _notes(self, question: Question) -> list[str]:
        options = self.book.separator.join(question.options or ())
        notes = []
        if question.description and len(question.description) <= 400:
            notes += self._filled("clarify.description", description=one_line(question.description))
        if options or question.traits.work:
            notes += self._filled(f"clarify.{question.type}", options=options)
        return notes


def _closing_of(move: Close, analysis: Analysis | None) -> str:
    if move.for_time:
        return "closing-for-time"
    if move.as_wished and analysis is not None and analysis.asks_to_end:
        return "closing-in-distress"
    return "closing-as-wished" if move.as_wished else "closing"


def _counted(minutes: int | None) -> str:
    if minutes is None:
        return "unlimited"
    return "none" if minutes < 1 else "one" if minutes == 1 else "many"


def one_line(text: str) -> str:
    return " ".join(text.split())


def speakable_name(name: str | None) -> str | None:
    """The name if it looks like one: at most forty characters and five words, which may be hyphenated or initials."""
    name = one_line(name or "")
    if len(name) > LONGEST_NAME or not 1 <= len(name.split(" ")) <= 5:
        return None
    return name if all(_NAME_PART.fullmatch(part) for part in name.split(" ")) else None
