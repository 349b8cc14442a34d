//! Every tolerance of every test, each with its reason. A test that needs another one adds it here.

// ---- free flight ----

/// The relative error of closed forms against values of 32 digits, times the condition number of
/// the value (at least one). It allows 45 roundings of 2.2e-16; the longest chain, the propagation,
/// makes about 30.
pub const CLOSED_FORM_RELATIVE: f64 = 1e-14;

/// The relative error of a propagated state against sixty digits, times its condition number (at
/// least one): 45 roundings of 2.2e-16, as that of the other closed forms.
pub const TWO_BODY_RELATIVE: f64 = 1e-14;

/// The relative difference between two references of sixty and fifty digits, of which a table keeps
/// 32, times the condition number.
pub const REFERENCES_AGREE: f64 = 1e-30;

// ---- analytic boost ---- Against a table of an independent program, printed to a metre, a
// millimetre per second and a thousandth of a second. A maximum is flat: an error ε in range moves
// the angle by √ε, and with it the burnout of the standard flight.

/// The error of ranges, altitudes and distances, km.
pub const ANALYTIC_BOOST_KM: f64 = 0.1;

/// The error of flight times, s.
pub const ANALYTIC_BOOST_S: f64 = 0.01;

/// The error of speeds and losses, m/s.
pub const ANALYTIC_BOOST_M_PER_S: f64 = 0.1;

/// The error of thrust accelerations, m/s²: the six decimals of the table.
pub const ANALYTIC_BOOST_M_PER_S2: f64 = 1e-5;

/// The error of flight-path angles, deg.
pub const ANALYTIC_BOOST_ANGLE_DEG: f64 = 0.01;

// ---- the unbeatable bound ----

/// The error of the flight times of the random ascents, s. They are integrated by RK4 in steps of a
/// quarter of a second, and the greatest altitude during the burn is sampled at the steps.
pub const BOUND_INTEGRATION_S: f64 = 1e-3;

/// The difference between the quickest ascents and the values that METHODS prints, s. Another
/// version of the random-number crate draws other ascents.
pub const BOUND_AS_PRINTED_S: f64 = 0.05;

/// The time by which a shell fired at up to 100 g into the air can undercut the vertical free
/// flight, s. The quickest of 10,000 undercuts it by 15.4 s; the quickest of ten times as many, in
/// trials, by 22 s.
pub const GUN_MARGIN_S: f64 = 25.0;

/// The relative margin below the upper edge of the atmosphere within which a coast counts as
/// reaching it: some hundred roundings of the radius.
pub const ATMOSPHERE_EDGE_RELATIVE: f64 = 1e-12;

// ---- consistency ----

/// The rounding of figures stated to the second, s: half a second, and a little for the rounding of
/// the last digit.
pub const SECOND_AS_STATED: f64 = 0.6;

/// The rounding of free-flight times stated to the hundredth of a second, s.
pub const FREE_FLIGHT_AS_STATED_S: f64 = 0.005;

/// The rounding of fractions stated to the hundredth of a per cent, in per cent.
pub const HUNDREDTH_OF_A_PER_CENT: f64 = 0.005;

/// The rounding of ranges stated to the kilometre, km.
pub const RANGE_AS_STATED_KM: f64 = 1.0;

/// The tolerance of "about a kilometre" in METHODS, km.
pub const DOCUMENTED_KM: f64 = 0.6;

/// The tolerance of "some 30 %" in METHODS, as a fraction.
pub const DOCUMENTED_RELATIVE: f64 = 0.05;

/// The tolerance of "a second" that METHODS gives the oblateness, s: half a second.
pub const DOCUMENTED_OBLATENESS_S: f64 = 0.5;

/// The tolerance of the 0.014 s per kilometre that METHODS prints, s: its last digit.
pub const DOCUMENTED_S_PER_KM: f64 = 0.001;

/// The tolerance of ratios that METHODS prints with two decimals: half of the last.
pub const DOCUMENTED_RATIO: f64 = 0.005;

/// The rounding of figures stated to the tenth of a second, s.
pub const TENTH_OF_A_SECOND: f64 = 0.06;

/// The rounding of numbers stated as integers, in their own unit: half of the last digit.
pub const WHOLE_AS_STATED: f64 = 0.5;

/// The rounding of numbers stated to the tenth, in their own unit: half of the last digit.
pub const TENTHS_AS_STATED: f64 = 0.05;

