"""Heat rejection against hand calculations, view factors by ray integration, and another program's radiators."""

import math

import pytest

from tests.model.hand import Case, cases, run
from tests.reference import vectors

SIGMA = 5.670374419e-8
"""The Stefan-Boltzmann constant of CODATA 2022 [W/m^2/K^4]."""


@pytest.mark.parametrize("case", vectors.cases("viewfactor"), ids=vectors.case_id)
def test_view_factors_against_integration_over_the_disc(case: vectors.Case) -> None:
    """The other face of a plate tilted by 180 deg less the angle is the same face."""
    height, tilt = (float(text.strip("kmdeg")) for text in case["id"].split("_")[1:])
    here = run(f"altitude={height} km, radiator_tilt={tilt} deg")
    turned = run(f"altitude={height} km, radiator_tilt={180.0 - tilt} deg")
    vectors.assert_close(here.value("earth_view_factor"), case)
    vectors.assert_close(turned.value("earth_view_factor_back"), case)
    if tilt == 90.0:
        vectors.assert_close(run(f"altitude={height} km, radiator_tilt=0 deg").value("earth_view_factor_edge"), case)


@cases(
    Case(
        "earth_view_factor",
        0.25,
        "1",
        "one radius up, facing down",
        "altitude=2000 km, earth_radius=2000 km, radiator_tilt=0 deg",
    ),
    Case(
        "earth_view_factor_back",
        0.0,
        "1",
        "the zenith side",
        "altitude=2000 km, earth_radius=2000 km, radiator_tilt=0 deg",
    ),
    Case(
        "earth_view_factor_edge",
        1.0 / 6.0 - math.sqrt(3.0) / (4.0 * math.pi),
        "1",
        "one radius up: (asin(1/2) - sqrt(3)/4) / pi",
        "altitude=2000 km, earth_radius=2000 km",
    ),
)
def test_view_factors_in_closed_form(row: Case) -> None:
    row.check()


@cases(
    Case(
        "radiator_temperature",
        358.0 - 5.0 - 25.0 - 8.0,
        "K",
        "three steps below the junction's limit",
        "junction_temperature_limit=358 K, junction_reserve=5 delta_K, junction_rise=25 delta_K, loop_drop=8 delta_K",
    ),
    Case(
        "junction_temperature",
        320.0 + 25.0 + 8.0,
        "K",
        "two steps above the radiator",
        "radiator_temperature=320 K, junction_rise=25 delta_K, loop_drop=8 delta_K",
    ),
    Case("junction_step", 33.0, "delta_K", "both steps", "junction_rise=25 delta_K, loop_drop=8 delta_K"),
    Case(
        "junction_step_limit",
        33.0 + 5.0,
        "delta_K",
        "5 K to the limit",
        "junction_step=33 delta_K, junction_temperature_limit=358 K, junction_temperature=353 K",
    ),
    Case(
        "heat_rejected",
        100.0 + 20.0 * 0.1,
        "kW",
        "the bus, and a tenth of the charge",
        "bus_power=100 kW, array_power_required=120 kW, charge_efficiency=0.9",
    ),
    Case(
        "heat_rejected",
        100.0,
        "kW",
        "no charge without an array",
        "power_source=reactor, bus_power=100 kW, array_power_required=0 kW, charge_efficiency=0.9",
    ),
)
def test_temperatures_and_heat(row: Case) -> None:
    row.check()


FACES = "earth_view_factor=0.4, earth_view_factor_back=0.1, radiator_sun_cosine=0.2, radiator_emissivity=0.8"
SKY = "albedo=0.3, albedo_visibility=0.5, earth_infrared=200 W/m^2, solar_constant=1400 W/m^2, space_temperature=100 K"
ABSORBED = 0.8 * 0.5 * 200.0 + 0.25 * (0.5 * 0.3 * 0.5 * 1400.0 + 0.2 * 1400.0)
"""Of Earth infrared on both faces, of albedo on both faces, of sunlight on one [W/m^2]."""


