"""The model that an organization uses for interviews and reports, and a trial of a model before choosing it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AfterValidator, Field

from aural.api.operations import Answer, Body, Call, Operations, Reply
from aural.api.reach import require_whole
from aural.api.validation import Input, Json, Name, Output, Problem, ShortText, no_default, refuse, shaped
from aural.guard.outbound.addresses import find_address, networks_of_models, problem_of
from aural.guard.secrets import WrongSecretError
from aural.organizations import examples
from aural.organizations import settings_repository as settings
from aural.settings.budgets import MODEL_TRIALS_OF_ORGANIZATION
from aural.settings.models import split_model
from aural.usage import repository as usage

if TYPE_CHECKING:
    from aural.interviewer.model.model import ModelChoice
    from aural.interviewer.model.trial import Trial

operations = Operations("Settings")
Engine = Literal["DEPLOYMENT", "GUIDED", "OWN"]
OutputMode = Literal["native", "tool", "prompted"]
TRIALS_A_MINUTE = MODEL_TRIALS_OF_ORGANIZATION.most
TRIAL_SECONDS = 20.0
_NO_MODEL = "is needed for a model of your own"
_COLUMNS = {"address": "model_address", "key": "model_key"}  # of fields with another name than their column


def _address(text: str) -> str:
    problem = problem_of(text)
    if problem:
        raise ValueError(problem)
    return text.rstrip("/")


Address = Annotated[Name, AfterValidator(_address)]
ApiKey = Annotated[
    ShortText, Field(min_length=1), *shaped(re.compile("^[!-~]+$"), "must be printable ASCII characters without spaces")
]


class EngineChange(Input):
    """The changes. Fields that you leave out keep their values."""

    engine: Engine | None = Field(
        default=None,
        json_schema_extra=no_default,
        description="DEPLOYMENT: the deployment's model. GUIDED: no model and no scores. OWN: the model named here.",
    )
    model: Name | None = Field(
        default=None, json_schema_extra=no_default, description="The model's name at its provider."
    )
    address: Address | None = Field(
        default=None,
        json_schema_extra=no_default,
        description="The URL of an OpenAI-compatible server, which often ends in /v1. null: OpenAI's.",
    )
    key: ApiKey | None = Field(
        default=None,
        json_schema_extra=no_default,
        description="The provider's key, which is never returned. null deletes it. A new address or provider "
        "deletes it too, unless a key is sent along.",
    )
    output_mode: OutputMode | None = Field(
        default=None, json_schema_extra=no_default, description="The method for structured output."
    )


class DeploymentModelOut(Output):
    """The deployment's model."""

    model: str


class EngineOut(Output):
    """The organization's model. Its key is never returned."""

    engine: Engine
    model: str | None
    address: str | None
    has_key: bool
    output_mode: OutputMode
    deployment: DeploymentModelOut | None = Field(description="null: the deployment has no model.")
    allows_private_addresses: bool = Field(description="Whether some addresses in private networks may be used.")
    thinks: str | None = Field(description="The model that is in use now. null: the guided interviewer.")


class FindingOut(Output):
    is_well: bool
    text: str


class TrialOut(Output):
    """The result of trying a model."""

    is_well: bool
    findings: list[FindingOut]
    seconds: float = Field(
        description="How long the sample follow-up took. If the first check failed, how long the check took."
    )
    tokens: int = Field(description="Tokens that the trial used. They count toward the plan.")
    answer: str = Field(description="The candidate's answer that the sample follow-up is about.")
    words: str | None = Field(description="The follow-up. null: it broke the rules, or was not requested.")
    fallback: str | None = Field(description="Why an interview would have used a template instead of the follow-up.")


def _model_of(row: settings.OrganizationSettings, deployment: str) -> str | None:
    chosen = {"OWN": row.model, "GUIDED": None}
    return chosen.get(row.engine or "DEPLOYMENT", deployment or None)


def _mode_of(row: settings.OrganizationSettings) -> OutputMode:
    return row.output_mode or "native"


def _engine_json(call: Call, row: settings.OrganizationSettings) -> Json:
    deployed = call.context.settings.model
    return {
        "engine": row.engine or "DEPLOYMENT",
        "model": row.model,
        "address": row.model_address,
        "hasKey": row.model_key is not None,
        "outputMode": _mode_of(row),
        "deployment": {"model": deployed} if deployed else None,
        "allowsPrivateAddresses": bool(networks_of_models(call.context.settings)),
        "thinks": _model_of(row, deployed),
    }


async def read_settings(call: Call) -> settings.OrganizationSettings:
    row = await settings.find_settings(call.connection, call.organization_id)
    assert row is not None
    return row


def settings_etag(row: settings.OrganizationSettings) -> str:
    return f'"{row.version or 0}"'


@operations.get(
    "/settings/model",
    id="getModel",
    summary="Get the language model",
    description="The model that this organization uses. Its key is never returned.",
    answer=Answer(EngineOut, examples.ENGINE, has_etag=True),
)
async def get_engine(call: Call) -> Reply:
    row = await read_settings(call)
    return Reply(_engine_json(call, row), settings_etag(row))


