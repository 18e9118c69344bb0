//! `GET /budget`, `dryRun`, and what pictures cost.

use pixelprompt_domain::Money;
use pixelprompt_engine::Budget;
use serde_json::json;

use crate::support::Setup;

fn setup(cents: u64) -> Setup {
    Setup {
        budget: Budget {
            daily: Some(Money(cents * 10_000)),
            ..Budget::default()
        },
        ..Setup::with_models(&[("fake/dear", "Dear"), ("fake/b", "B")])
    }
}

#[tokio::test]
async fn a_dry_run_tells_the_cost_and_does_nothing() {
    let app = setup(7).start();
    let body = json!({"prompt": "a fox", "steps": 9, "dryRun": true});
    let answer = app.post("/generate", &body).await;
    assert_eq!(answer.status, 200);
    let estimate = answer.json();
    assert_eq!(
        [
            &estimate["dryRun"],
            &estimate["microUsd"],
            &estimate["unknownPrices"],
            &estimate["withinBudget"]
        ],
        [&json!(true), &json!(50_000), &json!(0), &json!(true)]
    );
    assert_eq!(estimate["models"][0]["microUsd"], 50_000);
    assert_eq!(estimate["models"][0]["parameters"]["steps"], 9);
    assert_eq!(estimate["models"][1]["microUsd"], 0);
    assert_eq!(app.get("/gallery/list").await.json()["total"], 0);
    let refused = app
        .post("/generate", &json!({"prompt": "", "dryRun": true}))
        .await;
    assert_eq!(refused.json()["error"], "PROMPT_EMPTY");
}

#[tokio::test]
async fn a_job_beyond_the_budget_is_refused_until_the_next_day() {
    let app = setup(7).start();
    let id = app.paint("a fox").await;
    let done = app.get(&format!("/status/{id}")).await.json();
    let estimated = json!({"microUsd": 50_000, "certainty": "estimated"});
    assert_eq!(done["cost"], estimated);
    assert_eq!(done["results"][0]["cost"], estimated);
    assert_eq!(done["results"][0]["estimateMicroUsd"], 50_000);
    assert_eq!(
        done["results"][1]["cost"],
        json!({"microUsd": 0, "certainty": "exact"})
    );
    let gallery = app.get(&format!("/gallery/{id}")).await.json();
    assert_eq!(gallery["cost"], estimated);
    assert_eq!(gallery["images"][0]["cost"], estimated);
    let list = app.get("/gallery/list").await.json();
    assert_eq!(list["galleries"][0]["cost"], estimated);

    let spending = app.get("/budget").await.json()["spending"].clone();
    assert_eq!(spending[0]["scope"], "daily");
    assert_eq!(spending[0]["spentMicroUsd"], 50_000);
    assert_eq!(spending[0]["limitMicroUsd"], 70_000);
    assert_eq!(spending[1]["limitMicroUsd"], json!(null));

    let figures = app.get("/metrics").await.text();
    assert!(
        figures.contains("pixelprompt_spent_usd{scope=\"daily\"} 0.05"),
        "{figures}"
    );
    assert!(
        figures.contains("pixelprompt_budget_usd{scope=\"daily\"} 0.07"),
        "{figures}"
    );

    let refused = app.post("/generate", &json!({"prompt": "a bus"})).await;
    assert_eq!(refused.status, 402);
    let body = refused.json();
    assert_eq!(body["error"], "BUDGET_EXCEEDED");
    assert_eq!(
        body["message"],
        "This would cost $0.05 and the daily budget of $0.07 has $0.02 left."
    );
    assert!(body["retryAfter"].as_u64().unwrap() <= 86_400);
    assert!(refused.headers.contains_key("retry-after"));
    let free = json!({"prompt": "a bus", "models": ["b"]});
    assert_eq!(app.post("/generate", &free).await.status, 200);
}
