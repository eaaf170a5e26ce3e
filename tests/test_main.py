"""`python -m orbitcalc` is the command line."""

import subprocess
import sys

import orbitcalc


def test_the_package_runs_as_a_program_and_exits_with_its_code() -> None:
    version = subprocess.run(
        [sys.executable, "-m", "orbitcalc", "--version"], capture_output=True, text=True, check=True
    )
    assert version.stdout == f"orbitcalc {orbitcalc.__version__}\n"
    wrong = subprocess.run([sys.executable, "-m", "orbitcalc", "rn"], capture_output=True, text=True, check=False)
    assert wrong.returncode == 2
    assert "did you mean 'run'" in wrong.stderr
