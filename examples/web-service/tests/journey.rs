//! A proposal is published, commented and supported through the service.
#![allow(clippy::unwrap_used, missing_docs, reason = "a test stops at the first surprise")]

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use tower::ServiceExt;
use web_service::{Hall, service};

async fn ask(service: &Router, request: Request<Body>) -> (StatusCode, String, String) {
    let answer = service.clone().oneshot(request).await.unwrap();
    let status = answer.status();
    let to = answer.headers().get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned());
    let body = to_bytes(answer.into_body(), 1 << 20).await.unwrap();
    (status, to.unwrap_or_default(), String::from_utf8(body.to_vec()).unwrap())
}

fn get(path: &str) -> Request<Body> {
    Request::get(path).body(Body::empty()).unwrap()
}

fn post(path: &str, form: &'static str) -> Request<Body> {
    Request::post(path)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(form))
        .unwrap()
}

#[tokio::test]
async fn a_proposal_is_published_commented_and_supported() {
    let service = service(Hall::found("La plaça").unwrap());
    let (status, proposal, _) =
        ask(&service, post("/proposals", "title=M%C3%A9s+bancs&body=A+la+pla%C3%A7a")).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let (status, ..) =
        ask(&service, post(&format!("{proposal}/comments"), "text=D%27acord+%3Cb%3E")).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    ask(&service, post(&format!("{proposal}/support"), "support=1")).await;
    let (_, _, page) = ask(&service, get(&proposal)).await;
    assert!(page.contains("<h1>Més bancs</h1>"), "{page}");
    assert!(page.contains("D&#39;acord &lt;b&gt;") && page.contains("1 suports"), "{page}");
    let (_, _, list) = ask(&service, get("/")).await;
    assert!(list.contains("Més bancs</a> · 1 suports · 1 comentaris"), "{list}");
    ask(&service, post(&format!("{proposal}/support"), "support=0")).await;
    let (_, _, page) = ask(&service, get(&proposal)).await;
    assert!(page.contains("0 suports"), "{page}");
}

#[tokio::test]
async fn what_is_not_allowed_is_answered_with_a_sentence_and_changes_nothing() {
    let service = service(Hall::found("La plaça").unwrap());
    let (status, _, page) = ask(&service, post("/proposals", "title=&body=x")).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{page}");
    let (status, ..) = ask(&service, get("/proposals/abc")).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let (_, _, list) = ask(&service, get("/")).await;
    assert!(list.contains("<ul></ul>"), "{list}");
}
