"""What `lexicon` holds, for Chinese: matched as parts of the text, since Chinese writes no blanks."""

from __future__ import annotations

from aural.interview.words import any_of, load

_SIGNS = load("signs.zh")

FIRST_PERSON = any_of(_SIGNS["first_person"])
FIRST_PLURAL = any_of(_SIGNS["first_plural"])
SECOND_PERSON = any_of(_SIGNS["second_person"])
REASONS = any_of(_SIGNS["reasons"])
CONTRASTS = any_of(_SIGNS["contrasts"])
RESULTS = any_of(_SIGNS["results"])
EFFECTS = any_of(_SIGNS["effects"])
NUMBERS = any_of(_SIGNS["numbers"])
PAST = any_of(_SIGNS["past"])
GENERIC = any_of(_SIGNS["generic"])
ABUSE = any_of(_SIGNS["abuse"])
MACHINES = any_of(_SIGNS["machines"])
DISTRESS = any_of(_SIGNS["distress"])
SCORE_NOUNS = any_of(_SIGNS["score_nouns"])
SYSTEM_NOUNS = any_of(_SIGNS["system_nouns"])
DIRECTIVES = any_of(_SIGNS["directives"])
SENSITIVE = any_of(_SIGNS["sensitive"])
OFF_TOPIC = any_of(_SIGNS["off_topic"])
ASKS_BACK = any_of(_SIGNS["asks_back"])
STOP_CHARS = frozenset(
    "的了是在和与就也都还又把被给对从到我你他她它们这那有没不很会能要让向于之其而但并或及因为所以如果虽然然后后来"
)
