"""Writes ../us76_upper.csv: density and pressure of the US Standard Atmosphere 1976 from 86 to 1000 km; with `--points` prints
the points through which `physics/atmosphere/upper.rs` draws its splines.

Independent of the crate: the crate interpolates, this integrates the standard's own equations (section 1.3 of
NASA-TM-X-74335): number densities of N2, O, O2, Ar and He by equations (33) to (37) with the coefficients of its tables 6
and 7, by the classical Runge-Kutta method in steps of 10 m; hydrogen, which the standard counts
from 150 km, by equations (38) and (39) in steps of 1 km. `--check` compares it with the rows of the printed table I in
../us76_reference.csv: every density and pressure is met to the rounding of its last digit.

    python3 us76.py > ../us76_upper.csv
"""
import csv
import math
import sys

R = 8314.32  # J/(kmol K)
AVOGADRO = 6.022169e26  # 1/kmol
BOLTZMANN = R / AVOGADRO
R0, G0 = 6356.766, 9.80665  # km, m/s2
M0 = 28.9644
# Molar mass, number density at 86 km, thermal diffusion, a, b, Q, q, U, u, W, w.
GASES = {
    "O": (15.9994, 8.6e16, 0.0, 6.986e20, 0.750, -5.809644e-4, -3.416248e-3, 56.90311, 97.0, 2.706240e-5, 5.008765e-4),
    "O2": (31.9988, 3.030898e19, 0.0, 4.863e20, 0.750, 1.366212e-4, 0.0, 86.0, 0.0, 8.333333e-5, 0.0),
    "Ar": (39.948, 1.351400e18, 0.0, 4.487e20, 0.870, 9.434079e-5, 0.0, 86.0, 0.0, 8.333333e-5, 0.0),
    "He": (4.0026, 7.5817e14, -0.40, 1.700e21, 0.691, -2.457369e-4, 0.0, 86.0, 0.0, 6.666667e-4, 0.0),
}
M_N2, N2_AT_86 = 28.0134, 1.129794e20
M_H, A_H, B_H, ALPHA_H, PHI_H, H_AT_500 = 1.00797, 3.305e21, 0.500, -0.25, 7.2e11, 8.0e10


def gravity(z):
    return G0 * (R0 / (R0 + z)) ** 2


def temperature(z):
    """Kinetic temperature, K, and its derivative, K/km."""
    if z <= 91:
        return 186.8673, 0.0
    if z <= 110:
        share = (z - 91) / -19.9429
        root = math.sqrt(1 - share * share)
        return 263.1905 - 76.3232 * root, 76.3232 * share / (-19.9429 * root)
    if z <= 120:
        return 240 + 12 * (z - 110), 12.0
    reduced = (z - 120) * (R0 + 120) / (R0 + z)
    decay = math.exp(-0.01875 * reduced)
    return 1000 - 640 * decay, 640 * 0.01875 * decay * ((R0 + 120) / (R0 + z)) ** 2


def eddy(z):
    if z < 95:
        return 120.0
    if z < 115:
        return 120.0 * math.exp(1 - 400 / (400 - (z - 95) ** 2))
    return 0.0


def slopes(z, logs):
    """Derivatives by z, 1/km, of the logarithms of n T of N2, O, O2, Ar, He."""
    kelvin, lapse = temperature(z)
    g = gravity(z)
    scale = 1e3 * g / (R * kelvin)
    mean = M0 if z <= 100 else M_N2
    out = [-scale * mean]
    n = [math.exp(x) / kelvin for x in logs]
    for i, name in enumerate(("O", "O2", "Ar", "He")):
        m, _, alpha, a, b, big_q, q, big_u, u, big_w, w = GASES[name]
        # The light gases diffuse through N2, argon and helium through the three heavy ones.
        through = n[0] if i < 2 else n[0] + n[1] + n[2]
        if i < 2:
            background = mean
        else:
            background = (n[0] * M_N2 + n[1] * GASES["O"][0] + n[2] * GASES["O2"][0]) / through if z > 100 else M0
        diffusion = a * (kelvin / 273.15) ** b / through
        k = eddy(z)
        flux = big_q * (z - big_u) ** 2 * math.exp(-big_w * (z - big_u) ** 3)
        if q and z < 97:
            flux += q * (u - z) ** 2 * math.exp(-w * (u - z) ** 3)
        velocity = scale * diffusion / (diffusion + k) * (m + background * k / diffusion + alpha * R / g * lapse * 1e-3)
        out.append(-velocity - flux)
    return out


