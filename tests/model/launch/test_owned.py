"""A launcher of one's own, by hand and by summing flights."""

import pytest

from tests.model.hand_money import Case, assert_unknown, case_id, mean, paid_at_year_ends, run

OWN = {"launch_sourcing": "own"}


def hull(booster_flights: int, ship_flights: int, operations: int, payload: int) -> dict[str, object]:
    """Forethought's launcher: a booster of 60 and a ship of 30 million dollars."""
    return {
        "booster_cost": "60 MUSD_2025",
        "booster_flights": booster_flights,
        "upper_stage_cost": "30 MUSD_2025",
        "upper_stage_flights": ship_flights,
        "own_operations_cost": f"{operations} MUSD_2025",
        "refurbishment_share": 0,
        "payload_to_orbit": f"{payload} t",
    }


def fleet_of_stages(flights: int, cost: float, life: int, share: float) -> float:
    """Cost of building stages one after the other, and refurbishing before each flight but a stage's first."""
    return sum(cost if flight % life == 0 else share * cost for flight in range(flights))


FLOWN = fleet_of_stages(100, 60.0, 20, 0.1) + fleet_of_stages(100, 30.0, 10, 0.1) + 100 * 5.0
REFURBISHED = {**hull(20, 10, 5, 97), "refurbishment_share": 0.1}
SOURCING = [
    *(
        Case("own_launch_price", printed, "USD_2025/kg", f"Forethought prints {printed}", hull(*stages), rel=0.02)
        for printed, stages in (
            (475.0, (1, 1, 5, 200)),
            (228.0, (10, 1, 5, 180)),
            (93.0, (10, 10, 5, 150)),
            (19.0, (100, 100, 2, 150)),
        )
    ),
    Case("own_flight_cost", FLOWN / 100.0, "MUSD_2025", "a hundred flights added up, stages refurbished", REFURBISHED),
    Case("own_launch_price", FLOWN / 100.0 / 97e-6 * 1e-6 * 1e3, "USD_2025/kg", "19.4 MUSD over 97 t", REFURBISHED),
    Case(
        "own_launch_price_with_margin",
        240.0,
        "USD_2025/kg",
        "Suncatcher: a cost of 60 at a margin of 75 %",
        {"own_launch_price": "60 USD_2025/kg", "launcher_margin": 0.75},
    ),
    Case("launcher_investment", 0.0, "MUSD_2025", "flights are bought", {"launcher_development_cost": "4 GUSD_2025"}),
    Case("launcher_investment", 4e3, "MUSD_2025", "owned", {"launcher_development_cost": "4 GUSD_2025", **OWN}),
    Case("launcher_upkeep", 0.0, "MUSD_2025/yr", "flights are bought", {"launcher_fixed_cost": "300 MUSD_2025/yr"}),
    Case("launcher_upkeep", 300.0, "MUSD_2025/yr", "owned", {"launcher_fixed_cost": "300 MUSD_2025/yr", **OWN}),
]
OWNED = {
    "launcher_development_cost": "5 GUSD_2025",
    "launcher_fixed_cost": "500 MUSD_2025/yr",
    "flight_price": "60 MUSD_2025",
    "own_flight_cost": "10 MUSD_2025",
}


def test_owning_and_buying_cost_the_same_at_the_breakeven_rate() -> None:
    """Undiscounted over ten years: 5000 / 10 + 500 a year against 50 saved by each flight."""
    rate = run({**OWNED, "discount_rate": "0 1/yr", "horizon": "10 yr"}).value("owning_breakeven_rate", "1/yr")
    assert rate == pytest.approx((5000.0 / 10.0 + 500.0) / (60.0 - 10.0), rel=1e-9)


@pytest.mark.parametrize("payment", ["as-it-flows", "year-ends"])
def test_owning_breaks_even_in_present_values_too(payment: str) -> None:
    """Flights paid for through 12 years at 8 %, or at the ends of the years: the same present cost either way."""
    words = {**OWNED, "discount_rate": "0.08 1/yr", "horizon": "12 yr", "payment": payment}
    rate = run(words).value("owning_breakeven_rate", "1/yr")
    steady = 12.0 * mean(lambda time: 1.08**-time, 0.0, 12.0)
    years = steady if payment == "as-it-flows" else paid_at_year_ends(0.08, 12)
    assert 5000.0 + (500.0 + 10.0 * rate) * years == pytest.approx(60.0 * rate * years, rel=1e-9)


def test_a_launcher_whose_flights_cost_more_never_breaks_even() -> None:
    assert_unknown("owning_breakeven_rate", "owning_breakeven_rate", {**OWNED, "own_flight_cost": "60 MUSD_2025"})


@pytest.mark.parametrize("case", SOURCING, ids=case_id)
def test_owned_by_hand(case: Case) -> None:
    case.check()
