//! The relations of Universal Dependencies, without their subtypes.

/// How a word hangs on its head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
#[allow(missing_docs)]
#[rustfmt::skip]
pub enum Relation {
    Acl, Advcl, Advmod, Amod, Appos, Aux, Case, Cc, Ccomp, Clf, Compound, Conj, Cop, Csubj, #[default] Dep, Det, Discourse,
    Dislocated, Expl, Fixed, Flat, Goeswith, Iobj, List, Mark, Nmod, Nsubj, Nummod, Obj, Obl, Orphan, Parataxis, Punct,
    Reparandum, Root, Vocative, Xcomp,
}

const NAMES: [&str; 37] = [
    "acl",
    "advcl",
    "advmod",
    "amod",
    "appos",
    "aux",
    "case",
    "cc",
    "ccomp",
    "clf",
    "compound",
    "conj",
    "cop",
    "csubj",
    "dep",
    "det",
    "discourse",
    "dislocated",
    "expl",
    "fixed",
    "flat",
    "goeswith",
    "iobj",
    "list",
    "mark",
    "nmod",
    "nsubj",
    "nummod",
    "obj",
    "obl",
    "orphan",
    "parataxis",
    "punct",
    "reparandum",
    "root",
    "vocative",
    "xcomp",
];

impl Relation {
    /// All of them, in the order of their names.
    #[rustfmt::skip]
    pub const ALL: [Relation; 37] = {
        use Relation::*;
        [
            Acl, Advcl, Advmod, Amod, Appos, Aux, Case, Cc, Ccomp, Clf, Compound, Conj, Cop, Csubj, Dep, Det, Discourse,
            Dislocated, Expl, Fixed, Flat, Goeswith, Iobj, List, Mark, Nmod, Nsubj, Nummod, Obj, Obl, Orphan, Parataxis,
            Punct, Reparandum, Root, Vocative, Xcomp,
        ]
    };

    /// As Universal Dependencies spells it.
    pub fn name(self) -> &'static str {
        NAMES[self as usize]
    }

    /// From its spelling; a subtype is cut off.
    pub fn named(name: &str) -> Option<Relation> {
        let name = name.split(':').next()?;
        NAMES.iter().position(|&known| known == name).map(|index| Relation::ALL[index])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_relation_is_found_by_its_name() {
        for relation in Relation::ALL {
            assert_eq!(Relation::named(relation.name()), Some(relation));
        }
        assert_eq!((Relation::named("nsubj:pass"), Relation::named("subject")), (Some(Relation::Nsubj), None));
    }
}
