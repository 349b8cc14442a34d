/* flights.c - writes ../flights.csv: invented vehicles, each flown steeply once and flown for range twice.
 *
 *     cc -O2 -o flights flights.c -lm && ./flights > ../flights.csv      (some minutes on one core)
 *     ./flights --check      the integrator against itself, another integrator, and a published worked vehicle
 *     ./flights --smoke      a few rows of every kind
 *
 * C99, nothing but libm. Deterministic: own generator of random numbers, fixed seed. Independent of the crate: no code,
 * no vehicle model and no fitted number is shared with it, and nothing here was tuned to any estimator.
 *
 * World     planar, spherical Earth that does not rotate; US Standard Atmosphere 1976, its equations below 86 km, its table
 *           (logarithmic interpolation) from there to 150 km; vacuum above.
 * Vehicle   1 to 3 stages; thrust = vacuum thrust - p Ae; the vacuum thrust follows a profile in time, mass flow in
 *           proportion; structure dropped at staging. Drag on ascent: one curve Cd(Mach), an area that shrinks with
 *           the stack's mass to the power 2/3. After the last burnout: a re-entry ballistic coefficient.
 * Steering  thrust along the attitude, drag along the velocity, no lift.
 *   loft          vertical rise, then one of
 *                   rate_hold        constant pitch rate to a final attitude, held inertially
 *                   linear_tangent   tan(attitude) linear in time
 *                   pitch_programme  three or four points, then thrust along the velocity
 *                 its one unknown solved so that ground range / apogee is the ratio drawn
 *   gravity_turn  vertical rise, kick of the velocity, thrust along the velocity: greatest range over the kick
 *   greatest      as gravity_turn up to the second stage's ignition (single stage: half of the burn), from there one
 *                 constant inertial attitude: greatest range over kick and attitude. A gravity turn to burnout is not a
 *                 member of this family, so a single stage can come out some tenths of a per cent below gravity_turn
 * Range is R times the angle from launch to impact; half the circumference or more, orbit and escape are "global".
 *
 * Integration: Dormand-Prince 5(4), adaptive, steps end on every knot of thrust, staging, kick and steering; the coast
 * above 150 km is Kepler's. State: altitude, range angle, radial speed, transverse speed.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EARTH 6371008.8
#define MU 3.986004418e14
#define G0 9.80665
#define PI 3.14159265358979323846
#define TOP 150e3 /* no air above */
#define P0 101325.0

/* ---------------------------------------------------------------- random numbers: splitmix64 seeds xoshiro256** */
static uint64_t rs[4];
static void seed(uint64_t x) {
    for (int i = 0; i < 4; i++) {
        uint64_t z = (x += 0x9e3779b97f4a7c15ULL);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        rs[i] = z ^ (z >> 31);
    }
}
static uint64_t rotl(uint64_t x, int k) { return (x << k) | (x >> (64 - k)); }
static double u01(void) {
    uint64_t r = rotl(rs[1] * 5, 7) * 9, t = rs[1] << 17;
    rs[2] ^= rs[0]; rs[3] ^= rs[1]; rs[1] ^= rs[2]; rs[0] ^= rs[3];
    rs[2] ^= t; rs[3] = rotl(rs[3], 45);
    return (double)(r >> 11) * (1.0 / 9007199254740992.0);
}
static double uni(double a, double b) { return a + (b - a) * u01(); }
static double logu(double a, double b) { return a * pow(b / a, u01()); }

/* ---------------------------------------------------------------- atmosphere */
static const double HB[7] = {0, 11e3, 20e3, 32e3, 47e3, 51e3, 71e3};
static const double TB[7] = {288.15, 216.65, 216.65, 228.65, 270.65, 270.65, 214.65};
static const double LB[7] = {-6.5e-3, 0, 1e-3, 2.8e-3, 0, -2.8e-3, -2e-3};
static const double PB[7] = {101325, 22632.0640, 5474.88867, 868.018685, 110.906306, 66.9388731, 3.95642043};
/* table above 86 km: altitude km, pressure Pa, density kg/m3 */
static const double HI[][3] = {{86, 0.37338, 6.958e-6}, {91, 0.15381, 2.86e-6}, {100, 3.2011e-2, 5.604e-7},
    {110, 7.1042e-3, 9.708e-8}, {115, 4.0096e-3, 4.289e-8}, {120, 2.5382e-3, 2.222e-8}, {130, 1.2505e-3, 8.152e-9}, {150, 4.5422e-4, 2.076e-9}};
#define NHI ((int)(sizeof HI / sizeof HI[0]))
static void air(double z, double *p, double *rho, double *sound) {
    const double gmr = G0 * 28.9644 / 8314.32, rgas = 8314.32 / 28.9644;
    if (z < -5e3) z = -5e3;
    if (z < 86e3) {
        double h = 6356766.0 * z / (6356766.0 + z), T;
        int b = 6;
        while (b > 0 && h < HB[b]) b--;
        T = TB[b] + LB[b] * (h - HB[b]);
        *p = LB[b] != 0 ? PB[b] * exp(gmr / LB[b] * log(TB[b] / T)) : PB[b] * exp(-gmr * (h - HB[b]) / TB[b]);
        *rho = *p / (rgas * T);
        *sound = sqrt(1.4 * rgas * T);
    } else if (z < TOP) {
        double km = z * 1e-3, w;
        int i = 0;
        while (i < NHI - 2 && km >= HI[i + 1][0]) i++;
        w = (km - HI[i][0]) / (HI[i + 1][0] - HI[i][0]);
        *p = HI[i][1] * exp(w * log(HI[i + 1][1] / HI[i][1]));
        *rho = HI[i][2] * exp(w * log(HI[i + 1][2] / HI[i][2]));
        *sound = 274.1;
    } else *p = *rho = 0, *sound = 274.1;
}

/* ---------------------------------------------------------------- drag coefficient by Mach number
 * Hermite cubics through knots with slopes given; the peak at 1.1 is 1, half of it at 5. Divided by the mean over
 * Mach 1.2 to 5, so that "Cd A" of a vehicle is its supersonic average. */
static const double CM[9] = {0, 0.8, 1.1, 1.5, 2, 3, 5, 8, 1e9};
static const double CC[9] = {0.52, 0.55, 1.0, 0.92, 0.81, 0.65, 0.50, 0.45, 0.45};
static const double CS[9] = {0, 0.20, 0, -0.22, -0.20, -0.12, -0.035, 0, 0};
static double cd_mean = 1;
static double cd(double M) {
    if (M >= 8) return CC[7] / cd_mean;
    int i = 0;
    while (M >= CM[i + 1]) i++;
    double w = CM[i + 1] - CM[i], s = (M - CM[i]) / w, s2 = s * s, s3 = s2 * s;
    return ((2 * s3 - 3 * s2 + 1) * CC[i] + (s3 - 2 * s2 + s) * w * CS[i] + (3 * s2 - 2 * s3) * CC[i + 1] + (s3 - s2) * w * CS[i + 1]) / cd_mean;
}
static void cd_init(void) {
    double s = 0;
    cd_mean = 1;
    for (int i = 0; i < 3800; i++) s += cd(1.2 + (i + 0.5) * 0.001);
    cd_mean = s / 3800;
}

/* ---------------------------------------------------------------- vehicle */
#define MAXST 3
#define MAXPR 8
typedef struct { /* hardware of one stage; masses in units of the reference lift-off mass */
    double prop, dry, ve, ae, coast; /* coast: from the burnout below to this ignition, s */
    int np;                          /* thrust profile: pieces, linear in time */
    double pt0[MAXPR], pt1[MAXPR], pm0[MAXPR], pm1[MAXPR]; /* times after ignition; mass flows */
    double burn;
} Stage;
typedef struct { double t0, t1, m0, q0, q1, ve, ae, cda; int stage; } Arc; /* mass flow q linear; coast: q = ve = ae = 0 */
typedef struct {
    int n, solid, flat_cd, separates;
    Stage s[MAXST];
    double payload, cda, beta, kick_time;
    const char *profile;
    Arc arc[40];
    int na;
    double tb, t_split, dv, m0, max_g, tw; /* filled by assemble */
} Vehicle;

