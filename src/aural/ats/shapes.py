"""What the shapes of vendors have in common: how a body is read, and what is sent to them."""

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
    """The base of what vendors send. They may add fields at any time; what is not read is not kept."""

    model_config = ConfigDict(extra="ignore", frozen=True)


OurId = Annotated[Name, Field(max_length=64)]
"""An id that Aural has given, or anything that is none."""


class VendorCandidate(Incoming):
    """Whom a vendor sends; both call it so."""

    first_name: Annotated[ShortText, Field(max_length=99)]
    last_name: Annotated[ShortText, Field(max_length=99)]
    email: Email

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


_Incoming = TypeVar("_Incoming", bound=Incoming)


def read(model: type[_Incoming], value: Any) -> _Incoming:
    """Raises BadRequestError, which names the field."""
    try:
        return model.model_validate(value)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        refuse([(".".join(map(str, each["loc"])), sentence_of(each)) for each in found])
        raise


@dataclass(frozen=True, slots=True)
class Message:
    """One request to a vendor. `said`: a digest of what it tells, which is told once."""

    method: str
    url: str
    headers: dict[str, str]
    body: bytes
    said: str


def basic(key: str) -> dict[str, str]:
    """HTTP Basic with the key as the user name, and no password."""
    return {"Authorization": f"Basic {base64.b64encode(f'{key}:'.encode()).decode()}"}


def digest(said: Any) -> str:
    return hashlib.sha256(orjson.dumps(said, option=orjson.OPT_SORT_KEYS)).hexdigest()
