//! Every tolerance of every test, each with its reason. A test that needs another one adds it here.
// Each test crate uses its own part of this file.
#![allow(dead_code)]

// ---- free flight ----

/// Closed forms against values of 32 digits: relative, times the condition number of the value (and not less than
/// once). 45 roundings of 2.2e-16; the longest chain, propagation, makes about 30.
pub const CLOSED_FORM_RELATIVE: f64 = 1e-14;

// ---- analytic boost ----
// Against a table of an independent program, printed to a metre, a millimetre a second, a thousandth of a second. At a
// maximum the place is soft: an error ε in range moves the angle by √ε, and with it the burnout of the standard flight.

/// Ranges, altitudes and distances, km.
pub const ANALYTIC_BOOST_KM: f64 = 0.1;
/// Flight times, s.
pub const ANALYTIC_BOOST_S: f64 = 0.01;
/// Speeds and losses, m/s.
pub const ANALYTIC_BOOST_M_PER_S: f64 = 0.1;
/// Thrust accelerations, m/s²; the table's six decimals.
pub const ANALYTIC_BOOST_M_PER_S2: f64 = 1e-5;
/// Flight-path angles, deg.
pub const ANALYTIC_BOOST_ANGLE_DEG: f64 = 0.01;

// ---- the unbeatable bound ----

/// Flight times of the random ascents, s: RK4 in steps of a quarter of a second, whose greatest altitude is sampled at the
/// steps while burning.
pub const BOUND_INTEGRATION_S: f64 = 1e-3;

/// The quickest ascents against what METHODS prints of them, s. Another version of the random tests draws others.
pub const BOUND_AS_PRINTED_S: f64 = 0.05;

/// By how much a shell fired at up to 100 g into the air can undercut the vertical free flight, s. The quickest of 10,000
/// does by 15.4; ten times as many, in trials, by 22.
pub const GUN_MARGIN_S: f64 = 25.0;

// ---- consistency ----

/// Figures stated to the second, s: half of it, and a little for the last digit's rounding.
pub const SECOND_AS_STATED: f64 = 0.6;

/// Free-flight times stated to the hundredth of a second, s.
pub const FREE_FLIGHT_AS_STATED_S: f64 = 0.005;

/// Shares stated to the hundredth of a per cent, in per cent.
pub const HUNDREDTH_OF_A_PER_CENT: f64 = 0.005;

/// Ranges stated to the kilometre, km.
pub const RANGE_AS_STATED_KM: f64 = 1.0;

/// "About a kilometre", km.
pub const DOCUMENTED_KM: f64 = 0.6;

/// "Some 30 %".
pub const DOCUMENTED_RELATIVE: f64 = 0.05;

/// Figures stated to the tenth of a second, s.
pub const TENTH_OF_A_SECOND: f64 = 0.06;

/// Numbers stated whole, to the tenth, and to the hundred, in their own unit: half of the last digit.
pub const WHOLE_AS_STATED: f64 = 0.5;
/// See [`WHOLE_AS_STATED`].
pub const TENTHS_AS_STATED: f64 = 0.05;
/// See [`WHOLE_AS_STATED`].
pub const HUNDREDS_AS_STATED: f64 = 50.0;

/// What is granted between two sources, s or m, against its formula: the constant has six decimals.
pub const GRANTED_SI: f64 = 1e-5;

// ---- properties ----

/// One closed form undone by another, relative, for arcs that do not amplify it: a few dozen roundings.
pub const ARC_ROUND_TRIP_RELATIVE: f64 = 2e-14;

/// Where a propagated body is against where the closed form ends, relative to its greatest distance and the length of
/// its path; times what a grazing impact adds. The two come to it through some hundred roundings.
pub const PROPAGATED_RELATIVE: f64 = 1e-13;

/// Closed-form slopes against those of dual numbers, relative.
pub const SLOPES_RELATIVE: f64 = 1e-12;

/// Apogee and range of a fitted loft against those asked for, relative: two nested roots, each to a few roundings, in
/// variables that turn them by up to a thousandfold.
pub const LOFT_REPRODUCED_RELATIVE: f64 = 1e-9;

/// Roundings of the time, each at the greatest speed of the orbit, that a whole revolution may cost.
pub const REVOLUTION_ROUNDINGS: f64 = 32.0;