@cases(
    Case(
        "radiator_net_flux",
        0.9 * (2.0 * 0.8 * SIGMA * (300.0**4 - 100.0**4) - ABSORBED),
        "W/m^2",
        "two faces, less what they absorb",
        f"radiator_temperature=300 K, radiator_absorptance=0.25, fin_efficiency=0.9, {FACES}, {SKY}",
    ),
    Case(
        "reactor_radiator_net_flux",
        0.9 * (2.0 * 0.8 * SIGMA * (800.0**4 - 100.0**4) - ABSORBED),
        "W/m^2",
        "two faces, less what they absorb",
        f"reactor_heat_rejection_temperature=800 K, radiator_absorptance=0.25, fin_efficiency=0.9, {FACES}, {SKY}",
    ),
    Case(
        "radiator_net_flux",
        0.9
        * (0.8 * SIGMA * (300.0**4 - 100.0**4) - 0.8 * 0.4 * 200.0 - 0.25 * (0.4 * 0.3 * 0.5 * 1400.0 + 0.2 * 1400.0)),
        "W/m^2",
        "one face, that which the Sun lights",
        "radiator_faces=one, radiator_temperature=300 K, radiator_absorptance=0.25, fin_efficiency=0.9, "
        f"{FACES}, {SKY}",
    ),
    Case(
        "radiator_net_flux",
        0.9 * (0.8 * SIGMA * (300.0**4 - 100.0**4) - 0.8 * 0.3 * 200.0 - 0.25 * 0.3 * 0.3 * 0.5 * 1400.0),
        "W/m^2",
        "on the back of the array, in its shade",
        "radiator_faces=array-back, earth_view_factor_edge=0.3, radiator_temperature=300 K, "
        f"radiator_absorptance=0.25, fin_efficiency=0.9, {FACES}, {SKY}",
    ),
    Case(
        "radiator_net_flux",
        459.300327953939,
        "W/m^2",
        "one face of a black panel at 300 K: Planck's law by quadrature (bb_exitance_300K)",
        "radiator_faces=one, radiator_temperature=300 K, radiator_emissivity=1, fin_efficiency=1, "
        "earth_infrared=0 W/m^2, albedo=0, radiator_sun_cosine=0, space_temperature=0 K",
    ),
    Case("array_emissivity_open", 0.85, "1", "nothing on the back", "array_emissivity_back=0.85"),
    Case(
        "array_emissivity_open",
        0.85 * 0.4,
        "1",
        "radiators on six tenths of the back",
        "radiator_faces=array-back, array_emissivity_back=0.85, array_back_share=0.6",
    ),
    Case("array_back_area", 300.0, "m^2", "half of 600 m2", "array_area=600 m^2, array_back_share=0.5"),
    Case(
        "margin_array_back",
        1.0 - 240.0 / 300.0,
        "1",
        "240 m2 of radiator on 300 m2",
        "radiator_faces=array-back, radiator_area=240 m^2, array_back_area=300 m^2",
    ),
    Case("margin_array_back", 1.0, "1", "panels of their own", "radiator_area=240 m^2, array_back_area=30 m^2"),
    Case(
        "radiator_net_flux",
        2.0 * 459.300327953939,
        "W/m^2",
        "both faces of a black panel at 300 K: Planck's law by quadrature (bb_exitance_300K)",
        "radiator_temperature=300 K, radiator_emissivity=1, fin_efficiency=1, earth_infrared=0 W/m^2, albedo=0, "
        "radiator_sun_cosine=0, space_temperature=0 K",
    ),
)
def test_flux_of_the_radiator(row: Case) -> None:
    row.check()


