//! The desk of whoever keeps the census.

use crate::browser::{Browser, Form};
use crate::{Hall, PASSPHRASE};

const LIST: &str = "Núm. soci;Nom;Cognoms;Telèfon\n1;Rosa;Vila;600 100 200\n2;Omar;Diallo;\n\
                    3;;;\n2;Repetit;Diallo;\n4;=HYPERLINK(\"x\");Fórmula;+34 600\n";

/// Sends a file as a browser does (RFC 7578).
fn upload(browser: &mut Browser, form: &Form, file: &[u8]) -> crate::browser::Page {
    let mut body = Vec::new();
    for name in ["token", "nonce", "pasted"] {
        let value = form.value(name);
        let part =
            format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend(part.into_bytes());
    }
    body.extend(
        b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"socis.csv\"\r\n\
          Content-Type: text/csv\r\n\r\n",
    );
    body.extend(file);
    body.extend(b"\r\n--x--\r\n");
    browser.post(&form.action, "multipart/form-data; boundary=x", &body)
}

fn loaded(hall: &Hall, carme: &mut Browser, file: &[u8]) -> crate::browser::Page {
    let page = carme.get(&format!("{}/census/file", hall.root()));
    let form = page.form("/census/file");
    upload(carme, &form, file)
}

/// A list taken in by Carme, who is left at the cards.
fn taken_in(hall: &Hall, carme: &mut Browser) -> crate::browser::Page {
    let sent = loaded(hall, carme, LIST.as_bytes());
    let check = carme.follow(&sent);
    let done = carme.send(&check.form("/census/carry"));
    assert_eq!(done.status, 303, "{}", done.body);
    carme.follow(&done)
}

#[test]
fn long_a_list_is_matched_looked_at_and_taken_in_and_its_bad_rows_are_named() {
    let hall = Hall::sample();
    let mut carme = hall.neighbour("carme");
    let before = hall.node.digest();
    let sent = loaded(&hall, &mut carme, LIST.as_bytes());
    assert_eq!(sent.status, 303, "{}", sent.body);
    let check = carme.follow(&sent);
    check.has("Hi entrarien 3 persones");
    check.has("2 files no hi entren");
    check.has("Línia 4");
    check.has("no té nom");
    check.has("és la mateixa persona que la línia 3");
    // Other columns, looked at without anything being done.
    let other =
        carme.get(&format!("{}/census/check?name=1&surname=-&number=-&contact=-", hall.root()));
    other.has("Hi entrarien 4 persones");
    assert_eq!(hall.node.digest(), before);

    let form = check.form("/census/carry");
    let done = carme.send(&form);
    let cards = carme.follow(&done);
    cards.has("La llista ja és al registre");
    cards.has("Rosa Vila");
    cards.has("3 targetes per fer servir");
    for lang in ["ca", "es", "en"] {
        cards.has(&format!("lang=\"{lang}\""));
    }
    assert_eq!(cards.headers["cache-control"], "no-store");
    // Sent twice, it is done once; loaded again, everybody is known.
    assert_eq!(carme.send(&form).location(), done.location());
    let again = loaded(&hall, &mut carme, LIST.as_bytes());
    carme.follow(&again).has("No hi entraria ningú");
}

