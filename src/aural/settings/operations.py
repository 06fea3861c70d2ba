"""Settings for operators: what the deployment logs, who may read its metrics, where other systems are."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, field_validator

from aural.settings.fields import setting, web_address

_SHORTEST_TOKEN = 16


class OperatingSettings(BaseModel):
    drain_seconds: int = setting(
        0,
        "a whole number from 0 to 3600",
        "How long the server goes on after SIGTERM while `/readyz` answers 503 and nobody new is taken: as long as the "
        "balancer before it needs to see that. 0 without a balancer.",
        ge=0,
        le=3600,
    )
    log_format: Literal["text", "json"] = setting(
        "text", "text or json", "How the server logs to its standard error: lines to read, or one JSON object a line."
    )
    log_level: Literal["debug", "info", "warning", "error"] = setting(
        "warning", "debug, info, warning or error", "What the server logs: this and what is graver."
    )
    metrics_token: str = setting(
        "",
        f"a random text of at least {_SHORTEST_TOKEN} characters",
        "Shows figures for Prometheus at `/metrics` to whoever sends it as `Authorization: Bearer …`.",
        shown="none: there is no such page",
        repr=False,
    )
    traces_url: str = setting(
        "",
        "an address that begins with http:// or https://",
        "An OpenTelemetry collector that speaks OTLP over HTTP: it gets traces. Needs `aural[traces]`.",
        shown="none: nothing is traced",
    )
    passwords: Literal["on", "off"] = setting(
        "on",
        "on or off",
        "Whether people may sign in by a password. off: by the provider at `AURAL_OIDC_ISSUER` alone, which can ask "
        "for a second factor. The first account and `aural users reset` still work by a password.",
    )
    ashby_url: str = setting(
        "https://api.ashbyhq.com",
        "an address that begins with http:// or https://",
        "Where Ashby is told how the candidates stand whom it has sent.",
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
