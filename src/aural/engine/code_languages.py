"""Guesses the programming language of starter code."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

CodeLanguage = Literal["python", "javascript"]

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


@lru_cache(maxsize=256)
def code_language(starter_code: str | None) -> CodeLanguage:
    """The language with more typical signs in the code; Python if there are none."""
    code = starter_code or ""
    return "javascript" if len(_JAVASCRIPT.findall(code)) > len(_PYTHON.findall(code)) else "python"
