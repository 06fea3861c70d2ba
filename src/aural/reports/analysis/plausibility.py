"""Estimates how plausible a sequence of characters or words is in English or Chinese. Trained on written replies.

`python -m tools.train_plausibility` trains it; docs/quality.md says how well it separates nonsense from poor answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ENGLISH_WORDS = 400  # frequent words with a class of their own; others are classed by their endings
FUNCTION_WORDS = 160  # the most frequent of them
ENDINGS = ("ing", "ed", "ly", "tion", "ment", "er", "s", "y", "al", "e")
LETTERS = "abcdefghijklmnopqrstuvwxyz^$"  # ^ begins a word, $ ends it
SCALE = 15  # factor by which the logarithms, stored as bytes, are multiplied
FEWEST_LETTERS = 3  # in a word that is long enough to count
MOST_CHARACTERS = 6_000
LEAST_FREQUENT = 0.1  # share of a text's words
# Frequent words of German, French, Spanish, Italian, Portuguese, Dutch, Swedish, Danish or Norwegian, Finnish, Polish,
# Czech, Turkish, Indonesian, Vietnamese, Romanian, Hungarian, Tagalog and Swahili, in this order.
_FREQUENT = tuple(
    frozenset(words.split())
    for words in (
        "der die das und ich ist nicht ein eine mit auf dem den von zu es sich war wir habe hat für im dann weil",
        "le la les de des et je un une est pas que en dans pour il elle nous avec du sur qui mon j ai c était mais",
        "el la los las de y que en un una es no con por para lo se mi me muy su del al pero como yo",
        "il la di e che un una è non per con mi ho sono del della in si ma anche lo le io molto",
        "o a os as de e que um uma não em para com do da no na eu por mais se foi mas meu",
        "de het een en ik is niet van dat op met voor maar er zijn we heb was te aan bij mijn",
        "och jag är det en ett som inte på att med för av har den till om vi var men",
        "og jeg er det en et som ikke på at med for av har den til om vi var men",
        "ja on ei se että oli niin mutta kun hän minä sen olen en myös tai jos koska siis",
        "i w na z do się nie to że jest ja mam po od jak ale co za był dla",
        "a v na se je to že s z do jsem ale jak by po pro co si byl mám",
        "ve bir bu da de için çok ben ne ile var ama daha gibi sonra olarak değil en iki",
        "yang dan di saya itu untuk dengan tidak ini ada dari ke kami akan juga karena bisa pada",
        "và là của tôi có không cho một được với các này trong đã khi người",
        "și în de la cu nu un o am este pe că mai să pentru din care dar eu",
        "a az és hogy nem egy is van volt de ez meg csak mert én ha már",
        "ang ng sa na at mga ko ako ay si hindi po ito para lang kasi namin",
        "na ya wa kwa ni la katika za mimi kuwa hii lakini sana au hapa kazi",
    )
)
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?|[.,!?;:]")
_LATIN = re.compile(r"[A-Za-z]+")
_HAN = re.compile("[\u4e00-\u9fff，。！？、；]")


@dataclass(frozen=True, slots=True)
class _Counts:
    places: Mapping[str, int]
    function_words: frozenset[str]
    order: NDArray[np.float32]
    letters: NDArray[np.float32]
    pairs: frozenset[str]
    characters: frozenset[str]


@cache
def _counts() -> _Counts:
    import numpy as np

    with resources.files("aural.reports.analysis").joinpath("data", "plausibility.npz").open("rb") as file:
        data = dict(np.load(file, allow_pickle=False))
    words = bytes(data["words"]).decode().split("\n")
    pairs = bytes(data["pairs"]).decode()
    return _Counts(
        places={word: place for place, word in enumerate(words)},
        function_words=frozenset(word for word in words[:FUNCTION_WORDS] if word[0].isalpha()),
        order=data["order"].astype("float32") / SCALE,
        letters=data["letters"].astype("float32") / SCALE,
        pairs=frozenset(pairs[at : at + 2] for at in range(0, len(pairs), 2)),
        characters=frozenset(c for c in bytes(data["characters"]).decode() if c.isalpha()),
    )


def words_of(text: str) -> list[str]:
    """Words, numbers and punctuation marks, in lower case."""
    return _WORD.findall(text[:MOST_CHARACTERS].lower().replace("\u2019", "'"))


def han_of(text: str) -> list[str]:
    """Chinese characters and punctuation marks."""
    return _HAN.findall(text[:MOST_CHARACTERS])


def class_of(word: str, places: Mapping[str, int]) -> int:
    """The word's own class if it is frequent, otherwise the class of numbers or of its ending."""
    if word in places:
        return places[word]
    if word[0].isdigit():
        return len(places)
    ending = next((n for n, ending in enumerate(ENDINGS) if word.endswith(ending)), len(ENDINGS))
    return len(places) + 1 + ending


def triples_of(word: str) -> list[tuple[int, int, int]]:
    marked = [LETTERS.index(letter) for letter in f"^{word}$"]
    return list(zip(marked, marked[1:], marked[2:], strict=False))


def order_of(text: str) -> float:
    """How much likelier than chance the order of the text's English words is, as a logarithm: about 0.7 for answers,
    0.3 for terse ones, below -0.5 for shuffled words."""
    counts = _counts()
    classes = [class_of(word, counts.places) for word in words_of(text)]
    return _mean(counts.order[pair] for pair in pairwise(classes))


def function_share(text: str) -> float:
    """The share of frequent words ("the", "I", "because") among the text's words, 0 to 1."""
    words = [word for word in words_of(text) if word[0].isalpha()]
    return _mean(word in _counts().function_words for word in words)


def letters_of(text: str) -> float | None:
    """How likely the text's characters are to follow one another, as a logarithm: about -2.2 in English, -3 in Turkish
    or Polish, -4.3 if typed at random.

    None if fewer than three words are long enough.
    """
    found = [word for word in _LATIN.findall(text[:MOST_CHARACTERS]) if len(word) >= FEWEST_LETTERS]
    words = [word.lower() for word in found if not word.isupper()] or [word.lower() for word in found]
    letters = _counts().letters
    return _mean(_mean(letters[t] for t in triples_of(word)) for word in words) if len(words) >= 3 else None


def is_foreign(text: str) -> bool:
    """Whether a share of LEAST_FREQUENT or more of the text's words is frequent in another language in Latin script."""
    words, english = re.findall(r"[^\W\d_]+", text[:MOST_CHARACTERS].lower()), _counts().function_words
    return any(_mean(word in frequent - english for word in words) >= LEAST_FREQUENT for frequent in _FREQUENT)


def pairs_share(text: str) -> float:
    """The share of Chinese character pairs that are frequent: about 0.6 in answers, 0.2 in odd words, 0 at random."""
    return _mean("".join(pair) in _counts().pairs for pair in pairwise(han_of(text)))


def character_share(text: str) -> float:
    """The share of frequent Chinese characters (的, 我, 了) among the text's characters, 0 to 1."""
    return _mean(c in _counts().characters for c in han_of(text) if c.isalpha())


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return float(sum(found)) / len(found) if found else 0.0
