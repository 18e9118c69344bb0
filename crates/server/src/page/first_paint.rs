//! Which page is sent to whom comes for the first time: the studio is in it already, in their language, so that it is
//! seen before any script is there. The build makes it; see web/vite/first-paint.ts.

use axum::http::{
    HeaderMap, Uri,
    header::{ACCEPT_LANGUAGE, COOKIE},
};

use super::{FILES, File, HOME};

/// Where the build puts the pages, one for each language.
pub(super) const FOLDER: &str = "/first-paint/";

/// What stands in the cookies of those whose page looks otherwise: in a language or theme of their choice.
const OWN_LOOK: &str = "own-look=";

/// For those who speak none of the page's languages.
const USUAL: &str = "en";

/// The page with the studio in it, if that is what is seen first.
pub(super) fn page(uri: &Uri, headers: &HeaderMap) -> Option<&'static File> {
    let plain = uri.path() == HOME && uri.query().is_none_or(str::is_empty);
    if !plain || has_own_look(headers) {
        return None;
    }
    // Who says nothing of languages may be a cache, which asks for many.
    let accepted = headers.get(ACCEPT_LANGUAGE)?.to_str().ok()?;
    languages(accepted)
        .find_map(in_language)
        .or_else(|| in_language(USUAL))
}

fn in_language(language: &str) -> Option<&'static File> {
    FILES.iter().find(|file| {
        let name = file.path.strip_prefix(FOLDER);
        let name = name.and_then(|name| name.strip_suffix(".html"));
        name.is_some_and(|name| name.eq_ignore_ascii_case(language))
    })
}

fn has_own_look(headers: &HeaderMap) -> bool {
    let cookies = headers.get_all(COOKIE).iter();
    let mut cookies = cookies
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'));
    cookies.any(|cookie| cookie.trim().starts_with(OWN_LOOK))
}

/// The languages of an Accept-Language header, without their regions, in its order: browsers name the dearest first.
fn languages(accepted: &str) -> impl Iterator<Item = &str> {
    accepted
        .split(',')
        .filter_map(|item| item.trim().split(['-', ';']).next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_taken_as_they_are_offered() {
        let named: Vec<&str> = languages("de-CH, de;q=0.9,en;q=0.8 , *;q=0.5").collect();
        assert_eq!(named, ["de", "de", "en", "*"]);
    }

    #[test]
    fn own_looks_are_known_by_their_cookie() {
        for (cookies, own) in [
            (&["own-look=1"][..], true),
            (&["a=b; own-look=1"], true),
            (&["a=b", "own-look=1"], true),
            (&["a=own-look=1"], false),
            (&[], false),
        ] {
            let mut headers = HeaderMap::new();
            for cookie in cookies {
                headers.append(COOKIE, cookie.parse().unwrap());
            }
            assert_eq!(has_own_look(&headers), own, "{cookies:?}");
        }
    }
}
