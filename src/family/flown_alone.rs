//! The flights of a family: the reports of each, pooled, and the estimate that follows from it
//! alone.

use std::cell::RefCell;

use crate::compare::{NamedReport, compare};
use crate::consistency::Verdict;
use crate::error::{Error, Result};
use crate::estimate::Estimate;
use crate::family::warning::WhyApart;
use crate::model::{Method, Model};
use crate::posterior::{DrawnVehicle, posterior_with_vehicles};

/// A flight with its estimate and the vehicles that fly it.
pub(super) struct FlownAlone {
    pub(super) report: NamedReport,
    pub(super) alone: Option<Estimate>,
    pub(super) vehicles: Vec<DrawnVehicle>,
}

impl FlownAlone {
    pub(super) fn of(report: NamedReport, model: &Model) -> Result<Self> {
        let vehicles = RefCell::new(Vec::new());
        let alone = report
            .observation()
            .map(|observation| {
                Estimate::with(observation, model, &|| {
                    let (posterior, flown) = posterior_with_vehicles(observation, model)?;
                    vehicles.replace(flown);
                    Ok(posterior)
                })
            })
            .transpose()?;
        Ok(Self { report, alone, vehicles: vehicles.into_inner() })
    }

    /// Returns why the flight cannot be joined with others; none where it can.
    pub(super) fn why_apart(&self) -> Option<WhyApart> {
        let Some(alone) = &self.alone else { return Some(WhyApart::SingleFigure) };
        if alone.consistency.verdict == Verdict::Impossible {
            Some(WhyApart::Impossible)
        } else if alone.is_arc_in_air() {
            Some(WhyApart::ArcInAir)
        } else if alone.observation.apogee().is_none() {
            Some(WhyApart::NoApogee)
        } else if alone.posterior().is_none() {
            Some(WhyApart::NoVehicle)
        } else {
            None
        }
    }

    /// Returns the predictive density of the reported flight time at the loft, 1/s; none where no
    /// time counts.
    pub(super) fn time_evidence_per_s(&self) -> Option<f64> {
        self.alone.as_ref()?.posterior()?.time_evidence_per_s
    }

    /// Returns whether a flight time was reported and is ignored.
    pub(super) fn is_time_ignored(&self) -> bool {
        let posterior = self.alone.as_ref().and_then(Estimate::posterior);
        posterior.is_some_and(|posterior| posterior.is_time_ignored)
    }
}

/// Returns a report for each flight: those of one name pooled, in the order in which they were
/// first named.
///
/// # Errors
///
/// [`Error::ContradictoryReports`] where reports of one name contradict each other.
pub(super) fn flights_of(reports: &[NamedReport], model: &Model) -> Result<Vec<NamedReport>> {
    let mut names: Vec<&str> = Vec::new();
    for report in reports {
        if !names.contains(&report.reporter()) {
            names.push(report.reporter());
        }
    }
    let of = |name: &str| -> Result<NamedReport> {
        let own: Vec<NamedReport> =
            reports.iter().filter(|report| report.reporter() == name).cloned().collect();
        if let [only] = own.as_slice() {
            return Ok(only.clone());
        }
        // Physics decides whether they agree: no interval is needed.
        let compared = compare(&own, &model.clone().with_method(Method::Kepler))?;
        match compared.groups.as_slice() {
            [one] if !one.pooled.is_impossible() => Ok(one.pooled.report.clone().named(name)),
            _ => Err(Error::ContradictoryReports { flight: name.to_owned(), reports: own.len() }),
        }
    };
    names.into_iter().map(of).collect()
}
