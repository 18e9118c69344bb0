//! Requests that are forms.

use pixelprompt_domain::ProviderError;
use reqwest::{Method, header::ACCEPT, multipart::Form};

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
}
