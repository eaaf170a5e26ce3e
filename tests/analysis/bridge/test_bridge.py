"""Bridges: closed forms, brute force over orders, the axioms of Shapley's value, what has no value, the command."""

from __future__ import annotations

import itertools
import json
import math
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import orbitcalc
from orbitcalc.analysis.bridge import shapley
from orbitcalc.analysis.bridge.bridge import Bridge, bridge
from orbitcalc.analysis.bridge.mixtures import Given, Mixtures, Player, players
from orbitcalc.errors import ScenarioError
from orbitcalc.graph import Graph, choice, parameter, rule
from orbitcalc.report.waterfall import Bar, extents, waterfall
from tests.cli.command_line import Shell
from tests.cli.conftest import shell  # noqa: F401 - a fixture

MCCALIP, SUNCATCHER = "mccalip", "suncatcher-launched-power"
SUMS = 1e-9
"""Relative accuracy of a sum of contributions, from the acceptance of the command."""


def between(first: str, second: str, of: str, changes: dict[str, str] | None = None, **options: Any) -> Bridge:
    """A bridge between shipped scenarios, the second with changes."""
    end = orbitcalc.load(second)
    return bridge(orbitcalc.load(first), end.with_(changes) if changes else end, of, **options)


def by_orders(game: shapley.Game, count: int) -> np.ndarray[Any, Any]:
    """Shapley's value as its definition has it: the mean over every order, each walked one by one."""
    total = np.zeros(count)
    for order in itertools.permutations(range(count)):
        taken = np.zeros((count + 1, count), dtype=bool)
        for step, player in enumerate(order, 1):
            taken[step:, player] = True
        gains = np.diff(game(taken))
        total[list(order)] += gains
    return total / math.factorial(count)


# The value itself


def test_three_players_in_closed_form() -> None:
    """A glove game: player 0 has a left glove, 1 and 2 a right one each; a pair is worth 1: 2/3, 1/6, 1/6."""
    pair = shapley.share_out(lambda taken: (taken[:, 0] & (taken[:, 1] | taken[:, 2])).astype(float), 3)
    np.testing.assert_allclose(pair.shares, [2 / 3, 1 / 6, 1 / 6], rtol=1e-14)
    assert pair.exact
    assert pair.kept == 1.0


def test_a_product_of_three_factors_in_closed_form() -> None:
    """a b c from (1, 1, 1) to (2, 3, 5): for the first, (1/3)(1 + 15) + (1/6)(3 + 5) of its own step, and so on."""
    ends = np.array([2.0, 3.0, 5.0])
    found = shapley.share_out(lambda taken: np.where(taken, ends, 1.0).prod(axis=1), 3)
    expected = [
        (own - 1.0) * ((1.0 + one * two) / 3.0 + (one + two) / 6.0)
        for own, one, two in ((2.0, 3.0, 5.0), (3.0, 2.0, 5.0), (5.0, 2.0, 3.0))
    ]
    np.testing.assert_allclose(found.shares, expected, rtol=1e-13)
    assert found.shares.sum() == pytest.approx(29.0, rel=1e-13)


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 5), st.integers(0, 2**32 - 1))
def test_exact_shares_are_the_mean_over_orders(count: int, seed: int) -> None:
    values = np.random.default_rng(seed).normal(size=1 << count)
    game = tabled(values)
    np.testing.assert_allclose(shapley.exactly(game, count).shares, by_orders(game, count), atol=1e-12)


def tabled(values: np.ndarray[Any, Any]) -> shapley.Game:
    """A game by its table of values; bit i of the row is player i."""

    def game(taken: shapley.Coalitions) -> shapley.Numbers:
        return np.asarray(values[(taken << np.arange(taken.shape[1])).sum(axis=1)])

    return game


def test_drawn_orders_approach_the_exact_shares_within_their_errors() -> None:
    game = tabled(np.random.default_rng(7).normal(size=1 << 8))
    exact = shapley.share_out(game, 8)
    drawn = shapley.share_out(game, 8, limit=4, orders=4000, seed=3)
    assert not drawn.exact
    assert np.all(np.abs(drawn.shares - exact.shares) < 5.0 * drawn.errors)
    assert np.all(drawn.errors < 0.05)
    assert drawn.shares.sum() == pytest.approx(exact.shares.sum(), rel=1e-12)


