"""Prints the report of a played session, as the API returns it: `python -m bench report FILE.json`.

FILE contains one session or a list of them: {"id"?, "language"?, "lines", "plan"?}. `lines` are {"role": "assistant" |
"user", "kind", "text", "move"?, "questionId"?, "data"?}, in the order of the conversation. `plan` is an interview as in
`aural export`: {"title"?, "language"?, "objective"?, "questions": [{"text", "type"?} | text], "assessmentCriteria"?:
[{"name", "description"?, "anchors"?, "questions"?}]}; `criteria` is another name for the last field. Without a plan,
the questions are the lines of kind "question", and there are no criteria. Each session becomes one line of JSON.
Reports are written without a model.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from aural import lang
from aural.engine.plan import Criterion, Plan, Question
from aural.interviewer.guided.answers import bearing_in, read_again
from aural.interviewer.guided.extract import extract
from aural.reports.analysis.build import Report, build_report, not_scorable, why_not_scorable
from aural.reports.analysis.judgement import Line
from aural.reports.jobs import NO_MODEL
from aural.reports.transcript_jobs import notes_about_orders

# The interviewer's words before a question: "Here is question 2 of 4.", "Back to question 2 of 4."
_LEAD_IN = re.compile(r"^.{0,80}?(?:question (\d+) of \d+(?: again)?|第 ?(\d+) ?题，共 ?\d+ ?题)\s*[.:。：]\s*")


class BadSessionError(Exception):
    """A session that can't be used; the message says what is wrong with it."""


def sessions_in(text: str) -> Iterator[tuple[str, Plan, tuple[Line, ...]]]:
    """The id, plan and transcript of each session. Raises BadSessionError at the first session that can't be read."""
    try:
        found = json.loads(text)
    except ValueError as error:
        raise BadSessionError(f"This is not JSON: {error}.") from error
    for number, given in enumerate(found if isinstance(found, list) else [found], 1):
        where = f"Session {number}"
        if not isinstance(given, dict) or not isinstance(given.get("lines"), list) or not given["lines"]:
            raise BadSessionError(f'{where} needs "lines", a list of what was said.')
        for place, line in enumerate(given["lines"], 1):
            _check_line(f"{where}, line {place}", line)
        plan = _plan(where, given)
        yield str(given.get("id", number)), plan, _transcript(plan, given["lines"])


def _check_line(where: str, line: Any) -> None:
    if not isinstance(line, dict) or not isinstance(line.get("text"), str):
        raise BadSessionError(f'{where} needs "text", a text.')
    if line.get("role") not in ("assistant", "user", "system"):
        raise BadSessionError(f'{where} needs "role": assistant, user or system.')
    if not isinstance(line.get("kind"), str):
        raise BadSessionError(f'{where} needs "kind", such as question or answer.')


def _plan(where: str, given: dict[str, Any]) -> Plan:
    plan = given.get("plan") or {}
    if not isinstance(plan, dict) or not isinstance(plan.get("questions", []), list):
        raise BadSessionError(f'{where}: "plan" must be an interview with a list of "questions".')
    asked = [_question(where, at, one) for at, one in enumerate(plan.get("questions") or [])]
    asked = asked or list(_questions_in(given["lines"]))
    listed = plan.get("assessmentCriteria") or plan.get("criteria") or []
    language = plan.get("language") or given.get("language") or lang.of_script(" ".join(q.text for q in asked)).code
    return Plan(
        interview_id="bench",
        title=str(plan.get("title") or given.get("interview") or "Interview"),
        questions=tuple(asked),
        objective=plan.get("objective"),
        criteria=tuple(_criterion(where, one, asked) for one in listed),
        language=str(language),
    )


