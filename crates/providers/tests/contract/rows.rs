//! One row for each family: all that the suite has to know of it.

use std::{sync::Arc, time::Duration};

use pixelprompt_domain::{
    Answer, ErrorKind, Image, ImageProvider, ImageRequest, Outcome, Parameters, Prompt,
    ProviderError, fit,
};
use pixelprompt_providers::{
    Configured, FAMILIES, family,
    http::{Bounds, HttpClient},
};
use pixelprompt_testkit::providers::{Fault, Mock, MockProviders, Seen};

/// A key that can be told from everything else.
pub(crate) const KEY: &str = "sentinel-7d1f0c";

/// How long those who come too often are told to wait.
pub(crate) const WAIT: Duration = Duration::from_secs(7);

/// How a family answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// With the pictures.
    OneShot,
    /// With a ticket.
    Ticket,
}

/// Where its pictures are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Files {
    /// In the answer.
    Inside,
    /// At an address in the answer.
    Outside,
}

/// Whether it tells those who come too often how long to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hint {
    Told,
    Silent,
}

/// What differs from the rule, and why.
pub(crate) type Exception = (Fault, ErrorKind, Outcome);

/// A family and what the suite has to know of it. The model is the mock's first one, and so are the key
/// and the account.
pub(crate) struct Row {
    pub(crate) family: &'static str,
    pub(crate) kind: Kind,
    pub(crate) files: Files,
    pub(crate) hint: Hint,
    pub(crate) exceptions: &'static [Exception],
}

const fn row(family: &'static str, kind: Kind, files: Files, hint: Hint) -> Row {
    Row {
        family,
        kind,
        files,
        hint,
        exceptions: &[],
    }
}

/// Accepted work that failed may be billed, as far as anybody knows.
const FAILED_AND_PAID: Exception = (Fault::WorkFailed, ErrorKind::BadResponse, Outcome::Answered);

/// Nobody bills it: fal says so, and servers of one's own bill nothing.
const FAILED_FOR_NOTHING: Exception = (
    Fault::WorkFailed,
    ErrorKind::RequestRejected,
    Outcome::Refused,
);

/// All families.
pub(crate) const ROWS: &[Row] = &[
    row(
        "openai-compatible",
        Kind::OneShot,
        Files::Inside,
        Hint::Told,
    ),
    row("a1111", Kind::OneShot, Files::Inside, Hint::Silent),
    row("bedrock", Kind::OneShot, Files::Inside, Hint::Silent),
    Row {
        exceptions: &[FAILED_AND_PAID],
        ..row("bfl", Kind::Ticket, Files::Outside, Hint::Told)
    },
    Row {
        exceptions: &[FAILED_FOR_NOTHING],
        ..row("comfyui", Kind::Ticket, Files::Outside, Hint::Silent)
    },
    Row {
        exceptions: &[FAILED_FOR_NOTHING],
        ..row("fal", Kind::Ticket, Files::Outside, Hint::Told)
    },
    Row {
        exceptions: &[FAILED_AND_PAID],
        ..row("firefly", Kind::Ticket, Files::Outside, Hint::Told)
    },
    row("gemini", Kind::OneShot, Files::Inside, Hint::Told),
    row("huggingface", Kind::OneShot, Files::Inside, Hint::Told),
    row("ideogram", Kind::OneShot, Files::Outside, Hint::Told),
    row("openai", Kind::OneShot, Files::Inside, Hint::Told),
    row("recraft", Kind::OneShot, Files::Inside, Hint::Told),
    Row {
        // Its filter looks at what was painted.
        exceptions: &[
            (
                Fault::Refused,
                ErrorKind::ContentRejected,
                Outcome::Answered,
            ),
            FAILED_AND_PAID,
        ],
        ..row("replicate", Kind::Ticket, Files::Outside, Hint::Told)
    },
    Row {
        exceptions: &[FAILED_FOR_NOTHING],
        ..row("sdcpp", Kind::Ticket, Files::Inside, Hint::Silent)
    },
    row("stability", Kind::OneShot, Files::Inside, Hint::Told),
    row("together", Kind::OneShot, Files::Inside, Hint::Told),
    Row {
        exceptions: &[
            // Its filter looks at what was painted, and the bill comes all the same.
            (
                Fault::Refused,
                ErrorKind::ContentRejected,
                Outcome::Answered,
            ),
            // Nothing is what it sends in place of a picture that it holds back.
            (Fault::Empty, ErrorKind::ContentRejected, Outcome::Answered),
        ],
        ..row("xai", Kind::OneShot, Files::Inside, Hint::Told)
    },
];

/// A mock that knows the sentinel.
pub(crate) fn mock() -> Mock {
    MockProviders::with().key(KEY).retry_after(WAIT)
}

