//! Every address of the site, in one table.

use super::{
    assets, error, headers,
    limits::{self, Limits},
    origin, socket,
    state::AppState,
};
use crate::pages;
use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware,
    routing::{get, post},
};
use miaohui::accounts::{SESSION_COOKIE, SESSION_IDLE_SECONDS};
use std::sync::Arc;
use tower_http::{compression::CompressionLayer, trace::TraceLayer};
use tower_sessions::{Expiry, SessionManagerLayer, cookie::SameSite};

/// The largest body a handler reads, unless it says otherwise.
const BODY_MAX: usize = 1 << 20;

/// The whole site.
pub fn all(state: AppState) -> Router {
    let sessions = SessionManagerLayer::new(state.storage.clone())
        .with_name(SESSION_COOKIE)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_secure(state.origin.starts_with("https://"))
        .with_expiry(Expiry::OnInactivity(tower_sessions::cookie::time::Duration::seconds(SESSION_IDLE_SECONDS)));
    let limits = Arc::new(Limits::default());
    Router::new()
        .route("/", get(pages::home::page))
        .route("/pictures/{file}", get(pages::pictures::file))
        .route("/language", post(pages::language::choose))
        .route("/setup", get(pages::setup::page).post(pages::setup::submit))
        .route("/login", get(pages::login::page).post(pages::login::submit))
        .route("/logout", post(pages::login::leave))
        .route("/password", get(pages::password::page).post(pages::password::submit))
        .route("/join", get(pages::join::page).post(pages::join::submit))
        .route("/today", get(pages::today::page))
        .route("/drills", get(pages::drills::page).post(pages::drills::begin::chosen))
        .route("/drills/{passage}", post(pages::drills::begin::passage))
        .route("/drills/attempt/{id}", get(pages::drills::attempt::page))
        .route("/drills/result/{id}", get(pages::drills::result::page))
        .route("/quiz", get(pages::quiz::page).post(pages::quiz::begin))
        .route("/quiz/{attempt}", get(pages::quiz::sheet))
        .route("/quiz/{attempt}/review", get(pages::quiz::review::page))
        .route("/review", get(pages::review::page))
        .route("/review/goal", post(pages::review::goal::set))
        .route("/review/take-up", post(pages::review::take_up::take))
        .route("/review/sitting", get(pages::review::reviewing))
        .route("/exam", get(pages::exam::page).post(pages::exam::enter))
        .route("/exam/{id}", get(pages::exam::sitting::page))
        .route("/exam/{id}/submit", post(pages::exam::sitting::submit))
        .route("/exam/{id}/appeal", post(pages::exam::appeal::file))
        .route("/invigilation", get(pages::exam::seats::page))
        .route("/invigilation/{exam}", post(pages::exam::seats::check))
        .route("/exam/{id}/{part}", post(pages::exam::sitting::begin))
        .route("/examiner", get(pages::examiner::page))
        .route("/examiner/agreement", get(pages::examiner::agreement::page))
        .route("/examiner/{exam}", get(pages::examiner::decision::page).post(pages::examiner::decision::decide))
        .route("/examiner/{exam}/marks", post(pages::examiner::marks::give))
        .route("/examiner/{exam}/answers/{criterion}", get(pages::examiner::answers::page))
        .route("/try", get(pages::try_out::page).post(pages::try_out::start))
        .route("/desk", get(pages::desk::page).post(pages::desk::start))
        .route("/desk/{shift}", get(pages::desk::desk))
        .route("/desk/{shift}/score", get(pages::score::page))
        .route("/desk/first-steps", get(pages::after::first_steps::page))
        .route("/desk/{shift}/replay", get(pages::after::replay::page))
        .route("/desk/{shift}/shadow", get(pages::after::shadow::page))
        .route("/desk/{shift}/fork", post(pages::after::fork::begin))
        .route("/desk/{shift}/futures", get(pages::after::futures::page))
        .route("/desk/{shift}/socket", get(socket::open))
        .route("/standards", get(pages::standards::list))
        .route("/standards/{id}", get(pages::standards::page))
        .merge(rolls(&state, &limits))
        .route("/employer/watch", get(pages::employer::watch::page).post(pages::employer::watch::add))
        .route("/employer/watch/{share}", post(pages::employer::watch::change))
        .route("/employer/keys", get(pages::employer::keys::page).post(pages::employer::keys::make))
        .route("/employer/keys/{id}/revoke", post(pages::employer::keys::revoke))
        .route("/employer/staffing", get(pages::employer::staffing::page).post(pages::employer::staffing::play))
        .route("/c/{id}", get(pages::certificate::kept::page).post(pages::certificate::disclose))
        .route("/c/{id}/certificate.pdf", get(pages::certificate::pdf::file))
        .route("/c/{id}/credential.json", get(pages::certificate::file))
        .route("/today/certificates/{id}", get(pages::sharing::page).post(pages::sharing::make))
        .route("/today/certificates/{id}/present", post(pages::sharing::present))
        .route("/today/certificates/{id}/{share}", post(pages::sharing::end))
        .route("/credentials/status/{number}", get(pages::verify::api::status_list))
        .route("/credentials/register/{key}", get(pages::admin::keys::register))
        .route("/.well-known/did.json", get(pages::verify::api::did_document))
        .merge(checks(&state, &limits))
        .route("/board", get(pages::board::page))
        .route("/board/live", get(pages::board::live::open))
        .route("/metrics", get(pages::metrics::page))
        .route("/api/openapi.json", get(pages::verify::api::description))
        .route("/trainer", get(pages::trainer::classes::page).post(pages::trainer::classes::create))
        .route("/trainer/items/bank", get(pages::trainer::bank::list::page))
        .route("/trainer/items/bank/new", get(pages::trainer::bank::begin))
        .route("/trainer/items/bank/{id}", get(pages::trainer::bank::open).post(pages::trainer::bank::submit))
        .route("/trainer/items/bank/{id}/state", post(pages::trainer::bank::change))
        .route("/trainer/scenarios", get(pages::authoring::list::page))
        .route("/trainer/scenarios/new", get(pages::authoring::new::page))
        .route("/trainer/scenarios/{id}", get(pages::authoring::open).post(pages::authoring::submit))
        .route("/trainer/scenarios/{id}/file", get(pages::authoring::file))
        .route("/trainer/items", get(pages::trainer::items::page))
        .merge(imports())
        .route("/trainer/items/{file}", get(pages::trainer::import_items::export::file))
        .route("/trainer/items/one", get(pages::trainer::items::one::page))
        .route("/trainer/{class}", get(pages::trainer::class::page))
        .merge(classes())
        .route("/trainer/{class}/tickets", post(pages::trainer::tickets::make))
        .route("/admin", get(pages::admin::page))
        .route("/admin/school", post(pages::admin::accounts::rename))
        .route("/admin/accounts", post(pages::admin::accounts::create))
        .route("/admin/accounts/{id}", post(pages::admin::accounts::switch))
        .route("/admin/people/{id}", get(pages::admin::person::page).post(pages::admin::person::change))
        .route("/admin/people/{id}/data.json", get(pages::admin::person::data))
        .route("/admin/practice", post(pages::admin::keep_practice))
        .merge(backups())
        .route("/account", get(pages::account::page))
        .route("/account/data.json", get(pages::account::data))
        .route("/admin/keys", get(pages::admin::keys::page).post(pages::admin::keys::rotate))
        .route("/admin/keys/{id}", post(pages::admin::keys::disown))
        .route(
            "/admin/certificates/{id}",
            get(pages::admin::certificates::page).post(pages::admin::certificates::change),
        )
        .route("/api/{*name}", post(pages::functions::call))
        .fallback(pages::missing)
        .layer(CompressionLayer::new())
        .layer(sessions)
        .route("/healthz", get(async || "ok\n"))
        .route("/icon.svg", get(pages::icon))
        .route("/pkg/{name}", get(assets::file))
        .layer(middleware::from_fn(error::page))
        .layer(middleware::from_fn_with_state(state.clone(), origin::own))
        .layer(middleware::from_fn(headers::strict))
        .layer(DefaultBodyLimit::max(BODY_MAX))
        .layer(TraceLayer::new_for_http())
        .with_state(state)
}

