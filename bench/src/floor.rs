//! The bare work of a picture: call, decode, check that it is a picture, write.

use std::{
    io::{BufRead as _, Write as _},
    path::Path,
    sync::Arc,
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use pixelprompt_picture::{Limits, check};
use tokio::task::spawn_blocking;

use crate::load::{Trouble, load};

/// Works as a process of its own, so that its processor time can be told apart: a line with a number
/// comes in, so many pictures are fetched at 100 at once, a line goes out.
pub(crate) async fn work(provider: &str) -> Result<(), Trouble> {
    let folder = Arc::new(tempfile::tempdir()?);
    for line in std::io::stdin().lock().lines() {
        let pictures: usize = line?.trim().parse()?;
        let folder = Arc::clone(&folder);
        let measured = load(provider, 100, pictures, move |mut client, number| {
            let path = folder.path().join(number.to_string());
            async move {
                let answer = client.send("POST", "/v1/images/generations", "{}").await?;
                spawn_blocking(move || keep(&answer, &path)).await??;
                Ok(client)
            }
        })
        .await?;
        println!("{}", measured.rate());
        std::io::stdout().flush()?;
    }
    Ok(())
}

fn keep(answer: &[u8], path: &Path) -> Result<(), Trouble> {
    let answer: serde_json::Value = serde_json::from_slice(answer)?;
    let text = answer["data"][0]["b64_json"].as_str().ok_or("no picture")?;
    let file = STANDARD.decode(text)?;
    check(&file, &Limits::default())?;
    std::fs::write(path, file)?;
    Ok(())
}
