"""Mass, propellant and disposal against hand calculations, iteration, and integrated trajectories."""

import json
import math
from importlib.resources import files

import numpy as np
import pytest
from scipy.integrate import quad

from tests.model.hand import YEAR, Case, cases, run
from tests.reference import vectors

PARTS = (
    "compute_mass=1000 kg, array_mass=200 kg, battery_mass=40 kg, reactor_mass=8 kg, pmad_mass=600 kg, "
    "radiator_mass=900 kg, link_mass=60 kg, shield_mass=70 kg, bus_mass=300 kg, thruster_mass=25 kg"
)


@cases(
    Case(
        "bus_mass",
        220.0,
        "kg",
        "120 kg and 1 kg/kW",
        "bus_mass_fixed=120 kg, bus_specific_mass=1 kg/kW, bus_power=100 kW",
    ),
    Case("equipment_mass", 1000.0 + 200 + 40 + 8 + 600 + 900 + 60 + 70 + 300 + 25, "kg", "ten parts", PARTS),
    Case(
        "structure_mass",
        1000.0 * (0.18 + 0.05),
        "kg",
        "structure and harness of a tonne",
        "equipment_mass=1000 kg, structure_share=0.18, harness_share=0.05",
    ),
    Case(
        "allowance_mass",
        0.15 * 1230.0,
        "kg",
        "15 % of equipment and structure",
        "equipment_mass=1000 kg, structure_mass=230 kg, mass_margin=0.15",
    ),
)
def test_parts(row: Case) -> None:
    row.check()


CLOSURE = "equipment_mass=1000 kg, structure_mass=200 kg, allowance_mass=180 kg, tank_share=0.1, drag_propellant=50 kg"


def test_mass_closes_as_iteration_does() -> None:
    """Tanks weigh a tenth of the propellant, propellant a fifth of the dry mass and 50 kg: repeated until it stands."""
    dry = 0.0
    for _ in range(100):
        propellant = 0.2 * dry + 50.0
        dry = 1380.0 + 0.1 * propellant
    result = run(f"{CLOSURE}, propellant_ratio=0.2")
    expected = {
        "satellite_dry_mass": dry,
        "propellant_mass": propellant,
        "tank_mass": 0.1 * propellant,
        "satellite_wet_mass": dry + propellant,
    }
    for name, mass in expected.items():
        assert result.value(name, "kg") == pytest.approx(mass, rel=1e-12), name


def test_mass_that_does_not_close_says_so() -> None:
    """At 11 kg of propellant per kilogram, tanks of a tenth weigh more than the kilogram."""
    result = run(f"{CLOSURE}, propellant_ratio=11")
    assert result.value("mass_closure") == pytest.approx(-0.1, rel=1e-12)
    assert math.isnan(result.value("satellite_wet_mass"))
    assert result.why_unknown("fleet_mass").startswith("satellite_dry_mass")


@cases(
    Case(
        "satellite_dry_mass",
        (1000.0 + 200.0 + 180.0 + 0.1 * 50.0) / 0.05,
        "kg",
        "each kilogram leaves 50 g",
        f"{CLOSURE}, mass_closure=0.05",
    ),
    Case("tank_burden", 0.02, "1", "tanks of a tenth, propellant of a fifth", "tank_share=0.1, propellant_ratio=0.2"),
    Case("mass_closure", 0.98, "1", "tanks of a tenth, propellant of a fifth", "tank_share=0.1, propellant_ratio=0.2"),
    Case(
        "propellant_mass",
        330.0,
        "kg",
        "a fifth of 1400 kg and 50 kg",
        "satellite_dry_mass=1400 kg, propellant_ratio=0.2, drag_propellant=50 kg",
    ),
    Case("tank_mass", 33.0, "kg", "a tenth of 330 kg", "propellant_mass=330 kg, tank_share=0.1"),
    Case(
        "satellite_wet_mass", 1730.0, "kg", "dry and propellant", "satellite_dry_mass=1400 kg, propellant_mass=330 kg"
    ),
    Case(
        "quoted_mass", 2000.0, "kg", "100 kW at 50 W/kg", "it_power_per_satellite=100 kW, quoted_specific_power=50 W/kg"
    ),
    Case(
        "satellite_wet_mass",
        2000.0,
        "kg",
        "quoted: 100 kW at 50 W/kg",
        "mass_basis=quoted, it_power_per_satellite=100 kW, quoted_specific_power=50 W/kg, radiator_mass=500 kg",
    ),
    Case(
        "satellite_wet_mass",
        2500.0,
        "kg",
        "quoted, the radiator on top",
        "mass_basis=quoted-and-radiator, it_power_per_satellite=100 kW, quoted_specific_power=50 W/kg, "
        "radiator_mass=500 kg",
    ),
    Case("specific_power", 40.0, "W/kg", "100 kW of 2.5 t", "it_power_per_satellite=100 kW, satellite_wet_mass=2.5 t"),
    Case(
        "stowed_volume",
        120.0 / 40.0 + 200.0 * 0.02 + 150.0 / 75.0 + 1.5,
        "m^3",
        "array, radiator, electronics, bus",
        "array_power=120 kW, array_stowed_density=40 kW/m^3, radiator_area=200 m^2, radiator_stowed_thickness=0.02 m, "
        "it_power_per_satellite=150 kW, compute_density=75 kW/m^3, bus_volume=1.5 m^3",
    ),
)
def test_masses_and_volume(row: Case) -> None:
    row.check()


# Propellant


