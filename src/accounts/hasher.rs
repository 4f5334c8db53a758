//! Argon2id on threads of its own: a thousand students may log in at once without the desks
//! feeling it, and a flood is told that the server is busy.

use argon2::password_hash::{PasswordHash, PasswordHasher as _, PasswordVerifier as _, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex};
use thread_priority::{ThreadPriority, set_current_thread_priority};
use tokio::sync::oneshot;

/// OWASP's second choice for Argon2id: 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// Passwords that may wait for a thread: a whole programme logging in at once, and half again.
const QUEUE_MAX: usize = 1_500;
const SALT_BYTES: usize = 16;

/// Why a password was not hashed or compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HasherError {
    #[error("too many people are logging in; try again in a moment")]
    Busy,
    #[error("passwords cannot be hashed")]
    Fault,
}

enum Job {
    Hash {
        password: String,
        reply: oneshot::Sender<Result<String, HasherError>>,
    },
    /// `None`: nobody has this login; the same work is done for nothing.
    Verify {
        password: String,
        hash: Option<String>,
        reply: oneshot::Sender<Result<bool, HasherError>>,
    },
}

/// The threads that hash. Cheap to clone; the threads end with the last clone.
#[derive(Clone)]
pub struct Hasher {
    jobs: SyncSender<Job>,
}

impl Hasher {
    /// Starts cores − 1 threads, at least one.
    ///
    /// # Errors
    /// [`HasherError::Fault`] when a thread cannot be started or no random bytes come.
    pub fn start() -> Result<Self, HasherError> {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self::with_threads(cores.saturating_sub(1).max(1), QUEUE_MAX)
    }

    fn with_threads(threads: usize, queue_max: usize) -> Result<Self, HasherError> {
        let nobody = Arc::new(hash(&argon()?, "nobody has this password")?);
        let (jobs, queue) = sync_channel(queue_max);
        let queue = Arc::new(Mutex::new(queue));
        for nr in 0..threads {
            let (queue, nobody) = (Arc::clone(&queue), Arc::clone(&nobody));
            let argon = argon()?;
            std::thread::Builder::new()
                .name(format!("hasher-{nr}"))
                .spawn(move || work(&queue, &argon, &nobody))
                .map_err(|_| HasherError::Fault)?;
        }
        Ok(Self { jobs })
    }

    /// Hashes a password with a fresh salt, in PHC form.
    ///
    /// # Errors
    /// [`HasherError::Busy`] when the queue is full.
    pub async fn hash(&self, password: &str) -> Result<String, HasherError> {
        let (reply, answer) = oneshot::channel();
        self.send(Job::Hash { password: password.to_owned(), reply })?;
        answer.await.map_err(|_| HasherError::Fault)?
    }

    /// Whether a password is the one that was hashed. Without a hash (nobody has this login) the
    /// same work is done and the answer is no, so that time tells nothing.
    ///
    /// # Errors
    /// [`HasherError::Busy`] when the queue is full.
    pub async fn verify(&self, password: &str, hash: Option<&str>) -> Result<bool, HasherError> {
        let (reply, answer) = oneshot::channel();
        let hash = hash.map(str::to_owned);
        self.send(Job::Verify { password: password.to_owned(), hash, reply })?;
        answer.await.map_err(|_| HasherError::Fault)?
    }

    fn send(&self, job: Job) -> Result<(), HasherError> {
        self.jobs.try_send(job).map_err(|error| match error {
            TrySendError::Full(_) => HasherError::Busy,
            TrySendError::Disconnected(_) => HasherError::Fault,
        })
    }
}

fn argon() -> Result<Argon2<'static>, HasherError> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(|_| HasherError::Fault)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn hash(argon: &Argon2<'_>, password: &str) -> Result<String, HasherError> {
    let mut salt = [0_u8; SALT_BYTES];
    getrandom::fill(&mut salt).map_err(|_| HasherError::Fault)?;
    let salt = SaltString::encode_b64(&salt).map_err(|_| HasherError::Fault)?;
    let hashed = argon.hash_password(password.as_bytes(), &salt).map_err(|_| HasherError::Fault)?;
    Ok(hashed.to_string())
}

fn work(queue: &Mutex<Receiver<Job>>, argon: &Argon2<'_>, nobody: &str) {
    // Whoever logs in can wait a little; a buyer cannot. Where the system does not allow it, all are equal.
    let _as_it_is = set_current_thread_priority(ThreadPriority::Min);
    loop {
        let job = {
            // A thread that panicked held nothing half-done: the queue is sound.
            let queue = queue.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            queue.recv()
        };
        // Who has gone away meanwhile is not worked for.
        match job {
            Err(_) => return,
            Ok(Job::Hash { password, reply }) if !reply.is_closed() => {
                let _gone = reply.send(hash(argon, &password));
            }
            Ok(Job::Verify { password, hash, reply }) if !reply.is_closed() => {
                let against = hash.as_deref().unwrap_or(nobody);
                let answer = PasswordHash::new(against).map_err(|_| HasherError::Fault).map(|stored| {
                    let same = argon.verify_password(password.as_bytes(), &stored).is_ok();
                    same && hash.is_some()
                });
                let _gone = reply.send(answer);
            }
            Ok(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Hasher, HasherError};

    #[tokio::test]
    async fn only_the_right_password_verifies() {
        let hasher = Hasher::start().unwrap();
        let hash = hasher.hash("kuaidi-2026").await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert_ne!(hash, hasher.hash("kuaidi-2026").await.unwrap(), "salted");
        assert_eq!(hasher.verify("kuaidi-2026", Some(&hash)).await, Ok(true));
        assert_eq!(hasher.verify("kuaidi-2027", Some(&hash)).await, Ok(false));
        assert_eq!(hasher.verify("nobody has this password", None).await, Ok(false));
        assert_eq!(hasher.verify("x", Some("no hash")).await, Err(HasherError::Fault));
    }

    #[tokio::test]
    async fn a_flood_is_told_the_server_is_busy() {
        let hasher = Hasher::with_threads(1, 2).unwrap();
        let flood = (0..8).map(|_| {
            let hasher = hasher.clone();
            tokio::spawn(async move { hasher.verify("x", None).await })
        });
        let mut busy = 0;
        for answer in flood.collect::<Vec<_>>() {
            match answer.await.unwrap() {
                Err(HasherError::Busy) => busy += 1,
                other => assert_eq!(other, Ok(false)),
            }
        }
        assert!((1..8).contains(&busy), "{busy}");
    }
}