/// One multiplication, relative.
pub const ONE_ROUNDING_RELATIVE: f64 = 1e-15;

/// A burn of a millisecond against none, relative: gravity takes a centimetre a second, of at least 400 m/s, and the burn
/// ends a metre up.
pub const GUN_RELATIVE: f64 = 1e-4;

/// The curvature of the Earth under a flight of a few kilometres, relative: altitude over radius.
pub const SHORT_RANGE_RELATIVE: f64 = 1e-3;

// ---- gravity turn ----

/// The closed form against a Runge–Kutta integration of its own equations, relative: 4,000 steps of fourth order leave
/// some 1e-11.
pub const TURN_RELATIVE: f64 = 1e-8;

// ---- atmosphere ----

/// Below 86 km, against the defining equations as evaluated elsewhere, relative: the nine digits of the base pressures.
pub const AIR_BY_EQUATIONS_RELATIVE: f64 = 1e-8;

/// At 86 km and above, against the points the curve goes through, relative: at 86 km the equations' value is taken, 3e-5
/// from the table's four digits.
pub const AIR_BY_TABLE_RELATIVE: f64 = 5e-5;

/// Temperatures, K: two decimals in the table, and at 86 km the molecular-scale temperature for the kinetic (0.08 K).
pub const AIR_TEMPERATURE_K: f64 = 0.09;

/// The one row of the table that is not the standard's, K: its two decimals.
pub const AIR_TEMPERATURE_DIGITS_K: f64 = 0.01;

/// Speeds of sound and geopotential altitudes as the standard prints them, relative: five digits and six.
pub const AIR_DIGITS_RELATIVE: f64 = 2e-6;

// ---- solvers ----

/// The authors' programs print ten digits of a result that hangs on the order of the additions: near the end of the
/// Arenstorf orbit, which amplifies a rounding by some 10⁷, two correct programs agree to about this.
pub const ARENSTORF_AGAINST_PROGRAM: f64 = 1e-9;

/// The measured order of a method may differ from the nominal by this: the next term of the error is not nothing.
pub const ORDER: f64 = 0.3;

/// The error at which solvers are timed, m: the scenarios' own figure, a thousandth of what a report gives.
pub const IMPACT_OF_BENCHES_M: f64 = 1.0;

/// A row of a tableau against its node: some twenty terms of up to 70, rounded.
pub const TABLEAU_ROW: f64 = 5e-14;

/// An order condition: coefficients of up to 70 in up to nine nested sums, rounded.
pub const TABLEAU_ORDER: f64 = 1e-12;

/// The same for dense output, whose weights are sums of terms of up to 2,000.
pub const TABLEAU_DENSE: f64 = 5e-12;

// ---- powered flight ----

/// Ranges and apogees against an independent simulation that prints tenths of a kilometre, km.
pub const SIMULATION_RANGE_KM: f64 = 0.1;

/// Flight times against it, min: it prints hundredths.
pub const SIMULATION_TIME_MIN: f64 = 0.006;

/// Speeds, losses, altitudes and distances against it: it prints units.
pub const SIMULATION_ACCOUNT: f64 = 0.6;

/// Re-entry against a table of two digits, in units of its last digit: half of it, and a tenth for the other's own steps.
pub const REENTRY_TABLE_DIGITS: f64 = 0.6;

/// Integration against closed forms, m.
pub const CLOSED_FORM_M: f64 = 1e-3;

/// What an account may leave over at a tolerance of 1e-8, m/s: a thousand steps, each off by its tolerance of up to 1e-7 m/s.
pub const ACCOUNT_M_PER_S: f64 = 2e-4;

/// Two solvers, and two ways to write the air and the steering, on one impact, m: a table of air that is
/// off by up to six parts in ten thousand in one cell, and the rounding of ten thousand steps.
pub const OTHER_SOLVER_M: f64 = 10.0;

/// The quick flight against the exact one, m, in 99 of 100 gravity turns: what `Flight::TOLERANCE` promises.
pub const QUICK_TURN_M: f64 = 600.0;
/// In half of them.
pub const QUICK_TURN_MEDIAN_M: f64 = 3.0;
/// In 99 of 100 flights of other programmes.
pub const QUICK_OTHER_M: f64 = 1_500.0;
/// In half of them.
pub const QUICK_OTHER_MEDIAN_M: f64 = 15.0;

