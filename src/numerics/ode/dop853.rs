//! Dormand and Prince's method of order 8, with error estimates of orders 5 and 3 and dense output of order 7.

use super::control::square_sum;
use super::dense::{Nested, hermite};
use super::method::ControlLaw;
use super::runge_kutta::RungeKutta;
use super::tableau::{Tableau, components, stage, weigh};
use crate::numerics::scalar::Scalar;

/// Order 8, twelve evaluations a step. Dense output costs three more, on the steps where it is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Dop853;

/// A step's stages, from which its error and its dense output follow.
#[derive(Debug, Clone, Copy)]
pub struct Stages<const N: usize, S = f64> {
    k6: [S; N],
    k7: [S; N],
    k8: [S; N],
    k9: [S; N],
    k10: [S; N],
    k11: [S; N],
    k12: [S; N],
    /// States early and late in the step, good to a middling order.
    glimpses: [[S; N]; 2],
}

impl RungeKutta for Dop853 {
    type Stages<const N: usize, S: Scalar> = Stages<N, S>;
    type Course<const N: usize, S: Scalar> = Nested<N, 7, S>;

    const TABLEAU: Tableau = Tableau {
        order: 8,
        dense_order: 7,
        stages: 12,
        nodes: C,
        matrix: A,
        weights: B,
        errors: &[(5, E5), (3, E3)],
        dense: D,
        last: 12,
    };

    const LAW: ControlLaw = ControlLaw {
        exponent: 0.125,
        damping: 0.0,
        greatest_cut: 1.0 / 0.333,
        greatest_growth: 6.0,
        order: 8,
    };

    #[inline(always)]
    #[allow(clippy::indexing_slicing)] // The indices are the tableau's, and `components` keeps the components below N.
    fn stages<const N: usize, S: Scalar>(
        f: impl Fn(S, &[S; N]) -> [S; N],
        (t, y, k1): (S, &[S; N], &[S; N]),
        h: S,
    ) -> ([S; N], Stages<N, S>) {
        let y2: [S; N] = stage!(y, h, A[1]; k1 0);
        let k2 = f(t + h * C[1], &y2);
        let y3: [S; N] = stage!(y, h, A[2]; k1 0, k2 1);
        let k3 = f(t + h * C[2], &y3);
        let y4: [S; N] = stage!(y, h, A[3]; k1 0, k3 2);
        let k4 = f(t + h * C[3], &y4);
        let y5: [S; N] = stage!(y, h, A[4]; k1 0, k3 2, k4 3);
        let k5 = f(t + h * C[4], &y5);
        let y6: [S; N] = stage!(y, h, A[5]; k1 0, k4 3, k5 4);
        let k6 = f(t + h * C[5], &y6);
        let y7: [S; N] = stage!(y, h, A[6]; k1 0, k4 3, k5 4, k6 5);
        let k7 = f(t + h * C[6], &y7);
        let y8: [S; N] = stage!(y, h, A[7]; k1 0, k4 3, k5 4, k6 5, k7 6);
        let k8 = f(t + h * C[7], &y8);
        let y9: [S; N] = stage!(y, h, A[8]; k1 0, k4 3, k5 4, k6 5, k7 6, k8 7);
        let k9 = f(t + h * C[8], &y9);
        let y10: [S; N] = stage!(y, h, A[9]; k1 0, k4 3, k5 4, k6 5, k7 6, k8 7, k9 8);
        let k10 = f(t + h * C[9], &y10);
        let y11: [S; N] = stage!(y, h, A[10]; k1 0, k4 3, k5 4, k6 5, k7 6, k8 7, k9 8, k10 9);
        let k11 = f(t + h * C[10], &y11);
        let y12: [S; N] = stage!(y, h, A[11]; k1 0, k4 3, k5 4, k6 5, k7 6, k8 7, k9 8, k10 9, k11 10);
        let k12 = f(t + h * C[11], &y12);
        let end = stage!(y, h, B; k1 0, k6 5, k7 6, k8 7, k9 8, k10 9, k11 10, k12 11);
        (end, Stages { k6, k7, k8, k9, k10, k11, k12, glimpses: [y8, y10] })
    }

