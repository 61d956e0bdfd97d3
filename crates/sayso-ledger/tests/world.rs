//! The invented world, read as `sayso add` reads it: what the modules of the ledger make of it.
#![allow(clippy::unwrap_used)]

use std::path::Path;
use std::sync::OnceLock;

use sayso_ledger::rows::Rows;
use sayso_read::Reading;
use sayso_sources::{Given, Input};

/// The readings of `examples/world`, in the order of adding, read once.
fn world() -> &'static [Reading] {
    static WORLD: OnceLock<Vec<Reading>> = OnceLock::new();
    WORLD.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/world");
        let models = sayso_models::open();
        let pages = sayso_sources::pages(vec![Input::named(&folder)], Given::default());
        pages.map(|page| sayso_read::read(&page.unwrap(), &models)).collect()
    })
}

#[test]
fn rows_refer_to_rows_of_their_own_document() {
    for (index, reading) in world().iter().enumerate() {
        let document = index as i64 + 1;
        let rows = Rows::of(reading, document);
        assert_eq!((rows.statements.len(), rows.left_out), (reading.statements.len(), 0));
        for statement in &rows.statements {
            for row in [statement.entity, statement.parent, statement.passage].into_iter().flatten() {
                assert_eq!(sayso_ledger::rows::document_of(row), document);
            }
        }
        for quantity in rows.quantities.iter().filter(|quantity| quantity.statement.is_some()) {
            let holder =
                rows.statements.iter().find(|statement| Some(statement.statement) == quantity.statement).unwrap();
            assert!(holder.content_spans.iter().any(|&(start, end)| start <= quantity.start && quantity.end <= end));
        }
    }
}
