"""The published sources of a result as a BibTeX file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from orbitcalc.analysis.insight.provenance import references
from orbitcalc.result import Result

NOT_PUBLISHED = frozenset({"assumption", "inferred", "none", "note"})
"""Source keys that mean work of this project, or no source at all."""


def bibtex(result: Result, *names: str) -> str:
    """The published sources that entered these variables, as a BibTeX file, in the order of their keys.

    Assumptions, inferences and values without a source are no publications and are left out.
    """
    published = (item for item in references(result, *names) if item.key not in NOT_PUBLISHED)
    return bibliography({item.key: item.fields for item in published})


def bibliography(sources: Mapping[str, Mapping[str, str]]) -> str:
    """Sources as BibTeX: an `@article` for a paper with a DOI or on arXiv, else a book, a report or `@misc`."""
    keys = unique_keys(sorted(sources))
    return "\n".join(_bib_entry(keys[key], key, sources[key]) for key in sorted(sources))


def unique_keys(keys: Iterable[str]) -> dict[str, str]:
    """A BibTeX key for each source: letters, digits and `-_.:` alone; no two are equal, whatever their case."""
    taken: set[str] = set()
    unique = {}
    for key in keys:
        plain = re.sub(r"[^A-Za-z0-9_.:-]+", "-", key).strip("-") or "source"
        candidates = (plain if n == 1 else f"{plain}-{n}" for n in range(1, len(taken) + 2))
        unique[key] = next(item for item in candidates if item.casefold() not in taken)
        taken.add(unique[key].casefold())
    return unique


ESCAPES = {
    **{mark: f"\\{mark}" for mark in "{}&%$#_"},
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
}
"""Characters that mean something to TeX, and how each is written to mean itself."""


def escaped(text: str) -> str:
    """A text as TeX prints it. Letters beyond ASCII stay, since BibTeX files are UTF-8."""
    return "".join(ESCAPES.get(character, character) for character in re.sub(r"\s+", " ", text.strip()))


_ARXIV = re.compile(r"arxiv\.org/(?:abs|pdf)/([0-9]{4}\.[0-9]{4,5})", re.IGNORECASE)
_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")


def _bib_entry(bib_key: str, key: str, fields: Mapping[str, str]) -> str:
    arxiv = _ARXIV.search(fields.get("url", ""))
    kind = entry_type(fields, arxiv=bool(arxiv))
    lines = (f"  {name} = {{{text}}}," for name, text in _bib_fields(key, fields, kind, arxiv))
    return "\n".join([f"@{kind}{{{bib_key},", *lines, "}", ""])


def entry_type(fields: Mapping[str, str], *, arxiv: bool) -> str:
    """The type of a BibTeX entry."""
    if fields.get("kind") == "paper" and (arxiv or fields.get("doi")):
        return "article"
    return {"book": "book", "report": "techreport"}.get(fields.get("kind", ""), "misc")


def _bib_fields(
    key: str, fields: Mapping[str, str], kind: str, arxiv: re.Match[str] | None
) -> Iterable[tuple[str, str]]:
    """The fields of an entry. Braces around the title keep its capitals in every style."""
    people, home = (
        _people(fields.get("publisher", "")) if kind in ("article", "book") else (fields.get("publisher"), "")
    )
    people, editors = (people or "").replace(" (eds)", "").replace(" (ed.)", ""), "(ed" in (people or "")
    year = _YEAR.search(fields.get("date", ""))
    notes = [fields.get("note", ""), f"how it was read: {fields['via']}" if fields.get("via") else ""]
    named = {
        "editor" if editors else "author": authors(people),
        "title": f"{{{escaped(fields.get('title', key))}}}",
        _HOME.get(kind, ""): escaped(f"arXiv:{arxiv[1]}" if arxiv and kind == "article" else home or people),
        "year": year[1] if year else "",
        "date": escaped(fields.get("date", "")),
        "doi": verbatim(fields.get("doi", "")),
        "eprint": arxiv[1] if arxiv else "",
        "archiveprefix": "arXiv" if arxiv else "",
        "url": verbatim(fields.get("url", "")),
        "note": escaped("; ".join(note for note in notes if note)),
    }
    return [(name, text) for name, text in named.items() if name and text]


def verbatim(text: str) -> str:
    """An address, which BibTeX styles print as it is; only what would end the field is encoded."""
    return text.translate({ord("{"): "%7B", ord("}"): "%7D", ord("\\"): "%5C", ord(" "): "%20"})


_PERSON = re.compile(r"(?:[^\W\d_]\.[ -]?)+(?: ?(?:[^\W\d_]|['-])+)+")
"""Initials and a surname."""


def authors(people: str) -> str:
    """Persons joined by "and"; anything else is one name, kept whole by braces."""
    listed, others = people.removesuffix(" et al."), people.endswith(" et al.")
    names = re.split(r", | and |; ", listed)
    if not all(_PERSON.fullmatch(name) for name in names):
        names = [f"{{{escaped(listed)}}}"] if listed else []
    return " and ".join([*(name if name.startswith("{") else escaped(name) for name in names), *["others"] * others])


_HOME = {"article": "journal", "book": "publisher", "techreport": "institution"}
"""The field that says where a source appeared."""


def _people(publisher: str) -> tuple[str, str]:
    """Author or publisher as the source list has them, without a journal at the end, and that journal."""
    people, comma, last = publisher.rpartition(", ")
    return (people, last) if comma and " " in people else (publisher, "")