/// Says how long each step takes; `docs/figures-page.md` holds what it said.
#[test]
fn long_a_list_of_five_thousand_is_taken_in_within_one_request() {
    let hall = Hall::sample();
    let mut carme = hall.neighbour("carme");
    let mut list = String::from("Núm. soci;Nom;Cognoms;Telèfon\n");
    for number in 1..=5_000 {
        list += &format!("{number};Persona {number};del Barri;600 {number:06}\n");
    }
    let timed = |what: &str, begun: std::time::Instant| {
        println!("{what}: {} ms", begun.elapsed().as_millis());
    };
    let begun = std::time::Instant::now();
    let sent = loaded(&hall, &mut carme, list.as_bytes());
    timed("the form and the upload", begun);
    let begun = std::time::Instant::now();
    let check = carme.follow(&sent);
    check.has("Hi entrarien 5000 persones");
    timed("the columns and what would come of each line", begun);
    let begun = std::time::Instant::now();
    let done = carme.send(&check.form("/census/carry"));
    assert_eq!(done.status, 303, "{}", done.body);
    timed("the register and a card for each", begun);
    let begun = std::time::Instant::now();
    carme.follow(&done).has("5000 targetes per fer servir");
    timed("the first sheet of cards", begun);
    let begun = std::time::Instant::now();
    carme.get(&format!("{}/census?q=persona+4321", hall.root())).has("Persona 4321 del Barri");
    timed("the census, by a name", begun);
    let begun = std::time::Instant::now();
    let form = carme.get(&format!("{}/census/new", hall.root())).form("/census/new");
    let one = carme.send(&form.with("name", "Una Altra"));
    assert_eq!(one.status, 303, "{}", one.body);
    timed("one person more", begun);
}

#[test]
fn long_a_card_of_the_list_admits_and_is_spent_and_names_are_in_no_entry() {
    let hall = Hall::sample();
    let mut carme = hall.neighbour("carme");
    let cards = taken_in(&hall, &mut carme);
    let card = cards.body.split("<li").find(|card| card.contains("Rosa Vila")).unwrap();
    let code = card.split("<code>").nth(1).unwrap().split('<').next().unwrap().to_owned();
    assert_eq!(code.len(), 29, "{code}");
    let mut rosa = hall.visitor();
    let form = rosa.get(&format!("/ca/join/{code}")).form("/ca/join");
    // As somebody would type it.
    let typed = code.to_lowercase().replace('-', " ");
    let form = form.with("card", &typed).with("login", "rosavila");
    let joined = rosa.send(&form.with("passphrase", "una frase llarga"));
    assert_eq!(joined.status, 303, "{}", joined.body);

    let census = carme.get(&format!("{}/census?q=rosa+vila", hall.root()));
    census.has("És al cens");
    let person = carme.get(&census.link("/census/people/"));
    person.has("600 100 200");
    person.has_not("Imprimeix la targeta");
    carme.get(&format!("{}/census/cards", hall.root())).has_not("Rosa Vila");
    // What replicates holds no name of the register; neither does the disk in the open.
    let everything = hall.node.json(&["log"]).to_string();
    assert!(!everything.contains("Rosa Vila"));
    let mut folders = vec![hall.node.home().to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(bytes) = std::fs::read(&path) {
                let found = bytes.windows(9).any(|nine| nine == b"Rosa Vila");
                assert!(!found, "{}", path.display());
            }
        }
    }

    // Erased from the register, she keeps her place.
    let form = person.form("/forget");
    let done = carme.send(&form);
    carme.follow(&done).has("El nom s’ha esborrat del registre");
    carme.get(&format!("{}/census?q=rosa+vila", hall.root())).has("Ningú");
}

#[test]
fn a_file_that_is_no_list_gives_a_message_beside_its_field() {
    let hall = Hall::sample();
    let mut carme = hall.neighbour("carme");
    let huge = vec![b'a'; 950 * 1024];
    for (file, problem) in [
        (&b""[..], "Tria un fitxer"),
        (b"Nom\n", "No hi ha cap fila"),
        (b"PK\x03\x04\x00\x00\x00", "No és un text"),
        (&huge, "És massa gran"),
    ] {
        let answer = loaded(&hall, &mut carme, file);
        assert_eq!(answer.status, 422, "{problem}");
        answer.has("id=\"file-problem\"");
        answer.has(problem);
    }
    let windows = b"Nom;Cognoms\nN\xfaria;Camps\n";
    let sent = loaded(&hall, &mut carme, windows);
    carme.follow(&sent).has("Núria Camps");
    // What is pasted is a list as well.
    let page = carme.get(&format!("{}/census/file", hall.root()));
    let form = page.form("/census/file").with("pasted", "Name\tMember no.\nWei Zhang\t7\n");
    let sent = upload(&mut carme, &form, b"");
    carme.follow(&sent).has("Wei Zhang");
    // A session that has no list is asked for one.
    let mut anna = hall.neighbour("anna");
    anna.get(&format!("{}/census/check", hall.root())).has("Torna-la a carregar");
}

