//! Who may do what: every address and every server function × every role, with own and with foreign objects, asked of
//! the real router over a real database. What comes out is a table a person can read (`snapshots/`).

mod cases;

use super::{config::ServeArgs, router, state::AppState};
use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode, header},
};
use cases::CASES;
use miaohui::accounts::SESSION_COOKIE;
use miaohui::clock::now_ms;
use miaohui::ids::UserId;
use miaohui::storage::{NewUser, Role, SESSION_USER};
use std::collections::{BTreeMap, BTreeSet};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use time::OffsetDateTime;
use tower::ServiceExt as _;
use tower_sessions::SessionStore as _;
use tower_sessions::session::{Id, Record};

const ORIGIN: &str = "http://127.0.0.1:3000";

/// Columns of the table. The objects are the first trainee's and the first trainer's.
const PEOPLE: [(&str, Option<Role>); 9] = [
    ("nobody", None),
    ("guest", Some(Role::Guest)),
    ("trainee", Some(Role::Trainee)),
    ("other trainee", Some(Role::Trainee)),
    ("trainer", Some(Role::Trainer)),
    ("other trainer", Some(Role::Trainer)),
    ("examiner", Some(Role::Examiner)),
    ("employer", Some(Role::Employer)),
    ("admin", Some(Role::Admin)),
];

/// What an address answered.
struct Answer {
    status: StatusCode,
    location: String,
    body: String,
}

impl Answer {
    /// As the table shows it: `in` is to sign in first.
    fn word(&self) -> String {
        match self.status.as_u16() {
            // Too many tries of signing in are refused as one is.
            401 | 429 => "in".to_owned(),
            303 if self.location.starts_with("/login") => "in".to_owned(),
            status => status.to_string(),
        }
    }

    fn is_let_in(&self) -> bool {
        (self.status.is_success() || self.status.is_redirection()) && self.word() != "in"
    }
}

struct House {
    state: AppState,
    router: Router,
    people: BTreeMap<&'static str, UserId>,
    /// What stands for `{…}` in the cases' paths and bodies.
    objects: BTreeMap<String, String>,
    _folder: tempfile::TempDir,
}

