"""Heat rejection: vectors by quadrature, root finding and a boundary-value solver, and closed-form limits."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import dblquad, quad

from orbitcalc.physics import thermal
from orbitcalc.physics.constants import EARTH_RADIUS, STEFAN_BOLTZMANN
from tests.proof import assert_units
from tests.reference.vectors import assert_close, case_id, cases

COATING = {"emissivity": 0.85, "absorptance": 0.15}
SKY = {"albedo_visibility": 0.2, "solar_flux": 1361.0, "earth_infrared": 237.0, "albedo": 0.3}
FACES = {
    "view_factor_front": 0.24,
    "view_factor_back": 0.24,
    "sun_cosine_front": 0.1,
    "sun_cosine_back": -0.1,
}


def surroundings(inputs):
    """Coating and surroundings of a case, under this package's names."""
    return {
        "emissivity": inputs["emissivity"],
        "absorptance": inputs["solar_absorptance"],
        "albedo_visibility": inputs["albedo_visibility_factor"],
        "solar_flux": inputs["solar_W_m2"],
        "earth_infrared": inputs["earth_ir_W_m2"],
        "albedo": inputs["albedo"],
    }


def panel_flux(inputs):
    """Net flux of the panel of a case."""
    tilts = np.radians(inputs["side_normal_to_nadir_deg"])
    front, back = thermal.view_factor(inputs["altitude_km"] * 1e3, tilts)
    return thermal.radiator_net_flux(
        inputs["T_K"],
        view_factor_front=front,
        view_factor_back=back,
        sun_cosine_front=inputs["side_cos_sun"][0],
        sun_cosine_back=inputs["side_cos_sun"][1],
        fin_efficiency=inputs["fin_efficiency_applied_to_emission_and_absorption"],
        space_temperature=inputs["T_space_K"],
        **surroundings(inputs),
    )


@pytest.mark.parametrize("case", cases("bb_exitance"), ids=case_id)
def test_blackbody_exitance(case):
    assert_close(thermal.blackbody_exitance(case["inputs"]["T_K"]), case)


@pytest.mark.parametrize("case", cases("sigma_"), ids=case_id)
def test_stefan_boltzmann_constant(case):
    assert_close(STEFAN_BOLTZMANN, case)


@pytest.mark.parametrize("case", cases("viewfactor_"), ids=case_id)
def test_view_factor(case):
    inputs = case["inputs"]
    tilt = np.radians(inputs["angle_plate_normal_to_nadir_deg"])
    radius = inputs["Re_km"] * 1e3
    assert_close(thermal.view_factor(inputs["altitude_km"] * 1e3, tilt, earth_radius=radius), case)


@pytest.mark.parametrize("degrees", [10.0, 70.0, 100.0, 140.0])
def test_view_factor_against_the_integral_over_the_disc(degrees):
    """Numerical: the projected solid angle of the Earth's disc, at 800 km."""
    tilt, half_angle = np.radians(degrees), np.arcsin(EARTH_RADIUS / (EARTH_RADIUS + 800e3))

    def projected(angle, turn):
        normal = np.cos(tilt) * np.cos(angle) + np.sin(tilt) * np.sin(angle) * np.cos(turn)
        return max(normal, 0.0) * np.sin(angle) / np.pi

    expected = dblquad(projected, 0.0, 2.0 * np.pi, 0.0, half_angle, epsabs=1e-8)[0]
    assert thermal.view_factor(800e3, tilt) == pytest.approx(expected, abs=1e-6)


@pytest.mark.filterwarnings("error")
def test_view_factor_limits():
    """On the ground a plate sees half a space; turned fully away it sees nothing."""
    tilts = np.linspace(0.0, np.pi, 181)
    assert thermal.view_factor(0.0, tilts) == pytest.approx(0.5 * (1.0 + np.cos(tilts)), abs=1e-12)
    assert thermal.view_factor(550e3, np.pi) == 0.0


@pytest.mark.filterwarnings("error")
@given(altitude=st.floats(1.0, 4e7), tilt=st.floats(0.0, np.pi))
def test_view_factors_of_opposite_faces_differ_by_the_cosine(altitude, tilt):
    """Closed form: what the two faces see, signed, is the Earth's disc projected on the plate."""
    h = 1.0 + altitude / EARTH_RADIUS
    front, back = thermal.view_factor(altitude, np.array([tilt, np.pi - tilt]))
    assert front - back == pytest.approx(np.cos(tilt) / h**2, abs=1e-10)
    assert back >= -1e-12
    assert front <= 1.0


