"""What docs/interview-as-code.md shows is what the commands read and print."""

from __future__ import annotations

import copy
import re
from pathlib import Path
from typing import Any

import yaml
from jsonschema_rs import Draft202012Validator

from aural.as_code.files import describe_schema, read_code
from aural.as_code.plans import Difference, describe
from aural.interviews.content import QUESTION
from aural.interviews.criteria_schemas import from_places

PAGE = (Path(__file__).parents[2] / "docs" / "interview-as-code.md").read_text()
ID = "019643c0-7a10-7c3e-9d2f-0b5f6a1c2d3e"
FILE = "interviews/night-baker.yaml"


def block(language: str, begin: str) -> str:
    found: list[str] = re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    return next(text for text in found if text.startswith(begin))


def read_shown(tmp_path: Path) -> Any:
    path = tmp_path / "shown.yaml"
    path.write_text(block("yaml", "format:"))
    return read_code(path)


def test_the_example_file_is_a_valid_interview(tmp_path: Path) -> None:
    assert len(read_shown(tmp_path)["questions"]) == 3
    Draft202012Validator(describe_schema()).validate(yaml.safe_load(block("yaml", "format:")))


def test_the_plan_on_the_page_matches_the_commands_output(tmp_path: Path) -> None:
    code = read_shown(tmp_path)
    said = [
        {"id": str(place), **{n: item[n] for n in QUESTION.values()}} for place, item in enumerate(code["questions"])
    ]
    criteria = from_places(code["interview"]["assessmentCriteria"], [item["id"] for item in said])
    before = {"interview": {**code["interview"], "assessmentCriteria": criteria}, "questions": said}
    after = copy.deepcopy(before)
    after["interview"] |= {"timeLimitMinutes": 45, "assessmentCriteria": criteria[:1]}
    dough, plan, oven = after["questions"]
    new = {**dough, "id": "new2", "text": "Who works beside you?"}
    after["questions"] = [oven, dough, new, {**plan, "followUpDepth": None}]
    lines = list(describe(Difference(Path(FILE), code, ID, None, before, after)))
    assert "\n".join(lines) == block("text", FILE).rpartition("\n\n")[0]


def test_the_workflow_is_valid_yaml() -> None:
    assert yaml.safe_load(block("yaml", "on:"))["jobs"]["interviews"]["env"]["AURAL_URL"].startswith("https://")