def integrate(step=0.01, top=1000.0):
    kelvin, _ = temperature(86.0)
    logs = [math.log(N2_AT_86 * kelvin)] + [math.log(GASES[g][1] * kelvin) for g in ("O", "O2", "Ar", "He")]
    rows, count = {0: logs}, round((top - 86) / step)
    for i in range(count):
        z = 86 + i * step
        # Just inside the step, so that every piece of the laws has its own steps.
        k1 = slopes(z + 1e-9, logs)
        k2 = slopes(z + step / 2, [x + step / 2 * k for x, k in zip(logs, k1)])
        k3 = slopes(z + step / 2, [x + step / 2 * k for x, k in zip(logs, k2)])
        k4 = slopes(z + step - 1e-9, [x + step * k for x, k in zip(logs, k3)])
        logs = [x + step / 6 * (a + 2 * b + 2 * c + d) for x, a, b, c, d in zip(logs, k1, k2, k3, k4)]
        rows[i + 1] = logs
    return rows


def hydrogen(rows, step):
    """Number densities of hydrogen by z in steps of 1 km from 150 km, by equations (38) and (39)."""
    def total(z):
        kelvin, _ = temperature(z)
        return sum(math.exp(x) for x in rows[round((z - 86) / step)]) / kelvin
    found, z, integral, tau = {500: H_AT_500}, 500, 0.0, 0.0
    t500 = temperature(500.0)[0]
    def weight(z, tau):
        kelvin, _ = temperature(z)
        d = A_H * (kelvin / 273.15) ** B_H / total(z)
        return PHI_H / d * (kelvin / t500) ** (1 + ALPHA_H) * math.exp(tau)
    def rise(z):
        return 1e3 * gravity(z) * M_H / (R * temperature(z)[0])
    before = weight(500, 0.0)
    while z > 150:
        z -= 1
        tau -= 0.5 * (rise(z) + rise(z + 1))
        now = weight(z, tau)
        integral += 0.5 * (before + now) * 1e3
        before = now
        kelvin, _ = temperature(z)
        found[z] = (H_AT_500 + integral) * (t500 / kelvin) ** (1 + ALPHA_H) * math.exp(-tau)
    z, tau = 500, 0.0
    while z < 1000:
        z += 1
        tau += 0.5 * (rise(z) + rise(z - 1))
        kelvin, _ = temperature(z)
        found[z] = H_AT_500 * (t500 / kelvin) ** (1 + ALPHA_H) * math.exp(-tau)
    return found


STEP = 0.01
ROWS = integrate(STEP)
HYDROGEN = hydrogen(ROWS, STEP)


def air(z):
    """Density, kg/m3, and pressure, Pa."""
    kelvin, _ = temperature(z)
    n = [math.exp(x) / kelvin for x in ROWS[round((z - 86) / STEP)]]
    h = 0.0
    if z >= 150:
        low = math.floor(z)
        share = z - low
        h = HYDROGEN[low] if share == 0 else HYDROGEN[low] * (1 - share) + HYDROGEN[low + 1] * share
    masses = [M_N2] + [GASES[g][0] for g in ("O", "O2", "Ar", "He")]
    density = (sum(x * m for x, m in zip(n, masses)) + h * M_H) / AVOGADRO
    return density, (sum(n) + h) * BOLTZMANN * kelvin


def compare():
    """The worst relative differences of density and pressure from the printed table."""
    worst = [0.0, 0.0]
    with open("../us76_reference.csv") as table:
        for row in csv.DictReader(line for line in table if not line.startswith("#")):
            z = float(row["z_geom_km"])
            if z < 86:
                continue
            density, pressure = air(z)
            for i, (key, value) in enumerate((("rho_kgm3", density), ("p_Pa", pressure))):
                if row[key]:
                    worst[i] = max(worst[i], abs(value / float(row[key]) - 1))
    return worst


POINTS_KM = (
    [86, 86.5, 87, 88, 90, 91, 92, 94, 95, 96, 98, 99, 99.5, 99.8, 100, 100.2, 100.5, 101, 102, 104, 106, 108, 109, 109.5]
    + [109.8, 110, 110.2, 110.5, 111, 112, 114, 116, 118, 119.5, 120, 120.5, 122, 125, 130, 135, 140, 145, 150, 160, 170]
    + [180, 200, 225, 250, 300, 350, 400, 450, 500, 550, 600, 650, 700, 750, 800, 850, 900, 950, 975, 990, 1000]
)
TABLE_KM = [86 + 0.2 * i for i in range(320)] + [150 + 2.5 * i for i in range(341)]

if __name__ == "__main__":
    if "--check" in sys.argv:
        print(compare())
    elif "--points" in sys.argv:
        for z in POINTS_KM:
            print("    (%.1f, %.5e, %.5e)," % (z, *air(z)))
    else:
        print("# US Standard Atmosphere 1976 above 86 km, integrated from its equations by generate/us76.py, to six digits.")
        print("z_geom_km,rho_kgm3,p_Pa")
        for z in TABLE_KM:
            print("%.1f,%.5e,%.5e" % (z, *air(z)))
