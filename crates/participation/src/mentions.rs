//! Mentions: who is meant by `@name` is settled when it is written, and stays so.

use std::collections::BTreeMap;

use participation_acts::Content;
use participation_store::Store;
use participation_types::SlotId;

use crate::community::Community;

/// A text whose mentions were resolved.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mentions {
    /// The text: `@name` that is the name of exactly one profile became `[@name](member:SLOT)`.
    pub text: String,
    /// Who is mentioned, sorted.
    pub members: Vec<SlotId>,
    /// Names that several people have, with those people: they stand as they were written.
    pub ambiguous: Vec<(String, Vec<SlotId>)>,
}

impl<S: Store> Community<S> {
    /// What people call themselves, by slot.
    #[must_use]
    pub fn names(&self) -> BTreeMap<SlotId, String> {
        let reading = self.deliberation();
        let profiles: Vec<_> = reading.profiles().collect();
        let name = |entry| match reading.said(&entry)?.content() {
            Some(Content::Profile(profile)) => Some(profile.name.to_string()),
            _ => None,
        };
        profiles.into_iter().filter_map(|(slot, entry)| Some((slot, name(entry)?))).collect()
    }

    /// Resolves the mentions of a text that is about to be written.
    #[must_use]
    pub fn resolve_mentions(&self, text: &str) -> Mentions {
        if !text.contains('@') {
            return Mentions { text: text.to_owned(), ..Mentions::default() };
        }
        let mut people: BTreeMap<String, Vec<SlotId>> = BTreeMap::new();
        for (slot, name) in self.names() {
            if !name.trim().is_empty() {
                people.entry(name).or_default().push(slot);
            }
        }
        resolve(text, &people)
    }
}

/// A name follows an `@` that stands at the beginning of a word; of several names that fit, the
/// longest is meant.
fn resolve(text: &str, people: &BTreeMap<String, Vec<SlotId>>) -> Mentions {
    let mut mentions = Mentions::default();
    let mut rest = text;
    let mut before: Option<char> = None;
    while let Some(at) = rest.find('@') {
        let (head, tail) = rest.split_at(at);
        let last = head.chars().next_back().or(before);
        mentions.text.push_str(head);
        let name = tail.get(1..).unwrap_or_default();
        // After `[` it is a mention that was resolved before.
        let begins = last.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '[' | '_' | '.'));
        let found = if begins { longest(name, people) } else { None };
        match found {
            Some((name, slots)) => {
                match slots {
                    [slot] => {
                        let shown = name.replace('\\', "\\\\").replace(['[', ']'], "");
                        mentions.text.push_str(&format!("[@{shown}](member:{slot})"));
                        mentions.members.push(*slot);
                    }
                    several => {
                        mentions.text.push('@');
                        mentions.text.push_str(name);
                        mentions.ambiguous.push((name.to_owned(), several.to_vec()));
                    }
                }
                rest = tail.get(1 + name.len()..).unwrap_or_default();
                before = name.chars().next_back();
            }
            None => {
                mentions.text.push('@');
                rest = name;
                before = Some('@');
            }
        }
    }
    mentions.text.push_str(rest);
    mentions.members.sort_unstable();
    mentions.members.dedup();
    mentions
}

fn longest<'a>(
    text: &str,
    people: &'a BTreeMap<String, Vec<SlotId>>,
) -> Option<(&'a str, &'a [SlotId])> {
    let ends = |name: &str| {
        let next = text.get(name.len()..).and_then(|rest| rest.chars().next());
        next.is_none_or(|c| !c.is_alphanumeric())
    };
    let fits = people.iter().filter(|(name, _)| text.starts_with(name.as_str()) && ends(name));
    fits.max_by_key(|(name, _)| name.len()).map(|(name, slots)| (name.as_str(), slots.as_slice()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people(names: &[(&str, &[u8])]) -> BTreeMap<String, Vec<SlotId>> {
        let slots = |of: &[u8]| of.iter().map(|slot| SlotId::from_bytes([*slot; 32])).collect();
        names.iter().map(|(name, of)| ((*name).to_owned(), slots(of))).collect()
    }

    #[test]
    fn the_longest_name_is_meant_and_an_address_is_none() {
        let people = people(&[("Anna", &[1]), ("Anna Puig", &[2]), ("Pau", &[3, 4])]);
        let one = SlotId::from_bytes([1; 32]);
        let two = SlotId::from_bytes([2; 32]);
        let found = resolve("Sí, @Anna Puig i @Anna, no a anna@Anna.cat ni @Annabel.", &people);
        let expected = format!(
            "Sí, [@Anna Puig](member:{two}) i [@Anna](member:{one}), no a anna@Anna.cat ni @Annabel."
        );
        assert_eq!((found.text.as_str(), found.members), (expected.as_str(), vec![one, two]));
        // What was resolved stays as it is.
        assert_eq!(resolve(&expected, &people).text, expected);
        let both = resolve("@Pau?", &people);
        assert_eq!((both.text.as_str(), both.ambiguous.len()), ("@Pau?", 1));
        assert_eq!(both.ambiguous[0].1.len(), 2);
    }
}