def test_the_seed_fixes_the_draw() -> None:
    game = tabled(np.random.default_rng(1).normal(size=1 << 6))
    one, same, other = (shapley.by_drawing(game, 6, 20, seed).shares for seed in (5, 5, 6))
    np.testing.assert_array_equal(one, same)
    assert not np.array_equal(one, other)


def test_orders_through_a_coalition_without_value_are_left_out() -> None:
    """With {0} unknown, 1 comes first: (v1 - v, v01 - v1) in the one order that is left."""
    found = shapley.share_out(tabled(np.array([1.0, np.nan, 4.0, 9.0])), 2)
    np.testing.assert_allclose(found.shares, [5.0, 3.0])
    assert found.kept == 0.5
    assert found.unknown.tolist() == [[True, False]]


def test_one_drawn_order_has_no_known_error() -> None:
    values = np.array([1.0, np.nan, 4.0, 9.0])
    drawn = shapley.by_drawing(tabled(values), 2, 4, 0)
    np.testing.assert_allclose(drawn.shares, [5.0, 3.0])
    np.testing.assert_array_equal(drawn.errors, [0.0, 0.0])  # the same order every time
    alone = shapley._errors(np.array([[1.0, 2.0], [np.nan, np.nan]]))
    assert np.isnan(alone).all()


def test_no_order_left_is_refused() -> None:
    with pytest.raises(shapley.NoOrderError):
        shapley.share_out(tabled(np.array([1.0, np.nan, np.nan, 9.0])), 2)
    with pytest.raises(shapley.NoOrderError):
        shapley.by_drawing(tabled(np.array([1.0, np.nan, np.nan, 9.0])), 2, 10, 0)


# Axioms on small graphs of our own

OPERATIONS: tuple[Callable[[Any, Any], Any], ...] = (
    lambda a, b: a + b, lambda a, b: a * b, lambda a, b: a - 2.0 * b, lambda a, b: np.maximum(a, b),
)  # fmt: skip


def small_graph(code: tuple[tuple[int, int, int], ...], inputs: int) -> tuple[Graph, str]:
    """Inputs x0, x1, ... and rules y0, y1, ..., each an operation on two variables before it."""
    module = ModuleType("toy.numbers")
    names = [f"x{i}" for i in range(inputs)]
    for name in names:
        setattr(module, name, parameter("1", "an input", source="assumption"))
    for index, (operation, left, right) in enumerate(code):
        one, two = names[left % len(names)], names[right % len(names)]
        scope: dict[str, Any] = {"combine": OPERATIONS[operation]}
        arguments = one if one == two else f"{one}, {two}"
        exec(f"def y{index}({arguments}): return combine({one}, {two})", scope)  # rules are known by their arguments
        setattr(module, f"y{index}", rule("1", "a result")(scope[f"y{index}"]))
        names.append(f"y{index}")
    return Graph([module]), names[-1]


CODE = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=6).map(tuple)
NUMBERS = st.lists(st.integers(-3, 3).map(float), min_size=4, max_size=4)


@settings(deadline=None, max_examples=60)
@given(CODE, NUMBERS, NUMBERS)
def test_shares_on_random_graphs_keep_the_axioms(
    code: tuple[tuple[int, int, int], ...], before: list[float], after: list[float]
) -> None:
    graph, wanted = small_graph(code, 4)
    first, second = (Given({f"x{i}": x for i, x in enumerate(numbers)}) for numbers in (before, after))
    found = players(graph, first, second, wanted)
    assert all(before[int(p.name[1])] != after[int(p.name[1])] for p in found), "an input equal in both is no player"
    game = Mixtures(graph, first, second, wanted, tuple(found))
    got = shapley.share_out(game, len(found)).shares
    ends = [graph.plan([wanted], g.values, {}).evaluate(g.values)[wanted] for g in (first, second)]
    assert got.sum() == pytest.approx(ends[1] - ends[0], abs=1e-9)
    np.testing.assert_allclose(got, by_orders(game, len(found)), atol=1e-9)
    turned = Mixtures(graph, first, second, wanted, tuple(reversed(found)))
    np.testing.assert_allclose(shapley.share_out(turned, len(found)).shares[::-1], got, atol=1e-9)
    back = Mixtures(graph, second, first, wanted, tuple(found))
    np.testing.assert_allclose(shapley.share_out(back, len(found)).shares, -got, atol=1e-9)


