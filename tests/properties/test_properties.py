"""What must hold of every design, tried on designs that hypothesis makes up.

The directions come from physics and from arithmetic, none from the code's own results. Counts are
left fractional, so that a step of rounding is not taken for a fault.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orbitcalc import load
from orbitcalc.evaluate import evaluate
from orbitcalc.graph import Parameter
from orbitcalc.scenario import Scenario
from orbitcalc.scenario.resolution import range_of

SMOOTH = {"satellite_count": "fractional", "launch_packing": "bulk"}
NOISE = 1e-9
"""Relative change that rounding over some hundred operations may make, with room."""

few = settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@cache
def smooth(*words: tuple[str, str]) -> Scenario:
    return load("baseline").with_({**SMOOTH, **dict(words)})


@cache
def ranges() -> dict[str, tuple[float, float]]:
    """The plausible range of every uncertain parameter and lever of the baseline that has a width."""
    scenario = smooth()
    bounds = {}
    for name, parameter in scenario.graph.of(Parameter).items():
        own = range_of(scenario.graph, scenario.settings, name)
        if own and own[0] < own[1] and parameter.role != "constant":
            bounds[name] = own
    return bounds


VARIED = (
    "it_power_per_satellite",
    "altitude",
    "satellite_life",
    "horizon",
    "discount_rate",
    "satellite_failure_rate",
    "early_failure_probability",
    "array_areal_mass",
    "cell_efficiency",
    "structure_share",
    "mass_margin",
    "launch_price_learning",
    "satellite_learning",
    "programme_share",
    "launch_growth",
    "factory_throughput",
    "accelerator_price",
    "accelerator_failure_rate",
    "eclipse_compute_share",
    "dose_tolerance",
    "competing_flights",
)
"""What a made-up design draws; within the plausible range of each."""


def designs(count: int) -> st.SearchStrategy[dict[str, np.ndarray]]:
    """Samples in SI of the varied parameters, drawn evenly over their ranges."""

    def draw(seed: int) -> dict[str, np.ndarray]:
        generator = np.random.default_rng(seed)
        return {name: generator.uniform(*ranges()[name], count) for name in VARIED if name in ranges()}

    return st.integers(0, 2**32 - 1).map(draw)


def over(name: str, values: Iterable[float], design: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Each design once for each value of one variable, the values of a design side by side."""
    values = np.asarray(list(values), float)
    count = len(next(iter(design.values())))
    others = {key: np.repeat(value, len(values)) for key, value in design.items() if key != name}
    return {**others, name: np.tile(values, count)}


def columns(array: Any, count: int) -> np.ndarray:
    """One row a design, one column a value."""
    return np.asarray(array, float).reshape(-1, count)


def along(name: str, output: str, design: dict[str, np.ndarray], *words: tuple[str, str]) -> np.ndarray:
    """A variable over seven values through a parameter's range, one row a design."""
    values = np.linspace(*ranges()[name], 7)
    return columns(evaluate(smooth(*words), over(name, values, design), [output], check=False)[output], 7)


def never_falls(rows: np.ndarray) -> None:
    """A design that never works counts as the dearest, slowest and largest of all."""
    rows = np.where(np.isnan(rows), np.inf, rows)
    assert np.isfinite(rows).any()
    before, after = rows[:, :-1], rows[:, 1:]
    assert (after >= before * (1.0 - NOISE)).all()


# Directions

HEAVIER = [
    "accelerator_mass",
    "compute_mounting_factor",
    "array_areal_mass",
    "radiator_areal_mass",
    "radiator_system_factor",
    "pmad_specific_mass",
    "link_terminal_mass",
    "bus_mass_fixed",
    "bus_specific_mass",
    "structure_share",
    "harness_share",
    "mass_margin",
    "tank_share",
    "shield_thickness_min",
]
DEARER = [
    "satellite_failure_rate",
    "early_failure_probability",
    "accelerator_failure_rate",
    "launch_failure_probability",
    "space_failure_factor",
    "transient_outage",
]


@pytest.mark.parametrize("name", [*HEAVIER, *DEARER])
@given(design=designs(6))
@few
def test_levelised_cost_never_falls_when_a_mass_or_a_failure_rate_rises(name: str, design: dict[str, Any]) -> None:
    """With an array for the whole load at the end of life; one for the accelerators still alive shrinks with them."""
    never_falls(along(name, "levelised_cost", design, ("array_sizing", "end-of-life")))


@pytest.mark.parametrize("policy", ["replace", "overprovision", "lose"])
@given(design=designs(6))
@few
def test_levelised_cost_never_falls_when_satellites_fail_more(policy: str, design: dict[str, Any]) -> None:
    never_falls(along("satellite_failure_rate", "levelised_cost", design, ("sparing_policy", policy)))


