//! Many independent computations, on every core with the feature `parallel` and else one after the other: the same results in the
//! same order either way, to the bit.

/// What a function makes of each item, in their order.
#[cfg(feature = "parallel")]
pub(crate) fn map<'a, T: Sync, R: Send>(items: &'a [T], of: impl Fn(&'a T) -> R + Sync + Send) -> Vec<R> {
    use rayon::prelude::*;
    items.par_iter().map(of).collect()
}

/// What a function makes of each item, in their order.
#[cfg(not(feature = "parallel"))]
pub(crate) fn map<'a, T: Sync, R: Send>(items: &'a [T], of: impl Fn(&'a T) -> R + Sync + Send) -> Vec<R> {
    items.iter().map(of).collect()
}
