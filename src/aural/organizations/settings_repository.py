"""An organization's settings. An organization that never changed a setting has no row and uses the defaults."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from sqlalchemy import bindparam, case, delete, func, or_, select, update

from aural.organizations.tables import OrganizationSettings as OrganizationSettings
from aural.store import schema
from aural.store.database import Connection
from aural.store.dialect import upsert
from aural.store.records import fetch_one

_T = schema.organization_settings
_O = schema.organizations
_L = schema.logos

_FIND = (
    select(_T, _O.c.name.label("organization_name"))
    .select_from(_O.outerjoin(_T, _T.c.organization_id == _O.c.id))
    .where(_O.c.id == bindparam("organization"))
)
_MAKE = upsert(_T).on_conflict_do_nothing()
_CHANGE = update(_T).where(_T.c.organization_id == bindparam("organization"))
# No model is called in test mode, regardless of the stored settings.
_ENGINE = (
    select(
        case((_O.c.test_of.is_not(None), "GUIDED"), else_=_T.c.engine).label("engine"),
        *(_T.c.model, _T.c.model_address, _T.c.model_key, _T.c.output_mode, _T.c.engine_version),
    )
    .select_from(_O.outerjoin(_T, _T.c.organization_id == _O.c.id))
    .where(_O.c.id == bindparam("organization"), or_(_T.c.engine.is_not(None), _O.c.test_of.is_not(None)))
)
_LANGUAGES = select(_T.c.interview_language, _T.c.report_language).where(
    _T.c.organization_id == bindparam("organization")
)
_PUT_LOGO = upsert(_L)
_PUT_LOGO = _PUT_LOGO.on_conflict_do_update(
    index_elements=["organization_id"],
    set_={"content": _PUT_LOGO.excluded.content, "updated_at": _PUT_LOGO.excluded.updated_at},
)
_DROP_LOGO = delete(_L).where(_L.c.organization_id == bindparam("organization"))
_LOGO = select(_L.c.content).where(_L.c.organization_id == bindparam("organization"))
_LOGO_OF_SLUG = (
    select(_L.c.content)
    .join(schema.interviews, schema.interviews.c.organization_id == _L.c.organization_id)
    .where(schema.interviews.c.public_slug == bindparam("slug"))
)
SHOWN_NAME = func.coalesce(_T.c.brand_name, _O.c.name)
"""The organization's name as candidates see it. The statement must join both tables."""
_SHOWN_NAME_OF = (
    select(SHOWN_NAME.label("name"))
    .select_from(_O.outerjoin(_T, _T.c.organization_id == _O.c.id))
    .where(_O.c.id == bindparam("organization"))
)


class ChosenModel(NamedTuple):
    """The model that an organization chose. `model_key` is encrypted."""

    engine: str
    model: str | None
    model_address: str | None
    model_key: bytes | None
    output_mode: Literal["native", "tool", "prompted"] | None
    engine_version: int | None


async def find_settings(connection: Connection, organization_id: str) -> OrganizationSettings | None:
    return await fetch_one(connection, OrganizationSettings, _FIND, {"organization": organization_id})


async def get_shown_name(connection: Connection, organization_id: str) -> str:
    """The organization's name as candidates see it."""
    row = await connection.row(_SHOWN_NAME_OF, {"organization": organization_id})
    assert row is not None
    return str(row.name)


async def change_settings(connection: Connection, organization_id: str, values: Mapping[str, object], now: int) -> None:
    """Changes some settings and increments their version. Callers that change the model use `change_engine`."""
    await connection.run(_MAKE, {"organization_id": organization_id, "updated_at": now})
    changed = _CHANGE.values(**values, version=_T.c.version + 1, updated_at=now)
    await connection.run(changed, {"organization": organization_id})


async def change_engine(connection: Connection, organization_id: str, values: Mapping[str, object], now: int) -> None:
    """Changes the model. Every process uses it from the next turn on."""
    await change_settings(connection, organization_id, {**values, "engine_version": _T.c.engine_version + 1}, now)


async def find_engine(connection: Connection, organization_id: str) -> ChosenModel | None:
    """The model that the organization chose. None if it never changed a setting."""
    return await fetch_one(connection, ChosenModel, _ENGINE, {"organization": organization_id})


async def find_languages(connection: Connection, organization_id: str) -> tuple[str | None, str | None]:
    """The languages of new interviews (None: the default) and of reports (None: the session's own language)."""
    row = await connection.row(_LANGUAGES, {"organization": organization_id})
    return (None, None) if row is None else (row.interview_language, row.report_language)


async def put_logo(connection: Connection, organization_id: str, content: bytes, now: int) -> None:
    await connection.run(_PUT_LOGO, {"organization_id": organization_id, "content": content, "updated_at": now})
    await change_settings(connection, organization_id, {}, now)


async def drop_logo(connection: Connection, organization_id: str, now: int) -> None:
    if await connection.run(_DROP_LOGO, {"organization": organization_id}):
        await change_settings(connection, organization_id, {}, now)


async def find_logo(connection: Connection, organization_id: str) -> bytes | None:
    row = await connection.row(_LOGO, {"organization": organization_id})
    return None if row is None else bytes(row.content)


async def find_logo_by_slug(connection: Connection, slug: str) -> bytes | None:
    """The logo that an interview's candidates see."""
    row = await connection.row(_LOGO_OF_SLUG, {"slug": slug})
    return None if row is None else bytes(row.content)