@pytest.mark.parametrize("billing", ["per-launch", "per-kilogram"])
@given(design=designs(6))
@few
def test_levelised_cost_never_falls_when_the_launch_price_rises(billing: str, design: dict[str, Any]) -> None:
    samples = over("launch_price", np.geomspace(20.0, 5000.0, 7), design)
    result = evaluate(smooth(("launch_billing", billing)), samples, ["levelised_cost", "cost_total"], check=False)
    never_falls(columns(result["levelised_cost"], 7))
    never_falls(columns(result["cost_total"], 7))


@pytest.mark.parametrize("name", HEAVIER)
@given(design=designs(6))
@few
def test_a_heavier_part_makes_a_heavier_satellite(name: str, design: dict[str, Any]) -> None:
    never_falls(along(name, "satellite_wet_mass", design))


@given(design=designs(6))
@few
def test_satellites_never_fall_when_power_per_satellite_falls(design: dict[str, Any]) -> None:
    samples = over("it_power_per_satellite", np.geomspace(1e6, 2e4, 9), design)
    result = evaluate(
        smooth(), samples, ["satellites_nameplate", "satellites_active", "satellites_required"], check=False
    )
    for values in result.values():
        never_falls(columns(values, 9))


@given(design=designs(24))
@few
def test_deployment_never_shortens_when_the_launch_rate_falls(design: dict[str, Any]) -> None:
    samples = over("launch_rate", np.geomspace(3000.0, 10.0, 9) / 31557600.0, design)
    never_falls(columns(evaluate(smooth(), samples, ["deployment_time"], check=False)["deployment_time"], 9))


@pytest.mark.parametrize("name", ["factory_throughput", "launch_growth", "programme_share", "factory_growth"])
@given(design=designs(12))
@few
def test_deployment_never_shortens_when_capacity_falls(name: str, design: dict[str, Any]) -> None:
    """Until it is complete a fleet is what its capacity added and is still at work, so more capacity is never late."""
    design = {**design, "target_power": np.linspace(2e7, 1e9, 12)}
    never_falls(along(name, "deployment_time", design)[:, ::-1])


@given(design=designs(6))
@few
def test_a_larger_target_takes_more_of_everything(design: dict[str, Any]) -> None:
    outputs = [
        "satellites_required",
        "fleet_mass",
        "launches_to_deploy",
        "capex",
        "deployment_time",
        "launch_emissions",
    ]
    samples = over("target_power", np.geomspace(1e7, 5e9, 7), design)
    for values in evaluate(smooth(), samples, outputs, check=False).values():
        never_falls(columns(values, 7))


# Sums


@given(design=designs(20))
@few
def test_a_total_is_the_sum_of_its_lines(design: dict[str, Any]) -> None:
    result = load("baseline").run()
    for total in ("capex", "cost_total"):
        kind = total.split("_")[0] + "_"
        lines = [name for name in result if name.startswith(kind) and result.unit(name).startswith("GUSD")]
        lines = [name for name in lines if name != total]
        columns = evaluate(smooth(), design, [total, *lines], check=False)
        known = ~np.isnan(columns[total])
        assert known.any()
        summed = sum(np.broadcast_to(columns[name], columns[total].shape) for name in lines)
        np.testing.assert_allclose(columns[total][known], np.asarray(summed)[known], rtol=1e-12)


# Scalars, arrays, orders, units

WANTED = (
    "satellites_required",
    "satellite_wet_mass",
    "launches_to_deploy",
    "deployment_time",
    "capex",
    "levelised_cost",
    "cost_ratio",
    "power_online",
    "margin_least",
    "binding_constraint",
    "feasible",
    "eclipse_fraction_mean",
)


@pytest.mark.parametrize("words", [(), (("satellite_count", "whole"), ("launch_packing", "whole"))])
@given(design=designs(3))
@few
def test_an_array_of_designs_is_each_design_alone(words: tuple[tuple[str, str], ...], design: dict[str, Any]) -> None:
    together = evaluate(smooth(*words), design, WANTED, check=False)
    for index in range(3):
        one = {name: float(values[index]) for name, values in design.items()}
        alone = evaluate(smooth(*words), one, WANTED, check=False)
        for name in WANTED:
            expected = np.squeeze(np.asarray(together[name])[..., index])
            np.testing.assert_allclose(np.squeeze(alone[name]), expected, rtol=1e-12, atol=0.0, err_msg=name)


