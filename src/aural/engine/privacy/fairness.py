"""Selection and scoring rates and impact ratios, as New York City's rules define them (6 RCNY 5-300 and 5-301).

Selection rate: the share of a group's people who were moved forward. Scoring rate: the share whose score is above the
median of the whole sample. Impact ratio: a group's rate divided by the highest rate of any group. A ratio below four
fifths is flagged (29 CFR 1607.4 D). People whose group is unknown count toward the median, and their number is
reported.
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
"""The choices in addition to PREFER_NOT. The first two are the law's categories; the third is reported separately."""
ETHNICITIES = ("HISPANIC", "WHITE", "BLACK", "PACIFIC", "ASIAN", "NATIVE", "TWO_OR_MORE")
"""The categories of the EEO-1 report, which New York City's rules adopt."""
PREFER_NOT = "PREFER_NOT"
FOUR_FIFTHS = Fraction(4, 5)
"""An exact fraction: with floats, 40 of 60 against 50 of 60 would be below four fifths."""
FEWEST_SHOWN = 5
SMALL_SHARE = 0.02
"""A category under 2 % of the sample may be left out of the ratios (6 RCNY 5-301 d)."""

Table = Literal["SEX", "ETHNICITY", "BOTH"]
Rate = Literal["SELECTION", "SCORING"]
Why = Literal["FEW", "DERIVABLE"]


@dataclass(frozen=True, slots=True)
class FairnessRecord:
    """One candidate. Each value is None if it isn't known: not stated, not decided or not scored."""

    sex: str | None
    ethnicity: str | None
    is_selected: bool | None
    score: float | None


@dataclass(frozen=True, slots=True)
class Cell:
    """A group in one table. `count`: people who could be counted; `hits`: those selected, or above the median.

    `ratio`: None if the group is empty, withheld or left out as too small, or if the best rate is 0. `deviations`: how
    far the group's rate is from the best rate, in standard deviations of the difference; 2 or more is considered more
    than chance. `withheld`: why the group may not be shown.
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
    """One rate for one way of grouping people. `unknown`: counted people whose group is unknown or withheld."""

    rate: Rate
    table: Table
    counted: int
    unknown: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Audit:
    """`people`: the size of the sample; some are `undecided` or `unscored`. `median`: None if no one has a score."""

    people: int
    undecided: int
    unscored: int
    median: float | None
    comparisons: tuple[Comparison, ...]


def audit(people: Sequence[FairnessRecord], *, shows_every_cell: bool = False, leaves_out_small: bool = True) -> Audit:
    """The whole audit of a sample. `shows_every_cell`: whether to show groups of fewer than 5 people."""
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
    """Counts the people of one group. None stands for any sex, or any ethnicity."""
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
    """Adds ratios: each rate compared with the highest rate among groups that are neither withheld nor left out."""
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
    """The two-proportion z: the difference divided by its standard error, with the pooled proportion."""
    assert cell.rate is not None
    assert best.rate is not None
    together = (cell.hits + best.hits) / (cell.count + best.count)
    spread = math.sqrt(together * (1 - together) * (1 / cell.count + 1 / best.count))
    return (best.rate - cell.rate) / spread if spread else None


# --- withholding ----------------------------------------------------------------------------------------------------


def _withhold(cells: Sequence[Cell], sample: Sequence[tuple[FairnessRecord, bool]]) -> list[Cell]:
    """Withholds groups of 1 to 4 people, and then more groups until no withheld number can be worked out.

    The people who aren't in a shown group must number 0 or at least 5; otherwise, the smallest shown group is withheld,
    too. In the table by sex and ethnicity, the same rule applies within each sex and each ethnicity.
    """
    cells = [replace(cell, withheld="FEW") if 0 < cell.count < FEWEST_SHOWN else cell for cell in cells]
    lines = _lines(cells, sample)
    while True:
        at = next((at for line, total in lines if (at := _given_away(cells, line, total)) is not None), None)
        if at is None:
            return cells
        cells[at] = replace(cells[at], withheld="DERIVABLE")


def _lines(cells: Sequence[Cell], sample: Sequence[tuple[FairnessRecord, bool]]) -> list[tuple[list[int], int]]:
    """Lists the groups to check together (each sex, each ethnicity, all) by index, with the number of their people."""
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
    """The index of the next group to withhold; None if nothing can be worked out."""
    shown = [at for at in line if cells[at].withheld is None and cells[at].count > 0]
    left = total - sum(cells[at].count for at in shown)
    if not 0 < left < FEWEST_SHOWN or not shown or all(cells[at].withheld is None for at in line):
        return None
    return min(shown, key=lambda at: cells[at].count)
