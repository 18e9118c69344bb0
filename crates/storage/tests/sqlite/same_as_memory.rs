//! Whatever is asked, SQLite answers as the memory adapter does.

use pixelprompt_domain::{JobStore, Wanted};
use pixelprompt_testkit::build;

use crate::{lists, store};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_list_is_the_same() {
    let (open, _folder) = store();
    lists::every_list_is_the_same(&open.jobs()).await;
}

/// A question may be as long as a prompt, and longer.
#[tokio::test]
async fn a_question_of_many_words_is_answered() {
    let (open, _folder) = store();
    let words: Vec<String> = (100..350).map(|word| word.to_string()).collect();
    let (job, runs) = build::job(1, &words.join(" "), &["a"]);
    open.jobs().create(&job, &runs, None, &[]).await.unwrap();
    for (more, found) in [("", 1), (" 999", 0)] {
        let wanted = Wanted {
            words: Some(words.join(" ") + more),
            limit: 10,
            ..Wanted::default()
        };
        assert_eq!(open.jobs().page(&wanted).await.unwrap().jobs.len(), found);
    }
}
