"""Money over time: present values, levelised cost, and the simple ratios the field quotes.

Costs and energy are discounted alike, as they flow through a year; only yearly figures charge capital at its end.
An asset on either side is charged over its life, and the rest of it at the end of the horizon is residual value.
"""

from orbitcalc.model.finance import levelised, present

MODULES = (present, levelised)
