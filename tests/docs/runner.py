"""Runs the examples that it receives, one per line of JSON, and answers with what each printed or how it failed."""

import contextlib
import io
import json
import os
import sys
import traceback

for line in sys.stdin:
    asked = json.loads(line)
    os.environ.update(asked["environment"])
    printed, error = io.StringIO(), None
    with contextlib.redirect_stdout(printed):
        try:
            exec(compile(asked["code"], "example.py", "exec"), {"__name__": "__main__"})
        except Exception as raised:  # noqa: BLE001  (whatever an example raises)
            body = raised.read().decode() if hasattr(raised, "read") else ""
            error = traceback.format_exc() + body
    print(json.dumps({"printed": printed.getvalue(), "error": error}), flush=True)
