"""Texts that are safe to print: nothing in them drives a terminal or turns the direction of a line."""

from __future__ import annotations

import re

UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
"""Control characters, line separators, bidirectional controls, invisible characters and lone surrogates."""

_FORMULA = re.compile(r"""((?:^|[;\n])(?:[^\S\n]|")*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20][^\n;])""")
_NUMBER = r"[+-]?(?:\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|inf|nan)"
_NUMBERS = re.compile(f"{_NUMBER}(?: {_NUMBER})*", re.ASCII)

_BLANKS = re.compile(r"[\t\n\v\f\r]+")


def visible(text: str) -> str:
    r"""A text on one line whose control characters and bidirectional overrides are escapes.

    Text from a user may hold codes that a terminal obeys, or that make a line read otherwise than it is.

    Examples
    --------
    >>> print(visible("a\x1b[2Jb\u202ec\n"))
    a\x1b[2Jb\u202ec\n
    """
    return UNSAFE.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), text)


def visible_lines(text: str) -> str:
    """The same of a text of several lines, which stay."""
    return "\n".join(visible(line) for line in text.split("\n"))


def clean(text: str) -> str:
    """The same with blanks for line breaks and tabs."""
    return visible(_BLANKS.sub(" ", text))


def inert(text: str) -> str:
    r"""A text on its lines that a spreadsheet does not run as a formula; numbers, one or more, stay as they are.

    An apostrophe is set before what would begin a formula, also behind a semicolon or on a further line: where
    semicolons separate cells, quotation marks do not hold such a text together.

    Examples
    --------
    >>> print(inert("=1+1;@A1"), inert("-1.5e-3 2.0"), inert("700 km"))
    '=1+1;'@A1 -1.5e-3 2.0 700 km
    """
    return visible_lines(text if _NUMBERS.fullmatch(text) else _FORMULA.sub(r"\1'", text))