def test_inputs_that_do_the_same_get_the_same() -> None:
    graph, wanted = small_graph(((0, 0, 1), (1, 3, 2)), 3)  # (x0 + x1) x2
    first, second = Given({"x0": 1.0, "x1": 1.0, "x2": 2.0}), Given({"x0": 4.0, "x1": 4.0, "x2": 5.0})
    got = shapley.share_out(Mixtures(graph, first, second, wanted, tuple(players(graph, first, second, wanted))), 3)
    assert got.shares[0] == pytest.approx(got.shares[1], rel=1e-13)


def choosing_graph() -> Graph:
    """total = near, or length x 2 where the way is far; near = length + extra."""
    length, extra = (parameter("1 m", "an input", source="assumption") for _ in range(2))
    way = choice("near", "far", meaning="which way")

    def near(length: Any, extra: Any) -> Any:
        return length + extra

    def total(near: Any) -> Any:
        return near

    whole = rule("m", "a result")(total)
    far = whole.when(way="far")(lambda length: 2.0 * length)
    module = ModuleType("toy.ways")
    vars(module).update(length=length, extra=extra, way=way, near=rule("m", "a result")(near), total=whole, far=far)
    return Graph([module])


def test_a_choice_that_differs_is_a_player() -> None:
    """From near 3 + 1 to far 2 x 5: by hand, way (1/2)((6 - 4) + (10 - 6)) = 3 and length 3."""
    graph = choosing_graph()
    first = Given({"length": 3.0, "extra": 1.0}, {"way": "near"})
    second = Given({"length": 5.0, "extra": 1.0}, {"way": "far"})
    found = players(graph, first, second, "total")
    assert [player.name for player in found] == ["length", "way"]
    got = shapley.share_out(Mixtures(graph, first, second, "total", tuple(found)), 2)
    np.testing.assert_allclose(got.shares, [0.5 * ((6 - 4) + (10 - 6)), 0.5 * ((6 - 4) + (10 - 6))])


def test_a_value_given_on_one_side_moves_with_what_matters_only_to_its_rule() -> None:
    graph = choosing_graph()
    first = Given({"length": 3.0, "extra": 1.0}, {"way": "near"})
    second = Given({"length": 3.0, "extra": 2.0, "near": 9.0}, {"way": "near"})
    assert players(graph, first, second, "total") == [Player("near", "ways", ("near", "extra"))]
    game = Mixtures(graph, first, second, "total", tuple(players(graph, first, second, "total")))
    np.testing.assert_allclose(game(np.array([[False], [True]])), [4.0, 9.0])


def test_two_unknown_numbers_do_not_differ() -> None:
    graph = choosing_graph()
    sides = [Given({"length": 3.0, "extra": np.nan}, {"way": "near"}) for _ in range(2)]
    assert players(graph, *sides, "total") == []


# The model


@pytest.mark.parametrize(
    ("first", "second", "of"),
    [
        (MCCALIP, SUNCATCHER, "cost_per_watt"),
        ("baseline", "nasa-otps-rd1", "cost_ratio"),
        ("baseline", "google-1gw", "cost_ratio"),
    ],
)
@pytest.mark.parametrize("group_by", ["group", "input"])
def test_contributions_sum_to_the_difference(first: str, second: str, of: str, group_by: Any) -> None:
    found = between(first, second, of, group_by=group_by, orders=20)
    scale = abs(found.difference) or abs(found.start)
    assert sum(part.contribution for part in found.parts) == pytest.approx(found.difference, abs=SUMS * scale)
    for part in found.parts:
        if part.parts:
            inner = sum(each.contribution for each in part.parts)
            assert inner == pytest.approx(part.contribution, abs=SUMS * scale)


def test_the_model_agrees_with_brute_force_over_orders_evaluated_one_by_one() -> None:
    """Three inputs, each order walked with scenarios of their own: a second way to the same mixtures."""
    changes = {"launch_price": "300 USD_2025/kg", "satellite_life": "8 yr", "cost_boundary": "without-accelerators"}
    base = orbitcalc.load("baseline")
    found = bridge(base, base.with_(changes), "cost_per_watt")
    expected = dict.fromkeys(changes, 0.0)
    for order in itertools.permutations(changes):
        taken: dict[str, str] = {}
        before = base.run().value_si("cost_per_watt")
        for name in order:
            taken[name] = changes[name]
            after = base.with_(dict(taken)).run().value_si("cost_per_watt")
            expected[name] += (after - before) / 6.0
            before = after
    got = {part.name: part.contribution for part in found.parts}
    assert got == pytest.approx(expected, rel=1e-9, abs=1e-12 * abs(found.start))