@operations.patch(
    "/settings/model",
    id="updateModel",
    summary="Choose the language model",
    description="Takes effect from the next turn. The key is stored encrypted, and used only for this address.",
    mode="LIVE",
    answer=Answer(EngineOut, examples.ENGINE, has_etag=True),
    role="ADMIN",
    body=Body(EngineChange, examples.ENGINE_CHANGE),
    locks_organization=True,
)
async def update_engine(call: Call) -> Reply:
    require_whole(call)
    row = await read_settings(call)
    values = _changed(call, row)
    refuse(_problems({**_kept(row), **values}))
    values = call.changes(values, _kept(row) | {"engine": row.engine or "DEPLOYMENT", "output_mode": _mode_of(row)})
    # A request that already succeeded may be repeated after a lost response (RFC 9110, section 13.1.1). With a key,
    # only the server can say whether it did, because the key is never returned.
    if values or "key" not in call.body:
        call.require_match(settings_etag(row))
    if values:
        await settings.change_engine(call.connection, call.organization_id, values, call.now)
        call.audit_detail = {"changed": sorted(name for name in call.body if _COLUMNS.get(name, name) in values)}
    return await get_engine(call)


def _changed(call: Call, row: settings.OrganizationSettings) -> Json:
    """The changed columns. A new address or provider drops the stored key, which was given for the old one only."""
    body = call.body
    values = {name: body[name] for name in ("engine", "output_mode") if body.get(name) is not None}
    values |= {"model": body["model"]} if "model" in body else {}
    if "address" in body and body["address"] != row.model_address:
        values |= {"model_address": body["address"], "model_key": None}
    if "model" in body and split_model(body["model"] or "")[0] != split_model(row.model or "")[0]:
        values["model_key"] = None
    if "key" in body:
        values["model_key"] = None if body["key"] is None else _sealed(call, row, body["key"])
    return values


def _sealed(call: Call, row: settings.OrganizationSettings, key: str) -> bytes:
    """The stored value if the key is the same, so that it doesn't count as a change."""
    about = ("model key", call.organization_id)
    if row.model_key is not None and call.context.secrets.is_sealed(bytes(row.model_key), key, *about):
        return row.model_key
    return call.context.secrets.seal(key, *about)


def _kept(row: settings.OrganizationSettings) -> Json:
    return {
        "engine": row.engine,
        "model": row.model,
        "model_address": row.model_address,
        "model_key": row.model_key,
        "output_mode": row.output_mode,
    }


def _problems(values: Json) -> list[Problem]:
    return [("model", _NO_MODEL)] if values["engine"] == "OWN" and not values["model"] else []


async def prepare_trial(call: Call) -> Trial:
    """Tries the model, outside of any transaction. Raises RateLimitedError or PlanLimitError."""
    from aural.interviewer.model.trial import try_choice  # imports a heavy library that is rarely needed

    require_whole(call)
    choice = await _choice(call)
    await _count_trial(call)
    allowed = networks_of_models(call.context.settings)

    async def address_of(host: str, port: int) -> str:
        return await find_address(host, port, allowed)

    word_seconds = call.context.settings.model_word_seconds
    return await try_choice(choice, address_of, seconds=TRIAL_SECONDS, word_seconds=word_seconds)


async def _choice(call: Call) -> ModelChoice:
    """The model as this change would set it. Raises BadRequestError if the model's name is missing."""
    from aural.interviewer.model.model import ModelChoice

    row = await read_settings(call)
    values = {**_kept(row), **_changed(call, row)}
    refuse([] if values["model"] else [("model", _NO_MODEL)])
    mode: OutputMode = values["output_mode"] or "native"
    return ModelChoice(values["model"], values["model_address"], decrypted(call, values["model_key"]), mode)


def decrypted(call: Call, key: bytes | None) -> str | None:
    try:
        return None if key is None else call.context.secrets.unseal(bytes(key), "model key", call.organization_id)
    except WrongSecretError:
        return None


async def _count_trial(call: Call) -> None:
    """Limits trials, because each costs the organization money and occupies the server for up to half a minute."""
    await call.context.gate.admit_address("trial", call.organization_id, TRIALS_A_MINUTE)
    await usage.require_tokens(call.connection, call.organization_id, call.now, call.context.settings.upgrade_url)


@operations.post(
    "/settings/model/try",
    id="tryModel",
    summary="Try a model",
    description="Checks the model and has it phrase a follow-up. Fields that are sent replace the current settings, "
    "for this trial only. The tokens count toward the plan.",
    mode="LIVE",
    prepare=prepare_trial,
    answer=Answer(TrialOut, examples.TRIAL),
    role="ADMIN",
    body=Body(EngineChange, examples.ENGINE_CHANGE),
    plan_limit="ai_tokens",
)
async def try_engine(call: Call) -> Reply:
    from aural.interviewer.model.trial import ANSWER

    trial = call.prepared
    if trial.tokens:
        await usage.add_tokens(call.connection, call.organization_id, trial.tokens, call.now)
    return Reply(
        {
            "isWell": trial.is_well,
            "findings": [{"isWell": is_well, "text": text} for is_well, text in trial.findings],
            "seconds": round(trial.seconds, 2),
            "tokens": trial.tokens,
            "answer": ANSWER,
            "words": trial.words,
            "fallback": trial.fallback,
        }
    )
