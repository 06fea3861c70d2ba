"""Settings for operators: what the deployment logs, who may read its metrics, and where other systems are."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, field_validator

from aural.settings.fields import setting, web_address

_SHORTEST_TOKEN = 16


class OperatingSettings(BaseModel):
    drain_seconds: int = setting(
        0,
        "a whole number from 0 to 3600",
        "How long the server keeps running after SIGTERM, while `/readyz` returns 503 and no new candidates are "
        "accepted. Set it to the time in which your load balancer notices; without one, leave it at 0.",
        ge=0,
        le=3600,
    )
    log_format: Literal["text", "json"] = setting(
        "text",
        "text or json",
        "How the server logs to its standard error: lines of plain text, or one JSON object per line.",
    )
    log_level: Literal["debug", "info", "warning", "error"] = setting(
        "warning", "debug, info, warning or error", "The lowest level that the server logs."
    )
    metrics_token: str = setting(
        "",
        f"a random text of at least {_SHORTEST_TOKEN} characters",
        "Shows metrics for Prometheus at `/metrics` to clients that send this token as `Authorization: Bearer …`.",
        shown="none: `/metrics` is off",
        repr=False,
    )
    traces_url: str = setting(
        "",
        "an address that begins with http:// or https://",
        "An OpenTelemetry collector that receives the traces by OTLP over HTTP. Needs `aural[traces]`.",
        shown="none: nothing is traced",
    )
    passwords: Literal["on", "off"] = setting(
        "on",
        "on or off",
        "Whether people may sign in with a password. off: only with the provider at `AURAL_OIDC_ISSUER`, which can "
        "ask for a second factor. The first account and `aural users reset` still work with a password.",
    )
    ashby_url: str = setting(
        "https://api.ashbyhq.com",
        "an address that begins with http:// or https://",
        "The address where Ashby gets updates on the candidates that it has sent.",
    )

    @field_validator("ashby_url", "traces_url")
    @classmethod
    def _address_of_another(cls, value: str) -> str:
        return web_address(value)

    @field_validator("metrics_token")
    @classmethod
    def _long_enough_to_hide(cls, value: str) -> str:
        if len(value) < _SHORTEST_TOKEN:
            raise ValueError
        return value
