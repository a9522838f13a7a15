//! The part after the ballots: names, title, and more.

mod lines;

use super::{
    fault::BltFault,
    scan::{Result, Scan},
};

/// Bytes that a name or a title may have.
pub(super) const MAX_NAME: usize = 64 * 1024;
/// Texts that may follow the title: Wichmann's source and comment.
const MAX_MORE: usize = 2;

/// What stands after the ballots.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// As many as candidates, or none at all.
    pub(super) names: Vec<String>,
    pub(super) title: Option<String>,
    pub(super) more: Vec<String>,
    pub(super) notes: Vec<(super::scan::At, BltFault)>,
}

/// Reads by texts, as the format is defined. Where that does not give a name for each candidate
/// and a line for each does, lines are names: councils publish them without quotes, with the party
/// as a second text, and with a bare title.
pub(super) fn read(scan: &mut Scan<'_>, candidates: u16) -> Result<Names> {
    match lines::read(scan.rest(), candidates) {
        Some(mut found) => {
            if found.title.is_none() {
                found.notes.push((scan.here(), BltFault::NoTitle));
            }
            Ok(found)
        }
        None => by_texts(scan, candidates),
    }
}

fn by_texts(scan: &mut Scan<'_>, candidates: u16) -> Result<Names> {
    let mut found = Names::default();
    while found.names.len() < usize::from(candidates) {
        let Some(name) = text(scan)? else {
            if found.names.is_empty() {
                found.notes.push((scan.here(), BltFault::NoNames));
                return Ok(found);
            }
            let fault = BltFault::FewNames { given: found.names.len(), candidates };
            return Err((scan.place(scan.here()), fault));
        };
        found.names.push(name);
    }
    found.title = text(scan)?;
    if found.title.is_none() {
        found.notes.push((scan.here(), BltFault::NoTitle));
    }
    while let Some(first) = scan.next() {
        if first != '"' || found.more.len() == MAX_MORE {
            no_ballot(scan, first)?;
            found.notes.push((scan.here(), BltFault::Trailing));
            break;
        }
        found.more.extend(text(scan)?);
    }
    Ok(found)
}

/// The next text: in quotes, or one word without.
fn text(scan: &mut Scan<'_>) -> Result<Option<String>> {
    let Some(first) = scan.next() else {
        return Ok(None);
    };
    let at = scan.here();
    if first == '"' {
        scan.pass(1);
        let Some((name, length)) = quoted(scan.rest()) else {
            return Err((scan.place(at), BltFault::OpenQuote));
        };
        if name.len() > MAX_NAME {
            return Err((scan.place(at), BltFault::LongName(MAX_NAME)));
        }
        scan.pass(length);
        return Ok(Some(name));
    }
    no_ballot(scan, first)?;
    let name = scan.word().text;
    if scan.next_in_line().is_some() {
        return Err((scan.place(at), BltFault::Unquoted));
    }
    if name.len() > MAX_NAME {
        return Err((scan.place(at), BltFault::LongName(MAX_NAME)));
    }
    Ok(Some(name.to_owned()))
}

/// Refuses what could be one more ballot.
fn no_ballot(scan: &Scan<'_>, first: char) -> Result<()> {
    if first.is_numeric() || matches!(first, '-' | '(') {
        return Err((scan.place(scan.here()), BltFault::BallotAfterEnd));
    }
    Ok(())
}

/// The text before the closing quote, and the bytes up to after that quote. A quote closes where
/// the line, a comment or another quoted text follows it; two quotes with another after them
/// stand for one; any other quote is part of the text.
fn quoted(text_left: &str) -> Option<(String, usize)> {
    let mut text = String::new();
    let mut at = 0;
    loop {
        let rest = text_left.get(at..)?;
        let quote = rest.find(['"', '\n'])?;
        text.push_str(rest.get(..quote)?);
        let after = rest.get(quote..)?.strip_prefix('"')?;
        let doubled = after.strip_prefix('"').is_some_and(another);
        if doubled {
            text.push('"');
            at += quote + 2;
        } else if closes(after) {
            return Some((text, at + quote + 1));
        } else {
            text.push('"');
            at += quote + 1;
        }
    }
}

fn closes(after: &str) -> bool {
    let next = in_line(after);
    ends(next) || (next.len() < after.len() && next.starts_with(['"', '#']))
}

/// Whether there is another quote in the line, which could close the text.
fn another(after: &str) -> bool {
    after.find(['"', '\n']).is_some_and(|next| after.as_bytes().get(next) == Some(&b'"'))
}

fn in_line(text: &str) -> &str {
    text.trim_start_matches(|c: char| c.is_whitespace() && c != '\n')
}

fn ends(text: &str) -> bool {
    text.is_empty() || text.starts_with('\n')
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_quote_within_a_name_does_not_end_it() {
        for (line, name, rest) in [
            (r#"Adam""#, "Adam", ""),
            (r#"Adam" "Basil""#, "Adam", r#" "Basil""#),
            (r#"Adam"  # who else"#, "Adam", "  # who else"),
            (r#"Jim "Jimbo" Smith""#, r#"Jim "Jimbo" Smith"#, ""),
            (r#"Jim ""Jimbo"" Smith""#, r#"Jim "Jimbo" Smith"#, ""),
            (r#"Jim "Jimbo"""#, r#"Jim "Jimbo""#, ""),
            (r#"Jim "Jimbo"" # x"#, r#"Jim "Jimbo""#, " # x"),
            (r#"""X"" # 1""#, r#""X" # 1"#, ""),
            (r#"Jim ""Jimbo""" # x"#, r#"Jim "Jimbo""#, " # x"),
            (r#""""#, r#"""#, ""),
            (r#"Ward #3""#, "Ward #3", ""),
            (r#"""#, "", ""),
        ] {
            let (text, length) = quoted(line).unwrap();
            assert_eq!((text.as_str(), &line[length..]), (name, rest), "{line}");
        }
        for open in ["", "Adam", "Adam\n\"", r#"Ad"am"#] {
            assert_eq!(quoted(open), None, "{open}");
        }
    }
}
