"""Run every property test and count its examples: python -m tests.properties."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.figures import record

TESTS = Path(__file__).parents[1]

_TEST = re.compile(r"^(\S+\.py)::\S.*:$")
_COUNTS = re.compile(r"- (\d+) passing examples, (\d+) failing examples")


def examples(text: str) -> dict[str, tuple[int, int]]:
    """Passing and failing examples by module, from the statistics that Hypothesis prints."""
    counts: dict[str, tuple[int, int]] = {}
    module = ""
    for line in text.splitlines():
        if match := _TEST.match(line):
            module = match[1]
        for passing, failing in _COUNTS.findall(line):
            before = counts.get(module, (0, 0))
            counts[module] = before[0] + int(passing), before[1] + int(failing)
    return counts


def main() -> int:
    """Run the tests that use Hypothesis, print the counts and keep them."""
    files = [path for path in sorted(TESTS.rglob("test_*.py")) if "from hypothesis import" in path.read_text("utf-8")]
    names = [path.relative_to(TESTS.parent).as_posix() for path in files]
    flags = ["-q", "--hypothesis-show-statistics", "-m", "not pages and not long", "-p", "no:cacheprovider"]
    done = subprocess.run([sys.executable, "-m", "pytest", *flags, *names], capture_output=True, text=True, check=False)
    counts = examples(done.stdout)
    for module, (passing, failing) in counts.items():
        sys.stdout.write(f"{module}: {passing:,} examples, {failing} fail\n")
    passing, failing = (sum(item[at] for item in counts.values()) for at in (0, 1))
    record("properties", "all", {"modules": len(counts), "examples": passing, "fail": failing})
    sys.stdout.write(f"{passing:,} examples in {len(counts)} modules, {failing} fail\n")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
