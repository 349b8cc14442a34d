"""Prints the angle of a fall from a circular orbit at 119 km to the ground, rad, for tests/flights/edges.rs.

Independent of the crate: Cartesian axes, the classical Runge-Kutta method in fixed steps, and the air of us76.py, interpolated
linearly in ln density between altitudes 10 m apart. Payload of 5,000 kg/m2, no air above 120 km, a sphere of 6371.0088 km.

    python3 revolutions.py
"""
import math

from us76 import ROWS, STEP, air

MU, RADIUS, BALLISTIC, EDGE = 3.986004418e14, 6371008.8, 5000.0, 120e3
R0, G, GAS = 6356766.0, 9.80665, 8314.32 / 28.9644
LAYERS = [(0, 288.15, -6.5e-3), (11e3, 216.65, 0), (20e3, 216.65, 1e-3), (32e3, 228.65, 2.8e-3), (47e3, 270.65, 0), (51e3, 270.65, -2.8e-3)]
LAYERS += [(71e3, 214.65, -2e-3), (84852.05, None, None)]
UPPER = [math.log(air(86 + STEP * i)[0]) for i in range(round(40 / STEP))]


def lower(altitude):
    high = R0 * altitude / (R0 + altitude)
    pressure = 101325.0
    for (base, kelvin, lapse), (top, _, _) in zip(LAYERS, LAYERS[1:]):
        rise = min(high, top) - base
        pressure *= (1 + lapse * rise / kelvin) ** (-G / (GAS * lapse)) if lapse else math.exp(-G * rise / (GAS * kelvin))
        if high <= top:
            return pressure / (GAS * (kelvin + lapse * rise))
    raise ValueError(altitude)


def density(altitude):
    if altitude >= EDGE:
        return 0.0
    if altitude <= 86e3:
        return lower(altitude)
    place = (altitude / 1e3 - 86) / STEP
    low = int(place)
    return math.exp(UPPER[low] + (place - low) * (UPPER[low + 1] - UPPER[low]))


def rate(s):
    x, y, u, v = s
    r, speed = math.hypot(x, y), math.hypot(u, v)
    drag = density(r - RADIUS) * speed / (2 * BALLISTIC)
    pull = MU / r**3
    return u, v, -pull * x - drag * u, -pull * y - drag * v


def fall(step):
    r = RADIUS + 119e3
    s, angle = (r, 0.0, 0.0, math.sqrt(MU / r)), 0.0
    while True:
        before = s
        k1 = rate(s)
        k2 = rate([a + step / 2 * b for a, b in zip(s, k1)])
        k3 = rate([a + step / 2 * b for a, b in zip(s, k2)])
        k4 = rate([a + step * b for a, b in zip(s, k3)])
        s = tuple(a + step / 6 * (b + 2 * c + 2 * d + e) for a, b, c, d, e in zip(s, k1, k2, k3, k4))
        angle += math.atan2(before[0] * s[1] - before[1] * s[0], before[0] * s[0] + before[1] * s[1])
        if math.hypot(s[0], s[1]) <= RADIUS:
            return angle


if __name__ == "__main__":
    for step in (0.4, 0.2):
        print(step, "%.4f" % fall(step))
