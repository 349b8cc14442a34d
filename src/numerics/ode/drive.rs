//! The driver: the loop over the steps, the same for every method.

use super::event::EventFunction;
use super::method::Method;
use super::recorder::Recorder;
use super::run::{Interval, Run};
use super::settings::Settings;
use super::solution::{FinalState, Statistics};
use super::system::System;
use super::tolerance::AbsoluteTolerance;
use crate::error::Result;
use crate::error::check::finite;

/// Integrates `system` by `method` until `t_end` or the first terminal event.
pub(super) fn drive<const N: usize, Sys, M, A, K>(
    method: &M,
    settings: &Settings<A>,
    system: &Sys,
    interval: &Interval<N>,
    events: &mut [&mut dyn EventFunction<N>],
    recorder: &mut K,
) -> Result<FinalState<N>>
where
    Sys: System<N>,
    M: Method<N, Sys>,
    A: AbsoluteTolerance<N>,
    K: Recorder<N, M::DenseOutput>,
{
    check(settings, interval)?;
    for event in events.iter_mut() {
        event.event_state().reset()?;
    }
    let Interval { t0, y0, t_end } = *interval;
    if t_end - t0 == 0.0 {
        let statistics = Statistics::default();
        return Ok(FinalState { t: t0, state: y0, stopped_by: None, next_step: 0.0, statistics });
    }
    let mut run = Run::start(method, settings, system, interval)?;
    run.start_events(events)?;
    loop {
        let is_last = run.limit_step()?;
        let trial = run.attempt();
        let Some(end) = run.accept(&trial, is_last) else {
            run.reject(&trial, is_last)?;
            continue;
        };
        if let Some(final_state) = run.find_events(&trial, &end, events, recorder)? {
            return Ok(final_state);
        }
        run.advance(&trial, end, events);
        if is_last {
            return Ok(run.finish(events, recorder));
        }
    }
}

/// Checks the settings, the times and the initial state.
fn check<const N: usize, A: AbsoluteTolerance<N>>(
    settings: &Settings<A>,
    interval: &Interval<N>,
) -> Result<()> {
    settings.check::<N>()?;
    finite("the initial time", interval.t0)?;
    finite("the end time", interval.t_end)?;
    for component in interval.y0 {
        finite("a component of the initial state", component)?;
    }
    Ok(())
}
