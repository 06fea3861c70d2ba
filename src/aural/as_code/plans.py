"""Finds and describes the changes that make a server's interview match a file, and applies them."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from aural.api.validation import Json
from aural.as_code.files import own_fields, read_code, without_ids
from aural.as_code.server import Api, RefusedError
from aural.interviews.content import QUESTION, SETTINGS, Change, Content, changes_between
from aural.interviews.criteria_schemas import from_places

_SHOWN_CHARACTERS = 60
_SIGNS = {"added": "+", "removed": "-", "changed": "~", "moved": "↕"}


@dataclass(frozen=True, slots=True)
class Difference:
    """A file compared with the server. `interview_id` None: the interview doesn't exist there yet."""

    path: Path
    code: Json
    interview_id: str | None
    etag: str | None
    before: Content
    after: Content  # new questions have ids that begin with `new`

    @property
    def changes(self) -> tuple[Change, ...]:
        return changes_between(self.before, self.after)

    @property
    def is_empty(self) -> bool:
        return self.interview_id is not None and not self.changes

    @property
    def deleted(self) -> list[Mapping[str, object]]:
        kept = {item["id"] for item in self.after["questions"]}
        return [item for item in self.before["questions"] if item["id"] not in kept]


_NOTHING: Content = {"interview": {"assessmentCriteria": []}, "questions": []}


async def list_unarchived(api: Api, **query: object) -> AsyncIterator[Json]:
    """The active interviews and the drafts. A server of the previous version has no drafts."""
    async for item in api.every("/interviews", **query):
        if item["isActive"] or item.get("isDraft"):
            yield item


async def compare_all(api: Api, paths: Sequence[Path]) -> list[Difference]:
    """Compares each file with the server. Raises click.ClickException if two files describe the same interview."""
    found = [await compare(api, path) for path in paths]
    seen: dict[str, Path] = {}
    for one in found:
        title = one.code["interview"]["title"]
        key = one.interview_id or f"new: {title}"
        if key in seen:
            raise click.ClickException(
                f"{seen[key]} and {one.path} are about the same interview ({title}). Leave one of them out, or change "
                "its id or title."
            )
        seen[key] = one.path
    return found


async def compare(api: Api, path: Path) -> Difference:
    """Compares a file with the server.

    Raises BadRequestError if the file is invalid, and click.ClickException if the server refuses a request.
    """
    code = read_code(path)
    found = await _find(api, code, path)
    if found is None:
        return Difference(path, code, None, None, _NOTHING, _content_of(code, [None] * len(code["questions"])))
    interview = found["data"]
    before: Content = {
        "interview": _settings_of(interview, interview["assessmentCriteria"]),
        "questions": [{"id": item["id"]} | own_fields(item) for item in interview["questions"]],
    }
    after = _content_of(code, pair(code["questions"], before["questions"], path))
    return Difference(path, code, interview["id"], found["etag"], before, after)


async def _find(api: Api, code: Json, path: Path) -> Json | None:
    """The interview that the file describes, found by id or else by title. None if it has to be created."""
    interview_id = code["id"]
    if interview_id is None:
        title = code["interview"]["title"]
        same = [item["id"] async for item in list_unarchived(api, q=title) if item["title"] == title]
        if len(same) > 1:
            ids = ", ".join(same)
            raise click.ClickException(f"{path}: {len(same)} interviews have this title. Add the id of one: {ids}.")
        if not same:
            return None
        (interview_id,) = same
    try:
        return await api.ask("GET", f"/interviews/{interview_id}")
    except click.ClickException as error:
        # After any other refusal, the interview may exist: without its id, `apply` could create it a second time.
        is_missing = isinstance(error, RefusedError) and error.status == 404
        hint = " Leave out its id to find it by its title, or to create it." if is_missing else ""
        raise click.ClickException(
            f"{path}: the interview {interview_id} could not be read: {error.message}{hint}"
        ) from error


def pair(wanted: Sequence[Json], present: Sequence[Json], path: Path) -> list[str | None]:
    """For each wanted question, the id of the present one that matches it by id, else by text, else by position.

    None: the question is new.
    """
    there = {item["id"] for item in present}
    found: list[str | None] = [item["id"] for item in wanted]
    for question_id in found:
        if question_id is not None and (question_id not in there or found.count(question_id) > 1):
            raise click.ClickException(
                f"{path}: the question {question_id} is not in this interview, or appears twice. Leave out its id to "
                "create a new question."
            )
    free = [item for item in present if item["id"] not in found]
    for place, item in enumerate(wanted):
        same = next((one for one in free if one["text"] == item["text"]), None)
        if found[place] is None and same is not None:
            found[place] = same["id"]
            free.remove(same)
    left = {item["id"] for item in free}
    for place, item in enumerate(present):
        if item["id"] in left and place < len(found) and found[place] is None:
            found[place] = item["id"]
    return found


def _content_of(code: Json, ids: Sequence[str | None]) -> Content:
    named = [question_id or f"new{place}" for place, question_id in enumerate(ids)]
    questions = [
        {"id": question_id} | {name: item[name] for name in QUESTION.values()}
        for question_id, item in zip(named, code["questions"], strict=True)
    ]
    criteria = from_places([_by_column(one) for one in code["interview"]["assessmentCriteria"]], named)
    return {"interview": _settings_of(code["interview"], criteria), "questions": questions}