/// What a trainer does with a class; lists are larger than what else is sent.
fn classes() -> Router<AppState> {
    use pages::trainer::{members, programme, readiness, results, roster, task};
    Router::new()
        .route("/trainer/{class}/roster", get(roster::page).post(roster::submit))
        .route("/trainer/{class}/roster/confirm", post(roster::confirm))
        .layer(DefaultBodyLimit::max(roster::BODY_MAX))
        .route("/trainer/{class}/roster/{import}", get(roster::imports::page))
        .route("/trainer/{class}/roster/{import}/slips", post(roster::imports::slips))
        .route("/trainer/{class}/roster/{import}/undo", post(roster::imports::undo))
        .route("/trainer/{class}/members", post(members::change))
        .route("/trainer/{class}/assign", post(task::assign))
        .route("/trainer/{class}/tasks/{task}", get(task::page))
        .route("/trainer/{class}/tasks/{task}/remind", post(task::remind))
        .route("/trainer/{class}/tasks/{task}/withdraw", post(task::withdraw))
        .route("/trainer/{class}/export/{file}", get(results::file))
        .route("/trainer/{class}/readiness", get(readiness::page))
        .route("/trainer/{class}/programme", get(programme::page).post(programme::begin))
        .route("/trainer/{class}/programme/{id}", get(programme::open).post(programme::save))
        .route("/trainer/{class}/programme/{id}/preview", get(programme::preview))
        .route("/trainer/{class}/programme/{id}/assign", post(programme::assign))
        .route("/trainer/{class}/programme/{id}/move", post(programme::shift))
        .route("/trainer/{class}/programme/{id}/withdraw", post(programme::withdraw))
}

