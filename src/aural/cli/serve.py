"""Runs the server. Binds the socket before anything else, so that a port in use is reported in one sentence."""

from __future__ import annotations

import asyncio
import errno
import gc
import logging
import os
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

import click
import uvicorn
from starlette.types import ASGIApp
from uvicorn.supervisors import Multiprocess

from aural.guard.auth.setup import issue_setup_code
from aural.guard.deployment import prepare_database
from aural.guard.http.deadlines import HEAD_SECONDS, http_protocol
from aural.guard.secrets import Secrets
from aural.platform.logs import set_up_logs
from aural.settings import Settings
from aural.settings.variables import list_variable_warnings
from aural.store.database import open_database

logger = logging.getLogger("aural.serve")
MAX_FRAME_BYTES = 256 * 1024
GRACE_SECONDS = 10
SWITCH_SECONDS = 0.001  # with Python's own 5 ms, several threads that read answers keep `/livez` waiting twice as long
FIGURES_FOLDER = "PROMETHEUS_MULTIPROC_DIR"  # aural.platform.metrics reads it at import, in each process
WORKER_SECONDS = 30  # a worker silent for this long is replaced; a start on a busy machine can take a third of it


def serve_forever(settings: Settings, *, host: str, port: int, workers: int) -> None:
    """Serves until a signal stops it. Raises SettingsError or click.ClickException if it can't start."""
    with _bind(host, port) as listener:
        _serve(settings.listening_on(host, listener.getsockname()[1]), listener, workers)


def _serve(settings: Settings, listener: socket.socket, workers: int) -> None:
    prepare_database(settings)
    _hand_over(settings, workers)
    set_up_logs(settings.log_format, settings.log_level)
    for warning in list_variable_warnings(os.environ):
        logger.warning(warning)
    config = uvicorn.Config(
        "aural.cli.serve:load_app",
        factory=True,
        workers=workers,
        http=http_protocol(),
        loop="uvloop" if os.name == "posix" else "asyncio",
        ws="websockets-sansio",
        ws_max_size=MAX_FRAME_BYTES,
        ws_ping_interval=20,
        ws_ping_timeout=20,
        proxy_headers=False,  # AURAL_TRUSTED_PROXIES names the proxies to trust
        access_log=False,
        log_config=None,  # each process sets up its own log: aural.platform.logs
        server_header=False,
        timeout_keep_alive=HEAD_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
        timeout_worker_healthcheck=WORKER_SECONDS,
    )
    click.echo(f"Aural is running at {settings.public_url}", err=True)
    _tell_setup_code(settings)
    server = uvicorn.Server(config)
    if workers == 1:
        server.run(sockets=[listener])
    else:
        with _figures_added_up(settings, workers):
            Multiprocess(config, sockets=[listener]).run()


def load_app() -> ASGIApp:
    """Creates the app of one process.

    The event loop gets the interpreter back from other threads within a few milliseconds, and the garbage collector
    won't scan imported objects, which are never freed.
    """
    sys.setswitchinterval(SWITCH_SECONDS)
    gc.disable()
    from aural.app import create_app

    app = create_app()
    gc.freeze()
    gc.enable()
    return app


@contextmanager
def _figures_added_up(settings: Settings, workers: int) -> Iterator[None]:
    """A temporary folder to which several processes write their metrics, so that these can be added up."""
    if workers == 1 or not settings.metrics_token:
        yield
        return
    with tempfile.TemporaryDirectory(prefix="aural-figures-") as folder:
        os.environ[FIGURES_FOLDER] = folder
        yield


def _tell_setup_code(settings: Settings) -> None:
    """Prints the setup code for the first account if no user exists. It isn't shown anywhere else."""

    async def issue() -> str | None:
        database = open_database(settings.database_url)
        try:
            return await issue_setup_code(database, Secrets(settings.secret_key))
        finally:
            await database.close()

    code = asyncio.run(issue())
    if code is not None:
        click.echo(f"Create the first account at {settings.public_url}/welcome with the setup code {code}", err=True)


def _bind(host: str, port: int) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(2048)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise click.ClickException(f"Port {port} is in use. Stop the other server or pass --port.") from error
        raise click.ClickException(f"Cannot listen on {host}:{port} ({error.strerror}).") from error
    return listener


def _hand_over(settings: Settings, workers: int) -> None:
    """Copies the command-line options into the environment, from which each worker reads its settings."""
    os.environ["AURAL_DATA_DIR"] = str(settings.data_dir)
    os.environ["AURAL_DATABASE_URL"] = settings.database_url
    os.environ["AURAL_PUBLIC_URL"] = settings.public_url
    os.environ["AURAL_UPGRADE_URL"] = settings.upgrade_url
    os.environ["AURAL_SHARES_DATABASE"] = "1" if workers > 1 or settings.database_url.startswith("postgresql") else ""
