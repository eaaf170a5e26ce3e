"""Study files at the command line: what is computed, what is stale, what is refused."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from orbitcalc.analysis.sensitivity import sweep as sweeps
from orbitcalc.study import keys
from tests.cli.command_line import Outcome, Shell
from tests.cli.formats import read_csv, read_html, read_json, read_markdown
from tests.rows import for_each

SCENARIO = 'extends = "google-1gw"\ntitle = "Mine"\naltitude = "700 km"\n'

STUDY = """\
schema = 1
title = "Mine & <b>others</b>"
note = \"\"\"
First paragraph.

Second one.\"\"\"

[[analysis]]
name = "heights"
title = "Heights"
note = "Why."
verb = "sweep"
scenario = "mine.toml"
overrides = { launch_price = "500 USD_2025/kg" }
options = { vary = { altitude = "500..900 km" }, points = 3, of = "cost_ratio" }
figure = "pictures/heights.svg"
output = "heights.csv"

[[analysis]]
name = "futures"
title = "Futures"
verb = "mc"
scenario = "google-1gw"
options = { samples = 64, of = ["fleet_mass"], seed = 3, prob = "fleet_mass < 80000 t" }
output = "futures.json"
"""

FILES = {
    "pictures/heights.svg",
    "heights.csv",
    "heights.csv.meta.json",
    "futures.json",
    "futures.svg",
    "index.html",
    "index.md",
}


@pytest.fixture
def study(shell: Shell) -> Shell:
    shell.write("mine.toml", SCENARIO)
    shell.write("both.toml", STUDY)
    return shell


def states(outcome: Outcome) -> dict[str, str]:
    return {row["analysis"]: row["state"] for row in read_json(outcome.out)["rows"]}


def results(folder: Path) -> dict[str, bytes]:
    """The files of a study but for its records."""
    root = folder / "both-results"
    paths = [path for path in root.rglob("*") if path.is_file() and ".study" not in path.parts]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


def run(shell: Shell, *more: str) -> dict[str, str]:
    outcome = shell("study", "both.toml", "-f", "json", *more)
    assert outcome.code in (0, 1), outcome.err
    return states(outcome)


def test_a_study_writes_what_its_verbs_would(study: Shell) -> None:
    assert run(study) == {"heights": "computed", "futures": "computed"}
    files = results(study.folder)
    assert set(files) == FILES
    args = ["--vary", "altitude=500..900 km", "--points=3", "--of=cost_ratio", "-s", "launch_price=500 USD_2025/kg"]
    direct = study("sweep", "mine.toml", *args, "-f", "csv")
    assert files["heights.csv"].decode() == direct.out
    data = read_json(files["futures.json"].decode())
    flags = ["-n", "64", "--of", "fleet_mass", "--seed", "3", "--prob", "fleet_mass < 80000 t"]
    direct = study("mc", "google-1gw", *flags, "-f", "json")
    expected = read_json(direct.out)
    assert data["provenance"]["command"][:3] == ["orbitcalc", "mc", "google-1gw"]
    assert data["outputs"] == expected["outputs"]


def test_the_index_page_has_every_command_figure_and_table(study: Shell) -> None:
    run(study)
    files = results(study.folder)
    page, text = read_html(files["index.html"].decode()), files["index.md"].decode()
    read_markdown(text)
    command = (
        "orbitcalc sweep mine.toml --vary 'altitude=500..900 km' --points 3 --of cost_ratio "
        "--set 'launch_price=500 USD_2025/kg'"
    )
    for shown in (page.text, text):
        assert command in shown
        for words in ("First paragraph.", "Second one.", "Heights", "Why.", "Futures", "64 samples"):
            assert words in shown
    assert "Mine & <b>others</b>" in page.text
    assert "(pictures/heights.svg)" in text
    links = [attributes.get("href") for tag, attributes in page.elements if tag == "a"]
    assert {"heights.csv", "pictures/heights.svg", "futures.json"} <= set(links)
    assert any(tag == "svg" for tag, _ in page.elements)
    rows = read_csv(files["heights.csv"].decode())
    assert len(rows) == 3


def test_what_is_done_is_not_done_again(study: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    run(study)
    before = results(study.folder)
    times = {name: (study.folder / "both-results" / name).stat().st_mtime_ns for name in before}
    monkeypatch.setattr(sweeps, "sweep", None)
    assert run(study) == {"heights": "up to date", "futures": "up to date"}
    assert results(study.folder) == before
    assert {name: (study.folder / "both-results" / name).stat().st_mtime_ns for name in before} == times
    assert study("study", "both.toml", "--check").code == 0


def replaced(shell: Shell, name: str, old: str, new: str) -> None:
    text = (shell.folder / name).read_text()
    assert old in text
    shell.write(name, text.replace(old, new))


CHANGES = [
    ("mine.toml", '"700 km"', '"710 km"', "its inputs have changed"),
    ("mine.toml", 'title = "Mine"', 'title = "Ours"', "its inputs have changed"),
    ("mine.toml", 'altitude = "700 km"', 'altitude = { value = "700 km", note = "x" }', "its inputs have changed"),
    ("both.toml", "points = 3", "points = 4", "its options have changed"),
    ("both.toml", "500 USD", "600 USD", "its options have changed; its inputs have changed"),
    ("both.toml", "heights.csv", "heights.json", "its options have changed"),
    ("both.toml", 'verb = "sweep"', 'verb = "sweep" # the same', ""),
    ("mine.toml", 'title = "Mine"', '# a remark\ntitle = "Mine"', ""),
]


@pytest.mark.parametrize(("file", "old", "new", "why"), CHANGES)
def test_only_what_has_changed_is_stale(study: Shell, file: str, old: str, new: str, why: str) -> None:
    run(study)
    before = results(study.folder)
    replaced(study, file, old, new)
    checked = study("study", "both.toml", "--check", "-f", "json")
    rows = {row["analysis"]: row for row in read_json(checked.out)["rows"]}
    assert rows["heights"]["reason"] == why
    assert rows["futures"]["state"] == "up to date"
    assert checked.code == (1 if why else 0)
    assert results(study.folder) == before, "--check writes nothing"
    assert run(study) == {"heights": "computed" if why else "up to date", "futures": "up to date"}
    assert study("study", "both.toml", "--check").code == 0


def test_another_program_makes_all_of_it_stale(study: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    run(study)
    monkeypatch.setattr(keys, "program", lambda: "another")
    checked = study("study", "both.toml", "--check", "-f", "json")
    assert {row["reason"] for row in read_json(checked.out)["rows"]} == {"the program has changed"}


@pytest.mark.parametrize("name", ["heights.csv", "pictures/heights.svg", "heights.csv.meta.json"])
def test_a_result_that_was_changed_or_removed_is_made_again(study: Shell, name: str) -> None:
    run(study)
    before, path = results(study.folder), study.folder / "both-results" / name
    path.write_text("edited")
    assert run(study, "--check") == {"heights": "stale", "futures": "up to date"}
    path.unlink()
    assert run(study) == {"heights": "computed", "futures": "up to date"}
    assert {key: text for key, text in results(study.folder).items() if key != "heights.csv.meta.json"} == {
        key: text for key, text in before.items() if key != "heights.csv.meta.json"
    }


def test_a_page_that_was_changed_is_stale_and_a_new_title_is_on_it(study: Shell) -> None:
    run(study)
    (study.folder / "both-results" / "index.md").unlink()
    replaced(study, "both.toml", 'title = "Futures"', 'title = "What may come"')
    checked = study("study", "both.toml", "--check", "-f", "json")
    assert checked.code == 1
    assert states(checked) == {
        "heights": "up to date",
        "futures": "up to date",
        "index.html": "stale",
        "index.md": "stale",
    }
    assert run(study) == {"heights": "up to date", "futures": "up to date"}
    assert b"What may come" in results(study.folder)["index.html"]


def test_an_interrupted_study_goes_on_where_it_was(study: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    from orbitcalc.analysis.runs import montecarlo

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(montecarlo, "mc", stop)
        outcome = study("study", "both.toml")
    assert outcome.code == 130
    assert "orbitcalc study both.toml continues" in outcome.err
    assert "heights.csv" in results(study.folder)
    assert not [name for name in os.listdir(study.folder / "both-results") if name.endswith(".part")]
    assert run(study) == {"heights": "up to date", "futures": "computed"}


def test_one_analysis_alone_and_once_more(study: Shell) -> None:
    assert run(study, "--only", "futures") == {"heights": "stale", "futures": "computed"}
    assert "Not up to date: not computed yet." in results(study.folder)["index.md"].decode()
    assert run(study, "--only", "futures") == {"heights": "stale", "futures": "up to date"}
    assert run(study, "--again") == {"heights": "computed", "futures": "computed"}
    outcome = study("study", "both.toml", "--only", "future")
    assert outcome.code == 2
    assert "did you mean 'futures'?" in outcome.err


def test_a_failed_analysis_does_not_stop_the_others(study: Shell) -> None:
    replaced(study, "both.toml", 'altitude = "500..900 km"', 'altitude = "500..900 kg"')
    outcome = study("study", "both.toml", "-f", "json")
    assert outcome.code == 2
    assert states(outcome) == {"heights": "failed", "futures": "computed"}
    assert "both.toml:8:3" in outcome.err
    assert "heights: " in json.loads(outcome.err.splitlines()[-1])["message"]
    assert "heights.csv" not in results(study.folder)
    assert "it failed: heights:" in results(study.folder)["index.md"].decode()
    replaced(study, "both.toml", 'altitude = "500..900 kg"', 'altitude = "500..900 km"')
    assert run(study) == {"heights": "computed", "futures": "up to date"}


def test_a_figure_is_refused_where_there_is_none(shell: Shell) -> None:
    text = 'title = "T"\n[[analysis]]\nname = "a"\ntitle = "A"\nverb = "run"\nscenario = "google-1gw"\n'
    shell.write("both.toml", text + 'options = { all = true }\nfigure = "a.svg"\n')
    outcome = shell("study", "both.toml")
    assert outcome.code == 2
    assert "a: 'run' draws no figure with these options - leave figure out" in outcome.err
    replaced(shell, "both.toml", 'figure = "a.svg"\n', "")
    assert shell("study", "both.toml").code == 0


def test_a_figure_is_what_its_name_says(study: Shell) -> None:
    pytest.importorskip("cairosvg")
    replaced(study, "both.toml", "pictures/heights.svg", "heights.png")
    run(study, "--only", "heights")
    assert results(study.folder)["heights.png"].startswith(b"\x89PNG")
    assert "(heights.png)" in results(study.folder)["index.md"].decode()


def test_a_condition_that_does_not_hold_is_an_answer(shell: Shell) -> None:
    text = 'title = "T"\n[[analysis]]\nname = "a"\ntitle = "A"\nverb = "run"\nscenario = "google-1gw"\n'
    shell.write("both.toml", text + 'options = { require = "altitude < 1 km", no-range = true }\n')
    for state in ("computed", "up to date"):
        outcome = shell("study", "both.toml", "-f", "json")
        assert outcome.code == 1
        assert states(outcome) == {"a": state}
    assert "altitude < 1 km" in results(shell.folder)["index.md"].decode()


def test_workers_do_not_change_what_is_computed(study: Shell) -> None:
    run(study)
    before = results(study.folder)
    assert run(study, "-j", "2", "--again") == {"heights": "computed", "futures": "computed"}
    assert results(study.folder)["futures.json"] == before["futures.json"]


# What is refused

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


def test_overrides_go_to_the_scenario_they_name(shell: Shell) -> None:
    shell.write("mine.toml", SCENARIO)
    head = 'title = "T"\n[[analysis]]\nname = "a"\ntitle = "A"\nverb = "compare"\n'
    head += 'scenario = ["google-1gw", "mine.toml"]\n'
    shell.write("both.toml", head + 'overrides = { "mine.toml:altitude" = "650 km", pue = 1.5 }\noutput = "a.csv"\n')
    outcome = shell("study", "both.toml")
    assert outcome.code == 2
    assert "here `power_usage_effectiveness`" in outcome.err
    replaced(shell, "both.toml", "pue = 1.5", "power_usage_effectiveness = 1.5")
    assert shell("study", "both.toml").code == 0
    flags = ["-s", "2:altitude=650 km", "-s", "power_usage_effectiveness=1.5"]
    direct = shell("compare", "google-1gw", "mine.toml", *flags, "-f", "csv")
    assert results(shell.folder)["a.csv"].decode() == direct.out


@pytest.fixture(scope="module")
def shipped() -> list[str]:
    from orbitcalc.study.shipped import shipped_studies

    return list(shipped_studies())


def test_the_shipped_study_files_are_listed_and_stale_at_first(shell: Shell, shipped: list[str]) -> None:
    listed = read_json(shell("list", "study-files", "-f", "json").out)["rows"]
    assert [row["name"] for row in listed] == shipped
    assert len(shipped) >= 3
    for name in shipped:
        outcome = shell("study", name, "--check", "-f", "json")
        assert outcome.code == 1
        assert set(states(outcome).values()) == {"stale"}
    assert os.listdir(shell.folder) == []
    assert "did you mean 'articles'" in shell("study", "article").err


@pytest.mark.long
def test_the_shipped_study_files_run(shell: Shell, shipped: list[str]) -> None:
    for name in shipped:
        outcome = shell("study", name, "-f", "json")
        assert outcome.code == 0, outcome.err
        assert set(states(outcome).values()) == {"computed"}
        read_html((shell.folder / f"{name}-results" / "index.html").read_text("utf-8"))
        assert shell("study", name, "--check").code == 0
