//! Forms of many fields: how each is asked for, and what stands in it when it is shown again.

use std::collections::BTreeSet;

use crate::Tongue;
use crate::entrance::Problem;
use crate::list::Choice;
use crate::plain;
use crate::words::Words;

/// How a field is asked for.
#[derive(Debug)]
pub(crate) enum Widget {
    /// A line.
    Line,
    /// Several lines, so many of them in sight.
    Lines(u8),
    /// A whole number from 0.
    Number,
    /// A day and an hour.
    Time,
    /// One of a list.
    List(Vec<Choice>),
    /// One of several that are all in sight.
    One(Vec<Choice>),
    /// Any of several.
    Several(Vec<Choice>),
    /// A file.
    File,
}

/// A field of a form.
#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) name: &'static str,
    pub(crate) label: String,
    pub(crate) hint: String,
    pub(crate) widget: Widget,
    pub(crate) value: String,
    /// The tag of the language in which it is written, where it is not the page's.
    pub(crate) lang: &'static str,
    pub(crate) problem: String,
    pub(crate) required: bool,
    /// Most characters; 0 for no limit.
    pub(crate) most: u32,
}

/// Fields that belong together.
#[derive(Debug)]
pub(crate) struct Group {
    /// What they are about; empty where that needs no saying.
    pub(crate) legend: String,
    pub(crate) fields: Vec<Field>,
}

impl Group {
    /// Fields that need no title.
    pub(crate) const fn plain(fields: Vec<Field>) -> Self {
        Self { legend: String::new(), fields }
    }
}

/// What was typed into a form, with what is wrong with it.
#[derive(Debug, Clone, Default)]
pub struct Filled {
    values: Vec<(String, String)>,
    /// What is wrong.
    pub problems: Vec<Problem>,
}

impl Filled {
    /// What a browser sends. Its lines end with CR and LF (WHATWG HTML, 4.10.21.4). What nobody could
    /// see is nothing.
    pub fn read<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let line = |(name, value): (&str, &str)| {
            let value = value.replace("\r\n", "\n");
            let seen = if plain::is_blank(&value) { "" } else { value.trim() };
            (name.to_owned(), seen.to_owned())
        };
        Self { values: fields.into_iter().map(line).collect(), problems: Vec::new() }
    }

    /// What stands in a field; empty where nothing does.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        let found = self.values.iter().find(|(field, _)| field == name);
        found.map_or("", |(_, value)| value.as_str())
    }

    /// Everything that was chosen in a field.
    #[must_use]
    pub fn all(&self, name: &str) -> BTreeSet<&str> {
        let chosen = self.values.iter().filter(|(field, _)| field == name);
        chosen.map(|(_, value)| value.as_str()).collect()
    }

    /// Everything that was typed but in these fields.
    pub(crate) fn without(&self, names: &[&str]) -> Vec<(String, String)> {
        let others = self.values.iter().filter(|(name, _)| !names.contains(&name.as_str()));
        others.cloned().collect()
    }

    /// Whether something was chosen in a field.
    pub(crate) fn chose(&self, name: &str, value: &str) -> bool {
        self.values.iter().any(|(field, chosen)| field == name && chosen == value)
    }

    /// Puts something into a field, beside what is there.
    pub(crate) fn put(&mut self, name: &str, value: impl Into<String>) {
        self.values.push((name.to_owned(), value.into()));
    }

    /// Says that something is wrong with a field.
    pub fn wrong(&mut self, field: &'static str, text: impl Into<String>) {
        self.problems.push(Problem { field, text: text.into() });
    }

    /// A field as it was filled in.
    pub(crate) fn field(&self, name: &'static str, label: String, widget: Widget) -> Field {
        let problem = self.problems.iter().find(|problem| problem.field == name);
        Field {
            name,
            label,
            hint: String::new(),
            widget: self.chosen(name, widget),
            value: self.get(name).to_owned(),
            lang: "",
            problem: problem.map(|problem| problem.text.clone()).unwrap_or_default(),
            required: false,
            most: 0,
        }
    }

    /// The same choices with those chosen that were.
    fn chosen(&self, name: &str, widget: Widget) -> Widget {
        let mark = |choices: Vec<Choice>| {
            let choose =
                |choice: Choice| Choice { chosen: self.chose(name, &choice.value), ..choice };
            choices.into_iter().map(choose).collect()
        };
        match widget {
            Widget::List(choices) => Widget::List(mark(choices)),
            Widget::One(choices) => Widget::One(mark(choices)),
            Widget::Several(choices) => Widget::Several(mark(choices)),
            Widget::Line | Widget::Lines(_) | Widget::Number | Widget::Time | Widget::File => {
                widget
            }
        }
    }
}

impl Field {
    /// With a line that helps.
    pub(crate) fn hint(self, hint: String) -> Self {
        Self { hint, ..self }
    }

    /// Something must stand in it.
    pub(crate) fn required(self) -> Self {
        Self { required: true, ..self }
    }

    /// Of so many characters at most.
    pub(crate) fn at_most(self, most: u32) -> Self {
        Self { most, ..self }
    }
}

/// Something to choose.
pub(crate) fn choice(value: impl Into<String>, text: String) -> Choice {
    Choice { value: value.into(), text, chosen: false }
}

/// A field for each language of the page, that of the page first.
pub(crate) fn each(
    w: Words,
    names: [&'static str; 3],
    field: impl Fn(&'static str) -> Field,
) -> Vec<Field> {
    let mut all: Vec<(Tongue, &'static str)> = Tongue::ALL.into_iter().zip(names).collect();
    all.sort_by_key(|(tongue, _)| *tongue != w.tongue());
    let field = |(tongue, name): (Tongue, &'static str)| {
        let field = field(name);
        let label = format!("{} ({})", field.label, tongue.name());
        Field { label, lang: if tongue == w.tongue() { "" } else { tongue.code() }, ..field }
    };
    all.into_iter().map(field).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_chosen_is_chosen_when_a_form_is_shown_again() {
        let sent = [("state", "open"), ("text", " a\r\nb "), ("may", "x"), ("may", "y")];
        let mut filled = Filled::read(sent);
        assert_eq!((filled.get("text"), filled.get("none")), ("a\nb", ""));
        assert_eq!(Filled::read([("title", "\u{200b}\u{feff}")]).get("title"), "");
        assert_eq!(filled.all("may"), BTreeSet::from(["x", "y"]));
        filled.wrong("may", "no");
        let choices = ["x", "z"].map(|value| choice(value, String::new()));
        let field = filled.field("may", String::new(), Widget::Several(choices.into()));
        let Widget::Several(choices) = field.widget else { panic!("choices stay choices") };
        assert_eq!(choices.iter().map(|choice| choice.chosen).collect::<Vec<_>>(), [true, false]);
        assert_eq!(field.problem, "no");
    }
}
