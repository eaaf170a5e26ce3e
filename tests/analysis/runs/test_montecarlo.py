"""Monte Carlo: the same bytes after interruptions, and the messages of the command."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

import orbitcalc
from orbitcalc.analysis.runs import study as study_module
from orbitcalc.analysis.runs.files import csv_lines
from orbitcalc.analysis.runs.montecarlo import SampleError, mc, resume
from orbitcalc.analysis.runs.rows import SampleRows
from orbitcalc.cli import main
from orbitcalc.scenario import load_text
from tests.cli.command_line import hear_interrupts
from tests.rows import quick

pytestmark = pytest.mark.slow

SCENARIO, SAMPLES, CHUNK = "google-1gw", 5_000, 250


TWO = ("--only", "satellite_life", "--only", "array_areal_mass", "--of", "fleet_mass", "--prob", "cost_ratio < 8")


def exported(folder: Path) -> str:
    draws = SampleRows(folder)
    return "".join(csv_lines([column.header for column in draws.columns], draws))


def run(folder: Path, *, samples: int = SAMPLES, chunk: int = CHUNK, **options: object) -> str:
    """The bytes of a run's summary and of its exported draws."""
    about = {"vary": ("satellite_life", "array_areal_mass"), "outputs": ("fleet_mass", "cost_ratio")}
    mc(orbitcalc.load(SCENARIO), samples, folder=folder, chunk=chunk, **{**about, **options})  # type: ignore[arg-type]
    return (folder / "summary.json").read_text() + exported(folder)


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> str:
    return run(tmp_path_factory.mktemp("reference") / "run")


@pytest.mark.parametrize("options", [{"chunk": 8192}, {"jobs": 2, "chunk": 333}, {"keep_inputs": True}])
def test_bytes_do_not_depend_on_jobs_chunk_or_what_is_kept(
    reference: str, tmp_path: Path, options: dict[str, object]
) -> None:
    assert run(tmp_path / "run", **options) == reference


def test_another_seed_gives_other_bytes(reference: str, tmp_path: Path) -> None:
    assert run(tmp_path / "run", seed=1) != reference


def test_the_order_of_a_file_changes_nothing() -> None:
    lines = ['satellite_life = "4 to 8 yr"\n', 'array_areal_mass = "1 to 3 kg/m^2"\n']
    head = f'extends = ["builtin:{SCENARIO}"]\n'
    one, other = (mc(load_text(head + "".join(order)), 2000).to_dict() for order in (lines, lines[::-1]))
    assert one == other


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "orbitcalc", "mc", *map(str, arguments)]


def started(folder: Path, *arguments: object) -> subprocess.Popen[str]:
    line = command(SCENARIO, "-n", 4_000_000, "--chunk", 1000, *TWO, "-o", folder, *arguments)
    pipe = subprocess.PIPE
    process = subprocess.Popen(line, stdout=pipe, stderr=pipe, text=True, preexec_fn=hear_interrupts)
    wait_for(lambda: len(list(folder.glob("chunks/*.npz"))) > 3, process)
    return process


def wait_for(condition: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    until = time.monotonic() + 60.0
    while not condition():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < until
        time.sleep(0.01)


@pytest.mark.parametrize("jobs", quick([1, 2], 2))
def test_ctrl_c_keeps_what_is_finished_and_says_how_to_go_on(tmp_path: Path, jobs: int) -> None:
    folder = tmp_path / "run"
    process = started(folder, "-j", jobs)
    began = time.monotonic()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert time.monotonic() - began < 20.0
    assert process.returncode == 130
    assert f"continue with: orbitcalc mc --resume {folder}" in err
    assert "Traceback" not in err
    assert int(re.findall(r"stopped after ([\d,]+) of 4,000,000", err)[0].replace(",", "")) >= 3000
    assert len(list(folder.glob("chunks/*.npz"))) > 3
    assert not list(folder.glob("chunks/.*"))


@pytest.mark.parametrize("jobs", quick([1, 2], 1))
def test_a_killed_run_goes_on_to_the_same_bytes(reference: str, tmp_path: Path, jobs: int) -> None:
    folder = tmp_path / "run"
    line = command(
        SCENARIO,
        "-n",
        SAMPLES,
        "--chunk",
        CHUNK,
        *TWO[:4],
        "--of",
        "fleet_mass",
        "--of",
        "cost_ratio",
        "-o",
        folder,
        "-j",
        jobs,
    )
    process = subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)
    wait_for(lambda: len(list(folder.glob("chunks/*.npz"))) > 2, process)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    damaged = sorted(folder.glob("chunks/*.npz"))[1]
    damaged.write_bytes(damaged.read_bytes()[:-100])
    resume(folder, jobs=jobs)
    assert (folder / "summary.json").read_text() + exported(folder) == reference