/// The rounding of numbers stated to the hundred, in their own unit: half of the last digit.
pub const HUNDREDS_AS_STATED: f64 = 50.0;

/// The error of the difference granted between two sources against its formula, s or m: the
/// constant has six decimals.
pub const GRANTED_SI: f64 = 1e-5;

// ---- properties ----

/// The relative error of one closed form inverted by another, for arcs that do not amplify it: a
/// few dozen roundings.
pub const ARC_ROUND_TRIP_RELATIVE: f64 = 2e-14;

/// The distance between a propagated body and the end of the closed form, relative to its greatest
/// distance and the length of its path, times the amplification of a grazing impact. Each comes to
/// its end through some hundred roundings.
pub const PROPAGATED_RELATIVE: f64 = 1e-13;

/// The relative error of derivatives in closed form against those of dual numbers.
pub const SLOPES_RELATIVE: f64 = 1e-12;

/// The relative error of apogee and range of a fitted loft against the target: two nested roots,
/// each found to a few roundings, in variables that amplify them up to a thousandfold.
pub const LOFT_REPRODUCED_RELATIVE: f64 = 1e-9;

/// The error of a whole revolution, in roundings of the time at the greatest speed of the orbit.
pub const REVOLUTION_ROUNDINGS: f64 = 32.0;

/// The relative error of one multiplication.
pub const ONE_ROUNDING_RELATIVE: f64 = 1e-15;

/// The relative difference between a burn of a millisecond and none: gravity takes a centimetre per
/// second of at least 400 m/s, and the burn ends a metre above the ground.
pub const GUN_RELATIVE: f64 = 1e-4;

/// The relative effect of the Earth's curvature on a flight of a few kilometres: altitude over
/// radius.
pub const SHORT_RANGE_RELATIVE: f64 = 1e-3;

// ---- gravity turn ----

/// The relative error of the closed form against a Runge–Kutta integration of its own equations:
/// 4,000 steps of fourth order leave some 1e-11.
pub const TURN_RELATIVE: f64 = 1e-8;

// ---- atmosphere ----

/// The relative error below 86 km against the defining equations as evaluated elsewhere: the nine
/// digits of the base pressures.
pub const AIR_BY_EQUATIONS_RELATIVE: f64 = 1e-8;

/// The relative error at 86 km and above against the printed table: half of the last of its four
/// digits, and of three at 450 km.
pub const AIR_BY_TABLE_RELATIVE: f64 = 6e-4;

/// The relative error above 86 km against the standard's equations, at the points of the splines
/// and between them, as METHODS says.
pub const UPPER_AIR_RELATIVE: f64 = 1e-4;

/// The relative error of the air of flights above 86.3 km against the standard's equations: that of
/// the splines, and two parts in ten thousand of the table.
pub const FLOWN_AIR_RELATIVE: f64 = 3e-4;

/// The error of temperatures, K: two decimals in the table, and at 86 km the molecular-scale
/// instead of the kinetic temperature (0.08 K).
pub const AIR_TEMPERATURE_K: f64 = 0.09;

/// The error of the one row of the table that is not taken from the standard, K: its two decimals.
pub const AIR_TEMPERATURE_DIGITS_K: f64 = 0.01;

/// The relative error of speeds of sound and geopotential altitudes as the standard prints them,
/// with five and six digits.
pub const AIR_DIGITS_RELATIVE: f64 = 2e-6;

// ---- solvers ----

/// The difference from the authors' programs, which print ten digits. The result depends on the
/// order of the additions: near its end the Arenstorf orbit amplifies a rounding by some 10⁷, and
/// two correct programs agree to about this.
pub const ARENSTORF_AGAINST_PROGRAM: f64 = 1e-9;

/// The difference between the measured and the nominal order of a method: the next term of the
/// error is not negligible.
pub const ORDER: f64 = 0.3;

/// The error of the impact at which solvers are timed, m: the scenarios' own requirement, a
/// thousandth of the resolution of a report.
pub const IMPACT_OF_BENCHES_M: f64 = 1.0;

/// The error of the sum of a row of a tableau against its node: some twenty terms of up to 70,
/// rounded.
pub const TABLEAU_ROW: f64 = 5e-14;

/// The error of an order condition: coefficients of up to 70 in up to nine nested sums, rounded.
pub const TABLEAU_ORDER: f64 = 1e-12;

/// The error of an order condition of dense output, whose weights are sums of terms of up to 2,000.
pub const TABLEAU_DENSE: f64 = 5e-12;

