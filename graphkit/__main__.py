"""`python -m graphkit`: the command line without its script."""

import sys

from graphkit.cli import main

if __name__ == "__main__":
    sys.exit(main())
