"""Flies the synthetic flights of tests/data/ballistic_flights.csv and lifting_flights.csv.

    python3 tests/data/generate/lifting.py tests/data

Independent of the library: a point mass over a sphere that does not rotate, the layers of the US
Standard Atmosphere 1976 below 86 km and an exponential above, fourth-order Runge-Kutta in steps of
a quarter to two seconds. One to three stages burn with constant thrust, rise vertically, are tilted
once and then follow their velocity. Behind the last burnout the body coasts and falls: without lift
(ballistic), or with a lift-to-drag ratio that pulls it up when it comes down into the air (skip) or
holds it in a slow descent (glide).

Written, run and committed before the criterion that is judged by its flights. Nothing here was
chosen after a look at that criterion.
"""

import bisect
import math
import random
import sys

MU, R, G0 = 398600.4418e9, 6371008.8, 9.80665

# Base geopotential altitude km, temperature K, lapse K/km, pressure Pa.
LAYERS = [
    (0.0, 288.15, -6.5, 101325.0),
    (11.0, 216.65, 0.0, 22632.06),
    (20.0, 216.65, 1.0, 5474.889),
    (32.0, 228.65, 2.8, 868.0187),
    (47.0, 270.65, 0.0, 110.9063),
    (51.0, 270.65, -2.8, 66.93887),
    (71.0, 214.65, -2.0, 3.956420),
]
BASES = [layer[0] for layer in LAYERS]


def density(z_m):
    if z_m > 86e3:
        return 6.9578e-6 * math.exp(-(z_m - 86e3) / 5.6e3) if z_m < 150e3 else 0.0
    h = 6356.766 * z_m / (6356766.0 + z_m)
    base, t, lapse, p = LAYERS[max(bisect.bisect_right(BASES, h) - 1, 0)]
    here = t + lapse * (h - base)
    if lapse:
        p *= (t / here) ** (34.1632 / lapse)
    else:
        p *= math.exp(-34.1632 * (h - base) / t)
    return p / (287.053 * here)


def step(state, dt, accelerations):
    def rate(s):
        r, _, vr, vt = s
        ar, at = accelerations(s)
        return (vr, vt / r, vt * vt / r - MU / (r * r) + ar, -vr * vt / r + at)

    def moved(k, f):
        return tuple(x + f * y for x, y in zip(state, k))

    k1 = rate(state)
    k2 = rate(moved(k1, dt / 2))
    k3 = rate(moved(k2, dt / 2))
    k4 = rate(moved(k3, dt))
    return tuple(
        x + dt / 6 * (a + 2 * b + 2 * c + d) for x, a, b, c, d in zip(state, k1, k2, k3, k4)
    )


def ascent(vehicle, kick_rad):
    """Returns the state and the time at the last burnout; none if it falls before."""
    state, t, ratio = (R, 0.0, 0.0, 0.0), 0.0, 1.0
    is_kicked = False
    for stage in vehicle["stages"]:
        began, m = t, 1.0
        flow = stage["propellant_share"] / stage["burn_s"]
        thrust = flow * stage["isp_s"] * G0
        while t < began + stage["burn_s"] - 1e-9:
            dt = min(0.25, began + stage["burn_s"] - t)
            if not is_kicked and t >= vehicle["kick_s"]:
                r, theta, vr, vt = state
                v = math.hypot(vr, vt)
                state = (r, theta, v * math.cos(kick_rad), v * math.sin(kick_rad))
                is_kicked = True
            middle = m - flow * dt / 2

            def force(s, middle=middle, ratio=ratio):
                r, _, vr, vt = s
                v = math.hypot(vr, vt)
                drag = density(max(r - R, 0.0)) * v * v / (2 * vehicle["beta_up"] * middle * ratio)
                a = thrust / middle - drag
                return (a, 0.0) if v < 1.0 else (a * vr / v, a * vt / v)

            state = step(state, dt, force)
            t, m = t + dt, m - flow * dt
            if state[0] < R:
                return None
        ratio *= (1 - stage["propellant_share"])
        ratio = max(ratio, 0.05)
    return state, t


def fall(vehicle, state, t, lift):
    """Returns apogee m, range m, time s and the share of the range below 60 km."""
    apogee, low, last = state[0] - R, 0.0, state
    low = R * state[1] if state[0] - R < 60e3 else 0.0
    beta = vehicle["beta_down"]
    while state[0] > R and t < 9000:
        z = state[0] - R
        def force(s):
            r, _, vr, vt = s
            v = math.hypot(vr, vt)
            drag = density(max(r - R, 0.0)) * v * v / (2 * beta)
            ar, at = -drag * vr / v, -drag * vt / v
            if lift is not None and drag > 0.0:
                most = min(lift["ratio"] * drag, lift["load_g"] * G0)
                if lift["kind"] == "skip":
                    asked = most if vr < lift["climb_m_per_s"] and r - R < lift["below_m"] else 0.0
                else:
                    weight = MU / (r * r) - vt * vt / r
                    asked = weight + (lift["sink_m_per_s"] - vr) / 8.0
                    asked = min(max(asked, 0.0), most) if vr < 0 or r - R < lift["below_m"] else 0.0
                # No lift in the final dive.
                if v < lift["dive_m_per_s"]:
                    asked = 0.0
                ar, at = ar + asked * vt / v, at - asked * vr / v
            return ar, at

        dt = 0.25 if z < 90e3 else 1.0 if z < 150e3 else 2.0
        last, state, t = state, step(state, dt, force), t + dt
        apogee = max(apogee, state[0] - R)
        if z < 60e3:
            low += R * (state[1] - last[1])
    part = (last[0] - R) / (last[0] - state[0]) if state[0] < R else 1.0
    theta = last[1] + part * (state[1] - last[1])
    return apogee, R * theta, t - dt * (1 - part), low / (R * max(theta, 1e-9))


