//! Polling stations on the page: two officers, a person, a bundle.

use crate::Hall;
use crate::browser::Browser;

/// The desk of the sample's station, as an officer sees it.
fn desk(hall: &Hall, officer: &mut Browser) -> String {
    let list = officer.get(&format!("{}/polls", hall.root()));
    let before = list.body.split("Quins vespres").next().unwrap();
    let poll = before.rsplit("href=\"").next().unwrap().split('"').next().unwrap().to_owned();
    let stations = officer.get(&poll).link("/station");
    let stations = officer.get(&stations);
    stations.link("/station/")
}

#[test]
fn an_officer_gives_paper_once_and_sees_who_voted_online() {
    let hall = Hall::sample();
    let mut anna = hall.neighbour("anna");
    let desk = desk(&hall, &mut anna);
    let found = anna.get(&format!("{desk}?who=Wei"));
    found.has("Ha votat en línia. Si li dones paper, el vot en línia deixa de comptar.");
    let slot = found.body.split("name=\"slot\" value=\"").nth(1).unwrap();
    let slot = slot.split('"').next().unwrap();
    let given = anna.send(&found.form(&desk).with("do", "mark").with("slot", slot));
    assert_eq!(given.status, 303, "{}", given.body);
    anna.follow(&given).has("Anotat. Dona-li la papereta.");
    anna.get(&format!("{desk}?who=Wei")).has("Ja té papereta. No n’hi donis cap més.");
    anna.get(&format!("{desk}?who=Ning%C3%BA+aix%C3%AD")).has("No hi ha ningú així");
    // Whoever was given paper finds no booth.
    let mut wei = hall.neighbour("wei");
    let poll = desk.split("/station").next().unwrap();
    let booth = wei.get(poll);
    booth.has("Et van donar una papereta de paper.");
    booth.has_not("<form class=\"ballot\"");
    booth.has_not("punts de votació</a>");
}

#[test]
fn two_officers_type_a_bundle_and_sign_it() {
    let hall = Hall::sample();
    let (mut anna, mut carme) = (hall.neighbour("anna"), hall.neighbour("carme"));
    let desk = desk(&hall, &mut anna);
    let typed = |browser: &mut Browser, papers: &str| {
        let page = browser.get(&desk);
        let form = page.form(&desk).with("do", "batch").with("bundle", "2");
        browser.send(&form.with("papers", papers))
    };
    for (papers, wrong) in [("8", "Línia 1:"), ("", "Escriu les paperetes"), ("lunes", "no és cap")]
    {
        let refused = typed(&mut anna, papers);
        assert_eq!(refused.status, 422, "{papers}");
        refused.has(wrong);
    }
    let kept = typed(&mut anna, "4");
    anna.follow(&kept).has("Has introduït el feix 2.");
    carme.get(&desk).has("Una altra persona ha introduït el feix 2.");
    let differs = typed(&mut carme, "5");
    assert_eq!(differs.status, 422);
    differs.has("No heu escrit el mateix.");
    differs.has("4. Divendres");
    let signed = typed(&mut carme, "4");
    carme.follow(&signed).has("Heu escrit el mateix");
    let page = anna.get(&desk);
    page.has("Signa el feix 2");
    let before = page.body.split("Signa el feix 2").next().unwrap();
    let batch = before.rsplit("name=\"entry\" value=\"").next().unwrap();
    let batch = batch.split('"').next().unwrap();
    let form = page.form(&desk).with("do", "sign").with("entry", batch);
    let done = anna.send(&form);
    anna.follow(&done).has("La teva signatura s’ha desat.");
    let result = anna.get(&format!("{}/result", desk.split("/station").next().unwrap()));
    result.has("En línia i en paper");
    let paper = anna.get(&format!("{}/paper", desk.split("/station").next().unwrap()));
    paper.has("Papereta i quadern");
    paper.has("class=\"box\"");
}

#[test]
fn nobody_else_sees_a_desk() {
    let hall = Hall::sample();
    let mut anna = hall.neighbour("anna");
    let desk = desk(&hall, &mut anna);
    assert_eq!(hall.visitor().get(&desk).status, 303);
    assert_eq!(hall.neighbour("carla").get(&desk).status, 403);
    let form = anna.get(&desk).form(&desk).with("do", "close");
    let mut carla = hall.neighbour("carla");
    let token = carla.get(&hall.root());
    let token = token.body.split("name=\"token\" value=\"").nth(1).unwrap_or_default();
    let token = token.split('"').next().unwrap_or_default();
    let before = hall.node.digest();
    let refused = carla.send(&form.with("token", token));
    assert!([403, 422].contains(&refused.status), "{}", refused.status);
    assert_eq!(hall.node.digest(), before);
}
