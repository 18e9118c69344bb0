//! `pixelprompt models test`: one cheap picture from each model, and what came back in a sentence.

use std::{
    process::ExitCode,
    time::{Duration, Instant},
};

use futures::future::join_all;
use pixelprompt_domain::{
    Answer, ErrorKind, Fitted, Image, ImageProvider, ImageRequest, ModelInfo, Money, Operation,
    Outcome, Parameters, Prompt, ProviderError, Resending, Ticket, fit,
};
use pixelprompt_engine::{Catalogue, Entry};
use serde::Serialize;
use tokio::time::{sleep, timeout};

use crate::{
    arguments::TestModels,
    failure::{BAD_INPUT, Failure},
    generate::no_model,
    output,
    runtime::runtime,
};

/// Nobody's filter minds it, and every model knows it.
const PROMPT: &str = "a red circle on a white background";

/// Between two questions about a picture.
const SHORTEST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(10);

/// What became of one model's test.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Verdict {
    model: String,
    works: bool,
    seconds: f64,
    /// What came back, or what to mend.
    message: String,
    /// What exactly went wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    /// A code that never changes.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'static str>,
    /// In millionths of a dollar: as the provider says, or else its price list; nothing if neither does.
    micro_usd: Option<Money>,
    /// What paints in the place of a model that is no longer served.
    #[serde(skip_serializing_if = "Option::is_none")]
    notice: Option<String>,
}

/// The document for machines.
#[derive(Serialize)]
struct Report {
    models: Vec<Verdict>,
}

pub(crate) fn run(arguments: &TestModels) -> Result<ExitCode, Failure> {
    let catalogue = pixelprompt_studio::catalogue(&arguments.file.load()?.config)?;
    let chosen = chosen(&arguments.names, &catalogue)?;
    if arguments.names.is_empty() {
        let bill = Bill::of(&chosen);
        if !bill.is_nothing() && !arguments.yes {
            return Err(bill.unconfirmed());
        }
        output::note(&bill.sentence());
    }
    let prompt = Prompt::new(PROMPT).map_err(Failure::internal)?;
    let verdicts = runtime()?.block_on(join_all(chosen.into_iter().map(|entry| {
        let prompt = prompt.clone();
        async move {
            let verdict = tried(entry, prompt).await;
            if !arguments.json {
                told(&verdict)?;
            }
            Ok(verdict)
        }
    })));
    let verdicts = verdicts.into_iter().collect::<Result<Vec<_>, Failure>>()?;
    let all_work = verdicts.iter().all(|verdict| verdict.works);
    if arguments.json {
        output::json(&Report { models: verdicts })?;
    }
    Ok(if all_work {
        ExitCode::SUCCESS
    } else {
        BAD_INPUT.into()
    })
}

/// What trying some models costs.
struct Bill {
    models: usize,
    known: Money,
    /// Models whose prices nobody knows.
    unknown: Vec<String>,
}

impl Bill {
    fn of(entries: &[&Entry]) -> Self {
        let costs = entries.iter().map(|entry| {
            let info = &entry.info;
            (info, info.price.of(Operation::Generate, &cheapest(info)))
        });
        let (known, unknown): (Vec<_>, Vec<_>) = costs.partition(|(_, cost)| cost.is_some());
        Self {
            models: entries.len(),
            known: known.into_iter().filter_map(|(_, cost)| cost).sum(),
            unknown: unknown
                .into_iter()
                .map(|(info, _)| info.id.to_string())
                .collect(),
        }
    }

    fn is_nothing(&self) -> bool {
        self.known == Money::ZERO && self.unknown.is_empty()
    }

    fn sentence(&self) -> String {
        let all = format!("one picture from each of {} models costs", self.models);
        match &self.unknown[..] {
            _ if self.is_nothing() => format!("{all} nothing"),
            [] => format!("{all} {}", self.known),
            unknown => format!(
                "{all} {}, and whatever {} cost, whose prices are unknown",
                self.known,
                unknown.join(", ")
            ),
        }
    }

