//! Marks of the stage `quantities`: each figure with all that is known of it, and under it what it counts or measures.

#![allow(clippy::disallowed_types)] // A test may keep what is slow to open.

use std::fmt::Write as _;
use std::sync::LazyLock;

use sayso_read::quantities::{self, Hedge, Quantity, Vague};
use sayso_read::text::Text;
use sayso_read::{Analysis, Models};

use crate::harness::Mark;

static MODELS: LazyLock<Models> = LazyLock::new(sayso_models::open);

pub(crate) fn marks(text: &Text) -> Vec<Mark> {
    let analysis = Analysis::of(text, &MODELS.language);
    let mut marks = Vec::new();
    let [acled, ucdp] = [Vague::Acled, Vague::Ucdp].map(|rule| quantities::find(text, &analysis, rule));
    for (at, found) in quantities::find(text, &analysis, Vague::Literal).iter().enumerate() {
        let mut label = about(found);
        if found.hedge == Hedge::Vague {
            let _ = write!(label, "; acled {}; ucdp {}", bounds(&acled[at]), bounds(&ucdp[at]));
        }
        marks.push(Mark { spans: vec![found.span], label });
        if let Some(of) = found.of {
            marks.push(Mark { spans: vec![of], label: "of".into() });
        }
    }
    marks
}

fn bounds(found: &Quantity) -> String {
    let end = |number: Option<f64>| number.map(|number| number.to_string()).unwrap_or_default();
    format!("{}..{}", end(found.low), end(found.high))
}

fn about(found: &Quantity) -> String {
    let mut label = format!("{:?}", found.kind).to_lowercase();
    if let Some(value) = found.value {
        let _ = write!(label, " {}", (value * 10_000.0).round() / 10_000.0);
    }
    if found.low.is_some() || found.high.is_some() {
        let _ = write!(label, " [{}]", bounds(found));
    }
    if found.hedge != Hedge::Exact {
        let hedge = serde_json::to_value(found.hedge).unwrap_or_default();
        let _ = write!(label, " {}", hedge.as_str().unwrap_or_default());
    }
    if let Some(unit) = &found.unit {
        let _ = write!(label, ", {unit}");
    }
    if let Some(change) = found.change {
        let _ = write!(label, ", {}", format!("{change:?}").to_lowercase());
    }
    if let Some(fate) = found.fate {
        let _ = write!(label, ", {fate}");
    }
    label
}
