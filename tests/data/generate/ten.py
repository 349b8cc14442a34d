"""Writes ../ten.csv: the ten numbers on which the README and VALIDATION rest, derived a second time.

Another language and another method: where the crate has closed forms of Kepler's orbits and of the gravity turn, this integrates
the equations of motion from METHODS; where the crate's vehicles are flown by DOP853 in coordinates of the launch frame with events, through
a table of the air, this is the classical Runge-Kutta method in fixed steps, counted from the centre of the Earth, through the
standard's own equations; where the crate has brackets and Brent's search, this has Newton's method and golden sections. Nothing
but Python's standard library; some 20 s.

    python3 ten.py > ../ten.csv
"""
from math import atan2, cos, exp, hypot, log, pi, sin, sqrt

R, MU, G0 = 6371008.8, 3.986004418e14, 9.80665


def rk4(f, t, y, h):
    k1 = f(t, y)
    k2 = f(t + h / 2, [a + h / 2 * b for a, b in zip(y, k1)])
    k3 = f(t + h / 2, [a + h / 2 * b for a, b in zip(y, k2)])
    k4 = f(t + h, [a + h * b for a, b in zip(y, k3)])
    return [a + h / 6 * (p + 2 * q + 2 * r + s) for a, p, q, r, s in zip(y, k1, k2, k3, k4)]


def until(f, t, y, h, above):
    """Steps until `above` is no longer positive; bisection shortens the last step."""
    while True:
        there = rk4(f, t, y, h)
        if above(there) > 0:
            t, y = t + h, there
            continue
        low, high = 0.0, h
        for _ in range(50):
            middle = (low + high) / 2
            low, high = (middle, high) if above(rk4(f, t, y, middle)) > 0 else (low, middle)
        return t + high, rk4(f, t, y, high)


def golden(f, low, high, close):
    """Finds the place of the maximum of f."""
    share = (sqrt(5) - 1) / 2
    a, b = high - share * (high - low), low + share * (high - low)
    fa, fb = f(a), f(b)
    while high - low > close:
        if fa > fb:
            high, b, fb = b, a, fa
            a = high - share * (high - low)
            fa = f(a)
        else:
            low, a, fa = a, b, fb
            b = low + share * (high - low)
            fb = f(b)
    return (low + high) / 2


def newton(f, x, steps, rounds):
    """Finds the unknowns at which all of f vanish: slopes by differences, the linear system by elimination."""
    for _ in range(rounds):
        at = f(x)
        n = len(x)
        rows = [[0.0] * n + [-at[i]] for i in range(n)]
        for j in range(n):
            moved = f([v + (steps[j] if k == j else 0) for k, v in enumerate(x)])
            for i in range(n):
                rows[i][j] = (moved[i] - at[i]) / steps[j]
        for i in range(n):
            best = max(range(i, n), key=lambda r: abs(rows[r][i]))
            rows[i], rows[best] = rows[best], rows[i]
            rows[i] = [v / rows[i][i] for v in rows[i]]
            for r in range(n):
                if r != i:
                    rows[r] = [v - rows[r][i] * w for v, w in zip(rows[r], rows[i])]
        x = [v + row[n] for v, row in zip(x, rows)]
    return x


def gravitation(_t, y):
    r3 = (y[0] * y[0] + y[1] * y[1]) ** 1.5
    return [y[2], y[3], -MU * y[0] / r3, -MU * y[1] / r3]


def over_ground(y):
    return hypot(y[0], y[1]) - R


def fall_from_apogee(apogee, speed):
    """Returns time, angle and speed of the half of an arc from its apogee to the ground."""
    t, y = until(gravitation, 0.0, [0.0, R + apogee, speed, 0.0], 1.0, over_ground)
    return t, atan2(y[0], y[1]), hypot(y[2], y[3])


def free_arc(apogee, ground_range):
    """Returns the flight time and the speed at the ground."""
    half = ground_range / R / 2
    [speed] = newton(lambda v: [fall_from_apogee(apogee, v[0])[1] - half], [half * 5e3], [0.01], 8)
    t, _, at_ground = fall_from_apogee(apogee, speed)
    return 2 * t, at_ground


def free_range(radius, speed, angle):
    """Returns the angle at the centre from a burnout to the ground, and the greatest radius."""
    y = [0.0, radius, speed * cos(angle), speed * sin(angle)]
    _, apogee_state = until(gravitation, 0.0, y, 1.0, lambda y: y[0] * y[2] + y[1] * y[3]) if angle > 0 else (0, y)
    _, end = until(gravitation, 0.0, rk4(gravitation, 0.0, y, 1.0), 1.0, over_ground)
    return atan2(end[0], end[1]), hypot(apogee_state[0], apogee_state[1])


