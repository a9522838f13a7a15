use participation_media::{MAX_NAME, Policy, accept};

fn name(claimed: &str) -> String {
    accept(b"hello", claimed, None, &Policy::default()).unwrap().name
}

#[test]
fn folders_are_dropped() {
    assert_eq!(name("../../etc/passwd"), "passwd.txt");
    assert_eq!(name("C:\\Users\\anna\\acta.txt"), "acta.txt");
    assert_eq!(name("acta.txt/"), "attachment.txt");
    assert_eq!(name(".."), "attachment.txt");
    assert_eq!(name(""), "attachment.txt");
    assert_eq!(name(".htaccess"), "htaccess.txt");
}

#[test]
fn what_is_not_seen_is_dropped() {
    assert_eq!(name("ac\0ta\r\n.txt"), "acta.txt");
    assert_eq!(name("acta\u{202e}\u{2066}\u{200f}.txt"), "acta.txt");
    assert_eq!(name("a\u{200b}\u{feff}\u{ad}b\u{e0041}.txt"), "ab.txt");
    assert_eq!(name("  two   words .txt "), "two words.txt");
}

#[test]
fn what_a_system_takes_for_more_than_a_name_is_replaced() {
    assert_eq!(name("a:b?*\"<c>|$(d)`.txt"), "a_b____c___(d)_.txt");
    assert_eq!(name("con.txt"), "_con.txt");
    assert_eq!(name("LPT1"), "_LPT1.txt");
    assert_eq!(name("console.txt"), "console.txt");
}

#[test]
fn the_end_is_that_of_the_type() {
    assert_eq!(name("acta"), "acta.txt");
    assert_eq!(name("acta.TEXT"), "acta.txt");
    assert_eq!(name("acta.v2"), "acta.v2.txt");
    assert_eq!(name("acta.2026.txt"), "acta.2026.txt");
}

#[test]
fn a_long_name_is_cut_between_letters() {
    for claimed in ["à".repeat(500), format!("{}.txt", "à".repeat(500)), "x.".repeat(500)] {
        let name = name(&claimed);
        assert!(name.len() <= MAX_NAME && name.len() > MAX_NAME - 8, "{name}");
        assert!(name.ends_with(".txt"), "{name}");
    }
}