/// Flight-path angles of the simulation, deg: it prints tenths.
pub const SIMULATION_ANGLE_DEG: f64 = 0.06;

/// One flight flown with and without its account, at a tolerance of 1e-10: s and m.
pub const SAME_FLIGHT_S: f64 = 1e-3;
/// See [`SAME_FLIGHT_S`].
pub const SAME_FLIGHT_M: f64 = 1.0;

/// Where phases of a trajectory meet, m: a nanosecond of flight, and the solver's own tolerance.
pub const STATE_JOINS_M: f64 = 0.01;

/// What a sampling of a step's error at 65 places may fall short of its greatest.
pub const EVENT_SAMPLING: f64 = 1.2;

/// The rounding of an event function of order one, and of the closed form that it is held against.
pub const EVENT_ROUNDING: f64 = 2e-14;

/// A parabola under any of the methods: rounding only, of the state and of the location.
pub const EXACT_FOR_POLYNOMIALS: f64 = 1e-12;

/// A time or a state of order one at a tolerance of 10⁻⁹ or less, over a few units of time.
pub const LOCATED: f64 = 2e-9;

/// What impacts and apogees are required to: a thousandth of the least that matters.
pub const MILLIMETRE_M: f64 = 1e-3;

/// Coasts against their closed form as METHODS prints it, m; the least accurate is the method of the fewest digits asked for.
pub const COAST_AS_PRINTED_M: f64 = 4e-4;

/// Impacts against the reference as METHODS prints it, m.
pub const IMPACT_AS_PRINTED_M: f64 = 2e-4;

/// The closed form's own rounding against a figure worked out in extended precision.
pub const CLOSED_FORM_S: f64 = 1e-9;

/// Drift of a conserved quantity over half an hour, in tolerances: every step may err by one, but the errors of the
/// formula carried on are smaller than those of its estimate, and few steps use up their tolerance.
pub const DRIFT_IN_TOLERANCES: f64 = 2.0;

/// And what rounding adds, in some hundred steps.
pub const DRIFT_ROUNDING: f64 = 1e-14;

/// A form of order one that is zero on the ellipsoid: a few roundings.
pub const ON_SURFACE: f64 = 1e-15;

/// An acceleration against the gradient of its potential, both rounded.
pub const GRADIENT: f64 = 1e-13;

// ---- vehicles fitted and flown ----

/// Ideal delta-v of a vehicle found from its own loft, m/s: a hundred metres of apogee at the least steep.
pub const ROUND_TRIP_M_PER_S: f64 = 0.1;

/// Its standard range, relative: what a tenth of a metre a second is worth near orbit.
pub const ROUND_TRIP_RELATIVE: f64 = 1e-4;

/// Ranges and speeds of an independent simulation, relative.
pub const SIMULATED_RANGE_RELATIVE: f64 = 3e-3;

/// Its flight times, min.
pub const SIMULATED_TIME_MIN: f64 = 0.05;

/// Its losses, relative.
pub const SIMULATED_LOSS_RELATIVE: f64 = 0.02;

/// What wrong invariants would give, against the same simulation, relative.
pub const WRONG_INVARIANT_RELATIVE: f64 = 5e-3;

/// Percentiles of an independent study of 240 draws against 480 of ours, relative.
pub const STUDY_RELATIVE: f64 = 0.02;
/// Its medians, relative: the sampling of both is worth half a per cent, and how draws that cannot be were drawn again, which the
/// study does not say, the rest.
pub const STUDY_MEDIAN_RELATIVE: f64 = 0.015;

/// The greatest range found against the best of a fine grid, relative.
pub const OPTIMUM_RELATIVE: f64 = 5e-4;

/// Apogee and range of a fitted loft, flown again to a finer tolerance, m: less than the rounding of the best report. Most are
/// within 50; the worst, of 7,374 km of apogee, is 308 off.
pub const CLOSE_TO_THE_LOFT_M: f64 = 350.0;

/// A programme whose corner lies a microsecond off, m of range: a microsecond of flight, and what it turns.
pub const SAME_PROGRAMME_M: f64 = 2.0;

/// Angle of a fall that goes round five times, rad, against an integration elsewhere that prints four decimals; the last round
/// hangs on the air.
pub const ROUND_AND_ROUND_RAD: f64 = 2e-3;

