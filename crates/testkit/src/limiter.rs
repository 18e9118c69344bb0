//! The contract of [`Limiter`], case by case.

use std::time::Duration;

use futures::future::join_all;
use pixelprompt_domain::{Allowance, Left, Limiter, Taken, Timestamp};

/// One test for each case, against a limiter that has counted nothing: a future of the limiter and of
/// whatever must live as long.
#[macro_export]
macro_rules! limiter_suite {
    ($make:expr) => {
        $crate::limiter_suite!(@each $make;
            takes_until_nothing_is_left,
            a_limit_of_zero_grants_nothing,
            takes_from_all_or_from_none,
            keys_and_windows_are_independent,
            windows_roll_over,
            a_window_that_is_over_is_still_exact_for_a_moment,
            counts_exactly_in_a_race,
            counts_two_allowances_exactly_in_a_race,
        );
    };
    (@each $make:expr; $($case:ident),* $(,)?) => {
        $(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $case() {
                let (limiter, _keep) = $make.await;
                $crate::limiter::$case(&limiter).await;
            }
        )*
    };
}

const HOUR: u64 = 3_600_000;
const NOW: Timestamp = Timestamp(500 * HOUR + 1);

fn hourly(key: &str, limit: u32) -> Allowance {
    Allowance {
        key: key.into(),
        limit,
        window: Duration::from_millis(HOUR),
    }
}

async fn take(limiter: &dyn Limiter, of: &[Allowance], now: Timestamp) -> Taken {
    match limiter.take(of, now).await {
        Ok(taken) => taken,
        Err(error) => panic!("the limiter failed: {error:?}"),
    }
}

async fn granted(limiter: &dyn Limiter, of: &[Allowance], now: Timestamp) -> bool {
    matches!(take(limiter, of, now).await, Taken::Granted(_))
}

/// What is left is told with each take; a refusal tells when to come back.
pub async fn takes_until_nothing_is_left(limiter: &dyn Limiter) {
    let of = [hourly("k", 2)];
    let left = |remaining| {
        let resets = Timestamp(501 * HOUR);
        vec![Left {
            limit: 2,
            remaining,
            resets,
        }]
    };
    assert_eq!(take(limiter, &of, NOW).await, Taken::Granted(left(1)));
    assert_eq!(take(limiter, &of, NOW).await, Taken::Granted(left(0)));
    assert_eq!(take(limiter, &of, NOW).await, Taken::Refused(left(0)));
}

/// Nothing at all, not even once.
pub async fn a_limit_of_zero_grants_nothing(limiter: &dyn Limiter) {
    assert!(!granted(limiter, &[hourly("k", 0)], NOW).await);
    assert!(
        granted(limiter, &[], NOW).await,
        "nothing asked, nothing refused"
    );
}

/// A refusal by one allowance leaves the others as they were, in whatever order they come.
pub async fn takes_from_all_or_from_none(limiter: &dyn Limiter) {
    let (wide, narrow) = (hourly("wide", 3), hourly("narrow", 1));
    assert!(granted(limiter, &[wide.clone(), narrow.clone()], NOW).await);
    for both in [[wide.clone(), narrow.clone()], [narrow, wide.clone()]] {
        let Taken::Refused(left) = take(limiter, &both, NOW).await else {
            panic!("nothing is left of one of them");
        };
        let remaining = |key: &str| {
            let place = both.iter().position(|allowance| allowance.key == key);
            place.map(|place| left[place].remaining)
        };
        assert_eq!((remaining("wide"), remaining("narrow")), (Some(2), Some(0)));
    }
    let wide = [wide];
    assert!(granted(limiter, &wide, NOW).await);
    assert!(granted(limiter, &wide, NOW).await);
    assert!(!granted(limiter, &wide, NOW).await);
}

/// One key's count is no other's; one key may have an hourly and a daily allowance.
pub async fn keys_and_windows_are_independent(limiter: &dyn Limiter) {
    assert!(granted(limiter, &[hourly("a", 1)], NOW).await);
    for other in ["b", "A", "a ", "a/", ""] {
        assert!(
            granted(limiter, &[hourly(other, 1)], NOW).await,
            "{other:?}"
        );
    }
    let mut daily = hourly("a", 1);
    daily.window *= 24;
    assert!(granted(limiter, &[daily.clone()], NOW).await);
    assert!(!granted(limiter, &[daily], NOW).await);
    assert!(!granted(limiter, &[hourly("a", 1)], NOW).await);
}

/// The first moment of the next window grants again.
pub async fn windows_roll_over(limiter: &dyn Limiter) {
    let of = [hourly("k", 1)];
    for hour in [500, 501, 502, 900] {
        let (first, last) = (Timestamp(hour * HOUR), Timestamp((hour + 1) * HOUR - 1));
        assert!(granted(limiter, &of, first).await, "hour {hour}");
        assert!(!granted(limiter, &of, last).await, "hour {hour}");
    }
}

/// Callers read the clock before they call: a call of the last window may come after one of the next.
pub async fn a_window_that_is_over_is_still_exact_for_a_moment(limiter: &dyn Limiter) {
    let of = [hourly("k", 1)];
    let (before, after) = (Timestamp(501 * HOUR - 5), Timestamp(501 * HOUR + 5));
    assert!(granted(limiter, &of, before).await);
    assert!(granted(limiter, &of, after).await);
    assert!(!granted(limiter, &of, before).await);
}

/// A thousand calls at once at a limit of fifty: fifty.
pub async fn counts_exactly_in_a_race(limiter: &dyn Limiter) {
    let of = [hourly("k", 50)];
    let all = join_all((0..1_000).map(|_| granted(limiter, &of, NOW))).await;
    assert_eq!(all.into_iter().filter(|granted| *granted).count(), 50);
}

/// A thousand calls at once, each on the global allowance and on one of ten of its own.
pub async fn counts_two_allowances_exactly_in_a_race(limiter: &dyn Limiter) {
    let calls: Vec<_> = (0..1_000)
        .map(|call| {
            let caller = call % 10;
            (
                caller,
                [hourly("all", 50), hourly(&format!("one/{caller}"), 8)],
            )
        })
        .collect();
    let all = calls.iter().map(|(caller, of)| async move {
        let granted = granted(limiter, of, NOW).await;
        granted.then_some(*caller)
    });
    let all: Vec<usize> = join_all(all).await.into_iter().flatten().collect();
    assert_eq!(all.len(), 50);
    for caller in 0..10 {
        assert!(all.iter().filter(|one| **one == caller).count() <= 8);
        let used = all.iter().filter(|one| **one == caller).count();
        let left = [hourly(&format!("one/{caller}"), 8)];
        let mut more = 0;
        while granted(limiter, &left, NOW).await {
            more += 1;
        }
        assert_eq!(used + more, 8, "what was refused was not counted");
    }
}
