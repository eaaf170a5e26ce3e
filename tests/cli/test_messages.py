"""Errors that no other test produces: at the command line one line each, with the way out; in Python the same words."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import orbitcalc
from orbitcalc.analysis.insight.compare import compare
from orbitcalc.analysis.runs.montecarlo import mc
from orbitcalc.analysis.sampling.axes import spaced
from orbitcalc.analysis.sampling.engines import engine_named
from orbitcalc.errors import DomainError, ScenarioError, UnitError
from orbitcalc.physics.thermal import blackbody_exitance
from orbitcalc.units import unit
from tests.cli.command_line import Shell

COMMANDS: list[tuple[str, str]] = [
    (
        "breakeven google-1gw --solve launch_price --from '900 USD_2025/kg' --to '100 USD_2025/kg'",
        "is no range",
    ),
    (
        "breakeven google-1gw --solve launch_price --against 'launch_price=1..2 USD_2025/kg'",
        "--against: error: launch_price is solved for already - name another variable",
    ),
    ("breakeven google-1gw --solve altitude -n 16 --only altitude", "nothing but altitude varies"),
    ("optimise google-1gw --min capex --max capex", "give --min or --max; a trade between two objectives is --pareto"),
    (
        "optimise google-1gw --free --subject 'capex < 1 GUSD_2025'",
        "--free drops every condition; leave it or --subject out",
    ),
    (
        "optimise google-1gw --lever altitude --subject 'altitude == 700 km'",
        "--subject 'altitude == 700 km': error: an equality of numbers leaves nothing to search - use <= or >=",
    ),
    ("tornado google-1gw --local --figure a.svg", "--figure draws ranges; leave --local out"),
    ("tornado google-1gw --only vehicle", "vehicle cannot vary: it has no distribution and no range"),
    ("sobol google-1gw --design a.csv", "--design and --results go together, without a scenario"),
    ("sobol google-1gw -n 1000", "-n 1000: Sobol points come in powers of two - take 1024"),
    ("mc --resume nowhere -s altitude='700 km'", "--set needs the scenario beside --resume"),
    ("list nothing-of-this-name", "nothing called 'nothing-of-this-name' to list"),
    ("params nothing-of-this-name", "no variable matches 'nothing-of-this-name'"),
    ("verify nothing-of-this-name", "no study 'nothing-of-this-name'"),
    ("nothing-of-this-name", "no command 'nothing-of-this-name'"),
    ("list vehicles --figure a.svg", "No such option"),
    (
        "sweep google-1gw --vary altitude='[500, 600] km' --vary satellite_life='[4, 5, 6] yr' --zip",
        "lists of different length: altitude has 2, satellite_life has 3",
    ),
    (
        "sweep google-1gw --vary altitude='0..900 km' --scale log",
        "is out of bounds",
    ),
    (
        "sweep google-1gw --vary insurance_share='0..0.1' --scale log",
        "a logarithmic range starts above zero - use a linear scale or another end",
    ),
    ("sweep google-1gw --vary launches_by_year='1..2'", "launches_by_year"),
    ("run google-1gw -s satellites_required=-5", "is below zero"),
    ("run google-1gw -s ambient='5 W*degC'", "unknown name 'ambient'"),
    (
        "run google-1gw -s radiator_temperature='5 degC*m'",
        "degC inside 'degC*m' - in a product a temperature difference",
    ),
    ("run google-1gw -s altitude='5 km)'", "cannot read the unit 'km)' - it has one parenthesis too many"),
    ("run google-1gw -s altitude='5 km*'", "cannot read the unit 'km*'"),
    ("run google-1gw -s altitude='5 (km'", "cannot read the unit '(km'"),
    ("bridge google-1gw reactor-cluster --of nothing", "unknown name 'nothing'"),
]


def split(line: str) -> list[str]:
    return shlex.split(line)


@pytest.mark.parametrize(("line", "message"), COMMANDS, ids=[line for line, _ in COMMANDS])
def test_wrong_use_is_one_clear_line(shell: Shell, line: str, message: str) -> None:
    outcome = shell(*split(line))
    assert outcome.code == 2, outcome
    assert message in outcome.err
    assert "internal error" not in outcome.err
    assert len(outcome.err.splitlines()) <= 3


FILES: list[tuple[str, str]] = [
    (
        'satellite_life = {dist = "discrete", values = ["4 yr", "5 yr"], weights = 5}',
        "weights takes a list, got 5 - write weights = [...]",
    ),
    (
        'satellite_life = {dist = "discrete", values = ["4 yr", "5 yr"], weights = ["a", "b"]}',
        "weights takes pure numbers, got 'a'",
    ),
    ("a = " + "[" * 3000 + "]" * 3000, "the file is nested too deeply"),
    ("altitude = ", "not valid TOML"),
    ("\n".join(f"x{number} = 1" for number in range(300)), "more keys are unknown or set twice"),
]


@pytest.mark.parametrize(("text", "message"), FILES, ids=[message for _, message in FILES])
def test_a_wrong_file_is_refused_with_its_place(shell: Shell, text: str, message: str) -> None:
    outcome = shell("check", shell.write("case.toml", f'extends = ["builtin:google-1gw"]\n{text}\n'))
    assert outcome.code == 2
    assert message in outcome.err


def test_a_file_in_another_encoding_is_refused(shell: Shell) -> None:
    (shell.folder / "case.toml").write_bytes('title = "é"'.encode("latin-1"))
    outcome = shell("check", "case.toml")
    assert outcome.code == 2
    assert "the file is not UTF-8 text" in outcome.err


CALLS: list[tuple[Callable[[], Any], type[Exception], str]] = [
    (lambda: orbitcalc.nothing, AttributeError, "module 'orbitcalc' has no attribute 'nothing'"),
    (lambda: compare(orbitcalc.load("google-1gw")), ScenarioError, "a comparison needs two scenarios"),
    (lambda: engine_named("fast"), ValueError, "it names the engine fast"),
    (lambda: spaced(0.0, 1.0, 3, "log"), UnitError, "a logarithmic range starts above zero"),
    (lambda: spaced(0.0, 1.0, 1, "linear"), UnitError, "1 points do not make a range"),
    (lambda: orbitcalc.load("google-1gw").run().value("vehicle"), UnitError, "vehicle is a word, 'starship-v3'"),
    (lambda: unit("kg^" + "1" * 400), UnitError, "cannot read the unit"),
    (lambda: blackbody_exitance(-3.0), DomainError, "temperature is -3, below 0: no such value can exist"),
]


@pytest.mark.parametrize(("call", "kind", "message"), CALLS, ids=[message for *_, message in CALLS])
def test_a_wrong_call_says_what_is_wrong(call: Callable[[], Any], kind: type[Exception], message: str) -> None:
    with pytest.raises(kind, match=re.escape(message)):
        call()


def test_an_ensemble_names_the_outputs_and_percentiles_that_it_has() -> None:
    ensemble = mc(orbitcalc.load("google-1gw"), 64, outputs=["cost_ratio"])
    with pytest.raises(KeyError, match="no output 'cost_ration'; did you mean 'cost_ratio'"):
        ensemble.quantile("cost_ration", 0.5)
    with pytest.raises(KeyError, match=r"no percentile 0.123; .*, or take draws\(\) for any other"):
        ensemble.quantile("cost_ratio", 0.123)
    assert np.isfinite(ensemble.quantile("cost_ratio", 0.5))