    /// The error of a step in units of `scales`: the estimate of order 5, with that of order 3 to guard against a chance
    /// zero of the former. The combination behaves like h⁸.
    #[inline(always)]
    #[allow(clippy::indexing_slicing)] // As in `stages`.
    fn error<const N: usize, S: Scalar>(k1: &[S; N], stages: &Stages<N, S>, h: S, scales: &[S; N]) -> S {
        let Stages { k6, k7, k8, k9, k10, k11, k12, .. } = stages;
        let fifth: [S; N] =
            components(|i| weigh!(E5; i; k1 0, k6 5, k7 6, k8 7, k9 8, k10 9, k11 10, k12 11));
        let third: [S; N] =
            components(|i| weigh!(E3; i; k1 0, k6 5, k7 6, k8 7, k9 8, k10 9, k11 10, k12 11));
        let (fifth, third) = (square_sum(&fifth, scales), square_sum(&third, scales));
        let sum = fifth + third * 0.01;
        let positive = S::constant(0.0).lt(sum);
        let sum = S::select(positive, sum, S::constant(1.0));
        h.abs() * fifth / (sum * N as f64).sqrt()
    }

    /// The dense output: 3 further stages, then a polynomial of degree 7.
    #[inline(always)]
    #[allow(clippy::indexing_slicing)] // As in `stages`.
    fn course<const N: usize, S: Scalar>(
        f: impl Fn(S, &[S; N]) -> [S; N],
        (t, y, k1): (S, &[S; N], &[S; N]),
        h: S,
        (end, stages): (&[S; N], &Stages<N, S>),
        k13: &[S; N],
    ) -> Nested<N, 7, S> {
        let Stages { k6, k7, k8, k9, k10, k11, k12, .. } = stages;
        let y14: [S; N] = stage!(y, h, A[13]; k1 0, k7 6, k8 7, k9 8, k10 9, k11 10, k12 11, k13 12);
        let k14 = f(t + h * C[13], &y14);
        let y15: [S; N] = stage!(y, h, A[14]; k1 0, k6 5, k7 6, k8 7, k11 10, k12 11, k13 12, k14 13);
        let k15 = f(t + h * C[14], &y15);
        let y16: [S; N] = stage!(y, h, A[15]; k1 0, k6 5, k7 6, k8 7, k9 8, k13 12, k14 13, k15 14);
        let k16 = f(t + h * C[15], &y16);
        let [first, second, third] = hermite(h, (y, end), (k1, k13));
        let mut terms = [[S::constant(0.0); N]; 7];
        (terms[0], terms[1], terms[2]) = (first, second, third);
        for i in 0..N {
            terms[3][i] = weigh!(D[0]; i; k1 0, k6 5, k7 6, k8 7, k9 8, k10 9, k11 10, k12 11, k13 12, k14 13, k15 14, k16 15)
                * h;
            terms[4][i] = weigh!(D[1]; i; k1 0, k6 5, k7 6, k8 7, k9 8, k10 9, k11 10, k12 11, k13 12, k14 13, k15 14, k16 15)
                * h;
            terms[5][i] = weigh!(D[2]; i; k1 0, k6 5, k7 6, k8 7, k9 8, k10 9, k11 10, k12 11, k13 12, k14 13, k15 14, k16 15)
                * h;
            terms[6][i] = weigh!(D[3]; i; k1 0, k6 5, k7 6, k8 7, k9 8, k10 9, k11 10, k12 11, k13 12, k14 13, k15 14, k16 15)
                * h;
        }
        Nested { begin: t, length: h, origin: *y, terms }
    }

    #[inline(always)]
    #[allow(clippy::indexing_slicing)] // As in `stages`.
    fn glimpses<const N: usize, S: Scalar>(stages: &Stages<N, S>) -> [(f64, &[S; N]); 2] {
        let [early, late] = &stages.glimpses;
        [(const { C[7] }, early), (const { C[9] }, late)]
    }
}

