//! AdaGrad over hashed features (Duchi, Hazan and Singer 2011): each weight has a step of its own, the smaller the more it has moved.

/// Linear weights in training.
pub(crate) struct Learner {
    pub(crate) weights: Vec<f32>,
    squares: Vec<f32>,
    pace: Pace,
}

/// How fast weights move.
pub(crate) struct Pace {
    pub(crate) rate: f32,
    /// Added to the root of the squares: the first steps are the shorter the greater it is.
    pub(crate) damping: f32,
    /// Pull towards nothing, a step.
    pub(crate) decay: f32,
}

impl Learner {
    /// Weights for features of so many bits, all nothing.
    pub(crate) fn new(bits: u32, pace: Pace) -> Learner {
        Learner { weights: vec![0.0; 1 << bits], squares: vec![0.0; 1 << bits], pace }
    }

    /// The sum of the features' weights.
    pub(crate) fn score(&self, features: &[u32]) -> f32 {
        features.iter().map(|&feature| self.weights[feature as usize]).sum()
    }

    /// Moves the features' weights up the gradient.
    pub(crate) fn step(&mut self, features: &[u32], gradient: f32) {
        let Pace { rate, damping, decay } = self.pace;
        for &feature in features {
            let feature = feature as usize;
            let gradient = gradient - decay * self.weights[feature];
            self.squares[feature] += gradient * gradient;
            self.weights[feature] += rate * gradient / (self.squares[feature].sqrt() + damping);
        }
    }
}
