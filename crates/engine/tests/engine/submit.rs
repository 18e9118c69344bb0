use pixelprompt_domain::{MAX_MODELS, Resending::MayBuyTwice, Size, Warning};
use pixelprompt_engine::Asked;

use crate::support::{Deed, Scripted, Studio, asked, store};

fn two() -> [std::sync::Arc<Scripted>; 2] {
    ["m/a", "m/b"].map(|id| Scripted::new(id, MayBuyTwice, Deed::Hang))
}

#[tokio::test]
async fn whatever_is_wrong_is_said_and_nothing_is_kept() {
    let [a, b] = two();
    let studio = Studio::closed(&[&a, &b], |_, _, _| {});
    let with = |change: fn(&mut Asked)| {
        let mut asked = asked("a red fox");
        change(&mut asked);
        asked
    };
    let table = [
        (with(|a| a.prompt = " \n".into()), "PROMPT_EMPTY"),
        (with(|a| a.prompt = "x".repeat(1_001)), "PROMPT_TOO_LONG"),
        (
            with(|a| a.prompt = "n.u.d.e woman".into()),
            "INAPPROPRIATE_CONTENT",
        ),
        (with(|a| a.steps = Some(51)), "PARAMETER_OUT_OF_RANGE"),
        (
            with(|a| a.guidance = Some(f32::NAN)),
            "PARAMETER_OUT_OF_RANGE",
        ),
        (
            with(|a| a.size = Some(Size::square(4_096))),
            "PARAMETER_OUT_OF_RANGE",
        ),
        (with(|a| a.seed = Some(u64::MAX)), "PARAMETER_OUT_OF_RANGE"),
        (
            with(|a| a.negative_prompt = Some("x".repeat(1_001))),
            "PROMPT_TOO_LONG",
        ),
        (with(|a| a.models = vec!["m/c".into()]), "UNKNOWN_MODEL"),
        (
            with(|a| a.models = vec!["a".into(), "m/A".into()]),
            "INVALID_REQUEST",
        ),
        (
            with(|a| a.models = vec!["a".into(); MAX_MODELS + 1]),
            "INVALID_REQUEST",
        ),
    ];
    for (asked, code) in table {
        let refusal = studio.try_submit(asked.clone(), None).await.unwrap_err();
        assert_eq!(refusal.code(), code, "{asked:?}");
    }
    let wanted = pixelprompt_domain::Wanted {
        limit: 9,
        ..Default::default()
    };
    assert!(store(&studio).page(&wanted).await.unwrap().jobs.is_empty());
}

#[tokio::test]
async fn every_model_is_asked_the_same_as_far_as_it_can() {
    let [a, b] = two();
    let studio = Studio::closed(&[&a, &b], |_, _, _| {});
    let mut asked = asked("a red fox");
    asked.size = Some(Size::square(100));
    asked.negative_prompt = Some("  ".into());
    let id = studio.try_submit(asked, None).await.unwrap().id;
    let (job, runs) = studio.engine.show(&id).await.unwrap();
    assert!(job.parameters.seed.is_some(), "a seed is drawn");
    for run in runs {
        assert_eq!(run.parameters.seed, job.parameters.seed);
        assert_eq!(run.parameters.size, Some(Size::square(128)));
        assert!(matches!(run.warnings[..], [Warning::Adapted { .. }]));
        assert_eq!(
            run.parameters.negative_prompt, None,
            "blank is as good as nothing"
        );
    }
}

#[tokio::test]
async fn a_key_counts_once() {
    let [a, b] = two();
    let studio = Studio::closed(&[&a, &b], |_, _, _| {});
    let first = studio.try_submit(asked("fox"), Some("k")).await.unwrap();
    let again = studio.try_submit(asked("fox"), Some("k")).await.unwrap();
    assert_eq!((first.id.clone(), 2), (again.id, again.models));
    let other = studio
        .try_submit(asked("bus"), Some("k"))
        .await
        .unwrap_err();
    assert_eq!(other.code(), "IDEMPOTENCY_CONFLICT");
    let many = (0..50).map(|_| studio.try_submit(asked("bird"), Some("many")));
    let answers = futures::future::join_all(many).await;
    let ids: Vec<_> = answers
        .into_iter()
        .map(|answer| answer.unwrap().id)
        .collect();
    assert!(ids.iter().all(|id| *id == ids[0]) && ids[0] != first.id);
}
