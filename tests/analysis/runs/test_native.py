"""Runs by the native engine: the same futures as NumPy's, the same bytes however they are computed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import orbitcalc
from orbitcalc.analysis.runs import store
from orbitcalc.analysis.runs.differences import differences
from orbitcalc.analysis.runs.montecarlo import mc, resume
from orbitcalc.analysis.runs.study import study_of
from orbitcalc.analysis.sampling import native
from orbitcalc.analysis.sampling.native import NativeSamples
from orbitcalc.analysis.sensitivity.sobol import sobol, sobol_study_of
from orbitcalc.analysis.sensitivity.sweep import sweep
from orbitcalc.cli import main
from orbitcalc.errors import ModelError
from orbitcalc.tape.native import compiler
from tests.tape.test_native import available

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not available(), reason="there is no C compiler: the native kernel is not tested"),
]

INPUTS = ("accelerator_failure_rate", "early_failure_probability", "satellite_failure_rate", "satellite_life")
"""Some uncertain inputs, of which three are correlated."""

OUTPUTS = ("satellites_required", "fleet_mass")

ASKED: dict[str, Any] = {"outputs": OUTPUTS, "conditions": ["satellites_required < 12000"], "engine": "native"}


@pytest.fixture(autouse=True, scope="module")
def caches(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A folder of kernels for this module."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("caches")))
        patch.setattr(compiler, "FLAGS", ("-O1", *compiler.FLAGS[1:]))
        yield


def scenario() -> Any:
    """One with distributions of every kind."""
    return orbitcalc.load("google-1gw").with_(
        {
            "satellite_life": {"dist": "uniform", "low": "4 yr", "high": "6 yr"},
            "server_overhead": {"dist": "lognormal", "p05": 1.2, "p95": 1.6},
            "programme_share": {"dist": "loguniform", "low": 0.2, "high": 0.8},
            "pmad_efficiency": {"dist": "discrete", "values": [0.9, 0.93], "weights": [0.25, 0.75]},
        }
    )


@pytest.mark.parametrize("method", ["random", "sobol"])
@pytest.mark.parametrize("start", [0, 5, 10**9 + 7])
def test_draws_are_those_of_numpy(start: int, method: Any) -> None:
    """Of all inputs: to 1e-12 of their size."""
    if method == "sobol" and start > 5:
        start = 1000
    study = study_of(scenario(), method=method, seed=3)
    names = tuple(item.name for item in study.inputs)
    samples = NativeSamples(study.scenario, study.sampler, names)
    values, expected = samples._columns(start, 1500), study.sampler.draw(start, 1500)
    assert samples._plain == ["pmad_efficiency", "satellite_life", "server_overhead"]  # the second is correlated
    for name in names:
        size = np.abs(expected[name]).max()
        np.testing.assert_allclose(values[name], expected[name], rtol=1e-12, atol=1e-14 * size, err_msg=name)


def test_uniform_numbers_are_those_of_numpy() -> None:
    """Bit by bit, from any number on; three streams, so that the last is repeated."""
    study = study_of(scenario(), vary=INPUTS, outputs=OUTPUTS)
    samples = NativeSamples(study.scenario, study.sampler, OUTPUTS)
    names = samples._shares[:3]
    for start in (0, 1, 17, 2**40 + 3):
        rows = np.empty((3, 700))
        samples._uniform(start, 700, 3, samples._streams.ctypes.data, rows.ctypes.data, 700)
        for name, row in zip(names, rows, strict=True):
            stream = study.sampler.stream(name)
            stream.advance(start)
            np.testing.assert_array_equal(row, np.random.Generator(stream).random(700), err_msg=name)


def test_normal_numbers_in_the_tails() -> None:
    """Shares next to zero and one, and those themselves."""
    shares = np.array([0.0, 1e-300, 1e-20, 1e-9, 4.8e-4, 4.9e-4, 0.2, 0.5, 0.8, 1.0 - 2.0**-53, 1.0, 0.3])
    study = study_of(orbitcalc.load("google-1gw"), vary=["satellite_life"], outputs=["satellite_life"])
    samples = NativeSamples(study.scenario, study.sampler, ("satellite_life",))
    columns, result = np.ascontiguousarray(shares[None]), np.empty((1, len(shares)))
    samples.kernel.run(len(shares), native.addresses(columns), native.addresses(result))
    expected = study.sampler.values({"satellite_life": shares}, ["satellite_life"])["satellite_life"]
    np.testing.assert_allclose(result[0], expected, rtol=1e-14)


def columns_of(folder: Path) -> dict[str, Any]:
    """The columns of a run directory, whatever its chunks."""
    chunks = [np.load(path) for path in sorted((folder / "chunks").iterdir())]
    return {name: np.concatenate([chunk[name] for chunk in chunks]) for name in chunks[0].files}


def test_the_same_bytes_for_any_jobs_chunk_and_resume(tmp_path: Path) -> None:
    base = orbitcalc.load("google-1gw")
    asked: dict[str, Any] = {**ASKED, "vary": INPUTS}
    whole = mc(base, 3000, folder=tmp_path / "whole", **asked)
    mc(base, 3000, folder=tmp_path / "parts", chunk=700, jobs=2, **asked)
    for path in sorted((tmp_path / "parts" / "chunks").iterdir())[1:3]:
        path.unlink()
    again = resume(tmp_path / "parts")
    one, other = columns_of(tmp_path / "whole"), columns_of(tmp_path / "parts")
    for name, column in one.items():
        assert column.tobytes() == other[name].tobytes(), name
    assert again.statistics == whole.statistics
    assert again.recomputed == 0


@pytest.mark.parametrize("kept", [False, True])
def test_the_futures_are_those_of_numpy(kept: bool, tmp_path: Path) -> None:
    base = scenario()
    for engine in ("numpy", "native"):
        asked: dict[str, Any] = {**ASKED, "engine": engine, "keep_inputs": kept}
        mc(base, 2000, vary=(*INPUTS, "pmad_efficiency"), folder=tmp_path / engine, **asked)
    one, other = columns_of(tmp_path / "numpy"), columns_of(tmp_path / "native")
    assert one.keys() == other.keys()
    for name, column in one.items():
        np.testing.assert_allclose(other[name], column, rtol=1e-12, err_msg=name)


def test_engines_are_never_mixed(tmp_path: Path) -> None:
    base = orbitcalc.load("google-1gw")
    mc(base, 300, vary=INPUTS, folder=tmp_path / "run", **ASKED)
    manifest = store.RunDirectory(tmp_path / "run").manifest
    assert manifest["engine"] == "native"
    assert "samples in a vector" in manifest["versions"]["compiler"]
    with pytest.raises(store.RunError, match="engine was native, is numpy"):
        resume(tmp_path / "run", given={"engine": "numpy"})
    mc(base, 300, vary=INPUTS, folder=tmp_path / "other", **{**ASKED, "engine": "numpy"})
    assert store.RunDirectory(tmp_path / "other").manifest["engine"] == "numpy"
    with pytest.raises(store.RunError, match="engine was numpy, is native"):
        resume(tmp_path / "other", given={"engine": "native"})


def test_a_run_of_before_is_one_of_numpy() -> None:
    assert differences({"seed": 1}, {"seed": 1, "engine": "numpy"}) == []
    assert differences({"seed": 1}, {"seed": 1, "engine": "native"}) == ["engine was numpy, is native"]


@pytest.mark.parametrize(("right", "wrong"), [("(2.0 * share - 1.0)", "(share - 0.5)"), ("in[%d]", "in[0]")])
def test_a_wrong_draw_is_refused_by_name(right: str, wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    head = native._head()
    text = head.replace("in[j]", "in[0]") if "%" in right else head.replace(right, wrong)
    assert text != head
    monkeypatch.setattr(native, "_head", lambda: text)
    study = study_of(orbitcalc.load("google-1gw"), vary=INPUTS, outputs=OUTPUTS)
    with pytest.raises(ModelError, match=r"does not draw '\w+' as NumPy does"):
        NativeSamples(study.scenario, study.sampler, OUTPUTS).columns(0, 200)


def test_sobol_indices_and_sweeps() -> None:
    base = orbitcalc.load("google-1gw")
    one, other = (
        sobol(sobol_study_of(base, 64, outputs=["fleet_mass"], vary=INPUTS, engine=engine)).to_dict()
        for engine in ("numpy", "native")
    )
    assert str(one)[:400] == str(other)[:400]
    axes = {"satellite_life": "4..6 yr", "satellite_count": ["whole", "fractional"]}
    rows = [sweep(base, axes, OUTPUTS, points=5, engine=engine) for engine in ("numpy", "native")]
    for name in OUTPUTS:
        np.testing.assert_allclose(rows[1].outputs[name], rows[0].outputs[name], rtol=1e-12)


# The command line


def test_no_compiler_is_one_line_and_exit_4(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CC", "no-such-compiler")
    compiler.compiler.cache_clear()
    try:
        code = main(["mc", "google-1gw", "-n", "10", "--engine", "native", "-q", "-o", str(tmp_path / "run")])
        text = capsys.readouterr().err
        main(["info"])
    finally:
        compiler.compiler.cache_clear()
    assert (code, len(text.splitlines())) == (4, 1)
    assert "no C compiler (no-such-compiler): install one, or use --engine numpy" in text
    assert "no C compiler" in capsys.readouterr().out


def test_info_names_the_compiler(capsys: pytest.CaptureFixture[str]) -> None:
    main(["info"])
    assert f"{compiler.compiler().name}, {compiler.compiler().samples} samples" in capsys.readouterr().out


def test_elsewhere_numpy_evaluates_with_a_note(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(compiler, "SYSTEMS", ())
    code = main(["mc", "google-1gw", "-n", "50", "--engine", "native", "--of", "fleet_mass", "-q"])
    assert code == 0
    assert "note: the native kernel needs Linux or macOS" in capsys.readouterr().err
