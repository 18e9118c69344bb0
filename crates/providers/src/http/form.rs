//! Requests that are forms.

use pixelprompt_domain::ProviderError;
use reqwest::{
    Method,
    header::{ACCEPT, CONTENT_TYPE},
    multipart::Form,
};
use url::form_urlencoded::Serializer;

use super::{Reply, Server};

impl Server {
    /// Sends the fields to a path under the base as `multipart/form-data`, asks for JSON, and reads the
    /// whole answer.
    pub async fn post_form(
        &self,
        path: &str,
        fields: &[(&'static str, String)],
    ) -> Result<Reply, ProviderError> {
        let form = fields.iter().fold(Form::new(), |form, (name, value)| {
            form.text(*name, value.clone())
        });
        let request = self
            .request(Method::POST, self.under_base(path))?
            .header(ACCEPT, "application/json")
            .multipart(form);
        self.exchange(request).await
    }

    /// Sends the fields to a path under the base as `application/x-www-form-urlencoded`, and reads the
    /// whole answer.
    pub async fn post_fields(
        &self,
        path: &str,
        fields: &[(&str, &str)],
    ) -> Result<Reply, ProviderError> {
        let body = Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = self
            .request(Method::POST, self.under_base(path))?
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(body);
        self.exchange(request).await
    }
}
