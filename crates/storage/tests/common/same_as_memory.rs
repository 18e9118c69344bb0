//! Whatever is asked, a store answers as the memory adapter does.

use pixelprompt_domain::{Job, JobId, JobStore, Mark, Run, Timestamp, Wanted};
use pixelprompt_storage::MemoryJobs;
use pixelprompt_testkit::build;

const PROMPTS: [&str; 8] = [
    "A red fox in the snow",
    "a red bus",
    "RED fox, red fox!",
    "ein Füchslein, rot",
    "लाल लोमड़ी",
    "赤い狐 and a fox",
    "don't stop: 3.5 foxes",
    "\u{1f98a}\u{1f98a}",
];

const WORDS: [Option<&str>; 12] = [
    None,
    Some(""),
    Some("  %_ "),
    Some("fox"),
    Some("red fo"),
    Some("re fox"),
    Some("FÜCHS"),
    Some("लोमड़"),
    Some("赤"),
    Some("fox OR bus"),
    Some("\"red\" AND (fox*"),
    Some("don t"),
];

const MODELS: [&str; 4] = ["painter/noto", "Painter/Noto", "a.b:c_d-e", "m"];

/// Numbers that look random and are the same in every run (Knuth's constants for 64 bits).
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.throw(of.len() as u64) as usize]
    }

    /// Few milliseconds, so that many jobs share one.
    fn job(&mut self, number: u128) -> (Job, Vec<Run>) {
        let mut models: Vec<&str> = MODELS.to_vec();
        models.truncate(1 + self.throw(4) as usize);
        let (mut job, mut runs) = build::job(self.throw(30), self.one(&PROMPTS), &models);
        job.id = JobId::new(
            job.created,
            number.wrapping_mul(0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C834),
        );
        job.favourite = self.throw(3) == 0;
        job.trashed = (self.throw(4) == 0).then_some(Timestamp(9));
        for run in &mut runs {
            run.id.job = job.id.clone();
        }
        (job, runs)
    }
}

async fn walk(store: &dyn JobStore, mut wanted: Wanted) -> Vec<Vec<(Job, Vec<Run>)>> {
    let mut pages = Vec::new();
    loop {
        let page = store.page(&wanted).await.unwrap();
        pages.push(page.jobs);
        match page.next {
            Some(next) => wanted.after = Some(next),
            None => return pages,
        }
    }
}

/// Many jobs, marked and forgotten, and every way to list them, in an empty store.
pub(crate) async fn every_list_is_the_same(store: &dyn JobStore) {
    let memory = MemoryJobs::new();
    let both: [&dyn JobStore; 2] = [store, &memory];
    let mut dice = Dice(1);
    let mut ids = Vec::new();
    for number in 0..200 {
        let (job, runs) = dice.job(number);
        let (marked, mark) = (dice.throw(200) as usize, dice.throw(4));
        for store in both {
            store.create(&job, &runs, None, &[]).await.unwrap();
        }
        ids.push(job.id);
        if let Some(id) = ids.get(marked) {
            for store in both {
                match mark {
                    0 => store.mark(id, Mark::Favourite(true)).await.unwrap(),
                    1 => store.mark(id, Mark::Favourite(false)).await.unwrap(),
                    2 => store
                        .mark(id, Mark::Trashed(Some(Timestamp(3))))
                        .await
                        .unwrap(),
                    _ => store.forget(id).await.unwrap(),
                };
            }
        }
    }
    let filters = WORDS.iter().flat_map(|words| {
        let models = [None, Some(MODELS[0]), Some(MODELS[1]), Some("none")];
        models.map(|model| (*words, model))
    });
    let mut found = 0;
    for (words, model) in filters {
        for (favourite, trashed) in [(false, false), (false, true), (true, false), (true, true)] {
            let wanted = Wanted {
                after: None,
                limit: 1 + dice.throw(12) as usize,
                words: words.map(str::to_owned),
                model: model.map(build::model),
                from: (dice.throw(3) == 0).then(|| Timestamp(dice.throw(25))),
                to: (dice.throw(3) == 0).then(|| Timestamp(5 + dice.throw(30))),
                favourite,
                trashed,
            };
            let pages = walk(store, wanted.clone()).await;
            found += pages.iter().map(Vec::len).sum::<usize>();
            assert_eq!(pages, walk(&memory, wanted.clone()).await, "{wanted:?}");
        }
    }
    assert!(found > 500, "the filters find something: {found}");
    let now = Timestamp(1_000);
    assert_eq!(
        store.due(now, &[], 1_000).await.unwrap().len(),
        memory.due(now, &[], 1_000).await.unwrap().len()
    );
}