static double stack_mass(const Vehicle *v, int from) {
    double m = v->payload;
    for (int i = from; i < v->n; i++) m += v->s[i].prop + v->s[i].dry;
    return m;
}
static double ideal(const Vehicle *v) {
    double dv = 0;
    for (int i = 0; i < v->n; i++) { double m = stack_mass(v, i); dv += v->s[i].ve * log(m / (m - v->s[i].prop)); }
    return dv;
}
/* payload that gives this ideal delta-v; negative if none does */
static double payload_for(Vehicle v, double dv) {
    double lo = 0, hi = 100;
    v.payload = 0;
    if (ideal(&v) <= dv) return -1;
    for (int i = 0; i < 200; i++) { v.payload = 0.5 * (lo + hi); if (ideal(&v) > dv) lo = v.payload; else hi = v.payload; }
    return 0.5 * (lo + hi);
}
/* lays the arcs out in time */
static void assemble(Vehicle *v) {
    double t = 0, full = stack_mass(v, 0);
    v->na = 0; v->max_g = 0; v->m0 = full; v->dv = ideal(v);
    for (int i = 0; i < v->n; i++) {
        Stage *s = &v->s[i];
        double m = stack_mass(v, i), cda = v->cda * (v->flat_cd ? 1 : pow(m / full, 2.0 / 3.0));
        if (i > 0 && s->coast > 0) {
            v->arc[v->na++] = (Arc){t, t + s->coast, m, 0, 0, 0, 0, cda, i};
            t += s->coast;
        }
        if (i == 1) v->t_split = t;
        for (int k = 0; k < s->np; k++) {
            double q0 = s->pm0[k], q1 = s->pm1[k], d = s->pt1[k] - s->pt0[k];
            v->arc[v->na++] = (Arc){t + s->pt0[k], t + s->pt1[k], m, q0, q1, s->ve, s->ae, cda, i};
            double g = q0 * s->ve / m / G0;
            if (g > v->max_g) v->max_g = g;
            m -= 0.5 * (q0 + q1) * d;
            g = q1 * s->ve / m / G0;
            if (g > v->max_g) v->max_g = g;
        }
        t += s->burn;
        for (int k = 1; k < v->na; k++) v->arc[k].t0 = v->arc[k - 1].t1; /* no gaps by rounding */
        v->arc[v->na - 1].t1 = t;
    }
    v->tb = t;
    if (v->n == 1) v->t_split = 0.5 * t;
}

/* ---------------------------------------------------------------- motion */
enum { VERTICAL, ALONG, LINEAR, TANGENT };
typedef struct { double t; int mode; double a0, a1; } Leg; /* from t on; angle or tangent a0 + a1 (time - t) */
typedef struct { int n; Leg leg[8]; double kick_t, kick; } Steer;
typedef struct { const Arc *arc; const Leg *leg; double inv_beta; int flat_cd; } Ctx;
typedef struct { double theta, t, apogee; int global; } Flight;

static double tol = 1e-7;
static int halve = 0, want_apogee = 0;
static long evals = 0;

static void rhs(const Ctx *c, double t, const double y[4], double d[4]) {
    double r = EARTH + y[0], vr = y[2], vt = y[3], ar = 0, at = 0, p = 0, rho = 0, snd = 1;
    evals++;
    if (y[0] < TOP) air(y[0], &p, &rho, &snd);
    double v = sqrt(vr * vr + vt * vt), k = 0;
    if (c->arc) {
        const Arc *a = c->arc;
        double x = t - a->t0, len = a->t1 - a->t0, sl = (a->q1 - a->q0) / len;
        double m = a->m0 - x * (a->q0 + 0.5 * sl * x);
        if (rho > 0) k = 0.5 * rho * v * a->cda * (c->flat_cd ? 1 : cd(v / snd)) / m;
        if (a->ve > 0) {
            double f = ((a->q0 + sl * x) * a->ve - p * a->ae) / m, e, tg;
            switch (c->leg->mode) {
            case VERTICAL: ar = f; break;
            case ALONG:
                if (v > 1e-9) ar = f * vr / v, at = f * vt / v; else ar = f;
                break;
            case LINEAR: e = c->leg->a0 + c->leg->a1 * (t - c->leg->t) + y[1]; ar = f * sin(e); at = f * cos(e); break;
            default: tg = c->leg->a0 + c->leg->a1 * (t - c->leg->t); e = atan(tg) + y[1]; ar = f * sin(e); at = f * cos(e);
            }
        }
    } else k = 0.5 * rho * v * c->inv_beta;
    d[0] = vr;
    d[1] = vt / r;
    d[2] = vt * vt / r - MU / (r * r) + ar - k * vr;
    d[3] = -vr * vt / r + at - k * vt;
}

/* one step of Dormand and Prince; k1 given, k7 returned; error in units of the tolerance */
static double step(const Ctx *c, double t, double h, const double y[4], const double k1[4], double o[4], double k7[4]) {
    double k2[4], k3[4], k4[4], k5[4], k6[4], w[4], e[4];
    int i;
#define STAGE(ks, cc, expr) for (i = 0; i < 4; i++) w[i] = y[i] + h * (expr); rhs(c, t + (cc) * h, w, ks)
    STAGE(k2, 0.2, 0.2 * k1[i]);
    STAGE(k3, 0.3, 3. / 40 * k1[i] + 9. / 40 * k2[i]);
    STAGE(k4, 0.8, 44. / 45 * k1[i] - 56. / 15 * k2[i] + 32. / 9 * k3[i]);
    STAGE(k5, 8. / 9, 19372. / 6561 * k1[i] - 25360. / 2187 * k2[i] + 64448. / 6561 * k3[i] - 212. / 729 * k4[i]);
    STAGE(k6, 1.0, 9017. / 3168 * k1[i] - 355. / 33 * k2[i] + 46732. / 5247 * k3[i] + 49. / 176 * k4[i] - 5103. / 18656 * k5[i]);
#undef STAGE
    for (i = 0; i < 4; i++) o[i] = y[i] + h * (35. / 384 * k1[i] + 500. / 1113 * k3[i] + 125. / 192 * k4[i] - 2187. / 6784 * k5[i] + 11. / 84 * k6[i]);
    rhs(c, t + h, o, k7);
    for (i = 0; i < 4; i++)
        e[i] = h * (71. / 57600 * k1[i] - 71. / 16695 * k3[i] + 71. / 1920 * k4[i] - 17253. / 339200 * k5[i] + 22. / 525 * k6[i] - k7[i] / 40);
    double v = sqrt(o[2] * o[2] + o[3] * o[3]), m = 0, x;
    x = fabs(e[0]) / (1e4 + fabs(o[0])); if (x > m) m = x;
    x = fabs(e[1]) / (1e4 / EARTH + fabs(o[1])); if (x > m) m = x;
    x = fabs(e[2]) / (10 + v); if (x > m) m = x;
    x = fabs(e[3]) / (1e-3 + fabs(o[3]) + 1e-3 * v); if (x > m) m = x;
    if (!(m < 1e30)) m = 1e30;
    return m / tol;
}
/* length of the step at which component i passes through zero (it changes sign between 0 and h) */
static double locate(const Ctx *c, double t, double h, const double y[4], const double k1[4], int i, double f1, double o[4]) {
    double a = 0, fa = y[i], b = h, fb = f1, k7[4], x = h;
    int side = 0;
    for (int n = 0; n < 60; n++) {
        x = (fa * b - fb * a) / (fa - fb);
        if (!(x > a && x < b)) x = 0.5 * (a + b);
        step(c, t, x, y, k1, o, k7);
        if (fabs(o[i]) < 1e-6 || b - a < 1e-12) break;
        if ((o[i] > 0) == (fa > 0)) { a = x; fa = o[i]; if (side == 1) fb *= 0.5; side = 1; }
        else { b = x; fb = o[i]; if (side == -1) fa *= 0.5; side = -1; }
    }
    return x;
}
/* from t to t1 (or until above the air going up, if up; or impact; or half way round).
 * Returns 0 t1 reached, 1 impact, 2 out of the air, 3 half the circumference. */
