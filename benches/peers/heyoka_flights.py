"""The flights of `solvers` by heyoka's Taylor integrator: the time of a flight and its distance from the exact impact."""

import math
import sys
import time

import heyoka as hy

MU, A, J2 = 3.986004418e14, 6_378_137.0, 1.08262668e-3
POLAR = A * (1.0 - 1.0 / 298.257223563)
ROTATION = 7.292115e-5
DENSITY, SCALE, BALLISTIC = 1.225, 7_200.0, 5_000.0
CALLS = 2_000


def system(with_drag):
    x, y, z, vx, vy, vz = names = hy.make_vars("x", "y", "z", "vx", "vy", "vz")
    square = x * x + y * y + z * z
    oblateness = 1.5 * J2 * A * A / square
    gravitation = -MU * square**-1.5
    s = z * z / square
    rates = [gravitation * (1.0 + oblateness * (1.0 - 5.0 * s)) * x, gravitation * (1.0 + oblateness * (1.0 - 5.0 * s)) * y]
    rates.append(gravitation * (1.0 + oblateness * (3.0 - 5.0 * s)) * z)
    level = (x * x + y * y) / A**2 + z * z / POLAR**2
    if with_drag:
        height = hy.sqrt(square) * (1.0 - 1.0 / hy.sqrt(level))
        wx, wy = vx + ROTATION * y, vy - ROTATION * x
        factor = -0.5 * DENSITY / BALLISTIC * hy.exp(-height / SCALE) * hy.sqrt(wx * wx + wy * wy + vz * vz)
        rates = [rate + factor * w for rate, w in zip(rates, (wx, wy, vz))]
    return list(zip(names, [vx, vy, vz, *rates])), level - 1.0


def departure(angle_deg):
    latitude, longitude, azimuth = math.radians(40.0), math.radians(125.0), math.radians(60.0)
    up = (math.cos(latitude) * math.cos(longitude), math.cos(latitude) * math.sin(longitude), math.sin(latitude))
    east = (-math.sin(longitude), math.cos(longitude), 0.0)
    north = (-math.sin(latitude) * math.cos(longitude), -math.sin(latitude) * math.sin(longitude), math.cos(latitude))
    rise, level = 6_500.0 * math.sin(math.radians(angle_deg)), 6_500.0 * math.cos(math.radians(angle_deg))
    velocity = [
        rise * u + level * (math.sin(azimuth) * e + math.cos(azimuth) * n) for u, e, n in zip(up, east, north)
    ]
    return [6_571_000.0 * u for u in up] + velocity


def flown(integrator, begin):
    integrator.time = 0.0
    integrator.state[:] = begin
    integrator.reset_cooldowns()
    integrator.propagate_until(10_000.0)


def main(table):
    flights = [line.split(",") for line in open(table) if line.startswith(("p2", "p3"))]
    for problem in ("p2", "p3"):
        rates, above = system(problem == "p3")
        begins = [(float(row[1]), [float(cell) for cell in row[3:6]]) for row in flights if row[0] == problem]
        for angle_deg, impact in begins:
            begin = departure(angle_deg)
            rows = []
            for decade in range(2, 16):
                ground = hy.t_event(above, direction=hy.event_direction.negative)
                integrator = hy.taylor_adaptive(rates, begin, tol=10.0**-decade, t_events=[ground])
                flown(integrator, begin)
                error_m = math.dist(integrator.state[:3], impact)
                rows.append((decade, error_m, integrator))
                if len(rows) >= 3 and all(error < 1.0 for _, error, _ in rows[-3:]):
                    break
            else:
                # A step from space may pass through all the air before its derivatives know of it.
                errors = ", ".join(f"1e-{decade} {error:.2g}" for decade, error, _ in rows)
                print(f"{problem}_{angle_deg:.0f}/heyoka: at no tolerance, with the next two, right to 1 m: {errors}")
                continue
            decade, error_m, integrator = rows[-3]
            least = math.inf
            for _ in range(5):
                clock = time.perf_counter()
                for _ in range(CALLS):
                    flown(integrator, begin)
                least = min(least, (time.perf_counter() - clock) / CALLS)
            print(f"{problem}_{angle_deg:.0f}/heyoka: {1e6 * least:.2f} us, tolerance 1e-{decade}, error {error_m:.3g} m")


main(sys.argv[1])
