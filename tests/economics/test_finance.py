"""Finance: vectors from numpy_financial, printed figures of studies, and closed-form limits."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orbitcalc.economics import finance
from orbitcalc.physics.constants import YEAR
from tests.proof import assert_units
from tests.reference.vectors import assert_close, case_id, cases

MWH = 3.6e9
RATES_OF_RETURN = [case for case in cases("irr_") if "cash_flows" in case["inputs"]]
LEVELISED = [case for case in cases("lcoe_") if "undiscounted" not in case["id"]]


def yearly(inputs):
    """Costs and energies a year apart of a levelised-cost case, the purchase first."""
    years = np.arange(inputs["years"])
    energies = inputs["year1_energy_MWh"] * MWH * (1.0 - inputs["degradation_per_yr"]) ** years
    costs = np.full(inputs["years"], inputs["opex_usd_per_yr"])
    return np.append(inputs["capex_usd"], costs), np.append(0.0, energies)


@pytest.mark.parametrize("case", cases("crf_"), ids=case_id)
def test_capital_recovery_factor(case):
    rate, time = case["inputs"]["rate"] / YEAR, case["inputs"]["years"] * YEAR
    assert_close(finance.capital_recovery_factor(rate, time) * YEAR, case)


@pytest.mark.parametrize("case", cases("npv_"), ids=case_id)
def test_net_present_value(case):
    assert_close(finance.net_present_value(case["inputs"]["cash_flows"], case["inputs"]["rate"] / YEAR), case)


@pytest.mark.parametrize("case", RATES_OF_RETURN, ids=case_id)
def test_internal_rate_of_return(case):
    assert_close(finance.internal_rate_of_return(case["inputs"]["cash_flows"]) * YEAR, case)


@pytest.mark.parametrize("case", LEVELISED, ids=case_id)
def test_levelised_cost(case):
    rate = case["inputs"]["discount_rate"] / YEAR
    assert_close(finance.levelised_cost(*yearly(case["inputs"]), rate) * MWH, case)


@pytest.mark.parametrize("case", LEVELISED, ids=case_id)
def test_levelised_cost_steady(case):
    inputs = case["inputs"]
    cost = finance.levelised_cost_steady(
        inputs["capex_usd"],
        inputs["opex_usd_per_yr"] / YEAR,
        inputs["year1_energy_MWh"] * MWH / YEAR,
        inputs["discount_rate"] / YEAR,
        inputs["years"] * YEAR,
        annual_fall=inputs["degradation_per_yr"] / YEAR,
    )
    assert_close(cost * MWH, case)


@pytest.mark.parametrize("case", cases("lcoe_trap"), ids=case_id)
def test_without_discounting_the_levelised_cost_is_costs_over_energy(case):
    assert_close(finance.levelised_cost(*yearly(case["inputs"]), 0.0) * MWH, case)


def test_salvage_comes_back_at_the_end():
    costs, outputs = [100.0, 10.0, 10.0 - 20.0], [0.0, 50.0, 49.0]
    steady = finance.levelised_cost_steady(
        100.0, 10.0 / YEAR, 50.0 / YEAR, 0.08 / YEAR, 2.0 * YEAR, annual_fall=0.02 / YEAR, salvage=20.0
    )
    assert steady == pytest.approx(finance.levelised_cost(costs, outputs, 0.08 / YEAR))


@given(rate=st.floats(0.0, 0.5), years=st.integers(1, 40))
def test_annuity_factor_is_the_present_value_of_yearly_payments(rate, years):
    explicit = finance.present_value(np.ones(years), rate / YEAR)
    assert finance.annuity_factor(rate / YEAR, years * YEAR) / YEAR == pytest.approx(explicit, rel=1e-12)


@pytest.mark.filterwarnings("error")
def test_limits_at_no_interest():
    """Without interest payments simply add up, however small the rate is before it vanishes."""
    rates = np.array([0.0, 1e-300, 1e-25, 1e-20])
    assert finance.annuity_factor(rates, 5.0 * YEAR) == pytest.approx(5.0 * YEAR)
    assert finance.capital_share_used(2.0 * YEAR, 5.0 * YEAR, rates) == pytest.approx(0.4)
    assert finance.discount_factor(rates, 5.0 * YEAR) == pytest.approx(1.0)
    assert finance.lifetime_penalty(rates) == pytest.approx(1.0)


@pytest.mark.parametrize(("timing", "years"), [(0.0, 0.0), (0.5, 0.5), (1.0, 1.0)])
def test_timing_moves_flows_within_their_year(timing, years):
    value = finance.present_value([1.0, 1.0], 0.1 / YEAR, timing=timing)
    assert value == pytest.approx(1.1**-years + 1.1 ** -(years + 1.0))


def test_flows_and_rates_broadcast_over_samples():
    flows = np.array([[-100.0, -90.0], [60.0, 60.0], [60.0, 70.0]])
    rates = np.array([0.1, 0.2]) / YEAR
    values = finance.net_present_value(flows, rates)
    alone = [finance.net_present_value(flows[:, k], rates[k]) for k in range(2)]
    assert values == pytest.approx(alone)
    assert finance.net_present_value(flows[:, 0], rates)[0] == pytest.approx(alone[0])
    assert finance.net_present_value(flows, rates[1])[1] == pytest.approx(alone[1])


@given(rate=st.floats(-0.3, 1.0), life=st.integers(1, 30), income=st.floats(1.0, 1e9))
def test_rate_of_return_brings_the_present_value_to_zero(rate, life, income):
    flows = np.full(life + 1, income)
    flows[0] = -income * np.sum((1.0 + rate) ** -np.arange(1.0, life + 1.0))
    assert finance.internal_rate_of_return(flows) * YEAR == pytest.approx(rate, abs=1e-9)


@pytest.mark.filterwarnings("error")
def test_rate_of_return_where_there_is_none_or_more_than_one():
    assert np.isnan(finance.internal_rate_of_return([1.0, 1.0, 1.0]))
    assert np.isnan(finance.internal_rate_of_return([np.nan, 1.0, 1.0]))
    assert np.isnan(finance.internal_rate_of_return([0.0, 0.0]))
    two = -1000.0 * np.array([1.0, -(1.1 + 1.5), 1.1 * 1.5])
    assert finance.internal_rate_of_return(two) * YEAR == pytest.approx(0.1)


def test_rate_of_return_over_samples():
    flows = np.array([[-100.0, -100.0], [60.0, 0.0], [60.0, 121.0]])
    rates = finance.internal_rate_of_return(flows) * YEAR
    assert rates == pytest.approx([0.1306623863, 0.1])


@given(age=st.floats(0.0, 20.0), rate=st.floats(0.0, 0.4))
def test_capital_share_used_is_the_annuity_paid_so_far(age, rate):
    """Closed form: the recovery factor of the life times the annuity factor of the age."""
    life, per_second = 8.0 * YEAR, rate / YEAR
    share = finance.capital_share_used(age * YEAR, life, per_second)
    charge = finance.capital_recovery_factor(per_second, life)
    expected = charge * finance.annuity_factor(per_second, min(age, 8.0) * YEAR)
    assert share == pytest.approx(expected, rel=1e-12)
    assert 0.0 <= share <= 1.0


def test_a_higher_discount_rate_raises_the_levelised_cost():
    rates = np.array([0.0, 0.05, 0.1, 0.2]) / YEAR
    costs = finance.levelised_cost_steady(1e9, 1.0, 1e6, rates, 10.0 * YEAR)
    assert np.all(np.diff(costs) > 0.0)


@pytest.mark.parametrize(("loss", "interest", "penalty"), [(0.10, 0.0, 1.27), (0.20, 0.0, 1.58), (0.10, 0.20, 1.93)])
def test_turyshev_lifetime_penalty(loss, interest, penalty):
    """Printed (arXiv:2604.27197) for a life of five years."""
    assert finance.lifetime_penalty((loss + interest) * 5.0) == pytest.approx(penalty, abs=5e-3)


def test_weighted_cost_of_capital_between_equity_and_debt():
    assert finance.weighted_cost_of_capital(1.0, 0.12, 0.06, 0.25) == 0.12
    assert finance.weighted_cost_of_capital(0.0, 0.12, 0.06, 0.25) == pytest.approx(0.045)


def test_units():
    rate, time, year = (0.08 / YEAR, "1/s"), (5.0 * YEAR, "s"), {"year": (YEAR, "s")}
    assert_units(finance.discount_factor, "1", rate, time, **year)
    assert_units(finance.annuity_factor, "s", rate, time, **year)
    assert_units(finance.capital_recovery_factor, "1/s", rate, time, **year)
    assert_units(finance.capital_share_used, "1", (2.0 * YEAR, "s"), time, rate, **year)
    flows = (np.array([[-100.0, 1.0], [60.0, 2.0], [60.0, 3.0]]), "USD")
    energies = (np.array([[0.0, 1.0], [60.0, 2.0], [60.0, 3.0]]), "J")
    rates = (np.array([0.08, 0.1]) / YEAR, "1/s")
    assert_units(finance.present_value, "USD", flows, rates, timing=0.5, **year)
    assert_units(finance.net_present_value, "USD", flows, rate, **year)
    assert_units(finance.levelised_cost, "USD/J", flows, energies, rates, **year)
    steady = (1e9, "USD"), (2.0, "USD/s"), (1e6, "W"), rate, time
    fading = {"annual_fall": (0.02 / YEAR, "1/s"), "salvage": (1e6, "USD")}
    assert_units(finance.levelised_cost_steady, "USD/J", *steady, **fading, **year)
    assert_units(finance.weighted_cost_of_capital, "1/s", 0.6, rate, rate, 0.25)
    assert_units(finance.lifetime_penalty, "1", 1.5)
