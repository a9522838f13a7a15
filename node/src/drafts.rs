//! Drafts: what somebody writes and has not published. They stay in this home, in one private file
//! beside the keys of the person (`people/<name>.drafts`), and no other node ever gets them.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use participation::{
    Contents, EntryId, Point, Sorted, Text, TextField, Timestamp, Value, ValueField,
};

use crate::exit::Failure;
use crate::home::Home;
use crate::print::safe;
use crate::{files, people, random};

/// Bytes of all drafts of one person at most.
const MAX: usize = 1024 * 1024;

/// All drafts of one person.
#[derive(Debug)]
pub(crate) struct Drafts {
    path: PathBuf,
    drafts: BTreeMap<String, Draft>,
    /// What the file holds, as far as this knows.
    file: Option<Zeroizing<Vec<u8>>>,
}

/// A draft of a proposal.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Draft {
    pub(crate) community: String,
    pub(crate) space: String,
    /// Field, language, text.
    texts: Vec<(String, String, String)>,
    values: Vec<(String, Kept)>,
}

/// A value of a draft.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Kept {
    Line(String),
    Number(u64),
    Point(i32, i32),
    Entries(Vec<String>),
    Time(u64),
}

impl Drafts {
    /// Those of a person whose keys are here.
    pub(crate) fn of(home: &Home, name: &str) -> Result<Self, Failure> {
        people::check_name(name)?;
        if !people::is_here(&home.people(), name) {
            return Err(Failure::input(format!(
                "this node holds no keys of {name:?}, and drafts are kept beside them: make them with `ateneu person new {name}`"
            )));
        }
        let path = home.people().join(format!("{name}.drafts"));
        let file = files::read(&path, MAX)?;
        let drafts = match &file {
            None => BTreeMap::new(),
            Some(bytes) => serde_json::from_slice(bytes).map_err(|error| {
                Failure::input(format!("{}: {error}: mend it or remove it", path.display()))
            })?,
        };
        Ok(Self { path, drafts, file })
    }

    /// All of them.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&String, &Draft)> {
        self.drafts.iter()
    }

    /// The one whose id begins so.
    pub(crate) fn find(&self, text: &str) -> Result<(String, Draft), Failure> {
        let mut found = self.drafts.iter().filter(|(id, _)| id.starts_with(text));
        match (found.next(), found.next()) {
            (Some((id, draft)), None) if !text.is_empty() => Ok((id.clone(), draft.clone())),
            (Some(_), _) => Err(Failure::input(format!(
                "{:?} names several drafts: give all digits",
                safe(text)
            ))),
            (None, _) => Err(Failure::input(format!(
                "there is no draft {:?} here: `ateneu proposal drafts` lists them",
                safe(text)
            ))),
        }
    }

    /// Keeps a draft, a new one without an id. Gives the id.
    pub(crate) fn keep(&mut self, id: Option<String>, draft: Draft) -> Result<String, Failure> {
        let id = match id {
            Some(id) => id,
            None => random::bytes::<4>()?.iter().map(|byte| format!("{byte:02x}")).collect(),
        };
        self.drafts.insert(id.clone(), draft);
        self.save()?;
        Ok(id)
    }

    /// Throws a draft away.
    pub(crate) fn discard(&mut self, id: &str) -> Result<(), Failure> {
        self.drafts.remove(id);
        self.save()
    }

    fn save(&mut self) -> Result<(), Failure> {
        let _alone = people::alone();
        let before = self.file.as_ref().map(|file| file.as_slice());
        people::refuse_changed(&self.path, before, MAX)?;
        if self.drafts.is_empty() {
            self.file = None;
            return match fs::remove_file(&self.path) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    Err(files::failed("remove", &self.path, &error))
                }
                _ => Ok(()),
            };
        }
        let bytes = serde_json::to_vec(&self.drafts).map_err(Failure::system)?;
        if bytes.len() > MAX {
            return Err(Failure::input(format!(
                "drafts take at most {MAX} bytes together: publish or discard some"
            )));
        }
        files::write_private(&self.path, &bytes)?;
        self.file = Some(Zeroizing::new(bytes));
        Ok(())
    }
}

impl Draft {
    /// What it says.
    pub(crate) fn contents(&self) -> Result<Contents, Failure> {
        let mut contents = Contents::default();
        for (field, language, text) in &self.texts {
            let field = TextField::ALL.iter().copied().find(|it| format!("{it:?}") == *field);
            let language = language.parse().ok();
            let (field, language) = field.zip(language).ok_or_else(damaged)?;
            contents.texts.insert((field, language), text.clone());
        }
        for (field, kept) in &self.values {
            let field = ValueField::ALL.iter().copied().find(|it| format!("{it:?}") == *field);
            contents.values.insert(field.ok_or_else(damaged)?, kept.value().ok_or_else(damaged)?);
        }
        Ok(contents)
    }

    /// A draft that says this.
    pub(crate) fn new(community: String, space: &EntryId, contents: &Contents) -> Self {
        let texts = contents.texts.iter().map(|((field, language), text)| {
            (format!("{field:?}"), language.to_string(), text.clone())
        });
        let values = contents
            .values
            .iter()
            .filter_map(|(field, value)| Some((format!("{field:?}"), Kept::of(value)?)));
        let (texts, values) = (texts.collect(), values.collect());
        Self { community, space: space.to_string(), texts, values }
    }

    /// The title in whatever language comes first.
    pub(crate) fn title(&self) -> &str {
        let title = self.texts.iter().find(|(field, ..)| field == "Title");
        title.map_or("(no title)", |(.., text)| text)
    }
}

impl Kept {
    fn of(value: &Value) -> Option<Self> {
        Some(match value {
            Value::Nothing => return None,
            Value::Line(line) => Self::Line(line.to_string()),
            Value::Number(number) => Self::Number(*number),
            Value::Point(point) => Self::Point(point.latitude, point.longitude),
            Value::Entries(ids) => Self::Entries(ids.iter().map(ToString::to_string).collect()),
            Value::Time(time) => Self::Time(time.millis()),
        })
    }

    fn value(&self) -> Option<Value> {
        Some(match self {
            Self::Line(line) => Value::Line(Text::new(line.as_str()).ok()?),
            Self::Number(number) => Value::Number(*number),
            Self::Point(latitude, longitude) => Value::Point(Point::new(*latitude, *longitude)?),
            Self::Entries(ids) => {
                let ids: Option<Vec<EntryId>> = ids.iter().map(|id| id.parse().ok()).collect();
                Value::Entries(Sorted::new(ids?).ok()?)
            }
            Self::Time(millis) => Value::Time(Timestamp::from_millis(*millis)),
        })
    }
}

fn damaged() -> Failure {
    Failure::input("the draft holds a field that there is not: discard it and write it again")
}
