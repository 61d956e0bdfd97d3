//! Makes and scores the models; not shipped.
fn main() {}
