//! What the server tells while it paints.

use futures::StreamExt as _;
use pixelprompt_domain::{Image, ImageRequest, Progress, Watch};
use tokio_tungstenite::tungstenite::Message;

use super::wire::News;
use crate::http::{Socket, preview};

/// Numbers of binary messages: a preview, and a preview after a description of itself.
const PREVIEW: u32 = 1;
const PREVIEW_WITH_METADATA: u32 = 4;

/// One piece of news about the work.
#[derive(Debug, PartialEq)]
enum Heard {
    Step { step: u32, steps: u32 },
    Preview(Image),
    Ended,
    Other,
}

/// Tells the steps of the work until it ends or the server hangs up.
pub(super) async fn follow(mut socket: Socket, id: &str, request: &ImageRequest, watch: Watch<'_>) {
    let mut now = Progress {
        step: 0,
        steps: request.parameters.steps.unwrap_or_default(),
        preview: None,
    };
    while let Some(Ok(message)) = socket.next().await {
        match heard(&message, id) {
            Heard::Ended => return,
            // Other nodes than the sampler have steps of their own.
            Heard::Step { step, steps } if now.steps == 0 || steps == now.steps => {
                now.step = step;
                now.preview = None;
                watch(now.clone());
            }
            Heard::Preview(picture) if request.previews => {
                now.preview = Some(picture);
                watch(now.clone());
            }
            Heard::Step { .. } | Heard::Preview(_) | Heard::Other => {}
        }
    }
}

fn heard(message: &Message, id: &str) -> Heard {
    match message {
        Message::Text(text) => told(text, id),
        Message::Binary(bytes) => shown(bytes).map_or(Heard::Other, Heard::Preview),
        _ => Heard::Other,
    }
}

fn told(text: &str, id: &str) -> Heard {
    let Ok(News { kind, data }) = serde_json::from_str::<News<'_>>(text) else {
        return Heard::Other;
    };
    if data.prompt_id.as_deref() != Some(id) {
        return Heard::Other;
    }
    match kind {
        "progress" => Heard::Step {
            step: data.value as u32,
            steps: data.max as u32,
        },
        "execution_success" | "execution_error" | "execution_interrupted" => Heard::Ended,
        "executing" if data.node.is_none() => Heard::Ended,
        _ => Heard::Other,
    }
}

/// The picture in a binary message: a number for what it is, then four bytes for the format, or a
/// description after its length.
fn shown(bytes: &[u8]) -> Option<Image> {
    let number = |at: usize| {
        let four = bytes.get(at..at + 4)?;
        Some(u32::from_be_bytes(four.try_into().ok()?))
    };
    let file = match number(0)? {
        PREVIEW => bytes.get(8..)?,
        PREVIEW_WITH_METADATA => bytes.get(8..)?.get(number(4)? as usize..)?,
        _ => return None,
    };
    preview(file.to_vec()).ok()
}

#[cfg(test)]
mod tests {
    use pixelprompt_picture::{Raster, encode};

    use super::*;

    #[test]
    fn news_about_the_work_are_understood_and_others_are_not() {
        for (text, expected) in [
            (
                r#"{"type":"progress","data":{"value":3,"max":20,"prompt_id":"us","node":"3"}}"#,
                Heard::Step { step: 3, steps: 20 },
            ),
            (
                r#"{"type":"progress","data":{"value":3,"max":20,"prompt_id":"them","node":"3"}}"#,
                Heard::Other,
            ),
            (
                r#"{"type":"executing","data":{"node":"3","prompt_id":"us"}}"#,
                Heard::Other,
            ),
            (
                r#"{"type":"executing","data":{"node":null,"prompt_id":"us"}}"#,
                Heard::Ended,
            ),
            (
                r#"{"type":"execution_error","data":{"prompt_id":"us","node_id":"3","traceback":[]}}"#,
                Heard::Ended,
            ),
            (
                r#"{"type":"status","data":{"status":{"exec_info":{"queue_remaining":1}},"sid":"x"}}"#,
                Heard::Other,
            ),
            ("<html>", Heard::Other),
        ] {
            assert_eq!(heard(&Message::text(text), "us"), expected, "{text}");
        }
    }

    #[test]
    fn previews_are_found_behind_their_headers() {
        let png = encode(&Raster::filled(3, 2, [200, 60, 20]), None).unwrap();
        let message = |parts: &[&[u8]]| parts.concat();
        for bytes in [
            message(&[&[0, 0, 0, 1, 0, 0, 0, 2], &png]),
            message(&[&[0, 0, 0, 4, 0, 0, 0, 2], b"{}", &png]),
        ] {
            assert_eq!(shown(&bytes).unwrap().bytes, png);
        }
        for bytes in [
            &[][..],
            &[0, 0, 0, 1],
            &[0, 0, 0, 1, 0, 0, 0, 2, 9],
            &[0, 0, 0, 4, 255, 255, 255, 255, 1],
            &[0, 0, 0, 9, 0, 0, 0, 2],
        ] {
            assert!(shown(bytes).is_none(), "{bytes:?}");
        }
    }
}
