//! Finds the names of acts in a text: a tree of folded words, walked from a token for the longest name. Quotation marks and « n° » are
//! skipped on both sides, so that « loi dite "Informatique et Libertés" » and « loi no 78-17 » need no forms of their own.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::citation::lexer::{Kind, Text};
use crate::model::act::Act;

/// Every name of every act.
pub struct Names {
    nodes: Vec<Node>,
}

#[derive(Default)]
struct Node {
    next: BTreeMap<Box<str>, usize>,
    names: Vec<Name>,
}

/// One name of one act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    /// Its place in the list of acts.
    pub act: usize,
    /// Generic (« le Règlement »): binds only right after a citation.
    pub weak: bool,
    /// Written in capitals: only capitals match, so that « LIL » is not a word.
    capitals: bool,
}

/// A name met in a text, up to `end` (a token, excluded).
pub struct Mention {
    pub end: usize,
    pub names: Vec<Name>,
}

impl Mention {
    /// The act, where the name is more than a generic one.
    pub fn strong(&self) -> Option<usize> {
        self.names.iter().find(|name| !name.weak).map(|name| name.act)
    }
}

impl Names {
    pub fn of(acts: &[Arc<Act>]) -> Names {
        let mut names = Names { nodes: vec![Node::default()] };
        for (act, described) in acts.iter().enumerate() {
            for name in &described.names {
                names.add(name, act, false);
            }
            for name in &described.generic {
                names.add(name, act, true);
            }
        }
        names
    }

    fn add(&mut self, written: &str, act: usize, weak: bool) {
        let text = Text::read(written);
        let mut node = 0;
        for at in (0..text.len()).filter(|at| !is_skipped(&text, *at)) {
            let fresh = self.nodes.len();
            node = *self.nodes[node].next.entry(text.word(at).into()).or_insert(fresh);
            if node == fresh {
                self.nodes.push(Node::default());
            }
        }
        let name = Name { act, weak, capitals: is_capitals(written) };
        if node != 0 && !self.nodes[node].names.contains(&name) {
            self.nodes[node].names.push(name);
        }
    }

    /// The longest name that starts at this token.
    pub fn at(&self, text: &Text<'_>, start: usize) -> Option<Mention> {
        let (mut node, mut at) = (*self.nodes[0].next.get(text.word(start))?, start + 1);
        let mut longest = self.ending(node, text, start, at);
        while at < text.len() {
            if is_skipped(text, at) {
                at += 1;
                continue;
            }
            let Some(next) = self.nodes[node].next.get(text.word(at)) else { break };
            (node, at) = (*next, at + 1);
            longest = self.ending(node, text, start, at).or(longest);
        }
        longest
    }

    fn ending(&self, node: usize, text: &Text<'_>, start: usize, end: usize) -> Option<Mention> {
        let node = &self.nodes[node];
        if node.names.is_empty() {
            return None;
        }
        let capitals = (start..end).all(|at| is_capitals_or_sign(text.typed(at)));
        let names: Vec<Name> = node.names.iter().copied().filter(|name| capitals || !name.capitals).collect();
        (!names.is_empty()).then_some(Mention { end, names })
    }
}

fn is_skipped(text: &Text<'_>, at: usize) -> bool {
    matches!(text.kind(at), Some(Kind::NumberSign | Kind::Sign('"')))
}

fn is_capitals(name: &str) -> bool {
    name.chars().filter(|c| c.is_alphabetic()).count() > 1 && is_capitals_or_sign(name)
}

fn is_capitals_or_sign(typed: &str) -> bool {
    !typed.chars().any(char::is_lowercase)
}
