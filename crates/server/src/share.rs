//! What a link to the page shows elsewhere: `OpenGraph` tags (<https://ogp.me>), which messengers and
//! networks read, in the head of the page.

use std::fmt::Write as _;

use axum::http::{HeaderMap, header::HOST};
use pixelprompt_domain::{Job, JobId, Run, RunState};

use crate::studio::App;

/// The place in the page's head that is left for the tags.
const MARK: &str = "<meta name=\"pixelprompt:share\" />";
/// Characters of a prompt that fit into a title.
const TITLE: usize = 200;

/// The page with tags for the job that the address shows, or for the studio as such. As it is where the
/// page has no place for them.
pub(crate) async fn shared(
    app: &App,
    page: &str,
    headers: &HeaderMap,
    query: Option<&str>,
) -> String {
    if !page.contains(MARK) {
        return page.to_owned();
    }
    let origin = origin(headers);
    let shown = match query.and_then(job_of) {
        // Whatever goes wrong here, the page itself comes and says so.
        Some(id) => app.engine().show(&id).await.ok(),
        None => None,
    };
    let tags = shown
        .filter(|(job, _)| job.trashed.is_none())
        .and_then(|(job, runs)| of_job(app, &job, &runs, origin.as_deref()))
        .unwrap_or_else(|| of_studio(origin.as_deref()));
    page.replacen(MARK, &tags, 1)
}

/// The job that `?gallery=` or `?share=` names.
fn job_of(query: &str) -> Option<JobId> {
    let value = query.split('&').find_map(|pair| {
        pair.strip_prefix("gallery=")
            .or_else(|| pair.strip_prefix("share="))
    });
    value?.parse().ok()
}

/// Where this server was asked, as `https://host`; what stands in front of it may have spoken another
/// scheme. `None` where the host is not one.
fn origin(headers: &HeaderMap) -> Option<String> {
    let host = headers.get(HOST)?.to_str().ok()?;
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._:[]".contains(c);
    if host.is_empty() || !host.chars().all(plain) {
        return None;
    }
    let secure = headers
        .get("x-forwarded-proto")
        .is_some_and(|scheme| scheme == "https");
    let scheme = if secure { "https" } else { "http" };
    Some(format!("{scheme}://{host}"))
}

/// The tags of a job with a picture.
fn of_job(app: &App, job: &Job, runs: &[Run], origin: Option<&str>) -> Option<String> {
    let painted = |run: &&Run| matches!(run.state, RunState::Completed { .. });
    let count = runs.iter().filter(painted).count();
    let picture = app.links.original(runs.iter().find(painted)?);
    let picture = if picture.starts_with('/') {
        origin.map(|origin| format!("{origin}{picture}"))
    } else {
        Some(picture)
    };
    let title: String = job.prompt.as_str().chars().take(TITLE).collect();
    let models = if count == 1 { "model" } else { "models" };
    let description = format!("Painted by {count} {models} with Pixel Prompt.");
    Some(tags(&title, &description, picture.as_deref()))
}

/// The tags of the studio.
fn of_studio(origin: Option<&str>) -> String {
    let picture = origin.map(|origin| format!("{origin}/share.png"));
    let description =
        "Type one prompt; every text-to-image model you have paints it, side by side.";
    tags("Pixel Prompt", description, picture.as_deref())
}

fn tags(title: &str, description: &str, picture: Option<&str>) -> String {
    let mut tags = String::new();
    let mut tag = |name: &str, content: &str| {
        let kind = if name.starts_with("og:") {
            "property"
        } else {
            "name"
        };
        let content = escaped(content);
        // Writing to a string cannot fail.
        let _ = write!(tags, "<meta {kind}=\"{name}\" content=\"{content}\" />");
    };
    tag("og:title", title);
    tag("og:description", description);
    if let Some(picture) = picture {
        tag("og:image", picture);
        tag("twitter:card", "summary_large_image");
    }
    tags
}

/// For an attribute in double quotes.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            _ => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prompt_cannot_leave_its_attribute() {
        let tags = tags("\"><script>alert(1)</script>", "d", None);
        assert!(!tags.contains("<script>"), "{tags}");
        assert!(tags.contains("&quot;&gt;&lt;script&gt;"), "{tags}");
        assert!(!tags.contains("og:image"), "{tags}");
    }

    #[test]
    fn the_origin_is_what_was_asked_and_nothing_else() {
        let origin = |headers: &[(&'static str, &str)]| {
            let pairs = headers
                .iter()
                .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()));
            super::origin(&pairs.collect())
        };
        let host = ("host", "studio.example:8080");
        assert_eq!(origin(&[host]).unwrap(), "http://studio.example:8080");
        let secure = origin(&[host, ("x-forwarded-proto", "https")]);
        assert_eq!(secure.unwrap(), "https://studio.example:8080");
        assert_eq!(origin(&[("host", "a\"b")]), None);
        assert_eq!(origin(&[]), None);
    }

    #[test]
    fn the_job_is_found_in_the_address() {
        let id = JobId::new(pixelprompt_domain::Timestamp(1), 2);
        for query in [format!("gallery={id}"), format!("x=1&share={id}")] {
            assert_eq!(job_of(&query), Some(id.clone()), "{query}");
        }
        assert_eq!(job_of("gallery=no"), None);
        assert_eq!(job_of(""), None);
    }
}
