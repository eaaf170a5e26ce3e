"""Draw mutants, try each one, print the score: python -m tests.mutation -n 600 --seed 1.

What is done is kept in build/mutation; the same command continues there. A mutant counts again when its module
has changed since.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import json
import math
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from tests import figures
from tests.mutation.mutators import Mutant, mutants
from tests.mutation.reach import Reach
from tests.mutation.trial import GROUPS, QUICK, THOROUGH, Copy

PROJECT = Path(__file__).resolve().parents[2]
PRELOADED = ("numpy", "scipy.optimize", "scipy.stats", "scipy.special", "pint", "click", "jinja2")
"""What every process needs; it is imported once."""

Place = tuple[str, Mutant]


def drawn(count: int, seed: int, project: Path = PROJECT) -> list[Place]:
    """Mutants of all groups, each group in proportion to the changes it has, in an order of their own."""
    pools = {group: _pool(project, group) for group in GROUPS}
    total = sum(map(len, pools.values()))
    generator = random.Random(seed)
    places = [
        place
        for pool in pools.values()
        for place in generator.sample(pool, min(len(pool), max(1, round(count * len(pool) / total))))
    ]
    generator.shuffle(places)
    return places


def _pool(project: Path, group: str) -> list[Place]:
    files = sorted((project / "orbitcalc" / group).rglob("*.py"))
    return [
        (path.relative_to(project).as_posix(), mutant) for path in files for mutant in mutants(path.read_text("utf-8"))
    ]


def interval(hits: int, count: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson)."""
    z = 1.959964
    share, size = hits / count, 1 + z * z / count
    middle = (share + z * z / (2 * count)) / size
    half = z / size * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    return max(0.0, middle - half), min(1.0, middle + half)


def summary(records: Iterable[dict[str, Any]]) -> str:
    """The score, by group and stage, and the survivors with their places."""
    listed = list(records)
    killed = [record for record in listed if record["test"]]
    low, high = interval(len(killed), len(listed))
    stages = Counter(record["stage"] for record in killed)
    lines = [
        f"{len(killed)} of {len(listed)} mutants killed: {len(killed) / len(listed):.1%} "
        f"(95 % interval {low:.0%} to {high:.0%})",
        "killed by " + ", ".join(f"{stage} tests {count}" for stage, count in sorted(stages.items())),
    ]
    for group in GROUPS:
        own = [bool(record["test"]) for record in listed if record["module"].split("/")[1] == group]
        lines.append(f"  {group:10} {sum(own):4} of {len(own):4}")
    lines += [f"survived: {_place(record)}" for record in listed if not record["test"]]
    waiting = sum(not record["test"] and not set(THOROUGH) <= set(record["passed"]) for record in listed)
    if waiting:
        lines.append(f"{waiting} of the survivors have not met the tests of the group yet")
    return "\n".join([*lines, ""])


def _keep(records: Sequence[dict[str, Any]], seed: int) -> None:
    """Keep the score of each group for the page of the docs."""
    for group in (*GROUPS, ""):
        listed = [record for record in records if group in (record["module"].split("/")[1], "")]
        own = [bool(record["test"]) for record in listed]
        waiting = sum(not record["test"] and not set(THOROUGH) <= set(record["passed"]) for record in listed)
        if own:
            low, high = (f"{end:.0%}" for end in interval(sum(own), len(own)))
            counts = {
                "mutants": len(own),
                "killed": sum(own),
                "score": f"{sum(own) / len(own):.0%}",
                "waiting": waiting,
            }
            figures.record("mutation", group or "all", counts | {"interval": f"{low} to {high}", "seed": seed})


def _place(record: dict[str, Any]) -> str:
    return f"{record['module']}:{record['line']} {record['function']}: {record['change']}"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("-n", "--mutants", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="paths that contain this text, all their changes drawn alike")
    parser.add_argument("--first", type=int, help="only so many of them, in the order drawn")
    parser.add_argument("--minutes", type=float, default=math.inf, help="begin no mutant after this time")
    parser.add_argument("--quick", action="store_true", help="leave out the last stage, all tests of the group")
    options = parser.parse_args()
    state = PROJECT / "build" / "mutation" / f"{options.seed}.jsonl"
    state.parent.mkdir(parents=True, exist_ok=True)
    texts = state.read_text("utf-8").splitlines() if state.exists() else []
    done = {record["key"]: record for record in map(json.loads, texts)}
    places = [place for place in drawn(options.mutants, options.seed) if options.only in place[0]][: options.first]
    stop = time.monotonic() + 60 * options.minutes
    for name in PRELOADED:
        importlib.import_module(name)
    with tempfile.TemporaryDirectory() as folder:
        copy = Copy(PROJECT, Path(folder), Reach.read())
        copy.check()
        for stage in QUICK if options.quick else (*QUICK, *THOROUGH):
            stages = (stage,)
            for module, mutant in places:
                key = _key(copy, module, mutant)
                record = done.get(key, {"test": "", "passed": []})
                if record["test"] or set(stages) <= set(record["passed"]) or time.monotonic() > stop:
                    continue
                done[key] = _record(copy, module, mutant, stages) | {"key": key}
                done[key]["passed"] += record["passed"]
                with state.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(done[key]) + "\n")
                sys.stdout.write(f"{done[key]['test'] or 'left by ' + ', '.join(stages)}  {_place(done[key])}\n")
                sys.stdout.flush()
        keys = [_key(copy, module, mutant) for module, mutant in places]
    records = [done[key] for key in keys if key in done]
    _keep(records, options.seed)
    sys.stdout.write(summary(records))


def _key(copy: Copy, module: str, mutant: Mutant) -> str:
    source = (copy.folder / module).read_text("utf-8")
    return hashlib.sha256(f"{module}:{mutant}:{source}".encode()).hexdigest()[:16]


def _record(copy: Copy, module: str, mutant: Mutant, stages: Sequence[str]) -> dict[str, Any]:
    verdict = copy.verdict(module, mutant, stages)
    about = {name: getattr(mutant, name) for name in ("line", "function", "change")}
    passed = [] if verdict.test else list(stages)
    return {"module": module, **about, "stage": verdict.stage, "test": verdict.test, "passed": passed}


if __name__ == "__main__":
    main()
