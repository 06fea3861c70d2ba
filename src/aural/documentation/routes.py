"""The routes of the documentation."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

import orjson
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from aural.documentation import INDEX, ROOT
from aural.guard.http.headers import PAGE_HEADERS

if TYPE_CHECKING:
    from aural.documentation.site import Site

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
    answer = _Documentation(public_url).answer
    return [Route(path, answer) for path in (ROOT, f"{ROOT}/{{name:path}}", "/llms.txt", "/llms-full.txt")]


class _Documentation:
    """Renders each page in a thread on its first request, and caches it."""

    def __init__(self, public_url: str) -> None:
        self._public_url = public_url
        self._kept: dict[str, _File] = {}

    @cached_property
    def _site(self) -> Site:
        from aural.documentation.site import Site  # slow to import, so not at startup

        return Site(self._public_url)

    async def answer(self, request: Request) -> Response:
        name = request.url.path.removeprefix(ROOT).strip("/") or INDEX
        file = self._kept[name] if name in self._kept else await run_in_threadpool(self._make, name)
        headers = {**PAGE_HEADERS, "Cache-Control": "no-cache", "ETag": file.etag, "Vary": "Accept-Encoding"}
        if file.status == 200 and file.etag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        if "gzip" not in request.headers.get("accept-encoding", ""):
            return Response(file.content, file.status, headers, file.media_type)
        return Response(file.zipped, file.status, headers | {"Content-Encoding": "gzip"}, file.media_type)

    def _make(self, name: str) -> _File:
        """Renders a page and caches it. Missing pages aren't cached, since requests for them could fill the memory."""
        file = self._find(name)
        if file is None:
            return _File(self._site.missing.encode(), _HTML, 404)
        return self._kept.setdefault(name, file)

    def _find(self, name: str) -> _File | None:
        site = self._site
        source = name.removesuffix(".md")
        if name in site.pages:
            return _File(site.html(name).encode(), _HTML)
        if source in site.pages:
            return _File(site.pages[source].text.encode(), _MARKDOWN)
        if name == "search.json":
            return _File(orjson.dumps(site.search), "application/json")
        texts = {"llms.txt": lambda: site.llms, "llms-full.txt": lambda: site.llms_full}
        return _File(texts[name]().encode(), _TEXT) if name in texts else None
