//! Weights of the stage, and what they find.

use super::MOST_TOKENS;
use super::features::{self, View, Views};
use super::roles::{self, ROLES, Role, Steps};
use super::scene::{Extent, Scene};
use crate::looks::Vectors;
use crate::nets::{Encoder, Matrix, exp, quantise};
use crate::span::Run;
use crate::tables::header;

/// First line of the file.
pub const HEADER: &str = "sayso statements model, format 1";

/// What a token is as a cue: nothing, its head, another of its words.
pub const CUE_LABELS: usize = 3;

/// Cues are looked from in training if the first net gives them at least this chance.
pub const LEAST_CHANCE: f32 = 0.06;

/// Statements are kept if both nets together are so sure of the cue: in the text, in reported words, inside quotations.
const LEAST_SURE: [f32; 3] = [0.35, 0.9, 0.8];

/// Added to the score of what is taken for granted.
const CERTAIN: f32 = 1e4;

/// The weights.
#[derive(Debug, Clone, Default)]
pub struct Model {
    cues: Encoder,
    cues_out: Matrix,
    roles: Encoder,
    roles_out: Matrix,
    steps: Steps,
}

/// A statement in tokens.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    /// The head of the cue.
    pub(super) head: u32,
    /// How sure the second net is that it is one.
    pub(super) chance: f32,
    /// How sure the first one was.
    pub(super) first: f32,
    /// What each token of the window is to it.
    pub(super) roles: Vec<Role>,
    /// The window.
    pub(super) window: Run,
}

fn least_sure(extent: &Extent) -> f32 {
    let [whole, reported, quoted] = LEAST_SURE;
    match extent {
        Extent::Whole => whole,
        Extent::Reported(_) => reported,
        Extent::Quoted(_) => quoted,
    }
}

/// The least chance that the first net must give a cue, however sure the second may be, so that both are sure enough.
pub(super) fn least_chance(extent: &Extent) -> f32 {
    // A hair less, for what rounding may do.
    (least_sure(extent) * least_sure(extent) * 0.999).max(LEAST_CHANCE)
}

impl Found {
    /// What both nets think together: the geometric mean.
    pub(super) fn sureness(&self) -> f32 {
        (self.chance * self.first).sqrt()
    }

    /// Whether that is enough.
    pub(super) fn is_sure(&self, extent: &Extent) -> bool {
        self.sureness() >= least_sure(extent)
    }
}

impl Model {
    /// Opens a model (head, empty line; encoder, matrix; encoder, matrix; steps); the error says what the bytes are instead.
    pub fn open(file: &[u8]) -> Result<Model, String> {
        let (_, mut bytes) = header(file, HEADER, "statements")?;
        let mut read = || {
            let (cues, cues_out) = (Encoder::read(&mut bytes)?, Matrix::read(&mut bytes)?);
            let (roles, roles_out) = (Encoder::read(&mut bytes)?, Matrix::read(&mut bytes)?);
            let flat = bytes.singles(ROLES * ROLES)?;
            let steps = std::array::from_fn(|from| std::array::from_fn(|to| flat[from * ROLES + to]));
            let fits =
                |encoder: &Encoder, out: &Matrix, labels| out.inputs() == encoder.width() && out.outputs() == labels;
            (fits(&cues, &cues_out, CUE_LABELS) && fits(&roles, &roles_out, ROLES)).then_some(Model {
                cues,
                cues_out,
                roles,
                roles_out,
                steps,
            })
        };
        read().ok_or_else(|| "the model for statements is cut or damaged; run `cargo train statements`".to_owned())
    }

    /// Whether nothing was learnt.
    pub fn is_empty(&self) -> bool {
        self.cues.width() == 0
    }

    /// The chance of each token to be the head of a cue.
    pub fn chances(&self, scene: &Scene<'_>, vectors: &Vectors) -> Vec<f32> {
        let mut chances = vec![0.0; scene.text.tokens.len()];
        let (mut whole, mut scores) = (Vec::new(), Vec::new());
        let more = |_, token: usize| features::of_cue(scene, token as u32);
        let each = |_, piece: Run, layer: &[f32]| {
            whole.clear();
            quantise(layer, &mut whole);
            self.cues_out.apply(&whole, &mut scores);
            for (chance, row) in chances[piece.range()].iter_mut().zip(scores.as_chunks::<CUE_LABELS>().0) {
                let most = row.iter().fold(f32::NEG_INFINITY, |most, &score| most.max(score));
                let weights = row.map(|score| exp(score - most));
                *chance = weights[1] / weights.iter().sum::<f32>();
            }
        };
        let words = &scene.analysis.words;
        self.cues.run_windows(words, vectors, &scene.sentences(MOST_TOKENS), features::of, more, each);
        chances
    }

    /// The statements seen from the likely cues.
    pub(super) fn roles(&self, scene: &Scene<'_>, vectors: &Vectors, views: &Views) -> Vec<Found> {
        let windows: Vec<Run> = views.list.iter().map(|view| view.window).collect();
        let mut found: Vec<Found> = Vec::with_capacity(windows.len());
        let (mut whole, mut scores) = (Vec::new(), Vec::new());
        let more = |view: usize, token: usize| features::of_role(scene, views, &views.list[view], token as u32);
        let each = |view: usize, piece: Run, layer: &[f32]| {
            whole.clear();
            quantise(layer, &mut whole);
            self.roles_out.apply(&whole, &mut scores);
            let View { cue, chance: first, .. } = views.list[view];
            let (chances, ..) = roles::chances(&scores, &self.steps);
            let at = cue.saturating_sub(piece.start) as usize * ROLES + Role::Cue as usize;
            let chance = chances.get(at).copied().unwrap_or(0.0);
            // Which roles, if it is a cue.
            if let Some(score) = scores.get_mut(at) {
                *score += CERTAIN;
            }
            found.push(Found { head: cue, chance, first, roles: roles::best(&scores, &self.steps), window: piece });
        };
        self.roles.run_windows(&scene.analysis.words, vectors, &windows, features::of, more, each);
        found
    }
}
