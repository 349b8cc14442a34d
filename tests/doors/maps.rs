//! The door of the maps: any report flown from any launch in any direction comes down on Earth, or an answer says why not.

use lofted::ladder::flown::Departs;
use lofted::physics::globe::{Degrees, Launch, Site};
use lofted::{Compass, Error, Model, Observation, directions, track};

use super::builder::figures;
use super::slowest;
use super::source::{Source, all_finite, one_clear_line};

/// A report, from where, and in which direction, deg.
struct Drawn {
    observation: Observation,
    model: Model,
    launch: Launch,
    azimuth_deg: f64,
}

fn drawn(source: &mut Source) -> Option<Drawn> {
    let observation = figures(source).build().ok()?;
    let side = if source.is() { 1.0 } else { -1.0 };
    let degrees =
        Degrees { latitude_deg: side * source.number(1e-3, 90.0), longitude_deg: source.number(1e-3, 180.0) };
    let site = match Site::new(degrees) {
        Ok(site) => site,
        Err(error) => {
            one_clear_line(&error.to_string(), &degrees);
            return None;
        }
    };
    let model = Model::default().with_seed(source.bits()).with_draws(16).ok()?;
    Some(Drawn {
        observation,
        model,
        launch: Launch::from_site(site),
        azimuth_deg: source.number(1e-3, 360.0),
    })
}

/// One direction: the flight itself.
pub fn tracks(bytes: &[u8]) {
    let Some(Drawn { observation, model, launch, azimuth_deg }) = drawn(&mut Source::of(bytes)) else {
        return;
    };
    let given = (observation.to_string(), launch, azimuth_deg);
    let departs = match Departs::toward_deg(launch.site(), azimuth_deg, launch.globe()) {
        Ok(departs) => departs,
        Err(error) => return one_clear_line(&error.to_string(), &given),
    };
    match slowest::of("track, 16 draws", || track(&observation, &model, departs)) {
        Ok(found) => {
            all_finite("the track", &found.flown, &given);
            lines(&found.to_string(), &given);
        }
        // The second where figures are so loose that what was drawn is not what was reported, the third of lofts of most of a day.
        Err(
            error @ (Error::AzimuthUnreachable { .. }
            | Error::LoftUnreachable { .. }
            | Error::NotConverged { .. }),
        ) => one_clear_line(&error.to_string(), &given),
        Err(error) => panic!("{given:?}: {error}"),
    }
}

/// Every direction, by the fewest vehicles.
pub fn roses(bytes: &[u8]) {
    let Some(Drawn { observation, model, launch, .. }) = drawn(&mut Source::of(bytes)) else { return };
    let given = (observation.to_string(), launch);
    let compass = Compass::default().with_vehicles(16).unwrap();
    match slowest::of("directions, 36 of 16 vehicles", || directions(&observation, &model, launch, compass)) {
        Ok(found) => {
            all_finite("the directions", &found.directions, &given);
            lines(&found.to_string(), &given);
        }
        Err(error) => panic!("{given:?}: {error}"),
    }
}

fn lines(text: &str, given: &impl std::fmt::Debug) {
    for line in text.lines().filter(|line| !line.is_empty()) {
        one_clear_line(line, given);
    }
    assert!(!text.contains("NaN"), "{given:?}: {text}");
}