static int run(const Ctx *c, double *t, double t1, double y[4], double hmax, int up, Flight *f) {
    double k1[4], k7[4], o[4], h = fmin(1.0, t1 - *t);
    rhs(c, *t, y, k1);
    for (long n = 0; n < 200000; n++) {
        int last = 0;
        if (up && y[0] >= TOP && y[2] > 0) return 2;
        if (y[1] >= PI) return 3;
        if (h > hmax) h = hmax;
        if (*t + h * 1.000001 >= t1) h = t1 - *t, last = 1;
        double e = step(c, *t, h, y, k1, o, k7), g = e > 1e-12 ? 0.9 * pow(e, -0.2) : 5;
        if (g > 5) g = 5;
        if (g < 0.2) g = 0.2;
        if (e > 1 && h > 1e-7) { h *= g; continue; }
        if (halve) { /* the same step as two halves */
            double mid[4], km[4];
            step(c, *t, 0.5 * h, y, k1, mid, km);
            step(c, *t + 0.5 * h, 0.5 * h, mid, km, o, k7);
        }
        if (want_apogee && y[2] > 0 && o[2] <= 0) {
            double w[4];
            locate(c, *t, h, y, k1, 2, o[2], w);
            if (w[0] > f->apogee) f->apogee = w[0];
        }
        if (o[0] < 0 && (y[0] > 0 || o[2] < 0)) {
            double w[4];
            *t += y[0] > 0 ? locate(c, *t, h, y, k1, 0, o[0], w) : 0;
            if (y[0] > 0) memcpy(y, w, sizeof w);
            return y[1] >= PI ? 3 : 1;
        }
        memcpy(y, o, sizeof o);
        memcpy(k1, k7, sizeof k7);
        if (last) { *t = t1; return 0; }
        *t += h;
        h *= g;
    }
    fprintf(stderr, "run: too many steps\n");
    return 1;
}
/* powered flight from time a to b; 1 if it ends in an impact, 3 if half way round */
static int boost(const Vehicle *v, const Steer *s, double *t, double b, double y[4], Flight *f) {
    int ia = 0;
    while (*t < b) {
        double nx = b;
        int is = 0;
        while (ia < v->na - 1 && v->arc[ia].t1 <= *t) ia++;
        for (int i = 0; i < s->n; i++) { if (s->leg[i].t <= *t) is = i; else if (s->leg[i].t < nx) nx = s->leg[i].t; }
        if (v->arc[ia].t1 < nx && v->arc[ia].t1 > *t) nx = v->arc[ia].t1;
        if (s->kick_t > *t && s->kick_t < nx) nx = s->kick_t;
        if (s->kick_t == *t) {
            double sp = hypot(y[2], y[3]);
            y[2] = sp * cos(s->kick); y[3] = sp * sin(s->kick);
        }
        Ctx c = {&v->arc[ia], &s->leg[is], 0, v->flat_cd};
        int r = run(&c, t, nx, y, 10, 0, f);
        if (r) return r;
    }
    return 0;
}
/* free flight to impact */
static void descend(const Vehicle *v, double t, double y[4], Flight *f) {
    Ctx c = {0, 0, 1 / v->beta, 0};
    for (int n = 0; n < 20; n++) {
        if (y[0] >= TOP && !(y[0] == TOP && y[2] < 0)) {
            double r = EARTH + y[0], r2 = EARTH + TOP, vr = y[2], vt = y[3], h = r * vt, p = h * h / MU;
            double inva = 2 / r - (vr * vr + vt * vt) / MU;
            if (inva <= 0) { f->global = 1; return; }
            double a = 1 / inva, e = sqrt(fmax(0, 1 - p / a));
            if (a * (1 - e) >= r2) { f->global = 1; return; }
            if (vr > 0 && a * (1 + e) - EARTH > f->apogee) f->apogee = a * (1 + e) - EARTH;
            double w2 = MU * (2 / r2 - inva), vt2 = h / r2, vr2 = -sqrt(fmax(0, w2 - vt2 * vt2));
            double n1 = atan2(vr * h / MU, p / r - 1), n2 = atan2(vr2 * h / MU, p / r2 - 1);
            double sm = sqrt(MU * a), s1 = r * vr / sm, s2 = r2 * vr2 / sm, e1 = atan2(s1, 1 - r / a), e2 = atan2(s2, 1 - r2 / a);
            if (n1 < 0) n1 += 2 * PI;
            if (n2 <= 0) n2 += 2 * PI;
            if (e1 < 0) e1 += 2 * PI;
            if (e2 <= 0) e2 += 2 * PI;
            y[1] += n2 - n1;
            t += sqrt(a * a * a / MU) * ((e2 - s2) - (e1 - s1));
            y[0] = TOP; y[2] = vr2; y[3] = vt2;
            if (y[1] >= PI) { f->global = 1; return; }
        }
        int r = run(&c, &t, 1e9, y, 5, 1, f);
        if (r == 3) { f->global = 1; return; }
        if (r == 1) { f->theta = y[1]; f->t = t; return; }
    }
    f->global = 1;
}
static Flight fly(const Vehicle *v, const Steer *s) {
    Flight f = {0, 0, 0, 0};
    double y[4] = {0, 0, 0, 0}, t = 0;
    int r = boost(v, s, &t, v->tb, y, &f);
    if (r == 1) { f.theta = y[1]; f.t = t; }
    else if (r == 3) f.global = 1;
    else descend(v, t, y, &f);
    return f;
}
static double reach(const Flight *f) { return f->global ? 10.0 : f->theta; }

