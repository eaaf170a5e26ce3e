"""How the code is laid out: layers, what imports what, the names and sizes of modules.

Parts are in the order of `LAYERS`, and a module imports only from its own part and from lower ones, inside functions
too. The one exception is the table of `orbitcalc.hooks`, which the package's `__init__` fills with addresses of higher
layers as text; it is resolved when a method is called.
"""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import orbitcalc
from orbitcalc import hooks
from tests.package_code import (
    DYNAMIC,
    FILES,
    ROOT,
    called,
    circles,
    imports,
    module_graph,
    module_of,
    nearest,
    part,
    tree_of,
)
from tests.rows import for_each

LAYERS = (
    *("_typing", "printable", "errors", "hooks", "whole", "regular", "shown", "units", "validity"),
    *("physics", "economics", "graph", "model", "catalog"),
    *("scenario", "jsonable", "futures", "outside", "result", "evaluate", "tape"),
    *("analysis", "charts", "document", "report", "notebook", "page", "study", "cli", "__main__"),
)
"""The parts of the package, lowest first; each has a layer of its own."""

MODULES = {module_of(path): path for path in FILES}

LOADERS = {
    "orbitcalc.document.renderers": "its own formats",
    "orbitcalc.hooks": "the exception: the table of addresses",
    "orbitcalc.model": "its own groups",
    "orbitcalc.cli.program": "its own verbs",
}
"""Modules that import what is known only at run time, and what that is."""

HIGHER_TYPES = {("scenario", "result"), ("outside", "result"), ("shown", "charts")}
"""Parts that name a type of a higher part, for the signature of a method that hooks into it or reads it."""


LONGEST = 300
"""Lines of a module at most."""

REPORT_MODULES, ANALYSIS_NAMES = 19, 11
"""Modules of `report/` with its packages, and names on the first level of `analysis/`, at most."""


def layer(module: str) -> int:
    """The place of a module's part in the order; the package itself, which imports nothing, is below all."""
    return LAYERS.index(part(module)) if part(module) else -1


# Layers


def test_every_part_has_a_layer() -> None:
    assert {part(module) for module in MODULES} - {""} <= set(LAYERS)


@for_each("path", FILES)
def test_imports_go_down(path: Path) -> None:
    own = module_of(path)
    for entry in imports(path):
        target = nearest(entry.name, MODULES)
        if target and part(target) != part(own) and own != "orbitcalc":
            allowed = layer(target) < layer(own)
            if not entry.runs:
                allowed = allowed or (part(own), part(target)) in HIGHER_TYPES
            assert allowed, f"{path}:{entry.line}: {part(own)} imports {entry.name} of a higher layer"


@for_each("path", FILES)
def test_no_module_imports_through_the_top_level_package(path: Path) -> None:
    """The public names of the package lead to every layer; inside, a name is imported from its module."""
    for entry in imports(path):
        if nearest(entry.name, MODULES) == "orbitcalc" and entry.name != "orbitcalc":
            assert entry.name == "orbitcalc.__version__", f"{path}:{entry.line}: {entry.name}"


def test_no_module_imports_itself_by_way_of_others() -> None:
    """Within a part too, and when a function runs."""
    assert circles(module_graph(MODULES)) == []


ROOMS = sorted({module.rpartition(".")[0] for module, path in MODULES.items() if path.name == "__init__.py"} - {""})
"""Packages that hold packages."""


@for_each("package", ROOMS)
def test_subpackages_do_not_import_one_another_in_a_circle(package: str) -> None:
    depth = package.count(".") + 2
    rooms: dict[str, set[str]] = {}
    for module, targets in module_graph(MODULES).items():
        inside = {".".join(name.split(".")[:depth]) for name in targets if name.startswith(f"{package}.")}
        if module.startswith(f"{package}."):
            rooms.setdefault(".".join(module.split(".")[:depth]), set()).update(inside)
    assert rooms
    assert circles({room: targets - {room} for room, targets in rooms.items()}) == []


# The exception


@for_each("path", FILES)
def test_a_module_that_is_known_only_at_run_time_is_imported_by_loaders_alone(path: Path) -> None:
    unknown = [entry.line for entry in imports(path) if not entry.name]
    assert not unknown or module_of(path) in LOADERS, f"{path}:{unknown}"


