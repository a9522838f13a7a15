//! Light mode: no pictures, for whoever asks for none.

use std::collections::BTreeSet;

use crate::Hall;

#[test]
fn whoever_wants_no_pictures_is_shown_none_until_they_want_them_again() {
    let hall = Hall::sample();
    let root = hall.root();
    let mut passer = hall.visitor();
    let usual = passer.get(&format!("{root}/polls?page=1"));
    usual.has("<svg");
    let on = passer.send(&usual.form("/ca/light"));
    assert_eq!(on.status, 303);
    assert_eq!(on.location(), format!("{root}/polls?page=1"));
    let cookie = &on.headers["set-cookie"];
    assert!(cookie.contains("HttpOnly; SameSite=Lax"), "{cookie}");
    // On every page, and every drawing of a result has its numbers still.
    let polls = passer.follow(&on);
    polls.has("<html lang=\"ca\" data-light>");
    let hrefs = polls.body.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    let below = format!("{root}/polls/");
    let addresses: BTreeSet<&str> = hrefs.filter(|href| href.starts_with(&below)).collect();
    let mut tables = 0;
    for address in addresses {
        for place in [address.to_owned(), format!("{address}/result")] {
            let page = passer.get(&place);
            if page.status == 200 {
                for picture in ["<svg", "<img", "image/svg"] {
                    page.has_not(picture);
                }
                tables += page.body.matches("<table").count();
            }
        }
    }
    assert!(tables > 0, "no result has a table");
    let off = passer.send(&polls.form("/ca/light"));
    passer.follow(&off).has("<svg");
    // It leads nowhere else.
    let wrong = polls.form("/ca/light").with("then", "//evil.example");
    assert!(passer.send(&wrong).location().starts_with("/ca"));
}
