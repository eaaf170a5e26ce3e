"""Fronts: their ends, and the solutions on them."""

from __future__ import annotations

import pytest

from orbitcalc.analysis.optimise.levers import Objective
from orbitcalc.analysis.optimise.optimum import optimise
from orbitcalc.analysis.optimise.pareto import nondominated, pareto
from orbitcalc.analysis.optimise.search import Solution
from orbitcalc.scenario import Scenario


def test_only_designs_that_no_other_beats_are_kept() -> None:
    pairs = [(1.0, 5.0), (2.0, 3.0), (2.0, 4.0), (3.0, 3.0), (4.0, 1.0)]
    designs = [Solution({}, {}, one, other, True, {}, ()) for one, other in pairs]
    front = nondominated(designs, Objective("a"), Objective("b"))
    assert [(design.objective, design.other) for design in front] == [(1.0, 5.0), (2.0, 3.0), (4.0, 1.0)]


def test_the_ends_of_a_front_are_the_best_of_each_objective(google: Scenario) -> None:
    levers = {"it_power_per_satellite": "30 kW..400 kW", "altitude": "500..900 km"}
    front = pareto(google, "satellites_nameplate", "satellite_wet_mass", levers=levers, subject=(), points=4)
    fewest = optimise(google, "satellites_nameplate", levers=levers, subject=())
    lightest = optimise(google, "satellite_wet_mass", levers=levers, subject=())
    assert front.designs[0].objective == pytest.approx(fewest.best.objective, rel=1e-3)
    assert front.designs[-1].other == pytest.approx(lightest.best.objective, rel=1e-3)
    firsts, seconds = ([getattr(design, key) for design in front.designs] for key in ("objective", "other"))
    assert firsts == sorted(firsts)
    assert seconds == sorted(seconds, reverse=True)
    assert len(front.designs) == 4


def test_a_design_without_a_value_and_one_that_gains_nothing_are_not_on_a_front() -> None:
    pairs = [(1.0, 5.0), (1.0001, 4.9999), (2.0, 3.0), (float("nan"), 1.0)]
    designs = [Solution({}, {}, one, other, True, {}, ()) for one, other in pairs]
    front = nondominated(designs, Objective("a"), Objective("b"))
    assert [(item.objective, item.other) for item in front] == [(1.0, 5.0), (2.0, 3.0)]


def test_two_aims_that_do_not_conflict_have_one_design(google: Scenario) -> None:
    levers = {"it_power_per_satellite": "30 kW..400 kW"}
    front = pareto(google, "satellites_nameplate", "satellites_required", levers=levers, subject=(), points=4)
    assert len(front.designs) == 1
