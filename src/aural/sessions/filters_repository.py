"""Filters for lists of sessions: each filter is one condition, and each combination of filters one statement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from sqlalchemy import (
    ColumnElement,
    Text,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    literal,
    literal_column,
    not_,
    or_,
    tuple_,
)

from aural.engine.authoring.drafts import Purpose
from aural.engine.purposes import gives_levels
from aural.reports import tables as deciding_schema
from aural.reports.share_tables import question_facts, theme_facts
from aural.store import schema
from aural.store.listing import has_words, word_keys

NO_EVIDENCE = 0  # the value in `levels` that matches a level of null

_I = schema.interviews
_S = schema.sessions
_V = deciding_schema.reviewers
_R = schema.reports
_L = deciding_schema.report_levels
_LOG = schema.log_entries

# Whether the AI's levels are hidden until the reviewer has rated. By default, only for hiring.
IS_BLIND = func.coalesce(_I.c.blind_rating, _I.c.purpose == "HIRING")


@dataclass(frozen=True, slots=True)
class SessionFilters:
    """Session filters. A field that is None or empty matches everything. `decisions` may contain NONE; `since` and
    `until` are instants."""

    ids: tuple[str, ...] = ()
    words: str | None = None  # in the name or the email
    by_name_only: bool = False  # don't search the email
    statuses: tuple[str, ...] = ()
    end_reasons: tuple[str, ...] = ()
    report_statuses: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    is_reviewed: bool | None = None  # by the caller
    has_problem: bool | None = None
    since: int | None = None
    until: int | None = None
    criterion: str | None = None
    levels: tuple[int, ...] = ()
    themes: tuple[str, ...] = ()  # any of them, as insights name them
    version: int | None = None  # of the interview, by number
    question_id: str | None = None
    outcome: str | None = None  # of that question, as insights count it
    human_levels: tuple[int, ...] = ()  # levels that a person gave the criterion
    modes: tuple[str, ...] = ()  # any of chat, voice and video
    active_since: int | None = None
    active_until: int | None = None
    is_blind: bool = False  # the caller must not learn the AI's findings before rating the session themselves


# A literal, not a parameter: SQLite prepares a statement again for each run if the pattern of LIKE is bound.
_IS_PROBLEM = cast(_LOG.c.data, Text).like(literal_column("""'%"wish":"problem"%'"""))
_PROBLEM = exists().where(
    _LOG.c.session_id == _S.c.id,
    _LOG.c.organization_id == bindparam("organization"),
    _LOG.c.kind == "wished",
    _IS_PROBLEM,
)
HAS_PROBLEM = and_(_S.c.aside_count > 0, _PROBLEM)
_LEVEL = exists().where(
    _L.c.session_id == _S.c.id,
    _L.c.organization_id == bindparam("organization"),
    _L.c.criterion == bindparam("criterion"),
    func.coalesce(_L.c.level, NO_EVIDENCE).in_(bindparam("levels", expanding=True)),
)
_NAMES_THEME = exists().where(
    theme_facts.c.session_id == _S.c.id,
    theme_facts.c.organization_id == bindparam("organization"),
    theme_facts.c.theme.in_(bindparam("themes", expanding=True)),
)
_CAME_OUT = exists().where(
    question_facts.c.session_id == _S.c.id,
    question_facts.c.organization_id == bindparam("organization"),
    question_facts.c.question_id == bindparam("question"),
    question_facts.c.outcome == bindparam("outcome"),
)
IS_OPEN = or_(not_(IS_BLIND), _V.c.revealed_at.is_not(None))
"""Whether a reviewer may see the session's levels: the AI's and other people's."""
_WITHOUT_LEVELS = [purpose for purpose in get_args(Purpose) if not gives_levels(purpose)]
_IS_UNSCORED = func.coalesce(cast(_R.c.scores, Text), "null") == "null"
SHOWS_RATINGS = or_(IS_OPEN, _I.c.purpose.in_(_WITHOUT_LEVELS))
"""Whether a reviewer may see other people's ratings of the session, as in `level_service.rates_blind`."""
IS_READABLE = or_(SHOWS_RATINGS, _IS_UNSCORED)
"""Whether a reviewer may see anything that the AI wrote about the session, as in `level_service.hides_levels`."""
_H = deciding_schema.human_ratings
_NEWER = _H.alias("newer")
# People's newest ratings of a criterion, without those set aside and those that found no evidence.
IS_CURRENT = and_(
    _H.c.verdict != "SET_ASIDE",
    _H.c.level.is_not(None),
    not_(
        exists().where(
            _NEWER.c.session_id == _H.c.session_id,
            _NEWER.c.user_id == _H.c.user_id,
            _NEWER.c.criterion == _H.c.criterion,
            tuple_(_NEWER.c.created_at, _NEWER.c.id) > tuple_(_H.c.created_at, _H.c.id),
        )
    ),
)
CURRENT_RATINGS = and_(
    _H.c.session_id == _S.c.id,
    _H.c.organization_id == bindparam("organization"),
    _H.c.criterion == bindparam("criterion"),
    IS_CURRENT,
)
_RATED = exists().where(CURRENT_RATINGS, _H.c.level.in_(bindparam("human_levels", expanding=True)))
_HAS_CAMERA = exists().where(
    schema.recordings.c.session_id == _S.c.id,
    schema.recordings.c.organization_id == bindparam("organization"),
    schema.recordings.c.track == "camera",
)
_MODE = case(
    (_HAS_CAMERA, literal("video")), (_S.c.synthetic_voice.is_not(None), literal("voice")), else_=literal("chat")
)
_CONDITIONS: dict[str, ColumnElement[bool]] = {
    "ids": _S.c.id.in_(bindparam("ids", expanding=True)),
    "words": has_words(_S.c.participant_name, _S.c.participant_email),
    "words in the name": has_words(_S.c.participant_name),
    "statuses": _S.c.status.in_(bindparam("statuses", expanding=True)),
    "end_reasons": _S.c.end_reason.in_(bindparam("end_reasons", expanding=True)),
    "report_statuses": _S.c.report_status.in_(bindparam("report_statuses", expanding=True)),
    "decisions": func.coalesce(_S.c.decision, "NONE").in_(bindparam("decisions", expanding=True)),
    "reviewed": _V.c.rated_at.is_not(None),
    "not reviewed": _V.c.rated_at.is_(None),
    "problem": HAS_PROBLEM,
    "no problem": not_(HAS_PROBLEM),
    "since": _S.c.created_at >= bindparam("since"),
    "until": _S.c.created_at < bindparam("until"),
    "themes": _NAMES_THEME,
    "readable themes": and_(IS_READABLE, _NAMES_THEME),
    "version": _S.c.version_number == bindparam("version"),
    "outcome": _CAME_OUT,
    "level": and_(_S.c.report_status == "READY", _LEVEL),
    "open level": and_(_S.c.report_status == "READY", IS_OPEN, _LEVEL),
    "human level": _RATED,
    "open human level": and_(IS_OPEN, _RATED),
    "modes": _MODE.in_(bindparam("modes", expanding=True)),
    "active_since": _S.c.last_activity_at >= bindparam("active_since"),
    "active_until": _S.c.last_activity_at < bindparam("active_until"),
}


