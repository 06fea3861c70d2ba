"""Traces as an OpenTelemetry collector receives them: the duration of each step, and no one's words."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span, Status

from tests.receiver import Received, Receiver, open_receiver
from tests.room.conftest import House
from tests.waiting import PATIENCE_SECONDS, until

OpenHouse = Callable[..., Awaitable[House]]
TRACE, PARENT = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"


@pytest.fixture
async def collector() -> AsyncIterator[Receiver]:
    async with open_receiver() as receiver:
        yield receiver


def read(received: Received) -> ExportTraceServiceRequest:
    packed = received.headers.get("content-encoding") == "gzip"
    return ExportTraceServiceRequest.FromString(gzip.decompress(received.body) if packed else received.body)


def spans_of(collector: Receiver) -> list[Span]:
    sent = [read(one) for one in collector.received]
    return [span for one in sent for part in one.resource_spans for scope in part.scope_spans for span in scope.spans]


def told_by(span: Span) -> dict[str, str | int]:
    return {one.key: one.value.string_value or one.value.int_value for one in span.attributes}


async def test_an_interview_is_traced_without_names_or_ids(open_house: OpenHouse, collector: Receiver) -> None:
    house = await open_house(traces_url=collector.url.removesuffix("/hook"))
    interview = await house.interview(title="A very special title")
    client, _ = await house.begin(interview)
    await client.answer("I kept the words of Mina Sol in a box.")
    await client.wish("end")
    await client.closed()
    (session,) = await house.get(f"/interviews/{interview['id']}/sessions")
    await house.reported(session["id"])
    await until(lambda: not house.server.worker._running)  # a job's span ends after its report is seen
    parent = {"traceparent": f"00-{TRACE}-{PARENT}-01"}
    missing = await house.http.get(
        "/api/v1/interviews/nobody", headers={"Authorization": f"Bearer {house.key}"} | parent
    )
    await asyncio.to_thread(house.server.end_traces)

    assert {received.path for received in collector.received} == {"/v1/traces"}
    spans = spans_of(collector)
    by_name = {span.name: span for span in spans}
    assert {"createInterview", "store answer", "turn", "job analyse"} <= by_name.keys()
    assert told_by(by_name["job analyse"]) == {"aural.outcome": "done"}
    (asked,) = [span for span in spans if span.trace_id.hex() == TRACE]
    assert (asked.name, asked.parent_span_id.hex(), asked.kind) == ("getInterview", PARENT, Span.SPAN_KIND_SERVER)
    assert told_by(asked) == {
        "http.request.method": "GET",
        "http.response.status_code": 404,
        "aural.request_id": missing.headers["X-Request-Id"],
    }
    told = b"".join(read(received).SerializeToString() for received in collector.received)
    words = ("Mina", "special", "example.com", interview["id"], session["id"], house.key)
    assert not [word for word in words if word.encode() in told]


async def test_an_error_is_reported_by_its_class_alone(
    open_house: OpenHouse, collector: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = await open_house(traces_url=collector.url.removesuffix("/hook"))

    failed = asyncio.Event()

    async def fails(*_: object, **_more: object) -> None:
        failed.set()
        raise RuntimeError("Mina Sol")

    client, _ = await house.begin(await house.interview())
    monkeypatch.setattr("aural.room.conversation.rooms.take_turn", fails)
    monkeypatch.setattr("aural.room.conversation.rooms.RETRY_SECONDS", 3600)  # a second try would add a span
    await client.wish("repeat")
    async with asyncio.timeout(PATIENCE_SECONDS):
        await failed.wait()
    await asyncio.to_thread(house.server.end_traces)
    (turn,) = [span for span in spans_of(collector) if span.name == "turn" and told_by(span)]
    assert told_by(turn) == {"error.type": "RuntimeError"}
    assert turn.status == Status(code=Status.STATUS_CODE_ERROR)
    assert not turn.events
    assert not any(b"Mina" in read(received).SerializeToString() for received in collector.received)


async def test_an_unresponsive_collector_delays_nothing(open_house: OpenHouse, collector: Receiver) -> None:
    collector.status = None  # it accepts requests and never answers
    house = await open_house(traces_url=collector.url.removesuffix("/hook"))
    interview = await house.interview()
    client, _ = await house.begin(interview)
    await client.answer("I kept them in a box.")
    await client.wish("end")
    await client.closed()
    (session,) = await house.get(f"/interviews/{interview['id']}/sessions")
    assert session["status"] == "COMPLETED"
    await asyncio.to_thread(house.server.end_traces)
    assert collector.received
