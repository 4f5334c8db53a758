//! Progress: one line a step with its seconds, and the total.

use std::io::Write;
use std::time::Instant;

use anyhow::Result;

/// A stopwatch for what a person waits for.
pub struct Stopwatch(Instant);

impl Stopwatch {
    #[expect(clippy::disallowed_methods, reason = "the build reports how long it took")]
    pub fn start() -> Self {
        Self(Instant::now())
    }

    pub fn seconds(&self) -> f64 {
        self.0.elapsed().as_secs_f64()
    }
}

/// The steps done so far in this run of xtask.
pub struct Steps {
    watch: Stopwatch,
    rows: Vec<(String, f64)>,
    silent: bool,
}

impl Steps {
    pub fn new() -> Self {
        Self { watch: Stopwatch::start(), rows: Vec::new(), silent: false }
    }

    /// Steps whose lines go to standard error: standard output belongs to what is measured.
    pub fn silent() -> Self {
        Self { silent: true, ..Self::new() }
    }

    /// Runs one step and prints its line. `work` returns its value and a few words on what it did.
    pub fn run<T>(&mut self, name: &str, work: impl FnOnce() -> Result<(T, String)>) -> Result<T> {
        if !self.silent {
            announce(name);
        }
        let watch = Stopwatch::start();
        let outcome = work();
        let seconds = watch.seconds();
        match outcome {
            Ok((value, words)) => {
                self.report(name, seconds, &words);
                Ok(value)
            }
            Err(error) => {
                self.report(name, seconds, "FAILED");
                Err(error)
            }
        }
    }

    /// Prints the line of a step that was timed elsewhere (it ran beside another).
    pub fn report(&mut self, name: &str, seconds: f64, words: &str) {
        if self.silent {
            eprintln!("{name:<34} {seconds:>7.1} s  {words}");
        } else {
            println!("{}{name:<34} {seconds:>7.1} s  {words}", line_start());
        }
        let _ = std::io::stdout().flush();
        self.rows.push((name.to_owned(), seconds));
    }

    /// Every step once more with its seconds, longest first.
    pub fn print_longest(&self) {
        let mut rows: Vec<_> = self.rows.iter().filter(|(_, seconds)| *seconds >= 0.05).collect();
        rows.sort_by(|a, b| b.1.total_cmp(&a.1));
        println!("\nwhere the time went:");
        for (name, seconds) in rows {
            println!("{name:<34} {seconds:>7.1} s");
        }
    }

    pub fn print_total(&self) {
        println!("{:<34} {:>7.1} s", "total", self.watch.seconds());
    }
}

/// On a terminal the running step shows, and its own report then overwrites it.
fn announce(name: &str) {
    use std::io::IsTerminal;
    if std::io::stdout().is_terminal() {
        print!("{name:<34} …");
        let _ = std::io::stdout().flush();
    }
}

fn line_start() -> &'static str {
    use std::io::IsTerminal;
    if std::io::stdout().is_terminal() { "\r" } else { "" }
}
