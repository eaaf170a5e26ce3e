"""The project around the package: its pages show what the program prints, and the wheel holds what it needs."""

import doctest
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import orbitcalc
from orbitcalc import catalog, model

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
PAGES = [page for page in PAGES if not {"generated", "_build"} & set(page.parts)]
FOREIGN = re.compile(
    r"p[y]pi[.](org|python)|python[h]osted|npm[j]s[.](org|com)|(?<![\w.~/-])/(wor[k]|far[m]|hom[e]|roo[t]|User[s]|op[t])/"
)
"""Hosts of package registries and folders of one machine."""


@pytest.fixture(scope="module")
def pages_module() -> Iterator[ModuleType]:
    """The module that reads and runs the pages; docs/ is not a package, so it is put on the path meanwhile."""
    sys.path.insert(0, str(ROOT / "docs"))
    import printed

    yield printed
    sys.path.remove(str(ROOT / "docs"))


def tracked() -> list[Path]:
    """The files of the project: those that git knows or would add, else everything of a source archive."""
    listing = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    names = listing.stdout.splitlines() if listing.returncode == 0 else map(str, ROOT.rglob("*"))
    return [ROOT / name for name in names if (ROOT / name).is_file() and "__pycache__" not in name]


@pytest.mark.pages
@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_of_a_page_run_and_print_what_it_shows(page: Path, pages_module: ModuleType) -> None:
    text = page.read_text(encoding="utf-8")
    assert pages_module.refreshed(text) == text, "python docs/generate.py --readme puts the README's output in place"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_python_of_a_page_runs(page: Path, pages_module: ModuleType) -> None:
    bodies = [body for kind, body in pages_module.blocks(page.read_text(encoding="utf-8")) if kind == "pycon"]
    examples = doctest.DocTestParser().get_doctest("\n".join(bodies), {}, str(page), str(page), 0)
    assert doctest.DocTestRunner(verbose=False).run(examples).failed == 0


def test_make_targets_of_the_pages_exist(pages_module: ModuleType) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))
    for page in PAGES:
        bodies = [body for kind, body in pages_module.blocks(page.read_text(encoding="utf-8")) if kind == "sh"]
        assert set(re.findall(r"^make ([a-z]+)", "\n".join(bodies), flags=re.MULTILINE)) <= targets


def test_examples_for_contributors_are_the_code_as_it_is(pages_module: ModuleType) -> None:
    files = [path for path in tracked() if path.suffix in (".py", ".toml")]
    code = "\n".join(path.read_text(encoding="utf-8") for path in files)
    examples = pages_module.blocks((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    assert len(examples) >= 5
    for _, body in examples:
        assert body.strip() in code, f"not in the project as shown:\n{body}"


def test_links_between_pages_lead_somewhere() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\((?!https?:|#)([^)#\s]+)", page.read_text(encoding="utf-8")):
            exists = (page.parent / target).exists() or "generated/" in target
            assert exists, f"{page.relative_to(ROOT)} links to {target}"


def test_no_file_names_one_machine_or_a_registry() -> None:
    rows: list[str] = []
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        lines = enumerate(text.splitlines(), 1)
        rows += [f"{path.relative_to(ROOT)}:{number}: {line[:80]}" for number, line in lines if FOREIGN.search(line)]
    assert not rows, "\n".join(rows)


@pytest.mark.parametrize("text", ["see /hom" + "e/ann/x.py", "https://py" + "pi.org/simple"])
def test_a_foreign_name_is_detected(text: str) -> None:
    assert FOREIGN.search(text)


def test_the_version_is_the_same_everywhere() -> None:
    version = orbitcalc.__version__
    assert f"## [{version}]" in (ROOT / "CHANGELOG.md").read_text()
    assert f"\nversion: {version}\n" in (ROOT / "CITATION.cff").read_text()
    assert "Moved defaults" in (ROOT / "CHANGELOG.md").read_text()


def test_constraints_meet_what_the_package_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    needs = (*project["dependencies"], *extras["test"], *extras["docs"])
    required = {re.split(r"[\s<>=!~;\[]", need)[0] for need in needs}
    pinned = {line.partition("==")[0] for line in (ROOT / "constraints.txt").read_text().splitlines() if "==" in line}
    assert required <= pinned


def test_the_lowest_versions_are_those_that_the_package_allows() -> None:
    needs = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    lowest = {tuple(re.split("[<>=,]+", need)[:2]) for need in needs}
    lines = [line for line in (ROOT / "constraints-lowest.txt").read_text().splitlines() if not line.startswith("#")]
    pinned = {(name, version) for name, _, version in (line.partition("==") for line in lines)}
    assert {name for name, _ in pinned} == {name for name, _ in lowest}
    for name, version in lowest:
        (lower,) = (text for other, text in pinned if other == name)
        assert re.sub(r"(\.0)+$", "", lower) == re.sub(r"(\.0)+$", "", version)


def test_wheel_holds_the_package_its_data_and_the_scenarios(tmp_path: Path) -> None:
    hatchling = pytest.importorskip("hatchling.builders.wheel")
    built = next(hatchling.WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"]))
    with zipfile.ZipFile(built) as wheel:
        names = {name for name in wheel.namelist() if ".dist-info/" not in name}
        about = {Path(name).name for name in wheel.namelist() if ".dist-info/" in name}
    package = {path.relative_to(ROOT).as_posix() for path in tracked() if ROOT / "orbitcalc" in path.parents}
    scenarios = {
        f"orbitcalc/{path.relative_to(ROOT).as_posix()}" for path in tracked() if ROOT / "scenarios" in path.parents
    }
    assert names == package | scenarios
    assert {"METADATA", "LICENSE", "entry_points.txt"} <= about


@pytest.mark.slow
def test_the_live_page_stands_beside_the_documentation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "docs"))
    import generate

    path = generate.live_page(tmp_path)
    text = path.read_text(encoding="utf-8")
    assert "<title>Google: a gigawatt" in text
    assert len(text) < 500_000
    assert f'href="{path.name}"' in (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    assert "html_extra_path" in (ROOT / "docs" / "conf.py").read_text(encoding="utf-8")


def test_reference_pages_are_written_with_every_variable_and_source(tmp_path: Path, pages_module: ModuleType) -> None:
    import generate  # beside printed

    written = {path.stem: path.read_text(encoding="utf-8") for path in generate.write(tmp_path)}
    for variable in model.graph().values():
        assert f"(variable-{variable.name})=\n" in written[variable.group]
    for key in catalog.sources():
        assert f"(source-{key})=\n" in written["sources"]
    for table in catalog.tables():
        assert all(f"## `{name}`" in written[f"catalogue-{table}"] for name in catalog.names(table))


def test_links_of_the_reference_pages_have_targets(tmp_path: Path, pages_module: ModuleType) -> None:
    import generate

    text = "\n".join(path.read_text(encoding="utf-8") for path in generate.write(tmp_path))
    targets = set(re.findall(r"^\(([\w.-]+)\)=$", text, flags=re.MULTILINE))
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= targets
