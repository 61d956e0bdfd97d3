//! Context: who stands beside whom in the documents of the pile, and how much that says.
//!
//! In: the names of each document. Out: for two sets of documents, what their common companions weigh.
//!
//! A companion that hardly another document names weighs much; one that half the pile names, nothing. Where one side is many documents, the
//! companion weighs by how much oftener it stands there than anywhere (lift), so that a person of ten thousand documents is not near to
//! everybody.
//!
//! ```text
//! documents 1 and 9 both name Kelemdar, Sadar, Halcyon     enough
//! documents 1 and 4000 both name the United States         nothing
//! ```

use super::words::Symbol;

/// Companions of one document that are kept: the rarest are looked for among so many.
pub(super) const MOST_COMPANIONS: usize = 200;

/// Piles smaller than this weigh as if they were of this size: in ten documents no name is common.
const LEAST_PILE: u64 = 4096;

/// A companion weighs this much at most, and is not counted below that, in eighths of a bit.
const HEAVIEST: u32 = 80;
const LIGHTEST: u32 = 16;

/// From this weight on context speaks for two being one; from the second it speaks loudly.
const SPEAKS: u32 = 96;
const LOUDLY: u32 = 192;

/// What stands in a document beside its persons.
#[derive(Debug, Default)]
pub(super) struct Scene {
    /// The document's number in the ledger.
    pub(super) document: i64,
    /// The family of copies that it belongs to.
    pub(super) family: Option<i64>,
    /// Last words of persons' names and names of all others, sorted, each once.
    pub(super) companions: Vec<Symbol>,
}

/// The scenes of all documents and how many know each name.
#[derive(Debug, Default)]
pub(super) struct Context {
    pub(super) scenes: Vec<Scene>,
    documents: Vec<u32>,
}

impl Context {
    /// Takes a document.
    pub(super) fn add(&mut self, scene: Scene) {
        for &companion in &scene.companions {
            let at = companion as usize;
            if self.documents.len() <= at {
                self.documents.resize(at + 1, 0);
            }
            self.documents[at] += 1;
        }
        self.scenes.push(scene);
    }

    /// What a companion weighs that stands in `there` of `of` documents on one side: eighths of a bit.
    pub(super) fn weight(&self, companion: Symbol, there: u32, of: u32) -> u32 {
        let everywhere = u64::from(self.documents.get(companion as usize).copied().unwrap_or(0)).max(1);
        let pile = self.scenes.len() as u64 + LEAST_PILE;
        let lift = u64::from(there) * pile / (u64::from(of.max(1)) * everywhere);
        Some(eighths(lift)).filter(|&weight| weight >= LIGHTEST).unwrap_or(0).min(HEAVIEST)
    }

    /// Points for the weight of all common companions.
    pub(super) fn points(weight: u32) -> u32 {
        u32::from(weight >= SPEAKS) + u32::from(weight >= LOUDLY)
    }
}

/// Eight times the binary logarithm of a number, between powers of two by a straight line.
fn eighths(number: u64) -> u32 {
    let number = number.max(1);
    let whole = number.ilog2();
    whole * 8 + (((number - (1 << whole)) << 3) >> whole) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_many_documents_name_says_little() {
        let mut context = Context::default();
        for document in 0..10_000 {
            let companions = if document < 2 { vec![0, 1] } else { vec![0] };
            context.add(Scene { document, family: None, companions });
        }
        assert_eq!(context.weight(0, 1, 1), 0);
        assert_eq!(context.weight(1, 1, 1), HEAVIEST);
        // A crowd that nearly never stands with it is not its companion.
        assert_eq!(context.weight(1, 1, 5000), 0);
    }
}
