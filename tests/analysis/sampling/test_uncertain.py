"""Draws: what varies, and that a draw depends on seed, name and number alone."""

import zlib

import numpy as np
import pytest
from scipy import stats

import orbitcalc
from orbitcalc.analysis.sampling.uncertain import METHODS, Sampler, correlation_of, uncertain
from orbitcalc.errors import ScenarioError
from orbitcalc.scenario import load_text

BASE = 'extends = ["builtin:google-1gw"]\n'
THREE = ("array_areal_mass", "pmad_efficiency", "satellite_life")


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("start", [0, 1, 63, 4096])
def test_a_draw_does_not_depend_on_where_a_piece_begins(method: str, start: int) -> None:
    chosen = uncertain(orbitcalc.load("google-1gw"), THREE)
    whole = Sampler(chosen, 5, method).draw(0, 4200)  # type: ignore[arg-type]
    part = Sampler(chosen, 5, method).draw(start, 100)  # type: ignore[arg-type]
    for name in THREE:
        assert np.array_equal(whole[name][start : start + 100], part[name])


@pytest.mark.parametrize("method", METHODS)
def test_leaving_out_what_is_not_wanted_changes_no_draw(method: str) -> None:
    sampler = Sampler(uncertain(orbitcalc.load("google-1gw"), THREE), 5, method)  # type: ignore[arg-type]
    everything, one = sampler.draw(0, 50), sampler.draw(0, 50, {THREE[1]})
    assert list(one) == [THREE[1]]
    assert np.array_equal(everything[THREE[1]], one[THREE[1]])


def test_random_draws_do_not_depend_on_what_else_varies() -> None:
    scenario = orbitcalc.load("google-1gw")
    alone, together = (Sampler(uncertain(scenario, names), 3) for names in (THREE[:1], THREE))
    assert np.array_equal(alone.draw(0, 20)[THREE[0]], together.draw(0, 20)[THREE[0]])


def test_every_variable_has_a_stream_of_its_own() -> None:
    names = list(orbitcalc.load("baseline").graph)
    assert len({zlib.crc32(name.encode()) for name in names}) == len(names)


def test_another_seed_gives_other_draws() -> None:
    chosen = uncertain(orbitcalc.load("google-1gw"), THREE)
    one, other = (Sampler(chosen, seed).draw(0, 20)[THREE[0]] for seed in (1, 2))
    assert not np.isin(one, other).any()


def test_a_point_given_by_the_scenario_does_not_vary() -> None:
    scenario = orbitcalc.load("google-1gw")
    given = scenario.with_({"satellite_life": "6 yr"})
    assert "satellite_life" in {each.name for each in uncertain(scenario)}
    assert "satellite_life" not in {each.name for each in uncertain(given)}


def test_a_range_given_by_the_scenario_varies_between_its_percentiles() -> None:
    given = orbitcalc.load("google-1gw").with_({"satellite_life": "4 to 8 yr"})
    drawn = Sampler(uncertain(given, ["satellite_life"])).draw(0, 40000)["satellite_life"]
    year = 365.25 * 86400.0
    assert np.quantile(drawn, (0.05, 0.95)) / year == pytest.approx([4.0, 8.0], rel=0.01)


def test_draws_stay_within_the_hard_bounds() -> None:
    given = orbitcalc.load("google-1gw").with_(
        {"pmad_efficiency": {"dist": "normal", "mean": 0.97, "sd": 0.2}}
    )  # fmt: skip
    drawn = Sampler(uncertain(given, ["pmad_efficiency"])).draw(0, 2000)["pmad_efficiency"]
    low, high = given.graph["pmad_efficiency"].limits  # type: ignore[attr-defined]
    assert low <= drawn.min() <= drawn.max() <= high


def test_what_cannot_vary_is_an_error_that_names_it() -> None:
    with pytest.raises(ScenarioError, match="satellites_required cannot vary"):
        uncertain(orbitcalc.load("google-1gw"), ["satellites_required"])


def correlate(*pairs: tuple[str, str, float]) -> str:
    tables = (f'[[correlate]]\nparams = ["{one}", "{other}"]\nrank = {rank}\n' for one, other, rank in pairs)
    return BASE + "".join(tables)


@pytest.mark.parametrize("method", METHODS)
def test_rank_correlation_comes_out_as_asked(method: str) -> None:
    scenario = load_text(correlate((THREE[0], THREE[2], -0.6)))
    chosen = uncertain(scenario, THREE)
    drawn = Sampler(chosen, 1, method, correlation_of(scenario, chosen)).draw(0, 16384)  # type: ignore[arg-type]
    assert stats.spearmanr(drawn[THREE[0]], drawn[THREE[2]])[0] == pytest.approx(-0.6, abs=0.02)
    assert stats.spearmanr(drawn[THREE[0]], drawn[THREE[1]])[0] == pytest.approx(0.0, abs=0.03)


def test_correlation_leaves_each_distribution_as_it_is() -> None:
    scenario = load_text(correlate((THREE[0], THREE[2], 0.8)))
    chosen = uncertain(scenario, THREE)
    free, linked = (
        Sampler(chosen, 1, "random", link).draw(0, 16384) for link in (None, correlation_of(scenario, chosen))
    )
    for name in THREE:
        assert stats.ks_2samp(free[name], linked[name]).pvalue > 0.001


def test_impossible_correlations_name_the_pair() -> None:
    scenario = load_text(correlate((THREE[0], THREE[1], 0.9), (THREE[1], THREE[2], 0.8), (THREE[0], THREE[2], -0.1)))
    with pytest.raises(ScenarioError, match=f"0.9 between {THREE[0]} and {THREE[1]} cannot be"):
        correlation_of(scenario, uncertain(scenario, THREE))


def test_correlations_that_need_one_another_are_possible() -> None:
    scenario = load_text(correlate((THREE[0], THREE[1], 0.9), (THREE[1], THREE[2], 0.9), (THREE[0], THREE[2], 0.8)))
    assert correlation_of(scenario, uncertain(scenario, THREE)) is not None


def test_the_order_of_a_file_changes_no_draw() -> None:
    lines = ['satellite_life = "4 to 8 yr"\n', 'array_areal_mass = "1 to 3 kg/m^2"\n']
    one, other = (load_text(BASE + "".join(order)) for order in (lines, lines[::-1]))
    drawn = [Sampler(uncertain(each)).draw(0, 10) for each in (one, other)]
    assert all(np.array_equal(drawn[0][name], drawn[1][name]) for name in drawn[0])
