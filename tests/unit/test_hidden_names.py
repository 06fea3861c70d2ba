"""Hiding a candidate's name in texts."""

from __future__ import annotations

import pytest

from aural.reports.documents.names import name_hider


@pytest.mark.parametrize(
    ("name", "text", "hidden"),
    [
        ("Mark Li", "Mark said: mark the Li-on cell, MARK LI.", "[name] said: mark the Li-on cell, [name]."),
        ("张伟", "我叫张伟，你好", "我叫[name]，你好"),
        (None, "Nobody", "Nobody"),
        ("Ann", "Anna and Ann", "Anna and [name]"),
        ("José García", "Jose and José García said: JOSE GARCIA.", "[name] and [name] said: [name]."),
        ("Jose Weiss", "José Weiß, Weiß and Jose\u0301", "[name], [name] and [name]"),
        ("José Él", "Josephine from El Paso, and Él", "Josephine from El Paso, and [name]"),
        ("Smith, Anna", "I am Anna Smith. Smith speaking, ANNA SMITH.", "I am [name]. [name] speaking, [name]."),
        ("Schmidt,Anna", "Anna Schmidt, anna schmidt", "[name], [name]"),
        ("Li, Wu", "Wu Li likes wulfenite", "[name] likes wulfenite"),
        ("Anna-Maria Schmidt", "Anna, Maria, Anna-Maria and Anna-Maria Schmidt", "[name], [name], [name] and [name]"),
        ("Anna (Annie) Schmidt/Berg", "Annie Schmidt or Anna Berg", "[name] [name] or [name] [name]"),
        ("Anna “Annie” von Berg", "Annie von Berg von hier", "[name] [name] von hier"),
        ("Nuala O'Hara", "O’Hara and NUALA O’HARA", "[name] and [name]"),
        ("anna.schmidt@example.com", "anna and schmidt, for example", "[name] and [name], for example"),
        ("Dr.Anna_Schmidt2", "Anna Schmidt", "[name] [name]"),
        # Scripts without spaces, also mixed with others.
        ("Chen Wei (陈伟)", "我是陈伟, CHEN WEI. Weird weight, Weight.", "我是[name], [name]. Weird weight, Weight."),
        ("张伟 (David)", "我是张伟，叫我David吧。Davidson", "我是[name]，叫我[name]吧。Davidson"),
        ("David张伟", "张伟 or David", "[name] or [name]"),
        ("张 伟", "张伟很紧张，伟大的张 伟", "[name]很紧张，伟大的[name]"),
        ("ジョン・スミス", "スミスです", "[name]です"),
        ("김민준", "저는 김민준입니다", "저는 [name]입니다"),
        ("สมชาย", "ผมชื่อสมชายครับ", "ผมชื่อ[name]ครับ"),
        ("משה כהן", "ומשה אמר", "ו[name] אמר"),
        # Spaced scripts other than Latin: words that contain the name stay, but endings of the name go.
        ("Анна", "Анна и ванна", "[name] и ванна"),
        ("Ян Рудой", "В Январе Ян Рудой сказал", "В Январе [name] сказал"),
        ("Иван Роман", "У Ивана, с Иваном. Романтика", "У [name], с [name]. Романтика"),
        ("Νίκος Ρώτας", "Ο Νίκος, ΝΊΚΟΣ ΡΏΤΑΣ", "Ο [name], [name]"),
    ],
)
def test_a_name_is_hidden_only_as_a_name(name: str | None, text: str, hidden: str) -> None:
    assert name_hider(name)(text) == hidden
