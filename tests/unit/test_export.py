"""Reports as files: their content can be read everywhere, and nothing that a person said is executed."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from aural.reports.analysis.evidence import chosen_with
from aural.reports.analysis.sections import SECTIONS
from aural.reports.analysis.suggestions import Suggestion
from aural.reports.documents.document import (
    CriterionPart,
    Decision,
    Document,
    HumanRating,
    Passage,
    Turn,
    made_with,
    report_parts,
    without_name,
)
from aural.reports.documents.pdf import BOXES, to_pdf
from aural.reports.documents.table import Workbook, csv_lines
from aural.reports.documents.text import facts_of, level_words, to_captions, to_data, to_markdown, to_text

START = 1_790_000_000_000
ATTACKS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n@x", "＝1", '=HYPERLINK("http://x")')
TURNS = (
    Turn(1, False, "Why **this**?", START + 1_000),
    Turn(2, True, "I split <b>it</b> & more.", START + 62_000, made="if a < b:\n```", original="I spilt it."),
    Turn(3, True, "Never mind this.", START + 65_000, is_left_out=True),
)
DOCUMENT = Document(
    session_id="s",
    title="Backend screening",
    organization="Harbour Cooperative",
    name="Mina Sol",
    language="en",
    started_at=START,
    finished_at=START + 1_842_000,
    seconds=1842,
    report_status="READY",
    note="Written without a model.",
    summary=Passage("Mina splits by load.", ("We split it",)),
    criteria=(
        CriterionPart(
            "Design",
            3,
            (3, 3, 4),
            ("We split it",),
            (HumanRating(4, "Dana", "Named costs", START),),
            why="Mina named *one* cost.",
            would_raise="What Mina measured.",
        ),
        CriterionPart("Care", None, (None, 2, None), ()),
        CriterionPart("Pace", None, (), (), is_hidden=True),
    ),
    sections={section.part: (Passage("Mina measures.", ("I, Mina, measured",)),) for section in SECTIONS.values()},
    suggestions=(Suggestion("gap", "Mina skipped “Why *now*?”", "m1", "q1"),),
    turns=TURNS,
    remark="I was nervous.",
    decision=Decision("advance", "Dana", "Mina measured", START),
)


def read(content: bytes) -> tuple[PdfReader, str]:
    reader = PdfReader(io.BytesIO(content))
    return reader, "\n".join(page.extract_text() for page in reader.pages)


def test_a_pdf_has_real_text_a_title_headings_and_numbered_pages() -> None:
    reader, text = read(to_pdf(replace(DOCUMENT, turns=TURNS * 20)))
    assert reader.metadata is not None
    assert reader.metadata.title == "Backend screening · Mina Sol"
    assert reader.trailer["/Root"]["/Lang"] == "en"  # type: ignore[index]
    level = (
        "3 of 4 (solid); ratings 3, 3, 4",
        "Why: Mina named *one* cost.",
        "What would raise it: What Mina measured.",
    )
    for words in ("Mina splits by load.", *level, "no evidence", "Dana: 4 of 4"):
        assert words in text
    assert f"1 / {len(reader.pages)}" in text
    assert len(reader.pages) > 1
    headings = [str(item["/Title"]) for item in reader.outline[1]]  # type: ignore[index,union-attr]
    sections = [section.heading for section in SECTIONS.values()]
    others = ["For the next conversation", "The candidate's remark", "Transcript"]
    assert headings == ["Summary", "Criteria", *sections, *others]
    assert "• Mina skipped “Why *now*?”" in text


def test_a_pdf_shows_words_that_look_like_its_number_of_pages() -> None:
    said = replace(DOCUMENT, title="{nb} parts", turns=(Turn(1, True, "Write {nb} there.", START),))
    reader, text = read(to_pdf(said))
    assert "Write {nb} there." in text
    assert f"{{nb}} parts · Mina Sol   1 / {len(reader.pages)}" in text


@pytest.mark.parametrize("title", ["后端工程师" * 40, "Backend engineer " * 12])
def test_the_number_of_a_page_is_whole_below_a_long_title(title: str) -> None:
    reader, text = read(to_pdf(replace(DOCUMENT, title=title)))
    assert f"…   1 / {len(reader.pages)}" in text
    assert f"{title[:30]}" in text.splitlines()[-1]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        *((name, name) for name in ("张伟", "山田太郎", "Zoë Ångström", "Γιώργος", "Ольга", "\u202eevil")),
        *((name, name[::-1]) for name in ("محمد علي", "דוד כהן")),  # the file contains them as they are drawn
        ("a\x00b", "ab"),
        ("👩‍🚀", "□\u200d□"),
    ],
)
def test_a_pdf_shows_names_in_any_script(name: str, shown: str) -> None:
    said = replace(DOCUMENT, name=name, turns=(Turn(1, True, f"{name} 你好。", START),))
    _, text = read(to_pdf(said))
    assert text.partition("\n")[0] == shown
    assert "你好" in text


def test_a_pdf_shows_few_zero_width_characters_in_a_row() -> None:
    """A line of such characters is never full, and is measured again for each: 20,000 took 41 seconds."""
    said = ("a" + "\u0301\u200b" * n + "b" for n in (1, 2, 3))
    one, two, three = (read(to_pdf(replace(DOCUMENT, turns=(Turn(1, True, text, START),))))[1] for text in said)
    assert one != two == three


def test_a_character_that_no_font_has_is_a_box_and_the_file_says_so() -> None:
    _, text = read(to_pdf(replace(DOCUMENT, name="김철수")))
    assert "□□□" in text
    assert BOXES[:40] in " ".join(text.split())
    assert "□" not in read(to_pdf(DOCUMENT))[1]


def test_markdown_escapes_markup_in_the_candidates_words() -> None:
    text = to_markdown(replace(DOCUMENT, note="# not a heading\n- no list ![x](http://x)"))
    assert "I split \\<b\\>it\\</b\\> & more." in text
    assert "Why \\*\\*this\\*\\*?" in text
    assert "````\nif a < b:\n```\n````" in text
    assert "> \\# not a heading" in text
    assert "![x](" not in text
    assert "Person: Dana: 4 of 4 (Named costs)" in text
    assert "AI: hidden until you have rated" in text
    assert "\n\nWhy: Mina named \\*one\\* cost.\n\nWhat would raise it: What Mina measured.\n\n" in text
    assert text.count("Why: ") == 1


def test_markdown_has_every_section_with_its_quotes() -> None:
    for section in SECTIONS.values():
        assert f"\n\n## {section.heading}\n\nMina measures.\n\n> I, Mina, measured\n\n" in to_markdown(DOCUMENT)


def test_markdown_lists_suggestions_as_plain_words() -> None:
    assert "## For the next conversation\n\n- Mina skipped “Why \\*now\\*?”\n\n" in to_markdown(DOCUMENT)


@pytest.mark.parametrize("underline", ["===", "---", "-", "=", " --  ", "--------"])
def test_a_line_below_words_does_not_make_them_a_heading_in_markdown(underline: str) -> None:
    said = replace(DOCUMENT, turns=(Turn(1, True, f"My plan\n{underline}\nGo.", START),), remark=f"So\n{underline}")
    lines = to_markdown(said).splitlines()
    assert [line for line in lines if line.strip(" >") == underline.strip()] == []
    assert sum(line.strip(" >") == f"\\{underline.strip()}" for line in lines) == 2
    assert "    a = b - c" in to_markdown(replace(DOCUMENT, remark="x\n    a = b - c"))


def test_captions_have_the_times_of_the_transcript_and_no_foreign_markup() -> None:
    text = to_captions(DOCUMENT)
    assert text.startswith("WEBVTT\n")
    assert re.findall(r"(\S+) --> (\S+)", text) == [
        ("00:00:01.000", "00:01:02.000"),
        ("00:01:02.000", "00:01:07.000"),
    ]
    assert "<v Mina Sol>I split &lt;b&gt;it&lt;/b&gt; &amp; more." in text
    assert "Never mind" not in text
    assert "[01:02] Mina Sol: I split" in to_text(DOCUMENT)


def test_exported_data_has_the_apis_field_names_and_iso_times() -> None:
    data = to_data(DOCUMENT)
    assert data["criteria"][0]["human"] == [
        {"level": 4, "by": "Dana", "reason": "Named costs", "at": "2026-09-21T14:13:20.000Z"}
    ]
    assert (data["startedAt"], data["turns"][0]["isCandidate"]) == ("2026-09-21T14:13:20.000Z", False)
    finding = {"text": "Mina measures.", "quotes": ["I, Mina, measured"], "chosen": []}
    assert data["findings"] == data["themes"] == [finding]


def test_a_hidden_name_appears_nowhere_in_the_document() -> None:
    hidden = without_name(DOCUMENT, "Person A")
    assert not re.search(r"\bmina|sol\b", repr(hidden), re.IGNORECASE)
    assert hidden.summary == Passage("[name] splits by load.", ("We split it",))


def filled(kind: Any) -> Any:
    """A value with "Mina" in each of its texts."""
    parts = get_args(kind)
    if is_dataclass(kind):
        return kind(**{name: filled(of) for name, of in get_type_hints(kind).items()})
    if get_origin(kind) is dict:
        return {part: filled(parts[1]) for part in get_args(parts[0])}
    if get_origin(kind) is tuple:
        return (filled(parts[0]),)
    return "Mina" if kind is str or get_origin(kind) is Literal else filled(parts[0]) if parts else 0


def named(value: Any, path: str = "") -> Iterator[str]:
    """The fields whose text is still "Mina"."""
    if value == "Mina":
        yield path
    for part in value if isinstance(value, tuple) else value.values() if isinstance(value, dict) else ():
        yield from named(part, path)
    for field in fields(value) if is_dataclass(value) else ():
        yield from named(getattr(value, field.name), f"{path}.{field.name}")


def test_the_name_is_hidden_in_every_field_except_the_listed_ones() -> None:
    listed = (
        *("session_id", "title", "organization", "language", "report_status", "purpose", "synthetic_voice"),
        "written_by",
        *("criteria.name", "criteria.human.by", "decision.status", "decision.by", "turns.message_id"),
        *(f"suggestions.{name}" for name in ("kind", "message_id", "question_id", "criterion")),
    )
    assert {*named(without_name(filled(Document), "Person A"))} == {f".{path}" for path in listed}


@pytest.mark.parametrize(
    ("content", "data", "made"),
    [
        (
            "I drew it.",
            {"whiteboard": {"text": "I drew it.", "board": "b", "words": "queue\nworkers"}},
            "queue\nworkers",
        ),
        ("", {"whiteboard": {"text": "", "board": "b", "words": "queue"}}, "queue"),
        ("Parts: queue", {"whiteboard": {"text": "Parts: queue", "board": None}}, None),
        ("Like this.", {"code": {"language": "python", "text": "a = 1"}, "choice": ["A"]}, "a = 1"),
        ("a = 1", {"code": {"language": "python", "text": "a = 1"}}, None),
        ("Hello there.", {"heard": {"text": "Hel lo", "milliseconds": 1}}, None),
        ("Only words.", None, None),
    ],
)
def test_files_show_code_and_the_words_of_drawings_that_the_answer_does_not_repeat(
    content: str, data: dict[str, Any] | None, made: str | None
) -> None:
    assert made_with(content, data) == made


def test_no_cell_of_a_csv_is_a_formula() -> None:
    content = csv_lines([list(ATTACKS), ["Ben", 3, None, 'a,b\n"c"']]).decode()
    attacks, plain = csv.reader(io.StringIO(content))
    assert attacks == [f"'{attack}" for attack in ATTACKS]
    assert plain == ["Ben", "3", "", 'a,b\n"c"']


def test_in_an_xlsx_every_text_cell_is_text(tmp_path: Path) -> None:
    book = Workbook("a/b:c'", ["=1+1", "Level"])
    book.append([[attack, 3] for attack in ATTACKS])
    book.append([["x" * 40_000, None], ["bell \x07 ends", 1.5]])
    book.save(tmp_path / "a.xlsx")
    sheet = load_workbook(tmp_path / "a.xlsx").worksheets[0]
    cells = [row[0] for row in sheet.iter_rows()]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [str(cell.value).strip() for cell in cells[1:-2]] == [attack.strip() for attack in ATTACKS]
    assert (len(str(cells[-2].value)), cells[-1].value) == (32_767, "bell \ufffd ends")
    assert sheet.cell(2, 2).value == 3


def test_an_export_marks_a_level_that_was_lowered_because_of_words_to_the_judge() -> None:
    lowered = CriterionPart("Design", 1, (1, 1, 1), (), lowered_from=4)
    assert "1 of 4 (limited); ratings 1, 1, 1; 4 with words for the top level" in level_words(lowered)
    assert "top level" not in level_words(replace(lowered, is_hidden=True))
    score = {"criterion": "Design", "level": 1, "ratings": [1], "evidence": [], "loweredFrom": 4}
    scores = [score, score | {"loweredFrom": None}]
    stored = {"summary": None, "evidence": [], "scores": scores, **dict.fromkeys(SECTIONS, ())}
    for is_hidden, lowered_from in ((False, [4, None]), (True, [None, None])):
        parts = report_parts(stored, is_hidden=is_hidden, human={})["criteria"]
        assert [part.lowered_from for part in parts] == lowered_from


def test_a_blind_reviewer_reads_no_reasons() -> None:
    score = {"criterion": "Design", "level": 3, "ratings": [3], "why": "One cost.", "wouldRaise": "A figure."}
    row = {"summary": None, "scores": [score], "evidence": [], **dict.fromkeys(SECTIONS, ())}
    shown, hidden = (report_parts(row, is_hidden=is_hidden, human={})["criteria"][0] for is_hidden in (False, True))
    assert (shown.why, shown.would_raise) == ("One cost.", "A figure.")
    assert (hidden.why, hidden.would_raise) == (None, None)


def drawn_cells(document: Document) -> tuple[int, int]:
    """How many level cells the PDF fills, and how many it only outlines."""
    stream = b"".join(page.get_contents().get_data() for page in PdfReader(io.BytesIO(to_pdf(document))).pages)
    return stream.count(b" re B"), stream.count(b" re S")


def test_a_pdf_draws_each_level_as_cells() -> None:
    part = CriterionPart("Depth", 3, (3,), ())
    assert drawn_cells(replace(DOCUMENT, criteria=(part,))) == (3, 1)
    assert drawn_cells(replace(DOCUMENT, criteria=(replace(part, level=None),))) == (0, 4)
    assert drawn_cells(replace(DOCUMENT, criteria=(replace(part, is_hidden=True),))) == (0, 0)


def test_a_report_names_its_model_and_gives_its_length_without_pauses() -> None:
    start = DOCUMENT.started_at
    facts = dict(facts_of(replace(DOCUMENT, written_by="gpt-5.2", finished_at=start + 407_000, seconds=192)))
    assert facts["Report written by"] == "gpt-5.2"
    assert facts["Length"] == "06:47 (03:12 without pauses and interruptions)"
    assert dict(facts_of(replace(DOCUMENT, finished_at=start + 192_000, seconds=192)))["Length"] == "03:12"
    assert "Report written by" not in dict(facts_of(replace(DOCUMENT, written_by=None)))


def test_an_xlsx_has_column_widths_and_a_sheet_named_without_double_spaces(tmp_path: Path) -> None:
    Workbook("Backend: screening / 2026", ["Session", "AI: " + "x" * 60, "Report"]).save(tmp_path / "a.xlsx")
    sheet = load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert sheet.title == "Backend screening 2026"
    assert [sheet.column_dimensions[letter].width for letter in "ABC"] == [38, 40, 12]


CHOSEN_TURN = Turn(4, True, "Because it needs no server.", START + 70_000, chosen=("SQLite", "or Mina's own"))
CHOSEN_DOCUMENT = replace(
    DOCUMENT,
    turns=(CHOSEN_TURN,),
    summary=Passage("Keeps it simple.", ("it needs no server",), (("SQLite",),)),
    criteria=(CriterionPart("Care", 3, (3,), ("no server",), chosen=(("SQLite", "or Mina's own"),)),),
)


def test_every_format_shows_the_options_that_were_chosen_along_with_the_reason() -> None:
    markdown = to_markdown(CHOSEN_DOCUMENT)
    assert "**01:10 Mina Sol**: Chosen: SQLite; or Mina's own\n\nBecause it needs no server.\n" in markdown
    assert "Chosen: SQLite\n\n> it needs no server" in markdown
    assert "Chosen: SQLite; or Mina's own\n\n> no server" in markdown
    assert "Mina Sol: Chosen: SQLite; or Mina's own\nBecause it needs no server." in to_text(CHOSEN_DOCUMENT)
    assert "Chosen: SQLite; or Mina's own\nBecause it needs no server." in to_captions(CHOSEN_DOCUMENT)
    _, text = read(to_pdf(CHOSEN_DOCUMENT))
    assert "Chosen: SQLite; or Mina's own\nBecause it needs no server." in text
    assert "Chosen: SQLite\n“it needs no server”" in text
    data: dict[str, Any] = to_data(CHOSEN_DOCUMENT)
    assert data["turns"][0]["chosen"] == ["SQLite", "or Mina's own"]
    assert data["summary"]["chosen"] == [["SQLite"]]
    assert data["criteria"][0]["chosen"] == [["SQLite", "or Mina's own"]]
    assert "Mina" not in str(without_name(CHOSEN_DOCUMENT, "Person A"))


def test_options_are_shown_apart_only_if_something_was_typed() -> None:
    assert chosen_with("Because it needs no server.", {"choice": ["SQLite"]}) == ("SQLite",)
    assert chosen_with("I prefer it.", {"other": "Files"}) == ("Files",)
    assert chosen_with("SQLite; Files", {"choice": ["SQLite"], "other": "Files"}) == ()
    assert chosen_with("Because.", None) == chosen_with("", {}) == ()
