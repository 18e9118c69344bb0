//! In which form a picture is asked for.

use pixelprompt_domain::MediaType;
use pixelprompt_engine::Form;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Goes up when the same form begins to give other bytes: an `ETag` is of bytes.
const EDITION: u8 = 1;

/// In which form.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct FormAsked {
    /// The kind of file, made without losing a pixel; the one that the model made if it is absent.
    #[param(nullable = false, inline)]
    pub(crate) format: Option<Format>,
    /// Whether what travels beside the pixels stays in the file. Colour profiles always do.
    #[param(nullable = false, inline)]
    pub(crate) metadata: Option<Metadata>,
}

/// A kind of file that loses nothing.
#[derive(Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Format {
    Png,
    Webp,
}

/// What becomes of what travels beside the pixels: prompt, provenance, camera, place.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Metadata {
    Keep,
    Strip,
}

impl FormAsked {
    pub(crate) fn form(&self) -> Form {
        Form {
            media_type: self.format.map(|format| match format {
                Format::Png => MediaType::Png,
                Format::Webp => MediaType::Webp,
            }),
            bare: self.metadata == Some(Metadata::Strip),
        }
    }
}

/// What tells a form's `ETag` from that of the original.
pub(super) fn mark(form: Form, kept: MediaType) -> String {
    let becomes = form.media_type(kept);
    let kind = if becomes == kept {
        ""
    } else {
        becomes.extension()
    };
    let bare = if form.bare { "bare" } else { "" };
    format!("{kind}{bare}{EDITION}")
}
