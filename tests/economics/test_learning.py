"""Learning curves: vectors by explicit summation, printed figures of studies, and closed-form limits."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orbitcalc.economics import learning
from tests.proof import assert_units
from tests.reference.vectors import assert_close, case_id, cases


def run_of(inputs):
    """Arguments of a production run, under this package's names."""
    keywords = {"fall": 1.0 - inputs["learning_ratio"], "prior_units": inputs.get("prior_units", 0)}
    return (inputs["first_unit_cost"], inputs["units"]), keywords


@pytest.mark.parametrize("case", cases("wright_cum_"), ids=case_id)
def test_cumulative_cost(case):
    arguments, keywords = run_of(case["inputs"])
    assert_close(learning.cumulative_cost(*arguments, **keywords), case)


@pytest.mark.parametrize("case", cases("wright_avg_"), ids=case_id)
def test_average_cost(case):
    arguments, keywords = run_of(case["inputs"])
    assert_close(learning.average_cost(*arguments, **keywords), case)


@pytest.mark.parametrize("case", cases("wright_cumavg_"), ids=case_id)
def test_cumulative_average_cost(case):
    (first, units), keywords = run_of(case["inputs"])
    mean = learning.cumulative_average_cost(first, units, fall=keywords["fall"])
    assert_close(mean * units, case)


@pytest.mark.parametrize("units", [1, 2, 3, 7, 100, 20_000])
@pytest.mark.parametrize("prior", [0.0, 0.5, 1.0, 13.0, 1e7])
@pytest.mark.filterwarnings("error")
def test_cumulative_cost_is_the_explicit_sum(units, prior):
    falls = np.array([0.0, 1e-9, 0.05, 0.15, 0.3, 0.5 - 1e-9, 0.5])
    expected = [math.fsum(np.arange(1 + prior, units + prior + 0.5) ** math.log2(1.0 - fall)) for fall in falls]
    total = learning.cumulative_cost(1.0, units, fall=falls, prior_units=prior)
    assert total == pytest.approx(expected, rel=1e-11)


@pytest.mark.parametrize("fall", [0.1, 0.5])
def test_cumulative_cost_is_the_explicit_sum_for_ten_million_units(fall):
    expected = math.fsum(np.arange(1.0, 1e7 + 1.0) ** math.log2(1.0 - fall))
    assert learning.cumulative_cost(1.0, 1e7, fall=fall) == pytest.approx(expected, rel=1e-11)


@given(units=st.floats(0.01, 1e6), prior=st.floats(0.0, 1e5), fall=st.floats(0.0, 0.5))
def test_one_more_unit_costs_its_unit_cost(units, prior, fall):
    """Closed form, for fractional units too: the sum over n + 1 less that over n is the last unit."""
    keywords = {"fall": fall, "prior_units": prior}
    totals = learning.cumulative_cost(1.0, np.array([units, units + 1.0]), **keywords)
    last = learning.unit_cost(1.0, units + 1.0, **keywords)
    assert totals[1] - totals[0] == pytest.approx(last, rel=1e-8, abs=1e-11 * totals[1])


@given(units=st.floats(1.0, 1e5), prior=st.floats(0.0, 1e4))
def test_a_run_in_two_parts_costs_what_it_costs_in_one(units, prior):
    whole = learning.cumulative_cost(1.0, 3.0 * units, fall=0.15, prior_units=prior)
    first = learning.cumulative_cost(1.0, units, fall=0.15, prior_units=prior)
    rest = learning.cumulative_cost(1.0, 2.0 * units, fall=0.15, prior_units=prior + units)
    assert first + rest == pytest.approx(whole, rel=1e-10)


@given(fall=st.floats(0.01, 0.5))
def test_cost_falls_with_learning_units_and_prior(fall):
    means = learning.average_cost(1.0, np.array([1.0, 1.5, 2.0, 50.0]), fall=fall)
    assert np.all(np.diff(means) < 0.0)
    assert learning.average_cost(1.0, 10.0, fall=fall, prior_units=5.0) < means[0]
    assert learning.unit_cost(1.0, 2.0, fall=fall) == pytest.approx(1.0 - fall)


