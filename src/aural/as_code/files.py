"""An interview as a YAML file: the format that the dashboard exports (interviews/copy_endpoints.py), with added ids."""

from __future__ import annotations

import re
from collections.abc import Hashable
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import Field, StringConstraints

from aural.api.validation import Input, Json, defaults, on_wire, problems_of
from aural.interviews.content import QUESTION, SETTINGS
from aural.interviews.copy_endpoints import FORMAT, FileContent, FileInterview, check_file
from aural.interviews.criteria_schemas import FileCriterion, to_places
from aural.interviews.probe_endpoints import ProbeIn, own_probes, probes_on_wire, suggest_probes
from aural.interviews.question_schemas import MOST_QUESTIONS, QuestionIn
from aural.platform.errors import BadRequestError

MOST_BYTES = 1 << 20
_PROBE = {"ask": "text"}  # the earlier name
_TOLD_PROBLEMS = 5
_WIDTH = 100
Id = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]


class CodeQuestion(QuestionIn):
    """A question in a file."""

    id: Id | None = Field(
        None, description="The question's id. If omitted, it is matched by text, or else by position."
    )


class InterviewCode(FileContent):
    """An interview as code. An omitted field has its default."""

    id: Id | None = Field(
        None, description="The interview's id. If omitted, it is matched by title, and created if there is no match."
    )
    questions: Annotated[list[CodeQuestion], Field(max_length=MOST_QUESTIONS)] = Field(  # type: ignore[assignment]
        [], description="The questions in order. Their `order` fields are ignored."
    )


def describe_schema() -> Json:
    """The JSON Schema of a file, for editors and for checks without a server."""
    schema = InterviewCode.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "An Aural interview"}


class _Loader(yaml.SafeLoader):
    """Reads only plain values of YAML 1.2: `no` is a word, `12:30` isn't a number, and `010` is ten.

    Refuses aliases, tags and repeated keys.
    """

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        mark = event.start_mark
        if isinstance(event, yaml.AliasEvent):
            raise yaml.composer.ComposerError(None, None, "aliases (*name) are not supported", mark)
        if event.tag is not None:
            raise yaml.composer.ComposerError(None, None, "tags (!name) are not supported", mark)
        return super().compose_node(parent, index)

    def construct_yaml_int(self, node: yaml.ScalarNode) -> int:
        return int(self.construct_scalar(node))

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(None, None, "a key must be a word", key.start_mark)
            if key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"{key.value} appears twice", key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)


class _Dumper(yaml.SafeDumper):
    """Quotes strings that `_Loader` or a YAML 1.1 parser would read as another type."""

    def ignore_aliases(self, data: object) -> bool:
        return True


_PLAIN = (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]{1,18}", "-+0123456789"),
    ("float", r"[-+]?(?:[0-9]*\.[0-9]+|[0-9]+\.)(?:[eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
)
_Loader.yaml_implicit_resolvers = {}
_Loader.add_constructor("tag:yaml.org,2002:int", _Loader.construct_yaml_int)
for _tag, _pattern, _first in _PLAIN:
    for _reads_or_writes in (_Loader, _Dumper):
        _reads_or_writes.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(rf"(?:{_pattern})$"), [*_first])


def read_code(path: Path) -> Json:
    """The file's interview, with all fields keyed by name on the wire.

    Raises BadRequestError, which names the file and the fields.
    """
    value = _load(path)
    _, problems = problems_of(InterviewCode, value)
    if isinstance(value, dict):
        problems += check_file(value, value)
    if problems:
        told = [f"{where or 'the file'} {text}" for where, text in problems[:_TOLD_PROBLEMS]]
        more = [f"and {len(problems) - len(told)} more"] if len(problems) > len(told) else []
        raise BadRequestError(f"{path}: {'; '.join([*told, *more])}.", problems)
    code = InterviewCode.model_validate(value).model_dump(by_alias=True)
    for item in code["questions"]:  # as the server does: suggested follow-ups aren't the question's own
        suggested = suggest_probes(item["text"], item["type"], code["interview"]["language"])
        item["probes"] = own_probes(item["probes"], probes_on_wire(suggested))
    return code


