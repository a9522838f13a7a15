//! Names and title where each has a line of its own, whatever its quotes.

use super::{MAX_NAME, Names, in_line, quoted};

/// Names and title by lines; `None` where the texts are to be read as the format is defined.
pub(super) fn read(rest: &str, candidates: u16) -> Option<Names> {
    let candidates = usize::from(candidates);
    let (mut lines, mut numbered) = (Vec::new(), Vec::new());
    for line in rest.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match alternative(line) {
            Some(name) => numbered.push(name),
            // What is left of the line that ends the ballots, and comments.
            None if line == "," || line.starts_with('#') => {}
            None => lines.push(line),
        }
        if lines.len() > candidates + 1 {
            return None;
        }
    }
    if numbered.len() == candidates && numbered.iter().map(|(number, _)| *number).eq(1..=candidates)
    {
        let names = numbered.iter().map(|(_, name)| bounded(label(name))).collect();
        return found(names, lines.first().copied());
    }
    let texts = lines.iter().map(|line| texts(line)).sum::<Option<usize>>();
    let defined = texts.is_some_and(|texts| texts == candidates || texts == candidates + 1);
    let lined = lines.len() == candidates || lines.len() == candidates + 1;
    let odd = |line: &&str| is_ballot(line) || is_open(line);
    if defined || !lined || lines.iter().any(odd) {
        return None;
    }
    let (names, title) = lines.split_at_checked(candidates)?;
    found(names.iter().map(|name| bounded(label(name))).collect(), title.first().copied())
}

fn found(names: Option<Vec<String>>, title: Option<&str>) -> Option<Names> {
    let title = match title {
        Some(title) => Some(bounded(label(title))?),
        None => None,
    };
    Some(Names { names: names?, title, more: Vec::new(), notes: Vec::new() })
}

/// `# ALTERNATIVE NAME 3: Jim Adams`, as some files borrow it from PrefLib.
fn alternative(line: &str) -> Option<(usize, &str)> {
    let rest = line.strip_prefix('#')?.trim_start().strip_prefix("ALTERNATIVE NAME")?;
    let (number, name) = rest.split_once(':')?;
    Some((number.trim().parse().ok()?, name.trim()))
}

/// How many texts a line has: quoted ones, or one word; `None` where words stand without quotes.
fn texts(line: &str) -> Option<usize> {
    let (mut rest, mut count) = (line, 0);
    while !rest.is_empty() && !rest.starts_with('#') {
        match rest.strip_prefix('"') {
            Some(inside) => {
                let (_, length) = quoted(inside)?;
                rest = in_line(inside.get(length..)?);
            }
            None if rest.contains(|c: char| c.is_whitespace() || matches!(c, '"' | '(')) => {
                return None;
            }
            None => rest = "",
        }
        count += 1;
    }
    Some(count)
}

/// What a line says: its texts, the second in parentheses as a party; or all of it, without quotes
/// around it.
fn label(line: &str) -> String {
    let line = line.strip_suffix(',').unwrap_or(line).trim_end();
    parts(line).unwrap_or_else(|| {
        let between = |open, close| line.strip_prefix(open)?.strip_suffix(close);
        let inside = between('"', '"').or_else(|| between('\u{201c}', '\u{201d}'));
        inside.unwrap_or(line).trim().to_owned()
    })
}

fn parts(line: &str) -> Option<String> {
    let mut rest = line;
    let mut label = String::new();
    while !rest.is_empty() && !rest.starts_with('#') {
        let inside = rest.strip_prefix('"')?;
        let (text, length) = quoted(inside)?;
        match label.is_empty() {
            true => label.push_str(text.trim()),
            false => label.push_str(&format!(" ({})", text.trim())),
        }
        rest = in_line(inside.get(length..)?);
    }
    Some(label).filter(|label| !label.is_empty())
}

fn bounded(label: String) -> Option<String> {
    Some(label).filter(|label| label.len() <= MAX_NAME)
}

/// Whether a line could be one more ballot: numbers that end with 0.
fn is_ballot(line: &str) -> bool {
    let line = line.strip_suffix(',').unwrap_or(line);
    let number = |word: &str| word.chars().all(|c| c.is_numeric() || matches!(c, '.' | '='));
    line.split_whitespace().all(number) && line.split_whitespace().last() == Some("0")
}

/// Whether a line begins with a quote that is never closed.
fn is_open(line: &str) -> bool {
    line.strip_prefix('"').is_some_and(|inside| quoted(inside).is_none() && !line.ends_with(','))
}

#[cfg(test)]
mod tests {
    use super::read;

    fn told(text: &str, candidates: u16) -> Option<(Vec<String>, Option<String>)> {
        read(text, candidates).map(|found| (found.names, found.title))
    }

    fn some(names: [&str; 2], title: Option<&str>) -> Option<(Vec<String>, Option<String>)> {
        Some((names.map(str::to_owned).to_vec(), title.map(str::to_owned)))
    }

    #[test]
    fn lines_as_councils_publish_them_are_names() {
        let both = ["Jack CLARK (LD)", "Fay THOMSON (Ind)"];
        for text in [
            "Jack CLARK (LD)\nFay THOMSON (Ind)\nWard 1 Annick\n",
            "\r\n\"Jack CLARK\" \"LD\"\r\n\"Fay THOMSON\" \"Ind\"\r\nWard 1 Annick",
            ",\n\"Jack CLARK (LD)\",\n\"Fay THOMSON (Ind)\",\nWard 1 Annick,\n",
            " # no more\n\u{201c}Jack CLARK (LD)\u{201d}\nFay THOMSON (Ind)\n\"Ward 1 Annick\"\n",
            "# ALTERNATIVE NAME 1: Jack CLARK (LD)\n# ALTERNATIVE NAME 2: Fay THOMSON (Ind)\n\
             Ward 1 Annick",
        ] {
            assert_eq!(told(text, 2), some(both, Some("Ward 1 Annick")), "{text}");
        }
        let title = "Eilean a' Cheo #2 \"x\"";
        let text = format!("\"Jack CLARK (LD)\"\n\"Fay THOMSON (Ind)\"\n{title}");
        assert_eq!(told(&text, 2), some(both, Some(title)));
        assert_eq!(told("Jack CLARK (LD)\nFay THOMSON (Ind)", 2), some(both, None));
        let close = ["Clark(LD)", "Thomson(Ind)"];
        assert_eq!(told("Clark(LD)\nThomson(Ind)\n\"Ward\"", 2), some(close, Some("Ward")));
    }

    #[test]
    fn texts_as_the_format_defines_them_are_left_to_its_reader() {
        for text in [
            "\"A\"\n\"B\"\n\"T\"\n",
            "\"A\" \"B\"\n\"T\"\n",
            "A\nB\n",
            "\"A\"\n\"B\"\n\"T\"\n\"Source\"\n",
            "A B\n",
            "",
            "1 2 0\nA B\nC D\n",
            "# ALTERNATIVE NAME 1: A\n# ALTERNATIVE NAME 3: B\n",
        ] {
            assert_eq!(told(text, 2), None, "{text}");
        }
    }
}
