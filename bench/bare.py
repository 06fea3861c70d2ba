"""The real application plus `/bare`, the cheapest response that an ASGI server can give, for `bench.api` to compare."""

from __future__ import annotations

import sys
from typing import Any

import uvicorn

from aural.app import create_app
from aural.guard.http.deadlines import http_protocol

_BODY = b'{"data":"hello"}'
_HEADERS = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(_BODY))]


async def answer_bare(send: Any) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
    await send({"type": "http.response.body", "body": _BODY})


def create() -> Any:
    app = create_app()

    async def dispatch(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http" and scope["path"] == "/bare":
            await answer_bare(send)
        else:
            await app(scope, receive, send)

    return dispatch


if __name__ == "__main__":
    uvicorn.run(
        "bench.bare:create",
        factory=True,
        port=int(sys.argv[1]),
        http=http_protocol(),
        loop="uvloop",
        ws="websockets-sansio",
        access_log=False,
        log_level="warning",
        server_header=False,
    )
