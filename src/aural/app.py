"""The composition root: settings in, one ASGI application out."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
from collections.abc import AsyncIterator, Coroutine
from typing import Never

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from aural import __version__
from aural.accounts.single_sign_on_endpoints import sign_on_routes
from aural.api.app import Api
from aural.api.context import Context
from aural.ats.endpoints import ats_routes
from aural.ats.telling import Telling
from aural.audit.jobs import keep_sealing
from aural.candidates.jobs import Inviting
from aural.documentation.routes import documentation_routes
from aural.guard import computing
from aural.guard.auth.gate import Gate
from aural.guard.auth.refusals import RefusedRequest
from aural.guard.http.bodies import ClientGoneError
from aural.guard.http.deadlines import BodyDeadline
from aural.guard.http.headers import API_HEADERS, request_id
from aural.guard.outbound.fetch import Outbound
from aural.guard.outbound.mail import Mailer
from aural.guard.outbound.webhooks import Sender
from aural.guard.secrets import Secrets
from aural.health import Health
from aural.integrations.assessment_repository import TELL
from aural.interviewer.guided.interviewer import warm_up
from aural.interviewers import Interviewers
from aural.jobs.housekeeping import keep_tidying
from aural.jobs.mail import Mailing
from aural.jobs.worker import Handler, Worker
from aural.mcp.endpoint import agent_routes
from aural.pages import dashboard_routes, page, page_routes
from aural.platform.clock import Clock, SystemClock
from aural.platform.draining import Draining
from aural.platform.errors import AuralError, MethodNotAllowedError, NotFoundError, error_body
from aural.platform.logs import set_up_logs
from aural.platform.memory import keep_small
from aural.platform.traces import set_up_traces
from aural.privacy.jobs import Retaining
from aural.recordings.endpoints import media_routes
from aural.recordings.jobs import Clearing, Joining, keep_finishing
from aural.rehearsals.jobs import Rehearsing
from aural.rehearsals.simulation_jobs import Simulating
from aural.reports.jobs import Analysis
from aural.room.access.calls import address_of
from aural.room.context import RoomContext
from aural.room.conversation.presence import Presence
from aural.room.conversation.rooms import Rooms
from aural.room.routes import room_routes
from aural.room.simulation import Simulations
from aural.sandbox import sandbox_routes
from aural.sessions.abandon_service import keep_abandoning
from aural.settings import Settings, load_settings
from aural.store.database import open_database
from aural.store.files import content_of
from aural.store.limits import open_limits
from aural.store.media import media_of, spool_of
from aural.voice.opening import open_speech
from aural.webhooks.event_repository import DELIVER
from aural.webhooks.jobs import AT_ONCE, Delivering, Turns

logger = logging.getLogger("aural")


class Server:
    """Everything that one server process owns, from start to stop."""

    def __init__(self, settings: Settings, clock: Clock | None = None) -> None:
        self.settings = settings
        self.end_traces = set_up_traces(settings.traces_url, __version__)
        self.clock = clock or SystemClock()
        self.secrets = Secrets(settings.secret_key)
        self.database = open_database(settings.database_url, connections=settings.database_connections)
        self.limits = open_limits(self.database, settings.database_url)
        self.gate = Gate(
            self.database,
            self.limits,
            self.secrets,
            self.clock,
            settings.rate_limit_per_minute,
            settings.public_url,
        )
        self.interviewers = Interviewers(settings, self.database, self.clock, self.secrets)
        self.speech = open_speech(settings)
        logger.info(self.speech.told)
        self.context = Context(
            *(self.database, self.clock, settings, self.secrets, self.gate),
            drafter_of=self.interviewers.drafter_of,
            voice=self.speech.offer,
        )
        self.api = Api(self.context)
        analysis = Analysis(self.database, self.clock, self.interviewers.of, self.interviewers.guided)
        content = content_of(settings)
        self.media = media_of(settings)
        kept = (content, self.media)
        retaining = Retaining(self.database, self.clock, *kept, settings.public_url, settings.backups_kept_days)
        handlers: dict[str, Handler] = {"analyse": analysis, "retain": retaining}
        joining = Joining(self.database, self.clock, self.media, spool_of(settings), self.secrets)
        handlers |= {"join": joining, "clear": Clearing(self.database, self.media)}
        self.worker = Worker(self.database, self.clock, handlers)
        sender, turns = Sender(Outbound(settings.outbound_networks)), Turns()
        delivering = Delivering(self.database, self.clock, self.secrets, sender, turns)
        # A separate worker: jobs that wait for other servers must not delay reports.
        telling = Telling(
            *(self.database, self.clock, self.secrets, sender, turns),
            public_url=settings.public_url,
            ashby_url=settings.ashby_url,
        )
        self.deliverer = Worker(  # `turns` shares this worker among the organizations
            self.database, self.clock, {DELIVER: delivering, TELL: telling}, concurrency=AT_ONCE, in_turn=False
        )
        self.presence = Presence(settings.data_dir)
        self.draining = Draining(settings.drain_seconds)
        self.rooms = Rooms(self._room_context(), self.speech.service)
        self.rehearser = self._rehearser()
        self.workers = (self.worker, self.deliverer, self.rehearser, *self._postmen())

    def _rehearser(self) -> Worker:
        """A separate worker: a model that takes whole interviews needs minutes, and must not delay reports."""
        rehearsing = Rehearsing(self.database, self.clock, self.interviewers.of)
        simulating = Simulating(Simulations(self.rooms.context))
        return Worker(self.database, self.clock, {"rehearse": rehearsing, "simulate": simulating})

    def _postmen(self) -> list[Worker]:
        """Two workers, so that codes and password resets wait neither for reports nor for a list of invitations."""
        mailer = Mailer.from_settings(self.settings)
        if mailer is None:
            return []
        post = (self.database, self.clock, self.secrets, mailer, self.settings.public_url)
        kinds: list[dict[str, Handler]] = [{"mail": Mailing(*post, self.limits)}, {"letter": Inviting(*post)}]
        return [Worker(self.database, self.clock, handlers) for handlers in kinds]

    def _room_context(self) -> RoomContext:
        return RoomContext(
            database=self.database,
            clock=self.clock,
            settings=self.settings,
            secrets=self.secrets,
            gate=self.gate,
            interviewer_of=self.interviewers.of,
            wake_jobs=self.wake_jobs,
            presence=self.presence,
            shares_database=bool(os.environ.get("AURAL_SHARES_DATABASE")),
            voice=self.speech.service,
            draining=self.draining,
            storing=self.context.storing,
            warm_up=warm_up,
        )

    def wake_jobs(self) -> None:
        for worker in self.workers:
            worker.wake()

    @contextlib.asynccontextmanager
    async def running(self, _app: object = None) -> AsyncIterator[None]:
        """Runs the workers and the periodic loops (open rooms, abandoned sessions, cleanup) until the server stops."""
        loops: list[Coroutine[object, Never, None]] = [
            *(worker.run() for worker in self.workers),
            self.rooms.keep_watch(),
            keep_abandoning(self.rooms.context.sessions, self.settings.abandon_after_seconds),
            keep_sealing(self.database, self.clock, self.secrets),
            keep_tidying(self.database, self.clock, content_of(self.settings), self.secrets),
            keep_finishing(self.database, self.clock, self.media, spool_of(self.settings)),
        ]
        tasks = [asyncio.create_task(loop) for loop in loops]
        try:
            with self.draining.on_sigterm():
                yield
        finally:
            for worker in self.workers:
                worker.stop()
            await asyncio.gather(*tasks[: len(self.workers)], return_exceptions=True)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self.rooms.close()
            await self.close()

    async def close(self) -> None:
        await computing.close()
        await self.speech.close()
        await self.interviewers.close()
        await self.gate.close()
        await self.limits.close()
        await self.database.close()
        self.presence.close()
        await asyncio.to_thread(self.end_traces)

    def asgi(self) -> ASGIApp:
        api = self.api
        pages = Starlette(
            routes=[
                *Health(self.database, self.draining, self.context.storing, self.settings).routes(),
                *room_routes(self.rooms, page),
                *sign_on_routes(self.context),
                *media_routes(self.context),
                *agent_routes(self.api, self.context),
                *ats_routes(self.context),
                *page_routes(),
                *sandbox_routes(),
                *documentation_routes(self.settings.public_url),
                *dashboard_routes(),
            ],
            exception_handlers={AuralError: self._refusal, HTTPException: self._refusal, ClientGoneError: _close},
            lifespan=self.running,
        )

        async def dispatch(scope: Scope, receive: Receive, send: Send) -> None:
            is_api = scope["type"] == "http" and (scope["path"] + "/").startswith("/api/v1/")
            await (api if is_api else pages)(scope, receive, send)

        return BodyDeadline(dispatch)

    async def _refusal(self, request: Request, error: Exception) -> Response:
        """Returns errors of the pages and the room in the API's error format."""
        if isinstance(error, HTTPException):
            error = (
                MethodNotAllowedError("This method is not allowed here.")
                if error.status_code == 405
                else NotFoundError()
            )
        assert isinstance(error, AuralError)
        self.context.storing.note(error, request_id(request.scope))
        place = _place_of(request)
        # Leaves out a candidate's address, because log lines can't be erased. Programs call the other two.
        address = address_of(self.rooms.context, request) if place in ("/metrics", "/mcp") else None
        self.context.refusals.note(self.clock.now(), error, RefusedRequest(place, address), request_id(request.scope))
        found = request_id(request.scope)
        body = error_body(error.code, error.message, found, self.settings.public_url, **error.extra)
        return JSONResponse(body, error.status, {**API_HEADERS, **error.headers})


def _close(_request: Request, _error: Exception) -> Response:
    """Ends a request whose client left before its body was complete. The response is never read."""
    return Response(status_code=400)


def _place_of(request: Request) -> str:
    """The start of the requested path, without the parts that may be a token."""
    parts = request.scope["path"].split("/")
    return "/".join(parts[:4] if parts[1:3] == ["room", "v1"] else parts[:2]) or "/"


def create_app() -> ASGIApp:
    """The factory that every uvicorn worker calls. `aural serve` has put the settings into the environment."""
    keep_small()
    settings = load_settings()
    set_up_logs(settings.log_format, settings.log_level)
    return Server(settings).asgi()
