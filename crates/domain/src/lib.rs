//! The words and rules of Pixel Prompt, with no I/O.
//!
//! A [`Prompt`] and [`Parameters`] go to every chosen model. What a model can do is data, its
//! [`Capability`]; [`Parameters::check`] refuses what no chosen model could honour, and [`fit()`]
//! turns what was asked into what one model gets, with a [`Warning`] for every difference.
//! Models are reached through one port, [`ImageProvider`].
//!
//! Nothing in here knows HTTP, a database, a clock or a random generator: seeds, times and ids
//! are handed in by the caller, so every rule can be tested to the bit.

mod bill;
mod blobs;
mod capability;
mod enhancer;
mod error;
mod filter;
mod fit;
mod id;
mod image;
mod job;
mod limiter;
mod model;
mod moderator;
mod money;
mod parameters;
mod price;
mod prompt;
mod provider;
mod quality;
mod run;
mod size;
mod store;
mod warning;

pub use bill::{Bill, Booking, Ceiling, Certainty, Overdrawn};
pub use blobs::BlobStore;
pub use capability::{Capability, Knob, Operation, Sizes};
pub use enhancer::Enhancer;
pub use error::{ErrorKind, Outcome, ProviderError};
pub use filter::{Blocked, Category, ContentFilter, FilterChanges, FilterError, FilterMistake};
pub use fit::{Fitted, fit};
pub use id::{Clock, Ids, JobId, JobIdError, RunId, Timestamp};
pub use image::{Image, MediaType};
pub use job::{Job, JobStatus, MAX_MODELS, Rendition, StoredImage};
pub use limiter::{Allowance, Left, Limiter, Taken};
pub use model::{ModelId, ModelIdError, ModelInfo, Standing, State};
pub use moderator::{Flagged, Moderator};
pub use money::{Money, MoneyError};
pub use parameters::{MAX_SEED, Parameter, ParameterError, Parameters};
pub use price::{Price, PriceList, Rate};
pub use prompt::{MAX_PROMPT_CHARS, Prompt, PromptError};
pub use provider::{Answer, ImageProvider, ImageRequest, Progress, Ticket, Watch};
pub use quality::{Quality, QualityError};
pub use run::{Claim, Failure, NotAllowed, Phase, Resending, Run, RunState};
pub use size::{Size, SizeError};
pub use store::{Created, JobStore, Mark, Once, Page, Replaced, StoreError, Wanted};
pub use warning::Warning;