impl House {
    async fn built() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let args = ServeArgs {
            data: folder.path().to_owned(),
            database: None,
            listen: SocketAddr::from(([127, 0, 0, 1], 3000)),
            origin: Some(ORIGIN.to_owned()),
            demo: false,
            content: None,
        };
        let state = AppState::open(&args).await.unwrap();
        let mut people = BTreeMap::new();
        for (name, role) in PEOPLE {
            let Some(role) = role else { continue };
            let new = NewUser {
                login: name.replace(' ', "-"),
                display_name: name.to_owned(),
                password: None,
                role,
                must_change: false,
            };
            people.insert(name, state.storage.create_user(&new, now_ms()).await.unwrap());
        }
        let router = router::all(state.clone());
        Self { state, router, people, objects: BTreeMap::new(), _folder: folder }
    }

    /// A session of its own for each request: signing out ends no other.
    async fn cookie(&self, person: &str) -> Option<String> {
        let user = self.people.get(person)?;
        let mut record = Record {
            id: Id::default(),
            data: [(SESSION_USER.to_owned(), serde_json::Value::from(user.0.clone()))].into_iter().collect(),
            expiry_date: OffsetDateTime::now_utc() + time::Duration::hours(9),
        };
        self.state.storage.create(&mut record).await.unwrap();
        Some(format!("{SESSION_COOKIE}={}", record.id))
    }

    fn filled(&self, text: &str) -> String {
        self.objects.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
    }

    async fn ask(&self, person: &str, method: &str, path: &str, body: &str, origin: &str) -> Answer {
        let (path, body) = (self.filled(path), self.filled(body));
        let kind = if body.starts_with('{') { "application/json" } else { "application/x-www-form-urlencoded" };
        let mut request = Request::builder()
            .method(method)
            .uri(&path)
            .header(header::ORIGIN, origin)
            .header(header::CONTENT_TYPE, kind)
            .header(header::ACCEPT, if path.starts_with("/api/") { "application/json" } else { "text/html" })
            .extension(axum::extract::ConnectInfo(SocketAddr::new(IpAddr::V4(Ipv4Addr::new(10, 0, 0, 9)), 9)));
        if let Some(cookie) = self.cookie(person).await {
            request = request.header(header::COOKIE, cookie);
        }
        let answer = self.router.clone().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
        let status = answer.status();
        let location = answer.headers().get(header::LOCATION).and_then(|to| to.to_str().ok()).unwrap_or_default();
        let location = location.to_owned();
        // A stream of the lab board never ends.
        let is_stream = answer.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind == "text/event-stream");
        let body = if is_stream {
            String::new()
        } else {
            let bytes = axum::body::to_bytes(answer.into_body(), 8 << 20).await.unwrap();
            String::from_utf8_lossy(&bytes).into_owned()
        };
        Answer { status, location, body }
    }

    /// Posts as a person would, and takes the id from where it leads.
    async fn begun(&self, person: &str, path: &str, body: &str, before: &str) -> String {
        let answer = self.ask(person, "POST", path, body, ORIGIN).await;
        let id = answer.location.strip_prefix(before).map(|id| id.split(['/', '#', '?']).next().unwrap_or_default());
        id.unwrap_or_else(|| panic!("{path}: {} {} {}", answer.status, answer.location, answer.body)).to_owned()
    }

    /// The first trainee's and the first trainer's things, made by the ways people take.
    async fn furnish(&mut self) {
        let class = self.begun("trainer", "/trainer", "name=A", "/trainer/").await;
        let storage = self.state.storage.clone();
        storage.join_cohort(&class.as_str().into(), &self.people["trainee"], now_ms()).await.unwrap();
        let quiz = self.begun("trainee", "/quiz", "set=rules", "/quiz/").await;
        let placement = self.begun("trainee", "/quiz", "set=placement", "/quiz/").await;
        let done = self.begun("trainee", "/quiz", "set=products", "/quiz/").await;
        let sheet = format!(r#"{{"attempt":"{done}"}}"#);
        let handed = self.ask("trainee", "POST", "/api/finish_quiz", &sheet, ORIGIN).await;
        assert!(handed.status.is_success(), "{} {}", handed.status, handed.body);
        let drill = self.begun("trainee", "/drills", "mode=timed&minutes=1", "/drills/attempt/").await;
        let shift = self.begun("trainee", "/desk", "plan=first-day", "/desk/").await;
        let tickets = self.ask("trainer", "POST", &format!("/trainer/{class}/tickets"), "standard=PS-1", ORIGIN).await;
        let ticket = tickets.body.split("class=\"code\">").nth(1).and_then(|rest| rest.split('<').next()).unwrap();
        let exam = self.begun("trainee", "/exam", &format!("ticket={ticket}"), "/exam/").await;
        let spare = NewUser {
            login: "spare".to_owned(),
            display_name: "spare".to_owned(),
            password: None,
            role: Role::Trainee,
            must_change: false,
        };
        let spare = storage.create_user(&spare, now_ms()).await.unwrap();
        let objects = [
            ("class", class),
            ("quiz", quiz),
            ("placement", placement),
            ("done", done),
            ("drill", drill),
            ("shift", shift),
            ("exam", exam),
            ("spare", spare.0),
        ];
        self.objects.extend(objects.map(|(name, value)| (name.to_owned(), value)));
    }
}

