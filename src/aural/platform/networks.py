"""Opens the small networks that run beside everything else: on the processor, each with one thread."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import onnxruntime  # type: ignore[import-untyped]


def open_network(path: Path) -> onnxruntime.InferenceSession:
    """Raises ImportError where the package is not installed, onnxruntime's errors where `path` is not a network."""
    import onnxruntime  # takes a while, and not every server needs it

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # An arena keeps the most that ever ran at once, in pieces that nothing else can use. Without it no run is slower.
    options.enable_cpu_mem_arena = options.enable_mem_pattern = False
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