/* ---------------------------------------------------------------- standard trajectories */
#define KMIN 1e-6
#define KMAX 1.4
static double gt_of(const Vehicle *v, double kick) {
    Steer s = {2, {{0, VERTICAL, 0, 0}, {v->kick_time, ALONG, 0, 0}}, v->kick_time, kick};
    Flight f = fly(v, &s);
    return reach(&f);
}
/* greatest range angle over the kick, 10 if global */
static double gravity_turn(const Vehicle *v, int N, double *best_kick) {
    double *g = malloc(sizeof(double) * N), top = 0, L = log(KMAX / KMIN), bk = 0;
    for (int i = 0; i < N; i++) {
        g[i] = gt_of(v, KMIN * exp(L * i / (N - 1)));
        if (g[i] > top) top = g[i], bk = KMIN * exp(L * i / (N - 1));
    }
    for (int i = 0; i < N && top < 10; i++) { /* refine every local maximum that could win */
        if (g[i] < 0.8 * top || (i > 0 && g[i - 1] > g[i]) || (i < N - 1 && g[i + 1] > g[i])) continue;
        double a = L * (i - 1) / (N - 1), b = L * (i + 1) / (N - 1), q = 0.6180339887498949;
        if (a < 0) a = 0;
        if (b > L) b = L;
        double x = b - q * (b - a), z = a + q * (b - a), fx = gt_of(v, KMIN * exp(x)), fz = gt_of(v, KMIN * exp(z));
        for (int n = 0; n < 32; n++) {
            if (fx > top) top = fx, bk = KMIN * exp(x);
            if (fz > top) top = fz, bk = KMIN * exp(z);
            if (fx > fz) { b = z; z = x; fz = fx; x = b - q * (b - a); fx = gt_of(v, KMIN * exp(x)); }
            else { a = x; x = z; fx = fz; z = a + q * (b - a); fz = gt_of(v, KMIN * exp(z)); }
        }
    }
    free(g);
    if (best_kick) *best_kick = bk;
    return top;
}
#define AMIN (-0.3)
#define AMAX 1.3
typedef struct { double y[4], t; int hit; } Start; /* the state at the second ignition */
static Start first_part(const Vehicle *v, double kick) {
    Steer s = {2, {{0, VERTICAL, 0, 0}, {v->kick_time, ALONG, 0, 0}}, v->kick_time, kick};
    Start p = {{0, 0, 0, 0}, 0, 0};
    Flight f = {0, 0, 0, 0};
    p.hit = boost(v, &s, &p.t, v->t_split, p.y, &f);
    return p;
}
static double second_part(const Vehicle *v, const Start *p, double att) {
    if (p->hit) return p->hit == 3 ? 10 : p->y[1];
    Steer s = {1, {{p->t, LINEAR, att, 0}}, -1, 0};
    Flight f = {0, 0, 0, 0};
    double y[4], t = p->t;
    memcpy(y, p->y, sizeof y);
    int r = boost(v, &s, &t, v->tb, y, &f);
    if (r) return r == 3 ? 10 : y[1];
    descend(v, t, y, &f);
    return reach(&f);
}
/* best attitude for one kick within [a, b]: scan, then golden section */
static double best_att(const Vehicle *v, double kick, double a, double b, double *att) {
    Start p = first_part(v, kick);
    double top = -1, at = a, d = (b - a) / 6, q = 0.6180339887498949;
    for (int i = 0; i <= 6; i++) { double r = second_part(v, &p, a + d * i); if (r > top) top = r, at = a + d * i; }
    a = at - d; b = at + d;
    double x = b - q * (b - a), z = a + q * (b - a), fx = second_part(v, &p, x), fz = second_part(v, &p, z);
    for (int n = 0; n < 20 && top < 10; n++) {
        if (fx > top) top = fx, at = x;
        if (fz > top) top = fz, at = z;
        if (fx > fz) { b = z; z = x; fz = fx; x = b - q * (b - a); fx = second_part(v, &p, x); }
        else { a = x; x = z; fx = fz; z = a + q * (b - a); fz = second_part(v, &p, z); }
    }
    *att = at;
    return top;
}
/* greatest range angle over kick and attitude, 10 if global: grid, then nested golden sections at the best local maxima */
static double greatest(const Vehicle *v, int NK, int NA, double *best_kick, double *best_attitude) {
    double *g = malloc(sizeof(double) * NK), *ga = malloc(sizeof(double) * NK), top = 0, bk = 0, ba = 0, L = log(KMAX / KMIN);
    double da = (AMAX - AMIN) / (NA - 1), q = 0.6180339887498949;
    for (int i = NK - 1; i >= 0 && top < 10; i--) {
        double kick = KMIN * exp(L * i / (NK - 1));
        Start p = first_part(v, kick);
        g[i] = -1; ga[i] = 0;
        for (int j = 0; j < NA; j++) {
            double a = AMIN + da * j, r = second_part(v, &p, a);
            if (r > g[i]) g[i] = r, ga[i] = a;
            if (r >= 10 || p.hit) break;
        }
        if (g[i] > top) top = g[i], bk = kick, ba = ga[i];
    }
    double *peak = malloc(sizeof(double) * NK); /* local maxima of the grid over the kick */
    for (int i = 0; i < NK && top < 10; i++)
        peak[i] = (i == 0 || g[i - 1] <= g[i]) && (i == NK - 1 || g[i + 1] < g[i]) && g[i] > 0.8 * top ? g[i] : -1;
    for (int tries = 0; tries < 3 && top < 10; tries++) {
        int m = 0;
        for (int i = 1; i < NK; i++) if (peak[i] > peak[m]) m = i;
        if (peak[m] < 0) break;
        double a = L * (m - 1) / (NK - 1), b = L * (m + 1) / (NK - 1), c = ga[m], at;
        if (a < 0) a = 0;
        if (b > L) b = L;
        double lo = fmax(AMIN, c - 3 * da), hi = fmin(AMAX, c + 3 * da);
#define INNER(k) best_att(v, KMIN * exp(k), lo, hi, &at)
        double x = b - q * (b - a), z = a + q * (b - a), fx, fz;
        fx = INNER(x); if (fx > top) top = fx, bk = KMIN * exp(x), ba = at;
        fz = INNER(z); if (fz > top) top = fz, bk = KMIN * exp(z), ba = at;
        for (int n = 0; n < 18 && top < 10; n++) {
            if (fx > fz) { b = z; z = x; fz = fx; x = b - q * (b - a); fx = INNER(x); if (fx > top) top = fx, bk = KMIN * exp(x), ba = at; }
            else { a = x; x = z; fx = fz; z = a + q * (b - a); fz = INNER(z); if (fz > top) top = fz, bk = KMIN * exp(z), ba = at; }
        }
#undef INNER
        peak[m] = -1; /* next-best maximum */
    }
    free(g); free(ga); free(peak);
    if (best_kick) *best_kick = bk;
    if (best_attitude) *best_attitude = ba;
    return top;
}

/* ---------------------------------------------------------------- the lofted flight */
typedef struct { int kind, n; double rise, rate, q, c[4], tc[4]; } Loft;
static const char *LOFT_NAME[3] = {"rate_hold", "linear_tangent", "pitch_programme"};
static Loft draw_loft(const Vehicle *v) {
    Loft l;
    memset(&l, 0, sizeof l);
    l.kind = (int)(3 * u01());
    l.rise = uni(3, 10);
    l.rate = uni(0.3, 1.5) * PI / 180;
    l.q = uni(0.3, 0.9);
    l.n = u01() < 0.5 ? 2 : 3; /* points after the vertical one */
    double end = l.rise + (v->s[0].burn - l.rise) * uni(0.3, 0.7), sum = 0, st = 0;
    for (int i = 0; i < l.n; i++) { l.c[i] = sum += uni(0.3, 1); l.tc[i] = st += uni(0.5, 1); }
    for (int i = 0; i < l.n; i++) { l.c[i] /= sum; l.tc[i] = l.rise + (end - l.rise) * l.tc[i] / st; }
    return l;
}
/* the flight with unknown x: how far from the vertical the attitude is taken, rad */
static Steer loft_steer(const Vehicle *v, const Loft *l, double x) {
    Steer s;
    memset(&s, 0, sizeof s);
    s.kick_t = -1;
    s.leg[s.n++] = (Leg){0, VERTICAL, 0, 0};
    if (l->kind == 0) {
        s.leg[s.n++] = (Leg){l->rise, LINEAR, PI / 2, -l->rate};
        s.leg[s.n++] = (Leg){l->rise + x / l->rate, LINEAR, PI / 2 - x, 0};
    } else if (l->kind == 1) {
        double k = 1 / tan(x);
        s.leg[s.n++] = (Leg){l->rise, TANGENT, k, -k * (1 - l->q) / (v->tb - l->rise)};
    } else {
        double t = l->rise, c = 0;
        for (int i = 0; i < l->n; i++) {
            s.leg[s.n++] = (Leg){t, LINEAR, PI / 2 - x * c, -x * (l->c[i] - c) / (l->tc[i] - t)};
            t = l->tc[i]; c = l->c[i];
        }
        s.leg[s.n++] = (Leg){t, ALONG, 0, 0};
    }
    return s;
}
static double loft_ratio(const Vehicle *v, const Loft *l, double x, Flight *f) {
    Steer s = loft_steer(v, l, x);
    *f = fly(v, &s);
    return f->global ? 1e9 : EARTH * f->theta / f->apogee;
}
/* solves for x; 1 on success */
static int solve_loft(const Vehicle *v, const Loft *l, double ratio, Flight *f, double *xs) {
    double a = 1e-4, b = a, fa, fb;
    want_apogee = 1;
    fa = fb = loft_ratio(v, l, a, f) - ratio;
    if (fa > 0) { want_apogee = 0; return 0; }
    while (fb < 0 && b < 1.4) { a = b; fa = fb; b *= 1.15; fb = loft_ratio(v, l, b, f) - ratio; }
    if (fb < 0 || fb > 1e8) { want_apogee = 0; return 0; }
    double x = b, fx = fb;
    for (int n = 0, side = 0; n < 100 && fabs(fx) > 1e-10 && b - a > 1e-15; n++) {
        x = (fa * b - fb * a) / (fa - fb);
        fx = loft_ratio(v, l, x, f) - ratio;
        if (fx < 0) { a = x; fa = fx; if (side == 1) fb *= 0.5; side = 1; }
        else { b = x; fb = fx; if (side == -1) fa *= 0.5; side = -1; }
    }
    want_apogee = 0;
    *xs = x;
    return fabs(fx) < 1e-7;
}

