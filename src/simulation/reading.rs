//! How a reply is read in its window: what the reading is told of the talk so far.

use super::event::Window;
use super::shift::Shift;
use super::window::WindowState;
use crate::language::act::{Act, Topic};
use crate::language::{Context, read};

impl Shift {
    /// What is known when a reply is read in `window`; nothing where there is no such window.
    pub fn context(&self, window: Window) -> Context<'_> {
        let Some(state) = self.windows.get(&window) else { return Context::none() };
        Context {
            product: state.case.product.as_ref().and_then(|id| self.content.products.get(id)),
            shop: self.content.shops.get(&state.shop),
            order: state.order.as_deref(),
            asked: self.asked(state),
            sizes: &state.case.sizes,
            colours: &state.case.colours,
        }
    }

    /// The acts of a reply, read in its window as it stands now. Log them with it: they are never read again.
    pub fn read(&self, window: Window, text: &str) -> Vec<Act> {
        read(text, &self.context(window))
    }

    /// The topic of what was asked last and is still open, else of what was asked last.
    fn asked(&self, state: &WindowState) -> Option<Topic> {
        let scenario = self.content.scenarios.get(&state.case.scenario)?;
        let asked = || scenario.needs.iter().zip(&state.buyer.needs).filter(|(_, state)| state.asked_seq.is_some());
        let last =
            |open: bool| asked().filter(|(_, state)| !open || state.open()).max_by_key(|(_, state)| state.asked_seq);
        last(true).or_else(|| last(false)).map(|(need, _)| need.topic)
    }
}
