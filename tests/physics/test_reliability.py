"""Reliability: vectors from scipy's distributions and quadrature, and closed-form limits."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from orbitcalc.physics import reliability
from orbitcalc.physics.constants import YEAR
from tests.proof import assert_units
from tests.reference.vectors import assert_close, case_id, cases


@pytest.mark.parametrize("case", cases("mean_alive"), ids=case_id)
def test_mean_survival(case):
    rate = reliability.hazard(case["inputs"]["annual_failure_rate"] / YEAR)
    assert_close(reliability.mean_survival(rate, case["inputs"]["years"] * YEAR), case)


@pytest.mark.parametrize("case", cases("mean_degradation"), ids=case_id)
def test_mean_retained(case):
    time = case["inputs"]["years"] * YEAR
    assert_close(reliability.mean_retained(case["inputs"]["d_per_yr"] / YEAR, time), case)


@pytest.mark.parametrize("case", cases("weibull_R"), ids=case_id)
def test_weibull_survival(case):
    inputs = case["inputs"]
    share = reliability.weibull_survival(inputs["t_yr"] * YEAR, inputs["scale_yr"] * YEAR, inputs["shape"])
    assert_close(share, case)


@pytest.mark.parametrize("case", cases("k_of_n"), ids=case_id)
def test_at_least_k_of_n(case):
    inputs = case["inputs"]
    assert_close(reliability.at_least_k_of_n(inputs["k"], inputs["n"], inputs["p_unit"]), case)


@pytest.mark.parametrize("case", cases("spares_"), ids=case_id)
def test_spares_needed(case):
    inputs = case["inputs"]
    assert_close(reliability.spares_needed(inputs["expected_failures"], inputs["confidence"]), case)


@pytest.mark.parametrize("case", cases("poisson_hit"), ids=case_id)
def test_impact_probability(case):
    inputs = case["inputs"]
    probability = reliability.impact_probability(
        inputs["flux_per_m2_yr"] / YEAR, inputs["area_m2"], inputs["years"] * YEAR
    )
    assert_close(probability, case)


def test_hazard_gives_back_the_annual_failure():
    rate = reliability.hazard(np.array([0.0, 0.05, 0.6]) / YEAR)
    assert 1.0 - reliability.survival(rate, YEAR) == pytest.approx([0.0, 0.05, 0.6])


def test_chips_lost_at_nine_per_cent_a_year():
    """Forethought (2026) prints 38 % lost in five years."""
    lost = 1.0 - reliability.survival(reliability.hazard(0.09 / YEAR), 5.0 * YEAR)
    assert lost == pytest.approx(0.376, abs=5e-4)


@pytest.mark.filterwarnings("error")
def test_mean_survival_is_smooth_at_no_hazard():
    rates = np.array([0.0, 1e-300, 1e-20, 1e-12])
    means = reliability.mean_survival(rates, YEAR)
    assert means == pytest.approx(1.0 - 0.5 * rates * YEAR, abs=1e-9)
    assert reliability.mean_survival(1e-9, 0.0) == 1.0


@given(rate=st.floats(0.0, 1e-6), time=st.floats(0.0, 1e9))
def test_mean_survival_lies_between_new_and_old(rate, time):
    mean = reliability.mean_survival(rate, time)
    assert reliability.survival(rate, time) - 1e-12 <= mean <= 1.0


@pytest.mark.filterwarnings("error")
def test_mean_retained_without_fall_or_time_is_whole():
    assert reliability.mean_retained(0.0, 5.0 * YEAR) == 1.0
    assert reliability.mean_retained(0.02 / YEAR, 0.0) == 1.0
    assert reliability.mean_retained(1e-12 / YEAR, 5.0 * YEAR) == pytest.approx(1.0, abs=1e-11)


@given(units=st.integers(1, 60), needed=st.integers(-1, 62), chance=st.floats(0.01, 0.99))
def test_at_least_k_of_n_is_the_binomial_tail(units, needed, chance):
    expected = stats.binom.sf(needed - 1, units, chance)
    assert reliability.at_least_k_of_n(needed, units, chance) == pytest.approx(expected, rel=1e-9, abs=1e-12)


@given(mean=st.floats(1e-3, 1e4), confidence=st.floats(0.01, 0.9999))
def test_spares_are_the_fewest_that_suffice(mean, confidence):
    spares = float(reliability.spares_needed(mean, confidence))
    assert spares == stats.poisson.ppf(confidence, mean)


def test_spares_limits():
    spares = reliability.spares_needed(np.array([0.0, 5.0, 5.0]), np.array([0.95, 0.95, 1.0]))
    assert spares[0] == 0.0
    assert spares[1] == 9.0
    assert np.isnan(spares[2])


def test_replacement_flow_keeps_the_fleet():
    flow = reliability.replacement_flow(1000.0, 1e-9, 0.03)
    assert flow * 0.97 == pytest.approx(1000.0 * 1e-9)


def test_units():
    year = {"year": (YEAR, "s")}
    rate, time = (1e-9, "1/s"), (1e8, "s")
    assert_units(reliability.hazard, "1/s", rate, **year)
    assert_units(reliability.survival, "1", rate, time)
    assert_units(reliability.mean_survival, "1", rate, time)
    assert_units(reliability.mean_retained, "1", rate, time, **year)
    assert_units(reliability.weibull_survival, "1", time, (1e11, "s"), 0.4)
    assert_units(reliability.impact_probability, "1", (1e-13, "1/m^2/s"), (100.0, "m^2"), time)
    assert_units(reliability.replacement_flow, "1/s", 1e4, rate, 0.02)
