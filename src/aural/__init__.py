"""Aural: an AI interviewer that anybody can run."""

import os

__version__ = "0.1.0"

# onnxruntime (from 1.29 on, also on Linux) reports each model that it loads to Microsoft, with an identifier for this
# machine, unless this is set before its first import. Aural sends no telemetry that the operator didn't ask for.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
