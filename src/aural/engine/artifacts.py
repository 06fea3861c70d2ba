"""Submissions: what a message stores of them, the language of code, and probes, each of which quotes a piece."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Literal

from aural.engine.moves import Probe
from aural.engine.plan import Question

CodeLanguage = Literal["python", "javascript"]

LONGEST = 80  # characters of a quote
_NAME = re.compile(
    r"\b(?:def|function\*?|class)\s+(\w+)|\b(?:const|let|var)\s+(\w++)\s*+=\s*+(?:async\b\s*+)?(?:function\b|\(|\w++\s*+=>)"
)
_COMMENT = re.compile(r"\s*(?:#|//|/?\*|\"\"\"|''')")
_PLAIN = re.compile(r"\s*(?:import|from|require|print|console|else|try|pass|break|continue|return|export)\b[^(]*$")
_TRIAL = re.compile(r"\s*(?:print|console\.\w+|assert)\b")
_TELLING = re.compile(
    r"\b(?:for|while|if|elif|yield|await|sorted|sort|map|filter|reduce|set|dict|Map|Set|heapq?|lambda)\b|=>|\[[^\]]{0,120}:"
)
_PYTHON = re.compile(
    r"^[^\S\n]*+(?:(?:async\s++)?def\s++\w++\s*+\(|(?:from\s++[\w.]++\s++)?import\s++\w|class\s++\w++[^{]{0,300}:[^\S\n]*+$"
    r"|(?:if|for|while|elif|else|with|try)\b.*:[^\S\n]*$|#(?!!))|\bself\b|\bNone\b|\belif\b|\"\"\"",
    re.MULTILINE,
)
_JAVASCRIPT = re.compile(
    r"\bfunction\b\s*+(?:\*\s*+)?(?:\w++\s*+)?\(|\b(?:const|let|var)\s++[\w{\[]|=>|^[^\S\n]*+(?://|\})|/\*|\bconsole\.|==="
    r"|;[^\S\n]*+$"
    r"|\bmodule\.exports\b|\bexport\s++(?:default|const|function|class)\b|\b(?:null|undefined)\b",
    re.MULTILINE,
)

MADE = frozenset({"code", "whiteboard", "choice", "other"})  # keys of a message's data, which may also have "speech"

_KEPT = ("text", "words")  # of a submission: the code or the description, and the words on the drawing


def has_made(data: dict[str, Any] | None) -> bool:
    """Whether the message has a submission, and wasn't only spoken."""
    return data is not None and not MADE.isdisjoint(data)


def is_spoken(data: dict[str, Any] | None) -> bool:
    return data is not None and "speech" in data


def typed_in(content: str, data: dict[str, Any] | None) -> str:
    """The words of a message; empty if nothing was typed and the code, choice or drawing takes their place."""
    data = data or {}
    stands = {str(data[key]["text"]) for key in ("code", "whiteboard") if key in data}
    if "choice" in data or "other" in data:
        stands.add("; ".join([*data.get("choice", []), *([data["other"]] if "other" in data else [])]))
    return "" if content in stands else content


def kept_characters(content: str, data: dict[str, Any] | None) -> int:
    """How many characters a message stores: its words, and all text of its submission."""
    data = data or {}
    texts = [str(data[key].get(part) or "") for key in ("code", "whiteboard") if key in data for part in _KEPT]
    texts += [str(data.get("other") or ""), *map(str, data.get("choice", []))]
    return len(content) + sum(map(len, texts))


def is_code(content: str, data: dict[str, Any] | None) -> bool:
    """Whether the message consists of its code, with nothing typed in addition."""
    code = (data or {}).get("code")
    return isinstance(code, dict) and content == str(code.get("text"))


@lru_cache(maxsize=256)
def code_language(starter_code: str | None) -> CodeLanguage:
    """The programming language with more typical signs in the code; Python if there are none."""
    code = starter_code or ""
    return "javascript" if len(_JAVASCRIPT.findall(code)) > len(_PYTHON.findall(code)) else "python"


def find_probes_in(question: Question, data: dict[str, Any], run: dict[str, Any] | None) -> tuple[Probe, ...]:
    """Probes, best first; empty if nothing is the candidate's own work. `run`: the last run for this question."""
    probes: list[Probe] = []
    if "code" in data:
        probes += _about_code(str(data["code"]["text"]), question.starter_code or "", run)
    if "whiteboard" in data:
        probes += _about_board(str(data["whiteboard"]["text"] or data["whiteboard"].get("words") or ""))
    if "choice" in data or "other" in data:
        probes += _about_choice(question, data)
    return tuple(probes)


def _about_code(code: str, starter: str, run: dict[str, Any] | None) -> list[Probe]:
    line = _telling_line(code, starter)
    if line is None:
        return []
    name = _own_name(code) or line
    probes = [*_about_failure(run, name), Probe("elaborate-why", line, "code"), Probe("detail", name, "edge")]
    printed = _last_line(run["output"]) if run is not None and run["outcome"] == "ok" else None
    probes += [Probe("example", printed, "output")] if printed else []
    return [*probes, Probe("number", name, "growth")]


def _about_failure(run: dict[str, Any] | None, name: str) -> list[Probe]:
    if run is None or run["outcome"] in ("ok", "stopped"):
        return []
    if run["outcome"] == "error":
        last = _last_line(run["output"])
        return [Probe("narrow", last, "error")] if last else []
    return [Probe("narrow", name, "slow" if run["outcome"] == "timeout" else "memory")]


def _telling_line(code: str, starter: str) -> str | None:
    """The line that says most about the candidate's approach; never a line of the starter code."""
    given = {line.strip() for line in starter.splitlines()}
    lines = [line.strip() for line in code.splitlines() if not _COMMENT.match(line)]
    own = [line for line in lines if len(line) >= 4 and line not in given and re.search(r"\w", line)]
    ranked = sorted(own, key=_telling_rank)
    return _cut(ranked[0]) if ranked else None


def _telling_rank(line: str) -> tuple[bool, int, bool, int]:
    """Ranks lines that only try the code out last, and lines that any code has just before them."""
    return bool(_TRIAL.match(line)), -len(_TELLING.findall(line)), bool(_PLAIN.match(line)), -len(line)


def _own_name(code: str) -> str | None:
    found = [first or second for first, second in _NAME.findall(code)]
    return found[0] if found else None


def _last_line(output: str) -> str | None:
    lines = [line.strip() for line in output.splitlines() if re.search(r"\w", line)]
    return _cut(lines[-1]) if lines else None


def _about_board(text: str) -> list[Probe]:
    parts = [_cut(part.strip()) for part in re.split(r"[\n;；]+", text) if re.search(r"\w", part)]
    if not parts:
        return []
    return [Probe("detail", parts[0], "board"), Probe("trade-off", parts[-1], "failure")]


def _about_choice(question: Question, data: dict[str, Any]) -> list[Probe]:
    if data.get("other"):
        return [Probe("elaborate-why", _cut(data["other"]), "other")]
    chosen = data["choice"]
    left = [option for option in question.options or () if option not in chosen]
    if not left:
        return [Probe("narrow")]
    return [Probe("elaborate-why", chosen[0], "choice", left[0])]


def _cut(text: str) -> str:
    """The beginning of the text, cut at a whole word if possible."""
    if len(text) <= LONGEST:
        return text
    head = text[:LONGEST]
    return head[: head.rfind(" ")] if " " in head[20:] else head
