"""orbitcalc: how many satellites, launches, years and dollars a computing cluster in orbit needs.

    >>> import orbitcalc
    >>> scenario = orbitcalc.load("google-1gw")
    >>> result = scenario.with_({"it_power_per_satellite": "1 MW"}).run()
    >>> result.value("satellites_nameplate")
    1000.0

Questions put to a scenario are functions: `mc`, `sobol`, `sweep`, `tornado`, `breakeven`, `optimise`, `compare` ...
Every answer has `plot`, `to_pandas` and `to_xarray`, and shows itself in a notebook.

Importing the package is cheap: each public name is imported on first use, and NumPy and pint with it.
"""

from typing import TYPE_CHECKING, Any

from orbitcalc import hooks

__version__ = "0.1.0"

if TYPE_CHECKING:
    from orbitcalc.analysis.breakeven.answer import breakeven
    from orbitcalc.analysis.bridge.bridge import bridge
    from orbitcalc.analysis.insight.compare import compare
    from orbitcalc.analysis.optimise.optimum import optimise
    from orbitcalc.analysis.optimise.pareto import pareto
    from orbitcalc.analysis.runs.montecarlo import mc, read_run
    from orbitcalc.analysis.sensitivity.sobol import sobol
    from orbitcalc.analysis.sensitivity.sweep import sweep
    from orbitcalc.analysis.sensitivity.tornado import tornado
    from orbitcalc.analysis.studies.verify import verify
    from orbitcalc.cli.studies import run_study
    from orbitcalc.errors import DomainError, OrbitcalcError, OutOfRangeWarning, ScenarioError, UnitError
    from orbitcalc.result import Result
    from orbitcalc.scenario import Scenario, load, scenarios

_HOME = {
    "DomainError": "orbitcalc.errors",
    "OrbitcalcError": "orbitcalc.errors",
    "OutOfRangeWarning": "orbitcalc.errors",
    "ScenarioError": "orbitcalc.errors",
    "UnitError": "orbitcalc.errors",
    "Result": "orbitcalc.result",
    "Scenario": "orbitcalc.scenario",
    "breakeven": "orbitcalc.analysis.breakeven.answer",
    "bridge": "orbitcalc.analysis.bridge.bridge",
    "compare": "orbitcalc.analysis.insight.compare",
    "load": "orbitcalc.scenario",
    "mc": "orbitcalc.analysis.runs.montecarlo",
    "optimise": "orbitcalc.analysis.optimise.optimum",
    "pareto": "orbitcalc.analysis.optimise.pareto",
    "read_run": "orbitcalc.analysis.runs.montecarlo",
    "run_study": "orbitcalc.cli.studies",
    "scenarios": "orbitcalc.scenario",
    "sobol": "orbitcalc.analysis.sensitivity.sobol",
    "sweep": "orbitcalc.analysis.sensitivity.sweep",
    "tornado": "orbitcalc.analysis.sensitivity.tornado",
    "verify": "orbitcalc.analysis.studies.verify",
}
"""The module of each public name; the imports above say the same to type checkers."""

_PARTS = ("economics", "errors", "evaluate", "model", "physics", "tape", "units")
"""Modules that are there under their name without a further import."""

__all__ = [
    "DomainError",
    "OrbitcalcError",
    "OutOfRangeWarning",
    "Result",
    "Scenario",
    "ScenarioError",
    "UnitError",
    "__version__",
    "breakeven",
    "bridge",
    "compare",
    "load",
    "mc",
    "optimise",
    "pareto",
    "read_run",
    "run_study",
    "scenarios",
    "sobol",
    "sweep",
    "tornado",
    "verify",
]

hooks.register(
    {
        "Scenario.run": "orbitcalc.evaluate:run",
        "Result.futures": "orbitcalc.analysis.insight.futures:futures_of",
        "Result.slopes": "orbitcalc.tape.slopes:slopes_of",
        "Shown._repr_html_": "orbitcalc.notebook.documents:html_of",
        "Shown.plot": "orbitcalc.notebook.documents:picture_of",
        "Shown.__repr__": "orbitcalc.notebook.documents:title_of",
        "Shown.to_pandas": "orbitcalc.notebook.frames:to_pandas",
        "Shown.to_xarray": "orbitcalc.notebook.frames:to_xarray",
    }
)


def __getattr__(name: str) -> Any:
    """Import a public name on first use (PEP 562), so that `import orbitcalc` is fast."""
    if name in _PARTS:
        hooks.resolve(f"orbitcalc.{name}:__name__")
        return globals()[name]
    if name not in _HOME:
        raise AttributeError(f"module 'orbitcalc' has no attribute {name!r}")
    value = hooks.resolve(f"{_HOME[name]}:{name}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names, imported or not."""
    return sorted(__all__)