def test_a_finished_run_resumed_gives_its_summary_again(tmp_path: Path) -> None:
    first = mc(orbitcalc.load(SCENARIO), 3000, folder=tmp_path / "run", chunk=500)
    assert resume(tmp_path / "run").to_dict() == first.to_dict()


def broken(monkeypatch: pytest.MonkeyPatch, below: float) -> None:
    """Every evaluation whose first sample's life is below some years fails."""
    whole = study_module.evaluate_columns

    def evaluated(scenario: object, samples: dict[str, np.ndarray], *rest: object, **named: object) -> object:
        if (samples["satellite_life"] < below * 365.25 * 86400.0).any():
            raise ValueError("too short a life")
        return whole(scenario, samples, *rest, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(study_module, "evaluate_columns", evaluated)


def test_failed_samples_are_counted_and_reported_and_exit_with_3(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    broken(monkeypatch, 3.2)
    code = main(["mc", SCENARIO, "-n", "400", "--only", "satellite_life", "-o", str(tmp_path / "run")])
    out, err = capsys.readouterr()
    ensemble = resume(tmp_path / "run")
    assert code == 3
    assert 0 < ensemble.failed < 40
    assert f"{ensemble.failed} failed" in err
    assert "ValueError: too short a life" in err
    assert "fleet_mass" in out


def test_on_error_stop_names_the_sample_and_its_inputs(monkeypatch: pytest.MonkeyPatch) -> None:
    broken(monkeypatch, 3.2)
    with pytest.raises(SampleError, match=r"(?s)sample \d+: ValueError: too short") as error:
        mc(orbitcalc.load(SCENARIO), 400, on_error="stop", vary=["satellite_life"])
    (life,) = re.findall(r"-s satellite_life='(\S+) yr'", str(error.value))
    assert 0.0 < float(life) < 3.2


def test_the_median_of_a_monotone_rule_is_the_rule_at_the_median() -> None:
    scenario = orbitcalc.load(SCENARIO).with_({"satellite_life": "4 to 8 yr"})
    ensemble = mc(scenario, 50_000, vary=["satellite_life"], outputs=["satellite_life"], conditions=())
    # a lognormal with these percentiles has its median at the geometric mean
    error = ensemble.statistics["satellite_life"].percentile_errors[0.5] / (365.25 * 86400.0)
    assert abs(ensemble.quantile("satellite_life", 0.5) - 32.0**0.5) < 4.0 * error


def test_sobol_points_come_closer_than_random_ones() -> None:
    scenario = orbitcalc.load(SCENARIO)
    far = {}
    for method in ("random", "sobol"):
        summaries = [
            mc(scenario, 256, method=method, seed=seed, outputs=["fleet_mass"], conditions=()).statistics["fleet_mass"]  # type: ignore[arg-type]
            for seed in range(8)
        ]
        far[method] = np.std([summary.mean for summary in summaries])
    assert far["sobol"] < 0.5 * far["random"]


def cli(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(arguments)
    out, err = capsys.readouterr()
    return code, out, err


def test_the_command_prints_median_range_error_and_probabilities(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = cli(capsys, "mc", SCENARIO, "-n", "2000", "--of", "fleet_mass", "--prob", "fleet_mass < 90000 t")
    assert code == 0
    assert re.search(r"^fleet_mass +[\d,]+ +[\d,]+ +[\d,]+ +[\d,]+ +t$", out, re.MULTILINE)
    assert re.search(r"^fleet_mass < 90000 t +[\d.]+ % +[\d.]+ %$", out, re.MULTILINE)
    assert re.search(r"2,000 samples, \d+ inputs varied, 0 failed, .* 1 worker, random, seed 0", err)


def test_json_has_no_tokens_that_are_not_json(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = cli(capsys, "mc", SCENARIO, "-n", "500", "-f", "json", "-q", "--units", "fleet_mass=kg")

    def refuse(token: str) -> None:
        raise AssertionError(token)

    data = json.loads(out, parse_constant=refuse)
    by_name = {output["name"]: output for output in data["outputs"]}
    assert by_name["fleet_mass"]["unit"] == "kg"
    assert by_name["deployment_time"]["unknown"] > 0
    assert data["samples"] == 500


@pytest.mark.parametrize("form", ["csv", "md", "table"])
def test_other_forms(capsys: pytest.CaptureFixture[str], form: str) -> None:
    code, out, err = cli(capsys, "mc", SCENARIO, "-n", "300", "-f", form, "-q")
    assert (code, err) == (0, "")
    assert "cost_ratio < 1" in out.replace("\\<", "<")


def test_progress_is_not_written_into_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    _, _, err = cli(capsys, "mc", SCENARIO, "-n", "300")
    assert "[#" not in err
    assert "\r" not in err


def test_progress_shows_rate_and_time_left(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    from orbitcalc.cli import progress

    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    clock = iter([0.0, 1.0, 3.0])
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(clock))
    with progress.Progress("sampling", True) as bar:
        bar(100, 1000)
        bar(300, 1000)
    assert "30% of 1,000  100/s, 7.0 s left" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("seconds", "text"), [(3.2, "3.2 s"), (41.0, "41 s"), (200.0, "3 min 20 s"), (9000.0, "2 h 30 min")]
)
def test_times_are_written_as_people_say_them(seconds: float, text: str) -> None:
    from orbitcalc.cli.progress import span

    assert span(seconds) == text


def test_the_command_continues_a_run(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder = str(tmp_path / "run")
    first = cli(capsys, "mc", SCENARIO, "-n", "300", "-o", folder, "-q")[1]
    assert cli(capsys, "mc", "--resume", folder, "-q")[1] == first
    code, _, err = cli(capsys, "mc", SCENARIO, "--resume", folder, "-s", "altitude=700 km")
    assert code == 2
    assert "altitude was 650 km, is 700 km" in err
    code, _, err = cli(capsys, "mc", SCENARIO, "-n", "300", "-o", folder)
    assert code == 2
    assert f"continue it with --resume {folder}" in err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("mc",), "name a scenario"),
        (("mc", SCENARIO, "-o", "a", "--resume", "b"), "leave out -o"),
        (("mc", "--resume", "nowhere"), "holds no run"),
        (("mc", SCENARIO, "-n", "0"), "not in the range"),
    ],
)
def test_wrong_flags_are_reported(capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], message: str) -> None:
    code, _, err = cli(capsys, *arguments)
    assert code == 2
    assert message in err


FULL_DISK = """
import resource, sys
from orbitcalc.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
sys.exit(main(sys.argv[1:]))
"""


def test_a_full_disk_is_a_clear_message_and_costs_nothing_finished(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    line = [sys.executable, "-c", FULL_DISK, "mc", SCENARIO, "-n", "3000", "--chunk", "1000", "-o", str(folder)]
    result = subprocess.run([*line, "--keep-inputs"], capture_output=True, text=True, check=False)
    assert result.returncode == 2
    assert "finished chunks are kept" in result.stderr
    assert "Traceback" not in result.stderr
    assert not list(folder.glob("chunks/.*"))
    assert resume(folder).samples == 3000
