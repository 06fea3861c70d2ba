"""What a file may contain, how it is read and written, and how its questions are matched to stored ones."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from click.testing import CliRunner
from jsonschema_rs import Draft202012Validator, meta

from aural.as_code.files import add_id, code_of, describe_schema, own_fields, read_code, write_code
from aural.as_code.plans import pair
from aural.cli.main import main
from aural.interviews.template_endpoints import IDS, read_template
from aural.platform.errors import BadRequestError

ROOT = Path(__file__).parents[2]
ID = "019643c0-7a10-7c3e-9d2f-0b5f6a1c2d3e"
SMALL = "format: aural-interview\nversion: 1\ninterview:\n  title: Baker\nquestions:\n- text: Why?\n"


def written(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "interview.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_an_omitted_field_gets_its_default(tmp_path: Path) -> None:
    code = read_code(written(tmp_path, SMALL))
    assert (code["id"], code["interview"]["followUpDepth"], code["interview"]["chatEnabled"]) == (
        None,
        "MODERATE",
        True,
    )
    assert (code["questions"][0]["required"], code["questions"][0]["options"]) == (True, None)


@pytest.mark.parametrize(
    ("places", "told"),
    [("[0, 1]", "questions.1 must be 0, as the file has only one question"), ("[0]", None), ("[]", None)],
)
def test_a_criterion_cannot_name_a_question_that_is_not_in_the_file(
    tmp_path: Path, places: str, told: str | None
) -> None:
    criterion = f"  assessmentCriteria:\n  - name: Calm\n    questions: {places}\nquestions:"
    path = written(tmp_path, SMALL.replace("questions:", criterion, 1))
    if told is None:
        assert read_code(path)["interview"]["assessmentCriteria"][0]["name"] == "Calm"
        return
    with pytest.raises(BadRequestError, match=rf"interview\.assessmentCriteria\.0\.{told}"):
        read_code(path)


@pytest.mark.parametrize("name", IDS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_written_file_reads_back_unchanged_and_omits_defaults(tmp_path: Path, name: str, language: str) -> None:
    file = read_template(name, language)["file"]
    questions = [{**item, "id": f"{ID[:-2]}{place:02x}"} for place, item in enumerate(file["questions"])]
    criteria = [
        {**one, "questionIds": [questions[place]["id"] for place in one["questions"]]}
        for one in file["interview"]["assessmentCriteria"]
    ]
    interview = {**file["interview"], "assessmentCriteria": criteria, "id": ID, "questions": questions}
    text = write_code(code_of(interview))
    code = read_code(written(tmp_path, text))
    assert code["interview"] == file["interview"]
    assert [{k: v for k, v in item.items() if k not in ("id", "order")} for item in code["questions"]] == file[
        "questions"
    ]
    assert [item["id"] for item in code["questions"]] == [item["id"] for item in questions]
    assert "maxPauses" not in text
    assert "null" not in text
    Draft202012Validator(describe_schema()).validate(yaml.safe_load(text))


def test_an_exported_json_file_is_read_too(tmp_path: Path) -> None:
    file = read_template("nurse", "en")["file"]
    assert read_code(written(tmp_path, json.dumps(file)))["interview"] == file["interview"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (SMALL.replace("title: Baker", "titel: Baker"), "interview.title is required; interview.titel is not a field"),
        (SMALL + "  type: SINGLE_CHOICE\n", "questions.0.options must contain 2 to 50 labels for this type."),
        (SMALL + "  text: Twice?\n", "line 7: text appears twice."),
        (SMALL.replace("Why?", "&a Why?\n- text: *a"), "line 7: aliases (*name) are not supported."),
        (SMALL.replace("Baker", "[Baker"), "line 5: "),
        (SMALL.replace("version: 1", "version: 2"), "version "),
        (f"id: ../{ID}\n" + SMALL, "id "),
        (SMALL + "? [a]\n: b\n", "line 7: a key must be a word."),
        (SMALL.replace("version: 1", "version: !!int one"), "line 2: tags (!name) are not supported."),
        (SMALL.replace("version: 1", f"version: {'1' * 5_000}"), "version "),
        ("- a list", "the file must be an object."),
        ("", "the file must be an object."),
        ("!!python/object/apply:os.system ['true']", "line 1: tags (!name) are not supported."),
        (b"\xff\xfe\x00", "isn't UTF-8 text"),
        ("[" * 5000, "isn't YAML"),
        # With its own id, because the default one would be a million characters long.
        pytest.param("x" * ((1 << 20) + 1), "is larger than 1,048,576 bytes.", id="large"),
    ],
)
def test_an_invalid_file_is_reported_with_the_location_of_the_error(
    tmp_path: Path, text: str | bytes, told: str
) -> None:
    path = written(tmp_path, text)
    with pytest.raises(BadRequestError) as refused:
        read_code(path)
    assert str(refused.value).startswith(str(path))
    assert told in str(refused.value)


def test_yaml_booleans_dates_and_times_in_text_fields_stay_text(tmp_path: Path) -> None:
    text = SMALL.replace("title: Baker", "title: 12:30\n  language: no\n  objective: 2026-01-01\n  description: yes")
    said = read_code(written(tmp_path, text))["interview"]
    assert (said["title"], said["language"], said["objective"], said["description"]) == (
        "12:30",
        "no",
        "2026-01-01",
        "yes",
    )


@pytest.mark.parametrize(("written_as", "minutes"), [("09", 9), ("010", 10), ("+45", 45)])
def test_a_number_with_a_leading_zero_is_read_as_decimal(tmp_path: Path, written_as: str, minutes: int) -> None:
    text = SMALL.replace("title: Baker", f"title: Baker\n  timeLimitMinutes: {written_as}")
    assert read_code(written(tmp_path, text))["interview"]["timeLimitMinutes"] == minutes


@pytest.mark.parametrize("word", ["08", "09", "+08", "010", "-.5", "1.5e3", "1.", "true", "no", "null", "~", "12:30"])
def test_a_title_that_looks_like_another_yaml_type_stays_text(tmp_path: Path, word: str) -> None:
    interview = read_template("nurse", "en")["file"]["interview"] | {"title": word, "assessmentCriteria": [], "id": ID}
    text = write_code(code_of({**interview, "questions": []}))
    assert read_code(written(tmp_path, text))["interview"]["title"] == word
    assert yaml.safe_load(text)["interview"]["title"] == word


def test_an_interview_from_an_older_server_has_no_follow_ups() -> None:
    file = read_template("backend-engineer", "en")["file"]
    of_before = [
        {name: value for name, value in {**item, "id": ID}.items() if name != "probes"} for item in file["questions"]
    ]
    interview = {**file["interview"], "assessmentCriteria": [], "questions": of_before}
    code = code_of(interview, with_ids=False)
    assert len(code["questions"]) == len(of_before)
    assert not any("probes" in item for item in code["questions"])


def test_follow_ups_from_an_older_server_are_read_under_their_present_name() -> None:
    (item, *_) = read_template("backend-engineer", "en")["file"]["questions"]
    shown = {**item, "hasOwnProbes": True, "probes": [{"when": "SHORT", "ask": "Why?", "about": None}]}
    assert own_fields(shown)["probes"] == [{"when": "SHORT", "text": "Why?", "about": None}]


def test_the_published_schema_matches_the_commands_output() -> None:
    told = CliRunner().invoke(main, ["schema"]).output
    assert json.loads((ROOT / "docs" / "interview.schema.json").read_text()) == json.loads(told) == describe_schema()
    meta.validate(describe_schema())
    for bad in ({"format": "aural-interview", "version": 1}, {"interview": {"title": 7}}):
        assert not Draft202012Validator(describe_schema()).is_valid(bad)


def test_an_id_is_written_into_a_file_and_comments_are_kept() -> None:
    text = f"# ours\n{SMALL}"
    assert add_id(text, ID) == text.replace("interview:\n  title", f"id: {ID}\ninterview:\n  title")
    assert add_id('{"interview": {}}', ID) is None


@pytest.mark.parametrize("line", ["id:", "id: ", "id: null", "id: ~", "id :", '"id": Null', "id:  # yet to come"])
@pytest.mark.parametrize("place", ["format:", "interview:", "questions:"])
def test_an_empty_id_is_filled_in(tmp_path: Path, line: str, place: str) -> None:
    text = SMALL.replace(place, f"{line}\n{place}", 1)
    assert read_code(written(tmp_path, text))["id"] is None
    filled = add_id(text, ID) or ""
    assert read_code(written(tmp_path, filled))["id"] == ID
    assert len(filled.splitlines()) == len(text.splitlines())
    assert filled.count("# yet to come") == text.count("# yet to come")


def test_the_id_of_a_question_stays_empty() -> None:
    text = SMALL.replace("- text: Why?", "- text: Why?\n  id:")
    assert add_id(text, ID) == text.replace("interview:", f"id: {ID}\ninterview:")


def items(*texts: str, **ids: str) -> list[dict[str, Any]]:
    return [{"id": ids.get(text), "text": text} for text in texts]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (items("A", "B", "C"), ["1", "2", "3"]),
        (items("C", "A", "B"), ["3", "1", "2"]),
        (items("new", "A", "B", "C"), [None, "1", "2", "3"]),
        (items("A", "B changed", "C"), ["1", "2", "3"]),
        (items("A", "C"), ["1", "3"]),
        (items("A", "x", B="2", x="3"), ["1", "3"]),
        (items("A", "A", "B"), ["1", None, "2"]),
        (items("quite", "other", quite="2"), ["2", None]),
    ],
)
def test_a_question_is_matched_by_its_id_then_its_text_then_its_position(wanted: Any, found: list[str | None]) -> None:
    present = items("A", "B", "C", A="1", B="2", C="3")
    assert pair(wanted, present, Path("f.yaml")) == found


def test_a_question_of_another_interview_is_refused() -> None:
    for wanted in (items("A", A="9"), items("A", "B", A="1", B="1")):
        with pytest.raises(click.ClickException, match="is not in this interview"):
            pair(wanted, items("A", A="1"), Path("f.yaml"))