@given(design=designs(9), seed=st.integers(0, 1000))
@few
def test_the_order_of_samples_changes_nothing(design: dict[str, Any], seed: int) -> None:
    order = np.random.default_rng(seed).permutation(9)
    straight = evaluate(smooth(), design, WANTED, check=False)
    mixed = evaluate(smooth(), {name: values[order] for name, values in design.items()}, WANTED, check=False)
    for name in WANTED:
        # vector instructions round by the lane a sample stands in
        np.testing.assert_allclose(mixed[name], straight[name][..., order], rtol=1e-12, atol=0.0, err_msg=name)


RESTATED = [
    ("altitude", ("650 km", "650000 m", "65000000 cm")),
    ("satellite_life", ("5 yr", "60 month", "1826.25 day")),
    ("it_power_per_satellite", ("100 kW", "0.1 MW", "100000 J/s")),
    ("dose_tolerance", ("2 krad_Si", "20 Gy", "20 J/kg")),
    ("shell_inclination", ("45 deg", "0.7853981633974483 rad")),
    ("radiator_temperature", ("57 degC", "330.15 K")),
    ("launch_price", ("200 USD_2025/kg", "0.2 MUSD_2025/t", f"{200 * 258.811 / 321.943!r} USD_2020/kg")),
    ("mass_margin", ("0.2", "20 percent")),
]


@pytest.mark.parametrize(("name", "texts"), RESTATED, ids=[row[0] for row in RESTATED])
def test_a_change_of_unit_leaves_the_result(name: str, texts: tuple[str, ...]) -> None:
    words = {"orbit_kind": "inclined"} if name == "shell_inclination" else {}
    first, *others = (smooth().with_({**words, name: text}).run() for text in texts)
    assert first.arguments("levelised_cost")
    for other in others:
        for output in WANTED:
            np.testing.assert_allclose(other.si[output], first.si[output], rtol=1e-12, atol=0.0, err_msg=output)


# Continuity

CONTINUOUS = (
    "satellites_required",
    "satellite_wet_mass",
    "launches_to_deploy",
    "levelised_cost",
    "cost_total",
    "capex",
    "ground_levelised_cost",
    "sustainable_power",
    "energy_delivered",
    "opex_rate",
    "launches_total",
)


@pytest.mark.long
@given(design=designs(25))
@few
def test_no_result_jumps_when_an_input_moves_by_a_millionth(design: dict[str, Any]) -> None:
    """Every parameter with a range is moved by a millionth of it.

    A result that moves much in relation jumps only if it moves as far for half the step: near a zero crossing a slope
    does too, but half as far.
    """
    for name in (name for name in ranges() if name not in STEPPED):
        low, high = ranges()[name]
        values = design.get(name, np.full(25, 0.5 * (low + high)))
        step = 1e-6 * (high - low)
        results = [
            evaluate(smooth(), {**design, name: values + part * step}, CONTINUOUS, check=False) for part in (0, 1)
        ]
        for output in CONTINUOUS:
            before, after = (np.ravel(result[output]) for result in results)
            moved = np.abs(after - before)
            if (moved > 1e-3 * np.abs(before) + 1e-30).any():
                half = evaluate(smooth(), {**design, name: values + 0.5 * step}, [output], check=False)[output]
                first, second = np.abs(np.ravel(half) - before), np.abs(after - np.ravel(half))
                far = moved > 1e-3 * np.abs(before) + 1e-30
                assert (np.maximum(first, second)[far] < 0.9 * moved[far]).all(), f"{output} jumps with {name}"


STEPPED: frozenset[str] = frozenset()
"""Parameters with a step on purpose; none."""


# No design is an exception


def answers(changes: dict[str, str], *words: tuple[str, str]) -> None:
    result = smooth(*words).with_(changes).run()
    assert result.to_json()
    assert result["feasible"] in ("yes", "no")


BOUNDED = [name for name, parameter in smooth().graph.of(Parameter).items() if parameter.bounds[0]]


@pytest.mark.long
@pytest.mark.parametrize("end", [0, 1])
@pytest.mark.parametrize("name", BOUNDED)
def test_every_parameter_at_its_bounds_gives_an_answer(name: str, end: int) -> None:
    """A plan that cannot work is a result with a reason."""
    answers({name: smooth().graph.of(Parameter)[name].bounds[end]})


@pytest.mark.parametrize(
    "name",
    [
        "satellites_per_launch",
        "payload_to_orbit",
        "launch_rate",
        "satellite_wet_mass",
        "availability",
        "service_time",
        "delivered_power_per_satellite",
        "stowed_volume",
        "radiator_net_flux",
        "depth_of_discharge",
        "dose_rate",
        "levelised_cost",
        "ground_levelised_cost",
        "link_capacity",
        "satellites_required",
    ],
)
def test_nothing_given_for_a_derived_variable_gives_an_answer(name: str) -> None:
    unit = smooth().graph[name].unit_text
    answers({name: f"0 {unit if unit != '1' else ''}".replace("USD", "USD_2025")})
