"""The pages of the documentation: examples that can be pasted, and the page of validation."""

import inspect
import json
import re
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import click
import pytest

from orbitcalc.analysis.studies.verify import tally
from orbitcalc.cli.program import program
from tests import shipped

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md")), *sorted(DOCS.rglob("*.template"))]
PAGES = [page for page in PAGES if not {"generated", "_build"} & set(page.parts)]

TYPOGRAPHIC = re.compile("[\u00a0\u2010-\u2015\u2018-\u201f\u2026\u2212]")
"""Dashes, quotes and blanks that look like those of a command and are others."""

FENCED = re.compile(r"^```\{?([\w-]+)\}?[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TYPED = ("console", "sh", "bash", "toml", "pycon", "python", "code-cell")


@pytest.fixture(scope="module")
def docs() -> Iterator[SimpleNamespace]:
    """The modules of the pages; docs/ is not a package, so it is put on the path meanwhile."""
    sys.path.insert(0, str(DOCS))
    import differences
    import studies
    import texts
    import validation

    yield SimpleNamespace(differences=differences, studies=studies, texts=texts, validation=validation)
    sys.path.remove(str(DOCS))


def typed(text: str) -> Iterator[str]:
    """What a reader would type of a page: commands, and files and code in full."""
    for kind, body in FENCED.findall(text):
        if kind in TYPED:
            yield from re.findall(r"^\$ (.*)$", body, flags=re.MULTILINE) if kind == "console" else [body]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_what_a_page_shows_to_type_can_be_pasted(page: Path) -> None:
    for text in typed(page.read_text(encoding="utf-8")):
        assert not TYPOGRAPHIC.search(text), text


def test_a_typographic_sign_in_an_example_is_detected() -> None:
    text = "a \u2013 b\n```console\n$ orbitcalc run \u2013\u2013help\nan \u2013 answer\n```\n```sh\nx \u2019\n```\n"
    assert [bool(TYPOGRAPHIC.search(item)) for item in typed(text)] == [True, True]


def test_the_help_of_every_command_can_be_pasted(docs: SimpleNamespace) -> None:
    """As the built page shows it: examples literally, in which nothing is replaced and no line falls out."""
    assert re.search(r"^smartquotes = False", (DOCS / "conf.py").read_text("utf-8"), flags=re.MULTILINE)
    context = click.Context(program)
    for name in program.list_commands(context):
        command = program.get_command(context, name)
        assert command
        assert command.help
        assert not TYPOGRAPHIC.search(command.help)
        examples = re.findall(r"^ *(orbitcalc .*)$", command.help, flags=re.MULTILINE)
        shown = docs.texts.help_lines(as_sphinx_click(inspect.cleandoc(command.help)))
        assert {f"      {line}" for line in examples} <= set(shown), name
        assert not any(line.startswith("| ") for line in shown)


def as_sphinx_click(text: str) -> list[str]:
    """The lines of a help text as `sphinx_click` hands them over: those after a mark behind bars."""
    lines, kept = [], False
    for line in text.splitlines():
        mark = line.strip() == "\b"
        kept = mark or (kept and bool(line.strip()))
        lines += [] if mark else [f"| {line.rstrip()}" if kept else line]
    return lines


def test_help_is_shown_as_it_is(docs: SimpleNamespace) -> None:
    shown = docs.texts.help_lines(["Up to a*b.", "", "| Examples:", "|   x run a*b \\", "|     --of c", "", "Then."])
    assert shown == ["Up to a\\*b.", "", "Examples::", "", "      x run a*b \\", "        --of c", "", "Then."]


@pytest.mark.slow
def test_the_page_on_differences_and_its_picture_are_of_this_model(docs: SimpleNamespace, tmp_path: Path) -> None:
    docs.differences.write(tmp_path)
    for file in tmp_path.iterdir():
        kept = DOCS / "explanation" / file.name
        assert file.read_text("utf-8") == kept.read_text("utf-8"), "python docs/differences.py writes them"


def test_every_rule_has_a_figure_from_outside_or_a_hand_calculation(docs: SimpleNamespace) -> None:
    unchecked = frozenset(tally(shipped.rows()).unchecked)
    assert [name for name, (hand, _) in docs.studies.tests_naming(unchecked).items() if not hand] == []


def test_the_page_of_validation_counts_what_verify_counts(docs: SimpleNamespace) -> None:
    rows = shipped.rows()
    page = docs.validation.page(rows)
    assert f"{tally(rows).figures} distinct printed figures" in page
    lines = list(docs.validation.study_rows(rows))
    assert sum(int(line[1]) for line in lines) == len(rows)
    assert sum(int(line[2]) for line in lines) == tally(rows).figures
    assert sum(int(line[1]) for line in docs.validation.vector_rows()) == len(docs.validation.vectors()) > 300


def test_every_file_of_reference_values_is_on_the_page_with_the_tests_that_read_it(docs: SimpleNamespace) -> None:
    rows = docs.validation.calculator_rows()
    assert len(rows) >= 5
    assert all(readers for *_, readers in rows)
    for name in ("mccalip", "spacedc-mdao", "space-datacentre-model", "orbital-compute"):
        assert any(name.split("-")[0] in source for source, *_ in rows), name
    assert 300 < docs.validation.hand_calculated() < 2000


def test_the_comparison_with_other_tools_is_of_the_versions_whose_outputs_are_kept() -> None:
    page = (DOCS / "explanation" / "other-tools.md").read_text("utf-8")
    assert re.search(r"As of \d+ \w+ 20\d\d", page)
    for name, key in (("mccalip", "meta"), ("space_datacentre_model", "source"), ("lcoc", "source")):
        about = json.loads((ROOT / "tests" / "reference" / f"{name}_vectors.json").read_text("utf-8"))[key]
        assert about["commit"][:7] in page, name
    workbook = json.loads((ROOT / "tests" / "reference" / "shapiro_workbook.json").read_text("utf-8"))["meta"]
    assert workbook["commit"][:7] in page
    mdao = json.loads((ROOT / "tests" / "reference" / "spacedc_mdao_vectors.json").read_text("utf-8"))["source"]
    assert "0.4.2" in mdao["source"]
    assert "spacedc-mdao 0.4.2" in page


def test_no_written_page_skips_a_level_of_headings(docs: SimpleNamespace) -> None:
    """Sphinx warns of it, and the build stops at a warning."""
    import equations

    written = {**equations.pages(), "validation": docs.validation.page(shipped.rows())}
    sources = {page.name: page.read_text("utf-8") for page in DOCS.rglob("*.md") if page in PAGES}
    for name, text in {**written, **sources}.items():
        bare = FENCED.sub("", text)
        levels = [len(marks) for marks in re.findall(r"^(#+) ", bare, flags=re.MULTILINE)]
        assert levels[:1] == [1], name
        assert all(after <= before + 1 for before, after in pairwise(levels)), name
