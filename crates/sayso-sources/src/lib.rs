//! x
mod gzip;
mod limits;
mod stream;
mod trouble;
