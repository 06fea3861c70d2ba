"""The bias audit equals the figures computed by hand, shows no small group unless asked, and logs that it was asked."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date
from html.parser import HTMLParser
from itertools import count
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import insert, select

from aural.cli.audit_tasks import BiasWanted, audit_bias
from aural.engine.privacy.fairness import SEXES, Audit, Cell, FairnessRecord, audit
from aural.platform.errors import BadRequestError, NotFoundError
from aural.platform.ids import new_id
from aural.privacy import erasure_repository as erasure
from aural.privacy.bias import About, bias_csv, bias_page
from aural.reports.tables import report_levels
from aural.store import schema
from tests.api.world import Json, World

# For each group: sex, ethnicity, people, how many of them were decided, moved forward, and scored above the median.
GROUPS = (
    ("FEMALE", "WHITE", 1000, 1000, 400, 500),
    ("MALE", "WHITE", 1200, 1200, 600, 720),
    ("FEMALE", "BLACK", 400, 400, 120, 160),
    ("MALE", "BLACK", 350, 350, 105, 140),
    ("FEMALE", "ASIAN", 450, 450, 225, 270),
    ("MALE", "ASIAN", 500, 500, 250, 250),
    ("FEMALE", "HISPANIC", 300, 300, 90, 120),
    ("MALE", "HISPANIC", 280, 280, 112, 126),
    ("FEMALE", "TWO_OR_MORE", 100, 90, 36, 50),
    ("MALE", "TWO_OR_MORE", 40, 40, 14, 14),
    ("FEMALE", "NATIVE", 3, 3, 1, 1),
    ("MALE", "NATIVE", 30, 30, 9, 9),
    ("MALE", "PACIFIC", 4, 4, 0, 2),
    ("ANOTHER", "WHITE", 8, 8, 4, 4),
    ("PREFER_NOT", "WHITE", 75, 75, 30, 30),
    (None, None, 260, 210, 120, 80),
)
# Computed by hand from the table above: people, hits, rate, impact ratio. None means left out of the ratios.
BY_HAND: dict[tuple[str, str, str | None, str | None], tuple[int, int, float, float | None]] = {
    ("SELECTION", "SEX", "FEMALE", None): (2243, 872, 0.3888, 0.8574),
    ("SELECTION", "SEX", "MALE", None): (2404, 1090, 0.4534, 1.0),
    ("SELECTION", "SEX", "ANOTHER", None): (8, 4, 0.5, None),
    ("SELECTION", "ETHNICITY", None, "WHITE"): (2283, 1034, 0.4529, 0.9058),
    ("SELECTION", "ETHNICITY", None, "BLACK"): (750, 225, 0.3, 0.6),
    ("SELECTION", "ETHNICITY", None, "ASIAN"): (950, 475, 0.5, 1.0),
    ("SELECTION", "ETHNICITY", None, "HISPANIC"): (580, 202, 0.3483, 0.6966),
    ("SELECTION", "ETHNICITY", None, "TWO_OR_MORE"): (130, 50, 0.3846, 0.7692),
    ("SELECTION", "ETHNICITY", None, "NATIVE"): (33, 10, 0.3030, None),
    ("SELECTION", "BOTH", "FEMALE", "WHITE"): (1000, 400, 0.4, 0.8),
    ("SELECTION", "BOTH", "MALE", "WHITE"): (1200, 600, 0.5, 1.0),
    ("SELECTION", "BOTH", "FEMALE", "BLACK"): (400, 120, 0.3, 0.6),
    ("SELECTION", "BOTH", "FEMALE", "ASIAN"): (450, 225, 0.5, 1.0),
    ("SELECTION", "BOTH", "MALE", "HISPANIC"): (280, 112, 0.4, 0.8),
    ("SELECTION", "BOTH", "MALE", "TWO_OR_MORE"): (40, 14, 0.35, None),
    ("SCORING", "SEX", "FEMALE", None): (2253, 1101, 0.4887, 0.9316),
    ("SCORING", "SEX", "MALE", None): (2404, 1261, 0.5245, 1.0),
    ("SCORING", "ETHNICITY", None, "WHITE"): (2283, 1254, 0.5493, 1.0),
    ("SCORING", "ETHNICITY", None, "BLACK"): (750, 300, 0.4, 0.7282),
    ("SCORING", "ETHNICITY", None, "ASIAN"): (950, 520, 0.5474, 0.9965),
    ("SCORING", "ETHNICITY", None, "HISPANIC"): (580, 246, 0.4241, 0.7722),
    ("SCORING", "ETHNICITY", None, "TWO_OR_MORE"): (140, 64, 0.4571, 0.8323),
    ("SCORING", "BOTH", "MALE", "WHITE"): (1200, 720, 0.6, 1.0),
    ("SCORING", "BOTH", "FEMALE", "ASIAN"): (450, 270, 0.6, 1.0),
    ("SCORING", "BOTH", "FEMALE", "BLACK"): (400, 160, 0.4, 0.6667),
    ("SCORING", "BOTH", "MALE", "ASIAN"): (500, 250, 0.5, 0.8333),
}
BELOW_FOUR_FIFTHS = {  # without FEMALE, WHITE and MALE, HISPANIC, which are exactly four fifths
    *(("SELECTION", "ETHNICITY", None, name) for name in ("BLACK", "HISPANIC", "TWO_OR_MORE")),
    *(("SELECTION", "BOTH", sex, "BLACK") for sex in ("FEMALE", "MALE")),
    ("SELECTION", "BOTH", "FEMALE", "HISPANIC"),
    *(("SCORING", "ETHNICITY", None, name) for name in ("BLACK", "HISPANIC")),
    *(("SCORING", "BOTH", sex, "BLACK") for sex in ("FEMALE", "MALE")),
    *(("SCORING", "BOTH", sex, "HISPANIC") for sex in ("FEMALE", "MALE")),
}
WITHHELD = {
    ("BOTH", "FEMALE", "NATIVE"): "FEW",
    ("BOTH", "MALE", "PACIFIC"): "FEW",
    ("ETHNICITY", None, "PACIFIC"): "FEW",
    # Otherwise the women of the other table minus those shown here would give away the group of three.
    ("BOTH", "FEMALE", "TWO_OR_MORE"): "DERIVABLE",
    ("BOTH", "MALE", "NATIVE"): "DERIVABLE",
}


@dataclass
class Seed:
    """Rows for people with one session each, which are written together."""

    world: World
    interview: str
    rows: dict[Any, list[Json]]

    def add(
        self,
        sex: str | None,
        ethnicity: str | None,
        decision: str | None,
        levels: tuple[int | None, ...],
        **session: Any,
    ):
        candidate = session.pop("candidate_id", None) or self._person(sex, ethnicity)
        at = session.pop("at", 1_000)
        mine = {"organization_id": self.world.acme.id}
        row = {**mine, "id": new_id(), "candidate_id": candidate, "interview_id": self.interview, "decision": decision}
        row |= {"status": "COMPLETED", "end_reason": "FINISHED", "report_status": "READY", "language": "en"}
        times = dict.fromkeys(("last_activity_at", "started_at", "completed_at", "created_at", "updated_at"), at)
        row |= times | session
        self.rows[schema.sessions].append(row)
        for name, level in zip(("One", "Two"), levels, strict=False):
            level_row = {**mine, "session_id": row["id"], "criterion": name, "level": level}
            self.rows[report_levels].append(level_row)
        return candidate

    def _person(self, sex: str | None, ethnicity: str | None) -> str:
        mine = {"organization_id": self.world.acme.id}
        person = {**mine, "id": new_id(), "interview_id": self.interview, "created_at": 1, "updated_at": 1}
        person |= {"token_hash": person["id"].encode(), "token_encrypted": b"x"}
        self.rows[schema.candidates].append(person)
        if sex is not None or ethnicity is not None:
            said = {**mine, "candidate_id": person["id"], "sex": sex, "ethnicity": ethnicity, "answered_at": 1}
            self.rows[schema.self_identifications].append(said)
        return str(person["id"])

    async def write(self) -> None:
        async with self.world.database.transaction() as transaction:
            for table, rows in self.rows.items():
                if rows:
                    await transaction.run(insert(table), rows)
                rows.clear()


def seed_for(world: World, interview: Json) -> Seed:
    tables = (schema.candidates, schema.self_identifications, schema.sessions, report_levels)
    return Seed(world, interview["id"], {table: [] for table in tables})


def add_groups(seed: Seed) -> None:
    """Adds 5,000 sessions. The median is 3: at least half are not above it, and many are equal to it."""
    turn = count()
    for sex, ethnicity, people, decided, selected, above in GROUPS:
        for at in range(people):
            decision = "ADVANCE" if at < selected else ("DECLINE" if at % 7 else "HOLD") if at < decided else None
            low = ((3, 3), (2, 2), (4, 2), (1, 3))[next(turn) % 4]
            # The high scores are counted from the end of the group, so that selected and high-scoring people differ.
            seed.add(sex, ethnicity, decision, ((3, 4), (4, 4))[at % 2] if at >= people - above else low)


def add_nobody(seed: Seed) -> list[str]:
    """Adds sessions that belong to no sample but would change every figure; returns candidates to erase."""
    for _ in range(30):
        seed.add("FEMALE", "BLACK", "ADVANCE", (4, 4), end_reason="CONSENT_WITHDRAWN")
        seed.add("FEMALE", "BLACK", "ADVANCE", (4, 4), status="IN_PROGRESS")
        seed.add("FEMALE", "BLACK", "ADVANCE", (4, 4), status="ABANDONED")
    taken_again = seed.rows[schema.sessions][0]["candidate_id"]
    seed.add(None, None, "ADVANCE", (4, 4), candidate_id=taken_again, at=10)  # the later session counts
    return [seed.add("MALE", "PACIFIC", "ADVANCE", (4, 4)) for _ in range(3)]


@pytest_asyncio.fixture(loop_scope="session")
async def sample(world: World) -> World:
    interview = await world.interview(title="Hiring", purpose="HIRING")
    practice = await world.interview(title="Practice", purpose="PRACTICE")
    seed, other = seed_for(world, interview), seed_for(world, practice)
    add_groups(seed)
    gone = add_nobody(seed)
    for _ in range(25):
        other.add("FEMALE", "BLACK", "ADVANCE", (4, 4))
    await seed.write()
    await other.write()
    for candidate_id in gone:
        await erase(world, candidate_id)
    return world


async def erase(world: World, candidate_id: str) -> None:
    async with world.database.transaction() as transaction:
        await erasure.erase_person(transaction, world.acme.id, candidate_id, blank_answer=b"", now=0)


def cells_of(made: Audit) -> dict[tuple[str, str, str | None, str | None], Cell]:
    return {(one.rate, one.table, cell.sex, cell.ethnicity): cell for one in made.comparisons for cell in one.cells}


async def logged(world: World) -> list[Any]:
    table = schema.audit_entries
    mine = select(table).where(table.c.organization_id == world.acme.id, table.c.operation == "auditBias")
    return list(await world.database.read.rows(mine.order_by(table.c.at, table.c.id)))


async def test_the_audit_equals_figures_computed_by_hand_over_5000_sessions(sample: World) -> None:
    made, about = await audit_bias(sample.database, BiasWanted(organization=sample.acme.name))
    assert sum(group[2] for group in GROUPS) == made.people == 5000
    assert (made.undecided, made.unscored, made.median) == (60, 0, 3.0)
    cells = cells_of(made)
    for key, (people, hits, rate, ratio) in BY_HAND.items():
        cell = cells[key]
        assert (cell.count, cell.hits, round(cell.rate or 0, 4)) == (people, hits, rate), key
        assert (None if cell.ratio is None else round(cell.ratio, 4)) == ratio, key
    assert {key for key, cell in cells.items() if cell.is_below_four_fifths} == BELOW_FOUR_FIFTHS
    assert {(key[1], key[2], key[3]): cell.withheld for key, cell in cells.items() if cell.withheld} == WITHHELD
    unknown = {(one.rate, one.table): one.unknown for one in made.comparisons}
    assert unknown["SELECTION", "SEX"] == 75 + 210
    assert unknown["SCORING", "ETHNICITY"] == 260 + 4
    assert about.sample == "finished sessions of all interviews for hiring"

    # An auditor sees every group, and the access is logged.
    asked = BiasWanted(organization=sample.acme.name, auditor="Ada Byron", reason="Yearly audit", keeps_small=True)
    whole, about = await audit_bias(sample.database, asked)
    shown = cells_of(whole)
    assert (shown["SCORING", "BOTH", "FEMALE", "NATIVE"].count, shown["SCORING", "BOTH", "FEMALE", "NATIVE"].hits) == (
        3,
        1,
    )
    assert shown["SELECTION", "SEX", "ANOTHER", None].is_best
    assert round(shown["SELECTION", "SEX", "FEMALE", None].ratio or 0, 4) == 0.7775
    lines = [(line.actor, line.detail["cells"], line.detail["people"]) for line in await logged(sample)]
    assert lines == [("Command line", "SOME", 5000), ("Ada Byron", "ALL", 5000)]
    assert about.shows_every_cell

    # Withheld figures are in neither format.
    about = About("=Acme", about.sample, about.made_at, shows_every_cell=False)
    rows = list(csv.reader(io.StringIO(bias_csv(made, about))))
    assert rows[0] == ["# Organization", "'=Acme"]
    few = next(row for row in rows if row[:4] == ["SELECTION", "BOTH", "FEMALE", "NATIVE"])
    assert few[4:] == [*[""] * 7, "withheld: fewer than 5 people"]
    black = next(row for row in rows if row[:4] == ["SELECTION", "ETHNICITY", "", "BLACK"])
    assert black[4:10] == ["750", "0.1518", "225", "0.3000", "0.6000", "yes"]
    page = Tables()
    page.feed(bias_page(made, about))
    assert page.rows["Female, American Indian or Alaska Native"] == ["withheld: fewer than 5 people"]
    assert page.rows["American Indian or Alaska Native"][-1].startswith("under 2% of the sample")
    assert page.captions[0] == "Selection rates: Sex"


class Tables(HTMLParser):
    """The rows of a page's tables by their row headers. If several tables have the same header, the first counts."""

    def __init__(self) -> None:
        super().__init__()
        self.captions: list[str] = []
        self.rows: dict[str, list[str]] = {}
        self._tag, self._row = "", [""]

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self._tag = tag
        if tag == "tr":
            self._row = []
        elif tag in ("th", "td"):
            self._row.append("")

    def handle_data(self, data: str) -> None:
        if self._tag == "caption":
            self.captions.append(data)
        elif self._tag in ("th", "td"):
            self._row[-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "tr" and self._row:
            self.rows.setdefault(self._row[0], self._row[1:])
        self._tag = ""


def people(sex: str | None, ethnicity: str | None, many: int, hits: int) -> list[FairnessRecord]:
    return [FairnessRecord(sex, ethnicity, at < hits, None) for at in range(many)]


def test_a_group_is_shown_if_unknown_answers_hide_its_small_neighbor() -> None:
    rest = people("FEMALE", "WHITE", 50, 20) + people("MALE", "WHITE", 50, 20) + people("MALE", "ASIAN", 50, 25)
    few = people("FEMALE", "ASIAN", 3, 1)
    told = cells_of(audit(rest + few))
    assert told["SELECTION", "BOTH", "FEMALE", "WHITE"].withheld == "DERIVABLE"
    unsaid = people("FEMALE", None, 5, 2) + people(None, "ASIAN", 5, 2)
    told = cells_of(audit(rest + few + unsaid))
    assert told["SELECTION", "BOTH", "FEMALE", "WHITE"].withheld is None
    assert told["SELECTION", "BOTH", "FEMALE", "ASIAN"].withheld == "FEW"


def test_the_total_does_not_reveal_a_small_group() -> None:
    """98 people of the other table minus 60 women and 37 men would reveal the one person."""
    sample = people("FEMALE", "WHITE", 40, 20) + people("FEMALE", "ASIAN", 20, 10) + people("MALE", "WHITE", 17, 10)
    made = audit(sample + people("MALE", "ASIAN", 20, 10) + people("ANOTHER", "WHITE", 1, 1))
    cells = cells_of(made)
    withheld = {sex: cells["SELECTION", "SEX", sex, None].withheld for sex in SEXES}
    assert withheld == {"FEMALE": None, "MALE": "DERIVABLE", "ANOTHER": "FEW"}
    assert {(one.table, one.unknown) for one in made.comparisons if one.counted} >= {("SEX", 38), ("ETHNICITY", 0)}


def test_a_rate_difference_is_given_in_standard_deviations() -> None:
    """50 of 100 and 35 of 100: the difference of .15 is 2.15 times sqrt(.425 * .575 * 2 / 100)."""
    cells = cells_of(audit(people("MALE", None, 100, 50) + people("FEMALE", None, 100, 35)))
    assert round(cells["SELECTION", "SEX", "FEMALE", None].deviations or 0, 2) == 2.15
    assert cells["SELECTION", "SEX", "MALE", None].deviations == 0


def test_exactly_four_fifths_is_not_below() -> None:
    """40 of 60 divided by 50 of 60 is four fifths; with floats it is 0.7999999999999999."""
    cells = cells_of(audit(people("MALE", None, 60, 50) + people("FEMALE", None, 60, 40)))
    assert not cells["SELECTION", "SEX", "FEMALE", None].is_below_four_fifths
    cells = cells_of(audit(people("MALE", None, 60, 50) + people("FEMALE", None, 60, 39)))
    assert cells["SELECTION", "SEX", "FEMALE", None].is_below_four_fifths


def test_if_no_one_was_selected_or_scored_there_is_no_ratio() -> None:
    made = audit(people("MALE", None, 9, 0) + people("FEMALE", None, 9, 0))
    assert {cell.ratio for cell in cells_of(made).values()} == {None}
    assert made.median is None
    assert audit([]).people == 0


async def test_a_criterion_without_evidence_does_not_lower_the_score(world: World) -> None:
    seed = seed_for(world, await world.interview())
    for levels in ((3, None), (None, 3), (3, 3)):
        seed.add("MALE", None, None, levels)
    seed.add("MALE", None, None, (None, None))
    await seed.write()
    made, _ = await audit_bias(world.database, BiasWanted(organization=world.acme.name))
    assert (made.people, made.unscored, made.median) == (4, 1, 3.0)


async def test_the_sample_is_limited_by_interview_and_days_and_an_auditor_gives_a_reason(world: World) -> None:
    one, two = await world.interview(title="One"), await world.interview(title="Two")
    day = 86_400_000
    seed = seed_for(world, one)
    for at in (day, 2 * day, 2 * day + 5, 3 * day):
        seed.add("MALE", None, None, (), at=at)
    await seed.write()
    mine = {"organization": world.acme.name}

    async def size(**wanted: Any) -> int:
        return (await audit_bias(world.database, BiasWanted(**mine, **wanted)))[0].people

    assert await size() == 4
    assert await size(since=date(1970, 1, 3), until=date(1970, 1, 3)) == 2
    assert (await size(interview_id=one["id"]), await size(interview_id=two["id"])) == (4, 0)
    with pytest.raises(NotFoundError):
        await size(interview_id="nobody's")
    with pytest.raises(NotFoundError):
        await audit_bias(world.database, BiasWanted(organization="Nobody's"))
    with pytest.raises(BadRequestError, match="reason"):
        await size(auditor="Ada Byron")
