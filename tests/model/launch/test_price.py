"""The price of a flight, its forecast, and the mass that learning needs, by hand."""

import pytest

from orbitcalc.errors import ScenarioError
from tests.model.hand_money import Case, assert_unknown, case_id, run

FORECAST = {"launch_price_basis": "forecast"}
PER_KILOGRAM = {"launch_billing": "per-kilogram"}
PRICE = [
    Case(
        "launch_price",
        2000.0,
        "USD_2025/kg",
        "90 MUSD for 45 t",
        {"launch_list_price": "90 MUSD_2025", "payload_to_orbit": "45 t"},
    ),
    Case(
        "launch_price",
        3360.0,
        "USD_2025/kg",
        "Turyshev: Falcon 9 at 74 MUSD for 22 t",
        {"launch_list_price": "74 MUSD_2025", "payload_to_orbit": "22 t"},
        rel=5e-3,
    ),
    Case(
        "launch_price",
        615.0,
        "USD_2025/kg",
        "NASA OTPS: 1,500 USD/kg of 2022 in 2040, after twice 36 %",
        {
            "launch_list_price": "150 MUSD_2025",
            "payload_to_orbit": "100 t",
            "launch_price_fall": 0.36,
            "launch_price_fall_time": "9 yr",
            "launch_price_date": 2022,
            "first_launch": 2040,
            **FORECAST,
        },
        rel=5e-3,
    ),
    Case(
        "launch_price",
        1000.0 * 0.5**2.5,
        "USD_2025/kg",
        "halved every two years for five",
        {
            "launch_list_price": "100 MUSD_2025",
            "payload_to_orbit": "100 t",
            "launch_price_fall": 0.5,
            "launch_price_fall_time": "2 yr",
            "launch_price_date": 2025,
            "first_launch": 2030,
            **FORECAST,
        },
    ),
    Case(
        "flight_price",
        90.0,
        "MUSD_2025",
        "2000 USD/kg x 45 t",
        {"launch_price": "2000 USD_2025/kg", "payload_to_orbit": "45 t"},
    ),
]
TO_TARGET = {
    "launch_price": "1800 USD_2025/kg",
    "launch_mass_reference": "400 t",
    "launch_price_learning": 0.2,
    "launch_price_target": "200 USD_2025/kg",
}
LEARNING = [
    Case("launch_mass_to_target", 370_000.0, "t", "Suncatcher, section 4.4: 1800 to 200 USD/kg", TO_TARGET, rel=0.01),
    Case(
        "launch_mass_to_target",
        104_000.0,
        "t",
        "Suncatcher: to 300 USD/kg",
        {**TO_TARGET, "launch_price_target": "300 USD_2025/kg"},
        rel=0.01,
    ),
    Case(
        "launch_mass_to_target",
        400.0 * (2**3 - 1),
        "t",
        "three doublings of 400 t at 20 % give 0.8^3",
        {**TO_TARGET, "launch_price": "1000 USD_2025/kg", "launch_price_target": "512 USD_2025/kg"},
    ),
    Case(
        "launch_mass_to_target",
        0.0,
        "t",
        "the price is there already",
        {**TO_TARGET, "launch_price_target": "2000 USD_2025/kg"},
    ),
    Case(
        "launches_to_target",
        1850.0,
        "1",
        "Suncatcher: Starships of 200 t for 370,000 t",
        {"launch_mass_to_target": "370000 t", "payload_to_orbit": "200 t"},
    ),
    Case(
        "launch_rate_to_target",
        180.0,
        "1/yr",
        "Suncatcher: 1,800 flights over ten years",
        {"launches_to_target": 1800, "launch_price_target_time": "10 yr"},
    ),
    Case(
        "billed_mass",
        5.0,
        "t",
        "a tenth of a flight of 50 t",
        {"payload_to_orbit": "50 t", "flights_per_satellite": 0.1},
    ),
    Case(
        "billed_mass",
        4.0,
        "t",
        "the satellite's own mass",
        {"payload_to_orbit": "50 t", "flights_per_satellite": 0.1, "satellite_wet_mass": "4 t", **PER_KILOGRAM},
    ),
    Case(
        "launch_mass_reference",
        9000.0,
        "t",
        "of the whole company",
        {"launch_experience": "company", "company_launch_mass": "9000 t", "launch_mass_prior": "400 t"},
    ),
    Case("launch_learning", 0.07, "1", "of the family's mass", {"launch_price_learning": 0.07}),
    Case(
        "launch_learning",
        0.22,
        "1",
        "of the company's mass",
        {"launch_experience": "company", "company_price_learning": 0.22},
    ),
    Case(
        "launch_price_floor",
        (5000e3 * 0.3 + 0.1 * 90e6) / 50e3,
        "USD_2025/kg",
        "1.5 million of propellant and a tenth of 90 million, for 50 t",
        {
            "flight_propellant": "5000 t",
            "propellant_price": "0.3 USD_2025/kg",
            "flight_operations_share": 0.1,
            "launch_list_price": "90 MUSD_2025",
            "payload_to_orbit": "50 t",
        },
    ),
    Case("launch_mass_reference", 400.0, "t", "launched so far", {"launch_mass_prior": "400 t", "billed_mass": "5 t"}),
    Case("launch_mass_reference", 5.0, "t", "nothing launched yet", {"launch_mass_prior": "0 t", "billed_mass": "5 t"}),
]


def test_a_negative_price_is_a_result_of_break_even_and_may_be_given() -> None:
    assert run({"launch_price": "-264 USD_2025/kg"}).value("launch_price") == -264.0
    with pytest.raises(ScenarioError):
        run({"payload_to_orbit": "-1 t"})


@pytest.mark.parametrize("case", [*PRICE, *LEARNING], ids=case_id)
def test_price_by_hand(case: Case) -> None:
    case.check()


UNKNOWN = [
    ("launch_price", "launch_price", {"payload_to_orbit": "0 t"}),
    ("launch_price", "launch_price", {"payload_to_orbit": "0 t", **FORECAST}),
    ("launch_price", "launch_list_price", {"vehicle": "starship-v4"}),
    ("launch_mass_to_target", "launch_mass_to_target", {**TO_TARGET, "launch_price_learning": 0}),
]


@pytest.mark.parametrize(("variable", "culprit", "changes"), UNKNOWN)
def test_what_cannot_be_known_says_why(variable: str, culprit: str, changes: dict[str, object]) -> None:
    assert_unknown(variable, culprit, changes)
