"""What computing earns on both sides: when power comes, what it sells for, and what the investment returns.

Both sides start from one decision, sell the same computing at the same price, and are followed until the same day.
Money and rates are real: dollars of one year, at the side's own cost of capital. The data flow from the price of an
hour and the power on line to yearly revenue, to flows of cash, to present value, rate of return and payback; last, how
all this moves when the decision waits.
"""

from orbitcalc.model.value import currency, data, ground, kilogram, orbit, parity, price, timing

MODULES = (currency, price, timing, orbit, ground, parity, data, kilogram)