def kepler(apogee, ground_range):
    speed = free_arc(apogee, ground_range)[1]
    reach = lambda angle: free_range(R, speed, angle)[0]
    return R * reach(golden(reach, 0.2, 0.8, 1e-6))


# ---- analytic boost: the turn integrated, not in closed form ----

BURN = 200.0


def turn(a, zenith_angle, gravity):
    """Returns speed, angle above the horizontal, height and distance of a turn with a given angle from the vertical at 0.1 s. It is
    integrated in the logarithm of the time, because the turn begins at the first instant."""
    begin = 0.1
    v = (a - gravity) * begin

    def rates(s, y):
        t = exp(s)
        v, beta = y[0], y[1]
        return [t * (a - gravity * cos(beta)), t * gravity * sin(beta) / v, t * v * cos(beta), t * v * sin(beta)]

    steps = 400
    h = log(BURN / begin) / steps
    y = [v, zenith_angle, v * begin / 2, 0.0]
    for i in range(steps):
        y = rk4(rates, log(begin) + i * h, y, h)
    return y[0], pi / 2 - y[1], y[2], y[3]


def boosted(a, zenith_angle):
    """Returns ground range and apogee of a turn in the gravity of a third of its burnout altitude."""
    height = 0.0
    for _ in range(12):
        v, angle, height, away = turn(a, zenith_angle, G0 * (R / (R + height / 3)) ** 2)
    reach, apogee_radius = free_range(R + height, v, angle)
    return away + R * reach, apogee_radius - R


def analytic_boost(apogee, ground_range, guess):
    def misses(x):
        far, high = boosted(x[0], exp(x[1]))
        return [far - ground_range, high - apogee]

    a, log_lean = newton(misses, guess, [1e-3, 1e-3], 8)
    far = lambda log_lean: boosted(a, exp(log_lean))[0]
    return far(golden(far, log_lean, log_lean + 4, 1e-4))


# ---- the nominal vehicle, flown ----

LAYERS = [(0, 288.15, -6.5), (11, 216.65, 0), (20, 216.65, 1), (32, 228.65, 2.8), (47, 270.65, 0), (51, 270.65, -2.8), (71, 214.65, -2)]
GAS = 8314.32 / 28.9644


def base_pressures():
    p, found = 101325.0, []
    for (base, t, lapse), above in zip(LAYERS, LAYERS[1:] + [(84.852, 0, 0)]):
        found.append(p)
        rise = above[0] - base
        p *= exp(-G0 * rise * 1e3 / (GAS * t)) if lapse == 0 else ((t + lapse * rise) / t) ** (-G0 * 1e3 / (GAS * lapse))
    return found


BASES = base_pressures()


def air(z):
    """Returns density and pressure: the standard's equations to 86 km, and an exponential decrease above, where hardly any air is left."""
    if z > 150e3:
        return 0.0, 0.0
    if z > 86e3:
        density, pressure = air(86e3)
        return density * exp(-(z - 86e3) / 5.8e3), pressure * exp(-(z - 86e3) / 5.8e3)
    h = 6356.766 * max(z, 0.0) / (6356766.0 + max(z, 0.0))
    layer = max(i for i, (base, _, _) in enumerate(LAYERS) if base <= h)
    base, t0, lapse = LAYERS[layer]
    t = t0 + lapse * (h - base)
    if lapse == 0:
        p = BASES[layer] * exp(-G0 * (h - base) * 1e3 / (GAS * t0))
    else:
        p = BASES[layer] * (t / t0) ** (-G0 * 1e3 / (GAS * lapse))
    return p / (GAS * t), p


def ascent(mass, thrust, flow, exit_area, upright):
    """Returns the equations of motion of a stage. Its drag area, ten tonnes with an m/(C_d A) of 40 t/m2, is a quarter of a square metre."""

    def rates(t, y):
        r, v = hypot(y[0], y[1]), hypot(y[2], y[3])
        density, pressure = air(r - R)
        m = mass - flow * t
        push = (thrust - pressure * exit_area) / m if thrust else 0.0
        brake = 0.5 * density * v * v * 0.25 / m
        ux, uy = (y[0] / r, y[1] / r) if upright else (y[2] / v, y[3] / v)
        along = (y[2] / v, y[3] / v) if v > 0 else (0.0, 1.0)
        g = MU / r**3
        return [y[2], y[3], push * ux - brake * along[0] - g * y[0], push * uy - brake * along[1] - g * y[1]]

    return rates