def _question(where: str, at: int, given: Any) -> Question:
    text = given.get("text") if isinstance(given, dict) else given
    if not isinstance(text, str) or not text.strip():
        raise BadSessionError(f'{where}: question {at + 1} of its plan needs "text", a text.')
    more = given if isinstance(given, dict) else {}
    return Question(f"q{at + 1}", at, text, more.get("type") or "OPEN_ENDED", more.get("description"))


def _questions_in(lines: list[dict[str, Any]]) -> Iterator[Question]:
    """The questions that were asked, identified by the interviewer's numbers, or numbered in order if it gave none."""
    seen: set[str] = set()
    for line in lines:
        if line["kind"] == "question":
            question_id = _number(line["text"]) or f"q{len(seen) + 1}"
            if question_id not in seen:
                yield Question(question_id, len(seen), _LEAD_IN.sub("", line["text"]))
            seen.add(question_id)


def _number(text: str) -> str | None:
    found = _LEAD_IN.match(text)
    return None if found is None else f"q{found[1] or found[2]}"


def _criterion(where: str, given: Any, asked: list[Question]) -> Criterion:
    if not isinstance(given, dict) or not isinstance(given.get("name"), str):
        raise BadSessionError(f'{where}: each criterion needs "name", a text.')
    places = given.get("questions") or []
    if not all(isinstance(at, int) and 0 <= at < len(asked) for at in places):
        raise BadSessionError(f'{where}: "questions" of the criterion {given["name"]} must be positions, from 0.')
    anchors = tuple((int(one["level"]), str(one["text"])) for one in given.get("anchors") or [])
    return Criterion(given["name"], given.get("description") or "", anchors, tuple(asked[at].id for at in places))


def _transcript(plan: Plan, lines: list[dict[str, Any]]) -> tuple[Line, ...]:
    made: list[Line] = []
    current: str | None = None
    for number, line in enumerate(lines, 1):
        if line["kind"] == "question":
            current = _asked(plan, line["text"]) or current
        elif line["kind"] in ("closing", "farewell"):
            current = None
        question_id, message_id = line.get("questionId", current), f"m{line.get('seq', number)}"
        more = (line["kind"], line.get("move"), line.get("data"))
        made.append(Line(message_id, line["role"], line["text"], question_id, *more))
    return tuple(made)


def _asked(plan: Plan, text: str) -> str | None:
    """The id of the plan's question that these words end with, or whose number they give."""
    ending = next((q.id for q in plan.questions if text.strip().endswith(q.text.strip())), None)
    number = _number(text)
    return ending or (number if any(q.id == number for q in plan.questions) else None)


def report_on(plan: Plan, lines: tuple[Line, ...]) -> Report:
    """The report as the report job writes it if no model is connected."""
    read = read_again(plan, lines)
    notes = notes_about_orders(read)
    poor = why_not_scorable(read, bearing_in(plan.language))
    return not_scorable(poor, notes) if poor else build_report(extract(plan, read), plan, read, [*notes, NO_MODEL])


def report_json(session_id: str, report: Report) -> dict[str, Any]:
    """The report in the fields of the API."""
    return {
        "id": session_id,
        "reportStatus": report.status,
        "summary": report.summary,
        **report.sections,
        "sentiment": report.sentiment,
        "scores": report.scores,
        "evidence": report.evidence,
        "reason": report.reason,
        "origin": None if report.origin is None else report.origin.to_json(),
    }


def main() -> None:
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
        sys.exit(f"{__doc__}\nUsage: python -m bench report FILE.json")
    path = Path(sys.argv[1])
    try:
        for session_id, plan, lines in sessions_in(path.read_text(encoding="utf-8")):
            print(json.dumps(report_json(session_id, report_on(plan, lines)), ensure_ascii=False), flush=True)
    except OSError as error:
        sys.exit(f"{path} cannot be read: {error.strerror}.")
    except UnicodeDecodeError:
        sys.exit(f"{path} is not UTF-8 text.")
    except BadSessionError as error:
        sys.exit(f"{path}: {error}")


if __name__ == "__main__":
    main()
