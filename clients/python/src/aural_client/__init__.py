"""A client for Aural's API: `Aural` for synchronous programs, `AsyncAural` for asynchronous ones."""

from aural_client._asynchronous import AsyncDownload, AsyncEvents, AsyncPages
from aural_client._calls import VERSION, etag_of
from aural_client._client import AsyncAural, Aural
from aural_client._errors import AuralError, Problem
from aural_client._synchronous import Download, Events, Pages

__version__ = VERSION
__all__ = [
    "AsyncAural",
    "AsyncDownload",
    "AsyncEvents",
    "AsyncPages",
    "Aural",
    "AuralError",
    "Download",
    "Events",
    "Pages",
    "Problem",
    "etag_of",
]
