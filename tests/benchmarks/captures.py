"""How long telling copies apart takes among many notices of one tender.

python -m tests.benchmarks.captures [NOTICES ...]

Every notice says something that no other says, so none is a copy: the worst case.
"""

import sys
import time

from graphkit.assemble.captures import Notice, told_apart

COUNTS = (5_000, 20_000)


def main(arguments: list[str]) -> None:
    """Print the seconds for some numbers of notices."""
    for count in map(int, arguments or COUNTS):
        notices = differing(count)
        started = time.process_time()
        copies, _ = told_apart(notices)
        took = time.process_time() - started
        print(f"{count:,} notices of one tender: {took:.2f} s, {len(copies)} copies")


def differing(count: int) -> list[Notice]:
    """Return so many award notices of one tender that differ in the amount alone."""
    shared = [("ISSUED", "", "", "", "示例大学"), ("status", "", "awarded", "", "")]
    return [
        Notice(
            *(str(n), "t", "award", 0, "SL-2024-F017", "", "", "", 0, n),
            content=frozenset((*shared, ("AWARDED_TO", "", "", "", str(n)))),
        )
        for n in range(count)
    ]


if __name__ == "__main__":
    main(sys.argv[1:])