def test_only_the_package_fills_the_table_and_only_methods_read_it() -> None:
    """A method `Scenario.run` calls `hook("Scenario.run")`, and nobody else does."""
    used = []
    for path in FILES:
        for scope in (node for node in ast.walk(tree_of(path)) if isinstance(node, ast.ClassDef)):
            for method in (node for node in scope.body if isinstance(node, ast.FunctionDef)):
                names = [ast.literal_eval(call.args[0]) for call in calls(method, "hook")]
                assert set(names) <= {f"{scope.name}.{method.name}"}, f"{path}:{method.lineno}"
                used += names
        own = module_of(path)
        names = [entry.name for entry in imports(path) if nearest(entry.name, MODULES) == "orbitcalc.hooks"]
        assert set(names) <= {"orbitcalc.hooks.hook"} or own == "orbitcalc", own
    everywhere = sum(len(calls(tree_of(path), "hook")) for path in FILES)
    assert len(used) == everywhere
    assert sorted(used) == sorted(hooks.registered())


def calls(tree: ast.AST, name: str) -> list[ast.Call]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call) and called(node) == name]


def test_a_hook_leads_up() -> None:
    """Where a lower layer would do, an import is simpler."""
    homes = {
        f"{node.name}.{method.name}": module_of(path)
        for path in FILES
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ClassDef)
        for method in node.body
        if isinstance(method, ast.FunctionDef)
    }
    for method, address in hooks.registered().items():
        assert layer(address.partition(":")[0]) > layer(homes[method]), method


# The tests above see what they should


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("import orbitcalc.cli", ["orbitcalc.cli"]),
        ("def f():\n    from orbitcalc.cli import program", ["orbitcalc.cli.program"]),
        ("class A:\n    def f(self):\n        import orbitcalc.cli as c", ["orbitcalc.cli"]),
        ("from importlib import import_module as i\nimport_module('orbitcalc.cli')", ["orbitcalc.cli"]),
        ("import importlib\nimportlib.import_module('orbitcalc.cli')", ["orbitcalc.cli"]),
        ("__import__('orbitcalc.cli')", ["orbitcalc.cli"]),
        ("__import__(name)", [""]),
        ("import importlib\nimportlib.import_module(f'orbitcalc.{name}')", [""]),
    ],
)
def test_every_way_of_importing_is_seen(tmp_path: Path, text: str, names: list[str]) -> None:
    path = tmp_path / "some_module.py"
    path.write_text(text)
    entries = [entry.name for entry in imports(path)]
    assert [name for name in entries if not name.startswith("importlib")] == names
    assert all(word in DYNAMIC for word in ("import_module", "__import__"))


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ({"a": "import orbitcalc.b", "b": ""}, []),
        ({"a": "import orbitcalc.b", "b": "def f():\n    import orbitcalc.a"}, [{"a", "b"}]),
        ({"a": "import orbitcalc.b", "b": "import orbitcalc.c", "c": "__import__('orbitcalc.a')"}, [{"a", "b", "c"}]),
        (
            {
                "a": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import orbitcalc.b",
                "b": "import orbitcalc.a",
            },
            [],
        ),
        ({"p/__init__": "from orbitcalc.p.m import x", "p/m": "import orbitcalc.p.n", "p/n": ""}, []),
        ({"p/__init__": "from orbitcalc.p.m import x", "p/m": "from orbitcalc.p import n", "p/n": ""}, []),
        ({"p/__init__": "from orbitcalc.p.m import x", "p/m": "from orbitcalc.p import x"}, [{"p", "p.m"}]),
        ({"p/__init__": "import orbitcalc.a", "p/m": "", "a": "import orbitcalc.p.m"}, [{"p", "a"}]),
    ],
)
def test_a_circle_of_imports_is_detected(tmp_path: Path, texts: dict[str, str], expected: list[set[str]]) -> None:
    root = tmp_path / "orbitcalc"
    paths = {root / f"{name}.py": text for name, text in texts.items()}
    for path, text in paths.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    files = {module_of(path, root): path for path in paths}
    assert circles(module_graph(files)) == [{f"orbitcalc.{name}" for name in circle} for circle in expected]


# Who may import what from outside


