//! Jobs in the order of their ids, as integers.

use pixelprompt_domain::JobId;

/// How many jobs of one millisecond have a rank each.
pub(super) const PER_MILLISECOND: i64 = 1 << 15;

/// The least rank of the millisecond that an id was made in: 48 bits of time, 15 to tell its jobs apart.
pub(super) fn first(id: &JobId) -> i64 {
    // The first ten digits of base 32 are two empty bits and the 48 bits of the time.
    let time = id.as_str().bytes().take(10).fold(0, |time, digit| {
        let smaller = DIGITS.iter().take_while(|known| **known < digit);
        time << 5 | smaller.fold(0, |value, _| value + 1)
    });
    time * PER_MILLISECOND
}

/// The millisecond that a rank belongs to.
pub(super) fn millisecond(rank: i64) -> i64 {
    rank / PER_MILLISECOND
}

const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

#[cfg(test)]
mod tests {
    use pixelprompt_domain::Timestamp;

    use super::*;

    #[test]
    fn ranks_follow_the_time_of_the_id() {
        for time in [0, 1, 1_469_918_176_385, (1 << 48) - 1] {
            for random in [0, u128::MAX] {
                let id = JobId::new(Timestamp(time), random);
                assert_eq!(first(&id) / PER_MILLISECOND, time.cast_signed());
                assert_eq!(first(&id) % PER_MILLISECOND, 0);
            }
        }
    }
}
