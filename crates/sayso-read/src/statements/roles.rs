//! Roles: which tokens are source, cue and content, seen from one cue.
//!
//! In: the scores of the net, a row a token. Out: the best sequence of roles (Viterbi 1967), and how sure the net is that
//! the cue is one (forward-backward over the same chain, Lafferty et al. 2001).

use crate::nets::exp;

/// What a token is to a cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Role {
    /// Nothing.
    #[default]
    None,
    /// In the words that name whose it is.
    Source,
    /// In the words that mark it.
    Cue,
    /// In the words themselves.
    Content,
}

/// How many roles there are.
pub const ROLES: usize = 4;

/// From each role to each: what a step is worth.
pub type Steps = [[f32; ROLES]; ROLES];

impl Role {
    /// All, in the order in which models number them.
    pub const ALL: [Role; ROLES] = [Role::None, Role::Source, Role::Cue, Role::Content];
}

/// The best roles. `scores` holds [`ROLES`] a token.
pub fn best(scores: &[f32], steps: &Steps) -> Vec<Role> {
    let (rows, _) = scores.as_chunks::<ROLES>();
    let mut from: Vec<[u8; ROLES]> = Vec::with_capacity(rows.len());
    let mut value = [0f32; ROLES];
    for (token, row) in rows.iter().enumerate() {
        let (last, mut back) = (value, [0u8; ROLES]);
        for role in 0..ROLES {
            let mut most = if token == 0 { 0.0 } else { last[0] + steps[0][role] };
            for before in 1..if token == 0 { 0 } else { ROLES } {
                let way = last[before] + steps[before][role];
                if way > most {
                    (most, back[role]) = (way, before as u8);
                }
            }
            value[role] = most + row[role];
        }
        from.push(back);
    }
    let mut at = crate::nets::greatest(&value);
    let mut roles = vec![Role::None; rows.len()];
    for (role, back) in roles.iter_mut().zip(&from).rev() {
        *role = Role::ALL[at];
        at = usize::from(back[at]);
    }
    roles
}

/// The chances of each role of each token, [`ROLES`] a token; and what the learner wants besides: the logarithm of the
/// whole sum, and the chances of each step, summed over the tokens.
pub fn chances(scores: &[f32], steps: &Steps) -> (Vec<f32>, f32, Steps) {
    let (rows, _) = scores.as_chunks::<ROLES>();
    let weights: Steps = steps.map(|row| row.map(exp));
    // Rows are scaled so that no product leaves the range of numbers.
    let (mut forward, mut local) = (Vec::with_capacity(rows.len()), Vec::with_capacity(rows.len()));
    let mut whole = 0.0;
    for (token, row) in rows.iter().enumerate() {
        let most = row.iter().fold(f32::NEG_INFINITY, |most, &score| most.max(score));
        let here: [f32; ROLES] = std::array::from_fn(|role| exp(row[role] - most));
        let mut sums: [f32; ROLES] = std::array::from_fn(|role| match forward.last() {
            None => here[role],
            Some(last) => here[role] * product(last, &weights, role),
        });
        let sum = sums.iter().sum::<f32>().max(1e-30);
        sums.iter_mut().for_each(|cell| *cell /= sum);
        whole += most + sum.ln();
        forward.push(sums);
        local.push((here, sum));
        debug_assert!(token < rows.len());
    }
    let mut out = vec![0.0; scores.len()];
    let mut taken = [[0.0; ROLES]; ROLES];
    let mut back = [1.0; ROLES];
    for token in (0..rows.len()).rev() {
        for role in 0..ROLES {
            out[token * ROLES + role] = forward[token][role] * back[role];
        }
        let Some(before) = token.checked_sub(1) else { break };
        let (here, sum) = local[token];
        let ahead: [f32; ROLES] = std::array::from_fn(|role| here[role] * back[role] / sum);
        for (from, row) in taken.iter_mut().enumerate() {
            for (to, cell) in row.iter_mut().enumerate() {
                *cell += forward[before][from] * weights[from][to] * ahead[to];
            }
        }
        back = std::array::from_fn(|from| (0..ROLES).map(|to| weights[from][to] * ahead[to]).sum());
    }
    (out, whole, taken)
}

fn product(last: &[f32; ROLES], weights: &Steps, role: usize) -> f32 {
    (0..ROLES).map(|from| last[from] * weights[from][role]).sum()
}
