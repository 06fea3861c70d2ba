"""Prints the OpenAPI document from which the pages' types are made, or with `--digest` its digest. For `make api`."""

from __future__ import annotations

import hashlib
import sys

import orjson

from aural.api.openapi import build_document
from aural.api.routes import OPERATIONS


def dump() -> bytes:
    """The document with sorted keys, so that its digest depends on nothing but what it says."""
    return orjson.dumps(build_document(OPERATIONS, "https://aural.test"), option=orjson.OPT_SORT_KEYS)


def digest() -> str:
    return hashlib.sha256(dump()).hexdigest()


if __name__ == "__main__":
    sys.stdout.buffer.write(digest().encode() if "--digest" in sys.argv else dump())
