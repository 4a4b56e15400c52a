//! Golden files of a small book, and the naming clock over every file.
