"""What one more file adds: a verb, a format, a vehicle, a scenario; and nothing of it stays when the file goes."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.command_line import Outcome, process
from tests.cli.formats import READERS
from tests.package_code import ROOT

pytestmark = pytest.mark.slow

RUNNER = """\
import contextlib, io, json, shlex, sys
import orbitcalc
from orbitcalc.cli import main
assert orbitcalc.__file__.startswith(sys.argv[1]), orbitcalc.__file__
done = []
for line in sys.argv[2:]:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(shlex.split(line))
    done.append((code, out.getvalue(), err.getvalue()))
print(json.dumps(done))
"""

VERB = '''\
"""`orbitcalc count`: how many variables there are."""

import click

from orbitcalc.cli.options import output_options


@click.command("count", short_help="How many variables there are.")
@output_options()
def command(out):
    """How many variables there are."""
    from orbitcalc import model
    from orbitcalc.document import Table, table_document

    out.show(table_document("count", "Variables", lambda: Table(("variables",), [[len(model.graph())]])))
'''

FORMAT = '''\
"""A document in capital letters."""

from orbitcalc.document.renderers import Format, render

FORMATS = (Format("loud", lambda document, medium: render(document, "table", medium).upper()),)
'''

VEHICLE = """\
title = "Catapult"
status = "on paper"

[payload_reference]
value = "17 t"
source = "assumption"
"""

SCENARIO = """\
schema = 1
extends = "google-1gw"
title = "A cluster for a village"
question = "How little is enough?"
group = "Villages"
target_power = "1 MW"
"""

DOCUMENTS = (
    "run google-1gw",
    "explain google-1gw satellites_nameplate --depth 1",
    "params launch",
    "list",
    "show google-1gw",
    "show vehicles/starship-v3",
    "check google-1gw",
    "info",
    "schema",
    "verify nasa-otps-rd1",
    "sweep google-1gw --vary 'altitude=500..1200 km' --points 3",
    "tornado google-1gw",
    "compare google-1gw mccalip",
    "mc google-1gw -n 64",
    "breakeven google-1gw --solve launch_price --until 'cost_ratio == 3'",
)
"""Commands that end with a document."""


OWN = {"COLUMNS": "100", "PYTHONDONTWRITEBYTECODE": ""}
"""The environment of a copy, which is compiled once for all its processes."""


@dataclass(frozen=True)
class Copy:
    """A copy of the package and its scenarios."""

    folder: Path

    def run(self, *lines: str) -> list[Outcome]:
        """What some commands give, one after the other, in a process that knows this copy alone."""
        runner = self.folder / "runner.py"
        runner.write_text(RUNNER, encoding="utf-8")
        arguments = (sys.executable, str(runner), str(self.folder), *lines)
        result = process(folder=self.folder, text=shlex.join(arguments), **OWN, PYTHONPATH=str(self.folder))
        assert result.returncode == 0, result.stderr.decode()
        return [Outcome(*item) for item in json.loads(result.stdout)]

    @contextmanager
    def having(self, path: str, text: str) -> Iterator[None]:
        """One more file, for a while."""
        file = self.folder / path
        assert not file.exists()
        file.write_text(text, encoding="utf-8")
        try:
            yield
        finally:
            file.unlink()


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    folder = tmp_path_factory.mktemp("copy")
    shutil.copytree(ROOT, folder / "orbitcalc")
    if not (ROOT / "scenarios").is_dir():
        shutil.copytree(ROOT.parent / "scenarios", folder / "scenarios")
    return Copy(folder)


def scenario_folder(copy: Copy) -> str:
    """Where the scenarios of the copy are."""
    return "scenarios" if (copy.folder / "scenarios").is_dir() else "orbitcalc/scenarios"


def test_a_verb_is_one_file(copy: Copy) -> None:
    with copy.having("orbitcalc/cli/commands/count.py", VERB):
        overview, own, *results = copy.run("--help", "count --help", *(f"count -f {name}" for name in READERS))
    assert re.search(r"^  count +How many variables there are\.$", overview.out, re.MULTILINE)
    assert "|".join(sorted(READERS, key=lambda name: (name != "table", name))) in own.out
    for name, result in zip(READERS, results, strict=True):
        assert result.code == 0, result.err
        assert READERS[name](result.out)
    overview, gone = copy.run("--help", "count")
    assert not re.search(r"^  count ", overview.out, re.MULTILINE)
    assert gone.code == 2


def test_a_format_is_one_file(copy: Copy) -> None:
    plain = copy.run(*DOCUMENTS)
    with copy.having("orbitcalc/document/renderers/loud.py", FORMAT):
        own, *loud = copy.run("run --help", *(f"{line} -f loud" for line in DOCUMENTS))
    assert "|loud|" in own.out
    for line, quiet, result in zip(DOCUMENTS, plain, loud, strict=True):
        assert result.code == 0, (line, result.err)
        if line not in ("schema", "info"):  # whose format is JSON by default; which shows nothing but capitals
            assert result.out == quiet.out.upper()
    own, gone = copy.run("run --help", "list -f loud")
    assert "loud" not in own.out
    assert gone.code == 2
    assert "'loud' is not one of" in gone.err


def test_a_verb_and_a_format_know_each_other(copy: Copy) -> None:
    with (
        copy.having("orbitcalc/cli/commands/count.py", VERB),
        copy.having("orbitcalc/document/renderers/loud.py", FORMAT),
    ):
        (result,) = copy.run("count -f loud")
    assert result.out.startswith("VARIABLES\n")


def test_a_vehicle_is_one_file(copy: Copy) -> None:
    with copy.having("orbitcalc/catalog/data/vehicles/catapult.toml", VEHICLE):
        listed, entry, run, explained, words, compared = copy.run(
            "list vehicles",
            "show vehicles/catapult",
            "run google-1gw -s vehicle=catapult -f json",
            "explain google-1gw payload_reference -s vehicle=catapult",
            "params vehicle -f json",
            "compare google-1gw google-1gw -s 2:vehicle=catapult",
        )
    assert "catapult" in listed.out
    assert "Catapult. On paper." in listed.out
    assert entry.out.startswith("Catapult\nOn paper.\n")
    values = {item["name"]: item["value"] for item in json.loads(run.out)["inputs"]}
    assert (values["vehicle"], values["payload_reference"]) == ("catapult", 17.0)
    assert "payload_reference = 17 t" in explained.out
    assert "catapult" in json.loads(words.out)["rows"][0]["words"]
    assert compared.code == 0, compared.err
    assert "catapult" in compared.out.casefold()
    listed, entry = copy.run("list vehicles", "show vehicles/catapult")
    assert "catapult" not in listed.out
    assert entry.code == 2


def test_a_scenario_is_one_file(copy: Copy) -> None:
    with copy.having(f"{scenario_folder(copy)}/village.toml", SCENARIO):
        listed, entry, checked, run, compared = copy.run(
            "list", "show village", "check village", "run village -f json", "compare google-1gw village"
        )
    row = next(line for line in listed.out.splitlines() if " village " in line)
    assert row.startswith("Villages")
    assert "A cluster for a village." in row
    assert "1 MW" in entry.out
    assert checked.out == "village: ok\n"
    data = json.loads(run.out)
    assert data["scenario"]["title"] == "A cluster for a village"
    assert {item["name"]: item["value_si"] for item in data["inputs"]}["target_power"] == 1e6
    assert compared.code == 0, compared.err
    assert "village" in compared.out
    listed, gone = copy.run("list", "run village")
    assert "village" not in listed.out.split()
    assert gone.code == 2
