"""`aural rehearse`: generic candidates take an interview, and thresholds decide the exit code. For people and for CI.

A file is rehearsed on a server inside this command, with an empty database that is deleted afterwards. This needs no
key, network or running server, and uses the model in the settings, if there is one.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from aural.cli.options import plain_failures
from aural.cli.remote import require_server, server_options

if TYPE_CHECKING:
    from aural.as_code.server import Api

NOT_MET = 3
_PAUSE_SECONDS = 0.5
_KINDS = ("STRONG", "VAGUE", "SILENT", "OFF_TOPIC", "HOSTILE", "INJECTING")
_COUNT = click.IntRange(0)
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The results of a rehearsal, and the concerns that the interview's checks found."""

    title: str
    criteria: int
    questions: Sequence[str]  # their ids, in order
    results: Sequence[Json]
    concerns: Sequence[Json]

    @property
    def coverage(self) -> float:
        """The percentage of criteria that the best candidate's answers cover. 100 if there are no criteria."""
        if not self.criteria:
            return 100.0
        return max(100 * len(result["criteriaCovered"]) / self.criteria for result in self.results)

    @property
    def measures(self) -> dict[str, float]:
        """Each measure by the name of the threshold that it is compared with."""
        return {
            "min_coverage": self.coverage,
            "max_minutes": max(result["minutes"] for result in self.results),
            "max_missed": min(len(result["requiredMissed"]) for result in self.results),
            "max_repeats": max(result["repeats"] for result in self.results),
            "max_concerns": len(self.concerns),
        }


@click.command()
@click.argument("target")
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice(_KINDS, case_sensitive=False),
    default=["STRONG", "VAGUE"],
    show_default=True,
    help="The kind of candidate. Repeat the option for several kinds.",
)
@click.option(
    "--min-coverage",
    type=click.FloatRange(0, 100),
    help="Percentage of the criteria that the best candidate's answers must cover.",
)
@click.option("--max-minutes", type=click.FloatRange(0), help="The maximum number of minutes for each candidate.")
@click.option("--max-missed", type=_COUNT, help="How many required questions the best candidate may miss.")
@click.option("--max-repeats", type=_COUNT, help="How often the interviewer may repeat itself.")
@click.option("--max-concerns", type=_COUNT, help="How many concerns the interview's checks may find.")
@click.option("--json", "as_json", is_flag=True, help="Print only the results, as JSON.")
@server_options
@plain_failures
def rehearse(
    target: str, kinds: tuple[str, ...], as_json: bool, url: str, key: str | None, **limits: float | None
) -> None:
    """Let generic candidates take the interview TARGET: a file, or the id of an interview on a server.

    A file needs no server and no key. Exits with 3 if a threshold is not met, and with 1 if it cannot be rehearsed.
    """
    path = Path(target)
    chosen = [kind.upper() for kind in dict.fromkeys(kinds)]
    if path.is_file():
        outcome = asyncio.run(_rehearse_file(path, chosen))
    else:
        outcome = asyncio.run(_rehearse_there(target, chosen, require_server(url, key)))
    missed = list_missed(outcome, limits)
    show: Callable[[Outcome, list[str]], None] = _show_json if as_json else _show
    show(outcome, missed)
    if missed:
        sys.exit(NOT_MET)


def list_missed(outcome: Outcome, limits: dict[str, float | None]) -> list[str]:
    """The thresholds that are not met, in words."""
    missed = []
    for name, found in outcome.measures.items():
        limit = limits.get(name)
        bound, _, what = name.partition("_")
        if limit is not None and (found < limit if bound == "min" else found > limit):
            missed.append(f"{what} is {found:g}, and must be at {'least' if bound == 'min' else 'most'} {limit:g}")
    return missed


async def _rehearse_there(interview_id: str, kinds: list[str], server: tuple[str, str]) -> Outcome:
    from aural.as_code.server import reach

    if not all(letter in "0123456789abcdef-" for letter in interview_id):
        raise click.ClickException(f"{interview_id} is neither a file nor the id of an interview.")
    async with reach(*server) as api:
        return await _rehearse(api, interview_id, kinds)


