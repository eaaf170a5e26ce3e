"""`python -m orbitcalc` is the command line."""

import sys

from orbitcalc.cli import main

if __name__ == "__main__":
    sys.exit(main())
