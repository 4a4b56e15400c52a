//! Marks that would cover each other stand in lanes beside their line. Which lane a case tries first comes from its name, so that every build
//! draws it in one place.

use super::scale::Tenths;

/// The room that marks have beside their line.
#[derive(Clone, Copy, Debug)]
pub struct Lanes {
    /// So far apart marks of one lane do not touch.
    pub apart: Tenths,
    /// From one lane to the next.
    pub step: Tenths,
    /// How many there are on each side of the line.
    pub each_side: i64,
}

impl Lanes {
    /// How many there are.
    pub fn count(&self) -> i64 {
        2 * self.each_side + 1
    }

    /// How far from the line each point stands, in the order given: places along the line, and names.
    pub fn offsets(&self, points: &[(Tenths, &str)]) -> Vec<Tenths> {
        let mut order: Vec<usize> = (0..points.len()).collect();
        order.sort_unstable_by_key(|at| points[*at]);
        let mut taken = vec![Tenths(i64::MIN / 2); self.count() as usize];
        let mut offsets = vec![Tenths(0); points.len()];
        for at in order {
            let (place, name) = points[at];
            let hash = hash(name);
            let lanes = self.tried(hash.is_multiple_of(2));
            let slot = |lane: i64| (lane + self.each_side) as usize;
            let is_free = |lane: &i64| place - taken[slot(*lane)] >= self.apart;
            let freest = || lanes.iter().copied().min_by_key(|lane| taken[slot(*lane)]).unwrap_or_default();
            let lane = lanes.iter().copied().find(is_free).unwrap_or_else(freest);
            taken[slot(lane)] = place;
            let jitter = Tenths(i64::from(hash / 2 % 31) - 15);
            offsets[at] = Tenths(lane * self.step.0) + jitter;
        }
        offsets
    }

    /// The offset of the lane that is tried at a turn: the line itself, then by distance.
    pub fn offset(&self, turn: i64) -> Tenths {
        let lanes = self.tried(true);
        Tenths(lanes[turn.rem_euclid(self.count()) as usize] * self.step.0)
    }

    fn tried(&self, above_first: bool) -> Vec<i64> {
        let sign = if above_first { -1 } else { 1 };
        std::iter::once(0).chain((1..=self.each_side).flat_map(|lane| [sign * lane, -sign * lane])).collect()
    }
}

/// A number from a name, the same on every machine.
fn hash(name: &str) -> u32 {
    let hash = blake3::hash(name.as_bytes());
    let [a, b, c, d, ..] = *hash.as_bytes();
    u32::from_le_bytes([a, b, c, d])
}