/* ---------------------------------------------------------------- drawing vehicles */
/* one profile: pieces in fractions of the burn, thrust relative to the rated; returns the relative thrust "at lift-off" */
typedef struct { int n; double t0[MAXPR], t1[MAXPR], f0[MAXPR], f1[MAXPR], ref; } Profile;
static void piece(Profile *p, double t1, double f0, double f1) {
    p->t0[p->n] = p->n ? p->t1[p->n - 1] : 0;
    p->t1[p->n] = t1; p->f0[p->n] = f0; p->f1[p->n] = f1; p->n++;
}
/* burn at full thrust is needed for the build-up of 2 s, so it is passed as an estimate and the pieces are in its units */
static Profile draw_profile(const char *word, double burn_guess, double first_f) {
    Profile p;
    memset(&p, 0, sizeof p);
    p.ref = 1;
    if (!strcmp(word, "constant")) piece(&p, 1, 1, 1);
    else if (!strcmp(word, "tail_off")) {
        double a = uni(0.90, 0.97), e = uni(0.3, 0.7);
        piece(&p, a, 1, 1); piece(&p, 1, 1, e);
    } else if (!strcmp(word, "step_down")) {
        double a = uni(0.80, 0.90), e = u01() < 0.4 ? 0.5 : uni(0.5, 0.9);
        piece(&p, a, 1, 1); piece(&p, 1, e, e);
    } else if (!strcmp(word, "build_up")) {
        piece(&p, 2 / burn_guess, first_f, 1); piece(&p, 1, 1, 1);
    } else if (!strcmp(word, "hump")) {
        double a = uni(0.05, 0.15), m = uni(0.35, 0.6), b = 1 - a * uni(0, 1), e = uni(0.3, 0.6);
        piece(&p, m, 1 - a, 1 + a); piece(&p, 0.9, 1 + a, b); piece(&p, 1, b, e);
        p.ref = 1 - a;
    } else { /* regressive */
        double a = uni(0.03, 0.12), e = uni(0.3, 0.6);
        piece(&p, 0.1, 1, 1 + a); piece(&p, 0.9, 1 + a, 1 - a); piece(&p, 1, 1 - a, e);
        p.ref = 1;
    }
    return p;
}
/* burn time and mass flows of a stage from its profile and its rated mass flow */
static void set_flow(Stage *s, const Profile *p, double q) {
    double mean = 0;
    for (int i = 0; i < p->n; i++) mean += 0.5 * (p->f0[i] + p->f1[i]) * (p->t1[i] - p->t0[i]);
    s->burn = s->prop / (q * mean);
    s->np = p->n;
    for (int i = 0; i < p->n; i++) {
        s->pt0[i] = p->t0[i] * s->burn; s->pt1[i] = p->t1[i] * s->burn;
        s->pm0[i] = p->f0[i] * q; s->pm1[i] = p->f1[i] * q;
    }
}
/* greatest vacuum acceleration of stage i in g */
static double stage_max_g(const Vehicle *v, int i) {
    double m = stack_mass(v, i), top = 0;
    const Stage *s = &v->s[i];
    for (int k = 0; k < s->np; k++) {
        top = fmax(top, s->pm0[k] * s->ve / m / G0);
        m -= 0.5 * (s->pm0[k] + s->pm1[k]) * (s->pt1[k] - s->pt0[k]);
        top = fmax(top, s->pm1[k] * s->ve / m / G0);
    }
    return top;
}
/* draws a vehicle of about this ideal delta-v; 0 if the draw does not close */
static int draw_vehicle(Vehicle *v, int n, int solid, double dv) {
    static const char *LIQ[4] = {"constant", "tail_off", "step_down", "build_up"};
    memset(v, 0, sizeof *v);
    v->n = n; v->solid = solid; v->separates = 1;
    double lim = solid ? 15 : 12, u = u01();
    v->profile = solid ? (u < 0.7 ? "hump" : "regressive") : LIQ[u < 0.4 ? 0 : u < 0.6 ? 1 : u < 0.8 ? 2 : 3];
    v->kick_time = uni(3, 10);
    double share[3], sum = 0, eps[3], isp_sl, m = 1;
    for (int i = 0; i < n; i++) sum += share[i] = uni(0.7, 1.3) * (n > 1 && i == 0 ? 0.95 : 1);
    for (int i = 0; i < n; i++) share[i] *= dv / sum;
    if (solid) { isp_sl = uni(225, 250); v->s[0].ve = G0 * uni(fmax(250, 1.06 * isp_sl), 275); }
    else { isp_sl = uni(225, 265); v->s[0].ve = G0 * isp_sl * uni(1.08, 1.18); }
    for (int i = 1; i < n; i++) v->s[i].ve = G0 * (solid ? uni(265, 295) : uni(270, 315));
    for (int i = 0; i < n; i++) {
        eps[i] = solid ? uni(0.07, 0.14) : uni(0.06, 0.13);
        if (i > 0) eps[i] += uni(0, 0.03);
        if (n == 1 && dv < 3500) eps[i] += uni(0, 0.09);
        double mp = m * (1 - exp(-share[i] / v->s[i].ve)), gross = mp / (1 - eps[i]);
        v->s[i].prop = mp; v->s[i].dry = gross - mp;
        m -= gross;
        if (m < (i == n - 1 ? (n == 1 ? 0.02 : 0.006) : 0.04)) return 0;
    }
    v->payload = m;
    /* a last stage below a few per cent of the vehicle, or a first stage that carries less than 45 % of the propellant, is not built */
    double tot = 0;
    for (int i = 0; i < n; i++) tot += v->s[i].prop;
    if (n > 1 && (v->s[0].prop < 0.45 * tot || v->s[n - 1].prop < 0.02)) return 0;
    /* size, drag, re-entry: tonnes only set the drag */
    double tonnes = n == 1 ? logu(3, 12) * pow(dv / 2500, 1.5) : logu(12, 60) * pow(dv / 5000, 1.3);
    double mcda = 12e3 * pow(tonnes / 4, 0.42) * exp(uni(-0.3, 0.3));
    mcda = fmin(80e3, fmax(10e3, mcda));
    v->cda = 1 / mcda;
    v->beta = logu(2000, 12000);
    if (n == 1 && dv < 3600 && u01() < 0.35) { v->separates = 0; v->beta = logu(2000, 8000); }
    /* thrust */
    for (int i = 0; i < n; i++) {
        Stage *s = &v->s[i];
        double tw, min, mi = stack_mass(v, i);
        if (i == 0) { min = solid ? 1.5 : 1.2; tw = solid ? uni(1.5, 2.5) : uni(1.2, 2.0); }
        else { min = solid ? 1.3 : 0.7; tw = solid ? uni(1.3, 3.5) : uni(0.7, 1.8); }
        double isp = i == 0 ? isp_sl * G0 : s->ve;
        double guess = s->prop * isp / (tw * G0 * mi);
        Profile p = draw_profile(v->profile, guess, i == 0 ? fmax(0.7, 1.03 / tw) : 0.5);
        for (int k = 0; k < 2; k++) { /* once more with less thrust if the acceleration is too great */
            double q = tw * mi * G0 / (isp * p.ref);
            set_flow(s, &p, q);
            s->ae = i == 0 ? q * (s->ve - isp) / P0 : q * s->ve * (i ? 0.4 : 0) / P0;
            double g = stage_max_g(v, i);
            if (g <= lim) break;
            if (k == 1) return 0;
            tw *= lim / g * uni(0.8, 0.999);
            if (tw < min) return 0;
        }
        if (i == 0) v->tw = tw;
        if (i > 0) {
            double w = u01();
            s->coast = solid ? (w < 0.3 ? 0 : w < 0.92 ? uni(0.5, 5) : uni(5, 15)) : (w < 0.5 ? 0 : uni(0.5, 5));
        }
        if (s->burn < 20 || (n == 1 && s->burn < 25)) return 0;
    }
    assemble(v);
    return 1;
}
/* rough ideal delta-v for a range, to aim the draws: least speed plus a loss */
static double dv_guess(double km) {
    double s = sin(0.5 * km * 1e3 / EARTH);
    return sqrt(2 * s / (1 + s) * MU / EARTH);
}

