//! Random changes of a credential: none is valid unless it means the same. `cargo xtask test` tries 100,000 in release
//! (`examples/mutate_credentials.rs`).
#![cfg(feature = "server")]
#![expect(clippy::unwrap_used, reason = "tests")]

mod mutations;

use mutations::Ground;

/// Canonicalising is allocating: the system's allocator took half the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const CHANGES: u64 = 600;

#[test]
fn no_change_is_valid_unless_it_means_the_same() {
    let ground = Ground::lay();
    let tally = ground.try_changes(CHANGES / 2, 1).and(ground.try_changes(CHANGES / 2, 2));
    assert_eq!(tally.faults, Vec::<String>::new());
    assert_eq!(tally.tried.values().sum::<u64>(), CHANGES);
    // Every kind was tried, and some changes, such as another order, do mean the same.
    assert_eq!(tally.tried.len(), 8, "{tally:?}");
    assert!(tally.same.contains_key("members of the JSON"), "{tally:?}");
    assert!(!tally.same.contains_key("bytes of the token") && !tally.same.contains_key("claims of the token"));
    println!("{tally:?}");
}
