"""The Chinese patterns that checks of wordings need."""

from __future__ import annotations

from aural import lang

SENSITIVE = lang.of("zh").pattern("signs", "sensitive")