def test_the_order_of_changes_does_not_matter() -> None:
    changes = {"altitude": "800 km", "vehicle": "new-glenn", "satellite_life": "7 yr", "sparing_policy": "lose"}
    one = between("google-1gw", "google-1gw", "cost_ratio", changes)
    other = between("google-1gw", "google-1gw", "cost_ratio", dict(reversed(changes.items())))
    assert one.parts == other.parts
    assert [part.name for part in one.parts if part.contribution] != []


def test_an_input_equal_in_both_is_not_listed() -> None:
    same = orbitcalc.load("baseline")["satellite_life"].text
    found = between("baseline", "baseline", "cost_ratio", {"satellite_life": same, "altitude": "700 km"})
    assert [part.name for part in found.parts] == ["altitude"]


def test_the_way_back_is_the_same_with_the_sign_turned() -> None:
    there, back = (between(*pair, "cost_per_watt") for pair in ((MCCALIP, SUNCATCHER), (SUNCATCHER, MCCALIP)))
    turned = {part.name: -part.contribution for part in back.parts}
    assert {part.name: part.contribution for part in there.parts} == pytest.approx(turned, rel=1e-9)


def test_a_catalogue_entry_is_one_player_with_its_values() -> None:
    found = between("baseline", "baseline", "cost_per_watt", {"vehicle": "new-glenn"})
    (part,) = found.parts
    assert part.name == "vehicle"
    assert {"payload_reference", "launch_list_price"} <= set(part.variables)
    assert part.contribution == pytest.approx(found.difference, rel=SUMS)


def test_what_an_entry_speaks_for_moves_with_it() -> None:
    """McCalip gives 100 t to orbit; Suncatcher leaves the payload of its own vehicle to be computed."""
    found = between(MCCALIP, SUNCATCHER, "cost_per_watt", group_by="input", orders=4)
    owner = {name: part.name for part in found.parts for name in part.variables}
    assert owner["payload_to_orbit"] == "vehicle"
    assert owner["launch_price"] == "launch_price"
    assert owner["mass_basis"] == "satellite_wet_mass"


def test_mixtures_at_both_ends_are_the_scenarios() -> None:
    found = between("baseline", MCCALIP, "fleet_mass", group_by="group")
    assert found.start == orbitcalc.load("baseline").run().value_si("fleet_mass")
    assert found.end == orbitcalc.load(MCCALIP).run().value_si("fleet_mass")


def test_an_end_without_value_is_refused_with_its_reason() -> None:
    with pytest.raises(ScenarioError, match="target power is not reached"):
        between("baseline", SUNCATCHER, "deployment_time")


@pytest.mark.parametrize(
    ("of", "said"), [("feasible", "word"), ("power_online", "series"), ("cost_raito", "cost_ratio")]
)
def test_what_cannot_be_explained_is_refused(of: str, said: str) -> None:
    with pytest.raises(ScenarioError, match=said):
        between("baseline", MCCALIP, of)


def test_mixtures_without_value_are_named_and_left_out() -> None:
    found = between("baseline", "nasa-otps-rd1", "deployment_time", group_by="group")
    assert 0.0 < found.kept < 1.0
    assert any("no value" in text for text in found.unknown)
    assert sum(part.contribution for part in found.parts) == pytest.approx(found.difference, rel=SUMS)


# The command


def test_the_paragraph_says_both_values_what_each_counts_and_what_differs(shell: Shell) -> None:  # noqa: F811
    outcome = shell("bridge", MCCALIP, SUNCATCHER, "--of", "cost_per_watt")
    assert outcome.code == 0, outcome.err
    said = " ".join(outcome.out.partition("\n\n")[0].split())
    for each in (orbitcalc.load(MCCALIP), orbitcalc.load(SUNCATCHER)):
        assert each.run().text("cost_per_watt") in said
    assert "They do not count the same: the first counts everything but the accelerators" in said
    assert "launch price from 500 USD_2025/kg to 3,600 USD_2025/kg" in said
    assert said.count("wards") == 4, "three contributions and the rest"
    assert "Figure: orbitcalc bridge" in outcome.out


