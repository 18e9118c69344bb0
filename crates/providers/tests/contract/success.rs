//! What is sent when everything is asked, and what comes back.

use futures::future::join_all;
use pixelprompt_domain::{Money, Parameters, Prompt, Quality, Size};
use pixelprompt_providers::http::HttpClient;
use pixelprompt_testkit::providers::MockProviders;
use serde_json::Value;

use crate::rows::{Kind, ROWS, Row, client, mock, paint, request};

/// Every value can be told from everything else that is in a request.
fn everything() -> Parameters {
    Parameters {
        steps: Some(37),
        guidance: Some(4.375),
        quality: Some(Quality::Max),
        seed: Some(424_242),
        negative_prompt: Some(Prompt::new("a crowd of people").unwrap()),
        size: Some(Size {
            width: 1344,
            height: 768,
        }),
    }
}

/// What those say that a picture cost who say it, in millionths of a dollar, as the mock's answers have it.
const COSTS: [(&str, u64); 4] = [
    ("bfl", 50_000),
    ("openai", 5_950),
    ("recraft", 35_000),
    ("xai", 60_000),
];

/// Whether a value is anywhere in a body, where numbers may be texts.
fn has(body: &Value, wanted: &Value) -> bool {
    match (body, wanted) {
        (Value::Array(all), _) => all.iter().any(|one| has(one, wanted)),
        (Value::Object(all), _) => all.values().any(|one| has(one, wanted)),
        (Value::Number(one), Value::Number(other)) => one.as_f64() == other.as_f64(),
        (Value::String(one), Value::Number(other)) => *one == other.to_string(),
        (Value::String(one), Value::String(other)) => one.contains(other),
        _ => false,
    }
}

async fn check(row: &Row, model: &str, mock: &MockProviders, client: &HttpClient) {
    let about = format!("{} {model}", row.family);
    let mut configured = row.configured(mock, client);
    configured.api_key = Some(mock.key(row.family).into());
    configured.upstream_id = model.to_owned();
    let provider = row.made(configured);
    let asked = everything();
    let prompt = format!("a paper boat by {model}");
    let request = request(provider.as_ref(), &prompt, &asked);
    let (images, pending) = paint(provider.as_ref(), &request).await.unwrap();
    let orders = row.orders(mock, &prompt);
    let [order] = &orders[..] else {
        panic!("{about}: {} orders", orders.len())
    };
    let ([image], [painting]) = (&images[..], &order.paintings[..]) else {
        panic!("{about}: one picture was asked")
    };
    assert!(order.paid, "{about}");
    assert_eq!(pending > 0, row.kind == Kind::Ticket, "{about}");
    assert_eq!(image.bytes, painting.file(), "{about}: byte for byte");
    assert_eq!(image.media_type, painting.media_type, "{about}");
    assert_eq!(image.size, painting.size, "{about}");
    assert!(
        image.seed.is_none_or(|seed| seed == painting.seed),
        "{about}"
    );

    let told = COSTS.iter().find(|(family, _)| *family == row.family);
    if model == MockProviders::models(row.family)[0] {
        assert_eq!(image.cost, told.map(|(_, cost)| Money(*cost)), "{about}");
    }

    let capability = &provider.models()[0].capability;
    let fitted = &request.parameters;
    for (name, honoured, asked, sent) in [
        (
            "steps",
            capability.steps.is_some(),
            asked.steps.into(),
            fitted.steps.into(),
        ),
        (
            "guidance",
            capability.guidance.is_some(),
            asked.guidance.into(),
            fitted.guidance.into(),
        ),
        (
            "seed",
            fitted.seed.is_some(),
            asked.seed.into(),
            fitted.seed.into(),
        ),
        (
            "what to leave out",
            capability.negative_prompt,
            Value::from("a crowd of people"),
            Value::from("a crowd of people"),
        ),
    ] as [(&str, bool, Value, Value); 4]
    {
        let wanted = if honoured { sent } else { asked };
        assert_eq!(
            has(&order.body, &wanted),
            honoured,
            "{about}: {name} in {}",
            order.body
        );
    }
    // Its name for that is one of these. Some models of Ideogram's have it in their own.
    let fixed = row.family == "ideogram" && model.ends_with("-turbo");
    let fields = ["quality", "rendering_speed"];
    let sent = fields.iter().any(|field| order.body.get(field).is_some());
    let honoured = capability.quality.is_some();
    assert_eq!(sent, honoured || fixed, "{about}: {}", order.body);
    if fitted.seed.is_some() {
        assert_eq!(painting.seed, 424_242, "{about}");
    }
    let shape = |size: Size| f64::from(size.width) / f64::from(size.height);
    let wanted = shape(fitted.size.unwrap());
    let off = (shape(painting.size) / wanted - 1.0).abs();
    assert!(
        off < 0.1,
        "{about}: {} for {:?}",
        painting.size,
        fitted.size
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_picture_arrives_byte_for_byte_and_nothing_is_asked_in_vain() {
    let (mock, client) = (mock().start().await, client());
    let cases = ROWS.iter().flat_map(|row| {
        let models = MockProviders::models(row.family).iter();
        models.map(move |model| (row, model))
    });
    join_all(cases.map(|(row, model)| check(row, model, &mock, &client))).await;
}