/// A whole school is larger still.
fn backups() -> Router<AppState> {
    use pages::admin::backups;
    Router::new()
        .route("/admin/backup", get(backups::page).post(backups::restore))
        .layer(DefaultBodyLimit::max(backups::BODY_MAX))
        .route("/admin/backup/file", get(backups::file))
}

/// Files of items are larger than what else is sent.
fn imports() -> Router<AppState> {
    Router::new()
        .route(
            "/trainer/items/import",
            get(pages::trainer::import_items::page).post(pages::trainer::import_items::submit),
        )
        .route("/trainer/items/import/confirm", post(pages::trainer::import_items::confirm))
        .layer(DefaultBodyLimit::max(pages::trainer::import_items::BODY_MAX))
        .route("/trainer/items/import/undo", post(pages::trainer::import_items::undo))
}

/// Checking a certificate: what would let somebody guess codes is limited.
fn checks(state: &AppState, limits: &Arc<Limits>) -> Router<AppState> {
    Router::new()
        .route("/verify", get(pages::verify::page).post(pages::verify::submit))
        .route("/verify/present", get(pages::verify::present::page).post(pages::verify::present::submit))
        .route("/s/{share}", get(pages::sharing::open::page))
        .route("/api/v1/verify", post(pages::verify::api::verify))
        .layer(middleware::from_fn_with_state((state.clone(), limits.clone()), limits::checks))
}

/// Rolls of certificates are larger than what else is sent.
fn rolls(state: &AppState, limits: &Arc<Limits>) -> Router<AppState> {
    Router::new()
        .route("/employer", get(pages::employer::page).post(pages::employer::check))
        .layer(DefaultBodyLimit::max(pages::employer::BODY_MAX))
        .layer(middleware::from_fn_with_state((state.clone(), limits.clone()), limits::checks))
}
