"""What each verb shows."""

from __future__ import annotations

import json
import re
from typing import Any

import orbitcalc
from orbitcalc import catalog, model
from orbitcalc.graph import Choice, Parameter, Selection
from orbitcalc.report.views import Figures
from tests.cli.command_line import Shell


def test_the_screen_shows_the_division_beside_the_count(shell: Shell) -> None:
    result = orbitcalc.load("google-1gw").run()
    out = shell("run", "google-1gw").out
    assert "not 10,000" in out
    figures = Figures(result)
    for name in ("satellites_required", "duty_fraction", "availability"):
        assert figures(name) in out
    assert result.word("binding_constraint") in out
    assert out.count("\n  orbitcalc ") == 3
    assert "Feasible: " in out
    assert "Cheaper than the ground: " in out


def test_the_screen_says_why_there_is_no_answer(shell: Shell) -> None:
    out = shell("run", "google-1gw", "-s", "it_power_per_satellite=3 MW").out
    assert "not even one satellite fits on a flight" in out
    assert "Feasible: no" in out
    assert "n/a to" not in out
    unpriced = shell("run", "google-1gw", "-s", "vehicle=long-march-9").out
    assert "no published price (Long March 9)" in unpriced


def test_suggestions_build_on_the_command_and_run(shell: Shell) -> None:
    import shlex

    out = shell("run", "google-1gw", "-s", "vehicle=falcon-9", "-s", "altitude=700 km").out
    commands = [line.strip() for line in out.splitlines() if line.startswith("  orbitcalc ")]
    for line in commands:
        assert "-s vehicle=falcon-9" in line
        assert "altitude='700 km'" in line
        assert shell(*shlex.split(line)[1:]).code == 0


def test_explain_leads_down_to_inputs_and_each_variable_once(shell: Shell) -> None:
    root = json.loads(shell("explain", "google-1gw", "radiator_area", "--deep", "-f", "json").out)["tree"]
    opened: list[str] = []
    leaves: set[str] = set()

    def walk(node: dict[str, Any]) -> None:
        if "above" in node:
            assert node["name"] in opened
            return
        if node["from"]:
            opened.append(node["name"])
        else:
            leaves.add(node["name"])
        for branch in node["from"]:
            walk(branch)

    walk(root)
    assert len(opened) == len(set(opened))
    result = orbitcalc.load("google-1gw").run()
    constants = {leaf for leaf in leaves if leaf not in result.scenario.settings}
    assert all(result.scenario.graph[leaf].formula(result.scenario.words).arguments == () for leaf in constants)
    assert leaves - constants == set(result.inputs_of("radiator_area"))


def test_explain_shows_value_rule_origin_and_source(shell: Shell) -> None:
    out = shell("explain", "google-1gw", "satellites_nameplate").out
    assert out.startswith("satellites_nameplate = 10,000\n")
    assert "rule fleet.satellites_nameplate" in out
    assert "Given by google-1gw.toml:" in out
    shallow = shell("explain", "google-1gw", "satellites_active", "--depth", "1").out
    assert re.search(r"from \d+ variables", shallow)
    assert shell("explain", "google-1gw", "vehicle").out.startswith("vehicle = starship-v3\n")


def test_explain_suggests_the_nearest_name(shell: Shell) -> None:
    result = shell("explain", "google-1gw", "satelites_required")
    assert result.code == 2
    assert "satellites_required" in result.err


def test_params_shows_every_parameter_with_unit_range_meaning_and_source(shell: Shell) -> None:
    rows = {row["name"]: row for row in json.loads(shell("params", "-f", "json").out)["rows"]}
    graph = model.graph()
    assert set(rows) == set(graph.of(Parameter)) | set(graph.of(Choice)) | set(graph.of(Selection))
    for name, row in rows.items():
        assert row["unit"], name
        assert row["meaning"], name
        assert row["source"], name
        if name in graph.of(Parameter) and not graph.of(Parameter)[name].catalogue:
            assert row["least"] is None or row["least"] <= row["low"] <= row["default"] <= row["high"] <= row["most"]
    assert set(json.loads(shell("params", "--all", "-f", "json").out)["rows"][0]) == set(rows["altitude"])


