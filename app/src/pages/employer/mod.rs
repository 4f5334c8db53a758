//! `/employer`: many certificates at once, a list of those watched, keys for programs, and the staffing planner.

pub mod keys;
mod rows;
pub mod staffing;
mod upload;
pub mod watch;

use super::{certificate::grouped, frame::Frame};
use crate::i18n::*;
use crate::server::{
    dates,
    document::{Document, in_textarea},
    error::ApiError,
    state::AppState,
    visitor::Visitor,
};
use axum::{
    extract::{Request, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use leptos::prelude::*;
use miaohui::{
    accounts::Permission,
    clock::now_ms,
    roll::{self, FILE_MAX, ROWS_MAX, RollFault},
};
use rows::{Checked, Standing};
use upload::Uploaded;

/// The largest body: a file, or the codes as they travel back for the download.
pub const BODY_MAX: usize = FILE_MAX + (64 << 10);

/// What was checked.
struct Outcome {
    rows: Vec<Checked>,
    left_out: usize,
}

/// `GET /employer`
///
/// # Errors
/// When the visitor is no employer.
pub async fn page(visitor: Visitor) -> Result<Document, ApiError> {
    visitor.require(Permission::EmployerTools)?;
    Ok(whole(visitor, String::new(), None, None))
}

/// `POST /employer`: checks a file or pasted lines; as a page, or as CSV where that was asked for.
///
/// # Errors
/// When the visitor is no employer, the form cannot be read, or the database does not answer.
pub async fn check(State(state): State<AppState>, visitor: Visitor, request: Request) -> Result<Response, ApiError> {
    visitor.require(Permission::EmployerTools)?;
    let locale = visitor.locale;
    let refuse = |visitor: Visitor, codes: String, status: StatusCode, words: String| {
        whole(visitor, codes, Some(words), None).status(status).into_response()
    };
    let given = match upload::read(&state, request).await? {
        Uploaded::Form(given) => given,
        Uploaded::TooLarge => {
            let words = td_string!(locale, employer.too_large, limit = FILE_MAX >> 20).to_string();
            return Ok(refuse(visitor, String::new(), StatusCode::PAYLOAD_TOO_LARGE, words));
        }
    };
    let codes = given.codes.clone();
    // A workbook is unpacked and read: not on a thread that serves others.
    let read = tokio::task::spawn_blocking(move || {
        if given.file.is_empty() { roll::read_text(&given.codes) } else { roll::read(&given.file) }
    });
    let roll = match read.await.map_err(|_| ApiError::Fault)? {
        Ok(roll) => roll,
        Err(fault) => {
            let words = fault_words(locale, &fault);
            return Ok(refuse(visitor, codes, StatusCode::UNPROCESSABLE_ENTITY, words));
        }
    };
    let rows = rows::checked(&state, roll.entries, now_ms()).await?;
    if given.as_csv {
        let name = format!("attachment; filename=\"miaohui-{}.csv\"", dates::day(now_ms()));
        let headers =
            [(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, name)];
        return Ok((headers, rows::csv(locale, &state, &rows)).into_response());
    }
    Ok(whole(visitor, codes, None, Some(Outcome { rows, left_out: roll.left_out })).into_response())
}

fn fault_words(locale: Locale, fault: &RollFault) -> String {
    match fault {
        RollFault::Encoding => td_string!(locale, employer.fault_encoding).to_string(),
        RollFault::Workbook(trouble) => super::trainer::import_items::trouble::words(locale, trouble),
        RollFault::OpenQuote(row) => td_string!(locale, employer.fault_quote, row = row.to_string()).to_string(),
        RollFault::Empty => td_string!(locale, employer.fault_empty).to_string(),
        RollFault::NoCodes(columns) => {
            td_string!(locale, employer.fault_no_codes, columns = columns.join("、")).to_string()
        }
    }
}

/// The pages an employer has.
fn ways(locale: Locale, here: &'static str, told: usize) -> AnyView {
    let all = [
        ("/employer", td_string!(locale, employer.check_many).to_string()),
        ("/employer/watch", td_string!(locale, employer.watch).to_string()),
        ("/employer/keys", td_string!(locale, employer.keys).to_string()),
        ("/employer/staffing", td_string!(locale, staffing.title).to_string()),
    ];
    view! {
        <nav class="ways" aria-label=td_string!(locale, employer.title).to_string()>
            {all.into_iter().map(|(path, name)| {
                let news = (path == "/employer/watch" && told > 0).then(|| view! { <span class="count">{told}</span> });
                view! { <a href=path aria-current=(path == here).then_some("page")>{name}{news}</a> }
            }).collect_view()}
        </nav>
    }
    .into_any()
}

fn whole(visitor: Visitor, codes: String, wrong: Option<String>, outcome: Option<Outcome>) -> Document {
    let locale = visitor.locale;
    Document::new(locale, td_string!(locale, employer.title).to_string(), move || {
        let described = if wrong.is_some() { "file-hint file-wrong" } else { "file-hint" };
        view! {
            <Frame locale=locale here="/employer" user=visitor.user told=visitor.told>
                <main id="main" class="page stack-5">
                    <div><h1>{td_string!(locale, employer.title)}</h1><p class="muted">{td_string!(locale, employer.lead)}</p></div>
                    {ways(locale, "/employer", visitor.told)}
                    {outcome.map(|outcome| table(locale, outcome))}
                    <form method="post" action="/employer" enctype="multipart/form-data" class="stack">
                        {wrong.map(|words| view! { <p id="file-wrong" class="notice bad" role="alert">{words}</p> })}
                        <div class="columns">
                            <div class="field">
                                <label for="codes">{td_string!(locale, employer.codes)}</label>
                                <textarea id="codes" name="codes" rows="8" spellcheck="false">{in_textarea(&codes)}</textarea>
                                <p class="hint">{td_string!(locale, employer.codes_hint, limit = ROWS_MAX)}</p>
                            </div>
                            <div class="field">
                                <label for="roll">{td_string!(locale, employer.file)}</label>
                                <input id="roll" name="file" type="file" accept=".csv,.xlsx,.txt,.tsv" aria-describedby=described />
                                <p id="file-hint" class="hint">{td_string!(locale, employer.file_hint, limit = FILE_MAX >> 20)}</p>
                            </div>
                        </div>
                        <button class="primary" type="submit">{td_string!(locale, employer.go)}</button>
                    </form>
                </main>
            </Frame>
        }
        .into_any()
    })
}

/// What was found: a sum, then each row.
fn table(locale: Locale, outcome: Outcome) -> AnyView {
    let Outcome { rows, left_out } = outcome;
    let sums = Standing::ALL.iter().filter_map(|standing| {
        let count = rows.iter().filter(|row| row.standing == *standing).count();
        (count > 0).then(|| format!("{} {count}", standing.words(locale)))
    });
    let sums = sums.collect::<Vec<_>>().join(" · ");
    let again = roll::write(rows.iter().map(|row| &row.entry));
    view! {
        <section class="stack">
            <div class="spread">
                <div><h2 id="roll-title">{td_string!(locale, employer.rows, n = rows.len())}</h2><p role="status">{sums}</p></div>
                <form method="post" action="/employer" enctype="multipart/form-data">
                    <textarea name="codes" hidden=true>{in_textarea(&again)}</textarea>
                    <input type="hidden" name="as" value="csv" />
                    <button type="submit">{td_string!(locale, employer.download)}</button>
                </form>
            </div>
            {(left_out > 0).then(|| view! { <p class="notice bad">{td_string!(locale, employer.left_out, n = left_out, limit = ROWS_MAX)}</p> })}
            <div class="scroll tight" tabindex="0" role="region" aria-labelledby="roll-title">
                <table>
                    <thead><tr>
                        <th scope="col" class="figure">{td_string!(locale, employer.row)}</th>
                        <th scope="col">{td_string!(locale, employer.code)}</th>
                        <th scope="col">{td_string!(locale, employer.given_name)}</th>
                        <th scope="col">{td_string!(locale, employer.holder)}</th>
                        <th scope="col">{td_string!(locale, employer.standard)}</th>
                        <th scope="col">{td_string!(locale, employer.state)}</th>
                        <th scope="col">{td_string!(locale, employer.until)}</th>
                    </tr></thead>
                    <tbody>{rows.into_iter().map(|row| line(locale, row)).collect_view()}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

fn line(locale: Locale, row: Checked) -> AnyView {
    let tag = if row.standing == Standing::Valid { "tag good" } else { "tag bad" };
    let words = row.standing.words(locale);
    let more = row.more(locale);
    let (code, holder, standard, until) = match row.found {
        Some(found) => (
            view! { <a href=format!("/c/{}", found.id)>{grouped(&row.entry.code)}</a> }.into_any(),
            rows::holder(&found),
            found.standard_id,
            dates::day(found.valid_until_ms),
        ),
        None => (view! { <code>{row.entry.given}</code> }.into_any(), String::new(), String::new(), String::new()),
    };
    view! {
        <tr>
            <td class="figure">{row.entry.row}</td><td>{code}</td><td>{row.entry.who}</td><td>{holder}</td><td>{standard}</td>
            <td><span class=tag>{words}</span>" "<span class="muted">{more}</span></td><td>{until}</td>
        </tr>
    }
    .into_any()
}
