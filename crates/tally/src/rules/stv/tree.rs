//! Rankings laid over each other: those that begin alike share their beginning.
//!
//! Meek's method goes through all ballots many times, and what reaches the next option on a ballot
//! depends on those above it alone. So equal beginnings are worked out once, to the last decimal
//! as if each ballot were worked out by itself.

use super::papers::{Paper, Papers};
use crate::{count::CountError, profile::OptionIndex};

/// The rankings as a tree, its nodes in the order of a walk that takes each node before those
/// below it.
pub(super) struct Tree {
    nodes: Vec<Node>,
    /// Options on the longest ranking.
    pub(super) longest: usize,
}

/// An option on rankings that begin alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Node {
    pub(super) option: OptionIndex,
    /// Options above it on these rankings.
    pub(super) depth: usize,
    /// Weight of the ballots.
    pub(super) weight: u64,
    /// Where the walk goes on if it leaves out what is below.
    pub(super) beyond: usize,
}

impl Tree {
    pub(super) fn of(papers: &Papers) -> Result<Self, CountError> {
        let mut sorted: Vec<Paper<'_>> = papers.iter().collect();
        // A ranking that ends before a shared place may stand behind longer ones.
        sorted.sort_by(|one, other| one.ranking.cmp(other.ranking));
        let mut tree = Self { nodes: Vec::new(), longest: 0 };
        let mut path: Vec<usize> = Vec::new();
        for paper in sorted {
            tree.longest = tree.longest.max(paper.ranking.len());
            let nodes = &tree.nodes;
            let named = |at: &usize| nodes.get(*at).map(|node| node.option);
            let same = path.iter().zip(paper.options());
            let same = same.take_while(|(at, option)| named(at) == Some(*option)).count();
            tree.close(path.split_off(same));
            for at in &path {
                if let Some(node) = tree.nodes.get_mut(*at) {
                    let sum = node.weight.checked_add(paper.weight);
                    node.weight = sum.ok_or(CountError::TooLarge)?;
                }
            }
            for (depth, option) in paper.options().enumerate().skip(same) {
                path.push(tree.nodes.len());
                tree.nodes.push(Node { option, depth, weight: paper.weight, beyond: 0 });
            }
        }
        tree.close(path);
        Ok(tree)
    }

    pub(super) fn node(&self, at: usize) -> Option<&Node> {
        self.nodes.get(at)
    }

    fn close(&mut self, ended: Vec<usize>) {
        let beyond = self.nodes.len();
        for at in ended {
            if let Some(node) = self.nodes.get_mut(at) {
                node.beyond = beyond;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        amount::Amount,
        profile::{Ballot, BallotKind, PollOption, Profile},
        rule::Rule,
    };

    #[test]
    fn equal_beginnings_are_one_path_even_where_a_shared_place_ends_a_ranking() {
        let options = ["a", "b", "c"].map(|id| PollOption::new(id, "", Amount::from(0))).to_vec();
        let mut profile = Profile::new(BallotKind::WeakOrder, options, None).unwrap();
        let [a, b, c] = [0, 1, 2].map(OptionIndex::new);
        profile.push(Ballot::WeakOrder(&[(a, 1), (b, 2)]), 1).unwrap();
        profile.push(Ballot::WeakOrder(&[(a, 1), (b, 2), (c, 2)]), 2).unwrap();
        profile.push(Ballot::WeakOrder(&[(a, 1), (b, 2), (c, 3)]), 4).unwrap();
        profile.push(Ballot::WeakOrder(&[(b, 1)]), 8).unwrap();
        profile.push(Ballot::WeakOrder(&[(b, 1), (c, 1)]), 16).unwrap();
        let tree = Tree::of(&Papers::of(&profile, Rule::StvMeek).unwrap()).unwrap();
        let node = |option, depth, weight, beyond| Node { option, depth, weight, beyond };
        assert_eq!(
            tree.nodes,
            [node(a, 0, 7, 3), node(b, 1, 5, 3), node(c, 2, 4, 3), node(b, 0, 8, 4)]
        );
        assert_eq!(tree.longest, 3);
    }
}
