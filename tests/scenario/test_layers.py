"""One layer: its header, its keys, and the tables they may be in."""

import pytest

from orbitcalc import load, model
from orbitcalc.errors import ScenarioError
from orbitcalc.scenario import load_text

# Money


def test_price_year_changes_what_is_shown_and_nothing_else() -> None:
    """By hand: a 2020 dollar buys 321.943 / 258.811 of a 2025 one (CPI-U, BLS)."""
    base = load("baseline")
    older = load({"extends": "baseline", "price_year": 2020})
    assert older.digest == base.digest
    now, then = base.run(), older.run()
    assert then.unit("capex") == "GUSD_2020"
    assert then.si["capex"] == now.si["capex"]
    assert then.value("capex") == pytest.approx(now.value("capex") * 258.811 / 321.943, rel=1e-12)


def test_the_same_price_in_two_years_dollars_is_the_same_scenario() -> None:
    in_2020 = load("baseline").with_({"launch_price": f"{100 * 258.811 / 321.943!r} USD_2020/kg"})
    in_2025 = load("baseline").with_({"launch_price": "100 USD_2025/kg"})
    assert in_2020["launch_price"].value == pytest.approx(in_2025["launch_price"].value, rel=1e-15)


def test_another_currency_needs_its_rate_and_then_works() -> None:
    text = 'extends = "baseline"\n{}[launch_price]\nvalue = "100 EUR_2024/kg"\n'
    with pytest.raises(ScenarioError, match=r'\[currency\] EUR_2024 = "1.1 USD_2025"'):
        load_text(text.format(""))
    scenario = load_text(text.format('currency = { EUR_2024 = "1.08 USD_2024" }\n'))
    assert scenario["launch_price"].value == pytest.approx(108.0 * 321.943 / 313.689, rel=1e-14)


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        ("currency = 3", "not a table"),
        ('currency = { EUR = "-1 USD_2025" }', "not above zero"),
        ('currency = { EUR = "1.1 kg" }', "wrong dimension"),
        ('currency = { EUR = "1.1 USD" }', "USD_2025"),
        ('currency = { kg = "1.1 USD_2025" }', "unit already"),
        ("price_year = 1776", "known years"),
        ('price_year = "2020"', "is not a year"),
        ("schema = 2", "newer"),
        ('schema = "1"', "schema = 1"),
        ("extends = 3", "list of names"),
        ("unset = 3", "list of names"),
        ("title = 3", "not a text"),
    ],
)
def test_a_wrong_header_is_reported_with_its_place(header: str, reason: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        load_text(f"\n{header}\n", "s.toml")
    assert reason in str(caught.value)
    assert "s.toml:2:" in str(caught.value)


# Groups, forms


@pytest.mark.parametrize(
    "text",
    [
        'altitude = "700 km"',
        '[orbit]\naltitude = "700 km"',
        'orbit.altitude = "700 km"',
        '"altitude" = "700 km"',
        '[altitude]\nvalue = "700 km"',
        "[altitude]\nvalue = 700\nunit = 'km'",
        '[orbit.altitude]\nvalue = "700 km"',
        'orbit = { altitude = { value = "700 km" } }',
    ],
)
def test_flat_keys_group_tables_and_the_long_form_mean_the_same(text: str) -> None:
    assert load_text(text)["altitude"].value == 700e3
    assert load_text(text).digest == load_text('altitude = "700 km"').digest


def test_the_order_of_keys_changes_nothing() -> None:
    """Acceptance check 39."""
    one = load_text('altitude = "700 km"\nmass_margin = "0.1"\nvehicle = "falcon-9"\n')
    other = load_text('vehicle = "falcon-9"\nmass_margin = "0.1"\naltitude = "700 km"\n')
    assert one.digest == other.digest


def test_a_variable_given_flat_and_in_its_group_is_given_twice() -> None:
    with pytest.raises(ScenarioError, match=r"s\.toml:3:1: error: 'altitude' is set for the second time"):
        load_text('altitude = "700 km"\n[orbit]\naltitude = "650 km"\n', "s.toml")


@pytest.mark.parametrize("group", sorted({variable.group for variable in model.graph().values()} - set(model.graph())))
def test_a_variable_may_be_in_the_table_of_any_group(group: str) -> None:
    """A file stays valid when the model moves a variable to another group."""
    scenario = load_text(f'[{group}]\naltitude = "700 km"\n[{group}.mass_margin]\nvalue = 0.3\n')
    assert scenario.digest == load_text('altitude = "700 km"\nmass_margin = 0.3\n').digest
    assert scenario.notes == ()


def test_an_unknown_name_in_the_table_of_a_group_is_an_error() -> None:
    with pytest.raises(ScenarioError, match=r"s\.toml:2:1: error: unknown key 'altitud' - did you mean 'altitude'"):
        load_text('[launch]\naltitud = "700 km"\n', "s.toml")
    with pytest.raises(ScenarioError, match=r"s\.toml:2:1: error: unknown key 'title'"):
        load_text('[launch]\ntitle = "x"\n', "s.toml")
