"""Adds the documentation to the wheel, and refuses to build one without the web pages: they are git-ignored, so
hatchling would silently leave them out.
"""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Hook(BuildHookInterface):  # type: ignore[type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        page = Path(self.root, "src/aural/static/index.html")
        if version != "editable" and not page.is_file():
            raise FileNotFoundError(f"{page} is missing: run `make build` first.")
        if version != "editable" and self.target_name == "wheel":
            build_data["force_include"]["docs"] = "aural/documentation/sources"
