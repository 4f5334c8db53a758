//! Reads replies from standard input, one a line, and prints the acts of each as JSON, as `miaohui understand` does.

use miaohui::language::{Context, understand_line};
use std::io::BufRead as _;

fn main() {
    for line in std::io::stdin().lock().lines().map_while(Result::ok) {
        println!("{line}\n    {}", understand_line(&line, &Context::none()));
    }
}