def _load(path: Path) -> object:
    try:
        content = path.read_bytes()
        if len(content) > MOST_BYTES:
            raise BadRequestError(f"{path} is larger than {MOST_BYTES:,} bytes.")
        return yaml.load(content.decode("utf-8"), _Loader)  # noqa: S506  (a safe one)
    except OSError as error:
        raise BadRequestError(f"{path} cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise BadRequestError(f"{path} isn't UTF-8 text.") from error
    except yaml.MarkedYAMLError as error:
        line = "" if error.problem_mark is None else f", line {error.problem_mark.line + 1}"
        raise BadRequestError(f"{path}{line}: {error.problem}.") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise BadRequestError(f"{path} isn't YAML.") from error


def without_ids(code: Json) -> Json:
    """The body of POST /interviews/import."""
    questions = [{name: value for name, value in item.items() if name != "id"} for item in code["questions"]]
    return {"format": FORMAT, "version": 1, "interview": code["interview"], "questions": questions}


def code_of(interview: Json, *, with_ids: bool = True) -> Json:
    """Turns a response to GET /interviews/{id} into the shortest equivalent file."""
    asked = interview["questions"]
    criteria = to_places(interview["assessmentCriteria"], [item["id"] for item in asked])
    settings = {name: interview[name] for name in SETTINGS.values()} | {
        "assessmentCriteria": [_without_defaults(FileCriterion, one) for one in criteria]
    }
    questions = [({"id": item["id"]} if with_ids else {}) | _shortened(own_fields(item)) for item in asked]
    return {
        "format": FORMAT,
        "version": 1,
        **({"id": interview["id"]} if with_ids else {}),
        "interview": _without_defaults(FileInterview, settings),
        "questions": questions,
    }


def own_fields(item: Json) -> Json:
    """The fields of a question in an API response. `probes` is None if the follow-ups are only suggested.

    An older server leaves `probes` out, or calls the text of a follow-up `ask`.
    """
    fields = {name: item[name] for name in QUESTION.values() if name != "probes"}
    own = item.get("probes") if item.get("hasOwnProbes", True) else None
    return {**fields, "probes": own and [{_PROBE.get(name, name): one[name] for name in one} for one in own]}


def _shortened(fields: Json) -> Json:
    probes = fields["probes"]
    if probes:
        fields = {**fields, "probes": [_without_defaults(ProbeIn, probe) for probe in probes]}
    return _without_defaults(QuestionIn, fields)


def _without_defaults(model: type[Input], values: Json) -> Json:
    usual = on_wire(model, defaults(model))
    return {name: value for name, value in values.items() if name not in usual or usual[name] != value}


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _represent_text)


def write_code(code: Json) -> str:
    """The file's text."""
    return yaml.dump(code, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH)


_ID = re.compile(r"""^(?:id|"id"|'id')[ \t]*:(.*)$""", re.MULTILINE)
_COMMENT = re.compile(r"[ \t]#.*")
_EMPTY = ("", "~", "null", "Null", "NULL")


def add_id(text: str, interview_id: str) -> str | None:
    """The file's text with the interview's id added, otherwise unchanged; None if no line begins with `interview:`.

    Fills in an empty `id:`, because a second one would make the file unreadable.
    """
    given = _ID.search(text)
    if given is not None:
        comment = _COMMENT.search(given[1])
        value = given[1] if comment is None else given[1][: comment.start()]
        if value.strip() in _EMPTY:
            end = given.end() if comment is None else given.start(1) + comment.start()
            return f"{text[: given.start(1)]} {interview_id}{text[end:]}"
    added, count = re.subn(r"^interview:", f"id: {interview_id}\ninterview:", text, count=1, flags=re.MULTILINE)
    return added if count else None
