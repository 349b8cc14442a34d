//! What can be wrong with an input, or with a computation, and what to do about it.

pub(crate) mod check;
mod catalogue;
mod figure;
mod mark;

use mark::marked;

pub use catalogue::CellFault;
pub use figure::Figure;

/// The result of everything in this crate that can fail.
pub type Result<T> = std::result::Result<T, Error>;

/// Every way an input or a computation can fail.
///
/// A message says the value, the bound, and what to do. An impossible *report* is not an error: it is an
/// answer, with that verdict.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No figure was given.
    #[error("no figure was reported; give two of apogee, ground range and flight time")]
    NothingReported,

    /// An apogee without a second figure.
    #[error(
        "an apogee of {apogee_km:.1} km alone fits every ground range; \
         give the ground range or the flight time as well"
    )]
    ApogeeAlone {
        /// The apogee given.
        apogee_km: f64,
    },

    /// A ground range without a second figure.
    #[error(
        "a ground range of {ground_range_km:.1} km alone fits every apogee; \
         give the apogee or the flight time as well"
    )]
    GroundRangeAlone {
        /// The ground range given.
        ground_range_km: f64,
    },

    /// A flight time without a second figure.
    #[error(
        "a flight time of {flight_time_s:.1} s alone fits a short loft and a long flat flight alike; \
         give the apogee or the ground range as well"
    )]
    FlightTimeAlone {
        /// The flight time given.
        flight_time_s: f64,
    },

    /// A figure that is NaN.
    #[error("the {figure} is not a number (NaN); give it in {unit}, or leave it out if nobody reported it")]
    NotANumber {
        /// The figure meant.
        figure: Figure,
        /// The unit it was given in.
        unit: &'static str,
    },

    /// A figure that is infinite.
    #[error("the {figure} is {value} {unit}; give a finite figure, or leave it out if nobody reported it")]
    Infinite {
        /// The figure meant.
        figure: Figure,
        /// Plus or minus infinity.
        value: f64,
        /// The unit it was given in.
        unit: &'static str,
    },

    /// A figure below zero.
    #[error("the {figure} is {value} {unit}; it cannot be below zero: give it as reported, without a sign")]
    Negative {
        /// The figure meant.
        figure: Figure,
        /// The value given.
        value: f64,
        /// The unit it was given in.
        unit: &'static str,
    },

    /// An apogee or a flight time of zero.
    #[error("the {figure} is 0 {unit}; a flight has more than that: leave it out if nobody reported it")]
    Zero {
        /// The figure meant.
        figure: Figure,
        /// The unit it was given in.
        unit: &'static str,
    },

    /// An apogee or a flight time too small to be a flight's.
    #[error(
        "the {figure} is {value} {unit}; the least accepted is {least} {unit}: check the unit of the figure"
    )]
    TooSmall {
        /// The figure meant.
        figure: Figure,
        /// The value given.
        value: f64,
        /// The least accepted.
        least: f64,
        /// The unit of both.
        unit: &'static str,
    },

    /// An apogee at which the Moon can no longer be left out.
    #[error(
        "the apogee is {value} {unit}; the greatest accepted is {greatest} {unit}, beyond which the Moon's \
         pull is no longer negligible: check the unit of the figure"
    )]
    ApogeeTooHigh {
        /// The value given.
        value: f64,
        /// The greatest accepted.
        greatest: f64,
        /// The unit of both.
        unit: &'static str,
    },

    /// A ground range past half the circumference of the Earth.
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

    /// A time where a length belongs, or the other way round.
    #[error("the {figure} was given in {unit}; it is a {expected}: give it in {remedy}")]
    WrongDimension {
        /// The figure meant.
        figure: Figure,
        /// The unit it was given in.
        unit: &'static str,
        /// "length" or "time".
        expected: &'static str,
        /// Units that would do.
        remedy: &'static str,
    },

    /// An interval whose ends are in the wrong order.
    #[error("the {figure} lies between {low} {unit} and {high} {unit}; the smaller end comes first")]
    EmptyInterval {
        /// The figure meant.
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
        /// The figure meant.
        figure: Figure,
        /// The tolerance given.
        tolerance: f64,
        /// The unit it was given in.
        unit: &'static str,
    },

    /// A text that is not understood as a figure.
    #[error("cannot read \"{}\" as a figure: {problem}; {remedy}", marked(text, *start, *end))]
    UnreadableFigure {
        /// The text given; of one that is too long, the beginning.
        text: String,
        /// Where in the text the part begins that is not understood, in bytes.
        start: usize,
        /// Where it ends; at `start` where something is missing.
        end: usize,
        /// What is wrong there.
        problem: &'static str,
        /// What is allowed, and what to do.
        remedy: &'static str,
    },

    /// A cell of a catalogue that cannot be taken as it is.
    #[error("{file}, line {line}, column {column}: {fault}")]
    CatalogueCell {
        /// The table, by the name it was loaded under.
        file: String,
        /// The line, the first being 1; of the header, if the column itself is at fault.
        line: u64,
        /// The column.
        column: &'static str,
        /// What is wrong with it.
        fault: CellFault,
    },

    /// A row of a catalogue with too few cells, or too many.
    #[error(
        "{file}, line {line}: the row has {cells} cells and the header {columns}; \
         put a cell with a comma in it between quotation marks, close them, and keep the commas of empty cells"
    )]
    CatalogueRow {
        /// The table, by the name it was loaded under.
        file: String,
        /// The line, the first being 1.
        line: u64,
        /// The cells of the row.
        cells: u64,
        /// The columns of the header.
        columns: u64,
    },

    /// A table of a catalogue that cannot be read as comma-separated values at all.
    #[error("{file}: {problem}; save it as comma-separated values in UTF-8")]
    CatalogueTable {
        /// The table, by the name it was loaded under.
        file: String,
        /// What the reader of the format says.
        problem: String,
    },

    /// An argument outside the domain of a formula or of a setting.
    #[error("{quantity} is {value}; it must be {allowed}")]
    OutsideDomain {
        /// What the argument is, with its unit.
        quantity: &'static str,
        /// The value given.
        value: f64,
        /// What is allowed.
        allowed: &'static str,
    },

    /// A name that nothing has.
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
        /// Its lower bound.
        lower_km: f64,
        /// Its upper bound.
        upper_km: f64,
    },

    /// A speed at which a body does not come back.
    #[error(
        "at {speed_m_per_s} m/s it escapes (escape speed here {escape_speed_m_per_s} m/s); \
         a flight that comes down is slower"
    )]
    Escapes {
        /// The speed given.
        speed_m_per_s: f64,
        /// The escape speed at that radius.
        escape_speed_m_per_s: f64,
    },

    /// An arc that never crosses the radius asked for on its way down.
    #[error(
        "the arc lies between {perigee_radius_m:.1} m and {apogee_radius_m:.1} m from the centre and never comes \
         down through {impact_radius_m} m; ask for a radius between these, and below a burnout that descends"
    )]
    NeverComesDown {
        /// The radius asked for.
        impact_radius_m: f64,
        /// The arc's least distance from the centre.
        perigee_radius_m: f64,
        /// The arc's greatest distance from the centre.
        apogee_radius_m: f64,
    },

    /// A path without angular momentum that leads through the attracting point.
    #[error(
        "within the interval of {interval_s} s the body falls through the attracting point, after {collision_s:.3} s; \
         ask for a shorter interval"
    )]
    ThroughTheCentre {
        /// The interval asked for.
        interval_s: f64,
        /// When the point is met, counted along the interval.
        collision_s: f64,
    },

    /// A flight time below that of a circular orbit at the surface over the same range angle.
    #[error(
        "no free arc covers {ground_range_m:.0} m in {flight_time_s:.1} s; at circular speed along the surface it \
         takes {least_flight_time_s:.1} s, and every arc above it takes longer; check the time"
    )]
    FasterThanCircular {
        /// The ground range given.
        ground_range_m: f64,
        /// The flight time given.
        flight_time_s: f64,
        /// The time at circular speed.
        least_flight_time_s: f64,
    },

    /// No ascent of the analytic boost model has this apogee and ground range.
    #[error(
        "no gravity turn of {burn_time_s} s with an upward burnout has an apogee of {apogee_km:.1} km and a ground range of \
         {ground_range_km:.1} km (the longest at that apogee is {nearest_ground_range_km:.1} km); set a shorter burn time, or use the method `kepler`"
    )]
    AscentUnreachable {
        /// The apogee asked for.
        apogee_km: f64,
        /// The ground range asked for.
        ground_range_km: f64,
        /// The ground range nearest to it that the model reaches at that apogee.
        nearest_ground_range_km: f64,
        /// The burn time assumed.
        burn_time_s: f64,
    },

    /// No powered flight of this burn time covers this ground range in this time.
    #[error(
        "no gravity turn of {burn_time_s} s with an upward burnout flies {ground_range_km:.1} km in {flight_time_s:.1} s; \
         set a shorter burn time, or use the method `kepler`"
    )]
    NoAscentInTime {
        /// The ground range asked for.
        ground_range_km: f64,
        /// The flight time asked for.
        flight_time_s: f64,
        /// The burn time assumed.
        burn_time_s: f64,
    },

    /// No thrust of the last stage flies the reported loft.
    #[error(
        "no thrust of the last stage flies an apogee of {apogee_km:.1} km with a ground range of {ground_range_km:.1} km: {what} \
         {nearest_km:.1} km; assume other burn times, shares of propellant or specific impulses"
    )]
    LoftUnreachable {
        /// The apogee asked for.
        apogee_km: f64,
        /// The ground range asked for.
        ground_range_km: f64,
        /// What was not reached.
        what: &'static str,
        /// How near it came.
        nearest_km: f64,
    },

    /// Over the turning Earth no flight that comes down so near ascends in the azimuth given.
    #[error(
        "no ascent toward {azimuth_deg:.1} deg with an apogee of {apogee_km:.1} km comes down {ground_range_km:.1} km from the launch: \
         the Earth turns {drift_km:.1} km under a vertical one, and only well beyond that every azimuth has its flight: give a longer ground \
         range"
    )]
    AzimuthUnreachable {
        /// The azimuth given.
        azimuth_deg: f64,
        /// The apogee asked for.
        apogee_km: f64,
        /// The ground range asked for.
        ground_range_km: f64,
        /// How far from the launch a vertical flight comes down.
        drift_km: f64,
    },

    /// No vehicle of the prior flies the report.
    #[error(
        "none of {draws} vehicles drawn from the prior flies the reported figures; widen the prior, or check the figures' units"
    )]
    NoVehicle {
        /// How many were drawn.
        draws: u32,
    },

    /// A root finder was given ends between which the function does not change sign.
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
        /// Which iteration.
        iteration: &'static str,
        /// How many were allowed.
        iterations: usize,
        /// Where it stood.
        x: f64,
        /// What was left there.
        residual: f64,
    },

    /// A function under search answered NaN or infinity.
    #[error("the function under search is {value} at x = {x}; narrow the interval to where it is finite")]
    NotFinite {
        /// Where.
        x: f64,
        /// What it answered.
        value: f64,
    },

    /// A solver used up its steps.
    #[error(
        "the solver is at t = {t}, state {state:?}, after {steps} steps, all that it was allowed; loosen the \
         tolerance, allow more steps, or end the run earlier"
    )]
    StepsExhausted {
        /// How many were allowed.
        steps: u64,
        /// The time reached.
        t: f64,
        /// The state reached.
        state: Vec<f64>,
    },

    /// A solver needs steps so short that they vanish in the rounding of the time.
    #[error(
        "at t = {t}, state {state:?}, the solver would need a step of {step:e}, which is lost in the rounding of t; \
         end the run before what happens there, or loosen the tolerance"
    )]
    StepTooShort {
        /// The step it would need.
        step: f64,
        /// The time reached.
        t: f64,
        /// The state reached.
        state: Vec<f64>,
    },

    /// The right-hand side of a system is NaN or infinite, at once or however short the step.
    #[error(
        "the right-hand side is not finite at or just after t = {t}, state {state:?}; end the run where the system \
         ceases to be defined"
    )]
    DerivativeNotFinite {
        /// The last time at which it was finite, or the initial time.
        t: f64,
        /// The state then.
        state: Vec<f64>,
    },

    /// The function of an event is NaN or infinite.
    #[error(
        "the function of event {event} is {value} at t = {t}; an event needs a finite function along the run"
    )]
    EventNotFinite {
        /// Which of the events, by its place in the list.
        event: usize,
        /// When.
        t: f64,
        /// What it answered.
        value: f64,
    },

    /// A solution was asked for a time that it does not cover.
    #[error("the solution covers t = {begin} to {end}, not t = {t}; ask inside, or solve further")]
    OutsideSolution {
        /// The time asked for.
        t: f64,
        /// Where the run began.
        begin: f64,
        /// Where it ended.
        end: f64,
    },

    /// A picture of what an estimate does not have.
    #[error("nothing to draw of {picture}: {missing}")]
    NothingToDraw {
        /// Which picture.
        picture: &'static str,
        /// What is missing, and what to do.
        missing: &'static str,
    },
}