def test_a_run_of_none_costs_nothing():
    assert learning.cumulative_cost(1e6, 0.0, fall=0.15, prior_units=3.0) == 0.0


def test_the_two_conventions_differ_by_29_per_cent_at_100_units():
    crawford = learning.average_cost(1.0, 100.0, fall=0.15)
    wright = learning.cumulative_average_cost(1.0, 100.0, fall=0.15)
    assert crawford / wright == pytest.approx(1.288, abs=1e-3)


@pytest.mark.parametrize(
    ("price", "fall", "tonnes", "tolerance"),
    [
        (200.0, 0.20, 370e3, 0.01),
        (300.0, 0.20, 104e3, 0.005),
        (200.0, 0.18, 860e3, 0.01),
        (200.0, 0.24, 102e3, 0.01),
    ],
)
def test_suncatcher_mass_to_reach_a_price(price, fall, tonnes, tolerance):
    """Printed (arXiv:2511.19468): from 1800 USD/kg after 400 t, at 20 % a doubling, and at 18 and 24 %."""
    mass = learning.mass_to_reach_price(1800.0, price, 400e3, fall=fall)
    assert mass / 1e3 == pytest.approx(tonnes, rel=tolerance)
    assert learning.learned_price(1800.0, mass, 400e3, fall=fall) == pytest.approx(price)


@pytest.mark.filterwarnings("error")
def test_mass_to_reach_price_limits():
    masses = learning.mass_to_reach_price(np.array([200.0, 200.0, 1800.0]), 200.0, 1e6, fall=np.array([0.2, 0.0, 0.0]))
    assert masses[0] == 0.0
    assert masses[1] == 0.0
    assert np.isnan(masses[2])
    assert learning.mass_to_reach_price(1800.0, 200.0, 1e6, fall=1e-9) > 1e100


@pytest.mark.parametrize("fall", [0.0, 0.2, 0.5, 0.6])
def test_mean_learned_price_is_the_integral(fall):
    """Numerical: the mean of the price over the mass, by midpoints."""
    masses = 3e6 + 5e7 * (np.arange(200_000) + 0.5) / 200_000
    expected = np.mean(learning.learned_price(1000.0, masses, 4e5, fall=fall))
    assert learning.mean_learned_price(1000.0, 3e6, 5e7, 4e5, fall=fall) == pytest.approx(expected, rel=1e-7)


@pytest.mark.filterwarnings("error")
def test_mean_learned_price_is_smooth_for_no_mass_and_at_an_exponent_of_one():
    now = learning.learned_price(1000.0, 3e6, 4e5, fall=0.2)
    assert learning.mean_learned_price(1000.0, 3e6, np.array([0.0, 1e-6]), 4e5, fall=0.2) == pytest.approx(now)
    means = learning.mean_learned_price(1000.0, 0.0, 1e6, 1e6, fall=0.5 + np.array([-1e-9, 0.0, 1e-9]))
    assert means == pytest.approx(1000.0 * np.log(2.0), rel=1e-8)


def test_units():
    dollars, price, mass = (1e6, "USD"), (1800.0, "USD/kg"), (4e5, "kg")
    curve = {"fall": 0.15, "prior_units": 2.0}
    assert_units(learning.unit_cost, "USD", dollars, 5.0, **curve)
    assert_units(learning.cumulative_cost, "USD", dollars, 5.0, **curve)
    assert_units(learning.average_cost, "USD", dollars, 5.0, **curve)
    assert_units(learning.cumulative_average_cost, "USD", dollars, 5.0, fall=0.15)
    assert_units(learning.learned_price, "USD/kg", price, (1e7, "kg"), mass, fall=0.2)
    assert_units(learning.mean_learned_price, "USD/kg", price, (1e6, "kg"), (1e7, "kg"), mass, fall=0.2)
    assert_units(learning.mass_to_reach_price, "kg", price, (300.0, "USD/kg"), mass, fall=0.2)


def test_units_where_the_number_of_units_is_a_ratio_of_quantities():
    ratio = (1e9, "W"), (1e5, "W")
    assert_units(lambda target, size: learning.cumulative_cost(2.0, target / size, fall=0.15), "1", *ratio)