_PLAIN = (
    *("ids", "statuses", "report_statuses", "decisions", "since", "until", "version", "modes"),
    *("active_since", "active_until", "end_reasons"),
)


def keys_of(wanted: SessionFilters) -> tuple[tuple[str, ...], dict[str, object]]:
    """The names of the conditions for these filters, and the values that the conditions need."""
    names: list[str] = []
    keys: dict[str, object] = {}
    for name in _PLAIN:
        if (value := getattr(wanted, name)) not in (None, ()):
            names.append(name)
            keys[name] = value
    if wanted.words:
        names.append("words in the name" if wanted.by_name_only else "words")
        keys |= word_keys(wanted.words)
    for is_it, name in ((wanted.is_reviewed, "reviewed"), (wanted.has_problem, "problem")):
        names += [] if is_it is None else [name if is_it else f"{'not' if name == 'reviewed' else 'no'} {name}"]
    if wanted.themes:
        names.append("readable themes" if wanted.is_blind else "themes")
        keys["themes"] = wanted.themes
    if wanted.question_id is not None and wanted.outcome is not None:
        names.append("outcome")
        keys |= {"question": wanted.question_id, "outcome": wanted.outcome}
    if wanted.criterion is not None and wanted.levels:
        names.append("open level" if wanted.is_blind else "level")
        keys |= {"criterion": wanted.criterion, "levels": wanted.levels}
    if wanted.criterion is not None and wanted.human_levels:
        names.append("open human level" if wanted.is_blind else "human level")
        keys |= {"criterion": wanted.criterion, "human_levels": wanted.human_levels}
    return tuple(names), keys


def conditions(names: tuple[str, ...]) -> list[ColumnElement[bool]]:
    return [_CONDITIONS[name] for name in names]
