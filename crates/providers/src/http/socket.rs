//! A WebSocket, where a server tells news over one.

use reqwest::{
    Method, StatusCode, Upgraded, Version,
    header::{CONNECTION, SEC_WEBSOCKET_ACCEPT, SEC_WEBSOCKET_KEY, SEC_WEBSOCKET_VERSION, UPGRADE},
};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{
        handshake::{client::generate_key, derive_accept_key},
        protocol::{Role, WebSocketConfig},
    },
};

use super::Server;

/// A WebSocket.
pub type Socket = WebSocketStream<Upgraded>;

impl Server {
    /// The WebSocket at a path under the base; nothing if there is none to be had.
    pub async fn socket(&self, path: &str) -> Option<Socket> {
        let key = generate_key();
        let request = self.request(Method::GET, self.under_base(path)).ok()?;
        let request = request
            .version(Version::HTTP_11)
            .timeout(self.client.bounds.connect)
            .header(CONNECTION, "Upgrade")
            .header(UPGRADE, "websocket")
            .header(SEC_WEBSOCKET_VERSION, "13")
            .header(SEC_WEBSOCKET_KEY, &key);
        let response = request.send().await.ok()?;
        let accepted = response.headers().get(SEC_WEBSOCKET_ACCEPT)?;
        let is_ours = accepted == derive_accept_key(key.as_bytes()).as_str();
        if response.status() != StatusCode::SWITCHING_PROTOCOLS || !is_ours {
            return None;
        }
        let stream = response.upgrade().await.ok()?;
        let most = Some(self.client.bounds.picture_bytes);
        let config = WebSocketConfig::default()
            .max_message_size(most)
            .max_frame_size(most);
        Some(Socket::from_raw_socket(stream, Role::Client, Some(config)).await)
    }
}
