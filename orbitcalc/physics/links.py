"""Laser and radio links: received power, data rate and beam spread.

The captured share of a laser beam is in `diffraction`; links to the ground are in `ground_link`.
"""

from typing import Final

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.physics.constants import PLANCK, SPEED_OF_LIGHT
from orbitcalc.physics.diffraction import captured_fraction as captured_fraction
from orbitcalc.physics.diffraction import captured_fraction_bounded as captured_fraction_bounded
from orbitcalc.physics.diffraction import confocal_reach as confocal_reach
from orbitcalc.physics.diffraction import fresnel_number as fresnel_number
from orbitcalc.physics.diffraction import near_field_fraction as near_field_fraction
from orbitcalc.physics.diffraction import range_of_fraction as range_of_fraction
from orbitcalc.physics.ground_link import clear_sky_fraction as clear_sky_fraction
from orbitcalc.physics.ground_link import contact_fraction as contact_fraction
from orbitcalc.physics.ground_link import earth_central_angle as earth_central_angle
from orbitcalc.physics.ground_link import latency as latency
from orbitcalc.physics.ground_link import mean_downlink_rate as mean_downlink_rate
from orbitcalc.physics.ground_link import slant_range as slant_range
from orbitcalc.physics.ground_link import visible_share as visible_share
from orbitcalc.validity import NOT_NEGATIVE, SHARE, possible

_AIRY: Final = 1.219_669_891
"""First zero of the Bessel function J1, over pi."""
_GAUSSIAN: Final = 8.0
"""Fall of a Gaussian beam's intensity with offset over full 1/e^2 width, both squared: 2 times 2 squared."""


@possible(transmit_power=NOT_NEGATIVE, transmission=SHARE)
def received_power(transmit_power: Array, captured_fraction: Array, transmission: Array) -> Array:
    """Optical power at the detector.

    Parameters
    ----------
    transmit_power : array_like, shape (...)
        Power that leaves the transmitting aperture [W].
    captured_fraction : array_like, shape (...)
        Share captured by the receiving aperture [1].
    transmission : array_like, shape (...)
        Transmission of optics, pointing and atmosphere [1].

    Returns
    -------
    array_like, shape (...)
        Power [W].

    Examples
    --------
    >>> round(float(received_power(1.0, 2.5675e-5, 0.25)), 8)
    6.42e-06
    """
    return transmit_power * captured_fraction * transmission


@possible(pointing_error=NOT_NEGATIVE, divergence=NOT_NEGATIVE)
def pointing_transmission(pointing_error: Array, divergence: Array) -> Array:
    """Share of a Gaussian beam's power on a small receiver after a pointing error.

    Parameters
    ----------
    pointing_error : array_like, shape (...)
        Angle between beam and receiver [rad].
    divergence : array_like, shape (...)
        Full angle of the beam between points of 1/e^2 intensity [rad].

    Returns
    -------
    array_like, shape (...)
        Transmission [1].

    Examples
    --------
    >>> round(float(pointing_transmission(1e-6, 10e-6)), 3)
    0.923
    """
    return np.exp(-_GAUSSIAN * (pointing_error / divergence) ** 2)


@possible(received_power=NOT_NEGATIVE, wavelength=NOT_NEGATIVE)
def photons_per_bit(
    received_power: Array,
    data_rate: Array,
    wavelength: Array,
    *,
    planck: Array = PLANCK,
    speed_of_light: Array = SPEED_OF_LIGHT,
) -> Array:
    """Received photons per bit.

    Parameters
    ----------
    received_power : array_like, shape (...)
        Power at the detector [W].
    data_rate : array_like, shape (...)
        Data rate [bit/s].
    wavelength : array_like, shape (...)
        Wavelength [m].
    planck, speed_of_light : array_like, optional
        Planck constant [J s] and speed of light [m/s].

    Returns
    -------
    array_like, shape (...)
        Photons per bit [1/bit].

    Examples
    --------
    >>> round(float(photons_per_bit(1e-6, 100e9, 1.55e-6)), 1)
    78.0
    """
    return received_power * wavelength / (planck * speed_of_light * data_rate)


@possible(received_power=NOT_NEGATIVE, wavelength=NOT_NEGATIVE)
def data_rate(
    received_power: Array,
    photons_per_bit: Array,
    wavelength: Array,
    *,
    planck: Array = PLANCK,
    speed_of_light: Array = SPEED_OF_LIGHT,
) -> Array:
    """Highest data rate for a received power and a receiver sensitivity.

    Parameters
    ----------
    received_power : array_like, shape (...)
        Power at the detector [W].
    photons_per_bit : array_like, shape (...)
        Photons that the receiver needs per bit [1/bit].
    wavelength : array_like, shape (...)
        Wavelength [m].
    planck, speed_of_light : array_like, optional
        Planck constant [J s] and speed of light [m/s].

    Returns
    -------
    array_like, shape (...)
        Data rate [bit/s].

    Notes
    -----
    The inverse of `photons_per_bit`. The caller limits the rate to that of the modem.

    Examples
    --------
    >>> round(float(data_rate(1e-6, 78.0288, 1.55e-6)) / 1e9, 1)
    100.0
    """
    return received_power * wavelength / (planck * speed_of_light * photons_per_bit)