/// Masses, kg, speeds, m/s, and times, s, of a vehicle: rounding.
pub const ROUNDED: f64 = 1e-6;

/// Drag coefficients at Mach numbers of a speed of sound of six digits.
pub const DRAG_COEFFICIENT: f64 = 1e-5;

/// A flight time that the nominal vehicle's burn is searched for, s: the burn is found to a fraction of it.
pub const TIME_MET_S: f64 = 1.0;

// ---- the solvers' interface ----

/// How near to a pole, in time, a run gets before its steps are lost; the state there is the reciprocal.
pub const NEAR_A_POLE: f64 = 1e-3;

/// A quarter of an oscillation by RK4 in steps of a hundredth: h⁴/120 a unit of time.
pub const RK4_QUARTER: f64 = 1e-8;

/// A unit of oscillation by RK4 in steps of seven hundredths: h⁴/120 is 2e-7.
pub const RK4_COARSE: f64 = 1e-6;

/// Where a wall of the right-hand side is met, in time and state, at a tolerance of 1e-10.
pub const AT_A_WALL: f64 = 1e-9;

/// A step that is lost in the rounding of a time of order one.
pub const LOST_STEP: f64 = 1e-14;

// ---- figures from text ----

/// What a text is read as, against numbers of twenty digits: a division and a subtraction, each rounded.
pub const FIGURE_RELATIVE: f64 = 1e-15;

/// Relative, of a range against the distance that was flown: 6 % is what was asked; drag, rotation and the payload are in it.
pub const FLOWN_RELATIVE: f64 = 0.06;

/// Relative, of a sensitivity along single vehicles against that of the median of other reports: the median of some 600 draws is good to
/// 15 km, its difference over a minute of 450 km to 5 %, and other vehicles take part in it.
pub const SENSITIVITY_RELATIVE: f64 = 0.15;

/// A draw's loft flown at the tolerance of one of thousands against the same loft found at a fine one: ideal delta-v, m/s, and flight
/// time, s. 0.18 and 0.007 are seen.
pub const SAME_LOFT_M_PER_S: f64 = 0.4;
pub const SAME_LOFT_S: f64 = 0.02;

/// A draw's range against that of the slow search at a fine tolerance, relative, in the middle and at worst: a share of gain, and the
/// tail of what flights at that tolerance miss (see `Flight::TOLERANCE`). 0.00005 and 0.0019 are seen.
pub const QUICK_RANGE_MIDDLE: f64 = 2e-4;
pub const QUICK_RANGE_WORST: f64 = 2.5e-3;

// ---- the turning Earth ----

/// Free flight over the turning Earth against RK4 in steps of a second in Earth-fixed axes, m: the steps' own error.
pub const OTHER_ROAD_M: f64 = 1.0;

/// Powered flight over the turning Earth against RK4 in Earth-fixed axes, m: its steps do not end where the air begins, and it has
/// the air itself where flights have a table of it; a quarter of a metre is seen.
pub const OTHER_ROAD_POWERED_M: f64 = 1.0;

/// The changes by J2 against a table printed to the tenth, km and s.
pub const J2_TABLE_DIGITS: f64 = 0.06;

/// Speeds over the ground against a table printed to the tenth of a metre a second.
pub const GROUND_SPEED_DIGITS_M_PER_S: f64 = 0.06;

/// A free arc over the turning ground found from apogee and range, and flown back, in m, rad and s: its rounds end within 1e-13 of the
/// time, some ten roundings of each.
pub const GROUND_ARC_M: f64 = 1e-4;
/// See [`GROUND_ARC_M`].
pub const GROUND_ARC_RAD: f64 = 1e-9;
/// See [`GROUND_ARC_M`].
pub const GROUND_ARC_S: f64 = 1e-7;

/// Flight times of the other road, s: of free flight, and of powered flight in steps that are longer.
pub const OTHER_ROAD_S: f64 = 1e-4;
/// See [`OTHER_ROAD_S`].
pub const OTHER_ROAD_POWERED_S: f64 = 1e-3;
/// Its apogees, m: the highest of its steps.
pub const OTHER_ROAD_APOGEE_M: f64 = 10.0;

/// A fitted loft over the ground against what was asked for, m: twice the half metre of the planar fit, and the solver's tolerance.
pub const FITTED_OVER_GROUND_M: f64 = 2.0;