/// `METHOD /address` of every route, read from the router's own text.
fn routes() -> BTreeSet<String> {
    let text =
        include_str!("../router.rs").split_once("#[cfg(test)]").map_or(include_str!("../router.rs"), |both| both.0);
    let mut routes = BTreeSet::new();
    for rest in text.split(".route(").skip(1) {
        let mut quoted = rest.trim_start().strip_prefix('"').unwrap_or_default().splitn(2, '"');
        let (address, handlers) = (quoted.next().unwrap_or_default(), quoted.next().unwrap_or_default());
        // As far as the call's own closing bracket.
        let mut depth = 1;
        let end = handlers.char_indices().find(|(_, one)| {
            depth += i32::from(*one == '(') - i32::from(*one == ')');
            depth == 0
        });
        let handlers = &handlers[..end.map_or(handlers.len(), |(at, _)| at)];
        for (call, method) in [("get(", "GET"), ("post(", "POST")] {
            if handlers.split(|one: char| !(one.is_ascii_alphabetic() || one == '(')).any(|word| word.starts_with(call))
            {
                routes.insert(format!("{method} {address}"));
            }
        }
    }
    routes.remove("POST /api/{*name}");
    routes.extend(leptos::server_fn::axum::server_fn_paths().map(|(path, method)| format!("{method} {path}")));
    routes
}

/// Addresses that strangers may use; what is not here sends them to sign in or refuses.
const PUBLIC: &[&str] = &[
    "GET /",
    "GET /.well-known/did.json",
    "GET /api/openapi.json",
    "GET /c/{id}",
    "GET /c/{id}/certificate.pdf",
    "GET /c/{id}/credential.json",
    "GET /credentials/register/{key}",
    "GET /credentials/status/{number}",
    "GET /healthz",
    "GET /icon.svg",
    "GET /join",
    "GET /login",
    "GET /pkg/{name}",
    "GET /s/{share}",
    "GET /setup",
    "GET /standards",
    "GET /standards/{id}",
    "GET /try",
    "GET /verify",
    "GET /verify/present",
    "POST /api/v1/verify",
    "POST /join",
    "POST /language",
    "POST /login",
    "POST /logout",
    "POST /setup",
    "POST /try",
    "POST /verify",
    "POST /verify/present",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_open_that_should_not_be() {
    let mut house = House::built().await;
    house.furnish().await;
    let (mut table, mut seen, mut faults) = (String::new(), BTreeSet::new(), Vec::new());
    let names = PEOPLE.map(|(name, _)| format!("{name:>14}")).concat();
    table.push_str(&format!("{:<52}{names}\n", ""));
    for case in CASES {
        let route = format!("{} {}", case.method, case.route);
        let mut row = String::new();
        for (person, _) in PEOPLE {
            let answer = house.ask(person, case.method, case.path, case.body, ORIGIN).await;
            row.push_str(&format!("{:>14}", answer.word()));
            if answer.status.is_server_error() {
                faults.push(format!("{route}: {person} meets {}", answer.status));
            }
            if person == "nobody" && !PUBLIC.contains(&route.as_str()) && answer.is_let_in() {
                faults.push(format!("{route}: open to strangers"));
            }
            let is_foreign = person == "other trainee" && case.owner == cases::Owner::Trainee
                || person == "other trainer" && case.owner != cases::Owner::Nobody;
            if is_foreign && answer.is_let_in() {
                faults.push(format!("{route}: {person} reaches another's"));
            }
        }
        table.push_str(&format!("{route:<52}{row}\n"));
        if case.method == "POST" && !case.route.starts_with("/api/v1/") {
            let forged = house.ask("admin", case.method, case.path, case.body, "http://evil.example").await;
            if forged.status != StatusCode::FORBIDDEN {
                faults.push(format!("{route}: a foreign page changes something: {}", forged.status));
            }
        }
        seen.insert(route);
    }
    let routes = routes();
    let unasked: Vec<&String> = routes.difference(&seen).collect();
    let gone: Vec<&String> = seen.difference(&routes).collect();
    assert!(unasked.is_empty() && gone.is_empty(), "no case asks {unasked:?}; no such address {gone:?}");
    assert_eq!(faults, Vec::<String>::new(), "\n{table}");
    insta::assert_snapshot!(table);
}
