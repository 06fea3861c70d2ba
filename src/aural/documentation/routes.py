"""Where the documentation is served."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

import orjson
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from aural.documentation.markup import ROOT
from aural.documentation.site import Site
from aural.documentation.sources import INDEX
from aural.guard.headers import PAGE_HEADERS

_HTML, _MARKDOWN, _TEXT = "text/html; charset=utf-8", "text/markdown; charset=utf-8", "text/plain; charset=utf-8"


@dataclass(frozen=True)
class _File:
    content: bytes
    media_type: str
    status: int = 200

    @cached_property
    def zipped(self) -> bytes:
        return gzip.compress(self.content, mtime=0)

    @cached_property
    def etag(self) -> str:
        return f'"{sha256(self.content).hexdigest()[:24]}"'


def documentation_routes(public_url: str) -> list[BaseRoute]:
    answer = _Documentation(Site(public_url)).answer
    return [Route(path, answer) for path in (ROOT, f"{ROOT}/{{name:path}}", "/llms.txt", "/llms-full.txt")]


class _Documentation:
    """Each page is made when it is first asked for, beside the loop, and kept."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._kept: dict[str, _File] = {}

    async def answer(self, request: Request) -> Response:
        path = request.url.path.rstrip("/")
        file = self._kept[path] if path in self._kept else await run_in_threadpool(self._make, path)
        headers = {**PAGE_HEADERS, "Cache-Control": "no-cache", "ETag": file.etag, "Vary": "Accept-Encoding"}
        if file.status == 200 and file.etag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        if "gzip" not in request.headers.get("accept-encoding", ""):
            return Response(file.content, file.status, headers, file.media_type)
        return Response(file.zipped, file.status, headers | {"Content-Encoding": "gzip"}, file.media_type)

    def _make(self, path: str) -> _File:
        site, name = self._site, path.removeprefix(ROOT).strip("/") or INDEX
        makers = {"llms.txt": lambda: site.llms, "llms-full.txt": lambda: site.llms_full}
        if name in makers:
            return self._keep(path, makers[name](), _TEXT)
        if name == "search.json":
            return self._keep(path, orjson.dumps(site.search).decode(), "application/json")
        if name in site.pages:
            return self._keep(path, site.html(name), _HTML)
        if name.endswith(".md") and name.removesuffix(".md") in site.pages:
            return self._keep(path, site.pages[name.removesuffix(".md")].text, _MARKDOWN)
        return _File(site.missing.encode(), _HTML, 404)

    def _keep(self, path: str, text: str, media_type: str) -> _File:
        """Only what there is, so that no stranger fills the memory."""
        return self._kept.setdefault(path, _File(text.encode(), media_type))
