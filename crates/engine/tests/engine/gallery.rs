use pixelprompt_domain::{Rendition, Resending, Wanted};

use pixelprompt_engine::Client;

use crate::support::{Deed, Scripted, Studio, first, ms};

#[tokio::test(start_paused = true)]
async fn a_job_goes_to_the_trash_comes_back_and_goes_for_good() {
    let model = Scripted::new("m/a", Resending::Free, Deed::Paint(ms(10)));
    let studio = Studio::open(&[&model]);
    let engine = &studio.engine;
    let (id, other) = (studio.submit("fox").await, studio.submit("bus").await);
    studio.ended(&id).await;
    studio.ended(&other).await;
    let listed = async |trashed| {
        let wanted = Wanted {
            limit: 9,
            trashed,
            ..Wanted::default()
        };
        engine.list(&wanted).await.unwrap().jobs.len()
    };
    let since = engine.trash(&id).await.unwrap();
    assert_eq!(engine.trash(&id).await.unwrap(), since);
    assert_eq!((listed(false).await, listed(true).await), (1, 1));
    assert_eq!(
        engine
            .retry(&first(&id), Client::Local)
            .await
            .unwrap_err()
            .code(),
        "NOT_ALLOWED"
    );
    engine.restore(&id).await.unwrap();
    engine.favourite(&id, true).await.unwrap();
    assert!(engine.show(&id).await.unwrap().0.favourite);

    let picture = engine.picture(&first(&id)).await.unwrap();
    let file = engine
        .read(&picture.run, Rendition::Original, None)
        .await
        .unwrap();
    assert_eq!(file.len() as u64, picture.image.bytes);
    engine.delete(&id).await.unwrap();
    assert_eq!(
        engine.picture(&first(&id)).await.unwrap_err().code(),
        "NOT_FOUND"
    );
    assert_eq!(engine.delete(&id).await.unwrap_err().code(), "NOT_FOUND");
    let files = studio.blobs.files.lock().unwrap();
    assert_eq!(files.len(), 2, "the other job keeps its pictures");
}

#[tokio::test(start_paused = true)]
async fn a_job_at_work_is_not_deleted() {
    let model = Scripted::new("m/a", Resending::Free, Deed::Hang);
    let studio = Studio::open(&[&model]);
    let id = studio.submit("fox").await;
    assert_eq!(
        studio.engine.delete(&id).await.unwrap_err().code(),
        "NOT_ALLOWED"
    );
    studio.engine.cancel(&id).await.unwrap();
    studio.ended(&id).await;
    studio.engine.delete(&id).await.unwrap();
}
