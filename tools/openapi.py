"""Prints the OpenAPI document, from which `make api` generates the pages' types, or with `--digest` its digest."""

from __future__ import annotations

import hashlib
import sys

import orjson

from aural.api.openapi import build_document
from aural.api.routes import OPERATIONS


def dump() -> bytes:
    """The document with sorted keys, so that its digest depends only on its content."""
    return orjson.dumps(build_document(OPERATIONS, "https://aural.test"), option=orjson.OPT_SORT_KEYS)


def digest() -> str:
    return hashlib.sha256(dump()).hexdigest()


if __name__ == "__main__":
    sys.stdout.buffer.write(digest().encode() if "--digest" in sys.argv else dump())
