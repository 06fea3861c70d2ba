"""The common parts of the vendors' formats: reading a request's body, and the requests that we send."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

import orjson
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from aural.api.validation import Email, Name, ShortText, refuse, sentence_of

Json = dict[str, Any]


class Incoming(BaseModel):
    """The base of the bodies that vendors send. Unknown fields are dropped, since vendors may add some at any time."""

    model_config = ConfigDict(extra="ignore", frozen=True)


OurId = Annotated[Name, Field(max_length=64)]
"""An id that Aural issued, or any other text, because a vendor may send a wrong id."""


class VendorCandidate(Incoming):
    """The candidate that a vendor sends. Both vendors use these field names."""

    first_name: Annotated[ShortText, Field(max_length=99)]
    last_name: Annotated[ShortText, Field(max_length=99)]
    email: Email

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


_Incoming = TypeVar("_Incoming", bound=Incoming)


def read(model: type[_Incoming], value: object) -> _Incoming:
    """Validates a body. Raises BadRequestError, which names the field."""
    try:
        return model.model_validate(value)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        refuse([(".".join(map(str, each["loc"])), sentence_of(each)) for each in found])
        raise


@dataclass(frozen=True, slots=True)
class Message:
    """One request to a vendor. `said`: a digest of its content, so that the same content is reported only once."""

    method: str
    url: str
    headers: dict[str, str]
    body: bytes
    said: str


def basic(key: str) -> dict[str, str]:
    """The header for HTTP Basic with the key as the user name and no password."""
    return {"Authorization": f"Basic {base64.b64encode(f'{key}:'.encode()).decode()}"}


def digest(said: object) -> str:
    return hashlib.sha256(orjson.dumps(said, option=orjson.OPT_SORT_KEYS)).hexdigest()
