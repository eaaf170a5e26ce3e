"""Expressions as MathML, which browsers draw without a script."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from html import escape

from terms import Name, Number, Operation, Product, Term

SUM, PRODUCT, ATOM = 1, 2, 3
"""How strongly the parts of an expression hold together."""

STRENGTHS = {"exp": PRODUCT, "power": PRODUCT, "expm1": SUM}
"""Of functions that are not written with brackets."""

SIGNS = {
    "less": "<mo>&lt;</mo>",
    "less_equal": "<mo>≤</mo>",
    "greater": "<mo>&gt;</mo>",
    "greater_equal": "<mo>≥</mo>",
    "equal": "<mo>=</mo>",
    "not_equal": "<mo>≠</mo>",
    "logical_and": "<mtext>&nbsp;and&nbsp;</mtext>",
    "logical_or": "<mtext>&nbsp;or&nbsp;</mtext>",
}

FUNCTIONS = {
    "minimum": "min",
    "maximum": "max",
    "log": "ln",
    "log2": "log₂",
    "log10": "log₁₀",
    "arcsin": "arcsin",
    "arccos": "arccos",
    "arctan": "arctan",
    "arctan2": "atan2",
    "arcsinh": "arsinh",
    "trunc": "trunc",
    "isnan": "no value of",
    "isinf": "infinite",
    "isfinite": "finite",
    "logical_not": "not",
}
"""Functions whose name is written otherwise; others are written as they are called."""

ROWS = {"sum": "∑", "least": "min", "greatest": "max"}


def display(name: str, series: str, term: Term) -> str:
    """An equation on a line of its own: a variable and what it is."""
    left, right = name_text(Name(name, series)), render(term)[0]
    return f'<math display="block"><mrow>{left}<mo>=</mo>{right}</mrow></math>'


def name_text(name: Name) -> str:
    """A variable; one letter is a counter."""
    text = f"<mi>{escape(name.text)}</mi>"
    return f"<msub>{text}<mi>{name.series}</mi></msub>" if name.series else text


def render(term: Term) -> tuple[str, int]:
    """A term, and how strongly its parts hold together."""
    if isinstance(term, Number):
        return number(term.value)
    if isinstance(term, Name):
        return name_text(term), ATOM
    if isinstance(term, Product):
        return _product(term.factors)
    return _operation(term)


def bracketed(term: Term, least: int) -> str:
    """A term, in brackets if its parts hold together less than this."""
    text, strength = render(term)
    return text if strength >= least else f"<mrow><mo>(</mo>{text}<mo>)</mo></mrow>"


def number(value: float) -> tuple[str, int]:
    """A constant, with six digits at most; a multiple of pi as one."""
    if math.isnan(value):
        return "<mtext>no value</mtext>", ATOM
    if value < 0.0:
        return f"<mrow><mo>−</mo>{number(-value)[0]}</mrow>", SUM
    if math.isinf(value):
        return "<mn>∞</mn>", ATOM
    share = Fraction(value / math.pi).limit_denominator(360)
    if share.numerator and share.numerator <= 360 and math.isclose(float(share) * math.pi, value, rel_tol=1e-14):
        return _multiple_of_pi(share), PRODUCT
    text = f"{value:.6g}"
    mantissa, mark, exponent = text.partition("e")
    if not mark:
        return f"<mn>{text}</mn>", ATOM
    power = f"<msup><mn>10</mn><mn>{str(int(exponent)).replace('-', '−')}</mn></msup>"
    return f"<mrow><mn>{mantissa}</mn><mo>×</mo>{power}</mrow>", PRODUCT


def _multiple_of_pi(share: Fraction) -> str:
    top = "<mi>π</mi>" if share.numerator == 1 else f"<mrow><mn>{share.numerator}</mn><mi>π</mi></mrow>"
    return top if share.denominator == 1 else f"<mfrac>{top}<mn>{share.denominator}</mn></mfrac>"


def _product(factors: Sequence[tuple[Term, float]]) -> tuple[str, int]:
    """A product: as a fraction where an exponent is negative."""
    above = [_power(term, power) for term, power in factors if power > 0.0]
    below = [_power(term, -power) for term, power in factors if power < 0.0]
    first = factors[0][0]
    minus = isinstance(first, Number) and first.value < 0.0
    if minus and isinstance(first, Number):
        above = ([] if first.value == -1.0 else [number(-first.value)[0]]) + above[1:]
    if below:  # a line holds together what is above and below it
        above = [_alone(factors, 1.0)] if len(above) == 1 and not minus else above
        below = [_alone(factors, -1.0)] if len(below) == 1 else below
    top = _joined(above) or "<mn>1</mn>"
    text = f"<mfrac>{_row(top)}{_row(_joined(below))}</mfrac>" if below else top
    if minus:
        return f"<mrow><mo>−</mo>{text}</mrow>", SUM
    return (text, PRODUCT) if len(above) + len(below) > 1 or below else (text, ATOM)


def _alone(factors: Sequence[tuple[Term, float]], sign: float) -> str:
    """The only factor whose exponent has this sign."""
    ((term, power),) = ((term, power) for term, power in factors if power * sign > 0.0)
    return render(term)[0] if power == sign else _power(term, power * sign)


def _row(text: str) -> str:
    return f"<mrow>{text}</mrow>"


def _joined(parts: Sequence[str]) -> str:
    return "<mo>·</mo>".join(parts)


def _power(term: Term, power: float) -> str:
    """A factor with its exponent; roots as roots."""
    if power == 1.0:
        return bracketed(term, PRODUCT)
    root = 1.0 / power
    if power == 0.5:
        return f"<msqrt>{render(term)[0]}</msqrt>"
    if math.isclose(root, round(root)) and 2.0 < root < 10.0:
        return f"<mroot>{_row(render(term)[0])}<mn>{round(root)}</mn></mroot>"
    return f"<msup>{_row(bracketed(term, ATOM))}{_row(number(power)[0])}</msup>"


def _operation(term: Operation) -> tuple[str, int]:
    name, terms = term.name, term.terms
    if name in ("add", "subtract"):
        sign, second = ("+", SUM) if name == "add" else ("−", PRODUCT)
        right = render(terms[1])[0]
        if name == "add" and right.startswith("<mrow><mo>−</mo>"):
            return f"<mrow>{render(terms[0])[0]}{right}</mrow>", SUM
        return f"<mrow>{render(terms[0])[0]}<mo>{sign}</mo>{bracketed(terms[1], second)}</mrow>", SUM
    if name in SIGNS:
        return f"<mrow>{bracketed(terms[0], SUM)}{SIGNS[name]}{bracketed(terms[1], SUM)}</mrow>", 0
    if name == "where":
        return _cases(term), ATOM
    if name == "given":
        conditions = "<mo>,</mo>".join(render(item)[0] for item in terms[1:])
        return f"<mrow>{render(terms[0])[0]}<mtext>&nbsp; if &nbsp;</mtext>{conditions}</mrow>", 0
    if name in ROWS:
        sign = f"<munder><mo>{ROWS[name]}</mo><mi>{term.series}</mi></munder>"
        return f"<mrow>{sign}{bracketed(terms[0], PRODUCT)}</mrow>", PRODUCT
    return _function(name, terms), STRENGTHS.get(name, ATOM)


def _function(name: str, terms: Sequence[Term]) -> str:
    inside = "<mo>,</mo>".join(render(term)[0] for term in terms)
    if name == "absolute":
        return f"<mrow><mo>|</mo>{inside}<mo>|</mo></mrow>"
    if name in ("floor", "ceil"):
        left, right = ("⌊", "⌋") if name == "floor" else ("⌈", "⌉")
        return f"<mrow><mo>{left}</mo>{inside}<mo>{right}</mo></mrow>"
    if name == "power":
        return f"<msup>{_row(bracketed(terms[0], ATOM))}{_row(render(terms[1])[0])}</msup>"
    if name in ("exp", "expm1"):
        power = f"<msup><mi>e</mi>{_row(inside)}</msup>"
        return power if name == "exp" else f"<mrow>{power}<mo>−</mo><mn>1</mn></mrow>"
    if name == "cbrt":
        return f"<mroot>{_row(inside)}<mn>3</mn></mroot>"
    inside = f"<mn>1</mn><mo>+</mo>{inside}" if name == "log1p" else inside
    shown = "ln" if name == "log1p" else FUNCTIONS.get(name, name)
    return f"<mrow><mi>{shown}</mi><mo>(</mo>{inside}<mo>)</mo></mrow>"


def _cases(term: Term) -> str:
    """Values under conditions, one below the other."""
    rows = []
    while isinstance(term, Operation) and term.name == "where":
        condition, value, term = term.terms
        rows.append((render(value)[0], f"<mtext>if&nbsp;</mtext>{render(condition)[0]}"))
    rows.append((render(term)[0], "<mtext>otherwise</mtext>"))
    cells = "".join(f"<mtr><mtd>{_row(value)}</mtd><mtd>{_row(when)}</mtd></mtr>" for value, when in rows)
    return f"<mrow><mo>{{</mo><mtable>{cells}</mtable></mrow>"
