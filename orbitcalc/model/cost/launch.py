"""What launching one satellite costs: the learned price, averaged over deployment or replacement."""

from __future__ import annotations

from orbitcalc._typing import Array
from orbitcalc.economics import learning
from orbitcalc.graph import rule


@rule("t", "Mass billed before the first launch of this programme")
def billed_mass_before() -> Array:
    return 0.0


@rule("USD/kg", "Mean launch price over the satellites of the deployment")
def launch_price_deployment(
    launch_price: Array,
    launch_mass_reference: Array,
    billed_mass: Array,
    billed_mass_before: Array,
    satellites_deployed: Array,
    launch_price_learning: Array,
) -> Array:
    return learning.mean_learned_price(
        launch_price,
        billed_mass_before,
        satellites_deployed * billed_mass,
        launch_mass_reference,
        fall=launch_price_learning,
    )


@rule("USD/kg", "Mean launch price over the satellites that replace others")
def launch_price_renewal(
    launch_price: Array,
    launch_mass_reference: Array,
    billed_mass: Array,
    satellites_deployed: Array,
    satellites_renewed: Array,
    launch_price_learning: Array,
) -> Array:
    return learning.mean_learned_price(
        launch_price,
        satellites_deployed * billed_mass,
        satellites_renewed * billed_mass,
        launch_mass_reference,
        fall=launch_price_learning,
    )


@rule("USD/kg", "Mean launch price over the whole deployment")
def launch_price_to_full_power(
    launch_price: Array,
    launch_mass_reference: Array,
    billed_mass: Array,
    billed_mass_before: Array,
    satellites_launched: Array,
    launch_price_learning: Array,
) -> Array:
    return learning.mean_learned_price(
        launch_price,
        billed_mass_before,
        satellites_launched * billed_mass,
        launch_mass_reference,
        fall=launch_price_learning,
    )


@rule("MUSD", "Launch cost of one satellite of the deployment")
def satellite_launch_cost(launch_price_deployment: Array, billed_mass: Array) -> Array:
    return launch_price_deployment * billed_mass


@satellite_launch_cost.when(launch_sourcing="own")
def satellite_launch_cost_own(own_flight_cost: Array, flights_per_satellite: Array) -> Array:
    return own_flight_cost * flights_per_satellite


@rule("MUSD", "Launch cost of one satellite that replaces another")
def renewal_launch_cost(launch_price_renewal: Array, billed_mass: Array) -> Array:
    return launch_price_renewal * billed_mass


@renewal_launch_cost.when(launch_sourcing="own")
def renewal_launch_cost_own(own_flight_cost: Array, flights_per_satellite: Array) -> Array:
    return own_flight_cost * flights_per_satellite
