"""Study files at the command line: what is computed, and what is stale."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from orbitcalc.analysis.sensitivity import sweep as sweeps
from orbitcalc.study import keys
from tests.cli.command_line import Shell
from tests.cli.formats import read_csv, read_html, read_json, read_markdown
from tests.cli.studies import FILES, SCENARIO, replaced, results, run, states


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


def test_a_cluster_is_given_to_the_verbs_that_take_one(study: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """Threads stand for the cluster."""
    from orbitcalc.analysis.runs import workers

    asked: list[str] = []

    @contextmanager
    def cluster(address: str) -> Iterator[tuple[ThreadPoolExecutor, int]]:
        asked.append(address)
        with ThreadPoolExecutor(2) as executor:
            yield executor, 2

    run(study)
    before = results(study.folder)
    monkeypatch.setattr(workers, "cluster", cluster)
    assert run(study, "--cluster", "tcp://host:8786", "--again") == {"heights": "computed", "futures": "computed"}
    assert asked == ["tcp://host:8786"]
    assert results(study.folder)["futures.json"] == before["futures.json"]
    assert run(study) == {"heights": "up to date", "futures": "up to date"}


def test_what_is_no_longer_in_the_study_stays(study: Shell) -> None:
    run(study)
    text = (study.folder / "both.toml").read_text("utf-8")
    study.write("both.toml", text[: text.rindex("[[analysis]]")])
    outcome = study("study", "both.toml")
    assert "note: 'futures' is no longer in the study; its files stay" in outcome.err
    assert "futures.json" in results(study.folder)
    assert "Futures" not in results(study.folder)["index.md"].decode()


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


def test_a_scenario_may_be_an_address(study: Shell) -> None:
    replaced(study, "both.toml", 'scenario = "mine.toml"', 'scenario = "mine.toml?altitude=800 km"')
    run(study)
    direct = study(
        "sweep", "mine.toml?altitude=800 km", "--vary", "altitude=500..900 km", "--points", "3", "--of", "cost_ratio"
    )
    assert direct.code == 0
    assert "mine.toml?altitude=800 km" in results(study.folder)["index.md"].decode()


def test_a_study_in_another_folder_reads_and_writes_there(study: Shell) -> None:
    """The scenario stands beside the file; the results go there, and the command is as it would be typed there."""
    there = study.folder / "there"
    there.mkdir()
    for name in ("mine.toml", "both.toml"):
        (study.folder / name).rename(there / name)
    assert states(study("study", "there/both.toml", "-f", "json")) == {"heights": "computed", "futures": "computed"}
    assert "orbitcalc sweep mine.toml --vary" in (there / "both-results" / "index.md").read_text("utf-8")
    assert os.listdir(study.folder) == ["there"]
    (there / "both-results").rename(study.folder / "moved")
    assert study("study", "there/both.toml", "-o", "moved", "--check").code == 0
