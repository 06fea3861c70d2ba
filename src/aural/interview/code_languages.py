"""Which programming language a piece of starter code is in."""

from __future__ import annotations

import re
from typing import Literal

CodeLanguage = Literal["python", "javascript"]

_PYTHON = re.compile(
    r"^\s*(?:async\s+)?def\s+\w+\s*\(|^\s*(?:from\s+[\w.]+\s+)?import\s+\w|^\s*class\s+\w+[^{]*:\s*$"
    r"|^\s*(?:if|for|while|elif|else|with|try)\b.*:\s*$|^\s*#(?!!)|\bself\b|\bNone\b|\belif\b|\"\"\"",
    re.MULTILINE,
)
_JAVASCRIPT = re.compile(
    r"\bfunction\b\s*\*?\s*\w*\s*\(|\b(?:const|let|var)\s+[\w{\[]|=>|^\s*//|/\*|\bconsole\.|===|;\s*$|^\s*\}"
    r"|\bmodule\.exports\b|\bexport\s+(?:default|const|function|class)\b|\b(?:null|undefined)\b",
    re.MULTILINE,
)


def code_language(starter_code: str | None) -> CodeLanguage:
    """A guess by the signs of either language; Python where there is no clue."""
    code = starter_code or ""
    return "javascript" if len(_JAVASCRIPT.findall(code)) > len(_PYTHON.findall(code)) else "python"
