"""Measures how the time of rules that aren't a single pattern grows with hostile text: reports, exports, analyses.

`make bench BENCH=hostile-rules`, or `python -m bench.hostile_rules [RULE]`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial

import orjson

from aural.engine.artifacts import code_language
from aural.engine.context import Context
from aural.engine.plan import Criterion, Plan, Question
from aural.interviewer.disclosures import withhold
from aural.interviewer.guided.answers import bearing_in, read_again
from aural.interviewer.guided.extract import extract
from aural.interviewer.guided.interviewer import read_with_meaning
from aural.interviewer.protocol import Line
from aural.reports.analysis.build import build_report, why_not_scorable
from aural.reports.documents.captions import Take, TimedText, cues_of, to_vtt
from aural.reports.documents.document import Document, Turn
from aural.reports.documents.pdf import to_pdf
from aural.reports.documents.table import csv_lines
from aural.reports.documents.text import to_captions, to_data, to_markdown, to_text
from aural.voice.endpointing.unfinished import classify_ending
from aural.voice.tts.spoken_text import sayable
from bench.hostile import PIECES, repeated
from bench.patterns import LARGE, MOST_TIMES, grows, seconds

_ASKED = "Which system did you build last, and what did you decide yourself?"
_PLAN = Plan("i", "Engineer", (Question("q", 0, _ASKED),), criteria=(Criterion("Judgement", "Weighs options."),))
_CODED = Plan("i", "Engineer", (Question("q", 0, _ASKED, "CODING", starter_code=""),))
_HONEST = (
    "I built the ferry timetable with a queue in Redis, because the old one lost bookings. I chose it after a week of "
    "tests and we cut errors by 40 percent. Then I taught two colleagues how to run it. "
)


def _lines(text: str, *, is_code: bool = False) -> tuple[Line, ...]:
    data = {"code": {"text": text, "language": "python"}} if is_code else None
    said = Line("b", "user", text, "q", "answer", None, data)
    return (
        Line("a", "assistant", _ASKED, "q", "question", "ask"),
        Line("c", "user", _HONEST, "q", "answer", None),
        said,
    )


def _document(text: str) -> Document:
    turns = (Turn(1, False, _ASKED, 0), Turn(2, True, text, 5_000), Turn(3, True, "See the code.", 9_000, made=text))
    return Document("s", text[:200], "Harbour", text[:200], "en", 0, 60_000, 60, "READY", text[:500], turns=turns)


def _report(text: str, *, is_code: bool = False) -> object:
    plan = _CODED if is_code else _PLAN
    lines = withhold(read_again(plan, _lines(text, is_code=is_code)), "en")
    why_not_scorable(lines, bearing_in("en"))
    return build_report(extract(plan, lines, None), plan, lines, [], "en")


RULES: dict[str, Callable[[str], object]] = {
    "markdown": lambda text: to_markdown(_document(text)),
    "text": lambda text: to_text(_document(text)),
    "captions": lambda text: to_captions(_document(text)),
    "cues": lambda text: to_vtt(cues_of([TimedText("A", text, 0)], [Take(0, 0, 3_600_000)])),
    "json": lambda text: orjson.dumps(to_data(_document(text))),
    "csv": lambda text: csv_lines([[text, text]]),
    "starter code": code_language.__wrapped__,
    "said aloud": lambda text: sayable(text, "en"),
    "unfinished": lambda text: classify_ending(text, "en"),
    "answer": lambda text: read_with_meaning(Context(_PLAN.questions[0], text)),
    "report": _report,
    "report of code": lambda text: _report(text, is_code=True),
    "pdf": lambda text: to_pdf(_document(text)),
}


def main() -> None:
    wanted, bad = sys.argv[1:], 0
    for name, rule in RULES.items():
        if wanted and name not in wanted:
            continue
        rule(_HONEST)
        worst, longest = (0.0, ""), (0.0, "")
        for kind, piece in PIECES.items():
            at_most = seconds(rule, repeated(piece, LARGE))
            longest = max(longest, (at_most, kind))
            times = grows(rule, partial(repeated, piece), slow=1e-3)
            worst = max(worst, (times, kind))
        bad += worst[0] > MOST_TIMES
        took = f"longest {longest[0] * 1000:.0f} ms ({longest[1]})"
        print(f"{name}: {worst[0]:.1f} times ({worst[1]}); {took}", flush=True)
    if bad:
        sys.exit(1)


if __name__ == "__main__":
    main()
