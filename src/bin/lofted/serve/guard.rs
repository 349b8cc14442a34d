//! Closed by default: who may ask, and what every answer forbids the browser.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::refusal::Refusal;

/// The policy of the page: everything from the page's own origin, and only what it has.
const PAGE_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
     connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The headers of every answer.
const HEADERS: [(HeaderName, &str); 7] = [
    (header::CONTENT_SECURITY_POLICY, PAGE_POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    // What was asked is nobody's business: it is not left in a folder of the browser.
    (header::CACHE_CONTROL, "no-store"),
];

/// Lets a request pass that comes from the page itself or from a program of the same user, and
/// refuses one that a foreign page sends.
pub async fn guard(State(address): State<SocketAddr>, request: Request, next: Next) -> Response {
    let mut response = match refused(address, request.method(), request.uri(), request.headers()) {
        Some(message) => Refusal::new(StatusCode::FORBIDDEN, None, message).into_response(),
        None => next.run(request).await,
    };
    for (name, value) in HEADERS {
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

/// Returns why a request is refused; none if it is not.
fn refused(address: SocketAddr, method: &Method, uri: &Uri, headers: &HeaderMap) -> Option<String> {
    let text = |name| headers.get_all(name).iter().map(|value| value.to_str().unwrap_or("?"));
    let hosts: Vec<&str> = text(header::HOST).collect();
    // One host and no other: a second one, or one in the request line, could tell another story.
    let host = match (hosts.as_slice(), uri.authority()) {
        ([host], None) if is_own(address, host) => *host,
        _ => {
            return Some(format!(
                "the header Host is {:?}; open the page at its own address, http://{address}/",
                hosts.join(", ")
            ));
        }
    };
    let own = format!("http://{host}");
    if let Some(origin) = text(header::ORIGIN).find(|origin| *origin != own) {
        return Some(format!("the header Origin is {origin:?}; only the page itself may ask, {own}/"));
    }
    // Pictures and scripts that a foreign page embeds carry no Origin; browsers mark them here. A
    // link to the page, which a person follows, is no question yet.
    let site = HeaderName::from_static("sec-fetch-site");
    let is_foreign = text(site).any(|site| !matches!(site, "same-origin" | "none"));
    let mode = HeaderName::from_static("sec-fetch-mode");
    let is_link = method == Method::GET
        && uri.path() == "/"
        && uri.query().is_none()
        && text(mode).any(|mode| mode == "navigate");
    (is_foreign && !is_link).then(|| "a foreign page sent this; only the page itself may ask".to_owned())
}

/// Returns whether a host is this page: by address, never by a name that others can point here.
fn is_own(address: SocketAddr, host: &str) -> bool {
    let (name, port) = match host.rsplit_once(':') {
        // The colon of an address of version 6 stands inside brackets.
        Some((name, port)) if !port.ends_with(']') => (name, port.parse().ok()),
        _ => (host, Some(80)),
    };
    if port != Some(address.port()) {
        return false;
    }
    let is_local = address.ip().is_loopback() || address.ip().is_unspecified();
    if name.eq_ignore_ascii_case("localhost") {
        return is_local;
    }
    let name = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
    match name.parse::<IpAddr>() {
        Ok(ip) => ip == address.ip() || (is_local && ip.is_loopback()) || address.ip().is_unspecified(),
        Err(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passes(address: &str, method: Method, uri: &str, headers: &[(&str, &str)]) -> bool {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(HeaderName::from_bytes(name.as_bytes()).unwrap(), value.parse().unwrap());
        }
        refused(address.parse().unwrap(), &method, &uri.parse().unwrap(), &map).is_none()
    }

    #[test]
    fn only_the_page_itself_may_ask() {
        let local = "127.0.0.1:4917";
        let own = ("host", "127.0.0.1:4917");
        for (host, is_own) in [
            ("127.0.0.1:4917", true),
            ("localhost:4917", true),
            ("LOCALHOST:4917", true),
            ("[::1]:4917", true),
            ("127.0.0.1", false),
            ("127.0.0.1:4918", false),
            ("127.0.0.1:4917:4917", false),
            ("lofted.example:4917", false),
            ("127.0.0.1.example.org:4917", false),
            ("localhost.example.org:4917", false),
            ("192.0.2.1:4917", false),
            ("", false),
        ] {
            assert_eq!(passes(local, Method::POST, "/api/estimate", &[("host", host)]), is_own, "{host}");
        }
        assert!(!passes(local, Method::GET, "/", &[]));
        assert!(!passes(local, Method::GET, "/", &[own, own]));
        assert!(!passes(local, Method::GET, "http://elsewhere.example/", &[own]));
        for (origin, is_own) in [
            ("http://127.0.0.1:4917", true),
            ("http://localhost:4917", false),
            ("https://127.0.0.1:4917", false),
            ("http://127.0.0.1:4918", false),
            ("http://foreign.example", false),
            ("null", false),
        ] {
            assert_eq!(
                passes(local, Method::POST, "/api/check", &[own, ("origin", origin)]),
                is_own,
                "{origin}"
            );
        }
        for site in ["cross-site", "same-site"] {
            let foreign = ("sec-fetch-site", site);
            assert!(!passes(local, Method::GET, "/api/picture?apogee=1+km", &[own, foreign]));
            let link = [own, foreign, ("sec-fetch-mode", "navigate")];
            assert!(passes(local, Method::GET, "/", &link));
            assert!(!passes(local, Method::GET, "/?apogee=1+km", &link));
            assert!(!passes(local, Method::POST, "/", &link));
        }
        assert!(passes(local, Method::GET, "/style.css", &[own, ("sec-fetch-site", "same-origin")]));
    }

    #[test]
    fn an_address_that_was_asked_for_is_its_own() {
        let host = |host| [("host", host)];
        assert!(passes("192.0.2.1:80", Method::GET, "/", &host("192.0.2.1")));
        assert!(!passes("192.0.2.1:80", Method::GET, "/", &host("localhost")));
        assert!(passes("0.0.0.0:4917", Method::GET, "/", &host("192.0.2.7:4917")));
        assert!(!passes("0.0.0.0:4917", Method::GET, "/", &host("name.example:4917")));
    }
}
