//! How often a password may be guessed: by account first, by address generously, for a whole lab
//! sits behind one address.

use crate::clock::UnixMs;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// Wrong passwords of one account before it has to wait.
const ACCOUNT_FREE: u32 = 5;
/// The first wait; it doubles with each further wrong password …
const ACCOUNT_WAIT_MS: u64 = 1_000;
/// … up to this. No longer: a stranger must not lock a student out of an exam.
const ACCOUNT_WAIT_MAX_MS: u64 = 60_000;
/// Wrong and pending passwords of one address within [`FORGET_MS`]: a programme of 1,000 at once
/// from one lab passes.
const ADDRESS_MAX: u32 = 3_000;
/// After so long without a guess everything is forgotten.
const FORGET_MS: u64 = 10 * 60_000;
/// Accounts and addresses remembered at once; beyond it the longest unused is forgotten.
const REMEMBERED_MAX: usize = 20_000;

#[derive(Clone, Copy, Debug, Default)]
struct Guesses {
    count: u32,
    last_ms: UnixMs,
}

#[derive(Debug, Default)]
struct Remembered {
    guesses: BTreeMap<String, Guesses>,
}

impl Remembered {
    fn at(&mut self, key: &str, now_ms: UnixMs) -> &mut Guesses {
        if !self.guesses.contains_key(key) && self.guesses.len() >= REMEMBERED_MAX {
            self.guesses.retain(|_, guesses| guesses.last_ms + FORGET_MS > now_ms);
            if self.guesses.len() >= REMEMBERED_MAX
                && let Some(oldest) =
                    self.guesses.iter().min_by_key(|(_, guesses)| guesses.last_ms).map(|(key, _)| key.clone())
            {
                self.guesses.remove(&oldest);
            }
        }
        let guesses = self.guesses.entry(key.to_owned()).or_default();
        if guesses.last_ms + FORGET_MS <= now_ms {
            guesses.count = 0;
        }
        guesses
    }
}

/// Remembers wrong passwords, in memory: a restart forgives.
#[derive(Debug, Default)]
pub struct Throttle {
    accounts: Mutex<Remembered>,
    addresses: Mutex<Remembered>,
}

impl Throttle {
    /// Asks to try a password. The try counts as wrong until [`Throttle::right`] says otherwise,
    /// so that many at once are not all let through.
    ///
    /// # Errors
    /// How many milliseconds to wait.
    pub fn ask(&self, login: &str, address: &str, now_ms: UnixMs) -> Result<(), u64> {
        let mut addresses = self.addresses.lock().unwrap_or_else(PoisonError::into_inner);
        let from = addresses.at(address, now_ms);
        if from.count >= ADDRESS_MAX {
            return Err((from.last_ms + FORGET_MS).saturating_sub(now_ms));
        }
        let mut accounts = self.accounts.lock().unwrap_or_else(PoisonError::into_inner);
        let account = accounts.at(login, now_ms);
        if let Some(doublings) = account.count.checked_sub(ACCOUNT_FREE) {
            let wait_ms = ACCOUNT_WAIT_MS.saturating_mul(1 << doublings.min(16)).min(ACCOUNT_WAIT_MAX_MS);
            let free_ms = account.last_ms + wait_ms;
            if free_ms > now_ms {
                return Err(free_ms - now_ms);
            }
        }
        for guesses in [account, from] {
            guesses.count = guesses.count.saturating_add(1);
            guesses.last_ms = now_ms;
        }
        Ok(())
    }

    /// The password was right: the account starts afresh and the address gets its try back.
    pub fn right(&self, login: &str, address: &str, now_ms: UnixMs) {
        self.give_back(address, now_ms);
        self.accounts.lock().unwrap_or_else(PoisonError::into_inner).guesses.remove(login);
    }

    /// The password was never compared (the server was busy): the try does not count.
    pub fn untried(&self, login: &str, address: &str, now_ms: UnixMs) {
        self.give_back(address, now_ms);
        let mut accounts = self.accounts.lock().unwrap_or_else(PoisonError::into_inner);
        let account = accounts.at(login, now_ms);
        account.count = account.count.saturating_sub(1);
    }

    fn give_back(&self, address: &str, now_ms: UnixMs) {
        let mut addresses = self.addresses.lock().unwrap_or_else(PoisonError::into_inner);
        let from = addresses.at(address, now_ms);
        from.count = from.count.saturating_sub(1);
    }
}

#[cfg(test)]
mod tests {
    use super::{ADDRESS_MAX, FORGET_MS, REMEMBERED_MAX, Throttle};

    #[test]
    fn an_account_waits_longer_each_time() {
        let throttle = Throttle::default();
        let check = |at_ms, expected| {
            assert_eq!(throttle.ask("lin", "10.0.0.1", at_ms), expected, "at {at_ms}");
        };
        for _ in 0..5 {
            check(1_000_000, Ok(()));
        }
        check(1_000_000, Err(1_000));
        check(1_000_400, Err(600));
        check(1_001_000, Ok(()));
        check(1_001_000, Err(2_000));
        check(1_003_000, Ok(()));
        check(1_003_001, Err(3_999));
        // Another account from the same address does not wait.
        assert_eq!(throttle.ask("he", "10.0.0.1", 1_003_001), Ok(()));
        check(1_003_000 + FORGET_MS, Ok(()));
        check(1_003_000 + FORGET_MS, Ok(()));
    }

    #[test]
    fn a_right_password_forgives() {
        let throttle = Throttle::default();
        for _ in 0..50 {
            assert_eq!(throttle.ask("lin", "10.0.0.1", 1_000_000), Ok(()));
            throttle.right("lin", "10.0.0.1", 1_000_000);
        }
    }

    #[test]
    fn a_lab_passes_and_a_guesser_does_not() {
        let throttle = Throttle::default();
        let mut passed = 0;
        for student in 0..ADDRESS_MAX + 100 {
            passed += u32::from(throttle.ask(&student.to_string(), "10.0.0.1", 1_000).is_ok());
        }
        assert_eq!(passed, ADDRESS_MAX);
    }

    #[test]
    fn memory_is_bounded() {
        let throttle = Throttle::default();
        for nr in 0..REMEMBERED_MAX + 10 {
            let _ = throttle.ask(&nr.to_string(), &nr.to_string(), 1_000_000);
        }
        assert_eq!(throttle.accounts.lock().unwrap().guesses.len(), REMEMBERED_MAX);
    }
}
