"""Text to SI and back; the one package that knows pint.

The entry points are:

* `read` turns a user's text ("650 km", "200 USD_2025/kg") into a float in coherent SI, or raises an
  error that explains how to write it. pint never parses user text.
* `unit` turns a unit text into a `Unit`: a scale to SI and a dimension.
* `quantity` and `magnitude` convert floats to pint quantities and back for the proof of units
  (`Plan.prove`), in which pint checks that every formula has its declared dimension.

Inside the program every number is a float in coherent SI, with the radian, the bit, the
floating-point operation and the dollar of `BASE_YEAR` as additional base units.
"""

from orbitcalc.units.expression import Unit, declared, unit
from orbitcalc.units.money import BASE_YEAR, PRICES, deflator
from orbitcalc.units.printing import amount, in_words, number, rounded, share
from orbitcalc.units.proof import checked, magnitude, pint_text, quantity
from orbitcalc.units.reading import LONGEST, currency_rate, declared_number, read, split, text_of
from orbitcalc.units.registry import PintError, known_units, registry

__all__ = [
    "BASE_YEAR",
    "LONGEST",
    "PRICES",
    "PintError",
    "Unit",
    "amount",
    "checked",
    "currency_rate",
    "declared",
    "declared_number",
    "deflator",
    "in_words",
    "known_units",
    "magnitude",
    "number",
    "pint_text",
    "quantity",
    "read",
    "registry",
    "rounded",
    "share",
    "split",
    "text_of",
    "unit",
]