// Source: E. Hairer, S. P. Nørsett, G. Wanner, *Solving Ordinary Differential Equations I*, 2nd edition, Springer 1993,
// sections II.5 and II.6, with the digits of the authors' program DOP853; the method is P. J. Prince and J. R. Dormand's
// (J. Comput. Appl. Math. 7 (1981) 67–75). Row 12 repeats the weights: its stage is the derivative at the end.

const C: &[f64] = &[
    0.0,
    0.052_600_151_958_767_73,
    0.078_900_227_938_151_6,
    0.118_350_341_907_227_4,
    0.281_649_658_092_772_6,
    0.333_333_333_333_333_3,
    0.25,
    0.307_692_307_692_307_7,
    0.651_282_051_282_051_3,
    0.6,
    0.857_142_857_142_857_1,
    1.0,
    1.0,
    0.1,
    0.2,
    0.777_777_777_777_777_8,
];

const A: &[&[f64]] = &[
    &[],
    &[0.052_600_151_958_767_73],
    &[0.019_725_056_984_537_9, 0.059_175_170_953_613_7],
    &[0.029_587_585_476_806_85, 0.0, 0.088_762_756_430_420_54],
    &[0.241_365_134_159_266_7, 0.0, -0.884_549_479_328_286_1, 0.924_834_003_261_792],
    &[0.037_037_037_037_037_035, 0.0, 0.0, 0.170_828_608_729_473_86, 0.125_467_687_566_822_42],
    &[0.037_109_375, 0.0, 0.0, 0.170_252_211_019_544_05, 0.060_216_538_980_455_96, -0.017_578_125],
    &[
        0.037_092_000_118_504_79,
        0.0,
        0.0,
        0.170_383_925_712_239_98,
        0.107_262_030_446_373_28,
        -0.015_319_437_748_624_402,
        0.008_273_789_163_814_023,
    ],
    &[
        0.624_110_958_716_075_7,
        0.0,
        0.0,
        -3.360_892_629_446_941_4,
        -0.868_219_346_841_726,
        27.592_099_699_446_71,
        20.154_067_550_477_894,
        -43.489_884_181_069_96,
    ],
    &[
        0.477_662_536_438_264_34,
        0.0,
        0.0,
        -2.488_114_619_971_667_7,
        -0.590_290_826_836_843,
        21.230_051_448_181_193,
        15.279_233_632_882_423,
        -33.288_210_968_984_86,
        -0.020_331_201_708_508_627,
    ],
    &[
        -0.937_142_430_085_987_3,
        0.0,
        0.0,
        5.186_372_428_844_064,
        1.091_437_348_996_729_5,
        -8.149_787_010_746_927,
        -18.520_065_659_996_96,
        22.739_487_099_350_505,
        2.493_605_552_679_652_3,
        -3.046_764_471_898_219_6,
    ],
    &[
        2.273_310_147_516_538,
        0.0,
        0.0,
        -10.534_495_466_737_25,
        -2.000_872_058_224_862_5,
        -17.958_931_863_118_8,
        27.948_884_529_419_96,
        -2.858_998_277_135_023_5,
        -8.872_856_933_530_63,
        12.360_567_175_794_303,
        0.643_392_746_015_763_6,
    ],
    &[
        0.054_293_734_116_568_765,
        0.0,
        0.0,
        0.0,
        0.0,
        4.450_312_892_752_409,
        1.891_517_899_314_500_3,
        -5.801_203_960_010_585,
        0.311_164_366_957_819_9,
        -0.152_160_949_662_516_1,
        0.201_365_400_804_030_34,
        0.044_710_615_727_772_59,
    ],
    &[
        0.056_167_502_283_047_954,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.253_500_210_216_624_83,
        -0.246_239_037_470_802_5,
        -0.124_191_423_263_816_37,
        0.153_291_798_278_765_68,
        0.008_201_052_295_634_69,
        0.007_567_897_660_545_699,
        -0.008_298,
    ],
    &[
        0.031_834_648_163_502_14,
        0.0,
        0.0,
        0.0,
        0.0,
        0.028_300_909_672_366_776,
        0.053_541_988_307_438_566,
        -0.054_923_748_571_390_99,
        0.0,
        0.0,
        -0.000_108_347_328_697_249_32,
        0.000_382_571_090_835_658_4,
        -0.000_340_465_008_687_404_56,
        0.141_312_443_674_632_5,
    ],
    &[
        -0.428_896_301_583_791_94,
        0.0,
        0.0,
        0.0,
        0.0,
        -4.697_621_415_361_164,
        7.683_421_196_062_599,
        4.068_989_818_397_11,
        0.356_727_187_455_281_1,
        0.0,
        0.0,
        0.0,
        -0.001_399_024_165_159_014_5,
        2.947_514_789_152_772_4,
        -9.150_958_472_179_87,
    ],
];

