"""The statement of a mark: the audio is or contains synthetic speech, in this voice. It has no personal data."""

from __future__ import annotations

from typing import Any

from aural import __version__

_TERMS = "http://cv.iptc.org/newscodes/digitalsourcetype"
SYNTHETIC = f"{_TERMS}/trainedAlgorithmicMedia"
"""Everything in it was made by a trained model: speech of the interviewer alone."""
MIXED = f"{_TERMS}/compositeWithTrainedAlgorithmicMedia"
"""A recording of a person, in which speech of the interviewer may be heard."""
_NOTES = {
    SYNTHETIC: "Synthetic speech of an AI interviewer.",
    MIXED: "Recording of a person in an interview that an AI conducted with a synthetic voice, which may be heard.",
}


def manifest_of(source_type: str, voice: str) -> dict[str, Any]:
    """The definition of a manifest. `voice` names the speech engine and its voice."""
    action = {
        "action": "c2pa.created",
        "digitalSourceType": source_type,
        "softwareAgent": {"name": voice},
        "description": _NOTES[source_type],
    }
    return {
        "claim_version": 2,
        "claim_generator_info": [{"name": "Aural", "version": __version__}],
        "assertions": [{"label": "c2pa.actions.v2", "created": True, "data": {"actions": [action]}}],
    }
