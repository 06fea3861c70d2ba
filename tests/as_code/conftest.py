"""Runs commands against a real server, in a folder with interview files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from aural.cli.main import main
from tests.agents.conftest import Office, office, served  # noqa: F401  (fixtures)

Json = dict[str, Any]
FILE: Json = {
    "format": "aural-interview",
    "version": 1,
    "interview": {
        "title": "Night baker",
        "timeLimitMinutes": 30,
        "assessmentCriteria": [{"name": "Own part", "questions": [0]}, {"name": "Plans ahead", "questions": [1, 2]}],
    },
    "questions": [
        {"text": "Tell me about a night on which the dough did not do what you wanted."},
        {"text": "Which oven do you know best?", "type": "SINGLE_CHOICE", "options": ["Deck", "Rack"]},
        {"text": "How do you plan a night's work?", "required": False},
    ],
}


@dataclass
class Desk:
    """A user with a key, a folder, and the command line."""

    office: Office
    key: str
    folder: Path

    def run(self, *arguments: str | Path, code: int = 0, key: str | None = None) -> str:
        """Runs a command, checks its exit code, and returns what it prints on both outputs."""
        environment = {"AURAL_URL": self.office.url, "AURAL_API_KEY": self.key if key is None else key}
        done = CliRunner().invoke(main, [str(argument) for argument in arguments], env=environment)
        assert done.exit_code == code, done.output
        return done.output

    def write(self, code: Json, name: str = "baker.yaml") -> Path:
        path = self.folder / name
        path.write_text(yaml.safe_dump(code, sort_keys=False, allow_unicode=True))
        return path

    async def get(self, path: str) -> Any:
        answer = await self.office.ask(self.key, "GET", path)
        assert answer.status_code == 200, answer.text
        return answer.json()["data"]

    async def change(self, method: str, path: str, body: Any = None) -> Any:
        answer = await self.office.ask(self.key, method, path, body)
        assert answer.status_code == 200, answer.text
        return answer.json()["data"]


@pytest.fixture
def desk(office: Office, tmp_path: Path) -> Desk:  # noqa: F811
    return Desk(office, office.key("--role", "MEMBER"), tmp_path)
