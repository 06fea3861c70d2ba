"""Opens the small neural networks that run inside the server: on the CPU, with one thread each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import onnxruntime  # type: ignore[import-untyped]


def open_network(path: Path) -> onnxruntime.InferenceSession:
    """Raises ImportError if the package isn't installed, and onnxruntime's errors if `path` isn't a network."""
    import onnxruntime  # slow to import, and not every server needs it

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # An arena keeps as much memory as it needed at its peak, and nothing else can use it. Runs are as fast without it.
    options.enable_cpu_mem_arena = options.enable_mem_pattern = False
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
