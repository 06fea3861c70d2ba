"""Submissions: what a message stores about them, the programming language of code, and follow-ups that quote them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Any, Literal

from aural import lang
from aural.engine.answers.requests import claims_rights, find_wish, is_away
from aural.engine.message_data import Drawing, MessageData, Run, SpokenWord
from aural.engine.moves import Probe
from aural.engine.plan import Question

CodeLanguage = Literal["python", "javascript"]
Part = Literal["choice", "other", "code", "text", "words", "run", "speech", "heard"]
"""Where a text is in a message's data."""

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

MADE = frozenset({"code", "whiteboard", "choice", "other"})  # submissions in a message's data; "speech" isn't one


def has_made(data: MessageData | None) -> bool:
    """Whether the message has a submission. Speech is none, nor is a wish in the field for describing a drawing."""
    made = MADE.intersection(data or {})
    return bool(made) and (made != {"whiteboard"} or data is None or _is_drawn(data["whiteboard"]))


def is_spoken(data: Mapping[str, object] | None) -> bool:
    return data is not None and "speech" in data


def typed_in(content: str, data: MessageData | None) -> str:
    """The words typed in a message; empty if its content is only the text of the code, choice or drawing."""
    data = data or {}
    stands = {data["code"]["text"]} if "code" in data else set()
    if "whiteboard" in data and _is_drawn(data["whiteboard"]):
        stands.add(data["whiteboard"]["text"])
    if "choice" in data or "other" in data:
        stands.add("; ".join([*data.get("choice", []), *([data["other"]] if "other" in data else [])]))
    return "" if content in stands else content


def drawn_with(content: str, data: Mapping[str, Any]) -> str:
    """The words of a message's drawing that its content doesn't have: the description, and the words on the board."""
    board = data.get("whiteboard") or {}
    description = board.get("text") or ""
    return "\n".join(text for text in ("" if description in content else description, board.get("words")) if text)


def without_replaced(data: MessageData | None, content: str) -> MessageData | None:
    """The data of a message whose content the candidate corrected, without the words that the correction replaces.

    `content`: the original one. Words that it doesn't repeat, such as an own option with an explanation, were shown
    next to it and stay.
    """
    if data is None:
        return None
    kept = data.copy()
    if _repeats(content, kept.get("other", "")):
        kept.pop("other", None)
    if "whiteboard" in kept and kept["whiteboard"].get("text", "") in content:
        kept["whiteboard"] = {**kept["whiteboard"], "text": ""}
    if is_code(content, kept):
        del kept["code"]
    return kept


def _repeats(content: str, own: str) -> bool:
    """Whether the content contains the candidate's own option as separate words: "Google" doesn't repeat "Go"."""
    pieces = content.split(own) if own else [content]
    return any(not _ends_word(before[-1:]) and not _ends_word(after[:1]) for before, after in pairwise(pieces))


def _ends_word(character: str) -> bool:
    return character.isascii() and character.isalnum()


def kept_characters(content: str, data: MessageData | None) -> int:
    """Counts the characters that a message stores: its content, and all text of its submission."""
    data = data or {}
    texts = [data.get("other", ""), *data.get("choice", [])]
    if "code" in data:
        texts.append(data["code"]["text"])
    if "whiteboard" in data:
        texts += [data["whiteboard"]["text"], data["whiteboard"].get("words", "")]
    return len(content) + sum(map(len, texts))


def map_texts(data: MessageData, change: Callable[[str, Part], str]) -> MessageData:
    """The data with `change` applied to each text, including both texts of a drawing and of a run."""
    mapped = data.copy()
    if "choice" in data:
        mapped["choice"] = [change(option, "choice") for option in data["choice"]]
    if "other" in data:
        mapped["other"] = change(data["other"], "other")
    if "code" in data:
        mapped["code"] = {**data["code"], "text": change(data["code"]["text"], "code")}
    if "whiteboard" in data:
        board = data["whiteboard"].copy()
        board["text"] = change(board["text"], "text")
        if "words" in board:
            board["words"] = change(board["words"], "words")
        mapped["whiteboard"] = board
    if "run" in data:
        run = data["run"]
        mapped["run"] = {**run, "code": change(run["code"], "run"), "output": change(run["output"], "run")}
    if "speech" in data:
        words: list[SpokenWord] = [{**word, "text": change(word["text"], "speech")} for word in data["speech"]["words"]]
        mapped["speech"] = {**data["speech"], "words": words}
    if "heard" in data:
        mapped["heard"] = {**data["heard"], "text": change(data["heard"]["text"], "heard")}
    return mapped