const B: &[f64] = &[
    0.054_293_734_116_568_765,
    0.0,
    0.0,
    0.0,
    0.0,
    4.450_312_892_752_409,
    1.891_517_899_314_500_3,
    -5.801_203_960_010_585,
    0.311_164_366_957_819_9,
    -0.152_160_949_662_516_1,
    0.201_365_400_804_030_34,
    0.044_710_615_727_772_59,
];

const E5: &[f64] = &[
    0.013_120_044_994_194_88,
    0.0,
    0.0,
    0.0,
    0.0,
    -1.225_156_446_376_204_4,
    -0.495_758_949_657_250_2,
    1.664_377_182_454_986_4,
    -0.350_328_848_749_973_66,
    0.334_179_118_713_017_5,
    0.081_923_206_485_115_71,
    -0.022_355_307_863_886_294,
];

const E3: &[f64] = &[
    -0.189_800_754_072_407_62,
    0.0,
    0.0,
    0.0,
    0.0,
    4.450_312_892_752_409,
    1.891_517_899_314_500_3,
    -5.801_203_960_010_585,
    -0.422_682_321_323_791_9,
    -0.152_160_949_662_516_1,
    0.201_365_400_804_030_34,
    0.022_651_792_198_360_82,
];

const D: &[&[f64]] = &[
    &[
        -8.428_938_276_109_013,
        0.0,
        0.0,
        0.0,
        0.0,
        0.566_714_953_519_377_7,
        -3.068_949_945_949_891_7,
        2.384_667_656_512_07,
        2.117_034_582_445_028,
        -0.871_391_583_777_973,
        2.240_437_430_260_788_3,
        0.631_578_778_769_468_8,
        -0.088_990_336_451_333_31,
        18.148_505_520_854_727,
        -9.194_632_392_478_356,
        -4.436_036_387_594_894,
    ],
    &[
        10.427_508_642_579_134,
        0.0,
        0.0,
        0.0,
        0.0,
        242.283_491_775_258_17,
        165.200_451_717_270_28,
        -374.546_754_722_690_2,
        -22.113_666_853_125_306,
        7.733_432_668_472_264,
        -30.674_084_731_089_398,
        -9.332_130_526_430_229,
        15.697_238_121_770_845,
        -31.139_403_219_565_178,
        -9.352_924_358_844_48,
        35.816_841_486_394_08,
    ],
    &[
        19.985_053_242_002_433,
        0.0,
        0.0,
        0.0,
        0.0,
        -387.037_308_749_351_8,
        -189.178_138_195_167_58,
        527.808_159_205_423_6,
        -11.573_902_539_959_63,
        6.881_232_694_696_3,
        -1.000_605_096_691_083_8,
        0.777_713_779_805_344_3,
        -2.778_205_752_353_508,
        -60.196_695_231_264_12,
        84.320_405_506_677_16,
        11.992_291_136_182_79,
    ],
    &[
        -25.693_933_462_703_75,
        0.0,
        0.0,
        0.0,
        0.0,
        -154.189_748_690_236_43,
        -231.529_379_176_045_5,
        357.639_117_910_614_1,
        93.405_324_183_624_32,
        -37.458_323_136_451_63,
        104.099_649_508_962_3,
        29.840_293_426_660_5,
        -43.533_456_590_011_14,
        96.324_553_959_188_28,
        -39.177_261_675_615_44,
        -149.726_836_257_985_64,
    ],
];
