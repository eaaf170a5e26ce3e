"""Over the whole bounds of an input: no wrong-way movement, and no jump without a whole number that causes it.

Directions come from physics and arithmetic. What no law forbids and what has a value is compared; where a plan
stops to have one, it stops to the end of the bounds. A direction that turns has a physical cause, which is named:
without it there is no turn.
"""

import numpy as np
import pytest

from orbitcalc import model
from orbitcalc._typing import Array
from orbitcalc.graph import Parameter, Rule
from orbitcalc.scenario import Scenario
from tests.behaviour import along, grid, jumps, scenario

pytestmark = pytest.mark.slow

SMOOTH = (("satellite_count", "fractional"), ("launch_packing", "bulk"))
NOISE = 1e-9
"""Relative change that rounding may make, with room."""

UP, DOWN = 1.0, -1.0
DIRECTIONS = [
    ("albedo_visibility", "array_area", UP),
    ("albedo_visibility", "radiator_area", UP),
    ("terminator_brightness", "array_area", UP),
    ("terminator_brightness", "radiator_area", UP),
    ("cell_efficiency", "array_area", DOWN),
    ("array_inherent_efficiency", "array_area", DOWN),
    ("array_packing", "array_area", DOWN),
    ("array_degradation", "array_area", UP),
    ("albedo", "radiator_area", UP),
    ("earth_infrared", "radiator_area", UP),
    ("radiator_absorptance", "radiator_area", UP),
    ("radiator_sun_cosine", "radiator_area", UP),
    ("radiator_emissivity", "radiator_area", DOWN),
    ("fin_efficiency", "radiator_area", DOWN),
    ("radiator_reserve", "radiator_area", UP),
    ("junction_temperature_limit", "radiator_area", DOWN),
    ("junction_rise", "radiator_area", UP),
    ("loop_drop", "radiator_area", UP),
    ("pmad_efficiency", "bus_power", DOWN),
    ("loop_pressure_drop", "bus_power", UP),
    ("housekeeping_share", "satellite_wet_mass", UP),
    ("eclipse_compute_share", "battery_mass", UP),
    ("battery_specific_energy", "battery_mass", DOWN),
    ("depth_of_discharge_max", "battery_mass", DOWN),
    ("battery_cycle_reserve", "battery_mass", UP),
    ("dose_tolerance", "shield_thickness", DOWN),
    ("dose_reserve", "shield_thickness", UP),
    ("solar_flux", "air_density", UP),
    ("altitude", "air_density", DOWN),
    ("altitude", "orbital_period", UP),
    ("altitude", "payload_to_orbit", DOWN),
    ("drag_coefficient", "drag_propellant", UP),
    ("tank_share", "satellite_wet_mass", UP),
    ("mass_margin", "satellite_wet_mass", UP),
    ("structure_share", "levelised_cost", UP),
    ("satellite_failure_rate", "satellites_required", UP),
    ("satellite_failure_rate", "levelised_cost", UP),
    ("accelerator_failure_rate", "satellites_required", UP),
    ("space_failure_factor", "levelised_cost", UP),
    ("launch_failure_probability", "levelised_cost", UP),
    ("launch_list_price", "levelised_cost", UP),
    ("accelerator_price", "levelised_cost", UP),
    ("target_power", "satellites_required", UP),
    ("target_power", "fleet_mass", UP),
    ("horizon", "ground_water", UP),
    ("ground_delay", "ground_water", DOWN),
    ("water_intensity", "ground_water", UP),
    ("programme_share", "launch_rate", UP),
    ("it_power_per_satellite", "satellites_required", DOWN),
]
POSSIBLE = {"it_power_per_satellite": "margin_thrust"}
"""The margin that says which values are compared, beside conservation: craft of square kilometres, and of
a few watts in a shell crowded with their dead, have not the thrust to avoid others all the time."""

