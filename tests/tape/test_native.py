"""The native kernel computes what NumPy does, says what it lacks, and is loaded from a private folder only."""

import ctypes
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import orbitcalc
from orbitcalc.analysis.sampling.uncertain import uncertain
from orbitcalc.errors import ModelError
from orbitcalc.evaluate import evaluate_columns
from orbitcalc.graph import Rule
from orbitcalc.tape.native import compiler, emit, kernel
from orbitcalc.tape.primitives import FUNCTIONS, REDUCTIONS
from orbitcalc.tape.tape import Tape
from orbitcalc.tape.traced import Traced
from tests.tape.differences import headline_numbers, inputs_of, random_points
from tests.tape.test_tape import EXACT


def available() -> compiler.Compiler | None:
    """The compiler, if there is one."""
    try:
        return compiler.compiler()
    except compiler.NativeError:
        return None


pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not available(), reason="there is no C compiler: the native kernel is not tested"),
]

QUICK = ("-O1", *compiler.FLAGS[1:])
"""Flags with which a kernel is compiled in half of the time."""


@pytest.fixture(autouse=True)
def caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of kernels of its own for each test."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    monkeypatch.setattr(compiler, "FLAGS", QUICK)
    kernel.kernel.cache_clear()
    yield tmp_path / "caches"
    kernel.kernel.cache_clear()


def computed(functions: dict[str, Callable[..., Any]], samples: dict[str, Any]) -> dict[str, Any]:
    """What a kernel of some functions of the samples gives."""
    tape = Tape()
    inputs = [Traced(tape, tape.add_input(name)) for name in samples]
    with np.errstate(all="ignore"):
        outputs = {name: function(*inputs).elements for name, function in functions.items()}
    text = emit.Kernel(tape, outputs, emit.Drawing(tuple(samples))).text()
    library, count = compiler.load(text), len(next(iter(samples.values())))
    results = np.full((sum(item.size for item in outputs.values()), count), 7.0)
    columns = kernel.addresses(samples.values()), kernel.addresses(results)
    library.kernel(ctypes.c_long(count), *(ctypes.c_void_p(item.ctypes.data) for item in columns))
    ends = np.cumsum([item.size for item in outputs.values()])[:-1]
    return dict(zip(outputs, np.split(results, ends), strict=True))


NUMBERS = np.array([0.0, -0.0, 1.0, -1.0, 0.3, -0.7, 2.0, -3.0, 30.5, -1e300, 1e300, 5e-310, np.inf, -np.inf, np.nan])

PAIRS = {"x": np.repeat(NUMBERS, len(NUMBERS)), "y": np.tile(NUMBERS, len(NUMBERS))}

UNARY = [name for name, function in FUNCTIONS.items() if getattr(function, "nin", 3) == 1]

BINARY = [name for name, function in FUNCTIONS.items() if getattr(function, "nin", 3) == 2]


def test_every_primitive_of_numbers_without_end_or_value() -> None:
    """Zeros of both signs, subnormal and largest numbers, infinity and nan, each with each."""
    as_number = {name: lambda condition: np.where(condition, 1.0, 0.0) for name in FUNCTIONS if "logical" in name}

    def primitive(name: str) -> Callable[..., Any]:
        function, truth = FUNCTIONS[name], name in as_number
        arguments = (lambda x, y: (x > 0.0, y > 0.0)) if truth else (lambda x, y: (x, y))
        return lambda x, y: function(*arguments(x, y)[: 1 if name in UNARY else 2])

    functions = {name: primitive(name) for name in (*UNARY, *BINARY)}
    values = computed(functions, PAIRS)
    for name, function in functions.items():
        with np.errstate(all="ignore"):
            expected = function(*PAIRS.values()).astype(float)
        np.testing.assert_allclose(values[name][0], expected, rtol=1e-14, atol=1e-320, err_msg=name)


