"""Writes ../two_body.csv: states propagated about the Earth, in ten strata from rectilinear to hyperbolic, to 32 digits.

Independent of the crate in precision, language and form: mpmath with 90 digits, Kepler's equation in eccentric or hyperbolic
anomaly counted from the state (sines and hyperbolic sines, which need no care at 90 digits), solved by bisection and Newton's
method. A value is printed as the sum of two doubles.

    pip install mpmath gmpy2 && python3 two_body.py > ../two_body.csv
"""
import math
import random

from mpmath import cos, cosh, mp, mpf, pi, sin, sinh, sqrt

mp.dps = 90
MU = 3.986004418e14
random.seed(20170704)


def dot(a, b):
    return sum(x * y for x, y in zip(a, b))


def propagate(r0, v0, interval):
    r0, v0, t, mu = [mpf(x) for x in r0], [mpf(x) for x in v0], mpf(interval), mpf(MU)
    r, s = sqrt(dot(r0, r0)), dot(r0, v0)
    alpha = 2 / r - dot(v0, v0) / mu
    a = 1 / alpha
    n = sqrt(mu / abs(a) ** 3)
    if alpha > 0:
        t -= int(t * n / (2 * pi)) * 2 * pi / n
        kepler = lambda x: x - (1 - r / a) * sin(x) + s / sqrt(mu * a) * (1 - cos(x)) - n * t
        slope = lambda x: 1 - (1 - r / a) * cos(x) + s / sqrt(mu * a) * sin(x)
    else:
        kepler = lambda x: -x + (1 - r / a) * sinh(x) + s / sqrt(-mu * a) * (cosh(x) - 1) - n * t
        slope = lambda x: -1 + (1 - r / a) * cosh(x) + s / sqrt(-mu * a) * sinh(x)
    low, high = mpf(0), mpf(1e-12) * (1 if t > 0 else -1)
    while kepler(high) * (1 if t > 0 else -1) < 0:
        low, high = high, 2 * high
    for _ in range(60):
        middle = (low + high) / 2
        if kepler(middle) * (1 if t > 0 else -1) < 0:
            low = middle
        else:
            high = middle
    x = high
    for _ in range(8):
        x -= kepler(x) / slope(x)
    assert abs(kepler(x) / slope(x)) < mpf(10) ** -60 * abs(x), (r0, v0, interval)
    if alpha > 0:
        f, g = 1 - a / r * (1 - cos(x)), t - (x - sin(x)) / n
        end = a * slope(x)
        fd, gd = -sqrt(mu * a) / (r * end) * sin(x), 1 - a / end * (1 - cos(x))
    else:
        f, g = 1 - a / r * (1 - cosh(x)), t - (sinh(x) - x) / n
        end = -a * slope(x)
        fd, gd = -sqrt(-mu * a) / (r * end) * sinh(x), 1 - a / end * (1 - cosh(x))
    return [f * p + g * q for p, q in zip(r0, v0)] + [fd * p + gd * q for p, q in zip(r0, v0)]


def log(low, high):
    return math.exp(random.uniform(math.log(low), math.log(high)))


def state(speed_over_escape, elevation, axis=False):
    radius = log(1e6, 1e9)
    speed = speed_over_escape * math.sqrt(2 * MU / radius)
    if axis:
        return [radius, 0.0, 0.0], [speed * math.copysign(1, elevation), 0.0, 0.0]
    a, b, c = random.uniform(0, 6.28), random.uniform(-1.5, 1.5), random.uniform(0, 6.28)
    up = [math.cos(a) * math.cos(b), math.sin(a) * math.cos(b), math.sin(b)]
    east, north = [-math.sin(a), math.cos(a), 0], [-math.cos(a) * math.sin(b), -math.sin(a) * math.sin(b), math.cos(b)]
    along = [math.cos(c) * e + math.sin(c) * n for e, n in zip(east, north)]
    return [radius * x for x in up], [speed * (math.sin(elevation) * x + math.cos(elevation) * y) for x, y in zip(up, along)]


SIGN = lambda: random.choice((1, -1))
STRATA = {
    "rectilinear bound": lambda: state(random.uniform(0.1, 0.99), 1, True),
    "rectilinear unbound": lambda: state(log(1.001, 100), 1, True),
    "near rectilinear": lambda: state(random.uniform(0.1, 1.5), SIGN() * (math.pi / 2 - log(1e-12, 1e-2))),
    "elliptic": lambda: state(random.uniform(0.1, 0.99), random.uniform(-1.5, 1.5)),
    "near circular": lambda: state(math.sqrt(0.5) * (1 + SIGN() * log(1e-17, 1e-3)), SIGN() * log(1e-17, 1e-3)),
    "near parabolic bound": lambda: state(1 - log(1e-16, 1e-2), random.uniform(-1.5, 1.5)),
    "near parabolic unbound": lambda: state(1 + log(1e-16, 1e-2), random.uniform(-1.5, 1.5)),
    "at escape speed": lambda: state(1.0, random.uniform(-1.5, 1.5)),
    "hyperbolic": lambda: state(random.uniform(1.01, 3), random.uniform(-1.5, 1.5)),
    "fast hyperbolic": lambda: state(log(3, 1e3), random.uniform(-1.5, 1.5)),
}

if __name__ == "__main__":
    print("# States about a centre of 3.986004418e14 m3/s2, propagated to 32 digits by generate/two_body.py: each value a sum of two doubles.")
    names = ["x", "y", "z", "vx", "vy", "vz"]
    print(",".join(["stratum"] + names + ["interval_s"] + [f"{n}_after{part}" for n in names for part in ("", "_rest")]))
    for name, draw in STRATA.items():
        for _ in range(20):
            r0, v0 = draw()
            radius = math.sqrt(sum(x * x for x in r0))
            scale = radius / math.sqrt(2 * MU / radius)
            # A rectilinear path is left before it can come back.
            interval = log(1e-9, 0.5) * scale if name.startswith("rect") else SIGN() * log(1e-9, 1e4) * scale
            out = []
            for value in propagate(r0, v0, interval):
                high = float(value)
                out += [repr(high), repr(float(value - mpf(high)))]
            print(",".join([name] + [repr(float(x)) for x in r0 + v0] + [repr(interval)] + out))
