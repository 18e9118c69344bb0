//! One prompt with its parameters, for the chosen models.

use serde::{Deserialize, Serialize};

use crate::{JobId, MediaType, ModelId, Parameters, Prompt, Run, Size, Timestamp};

/// The most models a job may have.
pub const MAX_MODELS: usize = 20;

/// One prompt, fanned out to the chosen models. Its runs change; what was asked never does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Job {
    /// Its name.
    pub id: JobId,
    /// When it was accepted.
    pub created: Timestamp,
    /// What was typed.
    pub prompt: Prompt,
    /// What was asked beside it.
    pub parameters: Parameters,
    /// The models, in the order they were chosen: run `i` belongs to model `i`.
    pub models: Vec<ModelId>,
    /// The request it came with, for the logs.
    pub correlation_id: String,
    /// Marked by a person.
    pub favourite: bool,
    /// When it was put in the trash; it stays restorable for a while.
    pub trashed: Option<Timestamp>,
}

/// Where a job stands, from its runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JobStatus {
    /// No worker has begun.
    Pending,
    /// Some runs have not ended.
    InProgress,
    /// Every run left its picture.
    Completed,
    /// Every run has ended; some left a picture, some did not.
    Partial,
    /// Every run has ended, none with a picture, and not all on request.
    Failed,
    /// Every run was stopped on request.
    Cancelled,
}

impl JobStatus {
    /// The status of a job with these runs.
    pub fn of(runs: &[Run]) -> Self {
        use crate::RunState::{Cancelled, Completed, Pending};
        let all = |wanted: fn(&Run) -> bool| runs.iter().all(wanted);
        let any = |wanted: fn(&Run) -> bool| runs.iter().any(wanted);
        if all(|run| matches!(run.state, Pending { .. }) && run.attempts == 0) {
            Self::Pending
        } else if any(|run| !run.has_ended()) {
            Self::InProgress
        } else if all(|run| matches!(run.state, Completed { .. })) {
            Self::Completed
        } else if any(|run| matches!(run.state, Completed { .. })) {
            Self::Partial
        } else if all(|run| matches!(run.state, Cancelled)) {
            Self::Cancelled
        } else {
            Self::Failed
        }
    }
}

/// A picture that lies in the blob store, and what is known about it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StoredImage {
    /// What kind of file the original is.
    pub media_type: MediaType,
    /// Width and height.
    pub size: Size,
    /// Length of the original.
    pub bytes: u64,
    /// Of the original, in lower-case hexadecimal: its strong `ETag`.
    pub sha256: String,
    /// A blurred impression of some 25 bytes, base64, to show until the picture is there.
    pub thumbhash: String,
    /// The seed it was painted with, where the provider tells.
    pub seed: Option<u64>,
    /// How the model read the prompt, where it tells.
    pub reading: Option<String>,
}

/// The two files of a picture. Keys follow from the run and its attempt: no two runs share a file, and
/// a worker that lost its lease cannot write over the picture of the one that took it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rendition {
    /// The provider's bytes, untouched.
    Original,
    /// A small WebP.
    Thumbnail,
}

impl Rendition {
    /// Where the file lies in the blob store: `01arz…/3/1/original` for attempt 1 of run 3.
    pub fn key(self, run: &Run) -> String {
        let name = match self {
            Self::Original => "original",
            Self::Thumbnail => "thumbnail",
        };
        format!("{}/{}/{}/{name}", run.id.job, run.id.place, run.attempts)
    }

    /// The folder of all files of a job.
    pub fn folder(job: &JobId) -> String {
        job.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ErrorKind, Outcome, RunId, RunState};

    #[test]
    fn the_status_follows_from_the_runs() {
        let pending = || RunState::Pending {
            not_before: Timestamp(0),
        };
        let failed = || RunState::Error {
            kind: ErrorKind::TimedOut,
            outcome: Outcome::Unknown,
            ticket: None,
        };
        let done = || RunState::Completed {
            image: StoredImage {
                media_type: MediaType::Png,
                size: Size::square(1),
                bytes: 1,
                sha256: String::new(),
                thumbhash: String::new(),
                seed: None,
                reading: None,
            },
        };
        let status = |states: Vec<RunState>| {
            let runs: Vec<Run> = states
                .into_iter()
                .zip(0..)
                .map(|(state, place)| {
                    let id = RunId {
                        job: JobId::new(Timestamp(0), 0),
                        place,
                    };
                    let run = Run::new(
                        id,
                        "m".parse().unwrap(),
                        Parameters::default(),
                        vec![],
                        Timestamp(0),
                    );
                    Run { state, ..run }
                })
                .collect();
            JobStatus::of(&runs)
        };
        assert_eq!(status(vec![pending(), pending()]), JobStatus::Pending);
        assert_eq!(status(vec![pending(), done()]), JobStatus::InProgress);
        assert_eq!(status(vec![done(), done()]), JobStatus::Completed);
        assert_eq!(status(vec![done(), failed()]), JobStatus::Partial);
        assert_eq!(
            status(vec![done(), RunState::Cancelled]),
            JobStatus::Partial
        );
        assert_eq!(
            status(vec![failed(), RunState::Cancelled]),
            JobStatus::Failed
        );
        assert_eq!(status(vec![RunState::Cancelled]), JobStatus::Cancelled);
    }

    #[test]
    fn attempts_never_share_a_file() {
        let run = |place, attempts| {
            let id = RunId {
                job: JobId::new(Timestamp(0), 0),
                place,
            };
            let model = "m".parse().unwrap();
            let run = Run::new(id, model, Parameters::default(), vec![], Timestamp(0));
            Run { attempts, ..run }
        };
        let original = |place, attempts| Rendition::Original.key(&run(place, attempts));
        assert_eq!(original(3, 1), "00000000000000000000000000/3/1/original");
        assert_ne!(original(3, 1), original(4, 1));
        assert_ne!(original(3, 1), original(3, 2));
        assert_ne!(original(3, 1), Rendition::Thumbnail.key(&run(3, 1)));
        assert!(original(3, 1).starts_with(&Rendition::folder(&JobId::new(Timestamp(0), 0))));
    }
}
