"""Rank correlations: reached, and without effect on each distribution."""

from typing import get_args

import pytest
from scipy import stats

from orbitcalc.analysis.sampling.correlation import correlation_of
from orbitcalc.analysis.sampling.sampler import Method, Sampler
from orbitcalc.analysis.sampling.uncertain import uncertain
from orbitcalc.errors import ScenarioError
from orbitcalc.scenario import load_text

BASE = 'extends = ["builtin:google-1gw"]\n'


THREE = ("array_areal_mass", "pmad_efficiency", "satellite_life")


def correlate(*pairs: tuple[str, str, float]) -> str:
    tables = (f'[[correlate]]\nparams = ["{one}", "{other}"]\nrank = {rank}\n' for one, other, rank in pairs)
    return BASE + "".join(tables)


@pytest.mark.parametrize("method", get_args(Method))
def test_rank_correlation_comes_out_as_asked(method: str) -> None:
    scenario = load_text(correlate((THREE[0], THREE[2], -0.6)))
    chosen = uncertain(scenario, THREE)
    samples = Sampler(chosen, 1, method, correlation_of(scenario, chosen)).draw(0, 16384)  # type: ignore[arg-type]
    assert stats.spearmanr(samples[THREE[0]], samples[THREE[2]])[0] == pytest.approx(-0.6, abs=0.02)
    assert stats.spearmanr(samples[THREE[0]], samples[THREE[1]])[0] == pytest.approx(0.0, abs=0.03)


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
    with pytest.raises(ScenarioError, match=f"0.9 between {THREE[0]} and {THREE[1]} is impossible"):
        correlation_of(scenario, uncertain(scenario, THREE))


def test_correlations_that_need_one_another_are_possible() -> None:
    scenario = load_text(correlate((THREE[0], THREE[1], 0.9), (THREE[1], THREE[2], 0.9), (THREE[0], THREE[2], 0.8)))
    assert correlation_of(scenario, uncertain(scenario, THREE)) is not None
