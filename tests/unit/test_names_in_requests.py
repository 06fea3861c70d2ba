"""Finding known names in texts that go to a model."""

from __future__ import annotations

import pytest

from aural.interviewer.model.personal import name_pattern


@pytest.mark.parametrize(
    ("name", "text", "hidden"),
    [
        ("Chen Wei (陈伟)", "Chen said 陈伟. Weird weight", "# said #. Weird weight"),
        ("张伟 (David)", "我叫David，也叫张伟", "我叫#，也叫#"),
        ("Schmidt/Anna", "Anna Schmidt", "# #"),
        ("Anna “Annie” Schmidt", "Annie, not Anna", "#, not #"),
        ("张伟", "张伟很紧张", "#很紧张"),
        ("Sam Lee (they/them)", "I asked them, says Sam Lee", "I asked them, says # #"),
        ("Sam Lee (He/Him)", "So He agreed", "So He agreed"),
        ("Bo (Backend Engineer)", "A Backend Engineer", "A Backend Engineer"),
        ("Anna della Rovere", "il capo della squadra Rovere", "il capo della squadra #"),
        ("佐藤花子", "佐藤です、花子です", "#です、#です"),
    ],
)
def test_every_part_of_a_known_name_is_found(name: str, text: str, hidden: str) -> None:
    pattern = name_pattern([(name, True)])
    assert pattern is not None
    assert pattern.sub("#", text) == hidden
