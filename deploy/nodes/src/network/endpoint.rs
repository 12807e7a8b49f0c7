//! Addresses of JSON-RPC endpoints, which may hold credentials.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;
use std::sync::{Arc, Once};
use std::time::Duration;

use reqwest::Url;

use super::NetworkError;

/// The address of a JSON-RPC endpoint. Its text form shows scheme, host and port only, because the rest (user
/// information, path, query) is where providers put their keys.
#[derive(Clone, PartialEq, Eq)]
pub struct Endpoint(Arc<Url>);

impl Endpoint {
    /// Reads an `http` or `https` address.
    ///
    /// # Errors
    ///
    /// The text is no such address.
    pub fn parse(text: &str) -> Result<Self, NetworkError> {
        let bad = |reason: String| NetworkError::BadEndpoint { text: shown_part(text), reason };
        let url = Url::parse(text.trim()).map_err(|error| bad(error.to_string()))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(bad(format!("the scheme `{}` is not http or https", url.scheme())));
        }
        if url.host_str().is_none_or(str::is_empty) {
            return Err(bad("it names no host".to_owned()));
        }
        Ok(Self(Arc::new(url)))
    }

    /// A node on this machine.
    ///
    /// # Errors
    ///
    /// Never for a valid port.
    pub fn local(port: u16) -> Result<Self, NetworkError> {
        Self::parse(&format!("http://127.0.0.1:{port}"))
    }

    /// The whole address, credentials included: for connecting, never for showing.
    #[must_use]
    pub fn url(&self) -> &Url {
        &self.0
    }

    /// Whether it is on this machine.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        let host = self.0.host_str().unwrap_or_default().trim_matches(['[', ']']);
        host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
    }

    /// Replaces the address within a text by its redacted form.
    pub(super) fn redact(&self, text: &str) -> String {
        let whole = self.0.as_str();
        text.replace(whole, &self.to_string())
            .replace(whole.trim_end_matches('/'), &self.to_string())
    }

    pub(super) fn http_client(&self, timeout: Duration) -> Result<reqwest::Client, NetworkError> {
        install_tls();
        let mut builder =
            reqwest::Client::builder().connect_timeout(timeout.min(CONNECT)).timeout(timeout);
        if self.is_loopback() {
            builder = builder.no_proxy();
        }
        builder.build().map_err(|error| NetworkError::Down {
            endpoint: self.clone(),
            reason: format!("no HTTP client could be made: {error}"),
        })
    }
}

const CONNECT: Duration = Duration::from_secs(5);

/// The part before credentials could begin.
fn shown_part(text: &str) -> String {
    match text.split_once("://") {
        Some((scheme, _)) => format!("{scheme}://…"),
        None => text.chars().take(40).collect(),
    }
}

/// Chooses the one TLS implementation of this process.
fn install_tls() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        // An embedding program may have chosen before; then its choice stands.
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
}

impl fmt::Display for Endpoint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}://{}", self.0.scheme(), self.0.host_str().unwrap_or_default())?;
        if let Some(port) = self.0.port() {
            write!(formatter, ":{port}")?;
        }
        if self.0.path().len() > 1 || self.0.query().is_some() {
            formatter.write_str("/…")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Endpoint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Endpoint({self})")
    }
}

impl FromStr for Endpoint {
    type Err = NetworkError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}
