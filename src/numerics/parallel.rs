//! Independent computations, on all cores with the feature `parallel` and sequentially without it.
//! The results and their order are the same in both cases, to the bit.

/// Applies a function to every item and returns the results in the order of the items.
#[cfg(feature = "parallel")]
pub(crate) fn map<'a, T: Sync, R: Send>(
    items: &'a [T],
    function: impl Fn(&'a T) -> R + Sync + Send,
) -> Vec<R> {
    use rayon::prelude::*;
    items.par_iter().map(function).collect()
}

/// Applies a function to every item and returns the results in the order of the items.
#[cfg(not(feature = "parallel"))]
pub(crate) fn map<'a, T: Sync, R: Send>(
    items: &'a [T],
    function: impl Fn(&'a T) -> R + Sync + Send,
) -> Vec<R> {
    items.iter().map(function).collect()
}
