// The flights of `solvers` by Boost's odeint: the time of a flight and its distance from the exact impact.
//
// odeint has no events: the step that ends below ground is repeated from its beginning with a shorter length, found by the secant
// method. It does not choose a first step either: 130 s are given.

#include <array>
#include <boost/numeric/odeint.hpp>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace odeint = boost::numeric::odeint;
using State = std::array<double, 6>;

const double MU = 3.986004418e14, A = 6378137.0, J2 = 1.08262668e-3, POLAR = A * (1.0 - 1.0 / 298.257223563);
const double ROTATION = 7.292115e-5, DENSITY = 1.225, SCALE = 7200.0, BALLISTIC = 5000.0;

double level(const State& y) { return (y[0] * y[0] + y[1] * y[1]) / (A * A) + y[2] * y[2] / (POLAR * POLAR); }

struct Motion {
    bool has_drag;
    void operator()(const State& y, State& rate, double) const {
        const double square = y[0] * y[0] + y[1] * y[1] + y[2] * y[2];
        const double gravitation = -MU / (square * std::sqrt(square)), oblateness = 1.5 * J2 * A * A / square, s = y[2] * y[2] / square;
        const double horizontal = gravitation * (1.0 + oblateness * (1.0 - 5.0 * s));
        rate = {y[3], y[4], y[5], horizontal * y[0], horizontal * y[1], gravitation * (1.0 + oblateness * (3.0 - 5.0 * s)) * y[2]};
        if (has_drag) {
            const double height = std::sqrt(square) * (1.0 - 1.0 / std::sqrt(level(y)));
            const double wx = y[3] + ROTATION * y[1], wy = y[4] - ROTATION * y[0], wz = y[5];
            const double factor =
                -0.5 * DENSITY / BALLISTIC * std::exp(-height / SCALE) * std::sqrt(wx * wx + wy * wy + wz * wz);
            rate[3] += factor * wx;
            rate[4] += factor * wy;
            rate[5] += factor * wz;
        }
    }
};

template <class Stepper>
State flown(const Motion& motion, const State& begin, double tolerance) {
    auto controlled = odeint::make_controlled(tolerance, tolerance, Stepper());
    State now = begin;
    double t = 0.0, step = 130.0;
    while (t < 1e4) {
        const State before = now;
        const double from = t;
        while (controlled.try_step(motion, now, t, step) == odeint::fail) {
        }
        if (level(now) < 1.0) {
            double low = 0.0, high = t - from, above = level(before) - 1.0, below = level(now) - 1.0;
            for (int k = 0; k < 8; ++k) {
                const double length = high - below * (high - low) / (below - above);
                now = before;
                // A new one each time: DOPRI5 keeps the last derivative of the step before.
                Stepper().do_step(motion, now, from, length);
                low = high;
                above = below;
                high = length;
                below = level(now) - 1.0;
                if (std::fabs(below) < 1e-10) break;
            }
            return now;
        }
    }
    return now;
}

State departure(double angle_deg) {
    const double rad = std::acos(-1.0) / 180.0, lat = 40.0 * rad, lon = 125.0 * rad, azimuth = 60.0 * rad;
    const double up[] = {std::cos(lat) * std::cos(lon), std::cos(lat) * std::sin(lon), std::sin(lat)};
    const double east[] = {-std::sin(lon), std::cos(lon), 0.0};
    const double north[] = {-std::sin(lat) * std::cos(lon), -std::sin(lat) * std::sin(lon), std::cos(lat)};
    State state;
    for (int k = 0; k < 3; ++k) {
        state[k] = 6571000.0 * up[k];
        state[k + 3] = 6500.0 * (std::sin(angle_deg * rad) * up[k] +
                                 std::cos(angle_deg * rad) * (std::sin(azimuth) * east[k] + std::cos(azimuth) * north[k]));
    }
    return state;
}

template <class Stepper>
void row(const char* name, const std::string& flight, const Motion& motion, const State& begin, const State& impact) {
    const auto error_m = [&](double tolerance) {
        const State end = flown<Stepper>(motion, begin, tolerance);
        return std::sqrt(std::pow(end[0] - impact[0], 2) + std::pow(end[1] - impact[1], 2) + std::pow(end[2] - impact[2], 2));
    };
    const auto tolerance = [](int quarter) { return std::pow(10.0, -0.25 * quarter); };
    int quarter = 8, right = 0;
    for (; quarter < 56 && right < 3; ++quarter) right = error_m(tolerance(quarter)) < 1.0 ? right + 1 : 0;
    if (right < 3) {
        std::printf("%s/%s: at no tolerance right to 1 m\n", flight.c_str(), name);
        return;
    }
    const double chosen = tolerance(quarter - 3);
    double least = 1e9, sum = 0.0;
    for (int round = 0; round < 5; ++round) {
        const auto clock = std::chrono::steady_clock::now();
        for (int call = 0; call < 5000; ++call) sum += flown<Stepper>(motion, begin, chosen)[0];
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - clock;
        least = std::min(least, took.count() / 5000);
    }
    // Printed so that the flights are flown.
    std::printf("%s/%s: %.2f us, tolerance %.2g, error %.3g m%s\n", flight.c_str(), name, 1e6 * least, chosen, error_m(chosen),
                std::isfinite(sum) ? "" : " not finite");
}

int main(int, char** arguments) {
    std::ifstream table(arguments[1]);
    for (std::string line; std::getline(table, line);) {
        if (line.rfind("p2", 0) != 0 && line.rfind("p3", 0) != 0) continue;
        std::vector<std::string> cells;
        std::stringstream split(line);
        for (std::string cell; std::getline(split, cell, ',');) cells.push_back(cell);
        State impact{};
        for (int k = 0; k < 6; ++k) impact[k] = std::stod(cells[k + 3]);
        const double angle_deg = std::stod(cells[1]);
        const Motion motion{cells[0] == "p3"};
        const std::string flight = cells[0] + "_" + std::to_string(int(angle_deg));
        const State begin = departure(angle_deg);
        row<odeint::runge_kutta_fehlberg78<State>>("odeint_fehlberg78", flight, motion, begin, impact);
        row<odeint::runge_kutta_dopri5<State>>("odeint_dopri5", flight, motion, begin, impact);
    }
}
