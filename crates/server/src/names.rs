//! The names of files that people save.

use axum::http::HeaderValue;
use pixelprompt_domain::{Job, MediaType, Run};

/// The longest part of a prompt in a name, in characters.
const LONGEST: usize = 48;

/// A picture in an archive: `01-noto.png`. The number keeps apart models of one name.
pub(crate) fn in_archive(run: &Run, kind: MediaType) -> String {
    let model = run.model.as_str();
    let model = model.rsplit('/').next().unwrap_or(model);
    format!(
        "{:02}-{}.{}",
        run.id.place + 1,
        plain(model),
        kind.extension()
    )
}

/// The model's part of a picture's name.
pub(crate) fn of_run(run: &Run) -> String {
    format!("-{}", plain(run.model.as_str()))
}

/// Content-Disposition for a file that is named after the job's prompt.
pub(crate) fn attachment(job: &Job, middle: &str, extension: &str) -> HeaderValue {
    let name = plain(job.prompt.as_str());
    let name = if name.is_empty() {
        "pixel-prompt"
    } else {
        &name
    };
    let value = format!("attachment; filename=\"{name}{middle}.{extension}\"");
    // ASCII letters, digits and dashes are fit for a header.
    HeaderValue::try_from(value).unwrap_or(HeaderValue::from_static("attachment"))
}

/// Letters and digits of ASCII, with single dashes for all else: any file system takes that.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(LONGEST);
    for c in text.chars().map(|c| c.to_ascii_lowercase()) {
        if plain.len() >= LONGEST {
            break;
        }
        if c.is_ascii_alphanumeric() {
            plain.push(c);
        } else if !plain.is_empty() && !plain.ends_with('-') {
            plain.push('-');
        }
    }
    plain.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plain() {
        for (text, name) in [
            ("A red fox, in the snow!", "a-red-fox-in-the-snow"),
            ("../../etc/passwd\r\n\"", "etc-passwd"),
            ("赤い狐", ""),
            (&"x".repeat(500), &"x".repeat(LONGEST)),
        ] {
            assert_eq!(plain(text), name);
        }
    }
}
