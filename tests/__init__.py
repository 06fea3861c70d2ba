"""Where the environment forbids Python to write bytecode (many containers do), each worker would compile all tests anew
at each run: a quarter of what collecting them takes."""

import sys

sys.dont_write_bytecode = False
