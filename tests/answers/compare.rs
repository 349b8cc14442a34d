//! Rival reports of one flight: which agree, which do not, and what is pooled.

use crate::common::seeded::{SEED, config};
use crate::common::tolerance::{GRANTED_SI, SECOND_AS_STATED, TENTHS_AS_STATED, WHOLE_AS_STATED};
use lofted::MAX_REPORTS;
use lofted::OutsidePrior;
use lofted::catalogue::{Catalogue, Flight};
use lofted::{
    Comparison, Error, Figure, Method, Model, NamedReport, Observation, RangeClass, Verdict, compare,
};
use proptest::prelude::*;

/// Quick where the ranges do not matter.
fn kepler() -> Model {
    Model::default().with_method(Method::Kepler)
}

fn flown() -> Model {
    Model::default().with_method(Method::Flown)
}

fn flight(id: &str, model: &Model) -> Comparison {
    let catalogue = Catalogue::public().unwrap();
    let reports = &catalogue.flight(id).unwrap().reports;
    let named: Vec<_> = reports.iter().map(|report| report.named().unwrap()).collect();
    compare(&named, model).unwrap()
}

/// Returns the flights of which every report has a figure.
fn with_figures(catalogue: &Catalogue) -> impl Iterator<Item = &Flight> {
    catalogue.flights().iter().filter(|flight| flight.reports.iter().all(|report| report.named().is_ok()))
}

fn report(reporter: &str, [apogee, ground_range, flight_time]: [&str; 3]) -> NamedReport {
    let mut builder = Observation::builder();
    if !apogee.is_empty() {
        builder = builder.apogee(apogee.parse().unwrap());
    }
    if !ground_range.is_empty() {
        builder = builder.ground_range(ground_range.parse().unwrap());
    }
    if !flight_time.is_empty() {
        builder = builder.flight_time(flight_time.parse().unwrap());
    }
    NamedReport::new(reporter, builder).unwrap()
}

fn of(figures: &[[&str; 3]]) -> Comparison {
    let reports: Vec<_> =
        figures.iter().enumerate().map(|(i, figures)| report(&format!("source {i}"), *figures)).collect();
    compare(&reports, &kepler()).unwrap()
}

fn members(found: &Comparison) -> Vec<Vec<usize>> {
    found.groups.iter().map(|group| group.members.clone()).collect()
}