/* ---------------------------------------------------------------- rows */
static int row_id = 0;
static double halving_worst = 0, grid_worst = 0;
static double *ratio_list; static int n_ratio = 0, n_less = 0, n_greatest_global = 0;

static void km(double th) { if (th >= PI) printf("global"); else printf("%.6f", EARTH * th / 1000); }
static void emit(const Vehicle *v, const char *stratum, const Loft *l, const Flight *f, double gt, double best, double need) {
    printf("%d,%s,%s,%d,%.6f,%.6f,%.6f,%s,%s,%.6f,%.6f,%.6f,%.6f,", ++row_id, stratum, v->solid ? "solid" : "liquid", v->n,
           v->tw, v->tb, v->dv, v->profile, LOFT_NAME[l->kind], v->beta, f->apogee / 1000, EARTH * f->theta / 1000, f->t);
    km(gt); putchar(','); km(best); putchar(',');
    if (need > 0) printf("%.6f", need);
    putchar('\n');
    fflush(stdout);
}
/* the same row with every step halved, and with finer grids */
static void recheck(const Vehicle *v, const Loft *l, double x, const Flight *f, double gt, double kick, double best, double bk, double ba, int grids) {
    double w = 0;
    Flight g;
    halve = 1; want_apogee = 1;
    loft_ratio(v, l, x, &g);
    want_apogee = 0;
    w = fmax(fabs(g.apogee / f->apogee - 1), fmax(fabs(g.theta / f->theta - 1), fabs(g.t / f->t - 1)));
    if (gt < PI) w = fmax(w, fabs(gt_of(v, kick) / gt - 1));
    if (best < PI) { Start p = first_part(v, bk); w = fmax(w, fabs(second_part(v, &p, ba) / best - 1)); }
    halve = 0;
    if (w > halving_worst) halving_worst = w;
    fprintf(stderr, "  row %d: halved steps move apogee, range, time or truth by %.1e at most\n", row_id, w);
    if (grids) {
        double a = gravity_turn(v, 1000, 0), b = greatest(v, 360, 150, 0, 0), d = 0;
        if (a < PI && gt < PI) d = fabs(a / gt - 1); else if ((a < PI) != (gt < PI)) d = 1;
        if (b < PI && best < PI) d = fmax(d, fabs(b / best - 1)); else if ((b < PI) != (best < PI)) d = 1;
        if (d > grid_worst) grid_worst = d;
        fprintf(stderr, "  row %d: grids three times finer move the truth by %.1e\n", row_id, d);
    }
}

static const double BAND[5] = {300, 1000, 3000, 5500, 12000};
/* rows wanted by band, stages, kind (liquid, solid) */
static const int WANT[4][3][2] = {{{40, 40}, {15, 15}, {0, 0}}, {{24, 26}, {22, 23}, {7, 8}},
                                  {{12, 4}, {21, 21}, {24, 28}}, {{0, 0}, {18, 17}, {37, 38}}};

static int regular_row(int b, int n, int solid) {
    Vehicle v;
    for (int tries = 0; tries < 20000; tries++) {
        double aim = b == 3 ? uni(5500, 12000) : logu(BAND[b], BAND[b + 1]);
        if (!draw_vehicle(&v, n, solid, dv_guess(aim) * uni(1.0, 1.06) + uni(400, 1700))) continue;
        double kick, bk, ba, x, gt = gravity_turn(&v, 240, &kick), r = EARTH * gt / 1000;
        if (gt >= PI || r < BAND[b] || r >= BAND[b + 1]) continue;
        double ratio = r < 3000 && u01() < 0.25 ? uni(0.6, 1.2) : uni(0.12, 0.6);
        Loft l = draw_loft(&v);
        Flight f;
        if (!solve_loft(&v, &l, ratio, &f, &x)) { fprintf(stderr, "  no loft: %s %d stages, ratio %.2f\n", LOFT_NAME[l.kind], n, ratio); continue; }
        double best = greatest(&v, 120, 60, &bk, &ba);
        emit(&v, "regular", &l, &f, gt, best, 0);
        if (best >= PI) n_greatest_global++; else ratio_list[n_ratio++] = best / gt;
        if (best < gt) { n_less++; fprintf(stderr, "  row %d: greatest below gravity turn by %.2e, on a finer grid %.2e (kick %g, %g, attitude %g)\n", row_id, 1 - best / gt, 1 - greatest(&v, 300, 120, 0, 0) / gt, kick, bk, ba); }
        if (row_id % 12 == 0) recheck(&v, &l, x, &f, gt, kick, best, bk, ba, row_id % 60 == 0);
        return 1;
    }
    fprintf(stderr, "cell %d %d %d: no vehicle\n", b, n, solid);
    return 0;
}
static int near_row(int n, int solid) {
    Vehicle v;
    for (int tries = 0; tries < 20000; tries++) {
        if (!draw_vehicle(&v, n, solid, uni(8800, 10000))) continue;
        Vehicle w = v;
        double most, lo = 8000, hi, kick, bk, ba, x;
        w.payload = 0.002; most = ideal(&w);
        hi = most;
        if (hi < 9000) continue;
        w.payload = payload_for(v, hi); assemble(&w);
        if (greatest(&w, 120, 60, 0, 0) < PI) continue;
        while (hi - lo > 0.5) { /* payload by way of delta-v */
            double mid = 0.5 * (lo + hi);
            w.payload = payload_for(v, mid); assemble(&w);
            if (greatest(&w, 120, 60, 0, 0) >= PI) hi = mid; else lo = mid;
        }
        if (lo <= 8000) { fprintf(stderr, "  near_orbital: need below 8000 m/s\n"); continue; }
        double need = 0.5 * (lo + hi), ask = uni(0.985, 1.08), m0 = v.m0;
        if (ask * need >= most) continue;
        v.payload = payload_for(v, ask * need);
        assemble(&v);
        v.tw *= m0 / v.m0;
        if (v.max_g > (solid ? 15 : 12) || v.tw < (solid ? 1.5 : 1.2) || v.tw > (solid ? 2.5 : 2.0)) continue;
        double gt = gravity_turn(&v, 240, &kick);
        Loft l = draw_loft(&v);
        Flight f;
        if (!solve_loft(&v, &l, uni(0.12, 0.6), &f, &x)) { fprintf(stderr, "  no loft, near_orbital\n"); continue; }
        double best = greatest(&v, 120, 60, &bk, &ba);
        emit(&v, "near_orbital", &l, &f, gt, best, ask);
        fprintf(stderr, "  row %d: %d stages, need %.0f m/s, ratio %.4f, gravity turn %s, greatest %s\n", row_id, n, need, ask,
                gt >= PI ? "global" : "short", best >= PI ? "global" : "short");
        if (row_id % 12 == 0) recheck(&v, &l, x, &f, gt, kick, best, bk, ba, 0);
        return 1;
    }
    return 0;
}