SERIES: dict[str, Callable[..., Any]] = {
    "sums, least and greatest": lambda x, y: (
        np.sum(years(x, y), axis=0) + np.min(years(x, y), axis=0) - np.max(years(x, y), axis=0)
    ),
    "a difference of neighbours": lambda x, y: np.diff(np.exp(years(x, y)), axis=0) * y,
    "one that reads the other shifted": lambda x, y: np.sqrt(np.abs(years(x, y)))[1:] * (years(x, y) + 1.0)[:-1],
    "every second one": lambda x, y: np.abs(years(x, y))[::2] + 1.0,
    "backwards": lambda x, y: (years(x, y) * 2.0)[::-1] + years(x, y),
    "numbers that become a series": lambda x, y: np.stack([x + 1.0, y * 2.0, x * y]) * 3.0,
    "inputs as a series": lambda x, y: np.stack([x, y]) * 2.0,
    "totals": lambda x, y: np.cumsum(years(x, y), axis=0),
    "conditions along years": lambda x, y: np.where(years(x, y) > 3.0, years(x, y), np.arange(6.0)[:, np.newaxis]),
    "a table of constants": lambda x, y: np.take(np.asarray([3.0, 5.0, 7.0], like=x), np.floor(x).astype(int)),
    "a table of what varies": lambda x, y: (
        np.take(
            np.reshape(np.concatenate([years(x, y), np.ones((1, *x.shape), like=x)]), (-1,))
            if isinstance(x, Traced)
            else np.concatenate([years(x, y), np.ones((1, *x.shape))]),
            np.floor(np.abs(y)).astype(int),
        )
        if isinstance(x, Traced)
        else np.concatenate([years(x, y), np.ones((1, *x.shape))])[np.floor(np.abs(y)).astype(int), np.arange(len(x))]
    ),
}


def years(x: Any, y: Any) -> Any:
    """A series of six elements."""
    return x * np.arange(6.0)[:, np.newaxis] + y


def test_series() -> None:
    generator = np.random.default_rng(1)
    samples = {name: generator.uniform(0.0, 2.9, 21) for name in ("x", "y")}
    values = computed(SERIES, samples)
    for name, function in SERIES.items():
        expected = np.atleast_2d(function(*samples.values()))
        np.testing.assert_allclose(values[name].reshape(expected.shape), expected, rtol=1e-14, err_msg=name)


def test_what_a_tape_simplifies_keeps_its_meaning() -> None:
    """The functions for which the tape itself is tested, with numbers without end or value."""
    values = computed(EXACT, PAIRS)
    for name, function in EXACT.items():
        with np.errstate(all="ignore"):
            expected = function(*PAIRS.values())
        np.testing.assert_allclose(values[name][0], expected, rtol=1e-13, atol=1e-320, err_msg=name)