// ---- powered flight ----

/// The error of ranges and apogees against an independent simulation that prints tenths of a
/// kilometre, km.
pub const SIMULATION_RANGE_KM: f64 = 0.1;

/// The error of flight times against that simulation, min: it prints hundredths.
pub const SIMULATION_TIME_MIN: f64 = 0.006;

/// The error of speeds, losses, altitudes and distances against that simulation, in the units it
/// prints: it prints integers.
pub const SIMULATION_BUDGET: f64 = 0.6;

/// The error of re-entry against a table of two digits, in units of its last digit: half of it, and
/// a tenth for the table's own integration steps.
pub const REENTRY_TABLE_DIGITS: f64 = 0.6;

/// The error of integration against closed forms, m.
pub const CLOSED_FORM_M: f64 = 1e-3;

/// The residual of a delta-v budget at a tolerance of 1e-8, m/s: a thousand steps, each with an
/// error of up to 1e-7 m/s.
pub const BUDGET_M_PER_S: f64 = 2e-4;

/// The difference of one impact between two solvers, and between two formulations of the air and
/// the steering, m: a table of air that is off by up to six parts in ten thousand in one cell, and
/// the rounding of ten thousand steps.
pub const OTHER_SOLVER_M: f64 = 10.0;

/// The difference between the quick flight and the exact one, m, in 99 of 100 gravity turns: the
/// promise of `Flight::TOLERANCE`.
pub const QUICK_TURN_M: f64 = 600.0;

/// The median difference between the quick flight and the exact one in gravity turns, m.
pub const QUICK_TURN_MEDIAN_M: f64 = 3.0;

/// The difference between the quick flight and the exact one, m, in 99 of 100 flights of other
/// programmes.
pub const QUICK_OTHER_M: f64 = 1_500.0;

/// The median difference between the quick flight and the exact one in flights of other programmes,
/// m.
pub const QUICK_OTHER_MEDIAN_M: f64 = 15.0;

/// The error of flight-path angles against the simulation, deg: it prints tenths.
pub const SIMULATION_ANGLE_DEG: f64 = 0.06;

/// The difference in flight time between one flight integrated with and without its delta-v budget,
/// at a tolerance of 1e-10, s.
pub const SAME_FLIGHT_S: f64 = 1e-3;

/// The difference in range between one flight integrated with and without its delta-v budget, at a
/// tolerance of 1e-10, m.
pub const SAME_FLIGHT_M: f64 = 1.0;

/// The gap where two phases of a trajectory meet, m: a nanosecond of flight, and the solver's own
/// tolerance.
pub const STATE_JOINS_M: f64 = 0.01;

/// The greatest range angle between neighbours of a table of 2,000 rows over several revolutions,
/// rad: a jump by a whole revolution would be 2π.
pub const TABLE_STEP_RAD: f64 = 0.1;

/// The factor by which the greatest error of a step may exceed its sampling at 65 places.
pub const EVENT_SAMPLING: f64 = 1.2;

/// The rounding of an event function of order one, and of the closed form with which it is
/// compared.
pub const EVENT_ROUNDING: f64 = 2e-14;

/// The distance from the ends of a run within which a crossing can fall on either side of them, and
/// the error of a crossing's time: that of ten units of oscillation at 1e-9 per step, or by RK4 in
/// steps of 3e-3, over the least slope, 0.3.
pub const BESIDE_THE_END: f64 = 2e-7;

/// The length of a piece in which an event function of slope 0.3 or more moves by little more than
/// its rounding and that of a time of 20: 4e-15, ten times over.
pub const PIECE_OF_ROUNDING: f64 = 5e-14;

/// The excess of a step over the longest step, in roundings of the time: those of the sum of the
/// steps before it.
pub const STEP_ROUNDINGS: f64 = 4.0;

/// The error of a parabola under any of the methods: only the rounding of the state and of the
/// location.
pub const EXACT_FOR_POLYNOMIALS: f64 = 1e-12;

/// The error of a time or a state of order one at a tolerance of 10⁻⁹ or less, over a few units
/// of time.
pub const LOCATED: f64 = 2e-9;

/// The required accuracy of impacts and apogees, m: a thousandth of the smallest difference that
/// matters.
pub const MILLIMETRE_M: f64 = 1e-3;

/// The error of coasts against their closed form as METHODS prints it, m; the least accurate method
/// is the one with the loosest tolerance.
pub const COAST_AS_PRINTED_M: f64 = 4e-4;

