//! Which address leads where, and what surrounds every answer.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
    X_FRAME_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::Response;
use axum::routing::{get, post};
use axum_extra::extract::CookieJar;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::TimeoutLayer;

use super::ask::SHARED;
use super::site::Site;
use super::{
    api, assist, census, changing, charter, checking, door, files, following, health, keeper,
    kiosk, light, log, looking, metrics, mine, office, opendata, order, own, phasing, polling,
    programs, refusals, reshaping, setup, stations, talking, together, voting, writing,
};

/// Bytes of what a form may send: a proposal of 60,000 characters, each of which takes nine bytes
/// in a form.
const MAX_BODY: usize = 1024 * 1024;

/// How long a request may take.
const LONGEST: Duration = Duration::from_secs(30);

/// Nothing from elsewhere, nothing inline, no frame, no plug-in.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
                      connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// The page.
pub(super) fn of(site: Arc<Site>) -> Router {
    let router = Router::new()
        .route("/", get(looking::begin))
        .route("/static/{name}", get(looking::asset))
        .route("/livez", get(health::live))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(health::metrics))
        .route("/{tongue}", get(looking::communities))
        .route("/{tongue}/login", get(door::log_in_form).post(door::log_in))
        .route("/{tongue}/logout", post(door::log_out))
        .route("/{tongue}/join", get(door::join_form).post(door::join))
        .route("/{tongue}/join/{card}", get(door::join_form))
        .route("/{tongue}/light", post(light::switch).get(looking::above))
        .route("/{tongue}/api", get(api::operations))
        .route("/{tongue}/api/shapes", get(api::shapes))
        .route("/setup/{link}", get(setup::steps::link))
        .route("/{tongue}/setup", get(setup::steps::welcome).post(setup::steps::begin))
        .route("/{tongue}/setup/{step}", get(setup::steps::form).post(setup::steps::send))
        .route("/{tongue}/keeper", get(keeper::desk))
        .route("/{tongue}/keeper/poster", get(keeper::poster))
        .route("/{tongue}/keeper/opening", get(keeper::opening_form).post(keeper::opening))
        .route("/{tongue}/keeper/backups", post(keeper::backups::settle).get(looking::above))
        .route("/{tongue}/keeper/backup", post(keeper::backups::now).get(looking::above))
        .route(
            "/{tongue}/keeper/sheet",
            get(keeper::backups::sheet_form).post(keeper::backups::sheet),
        )
        .route("/{tongue}/keeper/printed", post(keeper::backups::printed).get(looking::above))
        .route("/{tongue}/keeper/keepers", post(keeper::keepers).get(looking::above))
        .route("/{tongue}/about", get(checking::about))
        .route("/{tongue}/privacy", get(checking::privacy))
        .route("/{tongue}/accessibility", get(checking::accessibility))
        .route("/{tongue}/{community}", get(looking::hall))
        .route("/{tongue}/{community}/spaces", get(looking::all_spaces))
        .route("/{tongue}/{community}/spaces/new", get(phasing::new_form).post(phasing::open))
        .route("/{tongue}/{community}/spaces/{id}", get(looking::space))
        .route("/{tongue}/{community}/spaces/{id}/data", get(opendata::page))
        .route("/{tongue}/{community}/spaces/{id}/data/{file}", get(opendata::file))
        .route(
            "/{tongue}/{community}/spaces/{id}/phase",
            get(phasing::phase_form).post(phasing::go_on),
        )
        .route(
            "/{tongue}/{community}/spaces/{id}/merge",
            get(reshaping::merge_form).post(reshaping::publish),
        )
        .route(
            "/{tongue}/{community}/spaces/{id}/{kind}/new",
            get(writing::form).post(writing::publish),
        )
        .route("/{tongue}/{community}/receipts", get(checking::receipts))
        .route("/{tongue}/{community}/receipts/{id}", get(looking::receipt))
        .route("/{tongue}/{community}/polls", get(voting::all))
        .route("/{tongue}/{community}/polls/new", get(polling::open_form).post(polling::open))
        .route(
            "/{tongue}/{community}/polls/new-budget",
            get(polling::open_form).post(polling::open),
        )
        .route(
            "/{tongue}/{community}/polls/new/rehearsal",
            post(polling::rehearse).get(looking::above),
        )
        .route(
            "/{tongue}/{community}/polls/new-budget/rehearsal",
            post(polling::rehearse).get(looking::above),
        )
        .route("/{tongue}/{community}/polls/{id}", get(voting::one))
        .route(
            "/{tongue}/{community}/polls/{id}/{step}",
            get(polling::step_form).post(polling::step),
        )
        .route("/{tongue}/{community}/polls/{id}/vote", post(voting::vote).get(looking::above))
        .route("/{tongue}/{community}/polls/{id}/result", get(voting::result))
        .route("/{tongue}/{community}/polls/{id}/paper", get(stations::print))
        .route("/{tongue}/{community}/polls/{id}/station", get(stations::all).post(stations::open))
        .route(
            "/{tongue}/{community}/polls/{id}/station/{station}",
            get(stations::one).post(stations::work),
        )
        .route("/{tongue}/{community}/log", get(log::page))
        .route("/{tongue}/{community}/news", get(following::page).post(following::read))
        .route("/{tongue}/{community}/feed.atom", get(following::feed))
        .route(
            "/{tongue}/{community}/{kind}/{id}/follow",
            post(following::follow).get(looking::above),
        )
        .route("/{tongue}/{community}/moderation", get(order::page))
        .route("/{tongue}/{community}/moderation/{doing}/{id}", get(order::form).post(order::send))
        .route("/{tongue}/{community}/me", get(own::page).post(own::introduce))
        .route(
            "/{tongue}/{community}/me/passphrase",
            get(own::passphrase_form).post(own::passphrase),
        )
        .route("/{tongue}/{community}/me/sheet", get(own::sheet_form).post(own::sheet))
        .route("/{tongue}/{community}/me/seat", get(own::sheet_form).post(own::sheet))
        .route("/{tongue}/{community}/me/sessions", post(own::everywhere).get(looking::above))
        .route("/{tongue}/{community}/me/data", get(mine::page))
        .route("/{tongue}/{community}/me/data.json", get(mine::json))
        .route("/{tongue}/{community}/me/data.csv", get(mine::csv))
        .route("/{tongue}/{community}/me/tokens", get(programs::page).post(programs::make))
        .route("/{tongue}/{community}/me/tokens/{id}", post(programs::revoke).get(looking::above))
        .route("/{tongue}/{community}/me/leave", get(mine::confirm).post(mine::leave))
        .route("/{tongue}/{community}/me/{act}/{id}", get(mine::confirm).post(mine::carry_out))
        .route("/{tongue}/{community}/assist", get(assist::form).post(assist::begin))
        .route("/{tongue}/{community}/assist/end", post(assist::end).get(looking::above))
        .route("/{tongue}/{community}/assist/{device}", get(assist::paper))
        .route("/{tongue}/{community}/kiosk", get(kiosk::page).post(kiosk::switch))
        .route("/{tongue}/{community}/kiosk/still", get(kiosk::ask).post(kiosk::here))
        .route("/{tongue}/{community}/kiosk/here", get(kiosk::ping))
        .route("/{tongue}/{community}/charter", get(charter::page))
        .route("/{tongue}/{community}/charter/new", get(charter::form).post(charter::propose))
        .route("/{tongue}/{community}/charter/{id}", get(charter::revision))
        .route("/{tongue}/{community}/charter/{id}/{act}", post(charter::sign).get(looking::above))
        .route("/{tongue}/{community}/census", get(census::page))
        .route("/{tongue}/{community}/census/new", get(census::add_form).post(census::add))
        .route("/{tongue}/{community}/census/file", get(census::file_form).post(census::file))
        .route("/{tongue}/{community}/census/check", get(census::check))
        .route("/{tongue}/{community}/census/carry", post(census::carry).get(looking::above))
        .route("/{tongue}/{community}/census/cards", get(census::cards))
        .route("/{tongue}/{community}/census/people/{id}", get(census::person))
        .route(
            "/{tongue}/{community}/census/people/{id}/{doing}",
            post(census::change).get(looking::above),
        )
        .route("/{tongue}/{community}/search", get(looking::search))
        .route("/{tongue}/{community}/{kind}/{id}/versions", get(looking::versions))
        .route(
            "/{tongue}/{community}/{kind}/{id}/edit",
            get(changing::form).post(changing::publish),
        )
        .route(
            "/{tongue}/{community}/{kind}/{id}/amend",
            get(changing::form).post(changing::publish),
        )
        .route(
            "/{tongue}/{community}/{kind}/{id}/answer",
            get(office::answer_form).post(office::answer),
        )
        .route(
            "/{tongue}/{community}/{kind}/{id}/split",
            get(reshaping::form_of_one).post(reshaping::publish),
        )
        .route(
            "/{tongue}/{community}/{kind}/{id}/copy",
            get(reshaping::form_of_one).post(reshaping::publish),
        )
        .route(
            "/{tongue}/{community}/{kind}/{id}/conclude",
            get(office::conclude_form).post(office::conclude),
        )
        .route(
            "/{tongue}/{community}/{kind}/{id}/reopen",
            get(office::conclude_form).post(office::reopen),
        )
        .route(
            "/{tongue}/{community}/{kind}/{id}/endorse",
            post(talking::endorse).get(looking::above),
        )
        .route(
            "/{tongue}/{community}/{kind}/{id}/reword",
            get(talking::reword_form).post(talking::reword),
        )
        .route(
            "/{tongue}/{community}/{kind}/{id}/promote",
            post(changing::promote).get(looking::above),
        )
        .route(
            "/{tongue}/{community}/{kind}/{id}/authors",
            get(together::form).post(together::send),
        )
        .route("/{tongue}/{community}/{kind}/{id}/detach", post(files::detach).get(looking::above))
        .route("/{tongue}/{community}/files/{id}", get(files::get))
        .route("/{tongue}/{community}/me/drafts/{id}", post(writing::throw_away).get(own::page))
        .route(
            "/{tongue}/{community}/{kind}/{id}/decide",
            post(changing::decide).get(looking::above),
        )
        .route("/{tongue}/{community}/{kind}/{id}/rate", post(changing::rate).get(looking::above))
        .route("/{tongue}/{community}/{kind}", get(looking::documents))
        .route("/{tongue}/{community}/{kind}/{id}", get(looking::one))
        .route(
            "/{tongue}/{community}/{kind}/{id}/support",
            post(talking::support).get(looking::above),
        )
        .route(
            "/{tongue}/{community}/{kind}/{id}/comments",
            post(talking::comment).get(looking::above),
        )
        .fallback(looking::nothing)
        .merge(api::of())
        .layer(RequestBodyLimitLayer::new(MAX_BODY));
    let with_files = Router::new()
        .route("/{tongue}/{community}/{kind}/{id}/attach", get(files::form).post(files::attach))
        .merge(api::uploads())
        .layer(DefaultBodyLimit::disable())
        .layer(RequestBodyLimitLayer::new(files::MAX_BODY));
    router
        .merge(with_files)
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, LONGEST))
        .layer(from_fn_with_state(site.clone(), setup::gate::shut))
        .layer(csrf(&site))
        .layer(from_fn_with_state(site.clone(), refusals::as_pages))
        .layer(CompressionLayer::new())
        .layer(from_fn(guarded))
        .layer(CatchPanicLayer::new())
        .layer(from_fn(api::as_problems))
        .layer(from_fn_with_state(site.clone(), metrics::counted))
        .with_state(site)
}

/// Whether somebody asks at a computer that neighbours share, which keeps no page.
fn is_shared(request: &Request) -> bool {
    CookieJar::from_headers(request.headers()).get(SHARED).is_some()
}

/// Refuses forms that another site sends. A proxy may ask for another host than people do, so that
/// the address that they type is named here.
fn csrf(site: &Site) -> CsrfLayer {
    let layer = CsrfLayer::new();
    let Some(url) = site.url() else { return layer };
    layer.clone().add_trusted_origin(url).unwrap_or_else(|error| {
        tracing::error!(%error, "the public address is none");
        layer
    })
}

/// Adds what browsers are to keep to.
async fn guarded(request: Request, next: Next) -> Response {
    let shared = is_shared(&request);
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let is_page = |media: &HeaderValue| media.as_bytes().starts_with(b"text/html");
    if shared && headers.get(CONTENT_TYPE).is_some_and(is_page) {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    // An attached file has a stricter one.
    headers.entry(CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(POLICY));
    for (name, value) in [
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (X_FRAME_OPTIONS, "DENY"),
        // With `no-referrer` a form of this page would say that it comes from nowhere.
        (REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}
