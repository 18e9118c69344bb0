//! What a link to the page shows where it is shared: `OpenGraph` and Twitter's words for it.

use std::{
    fmt::Write as _,
    hash::{DefaultHasher, Hash as _, Hasher as _},
};

use pixelprompt_domain::{Job, JobId, Run};

use crate::{studio::App, views::pictures};

/// Stands in the page where the tags belong.
const MARKER: &[u8] = b"<meta name=\"pixelprompt:share\"";

/// The longest title, in characters.
const LONGEST: usize = 200;

/// As many models are named.
const NAMED: usize = 3;

const NAME: &str = "Pixel Prompt";
const ABOUT: &str = "Type one prompt; every text-to-image model you have paints it, side by side.";

/// A picture of the page itself, and its size.
const PICTURE: &str = "/share.png";
const PICTURE_SIZE: (u32, u32) = (1_200, 630);

/// What is before the marker and after it, if there is one.
pub(super) fn place(page: &[u8]) -> Option<(&[u8], &[u8])> {
    let start = page.windows(MARKER.len()).position(|part| part == MARKER)?;
    let (before, rest) = page.split_at(start);
    let end = rest.iter().position(|byte| *byte == b'>')?;
    Some((before, &rest[end + 1..]))
}

/// Tells tags from others.
pub(super) fn mark(tags: &str) -> String {
    // Its keys are always the same.
    let mut hasher = DefaultHasher::new();
    tags.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// What a link shows.
struct Card {
    title: String,
    about: String,
    picture: String,
    size: (u32, u32),
    media_type: &'static str,
}

/// The tags for the page at an address of this server.
pub(super) async fn tags(app: &App, query: &str, origin: Option<String>) -> String {
    // Without an origin the addresses are not whole, which some readers forgive.
    let origin = origin.unwrap_or_default();
    let card = match shared(query) {
        Some(id) => Card::of(app, &id).await,
        None => None,
    };
    let url = if card.is_some() {
        format!("{origin}/?{query}")
    } else {
        format!("{origin}/")
    };
    card.unwrap_or_else(Card::usual).tags(&origin, &url)
}

/// The gallery that an address leads to.
fn shared(query: &str) -> Option<JobId> {
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let mut named = pairs.filter(|(name, _)| matches!(*name, "gallery" | "share"));
    named.next()?.1.parse().ok()
}

impl Card {
    fn usual() -> Self {
        Self {
            title: NAME.to_owned(),
            about: ABOUT.to_owned(),
            picture: PICTURE.to_owned(),
            size: PICTURE_SIZE,
            media_type: "image/png",
        }
    }

    /// Of a gallery that has a picture and is not in the trash.
    async fn of(app: &App, id: &JobId) -> Option<Self> {
        let (job, runs) = app.engine().show(id).await.ok()?;
        if job.trashed.is_some() {
            return None;
        }
        let (run, image) = pictures(&runs).next()?;
        Some(Self {
            title: title(&job),
            about: painters(app, &runs),
            picture: app.links.original(run),
            size: (image.size.width, image.size.height),
            media_type: image.media_type.as_str(),
        })
    }

    fn tags(&self, origin: &str, url: &str) -> String {
        // A CDN's are whole already.
        let picture = if self.picture.starts_with('/') {
            format!("{origin}{}", self.picture)
        } else {
            self.picture.clone()
        };
        let (width, height) = self.size;
        let (width, height) = (width.to_string(), height.to_string());
        let mut tags = String::new();
        for (kind, name, content) in [
            ("property", "og:title", &*self.title),
            ("property", "og:description", &self.about),
            ("property", "og:url", url),
            ("property", "og:image", &picture),
            ("property", "og:image:type", self.media_type),
            ("property", "og:image:width", &width),
            ("property", "og:image:height", &height),
            ("property", "og:image:alt", &self.title),
            ("name", "twitter:card", "summary_large_image"),
            ("name", "twitter:title", &self.title),
            ("name", "twitter:description", &self.about),
            ("name", "twitter:image", &picture),
        ] {
            // Writing to a string does not fail.
            let _ = write!(
                tags,
                "<meta {kind}=\"{name}\" content=\"{}\" />",
                escaped(content)
            );
        }
        tags
    }
}

/// The beginning of the prompt, on one line.
fn title(job: &Job) -> String {
    let words: Vec<&str> = job.prompt.as_str().split_whitespace().collect();
    let prompt = words.join(" ");
    match prompt.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &prompt[..end]),
        None => prompt,
    }
}

/// Who has painted.
fn painters(app: &App, runs: &[Run]) -> String {
    let names: Vec<&str> = pictures(runs)
        .map(|(run, _)| app.scene().name(&run.model))
        .collect();
    let all = match &names[..] {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [some @ .., last] if names.len() <= NAMED => format!("{} and {last}", some.join(", ")),
        some => {
            let others = names.len() - (NAMED - 1);
            format!("{} and {others} more models", some[..NAMED - 1].join(", "))
        }
    };
    format!("Painted by {all} with {NAME}.")
}

/// As it stands in an attribute.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_marker_gives_way_to_the_tags() {
        for marker in [
            "<meta name=\"pixelprompt:share\" />",
            "<meta name=\"pixelprompt:share\">",
        ] {
            let page = format!("<head>{marker}<title>");
            let expected = (&b"<head>"[..], &b"<title>"[..]);
            assert_eq!(place(page.as_bytes()), Some(expected));
        }
        assert_eq!(place(b"<head><title>"), None);
        assert_eq!(place(b"<meta name=\"pixelprompt:share\""), None);
    }

    #[test]
    fn addresses_lead_to_galleries() {
        let id = "01m3k8r6t9q2v4w7x1y5z3a8bc";
        for query in [
            format!("gallery={id}"),
            format!("share={id}&utm_source=x"),
            format!("lang=de&share={id}"),
        ] {
            assert_eq!(shared(&query).unwrap().as_str(), id, "{query}");
        }
        for query in ["", "view=gallery", "gallery=", "gallery=../x", "job=x"] {
            assert_eq!(shared(query), None, "{query}");
        }
    }

    #[test]
    fn nothing_breaks_out_of_an_attribute() {
        let card = Card {
            title: "\"/><script>alert('&')</script>".to_owned(),
            ..Card::usual()
        };
        let tags = card.tags("http://x", "http://x/?a=\"&b");
        assert!(
            tags.contains("content=\"&quot;/&gt;&lt;script&gt;alert('&amp;')&lt;/script&gt;\"")
        );
        assert!(tags.contains("content=\"http://x/?a=&quot;&amp;b\""));
        assert!(tags.contains("content=\"http://x/share.png\""));
        assert!(!tags.contains("<script"));
    }
}
