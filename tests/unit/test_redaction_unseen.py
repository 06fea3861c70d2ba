"""How much identifying data is found in sentences that the patterns were not written for.

One author wrote both, this list after the patterns, and no pattern was changed for it. So it doesn't measure real
answers.
"""

from __future__ import annotations

from aural.interviewer.model.redaction import Redaction

# Known names, the candidate's words, and the words that must not leave.
SAID: list[tuple[tuple[str, ...], str, list[str]]] = [
    (
        ("Łukasz Wójcik",),
        "lukasz here. Wojcik is the family name, with a stroke: Wójcik",
        ["lukasz", "Wojcik", "Wójcik"],
    ),
    (("María del Carmen Ruiz",), "Just Carmen. Sra. Ruiz is my mother; maria for forms", ["Carmen", "Ruiz", "maria"]),
    (("D'Angelo Brooks",), "dangelo brooks, or D’Angelo", ["dangelo", "D’Angelo", "brooks"]),
    (("Grace Kim",), "So I said: Grace, you can do it. grace kim at the door", ["Grace", "kim"]),
    (("Mohammed Al-Rashid",), "Mohammed Al Rashid, they write Rashid", ["Mohammed", "Rashid"]),
    (("欧阳雪",), "我叫欧阳雪，同事叫我小雪", ["欧阳雪"]),
    (("陈晓明",), "晓明说可以，陈晓明签字", ["晓明"]),
    ((), "You may write to h.vogel@uni-weimar.example.de any time", ["vogel"]),
    ((), "mail: first.last@firm.io;second@firm.io", ["first.last", "second@"]),
    ((), "so that's m as in mike, mweber at posteo dot de", ["mweber"]),
    ((), "ping me on 0049 151 23456789", ["23456789"]),
    ((), "my number's 415.555.0132", ["0132"]),
    ((), "Reach me at +33 6 12 34 56 78 please", ["34 56"]),
    ((), "044-2771-0034 is the office", ["2771"]),
    ((), "phone: 98765 43210", ["43210"]),
    ((), "five five five, oh one four two, that's my line", ["five five five"]),
    ((), "we live at 7 Elm Court, Leeds LS1 4AP", ["Elm", "LS1"]),
    ((), "My flat is 42 Rosewood Gardens", ["Rosewood"]),
    ((), "Wohnhaft: Kastanienallee 82, Berlin", ["Kastanienallee"]),
    ((), "abito in via Garibaldi 12, Torino", ["Garibaldi"]),
    ((), "moro na Rua Augusta, 1500", ["Augusta"]),
    ((), "Keizersgracht 123, 1015 CJ Amsterdam", ["Keizersgracht"]),
    ((), "住在广州市天河区体育东路138号1201室", ["体育东路138"]),
    ((), "家在成都锦江区红星路二段70号", ["70号"]),
    ((), "portfolio: https://bit.ly/3xYz and behance.net/rosal", ["3xYz", "rosal"]),
    ((), "see rosalind.studio", ["rosalind"]),
    ((), "instagram: @rosa.l", ["rosa.l"]),
    ((), "My driver's licence number is MORGA657054SM9IJ", ["MORGA"]),
    ((), "customer id: 88-1203-55", ["1203"]),
    ((), "NHS number 943 476 5919", ["476 5919"]),
    ((), "the account ending 7714 and IBAN GB29NWBK60161331926819", ["NWBK6016"]),
    ((), "born 1990-05-17 in Graz", ["1990-05-17"]),
    ((), "My supervisor Dr. Helena Brandt asked me", ["Helena", "Brandt"]),
    ((), "my former team lead, Oluwaseun, left", ["Oluwaseun"]),
    ((), "My wife is called Ines", ["Ines"]),
    ((), "There was a nurse named Paolo who helped; Paolo stayed late", ["Paolo"]),
    ((), "Professor Tanaka and Ms Lee graded it", ["Tanaka", "Lee"]),
    ((), "I worked with Jonas on it", ["Jonas"]),
    ((), "Hi, this is Beatrix. I run a shop.", ["Beatrix"]),
    ((), "hello I'm beatrix", ["beatrix"]),
    ((), "我们组长刘洋提出的，刘洋很厉害", ["刘洋"]),
    ((), "我的导师是周教授", ["周教授"]),
    ((), "她叫孙丽", ["孙丽"]),
    ((), "学号2019302120", ["2019302120"]),
]
LEFT = {"Grace", "Keizersgracht", "70号", "rosalind", "Jonas", "beatrix", "孙丽"}


def test_all_but_the_listed_values_are_hidden_and_every_text_is_restored() -> None:
    left, count = set(), 0
    for people, said, values in SAID:
        redaction = Redaction(people)
        redaction.learn([said])
        sent = redaction.hide(said)
        assert redaction.show(sent) == said
        left |= {value for value in values if value.lower() in sent.lower()}
        count += len(values)
    assert count == 57
    assert left <= LEFT