def test_view_factor_has_no_step_where_the_plate_grazes_the_disc():
    h = 1.0 + 600e3 / EARTH_RADIUS
    for edge in (np.arccos(1.0 / h), np.pi - np.arccos(1.0 / h)):
        around = thermal.view_factor(600e3, edge + np.array([-1e-9, -1e-12, 0.0, 1e-12, 1e-9]))
        assert np.ptp(around) < 3e-9


@pytest.mark.parametrize("case", cases("radiator_flux"), ids=case_id)
def test_radiator_net_flux(case):
    assert_close(panel_flux(case["inputs"]), case)


@pytest.mark.parametrize("case", cases("radiator_area"), ids=case_id)
def test_radiator_area(case):
    assert_close(thermal.radiator_area(case["inputs"]["Q_W"], panel_flux(case["inputs"])), case)


@pytest.mark.parametrize("case", cases("radiator_temp"), ids=case_id)
def test_radiator_temperature(case):
    inputs = case["inputs"]
    seen = thermal.view_factor(inputs["altitude_km"] * 1e3, np.pi / 2)
    temperature = thermal.radiator_temperature(
        inputs["Q_W"],
        inputs["planform_area_m2"],
        emissivity=inputs["emissivity"],
        absorbed=2.0 * thermal.absorbed_flux(seen, 0.0, **surroundings(inputs)),
        fin_efficiency=inputs["fin_efficiency"],
        space_temperature=inputs["T_space_K"],
    )
    assert_close(temperature, case)


@pytest.mark.parametrize("case", cases("sink_temp"), ids=case_id)
def test_sink_temperature(case):
    inputs = case["inputs"]
    seen = thermal.view_factor(inputs["altitude_km"] * 1e3, np.pi / 2)
    absorbed = thermal.absorbed_flux(seen, 0.0, **surroundings(inputs))
    temperature = thermal.sink_temperature(absorbed, inputs["emissivity"], space_temperature=inputs["T_space_K"])
    assert_close(temperature, case)


@pytest.mark.parametrize("case", cases("bb_exitance"), ids=case_id)
def test_two_black_faces_radiate_twice_the_exitance(case):
    dark = dict.fromkeys(FACES, 0.0) | SKY | {"absorptance": 0.1, "fin_efficiency": 1.0}
    net = thermal.radiator_net_flux(case["inputs"]["T_K"], emissivity=1.0, space_temperature=0.0, **dark)
    assert net == pytest.approx(2.0 * case["value"])


@given(temperature=st.floats(250.0, 450.0), fin=st.floats(0.5, 1.0))
def test_radiator_temperature_undoes_net_flux(temperature, fin):
    flux = thermal.radiator_net_flux(temperature, fin_efficiency=fin, **COATING, **SKY, **FACES)
    absorbed = thermal.absorbed_flux(0.48, 0.1, **COATING, **SKY)
    back = thermal.radiator_temperature(
        flux, 1.0, emissivity=COATING["emissivity"], absorbed=absorbed, fin_efficiency=fin
    )
    assert back == pytest.approx(temperature, rel=1e-12)


def test_a_hotter_radiator_is_smaller_and_one_below_its_sink_has_no_area():
    temperatures = np.array([150.0, 300.0, 330.0, 360.0])
    flux = thermal.radiator_net_flux(temperatures, fin_efficiency=0.9, **COATING, **SKY, **FACES)
    areas = thermal.radiator_area(1e5, flux)
    assert np.isnan(areas[0])
    assert np.all(np.diff(areas[1:]) < 0.0)


@pytest.mark.parametrize("case", cases("fin_eff"), ids=case_id)
def test_fin_efficiency(case):
    inputs = case["inputs"]
    efficiency = thermal.fin_efficiency(
        inputs["k_W_mK"],
        inputs["thickness_m"],
        inputs["length_root_to_tip_m"],
        inputs["emissivity"],
        inputs["T_root_K"],
        inputs["T_sink_K"],
        faces=inputs["faces"],
    )
    assert_close(efficiency, case)


@pytest.mark.filterwarnings("error")
def test_fin_efficiency_limits():
    """A short fin is isothermal; a very long one passes sqrt(2 (1/5 - s^4 + 4 s^5/5)) over its size."""
    assert thermal.fin_efficiency(200.0, 1e-3, 0.0, 0.9, 330.0, 200.0) == pytest.approx(1.0, abs=1e-9)
    length, sink = 50.0, 0.6
    size = length * np.sqrt(2.0 * 0.9 * STEFAN_BOLTZMANN * 330.0**3 / (200.0 * 1e-3))
    expected = np.sqrt(2.0 * (0.2 - sink**4 + 0.8 * sink**5)) / (size * (1.0 - sink**4))
    efficiency = thermal.fin_efficiency(200.0, 1e-3, length, 0.9, 330.0, sink * 330.0)
    assert efficiency == pytest.approx(expected, rel=1e-9)


