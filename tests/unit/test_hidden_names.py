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
        # Pronouns and remarks.
        ("Sam Lee (they/them)", "I asked them and they agreed, says Sam", "I asked them and they agreed, says [name]"),
        ("Anna Schmidt (She/Her)", "She said: Her team. Anna", "She said: Her team. [name]"),
        ("王小明 (她)", "她说", "她说"),
        ("Bo (Backend Engineer)", "A Backend Engineer, a Backend, an Engineer", "A [name], a Backend, an Engineer"),
        ("Anna della Rovere", "il capo della squadra Rovere", "il capo della squadra [name]"),
        ("Анна Ким (Anna Kim)", "Anna, Анна", "[name], [name]"),
        ("Maria gonzalez", "Gonzalez, GONZALEZ and gonzalez", "[name], [name] and [name]"),
        ("Anna Schmidt (geb. Berg)", "Berg and Schmidt", "[name] and [name]"),
        # Names that contain only symbols.
        (".", "I did. Yes.", "I did. Yes."),
        ("-", "A-B", "A-B"),
        ("\u0301", "Jose\u0301", "Jose\u0301"),
        # Names typed without regard to case.
        ("maria gonzalez", "Maria explained. MARIA, maria", "[name] explained. [name], [name]"),
        ("MARIA VON MARK", "Maria, Mark, von mark", "[name], [name], von mark"),
        ("Anna Schmidt", "Anna_Schmidt_CV.pdf, anna_schmidt@example.com", "[name]_CV.pdf, [name]@example.com"),
        # Words that contain a short name in a script without capitals.
        ("Noa Bar-On (נועה בר)", "הדבר של בר, ובר", "הדבר של [name], ו[name]"),
        ("Ali (علي)", "عليه وعلي", "عليه و[name]"),
        ("राम", "आराम राम", "आराम [name]"),
        ("김민", "최김민 김민은", "최김민 [name]은"),
        # Short names with endings.
        ("Ким", "Кима Кимом Кимберли", "[name] [name] Кимберли"),
        ("Ян", "Яна, Январь", "[name], Январь"),
        # The other order, and parts of names without spaces.
        ("Xu Li", "Li Xu or Li, Xu", "[name] or [name]"),
        ("佐藤花子", "佐藤です、花子です", "[name]です、[name]です"),
        ("王小明", "小明说", "[name]说"),
        # Words that only follow each other.
        (
            "Do An",
            "what to do. An example of what to do an hour later, Do An",
            "what to do. An example of what to do an hour later, [name]",
        ),
        ("Will Young", "if we will, young people. Will Young", "if we will, young people. [name]"),
        ("J. Doe", "J. Doe", "[name]"),
        ("\u09b0\u09be\u09af\u09bc", "\u09b0\u09be\u09df", "[name]"),
    ],
)
def test_a_name_is_hidden_only_as_a_name(name: str | None, text: str, hidden: str) -> None:
    assert name_hider(name)(text) == hidden