def _settings_of(interview: Json, criteria: Sequence[Json]) -> Json:
    """The interview's settings. The order of a criterion's questions has no meaning, so they are sorted."""
    in_order = [{**one, "questionIds": sorted(one["questionIds"])} for one in criteria]
    return {name: interview[name] for name in SETTINGS.values()} | {"assessmentCriteria": in_order}


def _by_column(criterion: Json) -> Json:
    return {name: criterion[name] for name in ("name", "description", "anchors", "questions")}


# --- describe ---------------------------------------------------------------------------------------------------------


def describe(found: Difference) -> Iterator[str]:
    """Lines that describe the difference to people."""
    title = found.code["interview"]["title"]
    if found.interview_id is None:
        count = len(found.code["questions"])
        yield f"{found.path}: {title} is new, with {count} question{'' if count == 1 else 's'}"
        return
    yield f"{found.path}: {title} ({found.interview_id})"
    if found.is_empty:
        yield "  no change"
    for change in found.changes:
        yield f"  {_SIGNS[change.kind]} {_describe_change(found, change)}"


def _describe_change(found: Difference, change: Change) -> str:
    part, _, rest = change.path.partition(".")
    key, name = (rest, "") if change.kind != "changed" else (rest.rpartition(".")[0], rest.rpartition(".")[2])
    if part == "questions":
        what = _number(found, key)
    elif part == "assessmentCriteria" and rest:
        what = f'criterion "{key}"'
    else:
        return f"{change.path}: {_show(change.before)} → {_show(change.after)}"
    match change.kind:
        case "moved":
            return f"{what}: from place {change.before + 1} to {change.after + 1}"
        case "changed" if name == "questionIds":
            return f"{what} questions: {_numbers(found.before, change.before)} → {_numbers(found.after, change.after)}"
        case "changed":
            return f"{what} {name}: {_show(change.before)} → {_show(change.after)}"
    value = change.before or change.after
    return f"{what}: {_show(value['text'])}" if "text" in value else what


def _number(found: Difference, question_id: str) -> str:
    """The question's place in the file, counted from 1. For a question to be deleted, its place on the server."""
    for content in (found.after, found.before):
        for place, item in enumerate(content["questions"], 1):
            if item["id"] == question_id:
                return f"question {place}"
    return "question"


def _numbers(content: Content, ids: Sequence[str]) -> str:
    places = [str(place) for place, item in enumerate(content["questions"], 1) if item["id"] in ids]
    return ", ".join(places) or "all"


def _show(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _SHOWN_CHARACTERS else f"{text[:_SHOWN_CHARACTERS]}…"


# --- apply ------------------------------------------------------------------------------------------------------------


async def apply(api: Api, found: Difference, *, as_draft: bool = False) -> str:
    """Applies the difference and returns the interview's id. After a failure, the next run applies what is left.

    `as_draft`: whether a new interview is a draft.
    """
    if found.interview_id is None:
        made = await api.data(
            "POST", "/interviews/import", without_ids(found.code) | ({"isDraft": True} if as_draft else {})
        )
        return str(made["id"])
    path = f"/interviews/{found.interview_id}"
    headers = {} if found.etag is None else {"If-Match": found.etag}
    changed = {change.path for change in found.changes if "." not in change.path}
    settings = {name: found.after["interview"][name] for name in SETTINGS.values() if name in changed}
    await api.ask("PATCH", path, settings, headers=headers)  # first, even if empty: checks the ETag
    for item in found.deleted:
        await api.ask("DELETE", f"/questions/{item['id']}")
    made = await _arrange(api, path, found)
    criteria = found.after["interview"]["assessmentCriteria"]
    wanted = [{**one, "questionIds": [made.get(link, link) for link in one["questionIds"]]} for one in criteria]
    if wanted != found.before["interview"]["assessmentCriteria"]:
        await api.ask("PATCH", path, {"assessmentCriteria": wanted})
    return found.interview_id


async def _arrange(api: Api, path: str, found: Difference) -> dict[str, str]:
    """Moves each question to its place, in order. Returns the ids of new questions by their ids in `found`."""
    gone = {item["id"] for item in found.deleted}
    order = [item["id"] for item in found.before["questions"] if item["id"] not in gone]
    present = {item["id"]: item for item in found.before["questions"]}
    made: dict[str, str] = {}
    for place, item in enumerate(found.after["questions"]):
        values = {name: item[name] for name in QUESTION.values()}
        question_id = item["id"]
        if question_id not in present:
            (created,) = await api.data("POST", f"{path}/questions", [{**values, "order": place}])
            made[question_id] = created["id"]
            order.insert(place, question_id)
            continue
        before = present[question_id]
        changed = {name: value for name, value in values.items() if before[name] != value}
        if order[place] != question_id:
            changed["order"] = place
            order.remove(question_id)
            order.insert(place, question_id)
        if changed:
            await api.ask("PATCH", f"/questions/{question_id}", changed)
    return made