/// The range of a gravity turn to the letter over that of its programme, each with its best kick.
pub const TURN_OR_PROGRAMME: f64 = 0.01;

/// A flight over a globe that does not turn against the planar one, m: what was asked for.
pub const ROTATION_OFF_M: f64 = 1.0;

/// The bearing of an impact on a globe that does not turn against the azimuth of the ascent, rad: a metre in a thousand kilometres.
pub const BEARING_STILL_RAD: f64 = 1e-6;

/// One flight from another longitude, m and deg: the solver's tolerance.
pub const ELSEWHERE_M: f64 = 1e-3;
/// See [`ELSEWHERE_M`].
pub const ELSEWHERE_DEG: f64 = 1e-6;
/// One flight in a mirror, deg: a metre, as [`ROTATION_OFF_M`].
pub const MIRRORED_DEG: f64 = 1e-5;

/// The surplus of a flight over the turning ground against that of its loft over a still one, s: what the boost adds to both.
pub const SURPLUS_KEPT_S: f64 = 0.5;

/// A loft fitted over a globe that does not turn against the planar fit: s and m/s, for the half metre that each may miss its loft by.
pub const STILL_FIT_S: f64 = 0.01;
/// See [`STILL_FIT_S`].
pub const STILL_FIT_M_PER_S: f64 = 0.05;

/// Ranges of neighbours a millionth of a degree apart, relative: a decimetre on the ground, a hundredfold near the antipode.
pub const NEIGHBOURS_RELATIVE: f64 = 1e-6;

/// A recorded path over a globe that does not turn against the planar flight at the same times, m and m/s: what was asked for of the
/// impact, on the way.
pub const PATH_PLANAR_M: f64 = 1.0;
/// See [`PATH_PLANAR_M`].
pub const PATH_PLANAR_M_PER_S: f64 = 0.01;

/// Where a path ends against where its flight comes down, m: the impact is located to a micrometre of height, the steepest place to a few.
pub const PATH_END_M: f64 = 1e-3;

/// The geodetic height of an apogee against its height along the radius vector, relative: f²/2.
pub const GEODETIC_HEIGHT_RELATIVE: f64 = 6e-6;

/// The chord between two places of a path a tenth of a second apart over that time, against the mean of the speeds there, m/s: a twelfth of
/// the step squared times what the acceleration changes by in a second, some 10 m/s² under power.
pub const CHORD_M_PER_S: f64 = 0.01;
/// And some hundreds on the way down into the air.
pub const CHORD_IN_AIR_M_PER_S: f64 = 0.5;

/// The energy that a turning observer sees kept in free flight, relative to the speed's own: a micrometre a second of it.
pub const JACOBI_RELATIVE: f64 = 1e-9;

/// The azimuth that is found for the place where a given one came down, rad: two metres of a loft's ground range.
pub const AZIMUTH_FOUND_RAD: f64 = 1e-5;

// ---- tracks ----

/// Apogee and ground range of a track against what was reported, m: twice the half metre of the planar fit, and the solver's tolerance.
pub const TRACK_M: f64 = 2.0;

/// Lambert's ground range against the geodesic's, m: METHODS says some 60 up to 15,000 km.
pub const LAMBERT_M: f64 = 60.0;

/// Its bearings against the geodesic's, deg, and toward the antipode its ground range, m: METHODS says so.
pub const LAMBERT_BEARING_DEG: f64 = 0.35;
/// See [`LAMBERT_BEARING_DEG`].
pub const LAMBERT_FAR_M: f64 = 34e3;

/// A track's flight time against the reported one, s: what the drawn vehicle's own differs by within the digits and the errors of sources.
pub const TRACK_TIME_S: f64 = 30.0;

/// Places of a map against places of the flight, deg: six decimals, and half the last.
pub const MAP_DEG: f64 = 5.1e-7;

/// Times of a map against those of the flight, s: three decimals.
pub const MAP_S: f64 = 1e-3;

// ---- directions ----

/// A median over a still Earth by sixteen vehicles against that of all, relative; and directions that are the same: quick flights, and searches
/// ended within a ten-thousandth.
pub const DIRECTIONS_STILL_RELATIVE: f64 = 0.01;

/// The same fit by two names, relative: nothing but roundings.
pub const SAME_FIT_RELATIVE: f64 = 1e-9;

