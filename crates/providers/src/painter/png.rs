//! From the painter's canvas to a PNG file.

use pixelprompt_domain::{
    ErrorKind, Image, ImageRequest, MediaType, Outcome, Prompt, ProviderError, Size,
};
use pixelprompt_painter::Canvas;
use pixelprompt_picture::{Infotext, Raster, encode};

/// How the painter walks from noise to picture, as other programs name it.
const SAMPLER: &str = "Euler";
const VERSION: &str = concat!("pixelprompt ", env!("CARGO_PKG_VERSION"));

/// A finished picture, with the parameters it was painted with inside.
pub(super) fn finished(request: &ImageRequest, canvas: Canvas) -> Result<Image, ProviderError> {
    let parameters = &request.parameters;
    let infotext = Infotext {
        prompt: request.prompt.as_str(),
        negative_prompt: parameters.negative_prompt.as_ref().map(Prompt::as_str),
        steps: parameters.steps,
        sampler: Some(SAMPLER),
        cfg_scale: parameters.guidance,
        seed: parameters.seed,
        size: Some((canvas.side, canvas.side)),
        model: Some(request.model.as_str()),
        version: Some(VERSION),
    };
    image(canvas, Some(&infotext.to_string()))
}

/// The picture as it is between two steps, at the size it is painted.
pub(super) fn preview(canvas: Canvas) -> Result<Image, ProviderError> {
    image(canvas, None)
}

fn image(canvas: Canvas, parameters: Option<&str>) -> Result<Image, ProviderError> {
    let side = canvas.side;
    let internal =
        |detail: &str| ProviderError::new(ErrorKind::Internal, Outcome::Answered, detail);
    let raster = Raster::from_rgb(side, side, canvas.rgb)
        .ok_or_else(|| internal("the painter's canvas is not square"))?;
    let bytes = encode(&raster, parameters)
        .map_err(|error| internal("the picture could not be encoded").caused_by(error))?;
    Ok(Image {
        bytes: bytes.into(),
        media_type: MediaType::Png,
        size: Size::square(side),
        seed: None,
        reading: None,
        cost: None,
    })
}