def test_only_one_module_imports_pint() -> None:
    who = {module_of(path) for path in FILES for entry in imports(path) if entry.name.split(".")[0] == "pint"}
    assert who == {"orbitcalc.units.registry"}


def test_only_the_command_line_imports_click_and_only_documents_jinja() -> None:
    for package, allowed in (("click", {"cli", "__main__"}), ("jinja2", {"document", "page"})):
        who = {
            part(module)
            for module, path in MODULES.items()
            for entry in imports(path)
            if entry.name.split(".")[0] == package
        }
        assert who <= allowed, package


def test_groups_of_the_model_do_not_import_one_another() -> None:
    """The graph ties them; the modules of a group that is a package may."""
    for path in (ROOT / "model").rglob("*.py"):
        own = ".".join(module_of(path).split(".")[:3])
        for entry in imports(path):
            target = nearest(entry.name, MODULES)
            assert not target.startswith("orbitcalc.model") or target.startswith(f"{own}."), f"{path}:{entry.line}"


# The public interface


def test_the_package_lists_its_public_names() -> None:
    assert dir(orbitcalc) == sorted(orbitcalc.__all__)
    assert {"load", "scenarios", "Scenario", "Result", "mc", "__version__"} <= set(dir(orbitcalc))
    for name in orbitcalc.__all__:
        assert getattr(orbitcalc, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'lod'"):
        orbitcalc.lod  # noqa: B018


def test_a_star_import_brings_the_public_names() -> None:
    names: dict[str, object] = {}
    exec("from orbitcalc import *", names)
    assert set(orbitcalc.__all__) <= set(names)
    assert names["load"] is orbitcalc.load


def test_type_checkers_see_each_public_name_where_it_is_at_run_time() -> None:
    names = {
        entry.name.rpartition(".")[2]: entry.name.rpartition(".")[0]
        for entry in imports(MODULES["orbitcalc"])
        if not entry.runs
    }
    names.pop("Any", None)
    assert set(names) == set(orbitcalc.__all__) - {"__version__"}
    for name, module in names.items():
        assert getattr(sys.modules[module], name) is getattr(orbitcalc, name)


@for_each("statement", ["import orbitcalc", "import orbitcalc.cli", "from orbitcalc import errors"])
def test_an_import_is_cheap(statement: str) -> None:
    """Neither NumPy nor pint nor SciPy is loaded before a scenario is."""
    code = f"{statement}; import sys; print(*sorted({{'numpy', 'pint', 'scipy', 'jinja2'}} & set(sys.modules)))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == ""


def test_a_run_loads_no_slow_package() -> None:
    """Acceptance check 4; what pint itself loads where it is installed (dask, and jinja2 with it) is not ours."""
    code = (
        "import numpy, pint, sys; before = set(sys.modules); import orbitcalc; orbitcalc.load('baseline').run(); "
        "slow = {'scipy.stats', 'scipy.special', 'cairosvg', 'pandas', 'jinja2'}; "
        "print(*sorted(slow & (set(sys.modules) - before)))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == ""


# Names and sizes


def plurals(word: str) -> set[str]:
    """The plurals that a word may have."""
    return {f"{word}s", f"{word}es", f"{word[:-1]}ies"}


@for_each("package", sorted({path.parent for path in FILES}))
def test_no_two_modules_of_a_package_differ_by_a_plural(package: Path) -> None:
    files = {path.stem for path in package.glob("*.py")}
    names = {name.strip("_") for name in files | {path.parent.name for path in package.glob("*/__init__.py")}}
    assert [(name, other) for name in names for other in names if other in plurals(name)] == []


def test_a_plural_is_detected() -> None:
    assert "bridges" in plurals("bridge")
    assert "studies" in plurals("study")
    assert "axes" in plurals("ax")
    assert "classes" in plurals("class")


@for_each("path", FILES)
def test_no_module_is_longer_than_three_hundred_lines(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST


def test_the_report_has_few_modules_and_the_analysis_few_subpackages() -> None:
    """A new view of a thing that has a view belongs in the module of that view."""
    modules = list((ROOT / "report").rglob("*.py"))
    rooms = {path.relative_to(ROOT / "analysis").parts[0] for path in (ROOT / "analysis").rglob("*.py")}
    assert len(modules) <= REPORT_MODULES
    assert len(rooms - {"__init__.py"}) <= ANALYSIS_NAMES