def test_json_holds_everything(shell: Shell) -> None:  # noqa: F811
    found = json.loads(shell("bridge", MCCALIP, SUNCATCHER, "--of", "cost_per_watt", "-f", "json").out)
    assert found["format"] == "orbitcalc.bridge/1"
    assert found["unit"] == "USD_2025/W"
    total = sum(part["contribution"] for part in found["parts"])
    assert total == pytest.approx(found["second"]["value"] - found["first"]["value"], rel=SUMS)
    launch = next(part for part in found["parts"] if part["name"] == "launch")
    price = next(part for part in launch["parts"] if part["name"] == "launch_price")["inputs"][0]
    assert (price["first"]["value"], price["second"]["value"]) == (500.0, 3600.0)
    assert found["provenance"]["orbitcalc"] == orbitcalc.__version__


def test_csv_and_markdown(shell: Shell) -> None:  # noqa: F811
    rows = shell("bridge", "baseline", "baseline", "-s", "2:altitude=700 km", "-f", "csv").out.splitlines()
    assert [row.split(",")[1] for row in rows] == ["name", "baseline", "altitude", "baseline"]
    assert "|   altitude |" in shell("bridge", "baseline", "baseline", "-s", "2:altitude=700 km", "-f", "md").out


def test_an_override_for_no_scenario_is_refused(shell: Shell) -> None:  # noqa: F811
    outcome = shell("bridge", "baseline", MCCALIP, "-s", "google:altitude=700 km")
    assert outcome.code == 2
    assert "not named here" in outcome.err


def test_an_error_that_is_not_known_is_null_in_json(shell: Shell) -> None:  # noqa: F811
    call = ("bridge", "baseline", "nasa-otps-rd1", "--of", "deployment_time", "--group-by", "input", "--orders", "100")
    found = json.loads(shell(*call, "-f", "json").out)
    assert not found["exact"]
    assert 0.0 < found["orders_kept"] < 1.0
    assert {type(part["error"]) for part in found["parts"]} <= {float, type(None)}


def test_a_date_is_shown_as_one(shell: Shell) -> None:  # noqa: F811
    text = shell("bridge", "baseline", "baseline", "-s", "2:target_power=0.5 GW", "--of", "full_power_date").out
    date = orbitcalc.load("baseline").run().text("full_power_date")
    assert text.count(date) == 2, "in the paragraph and in the table"


def test_nothing_to_explain(shell: Shell) -> None:  # noqa: F811
    assert "no difference to explain" in shell("bridge", "baseline", "baseline").out


# The figure


def test_the_waterfall_ends_where_it_should() -> None:
    bars = [Bar("a", 3.0, "3", total=True), Bar("x", 4.0, "+4"), Bar("y", -2.0, "-2"), Bar("b", 5.0, "5", total=True)]
    assert extents(bars) == [(0.0, 3.0), (3.0, 7.0), (7.0, 5.0), (0.0, 5.0)]


def test_the_waterfall_is_svg_with_a_text_in_its_place_for_light_and_dark() -> None:
    drawn = waterfall("A & B <1>", [Bar("a", -1.0, "-1", total=True), Bar("x", 2.0, "+2")], "from a & on")
    root = ElementTree.fromstring(drawn)
    space = "{http://www.w3.org/2000/svg}"
    assert root.find(f"{space}title").text == "A & B <1>"  # type: ignore[union-attr]
    assert root.find(f"{space}desc").text == "from a & on"  # type: ignore[union-attr]
    assert root.get("role") == "img"
    assert "prefers-color-scheme: dark" in drawn
    rows = [each for each in root.findall(f"{space}rect") if each.get("class") in ("total", "up", "down")]
    widths = [float(each.get("width", 0)) for each in rows]
    assert widths[1] == pytest.approx(2.0 * widths[0], abs=0.2)


def test_the_command_draws_and_does_not_overwrite(shell: Shell, tmp_path: Path) -> None:  # noqa: F811
    call = ("bridge", MCCALIP, SUNCATCHER, "--of", "cost_per_watt", "--figure", "bridge.svg")
    assert shell(*call).code == 0
    text = (tmp_path / "bridge.svg").read_text(encoding="utf-8")
    root = ElementTree.fromstring(text)
    bars = [each for each in root.iter() if each.get("class") in ("total", "up", "down")]
    assert len(bars) == 2 + len(between(MCCALIP, SUNCATCHER, "cost_per_watt").parts)
    assert "<script" not in text
    assert shell(*call).code == 2
    assert shell(*call, "--force").code == 0
