"""Launch cost per satellite, at the mean learned price of deployment or replacement."""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.economics import learning
from orbitcalc.graph import rule


@rule("t", "Cumulative mass launched between the price record and the first launch of this programme")
def taught_mass_before(flights_before: Array, failure_record: Array, payload_reference: Array) -> Array:
    return (flights_before - failure_record) * payload_reference


@taught_mass_before.when(launch_experience="programme")
def taught_mass_before_programme() -> Array:
    return 0.0


@rule("t", "Cumulative mass that lowers the price, added per satellite of this programme by all customers")
def taught_mass(billed_mass: Array, programme_share: Array) -> Array:
    return billed_mass / np.where(programme_share > 0.0, programme_share, 1.0)


@taught_mass.when(launch_experience="programme")
def taught_mass_programme(billed_mass: Array) -> Array:
    return billed_mass


@rule("USD/kg", "Mean launch price over the satellites of the deployment")
def launch_price_deployment(
    launch_price: Array,
    launch_price_floor: Array,
    launch_mass_reference: Array,
    taught_mass: Array,
    taught_mass_before: Array,
    satellites_deployed: Array,
    launch_learning: Array,
) -> Array:
    return learning.mean_price_above_floor(
        launch_price,
        taught_mass_before,
        satellites_deployed * taught_mass,
        launch_mass_reference,
        fall=launch_learning,
        floor=launch_price_floor,
    )


@rule("USD/kg", "Mean launch price over the replacement satellites")
def launch_price_renewal(
    launch_price: Array,
    launch_price_floor: Array,
    launch_mass_reference: Array,
    taught_mass: Array,
    taught_mass_before: Array,
    satellites_deployed: Array,
    satellites_renewed: Array,
    launch_learning: Array,
) -> Array:
    return learning.mean_price_above_floor(
        launch_price,
        taught_mass_before + satellites_deployed * taught_mass,
        satellites_renewed * taught_mass,
        launch_mass_reference,
        fall=launch_learning,
        floor=launch_price_floor,
    )


@rule("USD/kg", "Mean launch price over the whole deployment")
def launch_price_to_full_power(
    launch_price: Array,
    launch_price_floor: Array,
    launch_mass_reference: Array,
    taught_mass: Array,
    taught_mass_before: Array,
    satellites_launched: Array,
    launch_learning: Array,
) -> Array:
    return learning.mean_price_above_floor(
        launch_price,
        taught_mass_before,
        satellites_launched * taught_mass,
        launch_mass_reference,
        fall=launch_learning,
        floor=launch_price_floor,
    )


@rule("MUSD", "Launch cost of one satellite of the deployment")
def satellite_launch_cost(launch_price_deployment: Array, billed_mass: Array) -> Array:
    return launch_price_deployment * billed_mass


@satellite_launch_cost.when(launch_sourcing="own")
def satellite_launch_cost_own(own_flight_cost: Array, flights_per_satellite: Array) -> Array:
    return own_flight_cost * flights_per_satellite


@rule("MUSD", "Launch cost of one replacement satellite")
def renewal_launch_cost(launch_price_renewal: Array, billed_mass: Array) -> Array:
    return launch_price_renewal * billed_mass


@renewal_launch_cost.when(launch_sourcing="own")
def renewal_launch_cost_own(own_flight_cost: Array, flights_per_satellite: Array) -> Array:
    return own_flight_cost * flights_per_satellite


@rule("USD/kW/yr", "Launched power price: launch price times mass, per power and year of life", roles=("chain",))
def launched_power_price(
    launch_price: Array, satellite_wet_mass: Array, it_power_per_satellite: Array, satellite_life: Array
) -> Array:
    return launch_price * satellite_wet_mass / (it_power_per_satellite * satellite_life)