#[test]
fn long_one_person_is_admitted_at_the_desk_and_noted_and_suspended() {
    let hall = Hall::sample();
    let mut carme = hall.neighbour("carme");
    let page = carme.get(&format!("{}/census/new", hall.root()));
    let form = page.form("/census/new");
    let none = carme.send(&form.clone().with("number", "77"));
    assert_eq!(none.status, 422);
    none.has("id=\"name-problem\"");
    none.has("value=\"77\"");
    let wrong = carme.send(&form.clone().with("name", "Lluc Pi").with("key", "did:key:z6Mk"));
    wrong.has("id=\"key-problem\"");
    let done = carme.send(&form.with("name", "Lluc Pi").with("number", "77"));
    let person = carme.follow(&done);
    person.has("Ja és al cens");
    person.has("Imprimeix la targeta");
    let noted = person.form("/note").with("contact", "lluc@example.org");
    let done = carme.send(&noted);
    carme.follow(&done).has("lluc@example.org");
    // The same person again.
    let page = carme.get(&format!("{}/census/new", hall.root()));
    let twice = page.form("/census/new").with("name", "Un altre").with("number", "77");
    carme.send(&twice).has("Ja hi ha algú amb aquest número");

    // Somebody of whom the register knows nothing is suspended by two of three stewards.
    let census = carme.get(&format!("{}/census?q=Carla", hall.root()));
    let carla = carme.get(&census.link("/census/people/"));
    let form = carla.form("/suspend");
    let none = carme.send(&form.clone().with("reason", " "));
    assert_eq!(none.status, 422);
    none.has("Escriu-ne el motiu");
    let done = carme.send(&form.with("reason", "Ha marxat del barri."));
    assert_eq!(done.status, 303, "{}", done.body);
    assert!(done.location().contains("done=proposed") || done.location().contains("done=enacted"));
}

#[test]
fn nobody_but_those_who_keep_it_sees_the_census() {
    let hall = Hall::sample();
    let root = hall.root();
    let (mut carla, mut bernat) = (hall.neighbour("carla"), hall.neighbour("bernat"));
    for path in ["", "/new", "/file", "/check", "/cards"] {
        let path = format!("{root}/census{path}");
        assert_eq!(hall.visitor().get(&path).status, 303, "{path}");
        assert_eq!(carla.get(&path).status, 403, "{path}");
    }
    // A steward who is no registrar sees places, and may not admit.
    assert_eq!(bernat.get(&format!("{root}/census")).status, 200);
    assert_eq!(bernat.get(&format!("{root}/census/new")).status, 403);
    let mut carme = hall.neighbour("carme");
    let form = carme.get(&format!("{root}/census/new")).form("/census/new").with("name", "X Y");
    let before = hall.node.digest();
    let own = carla.get(&root);
    let form = form.with("token", own.form("/ca/logout").value("token"));
    assert!(carla.send(&form).status >= 400);
    assert_eq!(hall.node.digest(), before);
}

#[test]
fn long_whoever_lost_their_keys_gets_new_ones_in_the_same_place() {
    let hall = Hall::sample();
    let mut carme = hall.neighbour("carme");
    let census = carme.get(&format!("{}/census?q=Carla", hall.root()));
    let carla = carme.get(&census.link("/census/people/"));
    let form = carla.form("/readmit").with("login", "carla2");
    let short = carme.send(&form.clone().with("passphrase", "curta"));
    short.has("id=\"passphrase-problem\"");
    short.has("value=\"carla2\"");
    short.has_not("curta");
    let done = carme.send(&form.with("passphrase", PASSPHRASE));
    assert_eq!(done.status, 303, "{}", done.body);
    let members = hall.node.json(&["member", "list"])["members"].as_array().unwrap().len();
    let mut again = hall.neighbour("carla2");
    again.get(&format!("{}/me", hall.root())).has("Carla Montes");
    assert_eq!(hall.node.json(&["member", "list"])["members"].as_array().unwrap().len(), members);
}
