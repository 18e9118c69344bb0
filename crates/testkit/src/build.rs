//! Jobs and runs with everything filled in, to change where a test cares.

use pixelprompt_domain::{
    Job, JobId, MediaType, ModelId, Parameters, Prompt, Run, RunId, Size, StoredImage, Timestamp,
};

/// A model's id.
pub fn model(id: &str) -> ModelId {
    id.parse().expect("a test's model id is one")
}

/// A job created at a millisecond, for some models, with its runs.
pub fn job(created: u64, prompt: &str, models: &[&str]) -> (Job, Vec<Run>) {
    let now = Timestamp(created);
    let id = JobId::new(now, u128::from(created) * 7919);
    let models: Vec<ModelId> = models.iter().map(|id| model(id)).collect();
    let run = |(model, place): (&ModelId, u8)| {
        let id = RunId {
            job: id.clone(),
            place,
        };
        Run::new(id, model.clone(), Parameters::default(), Vec::new(), now)
    };
    let runs = models.iter().zip(0..).map(run).collect();
    let job = Job {
        id: id.clone(),
        created: now,
        prompt: Prompt::new(prompt).expect("a test's prompt is one"),
        parameters: Parameters::default(),
        models,
        correlation_id: format!("request-{created}"),
        favourite: false,
        trashed: None,
    };
    (job, runs)
}

/// What is known about a stored picture.
pub fn stored_image() -> StoredImage {
    StoredImage {
        media_type: MediaType::Png,
        size: Size::square(512),
        bytes: 1234,
        sha256: "ab".repeat(32),
        thumbhash: "1QcSHQRnh493V4dIh4eXh1h4kJUI".into(),
        seed: Some(42),
        reading: Some("red fox".into()),
    }
}
