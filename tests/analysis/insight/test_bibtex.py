"""The sources of a result as BibTeX."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import orbitcalc
from orbitcalc import catalog
from orbitcalc.analysis.insight import bibtex, provenance
from tests.cli.command_line import Shell

ENTRY = re.compile(r"@(\w+)\{([^,\s]+),\n((?:  \w+ = \{.*\},\n)*)\}\n")


FIELD = re.compile(r"  (\w+) = \{(.*)\},\n")


def parsed(text: str) -> dict[str, tuple[str, dict[str, str]]]:
    """A BibTeX file read back: key to type and fields; fails where anything is left over."""
    entries = {match[2]: (match[1], dict(FIELD.findall(match[3]))) for match in ENTRY.finditer(text)}
    assert ENTRY.sub("", text).strip() == ""
    assert len(entries) == len(ENTRY.findall(text)), "a key stands twice"
    return entries


def balanced(text: str) -> bool:
    """Whether braces that are not escaped close as they open."""
    depth = 0
    for mark in re.findall(r"(?<!\\)[{}]", text.replace("\\\\", "")):
        depth += 1 if mark == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def test_every_source_of_the_catalogue_makes_a_valid_entry() -> None:
    texts = {key: {name: str(x) for name, x in about.items()} for key, about in catalog.sources().items()}
    entries = parsed(bibtex.bibliography(texts))
    assert len(entries) == len(texts)
    for kind, fields in entries.values():
        assert kind in ("article", "book", "techreport", "misc")
        assert fields["title"]
        for name, text in fields.items():
            assert balanced(text)
            if name not in ("url", "doi"):
                assert not re.search(r"(?<!\\)[&%#_$]", text), text
        needed = {"article": ("journal", "year"), "techreport": ("institution",), "book": ("publisher", "year")}
        assert all(name in fields for name in needed.get(kind, ()))


def test_papers_are_articles_with_their_numbers() -> None:
    keys = ("suncatcher", "castet-saleh-2009", "mccalip")
    texts = {key: {name: str(x) for name, x in catalog.sources()[key].items()} for key in keys}
    entries = parsed(bibtex.bibliography(texts))
    kind, paper = entries["suncatcher"]
    assert (kind, paper["eprint"], paper["archiveprefix"]) == ("article", "2511.19468", "arXiv")
    assert paper["author"] == "{Agüera y Arcas} and others"
    kind, paper = entries["castet-saleh-2009"]
    assert (kind, paper["author"], paper["doi"]) == ("article", "J.-F. Castet and J. H. Saleh", "10.2514/1.42243")
    assert paper["journal"].startswith("Journal of Spacecraft and Rockets")
    assert entries["mccalip"][0] == "misc"


@given(st.text(max_size=40))
def test_any_text_stays_within_its_field(text: str) -> None:
    escaped = bibtex.escaped(text)
    assert balanced(escaped)
    assert not re.search(r"(?<!\\)[&%#_$~^]", escaped)
    assert "\n" not in escaped


def test_characters_of_tex_are_escaped() -> None:
    assert bibtex.escaped("R&S 5 % #1 a_b $ {x} \\ ~ ^") == (
        r"R\&S 5 \% \#1 a\_b \$ \{x\} \textbackslash{} \textasciitilde{} \textasciicircum{}"
    )


def test_keys_are_unique_whatever_their_case() -> None:
    keys = bibtex.unique_keys(["a b", "a-b", "A-B", "é"])
    assert len({key.casefold() for key in keys.values()}) == 4
    assert all(re.fullmatch(r"[A-Za-z0-9_.:-]+", key) for key in keys.values())


def test_the_bibliography_is_of_what_was_used_and_published() -> None:
    result = orbitcalc.load("mccalip").run()
    entries = parsed(bibtex.bibtex(result))
    used = {reference.key for reference in provenance.references(result)}
    assert set(entries) == used - bibtex.NOT_PUBLISHED
    assert "assumption" in used


def test_run_writes_bibtex_to_a_file_or_to_standard_output(shell: Shell, tmp_path: Path) -> None:
    there = shell("run", "mccalip", "--bibtex", "-").out
    assert "mccalip" in parsed(there)
    beside = shell("run", "mccalip", "--bibtex", "used.bib")
    assert (tmp_path / "used.bib").read_text(encoding="utf-8") == there
    assert "satellites" in beside.out
    assert shell("run", "mccalip", "--bibtex", "used.bib").code == 2


def test_explain_gives_the_sources_of_one_figure(shell: Shell) -> None:
    entries = parsed(shell("explain", "mccalip", "launch_price", "--bibtex", "-").out)
    assert list(entries) == ["mccalip"]
