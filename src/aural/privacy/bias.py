"""The bias audit as a CSV file for spreadsheets, and as a self-contained HTML page to print."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from html import escape

from aural.engine.privacy.fairness import FEWEST_SHOWN, FOUR_FIFTHS, SMALL_SHARE, Audit, Cell, Comparison

_SEXES = {"FEMALE": "Female", "MALE": "Male", "ANOTHER": "Another"}
_ETHNICITIES = {
    "HISPANIC": "Hispanic or Latino",
    "WHITE": "White",
    "BLACK": "Black or African American",
    "PACIFIC": "Native Hawaiian or Pacific Islander",
    "ASIAN": "Asian",
    "NATIVE": "American Indian or Alaska Native",
    "TWO_OR_MORE": "Two or more races",
}
_TABLES = {"SEX": "Sex", "ETHNICITY": "Race and ethnicity", "BOTH": "Sex with race and ethnicity"}
_RATES = {"SELECTION": "Selection", "SCORING": "Scoring"}
_HITS = {"SELECTION": "Selected", "SCORING": "Above the median"}
_WITHHELD = {"FEW": f"withheld: fewer than {FEWEST_SHOWN} people", "DERIVABLE": "withheld: would reveal another group"}
_COLUMNS = (
    *("rate", "table", "sex", "ethnicity", "people", "share", "selected_or_above_median", "group_rate"),
    *("impact_ratio", "below_four_fifths", "standard_deviations", "note"),
)


@dataclass(frozen=True, slots=True)
class About:
    """The subject of an audit, as text: the organization, the sample (interviews and days) and the audit's time."""

    organization: str
    sample: str
    made_at: str
    shows_every_cell: bool


def summary_lines(audit: Audit) -> list[tuple[str, str]]:
    """Figures about the sample that a reader needs to understand the tables, as (name, value)."""
    middle = "none: no one was scored" if audit.median is None else f"{audit.median:.4g}"
    return [
        ("Candidates in the sample", str(audit.people)),
        ("Not decided yet, so not in any selection rate", str(audit.undecided)),
        ("Not scored, so not in any scoring rate", str(audit.unscored)),
        ("Median score of the sample", middle),
    ]


def bias_csv(audit: Audit, about: About) -> str:
    """One row for each group. The first rows describe the sample."""
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\r\n")
    heads = [("Organization", about.organization), ("Sample", about.sample), ("Created", about.made_at)]
    for name, value in (*heads, *summary_lines(audit)):
        writer.writerow([f"# {name}", _plain(value)])
    writer.writerow(_COLUMNS)
    for comparison in audit.comparisons:
        writer.writerows(_row(comparison, cell) for cell in comparison.cells if cell.count)
        unknown = [comparison.rate, comparison.table, "UNKNOWN", "UNKNOWN", str(comparison.unknown)]
        writer.writerow([*unknown, *[""] * 6, "group not stated or withheld: not in any ratio"])
    return made.getvalue()


