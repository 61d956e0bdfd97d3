//! The tree of an HTML page, every text with the bytes it came from.
