//! The program as its users meet it: run in folders of their own, judged by its exit status and by what it prints where.

mod cli;
#[cfg(unix)]
mod scripts;
mod search;
mod workflows;
