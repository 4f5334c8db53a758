//! One request for each address, with what a person would send. `{…}` are the first trainee's and trainer's objects.

/// Whose object the path or the body names.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    Nobody,
    Trainee,
    Trainer,
}

pub struct Case {
    pub method: &'static str,
    /// As the router knows it.
    pub route: &'static str,
    pub path: &'static str,
    pub body: &'static str,
    pub owner: Owner,
}

const fn get(route: &'static str, path: &'static str, owner: Owner) -> Case {
    Case { method: "GET", route, path, body: "", owner }
}

const fn post(route: &'static str, path: &'static str, body: &'static str, owner: Owner) -> Case {
    Case { method: "POST", route, path, body, owner }
}

/// The address itself, nobody's.
const fn plain(route: &'static str) -> Case {
    get(route, route, Owner::Nobody)
}

const fn sent(route: &'static str, body: &'static str) -> Case {
    post(route, route, body, Owner::Nobody)
}

const fn called(route: &'static str, body: &'static str) -> Case {
    post(route, route, body, Owner::Trainee)
}

use Owner::{Nobody, Trainee, Trainer};

pub const CASES: &[Case] = &[
    plain("/"),
    plain("/.well-known/did.json"),
    plain("/account"),
    plain("/account/data.json"),
    plain("/admin"),
    plain("/admin/backup"),
    sent("/admin/backup", ""),
    plain("/admin/backup/file"),
    get("/admin/people/{id}", "/admin/people/{spare}", Nobody),
    post("/admin/people/{id}", "/admin/people/{spare}", "do=sessions", Nobody),
    get("/admin/people/{id}/data.json", "/admin/people/{spare}/data.json", Nobody),
    sent("/admin/practice", "days=1"),
    sent("/admin/accounts", "login=&name=&role=trainee"),
    post("/admin/accounts/{id}", "/admin/accounts/{spare}", "off=true", Nobody),
    get("/admin/certificates/{id}", "/admin/certificates/none", Nobody),
    post("/admin/certificates/{id}", "/admin/certificates/none", "state=revoked&reason=x", Nobody),
    plain("/admin/keys"),
    sent("/admin/keys", ""),
    post("/admin/keys/{id}", "/admin/keys/none", "reason=x&sure=yes", Nobody),
    sent("/admin/school", "school="),
    plain("/api/openapi.json"),
    sent("/api/v1/verify", "{}"),
    plain("/board"),
    plain("/board/live"),
    get("/c/{id}", "/c/0123456789abcdefghjkmnpqrs", Nobody),
    post("/c/{id}", "/c/0123456789abcdefghjkmnpqrs", "disclosure=code", Nobody),
    get("/c/{id}/certificate.pdf", "/c/0123456789abcdefghjkmnpqrs/certificate.pdf", Nobody),
    get("/c/{id}/credential.json", "/c/0123456789abcdefghjkmnpqrs/credential.json", Nobody),
    get("/credentials/register/{key}", "/credentials/register/none", Nobody),
    get("/credentials/status/{number}", "/credentials/status/1", Nobody),
    plain("/desk"),
    sent("/desk", "plan=none"),
    plain("/desk/first-steps"),
    get("/desk/{shift}", "/desk/{shift}", Trainee),
    post("/desk/{shift}/fork", "/desk/{shift}/fork", "seq=1", Trainee),
    get("/desk/{shift}/futures", "/desk/{shift}/futures", Trainee),
    get("/desk/{shift}/replay", "/desk/{shift}/replay", Trainee),
    get("/desk/{shift}/score", "/desk/{shift}/score", Trainee),
    get("/desk/{shift}/shadow", "/desk/{shift}/shadow", Trainee),
    get("/desk/{shift}/socket", "/desk/{shift}/socket", Trainee),
    plain("/drills"),
    sent("/drills", "mode=timed&minutes=7"),
    get("/drills/attempt/{id}", "/drills/attempt/{drill}", Trainee),
    get("/drills/result/{id}", "/drills/result/{drill}", Trainee),
    post("/drills/{passage}", "/drills/none", "", Nobody),
    plain("/employer"),
    sent("/employer", "codes="),
    plain("/employer/keys"),
    sent("/employer/keys", "name="),
    post("/employer/keys/{id}/revoke", "/employer/keys/none/revoke", "", Nobody),
    plain("/employer/staffing"),
    sent("/employer/staffing", "forecast=&people="),
    plain("/employer/watch"),
    sent("/employer/watch", "link=none"),
    post("/employer/watch/{share}", "/employer/watch/none", "what=stop", Nobody),
    plain("/exam"),
    sent("/exam", "ticket=none"),
    get("/exam/{id}", "/exam/{exam}", Trainee),
    post("/exam/{id}/appeal", "/exam/{exam}/appeal", "reason=x", Trainee),
    post("/exam/{id}/{part}", "/exam/{exam}/none", "", Trainee),
    post("/exam/{id}/submit", "/exam/{exam}/submit", "", Trainee),
    plain("/examiner"),
    plain("/examiner/agreement"),
    get("/examiner/{exam}", "/examiner/{exam}", Nobody),
    post("/examiner/{exam}", "/examiner/{exam}", "outcome=refused&reason=x", Nobody),
    get("/examiner/{exam}/answers/{criterion}", "/examiner/{exam}/answers/rules_known", Nobody),
    post("/examiner/{exam}/marks", "/examiner/{exam}/marks", "mark-care=3&mark-courtesy=3", Nobody),
    plain("/healthz"),
    plain("/icon.svg"),
    plain("/invigilation"),
    post("/invigilation/{exam}", "/invigilation/{exam}", "", Trainer),
    plain("/join"),
    sent("/join", "code=none&name=&login=&password="),
    sent("/language", "lang=zh"),
    plain("/login"),
    sent("/login", "login=none&password=none"),
    sent("/logout", ""),
    plain("/metrics"),
    plain("/password"),
    sent("/password", "old=&new=x&again=x"),
    get("/pictures/{file}", "/pictures/XB-2107.svg", Nobody),
    get("/pkg/{name}", "/pkg/none.js", Nobody),
    plain("/quiz"),
    sent("/quiz", "set=none"),
    get("/quiz/{attempt}", "/quiz/{quiz}", Trainee),
    get("/quiz/{attempt}/review", "/quiz/{done}/review", Trainee),
    plain("/review"),
    sent("/review/goal", "exam=&minutes=0&new=0"),
    plain("/review/sitting"),
    sent("/review/take-up", "shelf=none"),
    get("/s/{share}", "/s/0123456789abcdefghjkmnpqrs", Nobody),
    plain("/setup"),
    sent("/setup", "token=none&school=&login=&name=&password="),
    plain("/standards"),
    get("/standards/{id}", "/standards/PS-1", Nobody),
    plain("/today"),
    get("/today/certificates/{id}", "/today/certificates/none", Nobody),
    post("/today/certificates/{id}", "/today/certificates/none", "disclosure=full&days=7", Nobody),
    post("/today/certificates/{id}/present", "/today/certificates/none/present", "disclosure=full", Nobody),
    post("/today/certificates/{id}/{share}", "/today/certificates/none/none", "what=withdraw", Nobody),
    plain("/trainer"),
    sent("/trainer", "name="),
    plain("/trainer/items"),
    get("/trainer/items/{file}", "/trainer/items/bank.gift", Nobody),
    plain("/trainer/items/bank"),
    get("/trainer/items/bank/new", "/trainer/items/bank/new?kind=single", Nobody),
    get("/trainer/items/bank/{id}", "/trainer/items/bank/none", Nobody),
    post("/trainer/items/bank/{id}", "/trainer/items/bank/none", "kind=single", Nobody),
    post("/trainer/items/bank/{id}/state", "/trainer/items/bank/none/state", "to=retired", Nobody),
    plain("/trainer/items/import"),
    sent("/trainer/items/import", ""),
    sent("/trainer/items/import/confirm", ""),
    sent("/trainer/items/import/undo", "ids=none"),
    get("/trainer/items/one", "/trainer/items/one?id=none", Nobody),
    plain("/trainer/scenarios"),
    get("/trainer/scenarios/new", "/trainer/scenarios/new?from=none", Nobody),
    get("/trainer/scenarios/{id}", "/trainer/scenarios/none", Nobody),
    post("/trainer/scenarios/{id}", "/trainer/scenarios/none", "do=check", Nobody),
    get("/trainer/scenarios/{id}/file", "/trainer/scenarios/none/file", Nobody),
    get("/trainer/{class}", "/trainer/{class}", Trainer),
    post("/trainer/{class}/assign", "/trainer/{class}/assign", "target=none", Trainer),
    post("/trainer/{class}/members", "/trainer/{class}/members", "lines=", Trainer),
    post("/trainer/{class}/tickets", "/trainer/{class}/tickets", "standard=none", Trainer),
    plain("/try"),
    sent("/try", ""),
    plain("/verify"),
    sent("/verify", "text="),
    plain("/verify/present"),
    sent("/verify/present", "once=none"),
    called("/api/answer_review", r#"{"card":"none","answer":null}"#),
    called("/api/finish_quiz", r#"{"attempt":"{quiz}"}"#),
    called("/api/finish_typing", r#"{"attempt":"{drill}","log":[]}"#),
    called("/api/kept_answers", r#"{"attempt":"{placement}"}"#),
    post("/api/next_review", "/api/next_review", "{}", Nobody),
    called("/api/next_placement", r#"{"attempt":"{placement}","number":1}"#),
    called("/api/save_answer", r#"{"attempt":"{placement}","number":1,"answer":{"truth":true}}"#),
];
