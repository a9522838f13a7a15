//! The reference of the interface for programs: made on the node from its OpenAPI description, so
//! that it says what the program does, and readable without any script.

use askama::Template;

use crate::Visit;
use crate::frame::{Frame, Hall};
use crate::message::{Failed, done};

/// What the reference tells. Its words are English, as those of every interface for programs.
#[derive(Debug, Clone, Default)]
pub struct Reference {
    /// What is to be known first, by paragraphs.
    pub lead: Vec<String>,
    /// What can be asked.
    pub groups: Vec<Group>,
    /// What is sent and answered.
    pub shapes: Vec<Shape>,
    /// What can go wrong: the name, the status, what it is called.
    pub problems: Vec<(&'static str, u16, &'static str)>,
}

/// Operations that belong together.
#[derive(Debug, Clone, Default)]
pub struct Group {
    /// Its name in addresses.
    pub name: String,
    /// What it is about.
    pub title: String,
    /// The operations.
    pub operations: Vec<Operation>,
}

/// Something that can be asked.
#[derive(Debug, Clone, Default)]
pub struct Operation {
    /// Its name.
    pub id: String,
    /// The method of HTTP.
    pub method: String,
    /// The address.
    pub path: String,
    /// What it does.
    pub text: String,
    /// The scope that a token needs; none where reading is open.
    pub scope: Option<String>,
    /// What is asked along.
    pub fields: Vec<Field>,
    /// The shape that is sent.
    pub sends: Option<String>,
    /// The shape that is answered.
    pub gives: Option<String>,
}

/// An object, or one of several.
#[derive(Debug, Clone, Default)]
pub struct Shape {
    /// Its name.
    pub name: String,
    /// What it is.
    pub text: String,
    /// Its fields.
    pub fields: Vec<Field>,
}

/// A field or a parameter.
#[derive(Debug, Clone, Default)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// What it holds, in words.
    pub kind: String,
    /// The shape that it holds.
    pub shape: Option<String>,
    /// Whether it is always there, or must be.
    pub needed: bool,
    /// What it means.
    pub text: String,
}

#[derive(Template)]
#[template(path = "reference.html")]
struct Operations<'a> {
    f: Frame<'a>,
    reference: &'a Reference,
    /// Where the shapes are.
    shapes: String,
}

#[derive(Template)]
#[template(path = "reference-shapes.html")]
struct Shapes<'a> {
    f: Frame<'a>,
    reference: &'a Reference,
}

/// What can be asked, and what can go wrong. `hall` is the community, by the root of its pages and its
/// name.
///
/// # Errors
/// [`Failed`] when the screen cannot be made, which is a fault of the program.
pub fn operations(
    visit: &Visit,
    hall: Option<(String, String)>,
    reference: &Reference,
) -> Result<String, Failed> {
    let f = frame(visit, hall, "api-title");
    let shapes = format!("/{}/api/shapes", f.w.tongue().code());
    done(&Operations { f, reference, shapes })
}

/// What is sent and given: on a page of its own, because together they are heavier than any page
/// may be on a bad line.
///
/// # Errors
/// [`Failed`] when the screen cannot be made, which is a fault of the program.
pub fn shapes(
    visit: &Visit,
    hall: Option<(String, String)>,
    reference: &Reference,
) -> Result<String, Failed> {
    done(&Shapes { f: frame(visit, hall, "api-shapes"), reference })
}

fn frame<'a>(visit: &'a Visit, hall: Option<(String, String)>, title: &str) -> Frame<'a> {
    let hall = hall.map(|(root, name)| Hall { name, root });
    Frame::outside(visit, visit.words().say(title)).at(hall)
}
