"""Traces for OpenTelemetry, sent to the collector at `AURAL_TRACES_URL`.

They contain times, kinds and outcomes, never names, ids of people or anyone's words. An error is reported with its
type, never with its text. Without that setting, the library isn't loaded and a span costs nothing.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opentelemetry.trace import Tracer

logger = logging.getLogger("aural")
_PATIENCE = 3.0  # seconds: if the collector is down, spans are lost, but the server's shutdown isn't delayed for long
_tracer: Tracer | None = None


@dataclass(slots=True)
class Note:
    """The content of a span: one of a few names, and attributes, with OpenTelemetry's names where they exist."""

    name: str
    attributes: dict[str, str | int] = field(default_factory=dict)
    is_failed: bool = False


def set_up_traces(url: str, version: str) -> Callable[[], None]:
    """Sends spans to `url` + `/v1/traces` by OTLP over HTTP. Returns a function that sends the last ones and stops."""
    if not url:
        return lambda: None
    if find_spec("opentelemetry.sdk") is None:
        logger.warning("AURAL_TRACES_URL is set, but no traces are sent: install aural[traces].")
        return lambda: None
    global _tracer
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    provider = TracerProvider(resource=Resource.create({"service.name": "aural", "service.version": version}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(url.rstrip("/") + "/v1/traces", timeout=_PATIENCE)))
    _tracer = provider.get_tracer("aural", version)

    def end() -> None:
        global _tracer
        _tracer = None
        provider.shutdown()

    return end


@contextmanager
def span(name: str, caller: Mapping[str, str] | None = None) -> Iterator[Note]:
    """Records the block as a span; the block may change the note.

    Its parent is the surrounding span, or the one named by a request's headers (`caller`).
    """
    note = Note(name)
    if _tracer is None:
        yield note
        return
    from opentelemetry.trace import SpanKind, StatusCode
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

    context = TraceContextTextMapPropagator().extract(caller) if caller else None
    kind = SpanKind.INTERNAL if caller is None else SpanKind.SERVER
    with _tracer.start_as_current_span(
        name, context, kind, record_exception=False, set_status_on_exception=False
    ) as told:
        try:
            yield note
        except BaseException as error:
            note.attributes["error.type"] = type(error).__name__
            note.is_failed = True
            raise
        finally:
            told.update_name(note.name)
            told.set_attributes(note.attributes)
            if note.is_failed:
                told.set_status(StatusCode.ERROR)


def tell(name: str, seconds: float) -> None:
    """Records a span that began `seconds` ago and ends now."""
    if _tracer is not None:
        now = time.time_ns()
        _tracer.start_span(name, start_time=now - int(seconds * 1e9)).end(now)