def test_params_matches_name_group_and_meaning(shell: Shell) -> None:
    names = {row["name"] for row in json.loads(shell("params", "radiator", "-f", "json").out)["rows"]}
    assert {"radiator", "radiator_emissivity", "earth_infrared"} - {"earth_infrared"} <= names
    group = {row["name"] for row in json.loads(shell("params", "target", "-f", "json").out)["rows"]}
    assert "horizon" in group
    assert shell("params", "no such thing").code == 2


def test_list_names_every_scenario_table_entry_and_source(shell: Shell) -> None:
    rows = json.loads(shell("list", "-f", "json").out)["rows"]
    assert {row["name"] for row in rows} == set(orbitcalc.scenarios())
    assert all(row["title"] for row in rows)
    for table in catalog.tables():
        rows = json.loads(shell("list", table, "-f", "json").out)["rows"]
        assert [row["name"] for row in rows] == list(catalog.names(table))
    keys = {row["key"] for row in json.loads(shell("list", "sources", "-f", "json").out)["rows"]}
    assert keys == set(catalog.sources())
    assert "vehicles" in shell("list", "vehicels").err


def test_show_gives_a_catalogue_entry_with_its_sources(shell: Shell) -> None:
    out = shell("show", "vehicles/starship-v3").out
    assert out.startswith("Starship V3")
    assert "https://www.spacex.com/updates#starship-v3" in out
    assert "falcon-9" in shell("show", "vehicles/falcon9").err


def test_init_then_check_then_run_without_an_edit(shell: Shell) -> None:
    assert shell("init", "mine", "--from", "google-1gw").code == 0
    text = (shell.folder / "mine.toml").read_text("utf-8")
    assert text.startswith("#:schema ./orbitcalc.schema.json\n\n")
    json.loads((shell.folder / "orbitcalc.schema.json").read_text("utf-8"))
    assert shell("check", "mine.toml").code == 0
    assert shell("run", "mine.toml").code == 0
    refused = shell("init", "mine")
    assert refused.code == 2
    assert "--force" in refused.err
    assert (shell.folder / "mine.toml").read_text("utf-8") == text
    assert shell("init", "mine", "--force").code == 0


def test_every_commented_line_of_a_new_scenario_can_be_uncommented(shell: Shell) -> None:
    shell("init", "mine")
    lines = (shell.folder / "mine.toml").read_text("utf-8").splitlines()
    bare = [line[2:] if line.startswith("# ") and (" = " in line or line.startswith("# [")) else line for line in lines]
    shell.write("bare.toml", "\n".join(bare) + "\n")
    result = shell("check", "bare.toml")
    assert (result.code, result.err) == (0, "")


def test_the_digits_of_the_screen_are_those_that_are_asked_for(shell: Shell) -> None:
    result = orbitcalc.load("google-1gw").run()
    billions = result.value("capex", "GUSD_2025")
    assert f"{billions:.0f} billion USD" in shell("run", "google-1gw", "--no-range").out
    assert f"{billions:.2f} billion USD" in shell("run", "google-1gw", "--no-range", "--digits", "5").out
    exact = shell("run", "google-1gw", "--no-range", "--exact").out
    assert f"{result.value('capex')!r} GUSD_2025" in exact
    assert f"{result.value('satellites_required'):.0f} satellites" in exact


def test_ranges_are_on_the_screen_and_in_the_data_unless_they_are_left_out(shell: Shell) -> None:
    assert "90 % of futures" in shell("run", "google-1gw").out
    assert "futures" not in shell("run", "google-1gw", "--no-range").out
    data = json.loads(shell("run", "google-1gw", "-f", "json").out)
    ranges = {entry["name"]: entry["range"] for entry in data["outputs"] if "range" in entry}
    assert set(ranges["capex"]) == {"p05", "p50", "p95", "without_value"}
    assert data["futures"]["n"] == 4096
    assert set(data["futures"]["position"]) <= {*ranges, "deployment_time"}
    plain = json.loads(shell("run", "google-1gw", "-f", "json", "--no-range").out)
    assert "futures" not in plain
    assert not [entry for entry in plain["outputs"] if "range" in entry]