/// The text with its line breaks taken out.
fn text(found: &Comparison) -> String {
    found.to_string().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn pooled(found: &Comparison, group: usize) -> String {
    let report = &found.groups[group].pooled.report;
    [Figure::Apogee, Figure::GroundRange, Figure::FlightTime]
        .iter()
        .filter_map(|figure| Some(report.figure(*figure)?.to_string()))
        .collect::<Vec<_>>()
        .join(", ")
}

const KCNA: usize = 0;
const PACOM: usize = 1;
const JAPAN: usize = 2;
const RUSSIA: usize = 3;

#[test]
fn the_rival_figures_of_4_july_2017_are_possible_alone_and_contradict_all_others() {
    let found = flight("HS14-2017-07-04", &flown());
    let names: Vec<_> = found.reports.iter().map(|judged| judged.report.reporter()).collect();
    assert_eq!(names, ["KCNA", "US PACOM and JCS", "Japan MoD", "Russia MoD"]);
    let estimate = |place: usize| found.reports[place].estimate.as_ref().unwrap();
    assert_eq!(estimate(RUSSIA).consistency.verdict, Verdict::Possible);
    assert_eq!(estimate(RUSSIA).class(), RangeClass::Mrbm);
    for other in [KCNA, PACOM, JAPAN] {
        assert_eq!(estimate(other).class(), RangeClass::Icbm);
        let pair = found.pair(RUSSIA, other).unwrap();
        assert!(!pair.agrees());
        // By every figure that both gave, and by more than a fourfold error of both sources.
        assert!(
            pair.differences
                .iter()
                .all(|difference| difference.difference_si > 4.0 * difference.allowed_difference_si),
            "{pair:?}"
        );
        // In 37 minutes and more nothing of the prior flies so low.
        let slow = pair.cross_checks.iter().find(|check| check.arc_report == RUSSIA).unwrap();
        assert_eq!(slow.consistency.verdict, Verdict::Possible);
        assert_eq!(slow.outside_prior, Some(OutsidePrior::BurnTooLong));
    }
    // Nor anything so high in 14.
    for other in [KCNA, JAPAN] {
        let checks = &found.pair(RUSSIA, other).unwrap().cross_checks;
        let quick = checks.iter().find(|check| check.time_report == RUSSIA).unwrap();
        assert_eq!(quick.consistency.verdict, Verdict::Impossible);
    }
}

#[test]
fn of_37_39_and_about_40_minutes_the_last_two_agree() {
    let found = flight("HS14-2017-07-04", &flown());
    assert_eq!(members(&found), [vec![KCNA, JAPAN], vec![PACOM], vec![RUSSIA]]);
    // One allows what both allow: its figures stand as printed, and its estimate is that of both.
    assert_eq!(pooled(&found, 0), "2,802 km, 933 km, 39 min");
    assert_eq!(found.groups[0].pooled.estimate, found.reports[KCNA].estimate);
    assert_eq!(found.groups[0].pooled.report.reporter(), "KCNA and Japan MoD");

    // Each time has a burn of its own; the three are not one.
    let burn = |place: usize| found.reports[place].implied_burn_time().unwrap();
    assert!(burn(KCNA).shortest_s > 290.0);
    assert!(burn(PACOM).shortest_s < 200.0 && burn(JAPAN).shortest_s < 240.0);
    // The arc of the one in the time of the other is a flight all the same.
    let pair = found.pair(PACOM, KCNA).unwrap();
    assert!(pair.differs_in_time_alone());
    let other_time = pair.cross_checks.iter().find(|check| check.arc_report == KCNA).unwrap();
    assert!(other_time.is_feasible());
    let burn = other_time.implied_burn_time.unwrap();
    assert!(
        (burn.shortest_s - 146.0).abs() < SECOND_AS_STATED
            && (burn.longest_s - 411.0).abs() < SECOND_AS_STATED,
        "{burn:?}"
    );
}

#[test]
fn the_state_figures_of_24_march_2022_are_impossible_and_the_others_agree() {
    let found = flight("ICBM-2022-03-24", &flown());
    let verdict = |place: usize| found.reports[place].estimate.as_ref().unwrap().consistency.verdict;
    assert_eq!(verdict(0), Verdict::Impossible);
    assert_eq!(found.reports[0].implied_burn_time(), None);
    assert_eq!((verdict(1), verdict(2)), (Verdict::Possible, Verdict::Underdetermined));
    assert!(found.pair(1, 2).unwrap().agrees());
    for other in [1, 2] {
        let pair = found.pair(0, other).unwrap();
        assert_eq!(pair.impossible_alone, [0]);
        assert!(!pair.agrees());
    }
    assert_eq!(members(&found), [vec![1, 2], vec![0]]);
    assert_eq!(pooled(&found, 0), "more than 6,200 km, 1,080 km, 71 min");
    assert_eq!(found.groups[1].pooled.estimate.as_ref().unwrap().reach, None);
    let text = text(&found);
    assert!(text.contains("left out: 1 (impossible on its own)"), "{text}");
}

#[test]
fn a_single_figure_can_contradict_and_can_be_pooled() {
    // 14 May 2017: 23 minutes, over the apogee of the others.
    let found = flight("HS12-2017-05-14", &kepler());
    assert_eq!(found.reports[2].estimate, None);
    let check = &found.pair(0, 2).unwrap().cross_checks[0];
    assert_eq!((check.arc_report, check.time_report), (0, 2));
    assert_eq!(check.consistency.verdict, Verdict::Impossible);
    assert_eq!(members(&found), [vec![0, 1], vec![2]]);
    assert_eq!(pooled(&found, 0), "2,111.5 km, 787 km, about 30 min");

    // Three sources with a figure each are one report.
    let found = of(&[["2,802 km", "", ""], ["", "933 km", ""], ["", "", "37 min"]]);
    assert_eq!(members(&found), [[0, 1, 2]]);
    assert_eq!(pooled(&found, 0), "2,802 km, 933 km, 37 min");
    let surplus_s = found.groups[0].pooled.estimate.as_ref().unwrap().consistency.surplus_s.unwrap().value;
    assert!((surplus_s - 154.5).abs() < WHOLE_AS_STATED, "{surplus_s}");

    // From one figure nothing follows, however many have it.
    let found = of(&[["", "", "37 min"], ["", "", "about 36 min"]]);
    assert_eq!((members(&found), pooled(&found, 0)), (vec![vec![0, 1]], "37 min".to_owned()));
    assert_eq!(found.groups[0].pooled.estimate, None);
    assert!(text(&found).contains("nothing follows from one figure"));
}

#[test]
fn one_that_agrees_with_two_rivals_is_in_the_groups_of_both() {
    let found = of(&[
        ["2,802 km", "930 km", "36 min"],
        ["2,802 km", "930 km", "40 min"],
        ["2,802 km", "about 930 km", ""],
        ["2,802 km", "", "about 38 min"],
    ]);
    assert_eq!(members(&found), [[0, 2, 3], [1, 2, 3]]);
    assert_eq!(pooled(&found, 0), "2,802 km, 930 km, between 36 and 36.5 min");
    assert_eq!(pooled(&found, 1), "2,802 km, 930 km, between 39.5 and 40 min");
    let text = text(&found);
    assert!(text.contains("left out: 2 (contradicts 1)"), "{text}");
    assert!(text.contains("left out: 1 (contradicts 2)"), "{text}");
}

#[test]
fn what_can_be_two_by_two_and_not_together() {
    // Each two of the three figures are of some flight.
    let found = of(&[["", "", "35 min"], ["2,802 km", "", ""], ["", "6,000 km", ""]]);
    assert!(found.pairs.iter().all(|pair| pair.agrees()));
    assert_eq!(members(&found), [[0, 1, 2]]);
    let estimate = found.groups[0].pooled.estimate.as_ref().unwrap();
    assert_eq!(estimate.consistency.verdict, Verdict::Strained);
}

#[test]
fn errors_of_the_sources_allow_a_difference_and_no_more() {
    // Half a minute less half a second and ln(1999) seconds for each source.
    for (seconds, agrees) in [("2,234 s", true), ("2,265 s", true), ("2,266 s", false), ("2,300 s", false)] {
        let found = of(&[["2,802 km", "", "37 min"], ["2,802 km", "", seconds]]);
        assert_eq!(found.pairs[0].agrees(), agrees, "{seconds}");
    }
    assert_eq!(
        pooled(&of(&[["2,802 km", "", "37 min"], ["2,802 km", "", "2,265 s"]]), 0),
        "2,802 km, between 2,250 and 2,264.5 s"
    );
    // A prior that trusts its sources less lets more pass.
    let reporting = kepler().prior().reporting().with_flight_time_error_s(10.0).unwrap();
    let model = kepler().with_prior(kepler().prior().clone().with_reporting(reporting));
    let reports = [report("a", ["2,802 km", "", "37 min"]), report("b", ["2,802 km", "", "2,300 s"])];
    assert!(compare(&reports, &model).unwrap().pairs[0].agrees());
}

#[test]
fn how_many_reports() {
    for count in [0, MAX_REPORTS + 1] {
        let error = compare(&vec![report("a", ["2,802 km", "", ""]); count], &kepler()).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("the number of reports of one flight is {count}; it must be from 1 to 16")
        );
    }
    // A source that says nothing has no place.
    assert_eq!(NamedReport::new("a", Observation::builder()), Err(Error::NothingReported));
    let alone = compare(&[report("a", ["2,802 km", "", "37 min"])], &kepler()).unwrap();
    assert_eq!((alone.pairs.len(), members(&alone)), (0, vec![vec![0]]));
    // The most there can be, and each contradicts each.
    let many: Vec<_> =
        (0..MAX_REPORTS).map(|i| report("a", ["2,802 km", "", &format!("{} min", 37 + 2 * i)])).collect();
    assert_eq!(compare(&many, &kepler()).unwrap().groups.len(), MAX_REPORTS);
}

