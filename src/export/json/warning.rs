//! A warning with its stable kind.

use crate::posterior::Warning;

/// A warning: a stable kind for programs, a text for people.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct WarningJson {
    /// The name of the kind: `arc_in_air`, `few_draws` and so on; see [`Warning`].
    pub kind: &'static str,
    /// The warning in words.
    pub text: String,
}

impl From<&Warning> for WarningJson {
    fn from(warning: &Warning) -> Self {
        Self { kind: warning.kind(), text: warning.to_string() }
    }
}