    fn unconfirmed(&self) -> Failure {
        let hint = "say --yes to try them all, or name the models to try";
        Failure::bad_input("COSTS_MONEY", self.sentence(), hint)
    }
}

fn chosen<'a>(names: &[String], catalogue: &'a Catalogue) -> Result<Vec<&'a Entry>, Failure> {
    if names.is_empty() {
        return Ok(catalogue.entries().iter().collect());
    }
    let find = |name: &String| catalogue.find(name).map_err(|error| no_model(&error));
    names.iter().map(find).collect()
}

fn told(verdict: &Verdict) -> Result<(), Failure> {
    let sign = if verdict.works { "ok  " } else { "FAIL" };
    let mut line = format!("{sign}  {}: {}", verdict.model, verdict.message);
    if let Some(detail) = &verdict.detail {
        line = format!("{line} ({detail})");
    }
    if let Some(notice) = &verdict.notice {
        line = format!("{line}\n      {notice}");
    }
    output::results(&format!("{line}\n"))
}

async fn tried(entry: &Entry, prompt: Prompt) -> Verdict {
    let info = &entry.info;
    let parameters = cheapest(info);
    let estimate = info.price.of(Operation::Generate, &parameters);
    let request = ImageRequest {
        model: info.id.clone(),
        prompt,
        parameters,
        previews: false,
    };
    let patience = entry.settings.timeout;
    let began = Instant::now();
    let painted = timeout(patience, paint(entry.provider.as_ref(), &request)).await;
    let painted = painted.unwrap_or_else(|_| {
        let detail = format!("no picture after {} s", patience.as_secs());
        Err(ProviderError::new(
            ErrorKind::TimedOut,
            Outcome::Unknown,
            detail,
        ))
    });
    let seconds = began.elapsed().as_secs_f64();
    let verdict = Verdict {
        model: info.id.to_string(),
        works: painted.is_ok(),
        seconds: (seconds * 1000.0).round() / 1000.0,
        message: String::new(),
        detail: None,
        error: None,
        micro_usd: None,
        notice: info.standing.notice.clone(),
    };
    match painted {
        Ok(image) => {
            let cost = image.cost.or(estimate);
            let price = match cost {
                Some(Money::ZERO) => "for nothing".to_owned(),
                Some(cost) => format!("for {cost}"),
                None => "at an unknown price".to_owned(),
            };
            Verdict {
                message: format!(
                    "a picture of {} ({}) in {seconds:.1} s, {price}",
                    image.size,
                    image.media_type.as_str()
                ),
                micro_usd: cost,
                ..verdict
            }
        }
        Err(error) => Verdict {
            message: mend(&error, info),
            detail: Some(error.detail),
            error: Some(error.kind.code()),
            micro_usd: match error.outcome {
                Outcome::NotSent | Outcome::Refused => Some(error.cost.unwrap_or_default()),
                Outcome::Answered => error.cost.or(estimate),
                Outcome::Unknown => error.cost,
            },
            ..verdict
        },
    }
}

/// What the model is asked by people who ask for nothing, with the least of work.
fn cheapest(info: &ModelInfo) -> Parameters {
    let can = &info.capability;
    let least = Parameters {
        steps: can.steps.map(|knob| knob.min),
        quality: can.quality.map(|knob| knob.min),
        seed: Some(1),
        ..Parameters::default()
    };
    let Fitted { parameters, .. } = fit(&least, can);
    parameters
}

async fn paint(
    provider: &dyn ImageProvider,
    request: &ImageRequest,
) -> Result<Image, ProviderError> {
    let mut answer = submitted(provider, request).await?;
    loop {
        match answer {
            Answer::Ready(images) => {
                return images.into_iter().next().ok_or_else(|| {
                    let detail = "the answer has no picture";
                    ProviderError::new(ErrorKind::BadResponse, Outcome::Answered, detail)
                });
            }
            Answer::Pending(ticket) => {
                answer = polled(provider, request, &ticket).await?;
            }
        }
    }
}