/// Medians ten degrees apart, relative, at 6,700 km: a sixth of a radian of the whole swing of ±10 %.
pub const DIRECTIONS_NEIGHBOURS: f64 = 0.025;

/// Gains by direction as stated to the tenth of a per cent, in per cent.
pub const SHARE_AS_STATED: f64 = 0.06;

/// The area inside an outline on the ellipsoid against that of its ranges on the mean sphere, relative: a multiple of the flattening.
pub const OUTLINE_AREA_RELATIVE: f64 = 0.01;

// ---- pictures ----

/// Places in a picture, units: coordinates are rounded to a tenth, and a place is made of two of them.
pub const PICTURE_UNITS: f64 = 0.2;
/// Lengths read off a picture to scale, relative: two places over the shortest length read, some 100 units.
pub const PICTURE_SCALE: f64 = 4e-3;

/// The ground range in a picture against the reported one, km: the vehicle that is drawn flies one within the digits (5 km) and the
/// error of a source.
pub const PICTURE_GROUND_RANGE_KM: f64 = 15.0;

// ---- doors ----

/// Differences of two times of up to three days, s: sixteen roundings of 3e-11.
pub const TIME_ROUNDING_S: f64 = 5e-10;

/// A number printed and read back, relative: figures of more than 15 digits are printed with 15.
pub const READ_BACK_RELATIVE: f64 = 1e-9;

/// The sum of the weights of a sample against one: some thousand roundings.
pub const WEIGHTS_SUM: f64 = 1e-9;

// ---- the ten numbers, derived again ----
// By Runge and Kutta's classical method in fixed steps; the table prints four decimals.

/// Times of free flight, s: a step of a second errs by less than the last decimal.
pub const REDERIVED_TIME_S: f64 = 1e-3;
/// Kepler ranges, km: at a maximum, and a step of a second.
pub const REDERIVED_KEPLER_KM: f64 = 1e-3;
/// Ranges of the analytic boost, km: its turn is begun a tenth of a second after lift-off.
pub const REDERIVED_BOOST_KM: f64 = 0.02;
/// Ranges of the nominal vehicle, km: 12 m at worst; a burn time found to 0.05 s and another upper air are in it.
pub const REDERIVED_FLOWN_KM: f64 = 0.1;

// ---- properties of flown vehicles ----

/// A flight without drag in air and one without air, km: the same equations but for where pieces end.
pub const NO_DRAG_KM: f64 = 1e-3;
/// Drag of a thousand tonnes on a square metre, a twenty-thousandth of a missile's, which is worth some kilometres; refitted, the
/// loft is the same.
pub const SMALL_DRAG_KM: f64 = 0.05;
/// The same figures in other units, km: a rounding of the figure, through a search that ends a metre apart at worst.
pub const UNITS_KM: f64 = 0.01;

// ---- time in the right-hand side ----

/// A solution with the time given against one with it counted along, of order one: some thousand roundings.
pub const TIME_AS_COMPONENT: f64 = 1e-12;

// ---- apogees ----

/// The slope of a flight at its highest, rad: the event is found to a rounding of the step.
pub const LEVEL_RAD: f64 = 1e-6;

// ---- the whole arc ----

/// What DOP853 at 1e-12 may itself be off by, m; METHODS has it right to 0.2 mm on four flights at 1e-10.
pub const STEP_BY_STEP_M: f64 = 1e-4;

/// A form of order one on the ellipsoid, after a Newton iteration or a fall to it in the stepper's own variable.
pub const ON_GROUND: f64 = 1e-8;

/// The apsides of an ellipse from the state at a place on it, relative: ten roundings, and the root of 1 − ℓ/a, which the eccentricity
/// of the test, 0.2, turns by some twenty.
pub const CONIC_RELATIVE: f64 = 1e-13;

/// One flight in registers of different widths, m: a rounding of 6,000 km, a thousand times over. `arc` promises it.
pub const WIDTHS_M: f64 = 1e-6;

/// A closed form in lanes against single calls, relative, times what it hangs on its arguments: `free_flights` promises it.
pub const LANES_RELATIVE: f64 = 2e-14;

/// The lanes left over at the end of a batch against the same flights alone, relative: a wrong lane would be off by far more.
pub const LAST_LANES_RELATIVE: f64 = 1e-9;