async def _rehearse_file(path: Path, kinds: list[str]) -> Outcome:
    from aural.as_code.files import read_code, without_ids

    code = read_code(path)
    async with _own_server() as api:
        made = await api.data("POST", "/interviews/import", without_ids(code))
        return await _rehearse(api, made["id"], kinds)


@asynccontextmanager
async def _own_server() -> AsyncIterator[Api]:
    """The API of a server in this process, which has its own database and key."""
    import httpx2

    from aural.app import Server
    from aural.as_code.server import Api
    from aural.cli.accounts import create_key
    from aural.guard.deployment import prepare_database
    from aural.settings import load_settings

    with TemporaryDirectory(prefix="aural-rehearsal-") as folder:
        database_url = f"sqlite:///{Path(folder) / 'aural.db'}"
        settings = load_settings(data_dir=Path(folder), database_url=database_url, rate_limit_per_minute=0)
        settings = settings.listening_on("127.0.0.1", 0)
        await asyncio.to_thread(prepare_database, settings)
        server = Server(settings)
        key = await create_key(server.database, settings, organization="Rehearsal", name="Rehearsal")
        headers = {"Authorization": f"Bearer {key}"}
        transport = httpx2.ASGITransport(app=server.asgi())
        async with (
            server.running(),
            httpx2.AsyncClient(transport=transport, base_url=settings.public_url, headers=headers) as client,
        ):
            yield Api(client)


async def _rehearse(api: Api, interview_id: str, kinds: list[str]) -> Outcome:
    interview = await api.data("GET", f"/interviews/{interview_id}")
    checks = await api.data("GET", f"/interviews/{interview_id}/checks")
    rehearsal = await api.data("POST", f"/interviews/{interview_id}/rehearsals", {"kinds": kinds})
    while rehearsal["status"] in ("QUEUED", "RUNNING"):
        await asyncio.sleep(_PAUSE_SECONDS)
        rehearsal = await api.data("GET", f"/rehearsals/{rehearsal['id']}")
    if rehearsal["status"] == "FAILED":
        raise click.ClickException(rehearsal["error"])
    return Outcome(
        interview["title"],
        len(interview["assessmentCriteria"]),
        [question["id"] for question in interview["questions"]],
        rehearsal["results"],
        checks["concerns"],
    )


_COLUMNS = (
    ("candidate", lambda result: result["kind"]),
    ("minutes", lambda result: f"{result['minutes']:g}"),
    ("answered", lambda result: f"{result['answered']} of {result['asked']}"),
    ("follow-ups", lambda result: f"{result['followUps']} of {result['followUpBudget']}"),
    ("repeats", lambda result: str(result["repeats"])),
    ("criteria", lambda result: ", ".join(result["criteriaCovered"]) or "none"),
)


def _show(outcome: Outcome, missed: list[str]) -> None:
    rows = [[name for name, _ in _COLUMNS], *([told(result) for _, told in _COLUMNS] for result in outcome.results)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(_COLUMNS))]
    click.echo(outcome.title)
    for row in rows:
        click.echo("  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    for concern in outcome.concerns:
        click.echo(f"  ! {_place_of(outcome, concern)}{concern['message']}")
    for text in missed:
        click.echo(f"Not met: {text}.", err=True)


def _place_of(outcome: Outcome, concern: Json) -> str:
    """The place in words, counted from 1."""
    if concern["questionId"] is not None:
        probe = concern.get("probe")  # a server of the previous version sends none
        follow_up = "" if probe is None else f", follow-up {probe + 1}"
        return f"question {outcome.questions.index(concern['questionId']) + 1}{follow_up}: "
    return "" if concern["criterion"] is None else f"criterion {concern['criterion'] + 1}: "


def _show_json(outcome: Outcome, missed: list[str]) -> None:
    told = {
        "title": outcome.title,
        "measures": outcome.measures,
        "notMet": missed,
        "results": outcome.results,
        "concerns": outcome.concerns,
    }
    click.echo(json.dumps(told, ensure_ascii=False, indent=1))