/// The error of impacts against the reference as METHODS prints it, m.
pub const IMPACT_AS_PRINTED_M: f64 = 2e-4;

/// The rounding of the closed form against a value computed in extended precision, s.
pub const CLOSED_FORM_S: f64 = 1e-9;

/// The drift of a conserved quantity over half an hour, in tolerances: every step may err by one,
/// but the errors of the formula that is continued are smaller than those of its estimate, and few
/// steps use up their tolerance.
pub const DRIFT_IN_TOLERANCES: f64 = 2.0;

/// The drift of a conserved quantity by rounding, in some hundred steps.
pub const DRIFT_ROUNDING: f64 = 1e-14;

/// The value of a form of order one that is zero on the ellipsoid: a few roundings.
pub const ON_SURFACE: f64 = 1e-15;

/// The difference between an acceleration and the gradient of its potential, both rounded.
pub const GRADIENT: f64 = 1e-13;

// ---- vehicles fitted and flown ----

/// The error of the ideal delta-v of a vehicle found from its own loft, m/s: a hundred metres of
/// apogee where apogee depends on it most.
pub const ROUND_TRIP_M_PER_S: f64 = 0.1;

/// The relative error of the standard range of that vehicle: the effect of a tenth of a metre per
/// second near orbit.
pub const ROUND_TRIP_RELATIVE: f64 = 1e-4;

/// The relative error of ranges and speeds against an independent simulation.
pub const SIMULATED_RANGE_RELATIVE: f64 = 3e-3;

/// The error of flight times against that simulation, min.
pub const SIMULATED_TIME_MIN: f64 = 0.05;

/// The relative error of losses against that simulation.
pub const SIMULATED_LOSS_RELATIVE: f64 = 0.02;

/// The relative error of the ranges that wrong invariants would give, against that simulation.
pub const WRONG_INVARIANT_RELATIVE: f64 = 5e-3;

/// The relative difference between percentiles of an independent study of 240 draws and 480 draws
/// of this crate.
pub const STUDY_RELATIVE: f64 = 0.02;

/// The relative difference between the medians: the sampling of both gives half a per cent, and the
/// way impossible draws were repeated, which the study does not say, the rest.
pub const STUDY_MEDIAN_RELATIVE: f64 = 0.015;

/// The relative difference between the greatest range found and the best of a fine grid.
pub const OPTIMUM_RELATIVE: f64 = 5e-4;

/// The relative difference of neighbouring ranges above which they count as a rise or a fall, and
/// not as rounding.
pub const RISE_OF_RANGE_RELATIVE: f64 = 1e-3;

/// The difference in apogee and range between a fitted loft and the same flight integrated to a
/// finer tolerance, m: less than the rounding of the best report. Most differ by less than 50; the
/// worst, of 7,374 km of apogee, by 308.
pub const CLOSE_TO_THE_LOFT_M: f64 = 350.0;

/// The difference in range between programmes whose corners differ by a microsecond, m: a
/// microsecond of flight, and the turn made in it.
pub const SAME_PROGRAMME_M: f64 = 2.0;

/// The error of the angle of a fall over five revolutions, rad, against an integration elsewhere
/// that prints four decimals: half of the last, and the table of air, two parts in ten thousand in
/// two cells.
pub const SEVERAL_REVOLUTIONS_RAD: f64 = 2e-4;

/// The rounding of masses, kg, speeds, m/s, and times, s, of a vehicle.
pub const ROUNDED: f64 = 1e-6;

/// The error of drag coefficients at Mach numbers formed with a speed of sound of six digits.
pub const DRAG_COEFFICIENT: f64 = 1e-5;

/// The error of a flight time for which the burn time of the nominal vehicle is searched, s: the
/// burn time is found to a fraction of it.
pub const TIME_MET_S: f64 = 1.0;

// ---- the solvers' interface ----

/// The time before a pole at which a run stops because its steps vanish; the state there is the
/// reciprocal.
pub const NEAR_A_POLE: f64 = 1e-3;

/// The error of a quarter of an oscillation by RK4 in steps of a hundredth: h⁴/120 per unit of
/// time.
pub const RK4_QUARTER: f64 = 1e-8;

/// The error of a unit of oscillation by RK4 in steps of seven hundredths: h⁴/120 is 2e-7.
pub const RK4_COARSE: f64 = 1e-6;

