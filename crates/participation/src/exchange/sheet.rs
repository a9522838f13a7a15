//! What documents and comments tell a row by themselves, imported ones and others alike.

use participation_acts::{FieldEdit, FieldEdits, Origin, TextField, Value, ValueField};
use participation_decidim::{
    Alignment, Cents, CommentRow, Day, Id, Joined, Latitude, Longitude, ProjectRow, ProposalRow,
    ResultRow,
};
use participation_deliberation::Contents;
use participation_types::{Language, Timestamp};

use super::language::Spelling;

/// What is told of a document.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sheet {
    pub(crate) id: u64,
    pub(crate) author_ids: String,
    pub(crate) authors: String,
    /// What it is filed under, sorted by key: its order is not kept.
    pub(crate) classes: Vec<Class>,
    pub(crate) space_id: Option<u64>,
    pub(crate) space_url: String,
    pub(crate) contents: Contents,
    pub(crate) state: String,
    pub(crate) answers: Vec<(Language, String)>,
    pub(crate) answered: Option<Timestamp>,
    pub(crate) supports: Option<u64>,
    pub(crate) endorsements: Option<u64>,
    pub(crate) endorsed_by: String,
    pub(crate) follows: Option<u64>,
    pub(crate) comments: Option<u64>,
    pub(crate) attachments: Option<u64>,
    pub(crate) withdrawn: bool,
    pub(crate) withdrawn_at: Option<Timestamp>,
    pub(crate) made: Timestamp,
    pub(crate) changed: Option<Timestamp>,
    /// The titles of the proposal that it amends.
    pub(crate) amends: Option<Vec<(Language, String)>>,
    /// Of a result: the number of what it is a part of, and the pages of what it carries out.
    pub(crate) parent: Option<u64>,
    pub(crate) sources: Vec<String>,
    pub(crate) cost_report: Vec<(Language, String)>,
    pub(crate) period: Vec<(Language, String)>,
    pub(crate) spelling: Spelling,
}

/// Something that documents are filed under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Class {
    /// The columns that name it and its id there: `taxonomies/c1`, `category/50`, `scope/6`.
    pub(crate) key: String,
    /// What it is called, sorted by language.
    pub(crate) titles: Vec<(Language, String)>,
}

impl Sheet {
    /// What an origin and a text tell.
    pub(crate) fn imported(
        origin: &Origin,
        contents: Contents,
        mut classes: Vec<Class>,
        space_url: &str,
        spelling: Spelling,
    ) -> Self {
        classes.sort_unstable_by(|a, b| a.key.cmp(&b.key));
        let answers = origin.answer.iter();
        Self {
            id: origin.id.as_str().parse().unwrap_or_default(),
            author_ids: origin.author_id.as_str().to_owned(),
            authors: origin.author.as_str().to_owned(),
            classes,
            // Other spaces have a name instead of a page.
            space_url: if space_url.starts_with("http") {
                space_url.to_owned()
            } else {
                String::new()
            },
            contents,
            state: origin.state.as_str().to_owned(),
            answers: answers.map(|(of, text)| (of, text.as_str().to_owned())).collect(),
            supports: Some(origin.supports.into()),
            endorsements: Some(origin.endorsements.into()),
            follows: Some(origin.follows.into()),
            attachments: Some(0),
            withdrawn: origin.withdrawn,
            made: origin.created,
            spelling,
            ..Self::default()
        }
    }

