//! The row of a batch.

use crate::export::json::estimate::EstimateJson;

/// The answer to one report among many: a row of the table that a batch returns.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct BatchRowJson {
    /// The verdict of physics alone.
    pub verdict: &'static str,
    /// The name of the class; none where the range has none.
    pub class: Option<&'static str>,
    /// The 5th percentile of the range, km.
    pub range_km_p05: Option<f64>,
    /// The median of the range, km.
    pub range_km_median: Option<f64>,
    /// The 95th percentile of the range, km.
    pub range_km_p95: Option<f64>,
    /// The probability of global reach.
    pub global_reach_probability: Option<f64>,
    /// The kinds of the warnings, separated by spaces.
    pub warnings: String,
}

impl BatchRowJson {
    /// The names of the columns, in their order.
    pub const COLUMNS: [&'static str; 7] = [
        "verdict",
        "class",
        "range_km_p05",
        "range_km_median",
        "range_km_p95",
        "global_reach_probability",
        "warnings",
    ];

    /// Returns the row of an estimate.
    ///
    /// ```
    /// use lofted::export::{BatchRowJson, EstimateJson};
    /// use lofted::{Method, Model, Observation, estimate};
    ///
    /// let observation = Observation::builder().apogee_km(2_802.0).ground_range_km(930.0).build()?;
    /// let estimate = estimate(&observation, &Model::default().with_method(Method::Flat))?;
    /// let row = BatchRowJson::of(&EstimateJson::of(&estimate));
    /// assert_eq!((row.range_km_median, row.class), (Some(5_604.0), Some("ICBM")));
    /// let json = serde_json::to_value(row)?;
    /// assert!(BatchRowJson::COLUMNS.iter().all(|name| json.get(name).is_some()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of(estimate: &EstimateJson) -> Self {
        let kinds: Vec<&str> = estimate.warnings.iter().map(|warning| warning.kind).collect();
        Self {
            verdict: estimate.consistency.verdict.name(),
            class: estimate.class.map(|class| class.name()),
            range_km_p05: estimate.range_km.p05,
            range_km_median: estimate.range_km.median,
            range_km_p95: estimate.range_km.p95,
            global_reach_probability: estimate.global_reach_probability,
            warnings: kinds.join(" "),
        }
    }
}
