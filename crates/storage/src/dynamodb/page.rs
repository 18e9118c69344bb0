//! Lists of jobs.

use futures::future::try_join_all;
use pixelprompt_domain::{Job, JobId, Page, Run, Wanted};
use serde_json::{Value, json};

use super::item::{Item, Unusable, text, text_of};
use super::schema::{LIST, list, parsed};
use super::{Fault, Table, read};
use crate::words::tells;

/// The most parts of the list, of up to a megabyte each, that are read for one page: a search for something rare
/// ends with a short page, and goes on from there.
const MOST_PARTS: usize = 20;

/// How many jobs a search looks at first; each further part is four times as long.
const FIRST_PART: usize = 100;

/// The most that is asked for at once: some megabytes.
const LONGEST_PART: usize = 10_000;

/// A page of jobs, newest first.
pub(super) async fn page(table: &Table, wanted: &Wanted) -> Result<Page, Fault> {
    let mut page = Page::default();
    let Some(mut walk) = Walk::along(wanted) else {
        return Ok(page);
    };
    for _ in 0..MOST_PARTS {
        let (names, last) = walk.part(table, wanted).await?;
        let mut names = names.as_slice();
        while page.jobs.len() < wanted.limit && !names.is_empty() {
            let free = wanted.limit - page.jobs.len();
            let (some, others) = names.split_at(names.len().min(free));
            page.jobs.extend(jobs(table, some, wanted).await?);
            names = others;
        }
        if !names.is_empty() {
            page.next = page.jobs.last().map(|(job, _)| job.id.clone());
            return Ok(page);
        }
        if last {
            return Ok(page);
        }
    }
    // Where the page is full, nothing after it was looked at in vain: the next one begins there.
    page.next = match page.jobs.last() {
        Some((job, _)) if page.jobs.len() == wanted.limit => Some(job.id.clone()),
        _ => walk.seen,
    };
    Ok(page)
}

/// A walk along the list.
struct Walk {
    query: Value,
    end: Option<JobId>,
    part: usize,
    /// The last job that was looked at.
    seen: Option<JobId>,
}

impl Walk {
    /// None where nothing can be found.
    fn along(wanted: &Wanted) -> Option<Self> {
        let first = wanted.from.map(JobId::first_of);
        let to = wanted.to.map(JobId::first_of);
        let end = to.iter().chain(&wanted.after).min().cloned();
        // Ids are of digits and lower-case letters: nothing comes before all of them, and `~` after.
        let (low, high) = (
            first.as_ref().map_or("0", JobId::as_str),
            end.as_ref().map_or("~", JobId::as_str),
        );
        if wanted.limit == 0 || low >= high {
            return None;
        }
        let mut values = Item::from_iter([
            (":list".to_owned(), text(list(wanted.trashed))),
            (":low".to_owned(), text(low)),
            (":high".to_owned(), text(high)),
        ]);
        let mut filters = Vec::new();
        if wanted.favourite {
            filters.push("favourite = :yes");
            values.insert(":yes".to_owned(), json!({ "BOOL": true }));
        }
        if let Some(model) = &wanted.model {
            filters.push("contains(models, :model)");
            values.insert(":model".to_owned(), text(model.as_str()));
        }
        let mut query = json!({
            "IndexName": LIST,
            "KeyConditionExpression": "#list = :list AND #id BETWEEN :low AND :high",
            "ExpressionAttributeNames": { "#list": "list", "#id": "id" },
            "ExpressionAttributeValues": values,
            "ScanIndexForward": false,
        });
        if !filters.is_empty() {
            query["FilterExpression"] = json!(filters.join(" AND "));
        }
        // One more than the page holds tells whether another follows, and the end itself may be among them.
        let exact = wanted.limit.saturating_add(2);
        let searches = !filters.is_empty() || wanted.words.is_some();
        Some(Self {
            query,
            end,
            part: if searches {
                exact.max(FIRST_PART)
            } else {
                exact
            },
            seen: None,
        })
    }

    /// The jobs of the next part that may be wanted, and whether it is the last part.
    async fn part(&mut self, table: &Table, wanted: &Wanted) -> Result<(Vec<JobId>, bool), Fault> {
        self.query["Limit"] = json!(self.part.min(LONGEST_PART));
        self.part = self.part.saturating_mul(4);
        let mut answer = table.ask("Query", self.query.clone()).await?;
        let last = answer["LastEvaluatedKey"].take();
        let mut names = Vec::new();
        for item in answer["Items"].as_array().into_iter().flatten() {
            let id = id_of(item)?;
            // The span ends before its end.
            if self.end.as_ref() == Some(&id) {
                continue;
            }
            if told(item, wanted)? {
                names.push(id);
            }
        }
        if !last.is_null() {
            self.seen = Some(id_of(&last)?);
            self.query["ExclusiveStartKey"] = last.clone();
        }
        Ok((names, last.is_null()))
    }
}

fn id_of(item: &Value) -> Result<JobId, Unusable> {
    parsed(text_of(item, "id").ok(), "id")
}

fn told(item: &Value, wanted: &Wanted) -> Result<bool, Fault> {
    let Some(asked) = &wanted.words else {
        return Ok(true);
    };
    let job: Job = super::item::body_of(item)?;
    Ok(tells(job.prompt.as_str(), asked))
}

/// Those of the jobs that are there and still belong into the list, as they are now.
async fn jobs(
    table: &Table,
    names: &[JobId],
    wanted: &Wanted,
) -> Result<Vec<(Job, Vec<Run>)>, Fault> {
    let found = try_join_all(names.iter().map(|id| read::job(table, id))).await?;
    let belongs = |(job, _): &(Job, Vec<Run>)| {
        job.trashed.is_some() == wanted.trashed && (job.favourite || !wanted.favourite)
    };
    Ok(found.into_iter().flatten().filter(belongs).collect())
}
