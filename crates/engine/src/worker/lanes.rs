//! Who is next: a waiting line for each model.

use std::collections::{HashSet, VecDeque};

use pixelprompt_domain::{ModelId, RunId, Timestamp};

/// The longest line that is kept in memory. Runs beyond it wait in the store alone.
const LONGEST: usize = 1_000;

/// The waiting lines of all models. A slow model fills its own line and no other: each has a limit of
/// runs at work, and the lines take turns for the overall limit.
#[derive(Debug)]
pub(super) struct Lanes {
    lines: Vec<Lane>,
    /// Every run that waits or is at work, so that no hint counts twice.
    known: HashSet<RunId>,
    /// Whose turn it is.
    turn: usize,
    running: usize,
    limit: usize,
}

#[derive(Debug)]
struct Lane {
    model: ModelId,
    waiting: VecDeque<RunId>,
    running: usize,
    limit: usize,
    /// Nothing of this line begins before.
    rests_until: Timestamp,
    /// Runs were turned away; the store has more than this line.
    overflowed: bool,
}

impl Lanes {
    pub(super) fn new(limit: usize) -> Self {
        Self {
            lines: Vec::new(),
            known: HashSet::new(),
            turn: 0,
            running: 0,
            limit: limit.max(1),
        }
    }

    /// Puts a run in its model's line. `lane_limit` counts when the line is new.
    pub(super) fn add(&mut self, run: RunId, model: &ModelId, lane_limit: usize) {
        if self.known.contains(&run) {
            return;
        }
        let place = self.lines.iter().position(|lane| lane.model == *model);
        let place = place.unwrap_or_else(|| {
            self.lines.push(Lane {
                model: model.clone(),
                waiting: VecDeque::new(),
                running: 0,
                limit: lane_limit.max(1),
                rests_until: Timestamp::default(),
                overflowed: false,
            });
            self.lines.len() - 1
        });
        let lane = &mut self.lines[place];
        if lane.waiting.len() >= LONGEST {
            lane.overflowed = true;
            return;
        }
        self.known.insert(run.clone());
        lane.waiting.push_back(run);
    }

    /// The next run that may begin. It counts as at work until [`done`](Lanes::done).
    pub(super) fn next(&mut self, now: Timestamp) -> Option<(RunId, ModelId)> {
        if self.running >= self.limit {
            return None;
        }
        let count = self.lines.len();
        for step in 0..count {
            let place = (self.turn + step) % count;
            let lane = &mut self.lines[place];
            if lane.running >= lane.limit || lane.rests_until > now {
                continue;
            }
            if let Some(run) = lane.waiting.pop_front() {
                lane.running += 1;
                self.running += 1;
                self.turn = place + 1;
                return Some((run, lane.model.clone()));
            }
        }
        None
    }

    /// Nothing of a model begins before a moment.
    pub(super) fn rest(&mut self, model: &ModelId, until: Timestamp) {
        if let Some(lane) = self.lines.iter_mut().find(|lane| lane.model == *model) {
            lane.rests_until = lane.rests_until.max(until);
        }
    }

    /// A run is at work no more.
    pub(super) fn done(&mut self, run: &RunId, model: &ModelId) {
        self.known.remove(run);
        self.running = self.running.saturating_sub(1);
        if let Some(lane) = self.lines.iter_mut().find(|lane| lane.model == *model) {
            lane.running = lane.running.saturating_sub(1);
        }
    }

    /// The models whose lines need nothing from the store, and how many runs are known: asking the
    /// store for more than that finds what is new.
    pub(super) fn full(&self) -> (Vec<ModelId>, usize) {
        let full = self
            .lines
            .iter()
            .filter(|lane| lane.waiting.len() >= LONGEST / 2);
        (
            full.map(|lane| lane.model.clone()).collect(),
            self.known.len(),
        )
    }

    /// Whether a line that turned runs away has room again. Says so once.
    pub(super) fn take_hunger(&mut self) -> bool {
        let hungry = |lane: &&mut Lane| lane.overflowed && lane.waiting.len() < LONGEST / 2;
        let mut any = false;
        for lane in self.lines.iter_mut().filter(hungry) {
            lane.overflowed = false;
            any = true;
        }
        any
    }

