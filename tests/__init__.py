"""This file exists for environments that forbid Python to write bytecode, as many containers do. There, each worker
would compile all tests again at each run, which is a quarter of the time it takes to collect them.
"""

import sys

sys.dont_write_bytecode = False
