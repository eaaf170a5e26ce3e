"""Break-evens: roots evaluated again in the model, and the answer where there is none."""

from __future__ import annotations

import json

import numpy as np
import pytest

from orbitcalc.analysis.breakeven.answer import breakeven
from orbitcalc.analysis.sensitivity.sweep import sweep
from orbitcalc.cli import main
from orbitcalc.scenario import Scenario

PUT_BACK = 1e-9
"""Relative residual that a root may leave when it is put back."""


@pytest.mark.parametrize(
    ("solve", "of", "share"),
    [
        ("launch_price", "cost_ratio", 0.3),
        ("electricity_price", "cost_ratio", 0.4),
        ("discount_rate", "cost_ratio", 0.5),
        ("accelerator_price", "levelised_cost", 0.4),
        ("launch_list_price", "capex", 0.6),
        ("satellite_life", "levelised_cost", 0.5),
        ("array_price", "cost_per_watt", 0.3),
        ("radiator_areal_mass", "satellite_wet_mass", 0.7),
        ("satellite_failure_rate", "availability", 0.5),
    ],
)
def test_a_root_put_back_meets_the_condition(google: Scenario, solve: str, of: str, share: float) -> None:
    """The level asked for lies between what two values of the variable give, so there is a root between them."""
    now = google.run().value(solve)
    unit = google.run().unit(solve)
    ends = (f"{0.5 * now} {unit}".removesuffix(" 1"), f"{1.5 * now} {unit}".removesuffix(" 1"))
    smooth = google.with_({"satellite_count": "fractional"})
    low, high = (smooth.with_({solve: end}).run().value(of) for end in ends)
    level = f"{low + share * (high - low)!r} {google.run().unit(of)}".removesuffix(" 1")
    answer = breakeven(google, solve, f"{of} == {level}", start=ends[0], stop=ends[1])
    assert answer.roots or answer.jumps
    for root in answer.roots:
        put_back = google.with_(answer.setting(root)).run()
        assert put_back.value(of) == pytest.approx(low + share * (high - low), rel=PUT_BACK)
        assert root.residual < PUT_BACK


def test_the_true_breakeven_of_mccalip_is_negative(mccalip: Scenario) -> None:
    """-699 USD/kg with every cost term; his page leaves three out and says -264. His cost is linear in the price."""
    answer = breakeven(mccalip, "launch_price", "cost_total == ground_present_cost", start="-5000 USD_2025/kg")
    (root,) = answer.roots
    smooth = mccalip.with_({"satellite_count": "fractional"})
    at = [smooth.with_({"launch_price": f"{price} USD_2025/kg"}).run() for price in (0, 1000)]
    costs = [result.value_si("cost_total") for result in at]
    line = (at[0].value_si("ground_present_cost") - costs[0]) / (costs[1] - costs[0]) * 1000.0
    assert root.value == pytest.approx(line, rel=1e-9)
    assert root.value == pytest.approx(-699.0, abs=1.0)
    put_back = mccalip.with_(answer.setting(root)).run()
    assert put_back.value_si("cost_total") == pytest.approx(put_back.value_si("ground_present_cost"), rel=PUT_BACK)


def test_without_a_root_both_ends_and_the_binding_constraint_are_named(mccalip: Scenario) -> None:
    answer = breakeven(mccalip, "launch_price", "cost_total == ground_present_cost")
    assert answer.status == "none"
    assert [end.value for end in answer.ends] == [answer.question.low, answer.question.high]
    for end in answer.ends:
        run = mccalip.with_({"launch_price": f"{end.value!r} USD_2025/kg", "satellite_count": "fractional"}).run()
        assert end.left == pytest.approx(run.value_si("cost_total"), rel=1e-12)
        assert end.binding == run.word("binding_constraint")
    assert answer.outside[0].value == pytest.approx(-699.0, abs=1.0)
    total = mccalip.with_({"launch_price": "0 USD_2025/kg", "satellite_count": "fractional"}).run()
    assert sum(value for _, value in answer.lines) == pytest.approx(total.value_si("cost_total"), rel=1e-9)


def test_two_roots_are_both_listed(google: Scenario) -> None:
    """A short life costs replacement, a long one costs failures: the level between has a root on either side."""
    smooth = google.with_({"satellite_count": "fractional"})
    lives = sweep(smooth, {"satellite_life": "2..29 yr"}, ["cost_ratio"], points=109).outputs["cost_ratio"]
    bottom = int(np.nanargmin(lives))
    level = float(0.5 * (np.nanmin(lives) + min(np.nanmax(lives[:bottom]), np.nanmax(lives[bottom:]))))
    answer = breakeven(google, "satellite_life", f"cost_ratio == {level!r}", start="2 yr", stop="29 yr")
    assert len(answer.roots) >= 2
    for root in answer.roots:
        assert google.with_(answer.setting(root)).run().value("cost_ratio") == pytest.approx(level, rel=PUT_BACK)


def test_a_variable_without_effect_and_a_condition_that_always_holds_are_reported(google: Scenario) -> None:
    assert breakeven(google, "launch_price", "satellites_nameplate == 3").status == "no effect"
    assert breakeven(google, "launch_price", "satellites_nameplate == 10000").status == "everywhere"


def test_the_command_gives_the_root_and_the_way_to_put_it_back(capsys: pytest.CaptureFixture[str]) -> None:
    until = "cost_total == ground_present_cost"
    arguments = ["breakeven", "mccalip", "--solve", "launch_price", "--until", until, "--from", "-5000 USD_2025/kg"]
    assert main(arguments) == 0
    out = capsys.readouterr()
    assert "-699.18" in out.out
    assert "orbitcalc run mccalip" in out.out
    assert "satellite_count=fractional" in out.out
    assert main([*arguments, "-f", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["roots"][0]["value"] == pytest.approx(-699.18, abs=0.01)
    assert data["unit"] == "USD_2025/kg"


def test_the_command_says_that_there_is_no_root(capsys: pytest.CaptureFixture[str]) -> None:
    until = "cost_total == ground_present_cost"
    assert main(["breakeven", "mccalip", "--solve", "launch_price", "--until", until]) == 0
    text = " ".join(capsys.readouterr().out.split())
    for part in ("no break-even", "At 0 USD/kg cost_total is", "at 50,000 USD/kg cost_total is", "-699"):
        assert part in text