    /// A proposal's row.
    pub(crate) fn proposal(&self) -> ProposalRow {
        let (taxonomy_ids, taxonomy_names) = self.taxonomies();
        let ((category_id, category_names), (scope_id, scope_names)) =
            (self.class("category/"), self.class("scope/"));
        let (latitude, longitude) = self.place();
        let authors = Joined::from(self.author_ids.as_str());
        let coauthors = u64::try_from(authors.parts().count()).ok();
        let changed = self.changed.unwrap_or(self.made);
        ProposalRow {
            id: Id(self.id),
            author_names: Joined::from(self.authors.as_str()),
            taxonomy_ids,
            taxonomy_names,
            category_id,
            category_names,
            scope_id,
            scope_names,
            space_id: self.space_id.map(Id),
            space_url: self.space_url.clone(),
            titles: self.texts(TextField::Title),
            bodies: self.texts(TextField::Body),
            address: self.line(ValueField::Address),
            latitude,
            longitude,
            state: self.state.clone(),
            answers: self.spelled(&self.answers),
            answered_at: self.answered,
            votes: self.supports,
            likes: self.endorsements,
            liked_by: Joined::from(self.endorsed_by.as_str()),
            comments: self.comments,
            attachments: self.attachments,
            follows: self.follows,
            published_at: Some(self.made),
            url: self.line(ValueField::Url),
            is_amend: self.amends.is_some(),
            original_titles: self.spelled(self.amends.as_deref().unwrap_or_default()),
            withdrawn: self.withdrawn,
            withdrawn_at: self.withdrawn_at,
            created_at: Some(self.made),
            updated_at: Some(changed),
            coauthorships_count: coauthors.filter(|count| *count > 0),
            cost: self.number(ValueField::Cost).map(Cents),
            cost_reports: self.spelled(&self.cost_report),
            execution_periods: self.spelled(&self.period),
            author_ids: authors,
            ..ProposalRow::default()
        }
    }

    /// A project's row.
    pub(crate) fn project(&self) -> ProjectRow {
        let (taxonomy_ids, taxonomy_names) = self.taxonomies();
        let ((category_id, category_names), (scope_id, scope_names)) =
            (self.class("category/"), self.class("scope/"));
        let (latitude, longitude) = self.place();
        let cost = self.number(ValueField::Cost);
        ProjectRow {
            id: Id(self.id),
            taxonomy_ids,
            taxonomy_names,
            category_id,
            category_names,
            scope_id,
            scope_names,
            space_id: self.space_id.map(Id),
            space_url: self.space_url.clone(),
            titles: self.texts(TextField::Title),
            descriptions: self.texts(TextField::Body),
            // Whole units there; what is between them is rounded up.
            budget_amount: cost.map(|cents| cents.div_ceil(100)),
            confirmed_votes: self.supports,
            comments: self.comments,
            created_at: Some(self.made),
            updated_at: Some(self.changed.unwrap_or(self.made)),
            url: self.line(ValueField::Url),
            address: self.line(ValueField::Address),
            follows: self.follows,
            latitude,
            longitude,
            ..ProjectRow::default()
        }
    }

    /// A result's row.
    pub(crate) fn result(&self) -> ResultRow {
        let (taxonomy_ids, taxonomy_names) = self.taxonomies();
        let ((category_id, category_names), (scope_id, scope_names)) =
            (self.class("category/"), self.class("scope/"));
        let (latitude, longitude) = self.place();
        ResultRow {
            id: Id(self.id),
            taxonomy_ids,
            taxonomy_names,
            category_id,
            category_names,
            scope_id,
            scope_names,
            space_id: self.space_id.map(Id),
            space_url: self.space_url.clone(),
            parent_id: self.parent.map(Id),
            titles: self.texts(TextField::Title),
            descriptions: self.texts(TextField::Body),
            starts: self.day(ValueField::Starts),
            ends: self.day(ValueField::Ends),
            progress: self.number(ValueField::Progress),
            created_at: Some(self.made),
            updated_at: Some(self.changed.unwrap_or(self.made)),
            url: self.line(ValueField::Url),
            proposal_urls: Joined::of(&self.sources),
            comments: self.comments,
            address: self.line(ValueField::Address),
            latitude,
            longitude,
            ..ResultRow::default()
        }
    }

    fn texts(&self, field: TextField) -> Vec<(String, String)> {
        let texts = self.contents.texts.iter().filter(|((of, _), _)| *of == field);
        let mut texts: Vec<(String, String)> = texts
            .map(|((_, language), text)| (self.spelling.ending(*language), text.clone()))
            .collect();
        texts.sort_unstable();
        texts
    }

    fn spelled(&self, texts: &[(Language, String)]) -> Vec<(String, String)> {
        let ending =
            |(language, text): &(Language, String)| (self.spelling.ending(*language), text.clone());
        let mut texts: Vec<(String, String)> = texts.iter().map(ending).collect();
        texts.sort_unstable();
        texts
    }

