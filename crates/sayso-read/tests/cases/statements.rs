//! Marks of the stage `statements`: source, cue and content of each, numbered.

use std::sync::LazyLock;

use sayso_read::quotes;
use sayso_read::statements::{self, Form, Kind};
use sayso_read::text::Text;
use sayso_read::{Analysis, Models};

use crate::harness::Mark;

static MODELS: LazyLock<Models> = LazyLock::new(sayso_models::open);

pub(crate) fn marks(text: &Text) -> Vec<Mark> {
    let quotes = quotes::find(text);
    let mut marks = Vec::new();
    let analysis = Analysis::of(text, &MODELS.language);
    let weights = statements::Weights { language: &MODELS.language, model: &MODELS.statements };
    let found = statements::find(text, &analysis, &quotes, weights).list;
    for (index, statement) in found.into_iter().enumerate() {
        let number = index + 1;
        let kind = match statement.kind {
            Kind::Direct => "direct",
            Kind::Mixed => "mixed",
            Kind::Indirect => "indirect",
        };
        match statement.source {
            Some(source) if source.form == Form::Person => {
                marks.push(Mark { spans: source.spans, label: format!("source {number}") });
            }
            Some(source) => {
                let form = format!("{:?}", source.form).to_lowercase();
                marks.push(Mark { spans: source.spans, label: format!("source {number}, {form}") });
            }
            None => marks.push(Mark { spans: Vec::new(), label: format!("source {number}, none") }),
        }
        if let Some(cue) = statement.cue {
            let class = format!("{:?}", cue.class).to_lowercase();
            let mut label = format!("cue {number}, {class}");
            if cue.negated {
                label += ", negated";
            }
            if cue.modality != statements::Modality::Actual {
                label += &format!(", {}", format!("{:?}", cue.modality).to_lowercase());
            }
            marks.push(Mark { spans: cue.spans, label });
        }
        let mut label = format!("content {number}, {kind}");
        if let Some(parent) = statement.parent {
            label += &format!(", in {}", parent + 1);
        }
        marks.push(Mark { spans: statement.content, label });
        if let Some(addressee) = statement.addressee {
            marks.push(Mark { spans: vec![addressee], label: format!("addressee {number}") });
        }
        if let Some(channel) = statement.channel {
            marks.push(Mark { spans: vec![channel], label: format!("channel {number}") });
        }
        for (span, label) in [(statement.when, "when"), (statement.place, "place")] {
            marks.extend(span.map(|span| Mark { spans: vec![span], label: format!("{label} {number}") }));
        }
    }
    marks
}
