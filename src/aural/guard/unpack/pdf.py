"""The text of a PDF. Pictures in it are never unpacked."""

from __future__ import annotations

import logging
import time
from contextlib import suppress
from importlib import import_module
from io import BytesIO
from pkgutil import walk_packages

import pypdf
from pypdf import PdfReader, overwrite_configuration

from aural.guard.unpack import refusals
from aural.guard.unpack.found import MOST_CHARACTERS, Found, make_found
from aural.guard.unpack.refusals import Refused

MOST_PAGES = 100
_SECONDS = 3.0  # of processor time; the text read by then is returned
_MOST_STREAM_BYTES = 8_000_000

logging.getLogger("pypdf").disabled = True
# pypdf loads some modules on first use, when no file can be opened anymore.
for _module in walk_packages(pypdf.__path__, "pypdf."):
    with suppress(ImportError):  # modules for libraries that aren't installed
        import_module(_module.name)
overwrite_configuration(
    disable_legacy_handling=True,
    array_based_stream_maximum_output_length=_MOST_STREAM_BYTES,
    zlib_maximum_output_length=_MOST_STREAM_BYTES,
    lzw_maximum_output_length=_MOST_STREAM_BYTES,
    run_length_maximum_output_length=_MOST_STREAM_BYTES,
)


def read_text(content: bytes) -> Found:
    reader = PdfReader(BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        raise Refused(refusals.PASSWORD)
    parts: list[str] = []
    count = len(reader.pages)
    for number in range(min(count, MOST_PAGES)):
        if time.process_time() > _SECONDS or sum(map(len, parts)) > MOST_CHARACTERS:
            return make_found("\n\n".join(parts), is_cut=True)
        parts.append(reader.pages[number].extract_text())
    return make_found("\n\n".join(parts), is_cut=count > MOST_PAGES)