def _plain(text: str) -> str:
    """Escapes text that a spreadsheet would take for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _row(comparison: Comparison, cell: Cell) -> list[str]:
    group = [comparison.rate, comparison.table, cell.sex or "", cell.ethnicity or ""]
    if cell.withheld is not None:
        return [*group, *[""] * 7, _note(cell)]
    figures = [str(cell.count), f"{cell.share:.4f}", str(cell.hits), _number(cell.rate), _number(cell.ratio)]
    flag = "" if cell.ratio is None else ("yes" if cell.is_below_four_fifths else "no")
    return [*group, *figures, flag, _number(cell.deviations, 2), _note(cell)]


def _number(value: float | None, digits: int = 4) -> str:
    return "" if value is None else f"{value:.{digits}f}"


def _note(cell: Cell) -> str:
    if cell.withheld is not None:
        return _WITHHELD[cell.withheld]
    if cell.is_small:
        return f"under {SMALL_SHARE:.0%} of the sample: left out of the ratios (6 RCNY 5-301 d)"
    return "highest rate" if cell.is_best else ""


# --- the page -------------------------------------------------------------------------------------------------------

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:70em;margin:2em auto;padding:0 1em;color:#111;background:#fff}"
    "table{border-collapse:collapse;width:100%;margin:0 0 2em}caption{text-align:start;font-weight:650;padding:.5em 0}"
    "th,td{border-bottom:1px solid #bbb;padding:.3em .6em;text-align:start;font-variant-numeric:tabular-nums}"
    "td.n{text-align:end}tr.low td{background:#fde8e8}@media print{table{break-inside:avoid}}"
)
_DEFINITIONS = f"""
Selection rate: the share of a group's decided candidates whom a person moved forward, not those on hold.
Scoring rate: the share of a group's scored candidates above the median of the whole sample.
Score: the mean of the levels that the report gives to the interview's criteria.
Impact ratio: a group's rate divided by the highest rate of a group in the same table (New York City, 6 RCNY 5-300).
Four fifths: an impact ratio below {float(FOUR_FIFTHS):g} is marked (29 CFR 1607.4 D).
Deviations: how far a rate is from the highest, in standard deviations; 2 or more are unlikely to be chance.
Groups under {SMALL_SHARE:.0%} of the sample are shown but left out of the ratios, as 6 RCNY 5-301 (d) allows.
Each candidate's newest finished interview is counted. Candidates who were erased or withdrew consent are left out.
""".strip().splitlines()


def bias_page(audit: Audit, about: About) -> str:
    """The same audit as one HTML page, in English and without scripts."""
    heads = [("Sample", about.sample), ("Created", about.made_at), *summary_lines(audit)]
    facts = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in heads)
    cells = "every group is shown" if about.shows_every_cell else f"groups of fewer than {FEWEST_SHOWN} are withheld"
    definitions = "".join(f"<li>{escape(text)}</li>" for text in _DEFINITIONS)
    title = escape(f"Audit for bias: {about.organization}")
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{title}</title><style>{_STYLE}</style>"
    )
    body = (
        f"<main><h1>{title}</h1><dl>{facts}</dl><p>In this audit {cells}.</p>"
        f"{''.join(map(_table, audit.comparisons))}<h2>How the figures are counted</h2><ul>{definitions}</ul></main>"
    )
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{body}</body></html>'


def _table(comparison: Comparison) -> str:
    names = ("Group", "People", "Of the sample", _HITS[comparison.rate], "Rate", "Impact ratio", "Deviations", "Note")
    head = "".join(f'<th scope="col">{name}</th>' for name in names)
    rows = "".join(_page_row(cell) for cell in comparison.cells if cell.count)
    caption = f"{_RATES[comparison.rate]} rates: {_TABLES[comparison.table]}"
    unknown = f'<tr><th scope="row">Not stated or withheld</th><td class="n">{comparison.unknown}</td>'
    unknown += '<td colspan="6">not in any ratio</td></tr>'
    return f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{rows}{unknown}</tbody></table>"


def _page_row(cell: Cell) -> str:
    names = (_SEXES.get(cell.sex or ""), _ETHNICITIES.get(cell.ethnicity or ""))
    group = f'<th scope="row">{escape(", ".join(name for name in names if name))}</th>'
    if cell.withheld is not None:
        return f'<tr>{group}<td colspan="7">{escape(_note(cell))}</td></tr>'
    rate = "" if cell.rate is None else f"{cell.rate:.1%}"
    figures = (str(cell.count), f"{cell.share:.1%}", str(cell.hits), rate, _number(cell.ratio, 3))
    told = "".join(f'<td class="n">{figure}</td>' for figure in (*figures, _number(cell.deviations, 1)))
    note = "; ".join(filter(None, (_note(cell), "below four fifths" if cell.is_below_four_fifths else "")))
    low = ' class="low"' if cell.is_below_four_fifths else ""
    return f"<tr{low}>{group}{told}<td>{escape(note)}</td></tr>"
