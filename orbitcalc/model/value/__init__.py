"""The value of computing on both sides: dates of power, prices, revenue and return on investment.

Both sides start from one decision, sell the same computing at the same price, and end on the same day.
Money and rates are real: dollars of one year, at each side's own cost of capital. The price of an hour and the power
on line give yearly revenue and cash flows, and these give present value, rate of return and payback; `parity` shows
how the comparison changes when the decision waits.
"""

from orbitcalc.model.value import currency, data, ground, kilogram, orbit, parity, price, timing, waiting

MODULES = (currency, price, timing, orbit, ground, waiting, parity, data, kilogram)