@pytest.mark.long
@pytest.mark.skipif("__x86_64__" not in getattr(available(), "macros", ""), reason="flags of x86")
@pytest.mark.parametrize("flags", [("-mno-avx512f",), ("-mno-avx",), ("-mno-avx512f", "-UVECTOR_LIBRARY")])
def test_vectors_of_other_processors(flags: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """Four samples in a vector, and two, and without the vector functions of the C library."""
    monkeypatch.setattr(compiler, "FLAGS", (*QUICK, *flags))
    if "-UVECTOR_LIBRARY" in flags:
        monkeypatch.setattr(compiler.Compiler, "libraries", ("-lm",))
    test_every_primitive_of_numbers_without_end_or_value()
    test_series()
    test_what_a_tape_simplifies_keeps_its_meaning()


@pytest.mark.parametrize("count", [1, 7, 8, 9, 100])
def test_a_sample_has_the_same_bits_beside_any_others(count: int) -> None:
    functions = {"": lambda x, y: np.exp(x) * np.power(np.abs(y), 0.3) + np.log1p(np.abs(x))}
    generator = np.random.default_rng(2)
    samples = {name: generator.uniform(-3.0, 3.0, 100) for name in ("x", "y")}
    whole = computed(functions, samples)[""][0]
    part = computed(functions, {name: column[-count:].copy() for name, column in samples.items()})[""][0]
    np.testing.assert_array_equal(part, whole[-count:])


@pytest.mark.long
@pytest.mark.parametrize("name", tuple(orbitcalc.scenarios())[::4])
def test_headline_outputs_of_scenarios(name: str) -> None:
    """By all inputs at random points; `evaluate_columns` compares the first samples, this test others."""
    scenario = orbitcalc.load(name)
    outputs = headline_numbers(scenario)
    points = random_points(scenario, inputs_of(scenario, outputs), 3000)
    kernel.evaluate_columns(scenario, {key: column[:500] for key, column in points.items()}, outputs, 500)
    values = kernel.evaluate_columns(scenario, points, outputs, 3000)
    expected = evaluate_columns(scenario, points, outputs, 3000)
    assert kernel.first_disagreement(values, expected) == ""


def test_followers_and_sampled_results() -> None:
    """What follows a sampled input moves with it, and a sampled result replaces its rule."""
    scenario = orbitcalc.load("google-1gw")
    samples = {"satellite_wet_mass": np.linspace(800.0, 1200.0, 11), "satellite_life": np.linspace(1e8, 2e8, 11)}
    outputs = ["satellite_wet_mass", "fleet_mass", "altitude"]
    values = kernel.evaluate_columns(scenario, samples, outputs, 11)
    expected = evaluate_columns(scenario, samples, outputs, 11)
    for name in outputs:
        np.testing.assert_allclose(values[name], expected[name], rtol=1e-12)
    moved = orbitcalc.load("mccalip")
    follower, leader = next(iter(moved.followers.items()))
    column = {leader: moved.numbers[leader] * np.linspace(0.9, 1.1, 5)}
    every = [name for name, item in moved.graph.of(Rule).items() if not item.axis and name in moved.graph.headline]
    for name, own in kernel.evaluate_columns(moved, column, every, 5).items():
        np.testing.assert_allclose(own, evaluate_columns(moved, column, every, 5)[name], rtol=1e-10, err_msg=follower)


# The check on the spot

WRONG = {
    "log1p": "v_log({0})",
    "expm1": "v_exp({0})",
    "exp": "v_expm1({0})",
    "sqrt": "v_cbrt({0})",
    "minimum": "max({0},{1})",
    "maximum": "min({0},{1})",
    "floor": "v_ceil({0})",
    "less": "{0}>{1}",
    "where": "choose({0},{2},{1})",
    "subtract": "{1}-{0}",
    "power": "v_pow({1},{0})",
    "log": "v_log1p({0})",
}
"""Primitives that move an output of mc in the first samples, each written as another one."""


def refused(name: str, inputs: list[str], outputs: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A kernel with a wrong primitive is refused at its first samples."""
    scenario = orbitcalc.load("google-1gw")
    monkeypatch.setitem(emit.EXPRESSIONS, name, WRONG[name])
    points = random_points(scenario, inputs, 50)
    with pytest.raises(ModelError, match=r"the native kernel does not compute '\w+' as NumPy does"):
        kernel.evaluate_columns(scenario, points, outputs, 50)


@pytest.mark.parametrize("name", ["log1p", "expm1"])
def test_a_wrong_primitive_is_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    refused(name, ["discount_rate"], ["ground_levelised_cost"], monkeypatch)


@pytest.mark.long
@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_primitive_is_refused_among_all_inputs(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = orbitcalc.load("google-1gw")
    inputs = [item.name for item in uncertain(scenario)]
    refused(name, inputs, list(scenario.graph.with_role("monte-carlo")), monkeypatch)


@pytest.mark.parametrize(("name", "wrong"), [("sin", "v_cos({0})"), ("cos", "v_cos({0})*(1.0+1e-9)")])
def test_a_wrong_primitive_that_no_output_moves_with_is_refused(
    name: str, wrong: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At one inclination, the season's sines and cosines hardly move the number of satellites."""
    scenario = orbitcalc.load("google-1gw")
    assert kernel.wrong_primitive(FUNCTIONS) == ""
    monkeypatch.setitem(emit.EXPRESSIONS, name, wrong)
    assert kernel.wrong_primitive(["add", name]) == name
    points = {"altitude": np.full(8, scenario.numbers["altitude"])}
    with pytest.raises(ModelError, match="does not compute"):
        kernel.evaluate_columns(scenario, points, ["satellites_required"], 8)


def test_the_first_variable_that_differs_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the chain from satellites in place to their mass, the first."""
    scenario = orbitcalc.load("google-1gw")
    monkeypatch.setitem(emit.EXPRESSIONS, "ceil", "v_floor({0})-1.0")
    points = {"accelerator_failure_rate": scenario.numbers["accelerator_failure_rate"] * np.linspace(0.9, 1.1, 20)}
    with pytest.raises(ModelError, match="'satellites_active'"):
        kernel.evaluate_columns(scenario, points, ["fleet_mass"], 20)


def test_every_primitive_is_written() -> None:
    assert FUNCTIONS.keys() == emit.EXPRESSIONS.keys()
    assert REDUCTIONS.keys() == emit.JOINED.keys()


# The compiler and its folder

TEXT = "int answer(void) { return 42; }"


def test_a_kernel_is_compiled_once(caches: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert compiler.load(TEXT).answer() == 42
    (path,) = (caches / "orbitcalc" / "native").iterdir()
    assert (path.parent.stat().st_mode & 0o777, path.stat().st_mode & 0o777) == (0o700, 0o700)
    monkeypatch.setattr(compiler, "_compile", lambda *_: pytest.fail("compiled again"))
    assert compiler.load(TEXT).answer() == 42
    with pytest.raises(pytest.fail.Exception):
        compiler.load(TEXT + " ")
    monkeypatch.setattr(compiler, "FLAGS", (*QUICK, "-g"))
    with pytest.raises(pytest.fail.Exception):
        compiler.load(TEXT)


def test_the_kernels_used_last_are_kept(caches: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiler, "KEPT", 2)
    for number in range(4):
        compiler.load(f"int answer(void) {{ return {number}; }}")
    assert len(list((caches / "orbitcalc" / "native").iterdir())) == 2


@pytest.mark.parametrize("part", [".", "orbitcalc", "orbitcalc/native", "kernel"])
def test_nothing_is_loaded_from_where_others_can_write(part: str, caches: Path) -> None:
    compiler.load(TEXT)
    (path,) = (caches / "orbitcalc" / "native").iterdir()
    (path if part == "kernel" else caches / part).chmod(0o777)
    with pytest.raises(compiler.NativeError, match="others can write to"):
        compiler.load(TEXT)


def test_a_kernel_that_is_a_link_is_refused(caches: Path, tmp_path: Path) -> None:
    compiler.load(TEXT)
    (path,) = (caches / "orbitcalc" / "native").iterdir()
    path.rename(tmp_path / "elsewhere.so")
    path.symlink_to(tmp_path / "elsewhere.so")
    with pytest.raises(compiler.NativeError, match="others can write to"):
        compiler.load(TEXT)


def test_a_folder_that_cannot_be_made_is_one_line(caches: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    caches.write_text("a file")
    with pytest.raises(compiler.NativeError, match=r"cannot be kept or loaded: .*use --engine numpy"):
        compiler.load(TEXT)
    monkeypatch.setattr("sys.platform", "win32")
    compiler.compiler.cache_clear()
    with pytest.raises(compiler.NativeError, match="needs Linux or macOS"):
        compiler.compiler()
    compiler.compiler.cache_clear()


def test_a_damaged_kernel_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiler, "_compile", lambda own, text, path: path.write_bytes(b"no library"))
    with pytest.raises(compiler.NativeError, match="cannot be kept or loaded"):
        compiler.load("int answer(void) { return 43; }")


def test_a_text_that_is_no_c_is_one_line() -> None:
    with pytest.raises(compiler.NativeError, match=r"fails: .*error.*; use --engine numpy"):
        compiler.load("this is no C")
