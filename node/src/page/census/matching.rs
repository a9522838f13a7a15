//! Which column is what, and what would come of each row.

use std::collections::{BTreeMap, BTreeSet};

use ateneu_page::census::{Columns, Fate, Person, fold};

use super::table::Table;
use crate::register::Registered;

/// Characters of a name at most.
pub(super) const MAX_NAME: usize = 120;
/// Characters of a number at most.
pub(super) const MAX_NUMBER: usize = 40;
/// Characters of what says how somebody is reached.
pub(super) const MAX_CONTACT: usize = 200;

/// Words at the beginning of what stands above a column, without accents.
const NAMES: [&str; 7] = [
    "nom i cognom",
    "nombre y apellido",
    "nom complet",
    "nombre completo",
    "full name",
    "nom",
    "name",
];
const MORE_NAMES: [&str; 2] = ["nombre", "first name"];
const SURNAMES: [&str; 5] = ["cognom", "apellido", "surname", "last name", "llinatge"];
const NUMBERS: [&str; 10] =
    ["num", "no.", "nº", "n.", "soci", "socio", "carnet", "member", "id", "codi"];
const CONTACTS: [&str; 10] = [
    "correu", "correo", "email", "e-mail", "mail", "telefon", "mobil", "movil", "phone", "contact",
];

/// What a header looks like it says.
pub(super) fn guess(header: &[String]) -> Columns {
    let plain: Vec<String> = header.iter().map(|text| fold(text)).collect();
    let begins = |words: &[&str], taken: &[Option<usize>]| {
        let fits = |word: &&str| {
            let mut columns = plain.iter().enumerate();
            let found = columns
                .find(|(place, text)| text.starts_with(*word) && !taken.contains(&Some(*place)));
            found.map(|(place, _)| place)
        };
        words.iter().find_map(fits)
    };
    let surname = begins(&SURNAMES, &[]);
    let name = begins(&NAMES, &[surname]).or_else(|| begins(&MORE_NAMES, &[surname]));
    let name = name.or_else(|| (surname != Some(0)).then_some(0));
    let number = begins(&NUMBERS, &[name, surname]);
    let contact = begins(&CONTACTS, &[name, surname, number]);
    Columns { name, surname, number, contact }
}

/// Each row, with what would become of it.
pub(super) fn people(table: &Table, columns: &Columns, known: &[Registered]) -> Vec<Person> {
    let numbers: BTreeSet<String> = known.iter().map(|one| fold(&one.number)).collect();
    let names: BTreeSet<String> = known.iter().map(|one| fold(&one.name)).collect();
    let mut seen = BTreeMap::new();
    let mut all = Vec::with_capacity(table.rows.len());
    for (line, cells) in &table.rows {
        let at = |column: Option<usize>| {
            column.and_then(|place| cells.get(place)).map_or("", String::as_str)
        };
        let name = format!("{} {}", at(columns.name), at(columns.surname)).trim().to_owned();
        let mut person = Person {
            line: *line,
            name,
            number: at(columns.number).to_owned(),
            contact: at(columns.contact).to_owned(),
            fate: Fate::Comes,
        };
        person.fate = fate(&person, &numbers, &names, &mut seen);
        all.push(person);
    }
    all
}

/// Two people of one name are two where their numbers say so.
fn fate(
    person: &Person,
    numbers: &BTreeSet<String>,
    names: &BTreeSet<String>,
    seen: &mut BTreeMap<String, u64>,
) -> Fate {
    if person.name.is_empty() {
        return Fate::NoName;
    }
    let long = |text: &str, most: usize| text.chars().count() > most;
    if long(&person.name, MAX_NAME)
        || long(&person.number, MAX_NUMBER)
        || long(&person.contact, MAX_CONTACT)
    {
        return Fate::TooLong;
    }
    let number = fold(&person.number);
    let known = if number.is_empty() {
        names.contains(&fold(&person.name))
    } else {
        numbers.contains(&number)
    };
    if known {
        return Fate::Known;
    }
    let who = if number.is_empty() {
        format!("name {}", fold(&person.name))
    } else {
        format!("number {number}")
    };
    match seen.get(&who) {
        Some(line) => Fate::Twice(*line),
        None => {
            seen.insert(who, person.line);
            Fate::Comes
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(text: &str) -> Vec<String> {
        text.split(';').map(str::to_owned).collect()
    }

    #[test]
    fn columns_are_guessed_in_three_languages() {
        for (text, columns) in [
            ("Núm. soci;Nom;Cognoms;Telèfon", [Some(1), Some(2), Some(0), Some(3)]),
            ("Nombre;Apellidos;Correo electrónico", [Some(0), Some(1), None, Some(2)]),
            ("Member no.;Full name;Email", [Some(1), None, Some(0), Some(2)]),
            ("Nom i cognoms;Adreça", [Some(0), None, None, None]),
            ("a;b;c", [Some(0), None, None, None]),
        ] {
            let [name, surname, number, contact] = columns;
            assert_eq!(guess(&header(text)), Columns { name, surname, number, contact }, "{text}");
        }
    }

    #[test]
    fn each_bad_row_is_told_apart() {
        let long = "x".repeat(MAX_NAME + 1);
        let rows = ["Anna;1", ";2", "Omar;1", "ANNA;3", "Núria;", "nuria;", &long, "Rosa;9"];
        let text = format!("Nom;Num\n{}\n", rows.join("\n"));
        let table = Table::read(text.as_bytes()).unwrap();
        let known = [Registered::new("Rosa Miralles", "9", "").unwrap()];
        let found = people(&table, &guess(&table.header), &known);
        let fates: Vec<Fate> = found.iter().map(|person| person.fate).collect();
        assert_eq!(
            fates,
            [
                Fate::Comes,
                Fate::NoName,
                Fate::Twice(2),
                Fate::Comes,
                Fate::Comes,
                Fate::Twice(6),
                Fate::TooLong,
                Fate::Known,
            ]
        );
    }
}