def reentry(_t, y):
    r, v = hypot(y[0], y[1]), hypot(y[2], y[3])
    density = air(r - R)[0] if r < R + 120e3 else 0.0
    g, brake = MU / r**3, 0.5 * density * v / 5e3
    return [y[2], y[3], -g * y[0] - brake * y[2], -g * y[1] - brake * y[3]]


def fly(burn, push, kick):
    """Returns apogee, ground range and flight time for a burn time, the last stage's first acceleration, and the logarithm of the kick."""
    first = min(2 / 3 * burn, 127.5)
    last = burn - 2 - first
    flow1 = 7000 / first
    thrust1 = flow1 * G0 * 285
    exit1 = thrust1 * (1 - 255 / 285) / 101325
    used2 = push * last / (G0 * 295) * 3000
    y = [0.0, R, 0.0, 0.0]

    def burned(y, f, begin, end, steps):
        h = (end - begin) / steps
        for i in range(steps):
            y = rk4(f, begin + i * h, y, h)
        return y

    y = burned(y, ascent(10000, thrust1, flow1, exit1, True), 0.0, 10.0, 50)
    s, c = sin(exp(kick)), cos(exp(kick))
    y = [y[0], y[1], c * y[2] + s * y[3], c * y[3] - s * y[2]]
    y = burned(y, ascent(10000, thrust1, flow1, exit1, False), 10.0, first, 400)
    y = burned(y, ascent(3000, 0.0, 0.0, 0.0, False), 0.0, 2.0, 5)
    y = burned(y, ascent(3000, 3000 * push, used2 / last, 0.0, False), 0.0, last, 200)
    t, apogee_state = until(gravitation, burn, y, 1.0, lambda y: y[0] * y[2] + y[1] * y[3])
    t, down = until(gravitation, t, rk4(gravitation, t, apogee_state, 1.0), 1.0, lambda y: over_ground(y) - 120e3)
    t, end = until(reentry, t + 1.0, down, 0.1, over_ground)
    return hypot(apogee_state[0], apogee_state[1]) - R, R * atan2(end[0], end[1]), t


def flown_nominal(apogee, ground_range, time, guess):
    """Fits the vehicle: with a target flight time the burn time is the third unknown; without, it is that of the guess."""

    def misses(x):
        high, far, long = fly(*x)
        return [high - apogee, far - ground_range, long - time]

    if time:
        burn, push, kick = newton(misses, guess, [0.05, 1e-3, 1e-3], 7)
    else:
        burn = guess[0]
        time = 0.0
        push, kick = newton(lambda x: misses([burn] + x)[:2], guess[1:], [1e-3, 1e-3], 7)
    far = lambda kick: fly(burn, push, kick)[1]
    return far(golden(far, kick, kick + 3.5, 1e-4))


def main():
    km = 1e3
    minutes = lambda t: 60.0 * t

    def numbers():
        yield "free flight time of 2802 km and 933 km", "s", free_arc(2802 * km, 933 * km)[0]
        yield "surplus of 39 min over that", "s", minutes(39) - free_arc(2802 * km, 933 * km)[0]
        yield "surplus of 37 min over 2802 km and 930 km", "s", minutes(37) - free_arc(2802 * km, 930 * km)[0]
        yield "least time to 6248 km less 4052.5 s", "s", 2 * fall_from_apogee(6248 * km, 0.0)[0] - 4052.5
        yield "kepler of 2802 km and 933 km", "km", kepler(2802 * km, 933 * km) / km
        yield "kepler of 535 km and 510 km", "km", kepler(535 * km, 510 * km) / km
        yield "analytic_boost of 2802 km and 933 km", "km", analytic_boost(2802 * km, 933 * km, [36.0, log(0.01)]) / km
        yield "analytic_boost of 535 km and 510 km", "km", analytic_boost(535 * km, 510 * km, [21.5, log(1e-3)]) / km
        yield "flown_nominal of 2802 km and 930 km and 37 min", "km", flown_nominal(2802 * km, 930 * km, minutes(37), [210.0, 27.0, -6.5]) / km
        # No burn of up to six minutes takes 39 minutes: the longest is the nominal vehicle's.
        yield "flown_nominal of 2802 km and 933 km burning 360 s", "km", flown_nominal(2802 * km, 933 * km, None, [360.0, 10.4, -6.9]) / km

    print("# The ten numbers that the README and VALIDATION rest on, derived again by generate/ten.py: another language, other methods.")
    print("number,unit,value")
    for name, unit, value in numbers():
        print(f"{name},{unit},{value:.4f}", flush=True)


main()
