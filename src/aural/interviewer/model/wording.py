"""The request to a model to word a move, and the preparation of its words for the checks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from aural import lang
from aural.engine.answers.injected_spans import without_asides
from aural.engine.answers.intent import Intent
from aural.engine.artifacts import drawn_with, is_code
from aural.engine.message_data import MessageData
from aural.engine.moves import AnswerCandidate as AnswerAbout
from aural.engine.moves import (
    Ask,
    Clarify,
    Close,
    Deescalate,
    Finish,
    FollowUp,
    Greet,
    Move,
    Redirect,
    Repeat,
    TimeUp,
    Warn,
)
from aural.interviewer.checks.wording import asks
from aural.interviewer.guided.interviewer import phrase_by_template
from aural.interviewer.model.redaction import Redaction, with_note
from aural.interviewer.prompts import Fence, Prompt, prompt
from aural.interviewer.protocol import Line, WordingRequest

# Moves that are said the same way each time, because a model couldn't improve them.
FIXED = (Greet, Repeat, AnswerAbout, Warn, TimeUp)
# After these intents, the interview moves on. In the closing turn, these intents end it, and so do some that would
# otherwise keep a question open.
ONWARD: tuple[Intent, ...] = ("answer", "nothing-to-add", "refusal", "skip")
AT_THE_END: tuple[Intent, ...] = (*ONWARD, "correction", "end", "off-topic")
# A wording draws on at least this many of the transcript's latest lines, and on fewer than twice as many. The first of
# them changes only every few turns, so that a model's server can cache the lines.
LINES_AT_LEAST = 8
MOST_CHARACTERS = 4_000  # of one line
LEFT_OUT = "[…]"
_NO_BLANK_AFTER = frozenset("".join(own.no_blank_after for own in lang.every()))

TONES = {"CASUAL": "relaxed", "PROFESSIONAL": "professional", "FORMAL": "formal", "FRIENDLY": "warm"}


def is_fixed(move: Move) -> bool:
    # A closing turn that comes early has to give the reason.
    is_early = isinstance(move, Close) and (move.for_time or move.as_wished)
    is_kind = isinstance(move, Deescalate) and move.why != "anger"  # a candidate in distress hears only reviewed words
    is_last_help = isinstance(move, Finish) and move.in_crisis
    is_resumed = isinstance(move, Ask) and move.resumes
    return is_early or is_kind or is_last_help or is_resumed or isinstance(move, FIXED)


def words_of(request: WordingRequest) -> str | None:
    """The words for the move, which came with the analysis or the follow-up; None if there are none."""
    if isinstance(request.move, FollowUp):
        return request.move.words
    analysis = request.analysis
    if analysis is None or (isinstance(request.move, Finish) and analysis.asked_beside is None):
        return None
    return analysis.words if analysis.intent in _intents_of(request.move) else None


def _intents_of(move: Move) -> tuple[Intent, ...]:
    """The intents whose words fit the move. The words may not fit if a button or the clock led to the move."""
    match move:
        case Ask(reason="next" | "skipped") | Close():
            return ONWARD
        case Finish():
            return AT_THE_END
        case Clarify():
            return ("asks-back", "rephrase")
        case Redirect():
            return ("off-topic", "instruction")
        case Deescalate():
            return ("hostile",)
        case _:
            return ()


def word_prompt() -> Prompt:
    return prompt("word")


def system_text(request: WordingRequest, fence: Fence, redaction: Redaction | None = None) -> str:
    plan = request.plan
    text = word_prompt().fill(
        "system",
        ai=_bare(plan.ai_name),
        language=plan.language,
        tone=TONES[plan.tone],
        opening=fence.opening,
        closing=fence.closing,
        canary=fence.canary,
    )
    return with_note(text, redaction)


def user_text(request: WordingRequest, fence: Fence, problems: list[str], redaction: Redaction | None = None) -> str:
    """The move, and everything that its wording may draw on. The candidate's words are only inside the fence."""
    if redaction is not None:
        request, problems = redaction.request(request), [redaction.hide(problem) for problem in problems]
    question = request.question
    text = word_prompt().fill(
        "user",
        title=_bare(request.plan.title),
        question=question.text if question else "-",
        details="\n".join(_details(request)),
        conversation=fence.around(line_text(line) for line in latest(request.lines)),
        task=word_prompt().fill(f"task-{'next' if isinstance(request.move, Ask) else request.move.name}"),
        focus=_focus(request.move, fence),
        language=request.plan.language,
    )
    again = word_prompt().fill("again", problems="; ".join(problems)) if problems else ""
    return f"{text}\n{again}".strip()


