"""Failures against hand calculations, another program's integrals, and published figures."""

import math

import pytest

from tests.model.hand import Case, cases, run
from tests.reference import vectors

LIFE = "satellite_life=5 yr"


@cases(
    Case("satellite_hazard", math.log(2.0), "1/yr", "half fail in a year", "satellite_failure_rate=0.5 1/yr"),
    Case("satellite_hazard", 0.0, "1/yr", "none fails", "satellite_failure_rate=0 1/yr"),
    Case(
        "accelerator_hazard",
        3.0 * math.log(2.0),
        "1/yr",
        "three times as many as the half on the ground",
        "accelerator_failure_rate=0.5 1/yr, space_failure_factor=3",
    ),
    Case(
        "accelerator_availability",
        (1.0 - math.exp(-0.5)) / 0.5 * 0.9,
        "1",
        "mean of exp(-0.1 t) over five years, a tenth of the time down",
        f"accelerator_hazard=0.1 1/yr, transient_outage=0.1, {LIFE}",
    ),
    Case(
        "accelerator_availability", 0.9, "1", "no failures", f"accelerator_hazard=0 1/yr, transient_outage=0.1, {LIFE}"
    ),
    Case("accelerators_lost", 1.0 - math.exp(-0.5), "1", "1 - exp(-0.5)", f"accelerator_hazard=0.1 1/yr, {LIFE}"),
    Case(
        "accelerators_lost",
        0.38,
        "1",
        "9 in 100 a year for five years (Forethought, 2026)",
        f"accelerator_failure_rate=0.09 1/yr, space_failure_factor=1, {LIFE}",
        within=0.015,
    ),
    Case(
        "satellite_mean_survival",
        (1.0 - math.exp(-0.5)) / 0.5,
        "1",
        "mean of exp(-0.1 t)",
        f"satellite_hazard=0.1 1/yr, {LIFE}",
    ),
    Case("satellite_mean_survival", 1.0, "1", "none fails", f"satellite_hazard=0 1/yr, {LIFE}"),
)
def test_hazards_and_survival(row: Case) -> None:
    row.check()


@pytest.mark.parametrize("case", vectors.cases("mean_alive"), ids=vectors.case_id)
def test_mean_survival_against_quadrature(case: vectors.Case) -> None:
    """A yearly failure rate is one less the survival of a year."""
    rate, years = case["inputs"]["annual_failure_rate"], case["inputs"]["years"]
    satellites = run(f"satellite_failure_rate={rate} 1/yr, satellite_life={years} yr")
    vectors.assert_close(satellites.value("satellite_mean_survival"), case)
    accelerators = run(
        f"accelerator_failure_rate={rate} 1/yr, space_failure_factor=1, transient_outage=0, satellite_life={years} yr"
    )
    vectors.assert_close(accelerators.value("accelerator_availability"), case)


HAZARD = "satellite_hazard=0.4 1/yr, satellite_mean_survival=0.7"


@cases(
    Case(
        "availability",
        2.5 / (2.5 + 0.5),
        "1",
        "2.5 years at work, half a year empty",
        f"{HAZARD}, replacement_lag=0.5 yr",
    ),
    Case("availability", 1.0, "1", "replaced at once", f"{HAZARD}, replacement_lag=0 yr"),
    Case(
        "availability", 0.7, "1", "sent beforehand", f"{HAZARD}, sparing_policy=overprovision, replacement_lag=0.5 yr"
    ),
    Case("availability", 0.7, "1", "lost", f"{HAZARD}, sparing_policy=lose, replacement_lag=0.5 yr"),
    Case("replaced_hazard", 0.4, "1/yr", "replaced", HAZARD),
    Case("replaced_hazard", 0.0, "1/yr", "sent beforehand", f"{HAZARD}, sparing_policy=overprovision"),
    Case("replaced_hazard", 0.0, "1/yr", "lost", f"{HAZARD}, sparing_policy=lose"),
    Case(
        "service_time",
        (1.0 - math.exp(-0.4 * 5.0)) / 0.4,
        "yr",
        "the mean of the shorter of failure and life",
        f"replaced_hazard=0.4 1/yr, {LIFE}",
    ),
    Case("service_time", 5.0, "yr", "none is replaced before its life ends", f"replaced_hazard=0 1/yr, {LIFE}"),
)
def test_sparing(row: Case) -> None:
    row.check()


@cases(
    Case(
        "lifetime_penalty",
        1.5 / (1.0 - math.exp(-1.5)),
        "1",
        "x / (1 - exp(-x)) at x = (0.1 + 0.2) x 5",
        f"satellite_hazard=0.1 1/yr, obsolescence_rate=0.2 1/yr, {LIFE}",
    ),
    Case(
        "lifetime_penalty",
        1.27,
        "1",
        "a tenth lost a year (Turyshev, arXiv:2604.27197)",
        f"satellite_hazard=0.1 1/yr, obsolescence_rate=0 1/yr, {LIFE}",
        within=5e-3,
    ),
    Case("lifetime_penalty", 1.0, "1", "nothing is lost", f"satellite_hazard=0 1/yr, obsolescence_rate=0 1/yr, {LIFE}"),
)
def test_penalty_of_a_short_life(row: Case) -> None:
    row.check()