#[test]
fn what_is_printed_is_narrow() {
    let catalogue = Catalogue::public().unwrap();
    let mut texts: Vec<String> =
        with_figures(&catalogue).map(|f| flight(&f.id, &kepler()).to_string()).collect();
    // Figures too long for columns, and names that are no names.
    let wide = "between 1,999.123456789 and 2,999.123456789 km";
    let long = ["a source whose name does not end where one would expect", "\n\t", "", "Ω"];
    let reports: Vec<_> =
        long.iter().map(|name| report(name, [wide, "between 900.5 and 901.5 km", "37 min"])).collect();
    texts.push(compare(&reports, &kepler().with_scheme(lofted::ClassScheme::inf())).unwrap().to_string());
    for text in texts {
        for line in text.lines() {
            assert!(line.chars().count() <= 80, "{line}");
            assert_eq!(line, line.trim_end());
        }
    }
}

fn any_report() -> impl Strategy<Value = NamedReport> {
    let apogee = prop_oneof![Just(String::new()), (1_u32..40).prop_map(|x| format!("{} km", 150 * x))];
    let range = prop_oneof![Just(String::new()), (0_u32..40).prop_map(|x| format!("about {} km", 200 * x))];
    let time = (5_u32..80, 0_usize..3)
        .prop_map(|(x, words)| format!("{}{x} min", ["", "about ", "more than "][words]));
    (apogee, range, time).prop_map(|(apogee, range, time)| report("a", [&apogee, &range, &time]))
}

