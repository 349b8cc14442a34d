//! The errors of inputs and computations, each with its remedy.

pub(crate) mod check;
mod catalogue;
mod figure;
mod mark;

use mark::marked;

pub use catalogue::CellFault;
pub use figure::Figure;

/// The result of every function in this crate that can fail.
pub type Result<T> = std::result::Result<T, Error>;

/// Every way an input or a computation can fail.
///
/// Each message gives the value, the bound and the remedy. An impossible *report* is not an error
/// but an answer with that verdict.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A top speed cannot be one.
    #[error(
        "the top speed {given:?} {problem}; write it as \"Mach 22\", \"1,340 m/s\", \"5 km/s\" or \"13,000 km/h\""
    )]
    BadTopSpeed {
        /// The figure as given.
        given: String,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// A top speed that stands in for no apogee.
    #[error("the top speed {given} does not settle the apogee: {why}; give the apogee as well")]
    SpeedSettlesNoApogee {
        /// The top speed as given.
        given: String,
        /// Why it does not.
        why: &'static str,
    },

    /// No figure was given.
    #[error("no figure was reported; give two of apogee, ground range and flight time")]
    NothingReported,

    /// An apogee without a second figure.
    #[error(
        "an apogee of {apogee_km:.1} km alone fits every ground range; \
         give the ground range or the flight time as well"
    )]
    ApogeeAlone {
        /// The apogee given, km.
        apogee_km: f64,
    },

    /// A ground range without a second figure.
    #[error(
        "a ground range of {ground_range_km:.1} km alone fits every apogee; \
         give the apogee or the flight time as well"
    )]
    GroundRangeAlone {
        /// The ground range given, km.
        ground_range_km: f64,
    },

    /// A flight time without a second figure.
    #[error(
        "a flight time of {flight_time_s:.1} s alone fits a short loft and a long flat flight alike; \
         give the apogee or the ground range as well"
    )]
    FlightTimeAlone {
        /// The flight time given, s.
        flight_time_s: f64,
    },

    /// A figure that is NaN.
    #[error("the {figure} is not a number (NaN); give it in {unit}, or leave it out if nobody reported it")]
    NotANumber {
        /// The figure at fault.
        figure: Figure,
        /// The unit it was given in.
        unit: &'static str,
    },

    /// A figure that is infinite.
    #[error("the {figure} is {value} {unit}; give a finite figure, or leave it out if nobody reported it")]
    Infinite {
        /// The figure at fault.
        figure: Figure,
        /// Plus or minus infinity.
        value: f64,
        /// The unit it was given in.
        unit: &'static str,
    },

    /// A figure below zero.
    #[error("the {figure} is {value} {unit}; it cannot be below zero: give it as reported, without a sign")]
    Negative {
        /// The figure at fault.
        figure: Figure,
        /// The value given.
        value: f64,
        /// The unit it was given in.
        unit: &'static str,
    },

    /// An apogee or a flight time of zero.
    #[error("the {figure} is 0 {unit}; a flight has more than that: leave it out if nobody reported it")]
    Zero {
        /// The figure at fault.
        figure: Figure,
        /// The unit it was given in.
        unit: &'static str,
    },

    /// An apogee or a flight time too small for a flight.
    #[error(
        "the {figure} is {value} {unit}; the least accepted is {least} {unit}: check the unit of the figure"
    )]
    TooSmall {
        /// The figure at fault.
        figure: Figure,
        /// The value given.
        value: f64,
        /// The least accepted.
        least: f64,
        /// The unit of both.
        unit: &'static str,
    },

    /// An apogee at which the gravitation of the Moon can no longer be neglected.
    #[error(
        "the apogee is {value} {unit}; the greatest accepted is {greatest} {unit}, beyond which the \
         gravitation of the Moon is no longer negligible: check the unit of the figure"
    )]
    ApogeeTooHigh {
        /// The value given.
        value: f64,
        /// The greatest accepted.
        greatest: f64,
        /// The unit of both.
        unit: &'static str,
    },

    /// A ground range greater than half the circumference of the Earth.
    #[error(
        "the ground range is {value} {unit}; the greatest there is, half the circumference of the Earth, is \
         {greatest:.1} {unit}: give the shorter way round"
    )]
    BeyondHalfCircumference {
        /// The value given.
        value: f64,
        /// Half the circumference.
        greatest: f64,
        /// The unit of both.
        unit: &'static str,
    },

    /// A flight time longer than any flight to an accepted apogee.
    #[error(
        "the flight time is {value} {unit}; the longest accepted is {greatest} {unit}: check the unit of the \
         figure"
    )]
    FlightTimeTooLong {
        /// The value given.
        value: f64,
        /// The longest accepted.
        greatest: f64,
        /// The unit of both.
        unit: &'static str,
    },

    /// A time in place of a length, or a length in place of a time.
    #[error("the {figure} was given in {unit}; it is a {expected}: give it in {remedy}")]
    WrongDimension {
        /// The figure at fault.
        figure: Figure,
        /// The unit it was given in.
        unit: &'static str,
        /// The dimension expected: "length" or "time".
        expected: &'static str,
        /// The units accepted.
        remedy: &'static str,
    },

    /// An interval whose ends are in the wrong order.
    #[error("the {figure} lies between {low} {unit} and {high} {unit}; the smaller end comes first")]
    EmptyInterval {
        /// The figure at fault.
        figure: Figure,
        /// The end given first.
        low: f64,
        /// The end given second.
        high: f64,
        /// The unit of both.
        unit: &'static str,
    },

    /// A tolerance that is NaN, infinite or below zero.
    #[error("the tolerance of the {figure} is {tolerance} {unit}; give a finite one, zero or more")]
    BadTolerance {
        /// The figure at fault.
        figure: Figure,
        /// The tolerance given.
        tolerance: f64,
        /// The unit it was given in.
        unit: &'static str,
    },

    /// A text that cannot be read as a figure.
    #[error("cannot read \"{}\" as a figure: {problem}; {remedy}", marked(text, *start, *end))]
    UnreadableFigure {
        /// The text given, or its beginning if it is too long.
        text: String,
        /// The place in the text at which the unreadable part begins, in bytes.
        start: usize,
        /// The place at which it ends, in bytes; equal to `start` where something is missing.
        end: usize,
        /// The problem at that place.
        problem: &'static str,
        /// The remedy.
        remedy: &'static str,
    },

    /// A cell of a catalogue that cannot be read or does not fit.
    #[error("{file}, line {line}, column {column}: {fault}")]
    CatalogueCell {
        /// The name of the table, as given when it was loaded.
        file: String,
        /// The number of the line, the first being 1; that of the header if the column itself is at
        /// fault.
        line: u64,
        /// The column.
        column: Box<str>,
        /// The fault of the cell.
        fault: CellFault,
    },

    /// A row of a catalogue with too few cells, or too many.
    #[error(
        "{file}, line {line}: the row has {cells} cells and the header {columns}; \
         put a cell with a comma in it between quotation marks, close them, and keep the commas of empty cells"
    )]
    CatalogueRow {
        /// The name of the table, as given when it was loaded.
        file: String,
        /// The number of the line, the first being 1.
        line: u64,
        /// The number of cells of the row.
        cells: u64,
        /// The number of columns of the header.
        columns: u64,
    },

    /// A table of a catalogue that cannot be read as comma-separated values at all.
    #[error("{file}: {problem}; save it as comma-separated values in UTF-8")]
    CatalogueTable {
        /// The name of the table, as given when it was loaded.
        file: String,
        /// The problem, as the reader of the format reports it.
        problem: String,
    },

    /// An argument outside the domain of a formula or of a setting.
    #[error("{quantity} is {value}; it must be {allowed}")]
    OutsideDomain {
        /// The name of the argument, with its unit.
        quantity: &'static str,
        /// The value given.
        value: f64,
        /// The values allowed.
        allowed: &'static str,
    },

    /// Bounds of a setting whose greater end comes first.
    #[error("{quantity} has bounds from {low} to {high}; the lower one comes first")]
    ReversedBounds {
        /// The name of the setting, with its unit.
        quantity: &'static str,
        /// The bound given first.
        low: f64,
        /// The bound given second.
        high: f64,
    },

    /// A name that is not on the list.
    #[error("there is no {what} {given:?}; use one of {allowed}")]
    UnknownName {
        /// The kind of thing that was named.
        what: &'static str,
        /// The name given.
        given: String,
        /// The names that there are, separated by commas.
        allowed: String,
    },

    /// A class scheme whose bands are out of order, empty or overlapping.
    #[error(
        "the class scheme's band {class} runs from {lower_km} to {upper_km} km; bands must be of a class, \
         have finite lower bounds of zero or more, hold some range, and come in rising order without overlap"
    )]
    BadClassBand {
        /// The class of the band at fault.
        class: &'static str,
        /// The lower bound of the band, km.
        lower_km: f64,
        /// The upper bound of the band, km.
        upper_km: f64,
    },

    /// A speed at which a body escapes.
    #[error(
        "at {speed_m_per_s} m/s the body escapes (escape speed here {escape_speed_m_per_s} m/s); \
         a flight that comes down is slower"
    )]
    Escapes {
        /// The speed given, m/s.
        speed_m_per_s: f64,
        /// The escape speed at the radius of the body, m/s.
        escape_speed_m_per_s: f64,
    },

    /// An arc that never crosses the radius requested on its way down.
    #[error(
        "the arc lies between {perigee_radius_m:.1} m and {apogee_radius_m:.1} m from the centre and never comes \
         down through {impact_radius_m} m; ask for a radius between these, and below a burnout that descends"
    )]
    NeverComesDown {
        /// The radius requested, m.
        impact_radius_m: f64,
        /// The least distance of the arc from the centre, m.
        perigee_radius_m: f64,
        /// The greatest distance of the arc from the centre, m.
        apogee_radius_m: f64,
    },

    /// A path without angular momentum that leads through the attracting point.
    #[error(
        "within the interval of {interval_s} s the body falls through the attracting point, after {collision_s:.3} s; \
         ask for a shorter interval"
    )]
    ThroughTheCentre {
        /// The interval requested, s.
        interval_s: f64,
        /// The time from the start of the interval to the collision, s.
        collision_s: f64,
    },

    /// A flight time below that of a circular orbit at the surface over the same range angle.
    #[error(
        "no free arc covers {ground_range_m:.0} m in {flight_time_s:.1} s; at circular speed along the surface it \
         takes {least_flight_time_s:.1} s, and every arc above it takes longer; check the time"
    )]
    FasterThanCircular {
        /// The ground range given, m.
        ground_range_m: f64,
        /// The flight time given, s.
        flight_time_s: f64,
        /// The time at circular speed, s.
        least_flight_time_s: f64,
    },

    /// An apogee and a ground range that no ascent of the analytic boost model has.
    #[error(
        "no gravity turn of {burn_time_s} s with an upward burnout has an apogee of {apogee_km:.1} km and a ground range of \
         {ground_range_km:.1} km (the longest at that apogee is {nearest_ground_range_km:.1} km); \
         use the method `kepler`, which assumes no burn, or `flown`, which tries every burn time"
    )]
    AscentUnreachable {
        /// The apogee requested, km.
        apogee_km: f64,
        /// The ground range requested, km.
        ground_range_km: f64,
        /// The nearest ground range that the model reaches at that apogee, km.
        nearest_ground_range_km: f64,
        /// The burn time assumed, s.
        burn_time_s: f64,
    },

    /// A ground range that no powered flight of the assumed burn time covers in the flight time.
    #[error(
        "no gravity turn of {burn_time_s} s with an upward burnout flies {ground_range_km:.1} km in {flight_time_s:.1} s; \
         use the method `kepler`, which assumes no burn, or `flown`, which tries every burn time"
    )]
    NoAscentInTime {
        /// The ground range requested, km.
        ground_range_km: f64,
        /// The flight time requested, s.
        flight_time_s: f64,
        /// The burn time assumed, s.
        burn_time_s: f64,
    },

    /// A loft that no thrust of the last stage flies.
    #[error(
        "no thrust of the last stage flies an apogee of {apogee_km:.1} km with a ground range of {ground_range_km:.1} km: {what} \
         {nearest_km:.1} km; use the method flown, which tries every vehicle"
    )]
    LoftUnreachable {
        /// The apogee requested, km.
        apogee_km: f64,
        /// The ground range requested, km.
        ground_range_km: f64,
        /// The quantity that was not reached, in words.
        what: &'static str,
        /// The nearest value of that quantity, km.
        nearest_km: f64,
    },

    /// No flight over the rotating Earth ascends in the azimuth given and comes down at a ground
    /// range as short as that given.
    #[error(
        "no ascent toward {azimuth_deg:.1} deg with an apogee of {apogee_km:.1} km comes down {ground_range_km:.1} km from the launch: \
         the Earth turns {drift_km:.1} km under a vertical one, and only ground ranges well beyond that have a flight in every azimuth: \
         give a longer ground range"
    )]
    AzimuthUnreachable {
        /// The azimuth given, degrees clockwise from north.
        azimuth_deg: f64,
        /// The apogee requested, km.
        apogee_km: f64,
        /// The ground range requested, km.
        ground_range_km: f64,
        /// The distance from the launch at which a vertical flight comes down, km.
        drift_km: f64,
    },

    /// A report that no vehicle of the prior flies.
    #[error(
        "no vehicle of the prior flies the reported figures: {need}; leave out what was given of stages, propellant or \
         burn time, or check the figures' units"
    )]
    NoVehicle {
        /// What most vehicles of the prior would need to fly them, in words.
        need: String,
    },

    /// Reports of one flight that contradict each other.
    #[error(
        "the {reports} reports of {flight} contradict each other: no one flight has the figures of all of them; \
         leave one out, or give the flights names of their own"
    )]
    ContradictoryReports {
        /// The name of the flight.
        flight: String,
        /// The number of its reports.
        reports: usize,
    },

    /// A bracket of a root finder within which the function does not change sign.
    #[error(
        "no change of sign between x = {low} (value {at_low}) and x = {high} (value {at_high}); \
         widen the bracket"
    )]
    RootNotBracketed {
        /// The lower end.
        low: f64,
        /// The upper end.
        high: f64,
        /// The value at the lower end.
        at_low: f64,
        /// The value at the upper end.
        at_high: f64,
    },

    /// A bounded iteration ended before it converged.
    #[error(
        "{iteration} did not converge in {iterations} iterations (last at x = {x}, residual {residual}); \
         loosen the tolerance or allow more iterations"
    )]
    NotConverged {
        /// The name of the iteration.
        iteration: &'static str,
        /// The number of iterations allowed.
        iterations: usize,
        /// The last iterate.
        x: f64,
        /// The residual at the last iterate.
        residual: f64,
    },

    /// A value of NaN or infinity of a function whose root or maximum is searched.
    #[error("the function under search is {value} at x = {x}; narrow the interval to where it is finite")]
    NotFinite {
        /// The argument.
        x: f64,
        /// The value of the function there.
        value: f64,
    },

    /// A solver that took all steps allowed without reaching the end.
    #[error(
        "the solver is at t = {t}, state {state:?}, after {steps} steps, all that it was allowed; loosen the \
         tolerance, allow more steps, or end the run earlier"
    )]
    StepsExhausted {
        /// The number of steps allowed.
        steps: u64,
        /// The time reached.
        t: f64,
        /// The state reached.
        state: Vec<f64>,
    },

    /// A solver that needs steps shorter than the rounding of the time.
    #[error(
        "at t = {t}, state {state:?}, the solver would need a step of {step:e}, which is lost in the rounding of t; \
         end the run before what happens there, or loosen the tolerance"
    )]
    StepTooShort {
        /// The step needed.
        step: f64,
        /// The time reached.
        t: f64,
        /// The state reached.
        state: Vec<f64>,
    },

    /// A right-hand side of a system that is NaN or infinite, initially or after a step of any
    /// length.
    #[error(
        "the right-hand side is not finite at or just after t = {t}, state {state:?}; end the run where the system \
         ceases to be defined"
    )]
    DerivativeNotFinite {
        /// The last time at which the right-hand side was finite, or the initial time.
        t: f64,
        /// The state at that time.
        state: Vec<f64>,
    },

    /// An event function that is NaN or infinite.
    #[error(
        "the function of event {event} is {value} at t = {t}; an event needs a finite function along the run"
    )]
    EventNotFinite {
        /// The place of the event in the list of events.
        event: usize,
        /// The time.
        t: f64,
        /// The value of the event function.
        value: f64,
    },

    /// A time that a solution does not cover.
    #[error("the solution covers t = {begin} to {end}, not t = {t}; ask inside, or solve further")]
    OutsideSolution {
        /// The time requested.
        t: f64,
        /// The time at which the solution begins.
        begin: f64,
        /// The time at which the solution ends.
        end: f64,
    },

    /// A cell in another unit than the one that the header of its column states.
    #[error("{cell:?} is not in {unit}, the unit that the header states; change one of them")]
    UnitNotOfColumn {
        /// The text of the cell.
        cell: String,
        /// The unit that the header states.
        unit: &'static str,
    },

    /// A length or a speed where a time belongs.
    #[error("{quantity} is not a {given} in {unit}; give it in s or min")]
    NotATime {
        /// The quantity, with its article.
        quantity: &'static str,
        /// What was given: "length" or "speed".
        given: &'static str,
        /// The unit that was given.
        unit: &'static str,
    },

    /// A property of the vehicle for a method that does not use it. If it were ignored without a
    /// word, a user would think that the answer includes it.
    #[error(
        "the method {method} does not use what is known of the vehicle; leave it out, or use the method flown"
    )]
    VehicleNotUsed {
        /// The name of the method.
        method: &'static str,
        /// The property that was given, as options name it.
        property: &'static str,
    },

    /// A picture of something that an estimate does not have.
    #[error("nothing to plot for {picture}: {missing}")]
    NothingToPlot {
        /// The picture requested.
        picture: &'static str,
        /// What the estimate lacks, and the remedy.
        missing: &'static str,
    },
}
