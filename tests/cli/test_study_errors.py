"""Study files that are refused: each mistake at its place, nothing written, no way out of the folder."""

from __future__ import annotations

import os
import random
import re
from pathlib import Path

import pytest

from tests.cli.command_line import Shell
from tests.cli.studies import replaced, run
from tests.rows import for_each

ANALYSIS = {
    "name": '"a"',
    "title": '"A"',
    "verb": '"sweep"',
    "scenario": '"google-1gw"',
    "options": '{ vary = "altitude=500..900 km" }',
}

WRONG = [
    ({"verb": '"swep"'}, 5, "no verb 'swep' that analyses scenarios - did you mean 'sweep'?"),
    ({"verb": '"study"'}, 5, "no verb 'study'"),
    ({"verb": '"init"'}, 5, "no verb 'init'"),
    ({"verb": "3"}, 5, "'verb' is not a text"),
    ({"scenario": '"google-1gww"'}, 6, "did you mean 'google-1gw'?"),
    ({"scenario": "[]"}, 6, "'sweep' takes 1 scenario, not 0"),
    ({"scenario": '["google-1gw", "mccalip"]'}, 6, "'sweep' takes 1 scenario, not 2"),
    ({"scenario": '"../mine.toml"'}, 6, "lies outside the folder of the study file"),
    ({"scenario": '"/etc/passwd"'}, 6, "lies outside the folder of the study file"),
    ({"scenario": '"-"'}, 6, "is not the name of a scenario"),
    ({"scenario": '"--help"'}, 6, "is not the name of a scenario"),
    ({"scenario": '"both"'}, 6, "no scenario 'both'"),
    ({"scenario": '"../page.html#altitude=700 km"'}, 6, "lies outside the folder of the study file"),
    ({"scenario": '"google-1gw?altitude=700 kg"'}, 6, "has the wrong dimension"),
    ({"scenario": '"a\\u0000.toml"'}, 6, "is not the name of a scenario"),
    ({"options": '{ vary = "altitud=500..900 km" }'}, 7, "unknown name 'altitud' - did you mean 'altitude'?"),
    ({"options": '{ vary = "altitude=5..9 km", point = 3 }'}, 7, "did you mean 'points'?"),
    ({"options": '{ vary = "altitude=5..9 km", zip = "yes" }'}, 7, "'zip' is a switch - write zip = true"),
    ({"options": '{ vary = "altitude=5..9 km", of = true }'}, 7, "'of' takes a text or a number"),
    ({"options": '{ vary = "altitude=5..9 km", set = "altitude=5 km" }'}, 7, "write overrides ="),
    ({"options": '{ vary = "altitude=5..9 km", output = "x" }'}, 7, "the study sets it"),
    ({"options": '{ vary = "altitude=5..9 km", case = "../x.toml" }'}, 7, "not the name of a case"),
    ({"options": "{}"}, 7, "'vary' is missing"),
    ({"options": '"x"'}, 7, "'options' is not a table"),
    ({"verb": '"tornado"', "options": '{ top = "many" }'}, 7, "top: 'many' is not a valid integer"),
    ({"verb": '"tornado"', "options": "{ top = [1, 2] }"}, 7, "'top' takes one value"),
    ({"overrides": '{ altitude = "700 kg" }'}, 8, "altitude: '700 kg' has the wrong dimension"),
    ({"overrides": '{ altitud = "700 km" }'}, 8, "did you mean 'altitude'?"),
    ({"overrides": '{ altitude = { low = "600 km" } }'}, 8, "expected one value with its unit"),
    ({"overrides": '{ "2:altitude" = "700 km" }'}, 8, "unknown name '2:altitude'"),
    ({"figure": '"../x.svg"'}, 8, "is not the name of a file beneath"),
    ({"figure": '"/tmp/x.svg"'}, 8, "is not the name of a file beneath"),
    ({"figure": '"x.jpg"'}, 8, "is no picture: .jpg - end its name in .svg, .png or .pdf"),
    ({"output": '"a/../../x.csv"'}, 8, "is not the name of a file beneath"),
    ({"output": '"..\\\\x.csv"'}, 8, "is not the name of a file beneath"),
    ({"output": '".study/a.json"'}, 8, "is not the name of a file beneath"),
    ({"output": '"x\\u0000.csv"'}, 8, "is not the name of a file beneath"),
    ({"output": '"x\\u001b[31m.csv"'}, 8, "is not the name of a file beneath"),
    ({"output": '"index.html"'}, 8, "is a page that the study writes itself"),
    ({"output": '"INDEX.md"'}, 8, "is a page that the study writes itself"),
    ({"output": '"x.xlsm"'}, 8, "'sweep' has no format 'xlsm'"),
    ({"output": '"x"'}, 8, "has no ending"),
    ({"verb": '"explain"', "options": '{ name = "capex" }', "figure": '"x.svg"'}, 8, "'explain' draws no figure"),
    ({"name": '"../a"'}, 3, "cannot name files"),
    ({"name": '""'}, 3, "the analysis has no name"),
    ({"names": '"a"'}, 8, "unknown key 'names' - did you mean 'name'?"),
]


