"""No text of a candidate or a creator can keep the server busy, whatever characters it contains.

`tests/unit/test_patterns.py` tries each pattern. These are the rules that an attacker can reach, with the texts that
once kept them busy.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from aural.engine.answers.injected_spans import asides_in
from aural.engine.artifacts import code_language, find_probes_in
from aural.engine.moves import Probe
from aural.engine.people import in_words_of
from aural.engine.plan import Plan, Question
from aural.reports.analysis.evidence import Source
from aural.reports.analysis.faithful import faithful, said_in
from aural.reports.documents.captions import Cue, to_vtt
from aural.reports.documents.document import Document, Turn
from aural.reports.documents.text import to_markdown
from aural.voice.endpointing.unfinished import classify_ending
from tests.growth import LINEAR, growth

_QUESTION = Question("q", 0, "Write a function.", "CODING")
_SAID = said_in(Plan("i", "Engineer", (_QUESTION,)), (Source("m", "I wrote it.", ()),))


def _markdown(text: str) -> str:
    turns = (Turn(1, True, text, 0, made=text),)
    return to_markdown(Document("s", "Engineer", "Harbour", "Ada", "en", 0, 1, 1, "READY", None, turns=turns))


def _probes(text: str) -> tuple[Probe, ...]:
    return find_probes_in(_QUESTION, {"code": {"text": text, "language": "python"}}, None)


@pytest.mark.parametrize(
    ("rule", "piece"),
    [
        pytest.param(lambda text: asides_in(text, is_code=True), "a b c d e\n", id="2-code-of-words"),
        pytest.param(asides_in, "<a", id="2-open-tags"),
        pytest.param(asides_in, " so please", id="2-orders"),
        pytest.param(asides_in, " in a", id="2-tales"),
        pytest.param(lambda text: code_language(text), "\n", id="3-starter-code-of-newlines"),
        pytest.param(lambda text: code_language(f"function{text}"), " ", id="3-function-and-blanks"),
        pytest.param(_markdown, "\n", id="4-markdown-of-newlines"),
        pytest.param(lambda text: to_vtt([Cue("Ada", f"a{text}a", 0, 1)]), " ", id="4-captions-of-blanks"),
        pytest.param(lambda text: faithful(text, _SAID), "a", id="4-address-of-one-word"),
        pytest.param(lambda text: classify_ending(f"a{text}a", "en"), ".", id="4-end-of-dots"),
        pytest.param(_probes, "[", id="4-code-of-brackets"),
        pytest.param(lambda text: in_words_of("RESEARCH", text), "\u201c", id="4-open-quotation-marks"),
    ],
)
def test_text_rules_take_linear_time(rule: Callable[[str], object], piece: str) -> None:
    assert growth(lambda size: rule(piece * (size // len(piece)))) < LINEAR