/* ---------------------------------------------------------------- checks of the integrator */
/* another integrator: Cartesian, classical RK4, fixed steps, written separately */
static void cart_acc(const Vehicle *v, double t, const Steer *st, const double s[4], double a[2]) {
    double r = hypot(s[0], s[1]), sp = hypot(s[2], s[3]), p, rho, snd, f = 0, k;
    air(r - EARTH, &p, &rho, &snd);
    double ux = s[0] / r, uy = s[1] / r;
    const Leg *l = st->leg;
    for (int i = 1; i < st->n; i++) if (t >= st->leg[i].t) l = &st->leg[i];
    double at = l->a0 + l->a1 * (t - l->t);
    if (l->mode == TANGENT) at = atan(at);
    if (l->mode == ALONG) ux = s[2] / sp, uy = s[3] / sp;
    if (l->mode == LINEAR || l->mode == TANGENT) ux = cos(at), uy = sin(at);
    if (t < v->tb) {
        int i = 0;
        while (i < v->na - 1 && t >= v->arc[i].t1) i++;
        const Arc *c = &v->arc[i];
        double x = t - c->t0, q = c->q0 + (c->q1 - c->q0) * x / (c->t1 - c->t0), m = c->m0 - 0.5 * (c->q0 + q) * x;
        if (c->ve > 0) f = (q * c->ve - p * c->ae) / m;
        k = 0.5 * rho * sp * c->cda * (v->flat_cd ? 1 : cd(sp / snd)) / m;
    } else k = 0.5 * rho * sp / v->beta;
    a[0] = -MU * s[0] / (r * r * r) + f * ux - k * s[2];
    a[1] = -MU * s[1] / (r * r * r) + f * uy - k * s[3];
}
static double cartesian(const Vehicle *v, const Steer *st, double h, double *time, double *top) {
    double s[4] = {0, EARTH, 0, 0}, t = 0, ev[64];
    int ne = 0, ie = 0, kicked = 0;
    for (int i = 0; i < v->na; i++) ev[ne++] = v->arc[i].t1;
    for (int i = 1; i < st->n; i++) ev[ne++] = st->leg[i].t;
    *top = 0;
    for (int i = 0; i < ne; i++) for (int j = i + 1; j < ne; j++) if (ev[j] < ev[i]) { double z = ev[i]; ev[i] = ev[j]; ev[j] = z; }
    for (;;) {
        double d = h, k[4][4], w[4], a[2], o[4];
        static const double cc[4] = {0, 0.5, 0.5, 1};
        while (ie < ne && ev[ie] <= t + 1e-9) ie++;
        if (ie < ne && t + d > ev[ie]) d = ev[ie] - t;
        if (!kicked && st->kick_t > 0 && t >= st->kick_t - 1e-9) {
            double sp = hypot(s[2], s[3]);
            s[2] = sp * sin(st->kick); s[3] = sp * cos(st->kick);
            kicked = 1;
        }
        for (int j = 0; j < 4; j++) {
            for (int i = 0; i < 4; i++) w[i] = s[i] + (j ? cc[j] * d * k[j - 1][i] : 0);
            /* stay inside the arc at its ends */
            double tj = t + fmin(fmax(cc[j] * d, 1e-9), d - 1e-9);
            cart_acc(v, tj, st, w, a);
            k[j][0] = w[2]; k[j][1] = w[3]; k[j][2] = a[0]; k[j][3] = a[1];
        }
        for (int i = 0; i < 4; i++) o[i] = s[i] + d / 6 * (k[0][i] + 2 * k[1][i] + 2 * k[2][i] + k[3][i]);
        double r0 = hypot(s[0], s[1]), r1 = hypot(o[0], o[1]);
        *top = fmax(*top, r1 - EARTH);
        if (r1 < EARTH && t > 1) {
            double x = (r0 - EARTH) / (r0 - r1), th0 = atan2(s[0], s[1]), th1 = atan2(o[0], o[1]);
            *time = t + x * d;
            return th0 + x * (th1 - th0);
        }
        memcpy(s, o, sizeof s);
        t += d;
    }
}
/* two stages of constant thrust: T/W 1.4, 255 s at sea level, 285 and 295 s in vacuum, first-stage propellant .70 of the
 * lift-off mass, second burn 60 s. mp2 is the share of the second stack that burns. */
