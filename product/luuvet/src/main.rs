//! Lưu Vết.

fn main() {}
