"""What evaluates samples: NumPy, or a native kernel."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, cast, get_args

from orbitcalc import evaluate
from orbitcalc._typing import Array
from orbitcalc.scenario import Scenario

Engine = Literal["numpy", "native"]

ENGINES: tuple[str, ...] = get_args(Engine)


def engine_named(name: str) -> Engine:
    """The engine of a name.

    Raises
    ------
    ValueError
        If there is none.
    """
    if name not in ENGINES:
        raise ValueError(f"it names the engine {name}")
    return cast(Engine, name)


def engine_versions(engine: Engine) -> dict[str, str]:
    """What else can change the last digits: the compiler of a native kernel, and its samples in a vector."""
    if engine == "numpy":
        return {}
    from orbitcalc.tape.native.compiler import compiler

    return {"compiler": f"{compiler().name}, {compiler().samples} samples in a vector"}


def evaluate_columns(
    scenario: Scenario,
    samples: Mapping[str, Array],
    wanted: Iterable[str],
    count: int,
    *,
    check: bool = False,
    engine: Engine = "numpy",
) -> dict[str, Array]:
    """As `orbitcalc.evaluate.evaluate_columns`, by an engine.

    Raises
    ------
    NativeError
        If the native engine has no compiler, or it fails.
    """
    if engine == "numpy":
        return evaluate.evaluate_columns(scenario, samples, wanted, count, check=check)
    from orbitcalc.tape.native import kernel

    return kernel.evaluate_columns(scenario, samples, wanted, count, check=check)
