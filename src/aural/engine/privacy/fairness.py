"""Selection and scoring rates and impact ratios, as New York City's rules define them (6 RCNY 5-300 and 5-301).

Selection rate: of a group's people, the share that was moved forward. Scoring rate: the share whose score is above the
median of the whole sample. Impact ratio: a group's rate by that of the group with the highest one. Below four fifths it
is flagged (29 CFR 1607.4 D). People who have not said their group count for the median, and are told by their number.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from statistics import median
from typing import Literal

SEXES = ("FEMALE", "MALE", "ANOTHER")
"""What a person may choose, beside PREFER_NOT. The law's categories are the first two; the third is told apart."""
ETHNICITIES = ("HISPANIC", "WHITE", "BLACK", "PACIFIC", "ASIAN", "NATIVE", "TWO_OR_MORE")
"""The categories of the EEO-1 report, which the rules of New York City take over."""
PREFER_NOT = "PREFER_NOT"
FOUR_FIFTHS = Fraction(4, 5)
"""Exact: as a float, 40 of 60 beside 50 of 60 would be below it."""
FEWEST_SHOWN = 5
SMALL_SHARE = 0.02
"""A category under 2 % of the sample may be left out of the ratios (6 RCNY 5-301 d)."""

Table = Literal["SEX", "ETHNICITY", "BOTH"]
Rate = Literal["SELECTION", "SCORING"]
Why = Literal["FEW", "DERIVABLE"]


@dataclass(frozen=True, slots=True)
class FairnessRecord:
    """One candidate. `is_selected` None: nobody has decided. `score` None: not scored. Groups None: not said."""

    sex: str | None
    ethnicity: str | None
    is_selected: bool | None
    score: float | None


@dataclass(frozen=True, slots=True)
class Cell:
    """A group in one table. `count`: people who could be counted; `hits`: those selected, or above the median.

    `ratio` None: there is nobody, the group is left out as too small, or nobody at all was selected. `deviations`: how
    far its rate is from the best group's, in standard deviations of the difference; 2 and more is taken for more than
    chance. `withheld`: why nothing of it may be shown.
    """

    sex: str | None
    ethnicity: str | None
    count: int
    hits: int
    share: float
    rate: float | None = None
    ratio: float | None = None
    deviations: float | None = None
    is_small: bool = False
    is_best: bool = False
    is_below_four_fifths: bool = False
    withheld: Why | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """One rate by one way of grouping. `unknown`: counted people whose group is not known, or is withheld."""

    rate: Rate
    table: Table
    counted: int
    unknown: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Audit:
    """`people` in the sample, of them `undecided` and `unscored`; `median` of the scores, None where there are none."""

    people: int
    undecided: int
    unscored: int
    median: float | None
    comparisons: tuple[Comparison, ...]


def audit(people: Sequence[FairnessRecord], *, shows_every_cell: bool = False, leaves_out_small: bool = True) -> Audit:
    """The whole audit of a sample. `shows_every_cell`: also groups of fewer than 5 people."""
    scores = [person.score for person in people if person.score is not None]
    middle = median(scores) if scores else None
    counted: dict[Rate, list[tuple[FairnessRecord, bool]]] = {
        "SELECTION": [(person, person.is_selected) for person in people if person.is_selected is not None],
        "SCORING": [
            (person, person.score > middle) for person in people if person.score is not None and middle is not None
        ],
    }
    tables: tuple[Table, ...] = ("SEX", "ETHNICITY", "BOTH")
    comparisons = [
        _compare(rate, table, sample, shows_every_cell, leaves_out_small)
        for rate, sample in counted.items()
        for table in tables
    ]
    unscored = len(people) - len(scores)
    return Audit(len(people), len(people) - len(counted["SELECTION"]), unscored, middle, tuple(comparisons))


def _compare(
    rate: Rate,
    table: Table,
    sample: Sequence[tuple[FairnessRecord, bool]],
    shows_every_cell: bool,
    leaves_out_small: bool,
) -> Comparison:
    sexes = SEXES if table != "ETHNICITY" else (None,)
    ethnicities = ETHNICITIES if table != "SEX" else (None,)
    cells = [_count(sample, sex, ethnicity, leaves_out_small) for sex, ethnicity in product(sexes, ethnicities)]
    if not shows_every_cell:
        cells = _withhold(cells, sample)
    known = sum(cell.count for cell in cells if cell.withheld is None)
    return Comparison(rate, table, len(sample), len(sample) - known, tuple(_with_ratios(cells)))


