//! 4 July 2017 in the Security Council: "a medium-range ballistic missile" by one letter, an
//! intercontinental one by all the others. The figures of each side by side, the estimate from
//! each, and the probability of medium range by two definitions.
//!
//! `cargo run --release --example dispute`

use std::fmt::Write;

use lofted::catalogue::Catalogue;
use lofted::{ClassScheme, Comparison, Method, Model, RangeClass, Reach, Verdict, compare};

const RIVAL: &str = "Russia MoD";

/// The definitions of "medium-range", each by scheme and class, and the class beyond it.
const MEANINGS: [(fn() -> ClassScheme, RangeClass); 3] = [
    (ClassScheme::us, RangeClass::Mrbm),
    (ClassScheme::inf, RangeClass::IntermediateRange),
    (ClassScheme::us, RangeClass::Icbm),
];

/// Compares the reports of the catalogue.
fn compared() -> lofted::Result<Comparison> {
    let catalogue = Catalogue::public()?;
    let reports = catalogue.flight("HS14-2017-07-04").map_or(&[][..], |flight| &flight.reports);
    let named = reports.iter().map(|report| report.named()).collect::<lofted::Result<Vec<_>>>()?;
    compare(&named, &Model::default().with_method(Method::Flown))
}

/// Computes the probability of one class of a scheme by each report, in their order.
fn chances(comparison: &Comparison, scheme: &ClassScheme, class: RangeClass) -> Vec<f64> {
    let chance = |posterior: &lofted::Posterior| {
        let classes = posterior.class_probabilities(scheme);
        classes.iter().filter(|(of, _)| *of == class).map(|(_, chance)| chance).sum()
    };
    let posteriors = comparison.reports.iter().map(|judged| judged.estimate.as_ref()?.posterior());
    posteriors.map(|posterior| posterior.map_or(f64::NAN, chance)).collect()
}

/// Returns the output of the program.
pub fn report() -> Result<String, Box<dyn std::error::Error>> {
    let comparison = compared()?;
    let mut text = format!("4 July 2017\n\n{comparison}\n\nchance in 100, by report\n");
    write!(text, "{:<46}", "")?;
    for place in 1..=comparison.reports.len() {
        write!(text, "{place:>6}")?;
    }
    for (scheme, class) in MEANINGS {
        let scheme = scheme();
        let band = scheme.bands().iter().find(|band| band.class == class).ok_or("no such class")?;
        let to =
            if band.upper_km.is_finite() { format!("to {} km", band.upper_km) } else { "km and on".into() };
        write!(text, "\n  {:<44}", format!("{class} (scheme {scheme}): {} {to}", band.lower_km))?;
        for chance in chances(&comparison, &scheme, class) {
            // A sum over no draws is zero, not minus zero.
            write!(text, "{:>6.0}", (100.0 * chance).abs())?;
        }
    }
    text.push('\n');
    Ok(text)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    print!("{}", report()?);

    let comparison = compared()?;
    let mut others = 0;
    for (place, judged) in comparison.reports.iter().enumerate() {
        let estimate = judged.estimate.as_ref().ok_or("every report has two figures")?;
        let is_rival = judged.report.reporter() == RIVAL;
        let [us, inf] = [ClassScheme::us(), ClassScheme::inf()]
            .map(|scheme| estimate.reach.map(|reach: Reach| scheme.classify(reach)));
        if is_rival {
            // The report is possible, medium-range, and agrees with no other report.
            assert_eq!(estimate.consistency.verdict, Verdict::Possible);
            assert_eq!((us, inf), (Some(RangeClass::Mrbm), Some(RangeClass::IntermediateRange)));
            for other in (0..comparison.reports.len()).filter(|other| *other != place) {
                assert!(comparison.pair(place, other).is_some_and(|pair| !pair.agrees()));
            }
            assert!(comparison.groups.iter().any(|group| group.members == [place]));
        } else {
            // The treaty has no class for it, so it is not "medium-range" by that definition
            // either.
            assert_eq!((us, inf), (Some(RangeClass::Icbm), Some(RangeClass::Unclassified)));
            others += 1;
        }
        for (scheme, class) in &MEANINGS[..2] {
            let chance = chances(&comparison, &scheme(), *class).get(place).copied();
            let is_sure = |chance: f64| if is_rival { chance > 0.995 } else { chance < 0.005 };
            assert!(chance.is_some_and(is_sure), "{chance:?}");
        }
    }
    assert_eq!(others, 3);
    Ok(())
}
