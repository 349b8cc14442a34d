"""Writes ../branch_points.csv: closed forms of free flight beside the points where textbook forms cancel, to 25 digits.

The textbook forms (arc cosines and differences of squares), in mpmath with 120 digits, where what they cancel is left over.
K is the condition number, the sum of |x df/dx / f| over the inputs, by differences of 1e-40 of each.

    pip install mpmath gmpy2 && python3 branch_points.py > ../branch_points.csv
"""
import math
import random

from mpmath import acos, atan2, cos, mp, mpf, nstr, pi, sin, sqrt, tan

mp.dps = 120
MU, R = mpf("398600441800000"), mpf("6371008.8")
random.seed(20170728)


def symmetric(q, phi):
    a, e = 1 / (2 - q), sqrt(1 - q * (2 - q) * cos(phi) ** 2)
    eta = acos((1 / a - 1) / e)
    return {
        "range": 2 * atan2(q * sin(phi) * cos(phi), 1 - q * cos(phi) ** 2),
        "time": 2 * sqrt(a**3) * (eta + e * sin(eta)),
        "eccentricity": e,
    }


def greatest(q):
    return {"range": 2 * atan2(q, 2 * sqrt(1 - q)), **{k: v for k, v in symmetric(q, atan2(sqrt(1 - q), 1)).items() if k == "time"}}


def least(psi):
    s = sin(psi / 2)
    q = 2 * s / (1 + s)
    return {"speed_ratio_squared": q, "time": symmetric(q, (pi - psi) / 4)["time"]}


def observed(h, angle):
    e = h / (h + R * (1 - cos(angle / 2)))
    a = (R + h) / (1 + e)
    eta = acos((R / a - 1) / e)
    return {
        "time": 2 * sqrt(a**3 / MU) * (eta + e * sin(eta)),
        "speed_ratio_squared": 2 - R / a,
        "flight_path_angle": atan2(e * sin(angle / 2), 1 - e * cos(angle / 2)),
    }


def unequal(r1, v, phi, r2):
    a = 1 / (2 / r1 - v * v / MU)
    p = (r1 * v * cos(phi)) ** 2 / MU
    e = sqrt(1 - p / a)
    angle = lambda cosine: acos(cosine) if abs(cosine) <= 1 else None
    theta = [angle((1 - p / r) / e) for r in (r1, r2)]
    eta = [angle((r / a - 1) / e) for r in (r1, r2)]
    if None in theta + eta:
        raise ValueError
    return {
        "range": theta[0] + theta[1],
        "time": sqrt(a**3 / MU) * (eta[0] + eta[1] + e * (sin(eta[0]) + sin(eta[1]))),
    }


def log(low, high):
    return math.exp(random.uniform(math.log(low), math.log(high)))


U = random.uniform
S = lambda: random.choice((1, -1))
TINY = lambda: log(1e-15, 1e-2)
PI = math.pi


def burnout(speed_over_circular, phi, fall):
    r1 = U(6.4e6, 9e6)
    return r1, speed_over_circular * math.sqrt(float(MU) / r1), phi, r1 * fall


CASES = {
    "symmetric": (symmetric, {
        "plain": lambda: (U(0.01, 1.9), U(0.01, 1.55)),
        "near circle": lambda: (1 + S() * TINY(), TINY()),
        "near parabola": lambda: (2 - TINY(), U(0.01, 1.55)),
        "near rectilinear": lambda: (U(0.01, 1.9), PI / 2 - TINY()),
        "slow": lambda: (TINY(), U(0.01, 1.55)),
        "near the antipode": lambda: (lambda phi: ((1 + S() * TINY()) / math.cos(phi) ** 2, phi))(U(0.001, 0.7)),
    }),
    "greatest": (greatest, {"slow": lambda: (TINY(),), "near circle": lambda: (1 - TINY(),), "plain": lambda: (U(0.01, 0.99),)}),
    "least": (least, {"short": lambda: (TINY(),), "near the antipode": lambda: (PI - TINY(),), "plain": lambda: (U(0.01, 3.1),)}),
    "observed": (observed, {
        "plain": lambda: (log(1e4, 1e8), U(0.01, 3.1)),
        "near rectilinear": lambda: (log(1e4, 1e8), TINY()),
        "near the antipode": lambda: (log(1e4, 1e8), PI - TINY()),
        "low": lambda: (float(R) * log(1e-7, 1e-2), U(1e-3, 3.1)),
        "near circle": lambda: (float(R) * log(1e-7, 1e-3), PI - TINY()),
        "near escape": lambda: (float(R) * log(1e2, 1e6), U(1e-3, 3.1)),
    }),
    "unequal": (unequal, {
        "plain": lambda: burnout(U(0.2, 1.2), U(0.05, 1.5), U(0.7, 1.0)),
        "near rectilinear": lambda: burnout(U(0.2, 1.3), PI / 2 - TINY(), U(0.7, 1.0)),
        "near circle": lambda: burnout(1 + S() * log(1e-15, 1e-5), log(1e-4, 1e-2), 1 - log(1e-9, 1e-6)),
        "equal radii": lambda: burnout(U(0.2, 1.2), U(0.05, 1.5), 1 - TINY()),
        "near escape": lambda: burnout(math.sqrt(2) * (1 - log(1e-12, 1e-2)), U(0.05, 1.5), U(0.7, 1.0)),
    }),
}

if __name__ == "__main__":
    print("# Closed forms of free flight beside their branch points, to 25 digits, with condition numbers; by generate/branch_points.py.")
    print("form,stratum,x1,x2,x3,x4,quantity,value,condition")
    for form, (function, strata) in CASES.items():
        for stratum, draw in strata.items():
            made = 0
            while made < 20:
                x = draw()
                try:
                    at = [mpf(v) for v in x]
                    values = function(*at)
                    slopes = []
                    for i in range(len(at)):
                        moved = list(at)
                        moved[i] *= 1 + mpf(10) ** -40
                        slopes.append(function(*moved))
                except ValueError:
                    continue
                made += 1
                for name, value in values.items():
                    k = sum(abs(s[name] / value - 1) * mpf(10) ** 40 for s in slopes)
                    cells = [repr(float(v)) for v in x] + [""] * (4 - len(x))
                    print(",".join([form, stratum] + cells + [name, nstr(value, 25), nstr(k, 4)]))