@pytest.mark.parametrize("case", vectors.cases("rocket_prop"), ids=vectors.case_id)
def test_propellant_against_an_integrated_burn(case: vectors.Case) -> None:
    """The ratio is to what is left: the propellant over the initial mass less the propellant."""
    inputs = case["inputs"]
    ratio = run(f"delta_v={inputs['delta_v_m_s']} m/s, specific_impulse={inputs['isp_s']} s").value("propellant_ratio")
    vectors.assert_close(inputs["m_initial_kg"] * ratio / (1.0 + ratio), case)


@pytest.mark.parametrize("case", vectors.cases("drag_dv_yr"), ids=vectors.case_id)
def test_propellant_against_a_year_of_drag(case: vectors.Case) -> None:
    """By hand: thrust of Isp g0 per kilogram a second holds off the drag that would slow a tonne by the vector's dv."""
    inputs = case["inputs"]
    area = inputs["CdA_over_m_m2_kg"] * 1000.0 / 2.5
    result = run(
        f"altitude={inputs['altitude_km']} km, air_density={inputs['density_kg_m3']!r} kg/m^3, drag_area={area!r} m^2, "
        f"drag_coefficient=2.5, satellite_life=1 yr, specific_impulse=2000 s"
    )
    vectors.assert_close(result.value("drag_propellant", "kg") * 2000.0 * 9.80665 / 1000.0, case)


@cases(
    Case(
        "drag_area",
        60.0,
        "m^2",
        "a twentieth of 1200 m2",
        "array_area=1000 m^2, radiator_area=200 m^2, drag_area_share=0.05",
    ),
    Case(
        "drag_area",
        1000.0 * 0.1 + 200.0 * 0.9,
        "m^2",
        "a tenth of the array and nine tenths of the radiator",
        "array_area=1000 m^2, radiator_area=200 m^2, array_drag_share=0.1, radiator_drag_share=0.9",
    ),
    Case(
        "drag_propellant",
        0.5 * 1e-13 * 7500.0**2 * 2.0 * 60.0 * 5.0 * YEAR / (2000.0 * 9.80665),
        "kg",
        "half rho v2 Cd A over five years",
        "air_density=1e-13 kg/m^3, orbital_velocity=7500 m/s, drag_area=60 m^2, drag_coefficient=2, "
        "satellite_life=5 yr, specific_impulse=2000 s",
    ),
    Case(
        "delta_v",
        30.0 + 170.0 + (0.5 + 4.0) * 6.0 + 100.0,
        "m/s",
        "insertion, climb, six years, disposal",
        "insertion_delta_v=30 m/s, climb_delta_v=170 m/s, avoidance_delta_v=0.5 m/s/yr, keeping_delta_v=4 m/s/yr, "
        "satellite_life=6 yr, "
        "disposal_delta_v=100 m/s",
    ),
    Case("disposal_delta_v", 0.0, "m/s", "already low enough", "altitude=400 km, disposal_altitude=400 km"),
    Case(
        "disposal_delta_v",
        math.sqrt(4e14 / 7.6e6) - math.sqrt(4e14 / 8e6),
        "m/s",
        "the difference of the circular speeds",
        "altitude=2000 km, disposal_altitude=1600 km, earth_gravitational_parameter=4e14 m^3/s^2, earth_radius=6000 km",
    ),
)
def test_velocity_changes_and_drag(row: Case) -> None:
    row.check()


@pytest.mark.parametrize(("high", "low", "name"), [(1200, 350, "1200_350"), (560, 300, "300_560")])
def test_spiral_against_an_integrated_trajectory(high: int, low: int, name: str) -> None:
    (case,) = vectors.cases(f"lowthrust_dv_{name}")
    vectors.assert_close(run(f"altitude={high} km, disposal_altitude={low} km").value("disposal_delta_v", "m/s"), case)


# Disposal


def fall_time(altitude: float, ballistic_area: float, solar_flux: int) -> float:
    """Years from a height [km] to 120 km: the integral of dh / (sqrt(mu r) rho B), rho from the table of NRLMSIS."""
    table = json.loads(files("orbitcalc.physics").joinpath("data", "density.json").read_text(encoding="utf-8"))
    rows = np.array(table["rows"])
    logs = np.log(rows[:, 1 + table["solar_flux"].index(solar_flux)])

    def slowness(height: float) -> float:
        density = math.exp(np.interp(height, rows[:, 0], logs))
        return 1e3 / (math.sqrt(3.986004415e14 * (6378.137 + height) * 1e3) * density * ballistic_area)

    nodes = [height for height in rows[:, 0] if height < altitude]
    pieces = zip(nodes, [*nodes[1:], altitude], strict=True)
    return sum(quad(slowness, start, stop)[0] for start, stop in pieces) / YEAR


@pytest.mark.parametrize(("solar_flux", "limit", "reserve"), [(140, 5, 2), (70, 5, 2), (140, 25, 1), (200, 1, 4)])
def test_disposal_altitude_against_an_integrated_fall(solar_flux: int, limit: int, reserve: int) -> None:
    """A plate of 1000 m2, half in the air, at Cd 2.2; what falls weighs 20 t."""
    result = run(
        f"altitude=2000 km, array_area=500 m^2, radiator_area=500 m^2, tumbling_area_share=0.5, drag_coefficient=2.2, "
        f"mass_without_tanks=20 t, solar_flux={solar_flux}, disposal_time_limit={limit} yr, disposal_reserve={reserve}"
    )
    altitude = result.value("disposal_altitude", "km")
    assert fall_time(altitude, 2.2 * 0.5 * 1000.0 / 20e3, solar_flux) == pytest.approx(limit / reserve, rel=2e-3)


def test_a_low_orbit_is_its_own_disposal_orbit() -> None:
    result = run("altitude=300 km, disposal_time_limit=5 yr")
    assert result.value("disposal_altitude", "km") == pytest.approx(300.0, rel=1e-12)
    assert result.value("disposal_delta_v", "m/s") == 0.0
