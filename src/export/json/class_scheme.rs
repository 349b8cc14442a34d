//! The classes of one authority.

use crate::class::ClassScheme;

/// The classes of one authority.
///
/// ```
/// use lofted::ClassScheme;
/// use lofted::export::ClassSchemeJson;
///
/// let json = serde_json::to_value(ClassSchemeJson::of(&ClassScheme::us()))?;
/// assert_eq!(json["bands"][3]["class"], "ICBM");
/// assert_eq!(json["bands"][3]["lower_km"], 5_500.0);
/// assert!(json["bands"][3]["upper_km"].is_null());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct ClassSchemeJson {
    /// The name as written in options and output.
    pub name: String,
    /// The authority whose classes they are.
    pub source: String,
    /// The classes, in rising order.
    pub bands: Vec<BandJson>,
}

/// One class and its ranges. The upper bound belongs to the class.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct BandJson {
    /// The name of the class.
    pub class: &'static str,
    /// The lower bound, km.
    pub lower_km: f64,
    /// Whether the lower bound itself belongs to the class.
    pub includes_lower: bool,
    /// The upper bound, km; none for a class without one.
    pub upper_km: Option<f64>,
}

impl ClassSchemeJson {
    /// Converts a scheme.
    pub fn of(scheme: &ClassScheme) -> Self {
        let bands = scheme.bands().iter().map(|band| BandJson {
            class: band.class.name(),
            lower_km: band.lower_km,
            includes_lower: band.includes_lower,
            upper_km: Some(band.upper_km).filter(|km| km.is_finite()),
        });
        Self { name: scheme.name().to_owned(), source: scheme.source().to_owned(), bands: bands.collect() }
    }
}