def latest(lines: Sequence[Line]) -> Sequence[Line]:
    """The end of the transcript, beginning at the same line for several turns."""
    return lines[max(0, len(lines) // LINES_AT_LEAST - 1) * LINES_AT_LEAST :]


def fence_of(request: WordingRequest) -> Fence:
    """The fence for the request's conversation; a new one before the first line."""
    return Fence.of(request.lines[0].message_id) if request.lines else Fence()


def completed(words: str, request: WordingRequest) -> str:
    """The model's words, tidied. If the move leads to a question or the end, its fixed words follow."""
    words = tidied(words)
    between = "" if words[-1:] in _NO_BLANK_AFTER else " "
    if isinstance(request.move, Ask) and request.question is not None:
        return f"{words}{between}{request.question.text}"
    if isinstance(request.move, Close | Finish):
        return f"{words}{between}{phrase_by_template(replace(request, analysis=None)).text}"
    return words


def tidied(words: str) -> str:
    return " ".join(words.split()).strip('"“”')


def lead_in_problems(words: str, move: Move) -> list[str]:
    """The problems with the sentence before the next question; other moves are checked as a whole."""
    if isinstance(move, Ask) and asks(words):
        return ["the sentence before the next question must not be a question"]
    return []


def line_text(line: Line, most: int = MOST_CHARACTERS, *, only_certain: bool = False) -> str:
    """A line of the transcript as a model sees it: with submissions, and without words meant for the machine.

    Its words and each submission are cut to `most` characters, with a mark for the rest. `only_certain`: whether to
    leave out only words that are certainly meant for the machine.
    """
    who = {"assistant": "INTERVIEWER", "user": "CANDIDATE", "system": "NOTE"}[line.role]
    said = line.content
    if line.role == "user":
        said = _left(said, is_code=is_code(said, line.data), only_certain=only_certain)
    return f"{who}: {beginning(said, most)}" + "".join(_made(line, most))


def beginning(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most]} {LEFT_OUT}"


def _made(line: Line, most: int) -> list[str]:
    data: MessageData = line.data or {}
    shown = [(key, beginning(text, most)) for key, text in _texts(line.content, data) if text not in line.content]
    made = [f"\nCANDIDATE'S {key.upper()}:\n{text}" for key, text in shown]
    printed = data.get("run", {}).get("output")
    if printed:
        made.append(f"\nIT PRINTED:\n{_end(_left(printed, is_code=True), most)}")
    chosen = ", ".join([*data.get("choice", []), *_other(line)])
    return [*made, f"\nCANDIDATE CHOSE: {chosen}"] if chosen else made


def _other(line: Line) -> list[str]:
    """The text that the candidate wrote in addition to the options, on one line, unless the content contains it."""
    other = (line.data or {}).get("other", "")
    return [] if other in line.content else [" ".join(_left(other).split())[:MOST_CHARACTERS]]


def _end(text: str, most: int) -> str:
    return text if len(text) <= most else f"{LEFT_OUT} {text[-most:]}"


def _texts(content: str, data: MessageData) -> list[tuple[str, str]]:
    code = data.get("code")
    texts = [] if code is None else [("code", _left(code["text"], is_code=True))]
    texts.append(("whiteboard", _left(drawn_with(content, data))))
    return [(key, text) for key, text in texts if text]


def _left(text: str, *, is_code: bool = False, only_certain: bool = False) -> str:
    return without_asides(text, mark=LEFT_OUT, is_code=is_code, only_certain=only_certain)


def _details(request: WordingRequest) -> list[str]:
    question = request.question
    if question is None:
        return []
    details = [f"Hint: {question.description}"] if question.description else []
    if question.options:
        details.append("Options: " + " | ".join(question.options))
    if question.starter_code:
        details.append(f"Code given at the start:\n{question.starter_code[:MOST_CHARACTERS]}")
    return details


def _focus(move: Move, fence: Fence) -> str:
    focus = move.probe.focus if isinstance(move, FollowUp) else None
    return "" if focus is None else "The point, in the candidate's words:\n" + fence.around([focus])


def _bare(text: str) -> str:
    return " ".join(text.split())[:200]