/// The error in time and state at which a discontinuity of the right-hand side is met, at a
/// tolerance of 1e-10.
pub const AT_A_WALL: f64 = 1e-9;

/// The length of a step that vanishes in the rounding of a time of order one.
pub const LOST_STEP: f64 = 1e-14;

// ---- figures from text ----

/// The relative error of a figure read from text against numbers of twenty digits: a division and a
/// subtraction, each rounded.
pub const FIGURE_RELATIVE: f64 = 1e-15;

// ---- the posterior ----

/// The relative difference between a range and the distance that was flown: 6 % was asked for;
/// drag, rotation and the payload are in it.
pub const FLOWN_RELATIVE: f64 = 0.06;

/// The relative difference between the sensitivity to the flight time and the difference of
/// estimates a minute to either side: the standard error of the one is a tenth, and the ranges of
/// its vehicles are predicted, not flown.
pub const SENSITIVITY_RELATIVE: f64 = 0.2;

/// The difference of the sensitivity to the apogee from that of estimates one per cent to either
/// side, km per km: each of their medians has an error of some 15 km, over 56 km of apogee.
pub const SENSITIVITY_PER_APOGEE: f64 = 1.0;

/// The difference in ideal delta-v between the loft of a draw, flown in the fixed steps of
/// thousands of draws, and the same loft found at a fine tolerance, m/s. The greatest seen is 1.14.
pub const SAME_LOFT_M_PER_S: f64 = 2.0;

/// The difference in flight time between the same two lofts, s. The greatest seen is 0.028.
pub const SAME_LOFT_S: f64 = 0.1;

/// The median relative difference between the range of a draw and that of the slow search at a fine
/// tolerance: the gain at which the search stops. 0.00005 is seen.
pub const QUICK_RANGE_MEDIAN: f64 = 2e-4;

/// The greatest relative difference between these two ranges: the tail of the errors of flights at
/// the loose tolerance (see `Flight::TOLERANCE`). 0.0038 is seen, for a pitch programme.
pub const QUICK_RANGE_WORST: f64 = 5e-3;

/// The error of the sum of class probabilities against one: some thousand roundings.
pub const PROBABILITIES_SUM: f64 = 1e-12;

/// The relative difference between the median of 4 July 2017 and the published 6,700 km.
pub const JULY_4_RELATIVE: f64 = 0.05;

/// The relative difference between the median of 4 July 2017 without a ground range and with one.
pub const NO_RANGE_RELATIVE: f64 = 0.03;

/// The relative difference between the percentiles of the posterior and those of an independent
/// study's vehicles. The study burns for 150 to 437 s, as likely; the record makes the 360 s and
/// more that 39 minutes need rare, and its 5th percentile is 3.6 % lower.
pub const STUDY_PERCENTILES_RELATIVE: f64 = 0.04;

/// The difference between the flight time of the median vehicle and the reported one, s: the
/// rounding of the report and the error of its source.
pub const MEDIAN_VEHICLE_TIME_S: f64 = 10.0;

/// The rounding of shares of the posterior that METHODS prints in per cent, in per cent.
pub const SHARE_PER_CENT: f64 = 1.0;

/// The difference between medians and the values that METHODS prints, km: the sampling error of a
/// median.
pub const MEDIAN_AS_PRINTED_KM: f64 = 15.0;

/// The relative difference between the medians of two seeds: their sampling errors.
pub const RESEEDED_RELATIVE: f64 = 0.01;

// ---- the rotating Earth ----

/// The error of free flight over the rotating Earth against RK4 in steps of a second in Earth-fixed
/// axes, m: the error of those steps.
pub const EARTH_FIXED_M: f64 = 1.0;

/// The error of powered flight over the rotating Earth against RK4 in Earth-fixed axes, m, as
/// METHODS says: its steps do not end where the air begins, and it evaluates the air itself where
/// flights use a table.
pub const EARTH_FIXED_POWERED_M: f64 = 0.3;

/// The error of the changes by J2 against a table printed to the tenth, km and s.
pub const J2_TABLE_DIGITS: f64 = 0.06;

/// The error of speeds relative to the ground against a table printed to the tenth of a metre per
/// second.
pub const GROUND_SPEED_DIGITS_M_PER_S: f64 = 0.06;

/// The error of a free arc over the rotating ground that is found from apogee and range and flown
/// back, m: its iterations end within 1e-13 of the time, some ten roundings.
pub const GROUND_ARC_M: f64 = 1e-4;

