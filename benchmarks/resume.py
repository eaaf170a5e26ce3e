"""`python -m benchmarks.resume`: a run killed at random moments and continued gives the same bytes, or this fails."""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SCENARIO, SAMPLES = "google-1gw", 400_000
QUESTION = ("--of", "fleet_mass", "--of", "cost_ratio", "--vary", "satellite_life", "--vary", "array_areal_mass")


def line(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "orbitcalc", *map(str, arguments)]


def fresh(folder: Path, jobs: int, chunk: int) -> list[str]:
    return line("mc", SCENARIO, "-n", SAMPLES, "--chunk", chunk, "-j", jobs, *QUESTION, "-o", folder, "-q")


def content(folder: Path) -> bytes:
    """The bytes of a run's summary and of its exported samples."""
    done = subprocess.run(line("export", folder), check=True, capture_output=True)
    return (folder / "summary.json").read_bytes() + done.stdout


def killed(command: list[str], after: float) -> bool:
    """Start a command and kill it and all its processes after some seconds; whether it was still at work."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    time.sleep(after)
    at_work = process.poll() is None
    if at_work:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return at_work


def trial(number: int, folder: Path, reference: bytes, generator: random.Random, span: float) -> str:
    """One run, killed up to three times and continued; what happened.

    Raises
    ------
    AssertionError
        If a byte differs.
    """
    jobs, chunk = 1 + number % 2, generator.choice((1000, 8192, 65536))
    command: list[str] = []
    kills: list[int] = []
    while not kills:
        shutil.rmtree(folder, ignore_errors=True)
        command, span = fresh(folder, jobs, chunk), 0.8 * span
        for _ in range(generator.randint(1, 3)):
            if killed(command, generator.uniform(0.3, span)):
                kills.append(len(list(folder.glob("chunks/*.npz"))))
            if (folder / "manifest.json").exists():
                command = line("mc", "--resume", folder, "-j", jobs, "-q")
    subprocess.run(command, check=True, capture_output=True)
    assert content(folder) == reference, f"trial {number} differs"
    return f"{number:3}: {jobs} jobs, chunks of {chunk:6,}, killed after {kills} chunks of {-(-SAMPLES // chunk)}: same"


def main() -> None:
    """Twenty trials, or as many as asked."""
    parser = argparse.ArgumentParser()
    parser.add_argument("trials", type=int, nargs="?", default=20)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    generator = random.Random(given.seed)
    with tempfile.TemporaryDirectory() as place:
        began = time.perf_counter()
        subprocess.run(fresh(Path(place) / "reference", 1, 8192), check=True, capture_output=True)
        span = time.perf_counter() - began
        reference = content(Path(place) / "reference")
        print(f"{SAMPLES:,} samples, {len(reference):,} bytes of summary and samples; uninterrupted {span:.1f} s")
        for number in range(1, given.trials + 1):
            print(trial(number, Path(place) / str(number), reference, generator, span), flush=True)


if __name__ == "__main__":
    main()