REVERSALS = [
    # Of a given power, thrust falls as 1 / specific impulse, and the climb loses ever more of it to drag.
    ("specific_impulse", "propellant_mass", DOWN, ("insertion", "direct"), (6000.0, 12000.0)),
    # A gigawatt in satellites of a few watts: more dead ones drift in the shell than it has other objects.
    ("it_power_per_satellite", "satellite_wet_mass", UP, ("satellite_failure_rate", "0 1/yr"), (1.0, 40.0)),
]
"""Movements with a physical turn: what they do without its cause, the word or value that takes the cause away, and the
part of the bounds [SI] in which alone they go the other way with it."""


def compared(base: Scenario, name: str, output: str, way: float) -> tuple[Array, Array]:
    """Values of an input from the second on, and the step to each, above zero in the way that is expected."""
    variable = base.graph[name]
    assert isinstance(variable, Parameter | Rule)
    assert np.all(np.isfinite(variable.limits))
    values = grid(variable, float(base.run().value_si(name)))
    margin = POSSIBLE.get(name, "margin_conservation")
    columns = along(base, name, values, [output, "margin_conservation", margin])
    usable = np.isfinite(columns[output]) & (columns["margin_conservation"] > 0.0) & (columns[margin] > 0.0)
    assert np.count_nonzero(np.diff(usable.astype(int), prepend=0, append=0)) == 2  # one stretch
    column = columns[output][usable]
    assert len(column) > 10
    step = way * np.diff(column)
    return values[usable][1:], np.where(np.abs(step) > NOISE * np.abs(column[1:]), step, 0.0)


@pytest.mark.parametrize(("name", "output", "way"), DIRECTIONS, ids=lambda item: str(item))
def test_a_result_moves_one_way_over_whole_bounds(name: str, output: str, way: float) -> None:
    values, step = compared(scenario("baseline", *SMOOTH), name, output, way)
    assert np.all(step >= 0.0), values[step < 0.0]
    assert np.max(step) > 0.0


@pytest.mark.parametrize(("name", "output", "way", "without", "part"), REVERSALS, ids=lambda item: str(item))
def test_a_result_that_turns_does_so_for_a_physical_cause(
    name: str, output: str, way: float, without: tuple[str, str], part: tuple[float, float]
) -> None:
    _, step = compared(scenario("baseline", *SMOOTH, without), name, output, way)
    assert np.all(step >= 0.0)
    assert np.max(step) > 0.0
    values, step = compared(scenario("baseline", *SMOOTH), name, output, way)
    turned = values[step < 0.0]
    assert len(turned) > 0
    assert part[0] < turned[0] < turned[-1] < part[1]


INPUTS = (
    *("target_power", "it_power_per_satellite", "altitude", "local_time", "satellite_life", "horizon"),
    *("eclipse_compute_share", "cell_efficiency", "loop_pressure_drop", "radiator_sun_cosine"),
    "junction_temperature_limit",
    *("dose_tolerance", "shield_thickness_min", "solar_flux", "satellite_failure_rate", "accelerator_failure_rate"),
    *("launch_failure_probability", "launch_growth", "launch_price_learning", "factory_throughput", "ground_delay"),
    *("discount_rate", "mass_margin", "disposal_time_limit"),
)
OUTPUTS = ("satellites_required", "fleet_mass", "levelised_cost", "ground_levelised_cost")


@pytest.mark.parametrize("name", INPUTS)
def test_with_fractional_counts_no_result_jumps(name: str) -> None:
    base = scenario("baseline", *SMOOTH)
    rows = {output: jumps(base, name, output, most=1) for output in OUTPUTS}
    assert {output: item for output, item in rows.items() if item} == {}


@pytest.mark.parametrize("name", INPUTS)
def test_a_jump_has_a_whole_number_that_causes_it(name: str) -> None:
    """Satellites and flights are counted whole: whatever jumps does so where one of them changes."""
    for output in OUTPUTS:
        for jump in jumps(scenario("baseline"), name, output, most=2):
            assert jump.causes, f"{output} jumps from {jump.before} to {jump.after} at {name} = {jump.at} SI"


def test_the_inputs_are_of_the_model() -> None:
    assert set(INPUTS) <= set(model.graph().of(Parameter))
