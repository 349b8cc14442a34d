//! The flight of 4 July 2017: three sets of figures, the estimate from each on a standard
//! trajectory, and whether it can be true.
//!
//! `cargo run --release --example hwasong14`

use std::fmt::Write;

use lofted::{
    ClassScheme, Error, Estimate, Method, Model, Observation, RangeClass, StandardTrajectory, Verdict,
    estimate,
};

/// The effects that no number here contains, one line each.
const OUTSIDE: &str = "\
Outside these numbers:
  rotation  a launch eastward gains about 12 %, one westward loses about 8 %
  payload   unknown; the range is that of the payload that flew
";

/// The figures of one source.
struct Figures {
    whose: &'static str,
    apogee_km: f64,
    ground_range_km: f64,
    flight_time_min: f64,
}

const UN: Figures = Figures {
    whose: "the figures the UN quoted (KCNA)",
    apogee_km: 2_802.0,
    ground_range_km: 933.0,
    flight_time_min: 39.0,
};

const COMPOSITE: Figures = Figures {
    whose: "behind the first published estimate (KCNA, JCS, US Pacific Command)",
    apogee_km: 2_802.0,
    ground_range_km: 930.0,
    flight_time_min: 37.0,
};

const RUSSIA: Figures = Figures {
    whose: "the rival figures (Russian Ministry of Defence)",
    apogee_km: 535.0,
    ground_range_km: 510.0,
    flight_time_min: 14.0,
};

impl Figures {
    /// Computes the gain in range by the best steering over a gravity turn, per cent.
    fn by_steering(&self) -> Result<f64, Error> {
        let median_km = |definition| -> Result<f64, Error> {
            let model = Model::default().with_standard_trajectory(definition);
            Ok(estimate(&self.observation()?, &model)?.range_km().unwrap_or(f64::NAN))
        };
        let ratio = median_km(StandardTrajectory::Greatest)? / median_km(StandardTrajectory::GravityTurn)?;
        Ok(100.0 * (ratio - 1.0))
    }

    fn estimate(&self) -> Result<Estimate, Error> {
        estimate(&self.observation()?, &Model::default())
    }

    fn observation(&self) -> Result<Observation, Error> {
        Observation::builder()
            .apogee_km(self.apogee_km)
            .ground_range_km(self.ground_range_km)
            .flight_time_min(self.flight_time_min)
            .build()
    }

    /// Writes the summary.
    fn describe(&self, estimate: &Estimate, text: &mut String) -> std::fmt::Result {
        writeln!(text, "{}", self.whose)?;
        writeln!(text, "  {}", estimate.observation)?;
        for rung in &estimate.ladder {
            match rung.reach() {
                Ok(reach) => {
                    let [us, inf] = [ClassScheme::us(), ClassScheme::inf()].map(|s| s.classify(reach));
                    writeln!(text, "  {:<15}{reach:>9}  {us} (us), {inf} (inf)", rung.method)?;
                }
                Err(why) => writeln!(text, "  {:<15}{why}", rung.method)?,
            }
        }
        if let Some(posterior) = estimate.posterior() {
            let interval = format!("{} to {}", posterior.reach.p05, posterior.reach.p95);
            writeln!(text, "  {:<15}{interval}", "90 % interval")?;
        }
        let found = &estimate.consistency;
        if let Some(surplus) = found.surplus_s {
            writeln!(text, "  {}: {:.0} s longer than free flight\n", found.verdict, surplus.value)?;
        }
        Ok(())
    }
}

/// Returns the output of the program.
pub fn report() -> Result<String, Box<dyn std::error::Error>> {
    let mut text = String::from("4 July 2017, on a standard trajectory\n\n");
    for figures in [UN, COMPOSITE, RUSSIA] {
        figures.describe(&figures.estimate()?, &mut text)?;
    }
    text.push_str(OUTSIDE);
    writeln!(
        text,
        "  steering  a gravity turn; the best programme reaches {:.0} % farther at 37 minutes, {:.0} % at 39",
        COMPOSITE.by_steering()?,
        UN.by_steering()?
    )?;
    Ok(text)
}

/// Prints the report and checks its numbers.
pub fn main() -> Result<(), Box<dyn std::error::Error>> {
    print!("{}", report()?);

    let range_km = |estimate: &Estimate, method| {
        let rung = estimate.ladder.iter().find(|rung| rung.method == method);
        rung.and_then(|rung| rung.reach().ok()?.range_km()).unwrap_or(f64::NAN)
    };
    for (figures, flat_km, kepler_km, boost_km, surplus_s, us, inf) in [
        (UN, 5_604.0, 5_865.0, 6_746.0, 275.0, RangeClass::Icbm, RangeClass::Unclassified),
        (COMPOSITE, 5_604.0, 5_864.0, 6_745.0, 155.0, RangeClass::Icbm, RangeClass::Unclassified),
        (RUSSIA, 1_070.0, 1_137.0, 1_215.0, 130.0, RangeClass::Mrbm, RangeClass::IntermediateRange),
    ] {
        let estimate = figures.estimate()?;
        for (method, expected_km) in
            [(Method::Flat, flat_km), (Method::Kepler, kepler_km), (Method::AnalyticBoost, boost_km)]
        {
            assert!((range_km(&estimate, method) - expected_km).abs() <= 1.0, "{method}");
        }
        assert_eq!(estimate.class(), us);
        assert_eq!(estimate.reach.map(|reach| ClassScheme::inf().classify(reach)), Some(inf));
        assert_eq!(estimate.consistency.verdict, Verdict::Possible);
        assert!(estimate.consistency.surplus_s.is_some_and(|s| (s.value - surplus_s).abs() < 1.0));
    }
    Ok(())
}