def _count(
    sample: Sequence[tuple[FairnessRecord, bool]], sex: str | None, ethnicity: str | None, leaves_out_small: bool
) -> Cell:
    """`sex` or `ethnicity` None: whichever."""
    own = [
        is_hit
        for person, is_hit in sample
        if (sex is None or person.sex == sex) and (ethnicity is None or person.ethnicity == ethnicity)
    ]
    count, hits = len(own), sum(own)
    share = count / len(sample) if sample else 0.0
    is_small = leaves_out_small and 0 < share < SMALL_SHARE
    return Cell(sex, ethnicity, count, hits, share, hits / count if count else None, is_small=is_small)


# --- ratios ---------------------------------------------------------------------------------------------------------


def _with_ratios(cells: Iterable[Cell]) -> list[Cell]:
    """Compared with the highest rate among groups that are neither withheld nor left out."""
    cells = list(cells)
    rates = [(cell.rate, cell) for cell in cells if _is_compared(cell) and cell.rate is not None]
    if not rates:
        return cells
    best = max(rates, key=lambda pair: pair[0])[1]
    return [_with_ratio(cell, best) if _is_compared(cell) else cell for cell in cells]


def _is_compared(cell: Cell) -> bool:
    return cell.count > 0 and cell.withheld is None and not cell.is_small


def _with_ratio(cell: Cell, best: Cell) -> Cell:
    if cell.rate is None or not best.rate:
        return cell
    return replace(
        cell,
        ratio=cell.rate / best.rate,
        deviations=_deviations(cell, best),
        is_best=cell.rate == best.rate,
        is_below_four_fifths=Fraction(cell.hits, cell.count) < FOUR_FIFTHS * Fraction(best.hits, best.count),
    )


def _deviations(cell: Cell, best: Cell) -> float | None:
    """The difference of two shares by its standard deviation, both taken together (a two-sample z)."""
    assert cell.rate is not None
    assert best.rate is not None
    together = (cell.hits + best.hits) / (cell.count + best.count)
    spread = math.sqrt(together * (1 - together) * (1 / cell.count + 1 / best.count))
    return (best.rate - cell.rate) / spread if spread else None


# --- withholding ----------------------------------------------------------------------------------------------------


def _withhold(cells: Sequence[Cell], sample: Sequence[tuple[FairnessRecord, bool]]) -> list[Cell]:
    """Groups of 1 to 4 people, and as many more that none of them can be worked out.

    Everybody less the groups that are shown must leave nobody or at least 5 people: else the smallest of the shown ones
    is withheld as well. So must, in the table of both, what the others say of a sex or an ethnicity.
    """
    cells = [replace(cell, withheld="FEW") if 0 < cell.count < FEWEST_SHOWN else cell for cell in cells]
    lines = _lines(cells, sample)
    while True:
        at = next((at for line, total in lines if (at := _given_away(cells, line, total)) is not None), None)
        if at is None:
            return cells
        cells[at] = replace(cells[at], withheld="DERIVABLE")


def _lines(cells: Sequence[Cell], sample: Sequence[tuple[FairnessRecord, bool]]) -> list[tuple[list[int], int]]:
    """The places of the groups of one sex, of one ethnicity, and of all; and how many people that is in all."""
    by_sex = {
        sex: [at for at, cell in enumerate(cells) if cell.sex == sex and cell.ethnicity is not None] for sex in SEXES
    }
    by_ethnicity = {
        ethnicity: [at for at, cell in enumerate(cells) if cell.ethnicity == ethnicity and cell.sex is not None]
        for ethnicity in ETHNICITIES
    }
    lines = [(line, sum(person.sex == sex for person, _ in sample)) for sex, line in by_sex.items()]
    lines += [(line, sum(person.ethnicity == key for person, _ in sample)) for key, line in by_ethnicity.items()]
    return [*((line, total) for line, total in lines if line), (list(range(len(cells))), len(sample))]


def _given_away(cells: Sequence[Cell], line: Sequence[int], total: int) -> int | None:
    """The place of the group to withhold too; None where nothing can be worked out."""
    shown = [at for at in line if cells[at].withheld is None and cells[at].count > 0]
    left = total - sum(cells[at].count for at in shown)
    if not 0 < left < FEWEST_SHOWN or not shown or all(cells[at].withheld is None for at in line):
        return None
    return min(shown, key=lambda at: cells[at].count)
