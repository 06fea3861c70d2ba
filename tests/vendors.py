"""Greenhouse and Ashby, which call a partner as their documentation describes. data/ats says where the shapes come
from.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
from jsonschema_rs import Draft202012Validator

from tests.receiver import Received, Receiver

Json = dict[str, Any]
DATA = Path(__file__).parent / "data/ats"


def shape(name: str, **values: Any) -> Json:
    read: Json = json.loads((DATA / f"{name}.json").read_text())
    return read | values


def key_of(received: Received) -> str:
    """The API key, sent as the user name of HTTP Basic; the password must be empty."""
    given = received.headers["authorization"].removeprefix("Basic ")
    key, _, password = base64.b64decode(given).decode().partition(":")
    assert password == ""
    return key


@dataclass
class Vendor:
    """`http` calls Aural's addresses of this vendor with the customer's key; `receiver` is the vendor's own server."""

    http: httpx2.AsyncClient
    receiver: Receiver

    async def call(self, status: int, method: str, path: str, body: Any = None, **more: Any) -> Any:
        """Returns the body of the answer, which must have this status."""
        sent = {} if body is None else {"json": body}
        response = await self.http.request(method, path, **sent, **more)
        assert response.status_code == status, response.text
        return response.json()

    async def refused(self, status: int, test_id: str, **more: Any) -> str:
        """Sends a refused request, and returns the message that a user at the vendor reads."""
        answer = await self.send(test_id, status=status, **more)
        assert isinstance(answer["message"], str)
        return str(answer["message"])

    async def send(self, test_id: str, *, status: int = 200, **more: Any) -> Any:
        raise NotImplementedError

    async def offered(self) -> dict[str, str]:
        """The names of the offered tests, by their ids."""
        raise NotImplementedError


class Greenhouse(Vendor):
    async def offered(self) -> dict[str, str]:
        listed = await self.call(200, "GET", "list_tests")
        return {one["partner_test_id"]: one["partner_test_name"] for one in listed}

    async def send(self, test_id: str, *, status: int = 200, number: int = 1, **more: Any) -> Any:
        """Sends the test to Mina; each click on "Send Test" has its own `number`."""
        url = more.pop("url", f"{self.receiver.url}/take_home_tests/{number}")
        body = shape("greenhouse-send-test", partner_test_id=test_id, url=url, **more)
        return await self.call(status, "POST", "send_test", body)

    async def status(self, interview_id: str) -> Json:
        found: Json = await self.call(200, "GET", f"test_status?partner_interview_id={interview_id}")
        return found


class Ashby(Vendor):
    async def offered(self) -> dict[str, str]:
        listed = await self.call(200, "POST", "assessment.list", {})
        assert listed["success"] is True
        return {one["assessment_type_id"]: one["name"] for one in listed["results"]}

    async def send(self, test_id: str, *, status: int = 200, **more: Any) -> Any:
        body = shape("ashby-start", assessment_type_id=test_id, **more)
        return await self.call(status, "POST", "assessment.start", body)

    async def cancel(self, assessment_id: str, *, status: int = 200) -> Any:
        return await self.call(status, "POST", "assessment.cancel", {"assessment_id": assessment_id})

    @property
    def updates(self) -> list[Json]:
        """The bodies that `assessment.update` received, each valid by the vendor's documentation."""
        validator = Draft202012Validator(shape("ashby-update.schema"))
        for received in self.receiver.received:
            assert (received.method, received.path) == ("POST", "/hook/assessment.update")
            validator.validate(received.event)
        return [received.event for received in self.receiver.received]