    fn line(&self, field: ValueField) -> String {
        match self.contents.value(field) {
            Some(Value::Line(text)) => text.as_str().to_owned(),
            _ => String::new(),
        }
    }

    fn number(&self, field: ValueField) -> Option<u64> {
        match self.contents.value(field) {
            Some(Value::Number(number)) => Some(*number),
            _ => None,
        }
    }

    fn day(&self, field: ValueField) -> Option<Day> {
        match self.contents.value(field) {
            Some(Value::Time(time)) => Day::of(*time),
            _ => None,
        }
    }

    fn place(&self) -> (Option<Latitude>, Option<Longitude>) {
        match self.contents.value(ValueField::Point) {
            Some(Value::Point(point)) => {
                (Latitude::from_e7(point.latitude), Longitude::from_e7(point.longitude))
            }
            _ => (None, None),
        }
    }

    fn taxonomies(&self) -> (Joined, Vec<(String, Joined)>) {
        let of = |class: &'_ Class| class.key.strip_prefix("taxonomies/").map(str::to_owned);
        let classes: Vec<(String, &Class)> =
            self.classes.iter().filter_map(|class| Some((of(class)?, class))).collect();
        let Some((_, first)) = classes.first() else {
            return (Joined::default(), Vec::new());
        };
        // Names are told in languages in which all have one: else nobody knew whose they are.
        let names = first.titles.iter().filter_map(|(language, _)| {
            let names: Option<Vec<&str>> =
                classes.iter().map(|(_, class)| class.title(*language)).collect();
            Some((self.spelling.ending(*language), Joined::of(names?)))
        });
        let mut names: Vec<(String, Joined)> = names.collect();
        names.sort_unstable();
        (Joined::of(classes.iter().map(|(id, _)| id)), names)
    }

    fn class(&self, columns: &str) -> (Option<Id>, Vec<(String, String)>) {
        let number = |class: &Class| class.key.strip_prefix(columns)?.parse().ok();
        let found = self.classes.iter().find_map(|class| Some((number(class)?, class)));
        found.map_or((None, Vec::new()), |(id, class)| (Some(Id(id)), self.spelled(&class.titles)))
    }
}

impl Class {
    fn title(&self, language: Language) -> Option<&str> {
        self.titles.iter().find(|(known, _)| *known == language).map(|(_, title)| title.as_str())
    }
}

/// What a document says that begins with these changes.
pub(crate) fn first(fields: &FieldEdits) -> Contents {
    let mut contents = Contents::default();
    for change in fields.iter() {
        match change {
            FieldEdit::Splice { field, language, splices } => {
                let text = splices.iter().map(|splice| splice.insert.as_str()).collect();
                contents.texts.insert((*field, *language), text);
            }
            FieldEdit::Set { field, value } => {
                contents.values.insert(*field, value.clone());
            }
        }
    }
    contents
}

/// What is told of a comment.
#[derive(Debug, Clone, Default)]
pub(crate) struct CommentSheet {
    pub(crate) id: u64,
    pub(crate) made: Timestamp,
    pub(crate) text: String,
    pub(crate) locale: String,
    pub(crate) author_id: String,
    pub(crate) author: String,
    pub(crate) alignment: i8,
    pub(crate) depth: u16,
    /// The number and class of what it is on.
    pub(crate) on: (u64, String),
    pub(crate) root_url: String,
}

impl CommentSheet {
    /// A comment's row.
    pub(crate) fn row(self) -> CommentRow {
        CommentRow {
            id: Id(self.id),
            created_at: self.made,
            body: self.text,
            locale: self.locale,
            author_id: self.author_id.parse().ok().map(Id),
            author_name: self.author,
            alignment: match self.alignment {
                1 => Alignment::For,
                -1 => Alignment::Against,
                _ => Alignment::Neutral,
            },
            depth: self.depth,
            commentable_id: Id(self.on.0),
            commentable_type: self.on.1,
            root_commentable_url: self.root_url,
            ..CommentRow::default()
        }
    }
}