/// The error of the angles of that arc, rad.
pub const GROUND_ARC_RAD: f64 = 1e-9;

/// The error of the flight time of that arc, s.
pub const GROUND_ARC_S: f64 = 1e-7;

/// The error of the flight time of free flight against the integration in Earth-fixed axes, s.
pub const EARTH_FIXED_S: f64 = 1e-4;

/// The error of the flight time of powered flight against that integration, whose steps are longer
/// there, s.
pub const EARTH_FIXED_POWERED_S: f64 = 1e-3;

/// The error of apogees against that integration, m: it takes the highest of its steps.
pub const EARTH_FIXED_APOGEE_M: f64 = 10.0;

/// The error of a fitted loft over the ground against its target, m: twice the half metre of the
/// planar fit, and the solver's tolerance.
pub const FITTED_OVER_GROUND_M: f64 = 2.0;

/// The relative difference between the range of a gravity turn that follows the velocity and that
/// of its pitch programme, each with its best kick.
pub const TURN_OR_PROGRAMME: f64 = 0.01;

/// The difference between a flight over a non-rotating globe and the planar one, m, as specified.
pub const NON_ROTATING_M: f64 = 1.0;

/// The difference between the bearing of an impact on a non-rotating globe and the azimuth of the
/// ascent, rad: a metre in a thousand kilometres.
pub const NON_ROTATING_BEARING_RAD: f64 = 1e-6;

/// The difference between one flight and the same from another longitude, m: the solver's
/// tolerance.
pub const ELSEWHERE_M: f64 = 1e-3;

/// The difference between the angles of one flight and of the same from another longitude, deg: the
/// solver's tolerance.
pub const ELSEWHERE_DEG: f64 = 1e-6;

/// The difference between one flight and its mirror image, deg: a metre, as [`NON_ROTATING_M`].
pub const MIRRORED_DEG: f64 = 1e-5;

/// The difference between the surplus of a flight over the rotating ground and that of its loft
/// over a non-rotating one, s: the contribution of the boost to both.
pub const SURPLUS_KEPT_S: f64 = 0.5;

/// The difference in flight time between a loft fitted over a non-rotating globe and the planar
/// fit, s: each may miss its loft by half a metre.
pub const NON_ROTATING_FIT_S: f64 = 0.01;

/// The difference in ideal delta-v between the same two fits, m/s.
pub const NON_ROTATING_FIT_M_PER_S: f64 = 0.05;

/// The relative difference of ranges a millionth of a degree apart: a decimetre on the ground, a
/// hundred times that near the antipode.
pub const NEIGHBOURS_RELATIVE: f64 = 1e-6;

/// The relative excess of a ground range over half the circumference: some thousand roundings.
pub const HALF_CIRCUMFERENCE_RELATIVE: f64 = 1e-12;

/// The distance between a recorded path over a non-rotating globe and the planar flight at the same
/// times, m: the tolerance of the impact, applied along the way.
pub const PATH_PLANAR_M: f64 = 1.0;

/// The difference between the speeds of the same two, m/s.
pub const PATH_PLANAR_M_PER_S: f64 = 0.01;

/// The distance between the end of a path and the impact of its flight, m: the impact is located to
/// a micrometre of height, the steepest descents to a few.
pub const PATH_END_M: f64 = 1e-3;

/// The relative excess of an interval between recorded states over the interval asked for: the
/// rounding of their times.
pub const PATH_INTERVAL_RELATIVE: f64 = 1e-9;

/// The relative difference between the geodetic height of an apogee and its height along the radius
/// vector: f²/2.
pub const GEODETIC_HEIGHT_RELATIVE: f64 = 6e-6;

/// The difference between the chord of two states a tenth of a second apart, divided by that time,
/// and the mean of their speeds, m/s: a twelfth of the step squared times the change of the
/// acceleration per second, some 10 m/s² under power.
pub const CHORD_M_PER_S: f64 = 0.01;

/// The same difference during the descent into the air, where the acceleration changes by some
/// hundreds of m/s² per second.
pub const CHORD_IN_AIR_M_PER_S: f64 = 0.5;

/// The rounding of a position of 1e7 m, m, which is divided by the short time between two states.
pub const POSITION_ROUNDING_M: f64 = 1e-8;

/// The drift in free flight of the energy in the rotating frame, relative to the kinetic energy: a
/// micrometre per second of speed.
pub const JACOBI_RELATIVE: f64 = 1e-9;

