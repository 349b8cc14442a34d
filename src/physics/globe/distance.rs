//! Distance and direction over the surface.

use crate::physics::globe::model::{Ellipsoid, Globe};
use crate::physics::globe::position::{GeodeticPosition, full_turn};

impl Globe {
    /// Returns the shortest distance over the surface from one position to another, m.
    ///
    /// # Formula
    ///
    /// On the sphere R σ. On the ellipsoid, with reduced latitudes β, P and Q half their sum and
    /// half their difference, and σ the angle between the positions on the sphere of reduced
    /// latitudes,
    ///
    /// ```text
    /// a [σ − f/2 ((σ − sin σ) sin²P cos²Q / cos²(σ/2) + (σ + sin σ) cos²P sin²Q / sin²(σ/2))]
    /// ```
    ///
    /// W. D. Lambert, Journal of the Washington Academy of Sciences 32 (1942) 125. The error is
    /// some 60 m up to 15,000 km; toward the antipode, where the shortest way changes to pass a
    /// pole, the distance is too long by up to 34 km.
    pub fn ground_range_m(&self, from: GeodeticPosition, to: GeodeticPosition) -> f64 {
        let reduced = |site: GeodeticPosition| {
            let (sin, cos) = site.latitude_rad().sin_cos();
            ((1.0 - self.flattening()) * sin).atan2(cos)
        };
        let (b1, b2) = (reduced(from), reduced(to));
        let half_longitude = 0.5 * (to.longitude_rad() - from.longitude_rad());
        let (sin_p, cos_p) = (0.5 * (b1 + b2)).sin_cos();
        let (sin_q, cos_q) = (0.5 * (b2 - b1)).sin_cos();
        let (sin_l, cos_l) = half_longitude.sin_cos();
        // sin² and cos² of σ/2, neither by a difference.
        let sine = (sin_q * cos_l).hypot(cos_p * sin_l);
        let cosine = (cos_q * cos_l).hypot(sin_p * sin_l);
        let sigma = 2.0 * sine.atan2(cosine);
        let correction = match self.ellipsoid() {
            Ellipsoid::Sphere => 0.0,
            Ellipsoid::Wgs84 => {
                let share =
                    |product: f64, whole: f64| if whole > 0.0 { (product / whole).powi(2) } else { 0.0 };
                let cos_term = share(sin_p * cos_q, cosine);
                let sin_term = share(cos_p * sin_q, sine);
                0.5 * self.flattening()
                    * ((sigma - sigma.sin()) * cos_term + (sigma + sigma.sin()) * sin_term)
            }
        };
        self.radius_m() * (sigma - correction)
    }

    /// Returns the bearing at the start of the shortest way, clockwise from north, from 0 to 2π,
    /// rad. On the ellipsoid it is the bearing on the sphere of reduced latitudes, within 0.35° of
    /// the geodesic's up to 15,000 km.
    pub fn bearing_rad(&self, from: GeodeticPosition, to: GeodeticPosition) -> f64 {
        let reduced = |site: GeodeticPosition| {
            let (sin, cos) = site.latitude_rad().sin_cos();
            let (sin, cos) = ((1.0 - self.flattening()) * sin, cos);
            let norm = sin.hypot(cos);
            (sin / norm, cos / norm)
        };
        let ((sin1, cos1), (sin2, cos2)) = (reduced(from), reduced(to));
        let (sin_l, cos_l) = (to.longitude_rad() - from.longitude_rad()).sin_cos();
        full_turn((sin_l * cos2).atan2(cos1 * sin2 - sin1 * cos2 * cos_l))
    }
}
