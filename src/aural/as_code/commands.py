"""`aural export`, `plan`, `apply` and `schema`."""

from __future__ import annotations

import asyncio
import json
import re
import sys
from pathlib import Path
from typing import Any

import click

from aural.cli.options import plain_failures
from aural.cli.remote import require_server, server_options

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
    "--to", "folder", type=click.Path(file_okay=False, path_type=Path), help="Write a file for each into this folder."
)
@click.option("--without-ids", is_flag=True, help="For another server, where they would mean nothing.")
@server_options
@plain_failures
def export(ids: tuple[str, ...], folder: Path | None, without_ids: bool, url: str, key: str | None) -> None:
    """Write the interviews IDS as YAML files; without IDS, all that are not archived.

    One interview goes to the standard output, where --to names no folder. A file that is there already is overwritten.
    """
    if folder is None and len(ids) != 1:
        raise click.UsageError("Name one interview, or a folder for several with --to.")
    asyncio.run(_export(ids, folder, with_ids=not without_ids, server=require_server(url, key)))


async def _export(ids: tuple[str, ...], folder: Path | None, *, with_ids: bool, server: tuple[str, str]) -> None:
    from aural.as_code.files import code_of, write_code
    from aural.as_code.server import reach

    async with reach(*server) as api:
        wanted = list(ids) or [item["id"] async for item in api.every("/interviews", isActive="true")]
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


def _name_of(interview: dict[str, Any], taken: set[str]) -> str:
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
    """Show what `apply` would change on the server to make it say what FILES say. Changes nothing.

    Exits with 1 where a file does not hold or the server refuses, else with 0; see --detailed-exitcode for CI.
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
        click.echo(f"{_counted(deletions)} would be deleted: `aural apply` does that with --delete only.")
    return changed


@click.command()
@_FILES
@click.option("--delete", is_flag=True, help="Also delete questions that a file no longer has.")
@click.option("--write-ids", is_flag=True, help="Write the id of a new interview into its file.")
@server_options
@plain_failures
def apply(files: tuple[Path, ...], delete: bool, write_ids: bool, url: str, key: str | None) -> None:
    """Make the server say what FILES say: interviews are made or changed. Doing it twice changes nothing more.

    Nothing is deleted without --delete, and no interview is archived, published or unpublished.
    """
    asyncio.run(_apply(files, delete=delete, write_ids=write_ids, server=require_server(url, key)))


async def _apply(files: tuple[Path, ...], *, delete: bool, write_ids: bool, server: tuple[str, str]) -> None:
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
            interview_id = await make_so(api, one)
            click.echo("  done" if one.interview_id else f"  made: {interview_id}")
            if write_ids and one.interview_id is None:
                _write_id(one.path, interview_id)


def _refuse_deletions(found: list[Any]) -> None:
    lost = [f"  {one.path}: {item['text'][:100]}" for one in found for item in one.deleted]
    if lost:
        told = "\n".join(lost)
        raise click.ClickException(
            f"{_counted(len(lost))} would be deleted, so nothing was changed. Allow it with --delete:\n{told}"
        )


def _write_id(path: Path, interview_id: str) -> None:
    from aural.as_code.files import add_id

    text = add_id(path.read_text(encoding="utf-8"), interview_id)
    if text is None:
        click.echo(f"  {path} has no line that begins with `interview:`. Write `id: {interview_id}` there yourself.")
        return
    path.write_text(text, encoding="utf-8")


def _counted(questions: int) -> str:
    return f"{questions} question{'' if questions == 1 else 's'}"
