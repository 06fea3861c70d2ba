"""Aural: an AI interviewer that anybody can run."""

import os

__version__ = "0.1.0"

# onnxruntime (from 1.29 on, also on Linux) reports each model that it loads to its maker, and numbers this machine for
# it, unless this is set before its first import. Nothing of ours leaves the machine unasked.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