/// The error of the azimuth that is found from the impact of a flight with a given azimuth, rad:
/// two metres of the ground range of a loft.
pub const AZIMUTH_FOUND_RAD: f64 = 1e-5;

// ---- tracks ----

/// The error of apogee and ground range of a track against the report, m: twice the half metre of
/// the planar fit, and the solver's tolerance.
pub const TRACK_M: f64 = 2.0;

/// The error of Lambert's ground range against the geodesic, m: METHODS says some 60 up to 15,000
/// km.
pub const LAMBERT_M: f64 = 60.0;

/// The error of Lambert's bearings against those of the geodesic, deg, as METHODS says.
pub const LAMBERT_BEARING_DEG: f64 = 0.35;

/// The error of Lambert's ground range toward the antipode, m, as METHODS says.
pub const LAMBERT_FAR_M: f64 = 34e3;

/// The difference between the flight time of a track and the reported one, s: that of the median
/// vehicle, within the rounding of the report, half a minute, and the errors of its sources.
pub const TRACK_TIME_S: f64 = 35.0;

/// The greatest miss of a fit, relative to the greater of apogee and ground range, as `fit`
/// promises.
pub const FIT_MET_RELATIVE: f64 = 1e-4;

/// The relative difference between a number of the prior and the one derived for it: it is written
/// with two or three digits.
pub const PRIOR_AS_DERIVED_RELATIVE: f64 = 0.03;

/// The median error of estimates of historical vehicles' lofts, times to the second, as was asked
/// for; METHODS has what is found.
pub const RECORD_MEDIAN: f64 = 0.01;

/// The 90th percentile of the absolute error of the same, as was asked for.
pub const RECORD_NINETIETH: f64 = 0.035;

/// The least share of the same that the 90 % intervals cover, as was asked for.
pub const RECORD_COVER: f64 = 0.86;

/// The error of positions on a map against those of the flight, deg: six decimals, and half the
/// last.
pub const MAP_DEG: f64 = 5.1e-7;

/// The error of times on a map against those of the flight, s: three decimals.
pub const MAP_S: f64 = 1e-3;

// ---- directions ----

/// The relative difference between a median over a non-rotating Earth from sixteen vehicles and
/// that from all, and between directions that are equivalent: quick flights, and searches that end
/// within a ten-thousandth.
pub const DIRECTIONS_NON_ROTATING_RELATIVE: f64 = 0.01;

/// The relative difference between one fit called by two names: only roundings.
pub const SAME_FIT_RELATIVE: f64 = 1e-9;

/// The relative difference between medians ten degrees apart, at 6,700 km: a sixth of a radian of
/// the whole variation of ±10 %.
pub const DIRECTIONS_NEIGHBOURS: f64 = 0.025;

/// The rounding of gains by direction stated to the tenth of a per cent, in per cent.
pub const SHARE_AS_STATED: f64 = 0.06;

/// The relative difference between the area inside an outline on the ellipsoid and that of its
/// ranges on the mean sphere: a multiple of the flattening.
pub const OUTLINE_AREA_RELATIVE: f64 = 0.01;

// ---- pictures ----

/// The error of positions in a picture, in its units: coordinates are rounded to a tenth, and a
/// position is the sum of two of them.
pub const PICTURE_UNITS: f64 = 0.2;

/// The relative error of lengths read off a picture that is to scale: two positions over the
/// shortest length read, some 100 units.
pub const PICTURE_SCALE: f64 = 4e-3;

/// The relative difference of the apogee of the vehicle in the picture from the reported one: it
/// meets an apogee drawn from the likelihood, whose source errs by 0.2 %, rarely by thrice that.
pub const PICTURE_APOGEE_RELATIVE: f64 = 7e-3;

/// The difference between the ground range in a picture and the reported one, km: the vehicle that
/// is plotted flies a range within the rounding of the report (5 km) and the error of a source.
pub const PICTURE_GROUND_RANGE_KM: f64 = 15.0;

// ---- entry points ----

/// The rounding of differences between two times of up to three days, s: sixteen roundings of
/// 3e-11.
pub const TIME_ROUNDING_S: f64 = 5e-10;

/// The relative error of a number printed and read back: figures of more than 15 digits are printed
/// with 15.
pub const READ_BACK_RELATIVE: f64 = 1e-9;

/// The error of the sum of the weights of a sample against one: some thousand roundings.
pub const WEIGHTS_SUM: f64 = 1e-9;

