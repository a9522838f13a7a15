//! Lists in parts: a limit, and a cursor from which to go on.

use serde::Deserialize;
use utoipa::IntoParams;

use super::problem::{Code, Problem};

/// Things of a part, unless it is said.
const USUAL: usize = 50;

/// Things of a part at most.
const MOST: usize = 200;

/// Which part of a list.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct Part {
    /// Where to go on: `next` of the part before.
    #[param(max_length = 80)]
    pub(super) cursor: Option<String>,
    /// How many at most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    pub(super) limit: Option<usize>,
}

/// A place in a list: how many stood before it, and the last of those. Things that came in before
/// it meanwhile do not shift it, because the last one is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    before: usize,
    last: String,
}

impl Place {
    fn read(text: &str) -> Option<Self> {
        let (before, last) = text.split_once('-')?;
        let plain = last.len() <= 64 && last.bytes().all(|byte| byte.is_ascii_hexdigit());
        let before = usize::from_str_radix(before, 16).ok()?;
        plain.then(|| Self { before, last: last.to_owned() })
    }
}

/// How many of a part are given.
pub(super) fn limit(asked: Option<usize>) -> Result<usize, Problem> {
    match asked {
        None => Ok(USUAL),
        Some(limit @ 1..=MOST) => Ok(limit),
        Some(_) => Err(Problem::new(Code::Query, format!("limit: give a number from 1 to {MOST}"))),
    }
}

/// A part of a list, and the cursor of the next one where there is more. `name` gives the id by
/// which a thing is found again.
pub(super) fn of<T: Clone>(
    all: &[T],
    cursor: Option<&str>,
    limit_asked: Option<usize>,
    name: impl Fn(&T) -> String,
) -> Result<(Vec<T>, Option<String>), Problem> {
    let limit = limit(limit_asked)?;
    let wrong = || Problem::new(Code::Query, "cursor: give `next` of the part before, as it was");
    let place = cursor.map(|text| Place::read(text).ok_or_else(wrong)).transpose()?;
    let from = place.map_or(0, |place| {
        let known = all.iter().position(|one| name(one).starts_with(&place.last));
        // What it named is gone: the number is as good as anything.
        known.filter(|_| !place.last.is_empty()).map_or(place.before, |known| known + 1)
    });
    let part: Vec<T> = all.iter().skip(from).take(limit).cloned().collect();
    let before = from.saturating_add(part.len());
    let last = part.last().filter(|_| before < all.len());
    let next = last.map(|last| {
        let last: String = name(last).chars().take(16).collect();
        format!("{before:x}-{last}")
    });
    Ok((part, next))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(from: usize, to: usize) -> Vec<String> {
        (from..to).map(|n| format!("{n:016x}")).collect()
    }

    fn part(all: &[String], cursor: Option<&str>) -> (Vec<String>, Option<String>) {
        of(all, cursor, Some(3), Clone::clone).unwrap()
    }

    #[test]
    fn parts_make_the_whole_and_the_last_has_no_next() {
        let all = names(0, 8);
        let (mut whole, mut cursor) = (Vec::new(), None);
        loop {
            let (some, next) = part(&all, cursor.as_deref());
            whole.extend(some);
            cursor = next;
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(whole, all);
        assert_eq!(part(&all, Some("ff-")).0, Vec::<String>::new());
    }

    #[test]
    fn what_came_in_before_a_cursor_does_not_shift_it() {
        let (first, next) = part(&names(10, 20), None);
        let (second, _) = part(&names(5, 20), next.as_deref());
        assert_eq!((first, second), (names(10, 13), names(13, 16)));
        let without: Vec<String> =
            names(10, 20).into_iter().filter(|n| *n != names(12, 13)[0]).collect();
        assert_eq!(part(&without, next.as_deref()).0, names(14, 17));
    }

    #[test]
    fn a_cursor_or_a_limit_that_was_never_given_out_is_refused() {
        for cursor in ["", "x", "-", "zz-ab", "1-xyz", &format!("1-{}", "a".repeat(80))] {
            assert!(of(&names(0, 3), Some(cursor), None, Clone::clone).is_err(), "{cursor:?}");
        }
        for limit in [0, 201, usize::MAX] {
            assert!(of(&names(0, 3), None, Some(limit), Clone::clone).is_err(), "{limit}");
        }
    }
}
