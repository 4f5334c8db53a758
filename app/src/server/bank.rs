//! The bank as the school uses it, put together once and again after each change.

use miaohui::{
    content::Content,
    picture,
    quiz::{self, Form, Item, Picture, Place},
    storage::{ItemsMark, Storage, StorageError},
};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Cheap to clone; all clones share the same items.
#[derive(Clone, Default)]
pub struct Bank {
    in_use: Arc<Mutex<Option<Marked>>>,
    /// Of the content alone, which stays as it is while the server runs.
    whole: Arc<OnceLock<Arc<[Item]>>>,
}

/// The items, and by which mark they were put together.
type Marked = (ItemsMark, Arc<[Item]>);

impl Bank {
    /// The items in use now, here or as another server changed them.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn items(&self, storage: &Storage, content: &Content) -> Result<Arc<[Item]>, StorageError> {
        let mark = storage.items_mark().await?;
        let kept = self.in_use.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((_, items)) = kept.filter(|(of, _)| *of == mark) {
            return Ok(items);
        }
        let school = storage.school_items().await?;
        let retired = school.iter().filter(|one| one.retired_ms.is_some()).map(|one| one.id.clone()).collect();
        let own = school.into_iter().filter_map(|one| one.item).collect();
        let bank = self.whole(content).to_vec();
        let mut items = quiz::in_use(content, bank, own, &retired);
        // A form is drawn from sorted items: once here, and not for each form.
        items.sort_by(|a, b| a.id.cmp(&b.id));
        let items: Arc<[Item]> = items.into();
        *self.in_use.lock().unwrap_or_else(PoisonError::into_inner) = Some((mark, items.clone()));
        Ok(items)
    }

    /// The content's items and the catalogue's, in use or not, without the school's.
    pub fn whole(&self, content: &Content) -> Arc<[Item]> {
        self.whole.get_or_init(|| quiz::bank(content, &content.hash).into()).clone()
    }
}

/// The picture an item shows, with what is seen on it.
pub fn picture(content: &Content, product: &str) -> Option<Picture> {
    let product = content.products.get(product)?;
    Some(Picture { svg: picture::svg(product), words: picture::alt(product) })
}

/// A form as this attempt is asked it: numbers, measures and wrong options drawn by its own seed.
pub fn asked(content: &Content, form: Form, seed: &str) -> Form {
    let shelves = quiz::bank::shelves(content);
    let fresh = |place: Place| Place::new(quiz::fresh(content, &shelves, place.item, seed), seed);
    Form { places: form.places.into_iter().map(fresh).collect() }
}
