"""`aural export`, `plan`, `apply` and `schema`."""

from __future__ import annotations

import asyncio
import json
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aural.cli.options import plain_failures
from aural.cli.remote import require_server, server_options

if TYPE_CHECKING:
    from aural.as_code.plans import Difference

CHANGES = 2
_FILES = click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
LONGEST_NAME = 60


@click.command()
def schema() -> None:
    """Print the JSON Schema of an interview's file, for editors and checks."""
    from aural.as_code.files import describe_schema

    click.echo(json.dumps(describe_schema(), indent=2, ensure_ascii=False))


@click.command()
@click.argument("ids", nargs=-1)
@click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write one file for each interview to this folder.",
)
@click.option("--without-ids", is_flag=True, help="Leave out the ids, which mean nothing on another server.")
@server_options
@plain_failures
def export(ids: tuple[str, ...], folder: Path | None, without_ids: bool, url: str, key: str | None) -> None:
    """Write the interviews IDS as YAML files. Without IDS, write all that are not archived.

    Without --to, a single interview is written to the standard output. Existing files are overwritten.
    """
    if folder is None and len(ids) != 1:
        raise click.UsageError("Name one interview, or pass a folder with --to.")
    asyncio.run(_export(ids, folder, with_ids=not without_ids, server=require_server(url, key)))


async def _export(ids: tuple[str, ...], folder: Path | None, *, with_ids: bool, server: tuple[str, str]) -> None:
    from aural.as_code.files import code_of, write_code
    from aural.as_code.plans import list_unarchived
    from aural.as_code.server import reach

    async with reach(*server) as api:
        wanted = list(ids) or [item["id"] async for item in list_unarchived(api)]
        taken: set[str] = set()
        for interview_id in wanted:
            found = await api.data("GET", f"/interviews/{interview_id}")
            text = write_code(code_of(found, with_ids=with_ids))
            if folder is None:
                click.echo(text, nl=False)
                continue
            path = folder / f"{_name_of(found, taken)}.yaml"
            _write(path, text)
            click.echo(f"{path}: {found['title']}")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _name_of(interview: Mapping[str, str], taken: set[str]) -> str:
    """A file name built from the title. If it is already taken, part of the interview's id is added."""
    name = re.sub(r"[^\w]+", "-", interview["title"].lower()).strip("-")[:LONGEST_NAME].strip("-") or "interview"
    if name in taken:
        name = f"{name}-{interview['id'][-12:]}"
    taken.add(name)
    return name


@click.command()
@_FILES
@click.option(
    "--detailed-exitcode", is_flag=True, help="Exit with 2 if there is a change, and with 0 if there is none."
)
@server_options
@plain_failures
def plan(files: tuple[Path, ...], detailed_exitcode: bool, url: str, key: str | None) -> None:
    """Show what `apply` would change on the server to make it match FILES. Changes nothing.

    Exits with 1 if a file is invalid or the server refuses a request, and otherwise with 0. For CI, see
    --detailed-exitcode.
    """
    changes = asyncio.run(_plan(files, require_server(url, key)))
    if changes and detailed_exitcode:
        sys.exit(CHANGES)


async def _plan(files: tuple[Path, ...], server: tuple[str, str]) -> int:
    from aural.as_code.plans import compare_all, describe
    from aural.as_code.server import reach

    async with reach(*server) as api:
        found = await compare_all(api, files)
    for one in found:
        click.echo("\n".join(describe(one)))
    deletions = sum(len(one.deleted) for one in found)
    changed = sum(not one.is_empty for one in found)
    click.echo(f"\n{changed} of {len(found)} would change." if changed else "\nNothing would change.")
    if deletions:
        click.echo(f"{_counted(deletions)} would be deleted, but only by `aural apply --delete`.")
    return changed


@click.command()
@_FILES
@click.option("--delete", is_flag=True, help="Also delete questions that a file no longer has.")
@click.option("--write-ids", is_flag=True, help="Write the id of a new interview into its file.")
@click.option("--draft", is_flag=True, help="Create new interviews as drafts, which take no candidates.")
@server_options
@plain_failures
def apply(files: tuple[Path, ...], delete: bool, write_ids: bool, draft: bool, url: str, key: str | None) -> None:
    """Make the server match FILES: create or change interviews. Doing it twice changes nothing more.

    Nothing is deleted without --delete. Existing interviews are not archived, published or unpublished. New ones are
    live unless you pass --draft.
    """
    asyncio.run(_apply(files, delete=delete, write_ids=write_ids, as_draft=draft, server=require_server(url, key)))


async def _apply(
    files: tuple[Path, ...], *, delete: bool, write_ids: bool, as_draft: bool, server: tuple[str, str]
) -> None:
    from aural.as_code.plans import apply as make_so
    from aural.as_code.plans import compare_all, describe
    from aural.as_code.server import reach

    async with reach(*server) as api:
        found = await compare_all(api, files)
        if not delete:
            _refuse_deletions(found)
        for one in found:
            click.echo("\n".join(describe(one)))
            if one.is_empty:
                continue
            interview_id = await make_so(api, one, as_draft=as_draft)
            click.echo("  done" if one.interview_id else f"  created: {interview_id}")
            if write_ids and one.interview_id is None:
                _write_id(one.path, interview_id)


def _refuse_deletions(found: Sequence[Difference]) -> None:
    lost = [f"  {one.path}: {str(item['text'])[:100]}" for one in found for item in one.deleted]
    if lost:
        told = "\n".join(lost)
        raise click.ClickException(
            f"{_counted(len(lost))} would be deleted, so nothing was changed. Allow it with --delete:\n{told}"
        )


def _write_id(path: Path, interview_id: str) -> None:
    from aural.as_code.files import add_id

    text = add_id(path.read_text(encoding="utf-8"), interview_id)
    if text is None:
        click.echo(f"  {path} has no line that begins with `interview:`. Add `id: {interview_id}` to it yourself.")
        return
    path.write_text(text, encoding="utf-8")


def _counted(questions: int) -> str:
    return f"{questions} question{'' if questions == 1 else 's'}"
