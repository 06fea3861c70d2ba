"""An organization's branding (name, color and logo, as candidates see them) and its default languages."""

from __future__ import annotations

import re
from base64 import b64encode
from typing import Annotated

from pydantic import AfterValidator, Field

from aural.api.operations import Answer, Body, Call, Operations, Reply, Upload
from aural.api.reach import require_whole
from aural.api.validation import Input, Json, Name, Output, ShortText, no_default, shaped
from aural.engine.authoring.colors import ink_on, tints_of
from aural.guard.files.pictures import MOST_LOGO_BYTES, LogoRefusedError, make_logo
from aural.interviews.schemas import Language
from aural.organizations import examples
from aural.organizations import settings_repository as settings
from aural.organizations.model_endpoints import read_settings, settings_etag
from aural.platform.errors import BadRequestError

operations = Operations("Settings")
LOGO_TYPES = ("image/png", "image/jpeg", "image/webp")
LOGO_BYTES = MOST_LOGO_BYTES


_COLOR = shaped(re.compile("^#[0-9A-Fa-f]{6}$"), "must be a color such as #b05a1e")
Accent = Annotated[ShortText, Field(max_length=7), *_COLOR, AfterValidator(str.lower)]


class BrandChange(Input):
    """The changes. Fields that you leave out keep their values."""

    name: Name | None = Field(
        default=None,
        json_schema_extra=no_default,
        description="The name that candidates see in the room and in emails. null: the organization's name.",
    )
    accent: Accent | None = Field(
        default=None,
        json_schema_extra=no_default,
        description="A color such as #b05a1e. Where it has less contrast than 3:1 with the page, a tint of it is "
        "shown. null: Aural's default.",
    )


class TintOut(Output):
    accent: str = Field(description="The color with a contrast of at least 3:1 with the page.")
    ink: str = Field(description="Black or white, whichever is easier to read on it.")


class TintsOut(Output):
    """The accent as each theme shows it."""

    light: TintOut
    dark: TintOut


class BrandOut(Output):
    name: str = Field(description="The name that candidates see.")
    own_name: str | None = Field(description="The name set here. null: candidates see the organization's name.")
    organization: str
    accent: str | None
    ink_on_accent: str | None = Field(description="Black or white, whichever is easier to read on the accent.")
    tints: TintsOut | None = Field(description="null: there is no accent.")
    logo: str | None = Field(description="A PNG of at most 480 × 160 pixels, as a data: URL. null: there is no logo.")


class LanguagesChange(Input):
    """The changes. Fields that you leave out keep their values."""

    interview: Language | None = Field(
        default=None, json_schema_extra=no_default, description="The language of new interviews. null: en."
    )
    report: Language | None = Field(
        default=None,
        json_schema_extra=no_default,
        description="The language of reports: without a model, en or zh. null: the interview's language.",
    )


class LanguagesOut(Output):
    interview: str | None
    report: str | None


def _brand_json(row: settings.OrganizationSettings, logo: bytes | None) -> Json:
    return {
        "name": row.brand_name or row.organization_name,
        "ownName": row.brand_name,
        "organization": row.organization_name,
        "accent": row.accent,
        "inkOnAccent": None if row.accent is None else ink_on(row.accent),
        "tints": None if row.accent is None else tints_of(row.accent),
        "logo": None if logo is None else f"data:image/png;base64,{b64encode(logo).decode()}",
    }


@operations.get(
    "/settings/brand",
    id="getBrand",
    summary="Get the brand",
    description="The organization's brand as candidates see it.",
    answer=Answer(BrandOut, examples.BRAND, has_etag=True),
)
async def get_brand(call: Call) -> Reply:
    row = await read_settings(call)
    logo = await settings.find_logo(call.connection, call.organization_id)
    return Reply(_brand_json(row, logo), settings_etag(row))


@operations.patch(
    "/settings/brand",
    id="updateBrand",
    summary="Change the brand",
    description="Any accent is accepted: `tints` are the colors that the pages show for it in each theme.",
    answer=Answer(BrandOut, examples.BRAND, has_etag=True),
    role="ADMIN",
    body=Body(BrandChange, {"name": "Harbour", "accent": "#b05a1e"}),
    locks_organization=True,
)
async def update_brand(call: Call) -> Reply:
    """Without a name of its own, the brand shows the organization's, which a client may send back as it read it."""
    row = await read_settings(call)
    is_read = row.brand_name is None and call.body.get("name") == row.organization_name
    columns = {"accent": "accent"} if is_read else {"name": "brand_name", "accent": "accent"}
    await _change(call, {columns[name]: value for name, value in call.body.items() if name in columns})
    return await get_brand(call)


async def _require_match(call: Call) -> settings.OrganizationSettings:
    require_whole(call)
    row = await read_settings(call)
    call.require_match(settings_etag(row))
    return row


async def _change(call: Call, values: Json) -> None:
    values = call.changes(values, await _require_match(call))
    if values:
        await settings.change_settings(call.connection, call.organization_id, values, call.now)


async def prepare_logo(call: Call) -> bytes:
    """Decodes the upload in a child process and encodes it again, so that only a PNG written by Aural is stored.

    Raises BadRequestError.
    """
    require_whole(call)
    try:
        return await make_logo(call.body)
    except LogoRefusedError as error:
        raise BadRequestError(str(error)) from error


@operations.post(
    "/settings/brand/logo",
    id="setLogo",
    summary="Set the logo",
    description="A PNG, JPEG or WebP picture. It is scaled to at most 480 × 160 pixels.",
    prepare=prepare_logo,
    answer=Answer(BrandOut, examples.BRAND, has_etag=True),
    role="ADMIN",
    upload=Upload(LOGO_BYTES, LOGO_TYPES),
    locks_organization=True,
)
async def put_logo(call: Call) -> Reply:
    await settings.put_logo(call.connection, call.organization_id, call.prepared, call.now)
    return await get_brand(call)


@operations.delete(
    "/settings/brand/logo",
    id="removeLogo",
    summary="Remove the logo",
    description="Removing it twice is not an error.",
    answer=Answer(BrandOut, examples.BRAND, has_etag=True),
    role="ADMIN",
    locks_organization=True,
)
async def drop_logo(call: Call) -> Reply:
    await _require_match(call)
    await settings.drop_logo(call.connection, call.organization_id, call.now)
    return await get_brand(call)


@operations.get(
    "/settings/languages",
    id="getLanguages",
    summary="Get the languages",
    description="The default languages of new interviews and of reports.",
    answer=Answer(LanguagesOut, {"interview": "de", "report": "en"}, has_etag=True),
)
async def get_languages(call: Call) -> Reply:
    row = await read_settings(call)
    return Reply({"interview": row.interview_language, "report": row.report_language}, settings_etag(row))


@operations.patch(
    "/settings/languages",
    id="updateLanguages",
    summary="Change the languages",
    description="Existing interviews and reports keep their language.",
    answer=Answer(LanguagesOut, {"interview": "de", "report": "en"}, has_etag=True),
    role="ADMIN",
    body=Body(LanguagesChange, {"interview": "de", "report": "en"}),
    locks_organization=True,
)
async def update_languages(call: Call) -> Reply:
    await _change(call, {f"{name}_language": value for name, value in call.body.items()})
    return await get_languages(call)