    /// How many runs of a model wait, and how many are at work.
    pub(super) fn load(&self, model: &ModelId) -> (usize, usize) {
        let lane = self.lines.iter().find(|lane| lane.model == *model);
        lane.map_or((0, 0), |lane| (lane.waiting.len(), lane.running))
    }
}

#[cfg(test)]
mod tests {
    use pixelprompt_domain::JobId;

    use super::*;

    const NOW: Timestamp = Timestamp(1_000);

    fn run(job: u64, place: u8) -> RunId {
        RunId {
            job: JobId::new(Timestamp(job), 0),
            place,
        }
    }

    fn model(id: &str) -> ModelId {
        id.parse().unwrap()
    }

    fn names(lanes: &mut Lanes) -> Vec<String> {
        std::iter::from_fn(|| lanes.next(NOW).map(|(_, model)| model.to_string())).collect()
    }

    #[test]
    fn lines_take_turns_and_a_full_model_holds_up_nobody() {
        let mut lanes = Lanes::new(100);
        for job in 0..5 {
            lanes.add(run(job, 0), &model("slow"), 2);
        }
        for job in 0..3 {
            lanes.add(run(job, 1), &model("quick"), 9);
        }
        assert_eq!(
            names(&mut lanes),
            ["slow", "quick", "slow", "quick", "quick"]
        );
        lanes.done(&run(0, 0), &model("slow"));
        assert_eq!(
            lanes.next(NOW),
            Some((run(2, 0), model("slow"))),
            "oldest first"
        );
        assert_eq!(lanes.next(NOW), None);
    }

    #[test]
    fn all_together_stay_within_the_overall_limit() {
        let mut lanes = Lanes::new(3);
        for place in 0..10 {
            lanes.add(run(1, place), &model(&format!("m{place}")), 5);
        }
        assert_eq!(names(&mut lanes).len(), 3);
        lanes.done(&run(1, 0), &model("m0"));
        assert_eq!(names(&mut lanes), ["m3"]);
    }

    #[test]
    fn a_run_is_known_until_it_is_done() {
        let mut lanes = Lanes::new(10);
        let (it, its_model) = (run(1, 0), model("m"));
        for _ in 0..3 {
            lanes.add(it.clone(), &its_model, 5);
        }
        assert_eq!(lanes.load(&its_model), (1, 0));
        assert!(lanes.next(NOW).is_some());
        lanes.add(it.clone(), &its_model, 5);
        assert_eq!(lanes.load(&its_model), (0, 1), "at work is known too");
        lanes.done(&it, &its_model);
        lanes.add(it, &its_model, 5);
        assert_eq!(lanes.load(&its_model), (1, 0));
    }

    #[test]
    fn a_line_that_rests_lets_the_others_pass() {
        let mut lanes = Lanes::new(9);
        lanes.add(run(1, 0), &model("busy"), 5);
        lanes.add(run(1, 1), &model("free"), 5);
        lanes.rest(&model("busy"), Timestamp(2_000));
        assert_eq!(names(&mut lanes), ["free"]);
        assert!(lanes.next(Timestamp(1_999)).is_none());
        assert!(lanes.next(Timestamp(2_000)).is_some());
    }

    #[test]
    fn a_line_has_an_end_and_says_when_it_has_room_again() {
        let mut lanes = Lanes::new(usize::MAX);
        let m = model("m");
        for job in 0..=LONGEST as u64 {
            lanes.add(run(job, 0), &m, usize::MAX);
        }
        assert_eq!(lanes.load(&m).0, LONGEST);
        assert_eq!(lanes.full(), (vec![m.clone()], LONGEST));
        assert!(!lanes.take_hunger());
        while lanes.load(&m).0 >= LONGEST / 2 {
            assert!(lanes.next(NOW).is_some());
        }
        assert!(lanes.take_hunger() && !lanes.take_hunger());
        assert!(lanes.full().0.is_empty());
    }
}
