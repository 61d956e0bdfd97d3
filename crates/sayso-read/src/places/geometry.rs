//! How far places lie from each other.
//!
//! Plain arithmetic only, so that every machine gives the same: the cosine is a polynomial, the earth flat over the few hundred
//! kilometres that matter.

/// Kilometres of a degree of latitude.
const DEGREE: f64 = 111.2;

/// The cosine of degrees of latitude, right to a thousandth.
fn cosine(degrees: f64) -> f64 {
    let x = degrees.abs().min(90.0) * 0.017_453_292_519_943_295;
    let y = x * x;
    1.0 - y / 2.0 + y * y / 24.0 - y * y * y / 720.0 + y * y * y * y / 40320.0
}

/// The square of the distance in kilometres; good to a hundredth up to some 500 km, and beyond that never near.
pub(super) fn square(from: (f64, f64), to: (f64, f64)) -> f64 {
    let north = (from.0 - to.0) * DEGREE;
    let mut turn = (from.1 - to.1).abs();
    if turn > 180.0 {
        turn = 360.0 - turn;
    }
    let east = turn * DEGREE * cosine((from.0 + to.0) / 2.0);
    north * north + east * east
}

#[cfg(test)]
mod tests {
    use super::square;

    #[test]
    fn distances_are_those_of_the_globe() {
        let km = |from, to| square(from, to).sqrt();
        let (london, paris) = ((51.5, 0.0), (48.85, 2.35));
        assert!((km(london, paris) - 339.0).abs() < 3.0);
        assert!(km((52.0, 179.9), (52.0, -179.9)) < 15.0, "round the date line");
        assert!(km(london, (40.7, -74.0)) > 4_000.0);
        assert_eq!(square(paris, paris), 0.0);
    }
}
