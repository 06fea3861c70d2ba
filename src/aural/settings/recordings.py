"""The settings of recordings: whether, how much and in which types to record, and where recordings and drawings go."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from pydantic import BaseModel, field_validator

from aural.engine.recordings import CONTAINERS
from aural.settings.fields import listed, setting, web_address

_BUCKET = re.compile(r"s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[A-Za-z0-9_-]+)*")


class RecordingSettings(BaseModel):
    recording: Literal["on", "off"] = setting(
        "on",
        "on or off",
        "Whether the camera and screen are recorded in video interviews, and the voice in spoken ones, if the "
        "candidate agrees.",
    )
    recording_minutes: int = setting(
        240, "a whole number from 1 to 1440", "How long one track of a session may be recorded.", ge=1, le=1440
    )
    recording_megabytes: int = setting(
        4096,
        "a whole number from 1 to 1000000",
        "How large the recording of one track of a session may be. A plan's own limit is for all that an "
        "organization stores of its sessions.",
        ge=1,
        le=1_000_000,
    )
    recording_types: tuple[str, ...] = setting(
        CONTAINERS,
        "some of video/webm, video/mp4, audio/webm and audio/mp4, separated by commas",
        "The types of recordings that are accepted.",
        shown="all four",
    )
    media_url: str = setting(
        "",
        "an address such as s3://bucket or s3://bucket/folder",
        "The bucket for recordings and drawings, on S3 or any compatible server. Needed if several hosts share a "
        "database.",
        shown="the folders `recordings` and `files` in the data folder",
    )
    s3_endpoint: str = setting(
        "",
        "an address that begins with http:// or https://",
        "The address of the server that has the bucket, such as `http://127.0.0.1:9000`.",
        shown="Amazon's",
    )
    s3_region: str = setting("us-east-1", "the name of a region", "The bucket's region.")
    s3_access_key_id: str = setting(
        "",
        "the id of an access key",
        "The key for the bucket.",
        shown="from the `AWS_…` variables or the machine's role",
        repr=False,
    )
    s3_secret_access_key: str = setting(
        "", "the secret of that key", "The secret of that key.", shown="as above", repr=False
    )

    @field_validator("recording_types", mode="before")
    @classmethod
    def _known_types(cls, value: str | Iterable[object]) -> tuple[str, ...]:
        types = tuple(name.lower() for name in listed(value))
        if not types or not set(types) <= set(CONTAINERS):
            raise ValueError
        return types

    @field_validator("s3_endpoint")
    @classmethod
    def _address(cls, value: str) -> str:
        return web_address(value)

    @field_validator("media_url")
    @classmethod
    def _bucket(cls, value: str) -> str:
        if not _BUCKET.fullmatch(value.rstrip("/")):
            raise ValueError
        return value.rstrip("/")
