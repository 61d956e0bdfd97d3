//! Nothing here: the targets are tests.