@for_each(("change", "line", "expected"), WRONG)
def test_what_is_wrong_is_refused_at_its_place(shell: Shell, change: dict[str, str], line: int, expected: str) -> None:
    rows = [f"{key} = {value}" for key, value in {**ANALYSIS, **change}.items()]
    shell.write("both.toml", "\n".join(['title = "T"', "[[analysis]]", *rows]) + "\n")
    outcome = shell("study", "both.toml")
    assert outcome.code == 2
    assert expected in outcome.err, outcome.err
    assert f"both.toml:{line}:" in outcome.err, outcome.err
    assert not (shell.folder / "both-results").exists()
    assert "\x1b" not in outcome.err


def test_all_mistakes_are_listed_in_the_order_of_the_file(shell: Shell) -> None:
    items = [
        '[[analysis]]\nname = "a"\ntitle = "A"\nverb = "tornado"\nscenario = "google-1gw"\noptions = { topp = 3 }\n',
        '[[analysis]]\nname = "A"\nverb = "sweep"\nscenario = "mccalip"\n\n[analysis.options]\nvary = "altitud=1 km"\n',
    ]
    shell.write("both.toml", "\n".join(['titel = "x"', *items]))
    outcome = shell("study", "both.toml")
    places = [int(line) for line in re.findall(r"^both\.toml:(\d+):\d+: error", outcome.err, flags=re.MULTILINE)]
    assert places == sorted(places)
    assert set(places) >= {1, 7, 9, 10, 15}
    for text in ("did you mean 'title'?", "did you mean 'top'?", "no title", "another analysis is called 'A'"):
        assert text in outcome.err


@pytest.mark.parametrize("text", ["", 'title = "T"', 'title = "T"\nanalysis = 3', 'title = "T"\nanalysis = []'])
def test_a_file_without_analyses_is_refused(shell: Shell, text: str) -> None:
    shell.write("both.toml", text)
    outcome = shell("study", "both.toml")
    assert outcome.code == 2
    assert "the study lists no analysis" in outcome.err


def test_two_analyses_do_not_share_a_file(study: Shell) -> None:
    replaced(study, "both.toml", '"futures.json"', '"Heights.csv"')
    outcome = study("study", "both.toml")
    assert outcome.code == 2
    assert "is the file of another analysis" in outcome.err


def test_a_folder_with_other_files_is_left_alone(study: Shell) -> None:
    (study.folder / "own").mkdir()
    (study.folder / "own" / "index.html").write_text("mine")
    outcome = study("study", "both.toml", "-o", "own")
    assert outcome.code == 2
    assert "is not empty and holds no study" in outcome.err
    assert os.listdir(study.folder / "own") == ["index.html"]
    assert study("study", "both.toml", "-o", "mine.toml").code == 2


@pytest.mark.parametrize("name", ["pictures", "heights.csv", "heights.csv.meta.json", ".study/heights.json"])
def test_a_link_out_of_the_folder_is_not_followed(study: Shell, name: str) -> None:
    """Neither that of a folder nor that of a file, through which a file elsewhere would be written."""
    elsewhere = study.folder / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "file").write_text("mine")
    run(study, "--only", "futures")
    link = study.folder / "both-results" / name
    link.symlink_to(elsewhere if name == "pictures" else elsewhere / "file")
    outcome = study("study", "both.toml")
    assert outcome.code == 2
    assert "leads out of" in outcome.err
    assert [(path.name, path.read_text()) for path in elsewhere.iterdir()] == [("file", "mine")]


@pytest.mark.parametrize("record", ["", "[]", "{}", '{"format": "orbitcalc.study-result/1"}', "\0\xff"])
def test_a_record_that_cannot_be_read_is_made_again(study: Shell, record: str) -> None:
    run(study)
    (study.folder / "both-results" / ".study" / "futures.json").write_text(record)
    assert run(study) == {"heights": "up to date", "futures": "computed"}


def test_no_study_file_is_an_internal_error(shell: Shell) -> None:
    """Shipped study files with lines left out, doubled, swapped, cut or broken are read, or refused with places."""
    from orbitcalc.cli.program import program
    from orbitcalc.cli.verbs import study_verbs
    from orbitcalc.errors import ScenarioError
    from orbitcalc.scenario.source import parse
    from orbitcalc.study.file import read_text
    from orbitcalc.study.plan import plan
    from orbitcalc.study.shipped import shipped_studies

    verbs, generator = study_verbs(program), random.Random(1)
    texts = [path.read_text("utf-8").splitlines() for path in shipped_studies().values()]
    errors: list[ScenarioError] = []
    for _ in range(60):
        lines = list(generator.choice(texts))
        for _ in range(generator.randint(1, 4)):
            place, other = generator.randrange(len(lines)), generator.randrange(len(lines))
            line = lines[place]
            cut = generator.randrange(len(line) + 1)
            odd = line.replace('"', generator.choice(['""', "[]", "{}", "-", "1", "true", "\u202e", "\\u0000"]), 1)
            lines[place] = generator.choice(["", line + line, lines[other], line[:cut], line[cut:], odd, f"[{line}]"])
        try:
            plan(read_text(parse("\n".join(lines), "hostile.toml")), verbs, Path())
        except ScenarioError as error:
            errors.append(error)
    assert 10 < len(errors) < 60
    assert all(problem.message for error in errors for problem in error.problems)
    assert os.listdir(shell.folder) == []
