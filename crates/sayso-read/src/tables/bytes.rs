//! A model file's bytes, taken from the front: a readable head, then numbers, low byte first.

/// What is left of a file. Every `take` gives `None` where the file is too short.
#[derive(Debug, Clone, Copy)]
pub struct Bytes<'m>(pub &'m [u8]);

impl<'m> Bytes<'m> {
    /// So many bytes.
    pub fn take(&mut self, count: usize) -> Option<&'m [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    /// A count, 32 bits.
    pub fn count(&mut self) -> Option<usize> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?) as usize)
    }

    /// Whole numbers of 32 bits.
    pub fn wholes(&mut self, count: usize) -> Option<Vec<u32>> {
        let (chunks, _) = self.take(count.checked_mul(4)?)?.as_chunks::<4>();
        Some(chunks.iter().map(|&chunk| u32::from_le_bytes(chunk)).collect())
    }

    /// Numbers of single precision.
    pub fn singles(&mut self, count: usize) -> Option<Vec<f32>> {
        Some(self.wholes(count)?.into_iter().map(f32::from_bits).collect())
    }

    /// Whole numbers of 8 bits.
    pub fn small(&mut self, count: usize) -> Option<Vec<i8>> {
        Some(self.take(count)?.iter().map(|&byte| byte as i8).collect())
    }
}

/// Splits a model file into its readable head (lines up to an empty one) and the rest. The error says what the file says
/// of itself instead, and how to remake it.
pub fn header<'m>(bytes: &'m [u8], wanted: &str, stage: &str) -> Result<(&'m str, Bytes<'m>), String> {
    let first = bytes.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let first = String::from_utf8_lossy(&first[..first.len().min(60)]).into_owned();
    if !first.starts_with(wanted) {
        return Err(format!("wanted {wanted:?}, this file begins {first:?}; run `cargo train {stage}`"));
    }
    let cut = || format!("the model for {stage} is cut or damaged; run `cargo train {stage}`");
    let end = bytes.windows(2).position(|pair| pair == b"\n\n").ok_or_else(cut)?;
    let head = std::str::from_utf8(&bytes[..end]).map_err(|_| cut())?;
    Ok((head, Bytes(&bytes[end + 2..])))
}
