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

#[cfg(test)]
mod tests {
    use super::*;

    /// Scores and steps that fall the same way every time.
    fn chain(tokens: usize, seed: u64) -> (Vec<f32>, Steps) {
        let mut state = seed;
        let mut roll = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            ((state >> 40) as f32 / (1 << 23) as f32 - 1.0) * 3.0
        };
        let scores = (0..tokens * ROLES).map(|_| roll()).collect();
        (scores, std::array::from_fn(|_| std::array::from_fn(|_| roll())))
    }

    /// The worth of every path, the first token's role in the lowest digit.
    fn paths(scores: &[f32], steps: &Steps) -> Vec<(Vec<usize>, f32)> {
        let tokens = scores.len() / ROLES;
        let path = |code: usize| (0..tokens).map(|at| code / ROLES.pow(at as u32) % ROLES).collect::<Vec<_>>();
        let worth = |path: &[usize]| {
            let own: f32 = path.iter().enumerate().map(|(at, role)| scores[at * ROLES + role]).sum();
            own + path.windows(2).map(|pair| steps[pair[0]][pair[1]]).sum::<f32>()
        };
        (0..ROLES.pow(tokens as u32)).map(path).map(|path| (path.clone(), worth(&path))).collect()
    }

    #[test]
    fn the_best_roles_are_the_best_of_all_paths() {
        for seed in 0..40 {
            let (scores, steps) = chain(4, seed);
            let found: Vec<usize> = best(&scores, &steps).into_iter().map(|role| role as usize).collect();
            let all = paths(&scores, &steps);
            let most = all.iter().map(|(_, worth)| *worth).fold(f32::NEG_INFINITY, f32::max);
            let (_, worth) = all.iter().find(|(path, _)| *path == found).expect("a path");
            assert!((worth - most).abs() < 1e-4, "{found:?}");
        }
        assert!(best(&[], &Steps::default()).is_empty());
    }

    #[test]
    fn the_chances_are_those_of_all_paths() {
        for seed in 0..20 {
            let (scores, steps) = chain(4, seed);
            let (found, whole, taken) = chances(&scores, &steps);
            let all = paths(&scores, &steps);
            let sum: f32 = all.iter().map(|(_, worth)| worth.exp()).sum();
            assert!((whole - sum.ln()).abs() < 1e-3);
            for at in 0..4 {
                for role in 0..ROLES {
                    let share: f32 =
                        all.iter().filter(|(path, _)| path[at] == role).map(|(_, worth)| worth.exp() / sum).sum();
                    assert!((found[at * ROLES + role] - share).abs() < 1e-4);
                }
            }
            let steps_taken: f32 = taken.iter().flatten().sum();
            assert!((steps_taken - 3.0).abs() < 1e-3);
        }
    }
}