static void worked(Vehicle *v, double mp2, double mcda, double beta, double coast) {
    memset(v, 0, sizeof *v);
    v->n = 2; v->flat_cd = 1; v->profile = "constant"; v->kick_time = 5; v->beta = beta; v->cda = 1 / mcda; v->separates = 1;
    double q = 1.4 / 255.0, m2 = 1 - 0.70 - 0.06;
    Stage a = {0.70, 0.06, 285 * G0, q * G0 * 30 / P0, 0, 1, {0}, {0.70 / q}, {q}, {q}, 0.70 / q};
    double p2 = m2 * mp2;
    Stage b = {p2, 0.02, 295 * G0, 0, coast, 1, {0}, {60}, {p2 / 60}, {p2 / 60}, 60};
    v->s[0] = a; v->s[1] = b;
    v->payload = m2 - p2 - 0.02;
    v->tw = 1.4;
    assemble(v);
}
static Flight kicked_loft(const Vehicle *v, double ratio) {
    double a = log(1e-8), b = log(0.3);
    Flight f;
    want_apogee = 1;
    for (int i = 0; i < 80; i++) {
        double k = exp(0.5 * (a + b));
        Steer s = {2, {{0, VERTICAL, 0, 0}, {v->kick_time, ALONG, 0, 0}}, v->kick_time, k};
        f = fly(v, &s);
        if (EARTH * f.theta / f.apogee > ratio) b = log(k); else a = log(k);
    }
    want_apogee = 0;
    return f;
}
static void worked_case(double mcda, double beta, double coast) {
    Vehicle v;
    double a = 0.3, b = 0.9;
    Flight f;
    for (int i = 0; i < 50; i++) {
        worked(&v, 0.5 * (a + b), mcda, beta, coast);
        f = kicked_loft(&v, 933.0 / 2802.0);
        if (f.apogee > 2802e3) b = 0.5 * (a + b); else a = 0.5 * (a + b);
    }
    double k, bk, ba, gt = gravity_turn(&v, 240, &k), best = greatest(&v, 120, 60, &bk, &ba);
    fprintf(stderr, "worked vehicle, m/CdA %.0f t/m2, beta %.0f, coast %.0f s: burn %.1f s, loft %.1f/%.1f km in %.2f min, ideal %.0f m/s, gravity turn %.0f km, greatest %.0f km (expected 36.8 min, 6709, 6869)\n",
            mcda / 1e3, beta, coast, v.tb, f.apogee / 1e3, EARTH * f.theta / 1e3, f.t / 60, v.dv, EARTH * gt / 1e3, EARTH * best / 1e3);
}
static void check(void) {
    static const double Z[6][3] = {{0.5e3, 95461.289496945, 1.16727251232439}, {10e3, 26499.8981392533, 0.413510428898847}, {25e3, 2549.22299237592, 0.0400838867180784},
        {50e3, 79.7790929964913, 0.00102687803426163}, {75e3, 2.38814290784415, 3.99210733310744e-5}, {120e3, 2.5382e-3, 2.222e-8}};
    double w = 0;
    for (int i = 0; i < 6; i++) { double p, r, s; air(Z[i][0], &p, &r, &s); w = fmax(w, fmax(fabs(p / Z[i][1] - 1), fabs(r / Z[i][2] - 1))); }
    fprintf(stderr, "atmosphere: worst relative difference from the table %.1e\n", w);
    fprintf(stderr, "Cd(Mach) over its supersonic mean: M 0.5 %.3f, 1.1 %.3f, 2 %.3f, 5 %.3f\n", cd(0.5), cd(1.1), cd(2), cd(5));
    /* vacuum arc integrated numerically above the air, against the closed form: energy, angle, time */
    Vehicle v;
    memset(&v, 0, sizeof v);
    v.beta = 1e30;
    for (int i = 0; i < 3; i++) {
        double y[4] = {200e3, 0, (double[]){5500, 3000, 800}[i], (double[]){600, 5500, 6500}[i]}, z[4], t = 0;
        memcpy(z, y, sizeof y);
        Flight f = {0, 0, 0, 0}, g = f;
        double e0 = 0.5 * (y[2] * y[2] + y[3] * y[3]) - MU / (EARTH + y[0]);
        descend(&v, 0, y, &f);
        Ctx c = {0, 0, 0, 0};
        run(&c, &t, 1e9, z, 20, 0, &g);
        double e1 = 0.5 * (z[2] * z[2] + z[3] * z[3]) - MU / (EARTH + z[0]);
        fprintf(stderr, "vacuum arc %d: closed form and integration differ by %.1e (angle) %.1e (time); energy drifts by %.1e\n", i,
                fabs(f.theta / z[1] - 1), fabs(f.t / t - 1), fabs(e1 / e0 - 1));
    }
    /* gravity turns by the other integrator */
    for (int i = 0; i < 6; i++) {
        while (!draw_vehicle(&v, 1 + i / 2, i & 1, (double[]){3000, 6000, 7500}[i / 2])) continue;
        double k, gt = gravity_turn(&v, 240, &k), ts, t0;
        Steer s = {2, {{0, VERTICAL, 0, 0}, {v.kick_time, ALONG, 0, 0}}, v.kick_time, k};
        double top, c1 = cartesian(&v, &s, 0.02, &ts, &top);
        t0 = fly(&v, &s).t;
        fprintf(stderr, "gravity turn %d (%s, %d stages, kick %.2e): %.3f km; Cartesian RK4 of 0.02 s differs by %.1e, time %.1e\n", i, v.profile, v.n, k, EARTH * gt / 1e3, fabs(c1 / gt - 1), fabs(ts / t0 - 1));
    }
    for (int i = 0; i < 6; i++) {
        while (!draw_vehicle(&v, 1 + i % 3, i & 1, (double[]){4000, 6000, 7500}[i % 3])) continue;
        Loft l = draw_loft(&v);
        Flight f;
        double x, ts, top;
        l.kind = i / 2;
        if (!solve_loft(&v, &l, 0.4, &f, &x)) { fprintf(stderr, "loft %d not solved\n", i); continue; }
        Steer s = loft_steer(&v, &l, x);
        double c1 = cartesian(&v, &s, 0.02, &ts, &top);
        fprintf(stderr, "loft %d (%s, %s, %d stages): apogee %.3f, range %.3f km, %.3f s; Cartesian RK4 differs by %.1e, %.1e, %.1e\n", i, LOFT_NAME[l.kind], v.profile, v.n,
                f.apogee / 1e3, EARTH * f.theta / 1e3, f.t, fabs(top / f.apogee - 1), fabs(c1 / f.theta - 1), fabs(ts / f.t - 1));
    }
    worked_case(50e3, 5000, 2);
    worked_case(50e3, 5000, 0);
    worked_case(30e3, 5000, 2);
}
static int cmp(const void *a, const void *b) { double x = *(const double *)a, y = *(const double *)b; return (x > y) - (x < y); }

int main(int argc, char **argv) {
    cd_init();
    seed(20240607);
    if (argc > 1 && !strcmp(argv[1], "--check")) { check(); return 0; }
    int smoke = argc > 1 && !strcmp(argv[1], "--smoke");
    ratio_list = malloc(sizeof(double) * 1000);
    puts("# Invented vehicles flown by a simulator independent of this crate: generate/flights.c, whose head states the model.\n"
         "# cc -O2 -o flights flights.c -lm && ./flights > ../flights.csv\n"
         "# Planar flight, spherical Earth without rotation (R = 6371008.8 m, mu = 3.986004418e14 m3/s2), US Standard Atmosphere 1976.\n"
         "# A row is one vehicle. apogee_km, ground_range_km, flight_time_s (lift-off to impact): one steep flight, steered as loft_steering says.\n"
         "# gravity_turn_km: greatest range of the same vehicle over gravity turns (one kick). greatest_km: over kick and one constant\n"
         "# inertial attitude from the second stage's ignition (single stage: from half of the burn); no gravity turn to burnout is among these,\n"
         "# so it can lie slightly below gravity_turn_km. global: half the circumference or more.\n"
         "# lift_off_thrust_to_weight: at sea level; liquids at rated thrust, solids at ignition. burn_time_s: lift-off to last burnout, coasts included.\n"
         "# ideal_delta_v_m_per_s: in vacuum. delta_v_over_global_need: ideal delta-v over that at which the vehicle, its payload changed,\n"
         "# just reaches half the circumference under greatest_km's steering (near_orbital rows only; they are drawn by this ratio, 0.985 to 1.08).\n"
         "# Nothing is rounded as a report would be. Halving every step moves no figure by 0.02 %.\n"
         "id,stratum,kind,stages,lift_off_thrust_to_weight,burn_time_s,ideal_delta_v_m_per_s,thrust_profile,loft_steering,"
         "reentry_ballistic_coefficient_kg_per_m2,apogee_km,ground_range_km,flight_time_s,gravity_turn_km,greatest_km,delta_v_over_global_need");
    for (int b = 0; b < 4; b++)
        for (int n = 1; n <= 3; n++)
            for (int s = 0; s < 2; s++) {
                int w = WANT[b][n - 1][s];
                if (smoke && w > 2) w = 2;
                for (int i = 0; i < w; i++) regular_row(b, n, s);
            }
    if (n_ratio) {
        qsort(ratio_list, n_ratio, sizeof(double), cmp);
        fprintf(stderr, "regular: %d rows; greatest/gravity turn: least %.5f, median %.5f, most %.5f; below one: %d; greatest global: %d\n", row_id,
                ratio_list[0], ratio_list[n_ratio / 2], ratio_list[n_ratio - 1], n_less, n_greatest_global);
    }
    static const int NEAR[4][3] = {{2, 0, 10}, {2, 1, 4}, {3, 0, 13}, {3, 1, 13}}; /* stages, solid, rows */
    for (int k = 0; k < 4; k++) for (int i = 0; i < (smoke ? 1 : NEAR[k][2]); i++) near_row(NEAR[k][0], NEAR[k][1]);
    fprintf(stderr, "halved steps: worst relative change %.1e; finer grids: %.1e; %.2e evaluations\n", halving_worst, grid_worst, (double)evals);
    return 0;
}
