//! The nodes, the weights and the integrals of the eight-point Gauss–Legendre rule, computed with
//! 40 digits.

/// The nodes: the zeros of the Legendre polynomial of degree 8.
pub(super) const ABSCISSAE: [f64; 8] = [
    -0.9602898564975363,
    -0.7966664774136267,
    -0.525532409916329,
    -0.1834346424956498,
    0.1834346424956498,
    0.525532409916329,
    0.7966664774136267,
    0.9602898564975363,
];

/// The weights of the integral over [−1, 1].
pub(super) const WEIGHTS: [f64; 8] = [
    0.10122853629037626,
    0.22238103445337448,
    0.31370664587788727,
    0.362683783378362,
    0.362683783378362,
    0.31370664587788727,
    0.22238103445337448,
    0.10122853629037626,
];

/// The weights of the Legendre coefficient of degree 5.
pub(super) const FIFTH_COEFFICIENT: [f64; 8] = [
    -0.2688293587786539,
    0.49329537666193685,
    -0.053565811005204404,
    -0.5816088634493217,
    0.5816088634493217,
    0.053565811005204404,
    -0.49329537666193685,
    0.2688293587786539,
];

/// The weights of the Legendre coefficient of degree 7, the highest that eight nodes determine.
pub(super) const SEVENTH_COEFFICIENT: [f64; 8] = [
    -0.11769245644771356,
    0.3778969370845921,
    -0.6317745531190048,
    0.7849065579218132,
    -0.7849065579218132,
    0.6317745531190048,
    -0.3778969370845921,
    0.11769245644771356,
];

/// The integration matrix. Column j holds the integrals, from −1 to each node, of the polynomial
/// that is one at node j and zero at the others.
pub(super) const INTEGRALS: [[f64; 8]; 8] = [
    [
        0.05061426814518813,
        0.10951864353510864,
        0.09717507199782577,
        0.10373104194116246,
        0.09951006312184656,
        0.10246614768087729,
        0.10034293168169178,
        0.1017835529446101,
    ],
    [
        -0.01821188661194015,
        0.11119051722668724,
        0.24171904999434635,
        0.2123869802966968,
        0.228776663074096,
        0.21792960490280466,
        0.22551090427527234,
        0.22043551912525594,
    ],
    [
        0.012561662294060949,
        -0.02727959247156334,
        0.15685332293894363,
        0.34134226854910726,
        0.29922423275544274,
        0.32299357760209624,
        0.30742713990695997,
        0.3175419963871612,
    ],
    [
        -0.008966031226109504,
        0.016299417716721103,
        -0.03195020672375686,
        0.181341891689181,
        0.394725866020412,
        0.34594031793790964,
        0.37311448755665627,
        0.35652680064170844,
    ],
    [
        0.006156982736653559,
        -0.010430704178294307,
        0.016743465440452326,
        -0.032042082642050024,
        0.181341891689181,
        0.39463399010211886,
        0.3463843656616409,
        0.3716498146044715,
    ],
    [
        -0.0038353505092739047,
        0.006279505970927338,
        -0.00928693172420896,
        0.01448241312244454,
        -0.027635622671219957,
        0.15685332293894363,
        0.34098623834945063,
        0.30114498358382635,
    ],
    [
        0.001945515328118527,
        -0.003129869821897885,
        0.0044514295505698,
        -0.0063956286207215406,
        0.009994054156677657,
        -0.019338015540971865,
        0.11119051722668724,
        0.24059292106531463,
    ],
    [
        -0.0005550166542338384,
        0.0008856046086844757,
        -0.0012376113905010308,
        0.0017184731685297055,
        -0.00250250565078621,
        0.004053464292550497,
        -0.008290107244732382,
        0.05061426814518813,
    ],
];

#[cfg(test)]
mod tests {
    use super::*;

    /// The rounding of a sum of eight products of numbers below one.
    const ROUNDED: f64 = 8.0 * f64::EPSILON;

    fn sum(weights: &[f64; 8], f: impl Fn(f64) -> f64) -> f64 {
        weights.iter().zip(ABSCISSAE).map(|(weight, x)| weight * f(x)).sum()
    }

    /// Computes the Legendre polynomial of a degree by its recurrence.
    fn legendre(degree: u32, x: f64) -> f64 {
        let (mut before, mut now) = (1.0, x);
        for k in 1..degree {
            let k = f64::from(k);
            (before, now) = (now, ((2.0 * k + 1.0) * x * now - k * before) / (k + 1.0));
        }
        now
    }

    #[test]
    fn the_weights_integrate_polynomials_up_to_degree_15() {
        for power in 0..16 {
            let exact = if power % 2 == 0 { 2.0 / f64::from(power + 1) } else { 0.0 };
            assert!((sum(&WEIGHTS, |x| x.powi(power)) - exact).abs() < ROUNDED, "x^{power}");
        }
    }

    #[test]
    fn the_coefficients_are_projections_on_legendre_polynomials() {
        for (degree, table) in [(5, FIFTH_COEFFICIENT), (7, SEVENTH_COEFFICIENT)] {
            for ((got, weight), x) in table.iter().zip(WEIGHTS).zip(ABSCISSAE) {
                let expected = (f64::from(degree) + 0.5) * weight * legendre(degree, x);
                assert!((got - expected).abs() < ROUNDED, "degree {degree} at {x}: {got}, not {expected}");
            }
        }
    }

    #[test]
    fn the_integrals_are_exact_up_to_degree_seven() {
        for (node, x) in ABSCISSAE.into_iter().enumerate() {
            for power in 0..8 {
                let exact = (x.powi(power + 1) - (-1.0_f64).powi(power + 1)) / f64::from(power + 1);
                let got: f64 =
                    INTEGRALS.iter().zip(ABSCISSAE).map(|(column, x)| column[node] * x.powi(power)).sum();
                assert!((got - exact).abs() < ROUNDED, "x^{power} to {x}: {got}, not {exact}");
            }
        }
    }
}
