"""`orbitcalc report`: one page, written whole or not at all."""

from __future__ import annotations

import html
import os
import re
import sys

import pytest

from orbitcalc.cli import main
from orbitcalc.units import number
from tests import shipped
from tests.cli.command_line import Shell

pytestmark = pytest.mark.slow

FAST = ("-n", "64")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of a scenario with the analyses of its uncertainty."""
    path = tmp_path_factory.mktemp("page") / "page.html"
    assert main(["report", "google-1gw", "-q", "-o", str(path), *FAST]) == 0
    return path.read_text(encoding="utf-8")


def test_it_writes_a_page_and_says_so(shell: Shell, page: str) -> None:
    result = shell("report", "google-1gw", "-o", "page.html", "--no-uncertainty")
    text = (shell.folder / "page.html").read_text(encoding="utf-8")
    assert (result.code, result.out) == (0, "")
    assert result.err == "wrote page.html\n"
    assert text.startswith("<!DOCTYPE html>")
    assert text.endswith("</html>\n")
    assert "64 samples" in page
    assert os.listdir(shell.folder) == ["page.html"]


def test_it_says_which_command_made_it(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    line = ["report", "google-1gw", "-s", "altitude=700 km", "-q", "-o", "page.html", "--no-uncertainty"]
    monkeypatch.setattr(sys, "argv", ["orbitcalc", *line])
    assert main() == 0
    text = (shell.folder / "page.html").read_text(encoding="utf-8")
    assert tuple(shell.capsys.readouterr()) == ("", "")
    command = "orbitcalc report google-1gw -s &#39;altitude=700 km&#39; -q -o page.html --no-uncertainty"
    assert command in text
    assert "orbitcalc run google-1gw -s altitude=&#39;700 km&#39;" in text
    for package in ("numpy", "scipy", "pint", "python"):
        assert f"{package} " in text


def test_what_is_there_stays_without_force(shell: Shell) -> None:
    shell.write("page.html", "mine")
    result = shell("report", "google-1gw", "-o", "page.html")
    assert result.code == 2
    assert "--force" in result.err
    assert (shell.folder / "page.html").read_text() == "mine"
    assert shell("report", "google-1gw", "-o", "page.html", "--force", "--no-uncertainty").code == 0
    assert (shell.folder / "page.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


@pytest.mark.parametrize(
    "arguments",
    [
        ("report",),
        ("report", "no-such", "-o", "page.html"),
        ("report", "google-1gw", "-o", "nowhere/page.html", "--no-uncertainty"),
        ("report", "google-1gw", "-o", "page.html", "-s", "altitude=1 kg"),
        ("report", "google-1gw", "-o", "page.html", "-n", "0"),
    ],
)
def test_wrong_usage_writes_nothing(shell: Shell, arguments: tuple[str, ...]) -> None:
    result = shell(*arguments)
    assert result.code == 2
    assert result.err
    assert os.listdir(shell.folder) == []


def test_without_uncertainty(shell: Shell, page: str) -> None:
    assert shell("report", "google-1gw", "-o", "-", "--no-uncertainty").out.count("Uncertainty") == 0
    assert page.count("Uncertainty") == 2


def test_same_seed_same_page_for_any_number_of_jobs(shell: Shell, page: str) -> None:
    def sections(text: str) -> list[str]:
        return re.sub(r"\(seed \d\)", "", text.partition('<footer id="made"')[0]).split("<h2>")

    line = ("report", "google-1gw", "-o", "-", "-j", "2", *FAST)
    own, same, other = (sections(text) for text in (page, *(shell(*line, "--seed", seed).out for seed in "01")))
    assert own == same
    changed = [one.partition("<")[0] for one, new in zip(own, other, strict=True) if one != new]
    assert changed == ["What drives the cost ratio to the ground", "Uncertainty"]


def test_a_hostile_title_is_text(shell: Shell) -> None:
    text = "schema = 1\ntitle = '<script>alert(1)</script>'\nextends = 'baseline'\n"
    shell.write("<script>alert(2)<script>.toml".replace("/", ""), text)
    page = shell("report", "./<script>alert(2)<script>.toml", "-o", "-", "--no-uncertainty").out
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "&lt;script&gt;alert(2)" in page


def test_several_scenarios(shell: Shell) -> None:
    names = ("google-1gw", "starlink-v3-compute", "baseline")
    page = shell("report", *names, "-o", "-", "-s", "2:altitude=700 km", "--no-uncertainty").out
    assert "3 scenarios side by side" in page
    assert page.count("<article") == 1 + len(names)
    assert "defaults included" not in page
    assert "orbitcalc run starlink-v3-compute -s altitude=&#39;700 km&#39;" in page
    assert "orbitcalc run baseline -s altitude" not in page


def test_units_are_shown_as_asked(shell: Shell) -> None:
    page = shell("report", "google-1gw", "-o", "-", "--no-uncertainty", "--units", "delivery_altitude=m").out
    assert "t to 350,000 m" in page.replace("\u00a0", " ")


def test_help_shows_how(shell: Shell) -> None:
    assert "orbitcalc report google-1gw -o google.html" in shell("report", "-h").out


def test_it_opens_with_a_sentence_to_quote_and_the_picture(page: str) -> None:
    result = shipped.result("google-1gw")
    lead = html.unescape(re.sub(r"<[^>]+>", "", page.partition("<p>")[2].partition("</p>")[0])).replace("\u00a0", " ")
    ends = [number(end, 3) for end in (result.range("cost_ratio").low, result.range("cost_ratio").high) if end]
    assert lead.startswith("About ")
    assert f"{number(result.value('cost_ratio'), 3)} times as much as on the ground ({ends[0]} to {ends[1]} in" in lead
    titles = re.findall(r'<title id="[^"]*">([^<]*)', page)
    assert titles[0].startswith("The answer and its range")
    assert any("4,096 futures" in title or "64 futures" in title for title in titles)
    assert any(title.startswith("What makes cost_ratio") for title in titles)
    assert "IT power on line" in "".join(titles)


def test_its_tables_fold_and_stay_in_markdown(shell: Shell, page: str) -> None:
    assert page.count("<caption>") == page.count("<summary>") > 5
    shell("report", "google-1gw", "-f", "md", "-o", "page.md", "--no-uncertainty")
    assert "**Mass of one satellite**" in (shell.folder / "page.md").read_text(encoding="utf-8")


def test_it_takes_a_run_directory(shell: Shell) -> None:
    assert shell("mc", "google-1gw", "-s", "altitude=700 km", "-n", "300", "--seed", "3", "-o", "run").code == 0
    assert shell("report", "run", "-o", "page.html").code == 0
    text = (shell.folder / "page.html").read_text(encoding="utf-8")
    assert "300 samples of google-1gw" in text
    assert "(seed 3)" in text
    assert "700 km" in text
    refused = shell("report", "run", "-s", "altitude=600 km", "-o", "other.html")
    assert (refused.code, "--set" in refused.err) == (2, True)
    assert not (shell.folder / "other.html").exists()


def test_a_comparison_begins_with_the_difference_that_matters(shell: Shell) -> None:
    shell.write("mine.toml", 'extends = "google-1gw"\naltitude = "700 km"\nlaunch_price = "100 USD_2025/kg"\n')
    assert shell("report", "google-1gw", "mine.toml", "-o", "two.html", "--no-uncertainty").code == 0
    text = (shell.folder / "two.html").read_text(encoding="utf-8")
    first, second = re.findall(r"<h2>([^<]*)</h2>|<h2 class=\"title\">([^<]*)</h2>", text)[:2]
    assert "Why mine differs from google-1gw" in first
    assert "Side by side" in second
    titles = re.findall(r'<title id="[^"]*">([^<]*)', text)
    assert titles[0].startswith("From ")
