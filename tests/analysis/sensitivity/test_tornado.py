"""Tornados: analytic swings, and effects that reverse inside the range."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from orbitcalc.analysis.sampling.uncertain import uncertain
from orbitcalc.analysis.sensitivity.tornado import _bar, ends_of, tornado
from orbitcalc.cli import main
from orbitcalc.errors import ScenarioError
from orbitcalc.scenario import Scenario


def test_the_swing_of_a_linear_model_is_the_analytic_one(google: Scenario) -> None:
    """Plain division: target over power per satellite, and both ends of each are known."""
    result = tornado(google, ["satellites_nameplate"], vary=["target_power", "it_power_per_satellite"])
    bars = {bar.name: bar for bar in result.bars["satellites_nameplate"]}
    target, per_satellite = bars["target_power"], bars["it_power_per_satellite"]
    assert target.swing == pytest.approx((target.high - target.low) / 1e5, rel=1e-12)
    assert per_satellite.swing == pytest.approx(1e9 / per_satellite.low - 1e9 / per_satellite.high, rel=1e-12)
    assert result.base["satellites_nameplate"] == pytest.approx(10_000.0)


def test_bars_are_sorted_and_hold_what_runs_give(google: Scenario) -> None:
    result = tornado(google, ["cost_ratio", "capex"])
    for output, bars in result.bars.items():
        swings = [bar.swing for bar in bars]
        assert swings == sorted(swings, reverse=True)
        assert result.base[output] == pytest.approx(google.run().value_si(output), rel=1e-12)
        for bar in [bar for bar in bars if not bar.reason][:4]:
            unit = google.graph[bar.name].unit
            for end, at in ((bar.low, bar.at_low), (bar.high, bar.at_high)):
                text = f"{float(unit.from_si(end))!r} {unit.text}".removesuffix(" 1")
                assert google.with_({bar.name: text}).run().value_si(output) == pytest.approx(at, rel=1e-9)


def test_a_distribution_without_ends_goes_from_its_5th_to_its_95th_percentile(google: Scenario) -> None:
    changed = google.with_({"launch_price": "100 to 400 USD_2025/kg"})
    (bar,) = tornado(changed, ["capex"], vary=["launch_price"]).bars["capex"]
    assert (bar.low, bar.high) == pytest.approx((100.0, 400.0), rel=1e-9)
    normal = google.with_({"launch_price": {"dist": "normal", "mean": "500 USD_2025/kg", "sd": "10 USD_2025/kg"}})
    (price,) = uncertain(normal, ["launch_price"])
    assert ends_of(price) == pytest.approx((500 - 16.44853627, 500 + 16.44853627))


def test_an_effect_that_turns_around_is_marked_with_its_inner_extreme() -> None:
    inputs = np.append(np.linspace(-1.0, 3.0, 9), 0.5)
    bar = _bar("x", inputs, (inputs - 1.0) ** 2, "")
    assert not bar.monotone
    assert bar.inner == ((1.0, 0.0),)
    assert bar.swing == 4.0
    rising = _bar("x", inputs, 3.0 * inputs, "")
    assert rising.monotone
    assert rising.inner == ()
    assert rising.swing == 12.0


def test_an_effect_that_turns_around_in_the_model_is_found(google: Scenario) -> None:
    """Noon is as far from both ends of the local time, dawn and dusk, as can be."""
    result = tornado(google, ["satellites_required"], vary=["local_time"], levers=True)
    (bar,) = result.bars["satellites_required"]
    assert not bar.monotone
    assert [at for at, _ in bar.inner] == pytest.approx([12 * 3600.0])
    assert bar.most > max(bar.at_low, bar.at_high)


def test_a_part_without_a_value_is_kept_and_named(google: Scenario) -> None:
    large = google.with_({"it_power_per_satellite": "500 kW", "programme_share": "0.5"})
    (bar,) = tornado(large, ["capex"], vary=["payload_reference"]).bars["capex"]
    assert np.isnan(bar.at_low)
    assert "has no value" in bar.reason
    assert bar.swing > 0.0


def test_what_cannot_be_asked_is_refused(google: Scenario) -> None:
    with pytest.raises(ScenarioError, match="word"):
        tornado(google, ["feasible"])
    with pytest.raises(ScenarioError, match="cannot vary"):
        tornado(google, vary=["vehicle"])


def test_the_command_shows_units_on_every_bar(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    figure = tmp_path / "tornado.svg"
    assert main(["tornado", "google-1gw", "--of", "capex", "--top", "5", "--figure", str(figure)]) == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if "GUSD_2025" in line]
    assert len(lines) >= 5
    text = "".join(ElementTree.fromstring(figure.read_text(encoding="utf-8")).itertext())
    assert "capex [GUSD_2025]" in text
    assert main(["tornado", "google-1gw", "--of", "capex", "-f", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert all(bar["unit"] for bar in data["outputs"][0]["bars"])
