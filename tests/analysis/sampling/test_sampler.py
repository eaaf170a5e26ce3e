"""SampleRows depend on the seed, the name and the number of the sample alone."""

import zlib
from typing import get_args

import numpy as np
import pytest

import orbitcalc
from orbitcalc.analysis.runs.montecarlo import mc
from orbitcalc.analysis.sampling.sampler import REPLICATES, Method, Sampler
from orbitcalc.analysis.sampling.uncertain import uncertain
from orbitcalc.scenario import load_text

BASE = 'extends = ["builtin:google-1gw"]\n'


THREE = ("array_areal_mass", "pmad_efficiency", "satellite_life")


@pytest.mark.parametrize("method", get_args(Method))
@pytest.mark.parametrize("start", [0, 1, 63, 4096])
def test_a_draw_does_not_depend_on_where_a_piece_begins(method: str, start: int) -> None:
    chosen = uncertain(orbitcalc.load("google-1gw"), THREE)
    whole = Sampler(chosen, 5, method).draw(0, 4200)  # type: ignore[arg-type]
    part = Sampler(chosen, 5, method).draw(start, 100)  # type: ignore[arg-type]
    for name in THREE:
        assert np.array_equal(whole[name][start : start + 100], part[name])


@pytest.mark.parametrize("method", get_args(Method))
def test_leaving_out_what_is_not_wanted_changes_no_draw(method: str) -> None:
    sampler = Sampler(uncertain(orbitcalc.load("google-1gw"), THREE), 5, method)  # type: ignore[arg-type]
    everything, one = sampler.draw(0, 50), sampler.draw(0, 50, {THREE[1]})
    assert list(one) == [THREE[1]]
    assert np.array_equal(everything[THREE[1]], one[THREE[1]])


def test_random_draws_do_not_depend_on_what_else_varies() -> None:
    scenario = orbitcalc.load("google-1gw")
    single, together = (Sampler(uncertain(scenario, names), 3) for names in (THREE[:1], THREE))
    assert np.array_equal(single.draw(0, 20)[THREE[0]], together.draw(0, 20)[THREE[0]])


def test_every_variable_has_a_stream_of_its_own() -> None:
    names = list(orbitcalc.load("baseline").graph)
    assert len({zlib.crc32(name.encode()) for name in names}) == len(names)


def test_another_seed_gives_other_draws() -> None:
    chosen = uncertain(orbitcalc.load("google-1gw"), THREE)
    one, other = (Sampler(chosen, seed).draw(0, 20)[THREE[0]] for seed in (1, 2))
    assert not np.isin(one, other).any()


def test_the_order_of_a_file_changes_no_draw() -> None:
    lines = ['satellite_life = "4 to 8 yr"\n', 'array_areal_mass = "1 to 3 kg/m^2"\n']
    one, other = (load_text(BASE + "".join(order)) for order in (lines, lines[::-1]))
    draws = [Sampler(uncertain(scenario)).draw(0, 10) for scenario in (one, other)]
    assert all(np.array_equal(draws[0][name], draws[1][name]) for name in draws[0])


@pytest.mark.parametrize("start", [0, 5, 64])
def test_sobol_points_are_the_same_in_pieces_and_each_scramble_is_balanced(start: int) -> None:
    inputs = uncertain(orbitcalc.load("google-1gw"), ["satellite_life", "array_areal_mass"])
    sampler = Sampler(inputs, 3, "sobol")
    whole = sampler._sobol(start, 1024, {"satellite_life"})["satellite_life"]
    pieces = [sampler._sobol(start + at, count, {"satellite_life"}) for at, count in ((0, 100), (100, 924))]
    assert np.array_equal(whole, np.concatenate([piece["satellite_life"] for piece in pieces]))
    if start == 0:
        for scramble in range(REPLICATES):
            counts = np.bincount((whole[scramble::REPLICATES] * 64).astype(int), minlength=64)
            assert (counts == 1).all()


def test_the_error_of_sobol_points_is_that_of_other_seeds() -> None:
    scenario = orbitcalc.load("google-1gw")
    runs = [mc(scenario, 2048, seed=seed, method="sobol", outputs=["fleet_mass"]) for seed in range(12)]
    items = [run.statistics["fleet_mass"] for run in runs]
    spread = np.std([item.mean for item in items], ddof=1)
    stated = np.median([item.mean_error for item in items])
    independent = items[0].sd / np.sqrt(2048)
    assert 0.5 < spread / stated < 2.0
    assert stated < 0.6 * independent