def test_fin_efficiency_near_its_sink_is_the_linear_fin():
    """Closed form: tanh(mL)/(mL) for a small temperature difference."""
    m_length = 0.3 * np.sqrt(4.0 * 2.0 * 0.85 * STEFAN_BOLTZMANN * 300.0**3 / (237.0 * 2e-3))
    efficiency = thermal.fin_efficiency(237.0, 2e-3, 0.3, 0.85, 300.0, 299.999)
    assert efficiency == pytest.approx(np.tanh(m_length) / m_length, rel=1e-5)


@pytest.mark.filterwarnings("error")
@given(length=st.floats(1e-3, 3.0), sink=st.floats(0.0, 0.99))
def test_fin_efficiency_keeps_bounds_falls_with_length_and_broadcasts(length, sink):
    lengths = length * np.array([1.0, 1.1, 2.0])
    efficiencies = thermal.fin_efficiency(200.0, 1e-3, lengths, 0.9, 330.0, sink * 330.0)
    assert np.all(np.diff(efficiencies) < 0.0)
    assert efficiencies[2] > 0.0
    assert efficiencies[0] < 1.0
    alone = thermal.fin_efficiency(200.0, 1e-3, lengths[1], 0.9, 330.0, sink * 330.0)
    assert alone == pytest.approx(efficiencies[1], rel=1e-12)


def test_a_root_colder_than_its_sink_has_no_fin_efficiency():
    efficiencies = thermal.fin_efficiency(200.0, 1e-3, 0.1, 0.9, np.array([150.0, 330.0]), 200.0)
    assert np.isnan(efficiencies).tolist() == [True, False]


def test_coolant_panel_area_is_the_integral_along_the_stream():
    area = thermal.coolant_panel_area(1e4, 335.0, 315.0, 0.85, 190.0, fin_efficiency=0.9)
    factor = 1e4 / (2.0 * 0.85 * 0.9 * STEFAN_BOLTZMANN)
    expected = factor * quad(lambda t: 1.0 / (t**4 - 190.0**4), 315.0, 335.0)[0]
    assert area == pytest.approx(expected, rel=1e-9)
    assert np.isnan(thermal.coolant_panel_area(1e4, 335.0, 180.0, 0.85, 190.0))


def test_pump_power_is_flow_times_pressure():
    loop = {"specific_heat": 4000.0, "density": 1000.0, "pressure_drop": 2e5, "efficiency": 0.5}
    assert thermal.pump_power(4e5, 10.0, **loop) == pytest.approx(0.01 * 2e5 / 0.5)


def test_units():
    flux, kelvin = (500.0, "W/m^2"), (330.0, "K")
    sigma = {"stefan_boltzmann": (STEFAN_BOLTZMANN, "W/m^2/K^4")}
    space = {"space_temperature": (2.725, "K")} | sigma
    sky = SKY | {"solar_flux": (1361.0, "W/m^2"), "earth_infrared": (237.0, "W/m^2")}
    assert_units(thermal.blackbody_exitance, "W/m^2", kelvin, **sigma)
    radius = (EARTH_RADIUS, "m")
    assert_units(thermal.view_factor, "1", (550e3, "m"), (1.5, "rad"), earth_radius=radius)
    assert_units(thermal.absorbed_flux, "W/m^2", 0.2, 0.1, **COATING, **sky)
    assert_units(thermal.radiator_net_flux, "W/m^2", kelvin, fin_efficiency=0.9, **COATING, **sky, **FACES, **space)
    assert_units(thermal.radiator_area, "m^2", (1e5, "W"), flux)
    panel = {"emissivity": 0.9, "absorbed": flux, "fin_efficiency": 0.9} | space
    assert_units(thermal.radiator_temperature, "K", (1e5, "W"), (100.0, "m^2"), **panel)
    assert_units(thermal.sink_temperature, "K", flux, 0.9, **space)


def test_units_of_heat_transport():
    sigma = {"stefan_boltzmann": (STEFAN_BOLTZMANN, "W/m^2/K^4")}
    fin = ((167.0, "W/m/K"), (1e-3, "m"), (0.1, "m"), 0.88, (333.15, "K"), (200.0, "K"))
    assert_units(thermal.fin_efficiency, "1", *fin, **sigma)
    stream = ((1e4, "W/K"), (335.0, "K"), (315.0, "K"), 0.85, (190.0, "K"))
    assert_units(thermal.coolant_panel_area, "m^2", *stream, **sigma)
    loop = {"specific_heat": (4e3, "J/kg/K"), "density": (1e3, "kg/m^3"), "pressure_drop": (2e5, "Pa")}
    assert_units(thermal.pump_power, "W", (4e5, "W"), (10.0, "K"), efficiency=0.5, **loop)