def fly(vehicle, kick_rad, lift=None):
    burnt = ascent(vehicle, kick_rad)
    return burnt and fall(vehicle, *burnt, lift)


def log_uniform(rng, low, high):
    return math.exp(rng.uniform(math.log(low), math.log(high)))


def vehicle(rng, stages):
    made = []
    for place in range(stages):
        made.append(
            {
                "propellant_share": rng.uniform(0.5, 0.87) if stages == 1 else rng.uniform(0.55, 0.75),
                "isp_s": rng.uniform(215, 265) if place == 0 else rng.uniform(260, 315),
                "burn_s": rng.uniform(25, 130) if place == 0 else rng.uniform(40, 150),
            }
        )
    # Lift-off thrust over weight from 1.3 to 4.5.
    first = made[0]
    first["burn_s"] = first["propellant_share"] * first["isp_s"] / rng.uniform(1.3, 4.5)
    return {
        "stages": made,
        "kick_s": rng.uniform(3, 10),
        "beta_up": log_uniform(rng, 15e3, 60e3) if stages == 1 else log_uniform(rng, 25e3, 90e3),
        "beta_down": log_uniform(rng, 2e3, 12e3),
    }


def best_kick(body):
    """Returns the tilt of the greatest range and that flight, by thirds."""
    best = None
    tilts = [math.radians(0.25) * 1.35**i for i in range(18)]
    for tilt in tilts:
        flight = fly(body, tilt)
        if flight and flight[0] > 5e3 and (best is None or flight[1] > best[1][1]):
            best = (tilt, flight)
    if best is None:
        return None
    for factor in (1.15, 1 / 1.15, 1.07, 1 / 1.07):
        flight = fly(body, best[0] * factor)
        if flight and flight[0] > 5e3 and flight[1] > best[1][1]:
            best = (best[0] * factor, flight)
    return best


HEAD = "kind,stages,apogee_km,ground_range_km,flight_time_s,share_below_60_km\n"


def row(kind, stages, flight):
    return f"{kind},{stages},{flight[0] / 1e3:.3f},{flight[1] / 1e3:.3f},{flight[2]:.2f},{flight[3]:.3f}\n"


def ballistic(rng, count):
    rows = []
    while len(rows) < count:
        stages = rng.choice([1, 1, 2, 3])
        body = vehicle(rng, stages)
        best = best_kick(body)
        if best is None or not 150e3 <= best[1][1] <= 12000e3:
            continue
        if len(rows) % 2 == 0:
            rows.append(row("best", stages, best[1]))
        else:
            flight = fly(body, best[0] * rng.uniform(0.1, 0.8))
            if flight and 20e3 < flight[1]:
                rows.append(row("lofted", stages, flight))
    return rows


def lifting(rng, count):
    rows = []
    while len(rows) < count:
        stages = rng.choice([1, 1, 2])
        body = vehicle(rng, stages)
        kind = rng.choice(["skip", "glide"])
        lift = {
            "kind": kind,
            "ratio": rng.uniform(0.6, 2.0) if kind == "skip" else rng.uniform(1.5, 3.5),
            "load_g": rng.uniform(5, 20),
            "climb_m_per_s": rng.uniform(0, 250),
            "sink_m_per_s": -rng.uniform(5, 60),
            "below_m": rng.uniform(30e3, 60e3),
            "dive_m_per_s": rng.uniform(600, 1200),
        }
        flight = None
        wanted = rng.uniform(25e3, 100e3)
        # The tilt whose flight has about the wanted apogee; the apogee falls with the tilt.
        low, high = math.radians(0.2), math.radians(60)
        for _ in range(14):
            middle = math.sqrt(low * high)
            flight = fly(body, middle, lift)
            if flight is None or flight[0] < wanted:
                high = middle
            else:
                low = middle
        flight = fly(body, low, lift)
        if flight and abs(flight[0] / wanted - 1) < 0.2 and flight[1] > 150e3 and flight[3] > 0.5:
            rows.append(row(kind, stages, flight))
    return rows


def main(folder):
    note = "# Flown by generate/lifting.py, which says how; share_below_60_km is of the ground range.\n"
    for name, make, count, seed in (
        ("ballistic_flights.csv", ballistic, 400, 20170704),
        ("lifting_flights.csv", lifting, 200, 20240402),
    ):
        with open(f"{folder}/{name}", "w") as out:
            out.write(note + HEAD + "".join(make(random.Random(seed), count)))


main(sys.argv[1])