/// A server of one's own that is at another picture gets to this one.
async fn submitted(
    provider: &dyn ImageProvider,
    request: &ImageRequest,
) -> Result<Answer, ProviderError> {
    loop {
        match provider.submit(request, &|_| {}).await {
            Err(error)
                if error.kind == ErrorKind::RateLimited
                    && error.may_retry()
                    && provider.resending() == Resending::Free =>
            {
                sleep(error.retry_after.unwrap_or(LONGEST_PAUSE)).await;
            }
            answer => return answer,
        }
    }
}

/// Asks by ticket until there is an answer: the work is paid for, so what may pass is a reason to ask again.
async fn polled(
    provider: &dyn ImageProvider,
    request: &ImageRequest,
    ticket: &Ticket,
) -> Result<Answer, ProviderError> {
    let mut pause = ticket.poll_after.clamp(SHORTEST_PAUSE, LONGEST_PAUSE);
    loop {
        sleep(pause).await;
        match provider.poll(request, ticket, &|_| {}).await {
            Err(error) if error.kind.is_transient() && !error.gone => {
                let wait = error.retry_after.unwrap_or(pause * 2);
                pause = wait.clamp(SHORTEST_PAUSE, LONGEST_PAUSE);
            }
            answer => return answer,
        }
    }
}

/// What is wrong and what to do about it, in one sentence.
fn mend(error: &ProviderError, info: &ModelInfo) -> String {
    let not_found = error.detail.starts_with("HTTP 404") || error.detail.starts_with("HTTP 410");
    match error.kind {
        ErrorKind::Unauthorized => {
            "check its api_key: the provider does not know it, or does not let it use this model"
        }
        ErrorKind::QuotaExhausted => {
            "the key works, and its account has no credit left: add some at the provider"
        }
        ErrorKind::RateLimited => "the key works, and the provider is busy: try again in a minute",
        ErrorKind::RequestRejected if not_found => {
            "check its id and its base_url: the provider has no such model, or nothing is at that \
             address; `pixelprompt providers` lists ids that are known"
        }
        ErrorKind::RequestRejected => {
            "check its id: the provider refuses the request for the reason in brackets"
        }
        ErrorKind::Unavailable if error.outcome == Outcome::NotSent => {
            "check its base_url and the network: nobody answers there"
        }
        ErrorKind::Unavailable => "the provider is out of order: try again later",
        ErrorKind::TimedOut => {
            "no picture came in time: try again, or give it more with timeout_seconds"
        }
        ErrorKind::BadResponse => {
            "check its base_url: what answers there does not speak as this provider does"
        }
        ErrorKind::ContentRejected => {
            "the provider's filter refuses even a red circle: its account may be restricted"
        }
        _ => return format!("check how {} is configured", info.id),
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_failure_has_a_mend_of_its_own() {
        let catalogue =
            pixelprompt_studio::catalogue(&pixelprompt_config::Config::default()).unwrap();
        let info = &catalogue.entries()[0].info;
        let mut mends = std::collections::HashSet::new();
        for (kind, outcome, detail) in [
            (ErrorKind::Unauthorized, Outcome::Refused, "HTTP 401: no"),
            (ErrorKind::QuotaExhausted, Outcome::Refused, "HTTP 402: no"),
            (ErrorKind::RateLimited, Outcome::Refused, "HTTP 429: no"),
            (ErrorKind::RequestRejected, Outcome::Refused, "HTTP 404: no"),
            (ErrorKind::RequestRejected, Outcome::Refused, "HTTP 400: no"),
            (ErrorKind::Unavailable, Outcome::NotSent, "no connection"),
            (ErrorKind::Unavailable, Outcome::Unknown, "HTTP 500: no"),
            (ErrorKind::TimedOut, Outcome::Unknown, "no answer in time"),
            (ErrorKind::BadResponse, Outcome::Answered, "no picture"),
            (ErrorKind::ContentRejected, Outcome::Refused, "no"),
        ] {
            let error = ProviderError::new(kind, outcome, detail);
            assert!(mends.insert(mend(&error, info)), "{kind:?} {detail}");
        }
    }
}