proptest! {
    #![proptest_config(config(300, SEED))]

    /// Groups are what they are said to be, and their order does not depend on chance.
    #[test]
    fn groups_agree_within_and_can_take_no_other(reports in prop::collection::vec(any_report(), 1..7)) {
        let found = compare(&reports, &kepler()).unwrap();
        prop_assert_eq!(&compare(&reports, &kepler()).unwrap(), &found);
        let agrees = |a: usize, b: usize| a == b || found.pair(a, b).unwrap().agrees();
        for place in 0..reports.len() {
            prop_assert!(found.groups.iter().any(|group| group.members.contains(&place)));
        }
        for group in &found.groups {
            for place in 0..reports.len() {
                let agrees_with_all = group.members.iter().all(|member| agrees(place, *member));
                prop_assert_eq!(agrees_with_all, group.members.contains(&place));
            }
            // Nothing that a member excludes by its words, but for what errors of the sources
            // allow.
            for figure in [Figure::Apogee, Figure::GroundRange, Figure::FlightTime] {
                let Some(of_all) = group.pooled.report.figure_si(figure) else { continue };
                for member in &group.members {
                    let Some(own) = reports[*member].figure_si(figure) else { continue };
                    let allowed = match figure {
                        Figure::Apogee => 7.61 * 0.002 * 2.0 * own.value.max(of_all.value),
                        Figure::GroundRange => 7.61 * 0.005 * 2.0 * own.value.max(of_all.value),
                        Figure::FlightTime => 7.61 * 2.0,
                    } + 1e3;
                    prop_assert!(of_all.low >= own.low - allowed);
                    if let Some(high) = own.high {
                        prop_assert!(of_all.high.unwrap() <= high + allowed);
                    }
                }
            }
        }
        for line in found.to_string().lines() {
            prop_assert!(line.chars().count() <= 80);
        }
    }

    /// The order of two reports is not a reason.
    #[test]
    fn a_pair_is_the_same_either_way(one in any_report(), other in any_report()) {
        let there = compare(&[one.clone(), other.clone()], &kepler()).unwrap();
        let back = compare(&[other, one], &kepler()).unwrap();
        prop_assert_eq!(there.pairs[0].agrees(), back.pairs[0].agrees());
        if there.pairs[0].agrees() {
            let si = |found: &Comparison, figure| found.groups[0].pooled.report.figure_si(figure);
            for figure in [Figure::Apogee, Figure::GroundRange, Figure::FlightTime] {
                prop_assert_eq!(
                    si(&there, figure).map(|si| (si.low, si.high)), si(&back, figure).map(|si| (si.low, si.high))
                );
            }
        }
    }
}

/// DESIGN and the rule's own text: the allowed difference, and what it comes to.
#[test]
fn the_documents_state_the_allowed_difference() {
    assert!((1_999_f64.ln() - 7.6).abs() < TENTHS_AS_STATED);
    let time = |id: &str, one: usize, other: usize| {
        let found = flight(id, &kepler());
        let pair = found.pair(one, other).unwrap();
        let difference =
            *pair.differences.iter().find(|difference| difference.figure == Figure::FlightTime).unwrap();
        assert!((difference.allowed_difference_si - 2.0 * 1_999_f64.ln()).abs() < GRANTED_SI);
        (difference.difference_si.round(), difference.allowed_difference_si.round(), difference.agrees())
    };
    assert_eq!(time("HS14-2017-07-04", KCNA, PACOM), (60.0, 15.0, false));
    assert_eq!(time("HS14-2017-07-04", PACOM, JAPAN), (30.0, 15.0, false));
    assert_eq!(time("HS14-2017-07-04", KCNA, JAPAN), (0.0, 15.0, true));
    // Eleven and a half.
    assert_eq!(time("HS14-2017-07-28", 0, 1), (12.0, 15.0, true));

    let catalogue = Catalogue::public().unwrap();
    let pairs: usize = with_figures(&catalogue)
        .map(|f| flight(&f.id, &kepler()).pairs.iter().map(|pair| pair.differences.len()).sum::<usize>())
        .sum();
    let quoted = format!("the catalogue alone has {pairs} pairs of figures");
    assert!(
        include_str!("../../DESIGN.md").contains(&quoted),
        "the catalogue has other pairs of figures: write into DESIGN.md, how far apart two figures may be, \"{quoted}\""
    );
}
