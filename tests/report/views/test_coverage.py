"""The figures that a study prints, and the label of what it does not cover."""

from orbitcalc import load
from orbitcalc.document import Heading, Paragraph, Table
from orbitcalc.report.views.studies import (
    baseline_text,
    claim_text,
    covered_names,
    printed_figures_block,
    speaker,
)
from orbitcalc.report.views.variables import variables_document


def test_the_printed_figures_stand_beside_ours() -> None:
    heading, table = printed_figures_block(load("iscr").run())
    assert isinstance(heading, Heading)
    assert isinstance(table, Table)
    assert table.rows[1] == ["array_mass", "141.8 t", "141.75", "-0.04\u00a0%"]
    assert "fleet_mass" not in [row[0] for row in table.rows], "the paper does not print it"


def test_a_long_study_shows_the_figures_of_its_own_case_and_where_the_others_are() -> None:
    *_, table, more = printed_figures_block(load("mccalip").run())
    assert isinstance(table, Table)
    assert isinstance(more, Paragraph)
    assert table.rows[0][:2] == ["satellites_required", "39,731"]
    assert "orbitcalc verify mccalip" in more.text


def test_a_design_has_no_printed_figures() -> None:
    assert printed_figures_block(load("baseline").run()) == []


def test_the_label_counts_the_inputs_of_the_study() -> None:
    """Two numbers and a word have an effect on the mass: the target through the fleet's dead satellites."""
    result = load("google-beals").run()
    assert baseline_text(result, "satellite_wet_mass") == "baseline except for 3 inputs of google-beals"
    assert speaker(result, "satellites_nameplate", "T. Beals") == "T. Beals"
    assert speaker(result, "satellite_wet_mass", "T. Beals").startswith("baseline except for")


def test_names_part_into_covered_and_others() -> None:
    result = load("google-beals").run()
    assert covered_names(result, ["capex", "satellites_nameplate"]) == (["satellites_nameplate"], ["capex"])


def test_the_variables_of_a_study_stand_before_the_others() -> None:
    titles = [getattr(block, "title", "") for block in variables_document(load("iscr").run(), {}).blocks()]
    assert titles[-1].startswith("Not covered by the study: baseline except for")
    assert not any("Not covered" in title for title in titles[:-1])
    own = [getattr(block, "title", "") for block in variables_document(load("baseline").run(), {}).blocks()]
    assert not any("Not covered" in title for title in own)


def test_a_claim_is_named_in_a_sentence() -> None:
    claim = {"extends": "baseline", "stance": "claim", "claimed_by": "Somebody", "locator": "press release"}
    assert claim_text(load(claim).run()) == "A claim of Somebody (press release), not a central design"
    assert claim_text(load("baseline").run()) == ""