def is_code(content: str, data: Mapping[str, object] | None) -> bool:
    """Whether the message consists of its code, with nothing typed in addition."""
    code = (data or {}).get("code")
    return isinstance(code, dict) and content == str(code.get("text"))


@lru_cache(maxsize=256)
def code_language(starter_code: str | None) -> CodeLanguage:
    """The programming language that the code looks more like; Python if it looks like neither."""
    code = starter_code or ""
    return "javascript" if len(_JAVASCRIPT.findall(code)) > len(_PYTHON.findall(code)) else "python"


def find_probes_in(question: Question, data: MessageData, run: Run | None) -> tuple[Probe, ...]:
    """Probes, best first; empty if nothing is the candidate's own work. `run`: the latest run for this question."""
    probes: list[Probe] = []
    if "code" in data:
        probes += _about_code(data["code"]["text"], question.starter_code or "", run)
    if "whiteboard" in data and _is_drawn(data["whiteboard"]):
        probes += _about_board(_words_on(data["whiteboard"]))
    if "choice" in data or "other" in data:
        probes += _about_choice(question, data)
    return tuple(probes)


def _about_code(code: str, starter: str, run: Run | None) -> list[Probe]:
    line = _telling_line(code, starter)
    if line is None:
        return []
    name = _own_name(code) or line
    probes = [*_about_failure(run, name), Probe("elaborate-why", line, "code"), Probe("detail", name, "edge")]
    printed = _last_line(run["output"]) if run is not None and run["outcome"] == "ok" else None
    probes += [Probe("example", printed, "output")] if printed else []
    return [*probes, Probe("number", name, "growth")]


def _about_failure(run: Run | None, name: str) -> list[Probe]:
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
    """A sort key: lines that only try out the code come last, and among the others, telling ones come first."""
    return bool(_TRIAL.match(line)), -len(_TELLING.findall(line)), bool(_PLAIN.match(line)), -len(line)


def _own_name(code: str) -> str | None:
    found = [first or second for first, second in _NAME.findall(code)]
    return found[0] if found else None


def _last_line(output: str) -> str | None:
    lines = [line.strip() for line in output.splitlines() if re.search(r"\w", line)]
    return _cut(lines[-1]) if lines else None


def _is_drawn(drawing: Drawing) -> bool:
    """Whether there is a drawing or a description of one, as opposed to a line that asks for something."""
    if drawing.get("board") is not None or len(_parts_of(drawing["text"])) > 1:
        return True
    line = drawing["text"].rstrip()
    wish = find_wish(line, lang.DEFAULT, has_earlier=False)
    is_wish = wish is not None and wish.name != "nothing-to-add"
    return not (is_wish or claims_rights(line) or is_away(line) or line.endswith(lang.question_marks()))


def _words_on(drawing: Drawing) -> str:
    """The words in the drawing; without a drawing, its description."""
    return drawing["text"] if drawing.get("board") is None else drawing.get("words", "")


def _about_board(text: str) -> list[Probe]:
    parts = [_cut(part) for part in _parts_of(text)]
    if not parts:
        return []
    return [Probe("detail", parts[0], "board"), Probe("trade-off", parts[-1], "failure")]


def _parts_of(text: str) -> list[str]:
    """The lines with words. One that ends with a colon is a heading of the page's outline."""
    lines = [line.strip() for line in re.split(r"[\n;；]+", text)]
    return [line for line in lines if re.search(r"\w", line) and not line.endswith((":", "："))]


def _about_choice(question: Question, data: MessageData) -> list[Probe]:
    if other := data.get("other"):
        return [Probe("elaborate-why", _cut(other), "other")]
    if question.depth is None:
        return []  # the reason for a choice is asked only if the creator gave the question its own depth
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
