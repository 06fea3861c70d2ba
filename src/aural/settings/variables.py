"""Warns about environment variables that look like settings and have no effect: unknown names, and former ones."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches

from aural.settings.core import Settings
from aural.settings.former_names import FORMER_FIELDS, warn_of_former_variables

# Commands and the API's examples read the first two; the server hands the third to its own processes.
_OTHERS = {"AURAL_URL", "AURAL_API_KEY", "AURAL_SHARES_DATABASE"}
# Kubernetes sets the first two for a service named "aural"; the others belong to Aural's own tests and builds.
_FOREIGN = re.compile(r"AURAL_(SERVICE_(HOST|PORT)|PORT(_\d+_.*|$)|TEST_|SWEEP$|SCREENS$|DEV_SERVER$)")
# Settings that another one switches on.
_NEEDS = {
    "model": (
        *("model_base_url", "model_api_key", "model_temperature", "model_effort", "model_prices"),
        *("model_judge_base_url", "model_judge_api_key", "model_judge_prices", "model_judge_effort"),
    ),
    "media_url": ("s3_endpoint", "s3_region", "s3_access_key_id", "s3_secret_access_key"),
    "smtp_url": ("mail_from",),
}


def list_variable_warnings(environment: Mapping[str, str]) -> list[str]:
    """Warnings about former and unknown names of settings. They contain no values."""
    return [text for text in (warn_of_former_variables(environment), _warn_of_unknown(environment)) if text]


def list_idle_settings(settings: Settings) -> list[str]:
    """A sentence about each group of settings that have no effect, because the setting that they need isn't set."""
    told = []
    for needed, fields in _NEEDS.items():
        idle = [_variable(name) for name in fields if name in settings.model_fields_set]
        if idle and not getattr(settings, needed):
            verb = "has" if len(idle) == 1 else "have"
            told.append(f"{', '.join(idle)} {verb} no effect without {_variable(needed)}.")
    return told


def _warn_of_unknown(environment: Mapping[str, str]) -> str | None:
    known = {_variable(name) for name in [*Settings.model_fields, *FORMER_FIELDS]} | _OTHERS
    given = {name.upper(): value for name, value in environment.items() if value}
    unknown = [
        name
        for name, value in sorted(given.items())
        if name.startswith("AURAL_") and name not in known and not _is_foreign(name, value)
    ]
    if not unknown:
        return None
    return f"Unknown settings, which have no effect: {', '.join(map(_suggest, unknown))}."


def _is_foreign(name: str, value: str) -> bool:
    return _FOREIGN.match(name) is not None and (name != "AURAL_PORT" or value.startswith("tcp://"))


def _suggest(name: str) -> str:
    near = get_close_matches(name.removeprefix("AURAL_").lower(), Settings.model_fields, 1)
    return f"{name} (did you mean {_variable(near[0])}?)" if near else name


def _variable(field: str) -> str:
    return f"AURAL_{field.upper()}"