@pytest.mark.parametrize("name", ["edge_on_550_45C", "edge_on_650_60C", "tilt60_120_800_40C"])
@pytest.mark.parametrize(
    ("temperature", "flux"),
    [
        ("radiator_temperature", "radiator_net_flux"),
        ("reactor_heat_rejection_temperature", "reactor_radiator_net_flux"),
    ],
)
def test_flux_and_area_against_another_program(name: str, temperature: str, flux: str) -> None:
    area, expected = vectors.cases(f"radiator_area_{name}", f"radiator_flux_{name}")
    inputs = area["inputs"]
    result = run(
        f"altitude={inputs['altitude_km']} km, {temperature}={inputs['T_K']} K, heat_rejected={inputs['Q_W']} W, "
        f"radiator_emissivity={inputs['emissivity']}, radiator_absorptance={inputs['solar_absorptance']}, "
        f"radiator_tilt={inputs['side_normal_to_nadir_deg'][0]} deg, radiator_sun_cosine=0, radiator_reserve=1, "
        f"albedo_visibility={inputs['albedo_visibility_factor']}, "
        f"fin_efficiency={inputs['fin_efficiency_applied_to_emission_and_absorption']}, "
        f"earth_infrared={inputs['earth_ir_W_m2']} W/m^2, albedo={inputs['albedo']}"
    )
    vectors.assert_close(result.value(flux, "W/m^2"), expected)
    if flux == "radiator_net_flux":
        vectors.assert_close(result.value("radiator_area", "m^2"), area)


COLD = "heat_rejected=100 kW, radiator_net_flux=500 W/m^2, radiator_reserve=1.1"
HOT = "power_source=reactor, reactor_radiator_net_flux=6000 W/m^2, reactor_heat=300 kW"
CYCLE = "reactor_bus_heat=300 kW"


@cases(
    Case("radiator_area", 1.1 * 200.0, "m^2", "100 kW at 500 W/m2 and a tenth in reserve", COLD),
    Case(
        "radiator_area",
        1.1 * (200.0 + 50.0),
        "m^2",
        "and 300 kW of a reactor at 6 kW/m2",
        f"{COLD}, {HOT}, {CYCLE}, reactor_drag_burden=0",
    ),
    Case(
        "radiator_area",
        1.1 * (200.0 + 50.0) / (1.0 - 0.11),
        "m^2",
        "0.11 of the area for the heat of its own drag",
        f"{COLD}, {HOT}, {CYCLE}, reactor_drag_burden=0.11",
    ),
    Case("radiator_capacity", 300.0 / 200.0, "1", "300 m2 where 200 do", f"{COLD}, radiator_area=300 m^2"),
    Case("radiator_capacity", 300.0 / 250.0, "1", "300 m2 where 250 do", f"{COLD}, {HOT}, radiator_area=300 m^2"),
    Case(
        "radiator_mass",
        200.0 * 5.0 * 1.5,
        "kg",
        "200 m2 of 5 kg/m2, half as much again for the loop",
        "radiator_area=200 m^2, radiator_areal_mass=5 kg/m^2, radiator_system_factor=1.5",
    ),
    Case("radiator_heat_limit", 120.0, "kW", "a fifth more", "radiator_capacity=1.2, heat_rejected=100 kW"),
    Case(
        "radiator_specific_power",
        80.0,
        "W/kg",
        "120 kW of 1500 kg",
        "radiator_heat_limit=120 kW, radiator_mass=1500 kg",
    ),
)
def test_size_of_the_radiator(row: Case) -> None:
    row.check()


@pytest.mark.parametrize("source", ["solar", "reactor"])
def test_a_radiator_colder_than_its_surroundings_has_no_area(source: str) -> None:
    """At 200 K two black faces give off 181 W/m2; a quarter of 1361 W/m2 of sunlight alone is 340."""
    result = run(f"power_source={source}, radiator_temperature=200 K, radiator_sun_cosine=1, radiator_absorptance=0.25")
    assert result.value("radiator_net_flux") < 0.0
    assert math.isnan(result.value("radiator_area"))
    assert result.why_unknown("radiator_mass").startswith("radiator_area")
