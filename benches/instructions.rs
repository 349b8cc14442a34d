//! The instructions of one call, counted by valgrind, which no other process disturbs; an increased
//! count fails.
//!
//! `cargo bench -p lofted-benches --bench instructions`. Without valgrind it prints so and passes.
//! The baseline's registers are used, so that the counts are those of every x86-64; another
//! compiler may need a new table.

/// Code that several tests share.
#[path = "../tests/common"]
pub mod common {
    pub mod scenarios;
}

use std::hint::black_box;
use std::process::Command;

use common::scenarios::{LONG_ENOUGH_S, Scenario, p2, p3};
use lofted::numerics::ode::{Dop853, Event};
use lofted::numerics::wide::Width;
use lofted::physics::arc::{landing_in, landing_with_drag};
use lofted::physics::kepler::unequal::{Burnout, free_flight};
use lofted::physics::motion::{Oblate, OblateWithDrag, above_ellipsoid};

/// The instructions of a call on x86-64, by rustc 1.95. An increase by more than a twentieth is a
/// failure.
const CALLS: [(&str, u64); 6] = [
    ("free_flight_80_deg", 522),
    ("p2_80/whole_arc_1_m", 4_677),
    ("p2_80/whole_arc_1_mm", 10_900),
    ("p3_80/whole_arc_1_m", 27_097),
    ("p3_80/whole_arc_1_mm", 68_923),
    ("p2_80/dop853", 28_550),
];
const ALLOWED: f64 = 1.05;

type Problems = (([Scenario; 2], Oblate), ([Scenario; 2], OblateWithDrag));

fn call(name: &str, ((free, gravity), (braked, model)): &Problems) {
    match name {
        "free_flight_80_deg" => {
            let burnout = Burnout {
                radius_m: 6_571e3,
                speed_m_per_s: 6_500.0,
                flight_path_angle_rad: 80_f64.to_radians(),
            };
            let _ = black_box(free_flight(black_box(burnout), 6_371e3, 3.986_004_418e14));
        }
        "p2_80/whole_arc_1_m" => {
            let _ = black_box(landing_in(gravity, black_box(free[0].initial), 1.0, Width::Baseline));
        }
        "p2_80/whole_arc_1_mm" => {
            let _ = black_box(landing_in(gravity, black_box(free[0].initial), 1e-3, Width::Baseline));
        }
        "p3_80/whole_arc_1_m" => {
            let _ = black_box(landing_with_drag(model, black_box(braked[0].initial), 1.0, Width::Baseline));
        }
        "p3_80/whole_arc_1_mm" => {
            let _ = black_box(landing_with_drag(model, black_box(braked[0].initial), 1e-3, Width::Baseline));
        }
        "p2_80/dop853" => {
            let mut impact = Event::falling(|_t, y: &[f64; 6]| above_ellipsoid(y));
            let solver = Dop853::with_tolerance(1e-7);
            let initial = black_box(free[0].initial);
            let _ = black_box(solver.run(gravity, 0.0, initial, LONG_ENOUGH_S, &mut [&mut impact]));
        }
        _ => panic!("no call {name}"),
    }
}

/// Counts the instructions of a run of this program with the given number of calls.
fn counted(name: &str, calls: u32) -> Option<u64> {
    let program = std::env::current_exe().ok()?;
    let run = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(program)
        .args(["calls", name, &calls.to_string()])
        .output()
        .ok()?;
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    said.lines()
        .find_map(|line| line.split("Collected : ").nth(1))
        .and_then(|count| count.trim().parse().ok())
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, what, name, calls] = arguments.as_slice()
        && what == "calls"
    {
        let problems = (p2(), p3());
        for _ in 0..calls.parse().unwrap_or(0) {
            call(name, &problems);
        }
        return;
    }
    for (name, before) in CALLS {
        // The difference leaves out the start and the end of the process.
        let (Some(few), Some(many)) = (counted(name, 100), counted(name, 600)) else {
            println!("instructions: no valgrind here, nothing is counted");
            return;
        };
        let each = (many - few) / 500;
        println!("{name}: {each} instructions a call, {before} before");
        let is_comparable = cfg!(target_arch = "x86_64") && !cfg!(target_feature = "avx");
        assert!(
            !is_comparable || each as f64 <= ALLOWED * before as f64,
            "{name} takes {each} instructions; it took {before}"
        );
    }
}
