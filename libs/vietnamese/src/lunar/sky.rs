//! New moons and the longitude of the sun, by the series in Jean Meeus, *Astronomical Algorithms* (2nd edition),
//! chapters 49 (phases of the moon, within seconds) and 25 (the sun, within 0.01°: a quarter of an hour).
//!
//! Days are whole local days of UTC+7, counted from 2000-01-01.

/// Julian day of 2000-01-01 00:00 UT.
const EPOCH: f64 = 2_451_544.5;

/// UTC+7 in days.
const ZONE: f64 = 7.0 / 24.0;

const SYNODIC_MONTH: f64 = 29.530_588_861;

/// Terrestrial minus universal time in seconds: observed until 2020, expected afterwards. Between the years it is
/// interpolated; an error of some seconds moves no new moon across midnight that is not a coin toss anyway.
const DELTA_T: [(f64, f64); 11] = [
    (1960.0, 33.2),
    (1970.0, 40.2),
    (1980.0, 50.5),
    (1990.0, 56.9),
    (2000.0, 63.8),
    (2010.0, 66.1),
    (2020.0, 69.4),
    (2030.0, 70.0),
    (2050.0, 75.0),
    (2100.0, 93.0),
    (2200.0, 163.0),
];

/// Terms of the new moon: days, power of the earth's eccentricity, multiples of M, M′ and F.
const MOON_TERMS: [(f64, i32, f64, f64, f64); 24] = [
    (-0.40720, 0, 0.0, 1.0, 0.0),
    (0.17241, 1, 1.0, 0.0, 0.0),
    (0.01608, 0, 0.0, 2.0, 0.0),
    (0.01039, 0, 0.0, 0.0, 2.0),
    (0.00739, 1, -1.0, 1.0, 0.0),
    (-0.00514, 1, 1.0, 1.0, 0.0),
    (0.00208, 2, 2.0, 0.0, 0.0),
    (-0.00111, 0, 0.0, 1.0, -2.0),
    (-0.00057, 0, 0.0, 1.0, 2.0),
    (0.00056, 1, 1.0, 2.0, 0.0),
    (-0.00042, 0, 0.0, 3.0, 0.0),
    (0.00042, 1, 1.0, 0.0, 2.0),
    (0.00038, 1, 1.0, 0.0, -2.0),
    (-0.00024, 1, -1.0, 2.0, 0.0),
    (-0.00007, 0, 2.0, 1.0, 0.0),
    (0.00004, 0, 0.0, 2.0, -2.0),
    (0.00004, 0, 3.0, 0.0, 0.0),
    (0.00003, 0, 1.0, 1.0, -2.0),
    (0.00003, 0, 0.0, 2.0, 2.0),
    (-0.00003, 0, 1.0, 1.0, 2.0),
    (0.00003, 0, -1.0, 1.0, 2.0),
    (-0.00002, 0, -1.0, 1.0, -2.0),
    (-0.00002, 0, 1.0, 3.0, 0.0),
    (0.00002, 0, 0.0, 4.0, 0.0),
];

/// Terms of the planets: days, degrees at k = 0, degrees for each k.
const PLANET_TERMS: [(f64, f64, f64); 14] = [
    (0.000325, 299.77, 0.107408),
    (0.000165, 251.88, 0.016321),
    (0.000164, 251.83, 26.651886),
    (0.000126, 349.42, 36.412478),
    (0.000110, 84.66, 18.206239),
    (0.000062, 141.74, 53.303771),
    (0.000060, 207.14, 2.453732),
    (0.000056, 154.84, 7.306860),
    (0.000047, 34.52, 27.261239),
    (0.000042, 207.19, 0.121824),
    (0.000040, 291.34, 1.844379),
    (0.000037, 161.72, 24.198154),
    (0.000035, 239.56, 25.513099),
    (0.000023, 331.55, 3.592518),
];

/// The index of the new moon nearest to a day; index 0 is the new moon of 6 January 2000.
pub(super) fn moon_index_near(day: i32) -> i32 {
    ((f64::from(day) - 5.0) / SYNODIC_MONTH).round() as i32
}

/// The local day on which the new moon of this index falls.
pub(super) fn new_moon_day(index: i32) -> i32 {
    let terrestrial = new_moon(f64::from(index));
    (terrestrial - delta_t(terrestrial) - EPOCH + ZONE).floor() as i32
}

/// In which twelfth of its way the sun stands as the local day begins: 0 from the spring equinox, 9 from the winter
/// solstice.
pub(super) fn sign(day: i32) -> i32 {
    let universal = EPOCH + f64::from(day) - ZONE;
    (sun_longitude(universal + delta_t(universal)) / 30.0).floor() as i32
}

/// Julian day (terrestrial time) of a new moon.
fn new_moon(k: f64) -> f64 {
    let t = k / 1236.85;
    let t2 = t * t;
    let mean = 2_451_550.097_66 + SYNODIC_MONTH * k + t2 * (0.000_154_37 - 0.000_000_15 * t);
    let eccentricity = 1.0 - 0.002_516 * t - 0.000_007_4 * t2;
    let sun = 2.5534 + 29.105_356_7 * k - 0.000_001_4 * t2;
    let moon = 201.5643 + 385.816_935_28 * k + 0.010_758_2 * t2 + 0.000_012_38 * t2 * t;
    let latitude = 160.7108 + 390.670_502_84 * k - 0.001_611_8 * t2;
    let node = 124.7746 - 1.563_755_88 * k + 0.002_067_2 * t2;
    let periodic: f64 = MOON_TERMS
        .iter()
        .map(|(days, power, of_sun, of_moon, of_latitude)| {
            days * eccentricity.powi(*power) * sine(of_sun * sun + of_moon * moon + of_latitude * latitude)
        })
        .sum();
    let planets: f64 = PLANET_TERMS
        .iter()
        .enumerate()
        .map(|(at, (days, start, step))| {
            let bend = if at == 0 { -0.009_173 * t2 } else { 0.0 };
            days * sine(start + step * k + bend)
        })
        .sum();
    mean + periodic - 0.000_17 * sine(node) + planets
}

/// Apparent longitude of the sun in degrees, 0 to 360, at a Julian day of terrestrial time.
fn sun_longitude(julian: f64) -> f64 {
    let t = (julian - 2_451_545.0) / 36_525.0;
    let mean = 280.466_46 + t * (36_000.769_83 + 0.000_303_2 * t);
    let anomaly = 357.529_11 + t * (35_999.050_29 - 0.000_153_7 * t);
    let centre = (1.914_602 - t * (0.004_817 + 0.000_014 * t)) * sine(anomaly)
        + (0.019_993 - 0.000_101 * t) * sine(2.0 * anomaly)
        + 0.000_289 * sine(3.0 * anomaly);
    let node = 125.04 - 1_934.136 * t;
    (mean + centre - 0.005_69 - 0.004_78 * sine(node)).rem_euclid(360.0)
}

/// Terrestrial minus universal time in days.
fn delta_t(julian: f64) -> f64 {
    let year = 2000.0 + (julian - EPOCH) / 365.25;
    let between = DELTA_T.windows(2).find(|pair| matches!(pair, [_, (end, _)] if year <= *end));
    let seconds = match between {
        Some([(y0, s0), (y1, s1)]) => s0 + (s1 - s0) * (year - y0) / (y1 - y0),
        _ => 163.0,
    };
    seconds / 86_400.0
}

fn sine(degrees: f64) -> f64 {
    degrees.to_radians().sin()
}
