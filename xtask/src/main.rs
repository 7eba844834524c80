//! cargo x: check, test, bench, dev.

fn main() {}
