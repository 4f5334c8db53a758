//! A shift's story as a film, its words in the visitor's language.

use crate::i18n::Locale;
use crate::pages::score::{
    story::{Story, What},
    transcript,
};
use crate::replay::{By, Film, Line, film::Buyer};

/// Everything that can be seen of a shift.
pub fn film(locale: Locale, story: &Story) -> Film {
    let buyers = story.windows.iter().map(|(window, told)| Buyer {
        window: *window,
        name: told.name.clone(),
        from_ms: told.from_ms,
        to_ms: told.to_ms,
    });
    let lines = story.windows.iter().flat_map(|(window, told)| {
        told.lines.iter().map(|line| Line {
            at_ms: line.ms,
            seq: line.seq,
            window: *window,
            by: by(&line.what),
            text: transcript::words(locale, &line.what),
            waits: line.waits,
        })
    });
    let mut lines: Vec<Line> = lines.collect();
    lines.sort_by_key(|line| line.seq);
    Film { length_ms: story.length_ms, buyers: buyers.collect(), lines, looks: story.looks.clone() }
}

fn by(what: &What) -> By {
    match what {
        What::Buyer { .. } => By::Buyer,
        What::Agent(_) => By::Agent,
        What::Robot(_) => By::Robot,
        What::Acted { .. } | What::Answered { .. } | What::Hint | What::Left(_) | What::Rated(_) => By::Deed,
    }
}
