"""Writes ../motion.csv: impacts of the scenarios P2 (oblateness) and P3 (oblateness and drag), to 20 digits.

Independent of the crate in method, precision and language: Gragg's modified midpoint rule with Bulirsch and Stoer's
extrapolation, in decimal arithmetic of 40 digits (mpmath). The impact is found by Newton's method on the length of
the last step. Every run is done twice, with another number of extrapolation columns and other steps; the header gives
the distance between the two.

    pip install mpmath gmpy2 && python3 motion.py > ../motion.csv
"""
from mpmath import mp, mpf, cos, exp, pi, sin, sqrt

mp.dps = 40

MU = mpf("3.986004418e14")
A = mpf(6378137)
F = 1 / mpf("298.257223563")
B = A * (1 - F)
J2 = mpf("1.08262668e-3")
OMEGA = mpf("7.292115e-5")
BETA = mpf(5000)


def radial_height(x, y, z):
    level = sqrt((x * x + y * y) / A**2 + z * z / B**2)
    return sqrt(x * x + y * y + z * z) * (1 - 1 / level)


def geodetic_height(x, y, z):
    p = sqrt(x * x + y * y)
    e2 = F * (2 - F)
    t = z / (p * (1 - e2))
    for _ in range(60):  # tan of the latitude, by fixed point
        n = A / sqrt(1 - e2 * t * t / (1 + t * t))
        t = (z + e2 * n * t / sqrt(1 + t * t)) / p
    n = A / sqrt(1 - e2 * t * t / (1 + t * t))
    c = 1 / sqrt(1 + t * t)
    return p * c + z * t * c - A * A / n


def gravity(x, y, z):
    r2 = x * x + y * y + z * z
    r = sqrt(r2)
    k = 3 * J2 * MU * A**2 / (2 * r2 * r2 * r)
    s = 5 * z * z / r2
    m = MU / (r2 * r)
    return -m * x - k * x * (1 - s), -m * y - k * y * (1 - s), -m * z - k * z * (3 - s)


def oblate(t, u):
    return list(u[3:]) + list(gravity(*u[:3]))


def with_drag(height):
    def rate(t, u):
        x, y, z, vx, vy, vz = u
        ax, ay, az = gravity(x, y, z)
        wx, wy, wz = vx + OMEGA * y, vy - OMEGA * x, vz
        drag = mpf("1.225") * exp(-height(x, y, z) / 7200) * sqrt(wx * wx + wy * wy + wz * wz) / (2 * BETA)
        return [vx, vy, vz, ax - drag * wx, ay - drag * wy, az - drag * wz]

    return rate


def gragg(rate, t, u, length, n):
    h = length / n
    before, now = u, [a + h * b for a, b in zip(u, rate(t, u))]
    for k in range(1, n):
        before, now = now, [a + 2 * h * b for a, b in zip(before, rate(t + k * h, now))]
    return [(a + b + h * c) / 2 for a, b, c in zip(now, before, rate(t + length, now))]


def step(rate, t, u, length, columns):
    rows = []
    for k in range(columns):
        row = [gragg(rate, t, u, length, 2 * (k + 1))]
        for j in range(1, k + 1):
            factor = mpf(k + 1) ** 2 / mpf(k + 1 - j) ** 2 - 1
            row.append([a + (a - b) / factor for a, b in zip(row[j - 1], rows[-1][j - 1])])
        rows.append(row)
    size = [max(abs(a), 1) for a in u]
    error = max(abs(a - b) / s for a, b, s in zip(rows[-1][-1], rows[-1][-2], size))
    return rows[-1][-1], error


def impact(rate, u, columns, tolerance, length):
    ground = lambda u: (u[0] ** 2 + u[1] ** 2) / A**2 + u[2] ** 2 / B**2 - 1
    t = mpf(0)
    while True:
        new, error = step(rate, t, u, length, columns)
        if error > tolerance:
            length /= 2
            continue
        if ground(new) < 0:
            break
        t, u = t + length, new
        if error < tolerance / mpf(10) ** 6:
            length *= mpf("1.4")
    # Newton on the length of the last step, from halves of it that stay above ground.
    part = length / 2
    for _ in range(12):
        new, _ = step(rate, t, u, part, columns)
        slope = 2 * (new[0] * new[3] + new[1] * new[4]) / A**2 + 2 * new[2] * new[5] / B**2
        change = ground(new) / slope
        part -= change
        if abs(change) < mpf(10) ** -28:
            break
    new, error = step(rate, t, u, part, columns)
    return t + part, new


def start(angle):
    lat, lon, az, gam = (mpf(d) * pi / 180 for d in (40, 125, 60, angle))
    up = [cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)]
    east = [-sin(lon), cos(lon), mpf(0)]
    north = [-sin(lat) * cos(lon), -sin(lat) * sin(lon), cos(lat)]
    v = [6500 * (sin(gam) * a + cos(gam) * (cos(az) * b + sin(az) * c)) for a, b, c in zip(up, north, east)]
    return [6571000 * a for a in up] + v


def distance(u, v):
    return sqrt(sum((a - b) ** 2 for a, b in zip(u[:3], v[:3])))


if __name__ == "__main__":
    rows, apart, geodetic = [], mpf(0), {}
    for name, rate in (("p2", oblate), ("p3", with_drag(radial_height))):
        for angle in (80, 30):
            t, u = impact(rate, start(angle), 16, mpf(10) ** -22, mpf(60))
            t2, u2 = impact(rate, start(angle), 13, mpf(10) ** -21, mpf(41))
            apart = max(apart, distance(u, u2))
            rows.append((name, angle, t, u))
            if name == "p3":
                _, u3 = impact(with_drag(geodetic_height), start(angle), 12, mpf(10) ** -15, mpf(41))
                geodetic[angle] = distance(u, u3)
    print("# Impacts on the WGS 84 ellipsoid, inertial, m and m/s: p2 point mass with J2, p3 with drag as well")
    print("# (1.225 exp(-h/7200) kg/m3, 5000 kg/m2, air rotating with the Earth, h along the radius vector).")
    print("# Start: 6571 km from the centre, geocentric latitude 40 deg, longitude 125 deg, 6500 m/s inertial at azimuth 60 deg.")
    print("# Made by data/generate/motion.py (mpmath, 40 digits, extrapolated midpoint rule).")
    print("# Two runs with different steps and columns: impacts at most %s m apart." % mp.nstr(apart, 2))
    print(
        "# With geodetic in place of radial height p3 lands %s m (80 deg) and %s m (30 deg) away."
        % (mp.nstr(geodetic[80], 2), mp.nstr(geodetic[30], 2))
    )
    print("problem,flight_path_angle_deg,t_s,x_m,y_m,z_m,vx_m_per_s,vy_m_per_s,vz_m_per_s")
    for name, angle, t, u in rows:
        print(",".join([name, str(angle)] + [mp.nstr(v, 20) for v in [t] + u]))