@possible(efficiency=SHARE, wavelength=NOT_NEGATIVE)
def antenna_gain(diameter: Array, wavelength: Array, efficiency: Array = 1.0) -> Array:
    """Gain of a circular aperture over an isotropic source.

    Parameters
    ----------
    diameter, wavelength : array_like, shape (...)
        Aperture diameter, and wavelength [m].
    efficiency : array_like, optional
        Aperture efficiency [1].

    Returns
    -------
    array_like, shape (...)
        Gain [1].

    References
    ----------
    Balanis, Antenna Theory, 4th ed., sec. 12.6.

    Examples
    --------
    A 10 cm telescope at 1.55 um, in decibels:

    >>> round(float(10 * np.log10(antenna_gain(0.1, 1.55e-6))), 1)
    106.1
    """
    return efficiency * (np.pi * diameter / wavelength) ** 2


@possible(transmit_power=NOT_NEGATIVE, wavelength=NOT_NEGATIVE)
def friis_received_power(
    transmit_power: Array, transmit_gain: Array, receive_gain: Array, wavelength: Array, distance: Array
) -> Array:
    """Power received over free space in the far field, which is beyond diameter squared over wavelength.

    Parameters
    ----------
    transmit_power : array_like, shape (...)
        Power transmitted [W].
    transmit_gain, receive_gain : array_like, shape (...)
        Antenna gains, less any losses [1].
    wavelength, distance : array_like, shape (...)
        Wavelength, and distance [m].

    Returns
    -------
    array_like, shape (...)
        Power [W].

    References
    ----------
    Friis, Proceedings of the IRE 34 (1946) 254.

    Examples
    --------
    5 W over 5000 km between gains of 105.1 dB with 3 dB lost, about 1.6 uW:

    >>> gain = 10**10.51
    >>> round(float(friis_received_power(5.0, gain, gain * 10**-0.3, 1.55e-6, 5e6)) * 1e6, 1)
    1.6
    """
    return transmit_power * transmit_gain * receive_gain * (wavelength / (4.0 * np.pi * distance)) ** 2


@possible(diameter=NOT_NEGATIVE)
def spot_radius(diameter: Array, wavelength: Array, distance: Array) -> Array:
    """Radius of the first dark ring of a diffraction-limited beam, in the far field.

    Parameters
    ----------
    diameter, wavelength, distance : array_like, shape (...)
        Transmitting aperture, wavelength and distance [m].

    Returns
    -------
    array_like, shape (...)
        Radius [m].

    References
    ----------
    Born and Wolf, Principles of Optics, 7th ed., sec. 8.5.2.

    Examples
    --------
    >>> round(spot_radius(0.1, 1.55e-6, 5e6))
    95
    """
    return _AIRY * wavelength * distance / diameter


@possible(channel_spacing=NOT_NEGATIVE)
def channel_count(optical_band: Array, channel_spacing: Array) -> Array:
    """Wavelength channels that fit into an optical band.

    Parameters
    ----------
    optical_band, channel_spacing : array_like, shape (...)
        Width of the band, and spacing of the channels, in frequency [1/s].

    Returns
    -------
    array_like, shape (...)
        Number of whole channels [1].

    Examples
    --------
    The C band on the 200 GHz grid, and the rate at 400 Gbit/s a channel:

    >>> channels = float(channel_count(4.8e12, 200e9))
    >>> channels, channels * 400e9 / 1e12
    (24.0, 9.6)
    """
    return np.floor(optical_band / channel_spacing)


@possible(bandwidth=NOT_NEGATIVE, signal_to_noise=NOT_NEGATIVE)
def shannon_capacity(bandwidth: Array, signal_to_noise: Array, *, bit: Array = 1.0) -> Array:
    """Highest rate at which a noisy channel carries data without error.

    Parameters
    ----------
    bandwidth : array_like, shape (...)
        Bandwidth [1/s].
    signal_to_noise : array_like, shape (...)
        Signal over noise power [1].
    bit : array_like, optional
        One bit, where information has a unit [bit].

    Returns
    -------
    array_like, shape (...)
        Rate [bit/s].

    References
    ----------
    Shannon, Proceedings of the IRE 37 (1949) 10.

    Examples
    --------
    >>> float(shannon_capacity(1e6, 3.0))
    2000000.0
    """
    return bit * bandwidth * np.log1p(signal_to_noise) / np.log(2.0)
