"""The frame in which a candidate's code runs. It has no origin, and can only exchange messages with its page."""

from __future__ import annotations

import base64
import hashlib

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from aural.guard.http.headers import sandbox_headers

# Starts a worker with source and files from the page, and passes on its messages, limited in number and length.
_SCRIPT = """
"use strict";
const MOST_MESSAGES = 2000, MOST_CHARACTERS = 20000;
let worker = null, heard = 0;
const tell = (type, text = "", outcome = "") => parent.postMessage({ type, text, outcome }, "*");
const short = (value) => (typeof value === "string" ? value.slice(0, MOST_CHARACTERS) : "");
const hear = ({ data }) => {
  const { type, text, outcome } = Object(data);
  if (++heard > MOST_MESSAGES) {
    worker.terminate();
    tell("flood");
  } else tell(short(type), short(text), short(outcome));
};
const boot = ({ script, files }) => {
  const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  worker = new Worker(url);
  worker.onmessage = hear;
  worker.onerror = (event) => tell("broken", short(event.message));
  worker.postMessage({ files }, files);
};
addEventListener("message", ({ data, source }) => {
  if (source !== parent) return;
  if (worker === null) boot(data);
  else worker.postMessage({ code: data.code });
});
tell("up");
"""
_PAGE = f'<!doctype html><html lang="en"><title>Code runs here</title><script>{_SCRIPT}</script></html>'
_HASH = base64.b64encode(hashlib.sha256(_SCRIPT.encode()).digest()).decode()
_HEADERS = {**sandbox_headers(_HASH), "Cache-Control": "no-cache"}


def sandbox_routes() -> list[BaseRoute]:
    return [Route("/sandbox", _frame)]


async def _frame(_request: Request) -> Response:
    return HTMLResponse(_PAGE, headers=_HEADERS)
