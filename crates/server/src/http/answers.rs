//! The ways in which operations fail, for the document.

use std::collections::BTreeMap;

use utoipa::{
    IntoResponses,
    openapi::{ContentBuilder, Ref, RefOr, Response, ResponseBuilder},
};

type Answers = BTreeMap<String, RefOr<Response>>;

fn answers(list: &[(u16, &str)]) -> Answers {
    let answer = |(status, description): &(u16, &str)| {
        let schema = Ref::from_schema_name("ApiError");
        let content = ContentBuilder::new().schema(Some(schema)).build();
        let response = ResponseBuilder::new()
            .description(*description)
            .content("application/json", content);
        (status.to_string(), response.build().into())
    };
    list.iter().map(answer).collect()
}

macro_rules! failures {
    ($($(#[$doc:meta])* $name:ident: $list:expr;)*) => {$(
        $(#[$doc])*
        pub(crate) struct $name;

        impl IntoResponses for $name {
            fn responses() -> Answers {
                answers(&$list)
            }
        }
    )*};
}

failures! {
    /// What every operation may answer.
    Always: [
        (500, "INTERNAL: something went wrong on the server's side; its log knows what."),
        (503, "TIMED_OUT: it took too long. UNAVAILABLE: something that is needed is out of order. \
               MODERATION_UNAVAILABLE: the prompt could not be checked."),
    ];

    /// The address names nothing that is there.
    NoSuch: [(404, "NOT_FOUND: there is no such thing.")];

    /// The query or a header is wrong.
    BadRequest: [(400, "INVALID_REQUEST: something in the request cannot be what was meant; the message names it.")];

    /// The body is wrong.
    BadBody: [
        (400, "INVALID_JSON, INVALID_REQUEST: the document cannot be read; the message names the field. PROMPT_EMPTY, \
               PROMPT_TOO_LONG, INAPPROPRIATE_CONTENT, PARAMETER_OUT_OF_RANGE, UNKNOWN_MODEL, KEY_MISSING: it asks for something \
               that is not done here."),
        (408, "TIMED_OUT: the request did not arrive in time."),
        (413, "BODY_TOO_LARGE: the request is too long."),
        (415, "UNSUPPORTED_MEDIA_TYPE: the request is not application/json."),
    ];

    /// The state of the thing does not allow it.
    Conflict: [(409, "NOT_ALLOWED: its state does not allow this.")];

    /// A picture cannot be had in a form.
    Unformed: [(422, "NOT_CONVERTIBLE: the picture cannot be had in this form; the message says why, and the original \
                      can be had.")];

    /// The budget is used up.
    TooDear: [(402, "BUDGET_EXCEEDED: the budget of the day or month does not have so much left; Retry-After tells \
                     when it begins anew. PRICE_UNKNOWN: there is a budget, and nobody knows what a model costs.")];

    /// The allowance is used up.
    TooMany: [(429, "RATE_LIMIT_EXCEEDED: the allowance is used up; Retry-After tells when asking again can help.")];
}
