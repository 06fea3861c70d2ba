"""A section of the report is declared once. These tests check what isn't derived from that declaration."""

from __future__ import annotations

from typing import get_args

import pytest

from aural.interviewer.prompts import prompt
from aural.reports.analysis.sections import SECTIONS, Section, SectionName, SectionPart
from aural.reports.comparison_endpoints import ComparedPerson, PassageOut
from aural.reports.endpoints import ReportOut
from aural.reports.share_endpoints import SharedReport
from aural.sessions.endpoints import SessionOut


def test_the_section_types_list_exactly_the_declared_sections() -> None:
    assert get_args(SectionName) == tuple(SECTIONS)
    assert get_args(SectionPart) == tuple(section.part for section in SECTIONS.values())


@pytest.mark.parametrize("name", SECTIONS)
def test_a_section_name_is_a_single_lowercase_word(name: SectionName) -> None:
    assert name.isalpha()
    assert name.islower()


@pytest.mark.parametrize(("name", "section"), SECTIONS.items())
def test_the_api_shows_each_section(name: SectionName, section: Section) -> None:
    assert [answer.model_fields[name].annotation for answer in (SessionOut, ReportOut)] == [list[str]] * 2
    assert SharedReport.model_fields[section.part].annotation == list[PassageOut] | None
    assert ComparedPerson.model_fields[section.part].annotation == list[PassageOut] | None


@pytest.mark.parametrize("name", SECTIONS)
def test_the_judging_prompt_describes_each_section(name: SectionName) -> None:
    assert f" {name}: " in prompt("judge").parts["session"]
