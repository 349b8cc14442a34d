/* families.c - writes ../families.csv: invented vehicles, each flown two or three times with other payloads and lofts.
 *
 *     cc -O2 -o families families.c -lm && ./families > ../families.csv      (some minutes on one core)
 *
 * The simulator and the vehicles are those of flights.c, which is independent of the crate. A family is one vehicle: its
 * stages, propellant, structure, engines and size. Each of its flights carries 0.5 to 1.5 times the payload of the draw, and
 * has a loft of its own: kind of steering, steepness. What comes down keeps its size, so that its ballistic coefficient goes
 * with its mass; a vehicle that comes down whole keeps its coefficient.
 *
 * The last flight of a family of three is a third flight of the vehicle. A family of two is followed by a stranger: a flight
 * of an unrelated vehicle of the same band of range, whose burn is 18 to 22 % longer or shorter.
 */
#define main flights_main
#include "flights.c"
#undef main

static const int GROUPS[4] = {40, 40, 40, 40}; /* families by band of range; every third has three flights */

/* the vehicle with another payload; 0 if it would not lift off or pull too many g */
static int with_payload(Vehicle *v, const Vehicle *of, double factor) {
    *v = *of;
    v->payload = of->payload * factor;
    if (v->separates) v->beta = of->beta * factor;
    assemble(v);
    v->tw = of->tw * of->m0 / v->m0;
    return v->tw > 1.05 && v->max_g < 25;
}
/* flies one loft of the vehicle and its gravity turn; 0 if the loft fails or the range is global */
static int flight(const Vehicle *v, int family, const char *role, double factor, char *row, size_t size) {
    double x, gt = gravity_turn(v, 240, 0), r = EARTH * gt / 1000;
    if (gt >= PI) return 0;
    double ratio = r < 3000 && u01() < 0.25 ? uni(0.6, 1.2) : uni(0.12, 0.6);
    Loft l = draw_loft(v);
    Flight f;
    if (!solve_loft(v, &l, ratio, &f, &x)) return 0;
    snprintf(row, size, "%d,%s,%s,%d,%.6f,%s,%.6f,%.6f,%.6f,%.6f,%.6f", family, role, v->solid ? "solid" : "liquid", v->n, v->tb,
             LOFT_NAME[l.kind], factor, f.apogee / 1000, EARTH * f.theta / 1000, f.t, r);
    return 1;
}
static int draw_in_band(Vehicle *v, int b) {
    static const int STAGES[4][4] = {{1, 1, 1, 2}, {1, 2, 2, 3}, {1, 2, 2, 3}, {2, 2, 3, 3}};
    for (;;) {
        int n = STAGES[b][(int)(4 * u01())], solid = u01() < 0.5;
        double aim = b == 3 ? uni(5500, 12000) : logu(BAND[b], BAND[b + 1]);
        if (!draw_vehicle(v, n, solid, dv_guess(aim) * uni(1.0, 1.06) + uni(400, 1700))) continue;
        double gt = gravity_turn(v, 240, 0), r = EARTH * gt / 1000;
        if (gt < PI && r >= BAND[b] && r < BAND[b + 1]) return 1;
    }
}

int main(void) {
    cd_init();
    seed(20261128);
    puts("# Invented vehicles, each flown several times with other payloads and lofts by a simulator independent of this crate:\n"
         "# generate/families.c. cc -O2 -o families families.c -lm && ./families > ../families.csv\n"
         "# Rows of one family are flights of one vehicle, except a stranger: a flight of an unrelated vehicle of the same band of range\n"
         "# with a burn 18 to 22 % longer or shorter. payload_factor: payload over that of the vehicle as it was drawn.\n"
         "# burn_time_s: lift-off to last burnout. gravity_turn_km: greatest range of the vehicle with that payload over gravity turns.\n"
         "# Nothing is rounded as a report would be.\n"
         "family,role,kind,stages,burn_time_s,loft_steering,payload_factor,apogee_km,ground_range_km,flight_time_s,gravity_turn_km");
    int family = 0;
    for (int b = 0; b < 4; b++)
        for (int done = 0; done < GROUPS[b];) {
            Vehicle of, v, other;
            char rows[3][400];
            int members = done % 3 == 2 ? 3 : 2, ok = 1;
            draw_in_band(&of, b);
            for (int k = 0; k < members && ok; k++) {
                double factor = uni(0.5, 1.5);
                ok = with_payload(&v, &of, factor) && flight(&v, family + 1, "member", factor, rows[k], sizeof rows[k]);
            }
            if (!ok) continue;
            if (members == 2) {
                double apart;
                do {
                    do draw_in_band(&other, b);
                    while (apart = fabs(other.tb / of.tb - 1), apart < 0.18 || apart > 0.22);
                } while (!flight(&other, family + 1, "stranger", 1, rows[2], sizeof rows[2]));
            }
            family++;
            done++;
            for (int k = 0; k < 3; k++) puts(rows[k]);
            fflush(stdout);
        }
    return 0;
}
