//! Rust source reduced to what the compiler acts on: comments gone, strings emptied.

/// The source with comments and the insides of strings turned to spaces; lines stay where they
/// were.
pub(crate) fn bare(source: &str) -> String {
    let mut bare = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let after_word = bare.ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let hidden = match first {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => block_comment(rest),
            '"' => string(rest),
            'r' | 'b' | 'c' if !after_word => raw_string(rest).unwrap_or(0),
            '\'' => character(rest),
            _ => 0,
        };
        let (taken, shown) = if hidden == 0 { (first.len_utf8(), true) } else { (hidden, false) };
        if shown {
            bare.push(first);
        } else {
            bare.extend(rest[..taken].chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
        }
        rest = &rest[taken..];
    }
    bare
}

/// The attributes of bare code, without their brackets, each with its line from 1.
pub(crate) fn attributes(bare: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    for (at, _) in bare.match_indices('#') {
        let after = &bare[at + 1..];
        let Some(inner) = after.strip_prefix('!').unwrap_or(after).strip_prefix('[') else {
            continue;
        };
        let line = bare[..at].matches('\n').count() + 1;
        found.push((line, inner[..closing(inner, '[', ']')].trim()));
    }
    found
}

/// Where the bracket that was opened just before this text closes.
pub(crate) fn closing(text: &str, open: char, close: char) -> usize {
    let mut depth = 1_usize;
    for (at, c) in text.char_indices() {
        if c == open {
            depth += 1;
        } else if c == close {
            depth -= 1;
            if depth == 0 {
                return at;
            }
        }
    }
    text.len()
}

fn block_comment(rest: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < rest.len() {
        if rest[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

fn string(rest: &str) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// Length of a raw string here, if one begins here.
fn raw_string(rest: &str) -> Option<usize> {
    let marked = rest.trim_start_matches(['b', 'c']).strip_prefix('r')?;
    let opened = marked.trim_start_matches('#');
    let hashes = marked.len() - opened.len();
    let inner = opened.strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    let length = inner.find(&end).map_or(inner.len(), |at| at + end.len());
    Some(rest.len() - inner.len() + length)
}

/// Length of a character literal here; 0 for a lifetime.
fn character(rest: &str) -> usize {
    let inner = &rest[1..];
    let Some(first) = inner.chars().next() else {
        return 0;
    };
    if first == '\\' {
        // The escaped character itself may be a quote.
        let skip = 1 + inner[1..].chars().next().map_or(0, char::len_utf8);
        return inner[skip..].find('\'').map_or(0, |at| 1 + skip + at + 1);
    }
    let end = first.len_utf8();
    if inner[end..].starts_with('\'') { 1 + end + 1 } else { 0 }
}

#[test]
fn comments_and_strings_do_not_count_as_code() {
    let source = concat!(
        "a // b \"\n",
        "/* c /* d */ e */ f\n",
        "\"g \\\" h\" i r#\"j \" k\"# l b\"m\" n\n",
        "'o' p '\\'' q '\"' r<'s> 't\n",
    );
    let words: Vec<String> =
        bare(source).lines().map(|l| l.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    assert_eq!(words, ["a", "f", "i l b n", "p q r<'s> 't"]);
}

#[test]
fn attributes_are_found_with_their_lines() {
    let source = bare("#![allow(x, reason = \"]\")]\n\n#[cfg(a[0])]\nfn f() {}\n# [no]\n");
    let found = attributes(&source);
    assert_eq!(found.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [1, 3]);
    assert_eq!(found[1].1, "cfg(a[0])");
    assert!(found[0].1.starts_with("allow(x, reason ="));
}
