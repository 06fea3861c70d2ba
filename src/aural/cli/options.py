"""Shared by the commands: error messages, the options for the data folder and the database, and an open database."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Never, ParamSpec, TypeVar

import click

if TYPE_CHECKING:
    from aural.settings import Settings
    from aural.store.database import Database

Given = ParamSpec("Given")
Result = TypeVar("Result")


class MisuseError(click.ClickException):
    """Options that can't be used together or as they are. Printed as one sentence, without the usage."""

    exit_code = 2


def plain_failures(command: Callable[Given, Result]) -> Callable[Given, Result]:
    """Prints errors that the user can act on as sentences instead of tracebacks."""

    @wraps(command)
    def run(*args: Given.args, **values: Given.kwargs) -> Result:
        from aural.platform.errors import AuralError
        from aural.settings import SettingsError

        try:
            return command(*args, **values)
        except (AuralError, SettingsError) as error:
            raise click.ClickException(str(error)) from error

    return run


def storage(command: Callable[Given, Result]) -> Callable[Given, Result]:
    """Adds the options for the data folder and the database."""
    command = click.option(
        "--database-url", help="The database (default: AURAL_DATABASE_URL, else in the data folder)."
    )(command)
    return click.option(
        "--data-dir",
        type=click.Path(file_okay=False, path_type=Path),
        help="The data folder (default: AURAL_DATA_DIR).",
    )(plain_failures(command))


def with_database(
    data_dir: Path | None,
    database_url: str | None,
    work: Callable[[Database, Settings], Coroutine[object, Never, Result]],
    *,
    creates: bool = False,
) -> Result:
    """Runs `work(database, settings)` after upgrading the database to this version.

    Without `creates`, raises click.ClickException if there is no deployment: the folder may be mistyped.
    """
    from aural.guard.deployment import prepare_database
    from aural.settings import check_settings, is_new, load_settings
    from aural.store.database import open_database

    found = check_settings(data_dir=data_dir, database_url=database_url)
    if not creates and is_new(found):
        place = found.database_url or found.data_dir
        raise click.ClickException(
            f"There is no deployment in {place}. Check --data-dir, or run `aural serve` there first."
        )
    settings = load_settings(data_dir=data_dir, database_url=database_url)
    prepare_database(settings)

    async def run() -> Result:
        database = open_database(settings.database_url)
        try:
            return await work(database, settings)
        finally:
            await database.close()

    return asyncio.run(run())