/// Sends the requests of a test. Nothing giant takes long.
pub(crate) fn client() -> HttpClient {
    HttpClient::new(BOUNDS).unwrap()
}

/// Does not wait for those who hang.
pub(crate) fn impatient() -> HttpClient {
    let answer = Duration::from_secs(2);
    HttpClient::new(Bounds { answer, ..BOUNDS }).unwrap()
}

const BOUNDS: Bounds = Bounds {
    connect: Duration::from_secs(10),
    answer: Duration::from_mins(1),
    fetch: Duration::from_mins(1),
    answer_bytes: 2 << 20,
    picture_bytes: 1 << 20,
    answers_at_once: 8,
    pause: Duration::from_secs(15),
    turn: Duration::from_secs(20),
};

impl Row {
    pub(crate) fn provider(
        &self,
        mock: &MockProviders,
        client: &HttpClient,
    ) -> Arc<dyn ImageProvider> {
        let mut configured = self.configured(mock, client);
        configured.api_key = Some(mock.key(self.family).into());
        self.made(configured)
    }

    pub(crate) fn made(&self, configured: Configured) -> Arc<dyn ImageProvider> {
        (family(self.family).unwrap().make)(configured).unwrap()
    }

    /// Without a key.
    pub(crate) fn configured(&self, mock: &MockProviders, client: &HttpClient) -> Configured {
        Configured {
            id: "mine".parse().unwrap(),
            name: "Mine".to_owned(),
            upstream_id: MockProviders::models(self.family)[0].to_owned(),
            api_key: None,
            base_url: Some(mock.base_url(self.family).parse().unwrap()),
            user_id: MockProviders::user_id(self.family).map(str::to_owned),
            region: None,
            aws_key: None,
            sizes: Vec::new(),
            told: None,
            price: None,
            client: client.clone(),
            now: || pixelprompt_domain::Timestamp(1_795_305_600_000),
        }
    }

    /// The orders with that prompt.
    pub(crate) fn orders(&self, mock: &MockProviders, prompt: &str) -> Vec<Seen> {
        let mine = |seen: &Seen| {
            seen.family == self.family
                && seen.model.is_some()
                && seen.prompt.as_deref() == Some(prompt)
        };
        mock.seen().into_iter().filter(mine).collect()
    }

    pub(crate) fn paid(&self, mock: &MockProviders, prompt: &str) -> usize {
        let orders = self.orders(mock, prompt);
        orders.iter().filter(|order| order.paid).count()
    }
}

/// What a model is asked for, fitted to it as the engine does.
pub(crate) fn request(
    provider: &dyn ImageProvider,
    prompt: &str,
    asked: &Parameters,
) -> ImageRequest {
    let [model] = provider.models() else {
        panic!("one model was configured")
    };
    ImageRequest {
        model: model.id.clone(),
        prompt: Prompt::new(prompt).unwrap(),
        parameters: fit(asked, &model.capability).parameters,
        previews: false,
    }
}

/// Paints and asks as often as it takes, as the worker does, except that it never waits and takes no error
/// for a reason to ask again. The pictures, and how often the work was pending.
pub(crate) async fn paint(
    provider: &dyn ImageProvider,
    request: &ImageRequest,
) -> Result<(Vec<Image>, usize), ProviderError> {
    let mut answer = provider.submit(request, &|_| {}).await?;
    for pending in 0..60 {
        match answer {
            Answer::Ready(images) => return Ok((images, pending)),
            Answer::Pending(ticket) => {
                assert!(!format!("{ticket:?}").contains(KEY), "{ticket:?}");
                answer = provider.poll(request, &ticket, &|_| {}).await?;
            }
        }
    }
    panic!("{} is pending forever", request.prompt)
}

/// Nothing that was sent to be known by is in the error.
pub(crate) fn holds_no_key(error: &ProviderError, mock: &MockProviders) {
    let told = format!("{error} {error:?}");
    assert!(!told.contains(KEY), "{told}");
    for seen in mock.seen() {
        let authorization = seen.headers.get("authorization");
        let secret = authorization.and_then(|value| value.to_str().ok()?.rsplit(' ').next());
        if let Some(secret) = secret {
            assert!(!told.contains(secret), "{told}");
        }
    }
}

#[test]
fn every_family_has_a_row_and_a_protocol() {
    let spoken: Vec<_> = MockProviders::families().collect();
    for family in FAMILIES {
        let rows = ROWS.iter().filter(|row| row.family == family.name).count();
        assert_eq!(rows, 1, "{} needs one row in ROWS", family.name);
        assert!(
            spoken.contains(&family.name),
            "the mock speaks no protocol of {}: add one to pixelprompt_testkit::providers",
            family.name
        );
    }
    for row in ROWS {
        assert!(family(row.family).is_some(), "{} is no family", row.family);
    }
}
