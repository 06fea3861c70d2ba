"""Examples of documents and drafts."""

from __future__ import annotations

DOCUMENT = {"text": "Baker\n\nYou bake bread by night, and talk to guests by day.", "isCut": False}
ORIGIN = {"source": "template", "name": "guided", "version": "drafting-2", "fallback": "no_model"}
QUESTION = {
    "text": "Tell me about a night on which the dough did not do what you wanted.",
    "type": "OPEN_ENDED",
    "description": None,
    "options": None,
    "criteria": ["Own part"],
    "probes": [{"when": "NO_RESULT", "text": "How did it turn out?", "about": None}],
}
PART = {**QUESTION, "anchors": None}