// ---- the ten numbers, derived again ----
// By the classical Runge–Kutta method in fixed steps; the table prints four decimals.

/// The error of times of free flight, s: with steps of a second it is below the last decimal.
pub const REDERIVED_TIME_S: f64 = 1e-3;

/// The error of Kepler ranges, km: they are taken at a maximum, with steps of a second.
pub const REDERIVED_KEPLER_KM: f64 = 1e-3;

/// The error of ranges of the analytic boost, km: the 12 m that TRUST says; the second derivation
/// begins its turn a tenth of a second after lift-off.
pub const REDERIVED_BOOST_KM: f64 = 0.0125;

/// The error of ranges of the nominal vehicle, km: the 12 m that TRUST says; it includes a burn
/// time found to 0.05 s and another upper atmosphere.
pub const REDERIVED_FLOWN_KM: f64 = 0.0125;

// ---- properties of flown vehicles ----

/// The difference in range between a flight without drag in air and one without air, km: the same
/// equations except for the ends of their pieces.
pub const NO_DRAG_KM: f64 = 1e-3;

/// The effect on the range of the drag of a thousand tonnes on a square metre, km: a
/// twenty-thousandth of a missile's drag, whose effect is some kilometres; the refitted loft is the
/// same.
pub const SMALL_DRAG_KM: f64 = 0.05;

/// The difference in range between the same figures in other units, km: a rounding of the figure,
/// through a search that ends a metre apart at worst.
pub const UNITS_KM: f64 = 0.01;

// ---- time in the right-hand side ----

/// The difference between a solution whose right-hand side reads the time and one that integrates
/// it as a component, of order one: some thousand roundings.
pub const TIME_AS_COMPONENT: f64 = 1e-12;

// ---- apogees ----

/// The flight-path angle at the apogee, rad: the event is located to a rounding of the step.
pub const LEVEL_RAD: f64 = 1e-6;

// ---- the whole arc ----

/// The error of DOP853 at a tolerance of 1e-12, m; METHODS gives 0.2 mm for four flights at 1e-10.
pub const STEP_BY_STEP_M: f64 = 1e-4;

/// The longest step with which DOP853 at 1e-12 keeps that error where a flight comes down through
/// the air, s: 0.05 mm at most in 10,000 flights; with steps of its own choice 7 mm.
pub const STEP_INTO_AIR_S: f64 = 10.0;

/// The value of a form of order one on the ellipsoid after a Newton iteration, or after a fall to
/// it in the stepper's own variable.
pub const ON_GROUND: f64 = 1e-8;

/// The relative error of the apsides of an ellipse from the state at a point of it: ten roundings,
/// and the root of 1 − ℓ/a, which the eccentricity of the test, 0.2, amplifies by some twenty.
pub const CONIC_RELATIVE: f64 = 1e-13;

/// The difference between one flight in registers of different widths, m: a rounding of 6,000 km, a
/// thousand times over. `arc` promises it.
pub const WIDTHS_M: f64 = 1e-6;

/// The relative difference between a closed form in lanes and single calls, times its condition
/// number: `free_flights` promises it.
pub const LANES_RELATIVE: f64 = 2e-14;

/// The relative difference between the lanes left over at the end of a batch and the same flights
/// alone: a wrong lane would be off by far more.
pub const LAST_LANES_RELATIVE: f64 = 1e-9;

/// How far the apogee of a flight near its standard trajectory may lie from that of the free arc of
/// least energy over its ground range, and how far above it that of a lofted one begins, relative.
/// The best trajectory of a vehicle that burns for minutes is not the free arc of least energy: the
/// flights of the record differ from it by up to 22 %. Every loft of the record is above 1.5.
pub const KINDS_OF_ARC: [f64; 2] = [0.25, 0.5];

/// How far the distance of a flight near its best range may lie from the median of its estimate if
/// it is outside the interval, relative: the target set for the catalogue before it was computed.
pub const NEAR_BEST_RANGE: f64 = 0.06;

/// The least share of the ranges of invented families that the 90 % intervals hold, per cent: of
/// some sixty flights 86 % is the least that is asked of all of them, less one standard error (4).
pub const FAMILY_COVER_PER_CENT: f64 = 82.0;

/// The difference of a printed number between two kinds of registers, in its last digit: the
/// rounding of a number in the middle between two that are printed, and of one that is computed
/// from it.
pub const LAST_DIGIT: i64 = 2;
