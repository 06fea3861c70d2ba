"""Whether this server is alive, healthy and ready for more candidates, and its metrics for Prometheus."""

from __future__ import annotations

import hmac

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from aural.platform import metrics
from aural.platform.draining import Draining
from aural.platform.errors import NotFoundError, UnauthorizedError
from aural.platform.storing import Storing
from aural.settings import Settings
from aural.store.database import Database, answers
from aural.store.jobs import count_all_jobs

_FRESH = {"Cache-Control": "no-store"}


class Health:
    def __init__(self, database: Database, draining: Draining, storing: Storing, settings: Settings) -> None:
        self._database = database
        self._draining = draining
        self._storing = storing
        self._data_dir = settings.data_dir
        self._token = settings.metrics_token

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/livez", self.alive),
            Route("/healthz", self.healthy),
            Route("/readyz", self.ready),
            Route("/metrics", self.figures),
        ]

    async def alive(self, _request: Request) -> Response:
        """Answers 200 as long as the process runs. A process that doesn't answer should be restarted."""
        return JSONResponse({"status": "ok"}, headers=_FRESH)

    async def healthy(self, _request: Request) -> Response:
        """Answers 200 if the database answers, too, and otherwise 503."""
        await answers(self._database)
        return JSONResponse({"status": "ok"}, headers=_FRESH)

    async def ready(self, request: Request) -> Response:
        """Answers 200 if the server also takes new candidates. 503 means to send them to another server for now."""
        if self._draining.has_begun:
            return JSONResponse({"status": "draining"}, 503, headers=_FRESH)
        if self._storing.is_failing(self._data_dir):
            return JSONResponse({"status": "storage unavailable"}, 503, headers=_FRESH)
        return await self.healthy(request)

    async def figures(self, request: Request) -> Response:
        if not self._token:
            raise NotFoundError
        scheme, _, given = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not hmac.compare_digest(given.strip().encode(), self._token.encode()):
            raise UnauthorizedError("Send the value of AURAL_METRICS_TOKEN as `Authorization: Bearer …`.")
        counted = await count_all_jobs(self._database.read)
        return PlainTextResponse(metrics.written(counted), headers=_FRESH, media_type=metrics.CONTENT_TYPE)
