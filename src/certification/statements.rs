//! A JSON-LD document as canonical statements: expansion by the shipped contexts, RDFC-1.0, N-Quads.
//!
//! Expansion drops silently what no context maps, and a signature would then not cover it. So the document is read with
//! a marked vocabulary and base before the contexts: whatever would have been dropped comes out marked, and is a fault.

use oxjsonld::{JsonLdParser, JsonLdRemoteDocument};
use oxrdf::dataset::{CanonicalizationAlgorithm, CanonicalizationHashAlgorithm};
use oxrdf::{BlankNode, Dataset, GraphName, NamedNode, NamedOrBlankNode, Quad, Term};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Where the marked vocabulary and base live: a scheme of its own, which no relative address can leave.
const MARK: &str = "unmapped-member://x/";
const MARK_SCHEME: &str = "unmapped-member:";
/// Statements one document may make.
const MAX_STATEMENTS: usize = 4_000;
/// Nameless nodes that look alike at first sight: RDFC-1.0 tries their orders, which grows as a factorial.
const MAX_ALIKE: usize = 6;

/// How an address becomes the text of a context.
pub type Contexts = fn(&str) -> Option<&'static str>;

/// Why a document has no canonical statements.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum StatementsError {
    /// A member, type or address that no context maps.
    #[error("member not mapped by the contexts: {0}")]
    Unmapped(String),
    /// The JSON-LD processor refuses the document, for example a foreign context.
    #[error("not processable as JSON-LD: {0}")]
    JsonLd(String),
    /// More than this verifier is willing to compute.
    #[error("too many statements")]
    TooLarge,
}

/// The canonical N-Quads of `document` (RDFC-1.0 with SHA-256).
///
/// # Errors
/// When something in it is mapped by none of the contexts, when it is no JSON-LD, or when it is too large.
pub fn canonical(document: &Value, contexts: Contexts) -> Result<String, StatementsError> {
    let mut dataset = Dataset::new();
    for quad in read(document, contexts)? {
        dataset.insert(&quad);
    }
    if alike(&dataset) > MAX_ALIKE {
        return Err(StatementsError::TooLarge);
    }
    dataset.canonicalize(CanonicalizationAlgorithm::Rdfc10 { hash_algorithm: CanonicalizationHashAlgorithm::Sha256 });
    let mut lines: Vec<String> = dataset.iter().map(|quad| format!("{quad} .\n")).collect();
    lines.sort_unstable();
    Ok(lines.concat())
}

fn read(document: &Value, contexts: Contexts) -> Result<Vec<Quad>, StatementsError> {
    let bytes = serde_json::to_vec(&marked(document)).map_err(|fault| StatementsError::JsonLd(fault.to_string()))?;
    // Lenient: what is no address is emitted too, and judged below, instead of being left out.
    let parser = JsonLdParser::new().lenient().with_base_iri(MARK);
    let parser = parser.map_err(|fault| StatementsError::JsonLd(fault.to_string()))?;
    let quads = parser.for_slice(&bytes).with_load_document_callback(move |url, _options| {
        contexts(url)
            .map(|text| JsonLdRemoteDocument { document: text.as_bytes().to_vec(), document_url: url.to_owned() })
            .ok_or_else(|| format!("context {url} is not one of the shipped ones and is never fetched").into())
    });
    let mut read = Vec::new();
    for quad in quads {
        let quad = quad.map_err(|fault| StatementsError::JsonLd(fault.to_string()))?;
        if read.len() >= MAX_STATEMENTS {
            return Err(StatementsError::TooLarge);
        }
        check_mapped(&quad)?;
        read.push(quad);
    }
    Ok(read)
}

/// `document` with the marked vocabulary as the first of its contexts, so that one of them may still set its own.
fn marked(document: &Value) -> Value {
    let mut document = document.clone();
    if let Some(object) = document.as_object_mut() {
        let mut list = match object.remove("@context") {
            Some(Value::Array(list)) => list,
            Some(one) => vec![one],
            None => Vec::new(),
        };
        list.insert(0, json!({ "@vocab": format!("{MARK}vocabulary#") }));
        object.insert("@context".to_owned(), Value::Array(list));
    }
    document
}

fn check_mapped(quad: &Quad) -> Result<(), StatementsError> {
    check_node(&quad.subject)?;
    check_address(&quad.predicate)?;
    match &quad.object {
        Term::NamedNode(node) => check_address(node)?,
        Term::BlankNode(node) => check_blank(node)?,
        Term::Literal(literal) => check_address(&literal.datatype().into_owned())?,
    }
    match &quad.graph_name {
        GraphName::NamedNode(node) => check_address(node),
        GraphName::BlankNode(node) => check_blank(node),
        GraphName::DefaultGraph => Ok(()),
    }
}

fn check_node(node: &NamedOrBlankNode) -> Result<(), StatementsError> {
    match node {
        NamedOrBlankNode::NamedNode(node) => check_address(node),
        NamedOrBlankNode::BlankNode(node) => check_blank(node),
    }
}

fn check_address(node: &NamedNode) -> Result<(), StatementsError> {
    let address = node.as_str();
    if address.starts_with(MARK_SCHEME) || NamedNode::new(address).is_err() {
        let name = address.trim_start_matches(MARK).trim_start_matches("vocabulary#");
        return Err(StatementsError::Unmapped(name.chars().take(80).collect()));
    }
    Ok(())
}

fn check_blank(node: &BlankNode) -> Result<(), StatementsError> {
    BlankNode::new(node.as_str()).map(|_| ()).map_err(|_| StatementsError::Unmapped(node.as_str().to_owned()))
}

/// How many nameless nodes share their first-degree statements with another one (RDFC-1.0, 4.6).
fn alike(dataset: &Dataset) -> usize {
    let mut seen: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for quad in dataset {
        let mut names: Vec<String> = [quad.subject.to_string(), quad.object.to_string(), quad.graph_name.to_string()]
            .into_iter()
            .filter(|name| name.starts_with("_:"))
            .collect();
        names.sort_unstable();
        names.dedup();
        for name in &names {
            let sight = |part: String| match part.starts_with("_:") {
                true if part == *name => "_:a".to_owned(),
                true => "_:z".to_owned(),
                false => part,
            };
            seen.entry(name.clone()).or_default().push(format!(
                "{} {} {} {}",
                sight(quad.subject.to_string()),
                quad.predicate,
                sight(quad.object.to_string()),
                sight(quad.graph_name.to_string())
            ));
        }
    }
    let mut groups: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    for mut statements in seen.into_values() {
        statements.sort_unstable();
        *groups.entry(statements).or_default() += 1;
    }
    groups.into_values().filter(|&count| count > 1).sum()
}
